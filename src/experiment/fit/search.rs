//! Gauss–Newton with damping and bounds: slopes by finite differences, a step, and whether it does what it should.

use super::steps::{self, Around};
use super::{Asked, Simulated, could_be_measured};
use crate::experiment::points::Figures;
use crate::stats::{Sample, misfit};

/// Where the search ended.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// By input: where it is now.
    pub at: Vec<f64>,
    /// By input: whether any fact sees it. One that none sees stays where it was.
    pub seen: Vec<bool>,
    /// By figure and input: what half a range of the input changes of the figure, in the standard error of what was measured, or
    /// of what could be. Of a figure that is not given: zeros.
    pub slopes: Vec<Vec<f64>>,
    /// By figure and input: the standard errors of these slopes.
    pub noise: Vec<Vec<f64>>,
    /// The figures where it ended.
    pub figures: Figures,
    /// Rounds of steps.
    pub rounds: usize,
    /// Points that were simulated.
    pub points: usize,
}

/// Rounds at most: each takes a point for every input that a fact sees.
const ROUNDS: usize = 12;
/// How far an input goes to be seen, and then to have its slope, in halves of its range.
const FAR: f64 = 0.5;
const NEAR: f64 = 0.25;
/// A slope counts from so many of its standard errors.
const TOLD: f64 = 2.5;
/// An input is seen from so much of a standard error of a fact, over half its range.
const SEEN: f64 = 0.2;
/// A step that promises less of half a sum of squares is not worth its round.
const ENOUGH: f64 = 0.05;
/// How often a step is made shorter before it is given up.
const SHORTER: usize = 3;

/// Moves the inputs until the figures meet the facts as well as they can.
pub fn fit<S: Simulated>(asked: &Asked, simulated: &mut S) -> Result<Fitted, S::Stop> {
    let n = asked.bounds.len();
    let mut search = Search { asked, simulated, points: 0 };
    let mut at = vec![0.0; n];
    let mut here = search.figures(std::slice::from_ref(&at))?.remove(0);
    let all: Vec<usize> = (0..n).collect();
    let (mut slopes, mut noise) = search.slopes(&at, &here, &all, FAR)?;
    let facts = asked.facts.len();
    let seen: Vec<bool> = all.iter().map(|k| slopes[..facts].iter().any(|row| row[*k].abs() > SEEN)).collect();
    let moving: Vec<usize> = all.iter().copied().filter(|k| seen[*k]).collect();
    for row in &mut slopes[..facts] {
        for (slope, _) in row.iter_mut().zip(&seen).filter(|(_, seen)| !**seen) {
            *slope = 0.0;
        }
    }
    let mut rounds = 0;
    while rounds < ROUNDS {
        let Some((to, figures)) = search.better(&at, &here, &slopes, &moving)? else { break };
        (at, here) = (to, figures);
        rounds += 1;
        let (new, its_noise) = search.slopes(&at, &here, &moving, NEAR)?;
        for (old, new) in slopes.iter_mut().zip(&new).chain(noise.iter_mut().zip(&its_noise)) {
            for k in &moving {
                old[*k] = new[*k];
            }
        }
    }
    Ok(Fitted { at, seen, slopes, noise, figures: here, rounds, points: search.points })
}

struct Search<'a, S> {
    asked: &'a Asked,
    simulated: &'a mut S,
    points: usize,
}

/// Slopes and their noise, by figure and input.
type Slopes = (Vec<Vec<f64>>, Vec<Vec<f64>>);

impl<S: Simulated> Search<'_, S> {
    fn figures(&mut self, points: &[Vec<f64>]) -> Result<Vec<Figures>, S::Stop> {
        self.points += points.len();
        self.simulated.figures(points)
    }

    /// The standard error that a figure is told in.
    fn error(&self, figure: usize, sample: &Sample) -> f64 {
        match self.asked.facts.get(figure) {
            Some(fact) => fact.whole_error(sample),
            None => could_be_measured(sample),
        }
    }

    /// What is out of what was measured, in its standard error; nothing of a figure that is not given.
    fn residuals(&self, figures: &Figures, errors: &Figures) -> Option<Vec<f64>> {
        let of = |(at, fact): (usize, &super::Fact)| match (&figures[at], &errors[at]) {
            (_, None) => Some(0.0),
            (None, Some(_)) => None,
            (Some(sample), Some(by)) => Some((sample.value - fact.value) / fact.whole_error(by).max(f64::MIN_POSITIVE)),
        };
        self.asked.facts.iter().enumerate().map(of).collect()
    }

    /// Differences of every figure over these inputs, each moved so far to the side where there is more room.
    fn slopes(&mut self, at: &[f64], here: &Figures, inputs: &[usize], far: f64) -> Result<Slopes, S::Stop> {
        let by = |k: usize| {
            let [low, high] = self.asked.bounds[k];
            let room = [at[k] - low, high - at[k]];
            let by = if room[1] >= room[0] { far.min(room[1]) } else { -far.min(room[0]) };
            steps::next(&self.asked.steps[k], at[k], by)
        };
        let moved: Vec<f64> = inputs.iter().map(|k| by(*k)).collect();
        let point = |(k, by): (&usize, &f64)| {
            let mut point = at.to_vec();
            point[*k] += by;
            point
        };
        let points: Vec<Vec<f64>> = inputs.iter().zip(&moved).map(point).collect();
        let sides = self.figures(&points)?;
        let (mut slopes, mut noise) = (vec![vec![0.0; at.len()]; here.len()], vec![vec![0.0; at.len()]; here.len()]);
        for ((k, by), side) in inputs.iter().zip(&moved).zip(&sides) {
            for (figure, (there, here)) in side.iter().zip(here).enumerate() {
                let (Some(there), Some(here)) = (there, here) else { continue };
                let scale = by * self.error(figure, here);
                if scale == 0.0 {
                    continue;
                }
                let more = there.difference(here);
                let error = more.standard_error().unwrap_or(0.0);
                noise[figure][*k] = (error / scale).abs();
                if more.value.abs() > TOLD * error {
                    slopes[figure][*k] = more.value / scale;
                }
            }
        }
        Ok((slopes, noise))
    }

    /// A point that meets the facts better, with its figures; none where no step is worth it.
    fn better(
        &mut self,
        at: &[f64],
        here: &Figures,
        slopes: &[Vec<f64>],
        moving: &[usize],
    ) -> Result<Option<(Vec<f64>, Figures)>, S::Stop> {
        let pick = |of: &[f64]| -> Vec<f64> { moving.iter().map(|k| of[*k]).collect() };
        let facts = self.asked.facts.len();
        let Some(residuals) = self.residuals(here, here) else { return Ok(None) };
        let before = misfit(&residuals, &pick(at));
        let around = Around { at, slopes: &slopes[..facts], residuals: &residuals, bounds: &self.asked.bounds, moving };
        let largest = around.largest();
        let mut damping = 0.0;
        for _ in 0..SHORTER {
            let tried = around.points(&self.asked.steps, damping, ENOUGH);
            if tried.is_empty() {
                return Ok(None);
            }
            let figures = self.figures(&tried)?;
            let fell = |(point, figures): (Vec<f64>, Figures)| {
                let after = misfit(&self.residuals(&figures, here)?, &pick(&point));
                (after < before - ENOUGH / 2.0).then_some((after, point, figures))
            };
            let best = tried.into_iter().zip(figures).filter_map(fell).min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, point, figures)) = best {
                return Ok(Some((point, figures)));
            }
            // The curve is worth several times what the slopes say.
            damping = if damping == 0.0 { largest } else { 10.0 * damping };
        }
        Ok(None)
    }
}
