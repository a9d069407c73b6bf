//! A roster kept in a file: who works which shift on which date, letter by letter.

use super::roster_letters::{Known, Letters, Meant, Unclear};
use crate::compile::context::Context;
use crate::compile::files::overfull;
use crate::compile::files::roster_header::{header, month_in, spans};
use crate::compile::files::roster_list::{Found, list};
use crate::compile::files::roster_rows::{self, OwnRows};
use crate::compile::files::roster_table::{RosterPerson, RosterTable, cell_or_last};
use crate::compile::files::roster_words::{TEAM, is_off};
use crate::compile::files::taken::first_sheet;
use crate::compile::files::{notation, roster_by_shift, roster_columns, roster_grid, roster_header};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{DatedShifts, Said, Shift, Taken, TakenAs};
use crate::say;
use crate::scenario::schema::{RosterText, ShiftText};
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::Sheet;
use crate::scenario::values::read::{At, Names};
use crate::time::SimDuration;
use std::collections::BTreeMap;

/// One person of the roster.
struct RosterRow {
    row: usize,
    name: String,
    /// By day; none: off. A day that is not there is like the nearest of its weekday, or off in a list.
    shifts: BTreeMap<i32, Option<usize>>,
}

/// Reads the roster that a team names.
pub(crate) fn grid(
    context: &Context<'_>,
    text: &At<RosterText>,
    shifts: &Names<ShiftText>,
    made: &[Option<Shift>],
    names: &[String],
    out: &mut Diagnostics,
) -> Option<DatedShifts> {
    let sheet = match context.sheets.get(&text.value) {
        Ok(sheet) => sheet,
        Err(why) => return out.reject(Diagnostic::error(Code::Unreadable, &text.value.file.place, why.clone())),
    };
    let before = out.reported();
    let letters = Letters::of(&text.value, shifts, out);
    notation::year(text.value.year.as_ref(), out);
    if let Some(month) = text.value.month.as_ref().filter(|month| month_in(&month.value).is_none()) {
        let message = say!("a month is written \"2025-10\"", "月份请写 \"2025-10\"");
        out.push(Diagnostic::error(Code::Date, &month.place, message));
        return None;
    }
    let table = table(context, sheet, &text.value, (&letters, names), out)?;
    names_apart(&table, &text.value.file.place, out)?;
    dates_there(context, &table, &sheet.others, out);
    let known = Known { shifts, made, text: &text.value, letters: &letters };
    let people = people(sheet, &table, &known, out);
    overlaps(sheet, &table, &people, made, out);
    not_worked(sheet, &table, &people, made, out);
    if people.is_empty() && out.reported() == before {
        let file = &text.value.file;
        let message = say!("nobody is in this roster", "排班表里没有人");
        return out.reject(Diagnostic::error(Code::NoPeople, &file.place, message));
    }
    if out.reported() > before {
        return None;
    }
    context.sheets.note(taken(&text.value, sheet, &table, &people));
    Some(expanded(context, &people, table.listed))
}

/// What the file says, in whichever form it is kept.
fn table(
    context: &Context<'_>,
    sheet: &Sheet,
    text: &RosterText,
    (letters, names): (&Letters, &[String]),
    out: &mut Diagnostics,
) -> Option<RosterTable> {
    match list(&mut sheet.clone(), text, context.dates.simulated, names, out) {
        Found::Table(table) => return Some(*table),
        Found::Wrong => return None,
        Found::No => (),
    }
    if roster_columns::ask(sheet, text, out) {
        return None;
    }
    let known = |said: &str| letters.has(said);
    let turned = roster_header::is_turned(sheet).then(|| sheet.turned());
    if turned.is_some() {
        overfull::check(sheet, roster_header::names_over(sheet), true, out)?;
    }
    let sheet = turned.as_ref().unwrap_or(sheet);
    let header = header(sheet, text, context.dates.simulated, out)?;
    overfull::check(sheet, header.row, true, out)?;
    let mut own = sheet.clone();
    let whose = OwnRows { said: text.columns.get(TEAM.key), file: &text.file, names };
    roster_rows::of_team(&mut own, header.row, &whose, out)?;
    let works = |said: &str| letters.works(said);
    match roster_by_shift::is_by_shift(&own, &header, &works) {
        Ok(false) => Some(roster_grid::grid(&own, &header, &known, out)),
        Ok(true) => roster_by_shift::by_shift(&own, &header, out),
        Err(unknown) => {
            roster_by_shift::ask(&own, &header, (&unknown, &letters.keys()), out);
            None
        }
    }
}

