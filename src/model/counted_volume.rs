//! A volume as it was counted, taken apart into first contacts and what follows them.

use super::Label;

/// What was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counts {
    /// Only those that reached people.
    pub human: bool,
    /// Customers who ask again among them.
    pub repeats: bool,
}

/// A volume, taken apart.
#[derive(Clone, Debug)]
pub struct Counted {
    /// How many a day, of the days that it is the mean of.
    pub per_day: f64,
    /// Of what.
    pub counts: Counts,
    /// That many are counted on a mean day of those that count, where days differ beyond their weekday; else none.
    pub all_days: Option<f64>,
    /// That many on a mean day of a week without events and holidays.
    pub ordinary_day: f64,
    /// Design and case under which it was counted.
    pub under: (Label, Label),
    /// By type.
    pub rows: Vec<CountedRow>,
}

/// One type of a volume on a mean day of those that it is the mean of, under the design and case in which it was counted.
#[derive(Clone, Debug)]
pub struct CountedRow {
    /// The type.
    pub label: Label,
    /// So many were counted.
    pub counted: f64,
    /// First contacts of its own.
    pub first: f64,
    /// First contacts that other types and streams bring.
    pub brought: f64,
    /// The same customers asking again.
    pub repeats: f64,
    /// All that reach people.
    pub people: f64,
}
