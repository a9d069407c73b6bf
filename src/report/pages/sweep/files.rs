//! A grid of what-ifs for other programs: JSON, and a tidy table in which the varied values are columns.

use crate::catalogue::civil;
use crate::experiment::{LEVEL, Sweeping, Wanted};
use crate::model::{Lang, Model};
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::formats::json::{Manifest, pretty};
use crate::report::labels::{unit_word, verdict_word};
use crate::report::results::Swept;
use serde_json::{Map, Value, json};

/// One estimate: at a point, or as given.
fn estimate_row(swept: &Swept, point: Option<usize>, figure: usize, lang: Lang) -> Option<Map<String, Value>> {
    let sample = point.map_or(&swept.as_is, |point| &swept.points[point])[figure].as_ref()?;
    let Wanted { kpi, subject } = &swept.wanted[figure];
    let row = json!({
        "point": point.map(|point| values(swept, point)),
        "design": swept.model.design.key,
        "case": swept.model.case.key,
        "kpi": kpi.key(&swept.model),
        "subject": subject,
        "period": swept.sweeping.period,
        "mean": sample.value,
        "half_width": sample.half_width(LEVEL),
        "n": sample.n(),
        "unit": unit_word(kpi.unit(&swept.model), &swept.model.money.currency),
        "definition": kpi.definition(&swept.model, lang),
    });
    row.as_object().cloned()
}

fn values(swept: &Swept, point: usize) -> Map<String, Value> {
    swept.axes.iter().zip(swept.at(point)).map(|(axis, value)| (axis.path.clone(), value.into())).collect()
}

/// All estimates, as given first, and all differences to it.
pub fn swept_json(manifest: &Manifest, swept: &Swept, lang: Lang) -> Result<Vec<u8>, String> {
    let points = || std::iter::once(None).chain((0..swept.points.len()).map(Some));
    let figures = 0..swept.wanted.len();
    let estimates: Vec<_> = points()
        .flat_map(|point| figures.clone().filter_map(move |figure| estimate_row(swept, point, figure, lang)))
        .collect();
    let difference = |point: usize, figure: usize| {
        let j = swept.judgement(point, figure)?;
        let Wanted { kpi, subject } = &swept.wanted[figure];
        Some(json!({
            "point": values(swept, point),
            "kpi": kpi.key(&swept.model),
            "subject": subject,
            "period": swept.sweeping.period,
            "mean": j.mean,
            "half_width": j.half_width,
            "level": LEVEL,
            "n": swept.sweeping.replications,
            "unit": unit_word(kpi.unit(&swept.model), &swept.model.money.currency),
            "variance_ratio": j.variance_ratio,
            "p_better": j.p_better,
            "n_needed": j.n_needed,
            "verdict": verdict_word(j.verdict),
        }))
    };
    let differences: Vec<Value> = (0..swept.points.len())
        .flat_map(|point| figures.clone().filter_map(move |figure| difference(point, figure)))
        .collect();
    let axes: Vec<Value> = swept.axes.iter().map(|axis| json!({ "path": axis.path, "values": axis.values })).collect();
    pretty(&json!({
        "manifest": manifest,
        "axes": axes,
        "best": super::best::of_json(swept),
        "front": super::front::of_json(swept),
        "weeks": week_dates(&swept.model, &swept.sweeping),
        "estimates": estimates,
        "differences": differences,
    }))
}

/// The first dates of sampled weeks.
pub fn week_dates(model: &Model, sweeping: &Sweeping) -> Option<Vec<String>> {
    let first = model.calendar.epoch_day(model.calendar.warm_up_days);
    Some(sweeping.weeks.as_ref()?.iter().map(|week| civil(first + week).to_string()).collect())
}

/// `sweep.csv`: one estimate a row, the varied values as columns; those of as given are empty.
pub fn swept_csv(swept: &Swept, lang: Lang) -> Result<Asset, String> {
    let paths: Vec<&str> = swept.axes.iter().map(|axis| &axis.path[..]).collect();
    let fixed = [
        "design",
        "case",
        "kpi",
        "subject",
        "period",
        "mean",
        "half_width",
        "n",
        "unit",
        "name",
        "difference",
        "difference_half_width",
        "verdict",
    ];
    let mut sheet = Sheet::new(&[&paths[..], &fixed].concat())?;
    let model = &swept.model;
    for point in std::iter::once(None).chain((0..swept.points.len()).map(Some)) {
        let at = point.map_or_else(|| vec![""; paths.len()], |point| swept.at(point));
        for (figure, Wanted { kpi, subject }) in swept.wanted.iter().enumerate() {
            let Some(sample) = &point.map_or(&swept.as_is, |point| &swept.points[point])[figure] else { continue };
            let judged = point.and_then(|point| swept.judgement(point, figure));
            let (difference, half, verdict) = judged.map_or_else(Default::default, |j| {
                (six(j.mean), optional(j.half_width), verdict_word(j.verdict).unwrap_or_default())
            });
            let cells = [
                &model.design.key[..],
                &model.case.key,
                &kpi.key(model),
                subject,
                &swept.sweeping.period,
                &six(sample.value),
                &optional(sample.half_width(LEVEL)),
                &sample.n().to_string(),
                unit_word(kpi.unit(&swept.model), &model.money.currency),
                &kpi.name(model, lang),
                &difference,
                &half,
                verdict,
            ];
            sheet.row(&[&at[..], &cells].concat())?;
        }
    }
    Ok(("sweep.csv".into(), sheet.bytes()?))
}
