//! What a table says of one type.

use super::answered::AnswersTaken;
use super::asked::Where;
use super::brackets::{self, Multiple};
use super::chosen_rows;
use super::columns::Head;
use super::contact_log;
use super::faults::Faults;
use super::lengths::LengthStyle;
use super::merged;
use super::numbers::{self, Number, NumberStyle};
use super::periods;
use super::steps::shown;
use super::table::VolumeTable;
use super::volume_row::VolumeRow;
use super::wanted_type::VolumeDay;
use super::wanted_type::WantedType;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text};
use crate::model::Given;
use crate::random::Profile;
use crate::say;
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::Cell;
use crate::time::SimDuration;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The dates that a table holds for a type.
#[derive(Clone, Debug)]
pub struct TypeVolume {
    /// By date.
    pub days: BTreeMap<i32, VolumeDay>,
    /// Whether the table says when in the day.
    pub has_intervals: bool,
    /// The column of its numbers; none where every row is a contact.
    pub column: Option<usize>,
    /// Cells in which nothing stands, and which are read as 0.
    pub blank: usize,
    /// How its numbers are written.
    pub numbers: NumberStyle,
    /// How the lengths that rows give are written; none where they give none.
    pub lengths: Option<LengthStyle>,
    /// What was taken of columns that say whether contacts were answered; none where every row is no contact.
    pub answers: Option<AnswersTaken>,
}

/// What stands for one interval of a date.
struct VolumeCell<'t> {
    row: &'t VolumeRow,
    number: f64,
}

/// An interval that two rows are about.
struct Twice<'t> {
    first: &'t VolumeRow,
    again: &'t VolumeRow,
    from: i64,
}

/// A row's number over its intervals, evenly; exact ones stay whole numbers.
fn spread(table: &VolumeTable, row: &VolumeRow, number: f64, exact: bool) -> Vec<(i64, f64)> {
    let slots: Vec<i64> = table.slots(row).collect();
    let n = slots.len() as f64;
    let until = |i: usize| if exact { (number * i as f64 / n).floor() } else { 0.0 };
    let part = |i: usize| if exact { until(i + 1) - until(i) } else { number / n };
    slots.into_iter().enumerate().map(|(i, from)| (from, part(i))).collect()
}

impl TypeVolume {
    /// Reads what is a type's in a table.
    pub fn read(table: &VolumeTable, file: &str, wanted: &WantedType, out: &mut Diagnostics) -> Option<Self> {
        let mut read = Self {
            days: BTreeMap::new(),
            has_intervals: table.has_intervals(),
            column: None,
            blank: 0,
            numbers: NumberStyle::default(),
            lengths: None,
            answers: None,
        };
        if wanted.by_contact {
            let log = contact_log::read(table, file, wanted, out)?;
            (read.days, read.lengths, read.answers) = (log.days, log.lengths, Some(log.answers));
        } else {
            let column = column(table, file, wanted, out)?;
            one_by_one(table, column, (file, wanted), out)?;
            let numbers = number_style(table, file, (wanted, column), out)?;
            read.days = Self::counted(table, wanted, (column, numbers), out)?;
            are_contacts(table, (column, numbers), wanted, out)?;
            if let Some(doubt) = periods::ask(table, (file, wanted), &read.days) {
                return out.reject(doubt);
            }
            (read.column, read.numbers) = (Some(column), numbers);
            let about = table.about(wanted);
            let (cells, _) = table.cells(column, |row: &VolumeRow| about[row.kind]);
            read.blank = cells.iter().filter(|cell| numbers::is_nothing(&cell.text)).count();
        }
        if wanted.zero {
            let dates = || table.rows.iter().map(|row| (row.date, row.line));
            if let (Some((from, row)), Some((until, _))) = (dates().min(), dates().max()) {
                let nobody = || VolumeDay { place: table.date_place(row), total: 0.0, shape: None, given: None };
                for date in from..=until {
                    read.days.entry(date).or_insert_with(nobody);
                }
            }
        }
        Some(read)
    }

