//! A roster with one row a person and day: the name of a shift, or from when until when.

use super::asked::{Spot, Where};
use super::brackets;
use super::moment_style::{self, MomentStyle, MomentsSaid};
use super::moments::{self, Moment, Written};
use super::notation;
use super::overfull;
use super::roster_columns::{self, Columns, Shift};
use super::roster_dates::{DaysSaid, First, Over, of_moment, over};
use super::roster_day::{Entry, of_date};
use super::roster_header::{month_said, no_day};
use super::roster_parts::{Doing, hours};
use super::roster_people::{called, several, told_apart};
use super::roster_rows::{self, Beside, OwnRows};
use super::roster_table::{RosterPerson, RosterTable, read_as};
use super::roster_words::{self, NUMBER, STATUS, TEAM};
use super::taken;
use super::words::{self, Role};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::model::Said;
use crate::say;
use crate::scenario::schema::RosterText;
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::scenario::values::dates::{DateSpan, year_of};
use crate::scenario::values::plain::Hours;
use crate::time::SimDuration;
use std::collections::BTreeMap;

/// A date, as moments have it or as it stands over a column.
fn date(cell: &Cell) -> Result<Moment, Text> {
    moments::dated(cell).or_else(|why| {
        let day = over(cell).ok_or_else(|| why.clone())?;
        let written = day.written.as_written().ok_or(why)?;
        Ok(Moment { date: written, weekday: day.weekday, ..NEVER })
    })
}

/// What nothing is said of.
const NEVER: Moment = Moment { date: Written::No, clock: None, until: None, zone: None, counted: false, weekday: None };

