//! Charts: the average day, open tickets over the horizon, costs by line, organisations side by side. Made by plotters
//! with the embedded font, as SVG and PNG.
//!
//! plotters has no release newer than 2024; it stays behind this folder. What it needs watching for: a font must be
//! registered even for SVG (text is measured by it); full-width brackets are drawn too far left; pixels are not
//! anti-aliased, so PNGs are drawn at twice their size and averaged.

mod axis;
mod backlog;
mod bars;
mod canvas;
mod cost;
mod day;
mod dots;
mod expected;
mod heat;
mod one_day;
mod panels;
mod picture;
mod sensitive;
mod side;
mod swept;
mod tornado;

pub use expected::{Curve, expected};
pub use one_day::one_day;
pub use sensitive::sensitive_charts;
pub use swept::swept_charts;

use super::labels::View;
use crate::catalogue::HORIZON;
use crate::harmless::FileNames;
use crate::model::Lang;
use crate::report::formats::{Asset, Bundle};
use crate::report::results::Results;
use axis::{ends, has_place, tick_labels, ticks};
use canvas::{Canvas, Drawn, GREY, INK, PALE, Point, colour, drawable, text_width, told};
pub use picture::Chart;
use picture::{Figure, Key, Stroke};

/// Arms of one case, and what the case is called in file names and titles.
struct Case<'a> {
    view: &'a View<'a>,
    arms: Vec<usize>,
    suffix: String,
}

impl Case<'_> {
    /// A title, with the period where it is not the horizon, and the case where it is not the file's own.
    fn title(&self, about: &str) -> String {
        let view = self.view;
        let span = &view.span(self.arms[0]).label;
        let about = &if span.key == HORIZON {
            about.to_owned()
        } else {
            let period = span.in_lang(view.lang);
            super::words::say(view.lang, format!("{about}, {period}"), format!("{about}，{period}"))
        };
        let text = match &view.model(self.arms[0]).case {
            case if case.key == "base" => about.clone(),
            case => super::words::say(
                view.lang,
                format!("{about}, {}", case.in_lang(view.lang)),
                format!("{about}，{}", case.in_lang(view.lang)),
            ),
        };
        drawable(&text)
    }
    fn name(&self, stem: &str) -> String {
        format!("{stem}{}", self.suffix)
    }
    /// A colour for each design.
    fn legend(&self) -> Vec<Key> {
        let key = |(n, arm): (usize, &usize)| Key {
            name: drawable(self.view.design(*arm)),
            colour: colour(n),
            stroke: Stroke::Thick,
        };
        self.arms.iter().enumerate().map(key).collect()
    }
}

/// Charts of a study, a set for each case.
pub fn charts(results: &Results, lang: Lang) -> Vec<Chart> {
    let view = View::new(results, lang);
    let mut cases: Vec<&str> = Vec::new();
    for arm in view.arms() {
        if !cases.contains(&&arm.model.case.key[..]) {
            cases.push(&arm.model.case.key);
        }
    }
    let mut all = Vec::new();
    for key in cases {
        let arms = (0..view.arms().len()).filter(|arm| view.model(*arm).case.key == key).collect();
        let suffix = if key == "base" { String::new() } else { format!("-{key}") };
        let case = Case { view: &view, arms, suffix };
        all.extend(day::charts(&case));
        all.extend(backlog::chart(&case));
        all.extend(cost::chart(&case));
        all.extend(side::chart(&case));
    }
    all
}

/// `charts/*.svg`, `charts/*.png`.
pub fn files(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    drawn(&charts(bundle.results, bundle.lang))
}

/// Charts as files.
pub fn drawn(charts: &[Chart]) -> Result<Vec<Asset>, String> {
    let mut files = Vec::new();
    let mut names = FileNames::default();
    for chart in charts {
        let name = names.unique(&chart.name);
        files.push((format!("charts/{name}.svg"), chart.svg()?.into_bytes()));
        files.push((format!("charts/{name}.png"), chart.png()?));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::canvas::{font_is_registered, missing_glyphs};
    use super::*;

    #[test]
    fn the_font_has_what_reports_say() {
        let signs = "±▲▼=≠≥≤·–，。：（）％“”";
        assert_eq!(missing_glyphs(signs), []);
        assert_eq!(missing_glyphs("人\u{10FFFD}"), ['\u{10FFFD}']);
        assert_eq!(drawable("优化后（23人）\u{10FFFD}"), "优化后 (23人)□");
        for kpi in crate::catalogue::KPIS {
            assert!(missing_glyphs(kpi.zh).is_empty() && missing_glyphs(kpi.en).is_empty(), "{}", kpi.key);
        }
    }

    #[test]
    fn ticks_are_round_and_their_labels_short() {
        assert_eq!(ticks(0.0, 97.0, 5.0), [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(tick_labels(&ticks(0.71, 0.79, 4.0)), ["0.72", "0.74", "0.76", "0.78"]);
        assert_eq!(tick_labels(&ticks(0.0, 2.1e6, 4.0)), ["0", "1,000,000", "2,000,000"]);
        assert_eq!(ticks(5.0, 5.0, 4.0), [5.0]);
    }

    #[test]
    fn every_axis_has_ends() {
        let (inf, nan) = (f64::INFINITY, f64::NAN);
        assert_eq!(ends(2.0, 3.0), (2.0, 3.0));
        for (low, high) in [(0.0, inf), (inf, -inf), (nan, 1.0), (0.0, nan), (5.0, 5.0), (3.0, 2.0), (-1e308, 1e308)] {
            assert_eq!(ends(low, high), (0.0, 1.0), "{low} {high}");
            assert_eq!(ticks(low, high, 5.0).len(), 1, "{low} {high}");
        }
        assert_eq!(ends(1e12, 1e12 + 1.0), (0.0, 1.0), "too near for labels to tell apart");
    }

    #[test]
    fn figures_that_no_point_has_are_drawn_on_some_axis() {
        let strange = |mean| Some(Point { mean, half: Some(f64::INFINITY) });
        for points in [vec![None; 2], vec![strange(f64::NAN), strange(1.0)], Vec::new()] {
            for along in [
                panels::Along::Hours,
                panels::Along::Dates(vec!["1".into(); 2]),
                panels::Along::Values(vec!["1".into(), "2".into()]),
            ] {
                let lines = vec![panels::Line { points: points.clone(), design: 0, thin: false }];
                let target = Some(f64::INFINITY);
                let (x_axis, y_axis) = ("x".into(), "y".into());
                let panel = panels::Panel { x_axis, y_axis, along, target, percent: false, lines };
                let figure = Figure::Panels(vec![panel]);
                let chart = Chart { name: String::new(), title: String::new(), legend: Vec::new(), figure };
                assert!(chart.svg().unwrap().contains("</svg>"));
                chart.png().unwrap();
            }
        }
    }

    #[test]
    fn a_long_legend_takes_more_rows() {
        let key = |n: usize| Key {
            name: format!("an organisation with a long name {n}"),
            colour: GREY,
            stroke: Stroke::Thick,
        };
        let chart = |n: usize| Chart {
            name: String::new(),
            title: String::new(),
            legend: (0..n).map(key).collect(),
            figure: Figure::Panels(Vec::new()),
        };
        font_is_registered().unwrap();
        assert_eq!([1, 3, 4, 7].map(|n| chart(n).legend_rows().len()), [1, 1, 2, 3]);
    }
}
