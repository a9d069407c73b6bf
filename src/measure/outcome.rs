//! What one replication leaves behind: sums by span, waits, and the shape of the week. A value that can be kept,
//! sent and merged; the grid of intervals it came from is gone.

use super::catalogue::{Kpi, find};
use super::counter::{C, Layout};
use super::evaluate::{Evaluator, PROFILE_KPIS};
use super::span::Span;
use super::subject::{Part, Subject};
use super::tallies::Tallies;
use crate::engine::{self, Ended, Observer};
use crate::model::Model;
use crate::stats::Histogram;

/// One replication's results.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Counters by span, in the order of [`super::spans`].
    pub rows: Vec<Vec<f64>>,
    /// Counters by date.
    pub days: Vec<Vec<f64>>,
    /// Waits by named span (the horizon first) and type.
    pub waits: Vec<Vec<Histogram>>,
    /// The shape of the week and the course of the dates, where asked for.
    pub profile: Option<Profile>,
    /// How the replication ended.
    pub ended: Ended,
}

/// Sums that a few KPIs are made of, by weekday and interval, and by date.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Which KPI of whom.
    pub columns: Vec<(Kpi, Subject)>,
    /// Groups: 7 × intervals a day, then dates.
    pub groups: usize,
    /// By group, then column: numerator and denominator.
    pub sums: Vec<(f64, f64)>,
    /// By weekday group, then column: 10 %, 50 %, 90 % over that weekday's dates.
    pub quantiles: Vec<Option<[f64; 3]>>,
}

/// One replication to run: a pure function of these.
#[derive(Clone, Copy, Debug)]
pub struct Replication<'a> {
    /// What is run.
    pub model: &'a Model,
    /// What it is counted for: [`super::spans`] of the model.
    pub spans: &'a [Span],
    /// The seed of the study.
    pub seed: u64,
    /// Which replication.
    pub number: u64,
    /// Whether the shape of the week is wanted.
    pub profile: bool,
}

/// Runs one replication and counts. `also` hears everything too; `memory` is used again from one to the next.
pub fn observe<O: Observer>(
    replication: Replication<'_>,
    also: O,
    memory: &mut Vec<f64>,
    cancelled: &dyn Fn() -> bool,
) -> Outcome {
    let Replication { model, spans, seed, number, profile } = replication;
    let named = spans.iter().filter(|s| s.named).map(|s| s.inside.clone()).collect();
    let tallies = Tallies::new(model, named, std::mem::take(memory));
    let ((tallies, _), ended) = engine::run(model, seed, number, (tallies, also), cancelled);
    let (layout, mut cells, waits) = tallies.into_parts();
    let width = layout.width();
    judge_days(model, &layout, &mut cells);
    let per_day = model.calendar.intervals_per_day();
    let days: Vec<Vec<f64>> = cells.chunks(width * per_day).map(|day| add_up(width, day.chunks(width))).collect();
    let rows = spans.iter().map(|span| span_row(span, width, per_day, &days, &cells)).collect();
    let profile = profile.then(|| Profile::of(model, &layout, &spans[0], &cells));
    *memory = cells;
    Outcome { rows, days, waits, profile, ended }
}

fn add_up<'a>(width: usize, rows: impl Iterator<Item = &'a [f64]>) -> Vec<f64> {
    let mut sum = vec![0.0; width];
    for row in rows {
        for (s, x) in sum.iter_mut().zip(row) {
            *s += x;
        }
    }
    sum
}

/// Whole days are added from the days' sums, others interval by interval.
fn span_row(span: &Span, width: usize, per_day: usize, days: &[Vec<f64>], cells: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; width];
    let mut add = |row: &[f64]| {
        for (s, x) in sum.iter_mut().zip(row) {
            *s += x;
        }
    };
    for (day, inside) in span.inside.chunks(per_day).enumerate() {
        if inside.iter().all(|x| *x) {
            add(&days[day]);
        } else {
            for slot in (0..per_day).filter(|slot| inside[*slot]) {
                add(&cells[(day * per_day + slot) * width..][..width]);
            }
        }
    }
    sum
}

