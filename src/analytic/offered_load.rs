//! How many agents would be busy if there were always one free: the offered load of a day that changes.
//!
//! M_t/G/∞: the number busy at t is Poisson with mean m(t) = ∫ λ(u) P(S > t − u) du (Palm 1943; Eick, Massey & Whitt
//! 1993, The physics of the M_t/G/∞ queue, Operations Research 41). For arrivals at piecewise constant rates that is a
//! sum of differences of E[min(S, x)], exact for every law of service. Staffing each moment by a quantile of that
//! Poisson law: Jennings, Mandelbaum, Massey & Whitt (1996), Server staffing to meet time-varying demand, Management
//! Science 42; exact where patience and handling have one exponential law (Feldman et al. 2008).

use super::panel::integrate;
use statrs::function::erf::erfc;
use statrs::function::gamma::gamma_ur;
use std::f64::consts::SQRT_2;

/// Arrivals at a constant rate for some time. Steps may come in any order; where they overlap, rates add.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateStep {
    /// Beginning.
    pub from: f64,
    /// End.
    pub until: f64,
    /// Arrivals per unit of time.
    pub rate: f64,
}

/// The expected number busy at `t`. `restricted_mean` is x ↦ E[min(service, x)] for x > 0: [`exponential`], [`fixed`],
/// [`lognormal`], [`from_survival`], or a weighted sum of those. Nobody is busy before the first step begins.
pub fn busy_at(t: f64, steps: &[RateStep], restricted_mean: impl Fn(f64) -> f64) -> f64 {
    let since = |from: f64| if t > from { restricted_mean(t - from) } else { 0.0 };
    steps.iter().filter(|step| step.from < t).map(|step| step.rate * (since(step.from) - since(step.until))).sum()
}

/// E[min(S, x)] of an exponential time.
pub fn exponential(mean: f64) -> impl Fn(f64) -> f64 {
    move |x| -mean * (-x / mean).exp_m1()
}

/// E[min(S, x)] of a constant time.
pub fn fixed(length: f64) -> impl Fn(f64) -> f64 {
    move |x| x.min(length)
}

/// E[min(S, x)] of a lognormal time by mean and coefficient of variation.
pub fn lognormal(mean: f64, cv: f64) -> impl Fn(f64) -> f64 {
    let variance = (cv * cv).ln_1p();
    let (mu, sigma) = (mean.ln() - variance / 2.0, variance.sqrt().max(1e-12));
    // P(normal ≤ z)
    let below = |z: f64| 0.5 * erfc(-z / SQRT_2);
    move |x| {
        let z = (x.ln() - mu) / sigma;
        mean * below(z - sigma) + x * below(-z)
    }
}

/// E[min(S, x)] from P(S > x), which may jump only at the given places, in order.
pub fn from_survival(survival: impl Fn(f64) -> f64, jumps: &[f64]) -> impl Fn(f64) -> f64 {
    let jumps = jumps.to_vec();
    move |x| {
        let ends = jumps.iter().copied().filter(|jump| *jump < x).chain([x]);
        let part = |(sum, from): (f64, f64), to: f64| (sum + integrate(&survival, from, to, 1e-9), to);
        ends.fold((0.0, 0.0), part).0
    }
}

/// The smallest number of agents of whom all are busy with probability at most `p_all_busy`, if the number busy is
/// Poisson with this mean.
pub fn poisson_staffing(busy: f64, p_all_busy: f64) -> u32 {
    assert!(busy >= 0.0 && p_all_busy > 0.0 && p_all_busy < 1.0);
    // P(N ≤ c − 1) is the upper incomplete gamma function at (c, m).
    let enough = |c: u32| c > 0 && (busy == 0.0 || gamma_ur(f64::from(c), busy) >= 1.0 - p_all_busy);
    let (mut too_few, mut agents) = (0, 1);
    while !enough(agents) {
        too_few = agents;
        agents *= 2;
    }
    while agents - too_few > 1 {
        let middle = u32::midpoint(too_few, agents);
        if enough(middle) { agents = middle } else { too_few = middle }
    }
    agents
}

#[cfg(test)]
mod tests {
    use super::*;

