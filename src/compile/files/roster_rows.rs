//! Which rows of a roster are shifts of a team: its own, and none of an absence.

use super::moments;
use super::numbers::{self, Number};
use super::roster_parts::Doing;
use super::roster_words::{self, HOURS, NUMBER, STATUS, TEAM};
use super::words::{self, Role};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::schema::RosterText;
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::scenario::values::read::At;
use std::collections::{BTreeMap, BTreeSet};

/// What the scenario says where all rows are the team's, or where a column tells nothing.
pub const ANY: &str = "*";
/// Whose rows of a file are read.
pub struct OwnRows<'a> {
    /// The word over the column of teams; none: the scenario does not say it.
    pub said: Option<&'a String>,
    /// The file, where the scenario names it.
    pub file: &'a At<String>,
    /// What the team is called, in small letters, its key first.
    pub names: &'a [String],
}

/// Takes out the rows of other teams. `head`: the row of the words over the columns.
pub fn of_team(sheet: &mut Sheet, head: usize, own: &OwnRows<'_>, out: &mut Diagnostics) -> Option<()> {
    let (names, place) = (own.names, &own.file.place);
    let said = own.said.map(|word| word.trim().to_owned());
    if said.as_deref() == Some(ANY) {
        return Some(());
    }
    let cells = sheet.rows.get(head).map_or(&[][..], Vec::as_slice);
    let is = |at: &usize| match &said {
        Some(word) => words::plain(&cells[*at].text) == words::plain(word),
        None => words::means(&cells[*at].text, &TEAM),
    };
    let Some(column) = (0..cells.len()).find(is) else { return Some(()) };
    sheet.fill_down(head, column);
    let sheet = &mut *sheet;
    let cells = &sheet.rows[head];
    let rows = head + 1..sheet.rows.len();
    let mut values: Vec<&str> =
        rows.clone().map(|row| sheet.text(row, column)).filter(|text| !text.is_empty()).collect();
    values.sort_unstable();
    values.dedup();
    let (heading, file) = (&cells[column], &own.file.value);
    let word = &heading.text;
    if said.is_none() {
        if values.len() < 2 {
            return Some(());
        }
        let list = values.iter().take(12).copied().collect::<Vec<_>>().join(", ");
        let why = say!("{file} has rows of several under \"{word}\": {list}", "{file} 的“{word}”一列有多个值：{list}");
        let found = Diagnostic::error(Code::DataDoubt, &heading.place, why);
        return out.reject(found.also(place, say!("read here", "在这里读取")).help(say!(
            "rows of this team only, by its key or its name: columns = {{ team = \"{word}\" }}; if all are: columns = {{ team = \"{ANY}\" }}",
            "只读本组（按组的键或名称）的行：columns = {{ team = \"{word}\" }}；若都是本组的：columns = {{ team = \"{ANY}\" }}"
        )));
    }
    let is_own = |text: &str| names.contains(&text.trim().to_lowercase());
    if !values.iter().any(|value| is_own(value)) {
        let name = names.first().map_or("", String::as_str);
        let why = say!("{file} has no rows of `{name}` under \"{word}\"", "{file} 的“{word}”一列里没有 `{name}`");
        return out.reject(Diagnostic::error(Code::Data, place, why).near_or_list(name, &values));
    }
    // Below the first team a row of a date or an interval is somebody's: merged cells say whose in their first row alone.
    let is_when = |cell: &Cell| moments::moment(cell).is_ok() || moments::time_of_day(cell).is_ok_and(|m| !m.is_bare());
    let first = rows.clone().find(|row| !sheet.text(*row, column).is_empty());
    let nobody = |row: &usize| sheet.text(*row, column).is_empty() && Some(*row) > first;
    // In a grid somebody's row has what stands in rows of teams too.
    let is_word = |cell: &&Cell| cell.text.chars().any(char::is_alphabetic);
    let said = |row: usize| sheet.rows[row].iter().enumerate().filter(move |(at, cell)| *at != column && is_word(cell));
    let full = rows.clone().filter(|row| !sheet.text(*row, column).is_empty());
    let of_teams: BTreeSet<&str> = full.flat_map(said).map(|(_, cell)| cell.text.as_str()).collect();
    let works =
        |row: &usize| said(*row).count() > 1 && said(*row).any(|(_, cell)| of_teams.contains(cell.text.as_str()));
    let is_sum = |row: &usize| sheet.rows[*row].iter().any(|cell| words::is_sum(&cell.text));
    if let Some(row) =
        rows.clone().find(|row| nobody(row) && !is_sum(row) && (sheet.rows[*row].iter().any(is_when) || works(row)))
    {
        let (line, at) = (row + 1, &sheet.rows[row][0].place);
        let why = say!(
            "row {line} of {file} does not say whose it is, under \"{word}\"",
            "{file} 第 {line} 行的“{word}”是空白：是哪个组的？"
        );
        return out.reject(Diagnostic::error(Code::DataEmpty, at, why).help(say!(
            "write the team in every row, also where cells are merged",
            "请在每一行写明组，合并的单元格也要写"
        )));
    }
    let others: Vec<usize> = rows.filter(|row| !is_own(sheet.text(*row, column))).collect();
    for row in others {
        sheet.rows[row].clear();
    }
    Some(())
}

