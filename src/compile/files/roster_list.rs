//! A roster with one row a person and day: the name of a shift, or from when until when.

use super::asked::{Spot, Where};
use super::brackets;
use super::moment_style::{self, MomentStyle, MomentsSaid};
use super::moments::{self, Moment, Written};
use super::notation;
use super::roster_columns::{self, Columns, Shift};
use super::roster_dates::{DaysSaid, First, of_moment};
use super::roster_parts::{Doing, hours, together, written};
use super::roster_people::{called, told_apart};
use super::roster_rows::{self, Beside, OwnRows};
use super::roster_table::{RosterCell, RosterPerson, RosterTable, read_as};
use super::taken;
use super::words::{self, NUMBER, STATUS, TEAM};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::say;
use crate::scenario::schema::RosterText;
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::Sheet;
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::plain::Hours;
use crate::time::SimDuration;
use std::collections::BTreeMap;

/// Whether a sheet is such a list, and what it says; none: it is not, or it is and something is wrong with it.
pub enum Found {
    /// It has no such columns.
    No,
    /// Told what is wrong.
    Wrong,
    /// Read.
    Table(Box<RosterTable>),
}

/// Reads a sheet that is such a list. `simulated`: the dates that are; `names`: what the team is called.
pub fn list(
    sheet: &mut Sheet,
    text: &RosterText,
    simulated: DateSpan,
    names: &[String],
    out: &mut Diagnostics,
) -> Found {
    let before = out.reported();
    let Some(columns) = roster_columns::columns(sheet, text, out) else {
        return if out.reported() > before { Found::Wrong } else { Found::No };
    };
    let own = OwnRows { said: text.columns.get(TEAM.key), file: &text.file, names };
    if roster_rows::of_team(sheet, columns.row, &own, out).is_none() {
        return Found::Wrong;
    }
    let day_first = text.day_first.as_ref().map(|first| first.value);
    let days = DaysSaid { day_first, year: None, month: None, simulated };
    match read(&mut List { sheet, columns: &columns, text, days, first: None }, out) {
        Some(table) => Found::Table(Box::new(table)),
        None => Found::Wrong,
    }
}

/// A list, and what tells how it is meant.
struct List<'a> {
    sheet: &'a Sheet,
    columns: &'a Columns,
    text: &'a RosterText,
    /// Which day a date is that lacks its year.
    days: DaysSaid,
    /// Which number of such dates stands first; none: that has to be said.
    first: Option<First>,
}

/// Rows that have a date, the date of each, and how many add up others.
#[derive(Default)]
struct Dated {
    lines: Vec<usize>,
    dates: Vec<Moment>,
    sums: usize,
}

impl List<'_> {
    /// The rows.
    fn rows(&self, out: &mut Diagnostics) -> Dated {
        let (sheet, columns) = (self.sheet, self.columns);
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
            match cell.map_or_else(|| Err(say!("no date stands here", "这里没有日期")), moments::dated) {
                Ok(moment) => {
                    all.dates.push(moment);
                    all.lines.push(row);
                }
                Err(why) => {
                    let (name, en, zh) = (sheet.cell_name((row, columns.date)), why.en, why.zh);
                    let place = cell.or(sheet.rows[row].first()).map_or(&self.text.file.place, |cell| &cell.place);
                    out.push(Diagnostic::error(Code::Date, place, say!("{name}: {en}", "{name}：{zh}")));
                }
            }
        }
        all
    }

    /// A date without a year that can be one day only is that; of others the scenario says more.
    fn of_year(&self, moment: Moment) -> Moment {
        let lacks = matches!(moment.date, Written::NoYear(..) | Written::Pair(..)) && self.text.year.is_none();
        let written = of_moment(&moment).filter(|_| lacks).map(|day| day.written);
        let found = written.zip(self.first).and_then(|(written, first)| self.days.day(written, first).ok());
        Moment { date: found.map_or(moment.date, Written::Day), ..moment }
    }

    /// A time of day, or a moment.
    fn time(&self, spot: Spot) -> Option<Moment> {
        let cell = self.sheet.at(spot.0, spot.1)?;
        moments::time_of_day(cell).ok().map(|moment| self.of_year(moment))
    }

    /// The same, told where it is none.
    fn time_there(&self, spot: Spot, out: &mut Diagnostics) -> Option<Moment> {
        let (sheet, read) = (self.sheet, self.time(spot));
        if read.is_none() {
            let (name, text) = (sheet.cell_name(spot), sheet.text(spot.0, spot.1));
            let place = sheet.at(spot.0, spot.1).or(sheet.rows[spot.0].first()).map(|cell| cell.place.clone());
            let why =
                say!("{name}: \"{text}\" is not a time of day: write 09:00", "{name}：\"{text}\" 不是时刻：请写 09:00");
            out.push(Diagnostic::error(Code::DataTime, &place.expect("the row has cells"), why));
        }
        read
    }

    /// Whether a row says, where its hours would stand, that somebody is off.
    fn is_off(&self, row: usize, [from, until]: [usize; 2]) -> bool {
        let said = |at: usize| self.sheet.text(row, at);
        said(from) == said(until) && said(from).is_empty() || words::is_off(said(from))
    }
}

