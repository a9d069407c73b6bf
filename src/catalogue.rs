//! The KPIs: what a row of the list says, and how a row is found. Tables, files, help and both languages read this list and
//! no other.

pub(crate) mod counter;
mod rows;

use crate::model::Lang;
use counter::{C, G, P, R, S, T, W};
pub use rows::KPIS;
pub use rows::SHOP;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// A counter of any subject.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counter {
    /// By contact type.
    Contact(C),
    /// By team.
    Team(T),
    /// By type and team.
    Pair(P),
    /// By step of a ticket.
    Step(S),
    /// By type at the message level.
    Turn(W),
    /// By type whose customers rate.
    Rating(R),
    /// By policy.
    Policy(G),
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

/// A line of the ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// Wages with employer's charges.
    Wages,
    /// Desks.
    Seat,
    /// Work after the end of shifts.
    Overtime,
    /// Hours of shifts at night, on top of the wage.
    Night,
    /// The bot.
    Bot,
    /// People who come for a day.
    DayPaid,
    /// Firms, for their people.
    Outsourced,
    /// Pay for orders.
    Commission,
    /// Finding newcomers.
    Hiring,
    /// Newcomers' wages before their first day at the desk.
    Training,
    /// Tools.
    Tools,
    /// Paid to customers for late tickets.
    Lateness,
    /// All of the above.
    Total,
    /// Once, for people who are dismissed; in no running cost.
    Severance,
    /// Once, when the design is introduced, severance included; in no running cost.
    OneOff,
    /// What customers pay for their orders; no cost.
    Sales,
    /// What lost orders would have left; in no total.
    LostMargin,
}

/// The unit of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// How many contacts.
    Contacts,
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
    pub pairs: bool,
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
    /// The same of first contacts only; repeats are the difference.
    pub first: Option<Linear>,
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

/// Finds a KPI by key. Any percentile may be asked for: `wait_p80`, `turnaround_p99`.
pub fn find(key: &str) -> Option<Kpi> {
    if let Some(kpi) = KPIS.iter().find(|k| k.key == key) {
        return Some(*kpi);
    }
    let (stem, digits) = key.split_once("_p")?;
    let percent: f64 = digits.parse().ok().filter(|p| *p > 0.0 && *p < 100.0)?;
    let like = KPIS.iter().find(|k| k.key.split_once("_p").is_some_and(|(s, d)| s == stem && d == "90"))?;
    Some(Kpi { key: lasting(key.to_owned()), estimator: Estimator::Percentile(percent / 100.0), ..*like })
}

/// A text that lives as long as the program, for keys and names that a user makes up. Each is kept once.
pub(crate) fn lasting(text: String) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(&text[..]) {
        return known;
    }
    let text: &'static str = Box::leak(text.into_boxed_str());
    kept.insert(text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_every_row_says_what_it_is_in_both_languages() {
        for (i, kpi) in KPIS.iter().enumerate() {
            assert!(KPIS[..i].iter().all(|k| k.key != kpi.key), "{} twice", kpi.key);
            for text in [kpi.en, kpi.zh, kpi.definition_en, kpi.definition_zh] {
                assert!(!text.is_empty(), "{}", kpi.key);
            }
            assert!(kpi.definition_zh.chars().any(|c| c > '\u{2E80}'), "{} has no Chinese", kpi.key);
        }
    }

    #[test]
    fn any_percentile_can_be_asked_for() {
        assert_eq!(find("wait_p80").unwrap().estimator, Estimator::Percentile(0.80));
        assert!(find("wait_p0").is_none() && find("waits_p90").is_none());
    }
}
