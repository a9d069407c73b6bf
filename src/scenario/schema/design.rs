//! Organisations.

use super::arrivals::StreamText;
use super::bot::BotText;
use super::contact::ContactText;
use super::pay::TierText;
use super::policy::PolicyText;
use super::team::TeamText;
use crate::diagnostic::Diagnostics;
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::day_key::{ByDayText, Spans};
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::plain::{Amount, Day};
use crate::scenario::values::read::{At, Names, Read, table, words, wrong};
use crate::time::SimDuration;

table! {
    /// An organisation: teams, routing, shifts, bot, tools.
    /// 一个方案：小组、分流、班次、机器人、工具。
    pub struct Design {
        /// What it is called; `"中文 | English"`.
        /// 名称；`"中文 | English"`。
        name: Option<At<String>>,
        /// The design it takes everything from that it does not say itself.
        /// 没写的都与这个方案相同。
        like: Option<At<String>>,
        /// Paths left out of what it takes, from a design or from the file's policies.
        /// 从所沿用的方案或全文的预案里去掉哪些路径。
        without: Vec<At<String>>,
        /// Levers, in order.
        /// 依次采用哪些举措。
        with: Vec<At<String>>,
        /// By contact type: the contained share, or a table.
        /// 按咨询类型：拦截率，或一张表。
        bot: Names<BotText> => bots,
        /// By contact type: teams in order of trial, those of an inner list together.
        /// 按咨询类型：依次找哪些小组；内层列表里的一起找。
        routes: Names<RouteText>,
        /// Teams.
        /// 各小组。
        team: Names<TeamText>,
        /// Changes of contact types under this design.
        /// 该方案下咨询类型有什么不同。
        contact: Option<At<Node>> => contacts,
        /// Changes of streams under this design.
        /// 该方案下来源有什么不同。
        stream: Option<At<Node>> => streams,
        /// Customers are kept so long for the agent they had before; a type may say its own.
        /// 为上次接待的客服保留客户这么久；类型可另写。
        owner: Option<At<SimDuration>>,
        /// Changes of rules that come and go, laid over those of the file.
        /// 对预案的改动，叠加在全文的预案上。
        policy: Names<PolicyText>,
        /// Prices of this design.
        /// 该方案的各种价格。
        costs: Option<At<Costs>>,
    }
    later "roster", "detail";
}

/// Changes of contact types, by name.
fn contacts() -> ValueKind {
    ValueKind::names(ContactText::kind())
}

/// Changes of streams, by name.
fn streams() -> ValueKind {
    ValueKind::names(StreamText::kind())
}

/// Bots by contact type, in short or whole.
fn bots() -> ValueKind {
    ValueKind::names(ValueKind::Said(
        ["the contained share, or a table", "拦截率，或一张表"],
        vec![ValueKind::Share, BotText::kind()],
    ))
}

table! {
    /// Prices of a design; what is not given is reported as not given.
    /// 方案的价格；没给的报告为“未给出”。
    pub struct Costs {
        /// The bot's prices.
        /// 机器人的价格。
        bot: Option<At<PricesText>>,
        /// Prices of tools.
        /// 工具的价格。
        tools: Option<At<PricesText>>,
        /// Paid once, by name.
        /// 一次性费用，按名称。
        one_off: Names<OnceText>,
    }
}

table! {
    /// What a bot or tools cost; the parts add up.
    /// 机器人或工具的价格；各部分相加。
    pub struct PricesText {
        /// Paid a month.
        /// 每月多少。
        month: Option<At<Amount>>,
        /// Paid for each contact that the bot meets; of tools, that people end.
        /// 机器人每接待一个多少；工具按人工每结束一个。
        per_contact: Option<At<Amount>>,
        /// The bot's: paid for each contact that it meets, by how many it has met in the calendar month.
        /// 机器人每接待一个多少，按当月累计接待量分档；只用于机器人。
        tiers: Vec<At<TierText>>,
        /// Paid for each contact that the bot really solves; of tools, that people resolve.
        /// 机器人每真正解决一个多少；工具按人工每解决一个。
        per_resolution: Option<At<Amount>>,
        /// Paid once, when the design is introduced.
        /// 方案开始时付一次多少。
        once: Option<At<OnceText>>,
        /// Prices from a date on; what a date does not name stays as it was.
        /// 从某天起的价格；没写的照旧。
        changes: Names<PricesChangeText>,
    }
}

table! {
    /// What a bot or tools cost from a date on.
    /// 从某天起机器人或工具的价格。
    pub struct PricesChangeText {
        /// Paid a month.
        /// 每月多少。
        month: Option<At<Amount>>,
        /// Paid for each contact, as beside it.
        /// 每接待一个多少，口径同上。
        per_contact: Option<At<Amount>>,
        /// Paid for each resolution, as beside it.
        /// 每解决一个多少，口径同上。
        per_resolution: Option<At<Amount>>,
    }
}