/// What the rows say of when, and where each moment stands.
struct Timed {
    /// By row: when the shift begins and ends; none of a day off, of what is wrong, and where nothing is said of it.
    hours: Vec<Option<[Moment; 2]>>,
    /// Dates, beginnings and ends: what is written in one tells how another is meant.
    pool: Vec<Moment>,
    spots: Vec<Spot>,
}

/// Reads when shifts begin and end. Beside a letter, and of an absence, hours that cannot be read are none.
fn timed(list: &List<'_>, all: &Dated, doing: &[Doing], out: &mut Diagnostics) -> Timed {
    let spots = all.lines.iter().map(|row| (*row, list.columns.date)).collect();
    let mut timed = Timed { hours: Vec::new(), pool: all.dates.clone(), spots };
    for (row, doing) in all.lines.iter().zip(doing) {
        let silent = |at: usize| list.time((*row, at));
        let hours = match list.columns.shift {
            Shift::Named(_, beside) => beside.and_then(|[from, until]| {
                let plain = |moment: &Moment| moment.zone.is_none() && moment.date == Written::No;
                Some([silent(from).filter(plain)?, silent(until).filter(plain)?])
            }),
            Shift::Hours(from, until) if list.is_off(*row, [from, until]) => None,
            Shift::Hours(from, until) => {
                let mut read = |at| if *doing == Doing::Away { silent(at) } else { list.time_there((*row, at), out) };
                let both = read(from).zip(read(until));
                if let Some((first, last)) = both {
                    timed.pool.extend([first, last]);
                    timed.spots.extend([(*row, from), (*row, until)]);
                }
                both.map(|(from, until)| [from, until])
            }
        };
        timed.hours.push(hours);
    }
    timed
}

