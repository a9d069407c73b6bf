//! Points of a grid that are worth a look when several figures count: those to which no other is as good on all of them and shown to be better
//! on one (Pareto).

use super::sweep::{Swept, direction};
use crate::catalogue::{Better, Row};
use crate::experiment::LEVEL;
use crate::stats::{Direction, Rule, Sample, Verdict, judge};

/// So many figures count, cost first: more, and nearly every point is worth a look.
const FIGURES: usize = 3;
/// Of more points every one with every other is too much to compare.
const MOST: usize = 500;

/// The points of the demand of as is that have the figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Front {
    /// Which of the figures count.
    pub figures: Vec<usize>,
    /// Points, in order of the grid; with the point that is better, where one is.
    pub points: Vec<(usize, Option<usize>)>,
}

impl Front {
    /// What is worth a look; none where fewer than two figures count, or fewer than two points can be compared.
    pub fn of(swept: &Swept) -> Option<Self> {
        let figures = figures(swept);
        let has = |point: &usize| {
            swept.same_demand[*point] && figures.iter().all(|figure| swept.points[*point][*figure].is_some())
        };
        let points: Vec<usize> = (0..swept.points.len()).filter(has).collect();
        if figures.len() < 2 || !(2..=MOST).contains(&points.len()) || swept.sweeping.replications < 2 {
            return None;
        }
        let comparisons = (points.len() - 1) * figures.len();
        let value = |point: usize, figure: usize| swept.points[point][figure].as_ref().expect("all have the figures");
        let is_better = |other: usize, point: usize| {
            let all: Vec<(&Sample, &Sample, Direction)> = figures
                .iter()
                .map(|figure| (value(other, *figure), value(point, *figure), direction(swept.wanted[*figure].kpi)))
                .collect();
            let as_good = all.iter().all(|(there, here, better)| match better {
                Direction::Lower => there.value <= here.value,
                _ => there.value >= here.value,
            });
            let shown = |(there, here, better): &(&Sample, &Sample, Direction)| {
                judge(here, there, &[], Rule { better: *better, level: LEVEL, comparisons }).verdict == Verdict::Better
            };
            as_good && all.iter().any(shown)
        };
        let by = |point: usize| points.iter().copied().find(|other| *other != point && is_better(*other, point));
        Some(Self { points: points.iter().map(|point| (*point, by(*point))).collect(), figures })
    }
}

/// What all costs, then the others in the order in which they were asked for, of which one way is better.
fn figures(swept: &Swept) -> Vec<usize> {
    let cost =
        |figure: &usize| swept.wanted[*figure].kpi == Row::CostTotal.into() && swept.wanted[*figure].subject == "all";
    let counts = |figure: &usize| swept.wanted[*figure].kpi.better() != Better::Neither && !swept.is_unmoved(*figure);
    let all = 0..swept.wanted.len();
    let others = all.clone().filter(|figure| !cost(figure));
    all.clone().filter(cost).chain(others).filter(counts).take(FIGURES).collect()
}
