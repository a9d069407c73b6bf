//! Which column of a table of volumes is which.

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::say;
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
}

/// A word over a column without what does not tell it apart: case, spaces, underlines, a unit in brackets.
fn plain(text: &str) -> String {
    let text = text.split(['(', '（']).next().unwrap_or_default();
    text.chars().filter(|c| !c.is_whitespace() && !['_', '-'].contains(c)).collect::<String>().to_lowercase()
}

/// Finds the columns.
pub fn columns(sheet: &Sheet, file: &str, place: &Place, out: &mut Diagnostics) -> Option<Columns> {
    let at = |row: usize, words: &[&str]| {
        sheet.rows[row].iter().position(|cell| words.contains(&plain(&cell.text).as_str()))
    };
    let head = (0..sheet.rows.len().min(HEAD)).find_map(|row| Some((row, at(row, &DATE)?)));
    let Some((row, date)) = head else {
        let why = say!("{file} has no column of dates", "{file} 里没有日期列");
        return out.none(Diagnostic::error("data", place, why).help(say!(
            "one row of words over the columns: date, interval, type, count; or date, interval and a column for every type",
            "第一行写列名：日期、时段、类型、数量；或者日期、时段，再加每个类型一列"
        )));
    };
    let columns = Columns { row, date, interval: at(row, &INTERVAL), kind: at(row, &TYPE), count: at(row, &COUNT) };
    if let (Some(kind), None) = (columns.kind, columns.count) {
        let why = say!("{file} has a column of types and none of numbers", "{file} 有类型列，却没有数量列");
        let cell = &sheet.rows[row][kind].place;
        return out.none(Diagnostic::error("data", cell, why).help(say!(
            "a column `count`, or a column for every type instead of one of types",
            "请加一列“数量”，或者不要类型列、改为每个类型一列"
        )));
    }
    Some(columns)
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
        let all = [&DATE[..], &INTERVAL, &TYPE, &COUNT].concat();
        for (i, word) in all.iter().enumerate() {
            assert_eq!(plain(word), *word, "it could never be found");
            assert!(!all[..i].contains(word), "{word} means two things");
        }
    }
}
