//! What an agent's clock says. Looked at a few times a day, so it is kept apart from the agent.

use crate::model::{DayKind, Person};
use crate::time::{SimDuration, SimTime};

/// Hours of one day's work, in simulated time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hours {
    pub until: SimTime,
    /// When the break is due, how long it lasts; `None`: the shift has none.
    pub rest: Option<(SimTime, SimDuration)>,
    /// The date, for the keys of pauses.
    pub epoch_day: i32,
    /// Workday, rest day or holiday for this agent; sets the overtime rate.
    pub day: DayKind,
    /// The person who has the place by then.
    pub person: Person,
}

/// A leader's spells away from the desk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leading {
    /// Since when a spell is due.
    pub since: SimTime,
    /// When the next spell is due, or this one ends; `NEVER`: none is planned, or a break holds it up.
    pub next: SimTime,
    /// How long until then when a break began; `None`: no break holds it up.
    pub left: Option<SimDuration>,
    /// When that break began.
    pub stopped: SimTime,
    /// How many were drawn for today.
    pub drawn: u64,
}

impl Leading {
    /// No spell is planned, and no break holds one up.
    pub fn nothing_planned(&self) -> bool {
        self.left.is_none() && self.next == SimTime::NEVER
    }
}

impl Default for Leading {
    fn default() -> Self {
        let (since, stopped) = (SimTime::ZERO, SimTime::ZERO);
        Self { since, next: SimTime::NEVER, left: None, stopped, drawn: 0 }
    }
}

/// The shifts, pauses and spells of one agent.
#[derive(Clone, Debug)]
pub(super) struct Shift {
    /// The shift the agent is in, and the next one that is drawn up.
    pub hours: Option<Hours>,
    pub coming: Option<Hours>,
    /// How many pauses were drawn for today.
    pub pauses: u64,
    /// When the next pause begins; `NEVER`: none is planned.
    pub next_pause: SimTime,
    /// Time to the next pause that was left when a break or a spell of leading began.
    pub pause_left: Option<SimDuration>,
    /// Where a leader is between desk and leading.
    pub lead: Leading,
}

impl Default for Shift {
    /// No shift yet.
    fn default() -> Self {
        let (next_pause, lead) = (SimTime::NEVER, Leading::default());
        Self { hours: None, coming: None, pauses: 0, next_pause, pause_left: None, lead }
    }
}

impl Shift {
    /// Time to the next pause is time at the desk: it stands still from now on.
    pub fn stop_pauses(&mut self, now: SimTime) {
        self.pause_left = (self.next_pause != SimTime::NEVER).then(|| self.next_pause - now);
        self.next_pause = SimTime::NEVER;
    }
}
