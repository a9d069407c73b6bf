//! How much busier or quieter than expected days are, by kind of day.

use crate::random::{Key, day_factor};
use std::collections::BTreeMap;

/// The law of a day factor: gamma of mean 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Busyness {
    /// Its cv by weekday from Monday.
    pub cv: [f64; 7],
    /// Its cv on dates (since 1970-01-01) that are not as their weekday: holidays, make-up workdays, days of events.
    pub dated: BTreeMap<i32, f64>,
    /// How a day goes together with the next.
    pub persistence: f64,
}

impl Busyness {
    /// The factor of a date (since 1970-01-01), Monday 0 … Sunday 6; `days` opens the keys of dates.
    pub fn factor(&self, date: i32, weekday: usize, days: Key) -> f64 {
        let cv = self.dated.get(&date).copied().unwrap_or_else(|| self.cv[weekday]);
        day_factor(days, date, cv, self.persistence)
    }
}
