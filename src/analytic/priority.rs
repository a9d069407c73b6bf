//! M/M/c with two classes of customers: the first is served first, but nobody is interrupted.
//!
//! Cobham (1954), Priority assignment in waiting line problems, Operations Research 2; distributions by Kella & Yechiali
//! (1985), Waiting times in the non-preemptive priority M/M/c queue, Stochastic Models 1. Both classes are handled in
//! the same (exponential) time, first come first served inside a class, and nobody leaves.

use super::erlang::ErlangC;
use num_complex::Complex64;
use std::f64::consts::PI;

/// The steady state of two classes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Priority {
    first_rate: f64,
    capacity: f64,
    load: f64,
    /// Share who wait, in both classes.
    pub p_wait: f64,
    /// Mean wait of the first class.
    pub mean_wait_first: f64,
    /// Mean wait of the second class.
    pub mean_wait_second: f64,
}

impl Priority {
    /// None if more work arrives than agents can do.
    pub fn new(first_rate: f64, second_rate: f64, mean_service: f64, agents: u32) -> Option<Self> {
        let p_wait = ErlangC::new(first_rate + second_rate, mean_service, agents)?.p_wait;
        let capacity = f64::from(agents) / mean_service;
        let (load_first, load) = (first_rate / capacity, (first_rate + second_rate) / capacity);
        let mean_wait_first = p_wait / capacity / (1.0 - load_first);
        let mean_wait_second = mean_wait_first / (1.0 - load);
        Some(Self { first_rate, capacity, load, p_wait, mean_wait_first, mean_wait_second })
    }

    /// Share of the first class whose wait is at most `accept`. Whoever of them waits sees only their own kind arrive
    /// before: exponential, as in Erlang C.
    pub fn service_level_first(&self, accept: f64) -> f64 {
        1.0 - self.p_wait * (-(self.capacity - self.first_rate) * accept).exp()
    }

    /// Share of the second class whose wait is at most `accept`, to 1e-8: its transform is known, and inverted by the
    /// Euler algorithm of Abate & Whitt (1995), ORSA J. Computing 7.
    pub fn service_level_second(&self, accept: f64) -> f64 {
        if accept <= 0.0 {
            return 1.0 - self.p_wait;
        }
        // Discretisation leaves e^{−A}; the alternating series is averaged binomially over its last sums.
        const A: f64 = 23.0;
        const PLAIN: u32 = 40;
        const AVERAGED: u32 = 14;
        let term = |k: u32| {
            let s = Complex64::new(A / (2.0 * accept), PI * f64::from(k) / accept);
            self.transform_of_tail(s).re * if k.is_multiple_of(2) { 1.0 } else { -1.0 }
        };
        let mut sum = term(0) / 2.0;
        sum += (1..=PLAIN).map(term).sum::<f64>();
        let (mut average, mut binomial) = (0.0, 2.0f64.powi(-AVERAGED.cast_signed()));
        for j in 0..=AVERAGED {
            average += binomial * sum;
            binomial *= f64::from(AVERAGED - j) / f64::from(j + 1);
            sum += term(PLAIN + 1 + j);
        }
        let tail = average * (A / 2.0).exp() / accept;
        1.0 - self.p_wait * tail.clamp(0.0, 1.0)
    }

    /// ∫ e^{−st} P(wait > t | wait) dt of the second class. It waits for all n + 1 before it, n geometric, each with all
    /// of the first class who come meanwhile: n + 1 busy periods β of the first class alone.
    fn transform_of_tail(&self, s: Complex64) -> Complex64 {
        let sum = s + (self.first_rate + self.capacity);
        let root = (sum * sum - 4.0 * self.first_rate * self.capacity).sqrt();
        // The busy period's usual form has the first rate below, which may be zero; this is the same, extended.
        let busy = 2.0 * self.capacity / (sum + root);
        let wait = busy * (1.0 - self.load) / (1.0 - busy * self.load);
        (1.0 - wait) / s
    }
}

#[cfg(test)]
mod tests {
    use super::super::panel::integrate;
    use super::*;

    fn close(got: f64, expected: f64, tolerance: f64) {
        assert!((got / expected - 1.0).abs() < tolerance, "{got} for {expected}");
    }

    #[test]
    fn case_priority_a() {
        let q = Priority::new(1.0, 1.2, 4.0, 10).unwrap();
        close(q.p_wait, 0.611_008_3, 1e-6);
        close(q.mean_wait_first, 0.407_338_9, 1e-6);
        close(q.mean_wait_second, 3.394_491, 1e-6);
        close(q.service_level_first(1.0), 0.863_665_6, 1e-6);
        close(q.service_level_second(1.0), 0.514_139_4, 1e-6);
    }

    #[test]
    fn the_oracle_elsewhere() {
        let q = Priority::new(1.0, 1.2, 4.0, 10).unwrap();
        close(q.service_level_second(1.0), 0.514_139_383_2, 1e-8);
        close(q.service_level_second(5.0), 0.758_521_862_2, 1e-8);
        close(Priority::new(3.0, 1.2, 1.0, 5).unwrap().service_level_second(0.2), 0.442_293_775_2, 1e-8);
    }

    #[test]
    fn without_a_first_class_it_is_erlang_c() {
        let (q, c) = (Priority::new(0.0, 4.0, 3.0, 14).unwrap(), ErlangC::new(4.0, 3.0, 14).unwrap());
        close(q.mean_wait_second, c.mean_wait(), 1e-12);
        for t in [0.0, 1e-6, 0.1, 1.0, 3.0, 30.0, 1e4] {
            close(q.service_level_second(t), c.service_level(t), 1e-8);
        }
        assert_eq!(Priority::new(2.0, 2.5, 4.0, 18), None);
    }

    #[test]
    fn the_mean_is_the_area_of_the_tail() {
        let q = Priority::new(1.0, 1.2, 4.0, 10).unwrap();
        let tail = |t: f64| 1.0 - q.service_level_second(t);
        let mean = integrate(&tail, 0.0, 1.0, 1e-7) + integrate(&tail, 1.0, 150.0, 1e-7);
        close(mean, q.mean_wait_second, 1e-5);
    }
}
