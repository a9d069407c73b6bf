//! Tables with an interval in every column, or a date: unfolded to one row an interval.

use super::clocks::Clock;
use super::columns::Columns;
use super::moments::{self, Written};
use super::words::{self, COUNT, DATE, INTERVAL, MOMENT, Role, TAKEN, TYPE, UNTIL};
use crate::scenario::text::sheet::{Cell, CellKind, Sheet};

/// Columns of times that make a table wide; fewer are something else.
const WIDE: usize = 3;
/// Columns of intervals with both ends that do.
const RANGES: usize = 2;
/// Columns of plain numbers, one more than the one before, that do.
const NUMBERS: usize = 4;
/// The last number over columns that could be that of a part of a day: its quarters of an hour.
const MOST: usize = 96;
/// What stands over tables with rows of data.
const OF_ROWS: [&Role; 6] = [&DATE, &MOMENT, &COUNT, &TAKEN, &TYPE, &UNTIL];
/// Rows looked through for dates or intervals over the columns.
const HEAD: usize = super::headings::HEAD;

/// How a table of intervals in columns becomes one of intervals in rows; none where it is not such a table.
pub fn wide(sheet: &Sheet) -> Option<Wide> {
    // Below words over columns stand rows of data, whatever is in them.
    let worded =
        |row: &usize| sheet.rows[*row].iter().any(|cell| OF_ROWS.iter().any(|role| words::means(&cell.text, role)));
    let rows = || (0..sheet.rows.len().min(HEAD)).take_while(|row| *row == 0 || !worded(&(*row - 1)));
    let intervals = rows().find_map(|row| Some((row, intervals_over(sheet, row)?)));
    if let Some((row, across)) = intervals {
        let date =
            (0..across[0]).find(|at| first_below(sheet, row, *at).is_some_and(|cell| moments::moment(cell).is_ok()))?;
        let kind = (0..across[0]).find(|at| *at != date && words::means(sheet.text(row, *at), &TYPE));
        return Some(Wide { row, down: date, kind, across, dates_down: true });
    }
    let (row, across) = rows().find_map(|row| Some((row, dates_over(sheet, row)?)))?;
    let headed = |at: &usize| sheet.text(row, *at).is_empty() || words::means(sheet.text(row, *at), &INTERVAL);
    let timed = |at: &usize| {
        let below =
            (row + 1..sheet.rows.len()).filter_map(|row| sheet.at(row, *at)).filter(|cell| !cell.text.is_empty());
        // A row of weekdays may stand between.
        below.take(3).any(|cell| is_time(cell, headed(at)))
    };
    let down = (0..across[0])
        .find(|at| words::means(sheet.text(row, *at), &INTERVAL) && timed(at))
        .or_else(|| (0..across[0]).find(timed))?;
    let kind = (0..across[0]).find(|at| *at != down && words::means(sheet.text(row, *at), &TYPE));
    Some(Wide { row, down, kind, across, dates_down: false })
}

/// A wide table.
pub struct Wide {
    /// The row of what stands over the columns.
    pub row: usize,
    /// The column of what stands before the rows.
    down: usize,
    kind: Option<usize>,
    across: Vec<usize>,
    /// Whether dates stand before the rows and intervals over the columns.
    dates_down: bool,
}

impl Wide {
    /// The columns that are read.
    pub fn used(&self) -> Vec<usize> {
        let before = [Some(self.down), self.kind].into_iter().flatten();
        before.chain(self.across.iter().copied()).collect()
    }

    /// The columns before the numbers.
    pub fn filled(&self) -> impl Iterator<Item = usize> + use<> {
        [Some(self.down), self.kind].into_iter().flatten()
    }

    /// Whether a column is one of numbers.
    pub fn is_across(&self, at: usize) -> bool {
        self.across.contains(&at)
    }
}

