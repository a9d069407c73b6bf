//! Which figures are met, which are only judged, and which could be measured next.

use crate::catalogue::{Part, Row, Subject, is_given, spans_on};
use crate::experiment::fit::Fact;
use crate::experiment::{Sweeping, WEEK, Wanted};
use crate::model::Model;
use crate::report::Measured;
use crate::say;
use crate::session::request::figure;
use crate::session::{Refused, Scenario};

/// Figures that a shop can read off, of types and of teams: candidates for what to measure next.
const READ_OFF: [Row; 12] = [
    Row::AverageResponse,
    Row::FirstResponse,
    Row::Answered3min,
    Row::Abandonment,
    Row::OfferedPerDay,
    Row::FirstContactResolution,
    Row::ConversionAnswered,
    Row::OnTime,
    Row::Backlog,
    Row::Occupancy,
    Row::Concurrency,
    Row::ContactsPerAgentDay,
];

/// What was measured of the design in its case, what is held out last; and how much of it is fitted.
pub(super) fn measured(
    scenario: &Scenario,
    model: &Model,
    hold_out: &[String],
) -> Result<(Vec<Measured>, usize), Refused> {
    let all: Vec<Measured> = scenario.measured.iter().filter(|one| one.is_of(model)).cloned().collect();
    if all.is_empty() {
        return Err(nothing_measured(model));
    }
    let mut held = vec![false; all.len()];
    for text in hold_out {
        let (kpi, subject) = figure(text, model)?;
        let whose = |one: &Measured| format!("{}{}", one.subject.key(model), one.part.suffix());
        let is_it = |one: &Measured| one.kpi == kpi && (!text.contains('@') || whose(one) == subject);
        if !all.iter().any(is_it) {
            let known: Vec<String> = all.iter().map(|one| format!("{}@{}", one.kpi.key(model), whose(one))).collect();
            let known = known.join(", ");
            return Err(Refused::said(
                say!("`{text}` was not measured", "没有 `{text}` 的实测值"),
                Some(say!("measured here: {known}", "这里实测了：{known}")),
            ));
        }
        for (_, held) in all.iter().zip(&mut held).filter(|(one, _)| is_it(one)) {
            *held = true;
        }
    }
    let (mut fitted, mut judged) = (Vec::new(), Vec::new());
    for (one, held) in all.into_iter().zip(held) {
        if held { judged.push(one) } else { fitted.push(one) }
    }
    if fitted.is_empty() {
        return Err(Refused::said(
            say!("every measured figure is held out: none is left to meet", "所有实测指标都留作检验，没有可拟合的了"),
            Some(say!("hold out fewer", "请少留几个")),
        ));
    }
    let n = fitted.len();
    Ok((fitted.into_iter().chain(judged).collect(), n))
}

fn nothing_measured(model: &Model) -> Refused {
    let (design, case) = (&model.design.key, &model.case.key);
    Refused::said(
        say!("nothing is measured of {design}@{case}", "没有 {design}@{case} 的实测值"),
        Some(say!(
            "write [measured.\"{design}@{case}\"] with lines such as average_response.presale = \"38 s\"",
            "请写 [measured.\"{design}@{case}\"]，每行一个，例如 average_response.presale = \"38 s\""
        )),
    )
}

/// A measured figure as a fact to meet; `longer`: how many times as long as what was measured one simulated history is.
pub(super) fn fact(one: &Measured, longer: f64) -> Fact {
    Fact { value: one.value, error: one.error, digit: one.digit, longer }
}

/// An export is of a month at most, in days.
const MONTH: f64 = 30.0;

/// How many times as long as what was measured one history is that is simulated so: an export is of as many days as are counted,
/// but of a month at most.
pub(super) fn longer(model: &Model, how: &Sweeping) -> f64 {
    let counted =
        spans_on(model, |_| true).iter().find(|span| span.label.key == how.period).map_or(1.0, |span| span.days);
    let simulated = how.weeks.as_ref().map_or(counted, |weeks| (weeks.len() as i32 * WEEK) as f64);
    simulated / counted.min(MONTH)
}

/// What is read of every point: what was measured, then what could be.
pub(super) fn wanted(model: &Model, measured: &[Measured]) -> Vec<Wanted> {
    let of =
        |one: &Measured| Wanted { kpi: one.kpi, subject: format!("{}{}", one.subject.key(model), one.part.suffix()) };
    let mut all: Vec<Wanted> = measured.iter().map(of).collect();
    let subjects: Vec<Subject> =
        model.types.ids().map(Subject::Type).chain(model.teams.ids().map(Subject::Team)).collect();
    for row in READ_OFF {
        for subject in subjects.iter().filter(|subject| is_given(model, row.into(), Part::Both, **subject)) {
            let one = Wanted { kpi: row.into(), subject: subject.key(model) };
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    all
}
