//! Spans that results are given for: the horizon, its months, named periods, and its whole calendar years.

use crate::model::{Label, Model};
use crate::time::SimDuration;
use jiff::civil::Date;

/// The key of the span of all that is counted.
pub const HORIZON: &str = "horizon";

/// A set of counting intervals with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// `horizon`, a month such as `2025-03`, or a named period.
    pub label: Label,
    /// A named period, whose percentiles are kept too.
    pub named: bool,
    /// Asked for by name: all figures are given for it, as for a named period.
    pub asked: bool,
    /// One whole calendar year, and nothing else.
    pub year: bool,
    /// Whether each counted date, or a part of it, belongs to it.
    pub dates: Vec<bool>,
    /// Where only parts of some dates belong to it: whether each counted interval does.
    pub cut: Option<Vec<bool>>,
    /// Intervals.
    pub intervals: f64,
    /// Seconds.
    pub seconds: f64,
    /// Days (of 24 hours, summed over its intervals).
    pub days: f64,
    /// Dates that it has something of: what is given a day is given per date, whatever hours of it belong to the span.
    pub on: f64,
    /// Months of pay in it: each date counts one over the days of its month. Only whole dates count.
    pub months: f64,
    /// The same from each day on from which prices are others ([`Model::dated`]).
    pub later: Vec<f64>,
}

impl Span {
    /// Of the same name, and of no length yet.
    #[must_use]
    pub fn piece(&self) -> Self {
        let label = self.label.clone();
        Self {
            label,
            named: false,
            asked: false,
            year: false,
            dates: Vec::new(),
            cut: None,
            intervals: 0.0,
            seconds: 0.0,
            days: 0.0,
            on: 0.0,
            months: 0.0,
            later: Vec::new(),
        }
    }
    /// Whether all figures are given for it, and not only those of every month.
    pub fn is_reported(&self) -> bool {
        self.named || self.asked || self.label.key == HORIZON
    }
    /// Whether an interval belongs to it.
    pub fn contains(&self, interval: usize, per_day: usize) -> bool {
        self.cut.as_ref().map_or_else(|| self.dates[interval / per_day], |inside| inside[interval])
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

/// The model's spans: the horizon first, then months (where there is more than one), then named periods, then whole years.
pub fn spans(model: &Model) -> Vec<Span> {
    let calendar = &model.calendar;
    let first = calendar.epoch_day(calendar.warm_up_days);
    let dates: Vec<i32> = (first..first + calendar.days).collect();
    let mut result = vec![span(model, horizon(), false, |_, _| true)];
    let mut months: Vec<String> = dates.iter().map(|d| month_key(*d)).collect();
    months.dedup();
    if months.len() > 1 {
        let month_of = |day: i32| (civil(day).year(), civil(day).month());
        let of_dates: Vec<_> = dates.iter().map(|day| month_of(*day)).collect();
        let mut distinct = of_dates.clone();
        distinct.dedup();
        for (key, month) in months.iter().zip(distinct) {
            let inside = |day: i32, _| of_dates[(day - first) as usize] == month;
            result.push(span(model, Label::plain(key), false, inside));
        }
    }
    for period in &model.periods {
        result.push(span(model, period.label.clone(), true, |day, time| period.contains(day, time)));
    }
    result.extend(years(model));
    result
}

/// Calendar years that are counted from the first day to the last, where there is more than one such year or more than it.
pub fn years(model: &Model) -> Vec<Span> {
    let calendar = &model.calendar;
    let first = calendar.epoch_day(calendar.warm_up_days);
    let (from, last) = (civil(first), civil(first + calendar.days - 1));
    let begins = from.year() + i16::from(from.day_of_year() > 1);
    let ends = last.year() - i16::from(last.day_of_year() < last.days_in_year());
    if calendar.days <= i32::from(from.days_in_year()) {
        return Vec::new();
    }
    let of = |year: i16| span(model, Label::plain(&year.to_string()), false, |day, _| civil(day).year() == year);
    (begins..=ends).map(of).collect()
}

/// The horizon and the named periods, as far as these days of them are simulated.
pub fn spans_on(model: &Model, simulated: impl Fn(i32) -> bool) -> Vec<Span> {
    let mut result = vec![span(model, horizon(), false, |day, _| simulated(day))];
    for period in &model.periods {
        let inside = |day, time| simulated(day) && period.contains(day, time);
        result.push(span(model, period.label.clone(), true, inside));
    }
    result
}

fn horizon() -> Label {
    Label { key: HORIZON.into(), zh: "全期".into(), en: "whole horizon".into() }
}

/// Whether these dates, counted from a day number, are one calendar year.
fn is_year(dates: &[bool], first: i32) -> bool {
    let on = |at: Option<usize>| at.map(|at| civil(first + at as i32));
    let (from, until) = (on(dates.iter().position(|inside| *inside)), on(dates.iter().rposition(|inside| *inside)));
    let days = dates.iter().filter(|inside| **inside).count();
    from.zip(until).is_some_and(|(from, until)| {
        from.day_of_year() == 1
            && from.year() == until.year()
            && days == usize::try_from(from.days_in_year()).unwrap_or(0)
    })
}

fn span(model: &Model, label: Label, named: bool, contains: impl Fn(i32, SimDuration) -> bool) -> Span {
    let calendar = &model.calendar;
    let per_day = calendar.intervals_per_day();
    let mut dates = Vec::with_capacity(calendar.days as usize);
    let mut cut = Vec::new();
    let (mut months, mut intervals) = (0.0, 0);
    let mut later = vec![0.0; model.dated.len()];
    for day in 0..calendar.days {
        let epoch_day = calendar.epoch_day(calendar.warm_up_days + day);
        let inside = |slot: usize| contains(epoch_day, calendar.interval * slot as i64);
        let count = (0..per_day).filter(|slot| inside(*slot)).count();
        if count > 0 && count < per_day && cut.is_empty() {
            cut = dates.iter().flat_map(|whole| std::iter::repeat_n(*whole, per_day)).collect();
        }
        dates.push(count > 0);
        if count > 0 && count < per_day || !cut.is_empty() {
            cut.extend((0..per_day).map(inside));
        }
        intervals += count;
        let part = count as f64 / per_day as f64 / f64::from(civil(epoch_day).days_in_month());
        months += part;
        for ((_, sum), _) in later.iter_mut().enumerate().zip(&model.dated).filter(|(_, (from, _))| *from <= epoch_day)
        {
            *sum += part;
        }
    }
    let seconds = intervals as f64 * calendar.interval.seconds();
    Span {
        label,
        named,
        asked: false,
        year: cut.is_empty() && is_year(&dates, calendar.epoch_day(calendar.warm_up_days)),
        on: dates.iter().filter(|inside| **inside).count() as f64,
        dates,
        cut: (!cut.is_empty()).then_some(cut),
        intervals: intervals as f64,
        seconds,
        days: seconds / SimDuration::DAY.seconds(),
        months,
        later,
    }
}
