//! Why customers waited: the half hours that miss their targets most, and what the waiting in them is charged to.
//!
//! Replications are those of `run` with the same seed; they are run twice where the worst half hours are still to be found, because
//! what is an older backlog in a stretch of time depends on when it begins.

use super::replicate::{Cancel, Progress, pool};
use super::study::Stopped;
use crate::catalogue::Span;
use crate::engine::Ended;
use crate::id::Id;
use crate::load::History;
use crate::measure::blame::{Answers, Asked, Blamed, Cause, State, Window, row_length, row_of, rows, watched};
use crate::model::{Model, TeamId, TypeId};
use crate::stats::Sample;
use rayon::prelude::*;
use std::ops::Range;

/// So many stretches are looked at, besides the whole.
pub const MOST: usize = 3;
/// A stretch lasts so many rows at most: four hours.
const LONGEST: usize = 8;
/// A row belongs to a stretch while it is short of its target by this part of the worst row.
const PART: f64 = 0.25;
/// A further stretch is told where it is short by this part of the worst one.
const WORTH: f64 = 0.1;

/// What to run.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// One design in one case.
    pub model: &'a Model,
    /// Seed of everything random.
    pub seed: u64,
    /// How many replications.
    pub replications: u64,
    /// Worker threads; results do not depend on it.
    pub threads: usize,
}

/// What is asked about: all of a span and the worst of it, or these counted intervals.
#[derive(Clone, Debug)]
pub enum About<'a> {
    /// A span.
    Span(&'a Span),
    /// From the first interval to the last, exclusive.
    At(Range<usize>),
}

/// One stretch in one replication.
#[derive(Clone, Debug)]
struct Run {
    blamed: Blamed,
    /// By row and type.
    asked: Vec<Asked>,
}

/// A stretch of time, and what customers waited for in it.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// All of the span that was asked about, and no part of it.
    pub whole: bool,
    /// Counted intervals, from the first to the last, exclusive.
    pub intervals: Range<usize>,
    /// Rows of the day that something of it is in, in order of time.
    pub rows: Vec<usize>,
    /// By row of the day: its length in all, ticks.
    ticks: Vec<i64>,
    /// By row and type: who is expected to ask for people.
    expected: Vec<f64>,
    types: usize,
    /// By replication.
    runs: Vec<Run>,
}

/// Why customers of a design waited.
#[derive(Debug)]
pub struct Why {
    /// The design in its case.
    pub model: Model,
    /// The seed.
    pub seed: u64,
    /// Replications that were whole.
    pub replications: u64,
    /// What ended it early, after these; `None`: it is whole.
    pub stopped: Option<Stopped>,
    /// The whole span first, where it was asked about; then its worst parts, worst first.
    pub stretches: Vec<Stretch>,
}

/// Runs the design, and looks at it.
pub fn why(
    asking: Asking<'_>,
    about: &About<'_>,
    progress: &dyn Progress,
    cancel: &dyn Cancel,
) -> Result<Why, Stopped> {
    let Asking { model, seed, replications, threads } = asking;
    let pool = pool(threads, replications);
    let passes = if matches!(about, About::Span(_)) { 2 } else { 1 };
    progress.planned(replications * passes);
    let mut stopped = None;
    let mut planned = replications;
    let stretches: Vec<(bool, Range<usize>, Window)> = match about {
        About::At(intervals) => vec![(false, intervals.clone(), part(model, intervals))],
        About::Span(span) => {
            let per_day = model.calendar.intervals_per_day();
            let inside: Vec<bool> = (0..model.calendar.intervals()).map(|n| span.contains(n, per_day)).collect();
            let from = inside.iter().position(|inside| *inside).unwrap_or(0);
            let until = inside.iter().rposition(|inside| *inside).map_or(from, |last| last + 1);
            let parts;
            (parts, planned, stopped) = found((asking, &pool), &inside, progress, cancel);
            let whole = (true, from..until, Window { inside, mark: None });
            let parts = parts.into_iter().map(|intervals| (false, intervals.clone(), part(model, &intervals)));
            std::iter::once(whole).chain(parts).collect()
        }
    };
    let windows: Vec<Window> = stretches.iter().map(|(.., window)| window.clone()).collect();
    // Days behind the last that is looked at change nothing in it.
    let last = stretches.iter().map(|(_, intervals, _)| intervals.end).max().unwrap_or(0);
    let days = last.div_ceil(model.calendar.intervals_per_day()).max(1) as i32;
    let until_then = model.excerpt(0, days.min(model.calendar.days));
    let history = History::of(&until_then);
    let mut all: Vec<Stretch> = stretches
        .into_iter()
        .map(|(whole, intervals, window)| Stretch::new(&until_then, &history, whole, intervals, &window))
        .collect();
    let of = |number: u64| {
        let (answers, blamed, ended) = watched(&until_then, (seed, number), &windows, &|| cancel.cancelled());
        progress.done();
        let runs = blamed
            .into_iter()
            .zip(&windows)
            .map(|(blamed, window)| Run { asked: asked(&until_then, &answers, window), blamed });
        (runs.collect::<Vec<Run>>(), ended)
    };
    let keep = |runs: Vec<Run>| all.iter_mut().zip(runs).for_each(|(stretch, run)| stretch.runs.push(run));
    let (replications, ended) = in_order(&pool, planned, cancel, of, keep);
    match ended.or(stopped) {
        Some(stopped) if replications == 0 => Err(stopped),
        stopped => Ok(Why { model: model.clone(), seed, replications, stopped, stretches: all }),
    }
}

