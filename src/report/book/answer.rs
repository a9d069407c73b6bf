//! What was simulated, as numbers: the headline of every design, its differences, and each replication's own.

use super::cells::{Cell, Column, Grid, Kind, Row};
use super::days::arms;
use super::money::Each;
use crate::catalogue::{Part, Subject, Unit};
use crate::experiment::Arm;
use crate::measure::{Evaluator, Series};
use crate::report::blocks::answer::{alone, beside};
use crate::report::blocks::figures::{Figure, headline};
use crate::report::blocks::tables;
use crate::report::labels::{Comparison, View};
use crate::report::numbers::money_word;
use crate::report::words::say;
use crate::stats::Verdict;

/// A sentence a design.
pub fn sentences(view: &View<'_>) -> Vec<String> {
    let (within, _) = view.pairs();
    let compared = within.iter().map(|pair| beside(view, *pair));
    let others = (0..view.arms().len()).filter(|arm| within.iter().all(|pair| pair.arm != *arm));
    compared.chain(others.map(|arm| alone(view, arm))).collect()
}

/// How a figure's numbers look.
pub fn kind(unit: Unit) -> Kind {
    match unit {
        Unit::Share => Kind::Share,
        Unit::Contacts => Kind::Count,
        Unit::Money | Unit::Number => Kind::Two,
        _ => Kind::One,
    }
}

/// What a unit is called beside a number of this kind; shares are shown as per cent.
pub fn unit(view: &View<'_>, unit: Unit) -> String {
    let w = view.words;
    match unit {
        Unit::Share | Unit::Contacts | Unit::Orders | Unit::Number | Unit::PerAgentDay => "",
        Unit::PerDay => w.per_day,
        Unit::Seconds => w.seconds,
        Unit::Hours => w.hours,
        Unit::Months => w.months,
        Unit::Money => money_word(view.results.currency(), view.lang),
        Unit::People => w.people,
        Unit::Times => w.times,
    }
    .to_owned()
}

/// The headline but money.
fn service(view: &View<'_>) -> Vec<Figure> {
    headline(view).into_iter().filter(|figure| !figure.kpi.is_money()).collect()
}

fn name(view: &View<'_>, figure: &Figure) -> String {
    view.figure(&view.heading(figure.kpi), &figure.subject)
}

/// The headline of every design: mean and half-width.
pub fn figures(view: &View<'_>) -> Grid {
    let w = view.words;
    let mut columns = vec![
        Column::new(w.figure, Kind::Words, 34.0),
        Column::new(w.unit, Kind::Words, 9.0),
        Column::new(w.target, Kind::Words, 9.0),
    ];
    let shown = arms(view);
    for arm in &shown {
        columns.push(Column::new(view.arm_name(*arm), Kind::One, 14.0));
        columns.push(Column::new("±", Kind::One, 10.0));
    }
    let rows = service(view).into_iter().filter_map(|figure| {
        let found: Vec<_> = shown.iter().map(|arm| view.estimate(*arm, figure.kpi, &figure.subject)).collect();
        if found.iter().all(Option::is_none) {
            return None;
        }
        let of_kpi = view.unit(figure.kpi);
        let target = tables::target(view, &figure).map_or_else(String::new, |target| format!("{target} %"));
        let mut cells = vec![Cell::text(name(view, &figure)), Cell::text(unit(view, of_kpi)), Cell::text(target)];
        for e in found {
            cells.push(Cell::number(e.map(|e| view.mean(e))));
            cells.push(Cell::number(e.and_then(|e| e.half_width)));
        }
        Some(Row { kind: Some(kind(of_kpi)), cells })
    });
    let heading = say(
        view.lang,
        "Service, as simulated (does not follow the inputs)".into(),
        "服务指标（模拟结果，不随单价变动）".into(),
    );
    let rows: Vec<Row> = rows.collect();
    let others = say(
        view.lang,
        "Other cases: sheets of differences and replications.".into(),
        "其他假设见“差异”与“每次重复”。".into(),
    );
    let notes = if shown.len() < view.arms().len() { vec![others] } else { Vec::new() };
    Grid { heading, notes, columns, rows }
}

/// Differences of service, a grid a pair.
pub fn differences(view: &View<'_>) -> Vec<Grid> {
    let (within, across) = view.pairs();
    within.iter().chain(&across).map(|pair| of_pair(view, *pair)).collect()
}

fn of_pair(view: &View<'_>, pair: Comparison) -> Grid {
    let w = view.words;
    let (arm, base) = (view.arm_name(pair.arm), view.arm_name(pair.base));
    let columns = vec![
        Column::new(w.figure, Kind::Words, 34.0),
        Column::new(base.clone(), Kind::One, 16.0),
        Column::new(arm.clone(), Kind::One, 16.0),
        Column::new(tables::difference_heading(view), Kind::One, 16.0),
        Column::new("±", Kind::One, 12.0),
        Column::new(w.verdict, Kind::Words, 12.0),
    ];
    let rows = service(view).into_iter().filter_map(|figure| {
        let d = view.difference(pair, figure.kpi, &figure.subject)?;
        let mean = |arm: usize| view.estimate(arm, figure.kpi, &figure.subject).map(|e| view.mean(e));
        let cells = vec![
            Cell::text(name(view, &figure)),
            Cell::number(mean(pair.base)),
            Cell::number(mean(pair.arm)),
            Cell::number(Some(d.judgement.mean)),
            Cell::number(d.judgement.half_width),
            Cell::text(word(view, d.judgement.verdict)),
        ];
        Some(Row { kind: Some(kind(view.unit(figure.kpi))), cells })
    });
    let heading = say(
        view.lang,
        format!("{arm} against {base}: service, as simulated (does not follow the inputs)"),
        format!("{arm} 对比 {base}：服务指标（模拟结果，不随单价变动）"),
    );
    Grid { heading, notes: Vec::new(), rows: rows.collect(), columns }
}

/// A verdict in a word.
pub fn word(view: &View<'_>, verdict: Verdict) -> String {
    let w = view.words;
    match verdict {
        Verdict::Better => w.better,
        Verdict::Worse => w.worse,
        Verdict::Different => w.different,
        Verdict::Undecided => w.undecided,
        Verdict::Same => "=",
        Verdict::NotJudged => w.none,
    }
    .to_owned()
}

/// The headline of every replication.
pub fn each(view: &View<'_>) -> Vec<Each> {
    let of = |figure: Figure| {
        let values: Vec<Vec<Option<f64>>> =
            view.arms().iter().enumerate().map(|(number, arm)| of_arm(view, (number, arm), &figure)).collect();
        let known = values.iter().flatten().any(Option::is_some);
        known.then(|| Each { name: name(view, &figure), kind: kind(view.unit(figure.kpi)), values })
    };
    service(view).into_iter().filter_map(of).collect()
}

fn of_arm(view: &View<'_>, (number, arm): (usize, &Arm), figure: &Figure) -> Vec<Option<f64>> {
    let Some((subject, _)) = Subject::parse(&figure.subject, &arm.model) else {
        return vec![None; arm.outcomes.len()];
    };
    let (evaluator, span) = (Evaluator::new(&arm.model), view.span_number(number));
    let value = |outcome| {
        let alone = Series { outcomes: std::slice::from_ref(outcome), spans: &arm.spans };
        Some(evaluator.estimate(figure.kpi, Part::Both, subject, &alone, span)?.value)
    };
    arm.outcomes.iter().map(value).collect()
}
