//! A roster with one row a person and one column a day; where a file has it the other way round, its sheet is turned before.

use super::merged;
use super::roster_dates::First;
use super::roster_header::Header;
use super::roster_people::{called, told_apart};
use super::roster_table::{RosterCell, RosterPerson, RosterTable, cell_or_last, read_as};
use super::roster_words::NUMBER;
use super::taken;
use super::words::{self, DATE, PERSON};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::Said;
use crate::say;
use crate::scenario::text::sheet::Sheet;
use std::collections::BTreeMap;

/// Reads the rows below a head. Headings, notes and sums have no letters and are passed over. `known`: whether something is
/// a letter that somebody could work by.
pub fn grid(sheet: &Sheet, header: &Header, known: &dyn Fn(&str) -> bool, out: &mut Diagnostics) -> RosterTable {
    if let Some(doubt) = merged::ask(sheet, header.row, |_, at| header.days.iter().any(|(day, _)| *day == at)) {
        out.push(doubt);
    }
    let mut people = Vec::new();
    let mut names: BTreeMap<&str, (String, &Place)> = BTreeMap::new();
    let (rows, sums) = rows(sheet, header, known);
    let number = |row: usize| header.numbers.map_or("", |at| sheet.text(row, at));
    let own: Vec<(&str, &str)> = rows.iter().map(|row| (sheet.text(*row, header.names), number(*row))).collect();
    let labels = called(&own, None);
    for (row, name) in rows.into_iter().zip(&labels) {
        let (cell, spot) = (cell_or_last(sheet, (row, header.names)), sheet.cell_name((row, header.names)));
        if name.is_empty() {
            let message = say!("{spot}: there are shifts but no name", "{spot}：有班次但没有姓名");
            out.push(Diagnostic::error(Code::Roster, &cell.place, message).help(say!(
                "write the name, one row a person; several parts of a day are one shift in one cell: 08:00-12:00, 13:00-17:00",
                "请写姓名，一人一行；一天分几段的，写在一格里作为一个班：08:00-12:00, 13:00-17:00"
            )));
        } else if let Some((other, place)) = names.insert(name, (spot.clone(), &cell.place)) {
            let message = say!("`{name}` is in {other} and in {spot}", "`{name}` 在 {other} 和 {spot} 都有");
            out.push(
                Diagnostic::error(Code::Twice, &cell.place, message).also(place, say!("first here", "第一次在这里")),
            );
        }
        // As the file has it.
        let spot = |at: usize| if sheet.turned { (at, row) } else { (row, at) };
        let cell = |at: usize| RosterCell { spot: spot(at), said: sheet.text(row, at).to_owned(), hours: None };
        let days = header.days.iter().map(|(at, day)| (*day, cell(*at))).collect();
        people.push(RosterPerson { row, name: name.clone(), days });
    }
    let at = |at: usize| sheet.rows[header.row][at].place.clone();
    let (first, last) = (header.days.first().map(|day| day.0), header.days.last().map(|day| day.0));
    let ends = [first, last.filter(|last| Some(*last) != first)].into_iter().flatten();
    // Of a day a row, the word over the days stands where else that over the names does.
    let label = if sheet.turned { &DATE } else { &PERSON };
    let name = read_as(sheet, (header.row, header.names), label);
    let ends = ends.filter(|_| !sheet.turned);
    let mut notes: Vec<Said> = header.first.map(order).into_iter().collect();
    let apart = told_apart(labels.iter().map(String::as_str).zip(own.iter().map(|(name, _)| *name)));
    let numbers = header.numbers.filter(|_| apart.is_some());
    notes.extend(apart);
    let number = numbers.and_then(|at| read_as(sheet, (header.row, at), &NUMBER));
    let columns = number.into_iter().chain(name).chain(ends.filter_map(|at| read_as(sheet, (header.row, at), &DATE)));
    let is_read =
        |at: usize| at == header.names || numbers == Some(at) || header.days.iter().any(|(day, _)| *day == at);
    RosterTable {
        people,
        days: header.days.iter().map(|(column, day)| (*day, at(*column))).collect(),
        listed: false,
        columns: columns.collect(),
        passed_over: taken::passed(&sheet.rows[header.row], is_read),
        sums,
        notes,
        beside: None,
    }
}

/// The rows of people, and how many add up others.
fn rows(sheet: &Sheet, header: &Header, known: &dyn Fn(&str) -> bool) -> (Vec<usize>, usize) {
    let empty = |row: &usize| header.days.iter().all(|(at, _)| sheet.text(*row, *at).is_empty());
    let all = (header.people..sheet.rows.len()).filter(|row| !empty(row));
    let (sums, people): (Vec<usize>, Vec<usize>) = all.partition(|row| is_sum(sheet, header, *row, known));
    (people, sums.len())
}

/// How days were read that could have been two.
fn order(first: First) -> Said {
    let [en, zh] = match first {
        First::Month => ["month before day", "日期按月在前、日在后读"],
        First::Day => ["day before month", "日期按日在前、月在后读"],
        First::Year => ["year before month and day", "日期按年、月、日读"],
    };
    Said { en: en.to_owned(), zh: zh.to_owned() }
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
