//! Charts: service level by hour of day, a line a design. Made by plotters with the embedded font, as SVG and PNG.
//!
//! plotters has no release newer than 2024; it stays behind this file. What it needs watching for: a font must be
//! registered even for SVG (text is measured by it); full-width brackets are drawn too far left; pixels are not
//! anti-aliased, so PNGs are drawn at twice their size and averaged.

use super::words::{Words, say};
use super::{Asset, Bundle, Results};
use crate::experiment::Arm;
use crate::measure::Subject;
use crate::model::Lang;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, register_font};
use std::sync::OnceLock;

const FONT: &[u8] = include_bytes!("assets/wqy-microhei-subset.ttf");
/// Width and height of a chart.
const SIZE: (u32, u32) = (960, 540);
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

/// A line of a chart: a name, and shares by hour (none: nothing happened).
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its name in the legend.
    pub name: String,
    /// Shares, evenly spaced over the day.
    pub shares: Vec<Option<f64>>,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// File name without ending.
    pub name: String,
    /// Above it.
    pub title: String,
    /// Below the horizontal axis.
    pub x_axis: String,
    /// Beside the vertical axis.
    pub y_axis: String,
    /// A promised share, drawn dashed, with its name.
    pub target: Option<(f64, String)>,
    /// A line a design.
    pub lines: Vec<Line>,
}

/// A KPI by hour of day, pooled over weekdays: 24 values, or fewer where intervals are longer than an hour.
pub fn hourly(arm: &Arm, kpi: &str, subject: Subject) -> Option<Vec<Option<f64>>> {
    let profile = arm.profile.as_ref()?;
    let column = profile.columns.iter().position(|(k, s)| k.key == kpi && *s == subject)?;
    let per_day = arm.model.calendar.intervals_per_day();
    let points = per_day.min(24);
    let share = |point: usize| {
        let slots = point * per_day / points..(point + 1) * per_day / points;
        let groups: Vec<usize> = slots.flat_map(|slot| (0..7).map(move |weekday| weekday * per_day + slot)).collect();
        profile.pooled(&groups, column)
    };
    Some((0..points).map(share).collect())
}

/// `20:00-21:00` for one of so many points of a day.
pub fn hour_name(point: usize, points: usize) -> String {
    let clock = |point: usize| {
        let minutes = point * 1440 / points;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    };
    format!("{}-{}", clock(point), clock(point + 1))
}

/// Charts of a study: one a case. All live contacts together where every live type has a target, else a type a chart.
pub fn charts(results: &Results, lang: Lang) -> Vec<Chart> {
    let arms = &results.study.arms;
    let mut cases: Vec<&str> = arms.iter().map(|arm| &arm.model.case.key[..]).collect();
    cases.dedup();
    let mut all = Vec::new();
    for case in cases {
        let of_case: Vec<&Arm> = arms.iter().filter(|arm| arm.model.case.key == case).collect();
        let suffix = if case == "base" { String::new() } else { format!("-{case}") };
        for subject in subjects(of_case[0]) {
            all.extend(chart(&of_case, subject, &suffix, lang));
        }
    }
    all
}

fn subjects(arm: &Arm) -> Vec<Subject> {
    let live = || arm.model.types.entries().filter(|(_, kind)| kind.is_live());
    if live().all(|(_, kind)| kind.speed.is_some()) && live().count() > 0 {
        return vec![Subject::All];
    }
    live().filter(|(_, kind)| kind.speed.is_some()).map(|(id, _)| Subject::Type(id)).collect()
}

fn chart(arms: &[&Arm], subject: Subject, suffix: &str, lang: Lang) -> Option<Chart> {
    let w = Words::of(lang);
    let first = &arms[0].model;
    let lines: Vec<Line> = arms
        .iter()
        .filter_map(|arm| {
            let here = subject.in_model(first, &arm.model)?;
            let shares = hourly(arm, "service_level", here)?;
            Some(Line { name: drawable(arm.model.design.in_lang(lang)), shares })
        })
        .filter(|line| line.shares.iter().any(Option::is_some))
        .collect();
    if lines.is_empty() {
        return None;
    }
    let mut about = match subject {
        Subject::All => say(lang, "all chats and calls".into(), "全部会话与电话".into()),
        _ => subject.name(first, lang),
    };
    if first.case.key != "base" {
        about = say(
            lang,
            format!("{about}, {}", first.case.in_lang(lang)),
            format!("{about}，{}", first.case.in_lang(lang)),
        );
    }
    let title = say(lang, format!("Service level by hour of day: {about}"), format!("分小时服务水平：{about}"));
    let shares: Vec<f64> = first
        .types
        .entries()
        .filter(|(id, _)| subject == Subject::All || subject == Subject::Type(*id))
        .filter_map(|(_, kind)| kind.speed.as_ref()?.share)
        .collect();
    let target = shares.first().filter(|first| shares.iter().all(|s| s == *first)).map(|s| (*s, w.target.to_owned()));
    let of = if subject == Subject::All { String::new() } else { format!("-{}", subject.key(first).replace(':', "-")) };
    Some(Chart {
        name: format!("service_level_by_hour{of}{suffix}"),
        title: drawable(&title),
        x_axis: w.hour_of_day.to_owned(),
        y_axis: format!("{}, %", w.service_level),
        target,
        lines,
    })
}

