//! Statistics of replications: estimates with their uncertainty, comparisons, percentiles, stopping.
//!
//! Every estimate is a [`Sample`]: a value and one influence a replication. Whatever is asked of it (a half width, a
//! paired difference, a composite) comes from that one vector, so no formula for a variance is written twice.

mod compare;
mod contest;
mod drawn;
mod explained;
mod histogram;
mod least_squares;
mod quantile;
mod sample;
mod shapley;
#[cfg(test)]
mod splitmix;
mod stopping;
mod student;
mod symmetric;

pub use compare::{Direction, Judgement, Rule, Verdict, judge};
pub use contest::{Contest, Out};
pub use drawn::Drawn;
pub use explained::{Bounded, Explained, LEAST, explained, wilson};
pub use histogram::Histogram;
pub use least_squares::{Known, Linear, Step, Together, known, misfit};
pub use quantile::{quantile, quantiles_of};
pub use sample::Sample;
pub use shapley::{Set, Sets, Share};
pub use stopping::{FIRST_LOOK, Precision, next_look, replications_for};
pub use student::{normal_cdf, normal_quantile, t_cdf, t_quantile};
