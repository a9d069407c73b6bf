//! The shape of the week and the course of the dates: a few KPIs by weekday and interval, by date, and by hour of day.

use super::counts::Counts;
use super::form::{Columns, Form};
use super::layout::Layout;
use crate::catalogue::{KpiId, List, Part, Span, Subject, is_given, listed};
use crate::model::Model;
use crate::stats::quantiles_of;

/// Sums that a few KPIs are made of, by weekday and interval, by date, and by hour of day.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Which KPI of whom.
    pub columns: Vec<(KpiId, Subject)>,
    /// Groups: 7 × intervals a day, then dates, then hours of the day for each span.
    pub groups: usize,
    /// How many of them are dates.
    pub dates: usize,
    /// How many of them are hours of the day of one span: 24, or fewer where an interval is longer.
    pub hours: usize,
    /// How many spans have them, in the order of spans.
    pub spans: usize,
    /// By group, then column: numerator and denominator.
    pub sums: Vec<(f64, f64)>,
    /// By weekday group, then column: 10 %, 50 %, 90 % over that weekday's dates.
    pub quantiles: Vec<Option<[f64; 3]>>,
}

/// What a profile is made of, for one model.
pub struct Shape {
    columns: Vec<(KpiId, Subject)>,
    forms: Vec<Form>,
    width: usize,
    scales: Vec<f64>,
}

impl Shape {
    pub fn new(model: &Model) -> Self {
        let layout = Layout::new(model);
        let mut columns = Vec::new();
        let mut forms = Vec::new();
        for kpi in listed(List::Profile) {
            for subject in
                Subject::all_of(model).into_iter().filter(|subject| is_given(model, kpi, Part::Both, *subject))
            {
                let form = (Columns { model, layout: &layout }).form(kpi, Part::Both, subject);
                columns.push((kpi, subject));
                forms.push(form.expect("the shape of the week holds ratios of sums"));
            }
        }
        Self { columns, forms, width: layout.width(), scales: layout.scales() }
    }

    /// Columns of the rows that have to be kept by interval.
    pub fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = self.forms.iter().flat_map(Form::columns).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The profile of one replication: `days` are its rows by date.
    pub fn profile(self, model: &Model, spans: &[Span], days: &[Vec<f64>], counts: &Counts) -> Profile {
        let (per_day, n) = (model.calendar.intervals_per_day(), self.columns.len());
        let week = 7 * per_day;
        let hours = per_day.min(24);
        let (of_hours, groups) = (week + days.len(), week + days.len() + hours * spans.len());
        let mut sums = vec![(0.0, 0.0); groups * n];
        let mut values = vec![Vec::new(); week * n];
        let (columns, kept) = counts.kept();
        let length = |intervals: usize| {
            let seconds = model.calendar.interval.seconds() * intervals as f64;
            Span { intervals: intervals as f64, seconds, days: seconds / 86_400.0, on: 1.0, ..spans[0].piece() }
        };
        let (interval, date) = (length(1), length(per_day));
        let mut row = vec![0.0; self.width];
        for (day, whole) in days.iter().enumerate() {
            let weekday = model.calendar.weekday(model.calendar.warm_up_days + day as i32);
            for (c, form) in self.forms.iter().enumerate() {
                sums[(week + day) * n + c] = form.pair(|column| whole[column], &date);
            }
            for slot in 0..per_day {
                let cells = &kept[(day * per_day + slot) * columns.len()..][..columns.len()];
                for (column, count) in columns.iter().zip(cells) {
                    row[*column] = *count as f64 * self.scales[*column];
                }
                let group = (weekday * per_day + slot) * n;
                let inside = |at: &usize| spans[*at].contains(day * per_day + slot, per_day);
                let parts: Vec<usize> = (1..spans.len()).filter(inside).collect();
                for (c, form) in self.forms.iter().enumerate() {
                    let (x, y) = form.pair(|column| row[column], &interval);
                    sums[group + c].0 += x;
                    sums[group + c].1 += y;
                    if y > 0.0 {
                        values[group + c].push(x / y);
                    }
                    for span in &parts {
                        let hour = &mut sums[(of_hours + span * hours + slot * hours / per_day) * n + c];
                        (hour.0, hour.1) = (hour.0 + x, hour.1 + y);
                    }
                }
            }
        }
        for group in 0..week {
            let hour = of_hours + group % per_day * hours / per_day;
            for c in 0..n {
                let (x, y) = sums[group * n + c];
                sums[hour * n + c].0 += x;
                sums[hour * n + c].1 += y;
            }
        }
        Profile {
            columns: self.columns,
            groups,
            dates: days.len(),
            hours,
            spans: spans.len(),
            sums,
            quantiles: values.into_iter().map(three_quantiles).collect(),
        }
    }
}

/// By the rule of all quantiles; none of fewer dates than it takes.
fn three_quantiles(values: Vec<f64>) -> Option<[f64; 3]> {
    let found = quantiles_of(values, &[0.1, 0.5, 0.9])?;
    Some([found[0], found[1], found[2]])
}
