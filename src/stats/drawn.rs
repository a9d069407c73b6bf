//! How a figure is spread over draws, several of which may be of the same replication.
//!
//! Replications are independent, draws within one are not: errors come from one number a replication (cluster sampling, Cochran
//! 1977, Sampling Techniques, ch. 9). Quantiles have Woodruff's intervals (1952, JASA 47), shares Wilson's (1927, JASA 22).

use super::explained::{Bounded, wilson_share};
use super::quantile::quantiles_of;
use super::sample::Sample;

/// Values by replication, at least one of each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn(Vec<Vec<f64>>);

impl Drawn {
    /// Of values, each with the number of its replication.
    pub fn new(values: impl IntoIterator<Item = (u64, f64)>) -> Self {
        let mut groups: std::collections::BTreeMap<u64, Vec<f64>> = std::collections::BTreeMap::new();
        for (replication, value) in values {
            groups.entry(replication).or_default().push(value);
        }
        Self(groups.into_values().collect())
    }

    /// How many values.
    pub fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many replications they are of.
    pub fn replications(&self) -> usize {
        self.0.len()
    }

    /// All values, by replication.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        self.0.iter().flatten().copied()
    }

    /// The mean, each value counting the same.
    pub fn mean(&self) -> Sample {
        self.mean_of(|x| x)
    }

    /// The mean of something of each value.
    fn mean_of(&self, of: impl Fn(f64) -> f64) -> Sample {
        let sums: Vec<f64> = self.0.iter().map(|group| group.iter().map(|x| of(*x)).sum()).collect();
        let counts: Vec<f64> = self.0.iter().map(|group| group.len() as f64).collect();
        Sample::ratio(&sums, &counts).expect("there are values")
    }

    /// The quantile `p`, of type 7, and half the width of its interval at `level`; none of fewer than twenty values. No half-width
    /// where the interval reaches beyond the values.
    pub fn quantile(&self, p: f64, level: f64) -> Option<(f64, Option<f64>)> {
        let value = quantiles_of(self.values().collect(), &[p])?[0];
        let below = self.mean_of(|x| f64::from(u8::from(x <= value)));
        // All values the same: nothing else can be said of them.
        let spread = self.values().any(|x| x != value);
        if !spread {
            return Some((value, Some(0.0)));
        }
        let half = below.half_width(level);
        let ends = half.map(|half| [p - half, p + half]).filter(|[low, high]| *low > 0.0 && *high < 1.0);
        let width = ends.and_then(|ends| quantiles_of(self.values().collect(), &ends)).map(|at| (at[1] - at[0]) / 2.0);
        Some((value, width))
    }

    /// The share of values above a limit, with its interval at `level`. Draws of one replication tell at most as much as they would
    /// alone, and at least as much as one.
    pub fn share_above(&self, limit: f64, level: f64) -> Bounded {
        let share = self.mean_of(|x| f64::from(u8::from(x > limit)));
        let (least, most) = (self.replications() as f64, self.len() as f64);
        let alone = share.value * (1.0 - share.value);
        let variance = share.variance_of_mean().filter(|variance| *variance > 0.0);
        let n = variance.map_or(least, |variance| (alone / variance).clamp(least, most));
        wilson_share(share.value, n, level)
    }
}

#[cfg(test)]
mod tests {
    use super::super::splitmix::SplitMix;
    use super::*;

    #[test]
    fn values_by_hand() {
        let drawn = Drawn::new([(0, 1.0), (1, 3.0), (0, 2.0), (1, 6.0)]);
        assert_eq!((drawn.len(), drawn.replications(), drawn.mean().value), (4, 2, 3.0));
        assert_eq!(drawn.quantile(0.5, 0.95), None);
        assert_eq!(drawn.share_above(2.0, 0.95).value, 0.5);
        let same = Drawn::new((0..20).map(|n| (n, 5.0)));
        assert_eq!(same.quantile(0.05, 0.95), Some((5.0, Some(0.0))));
        assert_eq!(same.share_above(0.0, 0.95).value, 1.0);
    }

    #[test]
    fn quantiles_and_shares_cover_whether_draws_share_their_replication_or_not() {
        // 40 replications of 5 draws: uniform + a uniform of the replication. The sum's quantile 0.1 is √0.2.
        let mut random = SplitMix(5);
        for (of_replication, truth, above) in [(0.0, 0.1, 0.7), (1.0, 0.2_f64.sqrt(), 1.0 - 0.045)] {
            let mut held = [0, 0];
            for _ in 0..400 {
                let groups: Vec<f64> = (0..40).map(|_| of_replication * random.uniform()).collect();
                let values = (0..200).map(|n| (n % 40, groups[n as usize % 40] + random.uniform()));
                let drawn = Drawn::new(values.collect::<Vec<_>>());
                let (value, half) = drawn.quantile(0.1, 0.95).unwrap();
                held[0] += usize::from(half.is_some_and(|half| (value - truth).abs() <= 1.3 * half));
                let share = drawn.share_above(0.3, 0.95);
                held[1] += usize::from(share.low <= above && above <= share.high);
            }
            assert!(held.iter().all(|held| (372..=400).contains(held)), "{of_replication}: {held:?}");
        }
    }
}
