//! Spans that results are given for: the horizon, its months, and named periods.

use crate::model::{Label, Model};
use crate::time::SimDuration;
use jiff::civil::Date;

/// A set of counting intervals with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// `horizon`, a month such as `2025-03`, or a named period.
    pub label: Label,
    /// A named period, whose percentiles are kept too.
    pub named: bool,
    /// Whether each counted interval belongs to it.
    pub inside: Vec<bool>,
    /// Seconds.
    pub seconds: f64,
    /// Days (of 24 hours, summed over its intervals).
    pub days: f64,
    /// Months of pay in it: each date counts one over the days of its month. Only whole dates count.
    pub months: f64,
}

impl Span {
    /// Whether it holds a part of some day only.
    pub fn cuts_days(&self, per_day: usize) -> bool {
        self.inside.chunks(per_day).any(|day| day.iter().any(|inside| *inside != day[0]))
    }
}

/// The civil date of a day number since 1970-01-01.
pub fn civil(epoch_day: i32) -> Date {
    Date::constant(1970, 1, 1)
        .checked_add(jiff::Span::new().days(i64::from(epoch_day)))
        .expect("compile admits dates of the calendar only")
}

/// `2025-03` for a day of March 2025.
pub fn month_key(epoch_day: i32) -> String {
    let date = civil(epoch_day);
    format!("{:04}-{:02}", date.year(), date.month())
}

/// The model's spans: the horizon first, then months (where there is more than one), then named periods.
pub fn spans(model: &Model) -> Vec<Span> {
    let calendar = &model.calendar;
    let first = calendar.epoch_day(calendar.warm_up_days);
    let dates: Vec<i32> = (first..first + calendar.days).collect();
    let horizon = Label { key: "horizon".into(), zh: "全期".into(), en: "whole horizon".into() };
    let mut result = vec![span(model, horizon, false, |_, _| true)];
    let mut months: Vec<String> = dates.iter().map(|d| month_key(*d)).collect();
    months.dedup();
    if months.len() > 1 {
        let of_dates: Vec<String> = dates.iter().map(|d| month_key(*d)).collect();
        let month_of = |day: i32| &of_dates[(day - first) as usize];
        result.extend(months.iter().map(|key| span(model, Label::plain(key), false, |d, _| month_of(d) == key)));
    }
    for period in &model.periods {
        result.push(span(model, period.label.clone(), true, |day, time| period.contains(day, time)));
    }
    result
}

fn span(model: &Model, label: Label, named: bool, contains: impl Fn(i32, SimDuration) -> bool) -> Span {
    let calendar = &model.calendar;
    let per_day = calendar.intervals_per_day();
    let mut inside = Vec::with_capacity(calendar.intervals());
    let mut months = 0.0;
    for day in 0..calendar.days {
        let epoch_day = calendar.epoch_day(calendar.warm_up_days + day);
        let from = inside.len();
        inside.extend((0..per_day).map(|slot| contains(epoch_day, calendar.interval * slot as i64)));
        let share = inside[from..].iter().filter(|x| **x).count() as f64 / per_day as f64;
        months += share / f64::from(civil(epoch_day).days_in_month());
    }
    let intervals = inside.iter().filter(|x| **x).count() as f64;
    let seconds = intervals * calendar.interval.seconds();
    Span { label, named, inside, seconds, days: seconds / SimDuration::DAY.seconds(), months }
}
