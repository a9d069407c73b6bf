//! Agents by number from a file: a row for an interval of a date, or of a weekday.

use super::staffed_week::{MONDAY, weekdays_as_dates};
use crate::compile::context::Context;
use crate::compile::files::asked::Where;
use crate::compile::files::columns::{Asked, Head, NOTHING};
use crate::compile::files::faults::Faults;
use crate::compile::files::moment_style::MomentsSaid;
use crate::compile::files::notation::{self, Notation};
use crate::compile::files::numbers::{self, Number};
use crate::compile::files::roster_header::spans;
use crate::compile::files::roster_rows::{self, OwnRows};
use crate::compile::files::roster_words::TEAM;
use crate::compile::files::steps::shown;
use crate::compile::files::table::VolumeTable;
use crate::compile::files::taken::{column_read, first_sheet, moments as readings};
use crate::compile::files::units::words_of;
use crate::compile::files::words::{COUNT, DATE, INTERVAL, STAFF, TAKEN, TYPE, UNTIL, means, plain};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{ByDay, Taken, TakenAs};
use crate::say;
use crate::scenario::schema::{DecimalWord, MissingWord, StaffedFile};
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::scenario::values::dates::{weekday_of, year_of};
use crate::scenario::values::day_key::DAY_KEYS;
use crate::scenario::values::read::At;
use crate::time::SimDuration;
use std::collections::BTreeMap;

const DAY: i64 = SimDuration::DAY.ticks();
/// The largest number of agents that can be written.
const MOST: f64 = 1e6;
/// Rows in which the words over the columns are looked for.
const HEAD: usize = 20;

/// A number of agents from one time of a day until another, in ticks since its midnight; the end may lie on the next day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Piece {
    pub from: i64,
    pub until: i64,
    pub count: u32,
}

/// The pieces that begin on every day, as a file has them. `team`: its key; `names`: what it may be called in the file.
pub(crate) fn from_file(
    context: &Context<'_>,
    (team, names): (&str, &[String]),
    text: &StaffedFile,
    out: &mut Diagnostics,
) -> Option<ByDay<Vec<Piece>>> {
    let place = &text.file.place;
    let mut sheet = match context.sheets.staffed(text) {
        Ok(sheet) => sheet.clone(),
        Err(why) => return out.reject(Diagnostic::error(Code::Unreadable, place, why.clone())),
    };
    let year = text.year.as_ref().and_then(|year| i16::try_from(year.value.0).ok());
    let said_of = |flag: &Option<At<bool>>| flag.as_ref().map(|flag| flag.value);
    let (day_first, hour_ends) = (said_of(&text.day_first), said_of(&text.hour_ends));
    let before = out.reported();
    let zone = notation::zone(text.time_zone.as_ref(), out);
    if out.reported() > before {
        return None;
    }
    let comma = text.decimal.as_ref().map(|word| word.value == DecimalWord::Comma);
    let mut moments = MomentsSaid { day_first, zone, year, hour_ends };
    own_rows(&mut sheet, text, names, out)?;
    let mut said = text.columns.clone();
    said.0.remove(TEAM.key);
    let weekdays = weekdays_as_dates(&mut sheet, said.get("date"));
    if weekdays.is_some() {
        (moments.day_first, moments.year) = (None, None);
        said.0.remove("date");
    }
    let asked = Asked {
        file: &text.file.value,
        said: &said,
        chosen: &text.where_,
        by_contact: false,
        past_midnight: true,
        year: Some(year_of(context.dates.counted.from)),
        names,
        place,
    };
    let notation = Notation { unit: None, comma, moments };
    let table = VolumeTable::read(sheet, &asked, notation, None, out)?;
    let file = ReadFile { table: &table, text, team, names, weekdays: weekdays.as_deref() };
    let own = file.pieces(out)?;
    file.note(context, &own);
    file.days(context, &own, out)
}

/// Takes out the rows of other teams, where a column says whose they are.
fn own_rows(sheet: &mut Sheet, text: &StaffedFile, names: &[String], out: &mut Diagnostics) -> Option<()> {
    let said = text.columns.get(TEAM.key);
    let is = |cell: &Cell| match said {
        Some(word) => plain(&cell.text) == plain(word),
        // A queue or skill tells the team's rows by its name.
        None => means(&cell.text, &TEAM) && !means(&cell.text, &TYPE),
    };
    let head = (0..sheet.rows.len().min(HEAD)).find(|row| sheet.rows[*row].iter().any(is));
    match (head, said) {
        (Some(head), _) => roster_rows::of_team(sheet, head, &OwnRows { said, file: &text.file, names }, out),
        (None, Some(word)) if word.trim() != roster_rows::ANY => {
            let (file, known) = (&text.file.value, sheet.rows.iter().take(1).flatten());
            let known: Vec<&str> = known.map(|cell| cell.text.as_str()).collect();
            let why = say!("{file} has no column \"{word}\"", "{file} 里没有 \"{word}\" 这一列");
            out.reject(Diagnostic::error(Code::Data, &text.file.place, why).near_or_list(word, &known))
        }
        (None, _) => Some(()),
    }
}

