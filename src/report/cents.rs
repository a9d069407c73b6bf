//! Money as it is printed: every line of every month to the cent, once. A longer span is the sum of its months and the running
//! cost the sum of its lines, so that what a reader adds up is what stands below. Files keep what was computed.

use super::Results;
use crate::experiment::{Arm, Estimate};
use crate::measure::{Estimator, HORIZON, Line, Span};
use std::collections::BTreeMap;

/// Design, case, figure and subject.
pub type Whose<'a> = [&'a str; 4];

/// Of whom an estimate is.
pub fn whose(e: &Estimate) -> Whose<'_> {
    [&e.design, &e.case, e.kpi.key, &e.subject]
}

/// The amounts of the report's period.
pub fn printed(results: &Results) -> BTreeMap<Whose<'_>, f64> {
    let mut known: BTreeMap<(Whose<'_>, &str), f64> = BTreeMap::new();
    let money = results.estimates.iter().filter(|e| matches!(e.kpi.estimator, Estimator::Money(_)));
    for e in money.clone() {
        known.insert((whose(e), &e.period), cents(e.mean));
    }
    let mut all: BTreeMap<Whose<'_>, f64> = BTreeMap::new();
    let mut totals: BTreeMap<[&str; 2], f64> = BTreeMap::new();
    for e in money.filter(|e| e.period == results.period) {
        let arm =
            results.study.arms.iter().find(|arm| arm.model.design.key == e.design && arm.model.case.key == e.case);
        let months: Vec<&str> = arm.map_or_else(Vec::new, |arm| months(arm, &results.period));
        let parts: Option<Vec<f64>> = months.iter().map(|month| known.get(&(whose(e), *month)).copied()).collect();
        let amount = parts.filter(|parts| !parts.is_empty()).map_or_else(|| cents(e.mean), |parts| parts.iter().sum());
        all.insert(whose(e), amount);
        if let Estimator::Money(line) = e.kpi.estimator
            && is_running(line)
            && e.subject == "all"
        {
            *totals.entry([&e.design, &e.case]).or_default() += amount;
        }
    }
    for (whose, amount) in &mut all {
        if let ("cost.total", Some(total)) = (whose[2], totals.get(&[whose[0], whose[1]])) {
            *amount = *total;
        }
    }
    all
}

/// To the cent.
fn cents(amount: f64) -> f64 {
    (amount * 100.0).round() / 100.0
}

/// Lines of the running cost.
fn is_running(line: Line) -> bool {
    !matches!(line, Line::Total | Line::Severance | Line::OneOff | Line::Sales | Line::LostMargin)
}

/// The months of which a period is made, where it is made of whole months.
fn months<'a>(arm: &'a Arm, period: &str) -> Vec<&'a str> {
    let Some(whole) = arm.spans.iter().find(|span| span.label.key == period) else { return Vec::new() };
    let inside = |span: &&Span| {
        let is_month = !span.named && !span.year && span.label.key != HORIZON && span.label.key != whole.label.key;
        is_month && span.dates.iter().zip(&whole.dates).all(|(month, whole)| *whole || !*month)
    };
    let months: Vec<&Span> = arm.spans.iter().filter(inside).collect();
    let days: f64 = months.iter().map(|month| month.on).sum();
    let whole_months = whole.cut.is_none() && (days - whole.on).abs() < 0.5;
    if whole_months { months.into_iter().map(|month| &month.label.key[..]).collect() } else { Vec::new() }
}
