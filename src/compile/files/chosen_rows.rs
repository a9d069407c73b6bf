//! Which rows of a table are read, where a column tells kinds of contacts apart that are none of its types: in and out, by call and by chat.

use super::columns::Asked;
use super::faults::Faults;
use super::headings::HEAD;
use super::merged;
use super::moments;
use super::numbers;
use super::words::{self, APART, OUTBOUND, Role};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text};
use crate::say;
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::scenario::values::read::Names;
use std::collections::BTreeMap;

/// What a scenario writes for whatever stands in a column.
pub const ANY: &str = "*";
/// Columns by which rows are chosen.
pub const CHOSEN: Role = Role { key: "where", en: "rows chosen", zh: "按此选行", words: "" };
/// Short words for contacts that come in and that go out, in a column with nothing else.
const SHORT: [[&str; 2]; 3] = [["in", "out"], ["i", "o"], ["呼入", "呼出"]];
/// Values that a message names.
const NAMED: usize = 6;

/// What the scenario's choice of rows made of a table.
#[derive(Clone, Debug, Default)]
pub struct ChosenRows {
    /// The words over the columns by which rows were chosen.
    pub headings: Vec<String>,
    /// Rows that were left out.
    pub left_out: usize,
    /// By row, what stands in the columns of which anything is read; none: there are no such columns.
    marks: Option<Vec<String>>,
}

impl ChosenRows {
    /// What tells two rows about one interval apart that are added up; none: they are not.
    pub fn mark(&self, line: usize) -> Option<&str> {
        self.marks.as_ref()?.get(line).map(String::as_str)
    }
}

/// Takes out the rows that the scenario does not choose.
pub fn choose(sheet: &mut Sheet, asked: &Asked<'_>, out: &mut Diagnostics) -> Option<ChosenRows> {
    let mut found = Faults::default();
    let mut chosen = ChosenRows::default();
    for (word, entry, wanted) in asked.chosen.iter() {
        let is = |cell: &Cell| words::plain(&cell.text) == words::plain(word);
        let head = (0..sheet.rows.len().min(HEAD)).find_map(|row| Some((row, sheet.rows[row].iter().position(is)?)));
        let Some((head, at)) = head else {
            let widest = sheet.rows.iter().take(HEAD).rev().max_by_key(|row| row.len());
            let known: Vec<&str> = widest.into_iter().flatten().map(|cell| cell.text.as_str()).collect();
            let file = asked.file;
            let why = say!("{file} has no column \"{word}\"", "{file} 里没有 \"{word}\" 这一列");
            return out.reject(Diagnostic::error(Code::Data, &entry.key, why).near_or_list(word, &known));
        };
        sheet.fill_down(head, at);
        chosen.headings.push(sheet.text(head, at).to_owned());
        if wanted.trim() == ANY {
            let marks = chosen.marks.get_or_insert_with(|| vec![String::new(); sheet.rows.len()]);
            for (row, mark) in marks.iter_mut().enumerate().skip(head + 1) {
                *mark += sheet.text(row, at);
                mark.push('\n');
            }
            continue;
        }
        let is = |one: &str, text: &str| one.trim().to_lowercase() == text.to_lowercase();
        let own = |text: &str| is(wanted, text) || wanted.split(',').any(|one| is(one, text));
        if !(head + 1..sheet.rows.len()).any(|row| own(sheet.text(row, at))) {
            let values = values(sheet, head, at);
            let known: Vec<&str> = values.keys().map(String::as_str).collect();
            let file = asked.file;
            let why = say!("{file} has no \"{wanted}\" under \"{word}\"", "{file} 的“{word}”一列里没有“{wanted}”");
            return out.reject(Diagnostic::error(Code::Data, &entry.place, why).near_or_list(wanted, &known));
        }
        for row in head + 1..sheet.rows.len() {
            // More rows of headings stay.
            let heads = sheet.text(row, at).is_empty() && !sheet.rows[row].iter().any(is_value);
            if !heads && !own(sheet.text(row, at)) {
                if is_unsaid(sheet, head, (row, at)) {
                    merged::unsaid(sheet, head, (row, at), &mut found);
                }
                chosen.left_out += usize::from(sheet.rows[row].iter().any(|cell| !cell.text.is_empty()));
                sheet.rows[row].clear();
            }
        }
    }
    let whole = found.is_empty();
    found.report(out);
    whole.then_some(chosen)
}

