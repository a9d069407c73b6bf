//! From where a fit ended to what is said of it.

use super::free::Free;
use super::written::{Edit, comment};
use super::{Calibrate, wanted};
use crate::experiment::fit::{Against, Fitted, Told, conflicts, is_found, told};
use crate::experiment::{Figures, LEVEL};
use crate::model::Lang;
use crate::report::{Contradiction, Knowledge, Met, Moved, Undetermined};
use crate::stats::{Sample, normal_quantile, t_quantile};
use std::ops::Range;

/// Standard errors in half an interval: by the replications that the errors are known from.
fn widths(of: &Calibrate) -> f64 {
    t_quantile(f64::midpoint(1.0, LEVEL), (of.fitting.replications - 1) as f64)
}

/// What the fit says of inputs and directions.
pub(super) fn said(of: &Calibrate, found: &Fitted) -> Told {
    told(found, of.fitted, of.measured.len() - of.fitted, widths(of))
}

/// What was measured beside the model's figures on other customers, before and after.
pub(super) fn facts(of: &Calibrate, found: &Fitted, before: &Figures, after: &Figures) -> Vec<Met> {
    let longer = wanted::longer(&of.model, &of.judging);
    let met = |at: usize| {
        let fact = wanted::fact(&of.measured[at], longer);
        let (before, after): (Option<Sample>, Option<Sample>) = (before[at].clone(), after[at].clone());
        let own = after.as_ref().or(before.as_ref()).map_or(0.0, |sample| fact.error_by(sample));
        // What was fitted has chance of its own.
        let fitted = found.figures[at].as_ref().and_then(Sample::standard_error).unwrap_or(0.0);
        Met {
            wanted: of.wanted[at].clone(),
            value: fact.value,
            error: own.hypot(fitted),
            error_given: fact.error.is_some(),
            held_out: at >= of.fitted,
            before,
            after,
        }
    };
    (0..of.measured.len()).map(met).collect()
}

/// Facts that are not met, each with what holds it.
pub(super) fn contradictions(of: &Calibrate, found: &Fitted, facts: &[Met]) -> Vec<Contradiction> {
    let is_missed = |at: &usize| facts[*at].after.is_some() && !facts[*at].is_met_by(facts[*at].after.as_ref());
    let missed: Vec<usize> = (0..of.fitted).filter(is_missed).collect();
    let longer = wanted::longer(&of.model, &of.fitting);
    let residual = |at: usize| {
        let sample = found.figures[at].as_ref()?;
        let fact = wanted::fact(&of.measured[at], longer);
        Some((sample.value - fact.value) / fact.whole_error(sample).max(f64::MIN_POSITIVE))
    };
    let residuals: Vec<f64> = (0..of.fitted).map(|at| residual(at).unwrap_or(0.0)).collect();
    let within = normal_quantile(f64::midpoint(1.0, LEVEL));
    let mut all: Vec<Contradiction> = Vec::new();
    for one in conflicts(found, &residuals, &missed) {
        // A pair is told once.
        let is_told = all
            .iter()
            .any(|other| one.against == Against::Fact(other.fact) && other.against == Against::Fact(one.fact));
        let by_chance = residuals[one.fact].abs() <= within && !facts[one.fact].is_missed();
        if !is_told {
            let (against, by) = if by_chance { (Against::Chance, None) } else { (one.against, one.by) };
            all.push(Contradiction { fact: one.fact, against, by });
        }
    }
    all
}

/// What became of every input.
pub(super) fn inputs(of: &Calibrate, found: &Fitted, said: &Told) -> Vec<Moved> {
    let widths = widths(of);
    let moved = |(k, free): (usize, &Free)| {
        let (at, error, [low, high]) = (found.at[k], said.errors[k], free.bounds());
        let knowledge = match (found.seen[k], is_found(error, widths)) {
            (false, _) => Knowledge::Unseen,
            (true, true) => Knowledge::Found,
            (true, false) => Knowledge::Open,
        };
        let interval = [(at - widths * error).max(low), (at + widths * error).min(high)];
        Moved {
            path: free.path.clone(),
            given: free.given,
            was: free.was.clone(),
            range: free.range.clone(),
            value: free.text(at),
            interval: interval.map(|v| free.text(v)),
            knowledge,
            at_end: found.seen[k] && (at - low).min(high - at) < 1e-9,
            fixed_by: said.fixed_by[k].iter().map(|part| (part.of, part.share)).collect(),
            written: false,
        }
    };
    of.inputs.iter().enumerate().map(moved).collect()
}

/// What stays open.
pub(super) fn open(of: &Calibrate, said: &Told) -> Vec<Undetermined> {
    let one = |open: &crate::experiment::fit::Open| Undetermined {
        inputs: open.inputs.iter().map(|part| (part.of, part.share)).collect(),
        measure: open.measure.map(|(figure, left)| (of.wanted[figure].clone(), left / open.error)),
    };
    said.open.iter().map(one).collect()
}

/// The change of the file that an input is. One that is found has its interval for a range from now on.
pub(super) fn edit(free: &Free, moved: &Moved, lang: Lang) -> Edit {
    let value = Free::toml(&moved.value);
    let is_found = moved.knowledge == Knowledge::Found;
    let ends = if is_found { &moved.interval } else { &moved.range };
    let [low, high] = ends.each_ref().map(|end| Free::toml(end));
    let source = match &free.source {
        Some(source) => format!("{source}; calibrated"),
        None => "calibrated".to_owned(),
    };
    let source = source.replace('\\', "\\\\").replace('"', "\\\"");
    let mut at: Vec<(Range<usize>, String)> = free.at.iter().map(|at| (at.clone(), value.clone())).collect();
    if is_found && !at.is_empty() {
        at.extend(free.ends_at.iter().flatten().cloned().zip([low.clone(), high.clone()]));
    }
    Edit {
        path: moved.path.clone(),
        whole: format!("{{ low = {low}, likely = {value}, high = {high}, source = \"{source}\" }}"),
        value,
        at,
        comment: comment(moved, lang),
    }
}
