//! The KPIs, a row each: name in code, key, names, unit, which way is better, of whom, how; then, where it has them,
//! `first` (the same of first contacts), `about` (what a scenario must have), `rest` (what those are called who are not
//! in the share) and `on` (the lists it stands on, with its place there).

use super::counter::{
    ContactCounter, MessageCounter, PolicyCounter, RatingCounter, StepCounter, TeamCounter, TypeAtTeamCounter,
};
use super::kpi::{Better, Counter, Estimator, Kpi, Linear, Subjects, Unit};
use super::ledger::Line;
use super::lists::{List, Topic};
use Better::{Higher, Lower, Neither};
use Counter::{Contact, Message, Policy, Rating, Step, Team, TypeAtTeam};
use Estimator::{AtEnds, Deviation, Money, MoneyPer, MoneyShare, PerDay, Percentile, Ratio, Sum, TimeMean};

const NOBODY: Subjects = Subjects {
    live: false,
    tickets: false,
    outreach: false,
    streams: false,
    teams: false,
    types_at_teams: false,
    steps: false,
    policies: false,
    all: false,
};
const LIVE: Subjects = Subjects { live: true, all: true, ..NOBODY };
const SOLD: Subjects = Subjects { outreach: true, ..LIVE };
const OUTREACH: Subjects = Subjects { outreach: true, all: true, ..NOBODY };
const ANY: Subjects = Subjects { tickets: true, ..LIVE };
const EVERY: Subjects = Subjects { streams: true, ..ANY };
const TICKETS: Subjects = Subjects { tickets: true, all: true, ..NOBODY };
const TEAMS: Subjects = Subjects { teams: true, all: true, ..NOBODY };
const TYPES_AT_TEAMS: Subjects = Subjects { types_at_teams: true, ..NOBODY };
const STEPS: Subjects = Subjects { steps: true, ..NOBODY };
const STEPS_AND_TICKETS: Subjects = Subjects { steps: true, ..TICKETS };
const EACH_TYPE: Subjects = Subjects { all: false, ..ANY };
const POLICIES: Subjects = Subjects { policies: true, ..NOBODY };
/// Of the whole shop only.
pub const SHOP: Subjects = Subjects { all: true, ..NOBODY };

/// A sum of counters with factors. A letter says what a counter is counted by: `C` contact type, `T` team, `P` type and team,
/// `S` step of a ticket, `W` type whose chats go by the message, `R` type whose customers rate, `G` policy.
macro_rules! sum {
    ($($kind:ident :: $counter:ident $(* $factor:expr)?),*) => {
        &[$((sum!(@ $kind $counter), sum!(@ $($factor)?))),*]
    };
    (@) => { 1.0 };
    (@ $factor:expr) => { $factor };
    (@ C $counter:ident) => { Contact(ContactCounter::$counter) };
    (@ T $counter:ident) => { Team(TeamCounter::$counter) };
    (@ P $counter:ident) => { TypeAtTeam(TypeAtTeamCounter::$counter) };
    (@ S $counter:ident) => { Step(StepCounter::$counter) };
    (@ W $counter:ident) => { Message(MessageCounter::$counter) };
    (@ R $counter:ident) => { Rating(RatingCounter::$counter) };
    (@ G $counter:ident) => { Policy(PolicyCounter::$counter) };
}

/// Contacts that waited on the line for people.
const ON_LINE: Linear = sum![C::Offered, C::Messages * -1.0, C::Closed * -1.0];
/// On the line in the hours of the type's target.
const JUDGED: Linear = sum![C::Offered, C::Messages * -1.0, C::Closed * -1.0, C::UnjudgedOnLine * -1.0];
const JUDGED_LESS_SHORT: Linear =
    sum![C::Offered, C::Messages * -1.0, C::Closed * -1.0, C::AbandonedInLimit * -1.0, C::UnjudgedOnLine * -1.0];
/// What a platform scores.
const ROUNDS: Linear = sum![W::Answered, W::Unanswered];
const WAITED: Linear = sum![C::Accepted, C::Abandoned];

