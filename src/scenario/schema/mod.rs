//! What may be written, table by table. The doc comments are the reference's sentences: English, and in the
//! last line Chinese.

mod answered;
mod arrivals;
mod bot;
mod calendar;
mod chat_limits;
mod contact;
mod crisis;
mod defaults;
mod design;
mod event;
mod facts;
mod files;
mod pay;
mod payroll;
mod places;
mod policy;
mod roster;
mod rule;
mod score;
mod since;
mod staffed;
mod step;
mod team;
mod truth;
mod turns;
mod volume;
mod written;

pub use super::values::moment::Moment;
pub use answered::{RatingText, SaleText};
pub use arrivals::{ArrivalsText, HeldWord, IncludesWord, MissingWord, PerThousand, StreamText, Weekdays, ZerosWord};
pub use bot::{BotText, Learning, NewProducts, OnFailure, Upkeep};
pub use calendar::{CalendarText, DayCv, DayWord, HolidayFactors, HolidayYearTable, HolidaysWord, Include, LiftScale};
pub use chat_limits::{ChatsText, LimitText};
pub use contact::{
    ChannelWord, ClosedText, ContactText, CountedWord, Late, SessionText, Slots, Slowdown, TargetText, TicketOrderWord,
};
pub use crisis::{CrisisText, MonthNumber};
#[cfg(test)]
pub use defaults::in_templates;
pub use defaults::{NotWritten, not_written, without};
pub use design::{Costs, Design, FairnessWord, OnceText, PricesChangeText, PricesText, RouteText};
pub use event::{BurstText, CalendarEvent, LiftText, Offset, Peak, Peaks};
pub use facts::FactsText;
pub use files::DecimalWord;
pub use pay::{
    CommissionText, MonthsWord, NightText, OutsourcedText, Overtime, PayChangeText, PayText, RestDayText,
    SeveranceTable, SeveranceText, TierText,
};
pub use payroll::{ChangeText, DayPaidCount, DayPaidText, FewerWord, LeadersText, RampText, Yearly};
pub use places::{TablePlaces, tables};
pub use policy::{ChanceText, PolicyText, QueueText, SWITCHABLE, WhenText, WindowText, may_switch, place_of_switch};
pub use roster::RosterText;
pub use rule::{AwayText, EventWord, InheritWord, RuleText};
pub use score::{ScorePartText, ScoreText, Worth};
pub use since::since;
pub use staffed::{Staffed, StaffedFile, StaffedSpan};
pub use step::{BatchTimes, StepText, Steps};
pub use team::{
    AfterShiftWord, BreakText, Breaks, OnDutyText, OpenChatsWord, Serves, ShiftText, SkillText, SplitText, TeamChange,
    TeamText,
};
pub use truth::{TruthText, VerifyText};
pub use turns::{AnswersWord, DetailWord, MessagesText, PlatformNames, PlatformText, ReminderText, ReminderWord};
pub use volume::{CountsWord, OfWord, RepeatsWord, Volume};

use super::text::document::Node;
use super::values::plain::{Count, Day, Hours};
use super::values::read::{At, Names, table};
use crate::time::SimDuration;

