//! What is run: flat, index-based, valid by construction.
//!
//! A [`Model`] is one design in one case, compiled. Everything that can be wrong with a scenario was found by
//! `compile`; the engine reads a model and asserts. A model is never changed by the engine. Contact types, streams and
//! teams are in order of their names, so that the order of tables in a file changes nothing.

mod arrivals;
mod bot;
mod by_day;
mod calendar;
mod contact_type;
mod counted_volume;
mod crew;
mod crisis;
mod day_variation;
mod duties;
mod events;
mod expected_outcomes;
mod files_read;
mod guests;
mod ids;
mod interpolate;
mod leaders;
mod lift;
mod mean_days;
mod messaging;
mod money;
mod names;
mod opening;
mod pace;
mod people;
mod person_limit;
mod policies;
mod prices;
mod recorded;
mod routing;
mod rules;
mod sale;
mod satisfaction;
mod score;
mod shift_plan;
mod shifts;
#[cfg(test)]
pub mod textbook;
mod ticket;
mod time_limits;
mod topics;
mod turnover;

pub use arrivals::Arrivals;
pub use bot::{Bot, Varying};
pub use by_day::ByDay;
pub use calendar::{Calendar, DailyHours, Period};
pub use contact_type::{Channel, Closed, ContactType, FirstTouch, Session, WaitTarget};
pub use counted_volume::{Counted, CountedRow, Counts};
pub use crew::{Crew, People, Person};
pub use crisis::{Crisis, LONGEST, Struck};
pub use day_variation::Busyness;
pub use duties::{DayKind, Duty, DutyPart};
pub use expected_outcomes::chance_of;
pub use files_read::{ColumnRead, Said, Taken, TakenAs};
pub use guests::FirstDay;
pub use ids::{TeamId, TypeId};
pub use leaders::Leaders;
pub use lift::{Curve, Lift, Lifts};
pub use mean_days::{counted_days, is_seasonal, mean_days, ordinary_days};
pub use messaging::{AnswerOrder, Messages, Reminder, Scored, Silent, Turns};
pub use money::{
    Commission, Money, NO_OVERTIME, Night, Once, Outsourced, Pay, Prices, Tier, in_tiers, months_of_service, overtime,
};
pub use names::{Label, Lang};
pub use opening::{OpenDays, OpeningHours};
pub use pace::{ChatPace, Pace};
pub use people::{Absence, AfterShift, DayPaid, StaffedByNumber, StaffedByPeople, Staffing, speed};
pub use person_limit::PersonLimit;
pub use policies::{MOST_POLICIES, Policies, Policy, Trigger};
pub use prices::PriceGroup;
pub use recorded::{Given, Recorded};
pub use routing::{Fairness, Level, Route, Skill, Team, Together};
pub use rules::{Event, Follow, Link, Rule};
pub use sale::Sale;
pub use satisfaction::Rating;
pub use score::{Marks, Measure, Score, ScoreOf, ScorePart};
pub use shift_plan::{DatedShifts, OnDuty, Plan, Rest};
pub use shifts::{Break, OpenChats, PlannedBreak, Shift, ShiftDay};
pub use ticket::{Miss, Promise, Step, Task, Ticket, TicketOrder, next_time};
pub use time_limits::MOST_TIME_LIMITS;
pub use topics::Shown;
pub use turnover::{Payroll, PayrollDay, Stint};

use crate::id::IdVec;
use crate::random::Profile;
use crate::time::SimDuration;

/// One design in one case, ready to run.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The design's key and label.
    pub design: Label,
    /// The case's key and label.
    pub case: Label,
    /// When what is simulated happens, and when it counts.
    pub calendar: Calendar,
    /// Contact types and streams, in order of name.
    pub types: IdVec<TypeId, ContactType>,
    /// Teams, in order of name.
    pub teams: IdVec<TeamId, Team>,
    /// Profiles that rules follow.
    pub profiles: Vec<Profile>,
    /// What things cost.
    pub money: Money,
    /// Named spans of dates that results are also given for.
    pub periods: Vec<Period>,
    /// Limits at which the service of all chats and calls is counted, by type, by team and of all: those that the file asks
    /// for, and those of types with several targets. In order; empty where every type has one target.
    pub time_limits: Vec<SimDuration>,
    /// Composites of figures, in order of name.
    pub scores: Vec<Score>,
    /// Platforms that the shop sells on, by key, where it said so: their names stand beside ours.
    pub platforms: Vec<String>,
    /// Rules that come and go.
    pub policies: Policies,
    /// Where a run stops with partial results.
    pub limits: Limits,
    /// What reports show although not every design has it.
    pub shown: Shown,
    /// The same at other prices, each from a day on (since 1970-01-01), in order of days; without arrivals, profiles and policies.
    pub dated: Vec<(i32, Model)>,
}

/// Room to reckon with for the counters of a type (its messages and ratings among them), of a team, of a type with a team, of a step, of a limit of a type,
/// and of one of a type with a team; a test of `catalogue::counter` holds the true numbers against it. Here, so that a model can bound what a run will need.
pub const COUNTERS: [usize; 6] = [74, 40, 8, 8, 5, 2];

/// Bounds on one replication, so that a runaway scenario ends with a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Events handled in one replication.
    pub events: u64,
    /// Events at one instant, beyond which nothing but the same few contacts can be going round; raised as `a_day` is.
    pub at_once: u64,
    /// Events of one simulated day; raised to what this model's people and contacts may need.
    pub a_day: u64,
    /// Contacts present at once, those caused and still to come among them: about 2 GiB.
    pub present: u32,
    /// After the counted horizon, how long counted live contacts may take to leave.
    pub drain: SimDuration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            events: 20_000_000_000,
            at_once: 1_000_000,
            a_day: 2_000_000,
            present: 10_000_000,
            drain: SimDuration::DAY,
        }
    }
}
