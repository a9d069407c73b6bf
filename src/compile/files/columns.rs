//! Which column of a table of volumes is which.

use super::cells;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::say;
use crate::scenario::text::sheet::{Cell as SheetCell, Sheet};
use crate::scenario::values::read::Names;

/// Words over the column of dates.
const DATE: [&str; 8] = ["日期", "统计日期", "咨询日期", "数据日期", "业务日期", "date", "day", "日"];
/// Over the column of intervals: when they begin, or from when until when.
const INTERVAL: [&str; 19] = [
    "时段",
    "时间段",
    "时间",
    "时刻",
    "小时",
    "间隔",
    "开始时间",
    "起始时间",
    "开始",
    "起",
    "interval",
    "time",
    "hour",
    "slot",
    "from",
    "start",
    "starttime",
    "begin",
    "period",
];
/// Over the column of when intervals end.
const UNTIL: [&str; 12] =
    ["结束时间", "截止时间", "终止时间", "结束", "截止", "止", "until", "till", "to", "end", "endtime", "finish"];
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
/// What a scenario may say of the columns of numbers, and where every row is a contact.
const ROLES: [&str; 5] = ["date", "interval", "until", "type", "count"];
const ROLES_OF_ROWS: [&str; 5] = ["date", "interval", "type", "effort", "patience"];
/// Rows looked through for the words over the columns.
const HEAD: usize = 20;

/// The columns of a table.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The row of the words over them.
    pub row: usize,
    pub date: usize,
    pub interval: Option<usize>,
    /// When intervals end, where that has a column of its own.
    pub until: Option<usize>,
    pub kind: Option<usize>,
    /// All that could be the numbers.
    pub counts: Vec<usize>,
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
    let roles = if rows { &ROLES_OF_ROWS } else { &ROLES };
    if let Some((role, entry)) = said.0.iter().find(|(role, _)| !roles.contains(&role.as_str())) {
        let why = say!("no column is called `{role}` here", "这里没有叫 `{role}` 的列");
        return out.reject(Diagnostic::error(Code::UnknownName, &entry.key, why).near_or_list(role, roles));
    }
    // The moment of a contact is a date with a time behind it, or the time alone beside a date.
    let dates = if rows { [&DATE[..], &MOMENT[..]].concat() } else { DATE.to_vec() };
    let called = |row: usize, role: &str, words: &[&str]| said_or_called(&sheet.rows[row], said.get(role), words);
    let Some(row) = (0..sheet.rows.len().min(HEAD)).find(|row| !called(*row, "date", &dates).is_empty()) else {
        let why = say!("{file} has no column of dates", "{file} 里没有日期列");
        let place = said.0.get("date").map_or(place, |entry| &entry.place);
        return out.reject(Diagnostic::error(Code::Data, place, why).help(say!(
            "one row of words over the columns: date, interval, type, count; or date, interval and a column for every type",
            "第一行写列名：日期、时段、类型、数量；或者日期、时段，再加每个类型一列"
        )));
    };
    let head = Head { sheet, file, row, place };
    let lost = said.iter().find(|(role, ..)| called(row, role, &[]).is_empty());
    if let Some((_, entry, word)) = lost {
        let known: Vec<&str> = sheet.rows[row].iter().map(|cell| cell.text.as_str()).collect();
        let why = say!("{file} has no column \"{word}\"", "{file} 里没有 \"{word}\" 这一列");
        return out.reject(Diagnostic::error(Code::Data, &entry.place, why).near_or_list(word, &known));
    }
    let all = head.readable(called(row, "date", &dates), |text| cells::date(text).is_ok());
    let dates: Vec<usize> = called(row, "date", &DATE).into_iter().filter(|column| all.contains(column)).collect();
    // A moment says the time too.
    let has_time = |column: &usize| head.first(*column).and_then(|text| cells::date(text).ok()?.1).is_some();
    let by_moment = dates.is_empty() && said.get("interval").is_none() && all.iter().all(has_time);
    let date = head.one("date", if dates.is_empty() { &all } else { &dates }, out).ok()??;
    let times = if rows { [&INTERVAL[..], &MOMENT[..]].concat() } else { INTERVAL.to_vec() };
    let times = if by_moment { Vec::new() } else { called(row, "interval", &times) };
    let times: Vec<usize> = times.into_iter().filter(|column| *column != date).collect();
    let times = head.readable(times, |text| cells::interval(cells::time(text)).is_ok());
    let of = |role: &str, words: &[&str], wanted: bool| if wanted { called(row, role, words) } else { Vec::new() };
    let mut one = |role: &str, columns: &[usize]| head.one(role, columns, out).ok();
    let columns = Columns {
        row,
        date,
        interval: one("interval", &times)?,
        until: one("until", &of("until", &UNTIL, !rows))?,
        kind: one("type", &of("type", &TYPE, true))?,
        counts: of("count", &COUNT, !rows),
        effort: one("effort", &of("effort", &EFFORT, rows))?,
        patience: one("patience", &of("patience", &PATIENCE, rows))?,
    };
    if let (Some(kind), true, false) = (columns.kind, columns.counts.is_empty(), rows) {
        let why = say!("{file} has a column of types and none of numbers", "{file} 有类型列，却没有数量列");
        let cell = &sheet.rows[row][kind].place;
        return out.reject(Diagnostic::error(Code::Data, cell, why).help(say!(
            "a column `count`, or a column for every type instead of one of types; where every row is a contact: counts = \"rows\"",
            "请加一列“数量”，或者不要类型列、改为每个类型一列；若每行就是一次咨询：counts = \"rows\""
        )));
    }
    Some(columns)
}

