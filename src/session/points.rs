//! Many points of one design in one case: compiled, run, and kept one by one, so that what is done is done once.

use super::batch::{Batch, BatchDone, Shelf, compiled};
use super::request::{figure, known_period, no_replications, no_subject};
use super::{REPLICATIONS, Refused, Request, Scenario, chosen};
use crate::catalogue::{self, Promised as Target, Saving, Subject, is_given, spans_on};
use crate::compile;
use crate::diagnostic::nearest;
use crate::experiment::{
    Cancel, Figures, Progress, Sweeping, Wanted, figures, same_demand, sampled_weeks, usual_figures, whole_weeks,
};
use crate::measure::Series;
use crate::model::Model;
use crate::report::Promised;
use crate::say;
use crate::scenario::text::sources::Sources;
use std::io;

/// What is asked of every point.
#[derive(Clone, Debug, Default)]
pub struct OfPoints {
    /// `KPI@SUBJECT`; none: what was promised, occupancy by team, cost.
    pub kpis: Vec<String>,
    /// So many weeks stand for the days counted; none: all days are simulated.
    pub weeks: Option<usize>,
}

/// Points that can be run.
#[derive(Debug)]
pub struct Points {
    /// The file.
    pub scenario: Scenario,
    /// The design in its case, as it is.
    pub model: Model,
    /// What each point changes: `PATH=VALUE`.
    pub changes: Vec<Vec<String>>,
    /// What is wanted of each: what is shown, then what the file promises.
    pub wanted: Vec<Wanted>,
    /// How many of these are shown.
    pub shown: usize,
    /// How they are run.
    pub sweeping: Sweeping,
    models: Vec<Model>,
    /// What decides a point's figures, beside what it changes.
    question: String,
}

/// What came of points.
pub type PointsDone = BatchDone<Figures>;

/// Points that are all done, as a report reads them.
#[derive(Debug)]
pub struct PointsRead {
    /// The figures as it is: those that are shown.
    pub as_is: Figures,
    /// The figures of every other point.
    pub points: Vec<Figures>,
    /// By other point: whether its demand is that of as is.
    pub same_demand: Vec<bool>,
    /// By other point: what its model promises, and what came of it.
    pub promised: Vec<Vec<Promised>>,
}

impl Points {
    /// Compiles points. `scenario` is the file as it is asked for, and was found to be right.
    pub fn compile(
        sources: &dyn Sources,
        scenario: Scenario,
        request: &Request,
        of: &OfPoints,
        changes: Vec<Vec<String>>,
    ) -> Result<Self, Refused> {
        let models = |model: &Model, changes: &[Vec<String>]| compiled(sources, request, model, changes);
        Self::of(scenario, request, of, changes, models)
    }

    /// Points of the design and case that are asked for; `models` makes the model of each, once all else is right.
    pub(super) fn of(
        scenario: Scenario,
        request: &Request,
        of: &OfPoints,
        changes: Vec<Vec<String>>,
        models: impl FnOnce(&Model, &[Vec<String>]) -> Result<Vec<Model>, Refused>,
    ) -> Result<Self, Refused> {
        let model = chosen(&scenario.compiled, request)?.clone();
        if request.precision.is_some() {
            return Err(Refused::said(
                say!("points have a number of replications, not a precision", "逐点模拟只能指定次数，不能指定精度"),
                Some(say!(
                    "--replications N: differences between points are of paired replications",
                    "请用 --replications N：各点之差由配对的模拟得出"
                )),
            ));
        }
        let replications = match request.replications {
            Some(0) => return Err(no_replications()),
            n => n.unwrap_or(REPLICATIONS),
        };
        let mut wanted = wanted(&model, of)?;
        let shown = wanted.len();
        let weeks = weeks(&model, of.weeks)?;
        let period = period(&model, request.period.as_deref())?;
        if wanted.iter().any(is_annual) {
            a_year_is_counted(&model, weeks.is_some(), &period)?;
        }
        let models = models(&model, &changes)?;
        for (promise, _) in models.iter().flat_map(promises) {
            if !wanted[shown..].contains(&promise) {
                wanted.push(promise);
            }
        }
        let Request { seed, threads, .. } = *request;
        let (first, only, days, by_date, focus) = (0, None, None, false, Vec::new());
        let sweeping = Sweeping { seed, first, replications, only, threads, weeks, days, by_date, focus, period };
        let kpis: Vec<String> = wanted.iter().map(|one| format!("{}@{}", one.kpi.key(&model), one.subject)).collect();
        let question = question(&scenario, request, &sweeping, &kpis.into());
        Ok(Self { scenario, model, changes, wanted, shown, sweeping, models, question })
    }

