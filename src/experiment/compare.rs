//! Paired differences against the baseline, within a case and across cases, on common random numbers.
//!
//! Simultaneous over the compared arms by Bonferroni, so that all intervals of one KPI hold together in 95 of 100 studies.

use super::difference::{ComparedArms, Difference};
use super::saving::savings;
use super::study::Study;
use crate::catalogue::{Subject, kpis};
use crate::model::{ContactType, Label, Model};

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

/// What is saved against the arm `baseline` in every span, months among them, by line of the ledger: only where both meet the
/// same demand. `beside`: as for [`differences`].
pub fn saved_by_line(study: &Study, baseline: usize, beside: usize) -> Vec<Difference> {
    let pairs = pairs(study, baseline);
    let comparisons = pairs.len() + beside;
    let of_pair = |(number, base_number): (usize, usize)| {
        let [arm, base] = [number, base_number].map(|number| &study.arms[number]);
        let same_demand = same_demand(&arm.model, &base.model);
        let spans = 0..if same_demand { arm.spans.len() } else { 0 };
        let numbers = [number, base_number];
        spans.flat_map(move |span| ComparedArms { arm, base, numbers, span, comparisons, same_demand }.by_line())
    };
    pairs.into_iter().flat_map(of_pair).collect()
}

/// What an arm saves against another over all that is counted, by their numbers; nothing where demand is not the same.
pub fn savings_of_pair(study: &Study, [number, base_number]: [usize; 2]) -> Vec<Difference> {
    let [arm, base] = [number, base_number].map(|number| &study.arms[number]);
    let same_demand = same_demand(&arm.model, &base.model);
    savings(&ComparedArms { arm, base, numbers: [number, base_number], span: 0, comparisons: 1, same_demand })
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
        let compared = ComparedArms { arm, base, numbers, span, comparisons, same_demand };
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
