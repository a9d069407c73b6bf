//! Teams and their people.

use super::chat_limits::ChatsText;
use super::pay::{PayText, SeveranceText};
use super::payroll::{ChangeText, DayPaidText, LeadersText, RampText, Yearly};
use super::roster::RosterText;
use super::staffed::Staffed;
use super::turns::AnswersWord;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::change_text::{Change, change_of};
use crate::scenario::values::day_key::{ByDayText, DayValue, Spans};
use crate::scenario::values::documented::{ValueKind, Words};
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Amount, Count, Hours, Share};
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, Names, Read, table, words, wrong};
use crate::time::SimDuration;

words! {
    /// What happens at a shift's end.
    /// 下班时怎么办。
    pub enum AfterShiftWord {
        /// Finish what is open.
        /// 把手上的做完。
        Open = "open",
        /// Also serve who waits by then.
        /// 把那时已在排队的也接待完。
        Queue = "queue",
        /// Leave on the dot: open chats and calls end unresolved.
        /// 准点走：手上的会话和电话按未解决结束。
        Drop = "drop",
    }
}

table! {
    /// People who share skills, shifts and pay.
    /// 技能、班次、薪酬相同的一组人。
    pub struct TeamText {
        /// What it is called; `"中文 | English"`.
        /// 名称；`"中文 | English"`。
        name: Option<At<String>>,
        /// Heads; needs `shifts`.
        /// 编制人数；要与 `shifts` 同写。
        headcount: Option<At<Count>>,
        /// A bare number of agents, or numbers by time of day, every day or by day; or a file of them.
        /// 直接写在班人数，或按时段写，每天一样或按日子写；或来自文件。
        staffed: Option<At<ByDayText<Staffed>>>,
        /// Contact types in order of preference; a list inside the list is one level.
        /// 接哪些咨询，按优先顺序；内层列表里的同级。
        serves: At<Serves>,
        /// By contact type: what this team does differently.
        /// 按咨询类型：这个小组有什么不同。
        skill: Names<SkillText>,
        /// Chats at once per agent: a number, or groups of people, the lowest numbers first: `[ { count = 2, chats = 5 }, { chats = 3 } ]`.
        /// 每人同时接待上限：一个数，或分成几部分人，编号小的在前：`[ { count = 2, chats = 5 }, { chats = 3 } ]`。
        chats: Option<At<ChatsText>>,
        /// Each further open chat lengthens an answer by this share.
        /// 每多开一个会话，回复变慢的比例。
        switching: Option<At<Amount>>,
        /// cv of the speed of people, each drawn once; mean 1.
        /// 各人快慢的变异系数，每人抽一次；平均为 1。
        speed_cv: Option<At<Amount>>,
        /// Chats by the message: which is answered next: `"oldest"` (not given), `"newest"` or `"new_chats"`.
        /// 按消息模拟的会话：先答哪条：`"oldest"`（不写时）、`"newest"` 或 `"new_chats"`。
        answers: Option<At<AnswersWord>>,
        /// Shifts by name.
        /// 各班次，按名称。
        shifts: Names<ShiftText>,
        /// Shares of those on duty by shift, summing to 1; by day with keys of days: `sat = { early = 1 }`.
        /// 在班的人在各班的占比，合计为 1；也可按日子写：`sat = { early = 1 }`。
        split: Names<SplitText>,
        /// Days off: `"alternating weeks"`, `"1 day a week"`, `"2 days a week"`, `"4 a month"`, `"none"`; or days that all
        /// have off: `"weekends"`, `"sun"`, `"weekends, holidays"`.
        /// 休息：`"alternating weeks"` 大小周、`"1 day a week"` 单休、`"2 days a week"` 双休、`"4 a month"` 月休 4 天、`"none"`；或大家同休的日子：`"weekends"`、`"sun"`、`"weekends, holidays"`。
        rest: Option<At<String>>,
        /// Never fewer on duty on a day.
        /// 一天在班不少于几人。
        at_least: Option<At<Count>>,
        /// A cycle of shifts and `"off"` that everybody runs through.
        /// 所有人轮流走的班次与 `"off"` 的循环。
        rota: Vec<At<String>>,
        /// A number for each shift every day; a date with numbers of its own replaces that day's whole.
        /// 每天各班几个人；某个日期另写的，取代那天的全部。
        on_duty: Names<OnDutyText>,
        /// A spreadsheet or CSV file that says who works which shift on which day.
        /// 写明谁哪天上哪个班的表格或 CSV 文件。
        roster: Option<At<RosterText>>,
        /// Share of heads missing on a day.
        /// 一天缺勤的人占编制的比例。
        absence: Option<At<Share>>,
        /// Share of the time on shift (breaks out) spent on pauses.
        /// 在班时间（已扣班次里的休息）里小休的占比。
        off_desk: Option<At<Share>>,
        /// Mean length of a pause.
        /// 一次小休平均多久。
        pause: Option<At<SimDuration>>,
        /// Nothing new from this long before the shift's end.
        /// 下班前这么久不再接新的。
        last_call: Option<At<SimDuration>>,
        /// What becomes of customers at the shift's end: `"open"` (not given), `"queue"` or `"drop"`.
        /// 下班时客户怎么办：`"open"`（不写时）、`"queue"` 或 `"drop"`。
        after_shift: Option<At<AfterShiftWord>>,
        /// The design and team whose people they are (`"before.presale"`): the same absences, pauses and speeds.
        /// 是哪个方案哪个小组的人（`"before.presale"`）：缺勤、小休和快慢都相同。
        people_of: Option<At<String>>,
        /// Heads who serve customers for a part of their time only.
        /// 只用一部分时间接待的人。
        leaders: Option<At<LeadersText>>,
        /// By date or span of dates: people who come for the day, in the team's shares of shifts or `{ count, shift }`.
        /// 按日期或区间：只来一天的人，按小组的班次占比，或写 `{ count, shift }`。
        people: Names<DayPaidText>,
        /// Headcount from a date on; the highest numbers leave, the next ones come.
        /// 从某天起的编制；编号最大的离开，后面的号补进。
        changes: Names<ChangeText>,
        /// Leavers a year and head (0.3 or `"30 %"`), at any time alike.
        /// 每人一年离职几次（0.3 或 `"30 %"`），任何时候一样。
        attrition: Option<At<Yearly>>,
        /// How long until the one who replaces a leaver is on the payroll; `"none"`: nobody is hired.
        /// 多久补上离职的人；`"none"` 为不补。
        hiring: Option<At<LawText>>,
        /// How long a newcomer is on the payroll before their first day at the desk; rounded up to whole days.
        /// 新人入职后多久才上岗；按整天进位。
        training: Option<At<SimDuration>>,
        /// Speed of a newcomer by time since their first day at the desk, linear between the points; or `{ speed = 0.6, chats = 2 }`.
        /// 新人上岗后随时间的速度，各点之间线性；或写 `{ speed = 0.6, chats = 2 }`。
        ramp: Names<RampText>,
        /// What they are paid.
        /// 薪酬。
        pay: Option<At<PayText>>,
        /// People who are dismissed when the design is introduced, by whose pay and years of service.
        /// 方案开始时辞退的人，按其工资和工龄。
        severance: Option<At<SeveranceText>>,
    }
}

