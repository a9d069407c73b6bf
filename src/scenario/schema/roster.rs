//! A roster kept in a file of its own.

use crate::diagnostic::Diagnostics;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::plain::Count;
use crate::scenario::values::read::{At, Names, Read, table};

/// Where a roster is, and how it is to be read.
#[derive(Clone, Debug)]
pub struct RosterText {
    /// The file, relative to the scenario.
    pub file: At<String>,
    /// The sheet; none: the first.
    pub sheet: Option<At<String>>,
    /// The month that plain day numbers belong to.
    pub month: Option<At<String>>,
    /// What stands in a cell, and the shift it means.
    pub letters: Names<String>,
    /// Of a list with one row per person and day: the words over its columns.
    pub columns: Names<String>,
    /// Whether 01/02/2025 is 1 February.
    pub day_first: Option<At<bool>>,
    /// The year of dates that lack it.
    pub year: Option<At<Count>>,
    /// The shop's distance from Greenwich, for times with a zone.
    pub time_zone: Option<At<String>>,
}

table! {
    /// A roster with more to say about it than its file.
    /// 还要多说几句的排班表。
    pub struct RosterTable {
        /// A spreadsheet or CSV file, relative to the scenario: one row per person, one column per day, or one row per person and day.
        /// 表格或 CSV 文件，路径相对于情景文件：一行一人、一列一天，或一行一人一天。
        file: At<String>,
        /// The name of the sheet; none: the first.
        /// 工作表名称；不写用第一张。
        sheet: Option<At<String>>,
        /// `"2025-10"`: the month of plain day numbers, where the file does not say it.
        /// `"2025-10"`：只写日号的表是哪个月，文件没写时才要。
        month: Option<At<String>>,
        /// What stands in a cell, and the shift (or `"off"`) that it means; none: names of shifts.
        /// 格子里写什么、是哪个班（或 `"off"` 休息）；不写则格子里就是班次名称。
        letters: Names<String>,
        /// Of a list with one row per person and day: the words over its columns, by what they are: `name`, `number`, `date`, `shift`, `from`, `until`, `status`; and of any roster `team`: rows of this team only.
        /// 一行一人一天的表：各列的列名，按含义写 `name`、`number`、`date`、`shift`、`from`、`until`、`status`；任何表还可写 `team`：只读这个小组的行。
        columns: Names<String>,
        /// Whether 01/02/2025 is 1 February; none: as its dates tell.
        /// 01/02/2025 是不是 2 月 1 日；不写则由日期判断。
        day_first: Option<At<bool>>,
        /// The year of dates that lack it; none: that which is simulated.
        /// 没写年份的日期是哪一年；不写为所模拟的那年。
        year: Option<At<Count>>,
        /// The shop's distance from Greenwich (`"+08:00"`), for times with a zone; `"as written"`: they are the shop's.
        /// 店铺的时区（`"+08:00"`），用于带时区的时间；`"as written"` 表示就是店铺时间。
        time_zone: Option<At<String>>,
    }
}

impl Read for RosterText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            [
                "a file, or { file, sheet, month, letters, columns, day_first, year, time_zone }",
                "文件，或 { file, sheet, month, letters, columns, day_first, year, time_zone }",
            ],
            vec![ValueKind::Text, RosterTable::kind()],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => RosterTable::read(node, out).map(|t| Self {
                file: t.file,
                sheet: t.sheet,
                month: t.month,
                letters: t.letters,
                columns: t.columns,
                day_first: t.day_first,
                year: t.year,
                time_zone: t.time_zone,
            }),
            _ => At::read(node, out).map(|file| Self {
                file,
                sheet: None,
                month: None,
                letters: Names::default(),
                columns: Names::default(),
                day_first: None,
                year: None,
                time_zone: None,
            }),
        }
    }
}
