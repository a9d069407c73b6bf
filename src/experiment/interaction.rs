//! Whether levers add up: what all of them do together, less the sum of what each does alone.
//!
//! With k levers that is `together - alone_1 - ... - alone_k + (k - 1) as is`, replication by replication on common random
//! numbers, so that its interval is that of one paired sum (Law 2015, ch. 12: interactions of a design of experiments).

use super::address::Address;
use super::estimates::sample;
use super::study::{LEVEL, Study};
use crate::catalogue::{Part, Subject, kpis};
use crate::stats::Sample;

/// The arms that show the parts of levers, in one case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parts {
    /// Without any.
    pub as_is: usize,
    /// With one of them.
    pub alone: Vec<usize>,
    /// With all of them.
    pub together: usize,
}

/// One interaction.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// What it is about; of the arm with all levers.
    pub of: Address,
    /// Together less the sum of the parts.
    pub mean: f64,
    /// Half-width of its interval.
    pub half_width: Option<f64>,
    /// Level of the interval, all comparisons together.
    pub level: f64,
    /// Replications.
    pub n: usize,
}

/// All interactions of a study; a single lever has none. `beside` are the differences judged together with them.
pub fn interactions(study: &Study, parts: &[Parts], beside: usize) -> Vec<Interaction> {
    let several: Vec<&Parts> = parts.iter().filter(|parts| parts.alone.len() > 1).collect();
    several.iter().flat_map(|parts| of_case(study, parts, beside + several.len())).collect()
}

fn of_case(study: &Study, parts: &Parts, comparisons: usize) -> Vec<Interaction> {
    let arm = &study.arms[parts.together];
    let level = 1.0 - (1.0 - LEVEL) / comparisons as f64;
    let (mut rows, kpis) = (Vec::new(), kpis(&arm.model));
    for (span, _) in arm.spans.iter().enumerate().filter(|(_, s)| s.is_reported()) {
        for kpi in &kpis {
            for subject in Subject::all_of(&arm.model) {
                let of = Address { arm: parts.together, kpi: *kpi, subject, part: Part::Both, span };
                let Some(sum) = interaction(study, parts, of) else { continue };
                let half_width = sum.half_width(level);
                rows.push(Interaction { of, mean: sum.value, half_width, level: LEVEL, n: sum.n() });
            }
        }
    }
    rows
}

/// None where one of the arms has no such figure: a team that only some levers make, a single replication.
fn interaction(study: &Study, parts: &Parts, address: Address) -> Option<Sample> {
    let model = &study.arms[parts.together].model;
    let of = |at: usize| {
        let arm = &study.arms[at];
        let (sample, by_day) =
            sample(arm, address.kpi, Part::Both, address.subject.in_model(model, &arm.model)?, address.span)?;
        (!by_day).then_some(sample)
    };
    let (as_is, together) = (of(parts.as_is)?, of(parts.together)?);
    let alone: Vec<Sample> = parts.alone.iter().map(|at| of(*at)).collect::<Option<_>>()?;
    let mut terms = vec![(1.0, &together), (alone.len() as f64 - 1.0, &as_is)];
    terms.extend(alone.iter().map(|sample| (-1.0, sample)));
    let n = together.n();
    terms.iter().all(|(_, sample)| sample.n() == n).then(|| Sample::weighted_sum(0.0, &terms))
}
