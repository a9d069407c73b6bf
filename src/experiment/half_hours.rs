//! How a team's customers are served by interval on single dates, over replications: what a plan for the wall shows beside its numbers.

use crate::catalogue::{KpiId, Subject};
use crate::measure::Series;
use crate::model::TypeId;
use crate::stats::quantiles_of;

/// What a team promises to the customers who come to it first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The figure that is judged.
    pub kpi: KpiId,
    /// Of which type.
    pub of: TypeId,
    /// The share promised.
    pub share: f64,
}

/// An interval: in how many replications somebody was to be served, in how many of these fewer were served in time than was
/// promised, and the level below which one replication in twenty is. No level of few replications.
pub type Served = (u64, u64, Option<f64>);

/// By team, date in focus and interval; none where nobody ever is to be served. Types of a team are taken together, each with its own
/// promise: `teams` has the promises of each.
pub fn half_hours(series: &Series<'_>, teams: &[Vec<Share>]) -> Vec<Vec<Vec<Option<Served>>>> {
    let profiles = || series.outcomes.iter().filter_map(|outcome| outcome.profile.as_ref());
    let Some(first) = profiles().next() else { return vec![Vec::new(); teams.len()] };
    let column = |one: &Share| {
        let is = |column: &(KpiId, Subject)| *column == (one.kpi, Subject::Type(one.of));
        Some((first.columns.iter().position(is)?, one.share))
    };
    let width = first.columns.len();
    let of = |promised: &Vec<Share>| {
        let columns: Vec<(usize, f64)> = promised.iter().filter_map(column).collect();
        let slot = |group: usize| -> Option<Served> {
            let pooled = profiles().filter_map(|profile| {
                let pairs = columns.iter().map(|(column, share)| (profile.sums[group * width + column], share));
                let (good, all, wanted) = pairs.fold((0.0, 0.0, 0.0), |(good, all, wanted), ((x, y), share)| {
                    (good + x, all + y, wanted + share * y)
                });
                (all > 0.0).then_some((good / all, wanted / all))
            });
            let (levels, wanted): (Vec<f64>, Vec<f64>) = pooled.unzip();
            let missed = levels.iter().zip(&wanted).filter(|(level, wanted)| *level < *wanted).count() as u64;
            let judged = levels.len() as u64;
            (judged > 0).then(|| (judged, missed, quantiles_of(levels, &[0.05]).map(|found| found[0])))
        };
        (0..first.groups.focus().dates.len()).map(|date| first.groups.date(date).map(slot).collect()).collect()
    };
    teams.iter().map(of).collect()
}
