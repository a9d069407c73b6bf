//! How often and how bad: days by the share that they had, bars a design, with the promise between good days and bad.

use super::canvas::Direction;
use super::{Canvas, Drawn, GREY, INK, PALE, colour, text_width, tick_labels, ticks};
use crate::measure::STEPS;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// Days of a contact type.
#[derive(Clone, Debug, PartialEq)]
pub struct DaysOf {
    /// Above it: whose, and how often the target was missed.
    pub title: Vec<String>,
    /// Below its axis.
    pub x_axis: String,
    /// The promised share.
    pub target: Option<f64>,
    /// A design's colour, and its days in per cent of all by share, from 0 in equal steps.
    pub designs: Vec<(usize, [f64; STEPS])>,
}

/// Of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct DaysByShare {
    /// Beside each vertical axis.
    pub y_axis: String,
    /// From the top.
    pub all: Vec<DaysOf>,
}

const PLOT: f64 = 130.0;
const LINE: f64 = 20.0;
const BELOW: f64 = 62.0;

impl DaysOf {
    fn above(&self) -> f64 {
        self.title.len() as f64 * LINE + 26.0
    }

    /// The first step that is drawn: where there are days, but at least half of the scale, and a step below the target.
    fn first(&self) -> usize {
        let lowest = self.designs.iter().filter_map(|(_, days)| days.iter().position(|n| *n > 0.0)).min();
        let target = self.target.map_or(STEPS, |share| (share * STEPS as f64) as usize);
        lowest.unwrap_or(0).min(target.saturating_sub(1)).min(STEPS / 2)
    }

    /// From this step on.
    fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, (top, first): (f64, usize), y_axis: &str) -> Drawn<()> {
        for (n, line) in self.title.iter().enumerate() {
            canvas.text(line, (16.0, top + (n as f64 + 0.6) * LINE), 15.0, HPos::Left)?;
        }
        let (left, right, top) = (62.0, canvas.width() - 28.0, top + self.above());
        let bottom = top + PLOT;
        let x = |share: f64| {
            let steps = share * STEPS as f64 - first as f64;
            left + (right - left) * steps / (STEPS - first) as f64
        };
        let most = self.designs.iter().flat_map(|(_, days)| days).copied().fold(1.0, f64::max) * 1.05;
        let y = |percent: f64| bottom - PLOT * percent / most;
        let marks = ticks(0.0, most, 4.0);
        for (mark, label) in marks.iter().zip(tick_labels(&marks)) {
            canvas.line((left, y(*mark)), (right, y(*mark)), PALE, 1.0)?;
            canvas.text(&label, (left - 8.0, y(*mark)), 14.0, HPos::Right)?;
        }
        canvas.text(y_axis, (16.0, top - 14.0), 14.0, HPos::Left)?;
        let wide = (x(1.0 / STEPS as f64) - x(0.0) - 6.0) / self.designs.len().max(1) as f64;
        for (n, (design, days)) in self.designs.iter().enumerate() {
            for (step, percent) in days.iter().enumerate().skip(first).filter(|(_, percent)| **percent > 0.0) {
                let from = x(step as f64 / STEPS as f64) + 3.0 + n as f64 * wide;
                // A day in a thousand is seen too.
                let height = y(*percent).min(bottom - 1.0);
                canvas.rectangle((from, height), (from + wide, bottom), colour(*design))?;
            }
        }
        canvas.line((left, bottom), (right, bottom), GREY, 1.0)?;
        if first > 0 {
            canvas.axis_break((left, bottom), Direction::Across)?;
        }
        for step in (first..=STEPS).filter(|step| step % 2 == 0) {
            let share = step as f64 / STEPS as f64;
            canvas.line((x(share), bottom), (x(share), bottom + 4.0), GREY, 1.0)?;
            canvas.text(&format!("{:.0}", share * 100.0), (x(share), bottom + 14.0), 14.0, HPos::Center)?;
        }
        if let Some(target) = self.target {
            let mut at = top - 4.0;
            while at < bottom {
                canvas.line((x(target), at), (x(target), (at + 6.0).min(bottom)), INK, 1.5)?;
                at += 11.0;
            }
        }
        let middle = f64::midpoint(left, right).max(left + text_width(&self.x_axis, 15.0) / 2.0);
        canvas.text(&self.x_axis, (middle, bottom + 36.0), 15.0, HPos::Center)
    }
}

impl DaysByShare {
    /// With its axes.
    pub fn height(&self) -> u32 {
        self.all.iter().map(|of| of.above() + PLOT + BELOW).sum::<f64>().ceil() as u32
    }

    /// Draws them from the top.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        // One scale for all, so that they can be held against each other.
        let first = self.all.iter().map(DaysOf::first).min().unwrap_or(0);
        let mut top = 0.0;
        for of in &self.all {
            of.draw(canvas, (top, first), &self.y_axis)?;
            top += of.above() + PLOT + BELOW;
        }
        Ok(())
    }
}
