//! M/D/c: Poisson arrivals, c agents, every handling takes the same time, nobody leaves.
//!
//! Crommelin (1932), Delay probability formulae when the holding times are constant; by the roots of z^c = e^{a(z−1)}
//! inside the unit circle as in Janssen & van Leeuwaarden (2008), Back to the roots of the M/D/s queue, J. Appl. Prob.;
//! the law of the wait by Franx (2001), A simple solution for the M/D/c waiting time distribution, OR Letters 29.

use num_complex::Complex64;
use statrs::function::gamma::{gamma_lr, ln_gamma};
use std::f64::consts::TAU;

/// The steady state of M/D/c.
#[derive(Clone, Debug, PartialEq)]
pub struct ConstantService {
    arrival_rate: f64,
    service: f64,
    agents: u32,
    roots: Vec<Complex64>,
    /// Share who wait.
    pub p_wait: f64,
    /// Mean wait of all. Absolute accuracy about 1e-14 of c handling times: a mean wait below that is noise.
    pub mean_wait: f64,
    /// Mean number waiting.
    pub mean_queue: f64,
}

impl ConstantService {
    /// None if more work arrives than agents can do.
    pub fn new(arrival_rate: f64, service: f64, agents: u32) -> Option<Self> {
        assert!(arrival_rate >= 0.0 && service > 0.0);
        let (load, c) = (arrival_rate * service, f64::from(agents));
        if load >= c {
            return None;
        }
        // At times D apart the number waiting has the generating function N(z) / (z^c − e^{a(z−1)}), N a polynomial with
        // these roots and 1. Mean and mass at zero follow by letting z go to 1.
        let roots: Vec<Complex64> = (1..agents).map(|k| root(load / c, TAU * f64::from(k) / c)).collect();
        let gaps = roots.iter().map(|z| 1.0 - *z);
        let at_once = gaps.clone().fold(Complex64::from(c - load), |product, gap| product / gap).re;
        let queue = gaps.map(|gap| (1.0 / gap).re).sum::<f64>() - (c * (c - 1.0) - load * load) / (2.0 * (c - load));
        let mean_queue = queue.max(0.0);
        let mean_wait = if arrival_rate > 0.0 { mean_queue / arrival_rate } else { 0.0 };
        Some(Self { arrival_rate, service, agents, roots, p_wait: 1.0 - at_once, mean_wait, mean_queue })
    }

    /// Share whose wait is at most `accept`, to about 1e-10.
    pub fn service_level(&self, accept: f64) -> f64 {
        // Far out the tail is geometric from handling time to handling time, to more digits than there are.
        let most = f64::from(MOST_TERMS / self.agents.min(MOST_TERMS)).max(2.0);
        let beyond = (accept / self.service - most).ceil();
        if beyond <= 0.0 {
            1.0 - self.tail(accept)
        } else if beyond.is_finite() && self.arrival_rate > 0.0 {
            1.0 - self.tail(accept - beyond * self.service) * (-beyond * self.decay()).exp()
        } else {
            1.0
        }
    }

    /// P(wait > x) by Franx: with k the handling times begun by x and u what is left of the last, whoever waits longer
    /// found more than kc − 1 − j in queue a time D earlier and j arrivals in u.
    fn tail(&self, x: f64) -> f64 {
        let k = (x / self.service).floor() + 1.0;
        let ahead = k as usize * self.agents as usize;
        let mean = self.arrival_rate * (k * self.service - x);
        if mean <= 0.0 {
            return self.queue_tails(ahead)[ahead - 1];
        }
        let tails = self.queue_tails(ahead);
        let arrivals = |j: usize| (j as f64 * mean.ln() - mean - ln_gamma(j as f64 + 1.0)).exp();
        let within: f64 = (0..ahead).map(|j| arrivals(j) * tails[ahead - 1 - j]).sum();
        (within + gamma_lr(ahead as f64, mean)).clamp(0.0, 1.0)
    }

    /// P(more than m waiting) for m < `count`, from its generating function on a circle (Abate & Whitt 1992).
    fn queue_tails(&self, count: usize) -> Vec<f64> {
        // Four times as many points as coefficients: aliasing leaves 1e-12, rounding grows by at most 10³.
        let points = (4 * count).next_power_of_two().max(64);
        let radius = 10.0f64.powf(-12.0 / points as f64);
        let unit: Vec<Complex64> =
            (0..points).map(|i| Complex64::from_polar(1.0, TAU * i as f64 / points as f64)).collect();
        let values: Vec<Complex64> = unit.iter().map(|w| self.transform_of_tails(*w * radius)).collect();
        (0..count)
            .map(|m| {
                let sum: f64 = (0..points).map(|i| (values[i] * unit[(points - i * m % points) % points]).re).sum();
                (sum / points as f64 * radius.powf(-(m as f64))).clamp(0.0, 1.0)
            })
            .collect()
    }

    /// Σ z^m P(more than m waiting) = (1 − E[z^waiting]) / (1 − z).
    fn transform_of_tails(&self, z: Complex64) -> Complex64 {
        let load = self.arrival_rate * self.service;
        let factors = self.roots.iter().map(|root| (z - *root) / (1.0 - *root));
        let numerator = factors.fold((z - 1.0) * (f64::from(self.agents) - load), |n, factor| n * factor);
        let denominator = z.powf(f64::from(self.agents)) - ((z - 1.0) * load).exp();
        (1.0 - numerator / denominator) / (1.0 - z)
    }

