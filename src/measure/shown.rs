//! Rows that only some scenarios have: where no design of a scenario has what they count, reports leave them out.

use super::catalogue::{Counter, Estimator, Kpi, Line, Linear};
use super::counter::T;
use crate::model::Model;

/// Whether reports about a model have this row.
pub fn shown(kpi: &Kpi, model: &Model) -> bool {
    let day_paid = matches!(kpi.estimator, Estimator::Money(Line::DayPaid));
    (model.shown.payroll || !about_payroll(kpi)) && (model.shown.day_paid || !day_paid)
}

/// Whether it is about people who come and go.
fn about_payroll(kpi: &Kpi) -> bool {
    let counts = |linear: Linear| {
        linear.iter().any(|(counter, _)| matches!(counter, Counter::Team(T::Hires | T::Leavers | T::Vacant)))
    };
    match kpi.estimator {
        Estimator::Sum(linear) | Estimator::TimeMean(linear) => counts(linear),
        Estimator::Money(line) => matches!(line, Line::Hiring | Line::Training),
        _ => false,
    }
}
