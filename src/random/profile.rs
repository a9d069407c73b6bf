//! The shape of a day: shares of its slots, all of one length.

use crate::time::SimDuration;

/// Shares of a day by slot, normalised, with their running sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// `upto[i]` is the share of the day before slot `i`; one more entry than slots, the last is 1.
    upto: Vec<f64>,
    /// Ticks of a slot, and by slot ticks for one of the day's expectation.
    length: i64,
    pace: Vec<f64>,
}

impl Profile {
    /// From weights, which must be non-negative, not all zero, and as many as divide a day.
    pub fn new(weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        assert!(total > 0.0 && weights.iter().all(|w| *w >= 0.0), "compile admits proper profiles only");
        let mut upto = Vec::with_capacity(weights.len() + 1);
        let mut sum = 0.0;
        upto.push(0.0);
        for weight in weights {
            sum += weight;
            upto.push(sum / total);
        }
        *upto.last_mut().expect("not empty") = 1.0;
        let length = SimDuration::DAY.ticks() / weights.len() as i64;
        let pace = upto.windows(2).map(|pair| length as f64 / (pair[1] - pair[0])).collect();
        Self { upto, length, pace }
    }
    /// The same all day.
    pub fn flat() -> Self {
        Self::new(&[1.0])
    }
    /// How many slots.
    pub fn slots(&self) -> usize {
        self.upto.len() - 1
    }
    /// The length of a slot.
    pub fn slot_length(&self) -> SimDuration {
        SimDuration::from_ticks(self.length)
    }
    /// The share of slot `i`.
    pub fn share(&self, slot: usize) -> f64 {
        self.upto[slot + 1] - self.upto[slot]
    }
    /// The slot, at or after `from`, before whose end the share `u` in [0, 1) lies.
    #[inline]
    pub fn slot_of(&self, from: usize, u: f64) -> usize {
        let mut slot = from;
        while self.upto[slot + 1] <= u {
            slot += 1;
        }
        slot
    }
    /// The share of the day before this time of day.
    pub fn share_before(&self, time: SimDuration) -> f64 {
        let length = self.slot_length().ticks();
        let slot = ((time.ticks() / length) as usize).min(self.slots() - 1);
        let inside = (time.ticks() - slot as i64 * length) as f64 / length as f64;
        self.upto[slot] + inside.min(1.0) * self.share(slot)
    }
    /// The time of day before which the share `u` in [0, 1) lies: the inverse of [`Self::share_before`].
    pub fn time_at(&self, u: f64) -> SimDuration {
        let slot = self.upto.partition_point(|x| *x <= u).clamp(1, self.slots()) - 1;
        self.time_in(slot, u)
    }
    /// As [`Self::time_at`] where the slot is known.
    #[inline]
    pub fn time_in(&self, slot: usize, u: f64) -> SimDuration {
        let inside = ((u - self.upto[slot]) * self.pace[slot]) as i64;
        // The last tick of a slot belongs to it, so a share of exactly 1 stays inside the day.
        SimDuration::from_ticks(slot as i64 * self.length + inside.clamp(0, self.length - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_at_inverts_share_before_and_skips_empty_slots() {
        let p = Profile::new(&[0.0, 2.0, 0.0, 1.0, 1.0, 0.0]);
        for k in 0..100 {
            let u = f64::from(k) / 100.0;
            assert!((p.share_before(p.time_at(u)) - u).abs() < 1e-9);
        }
        assert_eq!(p.time_at(0.0), SimDuration::HOUR * 4);
        assert_eq!(p.time_at(0.5), SimDuration::HOUR * 12);
    }
}
