//! Charts: the average day, open tickets over the horizon, costs by line, organisations side by side. Made by plotters
//! with the embedded font, as SVG and PNG.
//!
//! plotters has no release newer than 2024; it stays behind this folder. What it needs watching for: a font must be
//! registered even for SVG (text is measured by it); full-width brackets are drawn too far left; pixels are not
//! anti-aliased, so PNGs are drawn at twice their size and averaged.

mod backlog;
mod bars;
mod cost;
mod day;
mod dots;
mod expected;
mod heat;
mod panels;
mod sensitive;
mod side;
mod swept;
mod tornado;

pub use day::{clock, hour_name, hourly};
pub use expected::{Curve, expected};
pub use sensitive::sensitive_charts;
pub use swept::swept_charts;

use super::labels::View;
use super::{Asset, Bundle, Results};
use crate::harmless::{FileNames, visible};
use crate::measure::HORIZON;
use crate::model::Lang;
use bars::Bars;
use dots::Dots;
use heat::Heat;
use panels::Panel;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, register_font};
use std::sync::OnceLock;
use tornado::Tornado;

const FONT: &[u8] = include_bytes!("../assets/wqy-microhei-subset.ttf");
/// Width of a chart.
const WIDTH: u32 = 960;
/// Height of the title, and of a row of the legend below it.
const TITLE: u32 = 46;
const ROW: u32 = 26;
/// Okabe and Ito's colours, which the colour-blind can tell apart.
const COLOURS: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(80, 80, 80),
];
const INK: RGBColor = RGBColor(40, 40, 40);
const GREY: RGBColor = RGBColor(120, 120, 120);
const PALE: RGBColor = RGBColor(225, 225, 225);

fn colour(n: usize) -> RGBColor {
    COLOURS[n % COLOURS.len()]
}

/// An estimate, as far as a picture needs it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    mean: f64,
    /// Half-width of its interval; none where there is nothing to estimate it from.
    half: Option<f64>,
}

impl Point {
    /// Nothing that is drawn can be below 0.
    fn low(self) -> f64 {
        (self.mean - self.half.unwrap_or(0.0)).max(0.0)
    }
    fn high(self) -> f64 {
        self.mean + self.half.unwrap_or(0.0)
    }
    fn is_drawn(&self) -> bool {
        has_place(self.mean.abs() + self.half.unwrap_or(0.0))
    }
    fn times(self, factor: f64) -> Self {
        Self { mean: self.mean * factor, half: self.half.map(|h| h * factor) }
    }
}

/// A name in the legend, and how what it names is drawn.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    name: String,
    colour: RGBColor,
    stroke: Stroke,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stroke {
    Thick,
    Thin,
    Dashed,
}

/// What is drawn below title and legend.
#[derive(Clone, Debug, PartialEq)]
enum Figure {
    Panels(Vec<Panel>),
    Bars(Bars),
    Dots(Vec<Dots>),
    Heat(Heat),
    Tornado(Tornado),
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What its file is called, as it was written; [`drawn`] makes a file name of it.
    pub name: String,
    /// Above it: what it is about.
    pub title: String,
    legend: Vec<Key>,
    figure: Figure,
}

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

/// Full-width punctuation is drawn too far left; what the font lacks is shown as an empty box, not left out.
fn drawable(text: &str) -> String {
    let text = text.replace('（', " (").replace('）', ")").replace('：', ": ").replace('，', ", ");
    let text = visible(text.trim());
    let missing = missing_glyphs(&text);
    text.chars().map(|c| if missing.contains(&c) { '□' } else { c }).collect()
}

/// Characters that the embedded font cannot draw; plotters would leave them out without a word.
fn missing_glyphs(text: &str) -> Vec<char> {
    use ab_glyph::Font as _;
    static FACE: OnceLock<ab_glyph::FontRef<'static>> = OnceLock::new();
    let face = FACE.get_or_init(|| ab_glyph::FontRef::try_from_slice(FONT).expect("the embedded font is whole"));
    text.chars().filter(|c| face.glyph_id(*c).0 == 0).collect()
}

type Drawn<T> = Result<T, String>;

fn told<E: std::fmt::Display>(e: E) -> String {
    e.to_string()
}

