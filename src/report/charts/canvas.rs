//! Where charts are drawn: colours, the embedded font, and strokes in units of length.

use super::axis::has_place;
use crate::harmless::visible;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, register_font};
use std::sync::OnceLock;

const FONT: &[u8] = include_bytes!("../assets/wqy-microhei-subset.ttf");
/// Okabe and Ito's colours, which the colour-blind can tell apart.
pub(super) const COLOURS: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(80, 80, 80),
];
/// Width of a chart.
pub(super) const WIDTH: u32 = 960;
pub(super) const INK: RGBColor = RGBColor(40, 40, 40);
pub(super) const GREY: RGBColor = RGBColor(120, 120, 120);
pub(super) const PALE: RGBColor = RGBColor(225, 225, 225);

/// Steps that are not for the worse, and those that surely are: no colours of designs.
pub(super) const STEPS: [RGBColor; 2] = [RGBColor(130, 140, 60), RGBColor(136, 34, 85)];

pub(super) fn colour(n: usize) -> RGBColor {
    COLOURS[n % COLOURS.len()]
}

/// An estimate, as far as a picture needs it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) mean: f64,
    /// Half-width of its interval; none where there is nothing to estimate it from.
    pub(super) half: Option<f64>,
}

impl Point {
    /// Nothing that is drawn can be below 0.
    pub(super) fn low(self) -> f64 {
        (self.mean - self.half.unwrap_or(0.0)).max(0.0)
    }
    pub(super) fn high(self) -> f64 {
        self.mean + self.half.unwrap_or(0.0)
    }
    pub(super) fn is_drawn(&self) -> bool {
        has_place(self.mean.abs() + self.half.unwrap_or(0.0))
    }
    pub(super) fn times(self, factor: f64) -> Self {
        Self { mean: self.mean * factor, half: self.half.map(|h| h * factor) }
    }
}

/// Full-width punctuation is drawn too far left; what the font lacks is shown as an empty box, not left out.
pub(super) fn drawable(text: &str) -> String {
    let text = text.replace('（', " (").replace('）', ")").replace('：', ": ").replace('，', ", ");
    let text = visible(text.trim());
    let missing = missing_glyphs(&text);
    text.chars().map(|c| if missing.contains(&c) { '□' } else { c }).collect()
}

/// Characters that the embedded font cannot draw; plotters would leave them out without a word.
pub(super) fn missing_glyphs(text: &str) -> Vec<char> {
    use ab_glyph::Font as _;
    static FACE: OnceLock<ab_glyph::FontRef<'static>> = OnceLock::new();
    let face = FACE.get_or_init(|| ab_glyph::FontRef::try_from_slice(FONT).expect("the embedded font is whole"));
    text.chars().filter(|c| face.glyph_id(*c).0 == 0).collect()
}

pub(super) type Drawn<T> = Result<T, String>;

pub(super) fn told<E: std::fmt::Display>(e: E) -> String {
    e.to_string()
}

pub(super) fn font_is_registered() -> Drawn<()> {
    static DONE: OnceLock<bool> = OnceLock::new();
    let done = DONE.get_or_init(|| register_font("sans-serif", FontStyle::Normal, FONT).is_ok());
    if *done { Ok(()) } else { Err("the embedded font cannot be read".into()) }
}

/// Which way an axis goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Across,
    Up,
}

/// Where something is drawn, and how many pixels a unit of length is there.
pub(super) struct Canvas<'a, B: DrawingBackend> {
    pub(super) area: &'a DrawingArea<B, Shift>,
    pub(super) factor: f64,
}

impl<B: DrawingBackend> Canvas<'_, B> {
    pub(super) fn px(&self, size: f64) -> i32 {
        (size * self.factor).round() as i32
    }
    pub(super) fn width(&self) -> f64 {
        f64::from(self.area.dim_in_pixel().0) / self.factor
    }
    pub(super) fn text(&self, text: &str, at: (f64, f64), size: f64, anchor: HPos) -> Drawn<()> {
        self.coloured(text, at, size, (anchor, INK))
    }
    pub(super) fn coloured(
        &self,
        text: &str,
        (x, y): (f64, f64),
        size: f64,
        (anchor, ink): (HPos, RGBColor),
    ) -> Drawn<()> {
        let style = ("sans-serif", size * self.factor).into_font().color(&ink).pos(Pos::new(anchor, VPos::Center));
        self.area.draw(&Text::new(text.to_owned(), (self.px(x), self.px(y)), style)).map_err(told)
    }
    pub(super) fn line(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor, width: f64) -> Drawn<()> {
        let points = [from, to].map(|(x, y)| (self.px(x), self.px(y)));
        let width = self.px(width).max(1) as u32;
        self.area.draw(&PathElement::new(points, colour.stroke_width(width))).map_err(told)
    }
    pub(super) fn rectangle(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor) -> Drawn<()> {
        let corners = [from, to].map(|(x, y)| (self.px(x), self.px(y)));
        self.area.draw(&Rectangle::new(corners, colour.filled())).map_err(told)
    }
    pub(super) fn dot(&self, (x, y): (f64, f64), radius: f64, colour: RGBColor) -> Drawn<()> {
        self.area.draw(&Circle::new((self.px(x), self.px(y)), self.px(radius), colour.filled())).map_err(told)
    }
    /// Where a scale does not begin at 0: two strokes across the axis, at its low end.
    pub(super) fn axis_break(&self, (x, y): (f64, f64), along: Direction) -> Drawn<()> {
        let (dx, dy) = if along == Direction::Across { (4.0, 0.0) } else { (0.0, -4.0) };
        for n in [1.0, 2.0] {
            let (x, y) = (x + n * dx, y + n * dy);
            let (from, to) = if along == Direction::Across {
                ((x - 2.0, y + 5.0), (x + 2.0, y - 5.0))
            } else {
                ((x - 5.0, y + 2.0), (x + 5.0, y - 2.0))
            };
            self.line(from, to, INK, 1.5)?;
        }
        Ok(())
    }
    /// An interval along a row, with its ends.
    pub(super) fn whisker(&self, (from, to): (f64, f64), y: f64, colour: RGBColor) -> Drawn<()> {
        self.line((from, y), (to, y), colour, 1.5)?;
        [from, to].iter().try_for_each(|x| self.line((*x, y - 4.0), (*x, y + 4.0), colour, 1.5))
    }
}

/// How wide a text is drawn.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    let font = ("sans-serif", size).into_font();
    font.box_size(text).map_or(0.0, |(width, _)| f64::from(width))
}
