//! Pictures of what inputs do: a tornado, or bars of mu* with their intervals.

use super::bars::{Bars, Group};
use super::titles::path_in_words;
use super::tornado::{Bar, Swing, Tornado};
use super::{Chart, Figure, Key, Point, Stroke, colour, drawable};
use crate::model::Lang;
use crate::report::numbers::Scale;
use crate::report::results::{Method, Sensitive};
use crate::report::words::say;

/// A chart a figure that any input moves.
pub fn sensitive_charts(found: &Sensitive, lang: Lang) -> Vec<Chart> {
    (0..found.wanted.len()).filter_map(|figure| chart(found, figure, lang)).collect()
}

fn chart(found: &Sensitive, figure: usize, lang: Lang) -> Option<Chart> {
    let ranked: Vec<usize> = found.ranked(figure).into_iter().take(found.top).collect();
    if ranked.is_empty() {
        return None;
    }
    let scale = found.scale(figure, lang);
    let wanted = &found.wanted[figure];
    let (name, design) = (found.name(figure, lang), found.model.design.in_lang(lang));
    let now = found.now(figure, lang).unwrap_or_default();
    let unit = if scale.unit.is_empty() { String::new() } else { format!(", {}", scale.unit) };
    let (legend, drawn) = match &found.method {
        Method::OneAtATime => {
            let key = |n: usize, en: &str, zh: &str| Key {
                name: say(lang, en.into(), zh.into()),
                colour: colour(n),
                stroke: Stroke::Thick,
            };
            let legend = vec![key(0, "input lower", "输入较低"), key(1, "input higher", "输入较高")];
            let axis = say(
                lang,
                format!("change from {now}{unit}, with 95 % intervals"),
                format!("与原样 {now} 之差{unit}，附 95 % 区间"),
            );
            let bars = ranked.iter().map(|input| bar(found, (*input, figure), &scale, lang)).collect();
            (legend, Figure::Tornado(Tornado { axis: drawable(&axis), bars }))
        }
        Method::Ways(_) => {
            let axis = say(
                lang,
                format!("how much it moves over the input's range (μ*){unit}; as given {now}"),
                format!("输入走完其范围时变动多少 (μ*){unit}；原样 {now}"),
            );
            let group = |input: &usize| {
                let screened = found.screened(*input, figure)?;
                let point = Point { mean: screened.mu_star, half: screened.half_width }.times(scale.factor());
                let text = scale.estimate(screened.mu_star, screened.half_width);
                Some(Group {
                    name: drawable(&path_in_words(&found.inputs[*input].path, &found.model, lang)),
                    bars: vec![Some((point, text))],
                })
            };
            let groups = ranked.iter().filter_map(group).collect();
            (Vec::new(), Figure::Bars(Bars { axis: drawable(&axis), unknown: String::new(), groups, colours: vec![0] }))
        }
    };
    Some(Chart {
        name: format!("{}-{}", wanted.kpi.key(&found.model), wanted.subject),
        title: drawable(&format!("{design} – {name}")),
        legend,
        figure: drawn,
    })
}

fn bar(found: &Sensitive, (input, figure): (usize, usize), scale: &Scale, lang: Lang) -> Bar {
    let probed = &found.inputs[input];
    let swing = |end: usize| {
        let judged = found.swing(input, end, figure)?;
        Some(Swing {
            mean: judged.mean * scale.factor(),
            half: judged.half_width.map(|half| half * scale.factor()),
            value: drawable(&probed.tried()[end]),
        })
    };
    let name = drawable(&path_in_words(&probed.path, &found.model, lang));
    Bar { name, ends: [swing(0), swing(1)] }
}
