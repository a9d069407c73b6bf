//! Shares with their intervals over levels of staffing, each level where its money or its people put it.

use super::canvas::WIDTH;
use super::scatter::Reach;
use super::{Canvas, Drawn, GREY, INK, PALE, colour, ends, text_width, tick_labels, ticks};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// A level.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Where it stands along the axis, in the axis' unit.
    pub at: f64,
    /// What stands below it, a line each: people, and what they cost.
    pub below: Vec<String>,
    /// What stands above it; empty of most.
    pub mark: String,
}

/// Levels, and lines over them.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// Below the levels, what their lines are.
    pub x_axis: String,
    /// Above the upright axis, with the unit.
    pub y_axis: String,
    /// From few people to many.
    pub at: Vec<Level>,
    /// Per cent by level, a line each.
    pub lines: Vec<Vec<Reach>>,
}

const PLOT: f64 = 340.0;
const ABOVE: f64 = 58.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 36.0;
/// A line of text below the axis, its size, and the room between neighbours.
const LINE: f64 = 18.0;
const SIZE: f64 = 14.0;
const APART: f64 = 14.0;
/// Readers of SVG have fonts of their own, some of them wider.
const WIDER: f64 = 1.08;
/// Half the distance of two lines' dots at one level, so that neither interval hides the other.
const ASIDE: f64 = 4.0;
/// An axis does not end below this, in per cent: a finer one would show nothing but noise.
const LEAST: f64 = 10.0;

impl Levels {
    /// With its axes.
    pub fn height(&self) -> u32 {
        (ABOVE + PLOT + 14.0 + self.rows_high() + 30.0).ceil() as u32
    }

    /// Height of all that stands below the axis beside its name.
    fn rows_high(&self) -> f64 {
        let rows = self.rows().into_iter().max().map_or(0, |row| row + 1);
        rows as f64 * self.label_high()
    }

    fn label_high(&self) -> f64 {
        let lines = self.at.iter().map(|level| level.below.len()).max().unwrap_or(0);
        lines as f64 * LINE + 6.0
    }

    /// Where a level stands on the paper.
    fn x(&self, level: &Level) -> f64 {
        let (first, last) = (self.at.first(), self.at.last());
        let (low, high) = first.zip(last).map_or((0.0, 1.0), |(first, last)| ends(first.at, last.at));
        let (left, right) = (LEFT + 50.0, f64::from(WIDTH) - RIGHT - 50.0);
        left + (right - left) * (level.at - low) / (high - low)
    }

    /// In which row the label of each level stands: the first in which it does not touch the one before.
    fn rows(&self) -> Vec<usize> {
        let mut ends: Vec<f64> = Vec::new();
        let row = |level: &Level| {
            let wide = level.below.iter().map(|line| text_width(line, SIZE) * WIDER).fold(0.0, f64::max);
            let (from, until) = (self.x(level) - wide / 2.0, self.x(level) + wide / 2.0 + APART);
            let row = ends.iter().position(|end| *end <= from).unwrap_or(ends.len());
            if row == ends.len() {
                ends.push(until);
            } else {
                ends[row] = until;
            }
            row
        };
        self.at.iter().map(row).collect()
    }

    /// Where the upright axis ends, per cent: the next ten above all that is drawn.
    fn most(&self) -> f64 {
        let highest = self.lines.iter().flatten().map(|share| share.high).fold(0.0, f64::max);
        ((highest / 10.0 - 1e-9).ceil() * 10.0).clamp(LEAST, 100.0)
    }

