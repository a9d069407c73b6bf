//! The automatic first stage: how much of what it meets it contains, by hour and by day.

use super::DailyHours;
use crate::random::Law;
use crate::time::{SimDuration, SimTime};
use std::sync::Arc;

/// The automatic first stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Bot {
    /// Share of contacts that meet it, while it is there.
    pub meets: f64,
    /// Share of those that end with it, when it knows all it can.
    pub contains: f64,
    /// How that differs by hour and day; none: it does not.
    pub varies: Option<Arc<Varying>>,
    /// Share of the contained that are really solved.
    pub resolves: f64,
    /// How long the customer talks to it.
    pub lasts: Law,
    /// Factor on patience of those handed over.
    pub failure_patience: f64,
    /// Factor on effort of those handed over.
    pub failure_effort: f64,
    /// Factor on what those buy who are handed over.
    pub failure_conversion: f64,
}

/// How a bot differs by hour and day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Varying {
    /// When it is there; none: always.
    pub hours: Option<DailyHours>,
    /// At these hours it contains so many times as much.
    pub by_hour: Vec<(DailyHours, f64)>,
    /// How much of all it can know it knows, by day from the origin; empty: all.
    pub quality: Vec<f64>,
    /// The mean over its type's expected first contacts of all the factors.
    pub mean: f64,
}

impl Varying {
    /// As from a later day on, which is day zero there.
    #[must_use]
    pub fn from_day(&self, first: i32) -> Self {
        let last = self.quality.len().saturating_sub(1);
        Self { quality: self.quality[(first.max(0) as usize).min(last)..].to_vec(), ..self.clone() }
    }
    /// The factor on what is contained of those who come at this time of this day.
    pub fn factor(&self, day: i32, time: SimDuration) -> f64 {
        if self.hours.is_some_and(|hours| !hours.contains(time)) {
            return 0.0;
        }
        let by_hour = self.by_hour.iter().find(|(hours, _)| hours.contains(time)).map_or(1.0, |(_, factor)| *factor);
        let known = usize::try_from(day).ok().and_then(|day| self.quality.get(day).or(self.quality.last()));
        by_hour * known.copied().unwrap_or(1.0)
    }
}

impl Bot {
    /// Whether somebody could meet it now.
    #[inline]
    pub fn is_there(&self, now: SimTime) -> bool {
        self.varies.as_ref().is_none_or(|varying| varying.hours.is_none_or(|hours| hours.contains(now.time_of_day())))
    }
    /// Share of those who meet it now that end with it.
    #[inline]
    pub fn contains_at(&self, now: SimTime) -> f64 {
        let factor = self.varies.as_ref().map_or(1.0, |varying| varying.factor(now.day(), now.time_of_day()));
        self.contains * factor
    }
    /// Share of all contacts that end with it, on the mean of the days and hours at which they come.
    pub fn contained(&self) -> f64 {
        self.meets * self.contains * self.varies.as_ref().map_or(1.0, |varying| varying.mean)
    }
}
