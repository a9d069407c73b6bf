//! A sheet of volumes as it says of every row when it was.

use super::added;
use super::asked::{Spot, Where};
use super::brackets::{self, HeadingZone};
use super::chosen_rows::{self, ChosenRows};
use super::clocks::Clock;
use super::columns::{Asked, Columns, Head, columns};
use super::date_order;
use super::date_parts;
use super::faults::Faults;
use super::merged;
use super::moment_doubt::{Asked as Doubted, MomentDoubt};
use super::moment_style::{self, MomentStyle, MomentsSaid};
use super::moments::{self, Moment};
use super::notation::Notation;
use super::overfull;
use super::steps;
use super::unfold;
use super::unread;
use super::volume_row::{PassedRows, VolumeRow};
use super::wanted_type::WantedType;
use super::weekday_beside;
use super::words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::say;
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::time::SimDuration;
use std::collections::BTreeMap;

/// The rows of a table, and its grid.
#[derive(Debug)]
pub struct VolumeTable {
    pub sheet: Sheet,
    pub columns: Columns,
    /// Which rows the scenario chose.
    pub chosen: ChosenRows,
    /// What the scenario says of how it is written.
    pub notation: Notation,
    /// How its dates and times are read.
    pub moments: MomentStyle,
    /// Rows that are about an interval of a date.
    pub rows: Vec<VolumeRow>,
    /// Rows that are not read.
    pub passed: PassedRows,
    /// What stands in the column of types, each once; without such a column one that says nothing.
    pub kinds: Vec<String>,
    /// Ticks of an interval; a day, where the table says nothing of intervals.
    pub step: i64,
}

/// The intervals by which contacts in rows are looked at beforehand.
const GRID: i64 = 30 * SimDuration::MINUTE.ticks();

/// A row as its cells say when it was: each an index into what was read of all.
struct RawRow {
    line: usize,
    date: usize,
    time: Option<usize>,
    end: Option<usize>,
}

/// What was read of all rows, and where it stands.
#[derive(Default)]
struct Pool {
    moments: Vec<Moment>,
    spots: Vec<Spot>,
    rows: Vec<RawRow>,
    passed: PassedRows,
}

