//! Paired differences against the baseline, within a case and across cases, on common random numbers.
//!
//! Simultaneous over the compared arms by Bonferroni, so that all intervals of one KPI hold together in 95 of 100 studies.

use super::estimates::{LEVEL, sample};
use super::replicate::{Arm, Study};
use crate::measure::{Better, Estimator, Evaluator, KPIS, Kpi, Part, Subject, Unit, find};
use crate::stats::{Direction, Judgement, Rule, judge};

/// One paired difference: arm less baseline.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Design key.
    pub design: String,
    /// Case key.
    pub case: String,
    /// The baseline's design.
    pub baseline: String,
    /// The baseline's case.
    pub baseline_case: String,
    /// What; for `annual_saving` the catalogue has no row, see [`annual_saving_kpi`].
    pub kpi: Kpi,
    /// Of whom.
    pub subject: String,
    /// When.
    pub period: String,
    /// Level of the interval, all compared arms together.
    pub level: f64,
    /// Replications.
    pub n: usize,
    /// The difference and what to think of it.
    pub judgement: Judgement,
}

/// Saved running cost in a year: baseline less arm. Only where the counted days cover a year.
pub fn annual_saving_kpi() -> Kpi {
    let total = find("cost.total").expect("a row of the catalogue");
    Kpi {
        key: "annual_saving",
        en: "annual saving",
        zh: "年度节省",
        better: Better::Higher,
        definition_en: "Running cost of the baseline less that of the design, for 365 days; one-off costs apart.",
        definition_zh: "基准方案运营成本减该方案运营成本,按 365 天计;一次性成本另列。",
        ..total
    }
}

/// The pairs of arms that are compared with the arm `baseline`: the same case's baseline design first, then across cases.
pub fn pairs(study: &Study, baseline: usize) -> Vec<(usize, usize)> {
    let base_design = study.arms[baseline].model.design.key.clone();
    (0..study.arms.len())
        .flat_map(|arm| {
            let case = &study.arms[arm].model.case.key;
            let same_case =
                study.arms.iter().position(|a| a.model.design.key == base_design && a.model.case.key == *case);
            let mut against: Vec<usize> = same_case.into_iter().chain([baseline]).filter(|b| *b != arm).collect();
            against.dedup();
            against.into_iter().map(move |b| (arm, b))
        })
        .collect()
}

/// All differences of a study against the arm `baseline`, of which `beside` other comparisons are made as well.
pub fn differences(study: &Study, baseline: usize, beside: usize) -> Vec<Difference> {
    let pairs = pairs(study, baseline);
    let comparisons = pairs.len() + beside;
    pairs.iter().flat_map(|(arm, base)| of_pair(study, *arm, *base, comparisons)).collect()
}

fn of_pair(study: &Study, arm: usize, base: usize, comparisons: usize) -> Vec<Difference> {
    let (arm, base) = (&study.arms[arm], &study.arms[base]);
    let mut rows = Vec::new();
    let subjects = Subject::all_of(&arm.model);
    for span in 0..arm.spans.len() {
        if span > 0 && !arm.spans[span].named {
            continue;
        }
        for kpi in KPIS {
            for subject in &subjects {
                rows.extend(of_kpi(arm, base, kpi, *subject, span, comparisons));
            }
        }
        if span == 0 {
            rows.extend(annual_saving(arm, base, comparisons));
        }
    }
    rows
}

fn of_kpi(arm: &Arm, base: &Arm, kpi: &Kpi, subject: Subject, span: usize, comparisons: usize) -> Option<Difference> {
    let other = subject.in_model(&arm.model, &base.model)?;
    let (a, by_day) = sample(arm, kpi, Part::Both, subject, span)?;
    let (b, _) = sample(base, kpi, Part::Both, other, span)?;
    if a.n() != b.n() || by_day {
        return None;
    }
    let singles = |arm: &Arm, subject: Subject| -> Vec<f64> {
        let evaluator = Evaluator::new(&arm.model);
        let rows = arm.outcomes.iter().map(|outcome| &outcome.rows[span][..]);
        let pairs = evaluator.pairs(kpi, Part::Both, subject, rows, &arm.spans[span]).unwrap_or_default();
        pairs.into_iter().filter(|(_, y)| *y != 0.0).map(|(x, y)| x / y).collect()
    };
    let (xs, ys) = (singles(arm, subject), singles(base, other));
    let each: Vec<f64> =
        if xs.len() == ys.len() { xs.iter().zip(&ys).map(|(x, y)| x - y).collect() } else { Vec::new() };
    let direction = match kpi.better {
        Better::Higher => Direction::Higher,
        Better::Lower => Direction::Lower,
        Better::Neither => Direction::Neither,
    };
    Some(Difference {
        design: arm.model.design.key.clone(),
        case: arm.model.case.key.clone(),
        baseline: base.model.design.key.clone(),
        baseline_case: base.model.case.key.clone(),
        kpi: *kpi,
        subject: subject.key(&arm.model),
        period: arm.spans[span].label.key.clone(),
        level: LEVEL,
        n: a.n(),
        judgement: judge(&b, &a, &each, Rule { better: direction, level: LEVEL, comparisons }),
    })
}

/// The saving is the negative difference of running cost, scaled to 365 days where a year was counted.
fn annual_saving(arm: &Arm, base: &Arm, comparisons: usize) -> Option<Difference> {
    let days = arm.spans[0].days;
    if days < 365.0 {
        return None;
    }
    let total = find("cost.total").filter(|k| matches!(k.estimator, Estimator::Money(_)) && k.unit == Unit::Money)?;
    let cost = of_kpi(arm, base, &total, Subject::All, 0, comparisons)?;
    Some(Difference { kpi: annual_saving_kpi(), judgement: saved(&cost.judgement, 365.0 / days), ..cost })
}

/// A difference of cost as a saving in a year.
fn saved(cost: &Judgement, a_year: f64) -> Judgement {
    Judgement {
        mean: -cost.mean * a_year,
        half_width: cost.half_width.map(|h| h * a_year),
        p05: cost.p95.map(|x| -x * a_year),
        p95: cost.p05.map(|x| -x * a_year),
        ..cost.clone()
    }
}
