//! What may be written, table by table. The doc comments are the manual's sentences.

mod answered;
mod bot;
mod calendar;
mod chat_limits;
mod contact;
mod crisis;
mod design;
mod event;
mod facts;
mod files;
mod pay;
mod payroll;
mod policy;
mod roster;
mod score;
mod staffed;
mod step;
mod team;
mod turns;
mod volume;

pub use super::values::moment::Moment;
pub use answered::{RatingText, SaleText};
pub use bot::{BotText, Learning, NewProducts, OnFailure, Upkeep};
pub use calendar::{CalendarText, DayCv, DayWord, HolidayFactors, HolidayYearTable, HolidaysWord, Include, LiftScale};
pub use chat_limits::{ChatsText, LimitText};
pub use contact::{
    ArrivalsText, AwayText, ChannelWord, ClosedText, ContactText, CountedWord, EventWord, HeldWord, IncludesWord,
    InheritWord, Late, MissingWord, PerThousand, RuleText, SessionText, Slots, Slowdown, StreamText, TargetText,
    TicketOrderWord, Weekdays, ZerosWord,
};
pub use crisis::{CrisisText, MonthNumber};
pub use design::{Costs, Design, FairnessWord, OnceText, PricesText, RouteText};
pub use event::{BurstText, CalendarEvent, LiftText, Offset, Peak, Peaks};
pub use facts::FactsText;
pub use files::DecimalWord;
pub use pay::{
    CommissionText, MonthsWord, NightText, OutsourcedText, Overtime, PayText, RestDayText, SeveranceTable,
    SeveranceText,
};
pub use payroll::{ChangeText, DayPaidText, LeadersText, RampText, Yearly};
pub use policy::{ChanceText, PolicyText, QueueText, WhenText, WindowText};
pub use roster::RosterText;
pub use score::{ScorePartText, ScoreText, Worth};
pub use staffed::{Staffed, StaffedFile, StaffedSpan};
pub use step::{BatchTimes, StepText, Steps};
pub use team::{
    AfterShiftWord, BreakText, Breaks, OnDutyText, OpenChatsWord, Serves, ShiftText, SkillText, SplitText, TeamChange,
    TeamText,
};
pub use turns::{AnswersWord, DetailWord, MessagesText, PlatformNames, PlatformText, ReminderText, ReminderWord};
pub use volume::{CountsWord, OfWord, RepeatsWord, Volume};

use super::text::document::Node;
use super::values::plain::{Count, Day, Hours};
use super::values::read::{At, Names, table};
use crate::time::SimDuration;

table! {
    /// The whole file.
    pub struct World {
        /// What the scenario asks, in one line; `"中文 | English"`.
        title: Option<At<String>>,
        /// The version of the program for whose meanings it was written, such as `"0.2"`; not given: any before it.
        written_for: Option<At<String>>,
        /// The first day that counts.
        start: Option<At<Day>>,
        /// How many days count.
        days: Option<At<Count>>,
        /// How long is simulated before `start`, not counted; rounded up to whole days.
        warm_up: Option<At<SimDuration>>,
        /// The grid on which results are counted; divides a day.
        interval: Option<At<SimDuration>>,
        /// The currency of all prices.
        currency: Option<At<String>>,
        /// `design@case` that differences are measured against.
        baseline: Option<At<String>>,
        /// Which defaults are used: `"cn_shop"`, or `"none"` for textbook queues.
        template: Option<At<String>>,
        /// Values said once for all chats, calls, tickets, teams or bots.
        defaults: Option<At<Node>>,
        /// Profiles of a day, and how days differ.
        calendar: Option<At<CalendarText>>,
        /// Arrivals that need no service themselves but cause contacts later.
        stream: Names<StreamText>,
        /// What was counted, where it is known by all types together.
        volume: Option<At<Volume>>,
        /// Kinds of work.
        contact: Names<ContactText>,
        /// Which messages platforms score.
        platform: Names<PlatformText>,
        /// Organisations to compare.
        design: Names<Node>,
        /// Changes of rules that come and go, in all designs.
        policy: Names<Node>,
        /// Named changes of a design.
        lever: Names<Node>,
        /// What `attribute` takes together of the changes that lead from one design to another.
        group: Names<GroupText>,
        /// What-ifs on the scenario.
        case: Names<Node>,
        /// Named spans of dates that results are also given for.
        period: Names<PeriodText>,
        /// What results are given beside what targets ask for.
        report: Option<At<ReportText>>,
        /// Composites of figures, such as a platform's score of the shop.
        score: Names<ScoreText>,
        /// What the shop's own export says, by `design@case`.
        measured: Option<At<Node>>,
        /// What a shop said in its own words, of itself (`shop`) and of each kind of contact: kept, never simulated as such.
        facts: Names<FactsText>,
        /// How a validation file is run.
        verify: Option<At<Node>>,
        /// Truths that a validation file is held against.
        truth: Vec<At<Node>>,
    }
    later "roster", "tools";
}

table! {
    /// What results are given beside what targets ask for.
    pub struct ReportText {
        /// Limits of time, such as `"60 s"`: service levels within each are given of every type of chats or calls, of every
        /// team, and of all.
        limits: Vec<At<SimDuration>>,
    }
}

table! {
    /// Changes that `attribute` takes together.
    pub struct GroupText {
        /// What they are called; `"中文 | English"`.
        name: Option<At<String>>,
        /// Paths of a design or of types, such as `"bot.*"`, `"costs.bot"`, `"contact.*.effort"`.
        paths: Vec<At<String>>,
    }
}

table! {
    /// A named span of time.
    pub struct PeriodText {
        /// What it is called; `"中文 | English"`.
        name: Option<At<String>>,
        /// The moment it begins, or its first day.
        from: At<Moment>,
        /// The moment it ends, or its last day, included.
        until: At<Moment>,
        /// Hours of each day.
        hours: Option<At<Hours>>,
    }
}
