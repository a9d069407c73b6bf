//! What contacts cause later: events in the life of a contact, and the rules on them.

use super::TypeId;
use crate::random::{Law, Purpose};

/// What may cause something later.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Event {
    /// It arrived (before the bot).
    Arrived,
    /// An agent's service ended, whatever the outcome.
    Handled,
    /// Ended resolved.
    Resolved,
    /// Ended unresolved.
    Unresolved,
    /// The customer left the queue.
    Abandoned,
    /// Came in closed hours and left.
    Closed,
    /// Ended with the bot, solved or not.
    Contained,
    /// Ended with the bot without being solved.
    FalselyContained,
    /// A ticket was still open at its deadline.
    Late,
    /// Turned away at a full queue.
    TurnedAway,
    /// A step of a ticket was forgotten.
    Missed,
    /// A ticket is still open so long after it was created.
    Open,
    /// The customer is passed on to another queue.
    Transferred,
    /// Who was answered buys; at the end of the service.
    Converted,
}

impl Event {
    /// How many kinds.
    pub const COUNT: usize = 14;
    /// All, with the word used in files.
    pub const ALL: [(Self, &'static str); Self::COUNT] = [
        (Self::Arrived, "arrived"),
        (Self::Handled, "handled"),
        (Self::Resolved, "resolved"),
        (Self::Unresolved, "unresolved"),
        (Self::Abandoned, "abandoned"),
        (Self::Closed, "closed"),
        (Self::Contained, "contained"),
        (Self::FalselyContained, "falsely_contained"),
        (Self::Late, "late"),
        (Self::TurnedAway, "turned_away"),
        (Self::Missed, "missed"),
        (Self::Open, "open"),
        (Self::Transferred, "transferred"),
        (Self::Converted, "converted"),
    ];
    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }
    /// Whether a contact caused by this event is the same customer asking again (a repeat), not a new need.
    pub fn makes_repeat(self) -> bool {
        matches!(
            self,
            Self::Unresolved
                | Self::Abandoned
                | Self::Closed
                | Self::FalselyContained
                | Self::Late
                | Self::TurnedAway
                | Self::Missed
                | Self::Open
        )
    }
}

/// Something that an event causes.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// How likely.
    pub chance: f64,
    /// How much later; none: at once.
    pub delay: Option<Law>,
    /// Moved to these hours of the day it falls on: an index into `Model::profiles`.
    pub follow: Option<Follow>,
    /// The type that arrives.
    pub creates: TypeId,
    /// Only first contacts cause it.
    pub first_only: bool,
    /// Whether the child meets the bot.
    pub meets_bot: bool,
    /// Whether the child keeps its parent's deadline.
    pub inherit_deadline: bool,
    /// How parent and child hang together.
    pub link: Link,
    /// Names the rule in the keys of what it creates: event, created type, n-th of that pair.
    pub purpose: Purpose,
}

impl Rule {
    /// Whether, by expectation, only first contacts bring what it creates: who asks again after an answer has had their chance
    /// to buy.
    pub fn of_first_only(&self, event: Event) -> bool {
        self.first_only || event == Event::Converted
    }
    /// Whether what it creates at this event is the same customer asking again.
    #[inline]
    pub fn child_repeats(&self, event: Event, parent_repeats: bool) -> bool {
        match self.link {
            Link::New => event.makes_repeat(),
            Link::Outreach => false,
            Link::Transfer | Link::Same => parent_repeats,
        }
    }
    /// Whether what it creates meets the bot, if there is one.
    #[inline]
    pub fn child_meets_bot(&self) -> bool {
        self.meets_bot && matches!(self.link, Link::New | Link::Outreach)
    }
}

/// The profile a child's hour is drawn from: an index into `Model::profiles`.
pub type Follow = usize;

/// How a child hangs together with its parent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// A contact of its own.
    New,
    /// A message of the shop: nobody asks again with it.
    Outreach,
    /// The customer waits on in the other type's queue (transfer): with new draws and patience, without the bot.
    Transfer,
    /// The same contact goes on with another type or team (escalation).
    Same,
}
