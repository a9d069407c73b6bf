//! Where the words over the columns stand: below titles, in one row or in several (merged cells, a row of units).

use super::moments;
use super::numbers::{self, Number};
use super::units::Unit;
use super::words::{self, BELOW, DATE, Role};
use crate::scenario::text::sheet::{Cell, CellKind, Sheet};

/// Rows looked through for the words over the columns.
pub const HEAD: usize = 20;
/// Rows that headings have at most.
const DEEPEST: usize = 3;

/// The row of words over the columns: the first in which one of these roles, or a word that the scenario says, is found.
/// Headings of several rows are put together in the lowest of them.
pub fn find(sheet: &mut Sheet, roles: &[&Role], said: &[&str]) -> Option<usize> {
    let is_said = |cell: &Cell| said.iter().any(|word| words::plain(word) == words::plain(&cell.text));
    let named = |row: &usize| {
        let cells = &sheet.rows[*row];
        !is_titled(cells)
            && cells.iter().any(|cell| is_said(cell) || roles.iter().any(|role| words::means(&cell.text, role)))
    };
    let rows = || 0..sheet.rows.len().min(HEAD);
    // A title may be such a word too: alone in its row, above a row of several.
    let filled = |row: &usize| sheet.rows[*row].iter().filter(|cell| !cell.text.is_empty()).count();
    let alone = rows().find(named).filter(|row| filled(row) == 1);
    let below = alone.and_then(|title| rows().find(|row| *row > title && filled(row) > 1).filter(named));
    let first = below.or_else(|| rows().find(named)).or_else(|| {
        // What the scenario says may stand in two rows: 呼入 > 接入量.
        let parts: Vec<&str> = said.iter().flat_map(|word| word.split(BELOW.trim())).collect();
        rows().find(|row| {
            sheet.rows[*row].iter().any(|cell| parts.iter().any(|part| words::plain(part) == words::plain(&cell.text)))
        })
    })?;
    Some(joined(sheet, first))
}

/// Whether a row says one date of all, in two cells: `Date`, `06/02/2025`.
fn is_titled(cells: &[Cell]) -> bool {
    let full: Vec<&Cell> = cells.iter().filter(|cell| !cell.text.is_empty()).collect();
    matches!(full[..], [label, date] if words::means(&label.text, &DATE) && moments::moment(date).is_ok())
}

/// The column under a word: that very word, or else one that differs in case, spaces and marks; its unit may be left out.
pub fn column(cells: &[Cell], word: &str) -> Option<usize> {
    let exact = cells.iter().position(|cell| cell.text == word.trim());
    exact.or_else(|| cells.iter().position(|cell| words::plain(&cell.text) == words::plain(word)))
}

/// Between words over columns that are added up: `"talk time + wrap time"`.
pub const PLUS: &str = " + ";

/// The words over columns that are added up; one where nothing is.
pub fn parts(word: &str) -> Vec<&str> {
    word.split(PLUS.trim()).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Puts headings of several rows together; the row in which they stand then.
pub fn joined(sheet: &mut Sheet, first: usize) -> usize {
    let mut last = first;
    while last + 1 < sheet.rows.len().min(first + DEEPEST) && goes_on(sheet, first, last + 1) {
        last += 1;
    }
    let above = first.checked_sub(1).filter(|above| is_doubled(&sheet.rows[last]) && groups(&sheet.rows[*above]));
    for upper in (above.unwrap_or(first)..last).rev() {
        let top = filled(&sheet.rows[upper]);
        let wide = top.len().max(sheet.rows[last].len());
        let bottom = std::mem::take(&mut sheet.rows[last]);
        let cell = |at: usize| {
            join(
                sheet.rows[upper].get(at),
                top.get(at).copied().flatten().map(|from| &sheet.rows[upper][from]),
                bottom.get(at),
            )
        };
        let row: Vec<Cell> = (0..wide).map_while(cell).collect();
        sheet.rows[upper].clear();
        sheet.rows[last] = row;
    }
    last
}

/// Whether a row below the headings is more of them: no number, no date, and nothing where the first row has its dates.
fn goes_on(sheet: &Sheet, first: usize, row: usize) -> bool {
    let cells = &sheet.rows[row];
    let said: Vec<&Cell> = cells.iter().filter(|cell| !cell.text.is_empty()).collect();
    let is_value = |cell: &&&Cell| {
        cell.kind != CellKind::Text
            || matches!(numbers::of(&cell.text, false), Ok(Number::Of(_)) | Err(_))
                && cell.text.starts_with(|c: char| c.is_ascii_digit())
            || moments::moment(cell).is_ok()
    };
    let over = |at: usize| sheet.text(first, at).to_owned();
    let starts = (0..cells.len()).find(|at| !over(*at).is_empty());
    let leads = starts.is_some_and(|at| cells[at].text.is_empty() || cells[at].text == over(at));
    !said.is_empty()
        && leads
        && !said.iter().any(|cell| is_value(&cell))
        && !said.iter().any(|cell| words::is_sum(&cell.text) && said.len() == 1)
}

/// Whether two columns have one heading.
fn is_doubled(cells: &[Cell]) -> bool {
    let all: Vec<String> = cells.iter().map(|cell| words::plain(&cell.text)).filter(|word| !word.is_empty()).collect();
    (1..all.len()).any(|at| all[..at].contains(&all[at]))
}

/// Whether a row has names over groups of columns, and is no title.
fn groups(cells: &[Cell]) -> bool {
    cells.iter().filter(|cell| !cell.text.is_empty()).count() > 1
}

/// By column, the one whose words stand over it: its own, or of those merged the first.
fn filled(cells: &[Cell]) -> Vec<Option<usize>> {
    let mut over = None;
    let mut column = |at: usize| {
        over = if cells[at].text.is_empty() { over } else { Some(at) };
        over
    };
    (0..cells.len()).map(&mut column).collect()
}

/// A heading of what stands above and below.
fn join(own: Option<&Cell>, over: Option<&Cell>, below: Option<&Cell>) -> Option<Cell> {
    match (over, below.filter(|cell| !cell.text.is_empty())) {
        (Some(over), Some(below)) if over.text != below.text => {
            let inside = below.text.trim_matches(['(', ')', '（', '）', '[', ']', ' ']);
            // A unit belongs to the heading right above it.
            let unit = Unit::of(inside).is_some() || inside.len() < below.text.len();
            let text = match (unit, own.filter(|cell| !cell.text.is_empty())) {
                (true, Some(own)) => format!("{} ({inside})", own.text),
                (true, None) => format!("({inside})"),
                (false, _) => format!("{}{BELOW}{}", over.text, below.text),
            };
            Some(Cell { text, place: below.place.clone(), kind: CellKind::Text })
        }
        (_, Some(below)) => Some(below.clone()),
        (_, None) => own.or(below).or(over).cloned(),
    }
}