/// Full-width punctuation is drawn too far left; what the font lacks is shown as an empty box, not left out.
fn drawable(text: &str) -> String {
    let text = text.replace('（', " (").replace('）', ")").replace('：', ": ").replace('，', ", ");
    let missing = missing_glyphs(&text);
    text.trim().chars().map(|c| if missing.contains(&c) { '□' } else { c }).collect()
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

impl Chart {
    /// As SVG.
    pub fn svg(&self) -> Drawn<String> {
        font_is_registered()?;
        let mut text = String::new();
        let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
        self.draw(&area, 1.0)?;
        drop(area);
        Ok(text)
    }

    /// As PNG.
    pub fn png(&self) -> Drawn<Vec<u8>> {
        font_is_registered()?;
        let (width, height) = (SIZE.0 * 2, SIZE.1 * 2);
        let mut pixels = vec![0_u8; (width * height * 3) as usize];
        let area = BitMapBackend::with_buffer(&mut pixels, (width, height)).into_drawing_area();
        self.draw(&area, 2.0)?;
        drop(area);
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, SIZE.0, SIZE.1);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().map_err(told)?;
        writer.write_image_data(&averaged(&pixels, width as usize)).map_err(told)?;
        writer.finish().map_err(told)?;
        Ok(bytes)
    }

    /// Draws at a factor on all sizes.
    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, factor: f64) -> Drawn<()> {
        let px = |size: f64| (size * factor).round() as i32;
        let font = |size: f64| ("sans-serif", size * factor).into_font().color(&RGBColor(40, 40, 40));
        area.fill(&WHITE).map_err(told)?;
        let (head, body) = area.split_vertically(px(80.0));
        head.draw(&Text::new(self.title.clone(), (px(16.0), px(12.0)), font(22.0))).map_err(told)?;
        self.legend(&head, factor)?;
        let lowest = self.lines.iter().flat_map(|l| l.shares.iter().flatten()).copied().fold(1.0, f64::min);
        let bottom = ((lowest * 10.0).floor() * 10.0 - 10.0).max(0.0);
        let mut chart = ChartBuilder::on(&body)
            .margin_top(px(6.0))
            .margin_left(px(14.0))
            .margin_right(px(24.0))
            .margin_bottom(px(10.0))
            .x_label_area_size(px(52.0))
            .y_label_area_size(px(62.0))
            .build_cartesian_2d(0.0..24.0, bottom..100.0)
            .map_err(told)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(RGBColor(225, 225, 225))
            .axis_style(RGBColor(120, 120, 120))
            .x_labels(13)
            .y_labels(11)
            .x_label_formatter(&|x| format!("{x:.0}"))
            .y_label_formatter(&|y| format!("{y:.0}"))
            .label_style(font(15.0))
            .axis_desc_style(font(16.0))
            .x_desc(&self.x_axis)
            .y_desc(&self.y_axis)
            .draw()
            .map_err(told)?;
        if let Some((share, _)) = &self.target {
            let line = [(0.0, share * 100.0), (24.0, share * 100.0)];
            let style = RGBColor(120, 120, 120).stroke_width(px(1.0) as u32);
            chart.draw_series(DashedLineSeries::new(line, px(6.0) as u32, px(5.0) as u32, style)).map_err(told)?;
        }
        for (i, line) in self.lines.iter().enumerate() {
            let colour = COLOURS[i % COLOURS.len()];
            let hours = 24.0 / line.shares.len() as f64;
            let points: Vec<Option<(f64, f64)>> = line
                .shares
                .iter()
                .enumerate()
                .map(|(at, share)| share.map(|s| ((at as f64 + 0.5) * hours, s * 100.0)))
                .collect();
            for run in points.split(Option::is_none).filter(|run| !run.is_empty()) {
                let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
                let style = colour.stroke_width((2.5 * factor).round() as u32);
                chart.draw_series(LineSeries::new(run, style)).map_err(told)?;
            }
            let dots = points.iter().flatten().map(|at| Circle::new(*at, px(3.0), colour.filled()));
            chart.draw_series(dots).map_err(told)?;
        }
        area.present().map_err(told)
    }

    /// Names beside dashes of their colours, in one row above the chart, where no line can run through them.
    fn legend<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, factor: f64) -> Drawn<()> {
        let px = |size: f64| (size * factor).round() as i32;
        let middle = Pos::new(HPos::Left, VPos::Center);
        let font = ("sans-serif", 16.0 * factor).into_font().color(&RGBColor(40, 40, 40)).pos(middle);
        let (mut x, y) = (px(18.0), px(56.0));
        let colours = (0..self.lines.len()).map(|i| COLOURS[i % COLOURS.len()]);
        let names = self.lines.iter().map(|line| line.name.clone());
        let target = self
            .target
            .iter()
            .map(|(share, name)| (format!("{name} {}", super::numbers::share(*share)), RGBColor(120, 120, 120)));
        for (name, colour) in names.zip(colours).chain(target) {
            let dash = [(x, y), (x + px(22.0), y)];
            area.draw(&PathElement::new(dash, colour.stroke_width(px(3.0) as u32))).map_err(told)?;
            let (width, _) = area.estimate_text_size(&name, &font).map_err(told)?;
            area.draw(&Text::new(name, (x + px(28.0), y), font.clone())).map_err(told)?;
            x += px(28.0) + i32::try_from(width).unwrap_or(0) + px(22.0);
        }
        Ok(())
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
    let mut files = Vec::new();
    for chart in charts(bundle.results, bundle.lang) {
        files.push((format!("charts/{}.svg", chart.name), chart.svg()?.into_bytes()));
        files.push((format!("charts/{}.png", chart.name), chart.png()?));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(lang: Lang) -> Chart {
        let (title, x, y, names, target) = match lang {
            Lang::En => (
                "Service level by hour of day: all chats and calls",
                "hour of day",
                "service level, %",
                ["Before (24 people in two teams)", "After (23 people in four teams)"],
                "target",
            ),
            Lang::Zh => (
                "分小时服务水平：全部会话与电话",
                "一天中的小时",
                "服务水平, %",
                ["优化前 (24人两组)", "优化后 (23人四组)"],
                "目标",
            ),
        };
        let line = |name: &str, shift: f64| Line {
            name: name.into(),
            shares: (0..24)
                .map(|h| (h >= 8).then(|| 0.95 - shift * (-(f64::from(h) - 20.5).powi(2) / 8.0).exp()))
                .collect(),
        };
        Chart {
            name: "service_level_by_hour".into(),
            title: title.into(),
            x_axis: x.into(),
            y_axis: y.into(),
            target: Some((0.85, target.into())),
            lines: vec![line(names[0], 0.42), line(names[1], 0.2)],
        }
    }

    /// Writes the pictures where `PEAKSTAFF_PICTURES` says, to be looked at.
    #[test]
    fn charts_draw_in_both_languages() {
        for (lang, word) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
            let chart = sample(lang);
            let (svg, png) = (chart.svg().unwrap(), chart.png().unwrap());
            assert!(svg.contains(&chart.title) && png.starts_with(b"\x89PNG"));
            if let Ok(folder) = std::env::var("PEAKSTAFF_PICTURES") {
                std::fs::write(format!("{folder}/{word}.svg"), svg).unwrap();
                std::fs::write(format!("{folder}/{word}.png"), png).unwrap();
            }
        }
    }

    #[test]
    fn the_font_has_what_reports_say() {
        let signs = "±▲▼=≠≥≤·–，。：（）％“”";
        assert_eq!(missing_glyphs(signs), []);
        assert_eq!(missing_glyphs("人\u{10FFFD}"), ['\u{10FFFD}']);
        assert_eq!(drawable("优化后（23人）\u{10FFFD}"), "优化后 (23人)□");
        for kpi in crate::measure::KPIS {
            assert!(missing_glyphs(kpi.zh).is_empty() && missing_glyphs(kpi.en).is_empty(), "{}", kpi.key);
        }
    }

    #[test]
    fn hours_have_names() {
        assert_eq!((hour_name(20, 24), hour_name(1, 4)), ("20:00-21:00".into(), "06:00-12:00".into()));
    }
}
