//! Weekdays by interval as heatmaps without numbers, one below the other: each with what it shows, and its scale.

use super::shades::{Dark, Edge};
use super::{Canvas, Drawn, GREY, PALE, has_place, text_width};
use crate::model::Lang;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// One heatmap.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// Above it.
    pub title: String,
    /// By row, then interval; none where nothing happened.
    pub rows: Vec<Vec<Option<f64>>>,
    /// The ends of its scale.
    pub ends: (f64, f64),
    /// How they are written.
    pub said: (String, String),
    pub(super) dark: Dark,
    /// The target, where there is one.
    pub(super) edge: Option<Edge>,
}

/// Heatmaps of the same rows and intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Strips {
    /// Names of the rows.
    pub names: Vec<String>,
    /// Below the last: what runs along.
    pub x_axis: String,
    /// Said of cells in which nothing happened.
    pub empty: String,
    /// From the top.
    pub all: Vec<Strip>,
    pub(super) lang: Lang,
}

/// Where cells lie.
#[derive(Clone, Copy)]
struct Frame {
    left: f64,
    right: f64,
    top: f64,
}

const ROW: f64 = 15.0;
const ABOVE: f64 = 30.0;
const BELOW: f64 = 30.0;
const FOOT: f64 = 52.0;
/// From where the scale begins to the right end.
const SCALE: f64 = 430.0;

impl Strips {
    fn each(&self) -> f64 {
        ABOVE + self.names.len() as f64 * ROW + BELOW
    }

    /// With its axis.
    pub fn height(&self) -> u32 {
        (self.all.len() as f64 * self.each() + FOOT).ceil() as u32
    }

    /// Draws them.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        let names = self.names.iter().map(|name| text_width(name, 13.0)).fold(0.0, f64::max);
        let (left, right) = (names + 30.0, canvas.width() - 24.0);
        for (n, strip) in self.all.iter().enumerate() {
            let top = n as f64 * self.each();
            canvas.text(&strip.title, (16.0, top + 14.0), 15.0, HPos::Left)?;
            let (said, edge) = ((&strip.said.0[..], &strip.said.1[..]), strip.edge.as_ref());
            let edge = edge.map(|edge| (edge, edge.along(strip.dark, strip.ends)));
            strip.dark.scale(canvas, (right - SCALE, top + 8.0), said, edge, self.lang)?;
            self.cells(canvas, strip, Frame { left, right, top: top + ABOVE })?;
        }
        let below = self.all.len() as f64 * self.each();
        canvas.text(&self.x_axis, (f64::midpoint(left, right), below + 6.0), 15.0, HPos::Center)?;
        if self.all.iter().flat_map(|strip| strip.rows.iter().flatten()).any(Option::is_none) {
            canvas.rectangle((left, below + 24.0), (left + 16.0, below + 36.0), PALE)?;
            canvas.text(&self.empty, (left + 24.0, below + 30.0), 13.0, HPos::Left)?;
        }
        Ok(())
    }

    fn cells<B: DrawingBackend>(
        &self,
        canvas: &Canvas<'_, B>,
        strip: &Strip,
        Frame { left, right, top }: Frame,
    ) -> Drawn<()> {
        let bottom = top + self.names.len() as f64 * ROW;
        // What is not known is what lies below the cells.
        canvas.rectangle((left, top), (right, bottom), PALE)?;
        let mut by_depth: Vec<(f64, usize, usize, usize)> = Vec::new();
        for (row, cells) in strip.rows.iter().enumerate() {
            let depth = |cell: &Option<f64>| {
                cell.filter(|value| has_place(*value))
                    .map(|value| strip.dark.depth_beside(value, strip.ends, strip.edge.as_ref()))
            };
            let mut from = 0;
            for run in cells.chunk_by(|a, b| depth(a) == depth(b)) {
                if let Some(depth) = depth(&run[0]) {
                    by_depth.push((depth, row, from, from + run.len()));
                }
                from += run.len();
            }
        }
        // One shade after the other, so that what has it is one shape of the file.
        by_depth.sort_by(|a, b| a.0.total_cmp(&b.0));
        let slots = strip.rows.iter().map(Vec::len).max().unwrap_or(1).max(1) as f64;
        let x = |slot: usize| left + (right - left) * slot as f64 / slots;
        for (depth, row, from, until) in by_depth {
            let y = top + row as f64 * ROW;
            // A thick line takes half the room of a rectangle in a file.
            let middle = y + (ROW - 1.0) / 2.0;
            canvas.line((x(from), middle), (x(until), middle), strip.dark.shade(depth).0, ROW - 1.0)?;
        }
        for (row, name) in self.names.iter().enumerate() {
            canvas.text(name, (left - 8.0, top + (row as f64 + 0.5) * ROW), 13.0, HPos::Right)?;
        }
        for hour in (0..=24).step_by(2) {
            let x = left + (right - left) * f64::from(hour) / 24.0;
            canvas.line((x, bottom), (x, bottom + 4.0), GREY, 1.0)?;
            canvas.text(&hour.to_string(), (x, bottom + 13.0), 13.0, HPos::Center)?;
        }
        Ok(())
    }
}
