//! The shape of the week and the course of the dates: a few KPIs by weekday and interval, and by date.

use super::catalogue::{Estimator, Kpi, find};
use super::counter::Layout;
use super::evaluate::{Evaluator, PROFILE_KPIS};
use super::grid::Counts;
use super::subject::Subject;
use crate::model::Model;

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

/// A weighted sum of columns of a row.
type Terms = Vec<(usize, f64)>;

/// What a numerator is divided by.
enum Denominator {
    Terms(Terms),
    /// The length in seconds.
    Seconds,
    One,
}

/// How a KPI of somebody is read from rows.
struct Form {
    numerator: Terms,
    denominator: Denominator,
}

impl Form {
    fn pair(&self, seconds: f64, cell: impl Fn(usize) -> f64) -> (f64, f64) {
        let sum = |terms: &Terms| terms.iter().map(|(column, factor)| factor * cell(*column)).sum();
        let under = match &self.denominator {
            Denominator::Terms(terms) => sum(terms),
            Denominator::Seconds => seconds,
            Denominator::One => 1.0,
        };
        (sum(&self.numerator), under)
    }
    fn terms(&self) -> impl Iterator<Item = usize> {
        let under: &[(usize, f64)] = if let Denominator::Terms(terms) = &self.denominator { terms } else { &[] };
        self.numerator.iter().chain(under).map(|(column, _)| *column)
    }
}

/// What a profile is made of, for one model.
pub struct Shape {
    columns: Vec<(Kpi, Subject)>,
    forms: Vec<Form>,
    width: usize,
    scales: Vec<f64>,
}

impl Shape {
    pub fn new(model: &Model) -> Self {
        let evaluator = Evaluator::new(model);
        let mut columns = Vec::new();
        let mut forms = Vec::new();
        for kpi in PROFILE_KPIS.iter().filter_map(|key| find(key)) {
            for subject in Subject::all_of(model).into_iter().filter(|subject| evaluator.applies(&kpi, *subject)) {
                let terms = |linear| evaluator.terms(&kpi, linear, subject);
                let (numerator, denominator) = match kpi.estimator {
                    Estimator::Sum(sum) => (terms(sum), Denominator::One),
                    Estimator::Ratio(num, den) => (terms(num), Denominator::Terms(terms(den))),
                    Estimator::TimeMean(sum) => (terms(sum), Denominator::Seconds),
                    _ => unreachable!("the shape of the week holds sums, ratios and time averages"),
                };
                columns.push((kpi, subject));
                forms.push(Form { numerator, denominator });
            }
        }
        let layout = Layout::new(model);
        Self { columns, forms, width: layout.width(), scales: layout.scales() }
    }

    /// Columns of the rows that have to be kept by interval.
    pub fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = self.forms.iter().flat_map(Form::terms).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The profile of one replication: `days` are its rows by date.
    pub fn profile(self, model: &Model, days: &[Vec<f64>], counts: &Counts) -> Profile {
        let (per_day, n) = (model.calendar.intervals_per_day(), self.columns.len());
        let week = 7 * per_day;
        let mut sums = vec![(0.0, 0.0); (week + days.len()) * n];
        let mut values = vec![Vec::new(); week * n];
        let (columns, kept) = counts.kept();
        let seconds = model.calendar.interval.seconds();
        let mut row = vec![0.0; self.width];
        for (day, whole) in days.iter().enumerate() {
            let weekday = model.calendar.weekday(model.calendar.warm_up_days + day as i32);
            for (c, form) in self.forms.iter().enumerate() {
                sums[(week + day) * n + c] = form.pair(86_400.0, |column| whole[column]);
            }
            for slot in 0..per_day {
                let cells = &kept[(day * per_day + slot) * columns.len()..][..columns.len()];
                for (column, count) in columns.iter().zip(cells) {
                    row[*column] = *count as f64 * self.scales[*column];
                }
                let group = (weekday * per_day + slot) * n;
                for (c, form) in self.forms.iter().enumerate() {
                    let (x, y) = form.pair(seconds, |column| row[column]);
                    sums[group + c].0 += x;
                    sums[group + c].1 += y;
                    if y > 0.0 {
                        values[group + c].push(x / y);
                    }
                }
            }
        }
        Profile {
            columns: self.columns,
            groups: week + days.len(),
            sums,
            quantiles: values.into_iter().map(three_quantiles).collect(),
        }
    }
}

fn three_quantiles(mut values: Vec<f64>) -> Option<[f64; 3]> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    Some([0.1, 0.5, 0.9].map(|p| values[((p * values.len() as f64).ceil() as usize).clamp(1, last + 1) - 1]))
}
