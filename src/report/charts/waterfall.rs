//! From one value to another, step by step: each step hangs where the one before ended.

use super::tornado::Swing;
use super::{Canvas, Drawn, GREY, INK, PALE, STEPS, ends, has_place, text_width, tick_labels, ticks};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Whose it is.
    pub name: String,
    /// How far it goes; what stands at its end is how that is written.
    pub swing: Swing,
    /// Whether it is for the better: its colour.
    pub better: bool,
}

/// The first value, steps, the last value.
#[derive(Clone, Debug, PartialEq)]
pub struct Waterfall {
    /// Below the axis, with the unit.
    pub axis: String,
    /// What the first value is called, and the last.
    pub names: [String; 2],
    /// The first value and the last, as they are written.
    pub written: [String; 2],
    /// The first value.
    pub from: f64,
    /// From the top; they lead to the last value.
    pub steps: Vec<Step>,
}

const BAR: f64 = 20.0;
const GAP: f64 = 12.0;
const BELOW: f64 = 64.0;

impl Waterfall {
    fn rows(&self) -> usize {
        self.steps.len() + 2
    }

    fn plot(&self) -> f64 {
        self.rows() as f64 * (BAR + GAP) + GAP
    }

    /// With its axis.
    pub fn height(&self) -> u32 {
        (self.plot() + BELOW).ceil() as u32
    }

    /// Where each step begins and ends.
    fn stretches(&self) -> Vec<[f64; 2]> {
        let mut at = self.from;
        self.steps
            .iter()
            .map(|step| {
                let begin = at;
                at += step.swing.mean;
                [begin, at]
            })
            .collect()
    }

    /// Draws it.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        let stretches = self.stretches();
        let last = stretches.last().map_or(self.from, |stretch| stretch[1]);
        let reaches = stretches.iter().zip(&self.steps).flat_map(|(stretch, step)| {
            let half = step.swing.half.unwrap_or(0.0);
            [stretch[0], stretch[1] - half, stretch[1] + half]
        });
        let all: Vec<f64> = reaches.chain([self.from, last]).filter(|value| has_place(*value)).collect();
        let (low, high) =
            all.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)));
        let room = (high - low) * 0.08;
        let (low, high) = ends(low - room, high + room);
        let names = self.names.iter().chain(self.steps.iter().map(|step| &step.name));
        let names = names.map(|name| text_width(name, 14.0)).fold(0.0, f64::max);
        let written = self.written.iter().chain(self.steps.iter().map(|step| &step.swing.value));
        let written = written.map(|text| text_width(text, 13.0)).fold(0.0, f64::max) + 14.0;
        let (left, right) = (names + 28.0, canvas.width() - 20.0 - written);
        let x = |value: f64| left + (value - low) / (high - low) * (right - left);
        let plot = self.plot();
        let marks = ticks(low, high, 6.0);
        for (mark, label) in marks.iter().zip(tick_labels(&marks)) {
            canvas.line((x(*mark), 0.0), (x(*mark), plot), PALE, 1.0)?;
            canvas.text(&label, (x(*mark), plot + 14.0), 14.0, HPos::Center)?;
        }
        canvas.line((left, plot), (right, plot), GREY, 1.0)?;
        // An axis that does not begin at nothing is broken.
        if low > 0.0 {
            for aside in [0.0, 5.0] {
                canvas.line((left + aside, plot + 6.0), (left + aside + 6.0, plot - 6.0), INK, 1.5)?;
            }
        }
        let top = |row: usize| GAP + row as f64 * (BAR + GAP);
        let middle = |row: usize| top(row) + BAR / 2.0;
        for (row, (value, n)) in [(0, (self.from, 0)), (self.rows() - 1, (last, 1))] {
            canvas.text(&self.names[n], (16.0, middle(row)), 14.0, HPos::Left)?;
            canvas.line((x(value), top(row) - GAP / 2.0), (x(value), top(row) + BAR), INK, 3.0)?;
            canvas.text(&self.written[n], (x(value) + 8.0, middle(row)), 13.0, HPos::Left)?;
        }
        for (n, (step, [begin, end])) in self.steps.iter().zip(stretches).enumerate() {
            let row = n + 1;
            canvas.text(&step.name, (16.0, middle(row)), 14.0, HPos::Left)?;
            let (from, to) = (x(begin.min(end)), x(begin.max(end)));
            canvas.rectangle(
                (from, top(row)),
                (to.max(from + 1.0), top(row) + BAR),
                STEPS[usize::from(!step.better)],
            )?;
            let half = step.swing.half.unwrap_or(0.0);
            let (least, most) = (x(end - half), x(end + half));
            if step.swing.half.is_some() {
                canvas.whisker((least, most), middle(row), INK)?;
            }
            // Down to the next row, where the next step begins.
            canvas.line((x(end), top(row) + BAR), (x(end), top(row + 1)), GREY, 1.0)?;
            canvas.text(&step.swing.value, (most.max(to) + 7.0, middle(row)), 13.0, HPos::Left)?;
        }
        canvas.text(&self.axis, (f64::midpoint(left, right), plot + 42.0), 15.0, HPos::Center)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_begins_where_the_one_before_ends() {
        let step = |mean: f64| Step {
            name: String::new(),
            swing: Swing { mean, half: Some(0.5), value: String::new() },
            better: mean > 0.0,
        };
        let falls = Waterfall {
            axis: String::new(),
            names: Default::default(),
            written: Default::default(),
            from: 10.0,
            steps: vec![step(3.0), step(-1.0), step(0.0)],
        };
        assert_eq!(falls.stretches(), [[10.0, 13.0], [13.0, 12.0], [12.0, 12.0]]);
        assert_eq!(falls.height(), (5.0 * (BAR + GAP) + GAP + BELOW) as u32);
    }
}