/// Whether a word over a column is of numbers of people, in whatever state.
fn is_of_people(heading: &str) -> bool {
    const PEOPLE: [&str; 6] = ["agents", "staff", "heads", "headcount", "fte", "ftes"];
    heading.contains("人数") || words_of(heading).iter().any(|word| PEOPLE.contains(&word.as_str()))
}

/// A table of numbers, and who reads it.
struct ReadFile<'a> {
    table: &'a VolumeTable,
    text: &'a StaffedFile,
    team: &'a str,
    /// What it may be called, in small letters.
    names: &'a [String],
    /// What stands over its weekdays, for which its dates stand; none: its dates are dates.
    weekdays: Option<&'a str>,
}

impl ReadFile<'_> {
    /// The column of numbers: the one that the scenario says, or that is called so, or the only one that there is.
    fn column(&self, out: &mut Diagnostics) -> Option<usize> {
        let (columns, sheet) = (&self.table.columns, &self.table.sheet);
        let place = &self.text.file.place;
        let head = Head { sheet, file: &self.text.file.value, row: columns.row, place };
        if columns.unfolded.is_some() || columns.sure && self.text.columns.get("count").is_some() {
            return columns.counts.first().copied();
        }
        let words = &sheet.rows[columns.row];
        let used = [Some(columns.date), columns.interval, columns.until, columns.kind];
        let others: Vec<usize> =
            (0..words.len()).filter(|at| !used.contains(&Some(*at)) && !words[*at].text.is_empty()).collect();
        let of_contacts = |at: &usize| [&COUNT, &TAKEN].iter().any(|role| means(&words[*at].text, role));
        let known = |at: &usize| means(&words[*at].text, &STAFF);
        // Beside a column that is known, others may be of other people: needed, planned, there.
        let is_called = |at: &usize| known(at) || is_of_people(&words[*at].text) && !of_contacts(at);
        let one_known = others.iter().any(known);
        let called: Vec<usize> = others.iter().copied().filter(|at| one_known && is_called(at)).collect();
        let could = if called.is_empty() { others } else { called.clone() };
        if could.is_empty() {
            let file = &self.text.file.value;
            let why = say!("{file} has no column of numbers of agents", "{file} 里没有人数的列");
            return out.reject(Diagnostic::error(Code::DataColumn, place, why).help(say!(
                "a column called `agents`, or columns = {{ count = \"…\" }}",
                "请加一列“人数”，或写 columns = {{ count = \"…\" }}"
            )));
        }
        if called.is_empty()
            && let [only] = could[..]
            && of_contacts(&only)
        {
            let (word, file) = (&words[only].text, &self.text.file.value);
            let why = say!(
                "\"{word}\" of {file} is a word for contacts: are they agents?",
                "{file} 的“{word}”是咨询量的叫法：这一列是人数吗？"
            );
            let found = Diagnostic::error(Code::DataColumn, place, why);
            return out.reject(found.also(&words[only].place, say!("this one?", "是这一列？")).help(say!(
                "if they are: columns = {{ count = \"{word}\" }}",
                "若是，请写 columns = {{ count = \"{word}\" }}"
            )));
        }
        head.one(&STAFF, &could, out).ok()?
    }

    /// Whether a row is about the team: all are, where no column says whom they are about, and where the scenario says which.
    fn is_own(&self, kind: usize) -> bool {
        let said = self.table.kinds[kind].trim().to_lowercase();
        let all = self.table.columns.kind.is_none() || self.text.columns.get(TEAM.key).is_some();
        all || self.names.contains(&said)
    }

    /// Asks whether agents are there from midnight to midnight, where the file says no time of day and the scenario neither.
    fn all_day(&self, out: &mut Diagnostics) -> Option<()> {
        if self.table.has_intervals() || self.text.columns.get("interval").is_some() {
            return Some(());
        }
        let (file, place) = (&self.text.file.value, &self.text.file.place);
        let why = say!(
            "{file} does not say when in the day its agents are there: from 00:00 to 24:00?",
            "{file} 没有写人数是哪个时段的：从 00:00 到 24:00 都在岗吗？"
        );
        out.reject(Diagnostic::error(Code::DataDoubt, place, why).help(say!(
            "if they are: columns = {{ interval = \"{NOTHING}\" }}; if not, write an interval in every row: 09:00-18:00; or shifts, with `on_duty` for how many work them",
            "若是：columns = {{ interval = \"{NOTHING}\" }}；若不是，请在每行写时段：09:00-18:00；或者写班次，用 `on_duty` 写每班人数"
        )))
    }

    /// The pieces of every date of the table.
    fn pieces(&self, out: &mut Diagnostics) -> Option<BTreeMap<i32, Vec<Piece>>> {
        let (table, sheet) = (self.table, &self.table.sheet);
        let column = self.column(out)?;
        self.all_day(out)?;
        let rows: Vec<_> = table.rows.iter().filter(|row| self.is_own(row.kind)).collect();
        if rows.is_empty() {
            let (team, file) = (self.team, &self.text.file.value);
            let known: Vec<&str> = table.kinds.iter().map(String::as_str).collect();
            let why = say!("{file} has no rows of team `{team}`", "{file} 里没有小组 `{team}` 的行");
            return out.reject(Diagnostic::error(Code::Data, &self.text.file.place, why).near_or_list(team, &known));
        }
        let (cells, spots) = table.cells(column, |row| self.is_own(row.kind));
        let style = match numbers::style(&cells, table.notation.comma, sheet.mark) {
            Ok(style) => style,
            Err(doubt) => {
                let place = &self.text.file.place;
                let at = Where { sheet, file: &self.text.file.value, head: table.columns.row, place };
                return out.reject(at.number(&doubt, &spots));
            }
        };
        let mut found = Faults::default();
        let mut own: BTreeMap<i32, Vec<Piece>> = BTreeMap::new();
        for row in rows {
            let cell = (row.line, column);
            let read = sheet.at(row.line, column).map_or(Ok(Number::Nothing), |cell| numbers::number(cell, style));
            let count = match read {
                Ok(Number::Of(n)) if n.fract() == 0.0 && (0.0..=MOST).contains(&n) => n as u32,
                Ok(Number::Of(n)) => {
                    let why = say!("{n} is no number of people", "{n} 不是人数");
                    found.push(Code::DataWhole, sheet, cell, why);
                    continue;
                }
                Ok(Number::Nothing) => {
                    found.push(Code::DataEmpty, sheet, cell, say!("nothing stands here", "这里是空白"));
                    continue;
                }
                Err(why) => {
                    found.push(Code::DataNumber, sheet, cell, why);
                    continue;
                }
            };
            let (from, until) =
                if table.has_intervals() { (row.from, row.until.unwrap_or(row.from + table.step)) } else { (0, DAY) };
            let pieces = own.entry(row.date).or_default();
            if pieces.iter().any(|other| other.from < until && from < other.until) {
                let (day, time) = (self.called(row.date), shown(from));
                let why = say!("{day} {time} is there already", "{day} {time} 已经写过");
                found.push(
                    Code::DataTwice,
                    sheet,
                    (row.line, table.columns.interval.unwrap_or(table.columns.date)),
                    why,
                );
                continue;
            }
            pieces.push(Piece { from, until, count });
        }
        self.over_midnight(&own, &mut found);
        let whole = found.is_empty();
        found.report(out);
        whole.then_some(own)
    }

    /// Numbers that go past midnight end before those of the next date begin.
    fn over_midnight(&self, own: &BTreeMap<i32, Vec<Piece>>, found: &mut Faults) {
        let (sheet, columns) = (&self.table.sheet, &self.table.columns);
        for row in self.table.rows.iter().filter(|row| self.is_own(row.kind)) {
            // Before the Monday of a week comes its Sunday.
            let before = if self.weekdays.is_some() && row.date == MONDAY { MONDAY + 6 } else { row.date - 1 };
            let over = own.get(&before).into_iter().flatten().any(|piece| piece.until - DAY > row.from);
            if over && self.table.has_intervals() {
                let (day, time) = (self.called(row.date), shown(row.from));
                let why =
                    say!("the row of the day before goes on past {day} {time}", "前一天的行一直到 {day} {time} 之后");
                found.push(Code::DataTwice, sheet, (row.line, columns.interval.unwrap_or(columns.date)), why);
            }
        }
    }

    /// What a day of the table is called.
    fn called(&self, date: i32) -> String {
        if self.weekdays.is_some() { DAY_KEYS[weekday_of(date)].to_owned() } else { date_text(date) }
    }

    /// For every day that may be simulated; those before the first counted day and after the last one that have no row are
    /// like the nearest one of their weekday that has.
    fn days(
        &self,
        context: &Context<'_>,
        own: &BTreeMap<i32, Vec<Piece>>,
        out: &mut Diagnostics,
    ) -> Option<ByDay<Vec<Piece>>> {
        let zero = self.text.missing.as_ref().is_some_and(|missing| missing.value == MissingWord::Zero);
        let (counted, simulated) = (context.dates.counted, context.dates.simulated);
        let wanted: Vec<i32> =
            if self.weekdays.is_some() { (MONDAY..MONDAY + 7).collect() } else { counted.days().collect() };
        let lacking: Vec<i32> = wanted.into_iter().filter(|day| !own.contains_key(day)).collect();
        if !lacking.is_empty() && !zero {
            let file = &self.text.file;
            let weekdays = || lacking.iter().map(|day| self.called(*day)).collect::<Vec<_>>().join(", ");
            let list = if self.weekdays.is_some() { weekdays() } else { spans(&lacking) };
            let named = &file.value;
            let why = say!("{named} has no row of {list}", "{named} 里没有这些日子的行：{list}");
            return out.reject(Diagnostic::error(Code::Dates, &file.place, why).help(say!(
                "write the numbers; or, where nothing written means nobody: missing = \"zero\"",
                "请补上人数；若没写就是没人：missing = \"zero\""
            )));
        }
        let on = |day: i32| own.get(&day).cloned().unwrap_or_default();
        if self.weekdays.is_some() {
            return Some(ByDay {
                week: std::array::from_fn(|day| on(MONDAY + day as i32)),
                ..ByDay::always(Vec::new())
            });
        }
        // Beyond the counted days, the nearest of the weekday; of a run of less than a week its last day.
        let weeks = |days: i32| 7 * ((days + 6) / 7);
        let like = |day: i32| {
            let nearest = match day {
                _ if day > counted.until => day - weeks(day - counted.until),
                _ if day < counted.from => day + weeks(counted.from - day),
                _ => day,
            };
            nearest.clamp(counted.from, counted.until)
        };
        let whole = (simulated.from - 1..=simulated.until + 2).map(|day| {
            let beyond = !counted.contains(day) && !own.contains_key(&day);
            (day, if beyond { on(like(day)) } else { on(day) })
        });
        let dates: BTreeMap<i32, Vec<Piece>> = whole.collect();
        let last = |weekday: usize| dates.iter().rev().find(|(day, _)| weekday_of(**day) == weekday);
        let week = std::array::from_fn(|weekday| last(weekday).map_or_else(Vec::new, |(_, pieces)| pieces.clone()));
        Some(ByDay { week, dates })
    }

    /// The column by which rows of the team are chosen.
    fn team_column(&self) -> Option<usize> {
        let word = self.text.columns.get(TEAM.key)?;
        self.table.sheet.rows[self.table.columns.row].iter().position(|cell| plain(&cell.text) == plain(word))
    }

    /// Tells what was taken.
    fn note(&self, context: &Context<'_>, own: &BTreeMap<i32, Vec<Piece>>) {
        let (table, columns) = (self.table, &self.table.columns);
        let words = &table.sheet.rows[columns.row];
        let column = self.column(&mut Diagnostics::default());
        let roles = [
            (Some(columns.date), &DATE),
            (columns.interval, &INTERVAL),
            (columns.until, &UNTIL),
            (columns.kind, &TYPE),
            (column, &STAFF),
            (self.team_column(), &TEAM),
        ];
        let mut read: Vec<_> = roles.into_iter().filter_map(|(at, role)| Some((at?, role))).collect();
        read.sort_by_key(|(at, _)| *at);
        read.dedup_by_key(|(at, _)| *at);
        let is_read = |at: &usize| read.iter().any(|(known, _)| known == at);
        let others = || (0..words.len()).filter(|at| !is_read(at) && !words[*at].text.is_empty());
        let word = |at: usize| match self.weekdays.filter(|_| at == columns.date) {
            Some(weekdays) => weekdays.to_owned(),
            None => words.get(at).map_or_else(String::new, |cell| cell.text.clone()),
        };
        let passed: Vec<String> = columns.unfolded.clone().unwrap_or_else(|| others().map(word).collect());
        let team = |word: &String| self.text.columns.get(TEAM.key).is_some_and(|team| plain(team) == plain(word));
        let passed = passed.into_iter().filter(|word| !team(word)).collect();
        let named = read.iter().filter(|(at, _)| !word(*at).is_empty());
        let hours = |piece: &Piece| SimDuration::from_ticks(piece.until - piece.from).hours() * f64::from(piece.count);
        let (first, last) = (own.keys().next().copied(), own.keys().next_back().copied());
        context.sheets.note(Taken {
            file: self.text.file.value.clone(),
            sheet: self.text.sheet.as_ref().map(|sheet| sheet.value.clone()),
            passed_over: passed,
            columns: named.map(|(at, role)| column_read(word(*at), role)).collect(),
            rows: own.values().map(Vec::len).sum(),
            dates: first.zip(last).filter(|_| self.weekdays.is_none()),
            notes: first_sheet(&table.sheet).into_iter().chain(readings(table.moments)).collect(),
            kind: TakenAs::Staffed {
                interval: table.has_intervals().then(|| SimDuration::from_ticks(table.step)),
                hours: own.values().flatten().map(hours).sum(),
                weekdays: self.weekdays.is_some(),
            },
        });
    }
}
