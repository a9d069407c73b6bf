//! Weighted least squares in numbers that have a range: every number is told in halves of its range from where it was thought
//! to be, every residual in its own standard error, and the range itself counts as one more measurement of the number, `0 ± 1`.
//!
//! So nothing is ever undetermined for the algebra: what the facts do not see stays where it was thought to be, with the error
//! that its range has. An interval of 95 % that is made so holds a truth anywhere inside the range with 95 % or more (bias
//! `t/(1+λ)` against a spread of `√λ/(1+λ)` and a half width of `1.96/√(1+λ)`, for |t| ≤ 1). Levenberg (1944), Marquardt (1963);
//! Madsen, Nielsen & Tingleff (2004), Methods for Non-Linear Least Squares Problems.

use super::symmetric::{eigen, solve};

/// A problem made linear at a point.
#[derive(Clone, Copy, Debug)]
pub struct Linear<'a> {
    /// By fact: what came out less what was measured, in its standard error.
    pub residuals: &'a [f64],
    /// By fact and number: what half a range of the number changes of the residual.
    pub slopes: &'a [Vec<f64>],
    /// By number: where it is, in halves of its range.
    pub at: &'a [f64],
    /// By number: how low and how high it may be.
    pub bounds: &'a [[f64; 2]],
}

/// A step, and what it should do.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// By number: where to go.
    pub to: Vec<f64>,
    /// By how much half the sum of squares should fall.
    pub gain: f64,
}

/// Half the sum of squares: of residuals, and of numbers that are not where they were thought to be.
pub fn misfit(residuals: &[f64], at: &[f64]) -> f64 {
    0.5 * residuals.iter().chain(at).map(|x| x * x).sum::<f64>()
}

/// What the facts say of numbers two by two: `JᵀJ`.
fn information(slopes: &[Vec<f64>], n: usize) -> Vec<Vec<f64>> {
    let entry = |p: usize, q: usize| slopes.iter().map(|row| row[p] * row[q]).sum::<f64>();
    (0..n).map(|p| (0..n).map(|q| entry(p, q)).collect()).collect()
}

impl Linear<'_> {
    /// The step to the least sum of squares within the bounds; `damping` above 0 makes it shorter. Whoever would leave their
    /// bounds first is held there, and the others are found anew.
    pub fn step(&self, damping: f64) -> Step {
        let n = self.at.len();
        let normal = information(self.slopes, n);
        let pull = |k: usize| self.slopes.iter().zip(self.residuals).map(|(row, r)| row[k] * r).sum::<f64>();
        let gradient: Vec<f64> = (0..n).map(|k| pull(k) + self.at[k]).collect();
        let mut held: Vec<Option<f64>> = vec![None; n];
        let moved = loop {
            let free: Vec<usize> = (0..n).filter(|k| held[*k].is_none()).collect();
            let of = |p: usize, q: usize| normal[p][q] + if p == q { 1.0 + damping } else { 0.0 };
            let right = |p: usize| {
                let by_held: f64 = (0..n).filter_map(|q| Some(normal[p][q] * held[q]?)).sum();
                -gradient[p] - by_held
            };
            let matrix: Vec<Vec<f64>> = free.iter().map(|p| free.iter().map(|q| of(*p, *q)).collect()).collect();
            let found = solve(&matrix, &free.iter().map(|p| right(*p)).collect::<Vec<_>>());
            let mut moved: Vec<f64> = held.iter().map(|by| by.unwrap_or(0.0)).collect();
            for (k, by) in free.iter().zip(&found) {
                moved[*k] = *by;
            }
            // How much of the way is left when the bound is met.
            let room = |k: usize| {
                let [low, high] = self.bounds[k];
                let bound = (if moved[k] < 0.0 { low } else { high }) - self.at[k];
                (moved[k].abs() > bound.abs() + 1e-12).then(|| (bound.abs() / moved[k].abs(), k, bound))
            };
            match free.iter().filter_map(|k| room(*k)).min_by(|a, b| a.0.total_cmp(&b.0)) {
                Some((_, k, bound)) => held[k] = Some(bound),
                None => break moved,
            }
        };
        let to: Vec<f64> = self.at.iter().zip(&moved).map(|(at, by)| at + by).collect();
        let slope = |row: &Vec<f64>| row.iter().zip(&moved).map(|(slope, by)| slope * by).sum::<f64>();
        let after: Vec<f64> = self.residuals.iter().zip(self.slopes).map(|(r, row)| r + slope(row)).collect();
        let gain = misfit(self.residuals, self.at) - misfit(&after, &to);
        Step { to, gain }
    }
}

/// How well numbers are known once the facts are met.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// By number: its standard error, in halves of its range; 1 where the facts say nothing of it.
    pub errors: Vec<f64>,
    /// Directions in which the numbers may move together, those that the facts see least first.
    pub directions: Vec<Together>,
}

/// Numbers that move together.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// Its standard error, in halves of a range.
    pub error: f64,
    /// By number: its part, of a direction of length 1.
    pub parts: Vec<f64>,
}

