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
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Amount, Count, Hours, Share};
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, Names, Read, ValueKind, table, words, wrong};
use crate::time::SimDuration;

words! {
    /// What happens at a shift's end.
    pub enum AfterShiftWord {
        /// Finish what is open.
        Open = "open",
        /// Also serve who waits by then.
        Queue = "queue",
        /// Leave on the dot: open chats and calls end unresolved.
        Drop = "drop",
    }
}

table! {
    /// People who share skills, shifts and pay.
    pub struct TeamText {
        /// What it is called; `"中文 | English"`.
        name: Option<At<String>>,
        /// Heads; needs `shifts`.
        headcount: Option<At<Count>>,
        /// A bare number of agents, or numbers by time of day, every day or by day; or a file of them.
        staffed: Option<At<ByDayText<Staffed>>>,
        /// Contact types in order of preference; a list inside the list is one level.
        serves: At<Serves>,
        /// By contact type: what this team does differently.
        skill: Names<SkillText>,
        /// Chats at once per agent: a number, or groups of people, the lowest numbers first: `[ { count = 2, chats = 5 }, { chats = 3 } ]`.
        chats: Option<At<ChatsText>>,
        /// Each further open chat lengthens an answer by this share.
        switching: Option<At<Amount>>,
        /// cv of the speed of people, each drawn once; mean 1.
        speed_cv: Option<At<Amount>>,
        /// Chats by the message: which is answered next: `"oldest"` (not given), `"newest"` or `"new_chats"`.
        answers: Option<At<AnswersWord>>,
        /// Shifts by name.
        shifts: Names<ShiftText>,
        /// Shares of those on duty by shift, summing to 1; by day with keys of days: `sat = { early = 1 }`.
        split: Names<SplitText>,
        /// Days off: `"alternating weeks"`, `"1 day a week"`, `"2 days a week"`, `"4 a month"`, `"none"`.
        rest: Option<At<String>>,
        /// Never fewer on duty on a day.
        at_least: Option<At<Count>>,
        /// A cycle of shifts and `"off"` that everybody runs through.
        rota: Vec<At<String>>,
        /// A number for each shift every day; a date with numbers of its own replaces that day's whole.
        on_duty: Names<OnDutyText>,
        /// A spreadsheet or CSV file that says who works which shift on which day.
        roster: Option<At<RosterText>>,
        /// Share of heads missing on a day.
        absence: Option<At<Share>>,
        /// Share of the time at the desk spent on pauses.
        off_desk: Option<At<Share>>,
        /// Mean length of a pause.
        pause: Option<At<SimDuration>>,
        /// Nothing new from this long before the shift's end.
        last_call: Option<At<SimDuration>>,
        /// What becomes of customers at the shift's end: `"open"` (not given), `"queue"` or `"drop"`.
        after_shift: Option<At<AfterShiftWord>>,
        /// The design and team whose people they are (`"before.presale"`): the same absences, pauses and speeds.
        people_of: Option<At<String>>,
        /// Heads who serve customers for a part of their time only.
        leaders: Option<At<LeadersText>>,
        /// By date or span of dates: people who come for the day, in the team's shares of shifts or `{ count, shift }`.
        people: Names<DayPaidText>,
        /// Headcount from a date on; the highest numbers leave, the next ones come.
        changes: Names<ChangeText>,
        /// Leavers a year and head (0.3 or `"30 %"`), at any time alike.
        attrition: Option<At<Yearly>>,
        /// How long until the one who replaces a leaver is on the payroll; `"none"`: nobody is hired.
        hiring: Option<At<LawText>>,
        /// How long a newcomer is on the payroll before their first day at the desk; rounded up to whole days.
        training: Option<At<SimDuration>>,
        /// Speed of a newcomer by time since their first day at the desk, linear between the points; or `{ speed = 0.6, chats = 2 }`.
        ramp: Names<RampText>,
        /// What they are paid.
        pay: Option<At<PayText>>,
        /// People who are dismissed when the design is introduced, by whose pay and years of service.
        severance: Option<At<SeveranceText>>,
    }
}

table! {
    /// What a team does differently with a type.
    pub struct SkillText {
        /// Factor on effort (`"*1.1"`), or the effort itself.
        effort: Option<At<TeamChange>>,
        /// Factor on the share resolved (`"*0.9"`), or the share itself.
        resolved: Option<At<TeamChange>>,
        /// The type may be taken after this wait.
        wait_first: Option<At<SimDuration>>,
    }
}

table! {
    /// Hours of work.
    pub struct ShiftText {
        /// What it is called; `"中文 | English"`.
        name: Option<At<String>>,
        /// From when until when; may pass midnight; several spans are a split shift; every day or by day, `"off"` where nobody works it.
        hours: At<ByDayText<Spans>>,
        /// `"60 min in 11:00-14:00"`, a table, or a list of such; every day or by day.
        break_ as "break": Option<At<ByDayText<Breaks>>>,
    }
}

/// Levels of types.
#[derive(Clone, Debug)]
pub struct Serves(pub Vec<Vec<At<String>>>);

impl Read for Serves {
    fn kind() -> ValueKind {
        ValueKind::Custom("a list of contact types, or of lists of them")
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
        ValueKind::Custom("a share, or for a day { SHIFT = share }")
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
        ValueKind::Custom("a whole number, or for a date { SHIFT = number }")
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
        ValueKind::Custom("\"*1.1\", or the value itself")
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
    pub enum OpenChatsWord {
        /// They are finished, however long that takes.
        Finish = "finish",
        /// They stand still during the break.
        StandStill = "stand still",
        /// They go to others of the team with a free place, and stand still where nobody has one.
        HandOver = "hand over",
    }
}

table! {
    /// A break with rules of its own.
    pub struct BreakTable {
        /// How long.
        length: At<SimDuration>,
        /// The window it lies in; none: about the middle of the shift.
        window: Option<At<Hours>>,
        /// Nothing new from this long before it.
        last_call: Option<At<SimDuration>>,
        /// What becomes of open chats: `"finish"` (not given), `"stand still"` or `"hand over"`.
        open_chats: Option<At<OpenChatsWord>>,
        /// How long after its time they may hold it up; not given: as long as the break still ends within its window.
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
        ValueKind::Custom(Self::KIND)
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
    const KIND: &'static str = "\"60 min in 11:00-14:00\", { length, window, last_call, open_chats, latest }, a list of such, or a table by day";
    fn is_one(node: &Node) -> bool {
        node.get("length").is_some()
    }
}

impl Read for BreakText {
    fn kind() -> ValueKind {
        ValueKind::Custom(
            "\"60 min in 11:00-14:00\", or { length = \"60 min\", window = \"11:00-14:00\", latest = \"15 min\" }",
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
