//! The five to eight figures that decide, chosen by rule: promises that are missed or told apart, money, what gets worse;
//! and falsely contained customers beside coverage, always.

use super::worse::is_news;
use crate::catalogue::{Better, KpiId, Row};
use crate::experiment::Difference;
use crate::model::Lang;
use crate::report::blocks::figures::Figure;
use crate::report::blocks::promises::promises;
use crate::report::blocks::tables;
use crate::report::labels::{Comparison, View, mark};
use crate::report::numbers::Scale;
use crate::report::page::{Column, Table};
use crate::stats::Verdict;

/// So many figures at least, where there are so many, and at most.
const LEAST: usize = 5;
const MOST: usize = 8;
/// Promises that stand before money.
const PROMISES: usize = 3;

/// The figures, of the arms that are told in sentences.
pub fn figures(view: &View<'_>, all: &[Figure], arms: &[usize], pair: Option<Comparison>) -> Vec<Figure> {
    let named = |figure: &Figure, chosen: &[Figure]| {
        chosen.iter().any(|one| (one.kpi, &one.subject) == (figure.kpi, &figure.subject))
    };
    let has = |row: Row| all.iter().filter(move |figure| figure.kpi == KpiId::Row(row));
    let known =
        |figure: &Figure| arms.iter().any(|arm| view.estimate(*arm, figure.kpi, "all").is_some_and(|e| e.mean != 0.0));
    let money = |row: Row| Some(Figure::new(row, "all")).filter(known);
    let mut promised = by_margin(view, arms);
    let later = promised.split_off(promised.len().min(PROMISES));
    let mut chosen = promised;
    chosen.extend(money(Row::CostTotal));
    chosen.extend(has(Row::Coverage).chain(has(Row::FalselyContained)).cloned());
    // What gets surely worse and was not named yet; then the other promises.
    let is_worse = |figure: &&Figure| {
        let worse = |d: &Difference| d.judgement.verdict == Verdict::Worse && is_news(view, d);
        let is_worse = || pair.and_then(|pair| view.difference(pair, figure.kpi, &figure.subject)).is_some_and(worse);
        !figure.kpi.is_money() && figure.kpi.better() != Better::Neither && is_worse()
    };
    let worse: Vec<Figure> = all.iter().filter(is_worse).filter(|figure| !named(figure, &chosen)).cloned().collect();
    chosen.extend(worse.into_iter().chain(later));
    let once = money(Row::CostOneOff);
    chosen.truncate(MOST - usize::from(once.is_some()));
    chosen.extend(once);
    // Where little was promised, what a manager asks next.
    for figure in all.iter().filter(|f| !f.kpi.is_money() && f.kpi != KpiId::Row(Row::CarriedPerDay)) {
        if chosen.len() >= LEAST {
            break;
        }
        if !named(figure, &chosen) {
            chosen.push(figure.clone());
        }
    }
    chosen
}

/// What was promised of the arms, that which some of them misses by most first.
fn by_margin(view: &View<'_>, arms: &[usize]) -> Vec<Figure> {
    let mut promised: Vec<(f64, Figure)> = Vec::new();
    for promise in arms.iter().flat_map(|arm| promises(view.model(*arm))) {
        let of = |arm: &usize| view.estimate(*arm, promise.kpi, &promise.subject).map(|e| e.mean - promise.share);
        let figure = Figure::new(promise.kpi, &promise.subject);
        let is_new = promised.iter().all(|(_, one)| (one.kpi, &one.subject) != (figure.kpi, &figure.subject));
        if let Some(least) = arms.iter().filter_map(of).min_by(f64::total_cmp).filter(|_| is_new) {
            promised.push((least, figure));
        }
    }
    promised.sort_by(|a, b| a.0.total_cmp(&b.0));
    promised.into_iter().map(|(_, figure)| figure).collect()
}

/// The figures of some arms beside each other, with the difference of the pair.
pub fn table(view: &View<'_>, figures: &[Figure], arms: &[usize], pair: Option<Comparison>) -> Table {
    let w = view.words;
    let mut columns = vec![Column::words(w.figure), Column::figures(w.target)];
    // One design in two cases is told apart by these.
    let alike = |arm: &usize| arms.iter().any(|other| other != arm && view.design(*other) == view.design(*arm));
    let name = |arm: &usize| if alike(arm) { view.case(*arm) } else { view.design(*arm) };
    columns.extend(arms.iter().map(|arm| Column::of_arm(name(arm), *arm)));
    if pair.is_some() {
        columns.push(Column::figures(&tables::difference_heading(view)));
    }
    let mut n = 0;
    let rows = figures.iter().map(|figure| {
        let estimates: Vec<_> = arms.iter().map(|arm| view.estimate(*arm, figure.kpi, &figure.subject)).collect();
        n = estimates.iter().flatten().map(|e| e.n).fold(n, usize::max);
        let largest = estimates.iter().flatten().map(|e| e.mean.abs()).fold(0.0, f64::max);
        let unit = view.unit(figure.kpi);
        let scale = Scale::new(unit, largest, false, view.results.currency(), view.lang);
        let missing = tables::missing(view, figure);
        let name = view.figure(&view.name(figure.kpi), &figure.subject);
        let name = match (scale.unit.is_empty(), view.lang) {
            (true, _) => name,
            (false, Lang::En) => format!("{name}, {}", scale.unit),
            (false, Lang::Zh) => format!("{name}，{}", scale.unit),
        };
        let mut cells = vec![name, tables::target(view, figure).unwrap_or_default()];
        let cell = |e: &Option<_>| {
            e.map_or(missing.to_owned(), |e: &crate::experiment::Estimate| scale.estimate(view.mean(e), e.half_width))
        };
        cells.extend(estimates.iter().map(cell));
        if let Some(pair) = pair {
            let d = view.difference(pair, figure.kpi, &figure.subject);
            cells.push(d.map_or(missing.to_owned(), |d| {
                let scale =
                    Scale::new(unit, d.judgement.mean.abs().max(largest), true, view.results.currency(), view.lang);
                let text = scale.difference(view.gap(d), d.judgement.half_width);
                format!("{text} {}", mark(d.judgement.verdict)).trim_end().to_owned()
            }));
        }
        cells
    });
    let rows: Vec<Vec<String>> = rows.collect();
    Table { caption: tables::short_caption(view, n, pair.is_some()), columns, rows, fixed: 2 }
}
