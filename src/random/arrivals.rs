//! A day's arrivals: a Poisson process of piecewise-constant intensity, by exact inversion (Çinlar 1975, ch. 4.7).
//!
//! The n-th contact of a day carries the n-th unit-exponential gap of the integrated intensity in its own key. Days are
//! independent processes, so the first days of a long horizon are those of a short one. On a busier day, or in a case
//! with more demand, the same customers come closer together and further ones join them.

use super::{Key, Profile, Purpose, ziggurat};
use crate::time::{SimDuration, SimTime};
use std::cmp::Ordering;

const GAP: Purpose = Purpose::new("arrival gap");
/// The arrivals of one day, in order.
#[derive(Clone, Debug)]
pub struct DayArrivals {
    day: Key,
    midnight: SimTime,
    next: u64,
    slot: usize,
    /// Integrated intensity up to the last arrival, as a share of the day's expectation.
    reached: f64,
    /// One over the day's expected number.
    scale: f64,
}

impl DayArrivals {
    /// Arrivals from `midnight` on, `expected` of them (after the day factor), under the key of type and date.
    pub fn new(day: Key, midnight: SimTime, expected: f64) -> Self {
        Self { day, midnight, next: 0, slot: 0, reached: 0.0, scale: 1.0 / expected }
    }

    /// A day that is over already.
    pub fn over(day: Key) -> Self {
        Self { day, midnight: SimTime::ZERO, next: 0, slot: 0, reached: 1.0, scale: 0.0 }
    }

    /// The next arrival and its key; none when the day is over.
    #[expect(clippy::inline_always, reason = "a call would pass what it found through memory")]
    #[inline(always)]
    pub fn next(&mut self, profile: &Profile) -> Option<(SimTime, Key)> {
        let key = self.day.number(self.next);
        let gap = ziggurat::exponential(&mut key.stream(GAP));
        self.reached += gap * self.scale;
        // Nothing is expected of a day without demand: its scale is infinite, and what it reaches may be no number.
        if self.reached.partial_cmp(&1.0).is_none_or(Ordering::is_ge) {
            return None;
        }
        self.slot = profile.slot_of(self.slot, self.reached);
        self.next += 1;
        Some((self.midnight + profile.time_in(self.slot, self.reached), key))
    }

    /// When this day ends.
    pub fn end(&self) -> SimTime {
        self.midnight + SimDuration::DAY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_slot_are_poisson_with_the_intensity() {
        let profile = Profile::new(&[0.0, 3.0, 1.0, 0.0, 2.0, 4.0]);
        let (days, expected) = (4000_u64, 50.0);
        let mut sum = [0.0; 6];
        let mut square = [0.0; 6];
        for day in 0..days {
            let mut arrivals = DayArrivals::new(Key::seed(11).number(day), SimTime::ZERO, expected);
            let mut count = [0.0; 6];
            let mut last = SimTime::ZERO;
            while let Some((t, _)) = arrivals.next(&profile) {
                assert!(t >= last && t < arrivals.end());
                last = t;
                count[(t.ticks() / profile.slot_length().ticks()) as usize] += 1.0;
            }
            for s in 0..6 {
                sum[s] += count[s];
                square[s] += count[s] * count[s];
            }
        }
        for s in 0..6 {
            let m = expected * profile.share(s);
            let (mean, n) = (sum[s] / days as f64, days as f64);
            let variance = square[s] / n - mean * mean;
            assert!((mean - m).abs() <= 4.0 * (m / n).sqrt(), "slot {s}: mean {mean} against {m}");
            // Var of the sample variance of a Poisson: (m + 2m²)/n to first order.
            assert!((variance - m).abs() <= 4.0 * ((m + 2.0 * m * m) / n).sqrt(), "slot {s}: {variance} against {m}");
        }
    }

    #[test]
    fn more_demand_brings_the_same_customers_and_more() {
        let profile = Profile::flat();
        let keys = |expected| {
            let mut a = DayArrivals::new(Key::seed(1), SimTime::ZERO, expected);
            std::iter::from_fn(|| a.next(&profile)).map(|x| x.1).collect::<Vec<_>>()
        };
        let (few, many) = (keys(100.0), keys(150.0));
        assert!(many.len() > few.len() && many[..few.len()] == few[..]);
    }
}