    /// Runs what is not kept already.
    pub fn run(
        &self,
        shelf: &dyn Shelf,
        progress: &dyn Progress,
        cancel: &dyn Cancel,
    ) -> Result<PointsDone, io::Error> {
        let Self { models, changes, sweeping, question, .. } = self;
        let read = |model: &Model, series: &Series<'_>| figures(model, series, &self.wanted, &sweeping.period);
        let whole = |figures: &Figures| {
            let replications = sweeping.replications as usize;
            figures.len() == self.wanted.len() && figures.iter().flatten().all(|sample| sample.n() == replications)
        };
        Batch { models, changes, sweeping, question }.run(shelf, (progress, cancel), &read, &whole)
    }

    /// Runs a further block of replications of some points.
    pub(super) fn block(
        &self,
        of: &[usize],
        (first, replications): (u64, u64),
        shelf: &dyn Shelf,
        ports: (&dyn Progress, &dyn Cancel),
    ) -> Result<PointsDone, io::Error> {
        let sweeping = Sweeping { first, replications, ..self.sweeping.clone() };
        let mut question: serde_json::Value = serde_json::from_str(&self.question).map_err(io::Error::other)?;
        (question["first"], question["replications"]) = (first.into(), replications.into());
        let models: Vec<Model> = of.iter().map(|point| self.models[*point].clone()).collect();
        let changes: Vec<Vec<String>> = of.iter().map(|point| self.changes[*point].clone()).collect();
        let read = |model: &Model, series: &Series<'_>| figures(model, series, &self.wanted, &sweeping.period);
        let whole = |figures: &Figures| figures.len() == self.wanted.len();
        Batch { models: &models, changes: &changes, sweeping: &sweeping, question: &question.to_string() }
            .run(shelf, ports, &read, &whole)
    }

    /// By point: whether its demand is that of as is.
    pub(super) fn same_demand(&self) -> Vec<bool> {
        self.models.iter().map(|model| same_demand(model, &self.models[0])).collect()
    }

    /// What came of all points; none where one was not reached.
    pub fn read(&self, done: PointsDone) -> Option<PointsRead> {
        let mut all: Vec<Figures> = done.read.into_iter().collect::<Option<_>>()?;
        let same_demand = self.same_demand();
        let promised = all.iter().zip(&self.models).map(|(figures, model)| {
            let of = |(promise, share): (Wanted, f64)| {
                let at = self.wanted[self.shown..].iter().position(|one| *one == promise)?;
                Some(Promised { wanted: promise, share, figure: figures[self.shown + at].clone() })
            };
            promises(model).into_iter().filter_map(of).collect::<Vec<_>>()
        });
        let promised: Vec<Vec<Promised>> = promised.skip(1).collect();
        for figures in &mut all {
            figures.truncate(self.shown);
        }
        for annual in (0..self.shown).filter(|at| is_annual(&self.wanted[*at])) {
            // A year's cost was kept, as less of it saves; a saving is the difference to as is, on the same demand.
            let as_is = all[0][annual].clone();
            for (figures, same) in all.iter_mut().zip(&same_demand) {
                let saved = figures[annual].as_ref().zip(as_is.as_ref()).filter(|_| *same);
                figures[annual] = saved.map(|(cost, as_is)| cost.difference(as_is));
            }
        }
        let mut all = all.into_iter();
        Some(PointsRead { as_is: all.next()?, points: all.collect(), same_demand: same_demand[1..].to_vec(), promised })
    }
}

