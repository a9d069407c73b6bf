//! Shifts: hours of work, which may differ by day and have gaps, and the breaks in them.

use super::{ByDay, DailyHours, Label};
use crate::time::SimDuration;

/// Hours of work, and the breaks in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// Key in the file.
    pub key: String,
    /// What it is called, if the file says so.
    pub name: Option<Label>,
    /// By day.
    pub days: ByDay<ShiftDay>,
}

/// Hours of a shift on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShiftDay {
    /// From when until when, in order and apart from one another; what passes midnight belongs to the first day. Empty:
    /// nobody works the shift on such a day.
    pub parts: Vec<DailyHours>,
    /// Unpaid, in order, each within a part.
    pub breaks: Vec<Break>,
}

impl ShiftDay {
    /// Whether nobody works the shift on such a day.
    pub fn is_off(&self) -> bool {
        self.parts.is_empty()
    }
    /// When it begins; 0 where nobody works it.
    pub fn from(&self) -> SimDuration {
        self.parts.first().map_or(SimDuration::ZERO, |part| part.from)
    }
    /// When it ends; 0 where nobody works it.
    pub fn until(&self) -> SimDuration {
        self.parts.last().map_or(SimDuration::ZERO, |part| part.until)
    }
    /// Hours of all parts, breaks among them.
    pub fn length(&self) -> SimDuration {
        self.parts.iter().fold(SimDuration::ZERO, |sum, part| sum + part.length())
    }
    /// Seconds of all parts, less the breaks.
    pub fn paid_seconds(&self) -> f64 {
        self.length().seconds() - self.breaks.iter().map(|rest| rest.length.seconds()).sum::<f64>()
    }
}

/// A break, staggered over a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// How long.
    pub length: SimDuration,
    /// The window it lies in.
    pub window: DailyHours,
    /// Nothing new from this long before it.
    pub last_call: SimDuration,
    /// What becomes of chats that are open when it is due.
    pub open_chats: OpenChats,
    /// How long after it was due open chats may hold it up, unless they are finished first; none: as long as the break
    /// still ends within its window.
    pub latest: Option<SimDuration>,
}

/// What becomes of chats that are open when a break is due. Calls are finished, tickets put aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OpenChats {
    /// They are finished, however long that takes.
    #[default]
    Finish,
    /// They are finished until the latest moment; what is open then stands still during the break.
    StandStill,
    /// They are finished until the latest moment; what is open then goes to others of the team with a free place, and stands
    /// still where nobody has one.
    HandOver,
}

impl Break {
    /// The break of somebody for whom it is due then.
    pub fn due_at(&self, due: SimDuration) -> PlannedBreak {
        let latest = self.latest.map_or_else(|| due.max(self.window.until - self.length), |after| due + after);
        PlannedBreak {
            due,
            length: self.length,
            last_call: due - self.last_call,
            latest: (self.open_chats != OpenChats::Finish).then_some(latest),
            hand_over: self.open_chats == OpenChats::HandOver,
        }
    }
}

/// One agent's break on one day; times since the day's midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedBreak {
    /// When it is due.
    pub due: SimDuration,
    /// How long it lasts.
    pub length: SimDuration,
    /// From when on nothing new is taken.
    pub last_call: SimDuration,
    /// When it begins although chats are open; none: it waits for them.
    pub latest: Option<SimDuration>,
    /// Whether those go to others then.
    pub hand_over: bool,
}
