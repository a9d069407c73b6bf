//! A roster kept in a file: who works which shift on which date, letter by letter.

use crate::compile::context::Context;
use crate::compile::files::roster_header::{Header, cell_name, header, month_in, spans};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{DatedShifts, Label, Shift, Taken, TakenAs};
use crate::say;
use crate::scenario::schema::{RosterText, ShiftText};
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::scenario::values::read::{At, Names};
use crate::time::SimDuration;
use std::collections::BTreeMap;

/// Words for a day off.
const OFF: [&str; 5] = ["off", "Off", "OFF", "休", "休息"];
/// What rows that add up those above are called: in Chinese anywhere in a cell before the days, in English as a word.
const SUMS: [&str; 8] = ["合计", "总计", "小计", "total", "totals", "subtotal", "sum", "sums"];

/// What stands in a cell, and the shift it means; none: off.
type Letters = BTreeMap<String, Option<usize>>;

/// One row of the roster.
struct RosterRow {
    row: usize,
    /// By day; none: off.
    shifts: BTreeMap<i32, Option<usize>>,
}

/// Reads the roster that a team names.
pub(crate) fn grid(
    context: &Context<'_>,
    text: &At<RosterText>,
    shifts: &Names<ShiftText>,
    made: &[Option<Shift>],
    out: &mut Diagnostics,
) -> Option<DatedShifts> {
    let sheet = match context.sheets.get(&text.value) {
        Ok(sheet) => sheet,
        Err(why) => return out.reject(Diagnostic::error(Code::Unreadable, &text.value.file.place, why.clone())),
    };
    let before = out.reported();
    let letters = letters(&text.value, shifts, out);
    if let Some(month) = text.value.month.as_ref().filter(|month| month_in(&month.value).is_none()) {
        let message = say!("a month is written \"2025-10\"", "月份请写 \"2025-10\"");
        out.push(Diagnostic::error(Code::Date, &month.place, message));
        return None;
    }
    let header = header(sheet, &text.value, context.dates.simulated, out)?;
    dates_there(context, sheet, &header, out);
    let people = people(sheet, &header, &letters, out);
    overlaps(sheet, &header, &people, made, out);
    if people.is_empty() && out.reported() == before {
        let file = &text.value.file;
        let message = say!("nobody is in this roster", "排班表里没有人");
        return out.reject(Diagnostic::error(Code::NoPeople, &file.place, message));
    }
    if out.reported() > before {
        return None;
    }
    context.sheets.note(taken(&text.value, sheet, &header, &people));
    Some(expanded(context, &people))
}

/// Every counted day has a column; columns of other days are more often another month's roster than a plan.
fn dates_there(context: &Context<'_>, sheet: &Sheet, header: &Header, out: &mut Diagnostics) {
    let days: Vec<i32> = header.days.iter().map(|(_, day)| *day).collect();
    let first = &sheet.rows[header.row][header.days[0].0];
    let missing: Vec<i32> = context.dates.counted.days().filter(|day| !days.contains(day)).collect();
    if !missing.is_empty() {
        let list = spans(&missing);
        let message = say!("no column for {list}", "缺少这些日期的列：{list}");
        out.push(Diagnostic::error(Code::Dates, &first.place, message));
    }
    let mut outside: Vec<i32> = days.into_iter().filter(|day| !context.dates.simulated.contains(*day)).collect();
    outside.sort_unstable();
    if let Some((at, _)) = header.days.iter().find(|(_, day)| outside.contains(day)) {
        let (list, simulated) = (spans(&outside), context.dates.simulated);
        let message = say!(
            "columns of days outside those simulated ({simulated}): {list}",
            "有些列不在模拟的日期（{simulated}）之内：{list}"
        );
        out.push(Diagnostic::warning(Code::Outside, &sheet.rows[header.row][*at].place, message));
    }
}

