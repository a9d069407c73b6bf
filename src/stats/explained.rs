//! How much of what differs between replications comes from something that is known of each.
//!
//! Var Y = Var E[Y|X] + E Var[Y|X] (the law of total variance). E[Y|X] is a parabola in X by least squares; the share it
//! explains is Ezekiel's adjusted R² (1930, Methods of Correlation Analysis), which a parabola through pure noise does not
//! raise on average. Whether Y stays below a limit follows from the same parabola with normal errors around it: it does
//! with probability p(X) = Φ((limit − E[Y|X]) / σ), and that of its variance p̄ (1 − p̄) which comes from X is Var p(X).
//!
//! Intervals are jackknifed, on scales without ends: the logarithm of the share that is *not* explained, and the normal
//! deviate of a probability (Efron & Tibshirani 1993, ch. 11). A share of a few replications has Wilson's (1927, JASA 22).

use super::sample::Sample;
use super::student::{normal_cdf, normal_quantile};
use serde::Serialize;

/// Fewer replications say nothing about where differences come from.
pub const LEAST: usize = 12;
/// Groups that are left out one after another: enough for an interval, few enough to be cheap.
const GROUPS: usize = 50;
/// A column that other columns explain up to this share of it says nothing new.
const NOTHING_NEW: f64 = 1e-9;
/// What is not explained is no smaller a share than this: rounding.
const ROUNDING: f64 = 1e-12;

/// A number with its interval, which is not always symmetric.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bounded {
    /// The estimate.
    pub value: f64,
    /// From here on.
    pub low: f64,
    /// Until here.
    pub high: f64,
}

/// Where the differences of Y come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Explained {
    /// The share of the variance of Y that comes from X.
    pub figure: Bounded,
    /// The share of the variance of being below the limit that comes from X; none where all or none are.
    pub below: Option<Bounded>,
    /// The probability to be below the limit at one X; none where X decides everything.
    pub at: Option<Bounded>,
}

/// What of Y comes from X, of being below `limit`, and how likely that is at `at`, at this level of confidence. None of
/// fewer than [`LEAST`] replications, where Y is always the same, and where X is.
pub fn explained(x: &[f64], y: &[f64], limit: f64, at: f64, level: f64) -> Option<Explained> {
    assert_eq!(x.len(), y.len(), "replications are paired");
    let n = x.len();
    let (spread_x, spread_y) = (spread(x), spread(y));
    if n < LEAST || spread_x.1 <= ROUNDING.sqrt() || spread_y.1 <= ROUNDING.sqrt() {
        return None;
    }
    let unit = |value: f64, (mean, sd): (f64, f64)| (value - mean) / sd;
    let points: Vec<(f64, f64)> = x.iter().zip(y).map(|(x, y)| (unit(*x, spread_x), unit(*y, spread_y))).collect();
    let (limit, at) = (unit(limit, spread_y), unit(at, spread_x));
    let groups = n.min(GROUPS);
    let all = Fit::of(&points);
    let without: Vec<(Fit, Vec<f64>)> = (0..groups)
        .map(|group| {
            let kept = |(i, point): (usize, &(f64, f64))| (i % groups != group).then_some(*point);
            let kept: Vec<(f64, f64)> = points.iter().enumerate().filter_map(kept).collect();
            (Fit::of(&kept), kept.into_iter().map(|(x, _)| x).collect())
        })
        .collect();
    let xs: Vec<f64> = points.iter().map(|(x, _)| *x).collect();
    let jackknife = |of: &dyn Fn(&Fit, &[f64]) -> f64| {
        let sample = Sample::jackknife(groups, of(&all, &xs), |group| of(&without[group].0, &without[group].1));
        (sample.value, sample.half_width(level).unwrap_or(f64::INFINITY))
    };
    // The smaller what is left over, the larger the share: the ends change places.
    let share = |(log_rest, half): (f64, f64)| {
        let of = |log_rest: f64| (1.0 - log_rest.exp()).clamp(0.0, 1.0);
        Bounded { value: of(log_rest), low: of(log_rest + half), high: of(log_rest - half) }
    };
    let mixed = y.iter().any(|y| unit(*y, spread_y) < limit) && y.iter().any(|y| unit(*y, spread_y) >= limit);
    let scattered = all.rest > ROUNDING;
    Some(Explained {
        figure: share(jackknife(&|fit, _| fit.rest.max(ROUNDING).ln())),
        below: mixed.then(|| share(jackknife(&|fit, xs| fit.rest_below(xs, limit).max(ROUNDING).ln()))),
        at: scattered.then(|| {
            let (z, half) = jackknife(&|fit, _| fit.deviate(at, limit));
            Bounded { value: normal_cdf(z), low: normal_cdf(z - half), high: normal_cdf(z + half) }
        }),
    })
}

/// So many of so many, with Wilson's interval.
pub fn wilson(hits: usize, n: usize, level: f64) -> Bounded {
    assert!(n > 0 && hits <= n, "a share is of something");
    wilson_share(hits as f64 / n as f64, n as f64, level)
}

