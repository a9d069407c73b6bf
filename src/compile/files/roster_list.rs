//! A roster with one row a person and day: the name of a shift, or from when until when.

use super::asked::{Spot, Where};
use super::clocks::Clock;
use super::headings;
use super::moment_style::{self, MomentsSaid};
use super::moments::{self, Moment};
use super::roster_table::{RosterCell, RosterPerson, RosterTable, cell_name, read_as};
use super::steps::shown;
use super::taken;
use super::words::{self, DATE, INTERVAL, MOMENT, PERSON, Role, SHIFT, UNTIL};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::say;
use crate::scenario::schema::RosterText;
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::time::SimDuration;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Between the parts of a shift, as hours are written.
pub const PARTS: &str = ", ";
/// What a scenario may call the columns of such a roster.
const ROLES: [&str; 5] = ["name", "date", "shift", "from", "until"];

/// Where the columns are.
struct Columns {
    row: usize,
    name: usize,
    date: usize,
    shift: Shift,
}

/// How the shift of a day is said.
#[derive(Clone, Copy)]
enum Shift {
    Named(usize),
    /// From when, and until when.
    Hours(usize, usize),
}

/// Whether a sheet is such a list, and where its columns are; none: it is not, or it is and something is wrong with it.
pub enum Found {
    /// It has no such columns.
    No,
    /// Told what is wrong.
    Wrong,
    /// Read.
    Table(RosterTable),
}

/// Reads a sheet that is such a list. `simulated`: the year of dates that lack theirs.
pub fn list(sheet: &mut Sheet, text: &RosterText, year: i16, out: &mut Diagnostics) -> Found {
    if let Some((role, entry)) = text.columns.0.iter().find(|(role, _)| !ROLES.contains(&role.as_str())) {
        let why = say!("no column is called `{role}` here", "这里没有叫 `{role}` 的列");
        out.push(Diagnostic::error(Code::UnknownName, &entry.key, why).near_or_list(role, &ROLES));
        return Found::Wrong;
    }
    let said: Vec<&str> = text.columns.iter().map(|(_, _, word)| word.as_str()).collect();
    let Some(row) = headings::find(sheet, &[&PERSON], &said) else { return Found::No };
    if let Some((_, entry, word)) =
        text.columns.iter().find(|(_, _, word)| headings::column(&sheet.rows[row], word).is_none())
    {
        let known: Vec<&str> = sheet.rows[row].iter().map(|cell| cell.text.as_str()).collect();
        let file = &text.file.value;
        let why = say!("{file} has no column \"{word}\"", "{file} 里没有 \"{word}\" 这一列");
        out.push(Diagnostic::error(Code::Data, &entry.place, why).near_or_list(word, &known));
        return Found::Wrong;
    }
    let Some(columns) = columns(sheet, row, text) else { return Found::No };
    match read(sheet, &columns, text, year, out) {
        Some(table) => Found::Table(table),
        None => Found::Wrong,
    }
}

fn columns(sheet: &Sheet, row: usize, text: &RosterText) -> Option<Columns> {
    let cells = &sheet.rows[row];
    let of = |key: &str, roles: &[&Role]| match text.columns.get(key) {
        Some(word) => headings::column(cells, word),
        None => roles.iter().find_map(|role| (0..cells.len()).find(|at| words::means(&cells[*at].text, role))),
    };
    let (name, date) = (of("name", &[&PERSON])?, of("date", &[&DATE, &MOMENT]));
    let hours = || Some(Shift::Hours(of("from", &[&INTERVAL])?, of("until", &[&UNTIL])?));
    let shift = match of("shift", &[&SHIFT]) {
        Some(at) => Shift::Named(at),
        None => hours()?,
    };
    // Where a shift begins may have its date with it.
    let date = date.or(if let Shift::Hours(from, _) = shift { Some(from) } else { None })?;
    Some(Columns { row, name, date, shift })
}

/// Rows that have a date, the date of each, and how many add up others.
#[derive(Default)]
struct Dated {
    lines: Vec<usize>,
    dates: Vec<Moment>,
    sums: usize,
}

/// The rows of a list.
fn rows(sheet: &Sheet, columns: &Columns, text: &RosterText, out: &mut Diagnostics) -> Dated {
    let mut all = Dated::default();
    for row in columns.row + 1..sheet.rows.len() {
        if sheet.rows[row].iter().all(|cell| cell.text.is_empty()) {
            continue;
        }
        if words::is_sum(sheet.text(row, columns.name)) || words::is_sum(sheet.text(row, columns.date)) {
            all.sums += 1;
            continue;
        }
        let cell = sheet.at(row, columns.date);
        match cell.map_or_else(|| Err(say!("no date stands here", "这里没有日期")), moments::moment) {
            Ok(moment) => {
                all.dates.push(moment);
                all.lines.push(row);
            }
            Err(why) => {
                let (name, en, zh) = (cell_name((row, columns.date)), why.en, why.zh);
                let place = cell.or(sheet.rows[row].first()).map_or(&text.file.place, |cell| &cell.place);
                out.push(Diagnostic::error(Code::Date, place, say!("{name}: {en}", "{name}：{zh}")));
            }
        }
    }
    all
}

