//! What was taken of a file, so that whoever gave it sees whether it was read right.

use super::Lang;
use crate::time::SimDuration;

/// One file, or one sheet of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// As the scenario names it.
    pub file: String,
    /// The sheet, where the scenario names one.
    pub sheet: Option<String>,
    /// The columns that were read, in their order.
    pub columns: Vec<ColumnRead>,
    /// The words over those that were passed over.
    pub passed_over: Vec<String>,
    /// Rows that were read.
    pub rows: usize,
    /// First and last date, since 1970-01-01; none of what has no dates.
    pub dates: Option<(i32, i32)>,
    /// How what could have meant two things was read, and rows that were passed over.
    pub notes: Vec<Said>,
    /// What it was taken as.
    pub kind: TakenAs,
}

/// A column that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRead {
    /// The word over it.
    pub word: String,
    /// What it was taken for.
    pub role: Said,
}

/// A few words in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Said {
    /// Of contacts row by row without times of day. `midnight`: every row says 00:00.
    pub fn no_times(midnight: bool) -> Self {
        let [en, zh] = if midnight {
            [
                "no times of day (every row says 00:00): moments are drawn by the profile",
                "没有时刻（每行都是 00:00）：按时段分布抽取",
            ]
        } else {
            ["no times of day: moments are drawn by the profile", "没有时刻：按时段分布抽取"]
        };
        Self { en: en.to_owned(), zh: zh.to_owned() }
    }

    /// In one of them.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// What was read out of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum TakenAs {
    /// Volumes.
    Volumes {
        /// The length of an interval; none where it holds whole days, or every row is a contact.
        interval: Option<SimDuration>,
        /// By type that reads it: its key, and how many.
        sums: Vec<(String, f64)>,
        /// Mean of the lengths that it gives, seconds; none where it gives none.
        length: Option<f64>,
    },
    /// Who works when.
    Roster {
        /// People.
        heads: usize,
        /// Shifts that they work.
        shifts: usize,
    },
    /// How many agents are there when.
    Staffed {
        /// The length of an interval; none where it holds whole days.
        interval: Option<SimDuration>,
        /// Hours of all agents.
        hours: f64,
        /// Whether its rows are about weekdays, not dates.
        weekdays: bool,
    },
    /// Durations.
    Durations {
        /// Their mean, seconds.
        mean: f64,
    },
}
