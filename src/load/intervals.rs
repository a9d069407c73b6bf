//! The intervals of a day that expectations are given for: those by which the scenario counts.

use crate::random::Profile;
use crate::time::SimDuration;

/// Shares of a profile by interval, for so many intervals a day.
pub(super) fn shares(profile: &Profile, slots: usize) -> Vec<f64> {
    let before = |slot: usize| {
        let time = SimDuration::from_ticks(SimDuration::DAY.ticks() / slots as i64 * slot as i64);
        if slot == slots { 1.0 } else { profile.share_before(time) }
    };
    (0..slots).map(|slot| before(slot + 1) - before(slot)).collect()
}

/// The same sum in so many equal parts of a day instead, evenly within each of the parts that are given.
pub(super) fn spread(values: &[f64], slots: usize) -> Vec<f64> {
    let mut upto = vec![0.0];
    for value in values {
        upto.push(upto[upto.len() - 1] + value);
    }
    let before = |slot: usize| {
        let (whole, rest) = (slot * values.len() / slots, slot * values.len() % slots);
        upto[whole] + values.get(whole).map_or(0.0, |value| value * rest as f64 / slots as f64)
    };
    (0..slots).map(|slot| before(slot + 1) - before(slot)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_intervals_have_the_same_sum() {
        assert_eq!(spread(&[2.0, 4.0], 4), [1.0, 1.0, 2.0, 2.0]);
        assert_eq!(spread(&[1.0, 1.0, 2.0, 4.0], 2), [2.0, 6.0]);
        let thirds = spread(&[3.0, 6.0], 3);
        assert!(thirds.iter().zip([2.0, 3.0, 4.0]).all(|(a, b)| (a - b).abs() < 1e-12), "{thirds:?}");
        assert_eq!(shares(&Profile::new(&[1.0, 3.0]), 4), [0.125, 0.125, 0.375, 0.375]);
    }
}
