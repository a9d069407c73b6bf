//! Inputs that meet what was measured, found without knowing what a model is: inputs go in, figures with their influence by
//! replication come out. So the search is tried on formulas, and whatever simulates stands behind [`Simulated`].
//!
//! An input is told in halves of its range from where it was thought to be: 0 is that, and no end is further than 1. Slopes are
//! differences of figures over the same random numbers; one that is not told from 0 counts as 0.

mod search;
mod steps;
#[cfg(test)]
mod tests;
mod told;

pub use search::{Fitted, fit};
pub use told::{Against, Conflict, Open, Part, Told, conflicts, is_found, told};

use super::points::Figures;
use super::study::LEVEL;
use crate::stats::{Sample, normal_quantile};

/// What gives the figures of inputs.
pub trait Simulated {
    /// Why it stopped.
    type Stop;
    /// The figures of points, by point: those that were measured first, in their order, then all others that are looked at.
    fn figures(&mut self, points: &[Vec<f64>]) -> Result<Vec<Figures>, Self::Stop>;
}

/// A figure that was measured.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Fact {
    /// In the figure's unit.
    pub value: f64,
    /// Half of its interval of 95 %, where it is given.
    pub error: Option<f64>,
    /// What the last digit that was written counts.
    pub digit: f64,
    /// How many times as long as what was measured one simulated history is.
    pub longer: f64,
}

impl Fact {
    /// The standard error of what was measured: as given; else that of rounding to its last digit, and of one history as
    /// long as what was measured.
    pub fn error_by(&self, sample: &Sample) -> f64 {
        match self.error {
            Some(half) => half / normal_quantile(f64::midpoint(1.0, LEVEL)),
            None => (self.digit * self.digit / 12.0 + self.longer * one_history(sample)).sqrt(),
        }
    }

    /// Of what was measured and of what simulates it.
    pub fn whole_error(&self, sample: &Sample) -> f64 {
        self.error_by(sample).hypot(sample.standard_error().unwrap_or(0.0))
    }
}

/// The variance of a figure from one history to another.
fn one_history(sample: &Sample) -> f64 {
    sample.variance_of_mean().unwrap_or(0.0) * sample.n() as f64
}

/// A figure that nobody measured would be read off with at least this share of error.
const READING: f64 = 0.01;

/// The standard error with which a figure could be measured that nobody has.
pub fn could_be_measured(sample: &Sample) -> f64 {
    (one_history(sample) + (READING * sample.value).powi(2)).sqrt()
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Figures to meet, in the order in which they are simulated.
    pub facts: Vec<Fact>,
    /// By input: how low and how high it may be, between −1 and 1.
    pub bounds: Vec<[f64; 2]>,
    /// By input: all that it may be, in order, where it goes by steps only; nothing: it may be anything within its bounds.
    pub steps: Vec<Vec<f64>>,
}
