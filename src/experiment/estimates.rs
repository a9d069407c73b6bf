//! Rows of estimates: every KPI of every subject and span, with its interval.

use super::address::Address;
use super::study::{Arm, LEVEL, Study};
use crate::catalogue::{Estimator, KpiId, List, Part, Subject, is_given, is_on, kpis};
use crate::measure::Evaluator;
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
    let mut rows = Vec::new();
    let (subjects, kpis) = (Subject::all_of(&arm.model), kpis(&arm.model));
    for (span, s) in arm.spans.iter().enumerate() {
        for kpi in kpis.iter().filter(|kpi| s.is_reported() || is_monthly(**kpi)) {
            for subject in &subjects {
                for part in [Part::Both, Part::First, Part::Repeat] {
                    rows.extend(estimate(arm, Address { arm: number, kpi: *kpi, subject: *subject, part, span }));
                }
            }
        }
    }
    rows
}

/// One estimate of an arm; none where it does not apply.
pub fn estimate(arm: &Arm, of: Address) -> Option<Estimate> {
    let (sample, by_day) = sample(arm, of.kpi, of.part, of.subject, of.span)?;
    Some(Estimate { of, mean: sample.value, half_width: sample.half_width(LEVEL), n: sample.n(), by_day })
}

/// The sample behind an estimate, and whether it is by day.
pub fn sample(arm: &Arm, kpi: KpiId, part: Part, subject: Subject, span: usize) -> Option<(Sample, bool)> {
    if !is_given(&arm.model, kpi, part, subject) {
        return None;
    }
    let evaluator = Evaluator::new(&arm.model);
    if let [only] = &arm.outcomes[..]
        && let Some(sample) = evaluator.estimate_by_day(kpi, part, subject, only, &arm.spans[span])
    {
        return Some((sample, true));
    }
    Some((evaluator.estimate(kpi, part, subject, &arm.series(), span)?, false))
}
