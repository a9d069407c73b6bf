//! Pictures of what did it: a waterfall a figure, from one design to the other by the share of each group.

use super::tornado::Swing;
use super::waterfall::{Step, Waterfall};
use super::{Chart, Figure, Key, STEPS, Stroke, drawable};
use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::results::{Attributed, Effects};
use crate::report::words::say;
use crate::stats::Verdict;

/// A chart a figure that every mix has.
pub fn attributed_charts(found: &Attributed, lang: Lang) -> Vec<Chart> {
    (0..found.wanted.len()).filter_map(|figure| Some(chart(found, figure, &found.effects(figure)?, lang))).collect()
}

fn chart(found: &Attributed, figure: usize, effects: &Effects, lang: Lang) -> Chart {
    let (scale, change) = (found.scale(figure, false, lang), found.scale(figure, true, lang));
    let wanted = &found.wanted[figure];
    let unit = if scale.unit.is_empty() { String::new() } else { format!(", {}", scale.unit) };
    let first = |text: String| text.split(" ±").next().unwrap_or_default().to_owned();
    let step = |n: usize| {
        let share = effects.shares[n];
        let verdict = found.verdict(figure, share.value, share.half_width);
        Step {
            name: drawable(found.groups[n].label.in_lang(lang)),
            swing: Swing {
                mean: share.value * scale.factor(),
                half: share.half_width.map(|half| half * scale.factor()),
                value: drawable(&change.difference(share.value, share.half_width)),
            },
            better: verdict != Verdict::Worse,
        }
    };
    let (from, written) = match &effects.ends {
        Some([from, to]) => {
            (from.value, [from, to].map(|end| drawable(&first(scale.estimate(end.value, end.half_width(LEVEL))))))
        }
        None => (
            0.0,
            ["0".to_owned(), drawable(&first(change.difference(effects.total.value, effects.total.half_width(LEVEL))))],
        ),
    };
    let names = [&found.from, &found.to].map(|model| drawable(model.design.in_lang(lang)));
    let axis = say(
        lang,
        format!("{}{unit}; each group's share, with 95 % intervals", found.name(figure, lang)),
        format!("{}{unit}；各组应占份额，附 95 % 区间", found.name(figure, lang)),
    );
    let key = |n: usize, en: &str, zh: &str| Key {
        name: say(lang, en.into(), zh.into()),
        colour: STEPS[n],
        stroke: Stroke::Thick,
    };
    let title = say(
        lang,
        format!("From {} to {} – {}", names[0], names[1], found.name(figure, lang)),
        format!("从 {} 到 {} – {}", names[0], names[1], found.name(figure, lang)),
    );
    Chart {
        name: format!("{}-{}", wanted.kpi.key(&found.to), wanted.subject),
        title: drawable(&title),
        legend: vec![key(0, "not for the worse", "没有变差"), key(1, "surely for the worse", "确实变差")],
        figure: Figure::Waterfall(Waterfall {
            axis: drawable(&axis),
            names,
            written,
            from: from * scale.factor(),
            steps: (0..found.groups.len()).map(step).collect(),
        }),
    }
}
