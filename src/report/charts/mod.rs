//! Charts: designs side by side, peak days and the average day, the week, how often promises are missed, the course of the
//! dates, costs by line. Made by plotters with the embedded font, as SVG and PNG.
//!
//! plotters has no release newer than 2024; it stays behind this folder. What it needs watching for: a font must be
//! registered even for SVG (text is measured by it); full-width brackets are drawn too far left; pixels are not
//! anti-aliased, so PNGs are drawn at twice their size and averaged.

mod alternatives;
mod attributed;
mod axis;
mod backlog;
mod bars;
mod bridge;
mod canvas;
mod cost;
mod day;
mod days_by_share;
mod dots;
mod expected;
mod heat;
mod levels;
mod levers;
mod often;
mod one_day;
mod panels;
mod picture;
mod risk;
mod scatter;
mod sensitive;
mod shades;
mod side;
mod squeeze;
mod stack;
mod strips;
mod swept;
mod titles;
mod tornado;
mod twins;
mod waited;
mod waterfall;
mod wave;
mod week;

pub use alternatives::alternatives_chart;
pub use attributed::attributed_charts;
pub use bridge::bridge_charts;
pub use expected::{Curve, expected};
pub use one_day::one_day;
pub use risk::risk_chart;
pub use sensitive::sensitive_charts;
pub use swept::swept_charts;
pub use waited::why_charts;

use super::labels::View;
use crate::experiment::Arm;
use crate::harmless::FileNames;
use crate::model::{ContactType, Label, Lang, Model, TeamId, TypeId};
use crate::report::formats::{Asset, Bundle};
use crate::report::results::Results;
use crate::report::words::say;
use axis::{ends, has_place, tick_labels, ticks};
use canvas::{COLOURS, Canvas, Drawn, GREY, INK, PALE, Point, STEPS, colour, drawable, text_width, told};
use day::Day;
pub use picture::Chart;
use picture::{Figure, Key, Stroke};

/// Arms of one case, and what the case is called in file names and titles.
struct Case<'a> {
    view: &'a View<'a>,
    /// Its place among the cases of the study.
    place: usize,
    arms: Vec<usize>,
    /// Of each arm: the same for the same design in every chart.
    colours: Vec<usize>,
    suffix: String,
}

impl<'a> Case<'a> {
    /// Cases in the order of the study.
    fn all(view: &'a View<'a>) -> Vec<Self> {
        let of_designs = colours(view);
        let cases = distinct(view, |model| &model.case.key);
        let of = |(place, key): (usize, &str)| {
            let arms: Vec<usize> = (0..view.arms().len()).filter(|arm| view.model(*arm).case.key == key).collect();
            let colours = arms.iter().map(|arm| of_designs[*arm]).collect();
            let suffix = if key == "base" { String::new() } else { format!("-{key}") };
            Self { view, place, arms, colours, suffix }
        };
        cases.into_iter().enumerate().map(of).collect()
    }

    /// A title with the dates that it covers, and the case where it is not the file's own.
    fn title(&self, about: &str) -> String {
        let model = self.view.model(self.arms[0]);
        let span = titles::span(&model.calendar, self.view.span(self.arms[0]), self.view.lang);
        self.title_on(&self.joined(about, &span))
    }

    /// A title that says its date itself, with the case; with the design where there is one only.
    fn title_on(&self, about: &str) -> String {
        let (view, mut text) = (self.view, about.to_owned());
        let case = &view.model(self.arms[0]).case;
        if case.key != "base" {
            text = self.joined(&text, case.in_lang(view.lang));
        }
        if let [arm] = self.arms[..] {
            text = self.joined(&text, view.design(arm));
        }
        drawable(&text)
    }

    /// A chart of it: of one arm, which is the only one where there is no other, or of all.
    fn placed(&self, chart: Chart, arm: Option<usize>) -> Placed {
        let only = if let [arm] = self.arms[..] { Some(arm) } else { arm };
        let design = only.and_then(|arm| Some(self.colours[self.arms.iter().position(|of| *of == arm)?]));
        Placed { chart, case: self.place, design }
    }

    fn joined(&self, text: &str, more: &str) -> String {
        say(self.view.lang, format!("{text}, {more}"), format!("{text}，{more}"))
    }

    fn name(&self, stem: &str) -> String {
        format!("{stem}{}", self.suffix)
    }

    /// A colour for each design.
    fn legend(&self) -> Vec<Key> {
        let key = |(arm, at): (&usize, &usize)| Key {
            name: drawable(self.view.design(*arm)),
            colour: colour(*at),
            stroke: Stroke::Thick,
        };
        self.arms.iter().zip(&self.colours).map(key).collect()
    }

    /// Counted dates of the report's period.
    fn dates(&self) -> Vec<usize> {
        let inside = self.view.span(self.arms[0]).dates.iter().enumerate();
        inside.filter(|(_, inside)| **inside).map(|(day, _)| day).collect()
    }