/// For every day on which somebody may be asked. Days that do not count and have no column (warm-up, and the day
/// after the end, when the last are served) are like the nearest counted day of their weekday.
fn expanded(context: &Context<'_>, people: &[RosterRow]) -> DatedShifts {
    let counted = context.dates.counted;
    let first = context.dates.simulated.from - 1;
    let like = |day: i32| {
        let weeks = |from: i32, step: i32| (1..).map(move |n| from + 7 * n * step);
        let nearest = match day {
            _ if day < counted.from => weeks(day, 1).find(|d| *d >= counted.from),
            _ if day > counted.until => weeks(day, -1).find(|d| *d <= counted.until),
            _ => None,
        };
        nearest.unwrap_or(day).clamp(counted.from, counted.until)
    };
    let on = |person: &RosterRow, day: i32| {
        person.shifts.get(&day).or_else(|| person.shifts.get(&like(day))).copied().flatten()
    };
    let days = (first..=context.dates.simulated.until + 2)
        .map(|day| people.iter().map(|person| on(person, day).map(|shift| shift as u16)).collect())
        .collect();
    DatedShifts { first, days }
}

/// What may stand in a cell: what the scenario says, shifts by key and by name, and words for off.
fn letters(text: &RosterText, shifts: &Names<ShiftText>, out: &mut Diagnostics) -> Letters {
    let mut known: Letters = OFF.iter().map(|word| ((*word).to_string(), None)).collect();
    let keys = shifts.names();
    for (i, key) in keys.iter().enumerate() {
        known.insert((*key).to_string(), Some(i));
        if let Some(name) = shifts.get(key).and_then(|shift| shift.name.as_ref()) {
            let label = Label::parse(key, &name.value);
            known.extend([(label.zh, Some(i)), (label.en, Some(i))]);
        }
    }
    for (letter, entry, means) in text.letters.iter() {
        let shift = keys.iter().position(|key| key == means);
        if shift.is_none() && !OFF.contains(&means.as_str()) {
            let message = say!("unknown shift `{means}`", "没有叫 `{means}` 的班次");
            out.push(Diagnostic::error(Code::UnknownName, &entry.place, message).near_or_list(means, &keys));
            continue;
        }
        known.insert(letter.trim().to_string(), shift);
    }
    known
}

/// One row a person. Headings, notes and sums have no letters and are passed over.
fn people(sheet: &Sheet, header: &Header, letters: &Letters, out: &mut Diagnostics) -> Vec<RosterRow> {
    let mut found = Vec::new();
    let mut names: BTreeMap<&str, (usize, &Place)> = BTreeMap::new();
    let mut unknown: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for row in header.people..sheet.rows.len() {
        let name = sheet.text(row, header.names);
        let blank = header.days.iter().all(|(at, _)| sheet.text(row, *at).is_empty());
        if blank || is_sum(sheet, header, row, letters) {
            continue;
        }
        let (cell, line) = (cell_or_last(sheet, row, header.names), row + 1);
        if name.is_empty() {
            let message = say!("row {line} has shifts but no name", "第 {line} 行有班次但没有姓名");
            out.push(Diagnostic::error(Code::Roster, &cell.place, message));
        } else if let Some((other, place)) = names.insert(name, (line, &cell.place)) {
            let message =
                say!("`{name}` is in row {other} and in row {line}", "`{name}` 在第 {other} 行和第 {line} 行都有");
            out.push(
                Diagnostic::error(Code::Twice, &cell.place, message).also(place, say!("first here", "第一次在这里")),
            );
        }
        let mut shifts = BTreeMap::new();
        for (at, day) in &header.days {
            let said = sheet.text(row, *at);
            match letters.get(said) {
                Some(shift) => drop(shifts.insert(*day, *shift)),
                None => unknown.entry(said).or_default().push((row, *at)),
            }
        }
        found.push(RosterRow { row, shifts });
    }
    for (said, cells) in &unknown {
        report_unknown(sheet, said, cells, letters, out);
    }
    found
}

/// A cell of a person's row, or its last one: a row may be shorter than the row of dates.
fn cell_or_last(sheet: &Sheet, row: usize, at: usize) -> &Cell {
    sheet.at(row, at).or(sheet.rows[row].last()).expect("a row with shifts has a cell")
}

