//! What an agent's clock says. Looked at a few times a day, so it is kept apart from the agent.

use crate::model::{DayKind, Person, PlannedBreak};
use crate::time::{SimDuration, SimTime};

/// Hours of one day's work, or of a part of it without a gap, in simulated time.
#[derive(Clone, Debug)]
pub(super) struct Hours {
    pub from: SimTime,
    pub until: SimTime,
    /// Which part of the day's work it is, from 0.
    pub part: usize,
    /// The breaks in it, in order.
    pub breaks: Vec<BreakTimes>,
    /// The date, for the keys of pauses.
    pub epoch_day: i32,
    /// Workday, rest day or holiday for this agent; sets the overtime rate.
    pub day: DayKind,
    /// The person who has the place by then.
    pub person: Person,
}

/// A break, in simulated time.
#[derive(Clone, Copy, Debug)]
pub(super) struct BreakTimes {
    /// When it is due.
    pub due: SimTime,
    /// How long it lasts.
    pub length: SimDuration,
    /// From when on nothing new is taken.
    pub last_call: SimTime,
    /// When it begins although chats are open; `None`: it waits for them.
    pub latest: Option<SimTime>,
    /// Whether those go to others then.
    pub hand_over: bool,
}

impl BreakTimes {
    /// A break as planned for the day that begins at this midnight.
    pub fn of(planned: &PlannedBreak, midnight: SimTime) -> Self {
        Self {
            due: midnight + planned.due,
            length: planned.length,
            last_call: midnight + planned.last_call,
            latest: planned.latest.map(|latest| midnight + latest),
            hand_over: planned.hand_over,
        }
    }
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
    /// The shift the agent is in, and those that are drawn up.
    pub hours: Option<Hours>,
    pub coming: Vec<Hours>,
    /// The break that is due and has not begun; `None`: none is.
    pub due: Option<BreakTimes>,
    /// Whether its latest moment has passed.
    pub overdue: bool,
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
        Self {
            hours: None,
            coming: Vec::new(),
            due: None,
            overdue: false,
            pauses: 0,
            next_pause: SimTime::NEVER,
            pause_left: None,
            lead: Leading::default(),
        }
    }
}

impl Shift {
    /// The hours the agent is in.
    pub fn on_shift(&self) -> &Hours {
        self.hours.as_ref().expect("on shift")
    }
    /// A break is due. One that is still due from before is made up for with it.
    pub fn expect_break(&mut self, mut rest: BreakTimes) {
        if let Some(before) = self.due.take() {
            rest.length += before.length;
            rest.latest = before.latest.into_iter().chain(rest.latest).min();
        }
        self.overdue &= rest.latest.is_some();
        self.due = Some(rest);
    }
    /// The break that was due begins, or is no longer due.
    pub fn take_break(&mut self) -> Option<BreakTimes> {
        self.overdue = false;
        self.due.take()
    }
    /// Time to the next pause is time at the desk: it stands still from now on.
    pub fn stop_pauses(&mut self, now: SimTime) {
        self.pause_left = (self.next_pause != SimTime::NEVER).then(|| self.next_pause - now);
        self.next_pause = SimTime::NEVER;
    }
}
