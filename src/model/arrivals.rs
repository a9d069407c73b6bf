//! First arrivals of a type: how many are expected on a day, how many come in one replication, and when in the day.

use super::crisis::with_crises;
use super::{Busyness, Calendar, Given, Lifts, Struck};
use crate::random::{Key, Profile, Purpose};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Opens the keys of dates.
const DAY: Purpose = Purpose::new("day");

/// First arrivals of a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    /// Expected a day, by weekday from Monday.
    pub per_day: [f64; 7],
    /// Expected on dates (since 1970-01-01) that are not as their weekday: public holidays, make-up workdays.
    pub dated: BTreeMap<i32, f64>,
    /// Expected on dates (since 1970-01-01) that data says, whatever else is said of them.
    pub known: BTreeMap<i32, f64>,
    /// Those dates whose contacts data gives exactly.
    pub given: BTreeMap<i32, Arc<Given>>,
    /// When in the day.
    pub profile: Profile,
    /// The type's own day factor.
    pub busyness: Busyness,
    /// By how much events of the calendar lift it.
    pub lifts: Lifts,
    /// Days (since 1970-01-01) that events or data give another shape than `profile`.
    pub shapes: BTreeMap<i32, Arc<Profile>>,
    /// What crises do to it.
    pub crises: Vec<Struck>,
}

impl Arrivals {
    /// Expected on the `day`-th day after the origin, before the day's own busyness, if there is no crisis.
    pub fn expected(&self, calendar: &Calendar, day: i32) -> f64 {
        self.known(calendar, day).unwrap_or_else(|| self.usual(calendar, day) * self.lifts.on(calendar.epoch_day(day)))
    }
    /// The same in one replication, where events turn out larger or smaller than expected, and crises come.
    pub fn drawn(&self, calendar: &Calendar, day: i32, replication: Key) -> f64 {
        let date = calendar.epoch_day(day);
        let planned = self
            .known(calendar, day)
            .unwrap_or_else(|| self.usual(calendar, day) * self.lifts.drawn(date, replication));
        with_crises(&self.crises, planned, date, replication)
    }
    /// The same when it is also known how busy the day is: the mean of the Poisson number that comes. `own`: the type's
    /// [`super::ContactType::key`]. Of a date that data gives exactly, what is given.
    pub fn realised(&self, calendar: &Calendar, day: i32, replication: Key, own: Key) -> f64 {
        let (date, weekday) = (calendar.epoch_day(day), calendar.weekday(day));
        if self.given.contains_key(&date) {
            return self.expected(calendar, day);
        }
        let busy = |of: &Busyness, key: Key| of.factor(date, weekday, key.child(DAY));
        let factor = busy(&calendar.busyness, replication) * busy(&self.busyness, own);
        self.drawn(calendar, day, replication) * factor
    }
    /// Said by data.
    fn known(&self, calendar: &Calendar, day: i32) -> Option<f64> {
        self.known.get(&calendar.epoch_day(day)).copied()
    }
    /// Expected without events.
    fn usual(&self, calendar: &Calendar, day: i32) -> f64 {
        self.dated.get(&calendar.epoch_day(day)).copied().unwrap_or_else(|| self.per_day[calendar.weekday(day)])
    }
    /// Whether days differ beyond their weekday.
    pub fn is_seasonal(&self) -> bool {
        !self.lifts.is_empty() || !self.dated.is_empty() || !self.known.is_empty()
    }
    /// When they come on the `day`-th day after the origin.
    pub fn profile_on(&self, calendar: &Calendar, day: i32) -> &Profile {
        self.shapes.get(&calendar.epoch_day(day)).map_or(&self.profile, |shape| shape)
    }
}
