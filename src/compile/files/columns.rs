//! Which column of a table of volumes is which.

use super::headings;
use super::moments;
use super::numbers::{self, Number};
use super::title_date;
use super::words::{self, COUNT, DATE, EFFORT, INTERVAL, MOMENT, PATIENCE, Role, TAKEN, TYPE, UNTIL};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::say;
use crate::scenario::text::sheet::{Cell as SheetCell, Sheet};
use crate::scenario::values::dates::weekday;
use crate::scenario::values::read::Names;

/// What a scenario may say of the columns of numbers, and where every row is a contact.
const ROLES: [&str; 5] = ["date", "interval", "until", "type", "count"];
const ROLES_OF_ROWS: [&str; 5] = ["date", "interval", "type", "effort", "patience"];
/// What `columns = { interval = … }` says where a file has no times of day; of a log `effort` too, where it has no lengths.
pub const NOTHING: &str = "nothing";
/// Columns that a message names.
const NAMED: usize = 12;

/// The columns of a table.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The row of the words over them.
    pub row: usize,
    pub date: usize,
    pub interval: Option<usize>,
    /// Whether only their ends are written: `interval`, or `date` where it has the time, says when intervals end.
    pub ends: bool,
    /// When intervals end, where that has a column of its own.
    pub until: Option<usize>,
    pub kind: Option<usize>,
    /// All that could be the numbers.
    pub counts: Vec<usize>,
    /// Whether a single one of them is the numbers for certain.
    pub sure: bool,
    /// How long contacts took; several are added up.
    pub effort: Vec<usize>,
    pub patience: Option<usize>,
    /// Of a table with intervals or dates across: the words over columns that were passed over.
    pub unfolded: Option<Vec<String>>,
}

/// What is known of a table before its columns are found.
pub struct Asked<'a> {
    pub file: &'a str,
    /// The words over columns that the scenario names.
    pub said: &'a Names<String>,
    /// Which rows are read: what stands in columns.
    pub chosen: &'a Names<String>,
    /// Whether every row is a contact.
    pub by_contact: bool,
    /// Whether what ends before it begins ends on the next day.
    pub past_midnight: bool,
    /// The year that is simulated; none: nothing is.
    pub year: Option<i16>,
    /// What the type that reads it may be called in it; none: any.
    pub names: &'a [String],
    /// Where the scenario names the file.
    pub place: &'a Place,
}

/// Finds the columns. Headings of several rows are put together.
pub fn columns(sheet: &mut Sheet, asked: &Asked<'_>, out: &mut Diagnostics) -> Option<Columns> {
    let &Asked { file, said, by_contact: rows, place, names, .. } = asked;
    let roles = if rows { &ROLES_OF_ROWS } else { &ROLES };
    if let Some((role, entry)) = said.0.iter().find(|(role, _)| !roles.contains(&role.as_str())) {
        let why = say!("no column is called `{role}` here", "这里没有叫 `{role}` 的列");
        return out.reject(Diagnostic::error(Code::UnknownName, &entry.key, why).near_or_list(role, roles));
    }
    // What has a date in it stands above the table, and is no word over a column.
    let dated = said.get("date").filter(|word| title_date::dates_in(word).is_empty());
    let dates: Vec<&Role> = if dated.is_some() { Vec::new() } else { vec![&DATE, &MOMENT, &INTERVAL] };
    let wanted: Vec<&str> = dated.into_iter().map(String::as_str).collect();
    // Some files say no more than when intervals end.
    let found = headings::find(sheet, &dates, &wanted).or_else(|| headings::find(sheet, &[&UNTIL], &wanted));
    let Some(row) = found else { return out.reject(no_dates(sheet, asked)) };
    let titled = match title_date::fill(sheet, row, said.get("date"), (file, place)) {
        Ok(titled) => titled,
        Err(doubt) => return out.reject(*doubt),
    };
    let head = Head { sheet, file, row, place };
    let called = |role: &Role| head.called(said.get(role.key), role);
    if let Some((role, entry, word)) = said.iter().find(|(role, _, word)| {
        head.lacks(role, word).is_some() && !is_nothing(role, word) && !(*role == DATE.key && titled.is_some())
    }) {
        let word = head.lacks(role, word).unwrap_or(word);
        let known: Vec<&str> = sheet.rows[row].iter().map(|cell| cell.text.as_str()).collect();
        let why = say!("{file} has no column \"{word}\"", "{file} 里没有 \"{word}\" 这一列");
        let found = Diagnostic::error(Code::Data, &entry.place, why).near_or_list(word, &known);
        return out.reject(found);
    }
    let Dates { column: date, timed: by_moment, ends } = match titled {
        Some(column) => Dates { column, timed: false, ends: false },
        None => date(&head, said, rows, out)?,
    };
    // A moment says the time too.
    let mut times = if by_moment { Vec::new() } else { called(&INTERVAL) };
    if rows && !by_moment && said.get("interval").is_none() {
        times.extend(called(&MOMENT));
    }
    times.retain(|column| *column != date);
    let times = head.readable(times, |cell| moments::time_of_day(cell).is_ok());
    let effort = if rows { head.efforts(said.get(EFFORT.key), out)? } else { Vec::new() };
    let mut one = |role: &Role, columns: &[usize]| head.one(role, columns, out).ok();
    let none = Vec::new();
    let of = |role: &Role, wanted: bool| if wanted { called(role) } else { none.clone() };
    let counts = if rows { Vec::new() } else { head.counts(said.get("count")) };
    let is_sure = |at: &usize| said.get("count").is_some() || words::means(&sheet.rows[row][*at].text, &COUNT);
    let interval = one(&INTERVAL, &times)?;
    let until = one(&UNTIL, &of(&UNTIL, !rows && !ends))?.filter(|until| *until != date);
    // Where only ends are written, they say when.
    let lone = until.filter(|_| interval.is_none() && !by_moment && said.get("interval").is_none());
    let columns = Columns {
        row,
        date,
        interval: interval.or(lone),
        ends: ends || lone.is_some(),
        until: until.filter(|_| lone.is_none()),
        kind: one(&TYPE, &head.about(of(&TYPE, true), names))?,
        sure: counts.len() == 1 && counts.iter().all(is_sure),
        counts,
        effort,
        patience: one(&PATIENCE, &of(&PATIENCE, rows))?,
        unfolded: None,
    };
    Some(columns)
}

