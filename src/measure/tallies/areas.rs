//! Areas under step functions, in the present interval, and what is asked about a type or team with every event.

use crate::catalogue::counter::{LEVELS, TeamCounter};
use crate::model::{ContactType, FirstTouch};
use crate::time::SimDuration;

/// A level and its area in the present interval.
#[derive(Clone, Copy, Default)]
pub(super) struct Area {
    pub(super) level: i64,
    pub(super) ticks: i64,
}

impl Area {
    #[inline]
    pub(super) fn change(&mut self, by: i64, rest: i64) {
        self.level += by;
        self.ticks += by * rest;
    }
    /// Ends the interval; the next has this length.
    pub(super) fn turn(&mut self, length: i64) -> i64 {
        std::mem::replace(&mut self.ticks, self.level * length)
    }
}

/// A type's areas, and what is asked about every contact of it.
#[derive(Clone, Copy)]
pub(super) struct OfType {
    pub(super) waiting: Area,
    pub(super) in_system: Area,
    pub(super) pending: Area,
    /// Who is answered by then is in time; less than nothing where no target says so.
    pub(super) limit: SimDuration,
    pub(super) until: FirstTouch,
    /// Each contact is looked at more closely: only who comes in a window of hours is judged, or by more than one limit.
    pub(super) closer: bool,
    pub(super) sells: bool,
    pub(super) ticket: bool,
    /// By the message.
    pub(super) turns: bool,
    /// Taken at once in the present interval.
    pub(super) at_once: u64,
}

impl OfType {
    pub(super) fn new(kind: &ContactType, beside: bool) -> Self {
        let area = Area::default();
        Self {
            waiting: area,
            in_system: area,
            pending: area,
            limit: kind.speed.map_or(SimDuration::from_ticks(-1), |speed| speed.limit),
            until: kind.speed.map_or(FirstTouch::Accepted, |speed| speed.until),
            closer: beside || kind.speed.is_some_and(|speed| speed.window.is_some()),
            sells: kind.sale.is_some(),
            ticket: kind.ticket.is_some(),
            turns: kind.turns.is_some(),
            at_once: 0,
        }
    }
}

#[derive(Clone, Copy, Default)]
pub(super) struct TeamAreas {
    pub(super) present: Area,
    pub(super) paid: Area,
    pub(super) paid_by_day: Area,
    pub(super) paid_rest_day: Area,
    pub(super) paid_holiday: Area,
    pub(super) available: Area,
    pub(super) engaged: Area,
    pub(super) open: Area,
    pub(super) standing: Area,
    pub(super) taken: Area,
    pub(super) places: Area,
    pub(super) all_busy: Area,
    pub(super) staffed: Area,
    pub(super) vacant: Area,
    pub(super) levels: [Area; LEVELS],
    pub(super) free: i64,
    /// Hands are shares, so their level is a float.
    pub(super) hands: f64,
    pub(super) hands_ticks: f64,
}

/// The change of a count of those for whom something is true.
#[inline]
pub(super) fn step(was: bool, is: bool) -> i64 {
    i64::from(is) - i64::from(was)
}

impl TeamAreas {
    #[inline]
    pub(super) fn settle_all_busy(&mut self, rest: i64) {
        let is = i64::from(self.present.level > 0 && self.free == 0);
        if is != self.all_busy.level {
            self.all_busy.change(is - self.all_busy.level, rest);
        }
    }

    pub(super) fn turn(&mut self, length: i64) -> [(TeamCounter, i64); 16] {
        let hands = self.hands_ticks.round() as i64;
        self.hands_ticks = self.hands * length as f64;
        [
            (TeamCounter::AllBusyEnd, self.all_busy.level),
            (TeamCounter::Hands, hands),
            (TeamCounter::Present, self.present.turn(length)),
            (TeamCounter::Paid, self.paid.turn(length)),
            (TeamCounter::PaidByDay, self.paid_by_day.turn(length)),
            (TeamCounter::PaidRestDay, self.paid_rest_day.turn(length)),
            (TeamCounter::PaidHoliday, self.paid_holiday.turn(length)),
            (TeamCounter::Available, self.available.turn(length)),
            (TeamCounter::Engaged, self.engaged.turn(length)),
            (TeamCounter::Open, self.open.turn(length)),
            (TeamCounter::Standing, self.standing.turn(length)),
            (TeamCounter::Taken, self.taken.turn(length)),
            (TeamCounter::Places, self.places.turn(length)),
            (TeamCounter::AllBusy, self.all_busy.turn(length)),
            (TeamCounter::Staffed, self.staffed.turn(length)),
            (TeamCounter::Vacant, self.vacant.turn(length)),
        ]
    }
}
