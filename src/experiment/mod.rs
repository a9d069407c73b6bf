//! Models to estimates: replications in parallel, merged in order; designs and cases compared on the same customers.

mod compare;
mod estimates;
mod interaction;
mod profile;
mod replicate;
mod saving;
#[cfg(test)]
mod truth;

pub use crate::engine::Limit;
pub use compare::{Difference, differences, pairs};
pub use estimates::{Estimate, LEVEL, estimate, estimates};
pub use interaction::{Interaction, Parts, interactions};
pub use profile::{ProfileCell, ProfileTable};
pub use replicate::{
    Arm, Cancel, Never, Precision, Progress, Quiet, Replications, Settings, Stopped, Study, replicate,
};
pub use saving::SAVINGS;