/// The date on which a shift of these hours begins, and the hours.
fn begun(style: MomentStyle, date: &Moment, [from, until]: &[Moment; 2]) -> Result<(i32, Hours), Text> {
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

/// How the moments of a list are meant.
fn style(list: &List<'_>, timed: &Timed, out: &mut Diagnostics) -> Option<MomentStyle> {
    let (sheet, columns, text) = (list.sheet, list.columns, list.text);
    let said = MomentsSaid {
        day_first: text.day_first.as_ref().map(|first| first.value),
        year: notation::year(text.year.as_ref(), out),
        zone: notation::zone(text.time_zone.as_ref(), out),
        // When a shift ends is written.
        hour_ends: Some(false),
    };
    let heading = match columns.shift {
        Shift::Hours(from, _) => brackets::zone(sheet.text(columns.row, from)),
        Shift::Named(..) => None,
    };
    match moment_style::style(&timed.pool, said, heading) {
        Ok(style) => Some(style),
        Err(doubt) => {
            let at = Where { sheet, file: &text.file.value, head: columns.row, place: &text.file.place };
            out.reject(at.moment(&doubt, &timed.spots))
        }
    }
}

/// What a row says of its date.
struct Entry {
    spot: Spot,
    doing: Doing,
    /// The letter; none where the hours say it.
    letter: Option<String>,
    /// None: a day off, or not said.
    hours: Option<Hours>,
}

/// Reads a list.
fn read(list: &mut List<'_>, out: &mut Diagnostics) -> Option<RosterTable> {
    let (sheet, columns, text) = (list.sheet, list.columns, list.text);
    let before = out.reported();
    let mut all = list.rows(out);
    list.first = list.days.style(&all.dates.iter().filter_map(of_moment).collect::<Vec<_>>()).ok();
    let list = &*list;
    all.dates.iter_mut().for_each(|date| *date = list.of_year(*date));
    let used: Vec<usize> = columns.read().iter().map(|(at, _)| *at).chain(columns.number).collect();
    let beside = Beside::of(sheet, columns.row, (&used, &all.lines), text);
    let first = match columns.shift {
        Shift::Named(at, _) | Shift::Hours(at, _) => at,
    };
    beside.check(sheet, &all.lines, text, first, out);
    let doing: Vec<Doing> = all.lines.iter().map(|row| beside.doing(sheet, *row, text)).collect();
    let timed = timed(list, &all, &doing, out);
    let style = style(list, &timed, out)?;
    let names: Vec<String> = all.lines.iter().map(|row| columns.name(sheet, *row)).collect();
    let number = |row: &usize| columns.number.map_or("", |at| sheet.text(*row, at));
    let known: Vec<(&str, &str)> =
        names.iter().zip(&all.lines).map(|(name, row)| (name.as_str(), number(row))).collect();
    let labels = called(&known, columns.number.map(|at| sheet.text(columns.row, at)));
    let mut days: Vec<(i32, Place)> = Vec::new();
    let mut people: Vec<(RosterPerson, BTreeMap<i32, Vec<Entry>>)> = Vec::new();
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, row) in all.lines.iter().enumerate() {
        let place = &sheet.rows[*row][columns.date].place;
        let (date, entry) = match entry(list, (*row, doing[n]), style, (&all.dates[n], timed.hours[n].as_ref())) {
            Ok(read) => read,
            Err(why) => {
                let (name, en, zh) = (sheet.cell_name((*row, columns.date)), why.en, why.zh);
                out.push(Diagnostic::error(Code::Date, place, say!("{name}: {en}", "{name}：{zh}")));
                continue;
            }
        };
        if days.iter().all(|(day, _)| *day != date) {
            days.push((date, place.clone()));
        }
        let name = labels[n].as_str();
        if name.is_empty() {
            let line = row + 1;
            out.push(Diagnostic::error(Code::Roster, place, say!("row {line} has no name", "第 {line} 行没有姓名")));
            continue;
        }
        let index = *of.entry(name).or_insert(people.len());
        if index == people.len() {
            let person = RosterPerson { row: *row, name: name.to_owned(), days: BTreeMap::new() };
            people.push((person, BTreeMap::new()));
        }
        people[index].1.entry(date).or_default().push(entry);
    }
    for (person, entries) in &mut people {
        for (date, entries) in std::mem::take(entries) {
            match of_date(&entries) {
                Ok(cell) => _ = person.days.insert(date, cell),
                Err(rows) => twice(list, &person.name, date, rows, out),
            }
        }
    }
    let mut notes = taken::moments(style);
    let apart = told_apart(labels.iter().map(String::as_str).zip(names.iter().map(String::as_str)));
    let mut read = columns.read();
    read.extend(columns.number.filter(|_| apart.is_some()).map(|at| (at, &NUMBER)));
    read.extend(beside.status().map(|at| (at, &STATUS)));
    notes.extend(apart);
    (out.reported() == before).then(|| RosterTable {
        people: people.into_iter().map(|(person, _)| person).collect(),
        days,
        listed: true,
        columns: read.iter().filter_map(|(at, role)| read_as(sheet, (columns.row, *at), role)).collect(),
        passed_over: taken::passed(&sheet.rows[columns.row], |at| read.iter().any(|(column, _)| *column == at)),
        sums: all.sums,
        notes,
        beside: columns.beside(sheet),
    })
}

