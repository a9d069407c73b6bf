//! A roster with one row a person and one column a day; where a file has it the other way round, its sheet is turned before.

use super::roster_header::Header;
use super::roster_table::{RosterCell, RosterPerson, RosterTable, cell_or_last, read_as};
use super::taken;
use super::words::{self, DATE, PERSON};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::say;
use crate::scenario::text::sheet::Sheet;
use std::collections::BTreeMap;

/// Reads the rows below a head. Headings, notes and sums have no letters and are passed over. `known`: whether something is
/// a letter that somebody could work by.
pub fn grid(sheet: &Sheet, header: &Header, known: &dyn Fn(&str) -> bool, out: &mut Diagnostics) -> RosterTable {
    let mut people = Vec::new();
    let mut sums = 0;
    let mut names: BTreeMap<&str, (String, &Place)> = BTreeMap::new();
    for row in header.people..sheet.rows.len() {
        let name = sheet.text(row, header.names);
        if header.days.iter().all(|(at, _)| sheet.text(row, *at).is_empty()) {
            continue;
        }
        if is_sum(sheet, header, row, known) {
            sums += 1;
            continue;
        }
        let (cell, spot) = (cell_or_last(sheet, (row, header.names)), sheet.cell_name((row, header.names)));
        if name.is_empty() {
            let message = say!("{spot}: there are shifts but no name", "{spot}：有班次但没有姓名");
            out.push(Diagnostic::error(Code::Roster, &cell.place, message));
        } else if let Some((other, place)) = names.insert(name, (spot.clone(), &cell.place)) {
            let message = say!("`{name}` is in {other} and in {spot}", "`{name}` 在 {other} 和 {spot} 都有");
            out.push(
                Diagnostic::error(Code::Twice, &cell.place, message).also(place, say!("first here", "第一次在这里")),
            );
        }
        // As the file has it.
        let spot = |at: usize| if sheet.turned { (at, row) } else { (row, at) };
        let cell = |at: usize| RosterCell { spot: spot(at), said: sheet.text(row, at).to_owned() };
        let days = header.days.iter().map(|(at, day)| (*day, cell(*at))).collect();
        people.push(RosterPerson { row, name: name.to_owned(), days });
    }
    let at = |at: usize| sheet.rows[header.row][at].place.clone();
    let (first, last) = (header.days.first().map(|day| day.0), header.days.last().map(|day| day.0));
    let ends = [first, last.filter(|last| Some(*last) != first)].into_iter().flatten();
    let name = read_as(sheet, (header.row, header.names), &PERSON);
    let columns = name.into_iter().chain(ends.filter_map(|at| read_as(sheet, (header.row, at), &DATE)));
    let is_read = |at: usize| at == header.names || header.days.iter().any(|(day, _)| *day == at);
    RosterTable {
        people,
        days: header.days.iter().map(|(column, day)| (*day, at(*column))).collect(),
        listed: false,
        columns: columns.collect(),
        passed_over: taken::passed(&sheet.rows[header.row], is_read),
        sums,
        notes: Vec::new(),
    }
}

/// Whether a row adds up those above: it is called so in a column before the days, and no shift stands in it.
fn is_sum(sheet: &Sheet, header: &Header, row: usize, known: &dyn Fn(&str) -> bool) -> bool {
    let leading = header.days.iter().map(|(at, _)| *at).min().unwrap_or(0);
    let called = |at: usize| {
        let text = sheet.text(row, at);
        words::is_sum(text) || text.contains("人数")
    };
    let has_shift = header.days.iter().any(|(at, _)| {
        let said = sheet.text(row, *at);
        known(said) && !said.chars().any(|c| c.is_ascii_digit()) && !said.is_empty()
    });
    (0..leading).any(called) && !has_shift
}
