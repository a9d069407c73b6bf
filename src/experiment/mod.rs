//! Models to estimates: replications in parallel, merged in order; designs and cases compared on the same customers.

mod compare;
mod estimates;
mod interaction;
mod morris;
mod points;
mod profile;
mod replicate;
mod saving;
mod target_risk;
#[cfg(test)]
mod truth;
mod weeks;

pub use crate::engine::Limit;
pub use compare::{Difference, differences, pairs, same_demand};
pub use estimates::{Estimate, LEVEL, estimate, estimates};
pub use interaction::{Interaction, Parts, interactions};
pub use morris::{Screened, Way, screened};
pub use points::{Figures, Sweeping, Wanted, run_points, usual_figures};
pub use profile::{ProfileCell, ProfileTable};
pub use replicate::{
    Arm, Cancel, Never, Precision, Progress, Quiet, Replications, Settings, Stopped, Study, replicate,
};
pub use saving::{SAVINGS, a_year, grows};
pub use target_risk::Judged;
pub use weeks::{Excerpts, WEEK, expected_per_day, joined, sampled_weeks, whole_weeks};
