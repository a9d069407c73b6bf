//! Organisations.

use super::team::Team;
use crate::diagnostic::Diagnostics;
use crate::scenario::document::{Node, Value};
use crate::scenario::law::LawText;
use crate::scenario::read::{At, Kind, Names, Read, table};
use crate::scenario::values::{Amount, Hours, Share};
use crate::time::SimDuration;

table! {
    /// An organisation: teams, routing, shifts, bot, tools.
    pub struct Design {
        /// What it is called; `"中文 | English"`.
        name: Option<At<String>>,
        /// The design it takes everything from that it does not say itself.
        like: Option<At<String>>,
        /// Paths left out of what it takes.
        without: Vec<At<String>>,
        /// Levers, in order.
        with: Vec<At<String>>,
        /// By contact type: the contained share, or a table.
        bot: Names<BotText>,
        /// By contact type: teams in order of trial.
        routes: Names<RouteText>,
        /// Teams.
        team: Names<Team>,
        /// Changes of contact types under this design.
        contact: Option<At<Node>>,
        /// Changes of streams under this design.
        stream: Option<At<Node>>,
        /// Customers are kept so long for the agent they had before; a type may say its own.
        owner: Option<At<SimDuration>>,
        /// Prices of this design.
        costs: Option<At<Costs>>,
    }
    later "policy", "roster", "detail";
}

table! {
    /// The automatic first stage for a type.
    pub struct BotText {
        /// Share of contacts that meet it.
        meets: Option<At<Share>>,
        /// Share of those that end with it.
        contains: Option<At<Share>>,
        /// Share of the contained that are really solved.
        resolves: Option<At<Share>>,
        /// How long the customer talks to it.
        lasts: Option<At<LawText>>,
        /// What it does to those handed over.
        on_failure: Option<At<OnFailure>>,
    }
    later "hours", "learning";
}

table! {
    /// Factors on those whom the bot hands over.
    pub struct OnFailure {
        /// On patience.
        patience: Option<At<Amount>>,
        /// On effort.
        effort: Option<At<Amount>>,
    }
}

table! {
    /// Prices of a design; what is not given is reported as not given.
    pub struct Costs {
        /// The bot's.
        bot: Option<At<BotCosts>>,
        /// Tools'.
        tools: Option<At<MonthlyCost>>,
        /// Once, by name.
        one_off: Names<Amount>,
    }
}

table! {
    /// The bot's prices.
    pub struct BotCosts {
        /// For each contact it meets.
        per_contact: Option<At<Amount>>,
        /// For each contact it really solves.
        per_resolution: Option<At<Amount>>,
        /// A month.
        month: Option<At<Amount>>,
    }
}

table! {
    /// A monthly price.
    pub struct MonthlyCost {
        /// A month.
        month: Option<At<Amount>>,
    }
}

/// Teams in order of trial, and the hours at which they can be asked.
#[derive(Clone, Debug)]
pub struct RouteText {
    /// Names.
    pub teams: Vec<At<String>>,
    /// Hours.
    pub hours: Option<At<Hours>>,
}

table! {
    /// A route with hours.
    pub struct RouteTable {
        /// Teams in order of trial; none: all that serve the type.
        teams: Vec<At<String>>,
        /// Hours at which people can be asked.
        hours: Option<At<Hours>>,
    }
}

impl Read for RouteText {
    fn kind() -> Kind {
        Kind::Custom("a list of teams, or { teams = [...], hours = \"09:00-24:00\" }")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => RouteTable::read(node, out).map(|r| Self { teams: r.teams, hours: r.hours }),
            Value::Text(_) => At::read(node, out).map(|team| Self { teams: vec![team], hours: None }),
            _ => Vec::read(node, out).map(|teams| Self { teams, hours: None }),
        }
    }
}
