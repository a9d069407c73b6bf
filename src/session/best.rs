//! Which point of a grid is best by one figure: replications go on for those alone that cannot be told from it.

use super::Refused;
use super::batch::{Rounds, Shelf};
use super::points::{Points, PointsDone};
use super::request::figure;
use super::size::Halt;
use crate::catalogue::Better;
use crate::experiment::{Cancel, LEVEL, Progress};
use crate::report::{Best, Contender, direction};
use crate::say;
use crate::stats::{Contest, Sample};
use std::collections::BTreeMap;

/// What is asked of a contest.
#[derive(Clone, Debug)]
pub struct AskedBest {
    /// `KPI@SUBJECT`.
    pub kpi: String,
    /// The most replications of a point; none: `MORE` times those of all points.
    pub up_to: Option<u64>,
}

/// So many times as many replications as all points have, where nobody says otherwise.
const MORE: u64 = 10;

/// What came of it, and the names under which its replications are kept.
pub type BestFound = (Best, Vec<String>);

/// A contest that can be run.
#[derive(Clone, Copy, Debug)]
pub(super) struct ByFigure {
    figure: usize,
    most: u64,
}

impl ByFigure {
    /// Reads what is asked, or says what is wrong with it.
    pub fn read(points: &Points, asked: &AskedBest) -> Result<Self, Refused> {
        let (kpi, subject) = figure(&asked.kpi, &points.model)?;
        let key = kpi.key(&points.model);
        if kpi.better() == Better::Neither {
            return Err(Refused::said(
                say!("of {key} neither more nor less is better", "{key} 说不上高好还是低好"),
                Some(say!(
                    "`peakstaff explain` says which way a figure is better",
                    "`peakstaff explain` 说明指标的好坏方向"
                )),
            ));
        }
        let shown = &points.wanted[..points.shown];
        let Some(figure) = shown.iter().position(|one| one.kpi == kpi && one.subject == subject) else {
            return Err(Refused::said(
                say!("{key}@{subject} is not among the figures that are looked at", "所看的指标中没有 {key}@{subject}"),
                Some(say!("add --kpi \"{key}@{subject}\"", "请加上 --kpi \"{key}@{subject}\"")),
            ));
        };
        let all = points.sweeping.replications;
        if all < 2 {
            return Err(Refused::said(
                say!("one replication tells no points apart", "模拟 1 次分不出各点优劣"),
                Some(say!("--replications 10 or more", "请用 --replications 10 或更多")),
            ));
        }
        Ok(Self { figure, most: asked.up_to.unwrap_or(all * MORE).max(all) })
    }

    /// Runs further replications until one point is left, or all that are left have as many as are allowed.
    pub fn run(
        self,
        points: &Points,
        done: &PointsDone,
        shelf: &dyn Shelf,
        (progress, cancel): (&dyn Progress, &dyn Cancel),
    ) -> Result<BestFound, Halt> {
        let Self { figure, most } = self;
        let same = points.same_demand();
        let read = |point: &usize| -> Option<&Sample> { done.read[*point].as_ref()?[figure].as_ref() };
        // As it is comes first and is no point of the grid.
        let of: Vec<usize> = (1..points.changes.len()).filter(|point| same[*point] && read(point).is_some()).collect();
        let better = direction(points.wanted[figure].kpi);
        let (mut budget, rounds) = (points.sweeping.replications, Rounds::new(progress));
        let looks = 1 + (0..u64::BITS).take_while(|look| budget << look < most).count();
        let mut contest = Contest::new(of.len(), better, (LEVEL, looks));
        for (candidate, point) in of.iter().enumerate() {
            contest.add(candidate, values(read(point).expect("it is given")));
        }
        contest.look();
        let mut names = Vec::new();
        while !contest.is_decided() && budget < most {
            budget = (budget * 2).min(most);
            let mut blocks: BTreeMap<(u64, u64), Vec<usize>> = BTreeMap::new();
            for (candidate, upto) in contest.shares(contest.left().len() * budget as usize) {
                let (first, upto) = (contest.n(candidate) as u64, (upto as u64).min(most));
                if upto > first {
                    blocks.entry((first, upto - first)).or_default().push(candidate);
                }
            }
            if blocks.is_empty() {
                break;
            }
            for (block, candidates) in blocks {
                let which: Vec<usize> = candidates.iter().map(|candidate| of[*candidate]).collect();
                rounds.begin();
                let more = points.block(&which, block, shelf, (&rounds, cancel)).map_err(Halt::Kept)?;
                names.extend(more.names);
                if let Some(why) = more.stopped {
                    return Err(Halt::Stopped { why, at: points.changes[which[0]].join(", ") });
                }
                for (candidate, read) in candidates.into_iter().zip(&more.read) {
                    let sample = read.as_ref().and_then(|figures| figures[figure].as_ref());
                    if let Some(sample) = sample {
                        contest.add(candidate, values(sample));
                    }
                }
            }
            contest.look();
        }
        let (left, leader) = (contest.left().len(), contest.leader());
        let contender = |candidate: usize| {
            let out = contest.out(candidate).cloned();
            Some(Contender {
                // By its place in the grid.
                point: of[candidate] - 1,
                sample: contest.sample(candidate)?,
                out: out.map(|out| crate::stats::Out { by: of[out.by] - 1, ..out }),
                leads: leader == Some(candidate),
            })
        };
        let contenders = (0..of.len()).filter_map(contender).collect();
        Ok((Best { figure, points: contenders, left, decided: contest.is_decided(), most }, names))
    }
}

/// What each replication says: the estimate and what moves it (pseudo-values, whose mean is the estimate).
fn values(sample: &Sample) -> impl Iterator<Item = f64> {
    sample.influence.iter().map(|moves| sample.value + moves)
}
