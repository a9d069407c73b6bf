//! A roster kept in a file of its own.

use crate::diagnostic::Diagnostics;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::plain::Count;
use crate::scenario::values::read::{At, Names, Read, ValueKind, table};

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
    /// Of a list with a row a person and day: the words over its columns.
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
    pub struct RosterTable {
        /// A spreadsheet or CSV file, relative to the scenario: one row a person, one column a day, or a row a person and day.
        file: At<String>,
        /// The name of the sheet; none: the first.
        sheet: Option<At<String>>,
        /// `"2025-10"`: the month of plain day numbers, where the file does not say it.
        month: Option<At<String>>,
        /// What stands in a cell, and the shift (or `"off"`) that it means; none: names of shifts.
        letters: Names<String>,
        /// Of a list with a row a person and day: the words over its columns, by what they are: `name`, `number`, `date`, `shift`, `from`, `until`, `status`; and of any roster `team`: rows of this team only.
        columns: Names<String>,
        /// Whether 01/02/2025 is 1 February; none: as its dates tell.
        day_first: Option<At<bool>>,
        /// The year of dates that lack it; none: that which is simulated.
        year: Option<At<Count>>,
        /// The shop's distance from Greenwich (`"+08:00"`), for times with a zone; `"as written"`: they are the shop's.
        time_zone: Option<At<String>>,
    }
}

impl Read for RosterText {
    fn kind() -> ValueKind {
        ValueKind::Custom("a file, or { file, sheet, month, letters, columns, day_first, year, time_zone }")
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
