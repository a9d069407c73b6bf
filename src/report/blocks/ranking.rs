//! Which designs are best by what they cost among those that keep their targets, at a stated level: best, not to be told from the best, dearer.

use super::promises::{Stands, promises, stands};
use crate::catalogue::{Part, Row, Subject, Unit};
use crate::experiment::{LEVEL, same_demand, sample_of};
use crate::report::labels::View;
use crate::report::numbers::Scale;
use crate::report::page::{Block, Column, Section, Table};
use crate::report::words::{list, say};
use crate::stats::{Contest, Direction, Out, Sample};

/// Of fewer designs a difference says it all.
const LEAST: usize = 3;
/// Names of missed targets that are said of a design.
const SAID: usize = 2;

/// A design in a case.
struct Ranked {
    arm: usize,
    cost: Sample,
    /// Targets that are shown to be missed; with any it is not compared by what it costs.
    missed: Vec<String>,
    /// The one that is shown to cost less, and by how much; none: nobody is.
    out: Option<Out>,
}

/// The designs of one case.
struct Case {
    all: Vec<Ranked>,
    /// How many cannot be told from the best.
    left: usize,
}

/// A table of all designs, by case; none of few designs, of one replication, or where a price is missing.
pub fn section(view: &View<'_>) -> Option<Section> {
    let mut cases: Vec<&str> = view.arms().iter().map(|arm| &arm.model.case.key[..]).collect();
    cases.dedup();
    let cases: Vec<Case> = cases.into_iter().filter_map(|case| ranked(view, case)).collect();
    if cases.is_empty() {
        return None;
    }
    let mut blocks: Vec<Block> = cases.iter().map(|case| Block::Text(answer(view, case))).collect();
    blocks.push(Block::Table(table(view, &cases)));
    let heading = say(view.lang, "Which is best by what it costs".into(), "按成本哪个方案最好".into());
    Some(Section { heading, blocks })
}

fn ranked(view: &View<'_>, case: &str) -> Option<Case> {
    let arms: Vec<usize> = (0..view.arms().len()).filter(|arm| view.model(*arm).case.key == case).collect();
    let first = *arms.first()?;
    let arms: Vec<usize> = arms.into_iter().filter(|arm| same_demand(view.model(*arm), view.model(first))).collect();
    if arms.len() < LEAST || view.results.study.replications < 2 {
        return None;
    }
    let cost = |arm: usize| {
        let (sample, _) =
            sample_of(&view.arms()[arm], Row::CostTotal.into(), Part::Both, Subject::All, view.span_number(arm))?;
        Some(Ranked { arm, cost: sample, missed: missed(view, arm), out: None })
    };
    let mut all: Vec<Ranked> = arms.into_iter().map(cost).collect::<Option<_>>()?;
    all.sort_by(|a, b| {
        a.missed.is_empty().cmp(&b.missed.is_empty()).reverse().then(a.cost.value.total_cmp(&b.cost.value))
    });
    let keep = all.iter().filter(|one| one.missed.is_empty()).count();
    let mut contest = Contest::new(keep, Direction::Lower, (LEVEL, 1));
    for (candidate, one) in all[..keep].iter().enumerate() {
        contest.add(candidate, one.cost.influence.iter().map(|moves| one.cost.value + moves));
    }
    contest.look();
    for (candidate, one) in all[..keep].iter_mut().enumerate() {
        one.out = contest.out(candidate).cloned();
    }
    Some(Case { left: contest.left().len(), all })
}

/// Targets of a design that are shown to be missed.
fn missed(view: &View<'_>, arm: usize) -> Vec<String> {
    let missed = promises(view.model(arm)).into_iter().filter(|promise| {
        let e = view.estimate(arm, promise.kpi, &promise.subject);
        e.is_some_and(|e| stands(e.mean, e.half_width, promise.share) == Stands::Missed)
    });
    missed.map(|promise| view.figure(&view.name(promise.kpi), &promise.subject)).collect()
}

impl Case {
    /// Those that keep their targets.
    fn kept(&self) -> usize {
        self.all.iter().filter(|one| one.missed.is_empty()).count()
    }
}

fn scale(view: &View<'_>, cases: &[&Case], difference: bool) -> Scale {
    let largest = cases.iter().flat_map(|case| &case.all).map(|one| one.cost.value.abs()).fold(0.0, f64::max);
    Scale::new(Unit::Money, largest, difference, view.results.currency(), view.lang)
}