impl VolumeTable {
    /// Reads the columns of dates and intervals. `wanted`: a type that reads it.
    pub fn read(
        mut sheet: Sheet,
        asked: &Asked<'_>,
        notation: Notation,
        wanted: Option<&WantedType>,
        out: &mut Diagnostics,
    ) -> Option<Self> {
        if asked.said.get("date").is_none() {
            date_parts::join(&mut sheet);
        }
        let chosen = chosen_rows::choose(&mut sheet, asked, out)?;
        let columns = found_columns(&mut sheet, asked, out)?;
        for at in [columns.kind, columns.interval].into_iter().flatten() {
            sheet.fill_down(columns.row, at);
        }
        let mut found = Faults::default();
        let pool = pool(&sheet, &columns, &mut found);
        let clean = found.is_empty();
        let at = Where { sheet: &sheet, file: asked.file, head: columns.row, place: asked.place };
        // Where it is written when intervals end, no number is both.
        let hour_ends = if columns.until.is_some() || columns.ends { Some(false) } else { notation.moments.hour_ends };
        let moments = MomentsSaid { hour_ends, ..notation.moments };
        let doubt = slots(&sheet, &columns, &pool);
        if let Some(doubt) = doubt {
            return out.reject(at.moment(&doubt, &pool.spots, None));
        }
        let style = match moment_style::style(&pool.moments, moments, heading_zone(&sheet, &columns)) {
            Ok(style) => style.over(asked.past_midnight),
            Err(doubt) => {
                found.report(out);
                // What else is to be said of the file is told with it.
                let unnamed = |wanted: &&WantedType| !asked.by_contact && own(&sheet, &columns, wanted).is_empty();
                if let Some(wanted) = wanted.filter(unnamed) {
                    let head = Head { sheet: &sheet, file: asked.file, row: columns.row, place: &wanted.place };
                    _ = head.count(&columns, out);
                }
                return out.reject(at.moment(&doubt, &pool.spots, date_order::year_of(&pool.moments).or(asked.year)));
            }
        };
        let when = |raw: &RawRow| resolved(&sheet, &columns, &pool, style, raw);
        let mut rows = Vec::new();
        for raw in &pool.rows {
            match when(raw) {
                Ok(row) => rows.push(row),
                Err((code, column, why)) => found.push(code, &sheet, (raw.line, column), why),
            }
        }
        let step = if asked.by_contact {
            Some(by_moment(&sheet, &columns, &rows, &mut found))
        } else {
            steps::step(&sheet, &columns, &rows, &mut found)
        };
        if style.zone.is_none() && found.is_empty() {
            weekday_beside::check(&sheet, &columns, &rows, &mut found);
        }
        if let Some(step) = step.filter(|_| columns.ends) {
            // As intervals begin, a step before they end.
            for row in &mut rows {
                row.from -= step;
            }
        }
        if rows.is_empty() && found.is_empty() && clean {
            let cell = (columns.row, columns.date);
            let why = say!("no row follows the words over the columns", "列名下面没有数据行");
            found.push(Code::Data, &sheet, cell, why);
        }
        let kinds = kinds(&sheet, &columns, &mut rows, &mut found);
        let whole = found.is_empty();
        found.report(out);
        let (step, passed) = (step.unwrap_or_default(), pool.passed);
        whole.then_some(Self { sheet, columns, chosen, notation, moments: style, rows, passed, kinds, step })
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

    /// Whether some row is about a type; told, if not.
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

    /// The columns under a type's own name, where there is no column of types.
    pub fn own(&self, wanted: &WantedType) -> Vec<usize> {
        own(&self.sheet, &self.columns, wanted)
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

    /// What tells a row apart from another about the same interval, where both are added up; none: they are not.
    pub fn mark(&self, row: &VolumeRow) -> Option<&str> {
        self.chosen.mark(self.sheet.lines.get(row.line).copied().unwrap_or(row.line))
    }

    /// The cells of a column in the rows that pass, and where they stand.
    pub fn cells(&self, column: usize, passes: impl Fn(&VolumeRow) -> bool) -> (Vec<&Cell>, Vec<Spot>) {
        let rows = self.rows.iter().filter(|row| passes(row));
        rows.filter_map(|row| Some((self.sheet.at(row.line, column)?, (row.line, column)))).unzip()
    }

    /// Whether it says when in the day.
    pub fn has_intervals(&self) -> bool {
        self.step < SimDuration::DAY.ticks()
    }
}

/// Finds the columns, of a table with intervals or dates across as one with a row an interval; asks about what is not read and should be.
fn found_columns(sheet: &mut Sheet, asked: &Asked<'_>, out: &mut Diagnostics) -> Option<Columns> {
    let wide = if asked.by_contact || !asked.said.is_empty() { None } else { unfold::wide(sheet) };
    if let Some(wide) = wide {
        overfull::check(sheet, wide.row, false, out)?;
        if let Some(doubt) = chosen_rows::ask(sheet, wide.row, &wide.used(), asked) {
            return out.reject(doubt);
        }
        wide.filled().for_each(|at| sheet.fill_down(wide.row, at));
        if let Some(doubt) = merged::ask(sheet, wide.row, |_, at| wide.is_across(at)) {
            return out.reject(doubt);
        }
        let (long, columns) = unfold::long(sheet, &wide);
        *sheet = long;
        return Some(columns);
    }
    let columns = columns(sheet, asked, out)?;
    overfull::check(sheet, columns.row, false, out)?;
    let doubts = [
        unread::ask(sheet, &columns, asked),
        unread::ask_length(sheet, &columns, asked),
        added::ask(sheet, &columns, asked),
        unread::ask_rows(sheet, &columns, asked),
        chosen_rows::ask(sheet, columns.row, &columns.used(), asked),
        chosen_rows::ask_again(sheet, columns.row, &columns.used(), asked),
    ];
    let before = out.reported();
    doubts.into_iter().flatten().for_each(|doubt| out.push(doubt));
    (out.reported() == before).then_some(columns)
}

fn own(sheet: &Sheet, columns: &Columns, wanted: &WantedType) -> Vec<usize> {
    let cells = sheet.rows.get(columns.row).map_or(&[][..], Vec::as_slice);
    (0..cells.len()).filter(|at| wanted.is(&cells[*at].text)).collect()
}

/// Asks whether bare numbers under a word for half hours, quarters and the like are their numbers, and not hours.
fn slots(sheet: &Sheet, columns: &Columns, pool: &Pool) -> Option<MomentDoubt> {
    const SLOTS: [&str; 9] =
        ["halfhour", "quarterhour", "slot", "timeslot", "intervalnumber", "intervalno", "半小时", "刻钟", "时段序号"];
    let column = columns.interval?;
    let over = words::plain(sheet.text(columns.row, column));
    // Beyond the hours of a day there is no doubt of that.
    if pool.moments.iter().any(|moment| matches!(moment.clock, Some(Clock::Bare(25.., ..3)))) {
        return None;
    }
    let at = pool.moments.iter().zip(&pool.spots).position(|(moment, spot)| spot.1 == column && moment.is_bare())?;
    match pool.moments[at].clock {
        Some(Clock::Bare(number, ..3)) if SLOTS.contains(&over.as_str()) => {
            Some(MomentDoubt { at, asked: Doubted::Numbered(number) })
        }
        _ => None,
    }
}

/// The zone that the words over dates or times say: `Start Time (UTC)`, `timestamp_utc`.
fn heading_zone(sheet: &Sheet, columns: &Columns) -> Option<HeadingZone> {
    let mut over = [Some(columns.date), columns.interval].into_iter().flatten();
    over.find_map(|at| brackets::zone(sheet.text(columns.row, at)))
}

/// Reads the dates, times and ends of all rows.
fn pool(sheet: &Sheet, columns: &Columns, found: &mut Faults) -> Pool {
    let mut pool = Pool::default();
    let mut above: Option<usize> = None;
    for line in columns.row + 1..sheet.rows.len() {
        let said = |at: usize| sheet.at(line, at).filter(|cell| !cell.text.is_empty());
        let full = sheet.rows[line].iter().filter(|cell| !cell.text.is_empty()).count();
        let date = said(columns.date);
        let interval = columns.interval.and_then(said);
        if full == 0 {
            continue;
        }
        let sums = |cell: Option<&Cell>| cell.is_some_and(|cell| words::is_sum(&cell.text));
        // Sums are called so where the date or the time would stand, or in any cell before it.
        if sums(date)
            || sums(interval)
            || date.is_none() && sheet.rows[line].iter().any(|cell| words::is_sum(&cell.text))
        {
            pool.passed.sums += 1;
            continue;
        }
        let is_note =
            |cell: &Cell| !cell.text.starts_with(|c: char| c.is_ascii_digit()) && cell.text.chars().count() > 3;
        if full == 1 && sheet.rows[line].len() != 1 && sheet.rows[line].iter().any(is_note)
            || full == 1 && sheet.rows[columns.row].len() > 1 && sheet.rows[line].iter().any(is_note)
        {
            pool.passed.notes += 1;
            continue;
        }
        let row = match date {
            // Merged cells keep their date in the first row only.
            None if interval.is_some() => above.inspect(|_| pool.passed.filled += 1),
            _ => None,
        };
        let date = match row {
            Some(above) => Some(above),
            None => add(sheet, (line, columns.date), moments::dated, Code::DataDate, &mut pool, found),
        };
        let Some(date) = date else { continue };
        above = Some(date);
        let mut time = |column: Option<usize>| match column {
            None => Some(None),
            Some(column) => {
                if sheet.text(line, column).is_empty() {
                    let why = if Some(column) == columns.until {
                        say!("when it ends does not stand here", "没有写结束时间")
                    } else {
                        say!("when it begins does not stand here", "没有写开始时间")
                    };
                    found.push(Code::DataTime, sheet, (line, column), why);
                    return None;
                }
                add(sheet, (line, column), moments::time_of_day, Code::DataTime, &mut pool, found).map(Some)
            }
        };
        if let (Some(time), Some(end)) = (time(columns.interval), time(columns.until)) {
            pool.rows.push(RawRow { line, date, time, end });
        }
    }
    pool
}

/// Reads a cell into the pool.
fn add(
    sheet: &Sheet,
    spot: Spot,
    read: fn(&Cell) -> Result<Moment, Text>,
    code: Code,
    pool: &mut Pool,
    found: &mut Faults,
) -> Option<usize> {
    let cell = sheet.at(spot.0, spot.1);
    match cell.map_or_else(|| Err(say!("no date stands here", "这里没有日期")), read) {
        Ok(moment) => {
            pool.moments.push(moment);
            pool.spots.push(spot);
            Some(pool.moments.len() - 1)
        }
        Err(why) => {
            found.push(code, sheet, spot, why);
            None
        }
    }
}

/// When a row was; or what is wrong with it, and in which column.
fn resolved(
    sheet: &Sheet,
    columns: &Columns,
    pool: &Pool,
    style: MomentStyle,
    raw: &RawRow,
) -> Result<VolumeRow, (Code, usize, Text)> {
    let of = |index: Option<usize>| index.map(|index| &pool.moments[index]);
    let (date, time, end) = (&pool.moments[raw.date], of(raw.time), of(raw.end));
    let column = columns.interval.unwrap_or(columns.date);
    let wrong = |at: usize, why: Text| {
        let text = sheet.text(raw.line, at);
        let Text { en, zh } = why;
        let why = if text.is_empty() { Text { en, zh } } else { say!("\"{text}\": {en}", "\"{text}\"：{zh}") };
        (Code::DataTime, at, why)
    };
    if end.is_some() && time.unwrap_or(date).clock.is_none() {
        let why = say!("when it ends is said, and not when it begins", "写了结束，没有写开始");
        return Err((Code::DataTime, columns.until.unwrap_or(column), why));
    }
    let when =
        if columns.ends { style.ends(date, time) } else { style.when(date, time, end) }.map_err(|why| match columns
            .until
        {
            Some(until) => wrong(until, why),
            None if style.when(date, None, None).is_err() => (Code::DataDate, columns.date, why),
            None => wrong(column, why),
        })?;
    let until = when.until;
    if until.is_some_and(|until| until > SimDuration::DAY.ticks()) && !style.past_midnight {
        let why = say!("the interval goes past midnight", "时段跨过了零点");
        return Err((Code::DataTime, column, why));
    }
    let (line, timed) = (raw.line, when.from.is_some());
    Ok(VolumeRow { line, date: when.date, from: when.from.unwrap_or(0), until, kind: 0, timed })
}

/// The grid of contacts row by row: each has its moment, or none has.
fn by_moment(sheet: &Sheet, columns: &Columns, rows: &[VolumeRow], found: &mut Faults) -> i64 {
    let midnight = |row: &VolumeRow| row.from == 0 && row.until.is_none();
    // Where every one of several rows says midnight, exports of dates do so.
    let dated = rows.iter().all(|row| !row.timed) || rows.len() > 1 && rows.iter().all(midnight);
    if columns.interval.is_none() && !rows.is_empty() && dated {
        return SimDuration::DAY.ticks();
    }
    for row in rows.iter().filter(|row| !row.timed) {
        found.push(Code::DataTime, sheet, (row.line, columns.date), say!("at what time is not said", "没有写时刻"));
        found.help(Code::DataTime, || {
            say!(
                "write it behind the date (2025-06-01 09:31:05), or in a column of its own",
                "请写在日期后面（2025-06-01 09:31:05），或单独一列"
            )
        });
    }
    GRID
}

/// Tells rows what they are about.
fn kinds(sheet: &Sheet, columns: &Columns, rows: &mut [VolumeRow], found: &mut Faults) -> Vec<String> {
    let Some(column) = columns.kind else { return vec![String::new()] };
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows.iter_mut() {
        let next = known.len();
        row.kind = *known.entry(sheet.text(row.line, column)).or_insert(next);
    }
    let when = [Some(columns.date), columns.interval, columns.until, Some(column)];
    let says = |row: &VolumeRow| {
        let mut cells = sheet.rows[row.line].iter().enumerate();
        columns.counts.is_empty() || cells.any(|(at, cell)| !when.contains(&Some(at)) && !cell.text.is_empty())
    };
    if let Some(empty) = known.get("").filter(|_| known.len() > 1) {
        for row in rows.iter().filter(|row| row.kind == *empty && says(row)) {
            merged::unsaid(sheet, columns.row, (row.line, column), found);
        }
    }
    let mut kinds = vec![String::new(); known.len()];
    for (said, kind) in known {
        kinds[kind] = said.to_string();
    }
    kinds
}
