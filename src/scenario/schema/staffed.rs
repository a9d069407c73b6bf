//! Agents by number: always the same, by time of day, or from a file.

use super::{DecimalWord, MissingWord};
use crate::diagnostic::Diagnostics;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::day_key::DayValue;
use crate::scenario::values::plain::{Clock, Count};
use crate::scenario::values::read::{At, Names, Read, ValueKind, table};
use crate::time::SimDuration;

table! {
    /// Numbers by time of day.
    pub struct StaffedSpan {
        /// Start of the first number.
        from: At<Clock>,
        /// How long each number holds.
        every: At<SimDuration>,
        /// The numbers; outside them nobody is there.
        counts: Vec<At<Count>>,
        /// The weekdays it is for (`["sat", "sun"]`); none: all.
        weekday: Vec<At<String>>,
    }
}

table! {
    /// Numbers from a file: a row for an interval of a date, or of a weekday.
    pub struct StaffedFile {
        /// A spreadsheet or CSV file, relative to the scenario.
        file: At<String>,
        /// The name of the sheet; none: the first.
        sheet: Option<At<String>>,
        /// What its columns are called, where the words over them do not say it: `{ date, interval, until, count, type }`; `interval = "nothing"`: all day; `team`: rows of this team only.
        columns: Names<String>,
        /// Which rows are read: the words over columns, and what stands there (`{ Media = "voice" }`); `"*"`: anything.
        where_ as "where": Names<String>,
        /// Whether 01/02/2025 is 1 February; none: the file has to say it.
        day_first: Option<At<bool>>,
        /// Whether an hour written as one number (`24`) is the one that ends then; none: as its hours tell.
        hour_ends: Option<At<bool>>,
        /// The shop's distance from Greenwich (`"+08:00"`), for times with a zone; `"as written"`: they are the shop's.
        time_zone: Option<At<String>>,
        /// What stands before the fraction of its numbers: `","` or `"."`; none: as its cells tell.
        decimal: Option<At<DecimalWord>>,
        /// The year of dates that lack it.
        year: Option<At<Count>>,
        /// What dates and weekdays mean that have no row: not given: a mistake; `"zero"`: nobody is there.
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
        ValueKind::Custom(Self::KIND)
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
    const KIND: &'static str = "a whole number, or { from, every, counts, weekday }, or a list of those, or { file = \"need.csv\" }, or a table by day: { weekdays = 8, weekend = 4 }";
    fn is_one(node: &Node) -> bool {
        node.get("file").is_some() || StaffedSpan::DOC.fields.iter().any(|field| node.get(field.key).is_some())
    }
}
