//! Where to go from a point: the least sum of squares by the slopes there, for inputs that may be anything and for those that go by
//! steps (how many chats are open is a whole number). The latter are tried at all that they may be, the others found anew for each.

use crate::stats::{Linear, Step, misfit};

/// A point and what is known there of the facts.
pub(super) struct Around<'a> {
    /// By input: where it is.
    pub at: &'a [f64],
    /// By fact and input.
    pub slopes: &'a [Vec<f64>],
    /// By fact: what is out of what was measured, in its standard error.
    pub residuals: &'a [f64],
    /// By input: how low and how high it may be.
    pub bounds: &'a [[f64; 2]],
    /// The inputs that a fact sees.
    pub moving: &'a [usize],
}

/// Parts of a step that are tried together.
const PARTS: [f64; 2] = [1.0, 0.4];
/// So many choices of what goes by steps are tried by the slopes; where there are more, only those that move one of them.
const CHOICES: usize = 256;
/// So many choices beside staying are simulated: where a step is long, slopes say little of its far end.
const SIMULATED: usize = 3;

/// How far an input moves to have its slope, that would move `by`: of one that goes by steps to what is next to there.
pub(super) fn next(steps: &[f64], at: f64, by: f64) -> f64 {
    let others = steps.iter().map(|step| step - at).filter(|step| step.abs() > 1e-9);
    others.min_by(|a, b| (a - by).abs().total_cmp(&(b - by).abs())).unwrap_or(by)
}

impl Around<'_> {
    /// The largest of what the facts say of single inputs.
    pub fn largest(&self) -> f64 {
        let of = |k: &usize| self.slopes.iter().map(|row| row[*k] * row[*k]).sum::<f64>();
        self.moving.iter().map(of).fold(1.0, f64::max)
    }

    /// Points to try; none where no step promises `enough` of half a sum of squares. What goes by steps is tried in its likeliest places whatever
    /// the slopes promise there, as far as there is anything to win, but not again where a first step was too long.
    pub fn points(&self, steps: &[Vec<f64>], damping: f64, enough: f64) -> Vec<Vec<f64>> {
        let (stepped, free): (Vec<usize>, Vec<usize>) = self.moving.iter().partition(|k| !steps[**k].is_empty());
        let own: Vec<f64> = self.moving.iter().map(|k| self.at[*k]).collect();
        let before = misfit(self.residuals, &own);
        let stay: Vec<f64> = stepped.iter().map(|k| self.at[*k]).collect();
        let mut ranked: Vec<(f64, bool, Vec<f64>)> = choices(&stepped, steps, &stay)
            .into_iter()
            .map(|choice| {
                let (after, to) = self.with(&stepped, &choice, &free, damping);
                (after, choice == stay, to)
            })
            .collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        let stays = ranked.iter().position(|one| one.1).expect("to stay is a choice");
        let ranks = (0..ranked.len()).filter(|rank| *rank == stays || *rank < SIMULATED);
        let promises = |rank: &usize| {
            let (after, stays, _) = &ranked[*rank];
            before - after >= enough || (!stays && damping == 0.0 && before >= enough)
        };
        let worth: Vec<&Vec<f64>> = ranks.filter(promises).map(|rank| &ranked[rank].2).collect();
        let parts = worth.iter().flat_map(|to| PARTS.iter().map(|part| self.part(to, &free, *part)));
        parts.collect()
    }

    /// What goes by steps at a choice, the others where they do best by the slopes; and half the sum of squares then.
    fn with(&self, stepped: &[usize], choice: &[f64], free: &[usize], damping: f64) -> (f64, Vec<f64>) {
        let moved =
            |row: &Vec<f64>| stepped.iter().zip(choice).map(|(k, to)| row[*k] * (to - self.at[*k])).sum::<f64>();
        let residuals: Vec<f64> = self.residuals.iter().zip(self.slopes).map(|(r, row)| r + moved(row)).collect();
        let pick = |of: &[f64]| -> Vec<f64> { free.iter().map(|k| of[*k]).collect() };
        let (own, slopes) = (pick(self.at), self.slopes.iter().map(|row| pick(row)).collect::<Vec<_>>());
        let bounds: Vec<[f64; 2]> = free.iter().map(|k| self.bounds[*k]).collect();
        let Step { to, gain } =
            Linear { residuals: &residuals, slopes: &slopes, at: &own, bounds: &bounds }.step(damping);
        let mut point = self.at.to_vec();
        for (k, value) in free.iter().zip(&to).chain(stepped.iter().zip(choice)) {
            point[*k] = *value;
        }
        (misfit(&residuals, &own) - gain + misfit(&[], choice), point)
    }

    /// A part of the way; what goes by steps goes whole.
    fn part(&self, to: &[f64], free: &[usize], part: f64) -> Vec<f64> {
        let mut point = to.to_vec();
        for k in free {
            point[*k] = self.at[*k] + part * (to[*k] - self.at[*k]);
        }
        point
    }
}

/// All that inputs that go by steps may be together, or, where that is too much, one of them moved; to stay is among them.
fn choices(stepped: &[usize], steps: &[Vec<f64>], stay: &[f64]) -> Vec<Vec<f64>> {
    let all = stepped.iter().fold(1_usize, |all, k| all.saturating_mul(steps[*k].len()));
    if all <= CHOICES {
        return stepped.iter().fold(vec![Vec::new()], |choices, k| {
            let with =
                |choice: &Vec<f64>| steps[*k].iter().map(|to| [&choice[..], &[*to]].concat()).collect::<Vec<_>>();
            choices.iter().flat_map(with).collect()
        });
    }
    let one = |(at, k): (usize, &usize)| {
        let others = steps[*k].iter().filter(move |to| **to != stay[at]);
        others.map(move |to| {
            let mut choice = stay.to_vec();
            choice[at] = *to;
            choice
        })
    };
    std::iter::once(stay.to_vec()).chain(stepped.iter().enumerate().flat_map(one)).collect()
}