table! {
    /// What a team does differently with a type.
    /// 小组接某类咨询时的不同。
    pub struct SkillText {
        /// Factor on effort (`"*1.1"`), or the effort itself.
        /// 工时的倍数（`"*1.1"`），或直接写工时。
        effort: Option<At<TeamChange>>,
        /// Factor on the share resolved (`"*0.9"`), or the share itself.
        /// 解决率的倍数（`"*0.9"`），或直接写解决率。
        resolved: Option<At<TeamChange>>,
        /// The type may be taken after this wait.
        /// 该类等了这么久才可以接。
        wait_first: Option<At<SimDuration>>,
    }
}

table! {
    /// Hours of work.
    /// 一个班次。
    pub struct ShiftText {
        /// What it is called; `"中文 | English"`.
        /// 名称；`"中文 | English"`。
        name: Option<At<String>>,
        /// From when until when; may pass midnight; several spans are a split shift; every day or by day, `"off"` where nobody works it.
        /// 几点到几点；可跨午夜；写几段就是两头班；每天一样或按日子写，没人上的日子写 `"off"`。
        hours: At<ByDayText<Spans>>,
        /// `"60 min in 11:00-14:00"`, a table, or a list of such; every day or by day.
        /// 休息：`"60 min in 11:00-14:00"`、一张表，或它们的列表；每天一样或按日子写。
        break_ as "break": Option<At<ByDayText<Breaks>>>,
    }
}

