//! Validation files held against their truths.

use super::{Refused, Request, Scenario, chosen};
use crate::catalogue::{KpiId, Part, Subject, find_in, is_given, kpis};
use crate::compile::Truth;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::experiment::{Arm, Cancel, LEVEL, Progress, Replications, Settings, replicate};
use crate::measure::{Evaluator, Span, spans};
use crate::model::Model;
use crate::report::{TruthKind, TruthRow};
use crate::say;
use crate::stats::Sample;

/// Replications where neither the file nor the command says how many.
const REPLICATIONS: u64 = 40;

/// What a truth is about.
struct Of {
    kpi: KpiId,
    part: Part,
    subject: Subject,
    /// Number of its period among the spans.
    span: usize,
    kind: TruthKind,
}

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
    let spans = spans(model);
    let refuse = |found: Diagnostics| Refused::found(scenario.files.clone(), found);
    let found = each(&compiled.truths, |truth| read(truth, model, &spans)).map_err(refuse)?;
    let asked = request.replications.or(compiled.replications.map(u64::from)).unwrap_or(REPLICATIONS);
    let settings = Settings {
        seed: request.seed,
        replications: Replications::Fixed(asked),
        threads: request.threads,
        profile: false,
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

fn read(truth: &Truth, model: &Model, spans: &[Span]) -> Result<Of, Box<Diagnostic>> {
    let unknown = |place: &Place, name: &str, en: &str, zh: &str| {
        Diagnostic::error(Code::Truth, place, say!("there is no {en} `{name}`", "没有叫 `{name}` 的{zh}"))
    };
    let (key, kind) = (&truth.kpi, &truth.kind);
    let kpi = find_in(key, model).ok_or_else(|| {
        let known = kpis(model);
        let keys: Vec<_> = known.iter().map(|kpi| kpi.key(model)).collect();
        let keys: Vec<&str> = keys.iter().map(|key| &key[..]).collect();
        Box::new(unknown(&key.place, key, "figure", "指标").near_or_list(key, &keys))
    })?;
    let kind = TruthKind::parse(kind).ok_or_else(|| {
        Box::new(unknown(&kind.place, kind, "kind of truth", "真值种类").near_or_list(kind, &TruthKind::WORDS))
    })?;
    let (subject, part) = Subject::parse(&truth.subject, model)
        .ok_or_else(|| Box::new(unknown(&truth.subject.place, &truth.subject, "subject", "对象")))?;
    let named = spans.iter().position(|span| span.label.key == *truth.period.value);
    let span = named.ok_or_else(|| {
        let keys: Vec<&str> = spans.iter().map(|span| &span.label.key[..]).collect();
        Box::new(unknown(&truth.period.place, &truth.period, "period", "期间").near_or_list(&truth.period, &keys))
    })?;
    if is_given(model, kpi, part, subject) {
        Ok(Of { kpi, part, subject, span, kind })
    } else {
        Err(Box::new(not_given(truth)))
    }
}

fn not_given(truth: &Truth) -> Diagnostic {
    let (key, subject, period) = (&*truth.kpi, &*truth.subject, &*truth.period);
    let text = say!("{key} is not given for {subject} in {period}", "{key} 不适用于 {subject}（{period}）");
    Diagnostic::error(Code::Truth, &truth.kpi.place, text)
}

fn judged(arm: &Arm, case: &str, truth: &Truth, of: &Of, seed: u64) -> Result<TruthRow, Box<Diagnostic>> {
    let sample = if of.kind == TruthKind::Variance { variance(arm, of) } else { mean(arm, of) };
    let sample = sample.ok_or_else(|| Box::new(not_given(truth)))?;
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

fn mean(arm: &Arm, of: &Of) -> Option<Sample> {
    Evaluator::new(&arm.model).estimate(of.kpi, of.part, of.subject, &arm.series(), of.span)
}

/// The variance of the figure over replications, each of which has one of its own for the period.
fn variance(arm: &Arm, of: &Of) -> Option<Sample> {
    let series = arm.series();
    let rows = series.outcomes.iter().map(|outcome| &outcome.rows[of.span][..]);
    let pairs = Evaluator::new(&arm.model).pairs(of.kpi, of.part, of.subject, rows, &series.spans[of.span])?;
    let values: Vec<f64> = pairs.iter().map(|(above, below)| above / below).collect();
    (values.iter().all(|value| value.is_finite())).then(|| Sample::variance(&values))?
}
