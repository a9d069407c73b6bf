//! Limits on how much a replication may take, and when to look at them.

use crate::model::Limits;
use crate::time::SimTime;

/// Events between two looks at the limits: often enough to stop at once, seldom enough to cost nothing.
const LOOK_EVERY: u64 = 65_536;

/// How a replication ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// Every counted live contact left, or the drain was over.
    Whole,
    /// Asked to stop.
    Cancelled,
    /// One of the model's limits was reached.
    Limit(Limit),
}

/// A limit that was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// Too many events.
    Events,
    /// Too many events at one instant.
    AtOnce,
    /// Too many events of one day.
    Day,
    /// Too many contacts present.
    Present,
}

/// How many events there were, in all and, as far as looks tell, at an instant and in a day.
pub(super) struct EventCount {
    /// The event after which to look at limits and whether somebody wants to stop, and how many are left until then.
    next_look: u64,
    left: u64,
    /// When the last look was, and the events up to the first look at that instant.
    at: SimTime,
    before: u64,
    /// The day of the last look, and the events up to the first look in it.
    day: i32,
    before_day: u64,
}

impl EventCount {
    /// No events yet.
    pub(super) fn new(limits: &Limits) -> Self {
        let next_look = LOOK_EVERY.min(limits.events).max(1);
        Self { next_look, left: next_look, at: SimTime::ZERO, before: 0, day: 0, before_day: 0 }
    }
    /// One more. Whether it is time to look.
    #[inline]
    pub(super) fn add(&mut self) -> bool {
        self.left -= 1;
        self.left == 0
    }
    /// One more, but only where no look is due after it. Whether it was added.
    #[inline]
    pub(super) fn add_if_no_look_is_due(&mut self) -> bool {
        let added = self.left > 1;
        self.left -= u64::from(added);
        added
    }
    /// A look: the next one is some events away, or where their limit is.
    pub(super) fn plan_next_look(&mut self, limits: &Limits) {
        let handled = self.handled();
        self.next_look = (handled + LOOK_EVERY).min(limits.events).max(handled + 1);
        self.left = self.next_look - handled;
    }
    /// How many there were.
    fn handled(&self) -> u64 {
        self.next_look - self.left
    }
    /// A limit on events that is reached, by what this look and those before it saw.
    pub(super) fn reached(&mut self, now: SimTime, limits: &Limits) -> Option<Limit> {
        let events = self.handled();
        if events >= limits.events {
            return Some(Limit::Events);
        }
        if self.at != now {
            (self.at, self.before) = (now, events);
        } else if events - self.before >= limits.at_once {
            return Some(Limit::AtOnce);
        }
        if self.day != now.day() {
            (self.day, self.before_day) = (now.day(), events);
        } else if events - self.before_day >= limits.a_day {
            return Some(Limit::Day);
        }
        None
    }
}
