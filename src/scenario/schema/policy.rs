//! Rules that come and go.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::{Node, Value, day_number};
use crate::scenario::values::dates::{WrittenDate, written};
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Amount, Count, Hours};
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, Read, ValueKind, table, wrong};
use crate::time::SimDuration;

table! {
    /// A change of rules that comes and goes.
    pub struct PolicyText {
        /// What it is called; `"中文 | English"`.
        name: Option<At<String>>,
        /// When it is on: between two moments, at some hours, while too many wait, or at random.
        when: At<WhenText>,
        /// What it changes, by path.
        set: At<Node>,
    }
}

/// When a policy is on.
#[derive(Clone, Debug)]
pub enum WhenText {
    /// Between moments; of each day.
    Dated(Vec<WindowText>),
    /// At random.
    Random(Box<ChanceText>),
    /// While too many wait.
    Waiting(Box<QueueText>),
}

table! {
    /// A stretch of time.
    pub struct WindowText {
        /// The moment it begins, or the first day.
        from: Option<At<Moment>>,
        /// The moment it ends, or the last day, included.
        until: Option<At<Moment>>,
        /// Only at these hours of each day.
        daily: Option<At<Hours>>,
    }
}

table! {
    /// At random: something that fails now and then.
    pub struct ChanceText {
        /// How often a month.
        a_month: At<Amount>,
        /// How long each time.
        lasts: At<LawText>,
    }
}

table! {
    /// While too many wait.
    pub struct QueueText {
        /// Who waits: `waiting@contact:NAME`, or `waiting@all` for all chats and calls; messages do not count.
        kpi: At<String>,
        /// It begins once more than these wait …
        above: At<Count>,
        /// … for so long without a break,
        hold as "for": Option<At<SimDuration>>,
        /// and ends when fewer than these wait; if not given, when no more than `above` do.
        until_below: Option<At<Count>>,
    }
}

/// A date, with a time of day where one is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// Days since 1970-01-01.
    pub day: i32,
    /// Up to a whole day.
    pub time: Option<SimDuration>,
}

impl Read for WhenText {
    fn kind() -> ValueKind {
        ValueKind::Custom(
            "{ from, until, daily }, a list of such, { kpi, above, for, until_below }, or { a_month, lasts }",
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::List(items) => {
                let read: Vec<_> = items.iter().map(|item| WindowText::read(item, out)).collect();
                read.into_iter().collect::<Option<Vec<_>>>().map(Self::Dated)
            }
            Value::Table(entries)
                if ["kpi", "above", "for", "until_below"].iter().any(|k| entries.contains_key(*k)) =>
            {
                QueueText::read(node, out).map(|queue| Self::Waiting(Box::new(queue)))
            }
            Value::Table(entries) if ["a_month", "lasts"].iter().any(|k| entries.contains_key(*k)) => {
                ChanceText::read(node, out).map(|chance| Self::Random(Box::new(chance)))
            }
            Value::Table(_) => WindowText::read(node, out).map(|window| Self::Dated(vec![window])),
            _ => wrong(
                node,
                &say!("a table such as {{ from = …, until = … }}", "表，例如 {{ from = …, until = … }}"),
                out,
            ),
        }
    }
}

impl Read for Moment {
    fn kind() -> ValueKind {
        ValueKind::Custom("a date, or a date and a time such as \"2025-11-10 20:00\"")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Date(day) => return Some(Self { day: *day, time: None }),
            Value::Text(text) => {
                if let Some(moment) = moment(text) {
                    return Some(moment);
                }
            }
            _ => (),
        }
        let shown = node.shown();
        let text = say!("{shown} is not a moment", "{shown} 不是时刻");
        out.reject(Diagnostic::error(Code::Unit, &node.place, text).help(say!(
            "write \"2025-11-10 20:00\", or 2025-11-10 for the whole day",
            "请写 \"2025-11-10 20:00\"；整天写 2025-11-10"
        )))
    }
}

/// `2025-11-10 20:00`, `2025-11-10T20:00:00`, or a date alone.
fn moment(text: &str) -> Option<Moment> {
    let (date, time) = text.trim().split_once([' ', 'T']).map_or((text.trim(), None), |(d, t)| (d, Some(t.trim())));
    let WrittenDate { year: Some(y), month: Some(m), day: d, weekday: None } = written(date)? else { return None };
    let time = match time {
        Some(time) => Some(quantity::clock(time.strip_suffix(":00").filter(|t| t.contains(':')).unwrap_or(time)).ok()?),
        None => None,
    };
    Some(Moment { day: day_number(y, m, d)?, time: time.map(SimDuration::from_ticks) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_as_people_and_toml_write_them() {
        let at = |hours: i64| Some(Moment { day: 20_402, time: Some(SimDuration::HOUR * hours) });
        assert_eq!(moment("2025-11-10 20:00"), at(20));
        assert_eq!(moment("2025-11-10T20:00:00"), at(20));
        assert_eq!(moment("2025年11月10日 24:00"), at(24));
        assert_eq!(moment("2025/11/10"), Some(Moment { day: 20_402, time: None }));
        for wrong in
            ["11-10 20:00", "2025-11-31 20:00", "2025-11-10 25:00", "20:00", "2025-11-10 20", "2025-11-10 20:00:30"]
        {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }
}