/// `Best of 3 designs that keep their targets …`.
fn answer(view: &View<'_>, case: &Case) -> String {
    let (all, kept) = (case.all.len(), case.kept());
    let within = if view.has_cases() {
        let name = view.case(case.all[0].arm);
        say(view.lang, format!("{name}: "), format!("{name}："))
    } else {
        String::new()
    };
    let out = all - kept;
    let others = match out {
        0 => String::new(),
        _ => say(
            view.lang,
            format!(" {out} of {all} miss a target and are not compared by cost."),
            format!("{all} 个方案中有 {out} 个达不到目标，不按成本比较。"),
        ),
    };
    if kept == 0 {
        return say(
            view.lang,
            format!("{within}each of {all} designs misses a target: what they cost does not say which is best."),
            format!("{within}{all} 个方案都有目标达不到：成本说明不了哪个最好。"),
        );
    }
    let best: Vec<String> = case
        .all
        .iter()
        .filter(|one| one.missed.is_empty() && one.out.is_none())
        .map(|one| view.design(one.arm).to_owned())
        .collect();
    let (left, names) = (case.left, list(view.lang, &best));
    let told = if left == 1 {
        say(
            view.lang,
            format!("{within}cheapest of {kept} designs that keep their targets, with 95 % confidence: {names}."),
            format!("{within}守住目标的 {kept} 个方案中，有 95 % 的把握成本最低的是：{names}。"),
        )
    } else {
        say(
            view.lang,
            format!(
                "{within}{left} of {kept} designs that keep their targets cannot be told apart by what they cost; with 95 % confidence the \
                 cheapest is among them: {names}."
            ),
            format!(
                "{within}守住目标的 {kept} 个方案中，有 {left} 个按成本分不出高下；成本最低的有 95 % 的把握在其中：{names}。"
            ),
        )
    };
    told + &others
}

/// What can be said of a design.
fn word(view: &View<'_>, case: &Case, one: &Ranked) -> String {
    if !one.missed.is_empty() {
        let shown: Vec<String> = one.missed.iter().take(SAID).cloned().collect();
        let more = one.missed.len() - shown.len();
        let names = list(view.lang, &shown);
        return match more {
            0 => say(view.lang, format!("misses {names}"), format!("达不到：{names}")),
            _ => say(view.lang, format!("misses {names}, {more} more"), format!("达不到：{names}，另有 {more} 项")),
        };
    }
    match (&one.out, case.left) {
        (Some(_), _) => say(view.lang, "dearer".into(), "更贵".into()),
        (None, 1) => say(view.lang, "best".into(), "最好".into()),
        (None, _) => say(view.lang, "not told from the best".into(), "与最好的分不出".into()),
    }
}

fn table(view: &View<'_>, cases: &[Case]) -> Table {
    let every: Vec<&Case> = cases.iter().collect();
    let (value, apart) = (scale(view, &every, false), scale(view, &every, true));
    let mut columns = Vec::new();
    if view.has_cases() {
        columns.push(Column::words(&say(view.lang, "case".into(), "假设".into())));
    }
    columns.push(Column::words(&say(view.lang, "design".into(), "方案".into())));
    let cost = view.name(Row::CostTotal.into());
    columns.push(Column::figures(&say(
        view.lang,
        format!("{cost}, {}", value.unit),
        format!("{cost}，{}", value.unit),
    )));
    columns.push(Column::words(&say(view.lang, "judged".into(), "判断".into())));
    columns.push(Column::figures(&say(view.lang, "more than the cheaper one".into(), "比便宜者多".into())));
    columns.push(Column::words(&say(view.lang, "the cheaper one".into(), "便宜者".into())));
    let row = |case: &Case, one: &Ranked| {
        let out = one.out.as_ref();
        let mut cells = Vec::new();
        if view.has_cases() {
            cells.push(view.case(one.arm).to_owned());
        }
        cells.extend([
            view.design(one.arm).to_owned(),
            value.estimate(one.cost.value, one.cost.half_width(LEVEL)),
            word(view, case, one),
            out.map_or_else(String::new, |out| apart.difference(out.judged.mean, out.judged.half_width)),
            out.map_or_else(String::new, |out| view.design(case.all[out.by].arm).to_owned()),
        ]);
        cells
    };
    Table {
        caption: say(
            view.lang,
            "± half of the 95 % interval of the design alone; differences are paired and hold together at 95 %".into(),
            "± 为该方案自身 95 % 区间的一半；差为配对比较，合在一起按 95 % 成立".into(),
        ),
        fixed: 1 + usize::from(view.has_cases()),
        columns,
        rows: cases.iter().flat_map(|case| case.all.iter().map(|one| row(case, one))).collect(),
    }
}
