//! What a comparison adds: differences, and what is saved by month and line of the ledger.

use super::columns::{DIFFERENCES, SAVINGS};
use super::sheet::{Sheet, money, optional, six};
use crate::experiment::saved_by_line;
use crate::report::formats::{Asset, Bundle};
use crate::report::labels::{unit_word, verdict_word};

/// `differences.csv`: one difference a row; none where nothing is compared.
pub fn differences_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    let (results, arms) = (bundle.results, &bundle.results.study.arms);
    if arms.len() < 2 {
        return Ok(Vec::new());
    }
    let mut sheet = Sheet::of(DIFFERENCES)?;
    for d in &results.differences {
        let (of, base, model) = (d.of.named(arms), &arms[d.base].model, &arms[d.of.arm].model);
        let j = &d.judgement;
        let unit = unit_word(d.of.kpi.unit(model), results.currency());
        let needed = j.n_needed.map_or(String::new(), |n| n.to_string());
        let about = [of.design, of.case, &base.design.key, &base.case.key, &of.kpi, &of.subject, of.period];
        let numbers = [six(j.mean), optional(j.half_width), six(d.level), d.n.to_string()];
        let more = [optional(j.variance_ratio), optional(j.p_better), optional(j.p05), optional(j.p95), needed];
        let name = d.of.kpi.name(model, bundle.lang);
        let mut row: Vec<&str> = about.to_vec();
        row.extend(numbers.iter().map(String::as_str));
        row.push(unit);
        row.extend(more.iter().map(String::as_str));
        row.extend([verdict_word(j.verdict).unwrap_or_default(), &name]);
        sheet.row(&row)?;
    }
    Ok(vec![("differences.csv".into(), sheet.bytes()?)])
}

/// `savings.csv`: what is saved in a month, by line of the ledger; none where nothing is compared.
pub fn savings_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    let (results, arms) = (bundle.results, &bundle.results.study.arms);
    if arms.len() < 2 {
        return Ok(Vec::new());
    }
    let mut sheet = Sheet::of(SAVINGS)?;
    let beside = results.parts.iter().filter(|parts| parts.alone.len() > 1).count();
    for d in saved_by_line(&results.study, results.baseline, beside) {
        let (of, base, j) = (d.of.named(arms), &arms[d.base].model, &d.judgement);
        let cents = |x: Option<f64>| x.map_or(String::new(), money);
        let (n, level, name) = (d.n.to_string(), six(d.level), d.of.kpi.name(&arms[d.of.arm].model, bundle.lang));
        sheet.row(&[
            of.design,
            of.case,
            &base.design.key,
            &base.case.key,
            of.period,
            &of.kpi,
            &money(j.mean),
            &cents(j.half_width),
            &level,
            &n,
            results.currency(),
            &cents(j.p05),
            &cents(j.p95),
            &name,
        ])?;
    }
    Ok(vec![("savings.csv".into(), sheet.bytes()?)])
}