/// Whether a row of data says nothing in a column. One of sums, and one with no more than a note, is none.
fn is_unsaid(sheet: &Sheet, head: usize, (row, at): (usize, usize)) -> bool {
    let cells = &sheet.rows[row];
    let full = cells.iter().filter(|cell| !cell.text.is_empty()).count();
    let alone = full < 2 && sheet.rows[head].len() > 2;
    sheet.text(row, at).is_empty() && !alone && !cells.iter().any(|cell| words::is_sum(&cell.text))
}

fn is_value(cell: &Cell) -> bool {
    cell.text.starts_with(|c: char| c.is_ascii_digit()) || moments::moment(cell).is_ok()
}

/// What stands in a column, and in how many rows.
fn values(sheet: &Sheet, head: usize, at: usize) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for row in head + 1..sheet.rows.len() {
        let text = sheet.text(row, at);
        if !numbers::is_nothing(text) && !sheet.rows[row].iter().any(|cell| words::is_sum(&cell.text)) {
            *all.entry(text.to_owned()).or_default() += 1;
        }
    }
    all
}

/// Asks which rows are meant, where a column that is not read tells kinds of contacts apart. `head`: the row of the words over the
/// columns; `used`: those that are read.
pub fn ask(sheet: &Sheet, head: usize, used: &[usize], asked: &Asked<'_>) -> Option<Diagnostic> {
    let cells = sheet.rows.get(head)?;
    let open =
        |at: &usize| !used.contains(at) && !cells[*at].text.is_empty() && !is_chosen(asked.chosen, &cells[*at].text);
    (0..cells.len()).filter(open).find_map(|at| {
        let values = values(sheet, head, at);
        let all: Vec<String> = values.keys().map(|value| value.to_lowercase()).collect();
        let out = |value: &String| OUTBOUND.contains(&value.as_str());
        let short = SHORT.iter().any(|[into, out]| {
            all.iter().any(|value| value == out) && all.iter().all(|value| value == into || value == out)
        });
        let apart = words::means(&cells[at].text, &APART) && values.len() > 1;
        (apart || short || all.iter().any(out)).then(|| which(&cells[at], &values, asked))
    })
}

fn is_chosen(chosen: &Names<String>, heading: &str) -> bool {
    chosen.iter().any(|(word, ..)| words::plain(word) == words::plain(heading))
}

fn which(head: &Cell, values: &BTreeMap<String, usize>, asked: &Asked<'_>) -> Diagnostic {
    let mut order: Vec<(&String, &usize)> = values.iter().collect();
    // What comes in is what arrivals are of, as a rule.
    order.sort_by_key(|(value, _)| OUTBOUND.contains(&value.to_lowercase().as_str()) || value.to_lowercase() == "out");
    let more = if order.len() > NAMED { " …" } else { "" };
    let list: Vec<String> = order.iter().take(NAMED).map(|(value, n)| format!("{value} ({n})")).collect();
    let (list_en, list_zh) = (list.join(", ") + more, list.join("、") + more);
    let (file, word) = (asked.file, &head.text);
    let why = say!(
        "rows of {file} differ under \"{word}\" (how many): {list_en}. Which are meant?",
        "{file} 各行的“{word}”不同（行数）：{list_zh}。要读哪些？"
    );
    let found = Diagnostic::error(Code::DataDoubt, &head.place, why);
    let line = lines(word, order.first().map_or("…", |(value, _)| value), asked.by_contact);
    found.also(asked.place, say!("read here", "在这里读取")).help(line)
}

/// The lines that choose rows. `by_contact`: every row is a contact, so that nothing is added up.
fn lines(word: &str, value: &str, by_contact: bool) -> Text {
    let (en, zh) =
        if by_contact { ("all of them", "全部都读") } else { ("all of them, added up", "全部都读、相加") };
    say!(
        "rows of one kind only: where = {{ {word:?} = {value:?} }}; {en}: where = {{ {word:?} = \"{ANY}\" }}",
        "只读其中一种：where = {{ {word:?} = {value:?} }}；{zh}：where = {{ {word:?} = \"{ANY}\" }}"
    )
}

