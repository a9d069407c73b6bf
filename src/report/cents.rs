//! Money as it is printed: every line of every month to the cent, once. A longer span is the sum of its months and the running
//! cost the sum of its lines, so that what a reader adds up is what stands below. Files keep what was computed.

use super::results::Results;
use crate::catalogue::{Estimator, HORIZON, KpiId, Row, Span, Subject};
use crate::experiment::{Address, Arm};
use std::collections::BTreeMap;

/// The amounts of a span: its stable name.
pub fn printed(results: &Results, period: &str) -> BTreeMap<Address, f64> {
    let money = || results.estimates.iter().filter(|e| matches!(e.of.kpi.estimator(), Estimator::Money(_)));
    let known: BTreeMap<Address, f64> = money().map(|e| (e.of, cents(e.mean))).collect();
    let mut all: BTreeMap<Address, f64> = BTreeMap::new();
    let mut totals: BTreeMap<usize, f64> = BTreeMap::new();
    for e in money().filter(|e| results.span_of(e.of.arm, period) == Some(e.of.span)) {
        let months = months(&results.study.arms[e.of.arm], e.of.span);
        let parts: Option<Vec<f64>> =
            months.into_iter().map(|span| known.get(&Address { span, ..e.of }).copied()).collect();
        let amount = parts.filter(|parts| !parts.is_empty()).map_or_else(|| cents(e.mean), |parts| parts.iter().sum());
        all.insert(e.of, amount);
        if let Estimator::Money(line) = e.of.kpi.estimator()
            && line.is_running()
            && e.of.subject == Subject::All
        {
            *totals.entry(e.of.arm).or_default() += amount;
        }
    }
    for (of, amount) in &mut all {
        if let (KpiId::Row(Row::CostTotal), Some(total)) = (of.kpi, totals.get(&of.arm)) {
            *amount = *total;
        }
    }
    all
}

/// To the cent, half a cent away from zero, as a spreadsheet does it: what the sum of floats lacks of half a cent is half a cent.
pub(super) fn cents(amount: f64) -> f64 {
    let all = amount * 100.0;
    (all + all * ROUNDING).round() / 100.0
}

/// The rounding of sums of floats is below this part of them.
const ROUNDING: f64 = 1e-13;

/// The months of which a span is made, where it is made of whole months.
pub(super) fn months(arm: &Arm, span: usize) -> Vec<usize> {
    let whole = &arm.spans[span];
    let inside = |span: &Span| {
        let is_month = !span.named && !span.year && span.label.key != HORIZON && span.label.key != whole.label.key;
        is_month && span.dates.iter().zip(&whole.dates).all(|(month, whole)| *whole || !*month)
    };
    let months: Vec<usize> = (0..arm.spans.len()).filter(|span| inside(&arm.spans[*span])).collect();
    let days: f64 = months.iter().map(|month| arm.spans[*month].on).sum();
    let whole_months = whole.cut.is_none() && (days - whole.on).abs() < 0.5;
    if whole_months { months } else { Vec::new() }
}
