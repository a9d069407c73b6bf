//! Scores over replications, from the figures that they are made of.

use crate::catalogue::{KpiId, Part, Subject, Unit, find};
use crate::model::{Model, ScoreOf};
use crate::stats::Sample;

/// A score over replications (or days), from its parts; none where one of them is not given.
pub(super) fn sample(
    model: &Model,
    score: usize,
    of: impl Fn(KpiId, Part, Subject) -> Option<Sample>,
) -> Option<Sample> {
    let mut constant = 0.0;
    let mut parts: Vec<(f64, Sample)> = Vec::new();
    for part in &model.scores[score].parts {
        match &part.what {
            ScoreOf::Fixed { worth, .. } => constant += part.weight * worth,
            ScoreOf::Figure { kpi, subject, marks } => {
                let kpi = find(kpi)?;
                let (whom, first) = Subject::parse(subject, model)?;
                let sample = of(kpi, first, whom)?;
                let unit = if kpi.unit(model) == Unit::Hours { 3600.0 } else { 1.0 };
                let (worth, slope) = marks.as_ref().map_or((sample.value, 1.0), |m| m.at(sample.value * unit));
                // The curve is a line near the estimate: its slope carries the estimate's error (delta method).
                let slope = if marks.is_some() { slope * unit } else { slope };
                constant += part.weight * (worth - slope * sample.value);
                parts.push((part.weight * slope, sample));
            }
        }
    }
    let parts: Vec<(f64, &Sample)> = parts.iter().map(|(weight, sample)| (*weight, sample)).collect();
    let (_, first) = parts.first()?;
    parts.iter().all(|(_, part)| part.n() == first.n()).then(|| Sample::weighted_sum(constant, &parts))
}
