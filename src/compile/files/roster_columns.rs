//! The columns of a roster with one row a person and day, by their words, or asked where a word is not known.

use super::headings;
use super::moments;
use super::roster_dates::over;
use super::roster_header::is_turned;
use super::roster_parts::{Doing, said_hours};
use super::roster_rows::ANY;
use super::roster_table::RosterCell;
use super::roster_words::{
    BREAK_FROM, BREAK_UNTIL, FIRST_NAME, HOURS, LAST_NAME, NUMBER, SHIFT_DATE, SHIFT_FROM, SHIFT_UNTIL, STATUS, TEAM,
};
use super::words::{self, DATE, INTERVAL, MOMENT, PERSON, Role, SHIFT, UNTIL};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::schema::RosterText;
use crate::scenario::text::sheet::{Cell, Sheet};

/// What a scenario may call the columns of such a roster.
const KEYS: [&str; 8] = ["name", "number", "date", "shift", "from", "until", "status", "team"];
/// Columns with dates that a row of a list has at most: of the shift, of its beginning and end, and one more.
const DATES: usize = 4;

/// When shifts begin, and when they end.
const FROM: [&Role; 2] = [&INTERVAL, &SHIFT_FROM];
const ENDS: [&Role; 2] = [&UNTIL, &SHIFT_UNTIL];

/// Where the columns are.
pub struct Columns {
    pub row: usize,
    pub name: usize,
    /// The last name, where it has a column of its own.
    pub last_name: Option<usize>,
    pub number: Option<usize>,
    pub date: usize,
    pub shift: Shift,
    /// Further spans of a row, beside its first: parts of a split shift, and breaks.
    pub more: Vec<(Doing, [usize; 2])>,
}

/// How the shift of a day is said.
#[derive(Clone, Copy)]
pub enum Shift {
    /// By a letter, and from when until when stands beside it, perhaps in one column; none: that is not said, or not to be read.
    Named(usize, Option<[usize; 2]>),
    /// From when, and until when.
    Hours(usize, usize),
}

/// Finds the columns; none: the sheet is no such list, or told what is wrong.
pub fn columns(sheet: &mut Sheet, text: &RosterText, out: &mut Diagnostics) -> Option<Columns> {
    if let Some((key, entry)) = text.columns.0.iter().find(|(key, _)| !KEYS.contains(&key.as_str())) {
        let why = say!("no column is called `{key}` here", "这里没有叫 `{key}` 的列");
        return out.reject(Diagnostic::error(Code::UnknownName, &entry.key, why).near_or_list(key, &KEYS));
    }
    let is_word = |word: &str| word != ANY;
    let said: Vec<&str> = text.columns.iter().map(|(_, _, word)| word.as_str()).filter(|word| is_word(word)).collect();
    let row = headings::find(sheet, &[&PERSON, &FIRST_NAME], &said)?;
    let mut all = text.columns.iter();
    if let Some((_, entry, word)) =
        all.find(|(_, _, word)| is_word(word) && headings::column(&sheet.rows[row], word).is_none())
    {
        let known: Vec<&str> = sheet.rows[row].iter().map(|cell| cell.text.as_str()).collect();
        let file = &text.file.value;
        let why = say!("{file} has no column \"{word}\"", "{file} 里没有 \"{word}\" 这一列");
        return out.reject(Diagnostic::error(Code::Data, &entry.place, why).near_or_list(word, &known));
    }
    found(sheet, row, text)
}

fn found(sheet: &Sheet, row: usize, text: &RosterText) -> Option<Columns> {
    let cells = &sheet.rows[row];
    let said = |key: &str| text.columns.get(key);
    let of = |key: &str, roles: &[&Role]| match said(key) {
        Some(word) => headings::column(cells, word),
        None => roles.iter().find_map(|role| (0..cells.len()).find(|at| words::means(&cells[*at].text, role))),
    };
    let (mut name, mut last_name) = (of("name", &[&PERSON]), None);
    if name.is_none() {
        name = of("name", &[&FIRST_NAME]);
        last_name = of("name", &[&LAST_NAME]);
    }
    let date = of("date", &[&DATE, &SHIFT_DATE, &MOMENT]);
    let first = |roles: &[&Role]| under(cells, roles).first().copied();
    let from = of("from", &FROM).or_else(|| first(&FROM));
    let hours = || Some([from?, of("until", &ENDS).or_else(|| first(&ENDS))?]);
    // Whoever says one of the two says that it counts.
    let by_hours = said("shift").is_none() && said("from").is_some() && said("until").is_some();
    let by_letter = said("shift").is_some() && said("from").is_none();
    // One column may say from when until when.
    let beside = || from.filter(|from| Some(*from) != date).map(|from| [from; 2]);
    let both = hours().filter(|[from, until]| from != until);
    let shift = match (of("shift", &[&SHIFT]).filter(|_| !by_hours), both) {
        (Some(at), both) => Shift::Named(at, both.or_else(beside).filter(|[from, _]| !by_letter && *from != at)),
        (None, Some([from, until])) => Shift::Hours(from, until),
        (None, None) => Shift::Named(from.filter(|from| date.is_some_and(|date| date != *from))?, None),
    };
    // Where a shift begins may have its date with it.
    let date = date.or(if let Shift::Hours(from, _) = shift { Some(from) } else { None })?;
    let number = of("number", &[&NUMBER]).filter(|at| name != Some(*at));
    let more = match shift {
        Shift::Hours(from, until) => {
            let mut more = more(cells, [from, until], date);
            more.retain(|(doing, _)| *doing == Doing::Break || !by_hours);
            more
        }
        Shift::Named(..) => Vec::new(),
    };
    Some(Columns { row, name: name?, last_name, number, date, shift, more })
}

