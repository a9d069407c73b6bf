//! Which column of a table of volumes is which.

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::say;
use crate::scenario::read::Names;
use crate::scenario::sheet::Sheet;

/// Words over the column of dates.
const DATE: [&str; 8] = ["日期", "统计日期", "咨询日期", "数据日期", "业务日期", "date", "day", "日"];
/// Over the column of intervals: when they begin, or from when until when.
const INTERVAL: [&str; 16] = [
    "时段",
    "时间段",
    "时间",
    "时刻",
    "小时",
    "间隔",
    "开始时间",
    "起始时间",
    "interval",
    "time",
    "hour",
    "slot",
    "from",
    "start",
    "begin",
    "period",
];
/// Over the column of types, where every row is about one of them.
const TYPE: [&str; 14] = [
    "类型",
    "咨询类型",
    "业务类型",
    "问题类型",
    "渠道",
    "技能组",
    "队列",
    "分组",
    "type",
    "contacttype",
    "contact",
    "queue",
    "skill",
    "channel",
];
/// Over the column of numbers.
const COUNT: [&str; 24] = [
    "数量",
    "咨询量",
    "咨询人数",
    "进线量",
    "来电量",
    "呼入量",
    "会话量",
    "到达量",
    "接待量",
    "工单量",
    "订单量",
    "单量",
    "预计量",
    "预测量",
    "count",
    "contacts",
    "volume",
    "calls",
    "chats",
    "tickets",
    "orders",
    "offered",
    "arrivals",
    "expected",
];
/// Over the column of moments, where every row is a contact.
const MOMENT: [&str; 14] = [
    "到达时间",
    "进线时间",
    "来电时间",
    "呼入时间",
    "咨询时间",
    "会话开始时间",
    "创建时间",
    "arrived",
    "arrival",
    "arrivaltime",
    "timestamp",
    "datetime",
    "moment",
    "created",
];
/// Over the column of the agent's own times.
const EFFORT: [&str; 11] = [
    "工时",
    "人工工时",
    "处理时长",
    "服务时长",
    "通话时长",
    "接待时长",
    "effort",
    "handletime",
    "handlingtime",
    "servicetime",
    "talktime",
];
/// Over the column of how long customers wait at most.
const PATIENCE: [&str; 3] = ["耐心", "耐心时长", "patience"];
/// What a scenario may say of columns.
const ROLES: [&str; 6] = ["date", "interval", "type", "count", "effort", "patience"];
/// Rows looked through for the words over the columns.
const HEAD: usize = 20;

/// The columns of a table.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    /// The row of the words over them.
    pub row: usize,
    pub date: usize,
    pub interval: Option<usize>,
    pub kind: Option<usize>,
    pub count: Option<usize>,
    pub effort: Option<usize>,
    pub patience: Option<usize>,
}

/// A word over a column without what does not tell it apart: case, spaces, underlines, a unit in brackets.
pub fn plain(text: &str) -> String {
    let text = text.split(['(', '（']).next().unwrap_or_default();
    text.chars().filter(|c| !c.is_whitespace() && !['_', '-'].contains(c)).collect::<String>().to_lowercase()
}

/// Finds the columns; `said`: those that the scenario names. `rows`: every row is a contact.
pub fn columns(
    sheet: &Sheet,
    file: &str,
    (said, rows): (&Names<String>, bool),
    place: &Place,
    out: &mut Diagnostics,
) -> Option<Columns> {
    if let Some((role, entry)) = said.0.iter().find(|(role, _)| !ROLES.contains(&role.as_str())) {
        let why = say!("no column is called `{role}` here", "这里没有叫 `{role}` 的列");
        return out.none(Diagnostic::error("unknown-name", &entry.key, why).near_or_list(role, &ROLES));
    }
    let at = |row: usize, role: &str, words: &[&str]| match said.get(role) {
        Some(own) => sheet.rows[row].iter().position(|cell| plain(&cell.text) == plain(own)),
        None => sheet.rows[row].iter().position(|cell| words.contains(&plain(&cell.text).as_str())),
    };
    // The moment of a contact is a date with a time behind it, or the time alone beside a date.
    let dates = if rows { [&DATE[..], &MOMENT[..]].concat() } else { DATE.to_vec() };
    let Some((row, date)) = (0..sheet.rows.len().min(HEAD)).find_map(|row| Some((row, at(row, "date", &dates)?)))
    else {
        let why = say!("{file} has no column of dates", "{file} 里没有日期列");
        let place = said.0.get("date").map_or(place, |entry| &entry.place);
        return out.none(Diagnostic::error("data", place, why).help(say!(
            "one row of words over the columns: date, interval, type, count; or date, interval and a column for every type",
            "第一行写列名：日期、时段、类型、数量；或者日期、时段，再加每个类型一列"
        )));
    };
    let times = if rows { [&INTERVAL[..], &MOMENT[..]].concat() } else { INTERVAL.to_vec() };
    let columns = Columns {
        row,
        date,
        interval: at(row, "interval", &times).filter(|column| *column != date),
        kind: at(row, "type", &TYPE),
        count: at(row, "count", &COUNT),
        effort: at(row, "effort", &EFFORT),
        patience: at(row, "patience", &PATIENCE),
    };
    let found = [Some(date), columns.interval, columns.kind, columns.count, columns.effort, columns.patience];
    let is_there = |role: &str| ROLES.iter().zip(found).any(|(known, column)| *known == role && column.is_some());
    let mut lost = said.iter().filter(|(role, ..)| !is_there(role));
    if let Some((_, entry, word)) = lost.next() {
        let known: Vec<&str> = sheet.rows[row].iter().map(|cell| cell.text.as_str()).collect();
        let why = say!("{file} has no column \"{word}\"", "{file} 里没有 \"{word}\" 这一列");
        return out.none(Diagnostic::error("data", &entry.place, why).near_or_list(word, &known));
    }
    if let (Some(kind), None, false) = (columns.kind, columns.count, rows) {
        let why = say!("{file} has a column of types and none of numbers", "{file} 有类型列，却没有数量列");
        let cell = &sheet.rows[row][kind].place;
        return out.none(Diagnostic::error("data", cell, why).help(say!(
            "a column `count`, or a column for every type instead of one of types; where every row is a contact: counts = \"rows\"",
            "请加一列“数量”，或者不要类型列、改为每个类型一列；若每行就是一次咨询：counts = \"rows\""
        )));
    }
    Some(columns)
}

/// Seconds of one, as the word over a column of durations says in brackets.
pub fn unit(word: &str) -> f64 {
    let inside = word.split(['(', '（']).nth(1).unwrap_or_default();
    match inside.trim_end_matches([')', '）']).trim().to_lowercase().as_str() {
        "分" | "分钟" | "min" | "minutes" => 60.0,
        "小时" | "h" | "hours" => 3600.0,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_over_columns_say_the_same_in_several_ways() {
        assert_eq!(
            ["日期", " Date ", "contact_type", "咨询量（人）", "Contact Type (key)"].map(plain),
            ["日期", "date", "contacttype", "咨询量", "contacttype"]
        );
        let all = [&DATE[..], &INTERVAL, &TYPE, &COUNT, &MOMENT, &EFFORT, &PATIENCE].concat();
        for (i, word) in all.iter().enumerate() {
            assert_eq!(plain(word), *word, "it could never be found");
            assert!(!all[..i].contains(word), "{word} means two things");
        }
        assert_eq!(["处理时长（分钟）", "effort (min)", "effort", "工时(秒)"].map(unit), [60.0, 60.0, 1.0, 1.0]);
    }
}
