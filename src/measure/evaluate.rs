//! From counters to estimates: each KPI as its catalogue row says, with its influence by replication.

use super::form::Columns;
use super::layout::Layout;
use super::ledger;
use super::outcome::{Outcome, Series};
use super::percentile::{deviation, percentile};
use super::scores;
use crate::catalogue::{Estimator, KpiId, Line, Part, Span, Subject, is_given};
use crate::model::Model;
use crate::stats::Sample;

/// All of these; none where one is missing. Room for the most that there may be: a filter does not say how many it lets through.
fn all<T>(each: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let mut all = Vec::with_capacity(each.size_hint().1.unwrap_or_default());
    for one in each {
        all.push(one?);
    }
    Some(all)
}

/// Reads counters for one model.
pub struct Evaluator<'m> {
    model: &'m Model,
    layout: Layout,
}

impl<'m> Evaluator<'m> {
    /// For results of this model.
    pub fn new(model: &'m Model) -> Self {
        Self { model, layout: Layout::new(model) }
    }

    fn columns(&self) -> Columns<'_> {
        Columns { model: self.model, layout: &self.layout }
    }

    /// Numerator and denominator by row; none where the estimator is no ratio, or a price is missing.
    pub fn pairs<'a>(
        &self,
        kpi: KpiId,
        part: Part,
        subject: Subject,
        rows: impl Iterator<Item = &'a [f64]>,
        span: &Span,
    ) -> Option<Vec<(f64, f64)>> {
        let money = |line, row| ledger::amount(line, self.model, &self.layout, subject, row, span);
        match kpi.estimator() {
            Estimator::Money(_) | Estimator::MoneyPer(..) | Estimator::MoneyShare(..) if part != Part::Both => None,
            Estimator::Money(line) => all(rows.map(|row| Some((money(line, row)?, 1.0)))),
            Estimator::MoneyPer(line, per) => {
                let per = self.columns().terms(kpi, per, subject);
                let sum = |row: &[f64]| per.iter().map(|(column, factor)| factor * row[*column]).sum();
                all(rows.map(|row| Some((money(line, row)?, sum(row)))))
            }
            Estimator::MoneyShare(line, of) => all(rows.map(|row| Some((money(line, row)?, money(of, row)?)))),
            _ => {
                let form = self.columns().form(kpi, part, subject)?;
                all(rows.map(|row| Some(form.pair(|column| row[column], span))))
            }
        }
    }

    /// Mean heads in a span, as planned, by replication.
    pub fn heads(&self, series: &Series<'_>, span: usize) -> Vec<f64> {
        let of = |outcome: &Outcome| {
            ledger::planned_heads(self.model, &self.layout, &outcome.rows[span], &series.spans[span])
        };
        series.outcomes.iter().map(of).collect()
    }

    /// Estimates a KPI over replications; none where it does not apply, was not given, or nothing happened.
    pub fn estimate(
        &self,
        kpi: KpiId,
        part: Part,
        subject: Subject,
        series: &Series<'_>,
        span: usize,
    ) -> Option<Sample> {
        if !is_given(self.model, kpi, part, subject) {
            return None;
        }
        let rows = series.outcomes.iter().map(|o| &o.rows[span][..]);
        match kpi.estimator() {
            Estimator::Deviation(squares, values, count) => {
                if part != Part::Both {
                    return None;
                }
                let of = |linear| {
                    let terms = self.columns().terms(kpi, linear, subject);
                    let sum = |row: &[f64]| terms.iter().map(|(column, factor)| factor * row[*column]).sum();
                    rows.clone().map(sum).collect::<Vec<f64>>()
                };
                deviation(&of(squares), &of(values), &of(count))
            }
            Estimator::Percentile(_) if part == Part::Both => percentile(self.model, kpi, subject, series, span),
            Estimator::Percentile(_) => None,
            Estimator::Score(n) => {
                scores::sample(self.model, n, |kpi, part, whom| self.estimate(kpi, part, whom, series, span))
            }
            _ => {
                let pairs = self.pairs(kpi, part, subject, rows, &series.spans[span])?;
                let (num, den): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
                Sample::ratio(&num, &den)
            }
        }
    }

    /// With one replication: batch means by day over the horizon, for whatever is a ratio of sums of days.
    pub fn estimate_by_day(
        &self,
        kpi: KpiId,
        part: Part,
        subject: Subject,
        outcome: &Outcome,
        span: &Span,
    ) -> Option<Sample> {
        // What is paid once is on one date, and has no mean day.
        let once = match kpi.estimator() {
            Estimator::Money(Line::OneOff | Line::Severance) => true,
            Estimator::Money(line) | Estimator::MoneyPer(line, _) | Estimator::MoneyShare(line, _) => {
                matches!(line, Line::DayPaid | Line::Total) && ledger::trains_guests(self.model)
            }
            _ => false,
        };
        if !is_given(self.model, kpi, part, subject) || span.days < 2.0 || span.cut.is_some() || once {
            return None;
        }
        if let Estimator::Score(n) = kpi.estimator() {
            let by_day = |kpi: KpiId, part, whom| self.estimate_by_day(kpi, part, whom, outcome, span);
            return scores::sample(self.model, n, by_day);
        }
        let date = Span {
            intervals: self.model.calendar.intervals_per_day() as f64,
            seconds: 86_400.0,
            days: 1.0,
            on: 1.0,
            months: span.months / span.days,
            later: span.later.iter().map(|months| months / span.days).collect(),
            ..span.piece()
        };
        let dates = outcome.days.iter().zip(&span.dates).filter(|(_, inside)| **inside);
        let pairs = self.pairs(kpi, part, subject, dates.map(|(row, _)| &row[..]), &date)?;
        let (mut num, den): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        if matches!(kpi.estimator(), Estimator::Sum(_) | Estimator::Money(_)) {
            // A sum over the span is the mean day times the number of days.
            for x in &mut num {
                *x *= span.days;
            }
        }
        Sample::ratio(&num, &den)
    }
}
