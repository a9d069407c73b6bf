//! A number of which somebody says how low, how likely and how high it is.
//!
//! PERT (Malcolm, Roseboom, Clark & Fazar 1959, Operations Research 7): the beta law whose mean is (low + 4 likely + high) / 6.
//! Both laws are drawn by turning their distribution around, one uniform a draw, so that draws of two laws by the same uniforms
//! lie close together.

use super::key::{Key, Purpose};
use statrs::function::beta::beta_reg;

/// A law between two ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RangeLaw {
    /// Most of it near the likely value.
    #[default]
    Pert,
    /// A straight line up to the likely value and down again.
    Triangular,
}

const PURPOSE: Purpose = Purpose::new("within its range");
/// Halvings of the unit interval: as exact as a float near 1.
const HALVINGS: usize = 52;

impl RangeLaw {
    /// The n-th draw of a number of this name, as a part of the way from its low end (0) to its high end (1). `likely`: the part at
    /// which its likely value lies.
    pub fn draw(self, seed: u64, name: &str, n: u64, likely: f64) -> f64 {
        self.quantile(Key::seed(seed).name(name).number(n).uniform(PURPOSE), likely)
    }

    /// The part below which a draw lies with probability `p`.
    pub fn quantile(self, p: f64, likely: f64) -> f64 {
        match self {
            Self::Triangular if p < likely => (p * likely).sqrt(),
            Self::Triangular => 1.0 - ((1.0 - p) * (1.0 - likely)).sqrt(),
            Self::Pert => {
                let (a, b) = (1.0 + 4.0 * likely, 5.0 - 4.0 * likely);
                let (mut low, mut high) = (0.0, 1.0);
                for _ in 0..HALVINGS {
                    let middle = f64::midpoint(low, high);
                    (low, high) = if beta_reg(a, b, middle) < p { (middle, high) } else { (low, middle) };
                }
                f64::midpoint(low, high)
            }
        }
    }

    /// Its mean, as a part of the way.
    pub fn mean(self, likely: f64) -> f64 {
        match self {
            Self::Pert => (4.0 * likely + 1.0) / 6.0,
            Self::Triangular => (likely + 1.0) / 3.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_by_hand() {
        // The triangle over (0, 1) with its top at 0.25: below the top lies a quarter of it.
        let of = |p: f64| RangeLaw::Triangular.quantile(p, 0.25);
        assert!((of(0.25) - 0.25).abs() < 1e-12 && (of(0.0625) - 0.125).abs() < 1e-12);
        // Above: (1 − x)² / 0.75 = 1 − p.
        assert!((of(0.88) - 0.7).abs() < 1e-12);
        // With the likely value at an end PERT is 1 − (1 − x)⁵ or x⁵; in the middle it is even.
        assert!((RangeLaw::Pert.quantile(1.0 - 0.5_f64.powi(5), 0.0) - 0.5).abs() < 1e-9);
        assert!((RangeLaw::Pert.quantile(0.5_f64.powi(5), 1.0) - 0.5).abs() < 1e-9);
        assert!((RangeLaw::Pert.quantile(0.5, 0.5) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn means_are_those_of_the_draws() {
        for law in [RangeLaw::Pert, RangeLaw::Triangular] {
            for likely in [0.0, 0.3, 1.0] {
                let n = 4000;
                let mean = (0..n).map(|k| law.draw(1, "a", k, likely)).sum::<f64>() / n as f64;
                assert!((mean - law.mean(likely)).abs() < 0.015, "{law:?} {likely}: {mean}");
            }
        }
        assert_ne!(RangeLaw::Pert.draw(1, "a", 0, 0.5), RangeLaw::Pert.draw(1, "b", 0, 0.5));
    }
}
