//! A roster as its file says it: who is meant, and what stands for each of their days.

use super::asked::Spot;
use super::taken;
use super::words::Role;
use crate::diagnostic::Place;
use crate::model::{ColumnRead, Said};
use crate::scenario::text::sheet::{Cell, Sheet};
use std::collections::BTreeMap;

/// A roster, in whichever form it was kept.
pub struct RosterTable {
    /// In the order of the file.
    pub people: Vec<RosterPerson>,
    /// Every day that the file speaks of, in the order of the file, with where it does first.
    pub days: Vec<(i32, Place)>,
    /// Whether it has a row a person and day, in which what is not written is off.
    pub listed: bool,
    /// What was read, and the words over other columns.
    pub columns: Vec<ColumnRead>,
    pub passed_over: Vec<String>,
    /// Rows that add up others.
    pub sums: usize,
    /// How what could have meant two things was read.
    pub notes: Vec<Said>,
    /// The words over the letters of a list and over the hours beside them; none: no hours are held against letters.
    pub beside: Option<[String; 3]>,
}

/// Somebody, and what stands for their days.
pub struct RosterPerson {
    pub row: usize,
    pub name: String,
    pub days: BTreeMap<i32, RosterCell>,
}

/// What stands for a day.
pub struct RosterCell {
    pub spot: Spot,
    /// A letter, or hours such as `09:00-18:00`.
    pub said: String,
    /// The hours beside a letter; none: none are said.
    pub hours: Option<String>,
}

/// A cell of a person's row, or its last one: a row may be shorter than the row of dates.
pub fn cell_or_last(sheet: &Sheet, (row, at): Spot) -> &Cell {
    sheet.at(row, at).or(sheet.rows[row].last()).expect("a row with shifts has a cell")
}

/// A column that was read.
pub fn read_as(sheet: &Sheet, (row, at): Spot, role: &Role) -> Option<ColumnRead> {
    let word = sheet.text(row, at);
    (!word.is_empty()).then(|| taken::column_read(word.to_owned(), role))
}
