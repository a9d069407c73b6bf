//! An estimate and what each replication contributed to its error.
//!
//! Influence functions: Hampel (1974), JASA 69; their use for ratios is the delta method (Asmussen & Glynn 2007,
//! Stochastic Simulation, III.3), for everything else the jackknife (Efron & Tibshirani 1993, An Introduction to the
//! Bootstrap, ch. 11). Intervals are Student's with one degree of freedom fewer than replications (Law 2015, ch. 9).

use super::student::t_quantile;
use serde::{Deserialize, Serialize};

/// A value and its influence by replication: value ≈ truth + mean of n independent terms, of which these are the
/// centred estimates. Two samples over the same replications are paired: entry `r` of both is the same day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// The estimate.
    pub value: f64,
    /// One number a replication, in replication order; they sum to zero but for rounding.
    pub influence: Vec<f64>,
}

impl Sample {
    /// The mean over replications of one number each. Equal numbers have no influence, exactly.
    pub fn mean(values: &[f64]) -> Self {
        assert!(!values.is_empty(), "a mean of no replications");
        let n = values.len() as f64;
        let rough = values.iter().sum::<f64>() / n;
        // A second pass removes the rounding of the first, so that a constant has a variance of zero and not of 1e-34.
        let value = rough + values.iter().map(|x| x - rough).sum::<f64>() / n;
        Self { value, influence: values.iter().map(|x| x - value).collect() }
    }

    /// The ratio of two sums over replications, by the delta method; none if the denominator sums to zero.
    pub fn ratio(numerator: &[f64], denominator: &[f64]) -> Option<Self> {
        assert_eq!(numerator.len(), denominator.len(), "a ratio pairs replications");
        let below: f64 = denominator.iter().sum();
        if below == 0.0 {
            return None;
        }
        let value = numerator.iter().sum::<f64>() / below;
        let mean_below = below / denominator.len() as f64;
        let influence = numerator.iter().zip(denominator).map(|(x, y)| (x - value * y) / mean_below).collect();
        Some(Self { value, influence })
    }

    /// The variance over replications of one number each; none of fewer than two. Its influence is the squared distance
    /// from the mean, less the variance (Hampel 1974).
    pub fn variance(values: &[f64]) -> Option<Self> {
        if values.len() < 2 {
            return None;
        }
        let n = values.len() as f64;
        let squares: Vec<f64> = Self::mean(values).influence.iter().map(|off| off * off).collect();
        let Self { value, influence } = Self::mean(&squares);
        Some(Self { value: value * n / (n - 1.0), influence })
    }

    /// Any smooth function of the replications by leaving one out: `whole` of all `n`, `without(r)` of all but `r`.
    ///
    /// Not for a percentile when replications are many and small: leaving out one of them moves an order statistic by
    /// less than its own noise (Shao & Wu 1989). [`super::quantile()`] has no such limit.
    pub fn jackknife(n: usize, whole: f64, without: impl FnMut(usize) -> f64) -> Self {
        assert!(n > 0, "a jackknife of no replications");
        if n == 1 {
            return Self { value: whole, influence: vec![0.0] };
        }
        let mut influence: Vec<f64> = (0..n).map(without).collect();
        let centre = Self::mean(&influence).value;
        for left_out in &mut influence {
            *left_out = (n - 1) as f64 * (centre - *left_out);
        }
        Self { value: whole, influence }
    }

    /// `constant` + Σ weight · part: a declared composite of several estimates over the same replications.
    pub fn weighted_sum(constant: f64, parts: &[(f64, &Self)]) -> Self {
        let (_, first) = parts.first().expect("a weighted sum has parts");
        let mut sum = Self { value: constant, influence: vec![0.0; first.n()] };
        for (weight, part) in parts {
            assert_eq!(part.n(), sum.n(), "a weighted sum pairs replications");
            sum.value += weight * part.value;
            for (total, influence) in sum.influence.iter_mut().zip(&part.influence) {
                *total += weight * influence;
            }
        }
        sum
    }