/// What the slopes of facts say of `n` numbers.
pub fn known(slopes: &[Vec<f64>], n: usize) -> Known {
    let found = eigen(&information(slopes, n));
    let directions: Vec<Together> = found
        .values
        .iter()
        .zip(found.vectors)
        .map(|(value, parts)| Together { error: (1.0 + value.max(0.0)).sqrt().recip(), parts })
        .collect();
    let error = |k: usize| directions.iter().map(|one| (one.parts[k] * one.error).powi(2)).sum::<f64>().sqrt();
    Known { errors: (0..n).map(error).collect(), directions }
}

#[cfg(test)]
mod tests {
    use super::super::splitmix::SplitMix;
    use super::*;

    /// Residuals of a problem that is linear: `J·v − y`.
    fn residuals(slopes: &[Vec<f64>], at: &[f64], measured: &[f64]) -> Vec<f64> {
        let of = |row: &Vec<f64>| row.iter().zip(at).map(|(a, b)| a * b).sum::<f64>();
        slopes.iter().zip(measured).map(|(row, y)| of(row) - y).collect()
    }

    #[test]
    fn one_step_solves_what_is_linear() {
        let mut random = SplitMix(9);
        for n in 1..8 {
            let slopes: Vec<Vec<f64>> = (0..n + 3).map(|_| (0..n).map(|_| 5.0 * random.normal()).collect()).collect();
            let measured: Vec<f64> = (0..n + 3).map(|_| random.normal()).collect();
            let (at, bounds) = (vec![0.3; n], vec![[-100.0, 100.0]; n]);
            let first = residuals(&slopes, &at, &measured);
            let step = Linear { residuals: &first, slopes: &slopes, at: &at, bounds: &bounds }.step(0.0);
            // The gradient is zero there, and a second step goes nowhere.
            let second = residuals(&slopes, &step.to, &measured);
            let again = Linear { residuals: &second, slopes: &slopes, at: &step.to, bounds: &bounds }.step(0.0);
            assert!(again.to.iter().zip(&step.to).all(|(a, b)| (a - b).abs() < 1e-9), "{n}");
            let fell = misfit(&first, &at) - misfit(&second, &step.to);
            assert!((step.gain - fell).abs() < 1e-9 * fell.abs().max(1.0) && fell > 0.0);
        }
    }

    #[test]
    fn who_would_leave_the_bounds_is_held_there() {
        let slopes = vec![vec![10.0, 0.0], vec![0.0, 10.0], vec![5.0, 5.0]];
        let (at, bounds) = ([0.0, 0.0], [[-1.0, 0.5], [-1.0, 1.0]]);
        let first = residuals(&slopes, &at, &[20.0, 3.0, 4.0]);
        let step = Linear { residuals: &first, slopes: &slopes, at: &at, bounds: &bounds }.step(0.0);
        // With the first at 0.5: least of (10 y − 3)² + (5 y − 1.5)² + y².
        assert!((step.to[0] - 0.5).abs() < 1e-12 && (step.to[1] - 37.5 / 126.0).abs() < 1e-12, "{step:?}");
    }

    #[test]
    fn a_damped_step_is_shorter() {
        let (slopes, at, bounds) = (vec![vec![3.0]], [0.0], [[-9.0, 9.0]]);
        let by = |damping| Linear { residuals: &[-6.0], slopes: &slopes, at: &at, bounds: &bounds }.step(damping).to[0];
        assert!((by(0.0) - 1.8).abs() < 1e-12 && (by(10.0) - 0.9).abs() < 1e-12);
    }

    #[test]
    fn a_direction_that_no_fact_sees_is_named() {
        // Only the sum of the first two is measured, and the third by itself.
        let known = known(&[vec![10.0, 10.0, 0.0], vec![0.0, 0.0, 20.0]], 3);
        let [unseen, ..] = &known.directions[..] else { panic!("three directions") };
        assert!((unseen.error - 1.0).abs() < 1e-12);
        assert!((unseen.parts[0] + unseen.parts[1]).abs() < 1e-12 && unseen.parts[2].abs() < 1e-12);
        assert!((known.errors[2] - 401.0_f64.sqrt().recip()).abs() < 1e-12);
        let of_sum = 0.5 * (1.0 + 201.0_f64.recip());
        assert!((known.errors[0].powi(2) - of_sum).abs() < 1e-12 && known.errors[0] == known.errors[1]);
        assert_eq!(super::known(&[], 2).errors, [1.0, 1.0]);
    }

    /// The promise of the first lines: whatever the facts see of a number, its interval holds a truth anywhere in its range.
    #[test]
    fn intervals_hold_truths_anywhere_in_the_range() {
        let mut random = SplitMix(21);
        for slope in [0.2, 0.5, 1.0, 2.0, 5.0, 30.0] {
            for truth in [0.0, 0.5, 1.0] {
                let held = (0..4000).filter(|_| {
                    let residual = [-(slope * truth + random.normal())];
                    let slopes = vec![vec![slope]];
                    let step =
                        Linear { residuals: &residual, slopes: &slopes, at: &[0.0], bounds: &[[-9.0, 9.0]] }.step(0.0);
                    (step.to[0] - truth).abs() <= 1.96 * known(&slopes, 1).errors[0]
                });
                let share = held.count() as f64 / 4000.0;
                assert!(share > 0.937, "slope {slope}, truth {truth}: {share}");
            }
        }
    }
}
