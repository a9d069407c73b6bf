//! What customers waited for, for other programs.

use crate::experiment::{LEVEL, Stretch};
use crate::measure::blame::{Cause, State};
use crate::model::{Lang, TeamId, TypeId};
use crate::report::blocks::why::{sentence, words};
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional};
use crate::report::formats::json::{Manifest, pretty};
use crate::report::results::Explained;
use crate::stats::Sample;
use serde_json::{Value, json};

fn estimate(sample: &Sample) -> Value {
    json!({ "mean": sample.value, "half_width": sample.half_width(LEVEL), "n": sample.n() })
}

/// Every stretch: its sentence, its causes by type, its people by team, demand beside what was expected.
pub fn why_json(manifest: &Manifest, found: &Explained, lang: Lang) -> Result<Vec<u8>, String> {
    let stretches: Vec<Value> = found.why.stretches.iter().map(|stretch| of_stretch(found, stretch, lang)).collect();
    let causes: Vec<Value> =
        Cause::ALL.iter().map(|cause| json!({ "cause": cause.word(), "name": words::cause(*cause, lang) })).collect();
    pretty(&json!({
        "manifest": manifest,
        "design": found.why.model.design.key,
        "case": found.why.model.case.key,
        "order": causes,
        "stretches": stretches,
    }))
}

fn of_stretch(found: &Explained, stretch: &Stretch, lang: Lang) -> Value {
    let model = &found.why.model;
    let types = found.types();
    let of_type = |of: &TypeId| {
        let only = &[*of][..];
        let target = model.types[*of].speed.and_then(|speed| speed.share);
        json!({
            "contact": model.types[*of].label.key,
            "target": target,
            "in_time": target.and_then(|_| stretch.in_time(&stretch.rows, only)).map(|s| estimate(&s)),
            "asked": estimate(&stretch.asked(&stretch.rows, only)),
            "expected": stretch.expected(&stretch.rows, only),
            "gave_up": estimate(&stretch.gave_up(only)),
            "waiting_hours": estimate(&stretch.hours(only)),
            "causes": causes(stretch, only),
        })
    };
    let of_team = |team: &TeamId| {
        let states = State::ALL
            .iter()
            .map(|state| (state.word().to_owned(), estimate(&stretch.people(&stretch.rows, &[*team], &[*state]))));
        json!({ "team": model.teams[*team].label.key, "people": states.collect::<serde_json::Map<_, _>>() })
    };
    json!({
        "when": found.when(stretch, lang),
        "whole": stretch.whole,
        "sentence": sentence(found, stretch, lang),
        "waiting_hours": estimate(&stretch.hours(&types)),
        "asked": estimate(&stretch.asked(&stretch.rows, &types)),
        "expected": stretch.expected(&stretch.rows, &types),
        "causes": causes(stretch, &types),
        "contacts": types.iter().map(of_type).collect::<Vec<Value>>(),
        "teams": found.teams().iter().map(of_team).collect::<Vec<Value>>(),
    })
}

fn causes(stretch: &Stretch, types: &[TypeId]) -> Vec<Value> {
    let share = |cause: &Cause| {
        let share = stretch.share(&stretch.rows, types, *cause)?;
        (share.value > 0.0).then(|| json!({ "cause": cause.word(), "share": estimate(&share) }))
    };
    Cause::ALL.iter().filter_map(share).collect()
}

/// Columns of `why.csv`; `output/README.md` lists the same.
const COLUMNS: [&str; 9] = ["stretch", "time", "contact", "cause", "waiting", "half_width", "n", "share", "name"];

/// `why.csv`: a half hour, type and cause a row: how many waited for it on average.
pub fn why_csv(found: &Explained, lang: Lang) -> Result<Asset, String> {
    let mut sheet = Sheet::new(&COLUMNS)?;
    for stretch in &found.why.stretches {
        for row in &stretch.rows {
            for of in found.types() {
                for cause in Cause::ALL {
                    let waiting = stretch.waiting(&[*row], &[of], &[cause]);
                    if waiting.value <= 0.0 {
                        continue;
                    }
                    let share = stretch.share(&[*row], &[of], cause).map(|share| share.value);
                    sheet.row(&[
                        found.when(stretch, lang),
                        found.row(*row),
                        found.why.model.types[of].label.key.clone(),
                        cause.word().to_owned(),
                        waiting.value.to_string(),
                        optional(waiting.half_width(LEVEL)),
                        waiting.n().to_string(),
                        optional(share),
                        words::cause(cause, lang),
                    ])?;
                }
            }
        }
    }
    Ok(("why.csv".into(), sheet.bytes()?))
}
