//! What an arm costs, replication by replication: a year, month by month, and once.

use super::replicate::{Cancel, Progress, pool};
use super::saving::a_year_of;
use super::study::Stopped;
use crate::catalogue::{HORIZON, Part, Row, Span, Subject, spans};
use crate::engine::{Ended, NullObserver};
use crate::measure::{Evaluator, Memory, Outcome, Replication, Series, observe};
use crate::model::Model;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Money of an arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Costs {
    /// Running cost of a year, as of `annual_saving`, by replication.
    pub year: Vec<f64>,
    /// Running cost by month, then by replication.
    pub months: Vec<Vec<f64>>,
    /// Paid once, by month.
    pub once: Vec<f64>,
}

/// The spans that are calendar months.
pub fn calendar_months(spans: &[Span]) -> Vec<usize> {
    let is_month = |span: &Span| !span.named && !span.year && span.label.key != HORIZON;
    // A calendar year that is counted whole has a span of its own, with twelve months in it.
    (0..spans.len()).filter(|at| is_month(&spans[*at]) && spans[*at].label.key.contains('-')).collect()
}

impl Costs {
    /// Reads replications at a model's prices; these may be of another model that [differs in prices
    /// only](Model::differs_in_prices_only). None where a price is missing, or no year is counted.
    pub fn of(model: &Model, series: &Series<'_>) -> Option<Self> {
        let evaluator = Evaluator::new(model);
        let amounts = |row: Row, span: usize| -> Option<Vec<f64>> {
            let (kpi, rows) = (row.into(), series.rows(span));
            Some(evaluator.sums(kpi, Part::Both, Subject::All, &rows, &series.spans[span])?.above)
        };
        let year = a_year_of(Row::CostTotal.into(), &evaluator, series, 0)?;
        let months = calendar_months(series.spans);
        Some(Self {
            year: year.influence.iter().map(|off| year.value + off).collect(),
            months: months.iter().map(|span| amounts(Row::CostTotal, *span)).collect::<Option<_>>()?,
            once: months.iter().map(|span| amounts(Row::CostOneOff, *span)?.first().copied()).collect::<Option<_>>()?,
        })
    }
}

/// Replications of a model.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// What is run.
    pub model: &'a Model,
    /// Which replications.
    pub numbers: Range<u64>,
}

/// Runs jobs and hands the costs of each over as soon as it is done, in order; `keep` may refuse them, which ends everything.
/// What stopped it early, where something did: the arm is then the job.
pub fn run_jobs<E>(
    jobs: &[Job<'_>],
    (seed, threads): (u64, usize),
    (progress, cancel): (&dyn Progress, &dyn Cancel),
    keep: &mut dyn FnMut(usize, Option<Costs>) -> Result<(), E>,
) -> Result<Option<Stopped>, E> {
    /// Units of work for every thread at once.
    const UNITS: usize = 8;
    let all: u64 = jobs.iter().map(|job| job.numbers.end - job.numbers.start).sum();
    let pool = pool(threads, all);
    let (most, mut from) = (pool.current_num_threads() * UNITS, 0);
    while from < jobs.len() {
        if cancel.cancelled() {
            return Ok(Some(Stopped::Interrupted));
        }
        let (mut upto, mut units) = (from, Vec::new());
        while upto < jobs.len() && (units.is_empty() || units.len() < most) {
            units.extend(jobs[upto].numbers.clone().map(|number| (upto, number)));
            upto += 1;
        }
        let spans: Vec<Vec<Span>> = jobs[from..upto].iter().map(|job| spans(job.model)).collect();
        let run = |memory: &mut Memory, (job, number): &(usize, u64)| {
            let (model, spans) = (jobs[*job].model, &spans[*job - from][..]);
            let replication = Replication { model, spans, seed, number: *number, days: false, profile: None };
            let outcome = observe(replication, NullObserver, memory, &|| cancel.cancelled());
            progress.done();
            outcome
        };
        let done: Vec<Outcome> = pool.install(|| units.par_iter().map_init(Memory::default, run).collect());
        let stopped = done.iter().zip(&units).find_map(|(outcome, (job, number))| match outcome.ended {
            Ended::Whole => None,
            Ended::Cancelled => Some(Stopped::Interrupted),
            Ended::Limit(limit) => Some(Stopped::Limit { arm: *job, replication: *number, limit }),
        });
        if stopped.is_some() {
            return Ok(stopped);
        }
        let mut rest = &done[..];
        for (job, spans) in (from..upto).zip(&spans) {
            let own;
            (own, rest) = rest.split_at((jobs[job].numbers.end - jobs[job].numbers.start) as usize);
            keep(job, Costs::of(jobs[job].model, &Series { outcomes: own, spans }))?;
        }
        from = upto;
    }
    Ok(None)
}