fn font_is_registered() -> Drawn<()> {
    static DONE: OnceLock<bool> = OnceLock::new();
    let done = DONE.get_or_init(|| register_font("sans-serif", FontStyle::Normal, FONT).is_ok());
    if *done { Ok(()) } else { Err("the embedded font cannot be read".into()) }
}

/// Where something is drawn, and how many pixels a unit of length is there.
struct Canvas<'a, B: DrawingBackend> {
    area: &'a DrawingArea<B, Shift>,
    factor: f64,
}

impl<B: DrawingBackend> Canvas<'_, B> {
    fn px(&self, size: f64) -> i32 {
        (size * self.factor).round() as i32
    }
    fn width(&self) -> f64 {
        f64::from(self.area.dim_in_pixel().0) / self.factor
    }
    fn text(&self, text: &str, at: (f64, f64), size: f64, anchor: HPos) -> Drawn<()> {
        self.coloured(text, at, size, (anchor, INK))
    }
    fn coloured(&self, text: &str, (x, y): (f64, f64), size: f64, (anchor, ink): (HPos, RGBColor)) -> Drawn<()> {
        let style = ("sans-serif", size * self.factor).into_font().color(&ink).pos(Pos::new(anchor, VPos::Center));
        self.area.draw(&Text::new(text.to_owned(), (self.px(x), self.px(y)), style)).map_err(told)
    }
    fn line(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor, width: f64) -> Drawn<()> {
        let points = [from, to].map(|(x, y)| (self.px(x), self.px(y)));
        let width = self.px(width).max(1) as u32;
        self.area.draw(&PathElement::new(points, colour.stroke_width(width))).map_err(told)
    }
    fn rectangle(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor) -> Drawn<()> {
        let corners = [from, to].map(|(x, y)| (self.px(x), self.px(y)));
        self.area.draw(&Rectangle::new(corners, colour.filled())).map_err(told)
    }
    fn dot(&self, (x, y): (f64, f64), radius: f64, colour: RGBColor) -> Drawn<()> {
        self.area.draw(&Circle::new((self.px(x), self.px(y)), self.px(radius), colour.filled())).map_err(told)
    }
    /// An interval along a row, with its ends.
    fn whisker(&self, (from, to): (f64, f64), y: f64, colour: RGBColor) -> Drawn<()> {
        self.line((from, y), (to, y), colour, 1.5)?;
        [from, to].iter().try_for_each(|x| self.line((*x, y - 4.0), (*x, y + 4.0), colour, 1.5))
    }
}

/// How wide a text is drawn.
fn text_width(text: &str, size: f64) -> f64 {
    let font = ("sans-serif", size).into_font();
    font.box_size(text).map_or(0.0, |(width, _)| f64::from(width))
}

/// Whether a number can stand on an axis: what is infinite, no number, or beyond all reason cannot.
fn has_place(x: f64) -> bool {
    x.abs() < 1e300
}

/// The ends of an axis: as wanted where they are finite and apart, else 0 and 1, because no axis can be drawn without end
/// or without length.
fn ends(low: f64, high: f64) -> (f64, f64) {
    let least = 1e-9 * low.abs().max(high.abs()).max(1e-9);
    if (high - low).is_finite() && high - low >= least { (low, high) } else { (0.0, 1.0) }
}

/// Round numbers from `low` to `high`, about `count` of them; `low` alone where the two are not finite and apart.
fn ticks(low: f64, high: f64, count: f64) -> Vec<f64> {
    if ends(low, high) != (low, high) {
        return vec![low];
    }
    let rough = (high - low) / count;
    let magnitude = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|n| n * magnitude).into_iter().find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * magnitude);
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|n| n as f64 * step).collect()
}

/// Numbers beside an axis, with as many decimals as their step needs.
fn tick_labels(ticks: &[f64]) -> Vec<String> {
    let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let place = if step.is_finite() { (step.log10() + 1e-9).floor().min(0.0) as i32 } else { -1 };
    ticks.iter().map(|tick| super::numbers::number(*tick, place)).collect()
}

