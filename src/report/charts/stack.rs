//! Columns of parts on top of each other, along the hours of a stretch.

use super::{Canvas, Drawn, GREY, INK, PALE, ends, has_place, text_width, tick_labels, ticks};
use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;

/// One column: the parts of it from the bottom, each with its colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Stacked {
    /// Below it.
    pub name: String,
    /// From the bottom.
    pub parts: Vec<(f64, RGBColor)>,
}

/// Columns above an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// Below the columns.
    pub x_axis: String,
    /// Above them, at the left.
    pub y_axis: String,
    /// From the left.
    pub columns: Vec<Stacked>,
}

const PLOT: f64 = 300.0;
const ABOVE: f64 = 34.0;
const BELOW: f64 = 66.0;

impl Stack {
    /// With its axes.
    pub const HEIGHT: u32 = (ABOVE + PLOT + BELOW) as u32;

    /// Draws it.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        let tall =
            |column: &Stacked| column.parts.iter().map(|(part, _)| *part).filter(|part| has_place(*part)).sum::<f64>();
        let (_, highest) = ends(0.0, self.columns.iter().map(tall).fold(0.0, f64::max) * 1.05);
        let marks = ticks(0.0, highest, 5.0);
        let labels = tick_labels(&marks);
        let wide = labels.iter().map(|label| text_width(label, 15.0)).fold(0.0, f64::max);
        let (left, right) = (wide + 34.0, canvas.width() - 24.0);
        let bottom = ABOVE + PLOT;
        let y = |value: f64| bottom - PLOT * value / highest;
        canvas.text(&self.y_axis, (16.0, ABOVE / 2.0), 16.0, HPos::Left)?;
        for (mark, label) in marks.iter().zip(&labels) {
            canvas.line((left, y(*mark)), (right, y(*mark)), PALE, 1.0)?;
            canvas.text(label, (left - 10.0, y(*mark)), 15.0, HPos::Right)?;
        }
        let each = (right - left) / self.columns.len().max(1) as f64;
        let gap = (each * 0.15).min(8.0);
        let longest = self.columns.iter().map(|column| text_width(&column.name, 14.0)).fold(0.0, f64::max);
        let every = ((longest + 12.0) / each).ceil().max(1.0) as usize;
        for (n, column) in self.columns.iter().enumerate() {
            let from = left + n as f64 * each;
            let mut below = 0.0;
            for (part, colour) in column.parts.iter().filter(|(part, _)| has_place(*part) && *part > 0.0) {
                canvas.rectangle((from + gap, y(below + part)), (from + each - gap, y(below)), *colour)?;
                below += part;
            }
            if n % every == 0 {
                canvas.text(&column.name, (from + each / 2.0, bottom + 14.0), 14.0, HPos::Center)?;
            }
        }
        canvas.line((left, bottom), (right, bottom), GREY, 1.0)?;
        canvas.line((left, ABOVE), (left, bottom), INK, 1.0)?;
        canvas.text(&self.x_axis, (f64::midpoint(left, right), bottom + 42.0), 16.0, HPos::Center)
    }
}
