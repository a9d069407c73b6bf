//! What came of a grid.

use super::{Best, TemplateTarget};
use crate::catalogue::{Better, KpiId, Subject};
use crate::experiment::{Figures, LEVEL, Sweeping, Wanted};
use crate::model::{Label, Lang, Model, Taken};
use crate::report::numbers::Scale;
use crate::report::words::colon;
use crate::stats::{Direction, Judgement, Rule, Sample, Verdict, judge};

/// A path and the values that it takes.
#[derive(Clone, Debug)]
pub struct Axis {
    /// The path.
    pub path: String,
    /// In order.
    pub values: Vec<String>,
}

/// What came of a grid.
#[derive(Debug)]
pub struct Swept {
    /// The scenario's title.
    pub title: Label,
    /// The design in its case, as it is.
    pub model: Model,
    /// What is varied; the last one's values change fastest.
    pub axes: Vec<Axis>,
    /// What is estimated at every point.
    pub wanted: Vec<Wanted>,
    /// How it was run.
    pub sweeping: Sweeping,
    /// The figures as it is.
    pub as_is: Figures,
    /// The figures of every point.
    pub points: Vec<Figures>,
    /// By point: whether its demand is that of as is; only then is it better or worse.
    pub same_demand: Vec<bool>,
    /// By point: what its model promises, and what came of it.
    pub promised: Vec<Vec<Promised>>,
    /// Which point is best, where that was asked for.
    pub best: Option<Best>,
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
    /// What was taken of the files that the scenario names.
    pub files: Vec<Taken>,
    /// Targets that nobody set.
    pub template_targets: Vec<TemplateTarget>,
}

/// A share that the file promises, at a point.
#[derive(Clone, Debug)]
pub struct Promised {
    /// Of whom.
    pub wanted: Wanted,
    /// The share.
    pub share: f64,
    /// What came of it; none where nothing happened.
    pub figure: Option<Sample>,
}

impl Promised {
    /// By how much it is missed; below 0 where it is met.
    pub fn short(&self) -> Option<f64> {
        Some(self.share - self.figure.as_ref()?.value)
    }

    /// Whether its whole interval lies at the promised share or above; what never happened misses nothing.
    pub fn is_met(&self) -> bool {
        self.figure.as_ref().is_none_or(|figure| figure.value - figure.half_width(LEVEL).unwrap_or(0.0) >= self.share)
    }
}

impl Swept {
    /// The values at a point, by axis.
    pub fn at(&self, mut point: usize) -> Vec<&str> {
        let mut values = Vec::new();
        for axis in self.axes.iter().rev() {
            values.push(&axis.values[point % axis.values.len()][..]);
            point /= axis.values.len();
        }
        values.reverse();
        values
    }

    /// A figure at a point, less what it is as is: on the same customers, all points of one figure judged together.
    pub fn judgement(&self, point: usize, figure: usize) -> Option<Judgement> {
        let (base, other) = (self.as_is[figure].as_ref()?, self.points[point][figure].as_ref()?);
        let better = direction(self.wanted[figure].kpi);
        let found = judge(base, other, &[], Rule { better, level: LEVEL, comparisons: self.points.len() });
        Some(if self.same_demand[point] { found } else { found.unjudged() })
    }

    /// By how much the promise that is missed most is missed at a point; 0 or less where all are met, or nothing is promised.
    pub fn short(&self, point: usize) -> f64 {
        self.promised[point].iter().filter_map(Promised::short).fold(f64::MIN, f64::max).max(-1.0)
    }

    /// Whether all that is promised at a point is surely met.
    pub fn is_met(&self, point: usize) -> bool {
        self.promised[point].iter().all(Promised::is_met)
    }

    /// How many promises are missed at a point, by their means.
    pub fn missed(&self, point: usize) -> usize {
        self.promised[point].iter().filter_map(Promised::short).filter(|short| *short > 0.0).count()
    }

    /// Whether it is the same everywhere, in every replication.
    pub fn is_unmoved(&self, figure: usize) -> bool {
        let same = |point| self.judgement(point, figure).is_some_and(|j| j.verdict == Verdict::Same);
        self.sweeping.replications > 1 && (0..self.points.len()).all(same)
    }

    /// `occupancy: Pre-sale team`.
    pub fn name(&self, figure: usize, lang: Lang) -> String {
        name(&self.wanted[figure], &self.model, lang)
    }

    /// How the numbers of a figure are written; for differences, `difference`.
    pub fn scale(&self, figure: usize, difference: bool, lang: Lang) -> Scale {
        let all = self.points.iter().chain([&self.as_is]).filter_map(|figures| figures[figure].as_ref());
        let largest = all.map(|sample| sample.value.abs()).fold(0.0, f64::max);
        Scale::new(self.wanted[figure].kpi.unit(&self.model), largest, difference, &self.model.money.currency, lang)
    }
}

/// Which way a figure is better.
pub fn direction(kpi: KpiId) -> Direction {
    match kpi.better() {
        Better::Higher => Direction::Higher,
        Better::Lower => Direction::Lower,
        Better::Neither => Direction::Neither,
    }
}

/// A wanted figure's name.
pub fn name(wanted: &Wanted, model: &Model, lang: Lang) -> String {
    let kpi = wanted.kpi.name(model, lang);
    match Subject::parse(&wanted.subject, model) {
        Some((Subject::All, _)) | None => kpi.into_owned(),
        Some((subject, part)) => colon(lang, &kpi, &format!("{}{}", subject.name(model, lang), part.suffix())),
    }
}
