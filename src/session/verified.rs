//! Validation files held against their truths.

use super::{Refused, Request, Scenario, chosen};
use crate::catalogue::TruthKind;
use crate::compile::{Truth, TruthOf};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::experiment::{Arm, Cancel, LEVEL, Progress, Replications, Settings, replicate};
use crate::measure::Evaluator;
use crate::report::TruthRow;
use crate::say;
use crate::stats::Sample;

/// Replications where neither the file nor the command says how many.
const REPLICATIONS: u64 = 40;

/// Runs a validation file and holds it against its truths. `case` is what its rows are called. No rows where it was
/// interrupted.
pub fn verify(
    scenario: &Scenario,
    case: &str,
    request: &Request,
    progress: &dyn Progress,
    cancel: &dyn Cancel,
) -> Result<Vec<TruthRow>, Refused> {
    let compiled = &scenario.compiled;
    if compiled.truths.is_empty() {
        let file = &request.file;
        return Err(Refused::said(say!("{file} has no [[truth]]", "{file} 中没有 [[truth]]"), None));
    }
    let model = chosen(compiled, request)?;
    let refuse = |found: Diagnostics| Refused::found(scenario.files.clone(), found);
    let found = each(&compiled.truths, |truth| truth.of(model)).map_err(refuse)?;
    let asked = request.replications.or(compiled.replications.map(u64::from)).unwrap_or(REPLICATIONS);
    let settings = Settings {
        seed: request.seed,
        replications: Replications::Fixed(asked),
        threads: request.threads,
        profile: None,
    };
    let study = replicate(vec![model.clone()], &settings, progress, cancel);
    if study.stopped.is_some() {
        return Ok(Vec::new());
    }
    let mut of = found.iter();
    each(&compiled.truths, |truth| judged(&study.arms[0], case, truth, of.next().expect("one a truth"), request.seed))
        .map_err(refuse)
}

/// What each truth gives, or all that is wrong with them.
fn each<T>(truths: &[Truth], mut of: impl FnMut(&Truth) -> Result<T, Box<Diagnostic>>) -> Result<Vec<T>, Diagnostics> {
    let (mut all, mut wrong) = (Vec::new(), Diagnostics::default());
    for truth in truths {
        match of(truth) {
            Ok(found) => all.push(found),
            Err(diagnostic) => wrong.push(*diagnostic),
        }
    }
    if wrong.is_empty() { Ok(all) } else { Err(wrong) }
}

fn judged(arm: &Arm, case: &str, truth: &Truth, of: &TruthOf, seed: u64) -> Result<TruthRow, Box<Diagnostic>> {
    let sample = if of.kind == TruthKind::Variance { variance(arm, of) } else { mean(arm, of) };
    let sample = sample.ok_or_else(|| Box::new(truth.not_given()))?;
    let row = TruthRow {
        case: case.to_owned(),
        kpi: truth.kpi.value.clone(),
        subject: truth.subject.value.clone(),
        period: truth.period.value.clone(),
        kind: of.kind,
        mean: sample.value,
        half_width: sample.half_width(LEVEL),
        exact: truth.value,
        theirs: truth.half_width,
        seed,
        replications: sample.n() as u64,
        z: None,
        precision: f64::INFINITY,
        passed: false,
    };
    Ok(row.judge(sample.standard_error()))
}

fn mean(arm: &Arm, of: &TruthOf) -> Option<Sample> {
    Evaluator::new(&arm.model).estimate(of.kpi, of.part, of.subject, &arm.series(), of.span)
}

/// The variance of the figure over replications, each of which has one of its own for the period.
fn variance(arm: &Arm, of: &TruthOf) -> Option<Sample> {
    let series = arm.series();
    let rows = series.rows(of.span);
    let sums = Evaluator::new(&arm.model).sums(of.kpi, of.part, of.subject, &rows, &series.spans[of.span])?;
    let values: Vec<f64> = sums.pairs().map(|(above, below)| above / below).collect();
    (values.iter().all(|value| value.is_finite())).then(|| Sample::variance(&values))?
}
