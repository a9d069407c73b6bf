//! Who is on the payroll, and for how much of their time.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::change_text::change_of;
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::plain::{Amount, Count, Share};
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, Names, Read, table, words};
use crate::time::SimDuration;

table! {
    /// Heads who serve customers for a part of their time, and lead for the rest of it.
    /// 只用一部分时间接待、其余时间带班的人。
    pub struct LeadersText {
        /// How many of the heads: the first numbers.
        /// 编制中有几个，从第一号起。
        count: At<Count>,
        /// Share of their time on shift that they serve customers.
        /// 在班时间里用于接待的比例。
        load: At<Share>,
        /// Mean length of a spell of leading; 30 min if not given.
        /// 一次带班平均多久；不写为 30 分钟。
        spell: Option<At<SimDuration>>,
    }
}

table! {
    /// What is so from a date on.
    /// 从某天起是多少。
    pub struct ChangeText {
        /// Heads.
        /// 编制人数。
        headcount: At<Count>,
        /// How they become fewer: `"at once"` (not given), or `"leaving"`: who leaves by themselves is not replaced until so many are left.
        /// 怎样变少：`"at once"`（不写时）当天减；`"leaving"` 自然减员，有人离职就不补，直到只剩这么多人。
        by: Option<At<FewerWord>>,
    }
}

words! {
    /// How a team becomes smaller.
    /// 小组怎样变小。
    pub enum FewerWord {
        /// The highest numbers are gone on that day.
        /// 编号最大的当天离开。
        AtOnce = "at once",
        /// Who leaves by themselves is not replaced until so many are left.
        /// 自然减员：有人离职就不补，直到只剩这么多人。
        Leaving = "leaving",
    }
}

/// How often a year for each head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Yearly(pub f64);

/// Beyond everybody once a month it is a slip of the pen.
const OFTEN: f64 = 12.0;

impl Read for Yearly {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["leavers a year and head, 0 to 12: 0.3 or \"30 %\"", "每人一年离职几次，0 到 12：0.3 或 \"30 %\""],
            vec![ValueKind::Number, ValueKind::Share],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let rate = match &node.value {
            Value::Text(text) if change_of(text).is_none() => match quantity::share(text) {
                Ok(rate) => rate,
                Err(why) => return out.reject(Diagnostic::error(Code::Unit, &node.place, why)),
            },
            _ => Amount::read(node, out)?.0,
        };
        if (0.0..=OFTEN).contains(&rate) {
            return Some(Self(rate));
        }
        out.reject(
            Diagnostic::error(
                Code::OutOfRange,
                &node.place,
                say!(
                    "{rate} leavers a year and head are outside 0 to {OFTEN}",
                    "每人每年离职 {rate} 次，不在 0 到 {OFTEN} 之间"
                ),
            )
            .help(say!("30 leavers a year of 100 heads: 0.3 or \"30 %\"", "100 人一年走 30 人：写 0.3 或 \"30%\"")),
        )
    }
}

table! {
    /// People who come for a day.
    /// 按天来的人。
    pub struct DayPaidTable {
        /// How many; or for each shift its own number: `{ early = 3, late = 5 }`.
        /// 几个人；或各班分别写：`{ early = 3, late = 5 }`。
        count: At<DayPaidCount>,
        /// Which shift they work.
        /// 上哪个班。
        shift: Option<At<String>>,
        /// How fast they are against the team's own people (0.7: they take 1/0.7 of the time); 1 if not given.
        /// 速度是小组自己人的几倍（0.7：花 1/0.7 的时间）；不写为 1。
        speed: Option<At<Amount>>,
        /// Chats that each of them takes at once; as the team's last people if not given.
        /// 每人同时接待几个；不写同小组编号最后的人。
        chats: Option<At<Count>>,
        /// How long they are trained before their first day, paid like days of work; rounded up to whole days.
        /// 第一次来之前培训多久，按天照付；按整天进位。
        training: Option<At<SimDuration>>,
        /// Their speed by time since their first day, as a share of what `speed` says; linear between the points.
        /// 第一次来之后随时间的速度，占 `speed` 的比例；各点之间线性。
        ramp: Names<RampText>,
    }
}

/// How many come for a day.
#[derive(Clone, Debug)]
pub enum DayPaidCount {
    /// To one shift, or in the team's shares.
    Number(u32),
    /// To each shift its own number; nobody comes to a shift that is not named.
    ByShift(Names<Count>),
}

impl Read for DayPaidCount {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["a whole number, or { SHIFT = number }", "整数，或 { 班次 = 数 }"],
            vec![ValueKind::Whole, ValueKind::names(ValueKind::Whole)],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => Names::read(node, out).map(Self::ByShift),
            _ => Count::read(node, out).map(|n| Self::Number(n.0)),
        }
    }
}

/// People who come for a day.
#[derive(Clone, Debug)]
pub struct DayPaidText {
    /// How many.
    pub count: DayPaidCount,
    /// Which shift they work; none: the team's shares.
    pub shift: Option<At<String>>,
    /// How fast they are against the team's own people; none: as fast.
    pub speed: Option<At<Amount>>,
    /// Chats that each of them takes at once; none: as the team's last people.
    pub chats: Option<At<Count>>,
    /// How long they are trained before their first day; none: not at all.
    pub training: Option<At<SimDuration>>,
    /// Their speed by time since their first day; empty: the same from the first on.
    pub ramp: Names<RampText>,
}

impl Read for DayPaidText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            [
                "a whole number, or { count = 8, shift = \"late\", speed = 0.8, chats = 2 }",
                "整数，或 { count = 8, shift = \"late\", speed = 0.8, chats = 2 }",
            ],
            vec![ValueKind::Whole, DayPaidTable::kind()],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => {
                let table = DayPaidTable::read(node, out)?;
                let DayPaidTable { count, shift, speed, chats, training, ramp, .. } = table;
                Some(Self { count: count.value, shift, speed, chats, training, ramp })
            }
            _ => DayPaidCount::read(node, out).map(|count| Self {
                count,
                shift: None,
                speed: None,
                chats: None,
                training: None,
                ramp: Names::default(),
            }),
        }
    }
}

table! {
    /// What a newcomer can do by then.
    /// 新人到那时能做到什么。
    pub struct RampTable {
        /// Speed, as a share of their own; linear between the points that say one.
        /// 速度占其最终速度的比例；写了的各点之间线性。
        speed: Option<At<Share>>,
        /// Chats at once, at most; until the next point that says it, or the last one.
        /// 最多同时接待几个；管到下一个写了的点或最后一点。
        chats: Option<At<Count>>,
    }
}

/// What a newcomer can do so long after their first day at the desk.
#[derive(Clone, Debug)]
pub struct RampText {
    /// Speed, as a share of their own; none: nothing is said of it here.
    pub speed: Option<f64>,
    /// Chats at once, at most; none: nothing is said of it here.
    pub chats: Option<At<Count>>,
}

impl Read for RampText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["a share, or { speed = 0.6, chats = 2 }", "比例，或 { speed = 0.6, chats = 2 }"],
            vec![ValueKind::Share, RampTable::kind()],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => RampTable::read(node, out)
                .map(|table| Self { speed: table.speed.map(|speed| speed.value.0), chats: table.chats }),
            _ => Share::read(node, out).map(|speed| Self { speed: Some(speed.0), chats: None }),
        }
    }
}
