//! Pictures of a grid of what-ifs: a heatmap a figure over two paths, a line with its interval over one.

use super::heat::{Cell, Heat};
use super::panels::{Along, Line, Panel};
use super::shades::Dark;
use super::titles::path_in_words;
use super::{Chart, Figure, GREY, Key, Point, Stroke, colour, drawable};
use crate::catalogue::Unit;
use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::labels::mark;
use crate::report::results::Swept;
use crate::report::words::{Words, say};

/// A chart a figure that some point has, where one or two paths are varied; more have no picture.
pub fn swept_charts(swept: &Swept, lang: Lang) -> Vec<Chart> {
    let chart = match swept.axes.len() {
        1 => line,
        2 => heat,
        _ => return Vec::new(),
    };
    let is_known = |figure: &usize| swept.points.iter().any(|figures| figures[*figure].is_some());
    (0..swept.wanted.len()).filter(is_known).map(|figure| chart(swept, figure, lang)).collect()
}

/// `occupancy-team-presale`.
fn name(swept: &Swept, figure: usize) -> String {
    let wanted = &swept.wanted[figure];
    format!("{}-{}", wanted.kpi.key(&swept.model), wanted.subject)
}

fn title(swept: &Swept, figure: usize, lang: Lang) -> String {
    let scale = swept.scale(figure, false, lang);
    let unit = if scale.unit.is_empty() { String::new() } else { format!(", {}", scale.unit) };
    let (name, design) = (swept.name(figure, lang), swept.model.design.in_lang(lang));
    drawable(&format!("{design} – {name}{unit}"))
}

fn heat(swept: &Swept, figure: usize, lang: Lang) -> Chart {
    let scale = swept.scale(figure, false, lang);
    let [down, across] = &swept.axes[..] else { unreachable!("a heatmap has two axes") };
    let mut widest = 0.0_f64;
    let mut cell = |point: usize| {
        let sample = swept.points[point][figure].as_ref()?;
        let half = sample.half_width(LEVEL);
        widest = widest.max(half.unwrap_or(0.0));
        let estimate = scale.estimate(sample.value, half);
        let text = estimate.split(" ±").next().unwrap_or_default().to_owned();
        let verdict = swept.judgement(point, figure).map_or("", |j| mark(j.verdict));
        Some(Cell { value: sample.value * scale.factor(), text, mark: verdict })
    };
    let rows = (0..down.values.len())
        .map(|row| (0..across.values.len()).map(|column| cell(row * across.values.len() + column)).collect())
        .collect();
    let mut notes = Vec::new();
    let largest = scale.estimate(widest, Some(widest));
    let largest = scale.with_unit(largest.split(" ±").next().unwrap_or_default());
    if let Some(now) = &swept.as_is[figure] {
        let now = scale.with_unit(&scale.estimate(now.value, now.half_width(LEVEL)));
        notes.push(say(
            lang,
            format!("as given {now}; the 95 % intervals of the points are ± {largest} at most"),
            format!("原样 {now}；各点 95 % 区间半宽至多 {largest}"),
        ));
    }
    if swept.sweeping.replications > 1 {
        notes.push(say(
            lang,
            "against as given, on the same customers: ▲ better  ▼ worse  ≠ different  = undecided".into(),
            "与原样相比（相同客户）：▲ 更好  ▼ 更差  ≠ 有差异  = 未定".into(),
        ));
    }
    let shown = |values: &[String]| values.iter().map(|value| drawable(value)).collect();
    Chart {
        name: name(swept, figure),
        title: title(swept, figure, lang),
        legend: Vec::new(),
        figure: Figure::Heat(Heat {
            x_axis: drawable(&path_in_words(&across.path, &swept.model, lang)),
            y_axis: drawable(&path_in_words(&down.path, &swept.model, lang)),
            columns: shown(&across.values),
            names: shown(&down.values),
            rows,
            notes: notes.iter().map(|note| drawable(note)).collect(),
            dark: Dark::of(swept.wanted[figure].kpi.better()),
            lang,
        }),
    }
}

fn line(swept: &Swept, figure: usize, lang: Lang) -> Chart {
    let scale = swept.scale(figure, false, lang);
    let axis = &swept.axes[0];
    let point = |figures: &crate::experiment::Figures| {
        let sample = figures[figure].as_ref()?;
        Some(Point { mean: sample.value, half: sample.half_width(LEVEL) }.times(scale.factor()))
    };
    let now = point(&swept.as_is).map(|point| point.mean);
    let line = Line { points: swept.points.iter().map(point).collect(), design: 0, stroke: Stroke::Thick };
    let along = Along::Values(axis.values.iter().map(|value| drawable(value)).collect());
    let mut panel = Panel::of(along, vec![line]);
    panel.x_axis = drawable(&path_in_words(&axis.path, &swept.model, lang));
    panel.y_axis = drawable(&scale.unit);
    panel.target = now;
    panel.percent = swept.wanted[figure].kpi.unit(&swept.model) == Unit::Share;
    let band = say(lang, "with its 95 % interval".into(), "附 95 % 区间".into());
    let mut legend = vec![Key { name: drawable(&band), colour: colour(0), stroke: Stroke::Thick }];
    if now.is_some() {
        legend.push(Key { name: Words::of(lang).as_given.to_owned(), colour: GREY, stroke: Stroke::Dashed });
    }
    Chart {
        name: name(swept, figure),
        title: title(swept, figure, lang),
        legend,
        figure: Figure::Panels(vec![panel].into()),
    }
}