table! {
    /// The whole file.
    /// 整个文件。
    pub struct World {
        /// What the scenario asks, in one line; `"中文 | English"`.
        /// 一句话说明情景要问什么；`"中文 | English"`。
        title: Option<At<String>>,
        /// The version of the program for whose meanings it was written, such as `"0.2"`; not given: any before it.
        /// 按哪个程序版本的含义写的，如 `"0.2"`；不写为更早的版本。
        written_for: Option<At<String>>,
        /// The first day that counts.
        /// 计入统计的第一天。
        start: Option<At<Day>>,
        /// How many days count, 1 to 3660.
        /// 计入统计的天数，1 到 3660。
        days: Option<At<Count>>,
        /// How long is simulated before `start`, not counted; rounded up to whole days.
        /// 在 `start` 之前先模拟多久、不计入统计；按整天进位。
        warm_up: Option<At<SimDuration>>,
        /// The grid on which results are counted; divides a day.
        /// 统计的时间格；要能整除一天。
        interval: Option<At<SimDuration>>,
        /// The currency of all prices.
        /// 所有价格的货币。
        currency: Option<At<String>>,
        /// `design@case` that differences are measured against.
        /// 其他方案与哪个 `方案@假设` 比。
        baseline: Option<At<String>>,
        /// Which defaults are used: `"cn_shop"`, or `"none"` for textbook queues.
        /// 用哪套默认值：`"cn_shop"`；`"none"` 为教科书式排队。
        template: Option<At<String>>,
        /// Values said once for all chats, calls, tickets, teams or bots.
        /// 对所有会话、电话、工单、小组或机器人只写一次的值。
        defaults: Option<At<Node>> => written::defaults,
        /// Profiles of a day, and how days differ.
        /// 一天的时段分布，以及各天的差别。
        calendar: Option<At<CalendarText>>,
        /// Arrivals that need no service themselves but cause contacts later.
        /// 本身不用接待、但之后会引起咨询的来源。
        stream: Names<StreamText>,
        /// What was counted, where it is known by all types together.
        /// 只知道各类合计时，统计到的来量。
        volume: Option<At<Volume>>,
        /// Kinds of work.
        /// 各类咨询与工单。
        contact: Names<ContactText>,
        /// Which messages platforms score.
        /// 平台考核哪些消息。
        platform: Names<PlatformText>,
        /// Organisations to compare.
        /// 要比较的各个方案。
        design: Names<Node> => written::designs,
        /// Changes of rules that come and go, in all designs.
        /// 所有方案都有的预案（按时或按条件启用的规则改动）。
        policy: Names<Node> => written::policies,
        /// Named changes of a design.
        /// 有名称的举措：对方案的改动。
        lever: Names<Node> => written::changes,
        /// What `attribute` takes together of the changes that lead from one design to another.
        /// `attribute` 拆分两个方案之差时，合在一起算的几项改动。
        group: Names<GroupText>,
        /// What-ifs on the scenario.
        /// 假设：对整个情景的改动。
        case: Names<Node> => written::changes,
        /// Named spans of dates that results are also given for.
        /// 另外给出结果的时间段。
        period: Names<PeriodText>,
        /// What results are given beside what targets ask for.
        /// 目标之外还要给出哪些结果。
        report: Option<At<ReportText>>,
        /// Composites of figures, such as a platform's score of the shop.
        /// 由几项指标合成的评分，如平台的店铺分。
        score: Names<ScoreText>,
        /// What the shop's own export says, by `design@case`.
        /// 店铺后台自己的数，按 `方案@假设`。
        measured: Option<At<Node>> => written::measured,
        /// What a shop said in its own words, of itself (`shop`) and of each kind of contact: kept, never simulated as such.
        /// 店铺用自己的话填的，关于全店（`shop`）和各类咨询：留作依据，不直接模拟。
        facts: Names<FactsText>,
        /// How a validation file is run.
        /// 验证文件怎样运行。
        verify: Option<At<Node>> => written::verification,
        /// Truths that a validation file is held against.
        /// 验证文件要对照的真值。
        truth: Vec<At<Node>> => written::truths,
    }
    later "roster", "tools";
}

table! {
    /// What results are given beside what targets ask for.
    /// 目标之外还要给出哪些结果。
    pub struct ReportText {
        /// Limits of time, such as `"60 s"`: service levels within each are given of every type of chats or calls, of every
        /// team, and of all.
        /// 时限，如 `"60 s"`：每类会话或电话、每个小组和全店都给出各时限内的服务水平。
        limits: Vec<At<SimDuration>>,
    }
}

table! {
    /// Changes that `attribute` takes together.
    /// `attribute` 合在一起算的改动。
    pub struct GroupText {
        /// What they are called; `"中文 | English"`.
        /// 名称；`"中文 | English"`。
        name: Option<At<String>>,
        /// Paths of a design or of types, such as `"bot.*"`, `"costs.bot"`, `"contact.*.effort"`.
        /// 方案或类型的路径，如 `"bot.*"`、`"costs.bot"`、`"contact.*.effort"`。
        paths: Vec<At<String>>,
    }
}

table! {
    /// A named span of time.
    /// 有名称的时间段。
    pub struct PeriodText {
        /// What it is called; `"中文 | English"`.
        /// 名称；`"中文 | English"`。
        name: Option<At<String>>,
        /// The moment it begins, or its first day.
        /// 开始的时刻，或第一天。
        from: At<Moment>,
        /// The moment it ends, or its last day, included.
        /// 结束的时刻，或最后一天（含）。
        until: At<Moment>,
        /// Only these hours of each day.
        /// 每天的哪些小时。
        hours: Option<At<Hours>>,
    }
}