/// Nobody is called as another is but for case and spaces: it could be one person.
fn names_apart(table: &RosterTable, place: &Place, out: &mut Diagnostics) -> Option<()> {
    let alike = |name: &str| name.split_whitespace().collect::<String>().to_lowercase();
    let mut known: BTreeMap<String, &RosterPerson> = BTreeMap::new();
    for person in &table.people {
        let Some(first) = known.insert(alike(&person.name), person).filter(|first| first.name != person.name) else {
            continue;
        };
        let (a, b) = (&first.name, &person.name);
        let why = say!("\"{a}\" and \"{b}\": are they one person?", "“{a}”和“{b}”是同一个人吗？");
        return out.reject(Diagnostic::error(Code::Roster, place, why).help(say!(
            "if they are, write the name alike in every row; if not, tell them apart: {a} 1, {b} 2",
            "若是，请在每一行写成一样；若不是，请写得能区分：{a}1、{b}2"
        )));
    }
    Some(())
}

/// Every counted day is there; other days are more often another month's roster than a plan. `others`: sheets that were not read.
fn dates_there(context: &Context<'_>, table: &RosterTable, others: &[String], out: &mut Diagnostics) {
    let Some((_, first)) = table.days.first() else { return };
    let days: Vec<i32> = table.days.iter().map(|(day, _)| *day).collect();
    let missing: Vec<i32> = context.dates.counted.days().filter(|day| !days.contains(day)).collect();
    if !missing.is_empty() {
        let list = spans(&missing);
        let message = if table.listed {
            say!("no row for {list}", "缺少这些日期的行：{list}")
        } else {
            say!("no column for {list}", "缺少这些日期的列：{list}")
        };
        let found = Diagnostic::error(Code::Dates, first, message);
        out.push(match others.first() {
            Some(other) => {
                let (en, zh) = (others.join(", "), others.join("、"));
                found.help(say!(
                    "its first sheet was read; the others are {en}: sheet = {other:?}",
                    "读的是第一个工作表，其他的是 {zh}：sheet = {other:?}"
                ))
            }
            None => found,
        });
    }
    let mut outside: Vec<i32> = days.into_iter().filter(|day| !context.dates.simulated.contains(*day)).collect();
    outside.sort_unstable();
    if let Some((_, place)) = table.days.iter().find(|(day, _)| outside.contains(day)) {
        let (list, simulated) = (spans(&outside), context.dates.simulated);
        let message = if table.listed {
            say!(
                "rows of days outside those simulated ({simulated}): {list}",
                "有些行不在模拟的日期（{simulated}）之内：{list}"
            )
        } else {
            say!(
                "columns of days outside those simulated ({simulated}): {list}",
                "有些列不在模拟的日期（{simulated}）之内：{list}"
            )
        };
        out.push(Diagnostic::warning(Code::Outside, place, message));
    }
}

/// For every day on which somebody may be asked. Days that do not count and have no column (warm-up, and the day
/// after the end, when the last are served) are like the nearest counted day of their weekday.
fn expanded(context: &Context<'_>, people: &[RosterRow], listed: bool) -> DatedShifts {
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
        // Of a list, a counted day without a row is off.
        let own = person.shifts.get(&day);
        let own = if listed && counted.contains(day) { own } else { own.or_else(|| person.shifts.get(&like(day))) };
        own.copied().flatten()
    };
    let days = (first..=context.dates.simulated.until + 2)
        .map(|day| people.iter().map(|person| on(person, day).map(|shift| shift as u16)).collect())
        .collect();
    let names = people.iter().map(|person| person.name.clone()).collect();
    DatedShifts { first, days, names }
}

