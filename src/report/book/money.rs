//! The ledger as quantities by replication and month, and prices as inputs: a format makes formulas of it.

use serde::{Deserialize, Serialize};

/// Money that lives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Money {
    /// The currency.
    pub currency: String,
    /// Replications of every arm.
    pub replications: usize,
    /// The ledger's months.
    pub months: Vec<String>,
    /// Months of pay in all of them.
    pub in_months: f64,
    /// Prices and heads.
    pub inputs: Vec<Input>,
    /// Headings of the inputs' columns: designs, and cases where they differ.
    pub groups: Vec<String>,
    /// Lines of the ledger: those of the running cost, then others.
    pub lines: Vec<Line>,
    /// What the lines are made of, in the order of lines.
    pub parts: Vec<PartColumn>,
    /// Designs in cases.
    pub arms: Vec<ArmMoney>,
    /// Which are compared.
    pub pairs: Vec<Pair>,
    /// What a year is made of; none: the days counted make none.
    pub year: Option<Year>,
}

/// A price, or a team's heads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Whose.
    pub whose: String,
    /// What.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Whether it is a share.
    pub share: bool,
    /// Whether it is a number of heads.
    pub heads: bool,
    /// By group: none where the group has nobody of this name; `Some(None)` where nobody said it.
    pub values: Vec<Asked>,
    /// Where `--set` changes it.
    pub path: String,
    /// How low and how high it may be.
    pub range: String,
    /// Where it comes from.
    pub source: String,
    /// When it was so.
    pub as_of: String,
}

/// What a group says of an input.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// The group has nobody of this name.
    Nobody,
    /// Nobody said it.
    NotGiven,
    /// The value.
    Given(f64),
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Whether the running cost holds it.
    pub running: bool,
    /// Whether it is paid once.
    pub once: bool,
    /// More is better: it is no cost.
    pub earned: bool,
    /// What of it does not follow the inputs.
    pub note: String,
}

/// What a quantity is multiplied by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// An input.
    Price(usize),
    /// One more than an input.
    OneMore(usize),
    /// An input less a number.
    Beyond(usize, f64),
    /// A number.
    Times(f64),
    /// Divided by a number.
    Over(f64),
}

/// A column of quantities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartColumn {
    /// Which line it belongs to.
    pub line: usize,
    /// Whose.
    pub whose: String,
    /// What is counted.
    pub name: String,
    /// In what unit.
    pub unit: String,
    /// By what it is multiplied.
    pub factors: Vec<Factor>,
    /// The input of heads that it goes with.
    pub heads: Option<usize>,
    /// Nothing costs nothing, though nobody said its price.
    pub nothing_free: bool,
}

/// A design in a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmMoney {
    /// Its number in the study.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// Its column of inputs.
    pub group: usize,
    /// By part, then month: a number a replication, or one for all. Empty: the arm has no such part.
    pub quantities: Vec<Vec<Vec<f64>>>,
}

/// Two arms that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// Which arm.
    pub arm: usize,
    /// Against which.
    pub base: usize,
    /// Both meet the same demand.
    pub judged: bool,
    /// Work is left undone, so nothing is paid back.
    pub undone: bool,
    /// The error that the interval of this comparison may have.
    pub error: f64,
}

/// What a year costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Year {
    /// Which months are added up.
    pub months: Vec<usize>,
    /// By what their sum is multiplied.
    pub factor: f64,
}

/// A figure of every replication.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Each {
    /// Its name.
    pub name: String,
    /// How it looks.
    pub kind: super::cells::Kind,
    /// By arm, then replication.
    pub values: Vec<Vec<Option<f64>>>,
}
