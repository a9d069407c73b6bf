//! The way from the baseline's running cost to a design's, line by line of the ledger.

use super::tornado::Swing;
use super::waterfall::{Step, Waterfall};
use super::{Case, Chart, Figure, Key, STEPS, Stroke, drawable};
use crate::catalogue::{Row, Unit};
use crate::model::Lang;
use crate::report::blocks::figures::running;
use crate::report::labels::{Comparison, View};
use crate::report::numbers::{Scale, days};
use crate::report::results::Results;
use crate::report::words::say;
use crate::stats::Verdict;

/// A chart for each design of a case that is compared with the baseline's on the same demand, with its arm.
pub fn of_case(case: &Case<'_>) -> Vec<(usize, Chart)> {
    let (within, _) = case.view.pairs();
    let own = within.into_iter().filter(|pair| case.arms.contains(&pair.arm));
    own.filter_map(|pair| Some((pair.arm, chart(case, pair)?))).collect()
}

/// The charts of a study of one case.
pub fn bridge_charts(results: &Results, lang: Lang) -> Vec<Chart> {
    let view = View::new(results, lang);
    Case::all(&view).iter().flat_map(of_case).map(|(_, chart)| chart).collect()
}

/// None where demand differs, a price was not given, or no line differs.
fn chart(case: &Case<'_>, pair: Comparison) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    if !view.is_judged(pair) {
        return None;
    }
    let ends = [pair.base, pair.arm].map(|arm| view.estimate(arm, Row::CostTotal, "all").map(|e| view.mean(e)));
    let [from, to] = [ends[0]?, ends[1]?];
    let scale = Scale::new(Unit::Money, from.abs().max(to.abs()), false, view.results.currency(), lang);
    let change = Scale::new(Unit::Money, from.abs().max(to.abs()), true, view.results.currency(), lang);
    let mut steps = Vec::new();
    for figure in running(view) {
        let d = view.difference(pair, figure.kpi, "all")?;
        let (gap, half) = (view.gap(d), d.judgement.half_width);
        if gap == 0.0 && half.is_none_or(|half| half == 0.0) {
            continue;
        }
        steps.push(Step {
            name: drawable(&view.name(figure.kpi)),
            swing: Swing {
                mean: gap * scale.factor(),
                half: half.map(|half| half * scale.factor()),
                value: drawable(&change.difference(gap, half)),
            },
            better: d.judgement.verdict != Verdict::Worse,
        });
    }
    if steps.is_empty() {
        return None;
    }
    let names = [pair.base, pair.arm].map(|arm| drawable(view.design(arm)));
    let key = |n: usize, en: &str, zh: &str| Key {
        name: say(lang, en.into(), zh.into()),
        colour: STEPS[n],
        stroke: Stroke::Thick,
    };
    let days = days(view.span(pair.arm).days, lang);
    let axis = say(
        lang,
        format!("running cost in {days}, {}; each line's change, with 95 % intervals", scale.unit),
        format!("{days}运营成本，{}；各项的变化，附 95 % 区间", scale.unit),
    );
    let title = say(
        lang,
        format!("From the cost of {} to that of {}", names[0], names[1]),
        format!("从 {} 的成本到 {} 的成本", names[0], names[1]),
    );
    let several = case.arms.len() > 2;
    let stem = if several { format!("bridge-{}", view.model(pair.arm).design.key) } else { "bridge".to_owned() };
    Some(Chart {
        name: case.name(&stem),
        title: case.title_on(&title),
        legend: vec![key(0, "costs no more", "没有变贵"), key(1, "surely costs more", "确实变贵")],
        figure: Figure::Waterfall(Waterfall {
            axis: drawable(&axis),
            names,
            written: [from, to].map(|amount| drawable(&scale.plain(amount))),
            from: from * scale.factor(),
            steps,
        }),
    })
}