table! {
    /// An amount that falls due on a day.
    /// 某天到期的一笔钱。
    pub struct OnceTable {
        /// How much.
        /// 多少钱。
        amount: At<Amount>,
        /// When; the first day that counts if not given.
        /// 哪一天；不写为计入统计的第一天。
        on: Option<At<Day>>,
        /// What it is called in reports, Chinese and English: `"实施 | Implementation"`.
        /// 报告里叫什么，中文与英文：`"实施 | Implementation"`。
        name: Option<At<String>>,
    }
}

/// An amount that is paid once.
#[derive(Clone, Debug)]
pub struct OnceText {
    /// How much.
    pub amount: f64,
    /// What it is called; none: its key.
    pub name: Option<At<String>>,
    /// When; none: on the first day that counts.
    pub on: Option<At<Day>>,
}

impl Read for OnceText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["an amount, or { amount = 25000, on = 2025-03-01 }", "金额，或 { amount = 25000, on = 2025-03-01 }"],
            vec![ValueKind::Number, OnceTable::kind()],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => OnceTable::read(node, out).map(|once| Self {
                amount: once.amount.value.0,
                name: once.name,
                on: once.on,
            }),
            _ => Amount::read(node, out).map(|amount| Self { amount: amount.0, name: None, on: None }),
        }
    }
}

words! {
    /// Who of the free agents of teams that are tried together takes a contact.
    /// 一起找的几个小组里，由哪个空闲客服接。
    pub enum FairnessWord {
        /// Fewest places taken.
        /// 手上会话最少的。
        FewestOpen = "fewest open",
        /// The smallest share of their places taken.
        /// 已占接待位比例最小的。
        ShareOfPlaces = "share of places",
    }
}

/// Teams in order of trial, and the hours at which they can be asked.
#[derive(Clone, Debug)]
pub struct RouteText {
    /// Names, step by step.
    pub steps: Vec<Vec<At<String>>>,
    /// Who of a step's free agents takes a contact; none: whoever has fewest places taken.
    pub by: Option<At<FairnessWord>>,
    /// Hours.
    pub hours: Option<At<ByDayText<Spans>>>,
}

/// Teams in order of trial; those of an inner list together.
#[derive(Clone, Debug, Default)]
pub struct TeamSteps(pub Vec<Vec<At<String>>>);

impl Read for TeamSteps {
    fn kind() -> ValueKind {
        let one_or_more = ValueKind::one_or_more(
            ["a team, or several that are tried together", "一个小组，或一起找的几个"],
            ValueKind::Text,
        );
        ValueKind::Said(
            [
                "a list of teams, or of lists of teams that are tried together",
                "小组的列表；一起找的几个小组写成内层列表",
            ],
            vec![ValueKind::Text, ValueKind::list(one_or_more)],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Value::List(items) = &node.value else {
            return At::read(node, out).map(|team| Self(vec![vec![team]]));
        };
        let step = |item: &Node, out: &mut Diagnostics| match &item.value {
            Value::List(inner) if inner.is_empty() => wrong(item, &say!("at least one team", "至少一个小组"), out),
            Value::List(_) => Vec::read(item, out),
            Value::Table(_) => {
                let wanted = say!(
                    "a team, or a list of teams (a table is a whole route: `{{ teams = [[\"a\", \"b\"]], by = \"share of places\" }}`)",
                    "小组或小组的列表（写表的话是整条路由：`{{ teams = [[\"a\", \"b\"]], by = \"share of places\" }}`）"
                );
                wrong(item, &wanted, out)
            }
            _ => At::read(item, out).map(|one| vec![one]),
        };
        let steps: Vec<_> = items.iter().map(|item| step(item, out)).collect();
        steps.into_iter().collect::<Option<_>>().map(Self)
    }
}

table! {
    /// A route with hours.
    /// 带时段的分流。
    pub struct RouteTable {
        /// Teams in order of trial, those of an inner list together; none: all that serve the type.
        /// 依次找哪些小组，内层列表里的一起找；不写为能接该类型的所有小组。
        teams: Option<At<TeamSteps>>,
        /// Teams tried together: who of their free agents takes a contact: `"fewest open"` (not given) or `"share of places"`.
        /// 一起找时由哪个空闲客服接：`"fewest open"`（不写时）或 `"share of places"`。
        by: Option<At<FairnessWord>>,
        /// Hours at which people can be asked, every day or by day.
        /// 能找到人工的时段，每天一样或按日子写。
        hours: Option<At<ByDayText<Spans>>>,
    }
}

impl Read for RouteText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            [
                "a list of teams (an inner list: tried together), or { teams = [...], by = \"fewest open\", hours = \"09:00-24:00\" }",
                "小组的列表（内层列表为一起找），或 { teams = [...], by = \"fewest open\", hours = \"09:00-24:00\" }",
            ],
            vec![TeamSteps::kind(), RouteTable::kind()],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => RouteTable::read(node, out).map(|r| Self {
                steps: r.teams.map_or_else(Vec::new, |teams| teams.value.0),
                by: r.by,
                hours: r.hours,
            }),
            _ => TeamSteps::read(node, out).map(|teams| Self { steps: teams.0, by: None, hours: None }),
        }
    }
}
