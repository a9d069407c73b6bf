//! What is expected of a delay beyond a time, E max(X − x, 0): the integral of its law's tail, in closed form.
//!
//! From it follows exactly how much of what begins evenly over an hour falls due in each later hour: the second
//! difference of this function (a uniform start is a second integration of the law).

use super::{Law, survival};
use crate::time::SimDuration;
use statrs::function::erf::erfc;
use statrs::function::gamma::{gamma, gamma_ur};

/// A gamma law of more stages than this is as good as fixed (its cv is below 1/10,000).
const STAGES: f64 = 1e8;

impl Law {
    /// E max(X − x, 0) in ticks, for x ≥ 0 in ticks. None for [`Law::NextTime`], which is a clock time, and for a mixture
    /// that has it.
    pub fn excess(&self, x: f64) -> Option<f64> {
        Some(match self {
            Self::Fixed(value) => (value.ticks() as f64 - x).max(0.0),
            Self::Uniform { low, high } => {
                let (low, high) = (low.ticks() as f64, high.ticks() as f64);
                if x <= low {
                    f64::midpoint(low, high) - x
                } else {
                    let left = (high - x).max(0.0);
                    if left > 0.0 { left * left / (2.0 * (high - low)) } else { 0.0 }
                }
            }
            Self::Exponential { mean } => mean * (-x / mean).exp(),
            Self::Gamma { shape, scale } if *shape > STAGES => (shape * scale - x).max(0.0),
            Self::Gamma { shape, scale } => {
                shape * scale * upper(shape + 1.0, x / scale) - x * upper(*shape, x / scale)
            }
            Self::LogNormal { mu, sigma } => log_normal(*mu, *sigma, x),
            Self::Weibull { shape, scale } => {
                let power = (x / scale).powf(*shape);
                scale * gamma(1.0 + 1.0 / shape) * upper(1.0 + 1.0 / shape, power) - x * (-power).exp()
            }
            Self::Mixture(parts) => {
                let (mut before, mut sum) = (0.0, 0.0);
                for (upto, law) in parts {
                    sum += (upto - before) * law.excess(x)?;
                    before = *upto;
                }
                sum
            }
            Self::Empirical(values) => {
                let over = |value: &SimDuration| (value.ticks() as f64 - x).max(0.0);
                values.iter().map(over).sum::<f64>() / values.len() as f64
            }
            Self::Survival(pieces) => survival::excess(pieces, x),
            Self::NextTime { .. } => return None,
        })
    }
}

/// The upper incomplete gamma function, regularised.
fn upper(shape: f64, x: f64) -> f64 {
    if x <= 0.0 { 1.0 } else { gamma_ur(shape, x) }
}

/// The formula of an option's price without interest (Black and Scholes 1973).
fn log_normal(mu: f64, sigma: f64, x: f64) -> f64 {
    let mean = (mu + sigma * sigma / 2.0).exp();
    if x <= 0.0 {
        return mean;
    }
    if sigma <= 0.0 {
        return (mean - x).max(0.0);
    }
    let above = |z: f64| 0.5 * erfc(-z / std::f64::consts::SQRT_2);
    let z = (mu - x.ln()) / sigma;
    mean * above(z + sigma) - x * above(z)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// P(X > h hours), by the textbook.
    type Tail = fn(f64) -> f64;

    fn hours(h: f64) -> SimDuration {
        SimDuration::from_seconds(3600.0 * h)
    }

    /// The integral of the tail from 0 is the mean, and its slope at x is minus the tail there, as the textbooks have it.
    #[test]
    fn it_begins_at_the_mean_and_falls_as_the_tail() {
        let tails: [(Law, Tail); 8] = [
            (Law::Fixed(hours(3.0)), |h| f64::from(u8::from(h < 3.0))),
            (Law::Uniform { low: hours(1.0), high: hours(5.0) }, |h| ((5.0 - h) / 4.0).clamp(0.0, 1.0)),
            (Law::exponential(hours(4.0)), |h| (-h / 4.0).exp()),
            // Two stages of 2 h each.
            (Law::gamma(hours(4.0), 0.5_f64.sqrt()), |h| (-h / 2.0).exp() * (1.0 + h / 2.0)),
            (Law::weibull(2.0, hours(4.0)), |h| (-(h / 4.0).powi(2)).exp()),
            (Law::Mixture(vec![(0.25, Law::Fixed(hours(1.0))), (1.0, Law::exponential(hours(2.0)))]), |h| {
                0.25 * f64::from(u8::from(h < 1.0)) + 0.75 * (-h / 2.0).exp()
            }),
            // One an hour for two hours, nobody for one, then two an hour.
            (
                Law::Survival(survival::pieces(&[
                    (7.2e9, (-2.0_f64).exp(), 1.0 / 3.6e9),
                    (1.08e10, (-2.0_f64).exp(), 0.0),
                    (f64::INFINITY, 0.0, 2.0 / 3.6e9),
                ])),
                |h| (-h.min(2.0) - 2.0 * (h - 3.0).max(0.0)).exp(),
            ),
            (Law::Empirical(vec![hours(1.0), hours(2.0), hours(9.0)]), |h| {
                [1.0, 2.0, 9.0].iter().filter(|v| h < **v).count() as f64 / 3.0
            }),
        ];
        for (law, tail) in &tails {
            let excess = |h: f64| law.excess(h * 3.6e9).unwrap() / 3.6e9;
            assert!((excess(0.0) * 3600.0 / law.mean_seconds() - 1.0).abs() < 1e-9, "{law:?}");
            for h in [0.35, 1.55, 2.65, 4.75, 8.45, 20.05] {
                let slope = (excess(h + 5e-4) - excess(h - 5e-4)) / 1e-3;
                assert!((slope + tail(h)).abs() < 1e-6, "{law:?} at {h}: {slope} not {}", -tail(h));
            }
            assert!(excess(1e4).abs() < 1e-9, "{law:?}");
        }
    }

    /// P(X > exp(mu)) is one half; deep in the tail nothing is lost.
    #[test]
    fn a_lognormal_delay_has_its_median_in_the_middle() {
        let law = Law::lognormal(hours(5.0), 1.5);
        let Law::LogNormal { mu, .. } = law else { unreachable!("it is lognormal") };
        let median = mu.exp();
        let slope = (law.excess(median * 1.0001).unwrap() - law.excess(median * 0.9999).unwrap()) / (median * 2e-4);
        assert!((slope + 0.5).abs() < 1e-6, "{slope}");
        assert!((law.excess(0.0).unwrap() / 1e6 / law.mean_seconds() - 1.0).abs() < 1e-12);
        assert_eq!(Law::NextTime { at: hours(9.0), spread: hours(1.0) }.excess(0.0), None);
    }

    #[test]
    fn a_gamma_of_very_many_stages_is_as_good_as_fixed() {
        let law = Law::gamma(hours(48.0), 1e-6);
        assert!((law.excess(hours(47.0).ticks() as f64).unwrap() / 3.6e9 - 1.0).abs() < 1e-9);
        assert_eq!(law.excess(hours(49.0).ticks() as f64), Some(0.0));
    }
}