    /// The rows, or the column, of numbers.
    fn counted(
        table: &VolumeTable,
        wanted: &WantedType,
        (column, style): (usize, NumberStyle),
        out: &mut Diagnostics,
    ) -> Option<BTreeMap<i32, VolumeDay>> {
        let mut found = Faults::default();
        let mut days: BTreeMap<i32, BTreeMap<i64, VolumeCell<'_>>> = BTreeMap::new();
        let mut twice: BTreeMap<i32, Vec<Twice<'_>>> = BTreeMap::new();
        let mut added: BTreeSet<(i32, i64, &str)> = BTreeSet::new();
        let about = table.about(wanted);
        for row in table.rows.iter().filter(|row| about[row.kind]) {
            let cell = table.sheet.at(row.line, column);
            let number = match cell.map_or(Ok(Number::Nothing), |cell| number(cell, style, wanted)) {
                Ok(Number::Of(number)) => Some(number),
                Ok(Number::Nothing) => wanted.zero.then_some(0.0),
                Err(why) => {
                    found.push(Code::DataNumber, &table.sheet, (row.line, column), why);
                    share_of(cell, &mut found);
                    continue;
                }
            };
            let Some(number) = number else {
                found.push(
                    Code::DataEmpty,
                    &table.sheet,
                    (row.line, column),
                    nothing(table.sheet.text(row.line, column)),
                );
                continue;
            };
            if wanted.exact && number.fract() != 0.0 {
                let said = table.sheet.text(row.line, column);
                found.push(
                    Code::DataWhole,
                    &table.sheet,
                    (row.line, column),
                    say!("{said} is no whole number", "{said} 不是整数"),
                );
                found.help(Code::DataWhole, || {
                    say!("numbers that are expected: counts = \"expected\"", "若是期望值：counts = \"expected\"")
                });
                continue;
            }
            let cells = days.entry(row.date).or_default();
            for (from, number) in spread(table, row, number, wanted.exact) {
                let added = table.mark(row).is_some_and(|mark| added.insert((row.date, from, mark)));
                match cells.entry(from) {
                    Entry::Vacant(free) => _ = free.insert(VolumeCell { row, number }),
                    Entry::Occupied(mut taken) if added => taken.get_mut().number += number,
                    Entry::Occupied(taken) => {
                        let again = Twice { first: taken.get().row, again: row, from };
                        twice.entry(row.date).or_default().push(again);
                    }
                }
            }
        }
        for (date, pairs) in twice {
            report_twice(table, date, &pairs, &mut found);
        }
        let grid: BTreeSet<i64> = days.values().flat_map(|cells| cells.keys().copied()).collect();
        if !wanted.zero && found.is_empty() {
            for (date, cells) in &days {
                gaps(table, *date, cells, &grid, &mut found);
            }
        }
        found.help(Code::DataEmpty, missing);
        let whole = found.is_empty();
        found.report(out);
        if !whole {
            return None;
        }
        Some(days.into_iter().map(|(date, cells)| (date, day(table, &cells, wanted.exact))).collect())
    }
}

/// What a cell says; a share, where the scenario says of how many.
fn number(cell: &Cell, style: NumberStyle, wanted: &WantedType) -> Result<Number, Text> {
    match cell.text.strip_suffix('%').filter(|_| wanted.scaled) {
        Some(share) => numbers::of(share, style.comma).map(|share| match share {
            Number::Of(share) => Number::Of(share / 100.0),
            Number::Nothing => Number::Nothing,
        }),
        None => numbers::number(cell, style),
    }
}

/// Says what to write where numbers are shares.
fn share_of(cell: Option<&Cell>, found: &mut Faults) {
    if cell.is_some_and(|cell| cell.text.ends_with('%')) {
        found.help(Code::DataNumber, || {
            say!("if they are shares, say of how many: times = 500", "若是比例，请写总数：times = 500")
        });
    }
}

fn nothing(text: &str) -> Text {
    if text.is_empty() {
        return say!("nothing stands here", "这里是空白");
    }
    say!("no number stands here, but \"{text}\"", "这里没有数字，写的是 \"{text}\"")
}

fn missing() -> Text {
    say!(
        "write the numbers; or, where nothing written means that nobody came: missing = \"zero\"",
        "请补上数字；若没写就是没有人来：missing = \"zero\""
    )
}

