//! The way from a design without its levers to the one with all of them: what each does alone, then what they do to each other.

use super::tornado::Swing;
use super::waterfall::{Step, Waterfall};
use super::{Case, Chart, Figure, Key, STEPS, Stroke, drawable};
use crate::catalogue::{Better, KpiId, Row, Subject, promised};
use crate::experiment::Parts;
use crate::report::labels::Comparison;
use crate::report::numbers::Scale;
use crate::report::words::say;
use crate::stats::Verdict;

/// Figures that are looked at: what the design with all levers promises, at most so many, and what it costs.
const PROMISES: usize = 3;

/// A chart a figure, where levers are taken apart and there are several.
pub fn of_case(case: &Case<'_>) -> Vec<Chart> {
    let all = &case.view.results.parts;
    let own = all.iter().filter(|parts| parts.alone.len() > 1 && case.arms.contains(&parts.together));
    own.flat_map(|parts| {
        let model = case.view.model(parts.together);
        let promises = promised(model).into_iter().map(|one| (one.kpi, Subject::Type(one.of).key(model)));
        let cost = (KpiId::from(Row::CostTotal), "all".to_owned());
        let figures: Vec<_> = promises.take(PROMISES).chain([cost]).collect();
        figures.into_iter().filter_map(|(kpi, subject)| chart(case, parts, kpi, &subject)).collect::<Vec<_>>()
    })
    .collect()
}

/// None where an arm lacks the figure.
fn chart(case: &Case<'_>, parts: &Parts, kpi: KpiId, subject: &str) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    let end = |arm: usize| view.estimate(arm, kpi, subject).map(|e| view.mean(e));
    let (from, to) = (end(parts.as_is)?, end(parts.together)?);
    let scale_of = |difference| {
        let largest = from.abs().max(to.abs());
        Scale::new(view.unit(kpi), largest, difference, view.results.currency(), lang)
    };
    let (scale, change) = (scale_of(false), scale_of(true));
    let step = |name: String, mean: f64, half: Option<f64>, better: bool| Step {
        name: drawable(&name),
        swing: Swing {
            mean: mean * scale.factor(),
            half: half.map(|half| half * scale.factor()),
            value: drawable(&change.difference(mean, half)),
        },
        better,
    };
    let mut steps = Vec::new();
    for arm in &parts.alone {
        let d = view.difference(Comparison { arm: *arm, base: parts.as_is }, kpi, subject)?;
        let better = d.judgement.verdict != Verdict::Worse;
        steps.push(step(view.design(*arm).to_owned(), view.gap(d), d.judgement.half_width, better));
    }
    let i = view.interaction(parts, kpi, subject)?;
    let surely = i.half_width.is_some_and(|half| i.mean.abs() > half);
    let for_the_worse = match kpi.better() {
        Better::Higher => i.mean < 0.0,
        Better::Lower => i.mean > 0.0,
        Better::Neither => false,
    };
    let gaps: f64 = steps.iter().map(|step| step.swing.mean).sum::<f64>() / scale.factor();
    // What is printed of both ends and of each alone leaves this for all together.
    steps.push(step(
        view.words.beyond_parts.replace('\n', &say(lang, " ".into(), String::new())),
        to - from - gaps,
        i.half_width,
        !(surely && for_the_worse),
    ));
    let names = [parts.as_is, parts.together].map(|arm| drawable(view.design(arm)));
    let key = |n: usize, en: &str, zh: &str| Key {
        name: say(lang, en.into(), zh.into()),
        colour: STEPS[n],
        stroke: Stroke::Thick,
    };
    let figure = view.figure(&view.name(kpi), subject);
    let unit = if scale.unit.is_empty() { String::new() } else { format!(", {}", scale.unit) };
    let axis = say(
        lang,
        format!("{figure}{unit}; each lever alone, then what they do to each other, with 95 % intervals"),
        format!("{figure}{unit}；先是各措施单独的作用，再是相互作用，附 95 % 区间"),
    );
    let title = say(
        lang,
        format!("From {} to {} – {figure}", names[0], names[1]),
        format!("从 {} 到 {} – {figure}", names[0], names[1]),
    );
    Some(Chart {
        name: case.name(&format!("levers-{}-{subject}", kpi.key(view.model(parts.together)))),
        title: case.title_on(&title),
        legend: vec![key(0, "not for the worse", "没有变差"), key(1, "surely for the worse", "确实变差")],
        figure: Figure::Waterfall(Waterfall {
            axis: drawable(&axis),
            names,
            written: [from, to].map(|end| drawable(&scale.plain(end))),
            from: from * scale.factor(),
            steps,
        }),
    })
}
