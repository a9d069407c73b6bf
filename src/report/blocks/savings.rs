//! What is saved, as three things that are never added, and which lines of the ledger it comes from.

use super::figures::running;
use super::tables::missing;
use crate::catalogue::{HORIZON, KpiId, Row, Saving, Unit};
use crate::experiment::Difference;
use crate::report::labels::{Comparison, View, mark};
use crate::report::numbers::{Scale, approximately};
use crate::report::page::{Block, Column, Section, Table};
use crate::report::words::say;
use crate::stats::Verdict;

/// The savings of these pairs, and the way from one running cost to the other.
pub fn sections(view: &View<'_>, pairs: &[Comparison]) -> Vec<Section> {
    let three = say(
        view.lang,
        "Three different things, never to be added: cash that is no longer paid, hours that are free for other work, and \
         people whom the old way would take by ratio."
            .into(),
        "三件不同的事，不能相加：不再支付的现金、可用于其他工作的工时、按比例折算的老办法所需人数。".into(),
    );
    let definitions = Saving::ALL.iter().filter(|saving| is_shown(view, **saving, pairs));
    let definitions = definitions.map(|saving| view.defined(KpiId::Saving(*saving)));
    let mut saved = vec![Block::Table(saved(view, pairs))];
    saved.extend(pairs.iter().filter_map(|pair| undecided(view, *pair)).map(Block::Text));
    saved.extend([Block::Text(three), Block::Named(definitions.collect())]);
    let mut sections = vec![Section { heading: view.words.saved.to_owned(), blocks: saved }];
    if pairs.iter().any(|pair| view.difference(*pair, Row::CostTotal, "all").is_some()) {
        let blocks = vec![Block::Table(bridge(view, pairs))];
        sections.push(Section { heading: view.words.bridge.to_owned(), blocks });
    }
    sections
}

/// What cannot be told from nothing, and how many replications would tell it.
fn undecided(view: &View<'_>, pair: Comparison) -> Option<String> {
    let cash = &view.difference(pair, Saving::Cash, "all")?;
    if cash.judgement.verdict != Verdict::Undecided {
        return None;
    }
    let (arm, base) = (view.arm_name(pair.arm), view.arm_name(pair.base));
    let needed = cash.judgement.n_needed.map(|needed| approximately(needed, cash.n as u64));
    let (en, zh) = needed.map_or_else(
        || ("no number would decide it as it stands".to_owned(), "按现在的结果，多少次都分不出".to_owned()),
        |needed| (format!("{needed} would decide it"), format!("约需 {} 次才能分出", needed.trim_start_matches("≈ "))),
    );
    let n = cash.n;
    Some(say(
        view.lang,
        format!("{arm} against {base}: cash saved is not to be told from zero with these {n} replications; {en}."),
        format!("{arm} 对比 {base}：凭这 {n} 次模拟，节省现金还不能说不是零；{zh}。"),
    ))
}

/// A period pays nothing back; what few designs have is shown where one has it.
fn is_shown(view: &View<'_>, saving: Saving, pairs: &[Comparison]) -> bool {
    match saving {
        Saving::Annual | Saving::Undone => pairs.iter().any(|pair| view.difference(*pair, saving, "all").is_some()),
        Saving::Payback => view.span(view.results.baseline).label.key == HORIZON,
        _ => true,
    }
}

/// Where baselines differ, each column says which is its own.
fn columns(view: &View<'_>, pairs: &[Comparison]) -> Vec<Column> {
    let mut columns = vec![Column::words(view.words.figure), Column::words(view.words.unit)];
    let several = pairs.iter().any(|pair| pair.base != pairs[0].base);
    columns.extend(pairs.iter().map(|pair| {
        let (arm, base) = (view.arm_heading(pair.arm), view.arm_name(pair.base));
        let against = say(view.lang, format!("{arm}\nvs {base}"), format!("{arm}\n对比{base}"));
        Column::of_arm(if several { &against } else { &arm }, pair.arm)
    }));
    columns
}

fn saved(view: &View<'_>, pairs: &[Comparison]) -> Table {
    let mut n = 0;
    let mut rows = Vec::new();
    for saving in Saving::ALL.iter().copied().filter(|saving| is_shown(view, *saving, pairs)) {
        // What is paid once stands above what pays it back.
        let above = (saving == Saving::Payback).then_some(KpiId::Row(Row::CostOneOff));
        for kpi in above.into_iter().chain([saving.into()]) {
            let found: Vec<Option<&Difference>> = pairs.iter().map(|pair| view.difference(*pair, kpi, "all")).collect();
            n = found.iter().flatten().map(|d| d.n).fold(n, usize::max);
            let largest = found.iter().flatten().map(|d| d.judgement.mean.abs()).fold(0.0, f64::max);
            let scale = Scale::new(view.unit(kpi), largest, true, view.results.currency(), view.lang);
            let cells = pairs.iter().map(|pair| cell(view, *pair, kpi, &scale));
            rows.push([name(view, kpi), scale.unit.clone()].into_iter().chain(cells).collect());
        }
    }
    Table { caption: caption(view, n), columns: columns(view, pairs), rows, fixed: 2 }
}

