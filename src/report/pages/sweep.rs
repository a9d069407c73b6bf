//! A grid of what-ifs: estimates and differences at every point, as tables; [`files`] has them as rows and JSON.

mod about;
mod files;
mod recommended;
mod tables;

pub(super) use about::{about, name};
pub use files::{swept_csv, swept_json, week_dates};
pub use recommended::cheapest;

use crate::catalogue::{Better, KpiId};
use crate::experiment::{Figures, LEVEL, Sweeping, Wanted};
use crate::model::{Label, Lang, Model};
use crate::report::numbers::{self, Scale};
use crate::report::words::{Words, list, say};
use crate::report::{Block, Report, Section, TemplateTarget};
use crate::stats::{Direction, Judgement, Rule, Sample, Verdict, judge};
use recommended::verdict;
use tables::{grid, rows, unmoved};

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
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
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
    fn short(&self) -> Option<f64> {
        Some(self.share - self.figure.as_ref()?.value)
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
        let better = match self.wanted[figure].kpi.better() {
            Better::Higher => Direction::Higher,
            Better::Lower => Direction::Lower,
            Better::Neither => Direction::Neither,
        };
        let found = judge(base, other, &[], Rule { better, level: LEVEL, comparisons: self.points.len() });
        Some(if self.same_demand[point] { found } else { found.unjudged() })
    }

    /// By how much the promise that is missed most is missed at a point; 0 or less where all are met, or nothing is promised.
    fn short(&self, point: usize) -> f64 {
        self.promised[point].iter().filter_map(Promised::short).fold(f64::MIN, f64::max).max(-1.0)
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

/// The first page.
pub fn swept_report(swept: &Swept, lang: Lang, next: &str) -> Report {
    let w = Words::of(lang);
    let mut sections = vec![what(swept, lang)];
    sections.extend(verdict(swept, lang));
    if swept.axes.len() == 2 {
        // What is the same everywhere is said in a line.
        let (same, moved): (Vec<usize>, Vec<usize>) =
            (0..swept.wanted.len()).partition(|figure| swept.is_unmoved(*figure));
        sections.extend(moved.into_iter().map(|figure| grid(swept, figure, lang)));
        if !same.is_empty() {
            let figures: Vec<String> = same.iter().map(|figure| unmoved(swept, *figure, lang)).collect();
            let heading = say(lang, "The same at all points".into(), "各点都相同".into());
            sections.push(Section { heading, blocks: figures.into_iter().map(Block::Item).collect() });
        }
    } else {
        let heading = say(lang, "Point by point".into(), "逐点结果".into());
        sections.push(Section { heading, blocks: vec![Block::Table(rows(swept, lang))] });
    }
    sections.push(how_to_read(swept, lang));
    Report { title: swept.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", w.next) }
}

fn what(swept: &Swept, lang: Lang) -> Section {
    let w = Words::of(lang);
    let mut named = about(&swept.model, &swept.sweeping, (&swept.changes, &swept.template_targets), lang);
    for axis in &swept.axes {
        named.push((axis.path.clone(), list(lang, &axis.values)));
    }
    let (points, n) = (swept.points.len(), numbers::count(swept.sweeping.replications));
    let seed = swept.sweeping.seed;
    named.push((
        w.replications.to_owned(),
        say(
            lang,
            format!("{n} of each of {points} points, seed {seed}; all meet the same customers and the same days"),
            format!("{points} 个点各 {n} 次，种子 {seed}；各点面对相同的客户与日子"),
        ),
    ));
    Section { heading: say(lang, "What is varied".into(), "改变什么".into()), blocks: vec![Block::Named(named)] }
}

fn how_to_read(swept: &Swept, lang: Lang) -> Section {
    let points = swept.points.len();
    let mut named = vec![(
        "±".to_owned(),
        say(
            lang,
            "the error of the mean at this point: half its 95 % interval; the chance of the simulation alone, not whether the \
             assumptions hold"
                .into(),
            "该点均值的误差：95 % 区间的一半；只含模拟的随机性，不含假设是否成立".into(),
        ),
    )];
    if swept.sweeping.replications > 1 && swept.same_demand.contains(&true) {
        let signs = say(
            lang,
            format!(
                "▲ better, ▼ worse, ≠ different, = undecided: the difference to as is, of paired replications; for one \
                 figure all {points} points hold together; no sign where demand is not that of as is"
            ),
            format!(
                "▲ 更好，▼ 更差，≠ 有差异，= 未定：与现状之差，由配对模拟得出；同一指标的 {points} 个点同时成立；需求与现状不同的点不作标记"
            ),
        );
        named.push(("▲ ▼ ≠ =".to_owned(), signs));
    }
    let mut seen: Vec<KpiId> = Vec::new();
    for Wanted { kpi, .. } in &swept.wanted {
        if !seen.contains(kpi) {
            seen.push(*kpi);
            named.push((kpi.name(&swept.model, lang).into_owned(), kpi.definition(&swept.model, lang).into_owned()));
        }
    }
    Section { heading: Words::of(lang).how_to_read.to_owned(), blocks: vec![Block::Named(named)] }
}
