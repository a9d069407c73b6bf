//! What inputs do to figures, for other programs.

use crate::experiment::{LEVEL, Wanted};
use crate::model::Lang;
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::formats::json::{Manifest, pretty};
use crate::report::labels::{unit_word, verdict_word};
use crate::report::pages::sweep::week_dates;
use crate::report::results::{Method, Sensitive};
use serde_json::{Value, json};

/// All inputs that move a figure, with their rank.
pub fn sensitive_json(manifest: &Manifest, found: &Sensitive, lang: Lang) -> Result<Vec<u8>, String> {
    let figures = 0..found.wanted.len();
    let effects: Vec<Value> = figures
        .clone()
        .flat_map(|figure| found.ranked(figure).into_iter().enumerate().map(move |(rank, input)| (figure, rank, input)))
        .flat_map(|(figure, rank, input)| rows(found, figure, rank, input))
        .collect();
    let as_is: Vec<Value> = figures
        .filter_map(|figure| {
            let (Wanted { kpi, subject }, sample) = (&found.wanted[figure], found.as_is[figure].as_ref()?);
            Some(json!({
                "design": found.model.design.key,
                "case": found.model.case.key,
                "kpi": kpi.key(&found.model),
                "subject": subject,
                "period": found.sweeping.period,
                "mean": sample.value,
                "half_width": sample.half_width(LEVEL),
                "n": sample.n(),
                "unit": unit_word(kpi.unit(&found.model), &found.model.money.currency),
                "definition": kpi.definition(&found.model, lang),
            }))
        })
        .collect();
    let inputs: Vec<Value> = found
        .inputs
        .iter()
        .map(|i| json!({ "path": i.path, "value": i.value, "low": i.ends[0], "high": i.ends[1], "stated": i.stated }))
        .collect();
    pretty(&json!({
        "manifest": manifest,
        "weeks": week_dates(&found.model, &found.sweeping),
        "inputs": inputs,
        "estimates": as_is,
        "effects": effects,
    }))
}

fn rows(found: &Sensitive, figure: usize, rank: usize, input: usize) -> Vec<Value> {
    let Wanted { kpi, subject } = &found.wanted[figure];
    let unit = unit_word(kpi.unit(&found.model), &found.model.money.currency);
    let path = &found.inputs[input].path;
    match &found.method {
        Method::Ways(ways) => found
            .screened(input, figure)
            .map(|s| {
                json!({
                    "input": path, "rank": rank + 1, "kpi": kpi.key(&found.model), "subject": subject, "unit": unit,
                    "mu_star": s.mu_star, "half_width": s.half_width, "level": LEVEL, "n": ways.len(),
                    "mu": s.mu, "sigma": s.sigma,
                })
            })
            .into_iter()
            .collect(),
        Method::OneAtATime => (0..2)
            .filter_map(|end| {
                let j = found.swing(input, end, figure)?;
                Some(json!({
                    "input": path, "rank": rank + 1, "value": found.inputs[input].ends[end], "kpi": kpi.key(&found.model),
                    "subject": subject, "unit": unit, "mean": j.mean, "half_width": j.half_width, "level": LEVEL,
                    "n": found.sweeping.replications, "verdict": verdict_word(j.verdict),
                }))
            })
            .collect(),
    }
}

/// `sensitivity.csv`: an input and a figure a row, those that move it most first.
pub fn sensitive_csv(found: &Sensitive) -> Result<Asset, String> {
    let common = ["kpi", "subject", "period", "unit", "rank", "input", "as_is", "low", "high"];
    let own: &[&str] = match &found.method {
        Method::OneAtATime => {
            &["low_effect", "low_half_width", "low_verdict", "high_effect", "high_half_width", "high_verdict"]
        }
        Method::Ways(_) => &["mu_star", "half_width", "mu", "sigma"],
    };
    let mut sheet = Sheet::new(&[&common[..], own].concat())?;
    for (figure, Wanted { kpi, subject }) in found.wanted.iter().enumerate() {
        let unit = unit_word(kpi.unit(&found.model), &found.model.money.currency);
        for (rank, input) in found.ranked(figure).into_iter().enumerate() {
            let probed = &found.inputs[input];
            let [low, high] = &probed.ends;
            let mut cells: Vec<String> =
                [&kpi.key(&found.model)[..], subject, &found.sweeping.period, unit].map(str::to_owned).to_vec();
            cells.extend([
                (rank + 1).to_string(),
                probed.path.clone(),
                probed.value.clone(),
                low.clone(),
                high.clone(),
            ]);
            match &found.method {
                Method::OneAtATime => {
                    for end in 0..2 {
                        let judged = found.swing(input, end, figure);
                        cells.extend(judged.map_or_else(Default::default, |j| {
                            [
                                six(j.mean),
                                optional(j.half_width),
                                verdict_word(j.verdict).unwrap_or_default().to_owned(),
                            ]
                        }));
                    }
                }
                Method::Ways(_) => {
                    let Some(s) = found.screened(input, figure) else { continue };
                    cells.extend([six(s.mu_star), optional(s.half_width), six(s.mu), optional(s.sigma)]);
                }
            }
            sheet.row(&cells)?;
        }
    }
    Ok(("sensitivity.csv".into(), sheet.bytes()?))
}