/// Columns of a list that may say that a row is no shift, beside those that are read.
pub struct Beside {
    status: Vec<usize>,
    hours: Vec<usize>,
    /// Others in which a word of absence stands somewhere.
    others: Vec<usize>,
}

impl Beside {
    /// `used`: the columns that are read for other things; `lines`: the rows that are read.
    pub fn of(sheet: &Sheet, head: usize, (used, lines): (&[usize], &[usize]), text: &RosterText) -> Self {
        let cells = &sheet.rows[head];
        let said = text.columns.get(STATUS.key);
        let free = || (0..cells.len()).filter(|at| !used.contains(at));
        let under = |role: &Role| free().filter(|at| words::means(&cells[*at].text, role)).collect::<Vec<_>>();
        let status = match said {
            Some(word) => free().filter(|at| words::plain(&cells[*at].text) == words::plain(word)).collect(),
            None => under(&STATUS),
        };
        let (hours, numbers) = (under(&HOURS), under(&NUMBER));
        // Where letters of shifts stand too, it is another's shift, or another day's.
        let letters: BTreeSet<&str> =
            used.iter().flat_map(|at| lines.iter().map(|row| sheet.text(*row, *at))).collect();
        let absence = |at: &usize| {
            let mut below = lines.iter().map(|row| sheet.text(*row, *at)).filter(|said| !said.is_empty());
            let is_letter = |said: &str| letters.contains(said) && !roster_words::is_off(said);
            lines.iter().any(|row| roster_words::is_absent(sheet.text(*row, *at))) && !below.any(is_letter)
        };
        let is_other = |at: &usize| [&status, &hours, &numbers].iter().all(|known| !known.contains(at));
        let others = free().filter(is_other).filter(absence).collect();
        Self { status, hours, others }
    }

    /// The columns of status.
    pub fn status(&self) -> impl Iterator<Item = usize> {
        self.status.iter().copied()
    }

    /// What a row says that somebody does.
    pub fn doing(&self, sheet: &Sheet, row: usize, text: &RosterText) -> Doing {
        let off = |said: &str| match text.letters.get(said) {
            Some(means) => roster_words::is_off(means),
            None => roster_words::is_absent(said),
        };
        let said_off = |said: &str| text.letters.get(said).is_some_and(|means| roster_words::is_off(means));
        let all = || self.status.iter().map(|at| sheet.text(row, *at)).filter(|said| !said.is_empty());
        if all().any(off) || self.others.iter().any(|at| said_off(sheet.text(row, *at))) {
            return Doing::Away;
        }
        match all().next() {
            None => Doing::Unsaid,
            Some(_) if all().any(roster_words::is_break) => Doing::Break,
            Some(_) => Doing::Work,
        }
    }

    /// Tells words that are neither of absence nor of work, and no hours beside a shift.
    pub fn check(&self, sheet: &Sheet, rows: &[usize], text: &RosterText, shift: usize, out: &mut Diagnostics) {
        let mut unknown: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for row in rows {
            let letter = sheet.text(*row, shift);
            for at in &self.status {
                let said = sheet.text(*row, *at);
                let is_known = [roster_words::is_absent, roster_words::is_present, roster_words::is_break]
                    .iter()
                    .any(|is| is(said));
                if !(said.is_empty() || is_known || text.letters.get(said).is_some() || said == letter) {
                    unknown.entry(said).or_insert((*row, *at));
                }
            }
            let works =
                self.doing(sheet, *row, text) != Doing::Away && !roster_words::is_off(letter) && !letter.is_empty();
            for at in self.others.iter().filter(|_| works) {
                let said = sheet.text(*row, *at);
                if roster_words::is_absent(said) && text.letters.get(said).is_none() {
                    unknown.entry(said).or_insert((*row, *at));
                }
            }
            let zero = |at: &&usize| matches!(numbers::of(sheet.text(*row, **at), false), Ok(Number::Of(0.0)));
            if let Some(at) = self.hours.iter().find(zero).filter(|_| works) {
                let name = sheet.cell_name((*row, *at));
                let place = &sheet.rows[*row][*at].place;
                let why = say!("{name}: 0 hours beside \"{letter}\"", "{name}：工时为 0，班次却是“{letter}”");
                out.push(Diagnostic::error(Code::Roster, place, why).help(say!(
                    "write off in the place of the shift, or the hours that are worked",
                    "不上班请把班次写成“休”；上班请写工时"
                )));
                return;
            }
        }
        let Some((_, spot)) = unknown.iter().min_by_key(|(_, spot)| **spot) else { return };
        let list: Vec<String> = unknown.keys().take(12).map(|said| format!("\"{said}\"")).collect();
        let line: Vec<String> = list.iter().map(|said| format!("{said} = \"off\"")).collect();
        let (name, list, line) = (sheet.cell_name(*spot), list.join(", "), line.join(", "));
        let why =
            say!("{name}: is somebody there whose row says so: {list}?", "{name}：写着这些的行，人在不在岗：{list}？");
        let place = &sheet.rows[spot.0][spot.1].place;
        out.push(Diagnostic::error(Code::UnknownLetter, place, why).help(say!(
            "say which are no work: letters = {{ {line} }}; and \"on\" in the place of \"off\" of those that are",
            "请写明哪些是不上班：letters = {{ {line} }}；上班的把 \"off\" 换成 \"on\""
        )));
    }
}
