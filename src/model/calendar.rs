//! Dates, hours, the grid of intervals, and named periods.

use super::{Busyness, Label};
use crate::time::{SimDuration, SimTime};

/// The span simulated and the span counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// Day number since 1970-01-01 of time zero: the first simulated midnight (`start` less the warm-up, whole days).
    pub origin: i32,
    /// Day number of the first day on which people are on the payroll: [`Self::origin`], also of a week that is run alone.
    pub since: i32,
    /// Days simulated before counting begins.
    pub warm_up_days: i32,
    /// Days counted.
    pub days: i32,
    /// Length of the counting interval; divides a day.
    pub interval: SimDuration,
    /// The day factor common to all types and streams.
    pub busyness: Busyness,
}

impl Calendar {
    /// Some of the days counted, with as many before them: people come and go as in the whole.
    #[must_use]
    pub fn excerpt(&self, first: i32, days: i32) -> Self {
        Self { origin: self.origin + first, days, ..self.clone() }
    }
    /// When counting begins.
    pub fn start(&self) -> SimTime {
        SimTime::midnight(self.warm_up_days)
    }
    /// When counting ends, exclusive: no new root contact arrives from here on.
    pub fn end(&self) -> SimTime {
        SimTime::midnight(self.warm_up_days + self.days)
    }
    /// Intervals a day.
    pub fn intervals_per_day(&self) -> usize {
        (SimDuration::DAY.ticks() / self.interval.ticks()) as usize
    }
    /// Intervals counted.
    pub fn intervals(&self) -> usize {
        self.days as usize * self.intervals_per_day()
    }
    /// The day number since 1970-01-01 of a moment: the stable name of a date in keys.
    pub fn epoch_day(&self, day: i32) -> i32 {
        self.origin + day
    }
    /// Monday 0 … Sunday 6, of the `day`-th day after the origin.
    pub fn weekday(&self, day: i32) -> usize {
        weekday(self.epoch_day(day))
    }
}

/// Monday 0 … Sunday 6 of a day number since 1970-01-01, a Thursday.
pub(super) fn weekday(epoch_day: i32) -> usize {
    (epoch_day + 3).rem_euclid(7) as usize
}

/// A span of every day, which may pass midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DailyHours {
    /// From this time of day.
    pub from: SimDuration,
    /// Until this time, exclusive; more than 24 h where it passes midnight.
    pub until: SimDuration,
}

impl DailyHours {
    /// Whether a time of day is inside.
    pub fn contains(&self, time: SimDuration) -> bool {
        (self.from <= time && time < self.until)
            || (self.until > SimDuration::DAY && time < self.until - SimDuration::DAY)
    }
    /// How long they have been over; none while they last.
    pub fn over_for(&self, time: SimDuration) -> Option<SimDuration> {
        let since = (time - self.until).ticks().rem_euclid(SimDuration::DAY.ticks());
        (!self.contains(time)).then_some(SimDuration::from_ticks(since))
    }
    /// Its length.
    pub fn length(&self) -> SimDuration {
        self.until - self.from
    }
    /// The parts of a span that are inside, in order.
    pub fn within(&self, from: SimTime, until: SimTime) -> impl Iterator<Item = (SimTime, SimTime)> + use<> {
        let hours = *self;
        // Yesterday's hours may reach into today.
        let parts = (from.day() - 1..=until.day()).map(move |day| {
            let midnight = SimTime::midnight(day);
            ((midnight + hours.from).max(from), (midnight + hours.until).min(until))
        });
        parts.filter(|(from, until)| from < until)
    }
    /// The moment at which, from `since` on, so much time inside has passed.
    pub fn after(&self, since: SimTime, open: SimDuration) -> SimTime {
        if self.length() >= SimDuration::DAY {
            return since + open;
        }
        // Yesterday's hours may reach into today.
        let mut day = since.day() - 1;
        while SimTime::midnight(day) + self.until <= since {
            day += 1;
        }
        let begins = (SimTime::midnight(day) + self.from).max(since);
        let left = SimTime::midnight(day) + self.until - begins;
        if open <= left {
            return begins + open;
        }
        // What falls due at the end of a day's hours falls due on that day, not at the next opening.
        let more = open - left;
        let whole = (more.ticks() - 1) / self.length().ticks();
        let days = SimDuration::from_ticks(SimDuration::DAY.ticks().saturating_mul(whole));
        SimTime::midnight(day + 1) + self.from + days + (more - self.length() * whole)
    }
}

/// A named span of time, and optionally hours of each of its days, that results are also given for.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// Key and name.
    pub label: Label,
    /// When it begins, since 1970-01-01.
    pub from: SimDuration,
    /// When it ends, since 1970-01-01; not in it.
    pub until: SimDuration,
    /// Hours of each day; none: all.
    pub hours: Option<DailyHours>,
}

impl Period {
    /// Of whole days since 1970-01-01, from the first to the last.
    pub fn of_days(label: Label, first: i32, last: i32) -> Self {
        let [from, until] = [first, last + 1].map(|day| SimDuration::DAY * i64::from(day));
        Self { label, from, until, hours: None }
    }
    /// Whether it has something of a day (since 1970-01-01), hours of its days apart.
    pub fn has_of(&self, epoch_day: i32) -> bool {
        let midnight = SimDuration::DAY * i64::from(epoch_day);
        self.from < midnight + SimDuration::DAY && midnight < self.until
    }
    /// Whether an interval that begins at this time of this day (since 1970-01-01) belongs to the period.
    pub fn contains(&self, epoch_day: i32, time: SimDuration) -> bool {
        let at = SimDuration::DAY * i64::from(epoch_day) + time;
        self.from <= at && at < self.until && self.hours.is_none_or(|h| h.contains(time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_year_2025_was_a_wednesday() {
        assert_eq!(weekday(20_089), 2);
        assert_eq!(weekday(0), 3);
        assert_eq!(weekday(-1), 2);
    }

    #[test]
    fn opening_time_passes_in_opening_hours_only() {
        let at = |day: i32, hour: i64| SimTime::midnight(day) + SimDuration::HOUR * hour;
        let office = DailyHours { from: SimDuration::HOUR * 9, until: SimDuration::HOUR * 18 };
        for (since, hours, due) in [
            (at(1, 10), 4, at(1, 14)),
            (at(1, 10), 8, at(1, 18)),
            (at(1, 10), 9, at(2, 10)),
            (at(1, 10), 17, at(2, 18)),
            (at(1, 10), 18, at(3, 10)),
            (at(1, 3), 1, at(1, 10)),
            (at(1, 20), 9, at(2, 18)),
            (at(1, 18), 1, at(2, 10)),
            (at(1, 20), 0, at(2, 9)),
        ] {
            assert_eq!(office.after(since, SimDuration::HOUR * hours), due, "{since}, {hours} h");
        }
        let night = DailyHours { from: SimDuration::HOUR * 22, until: SimDuration::HOUR * 30 };
        assert_eq!(night.after(at(1, 5), SimDuration::HOUR * 2), at(1, 23));
        assert_eq!(night.after(at(1, 1), SimDuration::HOUR * 2), at(1, 3));
        assert!(office.after(at(1, 10), SimDuration::FOREVER).day() > 1_000_000);
    }

    #[test]
    fn hours_may_pass_midnight() {
        let night = DailyHours { from: SimDuration::HOUR * 22, until: SimDuration::HOUR * 32 };
        assert!(night.contains(SimDuration::HOUR * 23) && night.contains(SimDuration::HOUR * 7));
        assert!(!night.contains(SimDuration::HOUR * 8) && !night.contains(SimDuration::HOUR * 12));
    }
}
