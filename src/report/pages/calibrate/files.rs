//! A calibration for other programs: JSON, and a tidy table of figures and inputs.

use crate::experiment::fit::Against;
use crate::experiment::{LEVEL, Wanted};
use crate::model::Lang;
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::formats::json::{Manifest, pretty};
use crate::report::labels::unit_word;
use crate::report::results::{Calibrated, Contradiction, Knowledge, Met, Moved, Undetermined};
use crate::stats::Sample;
use serde_json::{Value, json};

fn estimate(sample: Option<&Sample>) -> Value {
    sample.map_or(
        Value::Null,
        |sample| json!({ "mean": sample.value, "half_width": sample.half_width(LEVEL), "n": sample.n() }),
    )
}

fn knowledge(input: &Moved) -> &'static str {
    match input.knowledge {
        Knowledge::Found => "found",
        Knowledge::Open => "open",
        Knowledge::Unseen => "unseen",
    }
}

fn key(found: &Calibrated, wanted: &Wanted) -> Value {
    json!({ "kpi": wanted.kpi.key(&found.model), "subject": wanted.subject })
}

fn fact(found: &Calibrated, fact: &Met, lang: Lang) -> Value {
    json!({
        "kpi": fact.wanted.kpi.key(&found.model),
        "subject": fact.wanted.subject,
        "name": found.name(&fact.wanted, lang),
        "unit": unit_word(found.unit(fact), &found.model.money.currency),
        "measured": fact.value,
        "half_width": fact.half_width(),
        "half_width_given": fact.error_given,
        "held_out": fact.held_out,
        "before": estimate(fact.before.as_ref()),
        "after": estimate(fact.after.as_ref()),
        "off": fact.off(fact.after.as_ref()),
        "met_before": fact.is_met_by(fact.before.as_ref()),
        "met": fact.is_met_by(fact.after.as_ref()),
    })
}

fn input(found: &Calibrated, input: &Moved) -> Value {
    let fixed = input.fixed_by.iter().map(|(fact, share)| {
        let mut one = key(found, &found.facts[*fact].wanted);
        one["share"] = json!(share);
        one
    });
    json!({
        "path": input.path,
        "given": input.given,
        "was": input.was,
        "value": input.value,
        "interval": input.interval,
        "range": input.range,
        "known": knowledge(input),
        "at_end": input.at_end,
        "written": input.written,
        "fixed_by": fixed.collect::<Vec<_>>(),
    })
}

fn open(found: &Calibrated, one: &Undetermined) -> Value {
    let inputs = one.inputs.iter().map(|(input, part)| json!({ "path": found.inputs[*input].path, "part": part }));
    let measure = one.measure.as_ref().map(|(wanted, left)| {
        let mut one = key(found, wanted);
        one["left"] = json!(left);
        one
    });
    json!({ "inputs": inputs.collect::<Vec<_>>(), "measure": measure })
}

fn contradiction(found: &Calibrated, one: &Contradiction) -> Value {
    let against = match one.against {
        Against::Fact(other) => json!({ "fact": key(found, &found.facts[other].wanted) }),
        Against::Range(input) => json!({ "range_of": found.inputs[input].path }),
        Against::Nothing => Value::Null,
        Against::Chance => json!("chance"),
    };
    let by = one.by.map(|(input, up)| json!({ "path": found.inputs[input].path, "up": up }));
    json!({ "fact": key(found, &found.facts[one.fact].wanted), "against": against, "by": by })
}

/// What was found, figures first. `file`: the new scenario, where one was written.
pub fn calibrate_json(
    manifest: &Manifest,
    found: &Calibrated,
    file: Option<&str>,
    lang: Lang,
) -> Result<Vec<u8>, String> {
    pretty(&json!({
        "manifest": manifest,
        "design": found.model.design.key,
        "case": found.model.case.key,
        "period": found.judged.period,
        "file": file,
        "figures": found.facts.iter().map(|one| fact(found, one, lang)).collect::<Vec<_>>(),
        "inputs": found.inputs.iter().map(|one| input(found, one)).collect::<Vec<_>>(),
        "open": found.open.iter().map(|one| open(found, one)).collect::<Vec<_>>(),
        "contradictions": found.contradictions.iter().map(|one| contradiction(found, one)).collect::<Vec<_>>(),
        "left_out": found.left_out,
        "fitted": {
            "seed": found.fitted.seed,
            "replications": found.fitted.replications,
            "points": found.points,
            "rounds": found.rounds,
        },
        "judged": { "seed": found.judged.seed, "replications": found.judged.replications },
    }))
}

/// `calibrate.csv`: a measured figure or an input a row.
pub fn calibrate_csv(found: &Calibrated) -> Result<Asset, String> {
    let columns = [
        "design",
        "case",
        "period",
        "what",
        "key",
        "subject",
        "unit",
        "measured",
        "error",
        "before",
        "after",
        "half_width",
        "low",
        "high",
        "known",
        "met",
    ];
    let mut sheet = Sheet::new(&columns)?;
    let (model, period) = (&found.model, &found.judged.period);
    let value = |sample: &Option<Sample>| sample.as_ref().map_or_else(String::new, |sample| six(sample.value));
    for fact in &found.facts {
        let what = if fact.held_out { "held_out" } else { "figure" };
        let met = if fact.is_met_by(fact.after.as_ref()) { "yes" } else { "no" };
        let half = optional(fact.after.as_ref().and_then(|sample| sample.half_width(LEVEL)));
        sheet.row(&[
            &model.design.key,
            &model.case.key,
            period,
            what,
            &fact.wanted.kpi.key(model),
            &fact.wanted.subject,
            unit_word(found.unit(fact), &model.money.currency),
            &six(fact.value),
            &six(fact.half_width()),
            &value(&fact.before),
            &value(&fact.after),
            &half,
            "",
            "",
            "",
            met,
        ])?;
    }
    for input in &found.inputs {
        let [low, high] = &input.interval;
        sheet.row(&[
            &model.design.key,
            &model.case.key,
            period,
            "input",
            &input.path,
            "",
            "",
            "",
            "",
            &input.was,
            &input.value,
            "",
            low,
            high,
            knowledge(input),
            "",
        ])?;
    }
    Ok(("calibrate.csv".into(), sheet.bytes()?))
}
