//! Erlang's formulas for those who wait: C (everybody waits), A (exponential patience).
//!
//! Erlang (1917); waiting times as in Cooper (1981), Introduction to Queueing Theory, ch. 3; the sojourn time as in
//! Gross & Harris, Fundamentals of Queueing Theory, 2.3. A: Palm (1943); Garnett, Mandelbaum & Reiman (2002), Designing a
//! call center with impatient customers, M&SOM 4.

use super::erlang_b::blocking;
use super::impatient::{Patience, Performance, solve};

/// The steady state of M/M/c: nobody leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ErlangC {
    /// Poisson arrivals per unit of time.
    pub arrival_rate: f64,
    /// Mean (exponential) handling time.
    pub mean_service: f64,
    /// Agents.
    pub agents: u32,
    /// Share who wait.
    pub p_wait: f64,
}

impl ErlangC {
    /// None if more work arrives than agents can do.
    pub fn new(arrival_rate: f64, mean_service: f64, agents: u32) -> Option<Self> {
        assert!(arrival_rate >= 0.0 && mean_service > 0.0);
        let load = arrival_rate * mean_service;
        (load < f64::from(agents)).then(|| {
            let p_wait = delay(blocking(agents, load), load, agents);
            Self { arrival_rate, mean_service, agents, p_wait }
        })
    }

    /// Share of their time that agents are busy.
    pub fn occupancy(&self) -> f64 {
        self.arrival_rate * self.mean_service / f64::from(self.agents)
    }

    /// The rate at which a queue shrinks: the wait of those who wait is exponential with this rate.
    fn surplus(&self) -> f64 {
        f64::from(self.agents) / self.mean_service - self.arrival_rate
    }

    /// Mean wait of all.
    pub fn mean_wait(&self) -> f64 {
        self.p_wait / self.surplus()
    }

    /// Standard deviation of the wait of all.
    pub fn sd_wait(&self) -> f64 {
        (self.p_wait * (2.0 - self.p_wait)).sqrt() / self.surplus()
    }

    /// Mean wait of those who wait.
    pub fn mean_wait_if_waiting(&self) -> f64 {
        self.surplus().recip()
    }

    /// Mean number waiting.
    pub fn mean_queue(&self) -> f64 {
        self.arrival_rate * self.mean_wait()
    }

    /// Share whose wait is at most `accept`.
    pub fn service_level(&self, accept: f64) -> f64 {
        1.0 - self.p_wait * (-self.surplus() * accept).exp()
    }

    /// The smallest wait that at least the share `p` does not exceed.
    pub fn wait_quantile(&self, p: f64) -> f64 {
        assert!((0.0..1.0).contains(&p));
        if p <= 1.0 - self.p_wait { 0.0 } else { (self.p_wait / (1.0 - p)).ln() / self.surplus() }
    }

    /// Share that is done (wait and handling) within `deadline`.
    pub fn done_within(&self, deadline: f64) -> f64 {
        let (service, t) = (self.mean_service.recip(), deadline);
        let gap = self.surplus() - service;
        // (r e^{−μt} − μ e^{−rt}) / (r − μ), written so that neither r = μ nor a long deadline troubles it.
        let waiting = if gap.abs() * t < 1e-8 {
            (-service * t).exp() * (1.0 + service * t)
        } else if gap > 0.0 {
            (-service * t).exp() * (1.0 - service * (-gap * t).exp_m1() / gap)
        } else {
            (-self.surplus() * t).exp() * ((gap * t).exp() + service * (gap * t).exp_m1() / gap)
        };
        1.0 - (1.0 - self.p_wait) * (-service * t).exp() - self.p_wait * waiting
    }
}

/// Erlang C from Erlang B.
pub(super) fn delay(b: f64, load: f64, agents: u32) -> f64 {
    let occupancy = load / f64::from(agents);
    b / (1.0 - occupancy * (1.0 - b))
}

