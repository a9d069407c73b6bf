//! A sheet of volumes as it says of every row when it was.

use super::cells::{self, shown};
use super::columns::{Columns, columns};
use super::faults::Faults;
use super::wanted_type::WantedType;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::say;
use crate::scenario::text::sheet::Sheet;
use crate::scenario::values::read::Names;
use crate::time::SimDuration;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of a table, and its grid.
#[derive(Debug)]
pub struct VolumeTable {
    pub sheet: Sheet,
    pub columns: Columns,
    /// Rows that are about an interval of a date.
    pub rows: Vec<VolumeRow>,
    /// What stands in the column of types, each once; without such a column one that says nothing.
    pub kinds: Vec<String>,
    /// Ticks of an interval; a day, where the table says nothing of intervals.
    pub step: i64,
}

/// When a row was.
#[derive(Clone, Copy, Debug)]
pub struct VolumeRow {
    /// Its number in the sheet, from 0.
    pub line: usize,
    /// Since 1970-01-01.
    pub date: i32,
    /// Ticks since midnight.
    pub from: i64,
    /// Where it says so.
    until: Option<i64>,
    /// What it is about: an index into the table's kinds.
    pub kind: usize,
    /// Whether it says a time.
    timed: bool,
}

/// Intervals of different lengths begin and end on whole ones of these.
const FINEST: i64 = 5 * SimDuration::MINUTE.ticks();
/// The intervals by which contacts in rows are looked at beforehand.
const GRID: i64 = 30 * SimDuration::MINUTE.ticks();

impl VolumeTable {
    /// Reads the columns of dates and intervals.
    pub fn read(
        sheet: Sheet,
        file: &str,
        (said, by_contact): (&Names<String>, bool),
        place: &Place,
        out: &mut Diagnostics,
    ) -> Option<Self> {
        let columns = columns(&sheet, file, (said, by_contact), place, out)?;
        let mut found = Faults::default();
        let mut rows: Vec<VolumeRow> =
            (columns.row + 1..sheet.rows.len()).filter_map(|at| row(&sheet, &columns, at, &mut found)).collect();
        let step = if by_contact {
            moments(&sheet, &columns, &rows, &mut found);
            Some(GRID)
        } else {
            step(&sheet, &columns, &rows, &mut found)
        };
        if rows.is_empty() && found.is_empty() {
            let cell = (columns.row, columns.date);
            found.push(
                Code::Data,
                &sheet,
                cell,
                say!("no row follows the words over the columns", "列名下面没有数据行"),
            );
        }
        let whole = found.is_empty();
        found.report(out);
        let kinds = kinds(&sheet, &columns, &mut rows);
        whole.then(|| Self { sheet, columns, rows, kinds, step: step.unwrap_or_default() })
    }

    /// Warns of types in it that nobody reads.
    pub fn strangers(&self, readers: &[WantedType], out: &mut Diagnostics) {
        let Some(column) = self.columns.kind else { return };
        for (kind, said) in self.kinds.iter().enumerate() {
            if readers.iter().any(|wanted| wanted.is(said)) {
                continue;
            }
            let mut rows = self.rows.iter().filter(|row| row.kind == kind);
            let Some(cell) = rows.next().and_then(|first| self.sheet.at(first.line, column)) else { continue };
            let n = 1 + rows.count();
            let why = say!(
                "no type of the scenario reads \"{said}\" (rows of it: {n})",
                "情景里没有类型读取 \"{said}\"（共 {n} 行）"
            );
            out.push(Diagnostic::warning(Code::DataUnread, &cell.place, why));
        }
    }

    /// By kind, whether it is what a type is called.
    pub fn about(&self, wanted: &WantedType) -> Vec<bool> {
        self.kinds.iter().map(|said| self.columns.kind.is_none() || wanted.is(said)).collect()
    }

    /// Whether some row is about a type; says so where none is.
    pub fn has_rows(&self, file: &str, wanted: &WantedType, out: &mut Diagnostics) -> bool {
        if self.about(wanted).contains(&true) {
            return true;
        }
        let known: Vec<&str> = self.kinds.iter().map(String::as_str).collect();
        let key = &wanted.key;
        let why = say!("{file} has no row about `{key}`", "{file} 里没有关于 `{key}` 的行");
        out.push(wanted.not_found(why, &known));
        false
    }

