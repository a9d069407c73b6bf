//! From counters to estimates: each KPI as its catalogue row says, with its influence by replication.

use super::form::{Columns, Sums, sums};
use super::layout::Layout;
use super::ledger;
use super::outcome::{Outcome, Series};
use super::percentile::{deviation, percentile};
use super::scores;
use crate::catalogue::{Estimator, KpiId, Line, Part, Span, Subject, is_given};
use crate::model::Model;
use crate::stats::Sample;

/// One replication's dates of a span, each of which is read as a replication of a span of one day.
pub struct ByDay<'a> {
    rows: Vec<&'a [f64]>,
    date: Span,
    /// How many days the span has.
    days: f64,
}

impl<'a> ByDay<'a> {
    /// Of a replication that was counted by date; none where a span is no two whole dates.
    pub fn of(model: &Model, outcome: &'a Outcome, span: &Span) -> Option<Self> {
        if span.days < 2.0 || span.cut.is_some() {
            return None;
        }
        let date = Span {
            intervals: model.calendar.intervals_per_day() as f64,
            seconds: 86_400.0,
            days: 1.0,
            on: 1.0,
            months: span.months / span.days,
            later: span.later.iter().map(|months| months / span.days).collect(),
            ..span.piece()
        };
        let inside = outcome.days.iter().zip(&span.dates).filter(|(_, inside)| **inside);
        Some(Self { rows: inside.map(|(row, _)| &row[..]).collect(), date, days: span.days })
    }
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

    /// Numerators and denominators by row; none where the estimator is no ratio, or a price is missing.
    pub fn sums(&self, kpi: KpiId, part: Part, subject: Subject, rows: &[&[f64]], span: &Span) -> Option<Sums> {
        let money = |line| -> Option<Vec<f64>> {
            rows.iter().map(|row| ledger::amount(line, self.model, &self.layout, subject, row, span)).collect()
        };
        Some(match kpi.estimator() {
            Estimator::Money(_) | Estimator::MoneyPer(..) | Estimator::MoneyShare(..) if part != Part::Both => {
                return None;
            }
            Estimator::Money(line) => Sums { above: money(line)?, below: vec![1.0; rows.len()] },
            Estimator::MoneyPer(line, per) => {
                Sums { above: money(line)?, below: sums(&self.columns().terms(kpi, per, subject), rows) }
            }
            Estimator::MoneyShare(line, of) => Sums { above: money(line)?, below: money(of)? },
            _ => self.columns().form(kpi, part, subject)?.sums(rows, span),
        })
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
        let rows = series.rows(span);
        match kpi.estimator() {
            Estimator::Deviation(squares, values, count) => {
                if part != Part::Both {
                    return None;
                }
                let of = |linear| sums(&self.columns().terms(kpi, linear, subject), &rows);
                deviation(&of(squares), &of(values), &of(count))
            }
            Estimator::Percentile(_) if part == Part::Both => percentile(self.model, kpi, subject, series, span),
            Estimator::Percentile(_) => None,
            Estimator::Score(n) => {
                scores::sample(self.model, n, |kpi, part, whom| self.estimate(kpi, part, whom, series, span))
            }
            _ => {
                let Sums { above, below } = self.sums(kpi, part, subject, &rows, &series.spans[span])?;
                Sample::ratio(&above, &below)
            }
        }
    }

    /// With one replication: batch means by day over the horizon, for whatever is a ratio of sums of days.
    pub fn estimate_by_day(&self, kpi: KpiId, part: Part, subject: Subject, dates: &ByDay<'_>) -> Option<Sample> {
        // What is paid once is on one date, and has no mean day.
        let once = match kpi.estimator() {
            Estimator::Money(Line::OneOff | Line::Severance) => true,
            Estimator::Money(line) | Estimator::MoneyPer(line, _) | Estimator::MoneyShare(line, _) => {
                matches!(line, Line::DayPaid | Line::Total) && ledger::trains_guests(self.model)
            }
            _ => false,
        };
        if !is_given(self.model, kpi, part, subject) || once {
            return None;
        }
        if let Estimator::Score(n) = kpi.estimator() {
            let by_day = |kpi: KpiId, part, whom| self.estimate_by_day(kpi, part, whom, dates);
            return scores::sample(self.model, n, by_day);
        }
        let Sums { mut above, below } = self.sums(kpi, part, subject, &dates.rows, &dates.date)?;
        if matches!(kpi.estimator(), Estimator::Sum(_) | Estimator::Money(_)) {
            // A sum over the span is the mean day times the number of days.
            for x in &mut above {
                *x *= dates.days;
            }
        }
        Sample::ratio(&above, &below)
    }
}
