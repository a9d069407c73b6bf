//! What only tickets have: promises on the clock or in opening hours, an order, and steps.

use super::{Label, TeamId};
use crate::random::Law;
use crate::time::{SimDuration, SimTime};

/// What only tickets have.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// Promised time to done, from creation.
    pub deadline: Option<Promise>,
    /// The share that should be on time.
    pub share: Option<f64>,
    /// Promised time to the start of work.
    pub start_within: Option<Promise>,
    /// Which ticket is next.
    pub order: TicketOrder,
    /// Whether a live contact may take its agent.
    pub interruptible: bool,
    /// Hands lost at each resumption.
    pub resume_cost: SimDuration,
    /// Places it takes beside chats.
    pub slots: u16,
    /// It takes all of them: its agent takes nothing new until they are empty, and then works on it alone.
    pub exclusive: bool,
    /// Paid to the customer for each late one.
    pub late_pays: f64,
    /// What has to happen one after another; none: one piece of work, the type's `effort`.
    pub steps: Vec<Step>,
}

/// So long, and what counts towards it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Promise {
    /// How long.
    pub within: SimDuration,
    /// Only the type's opening hours count, not the clock.
    pub opening: bool,
}

/// Which waiting ticket is worked on first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TicketOrder {
    /// Earliest deadline.
    Deadline,
    /// Oldest.
    Fifo,
}

/// One thing that has to happen before a ticket is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its key and names; work always has them, a wait may. What has a name has figures of its own.
    pub label: Option<Label>,
    /// What happens.
    pub task: Task,
    /// Work only: how it may be forgotten before it begins.
    pub missed: Option<Miss>,
}

/// What happens in a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Somebody works on it.
    Work {
        /// The agent's own time.
        effort: Law,
        /// Only this team does it; none: whoever the type's route leads to.
        team: Option<TeamId>,
    },
    /// It waits for somebody outside: a carrier, a warehouse.
    Wait(Law),
    /// It waits for the next of these times of day.
    Batch(Vec<SimDuration>),
}

/// How a step is forgotten.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// How likely.
    pub chance: f64,
    /// How long until somebody finds it.
    pub found_in: Law,
}

impl Step {
    /// The one team that does it, if only one may.
    pub fn team(&self) -> Option<TeamId> {
        if let Task::Work { team, .. } = self.task { team } else { None }
    }
    /// Mean hand work, seconds.
    pub fn hand_seconds(&self) -> f64 {
        if let Task::Work { effort, .. } = &self.task { effort.mean_seconds() } else { 0.0 }
    }
}

/// The next of some times of day, now included.
pub fn next_time(times: &[SimDuration], now: SimTime) -> SimTime {
    let until = |at: &SimDuration| (at.ticks() - now.time_of_day().ticks()).rem_euclid(SimDuration::DAY.ticks());
    now + SimDuration::from_ticks(times.iter().map(until).min().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_batch_is_the_earliest_to_come() {
        let hour = |h: i64| SimDuration::HOUR * h;
        let times = [hour(16), hour(10)];
        let at = |h: i64| SimTime::ZERO + hour(h);
        assert_eq!(next_time(&times, at(9)), at(10));
        assert_eq!(next_time(&times, at(10)), at(10), "at the very moment it goes along");
        assert_eq!(next_time(&times, at(11)), at(16));
        assert_eq!(next_time(&times, at(17)), at(34));
    }
}
