//! Rows of estimates: every KPI of every subject and span, with its interval.

use super::address::Address;
use super::study::{Arm, LEVEL, Study};
use crate::catalogue::{Estimator, KpiId, List, Part, Subject, is_given, is_on, kpis};
use crate::measure::{ByDay, Evaluator};
use crate::stats::Sample;

/// One estimate.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// What it is about.
    pub of: Address,
    /// The estimate.
    pub mean: f64,
    /// Half-width of its 95 % interval; none where there is nothing to estimate it from.
    pub half_width: Option<f64>,
    /// Replications (days, where `by_day`).
    pub n: usize,
    /// One replication only: the interval is from batch means by day.
    pub by_day: bool,
}

/// Whether it is given by month too: the ledger, scores, and what the catalogue says.
pub fn is_monthly(kpi: KpiId) -> bool {
    matches!(kpi.estimator(), Estimator::Money(_) | Estimator::Score(_)) || is_on(kpi, List::Months)
}

/// All estimates of a study, in a fixed order.
pub fn estimates(study: &Study) -> Vec<Estimate> {
    study.arms.iter().enumerate().flat_map(|(number, arm)| of_arm(number, arm)).collect()
}

fn of_arm(number: usize, arm: &Arm) -> Vec<Estimate> {
    let mut given = Vec::new();
    let subjects = Subject::all_of(&arm.model);
    for kpi in kpis(&arm.model) {
        for subject in &subjects {
            let parts = [Part::Both, Part::First, Part::Repeat].into_iter();
            let of = |part| Address { arm: number, kpi, subject: *subject, part, span: 0 };
            given.extend(parts.filter(|part| is_given(&arm.model, kpi, *part, *subject)).map(of));
        }
    }
    let mut rows = Vec::new();
    for (span, s) in arm.spans.iter().enumerate() {
        let samples = Samples::new(arm, span);
        let wanted = given.iter().filter(|of| s.is_reported() || is_monthly(of.kpi));
        rows.extend(wanted.filter_map(|of| samples.estimate(Address { span, ..*of })));
    }
    rows
}

/// One estimate of an arm; none where it does not apply.
pub fn estimate(arm: &Arm, of: Address) -> Option<Estimate> {
    Samples::new(arm, of.span).estimate(of)
}

/// The sample behind an estimate, and whether it is by day.
pub fn sample(arm: &Arm, kpi: KpiId, part: Part, subject: Subject, span: usize) -> Option<(Sample, bool)> {
    Samples::new(arm, span).of(kpi, part, subject)
}

/// Samples of an arm over one span, with what is worked out once for all of them.
struct Samples<'a> {
    arm: &'a Arm,
    span: usize,
    evaluator: Evaluator<'a>,
    /// Where there is one replication only.
    dates: Option<ByDay<'a>>,
}

impl<'a> Samples<'a> {
    fn new(arm: &'a Arm, span: usize) -> Self {
        let dates = match &arm.outcomes[..] {
            [only] => ByDay::of(&arm.model, only, &arm.spans[span]),
            _ => None,
        };
        Self { arm, span, evaluator: Evaluator::new(&arm.model), dates }
    }

    fn of(&self, kpi: KpiId, part: Part, subject: Subject) -> Option<(Sample, bool)> {
        let by_day = |dates| self.evaluator.estimate_by_day(kpi, part, subject, dates);
        if let Some(sample) = self.dates.as_ref().and_then(by_day) {
            return Some((sample, true));
        }
        Some((self.evaluator.estimate(kpi, part, subject, &self.arm.series(), self.span)?, false))
    }

    fn estimate(&self, of: Address) -> Option<Estimate> {
        let (sample, by_day) = self.of(of.kpi, of.part, of.subject)?;
        Some(Estimate { of, mean: sample.value, half_width: sample.half_width(LEVEL), n: sample.n(), by_day })
    }
}