/// A day is bad for a type whose own target was missed that day; days on which nothing came are not judged.
fn judge_days(model: &Model, layout: &Layout, cells: &mut [f64]) {
    let width = layout.width();
    let per_day = model.calendar.intervals_per_day();
    for day in cells.chunks_mut(width * per_day) {
        for (id, kind) in model.types.entries() {
            let at = layout.of_type(id);
            let sum = |counter: C| day.chunks(width).map(|row| row[at + counter as usize]).sum::<f64>();
            let judged = match (&kind.speed, &kind.ticket) {
                (Some(speed), _) => speed.share.map(|share| {
                    let base = sum(C::Offered) - sum(C::Messages) - sum(C::Closed) - sum(C::AbandonedInLimit);
                    (share, sum(C::InTime), base)
                }),
                (None, Some(ticket)) => {
                    ticket.share.map(|share| (share, sum(C::OnTime), sum(C::OnTime) + sum(C::Late)))
                }
                _ => None,
            };
            if let Some((share, good, base)) = judged
                && base > 0.0
            {
                day[at + C::JudgedDays as usize] = 1.0;
                day[at + C::BadDays as usize] = f64::from(good < share * base);
            }
        }
    }
}

impl Profile {
    fn of(model: &Model, layout: &Layout, horizon: &Span, cells: &[f64]) -> Self {
        let evaluator = Evaluator::new(model);
        let width = layout.width();
        let columns: Vec<(Kpi, Subject)> = PROFILE_KPIS
            .iter()
            .filter_map(|key| find(key))
            .flat_map(|kpi| Subject::all_of(model).into_iter().map(move |subject| (kpi, subject)))
            .filter(|(kpi, subject)| evaluator.applies(kpi, *subject))
            .collect();
        let per_day = model.calendar.intervals_per_day();
        let days = model.calendar.days as usize;
        let interval = Span { seconds: model.calendar.interval.seconds(), ..one_interval(horizon) };
        let date = Span { seconds: 86_400.0, days: 1.0, ..one_interval(horizon) };
        let week = 7 * per_day;
        let mut sums = vec![(0.0, 0.0); (week + days) * columns.len()];
        let mut values = vec![Vec::new(); week * columns.len()];
        for (day, rows) in cells.chunks(width * per_day).enumerate() {
            let weekday = model.calendar.weekday(model.calendar.warm_up_days + day as i32);
            let whole = add_up(width, rows.chunks(width));
            for (c, (kpi, subject)) in columns.iter().enumerate() {
                sums[(week + day) * columns.len() + c] =
                    evaluator.pair(kpi, Part::Both, *subject, &whole, &date).unwrap_or_default();
            }
            for (slot, row) in rows.chunks(width).enumerate() {
                let group = (weekday * per_day + slot) * columns.len();
                for (c, (kpi, subject)) in columns.iter().enumerate() {
                    if let Some((x, y)) = evaluator.pair(kpi, Part::Both, *subject, row, &interval) {
                        sums[group + c].0 += x;
                        sums[group + c].1 += y;
                        if y > 0.0 {
                            values[group + c].push(x / y);
                        }
                    }
                }
            }
        }
        Self { columns, groups: week + days, sums, quantiles: values.into_iter().map(three_quantiles).collect() }
    }
}

fn one_interval(horizon: &Span) -> Span {
    Span { label: horizon.label.clone(), named: false, inside: vec![true], seconds: 0.0, days: 0.0, months: 0.0 }
}

fn three_quantiles(mut values: Vec<f64>) -> Option<[f64; 3]> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    Some([0.1, 0.5, 0.9].map(|p| values[((p * values.len() as f64).ceil() as usize).clamp(1, last + 1) - 1]))
}
