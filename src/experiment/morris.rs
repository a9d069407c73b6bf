//! Which of many inputs matter, together: elementary effects along random ways through all their ranges.
//!
//! Morris (1991), Technometrics 33, with four levels; the mean of absolute effects mu* of Campolongo, Cariboni and Saltelli
//! (2007), Environmental Modelling & Software 22. A way changes one input after the other, each by two thirds of its
//! range, so an input's effect is seen at other values of the others each time: mu* says how much it moves the figure,
//! sigma how much that depends on the rest. Ways are drawn independently, so mu* has Student's interval over them.

use super::study::LEVEL;
use crate::random::{Key, Purpose};
use crate::stats::Sample;

const START: Purpose = Purpose::new("start");
const ORDER: Purpose = Purpose::new("order");

/// Levels that an input takes: 0, 1/3, 2/3, 1 of its range.
const LEVELS: u8 = 4;
/// How far it is changed: two levels.
const STEP: u8 = 2;

/// A way through the ranges: where it starts, and which input changes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    start: Vec<u8>,
    order: Vec<usize>,
}

impl Way {
    /// The n-th way through so many inputs.
    pub fn drawn(seed: u64, number: u64, inputs: usize) -> Self {
        let key = Key::seed(seed).name("morris").number(number);
        let start = (0..inputs as u64).map(|n| (key.number(n).uniform(START) * f64::from(LEVELS)) as u8).collect();
        let mut order: Vec<(f64, usize)> = (0..inputs).map(|n| (key.number(n as u64).uniform(ORDER), n)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        Self { start, order: order.into_iter().map(|(_, n)| n).collect() }
    }

    /// Its points, one more than inputs: for every input the part of its range.
    pub fn points(&self) -> Vec<Vec<f64>> {
        let mut levels = self.start.clone();
        let part = |levels: &[u8]| levels.iter().map(|level| f64::from(*level) / f64::from(LEVELS - 1)).collect();
        let mut points = vec![part(&levels)];
        for input in &self.order {
            levels[*input] = (levels[*input] + STEP) % LEVELS;
            points.push(part(&levels));
        }
        points
    }

    /// The effect of every input, for its whole range, from a figure at the points.
    pub fn effects(&self, figure: &[f64]) -> Vec<f64> {
        let mut effects = vec![0.0; self.order.len()];
        for (pair, input) in figure.windows(2).zip(&self.order) {
            let up = if self.start[*input] < STEP { 1.0 } else { -1.0 };
            effects[*input] = up * (pair[1] - pair[0]) * f64::from(LEVELS - 1) / f64::from(STEP);
        }
        effects
    }
}

/// What an input does to a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screened {
    /// The mean of absolute effects.
    pub mu_star: f64,
    /// Half-width of its interval.
    pub half_width: Option<f64>,
    /// The mean effect, with its sign.
    pub mu: f64,
    /// How much the effect differs from place to place: its standard deviation.
    pub sigma: Option<f64>,
}

/// From the effects of one input along every way.
pub fn screened(effects: &[f64]) -> Screened {
    let absolute = Sample::mean(&effects.iter().map(|effect| effect.abs()).collect::<Vec<_>>());
    let signed = Sample::mean(effects);
    let deviation = signed.variance_of_mean().map(|variance| (variance * effects.len() as f64).sqrt());
    Screened { mu_star: absolute.value, half_width: absolute.half_width(LEVEL), mu: signed.value, sigma: deviation }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Effects of `f` over so many ways of three inputs.
    fn of(f: impl Fn(&[f64]) -> f64, ways: u64) -> Vec<Screened> {
        let effects: Vec<Vec<f64>> = (0..ways)
            .map(|n| {
                let way = Way::drawn(7, n, 3);
                way.effects(&way.points().iter().map(|x| f(x)).collect::<Vec<_>>())
            })
            .collect();
        (0..3).map(|input| screened(&effects.iter().map(|all| all[input]).collect::<Vec<_>>())).collect()
    }

    #[test]
    fn a_straight_line_has_its_slopes_and_no_sigma() {
        let found = of(|x| 5.0 * x[0] - 2.0 * x[1] + 1.0, 10);
        for (input, (slope, magnitude)) in [(5.0, 5.0), (-2.0, 2.0), (0.0, 0.0)].into_iter().enumerate() {
            let Screened { mu_star, mu, sigma, half_width } = found[input];
            assert!((mu - slope).abs() < 1e-12 && (mu_star - magnitude).abs() < 1e-12);
            assert!(sigma.unwrap() < 1e-12 && half_width.unwrap() < 1e-12);
        }
    }

    #[test]
    fn a_product_has_a_sigma_and_a_hill_a_mu_star() {
        // x·y: the effect of x is y, of mean 1/2 over 0, 1/3, 2/3, 1, and variance 5/36.
        let found = of(|x| x[0] * x[1], 4000);
        let sigma = (5.0_f64 / 36.0).sqrt();
        for input in &found[..2] {
            assert!((input.mu - 0.5).abs() < 0.03 && (input.sigma.unwrap() - sigma).abs() < 0.02);
            assert!((input.mu_star - 0.5).abs() < input.half_width.unwrap() * 2.0);
        }
        // A hill in the middle: from 0 to 2/3 it rises by 2/9, from 1/3 to 1 it falls as much: on the whole it does nothing.
        let hill = of(|x| x[2] * (1.0 - x[2]), 4000)[2];
        assert!(hill.mu.abs() < 0.02 && (hill.mu_star - 1.0 / 3.0).abs() < 1e-9, "{hill:?}");
    }

    #[test]
    fn every_way_changes_every_input_once_inside_its_range() {
        for number in 0..50 {
            let points = Way::drawn(1, number, 6).points();
            assert_eq!(points.len(), 7);
            for pair in points.windows(2) {
                let changed: Vec<f64> =
                    pair[0].iter().zip(&pair[1]).map(|(a, b)| (a - b).abs()).filter(|d| *d > 0.0).collect();
                assert!(changed.len() == 1 && (changed[0] - 2.0 / 3.0).abs() < 1e-12);
            }
            assert!(points.iter().flatten().all(|x| (0.0..=1.0).contains(x)));
        }
        assert_ne!(Way::drawn(1, 0, 6), Way::drawn(1, 1, 6));
    }
}