/// Columns under intervals; none where too few are.
fn intervals_over(sheet: &Sheet, row: usize) -> Option<Vec<usize>> {
    let cells = &sheet.rows[row];
    let clocks: Vec<usize> = (0..cells.len()).filter(|at| is_time(&cells[*at], false)).collect();
    let begins = |at: &usize| match moments::time_of_day(&cells[*at]).ok()?.clock? {
        Clock::At(ticks) => Some(ticks),
        Clock::Bare(..) => None,
    };
    let ascend = clocks.is_sorted_by(|a, b| begins(a) < begins(b));
    let data = clocks.first().is_some_and(|first| cells[..*first].iter().any(|cell| moments::moment(cell).is_ok()));
    let ranges = clocks.iter().all(|at| moments::time_of_day(&cells[*at]).is_ok_and(|found| found.until.is_some()));
    if clocks.len() >= if ranges { RANGES } else { WIDE } && clocks[0] > 0 && ascend && !data {
        return Some(clocks);
    }
    hours_over(cells)
}

/// Columns under hours of a day by number: whole numbers (`8`, `H8`, `8-9`), each one more than the one before, and no other number or
/// date beside them. What runs past 24 is taken too, to be asked about: half hours have numbers in some exports.
fn hours_over(cells: &[Cell]) -> Option<Vec<usize>> {
    let number = |at: usize| numbered(&cells[at]).filter(|hour| hour.number() <= MOST);
    let from = (1..cells.len()).find(|at| number(*at).is_some())?;
    let (first, plain) = (number(from)?.number(), matches!(number(from)?, Numbered::Plain(_)));
    let follows = |at: &usize| number(*at).is_some_and(|hour| hour.number() == first + at - from);
    let hours: Vec<usize> = (from..cells.len()).take_while(follows).collect();
    let last = first + hours.len() - 1;
    let is_data = |cell: &Cell| moments::moment(cell).is_ok() || cell.text.parse::<f64>().is_ok();
    let beside = cells[..from].iter().chain(&cells[from + hours.len()..]);
    let of_a_day = last <= 24 || first <= 1;
    let enough = if plain { NUMBERS } else { RANGES };
    (hours.len() >= enough && of_a_day && !beside.into_iter().any(is_data)).then_some(hours)
}

/// An hour of the day by its number.
enum Numbered {
    /// `8`.
    Plain(usize),
    /// `H8`, `Hour 8`.
    Named(usize),
    /// `8-9`.
    Range(usize),
}

impl Numbered {
    fn number(&self) -> usize {
        let (Self::Plain(number) | Self::Named(number) | Self::Range(number)) = self;
        *number
    }
}

fn numbered(cell: &Cell) -> Option<Numbered> {
    if let Ok(number) = cell.text.parse() {
        return Some(Numbered::Plain(number));
    }
    let lower = cell.text.to_lowercase();
    let behind = ["hour", "hr", "h"].into_iter().find_map(|word| lower.strip_prefix(word));
    if let Some(number) = behind.and_then(|rest| rest.trim().parse().ok()) {
        return Some(Numbered::Named(number));
    }
    let found = moments::time_of_day(cell).ok()?;
    match (found.clock?, found.until?) {
        (Clock::Bare(from, _), (Written::No, Clock::Bare(until, _))) if until == from + 1 => {
            Some(Numbered::Range(usize::try_from(from).ok()?))
        }
        _ => None,
    }
}

/// Columns under dates.
fn dates_over(sheet: &Sheet, row: usize) -> Option<Vec<usize>> {
    let cells = &sheet.rows[row];
    let is_date = |cell: &Cell| {
        let found = moments::moment(cell);
        found.is_ok_and(|moment| moment.clock.is_none() && (!moment.counted || cell.kind == CellKind::Number))
    };
    let dates: Vec<usize> = (0..cells.len()).filter(|at| is_date(&cells[*at])).collect();
    let written = |at: &usize| moments::moment(&cells[*at]).ok().map(|moment| moment.date);
    let twice = (1..dates.len()).any(|at| dates[..at].iter().any(|other| written(other) == written(&dates[at])));
    let named = || (0..dates[0]).any(|at| words::means(&cells[at].text, &INTERVAL));
    let first = *dates.first()?;
    (first > 0 && !twice && (dates.len() > 1 || named())).then_some(dates)
}