/// Asks which rows are meant, where a column that was not chosen by tells contacts that were answered from others. `states`: such columns.
pub fn ask_state(sheet: &Sheet, head: usize, states: &[usize], asked: &Asked<'_>) -> Option<Diagnostic> {
    let cells = sheet.rows.get(head)?;
    let open = |at: &&usize| !is_chosen(asked.chosen, &cells[**at].text);
    let found = states.iter().filter(open).map(|at| (*at, values(sheet, head, *at)));
    found.filter(|(_, values)| values.len() > 1).map(|(at, values)| which(&cells[at], &values, asked)).next()
}

/// Asks whether a contact in several rows of a log is several contacts: legs of a call, changes of a ticket.
pub fn ask_again(sheet: &Sheet, head: usize, used: &[usize], asked: &Asked<'_>) -> Option<Diagnostic> {
    let cells = sheet.rows.get(head).filter(|_| asked.by_contact)?;
    let open = |at: &usize| {
        !used.contains(at) && is_number_of_contacts(&cells[*at].text) && !is_chosen(asked.chosen, &cells[*at].text)
    };
    let (at, first, again) = (0..cells.len()).filter(open).find_map(|at| {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        (head + 1..sheet.rows.len()).find_map(|row| {
            let text = sheet.text(row, at);
            let first = known.insert(text, row).filter(|_| !numbers::is_nothing(text))?;
            Some((at, first, row))
        })
    })?;
    let (word, said, file) = (&cells[at].text, sheet.text(again, at), asked.file);
    let (first, again) = (sheet.line(first), sheet.line(again));
    let why = say!(
        "rows {first} and {again} of {file} have one \"{word}\", {said}: is it one contact?",
        "{file} 第 {first} 行和第 {again} 行的“{word}”都是 {said}：是同一次咨询吗？"
    );
    let found = Diagnostic::error(Code::DataDoubt, &cells[at].place, why);
    Some(found.also(asked.place, say!("read here", "在这里读取")).help(say!(
        "if it is: keep one row of each; if every row is a contact: where = {{ {word:?} = \"{ANY}\" }}",
        "若是，每次咨询只留一行；若每行都是一次：where = {{ {word:?} = \"{ANY}\" }}"
    )))
}

/// Whether a word over a column is of numbers by which contacts are told apart.
fn is_number_of_contacts(heading: &str) -> bool {
    const NUMBERS: [&str; 20] = [
        "contactid",
        "callid",
        "conversationid",
        "interactionid",
        "sessionid",
        "chatid",
        "ticketid",
        "ticketnumber",
        "caseid",
        "casenumber",
        "callrecordid",
        "uniqueid",
        "会话id",
        "会话编号",
        "通话id",
        "呼叫id",
        "咨询id",
        "工单id",
        "工单号",
        "工单编号",
    ];
    NUMBERS.contains(&words::plain(heading).as_str())
}

/// Says of two rows about one interval which column tells them apart, if one does.
pub fn tell_apart(sheet: &Sheet, head: usize, used: &[usize], [first, again]: [usize; 2], found: &mut Faults) {
    let Some(cells) = sheet.rows.get(head) else { return };
    let word = |row: usize, at: usize| {
        let is_word = |cell: &&Cell| cell.text.chars().any(char::is_alphabetic) && !cell.text.contains('%');
        sheet.at(row, at).filter(is_word).is_some_and(|cell| moments::time_of_day(cell).is_err())
    };
    let differs = |at: &usize| {
        let open = !used.contains(at) && !cells[*at].text.is_empty();
        open && word(first, *at) && word(again, *at) && sheet.text(first, *at) != sheet.text(again, *at)
    };
    let all: Vec<usize> = (0..cells.len()).filter(differs).collect();
    let Some(at) = all.iter().find(|at| words::means(&cells[**at].text, &APART)).or(all.first()) else { return };
    found.help(Code::DataTwice, || lines(&cells[*at].text, sheet.text(first, *at), false));
}
