//! Rules that come and go.

use crate::diagnostic::Diagnostics;
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::law::LawText;
use crate::scenario::values::moment::Moment;
use crate::scenario::values::plain::{Amount, Count, Hours};
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