/// The shifts of everybody by day.
fn people(sheet: &Sheet, table: &RosterTable, known: &Known<'_>, out: &mut Diagnostics) -> Vec<RosterRow> {
    let mut unclear = Unclear::default();
    let mut found = Vec::new();
    for person in &table.people {
        let mut own = BTreeMap::new();
        for (day, cell) in &person.days {
            match known.meant(cell, *day) {
                Meant::Shift(shift) => drop(own.insert(*day, shift)),
                other => unclear.note(other, cell, *day),
            }
        }
        found.push(RosterRow { row: person.row, name: person.name.clone(), shifts: own });
    }
    unclear.report(sheet, table, known, out);
    found
}

/// Nobody is put on a shift on a day on which it is not worked.
fn not_worked(
    sheet: &Sheet,
    table: &RosterTable,
    people: &[RosterRow],
    shifts: &[Option<Shift>],
    out: &mut Diagnostics,
) {
    for (person, cells) in people.iter().zip(&table.people) {
        let off = person.shifts.iter().find_map(|(day, shift)| {
            let shift = shifts[(*shift)?].as_ref()?;
            shift.days.on(*day).is_off().then_some((*day, shift))
        });
        let Some((day, shift)) = off else { continue };
        let spot = cells.days.get(&day).map_or((person.row, 0), |cell| cell.spot);
        let (name, place) = (sheet.cell_name(spot), &cell_or_last(sheet, spot).place);
        let (key, date) = (&shift.key, date_text(day));
        out.push(Diagnostic::error(
            Code::Roster,
            place,
            say!(
                "{name}: nobody works `{key}` on {date}: its `hours` say so",
                "{name}：{date} 没有 `{key}` 这个班（见它的 `hours`）"
            ),
        ));
    }
}

/// Nobody begins a shift before the one of the day before is over.
fn overlaps(sheet: &Sheet, table: &RosterTable, people: &[RosterRow], shifts: &[Option<Shift>], out: &mut Diagnostics) {
    for (person, cells) in people.iter().zip(&table.people) {
        let clash = person.shifts.iter().find_map(|(day, shift)| {
            let next = person.shifts.get(&(day + 1)).copied().flatten()?;
            let (first, next) = (shifts[(*shift)?].as_ref()?, shifts[next].as_ref()?);
            let (before, after) = (first.days.on(*day), next.days.on(day + 1));
            let meet = !after.is_off() && before.until() > after.from() + SimDuration::DAY;
            meet.then_some((day + 1, first, next))
        });
        let Some((day, first, next)) = clash else { continue };
        let spot = cells.days.get(&day).map_or((person.row, 0), |cell| cell.spot);
        let (name, place) = (sheet.cell_name(spot), &cell_or_last(sheet, spot).place);
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
fn taken(text: &RosterText, sheet: &Sheet, table: &RosterTable, people: &[RosterRow]) -> Taken {
    let days = || table.days.iter().map(|(day, _)| *day);
    let mut notes: Vec<Said> = first_sheet(sheet).into_iter().chain(table.notes.iter().cloned()).collect();
    let mut off: Vec<&str> =
        table.people.iter().flat_map(|person| person.days.values()).map(|cell| cell.said.as_str()).collect();
    off.retain(|said| is_off(said) && !["off", "休"].contains(&said.to_lowercase().as_str()));
    off.sort_unstable();
    off.dedup();
    if !off.is_empty() {
        notes.push(Said { en: format!("off: {}", off.join(", ")), zh: format!("按休息读：{}", off.join("、")) });
    }
    if table.sums > 0 {
        let n = table.sums;
        notes.push(Said { en: format!("{n} rows of sums passed over"), zh: format!("{n} 行合计，未读") });
    }
    Taken {
        file: text.file.value.clone(),
        sheet: text.sheet.as_ref().map(|sheet| sheet.value.clone()),
        columns: table.columns.clone(),
        passed_over: table.passed_over.clone(),
        rows: if table.listed { table.people.iter().map(|person| person.days.len()).sum() } else { people.len() },
        dates: days().min().zip(days().max()),
        notes,
        kind: TakenAs::Roster {
            heads: people.len(),
            shifts: people.iter().map(|person| person.shifts.values().flatten().count()).sum(),
        },
    }
}