    /// λ(t) = 100 + 20 sin t from −40 to 20 in steps of a thousandth.
    fn sine() -> Vec<RateStep> {
        let step = |i: i32| {
            let (from, until) = (f64::from(i) / 1000.0, f64::from(i + 1) / 1000.0);
            RateStep { from, until, rate: 100.0 + 20.0 * f64::midpoint(from, until).sin() }
        };
        (-40_000..20_000).map(step).collect()
    }

    #[test]
    fn a_sine_is_answered_late_and_flatter() {
        // published.md §6: service mean 1 gives m(t) = 100 + 10 (sin t − cos t).
        let steps = sine();
        for t in [0.0_f64, 0.9, 2.356_2, 5.0, 5.497_8, 9.1] {
            let exact = 100.0 + 10.0 * (t.sin() - t.cos());
            assert!((busy_at(t, &steps, exponential(1.0)) / exact - 1.0).abs() < 1e-6, "{t}");
            // Constant service: ∫ λ over the last unit.
            let exact = 100.0 + 20.0 * ((t - 1.0).cos() - t.cos());
            assert!((busy_at(t, &steps, fixed(1.0)) / exact - 1.0).abs() < 1e-6, "{t}");
        }
    }

    #[test]
    fn published_poisson_staffing() {
        // published.md §6: trough, mean and crest of that load; α .1 .2 .3 .5 .7 .9.
        let swing = 200.0_f64.sqrt();
        for (busy, agents) in [
            (100.0 - swing, [99, 95, 92, 87, 82, 75]),
            (100.0, [114, 109, 106, 101, 96, 88]),
            (100.0 + swing, [129, 124, 121, 115, 109, 102]),
        ] {
            assert_eq!([0.1, 0.2, 0.3, 0.5, 0.7, 0.9].map(|p| poisson_staffing(busy, p)), agents);
        }
        assert_eq!((poisson_staffing(0.0, 0.1), poisson_staffing(1e-9, 0.1)), (1, 1));
        // P(N ≥ 1) = 1 − e^{−m}.
        assert_eq!((poisson_staffing(0.105, 0.1), poisson_staffing(0.106, 0.1)), (1, 2));
    }

    #[test]
    fn one_step_by_hand() {
        let steps = [RateStep { from: 1.0, until: 3.0, rate: 6.0 }];
        let at = |t| busy_at(t, &steps, exponential(2.0));
        assert_eq!((at(0.5), at(1.0)), (0.0, 0.0));
        assert!((at(3.0) - 12.0 * (1.0 - (-1.0f64).exp())).abs() < 1e-12);
        assert!((at(5.0) - at(3.0) * (-1.0f64).exp()).abs() < 1e-12, "afterwards only service goes on");
        assert_eq!([1.5, 2.0, 2.5, 3.25, 4.0].map(|t| busy_at(t, &steps, fixed(1.0))), [3.0, 6.0, 6.0, 4.5, 0.0]);
        let split = [RateStep { until: 2.0, ..steps[0] }, RateStep { from: 2.0, ..steps[0] }];
        assert!((busy_at(3.7, &split, exponential(2.0)) - at(3.7)).abs() < 1e-12);
    }

    #[test]
    fn restricted_means_agree_with_integrals_of_survival() {
        let (mean, cv) = (4.0f64, 1.3f64);
        let variance = (cv * cv).ln_1p();
        let survival = move |x: f64| {
            if x > 0.0 { 0.5 * erfc((x.ln() - mean.ln() + variance / 2.0) / (2.0 * variance).sqrt()) } else { 1.0 }
        };
        for x in [0.01, 1.0, 4.0, 30.0, 1000.0] {
            let close = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-7, "{x}: {a} {b}");
            close(lognormal(mean, cv)(x), from_survival(survival, &[])(x));
            close(exponential(mean)(x), from_survival(|x| (-x / 4.0).exp(), &[])(x));
            close(fixed(2.5)(x), from_survival(|x| if x < 2.5 { 1.0 } else { 0.0 }, &[2.5])(x));
        }
        assert!((lognormal(mean, cv)(1e9) - mean).abs() < 1e-9);
    }
}