/// Erlang A: M/M/c+M, solved exactly; `accept` as in [`solve`], also the threshold of short abandonments. None only
/// without agents: whoever is impatient leaves in the end.
pub fn erlang_a(
    arrival_rate: f64,
    mean_service: f64,
    agents: u32,
    mean_patience: f64,
    accept: f64,
) -> Option<Performance> {
    solve(arrival_rate, mean_service, agents, &Patience::exponential(mean_patience), accept, accept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64, tolerance: f64) {
        assert!((got / expected - 1.0).abs() < tolerance, "{got} for {expected}");
    }

    #[test]
    fn erlang_c_case() {
        // case erlang_c_a; jackson_fcr_a is the same queue, its 3 fresh contacts a minute become 4 attempts.
        let q = ErlangC::new(4.0, 3.0, 14).unwrap();
        close(q.p_wait, 0.481_705_4, 1e-6);
        close(q.mean_wait(), 0.722_558_1, 1e-6);
        close(q.sd_wait(), 1.282_803, 1e-6);
        close(q.mean_queue(), 2.890_232, 1e-6);
        close(q.occupancy(), 0.857_142_9, 1e-6);
        close(q.service_level(0.333_333_3), 0.614_280_5, 1e-6);
        close(q.done_within(6.0), 0.808_295_7, 1e-6);
        close(q.done_within(1.0 / 3.0), 0.059_831_285_69, 1e-9);
        close(q.wait_quantile(0.95), 3.397_964, 1e-6);
        assert_eq!(q.wait_quantile(0.5), 0.0);
        close(q.mean_wait_if_waiting(), 1.5, 1e-12);
        assert_eq!(ErlangC::new(4.0, 3.0, 12), None);
    }

    #[test]
    fn published_erlang_c() {
        // pyworkforce: 100 in 30 min, 3 min, 14 agents, 20 s.
        let q = ErlangC::new(100.0 / 30.0, 3.0, 14).unwrap();
        close(q.service_level(1.0 / 3.0), 0.888_350_019_179_466_9, 1e-13);
        close(q.p_wait, 0.174_131_933_595_049_8, 1e-13);
        close(q.mean_wait() * 60.0, 7.836, 1e-4);
        // 360 in half an hour, 240 s, 55 agents, 15 s.
        let q = ErlangC::new(0.2, 240.0, 55).unwrap();
        close(q.p_wait, 0.238_701, 1e-5);
        close(q.mean_wait(), 8.184_03, 1e-5);
        close(q.service_level(15.0), 0.845_883, 1e-5);
        // Bronson: M/M/1 30 an hour of 1.5 min; M/M/3 300 a year of 2 days.
        close(ErlangC::new(0.5, 1.5, 1).unwrap().mean_queue(), 2.25, 1e-12);
        close(ErlangC::new(300.0, 2.0 / 365.0, 3).unwrap().mean_queue(), 0.352, 2e-3);
        // Garnett, Mandelbaum & Reiman: 48 a minute of 1 min, 50 agents.
        let q = ErlangC::new(0.8, 60.0, 50).unwrap();
        close(q.mean_wait(), 20.83, 1e-3);
        close(q.wait_quantile(0.9), 58.14, 1e-3);
        close(q.mean_queue(), 16.67, 1e-3);
    }

    #[test]
    fn being_done_is_continuous_where_the_two_rates_meet() {
        // One agent short of the load: the queue shrinks as fast as one agent works (r = μ).
        let at = |rate: f64| ErlangC::new(rate, 1.0, 5).unwrap().done_within(2.0);
        close(at(4.0 + 1e-7), at(4.0), 1e-6);
        close(at(4.0 - 1e-9), at(4.0), 1e-8);
        close(ErlangC::new(4.9, 1.0, 5).unwrap().done_within(1e4), 1.0, 1e-12);
        assert_eq!(ErlangC::new(4.0, 1.0, 5).unwrap().done_within(0.0), 0.0);
    }

    #[test]
    fn published_erlang_a() {
        // pyworkforce's guide: patience 5 min, 13 agents; their speed of answer is the mean over all offered.
        let p = erlang_a(100.0 / 30.0, 3.0, 13, 5.0, 1.0 / 3.0).unwrap();
        close(p.service.offered, 0.858_18, 1e-5);
        close(p.occupancy, 0.750_03, 1e-5);
        close(p.p_abandon, 0.024_96, 2e-4);
        close(p.p_wait, 0.225_80, 2e-5);
        close(p.mean_wait, 0.124_82, 5e-5);
        close(p.mean_wait_answered, 0.115_23, 5e-5);
        // Whitt (2005), M/M/100+M at 102: P(W = 0), P(abandon), E[Q].
        let p = erlang_a(102.0, 1.0, 100, 1.0, 0.1).unwrap();
        close(1.0 - p.p_wait, 0.408_28, 2e-5);
        close(p.p_abandon, 0.049_92, 2e-4);
        close(p.mean_queue, 5.091_6, 2e-5);
        close(p.service.answered, 0.798_64, 1e-5);
    }
}