    /// This minus the other, paired by replication.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        assert_eq!(self.n(), other.n(), "a paired difference needs the same replications");
        let influence = self.influence.iter().zip(&other.influence).map(|(a, b)| a - b).collect();
        Self { value: self.value - other.value, influence }
    }

    /// This times the other, paired by replication, by the delta method.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        assert_eq!(self.n(), other.n(), "a paired product needs the same replications");
        let influence = self.influence.iter().zip(&other.influence);
        let influence = influence.map(|(a, b)| a * other.value + self.value * b).collect();
        Self { value: self.value * other.value, influence }
    }

    /// This over the other, likewise; none if the other is zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        assert_eq!(self.n(), other.n(), "a paired quotient needs the same replications");
        if other.value == 0.0 {
            return None;
        }
        let value = self.value / other.value;
        let influence = self.influence.iter().zip(&other.influence);
        let influence = influence.map(|(a, b)| (a - value * b) / other.value).collect();
        Some(Self { value, influence })
    }

    /// How many replications.
    pub fn n(&self) -> usize {
        self.influence.len()
    }

    /// The variance of [`Self::value`] over repetitions of the whole experiment; unknown from one replication.
    pub fn variance_of_mean(&self) -> Option<f64> {
        let n = self.n() as f64;
        let squares: f64 = self.influence.iter().map(|u| u * u).sum();
        (self.n() >= 2).then(|| squares / (n * (n - 1.0)))
    }

    /// The standard error of [`Self::value`].
    pub fn standard_error(&self) -> Option<f64> {
        self.variance_of_mean().map(f64::sqrt)
    }

    /// Half the width of the interval that covers the truth with probability `level` (0.95, say): the one place where
    /// peakstaff makes an interval.
    pub fn half_width(&self, level: f64) -> Option<f64> {
        assert!(level > 0.0 && level < 1.0, "a level of confidence lies inside (0, 1), not {level}");
        self.standard_error().map(|se| t_quantile(f64::midpoint(1.0, level), (self.n() - 1) as f64) * se)
    }
}

#[cfg(test)]
mod tests {
    use super::super::splitmix::SplitMix;
    use super::*;

    #[test]
    fn a_mean_by_hand() {
        let s = Sample::mean(&[1.0, 2.0, 3.0, 6.0]);
        assert_eq!((s.value, s.n()), (3.0, 4));
        assert_eq!(s.influence, [-2.0, -1.0, 0.0, 3.0]);
        assert!((s.variance_of_mean().unwrap() - 14.0 / 12.0).abs() < 1e-15);
        assert!((s.half_width(0.95).unwrap() - 3.182_446_305_283_708 * (14.0f64 / 12.0).sqrt()).abs() < 1e-9);
    }

    #[test]
    fn equal_numbers_have_no_variance_at_all() {
        for n in 2..100 {
            assert_eq!(Sample::mean(&vec![0.1; n]).variance_of_mean(), Some(0.0), "{n}");
        }
    }

    #[test]
    fn products_and_quotients_of_means_are_those_of_ratios() {
        let (xs, ys) = ([2.0, 3.0, 7.0, 8.0], [1.0, 2.0, 2.0, 5.0]);
        let (x, y) = (Sample::mean(&xs), Sample::mean(&ys));
        let (over, ratio) = (x.over(&y).unwrap(), Sample::ratio(&xs, &ys).unwrap());
        let close = |a: &Sample, b: &Sample| {
            assert!((a.value - b.value).abs() < 1e-12);
            assert!(a.influence.iter().zip(&b.influence).all(|(a, b)| (a - b).abs() < 1e-12), "{a:?} {b:?}");
        };
        close(&over, &ratio);
        close(&over.times(&y), &x);
        assert!(x.over(&Sample::mean(&[0.0; 4])).is_none());
    }

    #[test]
    fn a_ratio_is_of_sums() {
        let s = Sample::ratio(&[1.0, 3.0], &[2.0, 8.0]).unwrap();
        assert_eq!(s.value, 0.4);
        assert!((s.influence[0] - 0.04).abs() < 1e-15 && (s.influence[1] + 0.04).abs() < 1e-15);
        assert_eq!(Sample::ratio(&[0.0, 0.0], &[0.0, 0.0]), None);
    }

    #[test]
    fn one_replication_has_no_half_width() {
        for s in [Sample::mean(&[3.0]), Sample::ratio(&[3.0], &[4.0]).unwrap(), Sample::jackknife(1, 3.0, |_| f64::NAN)]
        {
            assert_eq!((s.half_width(0.95), s.standard_error(), s.influence[0]), (None, None, 0.0));
        }
    }

    #[test]
    fn jackknife_of_a_mean_is_the_mean() {
        let x = [1.0, 2.0, 4.0, 9.0, 0.5];
        let total: f64 = x.iter().sum();
        let (a, b) = (Sample::mean(&x), Sample::jackknife(5, total / 5.0, |r| (total - x[r]) / 4.0));
        assert!((a.value - b.value).abs() < 1e-14);
        assert!(a.influence.iter().zip(&b.influence).all(|(u, v)| (u - v).abs() < 1e-13));
    }