/// Runs replications in blocks, and keeps those that are whole, in order, up to the first that is not: how many, and what ended it.
fn in_order<T: Send>(
    pool: &rayon::ThreadPool,
    planned: u64,
    cancel: &dyn Cancel,
    of: impl Fn(u64) -> (T, Ended) + Sync,
    mut keep: impl FnMut(T),
) -> (u64, Option<Stopped>) {
    let block = pool.current_num_threads() as u64;
    let mut number = 0;
    while number < planned {
        // A short replication is whole before it asks; between blocks somebody has to.
        if cancel.cancelled() {
            return (number, Some(Stopped::Interrupted));
        }
        let block = number..planned.min(number + block);
        let done: Vec<(T, Ended)> = pool.install(|| block.into_par_iter().map(&of).collect());
        for (found, ended) in done {
            match ended {
                Ended::Whole => keep(found),
                Ended::Limit(limit) => return (number, Some(Stopped::Limit { arm: 0, replication: number, limit })),
                Ended::Cancelled => return (number, Some(Stopped::Interrupted)),
            }
            number += 1;
        }
    }
    (number, None)
}

/// A stretch whose beginning tells who asked before it.
fn part(model: &Model, intervals: &Range<usize>) -> Window {
    let inside = (0..model.calendar.intervals()).map(|n| intervals.contains(&n)).collect();
    Window { inside, mark: Some(intervals.start) }
}

/// What was asked in a window, by row and type.
fn asked(model: &Model, answers: &Answers, window: &Window) -> Vec<Asked> {
    let (calendar, types) = (&model.calendar, model.types.len());
    let mut sums = vec![Asked::default(); rows(calendar) * types];
    for interval in (0..calendar.intervals()).filter(|n| window.inside[*n]) {
        for of in model.types.ids() {
            sums[row_of(calendar, interval) * types + of.index()].add(answers.of(interval, of));
        }
    }
    sums
}