    /// The intervals of the table that a row is about, by when they begin.
    pub fn slots(&self, row: &VolumeRow) -> impl Iterator<Item = i64> + use<> {
        let until = row.until.unwrap_or(row.from + self.step);
        (row.from..until).step_by(self.step as usize)
    }

    /// Where the date of a row stands.
    pub fn date_place(&self, row: usize) -> Place {
        self.sheet.at(row, self.columns.date).expect("its date was read").place.clone()
    }

    /// Whether it says when in the day.
    pub fn has_intervals(&self) -> bool {
        self.step < SimDuration::DAY.ticks()
    }
}

/// Every contact has its moment.
fn moments(sheet: &Sheet, columns: &Columns, rows: &[VolumeRow], found: &mut Faults) {
    if columns.interval.is_none() {
        for row in rows.iter().filter(|row| !row.timed) {
            let why = say!("at what time is not said", "没有写时刻");
            found.push(Code::DataTime, sheet, (row.line, columns.date), why);
            found.help(Code::DataTime, || {
                say!(
                    "write it behind the date (2025-06-01 09:31:05), or in a column of its own",
                    "请写在日期后面（2025-06-01 09:31:05），或单独一列"
                )
            });
        }
    }
}

/// Tells rows what they are about.
fn kinds(sheet: &Sheet, columns: &Columns, rows: &mut [VolumeRow]) -> Vec<String> {
    let Some(column) = columns.kind else { return vec![String::new()] };
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let next = known.len();
        row.kind = *known.entry(sheet.text(row.line, column)).or_insert(next);
    }
    let mut kinds = vec![String::new(); known.len()];
    for (said, kind) in known {
        kinds[kind] = said.to_string();
    }
    kinds
}

/// When a row was; none where it is empty or adds up others.
fn row(sheet: &Sheet, columns: &Columns, at: usize, found: &mut Faults) -> Option<VolumeRow> {
    let written = sheet.text(at, columns.date);
    let interval = columns.interval.map(|column| sheet.text(at, column));
    if cells::is_sum(written) || sheet.rows[at].iter().all(|cell| cell.text.is_empty()) {
        return None;
    }
    let (date, time) = match cells::date(written) {
        Ok(found) => found,
        Err(why) => {
            found.push(Code::DataDate, sheet, (at, columns.date), why);
            return None;
        }
    };
    // A date that spreadsheets write with midnight beside a column of intervals says no time of day.
    let (said, column) = match (interval, columns.interval) {
        (Some(text), Some(column)) => (Some(text), column),
        _ => (time, columns.date),
    };
    if said.is_some_and(cells::is_sum) {
        return None;
    }
    // Beside a date, the moment is often written with its date once more.
    let said = said.map(cells::time);
    let end = columns.until.map(|column| (sheet.text(at, column), column));
    let read = match (said, end) {
        (None, None) => return Some(VolumeRow { line: at, date, from: 0, until: None, kind: 0, timed: false }),
        (None, Some((_, column))) => {
            let why = say!("when it ends is said, and not when it begins", "写了结束，没有写开始");
            Err((why, column))
        }
        (Some(from), None) => cells::interval(from).map_err(|why| (why, column)),
        (Some(from), Some(end)) => with_end(date, from, column, end),
    };
    match read {
        Ok((from, until)) => Some(VolumeRow { line: at, date, from, until, kind: 0, timed: true }),
        Err((why, column)) => {
            found.push(Code::DataTime, sheet, (at, column), why);
            None
        }
    }
}

/// An interval whose end stands in a column of its own, perhaps with its date; or what is wrong, and in which column.
fn with_end(
    date: i32,
    from: &str,
    from_column: usize,
    (end, column): (&str, usize),
) -> Result<(i64, Option<i64>), (Text, usize)> {
    cells::interval(from).map_err(|why| (why, from_column))?;
    if end.is_empty() {
        return Err((say!("when it ends does not stand here", "没有写结束时间"), column));
    }
    let time = cells::time(end);
    if let Ok((day, Some(_))) = cells::date(end) {
        let midnight = day == date + 1 && cells::clock(time) == Some(0);
        if day != date && !midnight {
            let why = say!("\"{end}\" is not on the date of its row", "\"{end}\" 不在这一行的日期里");
            return Err((why, column));
        }
    }
    cells::interval(&format!("{from}-{time}")).map_err(|why| (why, column))
}

