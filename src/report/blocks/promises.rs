//! What was promised, and how it stands: met, undecided or missed, by one rule wherever it is said.

pub mod breaks;

use crate::catalogue::{KpiId, Subject, promised};
use crate::experiment::Estimate;
use crate::model::{Lang, Model};
use crate::report::labels::View;
use crate::report::results::Results;
use crate::report::words::say;
use serde::Serialize;
use std::borrow::Cow;

/// A share that the file promises for a contact type.
#[derive(Clone, Debug)]
pub struct Promise {
    /// Service level (at the limit of the target, where the type has several), or tickets on time.
    pub kpi: KpiId,
    /// Of whom: the stable name.
    pub subject: String,
    /// The share, 0 to 1.
    pub share: f64,
}

/// Every promise of a model.
pub fn promises(model: &Model) -> Vec<Promise> {
    let to_customers = promised(model).into_iter().filter(|one| !model.types[one.of].outreach);
    to_customers
        .map(|one| Promise { kpi: one.kpi, subject: Subject::Type(one.of).key(model), share: one.share })
        .collect()
}

/// How a promise stands in what was simulated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// Its whole interval lies at the promised share or above.
    Met,
    /// The promised share lies inside its interval.
    Open,
    /// Its whole interval lies below the promised share.
    Missed,
}

/// How a share with half of its 95 % interval stands beside what was promised; without an interval by the mean alone.
pub fn stands(mean: f64, half_width: Option<f64>, promised: f64) -> Stands {
    let half = half_width.unwrap_or(0.0);
    if mean + half < promised {
        Stands::Missed
    } else if mean - half < promised {
        Stands::Open
    } else {
        Stands::Met
    }
}

/// How far a promise is kept: below 0 the mean misses it. None where nothing happened.
fn margin<'a>(view: &View<'a>, arm: usize, promise: &Promise) -> Option<(&'a Estimate, f64)> {
    let e = view.estimate(arm, promise.kpi, &promise.subject)?;
    Some((e, e.mean - promise.share))
}

/// A target in files: what was promised, what came of it over the report's period, and how it stands.
#[derive(Serialize)]
pub struct TargetRow<'a> {
    design: &'a str,
    case: &'a str,
    period: &'a str,
    kpi: Cow<'static, str>,
    subject: String,
    target: f64,
    mean: Option<f64>,
    half_width: Option<f64>,
    stands: &'static str,
}

/// The targets of every design in every case.
pub fn rows(results: &Results) -> Vec<TargetRow<'_>> {
    let view = View::new(results, Lang::En);
    let of_arm = |arm: usize| {
        let model = &results.study.arms[arm].model;
        let view = &view;
        promises(model).into_iter().map(move |promise| {
            let found = view.estimate(arm, promise.kpi, &promise.subject);
            TargetRow {
                design: &model.design.key,
                case: &model.case.key,
                period: &results.period,
                kpi: promise.kpi.key(model),
                target: promise.share,
                mean: found.map(|e| e.mean),
                half_width: found.and_then(|e| e.half_width),
                stands: match found.map(|e| stands(e.mean, e.half_width, promise.share)) {
                    Some(Stands::Met) => "met",
                    Some(Stands::Open) => "undecided",
                    Some(Stands::Missed) => "missed",
                    None => "nothing happened",
                },
                subject: promise.subject,
            }
        })
    };
    (0..results.study.arms.len()).flat_map(|arm| of_arm(arm).collect::<Vec<_>>()).collect()
}

/// How many promises of a design stand how, over the report's period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Kept {
    /// Surely missed.
    pub missed: usize,
    /// Neither surely missed nor surely met.
    pub open: usize,
    /// How many there are; of some nothing may have happened.
    pub all: usize,
}

/// How the promises of a design stand: its own, over the report's period.
pub fn kept(view: &View<'_>, arm: usize) -> Kept {
    let all = promises(view.model(arm));
    let mut kept = Kept { all: all.len(), ..Kept::default() };
    for promise in &all {
        match margin(view, arm, promise).map(|(e, _)| stands(e.mean, e.half_width, promise.share)) {
            Some(Stands::Missed) => kept.missed += 1,
            Some(Stands::Open) => kept.open += 1,
            Some(Stands::Met) | None => (),
        }
    }
    kept
}

impl Kept {
    /// `4 missed, 1 undecided`; `all met over 42 days`: of all days together, so that nobody takes it for each of them.
    pub fn words(self, view: &View<'_>) -> String {
        let Self { missed, open, .. } = self;
        let days = view.stretch();
        match (missed, open) {
            (0, 0) => say(view.lang, format!("all met over {days}"), format!("{days}平均全部达标")),
            (0, _) => say(
                view.lang,
                format!("none missed over {days}, {open} undecided"),
                format!("{days}平均没有未达标的、{open} 项未定"),
            ),
            (_, 0) => say(view.lang, format!("{missed} missed"), format!("{missed} 项未达标")),
            _ => say(
                view.lang,
                format!("{missed} missed, {open} undecided"),
                format!("{missed} 项未达标、{open} 项未定"),
            ),
        }
    }

    /// For a cell: `4/8`, `4+1/8` with one undecided.
    pub fn short(self) -> String {
        let Self { missed, open, all } = self;
        if open == 0 { format!("{missed}/{all}") } else { format!("{missed}+{open}/{all}") }
    }
}