/// The parts of a span that are most short of what is promised, worst first, each on a date of its own where there are several; of
/// how many whole replications, and what ended them early.
fn found(
    (asking, pool): (Asking<'_>, &rayon::ThreadPool),
    inside: &[bool],
    progress: &dyn Progress,
    cancel: &dyn Cancel,
) -> (Vec<Range<usize>>, u64, Option<Stopped>) {
    let Asking { model, seed, .. } = asking;
    let types = model.types.len();
    let one = |number: u64| {
        let (answers, _, ended) = watched(model, (seed, number), &[], &|| cancel.cancelled());
        progress.done();
        (answers, ended)
    };
    let mut sum: Option<Answers> = None;
    let add = |found: Answers| match &mut sum {
        Some(sum) => sum.add(&found),
        None => sum = Some(found),
    };
    let (replications, stopped) = in_order(pool, asking.replications, cancel, one, add);
    let Some(answers) = sum else { return (Vec::new(), 0, stopped) };
    let per_row = (row_length(&model.calendar).ticks() / model.calendar.interval.ticks()) as usize;
    let short = |row: usize| -> f64 {
        let intervals = || (row * per_row..(row + 1) * per_row).filter(|n| inside[*n]);
        let of_type = |of: TypeId| {
            let mut sum = Asked::default();
            intervals().for_each(|n| sum.add(answers.of(n, of)));
            missing(model, of, sum)
        };
        (0..types).map(TypeId::from_index).map(of_type).sum::<f64>() / replications as f64
    };
    let short: Vec<f64> = (0..model.calendar.intervals() / per_row).map(short).collect();
    let parts = worst(&short, rows(&model.calendar));
    let intervals = parts.into_iter().map(|rows| rows.start * per_row..rows.end * per_row).collect();
    (intervals, replications, stopped)
}

/// By how many customers in time a type is short of what is promised; where nothing is promised to anybody, who gave up.
fn missing(model: &Model, of: TypeId, asked: Asked) -> f64 {
    let promised = |of: &crate::model::ContactType| of.speed.and_then(|speed| speed.share);
    match promised(&model.types[of]) {
        Some(share) => (share * asked.judged as f64 - asked.in_time as f64).max(0.0),
        None if model.types.iter().any(|of| promised(of).is_some()) || !model.types[of].is_live() => 0.0,
        None => asked.abandoned as f64,
    }
}

/// Stretches of rows that are short by most, so many rows a day: each from its worst row to both sides.
pub(super) fn worst(short: &[f64], a_day: usize) -> Vec<Range<usize>> {
    let mut left = short.to_vec();
    let mut found: Vec<(f64, Range<usize>)> = Vec::new();
    let days = short.len() / a_day;
    while found.len() < MOST {
        let Some((peak, most)) =
            left.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        else {
            break;
        };
        if most <= 1e-9 {
            break;
        }
        let day = peak / a_day * a_day..(peak / a_day + 1) * a_day;
        let mut rows = peak..peak + 1;
        while rows.len() < LONGEST {
            let at = |row: Option<usize>| row.filter(|row| day.contains(row)).map_or(0.0, |row| left[row]);
            let (before, behind) = (at(rows.start.checked_sub(1)), at(Some(rows.end)));
            if before.max(behind) < PART * most {
                break;
            }
            if before >= behind { rows.start -= 1 } else { rows.end += 1 }
        }
        let sum: f64 = left[rows.clone()].iter().sum();
        if found.first().is_some_and(|(first, _)| sum < WORTH * first) {
            break;
        }
        // Several dates tell more than several hours of one.
        let done =
            if days > MOST { day } else { rows.start.saturating_sub(1).max(day.start)..(rows.end + 1).min(day.end) };
        left[done].fill(0.0);
        found.push((sum, rows));
    }
    found.into_iter().map(|(_, rows)| rows).collect()
}

impl Stretch {
    fn new(model: &Model, history: &History<'_>, whole: bool, intervals: Range<usize>, window: &Window) -> Self {
        let (calendar, types) = (&model.calendar, model.types.len());
        let (a_day, per_day) = (rows(calendar), calendar.intervals_per_day());
        let mut ticks = vec![0; a_day];
        let mut expected = vec![0.0; a_day * types];
        let inside = |n: &usize| window.inside.get(*n).copied().unwrap_or(false);
        for date in intervals.start / per_day..intervals.end.div_ceil(per_day) {
            let loads = history.on(date);
            for n in (date * per_day..(date + 1) * per_day).filter(inside) {
                let row = row_of(calendar, n);
                ticks[row] += calendar.interval.ticks();
                for of in model.types.ids() {
                    expected[row * types + of.index()] += loads[of].people[n % per_day];
                }
            }
        }
        // A stretch may pass midnight: it begins with its first row.
        let first = row_of(calendar, intervals.start);
        let from = |row: &usize| (row + a_day - first) % a_day;
        let mut rows: Vec<usize> = (0..a_day).filter(|row| ticks[*row] > 0).collect();
        if !whole {
            rows.sort_by_key(from);
        }
        Self { whole, intervals, rows, ticks, expected, types, runs: Vec::new() }
    }

    /// The same, of a model of which the one that was run is an excerpt.
    pub(super) fn at(self, intervals: Range<usize>) -> Self {
        Self { intervals, ..self }
    }

    /// The length of some rows, ticks.
    fn ticks(&self, rows: &[usize]) -> f64 {
        rows.iter().map(|row| self.ticks[*row]).sum::<i64>() as f64
    }

    fn by_run(&self, of: impl Fn(&Run) -> f64) -> Vec<f64> {
        self.runs.iter().map(of).collect()
    }

    fn charged(&self, rows: &[usize], types: &[TypeId], causes: &[Cause]) -> Vec<f64> {
        let of_run = |run: &Run| {
            let cells = rows.iter().flat_map(|row| types.iter().map(move |of| (*row, *of)));
            let wait = |(row, of)| causes.iter().map(|cause| run.blamed.wait(row, of, *cause)).sum::<i64>();
            cells.map(wait).sum::<i64>() as f64
        };
        self.by_run(of_run)
    }

    /// The waiting of these types in these rows that is charged to a cause, as a share of all; `None`: nobody waited.
    pub fn share(&self, rows: &[usize], types: &[TypeId], cause: Cause) -> Option<Sample> {
        Sample::ratio(&self.charged(rows, types, &[cause]), &self.charged(rows, types, &Cause::ALL))
    }

    /// How many customers of these types waited on average, for one of these causes.
    pub fn waiting(&self, rows: &[usize], types: &[TypeId], causes: &[Cause]) -> Sample {
        let ticks = self.ticks(rows).max(1.0);
        Sample::mean(&self.charged(rows, types, causes).iter().map(|wait| wait / ticks).collect::<Vec<f64>>())
    }

    /// All that these types waited, hours.
    pub fn hours(&self, types: &[TypeId]) -> Sample {
        let ticks = crate::time::SimDuration::HOUR.ticks() as f64;
        let waited = self.charged(&self.rows, types, &Cause::ALL);
        Sample::mean(&waited.iter().map(|wait| wait / ticks).collect::<Vec<f64>>())
    }

    /// How many agents of these teams were in one of these states on average, in these rows.
    pub fn people(&self, rows: &[usize], teams: &[TeamId], states: &[State]) -> Sample {
        let ticks = self.ticks(rows).max(1.0);
        let of_run = |run: &Run| {
            let cells = rows.iter().flat_map(|row| teams.iter().map(move |team| (*row, *team)));
            let time = |(row, team)| states.iter().map(|state| run.blamed.people(row, team, *state)).sum::<i64>();
            cells.map(time).sum::<i64>() as f64 / ticks
        };
        Sample::mean(&self.by_run(of_run))
    }

    /// How many agents of these teams had a ticket of a type in hand on average, at the desk.
    pub fn with_ticket(&self, teams: &[TeamId], of: TypeId) -> f64 {
        let ticks = self.ticks(&self.rows).max(1.0);
        let of_run = |run: &Run| teams.iter().map(|team| run.blamed.tickets(*team, of)).sum::<i64>() as f64 / ticks;
        Sample::mean(&self.by_run(of_run)).value
    }

    /// The part of the waiting of these types that is charged to customers of another type, who were served.
    pub fn served(&self, types: &[TypeId], served: TypeId) -> f64 {
        let of_run = |run: &Run| types.iter().map(|of| run.blamed.other(*of, served)).sum::<i64>() as f64;
        let all: f64 = self.charged(&self.rows, types, &Cause::ALL).iter().sum();
        self.by_run(of_run).iter().sum::<f64>() / all.max(1.0)
    }

    fn sum(&self, rows: &[usize], types: &[TypeId], of: impl Fn(&Asked) -> i64) -> Vec<f64> {
        let of_run = |run: &Run| {
            let cells = rows.iter().flat_map(|row| types.iter().map(move |of| row * self.types + of.index()));
            cells.map(|cell| of(&run.asked[cell])).sum::<i64>() as f64
        };
        self.by_run(of_run)
    }

    /// The share of these types answered in time; `None`: nobody is judged.
    pub fn in_time(&self, rows: &[usize], types: &[TypeId]) -> Option<Sample> {
        Sample::ratio(&self.sum(rows, types, |a| a.in_time), &self.sum(rows, types, |a| a.judged))
    }

    /// How many of these types asked for people.
    pub fn asked(&self, rows: &[usize], types: &[TypeId]) -> Sample {
        Sample::mean(&self.sum(rows, types, |a| a.offered))
    }

    /// How many of these types gave up, of those who asked in it.
    pub fn gave_up(&self, types: &[TypeId]) -> Sample {
        Sample::mean(&self.sum(&self.rows, types, |a| a.abandoned))
    }

    /// How many of these types were expected to ask for people, by formula.
    pub fn expected(&self, rows: &[usize], types: &[TypeId]) -> f64 {
        let cells = rows.iter().flat_map(|row| types.iter().map(move |of| row * self.types + of.index()));
        cells.map(|cell| self.expected[cell]).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_rows_are_told_with_their_neighbours() {
        let mut short = vec![0.0; 5 * 48];
        short[40..44].copy_from_slice(&[1.0, 4.0, 3.0, 0.5]);
        short[48 + 20] = 2.0;
        short[2 * 48 + 47] = 1.0;
        short[3 * 48] = 0.9;
        assert_eq!(worst(&short, 48), [40..43, 68..69, 143..144]);
        assert!(worst(&[0.0; 48], 48).is_empty());
        // Of a single day the hours apart from one another.
        let mut day = vec![0.0; 48];
        (day[10], day[11], day[30]) = (3.0, 0.1, 1.0);
        assert_eq!(worst(&day, 48), [10..11, 30..31]);
        // What is hardly short beside the worst is not told.
        (day[30], day[40]) = (0.2, 0.0);
        assert_eq!(worst(&day, 48).iter().map(|hours| (hours.start, hours.end)).collect::<Vec<_>>(), [(10, 11)]);
    }
}