/// The longest interval that divides all those written from and until, which may differ in length; none where one is
/// not written so, and where all have one length that divides nothing.
fn divisor(rows: &[VolumeRow]) -> Option<i64> {
    let ends: Vec<(i64, i64)> = rows.iter().map(|row| Some((row.from, row.until?))).collect::<Option<_>>()?;
    let (first_from, first_until) = *ends.first()?;
    let common = ends.iter().fold(SimDuration::DAY.ticks(), |d, (from, until)| gcd(gcd(d, *from), *until));
    let one_length = ends.iter().all(|(from, until)| until - from == first_until - first_from);
    (!one_length || common % FINEST == 0).then_some(common)
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The length of the intervals by which numbers are kept: what divides all that are written from and until, or else one
/// length of all, as written or the commonest step from one to the next.
fn step(sheet: &Sheet, columns: &Columns, rows: &[VolumeRow], found: &mut Faults) -> Option<i64> {
    let Some(common) = divisor(rows) else { return one_length(sheet, columns, rows, found) };
    let column = columns.interval.unwrap_or(columns.date);
    for row in rows {
        let odd = [Some(row.from), row.until].into_iter().flatten().find(|time| time % FINEST != 0);
        if let Some(odd) = odd {
            let time = shown(odd);
            let why = say!(
                "{time} is on no whole 5 minutes, as intervals of different lengths are",
                "{time} 不是整 5 分钟：长短不一的时段要从整 5 分钟开始和结束"
            );
            found.push(Code::DataStep, sheet, (row.line, column), why);
        }
    }
    Some(common)
}

/// The one length of intervals.
fn one_length(sheet: &Sheet, columns: &Columns, rows: &[VolumeRow], found: &mut Faults) -> Option<i64> {
    let day = SimDuration::DAY.ticks();
    let column = columns.interval.unwrap_or(columns.date);
    let starts: BTreeSet<i64> = rows.iter().map(|row| row.from).collect();
    let mut often: BTreeMap<i64, usize> = BTreeMap::new();
    for row in rows {
        if let Some(until) = row.until {
            *often.entry(until - row.from).or_default() += 1;
        }
    }
    if often.is_empty() {
        let list: Vec<i64> = starts.iter().copied().collect();
        for pair in list.windows(2) {
            *often.entry(pair[1] - pair[0]).or_default() += 1;
        }
    }
    let divides = |length: i64| day % length == 0 && length >= SimDuration::MINUTE.ticks();
    let commonest = often.iter().max_by_key(|(length, n)| (**n, divides(**length), -**length)).map(|found| *found.0);
    let Some(step) = commonest else {
        let lone = rows.iter().find(|row| row.from > 0);
        if let Some(row) = lone {
            let why = say!("one time of day does not say how long an interval is", "只有一个时刻，看不出时段有多长");
            found.push(Code::DataStep, sheet, (row.line, column), why);
            found.help(Code::DataStep, || say!("write from and until: 09:30-10:00", "请写起止：09:30-10:00"));
        }
        return lone.is_none().then_some(day);
    };
    if !divides(step) {
        let row = rows.iter().find(|row| row.from > 0).or(rows.first())?.line;
        let minutes = step as f64 / SimDuration::MINUTE.ticks() as f64;
        let why = say!(
            "intervals of {minutes} minutes do not divide a day into whole minutes",
            "{minutes} 分钟的时段不能把一天分成整分钟"
        );
        found.push(Code::DataStep, sheet, (row, column), why);
        return None;
    }
    let wanted = shown(step);
    for row in rows {
        let length = row.until.map_or(step, |until| until - row.from);
        if length != step {
            let why: Text =
                say!("this interval is not {wanted} long like the others", "这个时段不像其他时段那样长 {wanted}");
            found.push(Code::DataStep, sheet, (row.line, column), why);
        } else if row.from % step != 0 {
            let why = say!(
                "no interval begins then: the others are {wanted} long, from midnight on",
                "没有从这里开始的时段：其他时段从零点起、每段长 {wanted}"
            );
            found.push(Code::DataStep, sheet, (row.line, column), why);
        }
    }
    Some(step)
}
