//! A team's people: heads with shifts, rest and absence, or a bare number. Who works when is in `duties`.

use super::{ByDay, Leaders, Payroll, PersonLimit, Plan, Shift};
use crate::random::{Key, Law, Purpose};
use crate::time::{SimDuration, SimTime};

const PAUSE_GAP: Purpose = Purpose::new("time to next pause");
const SPEED: Purpose = Purpose::new("speed");
const PAUSE_LENGTH: Purpose = Purpose::new("pause length");

/// How fast somebody is for a whole replication: lognormal, because nobody is infinitely slow, of mean 1.
pub fn speed(agent: Key, cv: f64) -> f64 {
    if cv == 0.0 {
        return 1.0;
    }
    // The laws are of durations: a second stands for 1.
    Law::lognormal(SimDuration::SECOND, cv).draw(&mut agent.stream(SPEED), SimTime::ZERO).seconds()
}

/// The share of heads missing on a day.
pub type Absence = f64;

/// How a team is staffed.
#[derive(Clone, Debug, PartialEq)]
pub enum Staffing {
    /// Nameless agents by number.
    Number(StaffedByNumber),
    /// People with shifts.
    People(StaffedByPeople),
}

/// A number of agents by time of day.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffedByNumber {
    /// By day: times of day and the number from then on; the first entry is at midnight.
    pub days: ByDay<Vec<(SimDuration, u32)>>,
}

impl Staffing {
    /// Whether anybody is planned on a day, given by its number since 1970-01-01.
    pub fn anyone_on(&self, epoch_day: i32) -> bool {
        match self {
            Self::Number(number) => number.on(epoch_day).iter().any(|(_, n)| *n > 0),
            Self::People(roster) => roster.anyone_on(epoch_day),
        }
    }
}

impl StaffedByNumber {
    /// Times of a day and the number from then on; the first entry is at midnight.
    pub fn on(&self, epoch_day: i32) -> &[(SimDuration, u32)] {
        self.days.on(epoch_day)
    }
    /// The same number at all times.
    pub fn always(count: u32) -> Self {
        Self { days: ByDay::always(vec![(SimDuration::ZERO, count)]) }
    }
    /// The largest number ever.
    pub fn most(&self) -> u32 {
        self.days.values().flatten().map(|(_, n)| *n).max().unwrap_or(0)
    }
}

/// A team's people.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffedByPeople {
    /// Heads, before any change.
    pub headcount: u32,
    /// How they come and go.
    pub payroll: Payroll,
    /// Shifts that exist.
    pub shifts: Vec<Shift>,
    /// Who works which shift on which day.
    pub plan: Plan,
    /// Never fewer on duty on a day.
    pub at_least: u32,
    /// People who come for a day.
    pub day_paid: Vec<DayPaid>,
    /// Chance that a rostered agent is missing on a day.
    pub absence: Absence,
    /// Share of the time at the desk spent on pauses.
    pub off_desk: f64,
    /// Mean length of a pause.
    pub pause: SimDuration,
    /// Heads who serve customers for a part of their time.
    pub leaders: Option<Leaders>,
    /// Nothing new from this long before the shift's end.
    pub last_call: SimDuration,
    /// What becomes of customers at the shift's end.
    pub after_shift: AfterShift,
    /// Public holidays: first and last day, as numbers since 1970-01-01.
    pub holidays: Vec<(i32, i32)>,
    /// Day number since 1970-01-01 of the Monday at which cycles have position 0.
    pub anchor: i32,
}

/// People who come for a day, and are paid by it.
#[derive(Clone, Debug, PartialEq)]
pub struct DayPaid {
    /// First day, as a number since 1970-01-01.
    pub from: i32,
    /// Last day.
    pub until: i32,
    /// How many.
    pub count: u32,
    /// To which shift; none: in the team's shares. Several shifts of the same days have an entry each, alike but for the count.
    pub shift: Option<usize>,
    /// How fast against the team's own, above 0.
    pub speed: f64,
    /// Places of each.
    pub limit: PersonLimit,
    /// Days in training before their first, each paid like a day of work.
    pub training: i32,
    /// Speed by days since their first, as a share of `speed`, increasing, linear between; empty: 1 from the first on.
    pub ramp: Vec<(f64, f64)>,
}

/// What becomes of customers at a shift's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterShift {
    /// What is open is finished.
    Open,
    /// Also who waits by then, or by the last call, is served.
    Queue,
    /// Everybody leaves on the dot: open chats and calls end unresolved.
    Drop,
}

impl StaffedByPeople {
    /// Whether newcomers, or those who come for a day, have other numbers of places than their number in the team says.
    pub fn limits_differ(&self) -> bool {
        !self.payroll.limits.is_empty() || self.day_paid.iter().any(|come| come.limit != PersonLimit::OfNumber)
    }

    /// Time at the desk until the `n`-th pause of a day is due; none without pauses.
    pub fn pause_gap(&self, agent: Key, epoch_day: i32, n: u64) -> Option<SimDuration> {
        if self.off_desk <= 0.0 {
            return None;
        }
        let gap = self.pause.scale((1.0 - self.off_desk) / self.off_desk);
        let mut stream = agent.number(epoch_day as u64).stream(PAUSE_GAP.nth(n));
        Some(Law::exponential(gap).draw(&mut stream, SimTime::ZERO))
    }

    /// How long the `n`-th pause of a day lasts.
    pub fn pause_length(&self, agent: Key, epoch_day: i32, n: u64) -> SimDuration {
        let mut stream = agent.number(epoch_day as u64).stream(PAUSE_LENGTH.nth(n));
        Law::exponential(self.pause).draw(&mut stream, SimTime::ZERO)
    }
}
