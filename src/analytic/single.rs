//! M/G/1: Poisson arrivals, one agent, any handling time, nobody leaves.
//!
//! Pollaczek (1930), Khinchine (1932); the second moment of the wait by Takács (1962). Kleinrock (1975), Queueing
//! Systems I, 5.6–5.7.

/// The steady state of M/G/1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MG1 {
    /// Share who wait, which is the agent's occupancy.
    pub p_wait: f64,
    /// Mean wait of all.
    pub mean_wait: f64,
    /// Standard deviation of the wait of all.
    pub sd_wait: f64,
    /// Mean number waiting.
    pub mean_queue: f64,
}

impl MG1 {
    /// From the first three moments about zero of the handling time. None if more work arrives than one agent can do.
    pub fn new(arrival_rate: f64, moments: [f64; 3]) -> Option<Self> {
        let [first, second, third] = moments;
        let idle = 1.0 - arrival_rate * first;
        (idle > 0.0).then(|| {
            let mean_wait = arrival_rate * second / (2.0 * idle);
            let variance = mean_wait * mean_wait + arrival_rate * third / (3.0 * idle);
            Self { p_wait: 1.0 - idle, mean_wait, sd_wait: variance.sqrt(), mean_queue: arrival_rate * mean_wait }
        })
    }
}

/// The first three moments about zero of a lognormal time.
pub fn lognormal_moments(mean: f64, cv: f64) -> [f64; 3] {
    // E[X^k] = m^k (1 + cv²)^{k(k−1)/2}.
    let spread = 1.0 + cv * cv;
    [mean, mean.powi(2) * spread, mean.powi(3) * spread.powi(3)]
}

/// The first three moments about zero of a gamma time; cv 1 is exponential.
pub fn gamma_moments(mean: f64, cv: f64) -> [f64; 3] {
    let spread = cv * cv;
    [mean, mean.powi(2) * (1.0 + spread), mean.powi(3) * (1.0 + spread) * (1.0 + 2.0 * spread)]
}

#[cfg(test)]
mod tests {
    use super::super::erlang::ErlangC;
    use super::*;

    fn close(got: f64, expected: f64) {
        assert!((got / expected - 1.0).abs() < 1e-6, "{got} for {expected}");
    }

    #[test]
    fn case_mg1_lognormal_a() {
        let q = MG1::new(0.15, lognormal_moments(5.0, 1.4)).unwrap();
        close(q.mean_wait, 22.2);
        close(q.sd_wait, 33.781_63);
        close(q.mean_queue, 3.33);
        close(q.p_wait, 0.75);
    }

    #[test]
    fn exponential_handling_is_erlang_c_and_constant_handling_waits_half() {
        let (c, q) = (ErlangC::new(0.15, 5.0, 1).unwrap(), MG1::new(0.15, gamma_moments(5.0, 1.0)).unwrap());
        close(q.mean_wait, c.mean_wait());
        close(q.sd_wait, c.sd_wait());
        close(MG1::new(0.15, gamma_moments(5.0, 0.0)).unwrap().mean_wait, c.mean_wait() / 2.0);
        assert_eq!(MG1::new(0.2, gamma_moments(5.0, 1.0)), None);
        // R package queueing: λ 1/4, μ 1/3: Lq 2.25, Wq 9.
        close(MG1::new(0.25, gamma_moments(3.0, 1.0)).unwrap().mean_wait, 9.0);
    }
}