/// Reads a list.
fn read(sheet: &Sheet, columns: &Columns, text: &RosterText, year: i16, out: &mut Diagnostics) -> Option<RosterTable> {
    let before = out.reported();
    let all = rows(sheet, columns, text, out);
    let said =
        MomentsSaid { day_first: text.day_first.as_ref().map(|first| first.value), year: Some(year), zone: None };
    let style = match moment_style::style(&all.dates, said, None) {
        Ok(style) => style,
        Err(doubt) => {
            let at = Where { sheet, file: &text.file.value, head: columns.row, place: &text.file.place };
            let spots: Vec<Spot> = all.lines.iter().map(|row| (*row, columns.date)).collect();
            return out.reject(at.moment(&doubt, &spots));
        }
    };
    let mut days: Vec<(i32, Place)> = Vec::new();
    let mut people: Vec<RosterPerson> = Vec::new();
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, moment) in all.lines.into_iter().zip(&all.dates) {
        let moment = Moment { clock: None, until: None, ..*moment };
        let Ok(when) = style.when(&moment, None, None) else { continue };
        let place = &sheet.rows[row][columns.date].place;
        if days.iter().all(|(day, _)| *day != when.date) {
            days.push((when.date, place.clone()));
        }
        let Some(cell) = shift_of(sheet, columns, row, out) else { continue };
        let name = sheet.text(row, columns.name);
        if name.is_empty() {
            let line = row + 1;
            out.push(Diagnostic::error(Code::Roster, place, say!("row {line} has no name", "第 {line} 行没有姓名")));
            continue;
        }
        let index = *of.entry(name).or_insert(people.len());
        if index == people.len() {
            people.push(RosterPerson { row, name: name.to_owned(), days: BTreeMap::new() });
        }
        match people[index].days.entry(when.date) {
            Entry::Vacant(free) => _ = free.insert(cell),
            // Two parts of one shift.
            Entry::Occupied(mut first) if first.get().said.contains(':') && cell.said.contains(':') => {
                let mut parts = [first.get().said.clone(), cell.said];
                parts.sort_unstable();
                first.get_mut().said = parts.join(PARTS);
            }
            Entry::Occupied(first) => twice(sheet, columns, when.date, [first.get().spot.0, row], out),
        }
    }
    let read = columns.read();
    (out.reported() == before).then(|| RosterTable {
        people,
        days,
        listed: true,
        columns: read.iter().filter_map(|(at, role)| read_as(sheet, (columns.row, *at), role)).collect(),
        passed_over: taken::passed(&sheet.rows[columns.row], |at| read.iter().any(|(column, _)| *column == at)),
        sums: all.sums,
    })
}

/// Somebody has two rows for one date.
fn twice(sheet: &Sheet, columns: &Columns, date: i32, [first, row]: [usize; 2], out: &mut Diagnostics) {
    let (name, date, line, at) = (sheet.text(row, columns.name), date_text(date), row + 1, first + 1);
    let why =
        say!("`{name}` has {date} in row {at} and in row {line}", "`{name}` 的 {date} 在第 {at} 行和第 {line} 行都有");
    let place = |row: usize| &sheet.rows[row][columns.date].place;
    let found = Diagnostic::error(Code::Twice, place(row), why);
    out.push(found.also(place(first), say!("first here", "第一次在这里")));
}

impl Columns {
    /// All that are read, and what for.
    fn read(&self) -> Vec<(usize, &'static Role)> {
        let (from, until) = match self.shift {
            Shift::Named(at) => ((at, &SHIFT), None),
            Shift::Hours(from, until) => ((from, &INTERVAL), Some((until, &UNTIL))),
        };
        let mut all = vec![(self.name, &PERSON), (self.date, &DATE), from];
        all.extend(until);
        all.dedup_by_key(|(at, _)| *at);
        all
    }
}

/// What a row says of the shift.
fn shift_of(sheet: &Sheet, columns: &Columns, row: usize, out: &mut Diagnostics) -> Option<RosterCell> {
    let (from, until) = match columns.shift {
        Shift::Named(at) => return Some(RosterCell { spot: (row, at), said: sheet.text(row, at).to_owned() }),
        Shift::Hours(from, until) => (from, until),
    };
    let spot = (row, from);
    let said = |at: usize| sheet.text(row, at);
    if said(from) == said(until) && (said(from).is_empty() || words::is_off(said(from))) || words::is_off(said(from)) {
        return Some(RosterCell { spot, said: "off".to_owned() });
    }
    let mut time = |at: usize| {
        let read = sheet.at(row, at).ok_or(()).and_then(|cell: &Cell| moments::time_of_day(cell).map_err(|_| ()));
        let ticks = match read.ok().and_then(|moment| moment.clock) {
            Some(Clock::At(ticks)) => Some(ticks),
            Some(Clock::Bare(hour, _)) if hour <= 24 => Some(hour * SimDuration::HOUR.ticks()),
            _ => None,
        };
        if ticks.is_none() {
            let (name, text) = (cell_name((row, at)), said(at));
            let place = sheet.at(row, at).or(sheet.rows[row].first()).map(|cell| cell.place.clone());
            let why =
                say!("{name}: \"{text}\" is not a time of day: write 09:00", "{name}：\"{text}\" 不是时刻：请写 09:00");
            out.push(Diagnostic::error(Code::DataTime, &place.expect("the row has cells"), why));
        }
        ticks
    };
    let (begin, end) = (time(from), time(until));
    Some(RosterCell { spot, said: hours(begin?, end?) })
}

/// Hours as letters are: the end of the day as 24:00.
pub fn hours(from: i64, until: i64) -> String {
    let day = SimDuration::DAY.ticks();
    let until = if until == 0 {
        day
    } else if until > day {
        until - day
    } else {
        until
    };
    format!("{}-{}", shown(from), shown(until))
}