/// How the numbers of a type are written.
fn number_style(
    table: &VolumeTable,
    file: &str,
    (wanted, column): (&WantedType, usize),
    out: &mut Diagnostics,
) -> Option<NumberStyle> {
    let about = table.about(wanted);
    let (cells, spots) = table.cells(column, |row: &VolumeRow| about[row.kind]);
    // A row may end before the column.
    let lines: BTreeSet<usize> = table.rows.iter().map(|row| row.line).collect();
    let is_read = |row: usize, at: usize| at == column && lines.contains(&row);
    if let Some(doubt) = merged::ask(&table.sheet, table.columns.row, is_read) {
        return out.reject(doubt);
    }
    match numbers::style(&cells, table.notation.comma, table.sheet.mark) {
        Ok(style) => Some(style),
        Err(doubt) => {
            let at = Where { sheet: &table.sheet, file, head: table.columns.row, place: &wanted.place };
            out.reject(at.number(&doubt, &spots))
        }
    }
}

/// Asks what the numbers of a column are, where the word over it says that they are thousands, or contacts in a time.
fn one_by_one(
    table: &VolumeTable,
    column: usize,
    (file, wanted): (&str, &WantedType),
    out: &mut Diagnostics,
) -> Option<()> {
    let Some(head) = table.sheet.at(table.columns.row, column) else { return Some(()) };
    // Rows above the table say it of all its columns.
    let mut above = table.sheet.rows.iter().take(table.columns.row).flatten();
    let own = brackets::multiple(&head.text).map(|multiple| (head, multiple));
    let said = own.or_else(|| above.find_map(|cell| Some((cell, brackets::multiple_above(&cell.text)?))));
    let Some((head, multiple)) = said.filter(|_| !wanted.scaled) else { return Some(()) };
    let step = table.step as f64 / SimDuration::SECOND.ticks() as f64;
    // Contacts an hour, in rows of an hour, are those of the row.
    let times = match multiple {
        Multiple::Per(Some(seconds)) if step == f64::from(seconds) => return Some(()),
        Multiple::Per(Some(seconds)) => Some(step / f64::from(seconds)),
        _ => None,
    };
    let word = &head.text;
    let (why, line) = match multiple {
        Multiple::Of(factor) => (
            say!("\"{word}\" of {file}: is a 1 there {factor} contacts?", "{file} 的“{word}”：1 就是 {factor} 个吗？"),
            say!(
                "if so: arrivals = {{ file = …, times = {factor} }}; if a 1 is one contact: times = 1",
                "若是：arrivals = {{ file = …, times = {factor} }}；若 1 就是 1 个：times = 1"
            ),
        ),
        Multiple::Per(_) => (
            say!(
                "\"{word}\" of {file}: are they contacts in such a time, and not those of the whole interval?",
                "{file} 的“{word}”：是单位时间内的数量，而不是整个时段的数量吗？"
            ),
            match times {
                Some(times) => say!(
                    "if so, an interval here has {times} of them: arrivals = {{ file = …, times = {times} }}; if they are those of the interval: times = 1",
                    "若是，这里一个时段有 {times} 个这样的单位时间：arrivals = {{ file = …, times = {times} }}；若就是整个时段的数量：times = 1"
                ),
                None => say!(
                    "say how many of these times an interval has, times = …; if they are those of the interval: times = 1",
                    "请写一个时段有几个这样的单位时间：times = …；若就是整个时段的数量：times = 1"
                ),
            },
        ),
        Multiple::Running => (
            say!(
                "\"{word}\" of {file}: is each number all that came until then, and not those of its interval?",
                "{file} 的“{word}”：是到那时为止的总数，而不是本时段的数量吗？"
            ),
            say!(
                "if so, write those of each interval (each less the one before); if they are those of the interval: times = 1",
                "若是，请改写为各时段的数量（本行减上一行）；若就是本时段的数量：times = 1"
            ),
        ),
    };
    let found = Diagnostic::error(Code::DataDoubt, &head.place, why);
    out.reject(found.also(&wanted.place, say!("read here", "在这里读取")).help(line))
}