macro_rules! kpis {
    ($($name:ident : $key:literal, $en:literal, $zh:literal, $unit:ident, $better:ident, $of:expr, $estimator:expr
       $(, first $first:expr)? $(, about $topic:ident)? $(, rest $rest_en:literal, $rest_zh:literal)?
       $(, on $($list:ident $($place:literal)?),+)?;
       $definition_en:literal; $definition_zh:literal;)*) => {
        /// A row of the catalogue, by name.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[expect(missing_docs, reason = "each row has its definition, in both languages")]
        pub enum Row { $($name),* }

        /// Every KPI there is, in the order of results.
        pub const KPIS: &[Kpi] = &[$(Kpi {
            key: $key, en: $en, zh: $zh, unit: Unit::$unit, better: $better, of: $of, estimator: $estimator,
            first: kpis!(@ $($first)?),
            about: kpis!(@ about $($topic)?),
            rest: kpis!(@ $(($rest_en, $rest_zh))?),
            on: &[$($((List::$list, kpis!(@ place $($place)?))),+)?],
            definition_en: $definition_en, definition_zh: $definition_zh,
        }),*];

        impl Row {
            /// Every row, in the order of results.
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
    (@) => { None };
    (@ about) => { Topic::Any };
    (@ about $topic:ident) => { Topic::$topic };
    (@ place) => { 0 };
    (@ place $place:literal) => { $place };
    (@ $some:expr) => { Some($some) };
}

kpis! {
    Arrived: "arrived", "arrived", "咨询量", Contacts, Neither, EVERY, Sum(sum![C::Arrived]), first sum![C::ArrivedFirst], on Months, Profile 1;
        "Contacts that arrived, at the bot where there is one; repeats included.";
        "到达的咨询数（先到机器人的也算），含重复进线。";
    ArrivedPerDay: "arrived_per_day", "arrived a day", "日咨询量", PerDay, Neither, EVERY, PerDay(sum![C::Arrived]);
        "Contacts that arrived, a day; repeats included.";
        "每天到达的咨询数，含重复进线。";
    OfferedPerDay: "offered_per_day", "offered to people a day", "日转人工量", PerDay, Neither, ANY, PerDay(sum![C::Offered]), on Live 1, Tickets 1;
        "Contacts that reached people, a day.";
        "每天到达人工的咨询数。";
    Contained: "contained", "contained by the bot", "机器人拦截量", Contacts, Neither, LIVE, Sum(sum![C::Contained]), first sum![C::ContainedFirst], on Months, Profile 2;
        "Contacts that ended with the bot, solved or not.";
        "在机器人处结束的咨询数，不论是否真正解决。";
    FalselyContained: "falsely_contained", "falsely contained", "机器人误拦截量", Contacts, Lower, LIVE, Sum(sum![C::FalselyContained]);
        "Contacts that ended with the bot without being solved.";
        "在机器人处结束但问题没有解决的咨询数。";
    Offered: "offered", "offered to people", "转人工量", Contacts, Neither, ANY, Sum(sum![C::Offered]), first sum![C::OfferedFirst], on Months, Profile 3, Spread 1;
        "Contacts that reached people: handled + abandoned + turned away + closed + open at end.";
        "到达人工的咨询数 = 已接待 + 放弃 + 未能排队 + 非工作时间离开 + 期末未结。";
    Handled: "handled", "handled", "人工接待量", Contacts, Neither, ANY, Sum(sum![C::Handled]), first sum![C::HandledFirst], on Months, Profile 4, Outreach 2;
        "Contacts answered and ended by an agent.";
        "由客服接待并结束的咨询数。";
    Abandoned: "abandoned", "abandoned", "放弃量", Contacts, Lower, LIVE, Sum(sum![C::Abandoned]), first sum![C::AbandonedFirst], on Months, Profile 5;
        "Contacts that left the queue unanswered, those that left at once among them.";
        "未被接待就离开排队的咨询数，含立即离开的。";
    AbandonedPerDay: "abandoned_per_day", "abandoned a day", "日放弃量", PerDay, Lower, LIVE, PerDay(sum![C::Abandoned]);
        "Contacts that left the queue unanswered, a day; those that left at once among them.";
        "每天未被接待就离开排队的咨询数，含立即离开的。";
    HandledPerDay: "handled_per_day", "handled a day", "日接待量", PerDay, Neither, ANY, PerDay(sum![C::Handled]);
        "Contacts answered and ended by an agent, a day.";
        "每天由客服接待并结束的咨询数。";
    InTimePerDay: "in_time_per_day", "in time a day", "日及时量", PerDay, Neither, LIVE, PerDay(sum![C::InTime]);
        "Contacts accepted, or answered first, within the target's limit, a day.";
        "每天在目标时限内接入（或首响）的咨询数。";
    ShortWaitPerDay: "short_wait_per_day", "short waits a day", "日短等待量", PerDay, Neither, LIVE, PerDay(sum![C::InTime, C::AbandonedInLimit]);
        "Contacts whose wait ended within the target's limit, answered or abandoned, a day.";
        "每天等待在目标时限内结束的咨询数，不论接入还是放弃。";
    WaitHoursPerDay: "wait_hours_per_day", "waiting a day", "日等待时长", Hours, Lower, ANY, PerDay(sum![C::WaitAccepted * (1.0 / 3600.0), C::WaitAbandoned * (1.0 / 3600.0)]);
        "Hours that the contacts of a day waited, all together, until accepted or gone.";
        "一天内所有咨询等待到接入或放弃的小时数之和。";
    TurnedAway: "turned_away", "turned away", "未能排队量", Contacts, Lower, LIVE, Sum(sum![C::TurnedAway]);
        "Contacts that found the queue full.";
        "因排队已满而被拒绝的咨询数。";
    Closed: "closed", "went away in closed hours", "非工作时间离开量", Contacts, Lower, LIVE, Sum(sum![C::Closed]), on Live 3;
        "Contacts that came when nobody could be asked, and left without a message.";
        "无人值守时到达且未留言就离开的咨询数。";
    Messages: "messages", "messages left in closed hours", "留言量", Contacts, Neither, LIVE, Sum(sum![C::Messages]), on Live 4;
        "Contacts that came when nobody could be asked and left a message, answered once the hours begin again.";
        "无人值守时到达并留言、之后再回复的咨询数。";
    MessageWait: "message_wait", "wait of messages", "留言回复等待", Seconds, Lower, LIVE, Ratio(sum![C::MessageWait], sum![C::MessagesTaken]);
        "Mean time from leaving a message to its being taken up.";
        "从留言到开始处理的平均时间。";
    OpenAtEnd: "open_at_end", "open at end", "期末未结量", Contacts, Lower, ANY, Sum(sum![C::OpenAtEnd]);
        "Contacts that reached people in the span and were neither handled nor gone when the run stopped.";
        "统计期内到达人工、运行结束时仍未结束的咨询数。";
    Carried: "carried", "carried (bot and people)", "承接量", Contacts, Neither, LIVE, Sum(sum![C::Contained, C::Handled]), on Months;
        "Contained by the bot + handled by people, of chats and calls; tickets are not counted again.";
        "机器人拦截 + 人工接待的会话与电话数；工单不重复计算。";
    CarriedPerDay: "carried_per_day", "carried a day", "日承接量", PerDay, Neither, LIVE, PerDay(sum![C::Contained, C::Handled]);
        "Contained by the bot + handled by people, a day.";
        "每天机器人拦截 + 人工接待的数量。";
    Coverage: "coverage", "coverage", "接待覆盖率", Share, Higher, LIVE, Ratio(sum![C::Contained, C::Handled], sum![C::Contained, C::Offered]), rest "not carried ", "未接待", on Months, Live 2, SideBySide 1, Points 4, Assumptions 3;
        "(Contained + handled) / (contained + offered to people), of chats and calls: who is with the bot when the span ends is in neither.";
        "（机器人拦截 + 人工接待） / （机器人拦截 + 转人工），按会话与电话计：统计期结束时还在机器人处的两边都不算。";
    ServiceLevel: "service_level", "service level", "服务水平", Share, Higher, LIVE, Ratio(sum![C::InTime], JUDGED_LESS_SHORT), rest "not in time ", "未及时", on Months, Profile 6, Spread 2, SideBySide 2, Points 1;
        "In time / (waited on the line - abandoned within the limit). In time: accepted, or answered first, within the target's limit. Messages and those who left in closed hours are not on the line. Where the target has a window: of those who reached people in it.";
        "及时数 / （在线等待数 - 时限内放弃数）。及时：在目标时限内接入（或首响）。留言与非工作时间离开的不算在线。目标写有考核时段的，只算该时段内转人工的。";
    ServiceLevelOffered: "service_level_offered", "service level, of all offered", "服务水平（按全部转人工）", Share, Higher, LIVE, Ratio(sum![C::InTime], sum![C::Offered, C::Unjudged * -1.0]), rest "not in time ", "未及时";
        "In time / all that reached people, messages and closed hours included.";
        "及时数 / 全部到达人工数，含留言与非工作时间。";
    ServiceLevelAnswered: "service_level_answered", "service level, of the answered", "服务水平（按已接待）", Share, Higher, LIVE, Ratio(sum![C::InTime], sum![C::Accepted, C::UnjudgedAccepted * -1.0]), rest "not in time ", "未及时";
        "In time / accepted while on the line.";
        "及时数 / 在线接入数。";
    ServiceLevelShortOk: "service_level_short_ok", "service level, short waits fine", "服务水平（短时放弃算达标）", Share, Higher, LIVE, Ratio(sum![C::InTime, C::AbandonedInLimit], JUDGED), rest "not in time ", "未及时";
        "(In time + abandoned within the limit) / waited on the line.";
        "（及时数 + 时限内放弃数） / 在线等待数。";
    Abandonment: "abandonment", "abandonment", "放弃率", Share, Lower, LIVE, Ratio(sum![C::Abandoned], sum![C::Offered]), on Profile 7, SideBySide 3, Points 2;
        "Abandoned / offered.";
        "放弃量 / 转人工量。";
    Delayed: "delayed", "not served at once", "需等待率", Share, Lower, ANY, Ratio(sum![C::Offered, C::Messages * -1.0, C::Closed * -1.0, C::AtOnce * -1.0], ON_LINE);
        "Share of those on the line that were not served at once.";
        "在线咨询中未能立即接入的比例。";
    Blocked: "blocked", "turned away, share", "未能排队率", Share, Lower, LIVE, Ratio(sum![C::TurnedAway], sum![C::Offered]);
        "Turned away / offered.";
        "未能排队量 / 转人工量。";
    Wait: "wait", "wait until accepted", "接入等待", Seconds, Lower, ANY, Ratio(sum![C::WaitAccepted], sum![C::Accepted]), on Months, Profile 8, Live 5, SideBySide 4;
        "Mean wait until an agent accepts, of those accepted; at once counts 0. Acceptance, not the first reply. Messages apart.";
        "已接入者从到达人工到接入的平均等待，立即接入记 0。是接入，不是首响；留言另计。";
    WaitAll: "wait_all", "wait of all", "全部等待", Seconds, Lower, ANY, Ratio(sum![C::WaitAccepted, C::WaitAbandoned], WAITED);
        "Mean wait of all who were accepted or left, until then.";
        "所有接入或放弃者的平均等待。";
    WaitAbandoned: "wait_abandoned", "wait of the abandoned", "放弃者等待", Seconds, Neither, LIVE, Ratio(sum![C::WaitAbandoned], sum![C::Abandoned]);
        "Mean wait of those who left.";
        "放弃者离开前的平均等待。";
    ShortAbandonment: "short_abandonment", "short abandonments", "短时放弃占比", Share, Neither, LIVE, Ratio(sum![C::AbandonedInLimit], sum![C::Abandoned]);
        "Abandoned within the target's limit / abandoned.";
        "时限内放弃数 / 放弃量。";
    WaitSd: "wait_sd", "standard deviation of waits", "等待标准差", Seconds, Lower, ANY, Deviation(sum![C::WaitSquared, C::WaitSquaredHigh], sum![C::WaitAccepted, C::WaitAbandoned], WAITED);
        "Standard deviation of the waits of all who were accepted or left.";
        "所有接入或放弃者等待时间的标准差。";
    WaitP50: "wait_p50", "median wait", "等待中位数", Seconds, Lower, LIVE, Percentile(0.50);
        "Median of the waits of those accepted.";
        "已接入者等待的中位数。";
    WaitP90: "wait_p90", "90th percentile of waits", "等待 P90", Seconds, Lower, LIVE, Percentile(0.90);
        "This share of those accepted waited no longer.";
        "已接入者中该比例的等待不超过此值。";
    WaitP95: "wait_p95", "95th percentile of waits", "等待 P95", Seconds, Lower, LIVE, Percentile(0.95);
        "95 % of those accepted waited no longer.";
        "已接入者中 95 % 的等待不超过此值。";
    FirstResponse: "first_response", "first response", "首响", Seconds, Lower, LIVE, Ratio(sum![C::FirstReply], sum![C::Accepted, C::FirstUnscored * -1.0]), on Live 6;
        "Mean time from reaching people to the agent's first answer (wait + writing among the open chats). Messages apart. By the message: of who wrote in the platform's hours.";
        "从到达人工到客服首次回复的平均时间（等待 + 多会话中的回复时间），留言另计。按消息模拟时只算平台考核时段内的。";
    AverageResponse: "average_response", "average response", "平响", Seconds, Lower, LIVE, Ratio(sum![W::Waited], sum![W::Answered]), about Messages, on Messages 1;
        "Mean time from a customer's message to its answer, first ones among them, of messages written in the platform's hours and answered; without a platform, or by one without hours (jd), all hours count, and messages left in closed hours too. Chats by the message only.";
        "从客户发消息到得到回复的平均时间（含首次），只算平台考核时段内且得到回复的；没写平台，或平台没有考核时段（京东），则全天都算，夜里的留言也在内。仅限按消息模拟。";
    Answered30s: "answered_30s", "answered within 30 s", "30秒应答率", Share, Higher, LIVE, Ratio(sum![W::In30s], ROUNDS), about Messages, rest "late ", "超时", on Messages 2;
        "Messages answered within 30 s / messages written in the platform's hours; those of customers who left without an answer among them. Chats by the message only.";
        "30 秒内得到回复的消息 / 平台考核时段内的消息，含客户未获回复就离开的。仅限按消息模拟。";
    Answered3min: "answered_3min", "answered within 3 min", "3分钟回复率", Share, Higher, LIVE, Ratio(sum![W::In3min], ROUNDS), about Messages, rest "late ", "超时", on Messages 3;
        "Messages answered within 3 min / messages written in the platform's hours; those of customers who left without an answer among them. Chats by the message only.";
        "3 分钟内得到回复的消息 / 平台考核时段内的消息，含客户未获回复就离开的。仅限按消息模拟。";
    BrokenOff: "broken_off", "broken off", "中途离开率", Share, Lower, LIVE, Ratio(sum![W::BrokenOff], sum![C::Handled]), about Messages, on Messages 4;
        "Chats that the customer left after at least one answer because the next took too long / handled; they count as handled and unresolved. By the message only.";
        "已得到回复、但因下一条回复太慢而中途离开的会话 / 人工接待量；计为已接待、未解决。仅限按消息模拟。";
    Reminders: "reminders", "reminders sent", "提醒条数", Times, Neither, LIVE, Sum(sum![W::Reminders]), about Reminders, on Reminders 1;
        "Reminders sent to customers who had gone quiet, by the bot or by agents. By the message only.";
        "向沉默客户发出的提醒条数，含机器人与客服发的。仅限按消息模拟。";
    RemindersByAgent: "reminders_by_agent", "reminders sent by agents", "客服提醒条数", Times, Neither, LIVE, Sum(sum![W::RemindersByAgent]), about Reminders, on Reminders 2;
        "Of the reminders those that an agent wrote.";
        "提醒中由客服发出的条数。";
    ReminderReplies: "reminder_replies", "reminders answered", "提醒回复率", Share, Higher, LIVE, Ratio(sum![W::ReminderReplies], sum![W::Reminders]), about Reminders, on Reminders 3;
        "Reminders that brought the customer to write / reminders sent.";
        "让客户重新发消息的提醒 / 发出的提醒。";
    InVain: "in_vain", "opened in vain", "空接待量", Contacts, Lower, LIVE, Sum(sum![C::InVain]), about Silent, on Silent 1;
        "Chats opened in the span though the customer had left without a word; counted as abandoned before.";
        "客户已悄悄离开、客服仍打开处理的会话数（此前已计为放弃）。";
    HandleTime: "handle_time", "handle time", "处理时长", Seconds, Neither, EACH_TYPE, Ratio(sum![C::HandleTime], sum![C::Handled]);
        "Mean wall-clock time from being accepted to the end.";
        "从接入到结束的平均时钟时间。";
    FirstContactResolution: "first_contact_resolution", "first-contact resolution", "一次解决率", Share, Higher, LIVE, Ratio(sum![C::ResolvedFirst], sum![C::HandledFirst]), rest "not resolved ", "未解决", on Months, Live 7, SideBySide 5;
        "First contacts resolved by whoever handled them / first contacts handled by people.";
        "首次进线由接待者解决的 / 人工接待的首次进线。";
    Attempts: "attempts", "attempts per first contact", "人均进线次数", Number, Lower, LIVE, Ratio(sum![C::Arrived], sum![C::ArrivedFirst]);
        "All arrivals / first arrivals.";
        "全部咨询量 / 首次咨询量。";
    OverflowShare: "overflow_share", "overflow", "溢出率", Share, Neither, ANY, Ratio(sum![C::Overflow], sum![C::Accepted, C::MessagesTaken]);
        "Share taken by another team than the first of the route.";
        "由非首选小组接走的比例。";
    Transfers: "transfers", "transfers", "转接量", Contacts, Lower, ANY, Sum(sum![C::Transfers]);
        "Contacts that waited on in another queue.";
        "转到另一队列继续等待的咨询数。";
    OnTime: "on_time", "tickets on time", "工单及时率", Share, Higher, TICKETS, Ratio(sum![C::OnTime], sum![C::OnTime, C::Late]), rest "late ", "超时", on Months, Profile 10, Outreach 3, SideBySide 7, Points 3;
        "Tickets done by their deadline / tickets whose deadline lies in the span.";
        "截止时间前完成的工单 / 截止时间落在统计期内的工单。";
    Turnaround: "turnaround", "ticket turnaround", "工单完结时长", Hours, Lower, TICKETS, Ratio(sum![C::Turnaround * (1.0 / 3600.0)], sum![C::Handled]), on Tickets 2, Outreach 4;
        "Mean time from creation to done.";
        "从创建到完成的平均时间。";
    TurnaroundP90: "turnaround_p90", "90th percentile of turnaround", "工单完结时长 P90", Hours, Lower, TICKETS, Percentile(0.90);
        "This share of tickets took no longer.";
        "该比例的工单用时不超过此值。";
    StartedWithin: "started_within", "tickets started in time", "工单及时开始率", Share, Higher, TICKETS, Ratio(sum![C::StartedInTime], sum![C::Started]), rest "late ", "超时";
        "Tickets whose work began within the promised time / tickets begun.";
        "在承诺时间内开始处理的工单比例。";
    Interruptions: "interruptions", "interruptions", "工单被打断次数", Contacts, Lower, TICKETS, Sum(sum![C::Interruptions]);
        "Times that work on a ticket was broken off for a live contact.";
        "因实时咨询而中断工单处理的次数。";
    Missed: "missed", "forgotten", "漏单次数", Contacts, Lower, STEPS_AND_TICKETS, Sum(sum![S::Missed]);
        "Times that a step of a ticket was forgotten before it began, and found later.";
        "工单的某一步在开始前被漏掉、之后才被发现的次数。";
    MissedShare: "missed_share", "tickets forgotten", "漏单率", Share, Lower, TICKETS, Ratio(sum![S::MissedFirst], sum![C::Offered]);
        "Tickets of which at least one step was forgotten / tickets created.";
        "至少有一步被漏掉的工单 / 新建工单。";
    StepMissed: "step_missed", "step forgotten", "步骤漏做率", Share, Lower, STEPS, Ratio(sum![S::Missed], sum![S::Begun]);
        "Times that the step was forgotten / times that its turn came.";
        "该步被漏掉的次数 / 轮到该步的次数。";
    StepTime: "step_time", "hand time of the step", "步骤动手时间", Seconds, Lower, STEPS, Ratio(sum![S::Hands], sum![S::Done]);
        "Mean time by hand on the step, as worked: with the team's factor, the agent's speed and the cost of resuming.";
        "该步实际动手的平均时间，含小组系数、个人快慢与中断后重新上手的时间。";
    StepTurnaround: "step_turnaround", "turnaround of the step", "步骤完结时长", Hours, Lower, STEPS, Ratio(sum![S::Took * (1.0 / 3600.0)], sum![S::Done]);
        "Mean time from the step's turn to its being done: forgotten, waiting and in work.";
        "从轮到该步到做完的平均时间，含漏掉、排队与处理。";
    Backlog: "backlog", "open tickets", "未结工单", Number, Lower, TICKETS, TimeMean(sum![C::InSystem]), on Months, Profile 11, Tickets 3, Outreach 5, SideBySide 8;
        "Mean number of open tickets, waiting or in work.";
        "未结工单的平均数（等待中与处理中）。";
    BacklogGrowth: "backlog_growth", "growth of open tickets", "未结工单日增", PerDay, Lower, TICKETS, PerDay(sum![C::NetOpen]), on Tickets 4;
        "Tickets created less tickets done, a day: above 0 for long means the team cannot keep up.";
        "每天新建减完成的工单数：长期大于 0 说明跟不上。";
    Waiting: "waiting", "waiting", "排队数", Number, Lower, ANY, TimeMean(sum![C::Waiting]), on Profile 9, Spread 3;
        "Mean number waiting for people, over time, messages left in closed hours among them. Of all: chats and calls; open tickets stand apart (backlog).";
        "等待人工的平均人数（时间平均），等着的留言也在内。“全部”只含会话与电话，未结工单另计（backlog）。";
    WaitingEnd: "waiting_end", "waiting at intervals' ends", "时段末排队数", Number, Lower, ANY, AtEnds(sum![C::WaitingEnd]);
        "Number waiting at the end of an interval, before anything changes at that instant. Of all: chats and calls; tickets apart.";
        "每个时段结束瞬间的排队数。“全部”只含会话与电话，工单另计。";
    InSystem: "in_system", "with people", "在办数", Number, Neither, ANY, TimeMean(sum![C::InSystem]);
        "Mean number waiting for people or with them. Of all: chats and calls; open tickets stand apart (backlog).";
        "等待人工与人工处理中的平均数。“全部”只含会话与电话，未结工单另计（backlog）。";
    InSystemEnd: "in_system_end", "with people at intervals' ends", "时段末在办数", Number, Neither, ANY, AtEnds(sum![C::InSystemEnd]);
        "Number waiting for people or with them at the end of an interval. Of all: chats and calls; tickets apart.";
        "每个时段结束瞬间等待与处理中的数量。“全部”只含会话与电话，工单另计。";
    InBot: "in_bot", "with the bot", "机器人会话数", Number, Neither, LIVE, TimeMean(sum![C::InBot]);
        "Mean number talking to the bot.";
        "正在与机器人对话的平均数。";
    Pending: "pending", "to come back", "待返数", Number, Neither, ANY, TimeMean(sum![C::Pending]);
        "Mean number of contacts already caused that have not arrived yet.";
        "已触发但尚未到达的咨询平均数。";
    AbandonedDuring: "abandoned_during", "abandoned in the span", "期内放弃量", Contacts, Lower, LIVE, Sum(sum![C::AbandonedDuring]);
        "Contacts that left the queue in the span, whenever they came.";
        "在统计期内离开排队的咨询数，不论何时到达。";
    HandledDuring: "handled_during", "ended in the span", "期内完成量", Contacts, Higher, ANY, Sum(sum![C::HandledDuring]);
        "Contacts ended by an agent in the span, whenever they came.";
        "在统计期内结束的咨询数，不论何时到达。";
    BadDays: "bad_days", "bad days", "不达标天数占比", Share, Lower, EACH_TYPE, Ratio(sum![C::BadDays], sum![C::JudgedDays]);
        "Share of days on which a target of the type, as the file has it, was missed; what `size --target` asks is not in it.";
        "该类型未达到文件里自己的目标的天数比例；与 `size --target` 无关。";
    Occupancy: "occupancy", "occupancy", "工时利用率", Share, Neither, TEAMS, Ratio(sum![T::Hands], sum![T::Available]), on Months, Profile 12, Team 1, SideBySide 9, Points 5;
        "Time the hands were at work (answers, wrap-up, tickets; not while a customer writes) / time available (on shift less breaks and pauses). Above 88 % sustained wears people out (assumed). Time with anything open: `engaged`.";
        "动手工作时间（回复、会话后处理、工单；客户打字时不算）/ 可用时间（在班减休息与小休）。长期超过 88 % 人会吃不消（我们的假定）。手上有会话的时间占比见 `engaged`。";
    HandHours: "hand_hours", "hours by hand", "动手工时", Hours, Neither, TEAMS, Sum(sum![T::Hands * (1.0 / 3600.0)]);
        "Hours that the hands were at work.";
        "动手工作的小时数。";
    Utilisation: "utilisation", "utilisation", "付薪工时利用率", Share, Neither, TEAMS, Ratio(sum![T::Hands], sum![T::Paid]), on Team 2;
        "Time the hands were at work / paid time on shift.";
        "动手工作时间 / 付薪在班时间。";
    Engaged: "engaged", "engaged", "有会话时间占比", Share, Neither, TEAMS, Ratio(sum![T::Engaged], sum![T::Available]);
        "Time with at least one contact open / time available.";
        "至少有一个会话打开的时间 / 可用时间。";
    SlotOccupancy: "slot_occupancy", "places taken", "接待位占用率", Share, Neither, TEAMS, Ratio(sum![T::Taken], sum![T::Places]);
        "Places taken / places available.";
        "已占接待位 / 可用接待位。";
    Concurrency: "concurrency", "concurrency", "同时接待数", Number, Neither, TEAMS, Ratio(sum![T::Open], sum![T::Engaged]), on Team 3;
        "Mean contacts open of an agent at the desk who has at least one.";
        "在席且有会话的客服平均同时打开的会话数。";
    InHand: "in_hand", "contacts in hand", "在手会话数", Number, Neither, TEAMS, TimeMean(sum![T::Open, T::Standing]);
        "Mean number of contacts open with the team's agents, those that stand still on a pause or break among them.";
        "小组客服手上打开的会话平均数，含客服离席、休息时停着的会话。";
    OpenShare1: "open_share_1", "one open", "同时 1 个占比", Share, Neither, TEAMS, Ratio(sum![T::Level1], sum![T::Available]);
        "Share of available time with exactly one chat or call open.";
        "恰有 1 个会话打开的时间占可用时间的比例。";
    OpenShare2: "open_share_2", "two open", "同时 2 个占比", Share, Neither, TEAMS, Ratio(sum![T::Level2], sum![T::Available]);
        "Share of available time with exactly two chats open.";
        "恰有 2 个会话打开的时间占可用时间的比例。";
    OpenShare3: "open_share_3", "three open", "同时 3 个占比", Share, Neither, TEAMS, Ratio(sum![T::Level3], sum![T::Available]);
        "Share of available time with exactly three chats open.";
        "恰有 3 个会话打开的时间占可用时间的比例。";
    OpenShare4: "open_share_4", "four open", "同时 4 个占比", Share, Neither, TEAMS, Ratio(sum![T::Level4], sum![T::Available]);
        "Share of available time with exactly four chats open.";
        "恰有 4 个会话打开的时间占可用时间的比例。";
    OpenShare5: "open_share_5", "five open", "同时 5 个占比", Share, Neither, TEAMS, Ratio(sum![T::Level5], sum![T::Available]);
        "Share of available time with exactly five chats open.";
        "恰有 5 个会话打开的时间占可用时间的比例。";
    AllBusy: "all_busy", "nobody free", "全忙时间占比", Share, Lower, TEAMS, Ratio(sum![T::AllBusy], sum![T::Staffed]);
        "Share of staffed time in which no agent of the team could take anything new.";
        "有人在班的时间里，小组无人能再接新咨询的比例。";
    AllBusyEnd: "all_busy_end", "nobody free at intervals' ends", "时段末全忙占比", Share, Lower, TEAMS, AtEnds(sum![T::AllBusyEnd]);
        "Share of intervals at whose end no agent could take anything new.";
        "时段结束瞬间无人能再接新咨询的比例。";
    OnDuty: "on_duty", "on duty", "在班人数", Number, Neither, TEAMS, TimeMean(sum![T::Present]), on Profile 13, Spread 4, Team 4;
        "Mean number of people present, nights among the hours; by interval, of that interval.";
        "平均在班人数：全天（含夜里）的平均；分时段的为该时段。";
    AtDesk: "at_desk", "at the desk", "在席人数", Number, Neither, TEAMS, TimeMean(sum![T::Available]), on Profile 14, Spread 5;
        "Mean number of people at the desk, nights among the hours (by interval, of that interval): on duty, less breaks, pauses and spells of leading.";
        "平均在席人数（全天，含夜里；分时段的为该时段）：在班人数减去休息、小休和带班离席。";
    AgentDays: "agent_days", "agent-days", "人天", PerDay, Neither, TEAMS, PerDay(sum![T::Came]), about Persons, on Team 5;
        "People who came on duty, a day.";
        "每天上班人数。";
    OvertimeHours: "overtime_hours", "overtime", "加班小时", Hours, Lower, TEAMS, Sum(sum![T::Overtime * (1.0 / 3600.0)]), on Team 6;
        "Hours worked more than `pay.overtime.from` (15 min) after the end of shifts; on days off and holidays paid as such, all hours are overtime and none is counted here.";
        "下班后超过 `pay.overtime.from`（15 分钟）的工作小时数；按休息日、法定节假日加班计薪的日子全天都是加班，不计在这里。";
    Hires: "hires", "hired", "入职人数", People, Neither, TEAMS, Sum(sum![T::Hires]), about Payroll, on Months, Team 10;
        "People whose first day on the payroll it was: those who replace leavers, and those whom a larger headcount brings.";
        "当期入职的人数：补离职的，以及因编制增加而来的。";
    Leavers: "leavers", "left", "离职人数", People, Lower, TEAMS, Sum(sum![T::Leavers]), about Payroll, on Months, Team 9;
        "People who left by themselves; not those whose place was cut.";
        "自行离职的人数，不含因编制减少而离开的。";
    Vacancies: "vacancies", "vacancies", "空编人数", Number, Lower, TEAMS, TimeMean(sum![T::Vacant]), about Payroll, on Team 8;
        "Mean number of places of the headcount with nobody on the payroll; times the days of the span: people-days missing.";
        "编制中无人在册的平均人数；乘以天数即缺编人天。";
    ContactsPerAgentDay: "contacts_per_agent_day", "handled per agent-day", "人均日接待量", PerAgentDay, Neither, TEAMS, Ratio(sum![P::Handled], sum![T::Came]), about Persons, on Team 7;
        "Contacts and tickets of customers ended / agent-days.";
        "结束的客户咨询与工单数 / 人天。";
    HandledBy: "handled_by", "handled by the team", "小组接待量", Contacts, Neither, TYPES_AT_TEAMS, Sum(sum![P::Handled]);
        "Contacts of the type ended by the team.";
        "该小组结束的该类型咨询数。";
    ResolvedBy: "resolved_by", "resolved by the team", "小组解决率", Share, Higher, TYPES_AT_TEAMS, Ratio(sum![P::Resolved], sum![P::Handled]), rest "not resolved ", "未解决";
        "Share of the contacts that the team ended resolved.";
        "该小组结束的咨询中已解决的比例。";
    HandleTimeBy: "handle_time_by", "handle time at the team", "小组处理时长", Seconds, Neither, TYPES_AT_TEAMS, Ratio(sum![P::HandleTime], sum![P::Handled]);
        "Mean wall-clock time from being accepted to the end, at the team.";
        "该小组从接入到结束的平均时钟时间。";
    PolicyUses: "policy_uses", "uses of the policy", "预案启用次数", Times, Neither, POLICIES, Sum(sum![G::Began]), on Policies 1;
        "How often the policy began.";
        "预案启用的次数。";
    PolicyShare: "policy_share", "time under the policy", "预案生效占比", Share, Neither, POLICIES, TimeMean(sum![G::On]), on Policies 2;
        "Share of the time, nights included, during which the policy was on.";
        "预案生效的时间占全部时间（含夜间）的比例。";
    CostWages: "cost.wages", "wages", "工资", Money, Lower, TEAMS, Money(Line::Wages), on Ledger 1, WithoutTotal 1;
        "Monthly or hourly wages with the employer's charges.";
        "月薪或时薪，含单位承担的费用。";
    CostSeat: "cost.seat", "seats", "工位", Money, Lower, TEAMS, Money(Line::Seat), on Ledger 2, WithoutTotal 2;
        "Desk, computer and licences, by head and month.";
        "工位、电脑与授权，按人按月。";
    CostOvertime: "cost.overtime", "overtime pay", "加班费", Money, Lower, TEAMS, Money(Line::Overtime), on Ledger 3, WithoutTotal 3;
        "Overtime at its multiple of the hour's wage (a month is 21.75 days of 8 hours).";
        "按时薪倍数计的加班费（每月 21.75 天 × 8 小时）。";
    CostNight: "cost.night", "night pay", "夜班津贴", Money, Lower, TEAMS, Money(Line::Night), about Night, on Ledger 4, WithoutTotal 4;
        "What hours of shifts at night are paid beyond the hour's wage; unpaid breaks and overtime after shifts apart.";
        "排班落在夜间的小时高出时薪的部分；不含无薪休息和下班后的加班。";
    CostDayPaid: "cost.day_paid", "day-paid people", "日薪人员", Money, Lower, TEAMS, Money(Line::DayPaid), about DayPaid, on Ledger 5, WithoutTotal 5;
        "People who come for a day, at their price of a day.";
        "按天雇的人，按天计价。";
    CostOutsourced: "cost.outsourced", "outsourced", "外包费用", Money, Lower, TEAMS, Money(Line::Outsourced), about Outsourced, on Ledger 6, WithoutTotal 6;
        "What firms are paid for their people: by seat and month, by day worked, and by contact in tiers of a calendar month.";
        "付给外包公司的费用：按席位按月、按人天、按当月咨询量阶梯计价。";
    CostCommission: "cost.commission", "commission", "提成", Money, Lower, TEAMS, Money(Line::Commission), about Commission, on Ledger 7, WithoutTotal 7;
        "Pay for expected orders of customers whom people answered; without employer's charges.";
        "按人工接待所带来的期望订单计的提成，不另计单位承担的费用。";
    CostHiring: "cost.hiring", "hiring", "招聘费用", Money, Lower, TEAMS, Money(Line::Hiring), about Payroll, on Ledger 8, WithoutTotal 8;
        "Price of hiring, for each person hired.";
        "按入职人数计的招聘费用。";
    CostTraining: "cost.training", "training", "培训工资", Money, Lower, TEAMS, Money(Line::Training), about Payroll, on Ledger 9, WithoutTotal 9;
        "Wages with the employer's charges of newcomers before their first day at the desk; not among wages.";
        "新人上岗前培训期的工资，含单位承担的费用；不计入工资一行。";
    CostBot: "cost.bot", "bot", "机器人费用", Money, Lower, SHOP, Money(Line::Bot), on Ledger 10;
        "The bot's price by contact, by resolution and by month.";
        "机器人按次、按解决数与按月的费用。";
    CostTools: "cost.tools", "tools", "工具费用", Money, Lower, SHOP, Money(Line::Tools), on Ledger 11, WithoutTotal 10;
        "Tools, by month, by contact that people end, and by resolution of theirs.";
        "工具按月、按人工接待量与按人工解决数的费用。";
    CostLateness: "cost.lateness", "paid for lateness", "超时赔付", Money, Lower, SHOP, Money(Line::Lateness), on Ledger 12;
        "Paid to customers whose ticket was late.";
        "对超时工单客户的赔付。";
    CostTotal: "cost.total", "running cost", "运营成本", Money, Lower, SHOP, Money(Line::Total), on Ledger 13, SideBySide 10, Points 6, Assumptions 1;
        "Wages, seats, overtime, night pay, day-paid and outsourced people, commission, hiring, training, bot, tools and lateness; one-off costs and margin lost apart.";
        "工资、工位、加班、夜班津贴、日薪与外包人员、提成、招聘、培训、机器人、工具与超时赔付之和；一次性成本与毛利损失另列。";
    CostSeverance: "cost.severance", "severance", "经济补偿", Money, Lower, TEAMS, Money(Line::Severance), about Severance, on Ledger 14;
        "Paid once to people who are dismissed, on its date: months of pay by years of service (N, N+1), nothing to who leaves by himself.";
        "支付日一次性付给被裁人员：按工作年限折算的月数（N、N+1）× 月工资；自然离职为 0。";
    CostOneOff: "cost.one_off", "one-off cost", "一次性成本", Money, Lower, SHOP, Money(Line::OneOff), on Ledger 15;
        "Paid once when the design is introduced, on its date, severance included; in no running cost, and never scaled.";
        "采用该方案时在支付日一次性支付，含经济补偿；不计入运营成本，也不折算。";
    CostPerContact: "cost_per_contact", "cost per contact", "单次咨询成本", Money, Lower, SHOP, MoneyPer(Line::Total, sum![C::Contained, C::Handled]), on Ledger 16, SideBySide 11;
        "Running cost / contacts carried by bot and people.";
        "运营成本 / 承接量。";
    CostPerResolved: "cost_per_resolved", "cost per resolved contact", "单次解决成本", Money, Lower, SHOP, MoneyPer(Line::Total, sum![C::Contained, C::FalselyContained * -1.0, C::Resolved]), on Ledger 17;
        "Running cost / contacts really solved by bot or people.";
        "运营成本 / 由机器人或人工真正解决的咨询数。";
    Sent: "sent", "messages sent", "触达量", Contacts, Neither, OUTREACH, Sum(sum![C::Contained, C::Handled]), about Outreach, on Months, Outreach 1;
        "Messages that the shop began and sent, by the bot or by people.";
        "商家主动发出的消息数，含机器人与人工。";
    Ratings: "ratings", "ratings", "评价数", Contacts, Neither, ANY, Sum(sum![R::Ratings]), about Ratings, on Months, Ratings 1;
        "Expected ratings, not drawn: of contacts that people ended and that the bot contained, of types with a rating; who left unanswered does not rate.";
        "期望评价数（不抽签）：人工结束与机器人拦截的咨询按评价率计，仅限写了 rating 的类型；未获回复就离开的不评价。";
    Satisfaction: "satisfaction", "satisfaction", "满意度", Share, Higher, ANY, Ratio(sum![R::Satisfied], sum![R::Ratings]), about Ratings, rest "not satisfied ", "不满意", on Months, Ratings 2, SideBySide 6;
        "Expected ratings of the satisfied / expected ratings; tickets among them.";
        "期望的满意评价数 / 期望评价数，含工单。";
    Conversion: "conversion", "conversion", "询单转化率", Share, Higher, SOLD, Ratio(sum![C::Orders], sum![C::Asked]), about Sales, on Months, Sales 1;
        "Orders / customers who asked, the bot's among them; types with a sale only.";
        "订单数 / 询单客户数（含机器人接待的），仅限写了 sale 的类型。";
    ConversionAnswered: "conversion_answered", "conversion of the answered", "询单转化率（已接待）", Share, Higher, LIVE, Ratio(sum![C::OrdersPeople], sum![C::AskedPeople]), about Sales;
        "Orders of those answered by people / those answered by people, who asked about what they may buy: as platforms count; who left unanswered, or stayed with the bot, is in neither.";
        "人工接待的询单客户的订单数 / 人工接待的询单客户数，与平台口径一致；没等到就离开的、只由机器人接待的，分子分母都不算。";
    Orders: "orders", "orders", "订单数", Orders, Higher, SOLD, Sum(sum![C::Orders]), about Sales, on Months, Sales 2, Assumptions 2;
        "Expected orders, not drawn: of customers answered by people, by their wait until the first reply; of those the bot really solved, by the bot's factor.";
        "期望订单数（不抽签）：人工接待的按首响等待折算，机器人真正解决的按机器人系数计。";
    Sales: "sales", "sales", "成交额", Money, Higher, SOLD, Money(Line::Sales), about Sales, on Ledger 18;
        "Expected orders at their value.";
        "期望订单数 × 客单价。";
    LostOrders: "lost_orders", "lost orders", "流失订单", Orders, Lower, LIVE, Sum(sum![C::LostLeft, C::LostSlow, C::LostBot]), about Sales, on Months;
        "Orders that people would have brought in with an answer at once, less those expected: lost to leaving, to slow answers, and to the bot.";
        "与人工立即回复相比少成交的订单：因离开、回复慢与机器人接待而流失的。";
    LostOrdersLeft: "lost_orders_left", "orders lost to leaving", "离开流失订单", Orders, Lower, LIVE, Sum(sum![C::LostLeft]), about Sales, on Sales 3;
        "Lost orders of those who left unanswered (abandoned, closed, turned away, falsely contained) and did not come back.";
        "未获回复就离开且不再回来者（放弃、非工作时间、未能排队、误拦截）的流失订单。";
    LostOrdersSlow: "lost_orders_slow", "orders lost to slow answers", "慢答流失订单", Orders, Lower, LIVE, Sum(sum![C::LostSlow]), about Sales, on Sales 4;
        "Lost orders of those who were answered, by how late.";
        "获得回复者因首响慢而流失的订单。";
    LostOrdersBot: "lost_orders_bot", "orders lost to the bot", "机器人流失订单", Orders, Lower, LIVE, Sum(sum![C::LostBot]), about Sales, on Sales 5;
        "Lost orders of those whom the bot solved, where it sells less than people; the falsely contained are among those who left.";
        "机器人真正解决者中，因机器人成交不如人工而流失的订单；被误拦截的计入离开。";
    LostMargin: "lost_margin", "margin lost", "毛利损失", Money, Lower, LIVE, Money(Line::LostMargin), about Sales, on Ledger 20;
        "Lost orders at the margin of each: what the shop does not earn, not what it pays; in no total.";
        "流失订单 × 单均毛利：少赚的钱，不是付出的钱，不计入任何合计。";
    CostRate: "cost_rate", "service cost to sales", "客服成本率", Share, Lower, SHOP, MoneyShare(Line::Total, Line::Sales), about Sales, on Ledger 19;
        "Running cost / sales that came out of contacts.";
        "运营成本 / 咨询带来的成交额。";
}
