//! What was simulated: arms, each a design in a case, with their replications.

use super::planned::Planned;
use super::profile::ProfileTable;
use crate::catalogue::Span;
use crate::measure::{Outcome, Series};
use crate::model::Model;

/// The level of every interval that is printed.
pub const LEVEL: f64 = 0.95;

/// One design in one case, with its replications.
#[derive(Debug)]
pub struct Arm {
    /// What was run.
    pub model: Model,
    /// What it was counted for.
    pub spans: Vec<Span>,
    /// By replication.
    pub outcomes: Vec<Outcome>,
    /// The shape of the week, where asked for.
    pub profile: Option<ProfileTable>,
    /// What is expected of its teams on the same dates, where asked for.
    pub planned: Option<Planned>,
}

/// Why a study ended before its time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stopped {
    /// Interrupted; whole replications are kept.
    Interrupted,
    /// A limit was reached in this arm and replication.
    Limit {
        /// Which arm.
        arm: usize,
        /// Which replication.
        replication: u64,
        /// Which limit.
        limit: crate::engine::Limit,
    },
}

/// All arms after their replications.
#[derive(Debug)]
pub struct Study {
    /// Designs × cases, in the order given.
    pub arms: Vec<Arm>,
    /// Replications of every arm.
    pub replications: u64,
    /// The seed.
    pub seed: u64,
    /// Set where it ended early: results are partial.
    pub stopped: Option<Stopped>,
    /// Whether the asked precision was reached, where one was asked for.
    pub precise: Option<bool>,
}

impl Arm {
    /// Its replications, to be read.
    pub fn series(&self) -> Series<'_> {
        Series { outcomes: &self.outcomes, spans: &self.spans }
    }
}
