//! How busy a day is: a factor of gamma law with mean 1, by itself or with a memory of the days before.
//!
//! With a memory a day's standing among all days is a Gaussian one (a copula), a moving average of independent shocks of
//! this and the days before with weights ρᵏ, as long as they matter: the stationary law of a first-order autoregression,
//! made of the shocks themselves. So a day's factor is a function of dates alone, whenever a simulation begins, its law is
//! gamma with exactly its own cv, whatever those of other days are, and days t apart go together by ρᵗ (Cario & Nelson
//! 1996, Autoregressive to anything, call this ARTA; factors themselves correlate a little less than their standings).

use super::{Key, Purpose};
use rand_distr::{Distribution, Gamma, StandardNormal};
use statrs::function::erf::erfc;
use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};

const FACTOR: Purpose = Purpose::new("day factor");
const SURPRISE: Purpose = Purpose::new("event size");
const SHOCK: Purpose = Purpose::new("day shock");
/// A shock of which this share is left no longer matters.
const FORGOTTEN: f64 = 1e-4;

/// A date's busyness with this coefficient of variation; `days` opens the keys of dates. `persistence`: how a day goes
/// together with the next, from 0 to below 1.
pub fn day_factor(days: Key, date: i32, cv: f64, persistence: f64) -> f64 {
    let key = |date: i32| days.number(i64::from(date) as u64);
    if cv <= 0.0 {
        return 1.0;
    }
    if persistence <= 0.0 {
        return unit_gamma(key(date), FACTOR, cv);
    }
    let (mut standing, mut weight, mut squares, mut back) = (0.0, 1.0, 0.0, 0);
    while weight > FORGOTTEN {
        let shock: f64 = StandardNormal.sample(&mut key(date - back).stream(SHOCK));
        standing += weight * shock;
        squares += weight * weight;
        weight *= persistence;
        back += 1;
    }
    gamma_at(standing / f64::sqrt(squares), cv)
}

/// How large an event turns out beside what was expected of it: gamma with mean 1 and this coefficient of variation.
pub fn event_factor(event: Key, cv: f64) -> f64 {
    unit_gamma(event, SURPRISE, cv)
}

fn unit_gamma(key: Key, purpose: Purpose, cv: f64) -> f64 {
    if cv <= 0.0 {
        return 1.0;
    }
    let shape = 1.0 / (cv * cv);
    Gamma::new(shape, 1.0 / shape).expect("compile admits positive cv only").sample(&mut key.stream(purpose))
}

/// The value of a gamma law with mean 1 that stands where `z` stands in the normal law: Newton's steps on the logarithm,
/// halved where they leave the bracket.
fn gamma_at(z: f64, cv: f64) -> f64 {
    let shape = 1.0 / (cv * cv);
    // In the nearer tail nothing is lost.
    let (tail, sign) = (0.5 * erfc(z.abs() / std::f64::consts::SQRT_2), if z < 0.0 { 1.0 } else { -1.0 });
    let beyond = |x: f64| if z < 0.0 { gamma_lr(shape, x) } else { gamma_ur(shape, x) };
    let (mut low, mut high) = (-700.0, (shape + 40.0 * shape.sqrt() + 800.0).ln());
    // Wilson and Hilferty's cube, where it is one.
    let cube = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
    let mut y = if cube > 0.05 { (shape * cube.powi(3)).ln().clamp(low, high) } else { f64::midpoint(low, high) };
    for _ in 0..200 {
        let x = y.exp();
        let over = sign * (beyond(x) - tail);
        if over > 0.0 {
            high = y;
        } else {
            low = y;
        }
        let step = over / (shape * y - x - ln_gamma(shape)).exp();
        let next = y - step;
        let next = if next > low && next < high { next } else { f64::midpoint(low, high) };
        if (next - y).abs() < 1e-13 * y.abs().max(1.0) {
            break;
        }
        y = next;
    }
    y.exp() / shape
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean, cv and the correlation with the next day; `n` days.
    fn moments(n: i32, cv: f64, persistence: f64) -> (f64, f64, f64) {
        let draws: Vec<f64> = (0..n).map(|day| day_factor(Key::seed(2), day, cv, persistence)).collect();
        let n = f64::from(n);
        let mean = draws.iter().sum::<f64>() / n;
        let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        let together = draws.windows(2).map(|pair| (pair[0] - mean) * (pair[1] - mean)).sum::<f64>() / n;
        (mean, variance.sqrt(), together / variance)
    }

    #[test]
    fn the_day_factor_has_mean_one_and_its_cv() {
        let (mean, cv, correlation) = moments(100_000, 0.2, 0.0);
        assert!((mean - 1.0).abs() < 4.0 * 0.2 / 100_000_f64.sqrt());
        assert!((cv / 0.2 - 1.0).abs() < 0.02 && correlation.abs() < 4.0 / 100_000_f64.sqrt());
        assert_eq!(day_factor(Key::seed(2), 5, 0.0, 0.5), 1.0);
    }

    #[test]
    fn days_that_remember_have_the_same_law_and_go_together() {
        for (cv, persistence) in [(0.15, 0.3), (0.3, 0.7), (1.2, 0.5)] {
            let n = 60_000;
            let (mean, found, correlation) = moments(n, cv, persistence);
            // (1 + ρ) / (1 − ρ) days of a persistent series say as much about its mean as one of an independent one.
            let worth = f64::from(n) * (1.0 - persistence) / (1.0 + persistence);
            assert!((mean - 1.0).abs() < 4.0 * cv / worth.sqrt(), "{cv}: mean {mean}");
            assert!((found / cv - 1.0).abs() < 4.0 * (0.5 + 0.75 * cv * cv).sqrt() * 1.5 / worth.sqrt(), "cv {found}");
            // A standing of 0.5 with a cv of 1.2 leaves the factors a correlation of about 0.43.
            let least = persistence - if cv > 1.0 { 0.12 } else { 0.02 };
            let range = least - 4.0 / worth.sqrt()..persistence + 4.0 / worth.sqrt();
            assert!(range.contains(&correlation), "{cv}, {persistence}: {correlation}");
        }
    }

    #[test]
    fn a_quantile_is_the_inverse_of_the_law() {
        for cv in [0.01, 0.2, 1.0, 3.0] {
            let shape = 1.0 / (cv * cv);
            for z in [-4.0, -1.0, 0.0, 0.5, 3.5] {
                let below = gamma_lr(shape, gamma_at(z, cv) * shape);
                let wanted = 0.5 * erfc(-z / std::f64::consts::SQRT_2);
                assert!((below / wanted - 1.0).abs() < 1e-8, "cv {cv}, z {z}: {below} not {wanted}");
            }
        }
        // Of mean 1 an exponential one, whose quantiles are logarithms.
        assert!((gamma_at(0.0, 1.0) - std::f64::consts::LN_2).abs() < 1e-12);
    }
}