/// Whether a row adds up those above: it is called so in a column before the days, and no shift stands in it.
fn is_sum(sheet: &Sheet, header: &Header, row: usize, letters: &Letters) -> bool {
    let leading = header.days.iter().map(|(at, _)| *at).min().unwrap_or(0);
    let called = |at: usize| {
        let said = sheet.text(row, at).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = said.replace(' ', "");
        let words: Vec<&str> = said.split(|c: char| !c.is_alphabetic()).collect();
        SUMS.iter().any(|sum| if sum.is_ascii() { words.contains(sum) } else { plain.contains(sum) })
    };
    let has_shift = header.days.iter().any(|(at, _)| {
        let said = sheet.text(row, *at);
        letters.contains_key(said) && !said.chars().any(|c| c.is_ascii_digit()) && !said.is_empty()
    });
    (0..leading).any(called) && !has_shift
}

/// Once for all cells in which the same stands.
fn report_unknown(sheet: &Sheet, said: &str, cells: &[(usize, usize)], letters: &Letters, out: &mut Diagnostics) {
    let ((row, at), n) = (cells[0], cells.len());
    let name = cell_name(row, at);
    let cell = cell_or_last(sheet, row, at);
    let known: Vec<&str> = letters.keys().map(String::as_str).filter(|k| !k.is_empty()).collect();
    out.push(if said.is_empty() {
        Diagnostic::error(
            Code::Empty,
            &cell.place,
            say!("{name}: nothing stands here (empty cells: {n})", "{name}：空白（共 {n} 格）"),
        )
        .help(say!(
            "write a shift or `off`; where empty means off: letters = {{ \"\" = \"off\" }}",
            "请填班次或“休”；若空白就是休息：letters = {{ \"\" = \"off\" }}"
        ))
    } else {
        Diagnostic::error(
            Code::UnknownLetter,
            &cell.place,
            say!(
                "{name}: unknown letter \"{said}\" (cells with it: {n})",
                "{name}：不认识的班次 \"{said}\"（共 {n} 格）"
            ),
        )
        .near_or_list(said, &known)
    });
}

/// Nobody begins a shift before the one of the day before is over.
fn overlaps(sheet: &Sheet, header: &Header, people: &[RosterRow], shifts: &[Option<Shift>], out: &mut Diagnostics) {
    for person in people {
        let clash = person.shifts.iter().find_map(|(day, shift)| {
            let next = person.shifts.get(&(day + 1)).copied().flatten()?;
            let (first, next) = (shifts[(*shift)?].as_ref()?, shifts[next].as_ref()?);
            let (before, after) = (first.days.on(*day), next.days.on(day + 1));
            let meet = !after.is_off() && before.until() > after.from() + SimDuration::DAY;
            meet.then_some((day + 1, first, next))
        });
        let Some((day, first, next)) = clash else { continue };
        let (at, _) = header.days.iter().find(|(_, d)| *d == day).expect("it has a column");
        let name = cell_name(person.row, *at);
        let place = &cell_or_last(sheet, person.row, *at).place;
        let (next, first, date) = (&next.key, &first.key, date_text(day));
        out.push(Diagnostic::error(
            Code::Overlap,
            place,
            say!(
                "{name}: `{next}` of {date} begins before `{first}` of the day before is over",
                "{name}：{date} 的 `{next}` 开始时，前一天的 `{first}` 还没有下班"
            ),
        ));
    }
}

/// What was taken of a roster.
fn taken(text: &RosterText, sheet: &Sheet, header: &Header, people: &[RosterRow]) -> Taken {
    let word = |at: usize| sheet.text(header.row, at).to_owned();
    let days = || header.days.iter().map(|(_, day)| *day);
    let (first, last) = (header.days.first().map(|d| d.0), header.days.last().map(|d| d.0));
    let ends = [Some(header.names), first, last.filter(|last| Some(*last) != first)];
    let is_read = |at: &usize| *at == header.names || header.days.iter().any(|(day, _)| day == at);
    let passed = (0..sheet.rows[header.row].len()).filter(|at| !is_read(at) && !word(*at).is_empty());
    Taken {
        file: text.file.value.clone(),
        sheet: text.sheet.as_ref().map(|sheet| sheet.value.clone()),
        columns: ends.into_iter().flatten().map(word).filter(|word| !word.is_empty()).collect(),
        passed_over: passed.map(word).collect(),
        rows: people.len(),
        dates: days().min().zip(days().max()),
        kind: TakenAs::Roster {
            heads: people.len(),
            shifts: people.iter().map(|person| person.shifts.values().flatten().count()).sum(),
        },
    }
}
