//! When people can be asked: the same span every day, or several spans on days that differ.

use super::{ByDay, DailyHours};
use crate::time::{SimDuration, SimTime};
use std::sync::Arc;

/// When people can be asked.
#[derive(Clone, Debug, PartialEq)]
pub enum OpeningHours {
    /// One span, the same every day.
    Daily(DailyHours),
    /// Several spans a day, or days that differ.
    ByDay(OpenDays),
}

/// Spans of every day; nobody can be asked on a day that has none.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDays {
    /// By day, in order, apart from one another.
    spans: Arc<ByDay<Vec<DailyHours>>>,
    /// Day number since 1970-01-01 of time zero.
    origin: i32,
}

/// How far ahead an opening is looked for, in days: beyond that there is none.
const FARTHEST: i64 = 20_000_000;

impl OpeningHours {
    /// Of these spans; `origin`: the day number since 1970-01-01 of time zero.
    pub fn new(spans: ByDay<Vec<DailyHours>>, origin: i32) -> Self {
        match spans.same().map(Vec::as_slice) {
            Some([one]) => Self::Daily(*one),
            _ => Self::ByDay(OpenDays { spans: Arc::new(spans), origin }),
        }
    }
    /// The same where a later day, so many after, is day zero.
    #[must_use]
    pub fn from_day(&self, first: i32) -> Self {
        match self {
            Self::Daily(_) => self.clone(),
            Self::ByDay(days) => Self::ByDay(OpenDays { origin: days.origin + first, ..days.clone() }),
        }
    }
    /// The spans of every day.
    pub fn spans(&self) -> ByDay<Vec<DailyHours>> {
        match self {
            Self::Daily(hours) => ByDay::always(vec![*hours]),
            Self::ByDay(days) => ByDay::clone(&days.spans),
        }
    }
    /// Whether a moment is inside.
    #[inline]
    pub fn contains(&self, now: SimTime) -> bool {
        match self {
            Self::Daily(hours) => hours.contains(now.time_of_day()),
            Self::ByDay(days) => days.contains(now),
        }
    }
    /// How long they have been over; none while they last, `FOREVER` where they have not begun once.
    #[inline]
    pub fn over_for(&self, now: SimTime) -> Option<SimDuration> {
        match self {
            Self::Daily(hours) => hours.over_for(now.time_of_day()),
            Self::ByDay(days) => days.over_for(now),
        }
    }
    /// When they begin on a day, as times of that day.
    pub fn begin_on(&self, day: i32) -> impl Iterator<Item = SimDuration> {
        let spans = match self {
            Self::Daily(hours) => std::slice::from_ref(hours),
            Self::ByDay(days) => days.on(day),
        };
        spans.iter().map(|span| span.from)
    }
    /// The moment at which, from `since` on, so much time inside has passed; `NEVER` where they end before.
    pub fn after(&self, since: SimTime, open: SimDuration) -> SimTime {
        match self {
            Self::Daily(hours) => hours.after(since, open),
            Self::ByDay(days) => days.after(since, open),
        }
    }
}

impl OpenDays {
    /// The spans that begin on a simulated day.
    fn on(&self, day: i32) -> &[DailyHours] {
        self.spans.on(self.origin.saturating_add(day))
    }

    fn contains(&self, now: SimTime) -> bool {
        let inside = |day: i32| {
            let time = now - SimTime::midnight(day);
            self.on(day).iter().any(|span| span.from <= time && time < span.until)
        };
        inside(now.day()) || inside(now.day() - 1)
    }

    fn over_for(&self, now: SimTime) -> Option<SimDuration> {
        if self.contains(now) {
            return None;
        }
        // What began on the evening before may end later than what began today.
        let ended = |day: i32| {
            let ends = self.on(day).iter().map(|span| SimTime::midnight(day) + span.until);
            ends.filter(|end| *end <= now).max()
        };
        let last = (-1..=now.day()).rev().find_map(|day| ended(day).max(ended(day - 1)));
        Some(last.map_or(SimDuration::FOREVER, |end| now - end))
    }