/// Columns under words of these roles, which may be numbered: 上班时间2, Start 2.
fn under(cells: &[Cell], roles: &[&Role]) -> Vec<usize> {
    let plain = |at: usize| cells[at].text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    (0..cells.len()).filter(|at| roles.iter().any(|role| words::means(plain(*at), role))).collect()
}

/// Further spans of a row, as many that begin as that end.
fn more(cells: &[Cell], [from, until]: [usize; 2], date: usize) -> Vec<(Doing, [usize; 2])> {
    let pairs = |doing: Doing, from: Vec<usize>, until: Vec<usize>| {
        let even = from.len() == until.len();
        from.into_iter().zip(until).filter(move |_| even).map(move |(from, until)| (doing, [from, until]))
    };
    let other = |all: Vec<usize>| all.into_iter().filter(|at| ![from, until, date].contains(at)).collect();
    let parts = pairs(Doing::Unsaid, other(under(cells, &FROM)), other(under(cells, &ENDS)));
    parts.chain(pairs(Doing::Break, under(cells, &[&BREAK_FROM]), under(cells, &[&BREAK_UNTIL]))).collect()
}

impl Columns {
    /// All that are read, and what for.
    pub fn read(&self) -> Vec<(usize, &'static Role)> {
        let (first, beside) = match self.shift {
            Shift::Named(at, beside) => {
                ((at, &SHIFT), beside.map(|[from, until]| [(from, &INTERVAL), (until, &UNTIL)]))
            }
            Shift::Hours(from, until) => ((from, &INTERVAL), Some([(until, &UNTIL); 2])),
        };
        let mut all = vec![(self.name, &PERSON)];
        all.extend(self.last_name.map(|at| (at, &PERSON)));
        all.extend([(self.date, &DATE), first]);
        all.extend(beside.into_iter().flatten());
        all.extend(self.more.iter().flat_map(|(doing, [from, until])| match doing {
            Doing::Break => [(*from, &BREAK_FROM), (*until, &BREAK_UNTIL)],
            _ => [(*from, &INTERVAL), (*until, &UNTIL)],
        }));
        all.dedup_by_key(|(at, _)| *at);
        all
    }
    /// What somebody is called in a row.
    pub fn name(&self, sheet: &Sheet, row: usize) -> String {
        let first = sheet.text(row, self.name);
        let last = self.last_name.map_or("", |at| sheet.text(row, at));
        // 李 and 娜 are written together.
        match (first.is_ascii() && last.is_ascii(), last.is_empty() || first.is_empty()) {
            (true, false) => format!("{first} {last}"),
            (false, false) => format!("{last}{first}"),
            (_, true) => format!("{first}{last}"),
        }
    }
    /// A cell with the hours beside its letter, where one column says them.
    pub fn with_hours(&self, sheet: &Sheet, cell: RosterCell) -> RosterCell {
        match self.shift {
            Shift::Named(_, Some([from, until])) if from == until && cell.hours.is_none() => {
                RosterCell { hours: said_hours(sheet.text(cell.spot.0, from)), ..cell }
            }
            _ => cell,
        }
    }
    /// The words over a shift and the hours beside it.
    pub fn beside(&self, sheet: &Sheet) -> Option<[String; 3]> {
        let word = |at: usize| sheet.text(self.row, at).to_owned();
        match self.shift {
            Shift::Named(at, Some([from, until])) => Some([word(at), word(from), word(until)]),
            _ => None,
        }
    }
}

