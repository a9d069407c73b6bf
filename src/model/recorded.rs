//! Dates whose first contacts are not drawn: exactly so many, or one by one as they came.

use crate::time::SimDuration;

/// The first contacts of a date.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// So many in each interval of the day, all of one length; of a single one, by the day's profile.
    Counted(Vec<u32>),
    /// Each at its moment, in order.
    Recorded(Vec<Recorded>),
    /// These, in their order, at moments drawn by the day's profile: theirs say nothing.
    Dated(Vec<Recorded>),
}

/// A contact as it came; what is not recorded of it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Since midnight.
    pub at: SimDuration,
    /// The agent's own time.
    pub effort: Option<SimDuration>,
    /// How long they wait for people.
    pub patience: Option<SimDuration>,
}

impl Given {
    /// Whether it says more of contacts than when they come.
    pub fn says_more(&self) -> bool {
        let says = |one: &Recorded| one.effort.is_some() || one.patience.is_some();
        self.recorded().iter().any(says)
    }
    /// Its contacts one by one; of those that are only counted, none.
    pub fn recorded(&self) -> &[Recorded] {
        match self {
            Self::Recorded(all) | Self::Dated(all) => all,
            Self::Counted(_) => &[],
        }
    }
}