/// Asks whether numbers are contacts that are all below one, as shares of a day are: a sheet may show them as 12 %.
fn are_contacts(
    table: &VolumeTable,
    (column, style): (usize, NumberStyle),
    wanted: &WantedType,
    out: &mut Diagnostics,
) -> Option<()> {
    let about = table.about(wanted);
    let (cells, spots) = table.cells(column, |row: &VolumeRow| about[row.kind]);
    let number = |cell: &&Cell| match numbers::number(cell, style) {
        Ok(Number::Of(number)) => Some(number),
        _ => None,
    };
    let shares = cells.iter().filter_map(number).all(|number| number < 1.0);
    let first = cells.iter().position(|cell| number(cell).is_some_and(|number| number > 0.0));
    let Some(first) = first.filter(|_| shares && !wanted.scaled) else { return Some(()) };
    let (text, line) = (&cells[first].text, table.sheet.line(spots[first].0));
    let why = say!(
        "row {line}: \"{text}\": every number of this column is below 1: shares, or contacts?",
        "第 {line} 行：“{text}”：这一列的数都小于 1：是比例，还是咨询量？"
    );
    let found = Diagnostic::error(Code::DataDoubt, &cells[first].place, why);
    out.reject(found.also(&wanted.place, say!("read here", "在这里读取")).help(say!(
        "if they are contacts: times = 1; if shares, how many they are of: times = 500",
        "若是咨询量：times = 1；若是比例，请写总数：times = 500"
    )))
}

/// The column of a type's numbers.
fn column(table: &VolumeTable, file: &str, wanted: &WantedType, out: &mut Diagnostics) -> Option<usize> {
    let (columns, sheet) = (&table.columns, &table.sheet);
    let head = Head { sheet, file, row: columns.row, place: &wanted.place };
    if columns.kind.is_some() {
        if columns.counts.is_empty() {
            return head.count(columns, out).ok();
        }
        return if table.has_rows(file, wanted, out) { head.count(columns, out).ok() } else { None };
    }
    let own = table.own(wanted);
    if !own.is_empty() {
        return head.one(&super::words::COUNT, &own, out).ok()?;
    }
    if columns.counts.is_empty() {
        let (key, words) = (&wanted.key, &sheet.rows[columns.row]);
        let known: Vec<&str> = words.iter().map(|cell| cell.text.as_str()).filter(|word| !word.is_empty()).collect();
        let [all_en, all_zh] = head.all();
        let why = say!(
            "{file} has no column of `{key}` (columns there are: {all_en})",
            "{file} 里没有 `{key}` 的列（全部列名：{all_zh}）"
        );
        if let Some(part) = words.iter().find(|cell| is_part_of_day(&cell.text)) {
            let word = &part.text;
            return out.reject(Diagnostic::error(Code::Data, &wanted.place, why).also(&part.place, say!("this one?", "是这一列？")).help(say!(
                "if \"{word}\" is a part of the day, write from when until when over every such column: 00:00-12:00, 12:00-24:00",
                "若“{word}”是一天里的一段，请在每一列上方写起止：00:00-12:00、12:00-24:00"
            )));
        }
        let could = head.could_count(columns);
        let word = could.first().map_or("…", |at| words[*at].text.as_str());
        let found = Diagnostic::error(Code::Data, &wanted.place, why).near(&wanted.names[0], &known);
        return out.reject(found.help(say!(
            "name the column of numbers: columns = {{ count = \"{word}\" }}; or, where every type has one, its word: type = \"{word}\"",
            "请写明数量是哪一列：columns = {{ count = \"{word}\" }}；若每个类型一列，请写它的列名：type = \"{word}\""
        )));
    }
    head.count(columns, out).ok()
}

/// Whether a word over a column is of a part of the day that has no times of its own.
fn is_part_of_day(heading: &str) -> bool {
    const PARTS: [&str; 15] = [
        "am",
        "pm",
        "morning",
        "afternoon",
        "evening",
        "night",
        "上午",
        "下午",
        "晚上",
        "早上",
        "中午",
        "凌晨",
        "白天",
        "夜间",
        "晚间",
    ];
    PARTS.contains(&super::words::plain(heading).as_str())
}