/// The same of a share of so many, which need not be whole.
pub(super) fn wilson_share(share: f64, n: f64, level: f64) -> Bounded {
    let z = normal_quantile(f64::midpoint(1.0, level));
    let centre = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    Bounded { value: share, low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
}

/// Mean and standard deviation.
fn spread(values: &[f64]) -> (f64, f64) {
    let mean = Sample::mean(values);
    let squares: f64 = mean.influence.iter().map(|u| u * u).sum();
    (mean.value, (squares / (values.len().max(2) - 1) as f64).sqrt())
}

/// A parabola through points.
#[derive(Clone, Copy, Debug)]
struct Fit {
    /// Of 1, x and x²; 0 where one says nothing new.
    coefficients: [f64; 3],
    /// Standard deviation of what is left over.
    sigma: f64,
    /// Its share of the variance, both by their degrees of freedom: 1 − adjusted R².
    rest: f64,
}

impl Fit {
    /// By the sweep operator (Goodnight 1979, The American Statistician 33), which passes over what says nothing new.
    fn of(points: &[(f64, f64)]) -> Self {
        let mut sums = [[0.0; 4]; 4];
        for (x, y) in points {
            let row = [1.0, *x, x * x, *y];
            for (sums, a) in sums.iter_mut().zip(row) {
                sums.iter_mut().zip(row).for_each(|(sum, b)| *sum += a * b);
            }
        }
        let n = points.len() as f64;
        let alone: [f64; 3] = std::array::from_fn(|column| sums[column][column]);
        sweep(&mut sums, 0);
        let about_mean = sums[3][3];
        let (mut coefficients, mut freedom) = ([0.0; 3], n - 1.0);
        let mut new = vec![0];
        for column in 1..3 {
            if sums[column][column] > NOTHING_NEW * alone[column] {
                sweep(&mut sums, column);
                freedom -= 1.0;
                new.push(column);
            }
        }
        for column in new {
            coefficients[column] = sums[column][3];
        }
        let variance = (sums[3][3] / freedom).max(0.0);
        let rest = if about_mean > 0.0 { variance / (about_mean / (n - 1.0)) } else { 1.0 };
        Self { coefficients, sigma: variance.sqrt(), rest }
    }

    /// Where the limit stands in the normal law around the parabola at x.
    fn deviate(&self, x: f64, limit: f64) -> f64 {
        let [a, b, c] = self.coefficients;
        (limit - (a + b * x + c * x * x)) / self.sigma.max(ROUNDING)
    }

    /// The share of the variance of being below the limit that does not come from x.
    fn rest_below(&self, xs: &[f64], limit: f64) -> f64 {
        let chances: Vec<f64> = xs.iter().map(|x| normal_cdf(self.deviate(*x, limit))).collect();
        let mean = chances.iter().sum::<f64>() / chances.len() as f64;
        let within: f64 = chances.iter().map(|p| p * (1.0 - p)).sum::<f64>() / chances.len() as f64;
        let whole = mean * (1.0 - mean);
        if whole > 0.0 { within / whole } else { 1.0 }
    }
}

/// One more column explains: what is left of the others takes its place.
fn sweep(sums: &mut [[f64; 4]; 4], column: usize) {
    let pivot = sums[column][column];
    sums[column].iter_mut().for_each(|x| *x /= pivot);
    let row = sums[column];
    for other in (0..4).filter(|other| *other != column) {
        let factor = sums[other][column];
        sums[other].iter_mut().zip(row).for_each(|(x, y)| *x -= factor * y);
        sums[other][column] = -factor / pivot;
    }
    sums[column][column] = 1.0 / pivot;
}

#[cfg(test)]
mod tests {
    use super::super::splitmix::SplitMix;
    use super::*;

    /// Demand, and a figure that falls with it by a parabola, of which this share of the variance is demand's: X normal,
    /// Y = −X − X²/4 + noise, so that Var E[Y|X] = 1 + 2/16.
    fn years(n: usize, share: f64, random: &mut SplitMix) -> (Vec<f64>, Vec<f64>) {
        let noise = (1.125 * (1.0 - share) / share).sqrt();
        let year = |random: &mut SplitMix| {
            let x = random.normal();
            (x, -x - 0.25 * x * x + noise * random.normal())
        };
        (0..n).map(|_| year(random)).unzip()
    }

    /// Of the law above, by a million draws: the share of the variance of being below, and the probability at 0.
    fn truth(share: f64, limit: f64) -> (f64, f64) {
        let mut random = SplitMix(1);
        let noise = (1.125 * (1.0 - share) / share).sqrt();
        let chance = |x: f64| normal_cdf((limit + x + 0.25 * x * x) / noise);
        let all: Vec<f64> = (0..1_000_000).map(|_| chance(random.normal())).collect();
        let mean = Sample::mean(&all);
        let between = mean.influence.iter().map(|u| u * u).sum::<f64>() / all.len() as f64;
        (between / (mean.value * (1.0 - mean.value)), chance(0.0))
    }

    #[test]
    fn the_intervals_hold_what_is_true() {
        for (n, share) in [(12, 0.8), (20, 0.3), (20, 0.8), (20, 0.95), (50, 0.5), (120, 0.8)] {
            let (limit, studies) = (-1.0, 400);
            let (below, at) = truth(share, limit);
            let mut random = SplitMix(2);
            let (mut held, mut asked, mut mean) = ([0; 3], [0; 3], 0.0);
            for _ in 0..studies {
                let (x, y) = years(n, share, &mut random);
                let found = explained(&x, &y, limit, 0.0, 0.95).unwrap();
                mean += found.figure.value / f64::from(studies);
                for (i, (bounded, truth)) in
                    [(Some(found.figure), share), (found.below, below), (found.at, at)].into_iter().enumerate()
                {
                    let Some(Bounded { low, high, .. }) = bounded else { continue };
                    asked[i] += 1;
                    held[i] += usize::from(low <= truth && truth <= high);
                }
            }
            let coverage: Vec<f64> = (0..3).map(|i| held[i] as f64 / f64::from(asked[i])).collect();
            assert!(coverage.iter().all(|c| *c > 0.88), "n {n}, {share}: {coverage:?}");
            assert!(asked.iter().all(|asked| *asked > 380), "n {n}, {share}: {asked:?}");
            assert!((mean - share).abs() < 0.06, "n {n}: {mean} for {share}");
        }
    }

    #[test]
    fn a_parabola_by_hand_and_what_says_nothing_new() {
        let parabola: Vec<(f64, f64)> = (0..9).map(f64::from).map(|x| (x, 3.0 - 2.0 * x + 0.5 * x * x)).collect();
        let fit = Fit::of(&parabola);
        assert!(fit.coefficients.iter().zip([3.0, -2.0, 0.5]).all(|(a, b)| (a - b).abs() < 1e-9), "{fit:?}");
        assert!(fit.rest < 1e-12);
        // Two values of x bear a line only: means 1 and 3, residuals ±1 with 2 degrees of freedom, 8 about the mean with 3.
        let two = Fit::of(&[(0.0, 0.0), (0.0, 2.0), (1.0, 2.0), (1.0, 4.0)]);
        assert_eq!(two.coefficients[2], 0.0);
        assert!((two.rest - (4.0 / 2.0) / (8.0 / 3.0)).abs() < 1e-12, "{two:?}");
    }

    #[test]
    fn pure_noise_is_not_explained_and_a_law_wholly() {
        let mut random = SplitMix(3);
        let studies = 400;
        let (mut rest, mut low) = (0.0, 0);
        for _ in 0..studies {
            let x: Vec<f64> = (0..20).map(|_| random.normal()).collect();
            let y: Vec<f64> = x.iter().map(|_| random.normal()).collect();
            rest += Fit::of(&x.iter().copied().zip(y.iter().copied()).collect::<Vec<_>>()).rest / f64::from(studies);
            low += usize::from(explained(&x, &y, 0.0, 0.0, 0.95).unwrap().figure.low < 0.05);
        }
        assert!((rest - 1.0).abs() < 0.03, "{rest}");
        assert!(low > 360, "{low}");
        let x: Vec<f64> = (0..20).map(|_| random.normal()).collect();
        let y: Vec<f64> = x.iter().map(|x| 2.0 - x).collect();
        let all = explained(&x, &y, 2.0, 0.0, 0.95).unwrap();
        assert!(all.figure.low > 0.999_999 && all.below.unwrap().value > 0.999 && all.at.is_none(), "{all:?}");
    }

    #[test]
    fn nothing_is_said_of_too_little() {
        let x: Vec<f64> = (0..20).map(f64::from).collect();
        assert_eq!(explained(&x[..11], &x[..11], 3.0, 3.0, 0.95), None);
        assert_eq!(explained(&[1.0; 20], &x, 3.0, 3.0, 0.95), None);
        assert_eq!(explained(&x, &[0.7; 20], 3.0, 3.0, 0.95), None);
        let wavy: Vec<f64> = x.iter().map(|x| x + 3.0 * (2.0 * x).sin()).collect();
        let never = explained(&x, &wavy, -90.0, 3.0, 0.95).unwrap();
        assert!(never.below.is_none() && never.at.unwrap().high < 1e-6, "{never:?}");
    }

    #[test]
    fn wilson_by_hand() {
        let close = |found: Bounded, low: f64, high: f64| {
            assert!((found.low - low).abs() < 5e-4 && (found.high - high).abs() < 5e-4, "{found:?}");
        };
        close(wilson(6, 20, 0.95), 0.1455, 0.5190);
        close(wilson(0, 20, 0.95), 0.0, 0.1611);
        close(wilson(20, 20, 0.95), 0.8389, 1.0);
    }
}
