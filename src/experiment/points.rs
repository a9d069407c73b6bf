//! Points of a grid, each the same replications of another model: what is kept of each is a few figures with their
//! influence by replication, so that any two can be compared and a thousand points need little room.
//!
//! The unit of work is a stretch of days of one replication of one point. Points are ended in order, whatever the threads.

use super::replicate::{Cancel, Progress};
use super::saving::a_year;
use super::study::Stopped;
use super::weeks::{Excerpts, Kept, WEEK, joined};
use crate::catalogue::{KpiId, List, Part, Saving, Subject, is_given, listed};
use crate::engine::Ended;
use crate::measure::{Evaluator, Memory, Outcome, Series};
use crate::model::Model;
use crate::stats::Sample;
use rayon::prelude::*;
use std::ops::Range;

/// What is wanted of every point.
#[derive(Clone, PartialEq, Debug)]
pub struct Wanted {
    /// What.
    pub kpi: KpiId,
    /// Of whom: the stable name.
    pub subject: String,
}

/// How to run them.
#[derive(Clone, Debug)]
pub struct Sweeping {
    /// Seed of everything random.
    pub seed: u64,
    /// Number of the first replication: those before it are another block's.
    pub first: u64,
    /// Replications of every point.
    pub replications: u64,
    /// Their numbers, where they do not follow each other from `first` on: as many as there are.
    pub only: Option<Vec<u64>>,
    /// Worker threads; results do not depend on it.
    pub threads: usize,
    /// First days of the weeks that are simulated, counted from the first day that counts; none: all days.
    pub weeks: Option<Vec<i32>>,
    /// Where no weeks are sampled: the days that are simulated, counted likewise; none: all days.
    pub days: Option<Range<i32>>,
    /// Whether counters are kept by date.
    pub by_date: bool,
    /// Dates of which figures are kept by interval too, counted from the first day that counts; where any are, the days are one stretch.
    pub focus: Vec<usize>,
    /// The span that figures are of: its stable name.
    pub period: String,
}

impl Sweeping {
    /// The number of the `n`-th replication.
    fn number(&self, n: u64) -> u64 {
        self.only.as_ref().map_or(self.first + n, |only| only[n as usize])
    }

    /// The stretches of days that are simulated; none: all days.
    fn stretches(&self) -> Option<Vec<Range<i32>>> {
        let weeks = self.weeks.as_ref().map(|weeks| weeks.iter().map(|first| *first..first + WEEK).collect());
        weeks.or_else(|| self.days.clone().map(|days| vec![days]))
    }
}

/// A point's figures, in the order in which they are wanted; none where one is not given or nothing happened.
pub type Figures = Vec<Option<Sample>>;

/// Units of work for every thread at once: fewer would leave threads idle at the end of each batch.
const UNITS: usize = 16;

/// Runs the points whose numbers are `todo`, has `read` read each one's replications, and hands over what came of it as soon as
/// it is done, in order; `keep` may refuse it, which ends everything. What stopped it early, where something did.
pub fn run_points<R, E>(
    models: &[Model],
    todo: &[usize],
    sweeping: &Sweeping,
    (progress, cancel): (&dyn Progress, &dyn Cancel),
    read: &dyn Fn(&Model, &Series<'_>) -> R,
    keep: &mut dyn FnMut(usize, R) -> Result<(), E>,
) -> Result<Option<Stopped>, E> {
    let stretches = sweeping.stretches();
    let kept = Kept { by_date: sweeping.by_date, focus: &sweeping.focus };
    let (stretches, parts) = (stretches.as_deref(), stretches.as_ref().map_or(1, Vec::len));
    let a_point = sweeping.replications as usize * parts;
    let pool = super::replicate::pool(sweeping.threads, (a_point as u64).saturating_mul(todo.len() as u64));
    let threads = pool.current_num_threads();
    progress.planned(todo.len() as u64 * sweeping.replications);
    for batch in todo.chunks((threads * UNITS).div_ceil(a_point).max(1)) {
        if cancel.cancelled() {
            return Ok(Some(Stopped::Interrupted));
        }
        let excerpts: Vec<Excerpts> =
            batch.iter().map(|point| Excerpts::new(&models[*point], stretches, kept)).collect();
        let units: Vec<(usize, u64, usize)> = (0..batch.len())
            .flat_map(|point| (0..sweeping.replications).map(move |number| (point, number)))
            .flat_map(|(point, number)| (0..parts).map(move |part| (point, number, part)))
            .collect();
        let run = |memory: &mut Memory, (point, number, part): &(usize, u64, usize)| {
            let key = (sweeping.seed, sweeping.number(*number));
            let outcome = excerpts[*point].observe(*part, key, memory, &|| cancel.cancelled());
            if *part == 0 {
                progress.done();
            }
            outcome
        };
        let done: Vec<Outcome> = pool.install(|| units.par_iter().map_init(Memory::default, run).collect());
        let mut done = done.into_iter();
        for (point, excerpts) in batch.iter().zip(&excerpts) {
            let mut outcomes = Vec::new();
            for replication in 0..sweeping.replications {
                let outcome = joined(done.by_ref().take(parts));
                match outcome.ended {
                    Ended::Whole => outcomes.push(outcome),
                    Ended::Cancelled => return Ok(Some(Stopped::Interrupted)),
                    Ended::Limit(limit) => return Ok(Some(Stopped::Limit { arm: *point, replication, limit })),
                }
            }
            keep(*point, read(&models[*point], &Series { outcomes: &outcomes, spans: &excerpts.spans }))?;
        }
    }
    Ok(None)
}

/// The figures of a point in a period, from its replications.
pub fn figures(model: &Model, series: &Series<'_>, wanted: &[Wanted], period: &str) -> Figures {
    let span = span_of(series, period);
    let evaluator = Evaluator::new(model);
    let figure = |wanted: &Wanted| {
        if wanted.kpi == KpiId::Saving(Saving::Annual) {
            // Less of a year's cost is more saved; what it is saved against, whoever reads all points knows.
            let cost = a_year(&evaluator, series, span)?;
            return Some(Sample::weighted_sum(0.0, &[(-1.0, &cost)]));
        }
        let (subject, part) = Subject::parse(&wanted.subject, model)?;
        evaluator.estimate(wanted.kpi, part, subject, series, span)
    };
    wanted.iter().map(figure).collect()
}

/// Which of the spans is the period.
pub(super) fn span_of(series: &Series<'_>, period: &str) -> usize {
    series.spans.iter().position(|span| span.label.key == period).expect("the period was asked for by name")
}

/// Figures that a model gives, of those asked by nobody: what was promised, what people do, what it costs.
pub fn usual_figures(model: &Model) -> Vec<Wanted> {
    let subjects = |kpi: KpiId| {
        if kpi.of().teams { model.teams.ids().map(Subject::Team).collect() } else { vec![Subject::All] }
    };
    let of = |kpi: KpiId| {
        let given = subjects(kpi).into_iter().filter(move |subject| is_given(model, kpi, Part::Both, *subject));
        given.map(move |subject| Wanted { kpi, subject: subject.key(model) })
    };
    listed(List::Points).into_iter().flat_map(of).collect()
}
