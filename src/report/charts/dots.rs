//! Estimates with their intervals, a small panel a KPI, a row a design, two panels beside each other.

use super::canvas::Direction;
use super::{Canvas, Drawn, GREY, PALE, Point, colour, ends, text_width, tick_labels, ticks};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// A panel of one KPI.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// Above it: the KPI and its unit.
    pub title: String,
    /// What cannot be exceeded: 100 %.
    pub most: f64,
    /// Whether its scale begins at 0: amounts of money do.
    pub from_zero: bool,
    /// Of the designs.
    pub colours: Vec<usize>,
    /// By design, in the unit, with what is written beside it; none where it is not known.
    pub rows: Vec<Option<(Point, String)>>,
}

const ROW: f64 = 22.0;
const ABOVE: f64 = 34.0;
const BELOW: f64 = 38.0;

fn panel_height(all: &[Dots]) -> f64 {
    let rows = all.iter().map(|dots| dots.rows.len()).max().unwrap_or(0);
    ABOVE + rows as f64 * ROW + BELOW
}

/// All panels.
pub fn height(all: &[Dots]) -> u32 {
    (all.len().div_ceil(2) as f64 * panel_height(all) + 8.0).ceil() as u32
}

/// Draws them from the top, left before right.
pub fn draw<B: DrawingBackend>(canvas: &Canvas<'_, B>, all: &[Dots]) -> Drawn<()> {
    let half = canvas.width() / 2.0;
    for (n, dots) in all.iter().enumerate() {
        dots.draw(canvas, ((n % 2) as f64 * half, (n / 2) as f64 * panel_height(all)), half)?;
    }
    Ok(())
}

impl Dots {
    /// From where to where it goes: room beside the outermost, and never so fine that nothing but noise is seen. Ten
    /// points of a share, a tenth of anything else; amounts of money begin at 0, and so does what nearly reaches it.
    fn scale(&self) -> (f64, f64) {
        let known = || self.rows.iter().flatten().map(|(point, _)| point).filter(|point| point.is_drawn());
        let low = known().map(|p| p.low()).fold(f64::INFINITY, f64::min);
        let high = known().map(|p| p.high().min(self.most)).fold(f64::NEG_INFINITY, f64::max);
        let least = if self.most.is_finite() { self.most * 0.1 } else { high.abs() * 0.1 };
        let room = ((high - low) * 0.12).max((least - (high - low)) / 2.0).max(1e-6);
        let (low, high) = ends((low - room).max(0.0), (high + room).min(self.most));
        // Where most of the way to 0 is on the scale, all of it is.
        (if self.from_zero || low < 0.5 * high { 0.0 } else { low }, high)
    }

    fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, (x0, y0): (f64, f64), width: f64) -> Drawn<()> {
        let known = self.rows.iter().flatten().filter(|row| row.0.is_drawn());
        let texts = known.map(|(_, text)| text_width(text, 14.0)).fold(0.0, f64::max);
        let (left, right) = (x0 + 22.0, x0 + width - texts - 26.0);
        let (low, high) = self.scale();
        let x = |value: f64| left + (right - left) * (value - low) / (high - low);
        let (top, bottom) = (y0 + ABOVE, y0 + ABOVE + self.rows.len() as f64 * ROW);
        canvas.text(&self.title, (left, y0 + 18.0), 16.0, HPos::Left)?;
        let marks = ticks(low, high, 4.0);
        for (mark, label) in marks.iter().zip(tick_labels(&marks)) {
            canvas.line((x(*mark), top), (x(*mark), bottom), PALE, 1.0)?;
            canvas.text(&label, (x(*mark), bottom + 13.0), 13.0, HPos::Center)?;
        }
        canvas.line((left, bottom), (right, bottom), GREY, 1.0)?;
        if low > 0.0 {
            canvas.axis_break((left, bottom), Direction::Across)?;
        }
        for (design, row) in self.rows.iter().enumerate() {
            let Some((point, text)) = row.as_ref().filter(|row| row.0.is_drawn()) else { continue };
            let y = top + (design as f64 + 0.5) * ROW;
            if point.half.is_some() {
                canvas.whisker((x(point.low()), x(point.high().min(self.most))), y, colour(self.colours[design]))?;
            }
            canvas.dot((x(point.mean), y), 4.0, colour(self.colours[design]))?;
            canvas.text(text, (right + 10.0, y), 14.0, HPos::Left)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(values: [f64; 2], most: f64, from_zero: bool) -> (f64, f64) {
        let row = |mean: f64| Some((Point { mean, half: Some(0.1) }, String::new()));
        let rows = values.map(row).to_vec();
        Dots { title: String::new(), most, from_zero, colours: vec![0, 1], rows }.scale()
    }

    #[test]
    fn scales_do_not_make_much_of_little() {
        let (low, high) = scale([90.0, 90.4], 100.0, false);
        assert!(high - low >= 10.0 && high <= 100.0, "ten points at least: {low} to {high}");
        let (low, high) = scale([99.8, 99.9], 100.0, false);
        assert!(low < 95.5 && high == 100.0, "no share beyond all: {low} to {high}");
        let (low, high) = scale([500.0, 501.0], f64::INFINITY, false);
        assert!(high - low > 45.0 && low > 0.0, "a tenth of it: {low} to {high}");
        assert_eq!(scale([270_000.0, 300_000.0], f64::INFINITY, true).0, 0.0, "money from 0");
        assert_eq!(scale([21.0, 80.0], f64::INFINITY, false).0, 0.0, "four times is not fifty times as far");
    }
}
