//! Designs whose lines are everywhere those of another: one of them is all that is seen, and the legend says so.

use super::panels::{Line, Panel, Panels};
use super::{Chart, Figure, GREY, Key, PALE, Stroke, colour, drawable};
use crate::model::Lang;
use crate::report::words::say;

/// Lines nearer to each other than this part of the scale are one to the eye.
const ONE: f64 = 0.004;

/// The chart, with what coincides and what is shaded said in its legend.
pub(super) fn told(mut chart: Chart, lang: Lang) -> Chart {
    let Figure::Panels(panels) = &chart.figure else { return chart };
    let has_band = panels.all.iter().any(Panel::has_band);
    let pairs = pairs(panels);
    let names: Vec<(usize, String)> = pairs
        .iter()
        .filter_map(|(design, of)| {
            let name = &chart.legend.iter().find(|key| key.colour == colour(*of))?.name;
            Some((*design, say(lang, format!(" (coincides with {name})"), format!("（与“{name}”重合）"))))
        })
        .collect();
    if names.is_empty() && panels.all.iter().any(Panel::in_turns) {
        let name = say(lang, "colours in turns: lines that coincide".into(), "颜色相间：几条线重合".into());
        chart.legend.push(Key { name, colour: GREY, stroke: Stroke::Turns });
    }
    for (design, more) in names {
        if let Some(key) = chart.legend.iter_mut().find(|key| key.colour == colour(design)) {
            key.name = drawable(&format!("{}{more}", key.name));
        }
    }
    if has_band {
        let name = say(lang, "shaded: 95 % interval of the mean".into(), "色带：均值的 95 % 区间".into());
        chart.legend.push(Key { name: drawable(&name), colour: PALE, stroke: Stroke::Band });
    }
    chart
}

/// Designs with the first one before them that has the same lines in every panel.
fn pairs(panels: &Panels) -> Vec<(usize, usize)> {
    let mut designs: Vec<usize> = panels.all.iter().flat_map(|panel| &panel.lines).map(|line| line.design).collect();
    designs.sort_unstable();
    designs.dedup();
    let first =
        |n: usize| designs[..n].iter().copied().find(|of| panels.all.iter().all(|panel| alike(panel, designs[n], *of)));
    (1..designs.len()).filter_map(|n| Some((designs[n], first(n)?))).collect()
}

fn alike(panel: &Panel, a: usize, b: usize) -> bool {
    let of = |design: usize| panel.lines.iter().filter(move |line| line.design == design);
    let (low, high) = panel.range();
    let near = |(a, b): (&Line, &Line)| {
        let points = a.points.iter().zip(&b.points);
        a.stroke == b.stroke
            && a.points.len() == b.points.len()
            && points.into_iter().all(|points| match points {
                (Some(a), Some(b)) => (a.mean - b.mean).abs() <= ONE * (high - low),
                (None, None) => true,
                _ => false,
            })
    };
    of(a).count() == of(b).count() && of(a).zip(of(b)).all(near)
}

#[cfg(test)]
mod tests {
    use super::super::Point;
    use super::super::panels::Along;
    use super::*;

    #[test]
    fn what_coincides_is_said() {
        let line = |design: usize, last: f64| {
            let points = [1.0, 50.0, last].map(|mean| Some(Point { mean, half: None })).to_vec();
            Line { points, design, stroke: Stroke::Thick }
        };
        let legend = ["a", "b", "c"].iter().enumerate();
        let key = |(n, name): (usize, &&str)| Key { name: (*name).into(), colour: colour(n), stroke: Stroke::Thick };
        let panel = Panel::of(Along::Hours, vec![line(0, 90.0), line(1, 80.0), line(2, 90.1)]);
        let chart = Chart {
            name: String::new(),
            title: String::new(),
            legend: legend.map(key).collect(),
            figure: Figure::Panels(vec![panel].into()),
        };
        let names: Vec<String> = told(chart, Lang::En).legend.into_iter().map(|key| key.name).collect();
        assert_eq!(names, ["a", "b", "c (coincides with a)"]);
    }
}
