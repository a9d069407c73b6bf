//! Laws of a duration, and drawing from them.
//!
//! Exponential and normal draws use the ziggurat of rand_distr (Marsaglia & Tsang 2000; Doornik 2005), gamma its
//! rejection sampler (Marsaglia & Tsang 2000). Rejection uses a varying number of bits; as every draw owns its stream,
//! nothing else notices. A law with a larger mean gives, for the same key, a proportionally longer draw.

use super::Stream;
use super::power::exp;
use super::survival::{self, Piece};
use super::ziggurat;
use crate::time::{SimDuration, SimTime};
use rand_distr::{Distribution, Gamma};
use statrs::function::gamma::gamma;

/// The law of a duration. Parameters are in ticks unless they are pure numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Law {
    /// Always the same.
    Fixed(SimDuration),
    /// Between two ends, all equally likely.
    Uniform {
        /// Shortest.
        low: SimDuration,
        /// Longest.
        high: SimDuration,
    },
    /// Memoryless.
    Exponential {
        /// Mean in ticks.
        mean: f64,
    },
    /// Gamma; Erlang where the shape is whole.
    Gamma {
        /// Shape (1/cv²).
        shape: f64,
        /// Scale in ticks.
        scale: f64,
    },
    /// Lognormal.
    LogNormal {
        /// Mean of the logarithm of the ticks.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Weibull: survival exp(−(t/scale)^shape).
    Weibull {
        /// Shape.
        shape: f64,
        /// Scale in ticks.
        scale: f64,
    },
    /// One of several laws; the first number is the cumulative weight, the last of them 1.
    Mixture(Vec<(f64, Law)>),
    /// Values in ticks, sorted, each equally likely.
    Empirical(Vec<SimDuration>),
    /// The share that lasts longer than a time, in pieces that follow one another from 0 on; the last leaves nothing.
    Survival(Vec<Piece>),
    /// Until the next time the clock shows `at`, plus a uniform part of `spread`.
    NextTime {
        /// Time of day.
        at: SimDuration,
        /// Length of the window after it.
        spread: SimDuration,
    },
}

impl Law {
    /// Exponential with this mean.
    pub fn exponential(mean: SimDuration) -> Self {
        Self::Exponential { mean: mean.ticks() as f64 }
    }
    /// Gamma by mean and coefficient of variation.
    pub fn gamma(mean: SimDuration, cv: f64) -> Self {
        let shape = 1.0 / (cv * cv);
        Self::Gamma { shape, scale: mean.ticks() as f64 / shape }
    }
    /// Lognormal by mean and coefficient of variation.
    pub fn lognormal(mean: SimDuration, cv: f64) -> Self {
        let variance = (1.0 + cv * cv).ln();
        Self::LogNormal { mu: (mean.ticks() as f64).ln() - variance / 2.0, sigma: variance.sqrt() }
    }
    /// Weibull by shape and scale.
    pub fn weibull(shape: f64, scale: SimDuration) -> Self {
        Self::Weibull { shape, scale: scale.ticks() as f64 }
    }

    /// Draws a duration, rounded once to a tick. `now` matters to [`Law::NextTime`] only.
    #[expect(clippy::inline_always, reason = "what is always the same costs no call")]
    #[inline(always)]
    pub fn draw(&self, stream: &mut Stream, now: SimTime) -> SimDuration {
        match self {
            Self::Fixed(value) => *value,
            Self::LogNormal { mu, sigma } => draw_lognormal(*mu, *sigma, stream),
            Self::Exponential { mean } => draw_exponential(*mean, stream),
            _ => self.draw_other(stream, now),
        }
    }

