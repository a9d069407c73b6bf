//! When agents are there: shifts, breaks, pauses, spells of leading, and teams staffed by number.

mod attendance;
mod breaks;
mod deferred;
mod duties;
mod hand_over;
mod leading;
mod shift;
mod shift_end;

use crate::id::Id;
use crate::model::{Crew, Model, TeamId};
use crate::random::Key;
use shift::Shift;

/// The persons of every team, and what their clocks say.
pub(super) struct Shifts<'m> {
    /// By team: which persons there are.
    crews: Vec<Crew<'m>>,
    /// By agent.
    of_agents: Vec<Shift>,
}

/// The persons of every team, under the replication's key.
pub(super) fn crews(model: &Model, key: Key) -> Vec<Crew<'_>> {
    let last = model.limits.drain.days().ceil() as i32 + model.calendar.warm_up_days + model.calendar.days;
    let days = model.calendar.since..=model.calendar.epoch_day(last);
    model.teams.iter().map(|team| team.people.crew(key, &team.staffing, days.clone())).collect()
}

impl<'m> Shifts<'m> {
    /// Nobody is on shift yet, of so many agents.
    pub(super) fn new(crews: Vec<Crew<'m>>, agents: usize) -> Self {
        Self { crews, of_agents: vec![Shift::default(); agents] }
    }
    /// The persons of a team.
    fn crew(&self, team: TeamId) -> &Crew<'m> {
        &self.crews[team.index()]
    }
    /// What an agent's clock says.
    fn of(&self, agent: u32) -> &Shift {
        &self.of_agents[agent as usize]
    }
    /// An agent's clock, to be changed.
    fn of_mut(&mut self, agent: u32) -> &mut Shift {
        &mut self.of_agents[agent as usize]
    }
}