/// What a row says, and of which date.
fn entry(
    list: &List<'_>,
    (row, doing): (usize, Doing),
    style: MomentStyle,
    (date, both): (&Moment, Option<&[Moment; 2]>),
) -> Result<(i32, Entry), Text> {
    let plain = || style.when(&Moment { clock: None, until: None, ..*date }, None, None).map(|when| when.date);
    let of = |at: usize, letter: Option<String>, hours| Entry { spot: (row, at), doing, letter, hours };
    match (list.columns.shift, both) {
        (Shift::Named(at, _), both) => {
            // What cannot be understood beside a letter says nothing.
            let hours = both.and_then(|both| begun(style, &Moment { clock: None, until: None, ..*date }, both).ok());
            let letter = list.sheet.text(row, at).to_owned();
            Ok((plain()?, of(at, Some(letter), hours.map(|(_, hours)| hours))))
        }
        (Shift::Hours(at, _), None) => Ok((plain()?, of(at, None, None))),
        (Shift::Hours(at, _), Some(both)) => begun(style, &Moment { clock: None, until: None, ..*date }, both)
            .map(|(date, hours)| (date, of(at, None, Some(hours)))),
    }
}

/// The rows of one person and date together; the error: two of them contradict each other.
fn of_date(entries: &[Entry]) -> Result<RosterCell, [usize; 2]> {
    let off = |entry: &Entry| {
        entry.doing == Doing::Away
            || entry.letter.as_ref().map_or(entry.hours.is_none(), |letter| words::is_off(letter))
    };
    let (away, there): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| off(entry));
    let works = there.iter().any(|entry| entry.doing != Doing::Break);
    let Some(first) = there.first().filter(|_| works) else {
        let first = &entries[0];
        let said = first.letter.clone().filter(|_| first.doing != Doing::Away);
        return Ok(RosterCell { spot: first.spot, said: said.unwrap_or_else(|| "off".to_owned()), hours: None });
    };
    let row = |entry: &Entry| entry.spot.0;
    let pair = |one: &Entry, other: &Entry| [row(one).min(row(other)), row(one).max(row(other))];
    // Somebody is off all day, or for the hours that are said.
    if let Some(all_day) = away.iter().find(|entry| entry.hours.is_none()) {
        return Err(pair(first, all_day));
    }
    if let Some(other) = there.iter().find(|entry| entry.letter != first.letter) {
        return Err(pair(first, other));
    }
    if let ([only], []) = (&there[..], &away[..]) {
        let hours = only.hours.map(written);
        let (said, hours) = match &only.letter {
            Some(letter) => (letter.clone(), hours),
            None => (hours.expect("who has neither is off"), None),
        };
        return Ok(RosterCell { spot: only.spot, said, hours });
    }
    let all: Option<Vec<(Hours, Doing)>> =
        entries.iter().map(|entry| Some((entry.hours?, if off(entry) { Doing::Away } else { entry.doing }))).collect();
    let Some(all) = all else { return Err(pair(&entries[0], &entries[1])) };
    let hours = together(&all).map_err(|[one, other]| pair(&entries[one], &entries[other]))?;
    let (said, hours) = match &first.letter {
        Some(letter) => (letter.clone(), Some(hours)),
        None => (hours, None),
    };
    Ok(RosterCell { spot: first.spot, said, hours })
}

/// Somebody has two rows for one date.
fn twice(list: &List<'_>, name: &str, date: i32, [first, row]: [usize; 2], out: &mut Diagnostics) {
    let (date, line, at) = (date_text(date), row + 1, first + 1);
    let why =
        say!("`{name}` has {date} in row {at} and in row {line}", "`{name}` 的 {date} 在第 {at} 行和第 {line} 行都有");
    let place = |row: usize| &list.sheet.rows[row][list.columns.date].place;
    let found = Diagnostic::error(Code::Twice, place(row), why);
    out.push(found.also(place(first), say!("first here", "第一次在这里")));
}
