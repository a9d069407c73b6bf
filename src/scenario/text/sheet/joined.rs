//! Joined cells of a workbook: what stands in the first of them is all that a reader sees of the others.

use super::{Cell, Sheet, column};
use std::ops::RangeInclusive;

/// Cells that are one.
#[derive(Clone, Debug)]
pub struct Joined {
    /// From the first row to the last.
    pub rows: RangeInclusive<usize>,
    /// From the first column to the last.
    pub columns: RangeInclusive<usize>,
}

impl Joined {
    /// The same with rows and columns in each other's place.
    #[must_use]
    pub fn turned(&self) -> Self {
        Self { rows: self.columns.clone(), columns: self.rows.clone() }
    }

    /// Row and column of the first of them.
    pub fn first(&self) -> (usize, usize) {
        (*self.rows.start(), *self.columns.start())
    }

    /// Whether a cell is one of them.
    pub fn holds(&self, row: usize, at: usize) -> bool {
        self.rows.contains(&row) && self.columns.contains(&at)
    }
}

impl Sheet {
    /// Writes what merged cells of a column say into each of their rows. `head`: the row of the words over the columns.
    pub fn fill_down(&mut self, head: usize, at: usize) {
        for Joined { rows, columns } in self.merged.clone() {
            if columns != (at..=at) || *rows.start() <= head {
                continue;
            }
            let Some(first) = self.at(*rows.start(), at).cloned() else { continue };
            for cells in self.rows.iter_mut().take(rows.end() + 1).skip(rows.start() + 1) {
                if cells.is_empty() {
                    continue;
                }
                let empty = || Cell { text: String::new(), ..first.clone() };
                cells.resize_with(cells.len().max(at + 1), empty);
                if cells[at].text.is_empty() {
                    cells[at] = first.clone();
                }
            }
        }
    }

    /// Joined cells below the words over the columns that say something, of several that are read one by one, as
    /// spreadsheets name them, and their first. `is_read`: which are.
    pub fn merged_over(&self, head: usize, is_read: impl Fn(usize, usize) -> bool) -> Option<(String, &Cell)> {
        self.merged.iter().find_map(|Joined { rows, columns }| {
            let first = self.at(*rows.start(), *columns.start()).filter(|cell| !cell.text.is_empty())?;
            let within = self.rows.len().saturating_sub(1);
            let mut all =
                (*rows.start()..=*rows.end().min(&within)).flat_map(|row| columns.clone().map(move |at| (row, at)));
            if *rows.start() <= head || all.by_ref().filter(|(row, at)| is_read(*row, *at)).take(2).count() < 2 {
                return None;
            }
            let (rows, columns) = if self.turned { (columns, rows) } else { (rows, columns) };
            let name = |at: usize, row: usize| format!("{}{}", column(at), row + 1);
            Some((format!("{}:{}", name(*columns.start(), *rows.start()), name(*columns.end(), *rows.end())), first))
        })
    }
}
