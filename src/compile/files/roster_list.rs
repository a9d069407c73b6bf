//! A roster with one row a person and day: the name of a shift, or from when until when.

use super::asked::{Spot, Where};
use super::brackets;
use super::headings;
use super::moment_style::{self, MomentStyle, MomentsSaid};
use super::moments::{self, Moment, Written};
use super::notation;
use super::roster_rows::{self, Beside, OwnRows, TEAM};
use super::roster_table::{RosterCell, RosterPerson, RosterTable, read_as};
use super::steps::shown;
use super::taken;
use super::words::{self, DATE, INTERVAL, MOMENT, PERSON, Role, SHIFT, UNTIL};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::say;
use crate::scenario::schema::RosterText;
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::Sheet;
use crate::time::SimDuration;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Between the parts of a shift, as hours are written.
pub const PARTS: &str = ", ";
/// What a scenario may call the columns of such a roster.
const ROLES: [&str; 6] = ["name", "date", "shift", "from", "until", "team"];

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

/// Reads a sheet that is such a list. `year`: that of dates that lack theirs; `names`: what the team is called.
pub fn list(sheet: &mut Sheet, text: &RosterText, year: i16, names: &[String], out: &mut Diagnostics) -> Found {
    if let Some((role, entry)) = text.columns.0.iter().find(|(role, _)| !ROLES.contains(&role.as_str())) {
        let why = say!("no column is called `{role}` here", "这里没有叫 `{role}` 的列");
        out.push(Diagnostic::error(Code::UnknownName, &entry.key, why).near_or_list(role, &ROLES));
        return Found::Wrong;
    }
    let said: Vec<&str> =
        text.columns.iter().map(|(_, _, word)| word.as_str()).filter(|word| *word != roster_rows::ANY).collect();
    let Some(row) = headings::find(sheet, &[&PERSON], &said) else { return Found::No };
    if let Some((_, entry, word)) = text
        .columns
        .iter()
        .find(|(_, _, word)| *word != roster_rows::ANY && headings::column(&sheet.rows[row], word).is_none())
    {
        let known: Vec<&str> = sheet.rows[row].iter().map(|cell| cell.text.as_str()).collect();
        let file = &text.file.value;
        let why = say!("{file} has no column \"{word}\"", "{file} 里没有 \"{word}\" 这一列");
        out.push(Diagnostic::error(Code::Data, &entry.place, why).near_or_list(word, &known));
        return Found::Wrong;
    }
    let Some(columns) = columns(sheet, row, text) else { return Found::No };
    let own = OwnRows { said: text.columns.get(TEAM.key), file: &text.file, names };
    if roster_rows::of_team(sheet, row, &own, out).is_none() {
        return Found::Wrong;
    }
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
                let (name, en, zh) = (sheet.cell_name((row, columns.date)), why.en, why.zh);
                let place = cell.or(sheet.rows[row].first()).map_or(&text.file.place, |cell| &cell.place);
                out.push(Diagnostic::error(Code::Date, place, say!("{name}: {en}", "{name}：{zh}")));
            }
        }
    }
    all
}

/// What the rows say of when, and where each moment stands.
struct Timed {
    /// By row: when the shift begins and ends; none of a named shift, of a day off, and of what is wrong.
    hours: Vec<Option<[Moment; 2]>>,
    /// Dates, beginnings and ends: what is written in one tells how another is meant.
    pool: Vec<Moment>,
    spots: Vec<Spot>,
}

/// Reads when shifts begin and end.
fn timed(sheet: &Sheet, columns: &Columns, (all, absent): (&Dated, &[bool]), out: &mut Diagnostics) -> Timed {
    let spots = all.lines.iter().map(|row| (*row, columns.date)).collect();
    let mut timed = Timed { hours: Vec::new(), pool: all.dates.clone(), spots };
    for (row, absent) in all.lines.iter().zip(absent) {
        let hours = match columns.shift {
            Shift::Named(_) => None,
            Shift::Hours(..) if *absent => None,
            Shift::Hours(from, until) if is_off(sheet, *row, [from, until]) => None,
            Shift::Hours(from, until) => {
                let [from, until] = [from, until].map(|at| time(sheet, (*row, at), out).map(|moment| (moment, at)));
                from.zip(until)
            }
        };
        if let Some(both) = hours {
            for (moment, at) in [both.0, both.1] {
                timed.pool.push(moment);
                timed.spots.push((*row, at));
            }
        }
        timed.hours.push(hours.map(|both| [both.0.0, both.1.0]));
    }
    timed
}

/// Whether a row says, where its hours would stand, that somebody is off.
fn is_off(sheet: &Sheet, row: usize, [from, until]: [usize; 2]) -> bool {
    let said = |at: usize| sheet.text(row, at);
    said(from) == said(until) && said(from).is_empty() || words::is_off(said(from))
}