    /// Draws from a law that is neither of those that are drawn from most often.
    #[inline(never)]
    fn draw_other(&self, stream: &mut Stream, now: SimTime) -> SimDuration {
        match self {
            Self::Fixed(_) | Self::LogNormal { .. } | Self::Exponential { .. } => self.draw(stream, now),
            Self::Uniform { low, high } => *low + (*high - *low).scale(stream.uniform()),
            Self::Gamma { shape, scale } => {
                let law = Gamma::new(*shape, *scale).expect("compile admits positive parameters only");
                SimDuration::from_ticks_f64(law.sample(stream))
            }
            Self::Weibull { shape, scale } => {
                let unit = ziggurat::exponential(stream);
                SimDuration::from_ticks_f64(scale * unit.powf(1.0 / shape))
            }
            Self::Mixture(parts) => {
                let u = stream.uniform();
                let (_, law) = parts.iter().find(|(upto, _)| u < *upto).unwrap_or(&parts[parts.len() - 1]);
                law.draw(stream, now)
            }
            Self::Empirical(values) => values[(stream.uniform() * values.len() as f64) as usize],
            Self::Survival(pieces) => SimDuration::from_ticks_f64(survival::at(pieces, 1.0 - stream.uniform())),
            Self::NextTime { at, spread } => {
                let wait = SimDuration::from_ticks(
                    (at.ticks() - now.time_of_day().ticks()).rem_euclid(SimDuration::DAY.ticks()),
                );
                wait + spread.scale(stream.uniform())
            }
        }
    }

    /// Mean in seconds. For [`Law::NextTime`] the mean over a uniform time of day.
    pub fn mean_seconds(&self) -> f64 {
        let per_second = SimDuration::SECOND.ticks() as f64;
        match self {
            Self::Fixed(value) => value.seconds(),
            Self::Uniform { low, high } => f64::midpoint(low.seconds(), high.seconds()),
            Self::Exponential { mean } => mean / per_second,
            Self::Gamma { shape, scale } => shape * scale / per_second,
            Self::LogNormal { mu, sigma } => (mu + sigma * sigma / 2.0).exp() / per_second,
            Self::Weibull { shape, scale } => scale * gamma(1.0 + 1.0 / shape) / per_second,
            Self::Mixture(parts) => {
                let mut before = 0.0;
                let mut sum = 0.0;
                for (upto, law) in parts {
                    sum += (upto - before) * law.mean_seconds();
                    before = *upto;
                }
                sum
            }
            Self::Empirical(values) => values.iter().map(|v| v.seconds()).sum::<f64>() / values.len() as f64,
            Self::Survival(pieces) => survival::excess(pieces, 0.0) / per_second,
            Self::NextTime { spread, .. } => SimDuration::DAY.seconds() / 2.0 + spread.seconds() / 2.0,
        }
    }

    /// Standard deviation over mean; 0 where there is no mean. A clock time has none of its own: 0.
    pub fn cv(&self) -> f64 {
        let mean = self.mean_seconds();
        if mean > 0.0 { (self.mean_square() / (mean * mean) - 1.0).max(0.0).sqrt() } else { 0.0 }
    }

    /// Mean of the square, in seconds squared.
    fn mean_square(&self) -> f64 {
        let mean = self.mean_seconds();
        match self {
            Self::Fixed(_) | Self::NextTime { .. } => mean * mean,
            Self::Uniform { low, high } => mean * mean + (*high - *low).seconds().powi(2) / 12.0,
            Self::Exponential { .. } => 2.0 * mean * mean,
            Self::Gamma { shape, .. } => mean * mean * (1.0 + 1.0 / shape),
            Self::LogNormal { sigma, .. } => mean * mean * (sigma * sigma).exp(),
            Self::Weibull { shape, .. } => mean * mean * gamma(1.0 + 2.0 / shape) / gamma(1.0 + 1.0 / shape).powi(2),
            Self::Mixture(parts) => {
                let before = std::iter::once(0.0).chain(parts.iter().map(|(upto, _)| *upto));
                parts.iter().zip(before).map(|((upto, law), before)| (upto - before) * law.mean_square()).sum()
            }
            Self::Empirical(values) => values.iter().map(|v| v.seconds().powi(2)).sum::<f64>() / values.len() as f64,
            Self::Survival(pieces) => survival::mean_square(pieces) / (SimDuration::SECOND.ticks() as f64).powi(2),
        }
    }

