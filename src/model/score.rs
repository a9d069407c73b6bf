//! Composites of figures, such as a platform's score of a shop.

use super::Label;
use super::interpolate::around;

/// A sum of weight × worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Its key and label.
    pub label: Label,
    /// What it is made of.
    pub parts: Vec<ScorePart>,
}

/// A part of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct ScorePart {
    /// How much of the score it is.
    pub weight: f64,
    /// What that is.
    pub what: ScoreOf,
}

/// What a part of a score is.
#[derive(Clone, Debug, PartialEq)]
pub enum ScoreOf {
    /// A number that is known beforehand.
    Fixed {
        /// What it is called, if it is.
        label: Option<Label>,
        /// Its worth.
        worth: f64,
    },
    /// A figure of the results. Which figures there are is known above, where they are counted.
    Figure {
        /// Its key.
        kpi: String,
        /// Of whom: the stable name.
        subject: String,
        /// What its values are worth; none: a share is its own worth.
        marks: Option<Marks>,
    },
}

/// What values of a figure are worth: linear between its points, constant outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Marks {
    /// What the values are.
    pub of: Measure,
    /// Values (seconds, where they are durations) with their worth, in order of values; at least two.
    pub points: Vec<(f64, f64)>,
}

/// What a value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    /// A duration.
    Duration,
    /// A share.
    Share,
    /// A number of something.
    Number,
}

impl Marks {
    /// What a value is worth, and how much more a value that is greater by 1.
    pub fn at(&self, value: f64) -> (f64, f64) {
        match around(&self.points, value) {
            (Some((from, low)), Some((to, high))) => {
                let slope = (high - low) / (to - from);
                (low + slope * (value - from), slope)
            }
            (Some((_, worth)), None) | (None, Some((_, worth))) => (worth, 0.0),
            (None, None) => unreachable!("there are points"),
        }
    }
}

impl Score {
    /// Whether its scale is that of shares: nothing in it is worth more than 1.
    pub fn is_share(&self) -> bool {
        self.parts.iter().all(|part| match &part.what {
            ScoreOf::Fixed { worth, .. } => *worth <= 1.0,
            ScoreOf::Figure { marks, .. } => {
                marks.as_ref().is_none_or(|marks| marks.points.iter().all(|(_, worth)| *worth <= 1.0))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worth_is_linear_between_points_and_constant_outside() {
        let marks = Marks { of: Measure::Duration, points: vec![(30.0, 1.0), (60.0, 0.7), (600.0, 0.0)] };
        for (value, worth, slope) in [
            (0.0, 1.0, 0.0),
            (30.0, 1.0, -0.01),
            (45.0, 0.85, -0.01),
            (60.0, 0.7, -0.7 / 540.0),
            (600.0, 0.0, 0.0),
            (9e9, 0.0, 0.0),
        ] {
            let (found, steep) = marks.at(value);
            assert!((found - worth).abs() < 1e-12 && (steep - slope).abs() < 1e-12, "{value}: {found} {steep}");
        }
    }
}