/// A cell with the day of a month that is said elsewhere.
fn plain_day(cell: &Cell) -> Option<(&Cell, Over)> {
    over(cell).map(|day| day.written).filter(|day| !day.has_month()).map(|day| (cell, day))
}

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
    if overfull::check(sheet, columns.row, false, out).is_none() {
        return Found::Wrong;
    }
    let own = OwnRows { said: text.columns.get(TEAM.key), file: &text.file, names };
    if roster_rows::of_team(sheet, columns.row, &own, out).is_none() {
        return Found::Wrong;
    }
    sheet.fill_down(columns.row, columns.name);
    sheet.fill_down(columns.row, columns.date);
    let day_first = text.day_first.as_ref().map(|first| first.value);
    let dates = (columns.row + 1..sheet.rows.len()).filter_map(|row| over(sheet.at(row, columns.date)?));
    let month = month_said(sheet, columns.row, text, &dates.collect::<Vec<_>>());
    let year = notation::year(text.year.as_ref(), &mut Diagnostics::default());
    let days = DaysSaid { day_first, year, month, simulated };
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
            if let Some((cell, plain)) = cell.and_then(plain_day) {
                match self.days.day(plain, First::Month) {
                    Ok(day) => {
                        all.dates.push(Moment { date: Written::Day(day), ..NEVER });
                        all.lines.push(row);
                    }
                    Err(why) => {
                        no_day(cell, &sheet.cell_name((row, columns.date)), (why, self.days.simulated), out);
                        break;
                    }
                }
                continue;
            }
            match cell.map_or_else(|| Err(say!("no date stands here", "这里没有日期")), date) {
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
        let lacks = matches!(moment.date, Written::NoYear(..) | Written::Pair(..));
        let written = of_moment(&moment).filter(|_| lacks).map(|day| day.written);
        let found = written.zip(self.first).and_then(|(written, first)| self.days.day(written, first).ok());
        Moment { date: found.map_or(moment.date, Written::Day), ..moment }
    }

    /// What was read. `read`: the columns, and what for; `sums`: rows that add up others.
    fn table(
        &self,
        (people, days): (Vec<RosterPerson>, Vec<(i32, Place)>),
        read: &[(usize, &'static Role)],
        (notes, sums): (Vec<Said>, usize),
    ) -> RosterTable {
        let (sheet, row) = (self.sheet, self.columns.row);
        RosterTable {
            people,
            days,
            listed: true,
            columns: read.iter().filter_map(|(at, role)| read_as(sheet, (row, *at), role)).collect(),
            passed_over: taken::passed(&sheet.rows[row], |at| read.iter().any(|(column, _)| *column == at)),
            sums,
            notes,
            beside: self.columns.beside(sheet),
        }
    }

    /// What somebody is called by each row.
    fn called(&self, names: &[String], lines: &[usize]) -> Vec<String> {
        let (sheet, column) = (self.sheet, self.columns.number);
        let number = |row: &usize| column.map_or("", |at| sheet.text(*row, at));
        let known: Vec<(&str, &str)> =
            names.iter().zip(lines).map(|(name, row)| (name.as_str(), number(row))).collect();
        called(&known, column.map(|at| sheet.text(self.columns.row, at)))
    }

    /// Several people have one row.
    fn are_several(&self, (row, name): (usize, &str), out: &mut Diagnostics) {
        let (spot, place) =
            (self.sheet.cell_name((row, self.columns.name)), &self.sheet.rows[row][self.columns.name].place);
        let why = say!("{spot}: several people have one row: \"{name}\"", "{spot}：一行里有几个人：“{name}”");
        out.push(Diagnostic::error(Code::Roster, place, why).help(say!(
            "write a row for each, or one row a shift and one column a day, with the names in the cells",
            "请每人写一行；或者一行一个班次、一列一天，格子里写人名"
        )));
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
        said(from) == said(until) && said(from).is_empty() || roster_words::is_off(said(from))
    }
}

/// A further span of a row, and the column in which it begins.
struct Span {
    doing: Doing,
    at: usize,
    both: [Moment; 2],
}

/// What the rows say of when, and where each moment stands.
struct Timed {
    /// By row: when the shift begins and ends; none of a day off, of what is wrong, and where nothing is said of it.
    hours: Vec<Option<[Moment; 2]>>,
    /// By row: its further spans.
    more: Vec<Vec<Span>>,
    /// Dates, beginnings and ends: what is written in one tells how another is meant.
    pool: Vec<Moment>,
    spots: Vec<Spot>,
}

/// Reads when shifts begin and end. Beside a letter, and of an absence, hours that cannot be read are none.
fn timed(list: &List<'_>, all: &Dated, doing: &[Doing], out: &mut Diagnostics) -> Timed {
    let spots = all.lines.iter().map(|row| (*row, list.columns.date)).collect();
    let mut timed = Timed { hours: Vec::new(), more: Vec::new(), pool: all.dates.clone(), spots };
    for (row, doing) in all.lines.iter().zip(doing) {
        let silent = |at: usize| list.time((*row, at));
        let hours = match list.columns.shift {
            Shift::Named(_, beside) => beside.filter(|[from, until]| from != until).and_then(|[from, until]| {
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
        let mut more = Vec::new();
        for (of, [from, until]) in list.columns.more.iter().filter(|_| *doing != Doing::Away) {
            if list.is_off(*row, [*from, *until]) {
                continue;
            }
            let both = list.time_there((*row, *from), out).zip(list.time_there((*row, *until), out));
            if let Some((first, last)) = both {
                timed.pool.extend([first, last]);
                timed.spots.extend([(*row, *from), (*row, *until)]);
                more.push(Span { doing: *of, at: *from, both: [first, last] });
            }
        }
        timed.more.push(more);
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
    if (until.date != Written::No || ends.date > begins.date) && !(1..=day).contains(&length) {
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
            out.reject(at.moment(&doubt, &timed.spots, Some(year_of(list.days.simulated.from))))
        }
    }
}

impl Span {
    fn entry(&self, row: usize, hours: Hours) -> Entry {
        Entry { spot: (row, self.at), doing: self.doing, letter: None, hours: Some(hours) }
    }
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
    let labels = list.called(&names, &all.lines);
    if let Some(at) = several(&names) {
        list.are_several((all.lines[at], &names[at]), out);
    }
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
            let why = say!("row {line} has no name", "第 {line} 行没有姓名");
            out.push(Diagnostic::error(Code::Roster, place, why).help(say!(
                "write the name in every row, also where cells are merged",
                "请在每一行写姓名，合并的单元格也要写"
            )));
            continue;
        }
        let index = *of.entry(name).or_insert(people.len());
        if index == people.len() {
            let person = RosterPerson { row: *row, name: name.to_owned(), days: BTreeMap::new() };
            people.push((person, BTreeMap::new()));
        }
        let entries = people[index].1.entry(date).or_default();
        entries.push(entry);
        for span in &timed.more[n] {
            match begun(style, &Moment { clock: None, until: None, ..all.dates[n] }, &span.both) {
                Ok((_, hours)) => entries.push(span.entry(*row, hours)),
                Err(why) => out.push(Diagnostic::error(Code::Date, place, why)),
            }
        }
    }
    for (person, entries) in &mut people {
        for (date, entries) in std::mem::take(entries) {
            match of_date(&entries) {
                Ok(cell) => _ = person.days.insert(date, columns.with_hours(sheet, cell)),
                Err(rows) => twice(list, &person.name, date, rows, out),
            }
        }
    }
    let apart = told_apart(labels.iter().map(String::as_str).zip(names.iter().map(String::as_str)));
    let mut read = columns.read();
    read.extend(columns.number.filter(|_| apart.is_some()).map(|at| (at, &NUMBER)));
    read.extend(beside.status().map(|at| (at, &STATUS)));
    let mut notes = taken::moments(style);
    notes.extend(apart);
    let people = people.into_iter().map(|(person, _)| person).collect();
    (out.reported() == before).then(|| list.table((people, days), &read, (notes, all.sums)))
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

/// Somebody has two rows for one date.
fn twice(list: &List<'_>, name: &str, date: i32, [first, row]: [usize; 2], out: &mut Diagnostics) {
    let (date, line, at) = (date_text(date), row + 1, first + 1);
    let why = if first == row {
        say!("row {line}: two spans of `{name}` on {date} meet", "第 {line} 行：`{name}` 在 {date} 的两段时间重叠")
    } else {
        say!("`{name}` has {date} in row {at} and in row {line}", "`{name}` 的 {date} 在第 {at} 行和第 {line} 行都有")
    };
    let place = |row: usize| &list.sheet.rows[row][list.columns.date].place;
    let found = Diagnostic::error(Code::Twice, place(row), why);
    let words = match list.columns.shift {
        Shift::Hours(from, until) if first == row => {
            Some([from, until].map(|at| list.sheet.text(list.columns.row, at)))
        }
        _ => None,
    };
    out.push(match words {
        Some([from, until]) => found.help(say!(
            "if one pair of columns says it all: columns = {{ from = \"{from}\", until = \"{until}\" }}",
            "若一对列就够了：columns = {{ from = \"{from}\", until = \"{until}\" }}"
        )),
        None => found.also(place(first), say!("first here", "第一次在这里")),
    });
}
