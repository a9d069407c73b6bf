//! JSON: the manifest, estimates and differences in the stable shape that programs read.

use super::{Asset, Bundle};
use crate::catalogue::KpiId;
use crate::experiment::{Difference, Estimate, Interaction};
use crate::model::Lang;
use crate::report::blocks::observed::{self, MeasuredRow};
use crate::report::blocks::promises::{self, TargetRow};
use crate::report::blocks::target_risk::{self, ChanceRow};
use crate::report::blocks::turning_points::{self, TriedRow};
use crate::report::labels::{unit_word, verdict_word};
use crate::report::results::{Results, Source, TruthRow};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What was done: everything that decides the results, and nothing that changes from run to run.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    /// Version of the program.
    pub version: String,
    /// Seed of everything random.
    pub seed: u64,
    /// Replications of every arm that the results hold.
    pub replications: u64,
    /// The scenario file, as it was named.
    pub scenario: String,
    /// Its SHA-256.
    pub hash: String,
    /// Stopped early: these are the whole replications until then.
    pub partial: bool,
    /// Whether every figure asked for is as precise as asked; none where no precision was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precise: Option<bool>,
    /// The subcommand.
    pub command: String,
    /// Every file read.
    pub files: Vec<FileHash>,
    /// What was taken of those that the scenario names: columns and what for, rows, dates, sums, readings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<serde_json::Value>,
    /// The options given that change results, by name.
    pub options: BTreeMap<String, serde_json::Value>,
}

/// A file that was read.
#[derive(Clone, Debug, Serialize)]
pub struct FileHash {
    /// As it was named.
    pub name: String,
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
}

#[derive(Serialize)]
struct EstimateRow<'a> {
    design: &'a str,
    case: &'a str,
    kpi: Cow<'static, str>,
    subject: String,
    period: &'a str,
    mean: f64,
    half_width: Option<f64>,
    n: usize,
    unit: &'a str,
    definition: Cow<'static, str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_day: bool,
}

#[derive(Serialize)]
struct DifferenceRow<'a> {
    design: &'a str,
    case: &'a str,
    baseline: &'a str,
    baseline_case: &'a str,
    kpi: Cow<'static, str>,
    subject: String,
    period: &'a str,
    mean: f64,
    half_width: Option<f64>,
    level: f64,
    n: usize,
    unit: &'a str,
    variance_ratio: Option<f64>,
    p_better: Option<f64>,
    p05: Option<f64>,
    p95: Option<f64>,
    n_needed: Option<u64>,
    verdict: Option<&'static str>,
    /// Of what the estimates have no row for.
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<&'static str>,
}

/// All levers together less the sum of each alone.
#[derive(Serialize)]
struct InteractionRow<'a> {
    design: &'a str,
    case: &'a str,
    kpi: Cow<'static, str>,
    subject: String,
    period: &'a str,
    mean: f64,
    half_width: Option<f64>,
    level: f64,
    n: usize,
    unit: &'a str,
}

#[derive(Serialize)]
struct Whole<'a> {
    manifest: &'a Manifest,
    estimates: Vec<EstimateRow<'a>>,
    differences: Vec<DifferenceRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    targets: Vec<TargetRow<'a>>,
    #[serde(skip_serializing_if = "<[Source]>::is_empty")]
    sources: &'a [Source],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    interactions: Vec<InteractionRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    measured: Vec<MeasuredRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    chance: Vec<ChanceRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assumptions: Option<TriedRow<'a>>,
}

/// All estimates and differences.
pub fn results_json(manifest: &Manifest, results: &Results, lang: Lang) -> Result<Vec<u8>, String> {
    let estimates = results.estimates.iter().map(|e| estimate_row(e, results, lang)).collect();
    let differences = results.differences.iter().map(|d| difference_row(d, results, lang)).collect();
    let interactions = results.interactions.iter().map(|i| interaction_row(i, results)).collect();
    let (measured, targets) = (observed::rows(results), promises::rows(results));
    let (chance, sources) = (target_risk::rows(results), &results.sources[..]);
    let assumptions = results.tried.as_ref().map(|tried| turning_points::row(tried, results));
    pretty(&Whole { manifest, estimates, differences, targets, sources, interactions, measured, chance, assumptions })
}

fn estimate_row<'a>(e: &Estimate, results: &'a Results, lang: Lang) -> EstimateRow<'a> {
    let (model, of) = (&results.study.arms[e.of.arm].model, e.of.named(&results.study.arms));
    EstimateRow {
        design: of.design,
        case: of.case,
        kpi: of.kpi,
        subject: of.subject,
        period: of.period,
        // No minus before nothing.
        mean: e.mean + 0.0,
        half_width: e.half_width,
        n: e.n,
        unit: unit_word(e.of.kpi.unit(model), results.currency()),
        definition: e.of.kpi.definition(model, lang),
        by_day: e.by_day,
    }
}

fn difference_row<'a>(d: &Difference, results: &'a Results, lang: Lang) -> DifferenceRow<'a> {
    let (j, arms) = (&d.judgement, &results.study.arms);
    let (of, base) = (d.of.named(arms), &arms[d.base].model);
    DifferenceRow {
        design: of.design,
        case: of.case,
        baseline: &base.design.key,
        baseline_case: &base.case.key,
        kpi: of.kpi,
        subject: of.subject,
        period: of.period,
        mean: j.mean,
        half_width: j.half_width,
        level: d.level,
        n: d.n,
        unit: unit_word(d.of.kpi.unit(&arms[d.of.arm].model), results.currency()),
        variance_ratio: j.variance_ratio,
        p_better: j.p_better,
        p05: j.p05,
        p95: j.p95,
        n_needed: j.n_needed,
        verdict: verdict_word(j.verdict),
        definition: matches!(d.of.kpi, KpiId::Saving(_)).then(|| d.of.kpi.row().definition(lang)),
    }
}

fn interaction_row<'a>(i: &Interaction, results: &'a Results) -> InteractionRow<'a> {
    let arms = &results.study.arms;
    let of = i.of.named(arms);
    InteractionRow {
        design: of.design,
        case: of.case,
        kpi: of.kpi,
        subject: of.subject,
        period: of.period,
        mean: i.mean,
        half_width: i.half_width,
        level: i.level,
        n: i.n,
        unit: unit_word(i.of.kpi.unit(&arms[i.of.arm].model), results.currency()),
    }
}

#[derive(Serialize)]
struct Truths<'a> {
    truths: &'a [TruthRow],
}

/// What `verify --json` prints.
pub fn truths_json(rows: &[TruthRow]) -> Result<Vec<u8>, String> {
    pretty(&Truths { truths: rows })
}

pub(crate) fn pretty(value: &impl Serialize) -> Result<Vec<u8>, String> {
    let mut text = serde_json::to_string_pretty(value).map_err(|e| e.to_string())?;
    if let Cow::Owned(safe) = crate::harmless::json(&text) {
        text = safe;
    }
    text.push('\n');
    Ok(text.into_bytes())
}

/// `manifest.json`.
pub fn manifest_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    Ok(vec![manifest_asset(bundle.manifest)?])
}

/// A manifest as a file.
pub fn manifest_asset(manifest: &Manifest) -> Result<Asset, String> {
    Ok(("manifest.json".into(), pretty(manifest)?))
}

/// `estimates.json`.
pub fn results_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    Ok(vec![("estimates.json".into(), results_json(bundle.manifest, bundle.results, bundle.lang)?)])
}
