//! Some weeks instead of all: enough to see what a change does, in a fraction of the time.
//!
//! Weeks are ranked by the first contacts that they expect and cut into equal groups, of each of which the middle one is
//! simulated: quiet and busy weeks count as often as there are such (stratified sampling; Cochran 1977, Sampling
//! Techniques, ch. 5). A stratum's middle stands for it, so what is said is of these weeks, as the report says.

use crate::catalogue::{Span, spans_on, years};
use crate::engine::{Ended, NullObserver};
use crate::measure::{Focus, Memory, Outcome, Replication, observe};
use crate::model::Model;
use std::ops::Range;

/// Days of a week.
pub const WEEK: i32 = 7;

/// Whole weeks of the days counted, from the first one on.
pub fn whole_weeks(model: &Model) -> usize {
    (model.calendar.days / WEEK) as usize
}

/// First contacts expected on the `day`-th day counted.
fn expected(model: &Model, day: i32) -> f64 {
    let calendar = &model.calendar;
    let of = |arrivals: &crate::model::Arrivals| arrivals.expected(calendar, calendar.warm_up_days + day);
    model.types.iter().filter_map(|kind| kind.arrivals.as_ref()).map(of).sum()
}

/// First contacts expected a day, over these days counted.
pub fn expected_per_day(model: &Model, days: impl IntoIterator<Item = i32>) -> f64 {
    let (sum, n) = days.into_iter().fold((0.0, 0), |(sum, n), day| (sum + expected(model, day), n + 1));
    sum / f64::from(n.max(1))
}

/// The first days of so many weeks that stand for all, counted from the first day that counts. There are more weeks than
/// that.
pub fn sampled_weeks(model: &Model, number: usize) -> Vec<i32> {
    let all = whole_weeks(model);
    assert!((1..=all).contains(&number), "so many weeks there are");
    let days = |week: usize| week as i32 * WEEK..(week as i32 + 1) * WEEK;
    let mut ranked: Vec<(f64, usize)> = (0..all).map(|week| (expected_per_day(model, days(week)), week)).collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let middle = |group: usize| {
        let (from, until) = (group * all / number, (group + 1) * all / number);
        ranked[(from + until - 1) / 2].1 as i32 * WEEK
    };
    let mut weeks: Vec<i32> = (0..number).map(middle).collect();
    weeks.sort_unstable();
    weeks
}

/// What is kept of stretches beside their sums.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    /// Whether counters are kept by date.
    pub by_date: bool,
    /// Dates of which figures are kept by interval, counted from the first day that counts.
    pub focus: &'a [usize],
}

/// A model with the stretches of its days that are simulated.
#[derive(Debug)]
pub struct Excerpts {
    /// The horizon and named periods, as far as they are simulated; of all days whole calendar years too.
    pub spans: Vec<Span>,
    parts: Vec<(Model, Vec<Span>)>,
    by_date: bool,
    /// What is kept by interval; none: nothing is.
    focus: Option<Focus>,
}

impl Excerpts {
    /// Of these stretches of the days that count, or all of it.
    pub fn new(model: &Model, stretches: Option<&[Range<i32>]>, kept: Kept<'_>) -> Self {
        let all = 0..model.calendar.days;
        let first_day = model.calendar.epoch_day(model.calendar.warm_up_days);
        // Of excerpts no year is whole.
        let whole = |model: &Model| if stretches.is_none() { years(model) } else { Vec::new() };
        let part = |days: &Range<i32>| {
            let model = model.excerpt(days.start, days.end - days.start);
            let mut spans = spans_on(&model, |_| true);
            spans.extend(whole(&model));
            (model, spans)
        };
        let simulated = stretches.unwrap_or(std::slice::from_ref(&all));
        let mut spans = spans_on(model, |day| simulated.iter().any(|days| days.contains(&(day - first_day))));
        spans.extend(whole(model));
        let first = simulated.first().map_or(0, |days| days.start as usize);
        let dates = || kept.focus.iter().map(|date| date - first).collect();
        let focus = (!kept.focus.is_empty()).then(|| Focus { span: 0, dates: dates() });
        Self { spans, parts: simulated.iter().map(part).collect(), by_date: kept.by_date, focus }
    }

    /// How many stretches there are.
    pub fn number(&self) -> usize {
        self.parts.len()
    }

    /// One stretch in one replication.
    pub fn observe(
        &self,
        part: usize,
        (seed, number): (u64, u64),
        memory: &mut Memory,
        cancelled: &dyn Fn() -> bool,
    ) -> Outcome {
        let (model, spans) = &self.parts[part];
        let (days, profile) = (self.by_date, self.focus.as_ref());
        observe(Replication { model, spans, seed, number, days, profile }, NullObserver, memory, cancelled)
    }
}

/// The stretches of one replication as one.
pub fn joined(parts: impl IntoIterator<Item = Outcome>) -> Outcome {
    let mut parts = parts.into_iter();
    let mut whole = parts.next().expect("there is a stretch");
    for part in parts {
        if whole.ended == Ended::Whole {
            whole.ended = part.ended;
        }
        whole.absorb(&part);
    }
    whole
}