/// Levels of types.
#[derive(Clone, Debug)]
pub struct Serves(pub Vec<Vec<At<String>>>);

impl Read for Serves {
    fn kind() -> ValueKind {
        let level = ValueKind::one_or_more(
            ["a contact type, or several of one level", "一类咨询，或同级的几类"],
            ValueKind::Text,
        );
        ValueKind::Said(
            ["a list of contact types, or of lists of them", "咨询类型的列表；同级的写成内层列表"],
            vec![ValueKind::list(level)],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Value::List(items) = &node.value else {
            return wrong(node, &say!("a list of contact types", "咨询类型的列表"), out);
        };
        let level = |item: &Node, out: &mut Diagnostics| match &item.value {
            Value::List(_) => Vec::read(item, out),
            _ => At::read(item, out).map(|one| vec![one]),
        };
        let levels: Vec<_> = items.iter().map(|i| level(i, out)).collect();
        levels.into_iter().collect::<Option<_>>().map(Self)
    }
}

/// A share of those on duty.
#[derive(Clone, Debug)]
pub enum SplitText {
    /// Of the shift that it is written for, on days of which nothing else is said.
    EveryDay(f64),
    /// Of all shifts, on the days that it is written for.
    ByDay(Names<Share>),
}

impl Read for SplitText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["a share, or for a day { SHIFT = share }", "比例；某种日子写成 { 班次 = 比例 }"],
            vec![ValueKind::Share, ValueKind::names(ValueKind::Share)],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => Names::read(node, out).map(Self::ByDay),
            _ => Share::read(node, out).map(|share| Self::EveryDay(share.0)),
        }
    }
}

/// A number on duty.
#[derive(Clone, Debug)]
pub enum OnDutyText {
    /// Of the shift that it is written for, every day.
    EveryDay(u32),
    /// Of all shifts, on the date that it is written for.
    Dated(Names<Count>),
}

impl Read for OnDutyText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["a whole number, or for a date { SHIFT = number }", "整数；某个日期写成 { 班次 = 人数 }"],
            vec![ValueKind::Whole, ValueKind::names(ValueKind::Whole)],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => Names::read(node, out).map(Self::Dated),
            _ => Count::read(node, out).map(|n| Self::EveryDay(n.0)),
        }
    }
}

/// What a skill does to a type's number: by a factor, or in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TeamChange {
    /// A factor.
    Times(f64),
    /// Points added to a share.
    Points(f64),
    /// A duration in seconds in its place.
    Seconds(f64),
    /// A number in its place.
    Number(f64),
}

impl Read for TeamChange {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["\"*1.1\", or the value itself", "\"*1.1\"，或直接写数值"],
            vec![ValueKind::Number, ValueKind::Text],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Value::Text(text) = &node.value else { return Amount::read(node, out).map(|a| Self::Number(a.0)) };
        let fault = |code, why, out: &mut Diagnostics| out.reject(Diagnostic::error(code, &node.place, why));
        match change_of(text) {
            Some(Err(why)) => fault(Code::Override, why, out),
            Some(Ok(Change::Times(f))) if f > 0.0 && f.is_finite() => Some(Self::Times(f)),
            Some(Ok(Change::Points(p))) => Some(Self::Points(p)),
            Some(Ok(_)) => {
                let why = say!("a skill changes by a factor: write \"*1.1\"", "技能差异用倍数表示：请写 \"*1.1\"");
                fault(Code::Override, why, out)
            }
            None => match (quantity::share(text), quantity::duration(text)) {
                (Ok(share), _) => Some(Self::Number(share)),
                (_, Ok(seconds)) if seconds > 0.0 => Some(Self::Seconds(seconds)),
                (_, Ok(_)) => fault(Code::OutOfRange, say!("an effort must be above 0", "人工工时必须大于 0"), out),
                (_, Err(why)) => fault(Code::Unit, why, out),
            },
        }
    }
}

words! {
    /// What becomes of chats that are open when a break is due.
    /// 到休息时间时手上的会话怎么办。
    pub enum OpenChatsWord {
        /// They are finished, however long that takes.
        /// 做完为止，不论多久。
        Finish = "finish",
        /// They stand still during the break.
        /// 休息期间停着。
        StandStill = "stand still",
        /// They go to others of the team with a free place, and stand still where nobody has one.
        /// 转给组里有空位的人；都没有空位就停着。
        HandOver = "hand over",
    }
}