    /// Draws it.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        let (top, bottom) = (ABOVE, ABOVE + PLOT);
        let (left, right) = (LEFT, canvas.width() - RIGHT);
        let most = self.most();
        // Room above the highest, so that its dot is whole.
        let y = |value: f64| bottom - (PLOT - 8.0) * value / most;
        canvas.text(&self.y_axis, (16.0, 14.0), 15.0, HPos::Left)?;
        let marks = ticks(0.0, most, 5.0);
        for (mark, label) in marks.iter().zip(tick_labels(&marks)) {
            canvas.line((left, y(*mark)), (right, y(*mark)), PALE, 1.0)?;
            canvas.text(&label, (left - 8.0, y(*mark)), SIZE, HPos::Right)?;
        }
        canvas.line((left, bottom), (right, bottom), GREY, 1.0)?;
        self.draw_below(canvas, bottom)?;
        self.draw_marks(canvas, (top, bottom))?;
        for (n, line) in self.lines.iter().enumerate() {
            let aside = (n as f64 - (self.lines.len() as f64 - 1.0) / 2.0) * 2.0 * ASIDE;
            let ink = colour(n);
            let points: Vec<(f64, f64)> =
                self.at.iter().zip(line).map(|(level, share)| (self.x(level) + aside, y(share.value))).collect();
            for pair in points.windows(2) {
                canvas.line(pair[0], pair[1], ink, 3.0)?;
            }
            for (point, share) in points.iter().zip(line) {
                canvas.line((point.0, y(share.low)), (point.0, y(share.high)), ink, 1.5)?;
                for end in [share.low, share.high] {
                    canvas.line((point.0 - 4.0, y(end)), (point.0 + 4.0, y(end)), ink, 1.5)?;
                }
                canvas.dot(*point, 4.5, ink)?;
            }
        }
        Ok(())
    }

    /// What stands below the axis.
    fn draw_below<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, bottom: f64) -> Drawn<()> {
        for (level, row) in self.at.iter().zip(self.rows()) {
            let (x, down) = (self.x(level), bottom + 6.0 + row as f64 * self.label_high());
            canvas.line((x, bottom), (x, down), GREY, 1.0)?;
            for (n, line) in level.below.iter().enumerate() {
                let ink = if n == 0 { INK } else { GREY };
                let middle = down + 10.0 + n as f64 * LINE;
                canvas.coloured(line, (x, middle), SIZE, (HPos::Center, ink))?;
            }
        }
        let middle = f64::midpoint(LEFT, canvas.width() - RIGHT);
        canvas.text(&self.x_axis, (middle, bottom + 14.0 + self.rows_high() + 12.0), 15.0, HPos::Center)
    }

    /// Lines with names through levels that matter, two names close together in two rows.
    fn draw_marks<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, (top, bottom): (f64, f64)) -> Drawn<()> {
        let mut end = f64::NEG_INFINITY;
        for level in self.at.iter().filter(|level| !level.mark.is_empty()) {
            let (x, wide) = (self.x(level), text_width(&level.mark, SIZE) * WIDER);
            let row = if x - wide / 2.0 < end + APART { 0.0 } else { 1.0 };
            end = if row == 1.0 { x + wide / 2.0 } else { f64::NEG_INFINITY };
            let middle = top - 26.0 + row * LINE;
            let mut dash = middle + 10.0;
            while dash < bottom {
                canvas.line((x, dash), (x, (dash + 4.0).min(bottom)), GREY, 1.0)?;
                dash += 8.0;
            }
            canvas.text(&level.mark, (x, middle), SIZE, HPos::Center)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::canvas::font_is_registered;
    use super::*;

    fn levels(at: &[f64]) -> Levels {
        let level =
            |at: &f64| Level { at: *at, below: vec!["42 people".into(), "746,000".into()], mark: String::new() };
        let share = |_: &f64| Reach { value: 0.0, low: 0.0, high: 4.0 };
        Levels {
            x_axis: String::new(),
            y_axis: String::new(),
            at: at.iter().map(level).collect(),
            lines: vec![at.iter().map(share).collect()],
        }
    }

    #[test]
    fn distances_are_true() {
        let curve = levels(&[10.0, 11.0, 13.0]);
        let [a, b, c] = [0, 1, 2].map(|n| curve.x(&curve.at[n]));
        assert!(((c - b) / (b - a) - 2.0).abs() < 1e-9, "{a} {b} {c}");
        assert!(curve.most() >= LEAST, "no scale of noise");
    }

    #[test]
    fn labels_that_would_touch_stand_below_each_other() {
        font_is_registered().unwrap();
        assert_eq!(levels(&[0.0, 50.0, 100.0]).rows(), [0, 0, 0]);
        assert_eq!(levels(&[0.0, 1.0, 2.0, 100.0]).rows(), [0, 1, 2, 0]);
        assert!(levels(&[0.0, 1.0, 100.0]).height() > levels(&[0.0, 50.0, 100.0]).height());
        assert_eq!(levels(&[5.0]).rows(), [0], "one level alone");
    }
}
