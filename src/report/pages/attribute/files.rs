//! Which change did it, for other programs: JSON, and a tidy table.

use crate::experiment::{LEVEL, Wanted};
use crate::model::Lang;
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::formats::json::{Manifest, pretty};
use crate::report::labels::{unit_word, verdict_word};
use crate::report::results::{Attributed, Effects};
use crate::stats::{Sample, Share};
use serde_json::{Value, json};

fn estimate(sample: &Sample) -> Value {
    json!({ "mean": sample.value, "half_width": sample.half_width(LEVEL), "n": sample.n() })
}

/// All effects, and the figures of every mix.
pub fn attributed_json(manifest: &Manifest, found: &Attributed, lang: Lang) -> Result<Vec<u8>, String> {
    let groups: Vec<Value> = found
        .groups
        .iter()
        .map(|group| json!({ "group": group.label.key, "en": group.label.en, "zh": group.label.zh, "lever": group.lever, "paths": group.paths }))
        .collect();
    let joined: Vec<Value> = found
        .joined
        .iter()
        .map(|one| json!({ "groups": one.groups.each_ref().map(|label| &label.key), "why": one.why.get(lang == Lang::Zh), "place": one.place }))
        .collect();
    let figures: Vec<Value> = (0..found.wanted.len()).map(|figure| of_figure(found, figure, lang)).collect();
    let mixes: Vec<Value> = found.sets.sets().iter().enumerate().map(|(n, set)| mix(found, n, *set)).collect();
    pretty(&json!({
        "manifest": manifest,
        "from": found.from.design.key,
        "to": found.to.design.key,
        "case": found.from.case.key,
        "groups": groups,
        "joined": joined,
        "orders": found.sets.orders(),
        "figures": figures,
        "mixes": mixes,
    }))
}

fn of_figure(found: &Attributed, figure: usize, lang: Lang) -> Value {
    let Wanted { kpi, subject } = &found.wanted[figure];
    let effects = found.effects(figure);
    let parts: Option<Vec<Value>> = effects.as_ref().map(|effects| {
        (0..found.groups.len())
            .map(|n| {
                let Share { value, half_width } = effects.shares[n];
                json!({
                    "group": found.groups[n].label.key,
                    "share": { "mean": value, "half_width": half_width },
                    "verdict": verdict_word(found.verdict(figure, value, half_width)),
                    "alone": estimate(&effects.alone[n]),
                    "last": estimate(&effects.last[n]),
                })
            })
            .collect()
    });
    let end = |n: usize| effects.as_ref().and_then(|effects| effects.ends.as_ref()).map(|ends| estimate(&ends[n]));
    json!({
        "kpi": kpi.key(&found.to),
        "subject": subject,
        "period": found.sweeping.period,
        "unit": unit_word(kpi.unit(&found.to), &found.to.money.currency),
        "definition": kpi.definition(&found.to, lang),
        "from": end(0),
        "to": end(1),
        "total": effects.as_ref().map(|effects| estimate(&effects.total)),
        "parts": parts,
        "together": effects.as_ref().map(|effects| estimate(&effects.together)),
    })
}

fn mix(found: &Attributed, n: usize, set: u64) -> Value {
    let keys: Vec<&str> = found
        .groups
        .iter()
        .enumerate()
        .filter(|(group, _)| set & (1 << group) != 0)
        .map(|(_, one)| &one.label.key[..])
        .collect();
    let figures: Vec<Value> = found
        .wanted
        .iter()
        .zip(&found.figures[n])
        .map(|(Wanted { kpi, subject }, sample)| json!({ "kpi": kpi.key(&found.to), "subject": subject, "estimate": sample.as_ref().map(estimate) }))
        .collect();
    json!({ "groups": keys, "figures": figures })
}

/// Columns of `attribution.csv`; `output/README.md` lists the same.
const COLUMNS: [&str; 11] =
    ["from", "to", "case", "kpi", "subject", "period", "group", "what", "mean", "half_width", "unit"];

/// `attribution.csv`: an effect a row; `what`: from, to, total, share, alone, last or together.
pub fn attributed_csv(found: &Attributed) -> Result<Asset, String> {
    let mut sheet = Sheet::new(&COLUMNS)?;
    for (figure, Wanted { kpi, subject }) in found.wanted.iter().enumerate() {
        let Some(effects) = found.effects(figure) else { continue };
        for (group, what, mean, half) in rows(found, &effects) {
            sheet.row(&[
                &found.from.design.key[..],
                &found.to.design.key,
                &found.from.case.key,
                &kpi.key(&found.to),
                subject,
                &found.sweeping.period,
                group,
                what,
                &six(mean),
                &optional(half),
                unit_word(kpi.unit(&found.to), &found.to.money.currency),
            ])?;
        }
    }
    Ok(("attribution.csv".into(), sheet.bytes()?))
}

type EffectRow<'a> = (&'a str, &'static str, f64, Option<f64>);

fn rows<'a>(found: &'a Attributed, effects: &Effects) -> Vec<EffectRow<'a>> {
    fn of<'a>(group: &'a str, what: &'static str, sample: &Sample) -> EffectRow<'a> {
        (group, what, sample.value, sample.half_width(LEVEL))
    }
    let mut all: Vec<EffectRow<'a>> = Vec::new();
    if let Some([from, to]) = &effects.ends {
        all.extend([of("", "from", from), of("", "to", to)]);
    }
    all.push(of("", "total", &effects.total));
    for (n, group) in found.groups.iter().enumerate() {
        let (key, share) = (&group.label.key[..], effects.shares[n]);
        all.push((key, "share", share.value, share.half_width));
        all.extend([of(key, "alone", &effects.alone[n]), of(key, "last", &effects.last[n])]);
    }
    all.push(of("", "together", &effects.together));
    all
}
