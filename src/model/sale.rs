//! What customers buy who are answered.

use super::interpolate::around;
use crate::time::SimDuration;

/// A sale that may come of a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Sale {
    /// Share of those answered at once who buy.
    pub conversion: f64,
    /// What an order leaves; none: not given.
    pub margin: Option<f64>,
    /// What a customer pays for one; none: not given.
    pub order_value: Option<f64>,
    /// Factor on conversion by the wait until the first reply, in order of waits; empty: the wait does not matter.
    pub slow_answer: Vec<(SimDuration, f64)>,
    /// Factor on conversion of those whom the bot really solves.
    pub bot: f64,
}

impl Sale {
    /// How likely somebody buys who is answered after this wait: linear between the points, constant outside.
    pub fn chance(&self, wait: SimDuration) -> f64 {
        self.conversion * factor(&self.slow_answer, wait)
    }

    /// How likely somebody buys who is answered at once.
    pub fn at_once(&self) -> f64 {
        let known = self.slow_answer.iter().take_while(|(wait, _)| *wait <= SimDuration::ZERO).last();
        self.conversion * known.or(self.slow_answer.first()).map_or(1.0, |(_, factor)| *factor)
    }
}

/// The factor after this wait: linear between the points, constant outside; 1 where there are none.
pub(super) fn factor(points: &[(SimDuration, f64)], wait: SimDuration) -> f64 {
    match around(points, wait) {
        (None, None) => 1.0,
        (None, Some((_, factor))) | (Some((_, factor)), None) => factor,
        (Some((from, high)), Some((to, low))) => high + (low - high) * (wait - from).seconds() / (to - from).seconds(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_answer_sells_less() {
        let seconds = |s: i64| SimDuration::SECOND * s;
        let slow_answer = vec![(seconds(30), 1.0), (seconds(180), 0.7), (seconds(600), 0.4)];
        let sale = Sale { conversion: 0.2, margin: None, order_value: None, slow_answer, bot: 1.0 };
        for (wait, factor) in [(0, 1.0), (30, 1.0), (105, 0.85), (180, 0.7), (390, 0.55), (600, 0.4), (9000, 0.4)] {
            assert!((sale.chance(seconds(wait)) - 0.2 * factor).abs() < 1e-12, "{wait}");
        }
        assert_eq!(sale.at_once(), sale.chance(SimDuration::ZERO));
        let falls = |from| Sale { slow_answer: vec![(seconds(from), 0.9), (seconds(60), 0.3)], ..sale.clone() };
        assert_eq!(
            [0, 10].map(|from| falls(from).at_once()),
            [0, 10].map(|from| falls(from).chance(SimDuration::ZERO))
        );
        let plain = Sale { slow_answer: Vec::new(), ..sale };
        assert_eq!((plain.at_once(), plain.chance(seconds(9000))), (0.2, 0.2));
    }
}