impl Chart {
    /// Keys by row of the legend: as many in a row as fit.
    fn legend_rows(&self) -> Vec<Vec<(f64, &Key)>> {
        let mut rows: Vec<Vec<(f64, &Key)>> = Vec::new();
        let mut x = f64::INFINITY;
        for key in &self.legend {
            let wide = 28.0 + text_width(&key.name, 16.0) + 22.0;
            if x + wide > f64::from(WIDTH) {
                rows.push(Vec::new());
                x = 18.0;
            }
            rows.last_mut().expect("just begun").push((x, key));
            x += wide;
        }
        rows
    }

    fn head(&self) -> u32 {
        TITLE + ROW * self.legend_rows().len() as u32
    }

    fn size(&self) -> (u32, u32) {
        let body = match &self.figure {
            Figure::Panels(all) => all.iter().map(Panel::height).sum(),
            Figure::Bars(bars) => bars.height(),
            Figure::Dots(all) => dots::height(all),
            Figure::Heat(heat) => heat.height(),
            Figure::Tornado(tornado) => tornado.height(),
        };
        (WIDTH, self.head() + body)
    }

    /// As SVG.
    pub fn svg(&self) -> Drawn<String> {
        font_is_registered()?;
        let mut text = String::new();
        let area = SVGBackend::with_string(&mut text, self.size()).into_drawing_area();
        self.draw(&area, 1.0)?;
        drop(area);
        Ok(text)
    }

    /// As PNG.
    pub fn png(&self) -> Drawn<Vec<u8>> {
        font_is_registered()?;
        let size = self.size();
        let (width, height) = (size.0 * 2, size.1 * 2);
        let mut pixels = vec![0_u8; (width * height * 3) as usize];
        let area = BitMapBackend::with_buffer(&mut pixels, (width, height)).into_drawing_area();
        self.draw(&area, 2.0)?;
        drop(area);
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().map_err(told)?;
        writer.write_image_data(&averaged(&pixels, width as usize)).map_err(told)?;
        writer.finish().map_err(told)?;
        Ok(bytes)
    }

    /// Draws at a factor on all sizes.
    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, factor: f64) -> Drawn<()> {
        area.fill(&WHITE).map_err(told)?;
        let (head, body) = area.split_vertically((f64::from(self.head()) * factor).round() as i32);
        let canvas = Canvas { area: &head, factor };
        canvas.text(&self.title, (16.0, 24.0), 22.0, HPos::Left)?;
        for (row, keys) in self.legend_rows().iter().enumerate() {
            let y = f64::from(TITLE) + f64::from(ROW) * (row as f64 + 0.5) - 4.0;
            for (x, key) in keys {
                match key.stroke {
                    Stroke::Thick => canvas.line((*x, y), (x + 22.0, y), key.colour, 3.0)?,
                    Stroke::Thin => canvas.line((*x, y), (x + 22.0, y), key.colour, 1.0)?,
                    Stroke::Dashed => [0.0, 8.0, 16.0]
                        .iter()
                        .try_for_each(|dash| canvas.line((x + dash, y), (x + dash + 5.0, y), key.colour, 1.5))?,
                }
                canvas.text(&key.name, (x + 28.0, y), 16.0, HPos::Left)?;
            }
        }
        let canvas = Canvas { area: &body, factor };
        match &self.figure {
            Figure::Panels(all) => panels::draw(&canvas, all)?,
            Figure::Bars(bars) => bars.draw(&canvas)?,
            Figure::Dots(all) => dots::draw(&canvas, all)?,
            Figure::Heat(heat) => heat.draw(&canvas)?,
            Figure::Tornado(tornado) => tornado.draw(&canvas)?,
        }
        area.present().map_err(told)
    }
}

/// Half the width and height, each pixel the mean of four.
fn averaged(pixels: &[u8], width: usize) -> Vec<u8> {
    let height = pixels.len() / 3 / width;
    let mut small = Vec::with_capacity(pixels.len() / 4);
    for y in (0..height).step_by(2) {
        for x in (0..width).step_by(2) {
            for channel in 0..3 {
                let at = |dx: usize, dy: usize| u16::from(pixels[((y + dy) * width + x + dx) * 3 + channel]);
                small.push(((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4) as u8);
            }
        }
    }
    small
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
                let panel = Panel { x_axis, y_axis, along, target, percent: false, lines };
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
