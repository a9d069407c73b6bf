//! Rows that are found by their number without asking whether there are so many: the one place of the program with `unsafe`.
//!
//! A table only ever grows. The numbers with which it is asked are those of its rows: of contacts the one that `push` returned; of agents,
//! teams and types, where a table is made with a row for each, the number in that range. The engine has one table of each kind, all of one
//! replication and none of them shared, and what keeps numbers (events, queues, rings, pieces of work, what an agent has in mind) belongs to the
//! same replication. A slab (`slab.rs`) has a row for each contact's number, made with the contact, and keeps the numbers of its own values there; a
//! ring of places (`lane.rs`) masks its numbers to as many as it has. So a number never meets a table that has no such row. The types do not say that; debug builds and tests ask at every access, and so does the
//! feature `safe`, with which the compiler forbids `unsafe` altogether.

use std::ops::{Deref, DerefMut, Index, IndexMut};

/// A list of rows that never becomes shorter.
#[derive(Clone, Debug)]
pub struct Table<T> {
    /// Nothing in this file takes a row out, and the slice that is lent out cannot.
    rows: Vec<T>,
}

impl<T> Table<T> {
    /// Adds a row and returns its number.
    #[inline]
    pub fn push(&mut self, row: T) -> usize {
        self.rows.push(row);
        self.rows.len() - 1
    }
}

impl<T: Clone> Table<T> {
    /// As many rows as this, all alike.
    pub fn filled(row: T, rows: usize) -> Self {
        Self { rows: vec![row; rows] }
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<T> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self { rows: rows.into_iter().collect() }
    }
}

impl<T> Deref for Table<T> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        &self.rows
    }
}

impl<T> DerefMut for Table<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.rows
    }
}

#[cfg(any(feature = "safe", debug_assertions))]
impl<T> Index<usize> for Table<T> {
    type Output = T;
    #[inline]
    fn index(&self, row: usize) -> &T {
        &self.rows[row]
    }
}

#[cfg(any(feature = "safe", debug_assertions))]
impl<T> IndexMut<usize> for Table<T> {
    #[inline]
    fn index_mut(&mut self, row: usize) -> &mut T {
        &mut self.rows[row]
    }
}

#[cfg(not(any(feature = "safe", debug_assertions)))]
#[allow(unsafe_code, reason = "a tenth of what a contact costs (benches/record/profile.md)")]
impl<T> Index<usize> for Table<T> {
    type Output = T;
    #[inline]
    fn index(&self, row: usize) -> &T {
        // SAFETY: `row` is below `rows.len()`. It was when the number was made: `push` returned it with the row, or it is one of the range for
        // which the table was made with all its rows. It is still, because no function of this file shortens `rows`, which no other can reach.
        unsafe { self.rows.get_unchecked(row) }
    }
}

#[cfg(not(any(feature = "safe", debug_assertions)))]
#[allow(unsafe_code, reason = "as above")]
impl<T> IndexMut<usize> for Table<T> {
    #[inline]
    fn index_mut(&mut self, row: usize) -> &mut T {
        // SAFETY: as for `index`; the table is borrowed alone, and so is its row.
        unsafe { self.rows.get_unchecked_mut(row) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stays_under_its_number() {
        let mut table = Table::filled(7, 2);
        let numbers: Vec<usize> = (0..100).map(|row| table.push(row)).collect();
        table[numbers[9]] += 1;
        assert_eq!((table.len(), table[0], table[numbers[9]], table[numbers[99]]), (102, 7, 10, 99));
    }

    #[test]
    #[should_panic(expected = "out of bounds")]
    fn a_number_of_no_row_is_found_out_by_tests() {
        let table = Table::filled(1, 3);
        assert_eq!(table[3], 1);
    }
}