/// The same interval in two rows; a whole hour of them is a clock that went back.
fn report_twice(table: &VolumeTable, date: i32, pairs: &[Twice<'_>], found: &mut Faults) {
    let Twice { first, again, from } = pairs[0];
    let column = table.columns.interval.unwrap_or(table.columns.date);
    let (line, day, time) = (first.line + 1, date_text(date), shown(from));
    let starts: BTreeSet<i64> = pairs.iter().map(|twice| twice.from).collect();
    if table.has_intervals() && is_clock_change(&starts, table.step) {
        let why = say!(
            "{day} has 25 hours: {time} comes again, as where clocks are put back",
            "{day} 有 25 小时：{time} 出现两次，像是时钟拨慢的那天"
        );
        found.push(Code::DataClock, &table.sheet, (again.line, column), why);
        found.help(Code::DataClock, || {
            say!(
                "a day here has 24 hours: add the two together in one row",
                "这里每天都是 24 小时：请把两次相加，写成一行"
            )
        });
        return;
    }
    let at = if table.has_intervals() { format!("{day} {time}") } else { day };
    let lines: BTreeSet<usize> = pairs.iter().map(|twice| twice.again.line).collect();
    for again in lines {
        found.push(
            Code::DataTwice,
            &table.sheet,
            (again, column),
            say!("{at} is there already, in line {line}", "{at} 已经写过：第 {line} 行"),
        );
    }
    if let Some(cell) = table.sheet.at(first.line, column) {
        found.also(Code::DataTwice, &cell.place, say!("first here", "第一次在这里"));
    }
    let used = table.columns.used();
    chosen_rows::tell_apart(&table.sheet, table.columns.row, &used, [first.line, again.line], found);
}

/// Whether these are the intervals of one hour at night: clocks are put forward and back then.
fn is_clock_change(starts: &BTreeSet<i64>, step: i64) -> bool {
    let (hour, first) = (SimDuration::HOUR.ticks(), starts.first().copied().unwrap_or_default());
    let last = starts.last().copied().unwrap_or_default();
    step <= hour && first <= 3 * hour && last + step - first == hour && starts.len() as i64 * step == hour
}

/// Intervals that other dates have and this one has not.
fn gaps(
    table: &VolumeTable,
    date: i32,
    cells: &BTreeMap<i64, VolumeCell<'_>>,
    grid: &BTreeSet<i64>,
    found: &mut Faults,
) {
    let gone: BTreeSet<i64> = grid.iter().copied().filter(|from| !cells.contains_key(from)).collect();
    let Some(first) = gone.first() else { return };
    // The row before the gap; of a gap at the beginning the one behind it.
    let before = cells.range(..first).next_back().or(cells.range(first..).next());
    let Some((_, cell)) = before else { return };
    let (day, time) = (date_text(date), shown(*first));
    let at = (cell.row.line, table.columns.interval.unwrap_or(table.columns.date));
    if gone.len() < grid.len() && is_clock_change(&gone, table.step) && cells.range(..first).next().is_some() {
        let why = say!(
            "{day} has 23 hours: the hour from {time} is not there, as where clocks are put forward",
            "{day} 只有 23 小时：缺少从 {time} 开始的一小时，像是时钟拨快的那天"
        );
        found.push(Code::DataClock, &table.sheet, at, why);
        found.help(Code::DataClock, || {
            say!("a day here has 24 hours: write 0 for that hour", "这里每天都是 24 小时：请给那一小时写 0")
        });
        return;
    }
    let n = gone.len();
    found.push(
        Code::DataGap,
        &table.sheet,
        at,
        say!(
            "{day} lacks {n} of the intervals that other dates have; the first at {time}",
            "{day} 缺少其他日期都有的 {n} 个时段；第一个是 {time}"
        ),
    );
    found.help(Code::DataGap, missing);
}

fn day(table: &VolumeTable, cells: &BTreeMap<i64, VolumeCell<'_>>, exact: bool) -> VolumeDay {
    let total: f64 = cells.values().map(|cell| cell.number).sum();
    let mut numbers = vec![0.0; (SimDuration::DAY.ticks() / table.step) as usize];
    for (from, cell) in cells {
        numbers[(from / table.step) as usize] = cell.number;
    }
    let shape = (table.has_intervals() && total > 0.0).then(|| Arc::new(Profile::new(&numbers)));
    let given = (exact && total > 0.0).then(|| Arc::new(Given::Counted(numbers.iter().map(|n| *n as u32).collect())));
    let first = cells.values().map(|cell| cell.row.line).min().expect("a date has a row");
    VolumeDay { place: table.date_place(first), total, shape, given }
}
