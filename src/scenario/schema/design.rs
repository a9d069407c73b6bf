//! Organisations.

use super::bot::BotText;
use super::policy::PolicyText;
use super::team::TeamText;
use crate::diagnostic::Diagnostics;
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::day_key::{ByDayText, Spans};
use crate::scenario::values::plain::{Amount, Day};
use crate::scenario::values::read::{At, Names, Read, ValueKind, table, words, wrong};
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
        /// By contact type: teams in order of trial, those of an inner list together.
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

words! {
    /// Who of the free agents of teams that are tried together takes a contact.
    pub enum FairnessWord {
        /// Fewest places taken.
        FewestOpen = "fewest open",
        /// The smallest share of their places taken.
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
        ValueKind::Custom("a list of teams, or of lists of teams that are tried together")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Value::List(items) = &node.value else {
            return At::read(node, out).map(|team| Self(vec![vec![team]]));
        };
        let step = |item: &Node, out: &mut Diagnostics| match &item.value {
            Value::List(inner) if inner.is_empty() => wrong(item, &say!("at least one team", "至少一个小组"), out),
            Value::List(_) => Vec::read(item, out),
            _ => At::read(item, out).map(|one| vec![one]),
        };
        let steps: Vec<_> = items.iter().map(|item| step(item, out)).collect();
        steps.into_iter().collect::<Option<_>>().map(Self)
    }
}

table! {
    /// A route with hours.
    pub struct RouteTable {
        /// Teams in order of trial, those of an inner list together; none: all that serve the type.
        teams: Option<At<TeamSteps>>,
        /// Teams tried together: who of their free agents takes a contact: `"fewest open"` (not given) or `"share of places"`.
        by: Option<At<FairnessWord>>,
        /// Hours at which people can be asked, every day or by day.
        hours: Option<At<ByDayText<Spans>>>,
    }
}

impl Read for RouteText {
    fn kind() -> ValueKind {
        ValueKind::Custom(
            "a list of teams (an inner list: tried together), or { teams = [...], by = \"fewest open\", hours = \"09:00-24:00\" }",
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
