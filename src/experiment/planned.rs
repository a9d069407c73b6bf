//! What is expected of teams before anything runs: the work that waits for them, who is on shift and who at the desk.

use crate::catalogue::Span;
use crate::id::IdVec;
use crate::load::{History, TeamLoad, expected, teams, teams_on};
use crate::measure::Focus;
use crate::model::{Model, TeamId};

/// So many dates are averaged one by one; of more, and of the horizon, the mean day is meant.
const BY_DATE: usize = 31;

/// Teams as expected, by interval.
#[derive(Clone, Debug)]
pub struct Planned {
    /// On the dates in focus, in their order.
    pub dates: Vec<IdVec<TeamId, TeamLoad>>,
    /// On the dates of the span in focus, whose mean is its mean day; one mean day where it is the horizon or has many.
    pub days: Vec<IdVec<TeamId, TeamLoad>>,
}

impl Planned {
    /// Of a design, for what is in focus.
    pub fn of(model: &Model, spans: &[Span], focus: &Focus) -> Self {
        let history = History::of(model);
        let on = |day: usize| teams_on(model, &history.on(day), day);
        let inside = spans[focus.span].dates.iter().enumerate().filter(|(_, inside)| **inside);
        let dates: Vec<usize> = inside.map(|(day, _)| day).collect();
        let days = if focus.span == 0 || dates.len() > BY_DATE {
            vec![teams(model, &expected(model))]
        } else {
            dates.into_iter().map(on).collect()
        };
        Self { dates: focus.dates.iter().map(|day| on(*day)).collect(), days }
    }

    /// A figure of a team by interval on the n-th date in focus.
    pub fn on(&self, n: usize, team: TeamId, of: fn(&TeamLoad) -> Vec<f64>) -> Vec<f64> {
        of(&self.dates[n][team])
    }

    /// The same on the mean day of the span in focus.
    pub fn on_mean_day(&self, team: TeamId, of: fn(&TeamLoad) -> Vec<f64>) -> Vec<f64> {
        let all: Vec<Vec<f64>> = self.days.iter().map(|day| of(&day[team])).collect();
        let mean = |slot: usize| all.iter().map(|day| day[slot]).sum::<f64>() / all.len() as f64;
        (0..all[0].len()).map(mean).collect()
    }
}
