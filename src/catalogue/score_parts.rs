//! What a score can be made of.

use super::given::is_given;
use super::id::find;
use super::kpi::{Better, Estimator, Unit};
use super::scores::PREFIX;
use super::subject::Subject;
use crate::model::{Marks, Measure, Model};

/// Why a part of a score cannot be one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum NoPart {
    /// There is no such KPI.
    Kpi,
    /// It is a score itself.
    Score,
    /// It is made of single waits, not of sums by replication.
    Percentile,
    /// There is nobody of this name, or the KPI is not given for them.
    Subject,
    /// It is no share, and nothing says what it is worth.
    Worth(Unit),
    /// Less of it is better, and nothing says what it is worth.
    Lower,
    /// The points are in another unit.
    Points(Unit),
}

/// Whether a KPI of a subject can be a part of a score of this model.
pub fn can_be_part(model: &Model, kpi: &str, subject: &str, marks: Option<&Marks>) -> Result<(), NoPart> {
    if kpi.starts_with(PREFIX) {
        return Err(NoPart::Score);
    }
    let kpi = find(kpi).ok_or(NoPart::Kpi)?;
    if matches!(kpi.estimator(), Estimator::Percentile(_)) {
        return Err(NoPart::Percentile);
    }
    let (whom, part) = Subject::parse(subject, model).ok_or(NoPart::Subject)?;
    if !is_given(model, kpi, part, whom) {
        return Err(NoPart::Subject);
    }
    let unit = kpi.unit(model);
    let wanted = match unit {
        Unit::Share => Measure::Share,
        Unit::Seconds | Unit::Hours => Measure::Duration,
        _ => Measure::Number,
    };
    match marks {
        None if unit != Unit::Share => Err(NoPart::Worth(unit)),
        None if kpi.better() == Better::Lower => Err(NoPart::Lower),
        Some(marks) if marks.of != wanted => Err(NoPart::Points(unit)),
        _ => Ok(()),
    }
}
