//! Which lines of the ledger a saving comes from, and which of their prices nobody measured.

use super::Told;
use crate::catalogue::{Estimator, KpiId, Line, kpis};
use crate::experiment::LEVEL;
use crate::report::numbers::number;
use crate::report::results::{AssumedPrice, LineSaved};
use crate::report::words::list;

/// Assumed prices of a line that are told one by one.
const TOLD: usize = 2;

/// A sentence with every line, the largest first; then, by line, which of its prices are assumed.
pub fn lines(told: &Told<'_>) -> Vec<String> {
    let mut lines: Vec<&LineSaved> = told.found.lines.iter().collect();
    lines.sort_by(|a, b| b.saved.value.abs().total_cmp(&a.saved.value.abs()));
    if lines.is_empty() {
        return vec![told.say("no line of the ledger differs", "没有任何成本项不同")];
    }
    let total: f64 = lines.iter().map(|line| line.saved.value).sum();
    let all: Vec<String> = lines.iter().map(|line| amount(told, line, total)).collect();
    let mut items = vec![list(told.lang, &all)];
    items.extend(lines.iter().filter_map(|line| assumed(told, line)));
    if items.len() == 1 {
        items.push(told.say("no price of these is marked as assumed", "其中没有标为假定的价格"));
    }
    items
}

pub fn name(told: &Told<'_>, line: Line) -> String {
    let model = told.found.design();
    let of = |kpi: &KpiId| kpi.estimator() == Estimator::Money(line);
    kpis(model).iter().find(|kpi| of(kpi)).map_or_else(String::new, |kpi| kpi.name(model, told.lang).into_owned())
}

/// `wages +84,000 CNY (117 %)`.
fn amount(told: &Told<'_>, line: &LineSaved, total: f64) -> String {
    let name = name(told, line.line);
    let saved = line.saved.value;
    let scale = told.sums(saved.abs());
    let text = scale.difference(saved, line.saved.half_width(LEVEL));
    let amount = text.split(" ±").next().unwrap_or_default();
    let share = if total == 0.0 { String::new() } else { format!(" ({} %)", number(saved / total * 100.0, 0)) };
    format!("{name} {amount}{share}")
}

/// Which prices of a line are assumed; none where no one is.
fn assumed(told: &Told<'_>, line: &LineSaved) -> Option<String> {
    if line.assumed.is_empty() {
        return None;
    }
    // Those with a range first: the others are one value each.
    let (ranged, plain): (Vec<_>, Vec<_>) = line.assumed.iter().partition(|one| one.ends.is_some());
    let mut shown: Vec<String> = ranged.into_iter().chain(plain).take(TOLD).map(|one| price(told, one)).collect();
    if line.assumed.len() > TOLD {
        let more = line.assumed.len() - TOLD;
        shown.push(told.say(format!("{more} more"), format!("另 {more} 项")));
    }
    let (name, shown) = (name(told, line.line), list(told.lang, &shown));
    Some(told.say(format!("assumed of {name}: {shown}"), format!("{name}中的假定：{shown}")))
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