/// A time of day, or a moment.
fn time(sheet: &Sheet, spot: Spot, out: &mut Diagnostics) -> Option<Moment> {
    let read = sheet.at(spot.0, spot.1).and_then(|cell| moments::time_of_day(cell).ok());
    if read.is_none() {
        let (name, text) = (sheet.cell_name(spot), sheet.text(spot.0, spot.1));
        let place = sheet.at(spot.0, spot.1).or(sheet.rows[spot.0].first()).map(|cell| cell.place.clone());
        let why =
            say!("{name}: \"{text}\" is not a time of day: write 09:00", "{name}：\"{text}\" 不是时刻：请写 09:00");
        out.push(Diagnostic::error(Code::DataTime, &place.expect("the row has cells"), why));
    }
    read
}

/// The date on which a shift of these hours begins, and the hours as letters are.
fn begun(style: MomentStyle, date: &Moment, [from, until]: &[Moment; 2]) -> Result<(i32, String), Text> {
    let alone = |moment: &Moment| Moment { until: None, ..*moment };
    let begins = style.when(date, Some(&alone(from)), None)?;
    let own = if until.date == Written::No { *date } else { Moment { clock: None, weekday: None, ..*until } };
    let ends = style.when(&own, Some(&alone(until)), None)?;
    let day = SimDuration::DAY.ticks();
    let (start, end) = (begins.from.unwrap_or(0), ends.from.unwrap_or(0));
    let length = i64::from(ends.date - begins.date) * day + end - start;
    if until.date != Written::No && !(1..=day).contains(&length) {
        return Err(say!("the shift does not end within a day of its beginning", "这个班在开始后的一天之内没有结束"));
    }
    Ok((begins.date, hours(start, end)))
}

/// How the moments of a list are meant. `year`: that of dates that lack theirs.
fn style(
    sheet: &Sheet,
    columns: &Columns,
    (text, year): (&RosterText, i16),
    timed: &Timed,
    out: &mut Diagnostics,
) -> Option<MomentStyle> {
    let said = MomentsSaid {
        day_first: text.day_first.as_ref().map(|first| first.value),
        year: Some(year),
        zone: notation::zone(text.time_zone.as_ref(), out),
        // When a shift ends is written.
        hour_ends: Some(false),
    };
    let heading = match columns.shift {
        Shift::Hours(from, _) => brackets::zone(sheet.text(columns.row, from)),
        Shift::Named(_) => None,
    };
    match moment_style::style(&timed.pool, said, heading) {
        Ok(style) => Some(style),
        Err(doubt) => {
            let at = Where { sheet, file: &text.file.value, head: columns.row, place: &text.file.place };
            out.reject(at.moment(&doubt, &timed.spots))
        }
    }
}

/// Reads a list.
fn read(sheet: &Sheet, columns: &Columns, text: &RosterText, year: i16, out: &mut Diagnostics) -> Option<RosterTable> {
    let before = out.reported();
    let all = rows(sheet, columns, text, out);
    let used: Vec<usize> = columns.read().iter().map(|(at, _)| *at).collect();
    let beside = Beside::of(sheet, columns.row, &used);
    let first = match columns.shift {
        Shift::Named(at) | Shift::Hours(at, _) => at,
    };
    beside.check(sheet, &all.lines, text, first, out);
    let absent: Vec<bool> = all.lines.iter().map(|row| beside.is_absent(sheet, *row, text)).collect();
    let timed = timed(sheet, columns, (&all, &absent), out);
    let style = style(sheet, columns, (text, year), &timed, out)?;
    let mut days: Vec<(i32, Place)> = Vec::new();
    let mut people: Vec<RosterPerson> = Vec::new();
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    for (((row, moment), hours), absent) in all.lines.into_iter().zip(&all.dates).zip(&timed.hours).zip(absent) {
        let date = Moment { clock: None, until: None, ..*moment };
        let place = &sheet.rows[row][columns.date].place;
        let read = match (columns.shift, hours) {
            (Shift::Named(at), _) if absent => {
                style.when(&date, None, None).map(|when| (when.date, (at, "off".to_owned())))
            }
            (Shift::Named(at), _) => {
                style.when(&date, None, None).map(|when| (when.date, (at, sheet.text(row, at).to_owned())))
            }
            (Shift::Hours(at, _), None) => {
                style.when(&date, None, None).map(|when| (when.date, (at, "off".to_owned())))
            }
            (Shift::Hours(at, _), Some(both)) => begun(style, &date, both).map(|(date, hours)| (date, (at, hours))),
        };
        let (date, (at, said)) = match read {
            Ok(read) => read,
            Err(why) => {
                let (name, en, zh) = (sheet.cell_name((row, columns.date)), why.en, why.zh);
                out.push(Diagnostic::error(Code::Date, place, say!("{name}: {en}", "{name}：{zh}")));
                continue;
            }
        };
        let cell = RosterCell { spot: (row, at), said };
        if days.iter().all(|(day, _)| *day != date) {
            days.push((date, place.clone()));
        }
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
        match people[index].days.entry(date) {
            Entry::Vacant(free) => _ = free.insert(cell),
            // Two parts of one shift.
            Entry::Occupied(mut first) if first.get().said.contains(':') && cell.said.contains(':') => {
                let mut parts = [first.get().said.clone(), cell.said];
                parts.sort_unstable();
                first.get_mut().said = parts.join(PARTS);
            }
            Entry::Occupied(first) => twice(sheet, columns, date, [first.get().spot.0, row], out),
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
        notes: taken::moments(style),
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
