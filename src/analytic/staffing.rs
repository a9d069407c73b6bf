//! How many agents a target takes, by formula.
//!
//! Exact smallest numbers by Erlang C and by queues with impatient customers; the square-root rule of Halfin & Whitt
//! (1981), Heavy-traffic limits for queues with many exponential servers, Operations Research 29, for a first guess.

use super::erlang::delay;
use super::impatient::{Patience, ServiceLevels, solve};
use statrs::distribution::{Continuous, ContinuousCDF, Normal};

/// Which service level the target is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Definition {
    /// [`ServiceLevels::offered`]
    Offered,
    /// [`ServiceLevels::answered`]
    Answered,
    /// [`ServiceLevels::excluding_short`]
    ExcludingShort,
    /// [`ServiceLevels::short_ok`]
    ShortOk,
}

impl ServiceLevels {
    /// The one by this definition.
    pub fn by(&self, definition: Definition) -> f64 {
        match definition {
            Definition::Offered => self.offered,
            Definition::Answered => self.answered,
            Definition::ExcludingShort => self.excluding_short,
            Definition::ShortOk => self.short_ok,
        }
    }
}

/// The smallest number of agents with which at least `target` of all wait at most `accept`, if nobody leaves.
pub fn agents_erlang_c(arrival_rate: f64, mean_service: f64, accept: f64, target: f64) -> u32 {
    assert!((0.0..=1.0).contains(&target), "a service level is a share, not {target}");
    let load = arrival_rate * mean_service;
    if load == 0.0 {
        return 0;
    }
    let (mut agents, mut b) = (0, 1.0);
    loop {
        agents += 1;
        b = load * b / (f64::from(agents) + load * b);
        let surplus = f64::from(agents) / mean_service - arrival_rate;
        if surplus > 0.0 && 1.0 - delay(b, load, agents) * (-surplus * accept).exp() >= target {
            return agents;
        }
    }
}

/// The smallest number of agents (at least one, if anybody comes) that reaches the target by this definition, with
/// customers of this patience; `accept` and `short` as in [`solve`].
pub fn agents_impatient(
    arrival_rate: f64,
    mean_service: f64,
    patience: &Patience,
    accept: f64,
    short: f64,
    (definition, target): (Definition, f64),
) -> u32 {
    assert!((0.0..=1.0).contains(&target), "a service level is a share, not {target}");
    let load = arrival_rate * mean_service;
    if load == 0.0 {
        return 0;
    }
    smallest(square_root_staffing(load, 1.0), |agents| {
        // Rounding may keep a level of one a hair below it for ever.
        solve(arrival_rate, mean_service, agents, patience, accept, short)
            .is_some_and(|p| p.service.by(definition) >= target - 1e-12)
    })
}

/// As [`agents_impatient`] by Erlang A: exponential patience.
pub fn agents_erlang_a(
    arrival_rate: f64,
    mean_service: f64,
    mean_patience: f64,
    accept: f64,
    goal: (Definition, f64),
) -> u32 {
    agents_impatient(arrival_rate, mean_service, &Patience::exponential(mean_patience), accept, accept, goal)
}

/// The smallest number from one on that is enough, where more is never worse, looked for from a guess.
pub fn smallest(guess: u32, enough: impl Fn(u32) -> bool) -> u32 {
    smallest_up_to(u32::MAX, guess, enough).expect("so many are enough for anything")
}

