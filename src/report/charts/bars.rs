//! Bars with intervals, in groups: a group a row, a bar a design.

use super::{Canvas, Drawn, GREY, INK, PALE, Point, colour, ends, text_width, tick_labels, ticks};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// A group of bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Beside it.
    pub name: String,
    /// By design; none where it is not known.
    pub bars: Vec<Option<(Point, String)>>,
}

/// Groups above an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// Below the axis, with the unit.
    pub axis: String,
    /// Written where a bar is not known.
    pub unknown: String,
    /// From the top.
    pub groups: Vec<Group>,
    /// Of the bars of a group.
    pub colours: Vec<usize>,
}

const BAR: f64 = 17.0;
const GAP: f64 = 12.0;
const BELOW: f64 = 64.0;

impl Bars {
    fn plot(&self) -> f64 {
        self.groups.iter().map(|group| group.bars.len() as f64 * BAR + GAP).sum::<f64>() + GAP
    }

    /// With its axis.
    pub fn height(&self) -> u32 {
        (self.plot() + BELOW).ceil() as u32
    }

    /// Draws it.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        let names = self.groups.iter().map(|group| text_width(&group.name, 15.0)).fold(0.0, f64::max);
        let all = || self.groups.iter().flat_map(|group| group.bars.iter().flatten()).filter(|bar| bar.0.is_drawn());
        let values = all().map(|(_, text)| text_width(text, 14.0)).fold(0.0, f64::max);
        let (left, right) = (names + 30.0, canvas.width() - values - 34.0);
        let (_, highest) = ends(0.0, all().map(|(point, _)| point.high()).fold(0.0, f64::max));
        let x = |value: f64| left + (right - left) * value.max(0.0) / highest;
        let plot = self.plot();
        let marks = ticks(0.0, highest, 5.0);
        for (mark, label) in marks.iter().zip(tick_labels(&marks)) {
            canvas.line((x(*mark), 0.0), (x(*mark), plot), PALE, 1.0)?;
            canvas.text(&label, (x(*mark), plot + 14.0), 15.0, HPos::Center)?;
        }
        canvas.line((left, 0.0), (left, plot), GREY, 1.0)?;
        canvas.line((left, plot), (right, plot), GREY, 1.0)?;
        canvas.text(&self.axis, (f64::midpoint(left, right), plot + 42.0), 16.0, HPos::Center)?;
        let mut top = GAP;
        for group in &self.groups {
            let deep = group.bars.len() as f64 * BAR;
            canvas.text(&group.name, (left - 10.0, top + deep / 2.0), 15.0, HPos::Right)?;
            for (design, bar) in group.bars.iter().enumerate() {
                let y = top + design as f64 * BAR;
                let middle = y + BAR / 2.0 - 1.0;
                let Some((point, text)) = bar.as_ref().filter(|bar| bar.0.is_drawn()) else {
                    canvas.text(&self.unknown, (left + 6.0, middle), 14.0, HPos::Left)?;
                    continue;
                };
                canvas.rectangle((left, y), (x(point.mean), y + BAR - 3.0), colour(self.colours[design]))?;
                if point.half.is_some() {
                    canvas.whisker((x(point.low()), x(point.high())), middle, INK)?;
                }
                canvas.text(text, (x(point.high()) + 8.0, middle), 14.0, HPos::Left)?;
            }
            top += deep + GAP;
        }
        Ok(())
    }
}