    /// The exponent θD with which the tail of the wait decays per handling time: e^{θD} (λ/(λ+θ))^c = 1.
    fn decay(&self) -> f64 {
        let (load, c) = (self.arrival_rate * self.service, f64::from(self.agents));
        let (mut low, mut high) = (0.0, c);
        let grows = |y: f64| c * (y / load).ln_1p() > y;
        while grows(high) {
            high *= 2.0;
        }
        for _ in 0..100 {
            let middle = f64::midpoint(low, high);
            if grows(middle) { low = middle } else { high = middle }
        }
        low
    }
}

/// As many coefficients of the queue are inverted at most.
const MOST_TERMS: u32 = 1024;

/// The root z = e^{iα} e^{ρ(z−1)}: a contraction, then Newton.
fn root(occupancy: f64, angle: f64) -> Complex64 {
    let direction = Complex64::from_polar(1.0, angle);
    let image = |z: Complex64| direction * ((z - 1.0) * occupancy).exp();
    let mut z = Complex64::ZERO;
    for _ in 0..20 {
        z = image(z);
    }
    for _ in 0..20 {
        let at = image(z);
        z = z - (z - at) / (1.0 - at * occupancy);
    }
    z
}

#[cfg(test)]
mod tests {
    use super::super::panel::{integral, points};
    use super::super::single::{MG1, gamma_moments};
    use super::*;

    fn close(got: f64, expected: f64, tolerance: f64) {
        assert!((got / expected - 1.0).abs() < tolerance, "{got} for {expected}");
    }

    #[test]
    fn case_mdc_a() {
        let q = ConstantService::new(4.25, 1.0, 5).unwrap();
        close(q.mean_wait, 0.449_450_9, 1e-6);
        close(q.mean_queue, 1.910_166, 1e-6);
        close(q.p_wait, 0.635_910_7, 1e-6);
        close(q.service_level(0.3), 0.550_041_2, 1e-6);
    }

    #[test]
    fn the_oracle_elsewhere() {
        // classic.mdc: λ, D, c, T; E[W], P(wait), P(W ≤ T).
        for (rate, service, agents, t, wait, p_wait, level) in [
            (0.9, 1.0, 1, 1.7, 4.5, 0.9, 0.343_528_215_7),
            (4.25, 1.0, 5, 2.4, 0.449_450_933_1, 0.635_910_665_9, 0.983_728_89),
            (18.0, 1.0, 20, 0.1, 0.144_286_075_1, 0.523_265_066_3, 0.610_741_726_9),
            (6.0, 2.0, 20, 0.1, 0.004_092_836_518, 0.021_958_935_38, 0.986_314_786_6),
        ] {
            let q = ConstantService::new(rate, service, agents).unwrap();
            close(q.mean_wait, wait, 1e-9);
            close(q.p_wait, p_wait, 1e-9);
            close(q.service_level(t), level, 1e-9);
            close(q.service_level(0.0), 1.0 - q.p_wait, 1e-9);
        }
    }

    #[test]
    fn roots_solve_their_equation_at_any_size() {
        for agents in [2, 3, 10, 100, 1000] {
            for occupancy in [0.01, 0.5, 0.9, 0.999, 0.999_999] {
                let load = occupancy * f64::from(agents);
                for z in ConstantService::new(load, 1.0, agents).unwrap().roots {
                    let residual = z.powf(f64::from(agents)) - ((z - 1.0) * load).exp();
                    assert!(z.norm() < 1.0 && residual.norm() < 1e-10, "{agents} {occupancy}: {z:?} {residual:?}");
                }
            }
        }
    }

    #[test]
    fn one_agent_is_pollaczek_khinchine() {
        for occupancy in [0.1, 0.7, 0.99] {
            let q = ConstantService::new(occupancy / 3.0, 3.0, 1).unwrap();
            close(q.mean_wait, MG1::new(occupancy / 3.0, gamma_moments(3.0, 0.0)).unwrap().mean_wait, 1e-12);
        }
        assert_eq!(ConstantService::new(2.0, 3.0, 6), None);
        let empty = ConstantService::new(0.0, 3.0, 6).unwrap();
        assert!(empty.p_wait.abs() < 1e-14 && empty.mean_wait == 0.0 && (empty.service_level(1.0) - 1.0).abs() < 1e-12);
        assert_eq!(
            (empty.service_level(1e9), ConstantService::new(0.3, 3.0, 1).unwrap().service_level(f64::INFINITY)),
            (1.0, 1.0)
        );
    }

    #[test]
    fn the_mean_is_the_area_of_the_tail_and_the_far_tail_joins() {
        for (rate, agents) in [(0.8, 1), (9.0, 10), (27.0, 30)] {
            let q = ConstantService::new(rate, 1.0, agents).unwrap();
            let tail = |t: f64| 1.0 - q.service_level(t);
            let slice = |i: u32| {
                let (from, to) = (f64::from(i) / 2.0, f64::from(i + 1) / 2.0);
                integral(&points(from, to).map(tail), 0.5).0
            };
            let area: f64 = (0..=(50.0 / q.decay()) as u32).map(slice).sum();
            close(area, q.mean_wait, 1e-6);
        }
        let q = ConstantService::new(0.999, 1.0, 1).unwrap();
        for t in [1021.3, 1022.7, 1023.5] {
            close(1.0 - q.service_level(t), q.tail(t), 1e-7);
        }
    }
}
