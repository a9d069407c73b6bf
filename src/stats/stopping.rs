//! When enough replications have been run.
//!
//! Chow & Robbins (1965), On the asymptotic theory of fixed-width sequential confidence intervals, Ann. Math. Stat. 36;
//! Law & Kelton's relative criterion (Law 2015, Simulation Modeling and Analysis, 9.4.1). Looks are few and lie in a
//! geometric sequence, so that stopping at a lucky look costs little coverage and the number run does not depend on
//! how replications were dealt to threads.

use super::sample::Sample;
use super::student::t_quantile;
use serde::{Deserialize, Serialize};

/// Fewer replications than this are not looked at: the variance is not known well enough to stop by.
pub const FIRST_LOOK: usize = 10;

/// The number of replications at which to look next, after `n`: half as many again.
pub fn next_look(n: usize) -> usize {
    FIRST_LOOK.max(n + n.div_ceil(2))
}

/// How narrow an interval has to be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Precision {
    /// A half width in the unit of the estimate.
    Absolute(f64),
    /// An error relative to the truth (0.05: five per cent).
    Relative(f64),
}

impl Precision {
    /// The half width at which this estimate is precise enough.
    pub fn half_width_for(self, value: f64) -> f64 {
        match self {
            Self::Absolute(width) => width,
            // An error of γ relative to the truth is one of γ/(1+γ) relative to the estimate (Law 2015, p. 505).
            Self::Relative(share) => value.abs() * share / (1.0 + share),
        }
    }

    /// Whether the estimate is precise enough at this level. Never before [`FIRST_LOOK`]; an estimate that was the same
    /// in every replication is.
    pub fn is_reached(self, estimate: &Sample, level: f64) -> bool {
        let enough = estimate.n() >= FIRST_LOOK;
        enough && estimate.half_width(level).is_some_and(|width| width <= self.half_width_for(estimate.value))
    }

    /// How many replications it would take, at the present variance; none if no number would do or one says nothing of
    /// the variance.
    pub fn replications_needed(self, estimate: &Sample, level: f64) -> Option<u64> {
        let deviation = (estimate.variance_of_mean()? * estimate.n() as f64).sqrt();
        let n = replications_for(deviation, self.half_width_for(estimate.value), level)?;
        Some(n.max(FIRST_LOOK as u64))
    }
}

/// The fewest replications (2 or more) whose interval at `level` is at most `half_width` to either side, if single
/// replications have this standard deviation; none if there is no such number (or none below 10^15).
pub fn replications_for(deviation: f64, half_width: f64, level: f64) -> Option<u64> {
    const MOST: u64 = 1_000_000_000_000_000;
    let narrow =
        |n: u64| t_quantile(f64::midpoint(1.0, level), (n - 1) as f64) * deviation <= half_width * (n as f64).sqrt();
    if !narrow(MOST) {
        return None;
    }
    let mut enough = 2;
    while !narrow(enough) {
        enough *= 2;
    }
    // The width falls with every replication: halve between the last power of two that was too few and this one.
    let mut too_few = enough / 2;
    while enough - too_few > 1 {
        let middle = u64::midpoint(too_few, enough);
        if narrow(middle) { enough = middle } else { too_few = middle }
    }
    Some(enough)
}

#[cfg(test)]
mod tests {
    use super::super::splitmix::SplitMix;
    use super::*;

    #[test]
    fn looks_grow_by_half() {
        let looks: Vec<usize> = std::iter::successors(Some(next_look(0)), |n| Some(next_look(*n))).take(8).collect();
        assert_eq!(looks, [10, 15, 23, 35, 53, 80, 120, 180]);
        assert_eq!(next_look(4), 10);
    }

    #[test]
    fn replications_for_is_the_first_that_is_narrow_enough() {
        for (deviation, width) in [(1.0, 0.1), (1.0, 1.0), (3.0, 0.01), (1e-3, 1.0), (12.0, 5.0)] {
            let n = replications_for(deviation, width, 0.95).unwrap();
            let at = |n: u64| t_quantile(0.975, (n - 1) as f64) * deviation / (n as f64).sqrt();
            assert!(at(n) <= width && (n == 2 || at(n - 1) > width), "{deviation} {width}: {n}");
        }
        // Normal tables: (1.96/0.1)² = 384.1, and Student's is a little more.
        assert_eq!(replications_for(1.0, 0.1, 0.95), Some(387));
        assert_eq!(replications_for(1.0, 0.0, 0.95), None);
        assert_eq!(replications_for(0.0, 0.0, 0.95), Some(2));
        assert_eq!(replications_for(1.0, 1e-12, 0.95), None);
    }

    #[test]
    fn precision_is_judged_from_ten_replications_on() {
        let flat = Sample::mean(&[2.0; 9]);
        assert!(!Precision::Absolute(0.1).is_reached(&flat, 0.95));
        assert!(Precision::Absolute(0.1).is_reached(&Sample::mean(&[2.0; 10]), 0.95));
        let s = Sample::mean(&[9.0, 10.0, 11.0, 9.0, 10.0, 11.0, 9.0, 10.0, 11.0, 10.0]); // half width 0.584
        assert!(Precision::Absolute(0.59).is_reached(&s, 0.95) && !Precision::Absolute(0.58).is_reached(&s, 0.95));
        assert!(Precision::Relative(0.062_1).is_reached(&s, 0.95) && !Precision::Relative(0.062).is_reached(&s, 0.95));
        let more = Precision::Absolute(0.2).replications_needed(&s, 0.95);
        assert_eq!(more, replications_for((2.0f64 / 3.0).sqrt(), 0.2, 0.95));
    }

    #[test]
    fn stopping_at_looks_keeps_nearly_all_coverage() {
        let mut random = SplitMix(21);
        let (mut held, mut run) = (0, 0);
        for _ in 0..1000 {
            let mut values = Vec::new();
            let stopped = loop {
                let look = next_look(values.len());
                values.resize_with(look, || random.exponential() + random.exponential());
                let s = Sample::mean(&values);
                if Precision::Absolute(0.3).is_reached(&s, 0.95) {
                    break s;
                }
            };
            run += stopped.n();
            held += usize::from((stopped.value - 2.0).abs() <= stopped.half_width(0.95).unwrap());
        }
        assert!(held >= 900, "coverage {held} of 1000 after {run} replications in all");
    }
}
