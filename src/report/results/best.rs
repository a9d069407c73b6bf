//! Which point of a grid is best.

use crate::stats::{Out, Sample};

/// The points of a grid by one figure, as far as they were told apart.
#[derive(Debug)]
pub struct Best {
    /// Which of the figures.
    pub figure: usize,
    /// Those that were compared: all that have the figure and the demand of as is.
    pub points: Vec<Contender>,
    /// How many points are left of which none is shown to be worse than another.
    pub left: usize,
    /// Whether more replications could tell nothing: one is left, or those that are left are equal in every one.
    pub decided: bool,
    /// The most replications that were allowed of a point.
    pub most: u64,
}

/// One of them.
#[derive(Debug)]
pub struct Contender {
    /// Which point.
    pub point: usize,
    /// The figure by all its replications.
    pub sample: Sample,
    /// To which point it lost, as its number, and how; none where it is left.
    pub out: Option<Out>,
    /// Whether its value is best of those that are left.
    pub leads: bool,
}

impl Best {
    /// The one whose value is best of those that are left.
    pub fn leader(&self) -> Option<&Contender> {
        self.points.iter().find(|of| of.leads)
    }
}