    fn after(&self, since: SimTime, open: SimDuration) -> SimTime {
        let last_date = self.spans.dates.keys().next_back().map_or(i32::MIN, |date| date.saturating_sub(self.origin));
        let (mut left, mut at, mut day) = (open, since, since.day() - 1);
        // How much was left a week ago, since when no date differs from its weekday.
        let mut week_ago: Option<(i32, SimDuration)> = None;
        loop {
            for span in self.on(day) {
                let begins = (SimTime::midnight(day) + span.from).max(at);
                let ends = SimTime::midnight(day) + span.until;
                if ends <= begins {
                    continue;
                }
                // What falls due at the end of a span falls due then, not at the next opening.
                if left <= ends - begins {
                    return begins + left;
                }
                left -= ends - begins;
                at = ends;
            }
            day += 1;
            match week_ago {
                Some((then, before)) if day == then + 7 => {
                    let a_week = (before - left).ticks();
                    let weeks = if a_week > 0 { (left.ticks() - 1) / a_week } else { FARTHEST };
                    if weeks.saturating_mul(7) >= FARTHEST {
                        return SimTime::NEVER;
                    }
                    day += (weeks * 7) as i32;
                    left = SimDuration::from_ticks(left.ticks() - weeks * a_week);
                    // What the evening before reaches into the morning was counted in each week.
                    at = at + SimDuration::DAY * (weeks * 7);
                    week_ago = Some((day, left));
                }
                None if day > last_date.saturating_add(1) && day > since.day() + 1 => week_ago = Some((day, left)),
                _ => (),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, until: i64) -> DailyHours {
        DailyHours { from: SimDuration::HOUR * from, until: SimDuration::HOUR * until }
    }

    fn at(day: i32, hour: i64) -> SimTime {
        SimTime::midnight(day) + SimDuration::HOUR * hour
    }

    /// Monday to Friday 9 to 12 and 13 to 18, Saturday 9 to 13, Sunday closed; day 0 is a Monday, and day 9, a
    /// Wednesday, is closed.
    fn office() -> OpeningHours {
        let mut spans = ByDay::always(vec![span(9, 12), span(13, 18)]);
        spans.week[5] = vec![span(9, 13)];
        spans.week[6] = Vec::new();
        spans.dates.insert(20_514 + 9, Vec::new());
        OpeningHours::new(spans, 20_514)
    }

    #[test]
    fn one_span_every_day_is_daily() {
        assert_eq!(OpeningHours::new(ByDay::always(vec![span(9, 18)]), 3), OpeningHours::Daily(span(9, 18)));
    }

    #[test]
    fn gaps_weekends_and_dates_are_closed() {
        let office = office();
        let open = [(0, 9), (0, 11), (0, 13), (5, 12)];
        let closed = [(0, 8), (0, 12), (0, 18), (5, 13), (6, 10), (9, 10)];
        assert!(open.iter().all(|(day, hour)| office.contains(at(*day, *hour))));
        assert!(closed.iter().all(|(day, hour)| !office.contains(at(*day, *hour))));
        let over = |day, hour| office.over_for(at(day, hour)).map(SimDuration::hours);
        assert_eq!([over(0, 10), over(0, 12), over(7, 8), over(10, 8)], [None, Some(0.0), Some(43.0), Some(38.0)]);
        assert_eq!(over(0, 3), Some(38.0), "since Saturday before the first day");
        assert_eq!(office.begin_on(0).count() + office.begin_on(6).count() + office.begin_on(9).count(), 2);
        // Counted from a later day on.
        assert!(!office.from_day(9).contains(at(0, 10)) && office.from_day(9).contains(at(1, 10)));
    }

    #[test]
    fn opening_time_passes_in_opening_hours_only() {
        let office = office();
        for (since, hours, due) in [
            (at(0, 10), 2, at(0, 12)),
            (at(0, 10), 3, at(0, 14)),
            (at(4, 17), 1, at(4, 18)),
            (at(4, 17), 6, at(7, 10)),
            (at(5, 20), 0, at(7, 9)),
            (at(8, 16), 8, at(10, 16)),
            // From Thursday of the second week on 44 hours a week.
            (at(14, 0), 44, at(19, 13)),
            (at(14, 0), 44 * 100 + 1, at(14 + 700, 10)),
        ] {
            assert_eq!(office.after(since, SimDuration::HOUR * hours), due, "{since}, {hours} h");
        }
        let one_day = OpeningHours::new(
            ByDay { dates: [(20_514, vec![span(9, 10)])].into(), ..ByDay::always(Vec::new()) },
            20_514,
        );
        assert_eq!(one_day.after(at(0, 9), SimDuration::HOUR), at(0, 10));
        assert_eq!(one_day.after(at(0, 9), SimDuration::HOUR * 2), SimTime::NEVER);
        assert_eq!(one_day.over_for(at(0, 8)), Some(SimDuration::FOREVER));
    }

    #[test]
    fn an_evening_may_reach_into_the_next_day() {
        let mut spans = ByDay::always(vec![span(22, 26)]);
        spans.week[6] = Vec::new();
        let night = OpeningHours::new(spans, 20_514);
        assert!(night.contains(at(6, 1)) && !night.contains(at(7, 1)) && night.contains(at(7, 23)));
        assert_eq!(night.over_for(at(6, 3)), Some(SimDuration::HOUR));
        assert_eq!(night.after(at(6, 1), SimDuration::HOUR * 2), at(7, 23));
        // 24 hours a week.
        assert_eq!(night.after(at(7, 12), SimDuration::HOUR * (24 * 10 + 1)), at(7 + 70, 23));
    }
}