    /// The same law with another mean (its cv unchanged). Not for [`Law::NextTime`], whose mean is a clock time.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        match self {
            Self::Fixed(value) => Self::Fixed(value.scale(factor)),
            Self::Uniform { low, high } => Self::Uniform { low: low.scale(factor), high: high.scale(factor) },
            Self::Exponential { mean } => Self::Exponential { mean: mean * factor },
            Self::Gamma { shape, scale } => Self::Gamma { shape: *shape, scale: scale * factor },
            Self::LogNormal { mu, sigma } => Self::LogNormal { mu: mu + factor.ln(), sigma: *sigma },
            Self::Weibull { shape, scale } => Self::Weibull { shape: *shape, scale: scale * factor },
            Self::Mixture(parts) => Self::Mixture(parts.iter().map(|(w, l)| (*w, l.scaled(factor))).collect()),
            Self::Empirical(values) => Self::Empirical(values.iter().map(|v| v.scale(factor)).collect()),
            Self::Survival(pieces) => Self::Survival(pieces.iter().map(|piece| piece.scaled(factor)).collect()),
            Self::NextTime { .. } => self.clone(),
        }
    }
}

/// Draws from a lognormal law.
#[inline(never)]
fn draw_lognormal(mu: f64, sigma: f64, stream: &mut Stream) -> SimDuration {
    SimDuration::from_ticks_f64(exp(mu + sigma * ziggurat::normal(stream)))
}