impl Columns {
    /// All that are read, but those of numbers.
    pub fn used(&self) -> Vec<usize> {
        let all = [Some(self.date), self.interval, self.until, self.kind, self.patience];
        all.into_iter().flatten().chain(self.effort.iter().copied()).collect()
    }
}

/// Whether a scenario says that a file has no times of day, or no lengths.
fn is_nothing(role: &str, word: &str) -> bool {
    [INTERVAL.key, EFFORT.key].contains(&role) && word == NOTHING
}

/// The column of dates.
struct Dates {
    column: usize,
    /// Whether it says the time of day too.
    timed: bool,
    /// Whether that is when intervals end.
    ends: bool,
}

/// The column of dates.
fn date(head: &Head<'_>, said: &Names<String>, rows: bool, out: &mut Diagnostics) -> Option<Dates> {
    let of = |column: usize, timed: bool| Dates { column, timed, ends: false };
    let reads = |cell: &SheetCell| moments::dated(cell).is_ok();
    let has_time = |column: &usize| {
        let first = head.first(*column).and_then(|cell| moments::moment(cell).ok());
        first.is_some_and(|moment| moment.clock.is_some())
    };
    let word = said.get("date");
    if let Some(word) = word {
        let column = head.one(&DATE, &head.said(word), out).ok()??;
        return Some(of(column, has_time(&column) && said.get("interval").is_none()));
    }
    let dates = head.readable(head.called(None, &DATE), reads);
    let good = |columns: &[usize]| columns.iter().any(|at| head.first(*at).is_some_and(reads));
    if good(&dates) {
        return Some(of(head.one(&DATE, &dates, out).ok()??, false));
    }
    let moments = head.readable(head.called(None, &MOMENT), reads);
    let moments = if good(&moments) {
        moments
    } else {
        head.called(None, &INTERVAL).into_iter().filter(|at| good(&[*at])).collect()
    };
    // Of a log's moments, or of intervals with their dates.
    let called = if dates.is_empty() { head.called(None, &MOMENT) } else { dates };
    let found = if moments.is_empty() { called } else { moments };
    if found.is_empty() {
        // Ends with their dates, and no beginnings.
        let ends = head.called(None, &UNTIL).into_iter().filter(|at| good(&[*at]) && has_time(at) && !rows);
        return match head.one(&DATE, &ends.collect::<Vec<_>>(), out).ok()? {
            Some(column) => Some(Dates { column, timed: true, ends: true }),
            None => out.reject(head.no_dates(rows)),
        };
    }
    let by_moment = said.get("interval").is_none() && found.iter().all(has_time);
    Some(of(head.one(&DATE, &found, out).ok()??, by_moment))
}