/// Asks about a sheet with dates below one another in which not all columns are known by their words; whether it is one.
pub fn ask(sheet: &Sheet, text: &RosterText, out: &mut Diagnostics) -> bool {
    let Some((row, date)) = dated(sheet) else { return false };
    let cells = &sheet.rows[row];
    let free = |at: &usize| *at != date && !cells[*at].text.is_empty() && !words::means(&cells[*at].text, &NUMBER);
    let of = |roles: &[&Role], not: Option<usize>| {
        let mut known =
            roles.iter().filter_map(|role| (0..cells.len()).find(|at| words::means(&cells[*at].text, role)));
        known.find(|at| *at != date && Some(*at) != not)
    };
    let is_word = |at: &usize| {
        let below = sheet.text(row + 1, *at);
        below.chars().any(char::is_alphabetic) && over(&sheet.rows[row + 1][*at]).is_none()
    };
    let wide = |at: &usize| *at < sheet.rows[row + 1].len();
    let others = [&STATUS, &TEAM, &HOURS, &SHIFT];
    let no_name = |at: &usize| others.iter().any(|role| words::means(&cells[*at].text, role));
    let name = of(&[&PERSON, &FIRST_NAME], None)
        .or_else(|| (0..cells.len()).find(|at| free(at) && wide(at) && is_word(at) && !no_name(at)));
    // A shift stands in every row; a column with gaps is a remark.
    let below = |at: usize| (row + 1..sheet.rows.len()).map(move |row| sheet.at(row, at));
    let full = |at: &usize| below(*at).all(|cell| cell.is_some_and(|cell| !cell.text.is_empty()));
    let timed = |at: &usize| below(*at).flatten().all(|cell| moments::time_of_day(cell).is_ok());
    let others = || (0..cells.len()).filter(|at| free(at) && Some(*at) != name && full(at));
    let times: Vec<usize> = others().filter(timed).collect();
    let shift = of(&[&SHIFT, &INTERVAL, &SHIFT_FROM, &HOURS], name).or_else(|| others().rev().find(|at| !timed(at)));
    let words = cells.iter().map(|cell| cell.text.as_str()).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let (list_en, list_zh, file) = (words.join(", "), words.join("、"), &text.file.value);
    let why = say!(
        "{file} has a row for every person and day, but not all columns are known by their words: {list_en}",
        "{file} 是一人一天一行，但不是每一列都能从列名认出来：{list_zh}"
    );
    let found = Diagnostic::error(Code::DataDoubt, &cells[0].place, why);
    let word = |at: usize| cells[at].text.as_str();
    let when = match (shift, &times[..]) {
        (None, [from, until]) => format!("from = \"{}\", until = \"{}\"", word(*from), word(*until)),
        (shift, _) => format!("shift = \"{}\"", shift.map_or("…", word)),
    };
    let date = word(date);
    let help = match name.map(word) {
        Some(name) => say!(
            "say which is whose name, the date and the shift (or from and until): columns = {{ name = \"{name}\", date = \"{date}\", {when} }}",
            "请写明哪列是姓名、日期、班次（或 from、until）：columns = {{ name = \"{name}\", date = \"{date}\", {when} }}"
        ),
        None => say!(
            "no column holds names: every row needs the name of its person, under \"name\"",
            "没有姓名列：每一行都要写姓名，列名写“姓名”"
        ),
    };
    out.push(found.also(&text.file.place, say!("read here", "在这里读取")).help(help));
    true
}

/// The row of words over dates that stand below one another, and their column; none: the sheet has no such column, or is a roster with
/// a row a day and a column a person.
fn dated(sheet: &Sheet) -> Option<(usize, usize)> {
    let days = |row: usize| {
        let cells = sheet.rows[row].iter().enumerate();
        cells.filter(|(_, cell)| over(cell).is_some_and(|day| day.written.is_sure())).map(|(at, _)| at)
    };
    let rows: Vec<usize> = (0..sheet.rows.len()).filter(|row| (1..=DATES).contains(&days(*row).count())).collect();
    let first = *rows.first()?;
    let date = days(first).next()?;
    let below = rows.iter().filter(|row| days(**row).any(|at| at == date)).count();
    let row = first.checked_sub(1)?;
    let headed =
        !sheet.text(row, date).is_empty() && sheet.rows[row].iter().filter(|cell| !cell.text.is_empty()).count() > 1;
    let is_list = |at: usize| {
        [&SHIFT, &INTERVAL, &SHIFT_FROM, &UNTIL, &SHIFT_UNTIL, &PERSON]
            .iter()
            .any(|role| words::means(sheet.text(row, at), role))
    };
    // Where days stand over columns, dates below one another say something else of people.
    let over_columns = |row: usize| sheet.rows[row].iter().filter(|cell| over(cell).is_some()).count() > 1;
    let headed = headed && !(0..=row).any(over_columns);
    let turned = is_turned(sheet) && !(1..sheet.rows[row].len()).any(is_list);
    (below > 1 && headed && !turned).then_some((row, date))
}
