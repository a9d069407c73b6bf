//! Steps of a ticket.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Clock, Share};
use crate::scenario::values::read::{At, Read, ValueKind, table};
use crate::time::SimDuration;

table! {
    /// A step of a ticket: work (`effort`), a wait for somebody outside (`wait`), or a batch (`at`).
    pub struct StepText {
        /// Its stable name, by which it has figures of its own and can be changed; work must have one.
        name: Option<At<String>>,
        /// What it is called; `"中文 | English"`. None: its name.
        label: Option<At<String>>,
        /// The agent's own time.
        effort: Option<At<LawText>>,
        /// The only team that does it; none: whoever the type's route leads to.
        team: Option<At<String>>,
        /// Chance that it is forgotten before it begins.
        missed: Option<At<Share>>,
        /// How long until somebody finds what was forgotten.
        found_in: Option<At<LawText>>,
        /// How long it waits for somebody outside: a carrier, a warehouse.
        wait: Option<At<LawText>>,
        /// It waits for the next of these times of day.
        at: Option<At<BatchTimes>>,
    }
}

/// The steps of a ticket, in order; at least one.
#[derive(Clone, Debug)]
pub struct Steps(pub Vec<At<StepText>>);

impl Read for Steps {
    fn kind() -> ValueKind {
        ValueKind::List(Box::new(StepText::kind()))
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let steps = Vec::<At<StepText>>::read(node, out)?;
        if !steps.is_empty() {
            return Some(Self(steps));
        }
        out.reject(Diagnostic::error(Code::WrongType, &node.place, say!("at least one step is wanted", "至少要写一步")))
    }
}

/// One or several times of day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchTimes(pub Vec<SimDuration>);

impl Read for BatchTimes {
    fn kind() -> ValueKind {
        ValueKind::Custom("a time of day, or a list of them")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Value::List(items) = &node.value else { return Clock::read(node, out).map(|at| Self(vec![at.0])) };
        if items.is_empty() {
            return out.reject(Diagnostic::error(
                Code::WrongType,
                &node.place,
                say!("at least one time of day is wanted", "至少要写一个时刻"),
            ));
        }
        let times: Vec<_> = items.iter().map(|item| Clock::read(item, out).map(|at| at.0)).collect();
        times.into_iter().collect::<Option<_>>().map(Self)
    }
}