/// No row of words over columns was found, or none of dates.
fn no_dates(sheet: &Sheet, asked: &Asked<'_>) -> Diagnostic {
    let place = asked.said.0.get("date").map_or(asked.place, |entry| &entry.place);
    let widest =
        sheet.rows.iter().take(headings::HEAD).map(|row| row.iter().filter(|cell| !cell.text.is_empty()).count()).max();
    let full =
        |row: &usize| sheet.rows[*row].iter().filter(|cell| !cell.text.is_empty()).count() == widest.unwrap_or(0);
    let row = (0..sheet.rows.len().min(headings::HEAD)).find(full).unwrap_or(0);
    Head { sheet, file: asked.file, row, place }.no_dates(asked.by_contact)
}

/// A mistake was found, and told.
pub struct ToldColumns;

/// The row of words over the columns of a file.
pub struct Head<'s> {
    pub sheet: &'s Sheet,
    pub file: &'s str,
    pub row: usize,
    /// Where the scenario names the file.
    pub place: &'s Place,
}

impl Head<'_> {
    fn words(&self) -> &[SheetCell] {
        self.sheet.rows.get(self.row).map_or(&[], Vec::as_slice)
    }

    /// The columns under a word that the scenario says: that very word, or else those that differ in case, spaces, marks.
    fn said(&self, word: &str) -> Vec<usize> {
        let exact: Vec<usize> = (0..self.words().len()).filter(|at| self.words()[*at].text == word.trim()).collect();
        if !exact.is_empty() {
            return exact;
        }
        (0..self.words().len()).filter(|at| words::plain(&self.words()[*at].text) == words::plain(word)).collect()
    }

    /// The word, of those that the scenario says in one, under which there is no column.
    fn lacks<'w>(&self, role: &str, word: &'w str) -> Option<&'w str> {
        if !self.said(word).is_empty() {
            return None;
        }
        let parts = if role == EFFORT.key { headings::parts(word) } else { vec![word] };
        parts.into_iter().find(|part| self.said(part).is_empty())
    }

    /// The columns of what agents have to do, which are added up.
    fn efforts(&self, said: Option<&String>, out: &mut Diagnostics) -> Option<Vec<usize>> {
        let several = said.filter(|word| self.said(word).is_empty() && !is_nothing(EFFORT.key, word));
        let parts: Vec<&str> = several.map_or_else(Vec::new, |word| headings::parts(word));
        if parts.is_empty() {
            return Some(self.one(&EFFORT, &self.called(said, &EFFORT), out).ok()?.into_iter().collect());
        }
        let found: Option<Vec<_>> = parts.iter().map(|part| self.one(&EFFORT, &self.said(part), out).ok()).collect();
        let mut columns: Vec<usize> = found?.into_iter().flatten().collect();
        columns.sort_unstable();
        columns.dedup();
        Some(columns)
    }

    /// The columns under a word that the scenario says, or else under one of those known.
    fn called(&self, said: Option<&String>, role: &Role) -> Vec<usize> {
        match said {
            Some(word) => self.said(word),
            None => (0..self.words().len()).filter(|at| words::means(&self.words()[*at].text, role)).collect(),
        }
    }

    /// Of several columns of types the one in which a type is called by its name.
    fn about(&self, columns: Vec<usize>, names: &[String]) -> Vec<usize> {
        let named = |at: &usize| {
            let below = (self.row + 1..self.sheet.rows.len()).map(|row| self.sheet.text(row, *at).to_lowercase());
            below.into_iter().any(|text| names.contains(&text))
        };
        let own: Vec<usize> = columns.iter().copied().filter(named).collect();
        if own.len() == 1 { own } else { columns }
    }

    /// The columns that could be numbers of contacts: those that came, then those that people took.
    fn counts(&self, said: Option<&String>) -> Vec<usize> {
        let counting = |at: &usize| said.is_some() || !words::counts_nothing(&self.words()[*at].text);
        let all = [&COUNT, &TAKEN].into_iter().flat_map(|role| self.called(said, role)).filter(counting);
        let mut found: Vec<usize> = Vec::new();
        all.for_each(|at| {
            if !found.contains(&at) {
                found.push(at);
            }
        });
        found
    }

    /// The only column that there is for a role; several are a mistake: nothing is guessed.
    pub fn one(&self, role: &Role, columns: &[usize], out: &mut Diagnostics) -> Result<Option<usize>, ToldColumns> {
        if columns.len() < 2 {
            return Ok(columns.first().copied());
        }
        out.push(self.several(role, columns));
        Err(ToldColumns)
    }

    /// The column of numbers, where there are no columns by type.
    pub fn count(&self, columns: &Columns, out: &mut Diagnostics) -> Result<usize, ToldColumns> {
        match columns.counts[..] {
            [only] if columns.sure => return Ok(only),
            [] | [_] => out.push(self.unsure(columns)),
            _ => out.push(self.several(&COUNT, &columns.counts)),
        }
        Err(ToldColumns)
    }

    /// Those of several columns whose first cell can be read so; all of them, if none can.
    fn readable(&self, columns: Vec<usize>, reads: impl Fn(&SheetCell) -> bool) -> Vec<usize> {
        let good: Vec<usize> =
            columns.iter().copied().filter(|column| self.first(*column).is_some_and(&reads)).collect();
        if good.is_empty() { columns } else { good }
    }

    /// What stands first in a column.
    fn first(&self, column: usize) -> Option<&SheetCell> {
        let below = self.row + 1..self.sheet.rows.len();
        below.filter_map(|row| self.sheet.at(row, column)).find(|cell| !cell.text.is_empty())
    }

    /// All columns that there are, as a list.
    pub fn all(&self) -> [String; 2] {
        let words: Vec<&str> =
            self.words().iter().map(|cell| cell.text.as_str()).filter(|word| !word.is_empty()).collect();
        let more = if words.len() > NAMED { " …" } else { "" };
        let shown = &words[..words.len().min(NAMED)];
        [shown.join(", ") + more, shown.join("、") + more]
    }

    fn several(&self, role: &Role, columns: &[usize]) -> Diagnostic {
        let cells: Vec<&SheetCell> = columns.iter().map(|at| &self.words()[*at]).collect();
        let words: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.text)).collect();
        let (key, en, zh) = (role.key, role.en, role.zh);
        let (file, n, list_en, list_zh) = (self.file, words.len(), words.join(", "), words.join("、"));
        let [all_en, all_zh] = self.all();
        let why = say!(
            "{n} columns of {file} could be the {en}: {list_en} (columns there are: {all_en})",
            "{file} 里有 {n} 列都可能是{zh}：{list_zh}（全部列名：{all_zh}）"
        );
        let mut found = Diagnostic::error(Code::DataColumn, self.place, why);
        for cell in &cells {
            found = found.also(&cell.place, say!("this one?", "是这一列？"));
        }
        let apart = cells.iter().enumerate().all(|(i, cell)| cells[..i].iter().all(|c| c.text != cell.text));
        if !apart {
            return found.help(say!("give every column a word of its own", "请给每一列各起一个名字"));
        }
        let (first, or_en, or_zh) = (&words[0], words[1..].join(" or "), words[1..].join(" 或 "));
        found.help(say!(
            "say which it is: columns = {{ {key} = {first} }}, or {or_en} in its place",
            "请写明是哪一列：columns = {{ {key} = {first} }}，或换成 {or_zh}"
        ))
    }

    /// All columns in which contacts could be counted, the likeliest first.
    pub fn could_count(&self, columns: &Columns) -> Vec<usize> {
        let other = |at: &usize| {
            let text = &self.words()[*at].text;
            let used = [Some(columns.date), columns.interval, columns.until, columns.kind].contains(&Some(*at));
            !used && !text.is_empty() && !words::counts_nothing(text) && self.first(*at).is_some_and(is_number)
        };
        let mut could = columns.counts.clone();
        could.extend((0..self.words().len()).filter(other).filter(|at| !columns.counts.contains(at)));
        could
    }

    /// No column is for certain that of numbers.
    fn unsure(&self, columns: &Columns) -> Diagnostic {
        let could = self.could_count(columns);
        if could.len() > 1 {
            return self.several(&COUNT, &could);
        }
        let file = self.file;
        let [all_en, all_zh] = self.all();
        let Some(only) = could.first().map(|at| &self.words()[*at]) else {
            let why = say!(
                "{file} has no column of numbers of contacts (columns there are: {all_en})",
                "{file} 里没有咨询数量的列（全部列名：{all_zh}）"
            );
            return Diagnostic::error(Code::Data, self.place, why).help(say!(
                "a column `count`, or a column for every type instead of one of types; where every row is a contact: counts = \"rows\"",
                "请加一列“数量”，或者不要类型列、改为每个类型一列；若每行就是一次咨询：counts = \"rows\""
            ));
        };
        let word = &only.text;
        let why = say!(
            "whether \"{word}\" of {file} is the number of contacts that came cannot be known (columns there are: {all_en})",
            "{file} 的“{word}”是不是到达的咨询数量，无法确定（全部列名：{all_zh}）"
        );
        Diagnostic::error(Code::DataColumn, self.place, why).also(&only.place, say!("this one?", "是这一列？")).help(say!(
            "if it is: columns = {{ count = \"{word}\" }}; numbers that leave out who gave up are fewer than came: `times` is the factor",
            "若是，请写 columns = {{ count = \"{word}\" }}；若不含放弃的客户，到达数要更多：倍数写在 `times`"
        ))
    }

    /// No column of dates; in a workbook of several sheets it may be another that has one.
    fn no_dates(&self, rows: bool) -> Diagnostic {
        let found = self.undated(rows);
        let (name, others) = (&self.sheet.name, &self.sheet.others);
        let Some(other) = others.first() else { return found };
        let (list_en, list_zh) = (others.join(", "), others.join("、"));
        let Text { en, zh } = found.help.clone().unwrap_or_else(|| say!("write one", "请加一列"));
        found.help(say!(
            "\"{name}\" is its first sheet, the others are {list_en}: sheet = {other:?}; else {en}",
            "“{name}”是第一个工作表，其他的是 {list_zh}：sheet = {other:?}；否则：{zh}"
        ))
    }

    /// Whether weekdays stand over the columns or before the rows.
    fn has_weekdays(&self) -> bool {
        let over = self.words().iter().filter(|cell| weekday(&cell.text).is_some()).count() > 1;
        let called = self.words().iter().any(|cell| WEEKDAY.contains(&words::plain(&cell.text).as_str()));
        over || called
            || (0..self.words().len()).any(|at| self.first(at).is_some_and(|cell| weekday(&cell.text).is_some()))
    }

    fn undated(&self, rows: bool) -> Diagnostic {
        let file = self.file;
        let [all_en, all_zh] = self.all();
        let why = if all_en.is_empty() {
            say!("{file} is empty", "{file} 是空的")
        } else {
            say!(
                "{file} has no column of dates (columns there are: {all_en})",
                "{file} 里没有日期列（全部列名：{all_zh}）"
            )
        };
        let found = Diagnostic::error(Code::Data, self.place, why);
        // Where the first row is one of data, it is no row of words.
        if self.words().iter().any(|cell| moments::moment(cell).is_ok() || is_number(cell)) {
            return found.help(say!(
                "the first row is one of data: write a row of words over the columns, such as date, interval, count",
                "第一行就是数据：请在上面加一行列名，例如 日期、时段、数量"
            ));
        }
        if self.has_weekdays() {
            return found.help(say!(
                "weekdays are no dates: write what comes a day, and how weekdays differ: arrivals = {{ per_day = 100, weekday = {{ mon = 1.1, sun = 0.6 }} }}; `staffed` reads weekdays by name (Mon, Mon-Fri; 1 could be Monday or Sunday)",
                "只有星期几、没有日期：请写每天多少和各星期几的倍数：arrivals = {{ per_day = 100, weekday = {{ mon = 1.1, sun = 0.6 }} }}；`staffed` 可按星期几的名称读（周一、周一至周五；写 1 分不清是周一还是周日）"
            ));
        }
        let could =
            (0..self.words().len()).find(|at| self.first(*at).is_some_and(|cell| moments::moment(cell).is_ok()));
        let words: Option<Text> = could.map(|at| &self.words()[at].text).filter(|word| !word.is_empty()).map(|word| {
            say!(
                "if dates stand under \"{word}\": columns = {{ date = \"{word}\" }}",
                "若“{word}”一列是日期：columns = {{ date = \"{word}\" }}"
            )
        });
        found.help(words.unwrap_or_else(|| {
            if rows {
                return say!(
                    "one row of words over the columns, one of them over the moment: date, arrived, 到达时间; or columns = {{ date = \"…\" }}",
                    "第一行写列名，其中一列是时刻：日期、到达时间；或写 columns = {{ date = \"…\" }}"
                );
            }
            say!(
                "one row of words over the columns: date, interval, type, count; or date, interval and a column for every type; or columns = {{ date = \"…\" }}",
                "第一行写列名：日期、时段、类型、数量；或者日期、时段，再加每个类型一列；或写 columns = {{ date = \"…\" }}"
            )
        }))
    }
}

/// Words over columns of weekdays.
const WEEKDAY: [&str; 8] = ["weekday", "dayofweek", "weekdayname", "dow", "星期", "星期几", "周几", "周"];

fn is_number(cell: &SheetCell) -> bool {
    [true, false].into_iter().any(|comma| matches!(numbers::of(&cell.text, comma), Ok(Number::Of(_))))
}
