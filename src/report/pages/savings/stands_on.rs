//! Which lines of the ledger a saving comes from, and which of their prices nobody measured.

use super::Told;
use crate::catalogue::{Estimator, KpiId, Line, kpis};
use crate::experiment::LEVEL;
use crate::report::numbers::number;
use crate::report::results::{AssumedPrice, LineSaved};
use crate::report::words::list;

/// Assumed prices of a line that are told one by one.
const TOLD: usize = 2;

/// How much stands on assumed prices; then a sentence a line, the largest first.
pub fn lines(told: &Told<'_>) -> Vec<String> {
    let mut lines: Vec<&LineSaved> = told.found.lines.iter().collect();
    lines.sort_by(|a, b| b.saved.value.abs().total_cmp(&a.saved.value.abs()));
    if lines.is_empty() {
        return vec![told.say("no line of the ledger differs", "没有任何成本项不同")];
    }
    let total: f64 = lines.iter().map(|line| line.saved.value).sum();
    lines.iter().map(|line| sentence(told, line, total)).collect()
}

pub fn name(told: &Told<'_>, line: Line) -> String {
    let model = told.found.design();
    let of = |kpi: &KpiId| kpi.estimator() == Estimator::Money(line);
    kpis(model).iter().find(|kpi| of(kpi)).map_or_else(String::new, |kpi| kpi.name(model, told.lang).into_owned())
}

fn sentence(told: &Told<'_>, line: &LineSaved, total: f64) -> String {
    let name = name(told, line.line);
    let saved = line.saved.value;
    let scale = told.sums(saved.abs());
    let text = scale.difference(saved, line.saved.half_width(LEVEL));
    let amount = scale.with_unit(text.strip_suffix(" ± 0").unwrap_or(&text));
    let share = if total == 0.0 { String::new() } else { format!(" ({} %)", number(saved / total * 100.0, 0)) };
    let prices = if line.assumed.is_empty() {
        told.say("no price assumed", "价格无假定")
    } else {
        // Those with a range first: the others are one value each.
        let (ranged, plain): (Vec<_>, Vec<_>) = line.assumed.iter().partition(|one| one.ends.is_some());
        let mut shown: Vec<String> = ranged.into_iter().chain(plain).take(TOLD).map(|one| price(told, one)).collect();
        if line.assumed.len() > TOLD {
            let more = line.assumed.len() - TOLD;
            shown.push(told.say(format!("{more} more"), format!("另 {more} 项")));
        }
        let shown = list(told.lang, &shown);
        told.say(format!("assumed: {shown}"), format!("假定：{shown}"))
    };
    told.say(format!("{name} {amount}{share}; {prices}"), format!("{name} {amount}{share}；{prices}"))
}

fn price(told: &Told<'_>, AssumedPrice { path, value, ends }: &AssumedPrice) -> String {
    let said = |written: &str| told.value(path, written);
    let (name, value) = (told.input(path), said(value));
    match ends {
        Some([low, high]) => {
            let (low, high) = (said(low), said(high));
            told.say(format!("{name} = {value} ({low} to {high})"), format!("{name} = {value}（{low} 至 {high}）"))
        }
        None => format!("{name} = {value}"),
    }
}