fn name(view: &View<'_>, kpi: KpiId) -> String {
    let (days, name) = (view.stretch(), view.name(kpi));
    match kpi {
        KpiId::Saving(Saving::Cash) => say(view.lang, format!("{name} in {days}"), format!("{days}{name}")),
        _ => name,
    }
}

/// A figure of what a pair saves, or why there is none.
pub fn cell(view: &View<'_>, pair: Comparison, kpi: KpiId, scale: &Scale) -> String {
    let w = view.words;
    let of = |kpi: KpiId| view.difference(pair, kpi, "all").map(|d| &d.judgement);
    let gap = view.difference(pair, kpi, "all").map_or(0.0, |d| view.gap(d));
    match (kpi, of(kpi)) {
        (KpiId::Saving(Saving::Payback), Some(months)) => scale.estimate(months.mean, months.half_width),
        (KpiId::Saving(Saving::Payback), None) => match (of(Row::CostOneOff.into()), of(Saving::Cash.into())) {
            (None, _) | (_, None) => w.not_given.to_owned(),
            (_, Some(saved)) if saved.verdict == Verdict::Worse => w.nothing_saved.to_owned(),
            _ if of(Saving::Undone.into()).is_some() => w.unfinished.to_owned(),
            (_, Some(saved)) if saved.verdict == Verdict::Undecided => w.undecided.to_owned(),
            (Some(once), Some(saved)) if once.mean <= 0.0 && saved.verdict == Verdict::Better => {
                w.nothing_to_repay.to_owned()
            }
            _ => w.nothing_saved.to_owned(),
        },
        (KpiId::Row(Row::CostOneOff), Some(once)) => scale.difference(gap, once.half_width),
        (_, Some(j)) => format!("{} {}", scale.difference(gap, j.half_width), mark(j.verdict)),
        (KpiId::Saving(Saving::Capacity | Saving::PeopleByRatio | Saving::Undone), None) => w.none.to_owned(),
        (_, None) => w.not_given.to_owned(),
    }
}

/// The baseline's running cost, what each line changes, and the design's.
fn bridge(view: &View<'_>, pairs: &[Comparison]) -> Table {
    let w = view.words;
    let scale = Scale::new(Unit::Money, 1e6, true, view.results.currency(), view.lang);
    let total = |arm: usize| {
        let total = view.estimate(arm, Row::CostTotal, "all");
        total.map_or(w.not_given.to_owned(), |e| scale.estimate(view.mean(e), e.half_width))
    };
    let row = |name: String, cells: Vec<String>| [name, scale.unit.clone()].into_iter().chain(cells).collect();
    let base = say(view.lang, "running cost of the baseline".into(), "基准方案运营成本".into());
    let mut rows: Vec<Vec<String>> = vec![row(base, pairs.iter().map(|pair| total(pair.base)).collect())];
    let mut n = 0;
    for figure in running(view) {
        let found: Vec<Option<&Difference>> =
            pairs.iter().map(|pair| view.difference(*pair, figure.kpi, "all")).collect();
        n = found.iter().flatten().map(|d| d.n).fold(n, usize::max);
        if found.iter().all(|d| d.is_some_and(|d| d.judgement.mean == 0.0 && d.judgement.half_width == Some(0.0))) {
            continue;
        }
        let missing = missing(view, &figure);
        let cell = |d: Option<&Difference>| {
            d.map_or(missing.to_owned(), |d| scale.difference(view.gap(d), d.judgement.half_width))
        };
        rows.push(row(view.name(figure.kpi), found.iter().copied().map(cell).collect()));
    }
    let design = say(view.lang, "running cost of the design".into(), "该方案运营成本".into());
    rows.push(row(design, pairs.iter().map(|pair| total(pair.arm)).collect()));
    Table { caption: caption(view, n), columns: columns(view, pairs), rows, fixed: 2 }
}

fn caption(view: &View<'_>, n: usize) -> String {
    say(
        view.lang,
        format!("against the baseline of each; mean ± its error (95 %), n = {n} paired replications"),
        format!("各与其基准相比；均值 ± 均值的误差（95 %），n = {n} 次配对模拟"),
    )
}