/// Whether a cell is a time of day or an interval, without a date. `bare`: or an hour as a number.
fn is_time(cell: &Cell, bare: bool) -> bool {
    let found = moments::time_of_day(cell);
    found.is_ok_and(|moment| moment.date == Written::No && (bare || !matches!(moment.clock, Some(Clock::Bare(..)))))
}

fn first_below(sheet: &Sheet, row: usize, at: usize) -> Option<&Cell> {
    (row + 1..sheet.rows.len()).filter_map(|row| sheet.at(row, at)).find(|cell| !cell.text.is_empty())
}

/// The same with a row an interval.
pub fn long(sheet: &Sheet, wide: &Wide) -> (Sheet, Columns) {
    let head = &sheet.rows[wide.row];
    let (first, last) = (wide.across[0], wide.across[wide.across.len() - 1]);
    let span = Cell { text: format!("{} … {}", head[first].text, head[last].text), ..head[first].clone() };
    let down = head.get(wide.down).cloned().unwrap_or_else(|| head[first].clone());
    let kind = wide.kind.map(|at| head[at].clone());
    let mut rows = vec![[Some(down), Some(span), kind].into_iter().flatten().collect::<Vec<Cell>>()];
    let mut lines = vec![wide.row];
    let mut sums: Vec<String> = Vec::new();
    for row in wide.row + 1..sheet.rows.len() {
        // Merged cells say when in their first row only: the others are known by what they are about.
        let about = wide.kind.is_some_and(|at| !sheet.text(row, at).is_empty() && !words::is_sum(sheet.text(row, at)));
        let Some(before) = sheet.at(row, wide.down).filter(|cell| about || !cell.text.is_empty()) else { continue };
        if words::is_sum(&before.text) {
            sums.extend((!sums.contains(&before.text)).then(|| before.text.clone()));
            continue;
        }
        // A row of weekdays between the dates and the first interval.
        if !wide.dates_down
            && !is_time(before, true)
            && !before.text.starts_with(|c: char| c.is_ascii_digit())
            && !about
        {
            continue;
        }
        for at in &wide.across {
            let empty = || Cell { text: String::new(), ..before.clone() };
            let value = sheet.at(row, *at).cloned().unwrap_or_else(empty);
            let kind = wide.kind.map(|at| sheet.at(row, at).cloned().unwrap_or_else(empty));
            let over = match numbered(&head[*at]) {
                Some(Numbered::Named(hour)) => Cell { text: hour.to_string(), ..head[*at].clone() },
                _ => head[*at].clone(),
            };
            rows.push([Some(before.clone()), Some(over), kind, Some(value)].into_iter().flatten().collect());
            lines.push(row);
        }
    }
    let used = |at: &usize| wide.across.contains(at) || *at == wide.down || Some(*at) == wide.kind;
    let beside = (0..head.len()).filter(|at| !used(at) && !head[*at].text.is_empty()).map(|at| head[at].text.clone());
    let mut passed: Vec<String> = beside.collect();
    // A row and a column of sums are called alike.
    sums.retain(|word| !passed.contains(word));
    passed.append(&mut sums);
    let (date, interval) = if wide.dates_down { (0, 1) } else { (1, 0) };
    let count = 2 + usize::from(wide.kind.is_some());
    let columns = Columns {
        row: 0,
        date,
        interval: Some(interval),
        ends: false,
        until: None,
        kind: wide.kind.map(|_| 2),
        counts: vec![count],
        sure: true,
        effort: Vec::new(),
        patience: None,
        unfolded: Some(passed),
    };
    (Sheet { rows, lines, turned: false, merged: Vec::new(), ..sheet.clone() }, columns)
}
