//! Where things stand in the workbook, so that formulas find them.

use crate::model::Lang;
use crate::report::book::Money;
use crate::report::words::say;
use rust_xlsxwriter::utility::{row_col_to_cell, row_col_to_cell_absolute};

/// A sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sheet {
    /// The answer.
    Answer,
    /// Prices, heads and other values.
    Assumptions,
    /// Month × line × design.
    Ledger,
    /// What is saved, for finance; only where a year is counted.
    Saving,
    /// Designs against each other.
    Differences,
    /// Each replication's sums.
    Replications,
    /// Quantities and amounts by replication and month.
    Quantities,
    /// By time of day.
    Hours,
    /// Who is on when.
    Roster,
    /// Definitions.
    Definitions,
}

impl Sheet {
    /// All, in their order.
    pub const ALL: [Self; 10] = [
        Self::Answer,
        Self::Assumptions,
        Self::Ledger,
        Self::Saving,
        Self::Differences,
        Self::Replications,
        Self::Quantities,
        Self::Hours,
        Self::Roster,
        Self::Definitions,
    ];

    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let (en, zh) = match self {
            Self::Answer => ("Answer", "结论"),
            Self::Assumptions => ("Assumptions", "假设"),
            Self::Ledger => ("Ledger", "台账"),
            Self::Saving => ("Saving", "节省"),
            Self::Differences => ("Differences", "差异"),
            Self::Replications => ("Replications", "每次重复"),
            Self::Quantities => ("Quantities", "数量"),
            Self::Hours => ("Hours", "分时"),
            Self::Roster => ("Roster", "排班"),
            Self::Definitions => ("Definitions", "口径"),
        };
        say(lang, en.into(), zh.into())
    }
}

/// A row and a column, from 0.
pub type At = (u32, u16);

/// A cell of its own sheet: `D7`.
pub fn here((row, column): At) -> String {
    row_col_to_cell(row, column)
}

/// The same that stays what it is when it is copied: `$D$7`.
pub fn fixed((row, column): At) -> String {
    row_col_to_cell_absolute(row, column)
}

/// A stretch of cells of its own sheet.
pub fn stretch(from: At, until: At) -> String {
    format!("{}:{}", fixed(from), fixed(until))
}

/// Where the live sheets have what.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// What is written.
    pub money: &'a Money,
    /// In which language.
    pub lang: Lang,
}

/// The first row of inputs.
const INPUTS: u32 = 5;
/// The first row of quantities.
pub const QUANTITIES: u32 = 6;
/// The first row of the ledger.
pub const LEDGER: u32 = 4;
/// The first row of replications.
pub const REPLICATIONS: u32 = 4;
/// Columns before the first value of an input, a quantity.
const BEFORE: u16 = 3;

/// The value of an input in a group.
pub fn input(input: usize, group: usize) -> At {
    (INPUTS + input as u32, BEFORE + group as u16)
}

/// The column of a part.
pub fn part(part: usize) -> u16 {
    BEFORE + part as u16
}

/// The column of a month of the ledger.
pub fn month(month: usize) -> u16 {
    2 + month as u16
}

/// The column of a line among replications; one more than the last line: the running cost.
pub fn each(line: usize) -> u16 {
    2 + line as u16
}

impl Places<'_> {
    /// A reference into a sheet.
    pub fn of(&self, sheet: Sheet, cells: &str) -> String {
        format!("'{}'!{cells}", sheet.name(self.lang))
    }

    fn groups(&self) -> u16 {
        self.money.groups.len() as u16
    }

    /// The same as it was simulated.
    pub fn as_run(&self, input: usize, group: usize) -> At {
        (INPUTS + input as u32, BEFORE + self.groups() + group as u16)
    }

    /// The first column after the values of inputs.
    pub fn after_inputs(&self) -> u16 {
        BEFORE + 2 * self.groups()
    }

    /// The row after the last input.
    pub fn below_inputs(&self) -> u32 {
        INPUTS + self.money.inputs.len() as u32
    }

    fn block(&self) -> u32 {
        1 + (self.money.months.len() * self.money.replications) as u32
    }

    /// The row with an arm's prices among its quantities.
    pub fn prices(&self, arm: usize) -> u32 {
        QUANTITIES + arm as u32 * self.block()
    }

    /// The row of an arm's month and replication.
    pub fn quantities(&self, arm: usize, month: usize, replication: usize) -> u32 {
        self.prices(arm) + 1 + (month * self.money.replications + replication) as u32
    }

    /// The column of a line's amounts among quantities; one more than the last line: the running cost.
    pub fn amount(&self, line: usize) -> u16 {
        BEFORE + (self.money.parts.len() + line) as u16
    }

    /// Rows of the ledger that an arm has: running lines, the running cost, others; and one between.
    fn ledger_rows(&self) -> u32 {
        self.money.lines.len() as u32 + 2
    }

    /// The row of a line of the ledger.
    pub fn ledger(&self, arm: usize, line: usize) -> u32 {
        let running = self.money.lines.iter().filter(|line| line.running).count();
        let at = match line {
            total if total == self.money.lines.len() => running,
            line if line < running => line,
            other => other + 1,
        };
        LEDGER + arm as u32 * self.ledger_rows() + at as u32
    }

    /// The last row of the ledger.
    pub fn last_of_ledger(&self) -> u32 {
        (LEDGER + self.money.arms.len() as u32 * self.ledger_rows()).saturating_sub(2)
    }

    /// The column of the ledger's sums; the next one is their ±.
    pub fn sum(&self) -> u16 {
        month(self.money.months.len())
    }

    /// The row of an arm's replication.
    pub fn replication(&self, arm: usize, replication: usize) -> u32 {
        REPLICATIONS + (arm * self.money.replications + replication) as u32
    }

    /// The column of what a replication saves beside its baseline; the next one is a year's cost.
    pub fn saved(&self) -> u16 {
        each(self.money.lines.len() + 1)
    }

    /// The column of the cost of a year.
    pub fn year(&self) -> u16 {
        self.saved() + 1
    }

    /// All replications of a column.
    pub fn all(&self, arm: usize, column: u16) -> String {
        let last = self.money.replications - 1;
        let cells = stretch((self.replication(arm, 0), column), (self.replication(arm, last), column));
        self.of(Sheet::Replications, &cells)
    }

    /// The first row of a pair among differences.
    pub fn pair(&self, pair: usize) -> u32 {
        4 + pair as u32 * self.pair_rows()
    }

    /// Lines, the running cost, a heading and its note, what is saved, and one between.
    fn pair_rows(&self) -> u32 {
        self.money.lines.len() as u32 + 9
    }

    /// The row of a line among differences: those of the ledger, below the heading.
    pub fn difference(&self, pair: usize, line: usize) -> u32 {
        self.pair(pair) + 2 + (self.ledger(0, line) - LEDGER)
    }

    /// A row of what a pair saves: 0 all, 1 a year, 2 once, 3 payback.
    pub fn saving(&self, pair: usize, row: usize) -> u32 {
        self.pair(pair) + 2 + self.money.lines.len() as u32 + 2 + row as u32
    }

    /// The row below all pairs.
    pub fn below_pairs(&self) -> u32 {
        self.pair(self.money.pairs.len())
    }
}