    #[test]
    fn a_difference_is_a_weighted_sum_and_knows_the_pairing() {
        let (a, b) = (Sample::mean(&[5.0, 7.0, 9.0]), Sample::mean(&[4.0, 6.0, 8.0]));
        let d = a.difference(&b);
        assert_eq!((d.value, d.variance_of_mean()), (1.0, Some(0.0)));
        assert_eq!(d, Sample::weighted_sum(0.0, &[(1.0, &a), (-1.0, &b)]));
        let score = Sample::weighted_sum(0.4, &[(0.5, &a), (0.1, &b)]);
        assert!((score.value - 4.5).abs() < 1e-14 && (score.influence[0] + 1.2).abs() < 1e-14);
    }

    #[test]
    fn a_higher_level_is_wider() {
        let mut random = SplitMix(3);
        for n in 2..60 {
            let s = Sample::mean(&(0..n).map(|_| random.exponential()).collect::<Vec<_>>());
            let widths: Vec<f64> =
                [0.5, 0.8, 0.9, 0.95, 0.99, 0.999].iter().map(|l| s.half_width(*l).unwrap()).collect();
            assert!(widths.is_sorted_by(|a, b| a < b), "{n}: {widths:?}");
        }
    }

    /// How often, of 2,000 experiments, the 95 % interval holds the truth.
    fn coverage(truth: f64, seed: u64, experiment: impl Fn(&mut SplitMix) -> Sample) -> f64 {
        let mut random = SplitMix(seed);
        let held = (0..2000).filter(|_| {
            let s = experiment(&mut random);
            assert!(s.influence.iter().sum::<f64>().abs() < 1e-9 * s.n() as f64, "influences sum to zero");
            (s.value - truth).abs() <= s.half_width(0.95).unwrap()
        });
        held.count() as f64 / 2000.0
    }

    fn assert_covers(name: &str, share: f64) {
        assert!((0.925..=0.975).contains(&share), "{name}: {share}");
    }

    #[test]
    fn means_cover() {
        for n in [3, 10, 30] {
            let share = coverage(1.0, 11, |random| {
                let day = |random: &mut SplitMix| (0..8).map(|_| random.exponential()).sum::<f64>() / 8.0;
                Sample::mean(&(0..n).map(|_| day(random)).collect::<Vec<_>>())
            });
            assert_covers(&format!("mean of {n}"), share);
        }
    }

    #[test]
    fn ratios_cover() {
        // A day's volume y is uniform on (10, 20) and its share p = 0.5 − 0.2 (y − 15)/15: the busier the worse. Then
        // E[y p] / E[y] = 0.5 − 0.2 var(y) / 15².
        let share = coverage(0.5 - 0.2 * (100.0 / 12.0) / 225.0, 12, |random| {
            let days: Vec<(f64, f64)> = (0..25)
                .map(|_| {
                    let volume = 10.0 + 10.0 * random.uniform();
                    (volume * (0.5 - 0.2 * (volume - 15.0) / 15.0) + random.normal(), volume)
                })
                .collect();
            let (x, y): (Vec<f64>, Vec<f64>) = days.into_iter().unzip();
            Sample::ratio(&x, &y).unwrap()
        });
        assert_covers("ratio", share);
    }

    #[test]
    fn jackknifed_standard_deviations_cover() {
        // The standard deviation of all waits of all days, exponential with mean 1, days of different length.
        let share = coverage(1.0, 13, |random| {
            let days: Vec<[f64; 3]> = (0..20)
                .map(|_| {
                    let mut sums = [0.0; 3];
                    for _ in 0..100 + random.next() % 100 {
                        let x = random.exponential();
                        sums = [sums[0] + 1.0, sums[1] + x, sums[2] + x * x];
                    }
                    sums
                })
                .collect();
            let total = |left_out: Option<usize>| {
                let kept = days.iter().enumerate().filter(|(r, _)| Some(*r) != left_out);
                kept.fold([0.0; 3], |t, (_, d)| [t[0] + d[0], t[1] + d[1], t[2] + d[2]])
            };
            let sd = |[n, x, xx]: [f64; 3]| ((xx - x * x / n) / (n - 1.0)).sqrt();
            Sample::jackknife(days.len(), sd(total(None)), |r| sd(total(Some(r))))
        });
        assert_covers("jackknifed sd", share);
    }
}
