//! Rows of a table of volumes.

/// Rows that are not read, by why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PassedRows {
    /// They add up others.
    pub sums: usize,
    /// They are notes: one cell of text.
    pub notes: usize,
    /// Read, with the date of the row above, as their own is empty (merged cells).
    pub filled: usize,
}

/// When a row was.
#[derive(Clone, Copy, Debug)]
pub struct VolumeRow {
    /// Its number in the sheet, from 0.
    pub line: usize,
    /// Since 1970-01-01.
    pub date: i32,
    /// Ticks since midnight.
    pub from: i64,
    /// Where it says so.
    pub until: Option<i64>,
    /// What it is about: an index into the table's kinds.
    pub kind: usize,
    /// Whether it says a time.
    pub timed: bool,
}