/// The columns under a word that the scenario says, or else under one of those known.
fn said_or_called(words: &[SheetCell], said: Option<&String>, known: &[&str]) -> Vec<usize> {
    let is = |word: &str| said.map_or_else(|| known.contains(&word), |own| word == plain(own));
    (0..words.len()).filter(|at| is(plain(&words[*at].text).as_str())).collect()
}

/// A mistake was found, and told.
pub struct ToldColumns;

/// The row of words over the columns of a file.
pub struct Head<'s> {
    pub sheet: &'s Sheet,
    pub file: &'s str,
    pub row: usize,
    /// Where the scenario names the file.
    pub place: &'s Place,
}

impl Head<'_> {
    /// The only column that there is for a role; several are a mistake: nothing is guessed.
    pub fn one(&self, role: &str, columns: &[usize], out: &mut Diagnostics) -> Result<Option<usize>, ToldColumns> {
        if columns.len() < 2 {
            return Ok(columns.first().copied());
        }
        out.push(self.several(role, columns));
        Err(ToldColumns)
    }

    /// Those of several columns whose first cell can be read so; all of them, if none can.
    fn readable(&self, columns: Vec<usize>, reads: impl Fn(&str) -> bool) -> Vec<usize> {
        let good: Vec<usize> =
            columns.iter().copied().filter(|column| self.first(*column).is_some_and(&reads)).collect();
        if good.is_empty() { columns } else { good }
    }

    /// What stands first in a column.
    fn first(&self, column: usize) -> Option<&str> {
        let below = self.row + 1..self.sheet.rows.len();
        below.map(|row| self.sheet.text(row, column)).find(|text| !text.is_empty())
    }

    fn several(&self, role: &str, columns: &[usize]) -> Diagnostic {
        let cells: Vec<&SheetCell> = columns.iter().map(|at| &self.sheet.rows[self.row][*at]).collect();
        let words: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.text)).collect();
        let (en, zh) = role_text(role);
        let (file, n, list_en, list_zh) = (self.file, words.len(), words.join(", "), words.join("、"));
        let why =
            say!("{n} columns of {file} could be the {en}: {list_en}", "{file} 里有 {n} 列都可能是{zh}：{list_zh}");
        let mut found = Diagnostic::error(Code::DataColumn, self.place, why);
        for cell in &cells {
            found = found.also(&cell.place, say!("this one?", "是这一列？"));
        }
        let apart =
            cells.iter().enumerate().all(|(i, cell)| cells[..i].iter().all(|c| plain(&c.text) != plain(&cell.text)));
        if !apart {
            return found.help(say!("give every column a word of its own", "请给每一列各起一个名字"));
        }
        let (first, or_en, or_zh) = (&words[0], words[1..].join(" or "), words[1..].join(" 或 "));
        found.help(say!(
            "say which it is: columns = {{ {role} = {first} }}, or {or_en} in its place",
            "请写明是哪一列：columns = {{ {role} = {first} }}，或换成 {or_zh}"
        ))
    }
}

/// What a role is called.
fn role_text(role: &str) -> (&'static str, &'static str) {
    match role {
        "date" => ("date", "日期"),
        "interval" => ("interval", "时段"),
        "until" => ("end of the interval", "时段的结束"),
        "type" => ("type", "类型"),
        "effort" => ("effort", "工时"),
        "patience" => ("patience", "耐心"),
        _ => ("number", "数量"),
    }
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
        let all = [&DATE[..], &INTERVAL, &UNTIL, &TYPE, &COUNT, &MOMENT, &EFFORT, &PATIENCE].concat();
        for (i, word) in all.iter().enumerate() {
            assert_eq!(plain(word), *word, "it could never be found");
            assert!(!all[..i].contains(word), "{word} means two things");
        }
        assert_eq!(["处理时长（分钟）", "effort (min)", "effort", "工时(秒)"].map(unit), [60.0, 60.0, 1.0, 1.0]);
    }
}
