//! A figure over two varied paths: a cell a point, coloured by its value and saying it.

use super::shades::Dark;
use super::{Canvas, Drawn, PALE, has_place, text_width};
use crate::model::Lang;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// A point: its value in the unit shown, what is written, and how it stands to as is.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The value.
    pub value: f64,
    /// As it is written.
    pub text: String,
    /// ▲, ▼, ≠ or =.
    pub mark: &'static str,
}

/// Cells over two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// Below: what the columns are.
    pub x_axis: String,
    /// Above the rows: what they are.
    pub y_axis: String,
    /// Values across.
    pub columns: Vec<String>,
    /// Values down.
    pub names: Vec<String>,
    /// By row; none where it is not known.
    pub rows: Vec<Vec<Option<Cell>>>,
    /// Below everything: as is, and what the marks say.
    pub notes: Vec<String>,
    pub(super) dark: Dark,
    pub(super) lang: Lang,
}

const ROW: f64 = 34.0;
const ABOVE: f64 = 34.0;
const SCALE: f64 = 18.0;
const LINE: f64 = 24.0;

impl Heat {
    /// With its axes.
    pub fn height(&self) -> u32 {
        let below = 62.0 + SCALE + 40.0 + self.notes.len() as f64 * LINE;
        (ABOVE + self.rows.len() as f64 * ROW + below).ceil() as u32
    }

    /// Draws it.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        let names = self.names.iter().map(|name| text_width(name, 15.0)).fold(0.0, f64::max);
        let (left, right) = (names + 34.0, canvas.width() - 24.0);
        let wide = (right - left) / self.columns.len().max(1) as f64;
        let cells = || self.rows.iter().flatten().flatten().filter(|cell| has_place(cell.value));
        let low = cells().map(|cell| cell.value).fold(f64::INFINITY, f64::min);
        let high = cells().map(|cell| cell.value).fold(f64::NEG_INFINITY, f64::max);
        canvas.text(&self.y_axis, (16.0, ABOVE / 2.0), 16.0, HPos::Left)?;
        // All texts of one size: the widest fits its cell.
        let widest = cells().map(|cell| text_width(&cell.text, 14.0)).fold(1.0, f64::max);
        let size = (14.0 * (wide - 20.0) / widest).clamp(7.0, 14.0);
        for (row, (name, line)) in self.names.iter().zip(&self.rows).enumerate() {
            let top = ABOVE + row as f64 * ROW;
            canvas.text(name, (left - 10.0, top + ROW / 2.0), 15.0, HPos::Right)?;
            for (column, cell) in line.iter().enumerate() {
                let x = left + column as f64 * wide;
                let Some(cell) = cell.as_ref().filter(|cell| has_place(cell.value)) else {
                    canvas.rectangle((x, top), (x + wide - 2.0, top + ROW - 2.0), PALE)?;
                    continue;
                };
                let (shade, ink) = self.dark.shade(self.dark.depth(cell.value, (low, high)));
                canvas.rectangle((x, top), (x + wide - 2.0, top + ROW - 2.0), shade)?;
                let text = format!("{} {}", cell.text, cell.mark);
                canvas.coloured(&text, (x + wide / 2.0, top + ROW / 2.0), size, (HPos::Center, ink))?;
            }
        }
        let bottom = ABOVE + self.rows.len() as f64 * ROW;
        // Where values are too long to stand side by side, some are left out.
        let longest = self.columns.iter().map(|name| text_width(name, 15.0)).fold(0.0, f64::max);
        let every = ((longest + 10.0) / wide).ceil().max(1.0) as usize;
        for (column, name) in self.columns.iter().enumerate().step_by(every) {
            canvas.text(name, (left + (column as f64 + 0.5) * wide, bottom + 14.0), 15.0, HPos::Center)?;
        }
        canvas.text(&self.x_axis, (f64::midpoint(left, right), bottom + 38.0), 16.0, HPos::Center)?;
        let top = bottom + 62.0;
        self.scale(canvas, top, (low, high))?;
        for (n, note) in self.notes.iter().enumerate() {
            canvas.text(note, (16.0, top + SCALE + 36.0 + n as f64 * LINE), 14.0, HPos::Left)?;
        }
        Ok(())
    }

    /// What the colours say.
    fn scale<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, top: f64, (low, high): (f64, f64)) -> Drawn<()> {
        let of = |value: f64| {
            let cells = self.rows.iter().flatten().flatten();
            cells.filter(|cell| cell.value == value).map(|cell| cell.text.clone()).next().unwrap_or_default()
        };
        let (low, high) = (of(low), of(high));
        let from = 30.0 + text_width(&low, 13.0).max(text_width(&high, 13.0));
        self.dark.scale(canvas, (from, top), (&low, &high), None, self.lang)
    }
}
