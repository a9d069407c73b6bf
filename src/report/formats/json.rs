//! JSON: the manifest, estimates and differences in the stable shape that programs read.

use crate::experiment::{Difference, Estimate, Interaction, SAVINGS};
use crate::measure::Unit;
use crate::model::Lang;
use crate::report::blocks::observed::{self, MeasuredRow};
use crate::report::blocks::target_risk::{self, ChanceRow};
use crate::report::blocks::turning_points::{self, TriedRow};
use crate::report::{Asset, Bundle, Results, Source, TruthRow};
use crate::stats::Verdict;
use serde::Serialize;
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
    /// The subcommand.
    pub command: String,
    /// Every file read.
    pub files: Vec<FileHash>,
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
    kpi: &'a str,
    subject: &'a str,
    period: &'a str,
    mean: f64,
    half_width: Option<f64>,
    n: usize,
    unit: &'a str,
    definition: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_day: bool,
}

#[derive(Serialize)]
struct DifferenceRow<'a> {
    design: &'a str,
    case: &'a str,
    baseline: &'a str,
    baseline_case: &'a str,
    kpi: &'a str,
    subject: &'a str,
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
    definition: Option<&'a str>,
}

/// All levers together less the sum of each alone.
#[derive(Serialize)]
struct InteractionRow<'a> {
    design: &'a str,
    case: &'a str,
    kpi: &'a str,
    subject: &'a str,
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

/// The unit's word in files; money in the scenario's currency.
pub fn unit_word(unit: Unit, currency: &str) -> &str {
    match unit {
        Unit::Money if !currency.is_empty() => currency,
        unit => unit.word(),
    }
}

/// The verdict's word in files; none between different demand.
pub fn verdict_word(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Better => Some("better"),
        Verdict::Worse => Some("worse"),
        Verdict::Different => Some("different"),
        Verdict::Undecided => Some("undecided"),
        Verdict::Same => Some("same"),
        Verdict::NotJudged => None,
    }
}

/// All estimates and differences.
pub fn results_json(manifest: &Manifest, results: &Results, lang: Lang) -> Result<Vec<u8>, String> {
    let currency = results.currency();
    let estimates = results.estimates.iter().map(|e| estimate_row(e, currency, lang)).collect();
    let differences = results.differences.iter().map(|d| difference_row(d, currency, lang)).collect();
    let interactions = results.interactions.iter().map(|i| interaction_row(i, currency)).collect();
    let measured = observed::rows(results, currency);
    let (chance, sources) = (target_risk::rows(results), &results.sources[..]);
    let assumptions = results.tried.as_ref().map(|tried| turning_points::row(tried, results));
    pretty(&Whole { manifest, estimates, differences, sources, interactions, measured, chance, assumptions })
}

fn estimate_row<'a>(e: &'a Estimate, currency: &'a str, lang: Lang) -> EstimateRow<'a> {
    EstimateRow {
        design: &e.design,
        case: &e.case,
        kpi: e.kpi.key,
        subject: &e.subject,
        period: &e.period,
        mean: e.mean,
        half_width: e.half_width,
        n: e.n,
        unit: unit_word(e.kpi.unit, currency),
        definition: e.kpi.definition(lang),
        by_day: e.by_day,
    }
}

fn difference_row<'a>(d: &'a Difference, currency: &'a str, lang: Lang) -> DifferenceRow<'a> {
    let j = &d.judgement;
    DifferenceRow {
        design: &d.design,
        case: &d.case,
        baseline: &d.baseline,
        baseline_case: &d.baseline_case,
        kpi: d.kpi.key,
        subject: &d.subject,
        period: &d.period,
        mean: j.mean,
        half_width: j.half_width,
        level: d.level,
        n: d.n,
        unit: unit_word(d.kpi.unit, currency),
        variance_ratio: j.variance_ratio,
        p_better: j.p_better,
        p05: j.p05,
        p95: j.p95,
        n_needed: j.n_needed,
        verdict: verdict_word(j.verdict),
        definition: SAVINGS.iter().find(|kpi| kpi.key == d.kpi.key).map(|kpi| kpi.definition(lang)),
    }
}

fn interaction_row<'a>(i: &'a Interaction, currency: &'a str) -> InteractionRow<'a> {
    InteractionRow {
        design: &i.design,
        case: &i.case,
        kpi: i.kpi.key,
        subject: &i.subject,
        period: &i.period,
        mean: i.mean,
        half_width: i.half_width,
        level: i.level,
        n: i.n,
        unit: unit_word(i.kpi.unit, currency),
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
    let text = serde_json::to_string_pretty(value).map_err(|e| e.to_string())?;
    let mut bytes = crate::harmless::json(&text).into_owned().into_bytes();
    bytes.push(b'\n');
    Ok(bytes)
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