    /// Counted dates that were looked at closely.
    fn focus_dates(&self) -> &'a [usize] {
        let profile = self.view.arms()[self.arms[0]].profile.as_ref();
        profile.map_or(&[], |profile| &profile.groups.focus().dates)
    }

    /// Events that lift anything on a day since 1970-01-01, in the order of their keys.
    fn events_on(&self, epoch_day: i32) -> Vec<&'a Label> {
        self.view.model(self.arms[0]).events_on(epoch_day)
    }

    fn has_bot(&self) -> bool {
        self.arms.iter().any(|arm| self.view.model(*arm).types.iter().any(|kind| kind.bot.is_some()))
    }

    /// Types of the first design by what reaches people of them, most first.
    fn types_by_volume(&self, wanted: impl Fn(&ContactType) -> bool) -> Vec<TypeId> {
        day::by_volume(self, wanted)
    }

    /// Keys of the teams of any design, in order of first appearance.
    fn team_keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for team in self.arms.iter().flat_map(|arm| self.view.model(*arm).teams.iter()) {
            if !keys.contains(&team.label.key) {
                keys.push(team.label.key.clone());
            }
        }
        keys
    }

    /// The team of this key in an arm.
    fn team(&self, arm: usize, key: &str) -> Option<TeamId> {
        self.view.model(arm).teams.entries().find(|(_, team)| team.label.key == key).map(|(id, _)| id)
    }
}

/// Of each arm: the colour of its design, the same in every chart.
fn colours(view: &View<'_>) -> Vec<usize> {
    let designs = distinct(view, |model| &model.design.key);
    let of = |arm: &Arm| designs.iter().position(|design| *design == arm.model.design.key);
    view.arms().iter().map(|arm| of(arm).expect("it was seen")).collect()
}

/// Keys of the arms' models, each once, in the order of the study.
fn distinct<'a>(view: &View<'a>, key: fn(&Model) -> &String) -> Vec<&'a str> {
    let mut keys: Vec<&str> = Vec::new();
    for key in view.arms().iter().map(|arm| key(&arm.model)) {
        if !keys.contains(&&key[..]) {
            keys.push(key);
        }
    }
    keys
}

/// A chart of a study, and what it is about.
pub struct Placed {
    pub chart: Chart,
    /// The place of its case among those of the study.
    pub case: usize,
    /// The place of its design among those of the study; `None`: it shows all designs of its case, each in its colour.
    pub design: Option<usize>,
}

/// Charts of a study, in order of importance: of every case the day that matters most, the designs beside each other, how
/// often promises are missed, the course of the dates and the money; then what goes into detail.
pub fn charts(results: &Results, lang: Lang) -> Vec<Chart> {
    placed(results, lang).into_iter().map(|placed| placed.chart).collect()
}

/// The same with what each is about.
pub fn placed(results: &Results, lang: Lang) -> Vec<Placed> {
    let view = View::new(results, lang);
    let cases = Case::all(&view);
    let of = |part: fn(&Case<'_>) -> Vec<Placed>| cases.iter().flat_map(part).collect();
    let mut all: Vec<Placed> = of(first);
    all.extend(of(detail));
    all.into_iter().map(|one| Placed { chart: twins::told(one.chart, lang), ..one }).collect()
}

/// Colours by which designs are told apart, as pages write them; none where there are more designs than colours.
pub fn colours_of_designs(designs: usize) -> Vec<String> {
    let written = |c: &plotters::style::RGBColor| format!("#{:02X}{:02X}{:02X}", c.0, c.1, c.2);
    if designs > COLOURS.len() { Vec::new() } else { COLOURS[..designs].iter().map(written).collect() }
}

fn first(case: &Case<'_>) -> Vec<Placed> {
    let busiest = day::peaks(case).into_iter().next();
    let charts = [
        side::chart(case),
        busiest.and_then(|day| day::together(case, day)),
        day::together(case, Day::Average),
        often::chart(case),
    ];
    let shared = |chart: Chart| case.placed(chart, None);
    let mut all: Vec<Placed> = charts.into_iter().flatten().map(shared).collect();
    // What the mean hides is shown before what it shows.
    all.extend(day::missed(case).and_then(|day| day::types(case, day)).map(shared));
    all.extend(waited::worst(case).into_iter().map(|(arm, chart)| case.placed(chart, Some(arm))));
    all.extend([wave::chart(case), backlog::chart(case), cost::chart(case)].into_iter().flatten().map(shared));
    // All designs have their own colours there, so it is nobody's alone.
    all.extend(bridge::of_case(case).into_iter().map(|(_, chart)| case.placed(chart, None)));
    all.extend(levers::of_case(case).into_iter().map(|chart| case.placed(chart, None)));
    all
}

fn detail(case: &Case<'_>) -> Vec<Placed> {
    let (peaks, missed) = (day::peaks(case), day::missed(case));
    let mut all: Vec<Placed> = Vec::new();
    let shared = |chart: Chart| case.placed(chart, None);
    for (n, day) in peaks.iter().copied().take(1).chain([Day::Average]).chain(peaks.iter().copied().skip(1)).enumerate()
    {
        if n > 1 {
            all.extend(day::together(case, day).map(shared));
        }
        all.extend(day::types(case, day).filter(|_| Some(day) != missed).map(shared));
        all.extend(day::teams(case, day).map(shared));
        if n == 1 {
            all.extend(week::charts(case).into_iter().map(|(arm, chart)| case.placed(chart, Some(arm))));
        }
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
                let lines = vec![panels::Line { points: points.clone(), design: 0, stroke: Stroke::Thick }];
                let mut panel = panels::Panel::of(along, lines);
                (panel.x_axis, panel.y_axis, panel.target) = ("x".into(), "y".into(), Some(f64::INFINITY));
                let figure = Figure::Panels(vec![panel].into());
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
            figure: Figure::Panels(Vec::new().into()),
        };
        font_is_registered().unwrap();
        assert_eq!([1, 3, 4, 7].map(|n| chart(n).legend_rows().len()), [1, 1, 2, 3]);
    }
}
