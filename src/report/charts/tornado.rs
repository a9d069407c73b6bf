//! What each of several inputs changes a figure by, lower and higher, from where it is: the widest on top.

use super::{Canvas, Drawn, GREY, INK, PALE, colour, ends, has_place, text_width, tick_labels, ticks};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// A change of the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// The change.
    pub mean: f64,
    /// Half-width of its interval.
    pub half: Option<f64>,
    /// What the input was then.
    pub value: String,
}

/// An input.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Where it stands.
    pub name: String,
    /// With the lower value, and with the higher.
    pub ends: [Option<Swing>; 2],
}

/// Bars to both sides of as is.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// Below the axis, with the unit.
    pub axis: String,
    /// From the top.
    pub bars: Vec<Bar>,
}

const BAR: f64 = 15.0;
const GAP: f64 = 12.0;
const BELOW: f64 = 64.0;

impl Tornado {
    fn plot(&self) -> f64 {
        self.bars.len() as f64 * (2.0 * BAR + GAP) + GAP
    }

    /// With its axis.
    pub fn height(&self) -> u32 {
        (self.plot() + BELOW).ceil() as u32
    }

    /// Draws it.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        let names = self.bars.iter().map(|bar| text_width(&bar.name, 14.0)).fold(0.0, f64::max);
        let is_drawn = |swing: &&Swing| has_place(swing.mean.abs() + swing.half.unwrap_or(0.0));
        let swings = || self.bars.iter().flat_map(|bar| bar.ends.iter().flatten()).filter(is_drawn);
        let values = swings().map(|swing| text_width(&swing.value, 13.0)).fold(0.0, f64::max) + 14.0;
        let reach = |swing: &Swing| swing.mean.abs() + swing.half.unwrap_or(0.0);
        let (_, most) = ends(0.0, swings().map(reach).fold(0.0, f64::max));
        let (left, right) = (names + 28.0 + values, canvas.width() - 20.0 - values);
        let x = |value: f64| f64::midpoint(left, right) + value / most * (right - left) / 2.0;
        let plot = self.plot();
        let marks = ticks(-most, most, 6.0);
        for (mark, label) in marks.iter().zip(tick_labels(&marks)) {
            canvas.line((x(*mark), 0.0), (x(*mark), plot), PALE, 1.0)?;
            let sign = if *mark > 0.0 { "+" } else { "" };
            canvas.text(&format!("{sign}{label}"), (x(*mark), plot + 14.0), 14.0, HPos::Center)?;
        }
        canvas.line((left, plot), (right, plot), GREY, 1.0)?;
        for (row, bar) in self.bars.iter().enumerate() {
            let top = GAP + row as f64 * (2.0 * BAR + GAP);
            canvas.text(&bar.name, (16.0, top + BAR), 14.0, HPos::Left)?;
            for (end, swing) in bar.ends.iter().enumerate() {
                let Some(swing) = swing.as_ref().filter(is_drawn) else { continue };
                let (y, half) = (top + end as f64 * BAR, swing.half.unwrap_or(0.0));
                let (from, to) = (x(swing.mean.min(0.0)), x(swing.mean.max(0.0)));
                canvas.rectangle((from, y), (to, y + BAR - 2.0), colour(end))?;
                let middle = y + BAR / 2.0 - 1.0;
                let (low, high) = (x(swing.mean - half), x(swing.mean + half));
                if swing.half.is_some() {
                    canvas.whisker((low, high), middle, INK)?;
                }
                // Beyond the bar's end and its whisker, on the side to which it goes.
                let (at, side) = if swing.mean < 0.0 {
                    (low.min(from) - 7.0, HPos::Right)
                } else {
                    (high.max(to) + 7.0, HPos::Left)
                };
                canvas.text(&swing.value, (at, middle), 13.0, side)?;
            }
        }
        canvas.line((x(0.0), 0.0), (x(0.0), plot), INK, 1.0)?;
        canvas.text(&self.axis, (f64::midpoint(left, right), plot + 42.0), 15.0, HPos::Center)
    }
}
