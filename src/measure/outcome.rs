//! What one replication leaves behind: sums by span, waits, and the shape of the week. A value that can be kept,
//! sent and merged; the grid of intervals it came from is gone.

use super::by_contact;
use super::counts::Memory;
use super::groups::Focus;
use super::layout::Layout;
use super::shape::{Profile, Shape};
use super::tallies::Tallies;
use crate::catalogue::Span;
use crate::catalogue::counter::{ContactCounter, LimitCounter};
use crate::engine::{self, Ended, Observer};
use crate::model::{ContactType, Model, TypeId};
use crate::stats::Histogram;

/// One replication's results.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Counters by span, in the order of [`crate::catalogue::spans`]; behind them those from each change of prices on.
    pub rows: Vec<Vec<f64>>,
    /// Counters by date, where asked for.
    pub days: Vec<Vec<f64>>,
    /// Waits by named span (the horizon first) and type.
    pub waits: Vec<Vec<Histogram>>,
    /// The shape of the week and the course of the dates, where asked for.
    pub profile: Option<Profile>,
    /// How the replication ended.
    pub ended: Ended,
}

impl Outcome {
    /// Adds what a later stretch of the same replication left behind; by date neither is asked for.
    pub fn absorb(&mut self, later: &Self) {
        for (sums, more) in self.rows.iter_mut().zip(&later.rows) {
            sums.iter_mut().zip(more).for_each(|(sum, x)| *sum += x);
        }
        for (waits, more) in self.waits.iter_mut().flatten().zip(later.waits.iter().flatten()) {
            waits.merge(more);
        }
    }
}

/// Replications of one model, in order, with what is needed to read them.
pub struct Series<'a> {
    /// Its results.
    pub outcomes: &'a [Outcome],
    /// The spans they were counted for.
    pub spans: &'a [Span],
}

impl<'a> Series<'a> {
    /// Counters of a span, by replication.
    pub fn rows(&self, span: usize) -> Vec<&'a [f64]> {
        self.outcomes.iter().map(|outcome| &outcome.rows[span][..]).collect()
    }
}

/// One replication to run: a pure function of these.
#[derive(Clone, Copy, Debug)]
pub struct Replication<'a> {
    /// What is run.
    pub model: &'a Model,
    /// What it is counted for: [`crate::catalogue::spans`] of the model.
    pub spans: &'a [Span],
    /// The seed of the study.
    pub seed: u64,
    /// Which replication.
    pub number: u64,
    /// Whether the counters by date are wanted.
    pub days: bool,
    /// What of the shape of the week is looked at closely; none: it is not wanted.
    pub profile: Option<&'a Focus>,
}

/// Runs one replication and counts. `also` hears everything too; `memory` is used again from one to the next.
pub fn observe<O: Observer>(
    replication: Replication<'_>,
    also: O,
    memory: &mut Memory,
    cancelled: &dyn Fn() -> bool,
) -> Outcome {
    let Replication { model, spans, seed, number, days: wants_days, profile } = replication;
    let shape = profile.map(|focus| (Shape::new(model), focus));
    let columns = shape.as_ref().map_or_else(Vec::new, |(shape, _)| shape.columns());
    let tallies = Tallies::new(model, spans, columns, std::mem::take(memory));
    let ((tallies, _), ended) = engine::run(model, seed, number, (tallies, also), cancelled);
    let (layout, mut counts, waits) = tallies.into_parts();
    let (width, scales) = (layout.width(), layout.scales());
    judge_days(model, &layout, counts.days());
    let priced = by_contact::price(model, &layout, counts.days());
    let first = model.calendar.epoch_day(model.calendar.warm_up_days);
    let later: Vec<usize> = model.dated.iter().map(|(day, _)| (day - first).max(0) as usize).collect();
    let mut cut = 0;
    let rows = spans
        .iter()
        .map(|span| {
            if span.cut.is_some() {
                let part = counts.parts(cut);
                cut += 1;
                judge_days(model, &layout, part);
                by_contact::price_parts(&priced, model, &layout, part);
                row_from(part.chunks(width).enumerate(), &scales, &later)
            } else {
                let dates = counts.days().chunks(width).enumerate().zip(&span.dates);
                row_from(dates.filter(|(_, inside)| **inside).map(|(row, _)| row), &scales, &later)
            }
        })
        .collect();
    let mut days = Vec::new();
    if wants_days || shape.is_some() {
        let dates = counts.days().chunks(width).enumerate();
        days.extend(dates.map(|row| row_from([row].into_iter(), &scales, &later)));
    }
    let profile = shape.map(|(shape, focus)| shape.profile(model, (spans, focus), &days, &counts));
    if !wants_days {
        days = Vec::new();
    }
    *memory = counts.into_memory();
    Outcome { rows, days, waits, profile, ended }
}

