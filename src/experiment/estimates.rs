//! Rows of estimates: every KPI of every subject and span, with its interval.

use super::replicate::{Arm, Study};
use crate::measure::{Estimator, Evaluator, Kpi, Part, Subject, kpis};
use crate::stats::Sample;

/// The level of every interval that is printed.
pub const LEVEL: f64 = 0.95;

/// One estimate.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// Design key.
    pub design: String,
    /// Case key.
    pub case: String,
    /// What.
    pub kpi: Kpi,
    /// Of whom: the stable name, with `.first` or `.repeat` where it is a part.
    pub subject: String,
    /// When: the stable name of a span.
    pub period: String,
    /// The estimate.
    pub mean: f64,
    /// Half-width of its 95 % interval; none where there is nothing to estimate it from.
    pub half_width: Option<f64>,
    /// Replications (days, where `by_day`).
    pub n: usize,
    /// One replication only: the interval is from batch means by day.
    pub by_day: bool,
}

/// KPIs that are also given by month, beside the ledger.
const MONTHLY: &[&str] = &[
    "arrived",
    "contained",
    "offered",
    "handled",
    "abandoned",
    "carried",
    "coverage",
    "service_level",
    "wait",
    "first_contact_resolution",
    "on_time",
    "backlog",
    "occupancy",
    "hires",
    "leavers",
    "sent",
    "ratings",
    "satisfaction",
    "conversion",
    "orders",
    "lost_orders",
];

fn is_monthly(kpi: &Kpi) -> bool {
    matches!(kpi.estimator, Estimator::Money(_) | Estimator::Score(_)) || MONTHLY.contains(&kpi.key)
}

/// All estimates of a study, in a fixed order.
pub fn estimates(study: &Study) -> Vec<Estimate> {
    study.arms.iter().flat_map(of_arm).collect()
}

fn of_arm(arm: &Arm) -> Vec<Estimate> {
    let mut rows = Vec::new();
    let (subjects, kpis) = (Subject::all_of(&arm.model), kpis(&arm.model));
    for (span, s) in arm.spans.iter().enumerate() {
        for kpi in &kpis {
            if !s.is_reported() && !is_monthly(kpi) {
                continue;
            }
            for subject in &subjects {
                for part in [Part::Both, Part::First, Part::Repeat] {
                    rows.extend(estimate(arm, kpi, part, *subject, span));
                }
            }
        }
    }
    rows
}

/// One estimate; none where it does not apply.
pub fn estimate(arm: &Arm, kpi: &Kpi, part: Part, subject: Subject, span: usize) -> Option<Estimate> {
    let (sample, by_day) = sample(arm, kpi, part, subject, span)?;
    Some(Estimate {
        design: arm.model.design.key.clone(),
        case: arm.model.case.key.clone(),
        kpi: *kpi,
        subject: format!("{}{}", subject.key(&arm.model), part.suffix()),
        period: arm.spans[span].label.key.clone(),
        mean: sample.value,
        half_width: sample.half_width(LEVEL),
        n: sample.n(),
        by_day,
    })
}

/// The sample behind an estimate, and whether it is by day.
pub fn sample(arm: &Arm, kpi: &Kpi, part: Part, subject: Subject, span: usize) -> Option<(Sample, bool)> {
    if !Evaluator::applies(&arm.model, kpi, part, subject) {
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
