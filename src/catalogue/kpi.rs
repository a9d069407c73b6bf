//! What a row of the catalogue says: unit, which way is better, of whom it is given, and how it is counted.

use super::counter::{
    ContactCounter, LimitCounter, MessageCounter, PolicyCounter, RatingCounter, StepCounter, TeamCounter,
    TypeAtTeamCounter,
};
use super::ledger::Line;
use super::lists::{List, Topic};
use crate::model::Lang;

/// A counter of any subject.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counter {
    /// By contact type.
    Contact(ContactCounter),
    /// By team.
    Team(TeamCounter),
    /// By type and team.
    TypeAtTeam(TypeAtTeamCounter),
    /// By step of a ticket.
    Step(StepCounter),
    /// By type at the message level.
    Message(MessageCounter),
    /// By type whose customers rate.
    Rating(RatingCounter),
    /// By policy.
    Policy(PolicyCounter),
    /// By type, team or all, at the limit of the KPI.
    Limit(LimitCounter),
}

/// A sum of counters with factors.
pub type Linear = &'static [(Counter, f64)];

/// How a number is estimated from counters. Over a span, ratios are ratios of sums.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Estimator {
    /// A sum in a replication.
    Sum(Linear),
    /// A sum a date of the span, whatever hours of the date belong to it.
    PerDay(Linear),
    /// One sum over another.
    Ratio(Linear, Linear),
    /// An area over the span's time.
    TimeMean(Linear),
    /// A value at intervals' ends, averaged over the span's intervals.
    AtEnds(Linear),
    /// Standard deviation of something with these sums: squares, values, how many.
    Deviation(Linear, Linear, Linear),
    /// A percentile of waits (tickets: turnarounds).
    Percentile(f64),
    /// A line of the ledger.
    Money(Line),
    /// Money over a sum.
    MoneyPer(Line, Linear),
    /// One line over another.
    MoneyShare(Line, Line),
    /// A composite that the scenario declares: the model's n-th.
    Score(usize),
}

/// The unit of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// How many contacts.
    Contacts,
    /// How many orders.
    Orders,
    /// Contacts a day.
    PerDay,
    /// A share; reports print it as per cent.
    Share,
    /// Seconds.
    Seconds,
    /// A mean number at one time.
    Number,
    /// The scenario's currency.
    Money,
    /// Contacts an agent and day.
    PerAgentDay,
    /// Hours.
    Hours,
    /// How many people.
    People,
    /// Months.
    Months,
    /// How often.
    Times,
}

impl Unit {
    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Orders => "orders",
            Self::PerDay => "per day",
            Self::Share => "share",
            Self::Seconds => "s",
            Self::Number => "number",
            Self::Money => "currency",
            Self::PerAgentDay => "per agent-day",
            Self::Hours => "h",
            Self::People => "people",
            Self::Months => "months",
            Self::Times => "times",
        }
    }
}

/// Which way is better.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither as such.
    Neither,
}

/// Which subjects a KPI is given for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Subjects {
    /// Chats and calls.
    pub live: bool,
    /// Tickets.
    pub tickets: bool,
    /// Messages that the shop begins; as tickets they have what tickets have.
    pub outreach: bool,
    /// Streams.
    pub streams: bool,
    /// Teams.
    pub teams: bool,
    /// A type at a team.
    pub types_at_teams: bool,
    /// Named steps of tickets.
    pub steps: bool,
    /// Policies.
    pub policies: bool,
    /// `all`: the sum over live types, or over tickets where there are no live ones here, or over teams. What the shop begins is in
    /// what it alone has, in what is sold, and in open work.
    pub all: bool,
}

/// One row of the catalogue.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Kpi {
    /// Stable key.
    pub key: &'static str,
    /// English name.
    pub en: &'static str,
    /// Chinese name.
    pub zh: &'static str,
    /// Unit.
    pub unit: Unit,
    /// Which way is better.
    pub better: Better,
    /// For whom.
    pub of: Subjects,
    /// How.
    pub estimator: Estimator,
    /// The same of first contacts only; repeats are the difference. `None`: it has no parts.
    pub first: Option<Linear>,
    /// What a scenario must have for reports to show it.
    pub about: Topic,
    /// What those are called who are not in the share, in English and Chinese; `None`: the others.
    pub rest: Option<(&'static str, &'static str)>,
    /// The lists it stands on, with its place on each, from 1; 0 on lists that keep the catalogue's order.
    pub on: &'static [(List, u8)],
    /// The sentence reports print, in English.
    pub definition_en: &'static str,
    /// The sentence reports print, in Chinese.
    pub definition_zh: &'static str,
}

impl Kpi {
    /// Name in a language.
    pub fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }
    /// Definition in a language.
    pub fn definition(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.definition_en,
            Lang::Zh => self.definition_zh,
        }
    }
}