/// The sum of whole counts by date, in contacts and seconds; behind it the same of the dates from each of `later` on, from which prices
/// are others.
fn row_from<'a>(rows: impl Iterator<Item = (usize, &'a [i64])>, scales: &[f64], later: &[usize]) -> Vec<f64> {
    let width = scales.len();
    let mut sum = vec![0; width * (1 + later.len())];
    for (date, row) in rows {
        let begun = later.iter().take_while(|from| **from <= date).count();
        for sum in sum.chunks_mut(width).take(1 + begun) {
            for (s, x) in sum.iter_mut().zip(row) {
                *s += x;
            }
        }
    }
    let mut scaled = Vec::with_capacity(sum.len());
    for sum in sum.chunks_exact(width) {
        scaled.extend(sum.iter().zip(scales).map(|(s, scale)| *s as f64 * scale));
    }
    scaled
}

/// A day is bad for a type that missed one of its own targets that day (in the part of it that counts); days on which nothing
/// came are not judged.
fn judge_days(model: &Model, layout: &Layout, days: &mut [i64]) {
    for day in days.chunks_mut(layout.width()) {
        for (id, kind) in model.types.entries() {
            let judged = |(_, _, base): &(f64, i64, i64)| *base > 0;
            let kept: Vec<(f64, i64, i64)> = kept(kind, id, layout, day).into_iter().filter(judged).collect();
            if !kept.is_empty() {
                let missed = kept.iter().any(|(share, good, base)| (*good as f64) < share * *base as f64);
                let cells = &mut day[layout.of_type(id)..][..ContactCounter::COUNT];
                cells[ContactCounter::JudgedDays as usize] = 1;
                cells[ContactCounter::BadDays as usize] = i64::from(missed);
            }
        }
    }
}

/// What a type promises, target by target: the share, how many it was kept for on a day, and of how many.
fn kept(kind: &ContactType, id: TypeId, layout: &Layout, day: &[i64]) -> Vec<(f64, i64, i64)> {
    let sum = |counter: ContactCounter| day[layout.of_type(id) + counter as usize];
    let first = kind.speed.and_then(|speed| speed.share).map(|share| {
        let on_line = sum(ContactCounter::Offered)
            - sum(ContactCounter::Messages)
            - sum(ContactCounter::Closed)
            - sum(ContactCounter::UnjudgedOnLine);
        (share, sum(ContactCounter::InTime), on_line - sum(ContactCounter::AbandonedInLimit))
    });
    // Further targets are the first of the limits beside it.
    let further = kind.more_speeds.iter().enumerate().filter_map(|(at, target)| {
        let cell = |counter: LimitCounter| day[layout.of_limit(id, at) + counter as usize];
        let base = cell(LimitCounter::OnLine) - cell(LimitCounter::AbandonedInLimit);
        Some((target.share?, cell(LimitCounter::InTime), base))
    });
    let ticket = kind
        .ticket
        .as_ref()
        .and_then(|ticket| ticket.share)
        .map(|share| (share, sum(ContactCounter::OnTime), sum(ContactCounter::OnTime) + sum(ContactCounter::Late)));
    first.into_iter().chain(further).chain(ticket).collect()
}