table! {
    /// A break with rules of its own.
    /// 另有规定的休息。
    pub struct BreakTable {
        /// How long.
        /// 多久。
        length: At<SimDuration>,
        /// The window it lies in; none: about the middle of the shift.
        /// 落在哪个时段；不写为班次中间。
        window: Option<At<Hours>>,
        /// Nothing new from this long before it.
        /// 休息前这么久不再接新的。
        last_call: Option<At<SimDuration>>,
        /// What becomes of open chats: `"finish"` (not given), `"stand still"` or `"hand over"`.
        /// 手上的会话怎么办：`"finish"`（不写时）、`"stand still"` 或 `"hand over"`。
        open_chats: Option<At<OpenChatsWord>>,
        /// How long after its time they may hold it up; not given: as long as the break still ends within its window.
        /// 最多可以拖后多久；不写则只要仍在时段内结束。
        latest: Option<At<SimDuration>>,
    }
}

/// A break.
#[derive(Clone, Debug)]
pub struct BreakText {
    /// How long.
    pub length: SimDuration,
    /// The window it lies in.
    pub window: Option<Hours>,
    /// What is said besides.
    pub rules: Option<BreakTable>,
}

/// The breaks of a shift; none: there is none.
#[derive(Clone, Debug)]
pub struct Breaks(pub Vec<At<BreakText>>);

/// Words for no break.
const NO_BREAK: [&str; 3] = ["none", "无", "不休息"];

impl Read for Breaks {
    fn kind() -> ValueKind {
        ValueKind::Said(Self::KIND, Self::forms())
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::List(_) => Vec::read(node, out).map(Self),
            Value::Text(text) if NO_BREAK.contains(&text.trim()) => Some(Self(Vec::new())),
            _ => At::read(node, out).map(|one| Self(vec![one])),
        }
    }
}

impl DayValue for Breaks {
    const KIND: Words = [
        "\"60 min in 11:00-14:00\", { length, window, last_call, open_chats, latest }, a list of such, or a table by day",
        "\"60 min in 11:00-14:00\"、{ length, window, last_call, open_chats, latest }、它们的列表，或按日子写的表",
    ];
    fn forms() -> Vec<ValueKind> {
        vec![BreakText::kind(), ValueKind::list(BreakText::kind())]
    }
    fn is_one(node: &Node) -> bool {
        node.get("length").is_some()
    }
}

impl Read for BreakText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            [
                "\"60 min in 11:00-14:00\", or { length = \"60 min\", window = \"11:00-14:00\", latest = \"15 min\" }",
                "\"60 min in 11:00-14:00\"，或 { length = \"60 min\", window = \"11:00-14:00\", latest = \"15 min\" }",
            ],
            vec![ValueKind::Text, BreakTable::kind()],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        if let Value::Table(_) = node.value {
            let table = BreakTable::read(node, out)?;
            let (length, window) = (table.length.value, table.window.as_ref().map(|window| window.value));
            if length == SimDuration::ZERO {
                return out.reject(no_length(&table.length.place));
            }
            return Some(Self { length, window, rules: Some(table) });
        }
        let text = String::read(node, out)?;
        let (length, window) = match text.split_once(" in ").or_else(|| text.split_once('在')) {
            Some((length, window)) => (length.to_string(), Some(window.to_string())),
            None => (text.clone(), None),
        };
        let parsed =
            quantity::duration(&length).and_then(|s| Ok((s, window.as_deref().map(Hours::parse).transpose()?)));
        match parsed {
            Ok((seconds, window)) if seconds > 0.0 => {
                Some(Self { length: SimDuration::from_seconds(seconds), window, rules: None })
            }
            Ok(_) => out.reject(no_length(&node.place)),
            Err(why) => out.reject(
                Diagnostic::error(Code::Unit, &node.place, why)
                    .help(say!("for example \"60 min in 11:00-14:00\"", "例如 \"60 min in 11:00-14:00\"")),
            ),
        }
    }
}

fn no_length(place: &Place) -> Diagnostic {
    Diagnostic::error(Code::OutOfRange, place, say!("a break must have a length", "休息时间必须大于 0"))
}