/// Draws from an exponential law.
#[inline(never)]
fn draw_exponential(mean: f64, stream: &mut Stream) -> SimDuration {
    SimDuration::from_ticks_f64(mean * ziggurat::exponential(stream))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Key, Purpose};

    use statrs::function::erf::erfc;
    use statrs::function::gamma::gamma_lr;

    const DRAW: Purpose = Purpose::new("draw");

    fn minutes(m: f64) -> SimDuration {
        SimDuration::from_seconds(60.0 * m)
    }

    fn laws() -> Vec<Law> {
        vec![
            Law::Fixed(minutes(3.0)),
            Law::Uniform { low: minutes(1.0), high: minutes(4.0) },
            Law::exponential(minutes(4.0)),
            Law::gamma(minutes(5.0), 0.5),
            Law::gamma(minutes(5.0), 1.6),
            Law::lognormal(minutes(5.0), 1.5),
            Law::weibull(0.7, minutes(4.0)),
            Law::Mixture(vec![(0.4, Law::exponential(minutes(0.5))), (1.0, Law::exponential(minutes(10.0)))]),
            Law::Empirical(vec![minutes(1.0), minutes(2.0), minutes(9.0)]),
            survival::tests::quantiles(),
            survival::tests::hazard(),
        ]
    }

    #[test]
    fn the_mean_of_many_draws_is_the_mean() {
        for law in laws() {
            let n = 200_000;
            let draws: Vec<f64> =
                (0..n).map(|i| law.draw(&mut Key::seed(5).number(i).stream(DRAW), SimTime::ZERO).seconds()).collect();
            let mean = draws.iter().sum::<f64>() / n as f64;
            let sd = (draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n as f64).sqrt();
            let z = (mean - law.mean_seconds()) / (sd / (n as f64).sqrt()).max(1e-6);
            assert!(z.abs() < 4.0, "{law:?}: {mean} against {}, z {z}", law.mean_seconds());
            assert!((sd / mean - law.cv()).abs() <= 0.05 * law.cv(), "{law:?}: cv {} against {}", sd / mean, law.cv());
        }
    }

    /// P(X ≤ ticks), by the textbook, of whatever [`laws`] holds.
    fn cdf(law: &Law, ticks: f64) -> f64 {
        let positive = ticks.max(0.0);
        let step = |at: SimDuration| f64::from(u8::from(at.ticks() as f64 <= ticks));
        match law {
            Law::Fixed(value) => step(*value),
            Law::Uniform { low, high } => {
                ((ticks - low.ticks() as f64) / (*high - *low).ticks() as f64).clamp(0.0, 1.0)
            }
            Law::Exponential { mean } => 1.0 - (-positive / mean).exp(),
            Law::Gamma { .. } if positive == 0.0 => 0.0,
            Law::Gamma { shape, scale } => gamma_lr(*shape, positive / scale),
            Law::LogNormal { mu, sigma } => 0.5 * erfc((mu - positive.ln()) / (sigma * std::f64::consts::SQRT_2)),
            Law::Weibull { shape, scale } => 1.0 - (-(positive / scale).powf(*shape)).exp(),
            Law::Mixture(parts) => {
                let mut before = 0.0;
                parts.iter().map(|(upto, law)| (upto - std::mem::replace(&mut before, *upto)) * cdf(law, ticks)).sum()
            }
            Law::Empirical(values) => values.iter().map(|v| step(*v)).sum::<f64>() / values.len() as f64,
            Law::Survival(pieces) => 1.0 - survival::tests::left(pieces, positive),
            // Drawn at midnight.
            Law::NextTime { at, spread } => ((ticks - at.ticks() as f64) / spread.ticks() as f64).clamp(0.0, 1.0),
        }
    }

    /// The Kolmogorov–Smirnov distance of many draws from a law, times √n. Draws are whole ticks, so a law is looked at
    /// half a tick to either side: right for laws with steps and for laws without.
    fn distance(drawn: &Law, law: &Law) -> f64 {
        let n = 100_000;
        let draw = |i| drawn.draw(&mut Key::seed(8).number(i).stream(DRAW), SimTime::ZERO).ticks() as f64;
        let mut draws: Vec<f64> = (0..n).map(draw).collect();
        draws.sort_by(f64::total_cmp);
        let (mut worst, mut below) = (0.0_f64, 0);
        for same in draws.chunk_by(|a, b| a == b) {
            let upto = below + same.len();
            worst = worst.max((below as f64 / n as f64 - cdf(law, same[0] - 0.5)).abs());
            worst = worst.max((upto as f64 / n as f64 - cdf(law, same[0] + 0.5)).abs());
            below = upto;
        }
        worst * (n as f64).sqrt()
    }

    #[test]
    fn every_law_draws_its_distribution() {
        // Kolmogorov's limit at 1e-4: √(−ln(α/2)/2) (Smirnov 1948).
        let critical = (-(1e-4_f64 / 2.0).ln() / 2.0).sqrt();
        let next = Law::NextTime { at: SimDuration::HOUR * 9, spread: SimDuration::HOUR };
        for law in laws().into_iter().chain([next]) {
            let d = distance(&law, &law);
            assert!(d < critical, "{law:?}: {d}");
            // Strong enough to notice a mean that is five per cent off.
            let noticed = matches!(law, Law::NextTime { .. }) || distance(&law.scaled(1.05), &law) > critical;
            assert!(noticed, "{law:?}: a wrong law passes");
        }
    }

    #[test]
    fn a_longer_mean_lengthens_every_draw_in_proportion() {
        for law in laws() {
            let double = law.scaled(2.0);
            assert!((double.mean_seconds() / law.mean_seconds() - 2.0).abs() < 1e-9);
            for i in 0..1000 {
                let mut stream = Key::seed(6).number(i).stream(DRAW);
                let one = law.draw(&mut stream.clone(), SimTime::ZERO).ticks();
                let two = double.draw(&mut stream, SimTime::ZERO).ticks();
                assert!((two - 2 * one).abs() <= 2, "{law:?}: {one} {two}");
            }
        }
    }

    #[test]
    fn next_time_waits_until_the_clock_shows_it() {
        let law = Law::NextTime { at: SimDuration::HOUR * 9, spread: SimDuration::ZERO };
        let mut stream = Key::seed(1).stream(DRAW);
        assert_eq!(law.draw(&mut stream, SimTime::ZERO + SimDuration::HOUR * 8), SimDuration::HOUR);
        assert_eq!(law.draw(&mut stream, SimTime::ZERO + SimDuration::HOUR * 10), SimDuration::HOUR * 23);
    }
}
