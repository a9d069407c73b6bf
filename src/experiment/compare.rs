//! Paired differences against the baseline, within a case and across cases, on common random numbers.
//!
//! Simultaneous over the compared arms by Bonferroni, so that all intervals of one KPI hold together in 95 of 100 studies.

use super::address::Address;
use super::estimates::sample;
use super::saving::savings;
use super::study::{Arm, LEVEL, Study};
use crate::catalogue::{Better, KpiId, Part, Subject, kpis};
use crate::measure::Evaluator;
use crate::model::{ContactType, Label, Model};
use crate::stats::{Direction, Judgement, Rule, judge};

/// Two arms over a span; so many comparisons share their error.
pub(super) struct Compared<'a> {
    pub arm: &'a Arm,
    pub base: &'a Arm,
    /// Their numbers in the study.
    pub numbers: [usize; 2],
    pub span: usize,
    pub comparisons: usize,
    /// Whether both meet the same demand, so that one may be better.
    pub same_demand: bool,
}

/// One paired difference: arm less baseline.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What it is about; of the arm that is compared.
    pub of: Address,
    /// Which arm is the baseline.
    pub base: usize,
    /// Level of the interval, all compared arms together.
    pub level: f64,
    /// Replications.
    pub n: usize,
    /// The difference and what to think of it.
    pub judgement: Judgement,
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
    pairs.iter().flat_map(|(arm, base)| of_pair(study, [*arm, *base], comparisons)).collect()
}

/// Whether customers want the same of both: only then is one of them better, and only then is anything saved. Another case of the
/// file is another world; in the same case, and in a what-if (whose key is the change itself), demand is the same where every
/// type's own arrivals are. What the shop begins is no demand.
pub fn same_demand(a: &Model, b: &Model) -> bool {
    let asked = |case: &Label| case.key.contains('=');
    let other_world = a.case.key != b.case.key && [&a.case, &b.case].iter().any(|c| !asked(c) && c.key != "base");
    let customers = |kind: &&ContactType| !kind.outreach && kind.arrivals.is_some();
    let of = |model: &Model| model.types.iter().filter(customers).count();
    let same = |kind: &ContactType| {
        b.types.iter().any(|other| other.label.key == kind.label.key && other.arrivals == kind.arrivals)
    };
    !other_world
        && a.calendar.busyness == b.calendar.busyness
        && of(a) == of(b)
        && a.types.iter().filter(customers).all(same)
}

fn of_pair(study: &Study, numbers: [usize; 2], comparisons: usize) -> Vec<Difference> {
    let [arm, base] = numbers.map(|number| &study.arms[number]);
    let mut rows = Vec::new();
    let (subjects, kpis) = (Subject::all_of(&arm.model), kpis(&arm.model));
    let same_demand = same_demand(&arm.model, &base.model);
    for span in 0..arm.spans.len() {
        let compared = Compared { arm, base, numbers, span, comparisons, same_demand };
        if !arm.spans[span].is_reported() {
            rows.extend(compared.cash());
            continue;
        }
        for kpi in &kpis {
            for subject in &subjects {
                rows.extend(compared.of(*kpi, *subject));
            }
        }
        rows.extend(savings(&compared));
    }
    rows
}

impl Compared<'_> {
    /// The difference of a figure; none where one side has none, or its interval comes from days.
    pub(super) fn of(&self, kpi: KpiId, subject: Subject) -> Option<Difference> {
        let Self { arm, base, span, comparisons, same_demand, .. } = *self;
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
        let direction = match kpi.better() {
            Better::Higher => Direction::Higher,
            Better::Lower => Direction::Lower,
            Better::Neither => Direction::Neither,
        };
        let judgement = judge(&b, &a, &each, Rule { better: direction, level: LEVEL, comparisons });
        let judgement = if same_demand { judgement } else { judgement.unjudged() };
        Some(self.difference(kpi, subject, a.n(), judgement))
    }
    /// A difference with what it is about.
    pub(super) fn difference(&self, kpi: KpiId, subject: Subject, n: usize, judgement: Judgement) -> Difference {
        let [arm, base] = self.numbers;
        let of = Address { arm, kpi, subject, part: Part::Both, span: self.span };
        Difference { of, base, level: LEVEL, n, judgement }
    }
}