/// As [`smallest`]; none where not even `most` are enough.
pub fn smallest_up_to(most: u32, guess: u32, enough: impl Fn(u32) -> bool) -> Option<u32> {
    let (mut low, mut high) = (0, guess.clamp(1, most));
    let mut stride = 1;
    if enough(high) {
        while high > stride && enough(high - stride) {
            high -= stride;
            stride *= 2;
        }
        low = high.saturating_sub(stride);
    } else {
        while !enough(high) {
            if high == most {
                return None;
            }
            low = high;
            high = high.saturating_add(stride).min(most);
            stride = stride.saturating_mul(2);
        }
    }
    while high - low > 1 {
        let middle = u32::midpoint(low, high);
        if enough(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// Load plus `beta` times its root, rounded up.
pub fn square_root_staffing(load: f64, beta: f64) -> u32 {
    (load + beta * load.sqrt()).ceil().max(0.0) as u32
}

/// The share who wait with `beta` roots of the load to spare (β > 0), in the limit of large loads and nobody leaving.
pub fn halfin_whitt_delay(beta: f64) -> f64 {
    assert!(beta > 0.0, "without agents to spare everybody waits");
    let normal = Normal::standard();
    1.0 / (1.0 + beta * normal.cdf(beta) / normal.pdf(beta))
}

/// The β with which a share `p_wait` waits: the inverse of [`halfin_whitt_delay`].
pub fn halfin_whitt_beta(p_wait: f64) -> f64 {
    assert!(p_wait > 0.0 && p_wait < 1.0);
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..100 {
        let beta = f64::midpoint(low, high);
        if halfin_whitt_delay(beta) > p_wait { low = beta } else { high = beta }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::super::erlang::{ErlangC, erlang_a};
    use super::*;

    const THIRD: f64 = 0.333_333_3;
    /// case staffing_a: arrivals, handling, accept, target, patience, agents by C, agents by A.
    const STAFFING_A: [(f64, f64, f64, f64, f64, u32, u32); 4] = [
        (2.0, 4.0, THIRD, 0.8, 3.0, 11, 10),
        (5.0, 4.0, THIRD, 0.8, 3.0, 25, 23),
        (10.0, 5.0, 0.5, 0.9, 4.0, 58, 55),
        (20.0, 3.0, THIRD, 0.8, 2.0, 66, 60),
    ];

    #[test]
    fn case_staffing_a() {
        for (rate, service, accept, target, patience, by_c, by_a) in STAFFING_A {
            assert_eq!(agents_erlang_c(rate, service, accept, target), by_c);
            assert_eq!(agents_erlang_a(rate, service, patience, accept, (Definition::Offered, target)), by_a);
        }
    }

    #[test]
    fn published_staffing() {
        // pyworkforce: 14 by C; 13 by A with patience 5 min, where the level is 0.858.
        assert_eq!(agents_erlang_c(100.0 / 30.0, 3.0, 1.0 / 3.0, 0.8), 14);
        // Whitt (2005): load 100, at least 0.80 of the served within 0.1 and fewer than 0.05 leaving takes 99 agents.
        let within = |c: u32| {
            let p = erlang_a(100.0, 1.0, c, 1.0, 0.1).unwrap();
            p.p_abandon < 0.05 && p.service.answered >= 0.8
        };
        assert_eq!(smallest(100, within), 99);
    }

    #[test]
    fn the_answer_is_the_first_that_reaches_its_target() {
        for rate in [0.01, 0.3, 2.0, 17.0, 160.0] {
            for target in [0.0, 0.3, 0.8, 0.95, 0.999] {
                for definition in
                    [Definition::Offered, Definition::Answered, Definition::ExcludingShort, Definition::ShortOk]
                {
                    let level = |c: u32| erlang_a(rate, 4.0, c, 3.0, 0.5).unwrap().service.by(definition);
                    let c = agents_erlang_a(rate, 4.0, 3.0, 0.5, (definition, target));
                    assert!(
                        level(c) >= target && (c == 1 || level(c - 1) < target),
                        "{rate} {target} {definition:?} {c}"
                    );
                }
                let c = agents_erlang_c(rate, 4.0, 0.5, target);
                let level = |c: u32| ErlangC::new(rate, 4.0, c).map_or(-1.0, |q| q.service_level(0.5));
                assert!(level(c) >= target && level(c - 1) < target.max(1e-300));
            }
        }
        assert_eq!(agents_erlang_c(0.0, 4.0, 0.5, 0.8), 0);
        assert!(
            agents_erlang_c(1.0, 4.0, 0.5, 1.0) < 60
                && agents_erlang_a(1.0, 4.0, 3.0, 0.0, (Definition::Offered, 1.0)) < 60
        );
    }

    #[test]
    fn searching_from_any_guess() {
        for answer in 1..200 {
            for guess in [0, 1, 2, 50, 199, 1000] {
                assert_eq!(smallest(guess, |c| c >= answer), answer);
                assert_eq!(smallest_up_to(answer, guess, |c| c >= answer), Some(answer));
                assert_eq!(smallest_up_to(answer, guess, |c| c > answer), None);
            }
        }
        assert_eq!(smallest_up_to(u32::MAX, 1, |_| false), None);
    }

    #[test]
    fn the_square_root_rule_is_erlang_c_in_the_large() {
        for beta in [0.3, 1.0, 2.0] {
            let load = 1e6;
            let agents = square_root_staffing(load, beta);
            let exact = ErlangC::new(load, 1.0, agents).unwrap().p_wait;
            assert!((halfin_whitt_delay(beta) / exact - 1.0).abs() < 0.005, "{beta}: {exact}");
            assert!((halfin_whitt_beta(halfin_whitt_delay(beta)) - beta).abs() < 1e-9);
        }
        assert_eq!((square_root_staffing(100.0, 1.0), square_root_staffing(0.0, 1.0)), (110, 0));
    }
}
