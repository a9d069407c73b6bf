//! Models to estimates: replications in parallel, merged in order; designs and cases compared on the same customers.

mod address;
mod cash_flow;
mod compare;
mod difference;
mod estimates;
pub mod fit;
mod half_hours;
mod interaction;
mod missed;
mod morris;
pub mod optimise;
mod orders;
mod planned;
mod points;
mod profile;
mod replicate;
mod saving;
mod settled;
mod study;
mod target_risk;
mod trials;
#[cfg(test)]
mod truth;
mod weeks;
mod why;
mod yearly;

pub use crate::engine::Limit;
pub use crate::random::RangeLaw;
pub use address::{Address, Named};
pub use cash_flow::{Flow, PaidBack, cumulative, flows, paid_back, present_value};
pub use compare::{differences, pairs, same_demand, saved_by_line, savings_of_pair};
pub use difference::Difference;
pub use estimates::{Estimate, estimate, estimates, is_monthly, sample as sample_of};
pub use half_hours::{Served, Share, half_hours};
pub use interaction::{Interaction, Parts, interactions};
pub use missed::{FEW, missed, missed_on, missed_within, why_in};
pub use morris::{Screened, Way, screened};
pub use orders::sets_of;
pub use planned::Planned;
pub use points::{Figures, Sweeping, Wanted, figures, run_points, usual_figures};
pub use profile::{ProfileCell, ProfileTable};
pub use replicate::{Cancel, Never, Precision, Progress, Quiet, Replications, Settings, replicate};
pub use saving::{a_year, grows, of_a_year};
pub use settled::Settled;
pub use study::{Arm, LEVEL, Stopped, Study};
pub use target_risk::{Judged, judged};
pub use trials::{
    Counted, Goal, Pairs, Standing, can_be_target, counts, each_date, margins_on_dates, misses_on_dates, on_dates,
    over_span, reach_on_dates, shown_by, sure_look, without_a_miss,
};
pub use weeks::{Excerpts, Kept, WEEK, expected_per_day, joined, sampled_weeks, whole_weeks};
pub use why::{About, Asking, Stretch, Why, why};
pub use yearly::{Costs, Job, calendar_months, run_jobs};
