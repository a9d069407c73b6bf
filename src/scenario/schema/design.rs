//! Organisations.

use super::bot::BotText;
use super::policy::PolicyText;
use super::team::TeamText;
use crate::diagnostic::Diagnostics;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::day_key::{ByDayText, Spans};
use crate::scenario::values::plain::{Amount, Day};
use crate::scenario::values::read::{At, Names, Read, ValueKind, table};
use crate::time::SimDuration;

table! {
    /// An organisation: teams, routing, shifts, bot, tools.
    pub struct Design {
        /// What it is called; `"中文 | English"`.
        name: Option<At<String>>,
        /// The design it takes everything from that it does not say itself.
        like: Option<At<String>>,
        /// Paths left out of what it takes, from a design or from the file's policies.
        without: Vec<At<String>>,
        /// Levers, in order.
        with: Vec<At<String>>,
        /// By contact type: the contained share, or a table.
        bot: Names<BotText>,
        /// By contact type: teams in order of trial.
        routes: Names<RouteText>,
        /// Teams.
        team: Names<TeamText>,
        /// Changes of contact types under this design.
        contact: Option<At<Node>>,
        /// Changes of streams under this design.
        stream: Option<At<Node>>,
        /// Customers are kept so long for the agent they had before; a type may say its own.
        owner: Option<At<SimDuration>>,
        /// Changes of rules that come and go, laid over those of the file.
        policy: Names<PolicyText>,
        /// Prices of this design.
        costs: Option<At<Costs>>,
    }
    later "roster", "detail";
}

table! {
    /// Prices of a design; what is not given is reported as not given.
    pub struct Costs {
        /// The bot's.
        bot: Option<At<PricesText>>,
        /// Tools'.
        tools: Option<At<PricesText>>,
        /// Once, by name.
        one_off: Names<OnceText>,
    }
}

table! {
    /// What a bot or tools cost; the parts add up.
    pub struct PricesText {
        /// A month.
        month: Option<At<Amount>>,
        /// For each contact that the bot meets; of tools, that people end.
        per_contact: Option<At<Amount>>,
        /// For each contact that the bot really solves; of tools, that people resolve.
        per_resolution: Option<At<Amount>>,
        /// Once, when the design is introduced.
        once: Option<At<OnceText>>,
    }
}

table! {
    /// An amount that falls due on a day.
    pub struct OnceTable {
        /// How much.
        amount: At<Amount>,
        /// When; the first day that counts if not given.
        on: Option<At<Day>>,
    }
}

/// An amount that is paid once.
#[derive(Clone, Debug)]
pub struct OnceText {
    /// How much.
    pub amount: f64,
    /// When; none: on the first day that counts.
    pub on: Option<At<Day>>,
}

impl Read for OnceText {
    fn kind() -> ValueKind {
        ValueKind::Custom("an amount, or { amount = 25000, on = 2025-03-01 }")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => OnceTable::read(node, out).map(|once| Self { amount: once.amount.value.0, on: once.on }),
            _ => Amount::read(node, out).map(|amount| Self { amount: amount.0, on: None }),
        }
    }
}

/// Teams in order of trial, and the hours at which they can be asked.
#[derive(Clone, Debug)]
pub struct RouteText {
    /// Names.
    pub teams: Vec<At<String>>,
    /// Hours.
    pub hours: Option<At<ByDayText<Spans>>>,
}

table! {
    /// A route with hours.
    pub struct RouteTable {
        /// Teams in order of trial; none: all that serve the type.
        teams: Vec<At<String>>,
        /// Hours at which people can be asked, every day or by day.
        hours: Option<At<ByDayText<Spans>>>,
    }
}

impl Read for RouteText {
    fn kind() -> ValueKind {
        ValueKind::Custom("a list of teams, or { teams = [...], hours = \"09:00-24:00\" }")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => RouteTable::read(node, out).map(|r| Self { teams: r.teams, hours: r.hours }),
            Value::Text(_) => At::read(node, out).map(|team| Self { teams: vec![team], hours: None }),
            _ => Vec::read(node, out).map(|teams| Self { teams, hours: None }),
        }
    }
}
