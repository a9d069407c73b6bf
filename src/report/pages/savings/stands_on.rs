//! Which lines of the ledger a saving comes from, and which of their prices nobody measured.

use super::Told;
use crate::catalogue::{Estimator, KpiId, Line, Saving, kpis};
use crate::experiment::{Difference, LEVEL};
use crate::report::numbers::{Scale, number};
use crate::report::page::{Block, Column, Section, Table};
use crate::report::results::{AssumedPrice, LineSaved};
use crate::report::words::{either, list};

/// A sentence with every line, the largest first; then which of their prices are assumed.
pub fn lines(told: &Told<'_>) -> Vec<String> {
    let mut lines: Vec<&LineSaved> = told.found.lines.iter().collect();
    lines.sort_by(|a, b| b.saved.value.abs().total_cmp(&a.saved.value.abs()));
    if lines.is_empty() {
        return vec![told.say("no line of the ledger differs", "没有任何成本项不同")];
    }
    let total: f64 = lines.iter().map(|line| line.saved.value).sum();
    let scale = told.sums(lines.iter().map(|line| line.saved.value.abs()).fold(total.abs(), f64::max));
    let all: Vec<String> = lines.iter().map(|line| amount(told, line, (total, &scale))).collect();
    let all = list(told.lang, &all);
    let is_annual = |d: &&Difference| d.of.span == 0 && d.of.kpi == KpiId::Saving(Saving::Annual);
    let annual = told.found.results.differences.iter().find(is_annual);
    let half = annual.and_then(|d| d.judgement.half_width);
    let sum = scale.with_unit(scale.estimate(total, half).split(" ±").next().unwrap_or_default());
    let mut items = vec![told.say(
        format!("with every value as the file says, {sum} a year: {all}"),
        format!("各数都按文件取值，每年 {sum}：{all}"),
    )];
    items.push(assumed(told, &lines));
    items
}

/// What prices of these lines are only assumed, each once, those of the largest line first.
fn assumed(told: &Told<'_>, lines: &[&LineSaved]) -> String {
    let mut all: Vec<&AssumedPrice> = Vec::new();
    for one in lines.iter().flat_map(|line| &line.assumed) {
        if all.iter().all(|known| known.path != one.path) {
            all.push(one);
        }
    }
    if all.is_empty() {
        return told.say("no price of these is marked as assumed", "其中没有标为假定的价格");
    }
    let prices: Vec<String> = all.into_iter().map(|one| price(told, one)).collect();
    let prices = list(told.lang, &prices);
    told.say(format!("only assumed, or with a range: {prices}"), format!("其中只是假定或写了范围的：{prices}"))
}

/// Which prices stand behind which line, and where they come from.
pub fn sources(told: &Told<'_>) -> Section {
    let columns = [
        told.say("line of the ledger", "成本项"),
        told.say("price", "价格"),
        told.say("value", "取值"),
        told.say("range", "范围"),
        told.say("where it stands", "路径"),
        told.say("source", "来源"),
    ];
    let row = |line: &LineSaved, one: &AssumedPrice| {
        let said = |written: &str| told.value(&one.path, written);
        let range = one.ends.as_ref().map(|[low, high]| format!("{} – {}", said(low), said(high)));
        let source = one.source.as_deref().map_or("", |source| either(source, told.lang));
        vec![
            name(told, line.line),
            told.input(&one.path),
            said(&one.value),
            range.unwrap_or_default(),
            one.path.clone(),
            source.to_owned(),
        ]
    };
    let rows = told.found.lines.iter().flat_map(|line| line.assumed.iter().map(move |one| row(line, one))).collect();
    let columns = columns.iter().map(|title| Column::words(title)).collect();
    let table = Table { caption: String::new(), columns, rows, fixed: 1 };
    let heading = told.say("Prices that are assumed or have a range, by line", "各项中假定的或写了范围的价格");
    Section { heading, blocks: vec![Block::Table(table)] }
}

pub fn name(told: &Told<'_>, line: Line) -> String {
    let model = told.found.design();
    let of = |kpi: &KpiId| kpi.estimator() == Estimator::Money(line);
    kpis(model).iter().find(|kpi| of(kpi)).map_or_else(String::new, |kpi| kpi.name(model, told.lang).into_owned())
}

/// `wages +84,000 CNY (117 %)`.
fn amount(told: &Told<'_>, line: &LineSaved, (total, scale): (f64, &Scale)) -> String {
    let name = name(told, line.line);
    let saved = line.saved.value;
    let text = scale.difference(saved, line.saved.half_width(LEVEL));
    let amount = text.split(" ±").next().unwrap_or_default();
    let share = if total == 0.0 { String::new() } else { format!(" ({} %)", number(saved / total * 100.0, 0)) };
    format!("{name} {amount}{share}")
}

fn price(told: &Told<'_>, AssumedPrice { path, value, ends, .. }: &AssumedPrice) -> String {
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