/// All that decides what comes of a point beside what it changes; `wanted`: what is counted of it.
pub(super) fn question(scenario: &Scenario, request: &Request, how: &Sweeping, wanted: &serde_json::Value) -> String {
    let files: Vec<&str> = scenario.read.iter().map(|file| &file.sha256[..]).collect();
    let model = chosen(&scenario.compiled, request).ok();
    serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "files": files,
        "set": request.sets,
        "design": model.map(|model| &model.design.key),
        "case": model.map(|model| &model.case.key),
        "seed": how.seed,
        "first": how.first,
        "replications": how.replications,
        "only": how.only,
        "weeks": how.weeks,
        "days": how.days,
        "by_date": how.by_date,
        "period": how.period,
        "kpi": wanted,
    })
    .to_string()
}

/// Whether it is what a year saves against as is.
fn is_annual(wanted: &Wanted) -> bool {
    wanted.kpi == Saving::Annual.into()
}

/// The shares that a model promises, by type.
fn promises(model: &Model) -> Vec<(Wanted, f64)> {
    let of = |one: Target| (Wanted { kpi: one.kpi, subject: Subject::Type(one.of).key(model) }, one.share);
    catalogue::promised(model).into_iter().map(of).collect()
}

/// Refuses a year's saving where no year is counted; `sampled`: a few weeks stand for all days.
pub(super) fn a_year_is_counted(model: &Model, sampled: bool, period: &str) -> Result<(), Refused> {
    let spans = spans_on(model, |_| true);
    let days = spans.iter().find(|span| span.label.key == period).map_or(0.0, |span| span.days);
    if !sampled && days >= 365.0 {
        return Ok(());
    }
    Err(Refused::said(
        say!(
            "annual_saving is not given: it takes 365 days that are all simulated and counted",
            "无法给出 annual_saving：需要模拟并统计满 365 天"
        ),
        Some(say!(
            "write days = 365 and leave out --sample-weeks, or ask for --kpi cost.total",
            "请写 days = 365 并去掉 --sample-weeks，或改用 --kpi cost.total"
        )),
    ))
}

fn wanted(model: &Model, of: &OfPoints) -> Result<Vec<Wanted>, Refused> {
    if of.kpis.is_empty() {
        return Ok(usual_figures(model));
    }
    let mut all: Vec<Wanted> = Vec::new();
    for text in &of.kpis {
        if text.trim() == Saving::Annual.kpi().key {
            all.push(Wanted { kpi: Saving::Annual.into(), subject: "all".to_owned() });
            continue;
        }
        let (kpi, subject) = figure(text, model)?;
        let key = kpi.key(model);
        let Some((about, part)) = Subject::parse(subject, model) else {
            let known: Vec<String> = Subject::all_of(model).into_iter().map(|subject| subject.key(model)).collect();
            return Err(no_subject(subject, nearest(subject, &known).as_deref()));
        };
        if !is_given(model, kpi, part, about) {
            return Err(Refused::said(
                say!("{key} is not given for {subject}", "{key} 不适用于 {subject}"),
                Some(compile::to_count(kpi, model).unwrap_or_else(|| {
                    say!("`peakstaff explain {key}` says of whom it is", "`peakstaff explain {key}` 说明它适用于谁")
                })),
            ));
        }
        if !all.iter().any(|one| one.kpi == kpi && one.subject == subject) {
            all.push(Wanted { kpi, subject: subject.to_owned() });
        }
    }
    Ok(all)
}

pub(super) fn weeks(model: &Model, asked: Option<usize>) -> Result<Option<Vec<i32>>, Refused> {
    let Some(number) = asked else { return Ok(None) };
    let whole = whole_weeks(model);
    if (1..=whole).contains(&number) {
        return Ok(Some(sampled_weeks(model, number)));
    }
    Err(Refused::said(
        say!(
            "{number} weeks cannot be sampled: {whole} whole weeks are counted",
            "无法抽取 {number} 周：统计期内有 {whole} 个整周"
        ),
        Some(say!("leave out --sample-weeks to simulate all days", "去掉 --sample-weeks 即模拟全部日子")),
    ))
}

fn period(model: &Model, asked: Option<&str>) -> Result<String, Refused> {
    let asked = asked.unwrap_or("horizon");
    known_period(asked, &spans_on(model, |_| true), &model.calendar)?;
    Ok(asked.to_owned())
}
