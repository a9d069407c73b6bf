//! How satisfied customers say they are who are asked afterwards.

use super::sale::factor;
use crate::time::SimDuration;

/// What becomes of asking customers how satisfied they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// Share of those answered who rate.
    pub share: f64,
    /// Share of the satisfied among raters whose matter was settled.
    pub resolved: f64,
    /// … among those whose matter was not.
    pub unresolved: f64,
    /// Factor on the satisfied by the wait until the first reply, in order of waits; empty: the wait does not matter.
    pub slow_answer: Vec<(SimDuration, f64)>,
    /// Factor on the satisfied where a ticket was done after its deadline.
    pub late: f64,
    /// Factor on the satisfied of those whom the bot really solves.
    pub bot: f64,
}

impl Rating {
    /// How likely a rater is satisfied whom people served.
    pub fn satisfied(&self, resolved: bool, reply: SimDuration, late: bool) -> f64 {
        self.settled(resolved) * factor(&self.slow_answer, reply) * if late { self.late } else { 1.0 }
    }

    /// How likely a rater is satisfied with whom the bot was done.
    pub fn satisfied_by_bot(&self, solved: bool) -> f64 {
        self.settled(solved) * if solved { self.bot } else { 1.0 }
    }

    fn settled(&self, resolved: bool) -> f64 {
        if resolved { self.resolved } else { self.unresolved }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_factor_stands_where_it_belongs() {
        let slow_answer = vec![(SimDuration::SECOND * 30, 1.0), (SimDuration::MINUTE * 3, 0.9)];
        let rating = Rating { share: 0.1, resolved: 0.96, unresolved: 0.5, slow_answer, late: 0.7, bot: 0.8 };
        let near = |found: f64, exact: f64| assert!((found - exact).abs() < 1e-12, "{found}, not {exact}");
        near(rating.satisfied(true, SimDuration::ZERO, false), 0.96);
        near(rating.satisfied(true, SimDuration::SECOND * 105, false), 0.96 * 0.95);
        near(rating.satisfied(false, SimDuration::HOUR, false), 0.5 * 0.9);
        near(rating.satisfied(true, SimDuration::ZERO, true), 0.96 * 0.7);
        near(rating.satisfied_by_bot(true), 0.96 * 0.8);
        near(rating.satisfied_by_bot(false), 0.5);
    }
}
