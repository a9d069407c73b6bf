//! Agents by number: always the same, by time of day, or from a file.

use super::{DecimalWord, MissingWord};
use crate::diagnostic::Diagnostics;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::day_key::DayValue;
use crate::scenario::values::documented::{ValueKind, Words};
use crate::scenario::values::plain::{Clock, Count};
use crate::scenario::values::read::{At, Names, Read, table};
use crate::time::SimDuration;

table! {
    /// Numbers by time of day.
    /// 按时段写的人数。
    pub struct StaffedSpan {
        /// Start of the first number.
        /// 第一个数从几点起。
        from: At<Clock>,
        /// How long each number holds.
        /// 每个数管多久。
        every: At<SimDuration>,
        /// The numbers; outside them nobody is there.
        /// 各段人数；之外没有人。
        counts: Vec<At<Count>>,
        /// The weekdays it is for (`["sat", "sun"]`); none: all.
        /// 用于星期几（`["sat", "sun"]`）；不写为每天。
        weekday: Vec<At<String>>,
    }
}

table! {
    /// Numbers from a file: a row for an interval of a date, or of a weekday.
    /// 文件里的人数：某日期或星期的一个时段一行。
    pub struct StaffedFile {
        /// A spreadsheet or CSV file, relative to the scenario.
        /// 表格或 CSV 文件，路径相对于情景文件。
        file: At<String>,
        /// The name of the sheet; none: the first.
        /// 工作表名称；不写用第一张。
        sheet: Option<At<String>>,
        /// What its columns are called, where the words over them do not say it: `{ date, interval, until, count, type }`; `interval = "nothing"`: all day; `team`: rows of this team only.
        /// 列名认不出时各列叫什么：`{ date, interval, until, count, type }`；`interval = "nothing"` 为全天；`team`：只读这个小组的行。
        columns: Names<String>,
        /// Which rows are read: the words over columns, and what stands there (`{ Media = "voice" }`); `"*"`: anything.
        /// 读哪些行：列名和该列的内容（`{ Media = "voice" }`）；`"*"` 为任意。
        where_ as "where": Names<String>,
        /// Whether 01/02/2025 is 1 February; none: the file has to say it.
        /// 01/02/2025 是不是 2 月 1 日；不写则文件要能看出来。
        day_first: Option<At<bool>>,
        /// Whether an hour written as one number (`24`) is the one that ends then; none: as its hours tell.
        /// 只写一个数的小时（如 `24`）是不是指到这一点结束；不写则由内容判断。
        hour_ends: Option<At<bool>>,
        /// The shop's distance from Greenwich (`"+08:00"`), for times with a zone; `"as written"`: they are the shop's.
        /// 店铺的时区（`"+08:00"`），用于带时区的时间；`"as written"` 表示就是店铺时间。
        time_zone: Option<At<String>>,
        /// What stands before the fraction of its numbers: `","` or `"."`; none: as its cells tell.
        /// 小数点用哪个：`","` 或 `"."`；不写则由各格内容判断。
        decimal: Option<At<DecimalWord>>,
        /// The year of dates that lack it.
        /// 没写年份的日期是哪一年。
        year: Option<At<Count>>,
        /// What dates and weekdays mean that have no row: not given: a mistake; `"zero"`: nobody is there.
        /// 没有行的日期或星期是什么：不写为错误；`"zero"` 为没有人。
        missing: Option<At<MissingWord>>,
    }
}

/// Agents by number.
#[derive(Clone, Debug)]
pub enum Staffed {
    /// Always the same.
    Always(u32),
    /// By time of day.
    Spans(Vec<StaffedSpan>),
    /// By date or weekday and time, in a file.
    File(Box<StaffedFile>),
}

impl Read for Staffed {
    fn kind() -> ValueKind {
        ValueKind::Said(Self::KIND, Self::forms())
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) if node.get("file").is_some() => {
                StaffedFile::read(node, out).map(|file| Self::File(Box::new(file)))
            }
            Value::Table(_) => StaffedSpan::read(node, out).map(|s| Self::Spans(vec![s])),
            Value::List(_) => {
                Vec::<At<StaffedSpan>>::read(node, out).map(|l| Self::Spans(l.into_iter().map(|s| s.value).collect()))
            }
            _ => Count::read(node, out).map(|n| Self::Always(n.0)),
        }
    }
}

impl DayValue for Staffed {
    const KIND: Words = [
        "a whole number, or { from, every, counts, weekday }, or a list of those, or { file = \"need.csv\" }, or a table by day: { weekdays = 8, weekend = 4 }",
        "整数，或 { from, every, counts, weekday }，或它们的列表，或 { file = \"need.csv\" }，或按日子写的表：{ weekdays = 8, weekend = 4 }",
    ];
    fn forms() -> Vec<ValueKind> {
        vec![ValueKind::Whole, StaffedSpan::kind(), ValueKind::list(StaffedSpan::kind()), StaffedFile::kind()]
    }
    fn is_one(node: &Node) -> bool {
        node.get("file").is_some() || StaffedSpan::DOC.fields.iter().any(|field| node.get(field.key).is_some())
    }
}
