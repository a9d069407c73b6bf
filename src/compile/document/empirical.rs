//! Laws out of a column of a file: `empirical = { file = "calls.csv", column = "服务时长" }` becomes its list of values, so
//! that whatever reads laws or changes them meets the list that somebody could have written.

use crate::compile::files::answered::{self, Answers, Busy, STATE};
use crate::compile::files::asked::Where;
use crate::compile::files::chosen_rows::{self, CHOSEN, ChosenRows};
use crate::compile::files::columns::Asked;
use crate::compile::files::faults::Faults;
use crate::compile::files::lengths::{self, LengthStyle};
use crate::compile::files::overfull;
use crate::compile::files::reading::Reading;
use crate::compile::files::words::{EFFORT, is_sum};
use crate::compile::files::{headings, notation, taken};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Taken, TakenAs};
use crate::say;
use crate::scenario::schema::{DecimalWord, ZerosWord};
use crate::scenario::text::document::{Node, Value};
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, Names, Read as _, table};
use std::sync::Arc;

table! {
    /// Durations out of a column of a file.
    pub struct ColumnText {
        /// A spreadsheet or CSV file, relative to the scenario.
        file: At<String>,
        /// The name of the sheet; none: the first.
        sheet: Option<At<String>>,
        /// The word over the column; `"talk + wrap"`: both, added up.
        column: At<String>,
        /// Which rows are read: the words over columns, and what stands there (`{ status = "answered" }`).
        where_ as "where": Names<String>,
        /// What lengths of 0 are: those of contacts that nobody answered (`"unanswered"`), which are left out, or `"answered"`; none: as a column of states tells.
        zeros: Option<At<ZerosWord>>,
        /// In what lengths without a unit are: `"s"`, `"min"`, `"mm:ss"` …; none: as the word over the column says.
        unit: Option<At<String>>,
        /// What stands before the fraction of numbers: `","` or `"."`; none: as the cells tell.
        decimal: Option<At<DecimalWord>>,
    }
}

/// Reads the columns that laws name, wherever they stand.
pub(crate) fn columns(node: &mut Node, reading: &mut Reading<'_>, out: &mut Diagnostics) {
    under(node, "", reading, out);
}

/// The same below a key.
fn under(node: &mut Node, key: &str, reading: &mut Reading<'_>, out: &mut Diagnostics) {
    match &mut node.value {
        Value::Table(entries) => {
            for (own, entry) in Arc::make_mut(entries) {
                if own == "empirical" && entry.get("file").is_some() {
                    // Where it cannot be read it becomes a value like any other, so that no second mistake is found in it.
                    let values = column(entry, key, reading, out);
                    let stand_in = || vec![Node::new(entry.place.clone(), Value::Text("1 s".into()))];
                    entry.value = Value::List(values.unwrap_or_else(stand_in));
                } else {
                    under(entry, own, reading, out);
                }
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| under(item, key, reading, out)),
        _ => (),
    }
}

/// A sheet as a law reads it.
struct Law<'t> {
    text: &'t ColumnText,
    sheet: &'t Sheet,
    /// The row of the words over the columns.
    head: usize,
    /// The columns that are added up.
    columns: Vec<usize>,
    chosen: ChosenRows,
    answers: Answers,
}

/// What a law's columns say.
struct Lengths {
    values: Vec<Node>,
    styles: Vec<LengthStyle>,
    /// Lengths of contacts that nobody answered.
    left_out: usize,
}

/// The values of a law. `key`: what the law is of.
fn column(node: &Node, key: &str, reading: &mut Reading<'_>, out: &mut Diagnostics) -> Option<Vec<Node>> {
    let text = &ColumnText::read(node, out)?;
    let of = (text.file.value.clone(), text.sheet.as_ref().map(|sheet| sheet.value.clone()));
    // A copy: the words over its columns may be put together of several rows.
    let mut sheet = match reading.sheets.once(&of, &mut reading.texts).clone() {
        Ok(sheet) => sheet,
        Err(why) => return out.reject(Diagnostic::error(Code::Unreadable, &text.file.place, why)),
    };
    let (head, columns) = found_columns(&mut sheet, text, out)?;
    overfull::check(&sheet, head, false, out)?;
    let asked = Asked {
        file: &text.file,
        said: &Names::default(),
        chosen: &text.where_,
        by_contact: true,
        past_midnight: false,
        year: None,
        names: &[],
        place: &text.file.place,
    };
    let chosen = chosen_rows::choose(&mut sheet, &asked, out)?;
    let answers = Answers::of(&sheet, head, &columns);
    // How long customers wait whom nobody answers is another question than how long those do who are answered.
    if key.ends_with("patience")
        && let Some(doubt) = chosen_rows::ask_state(&sheet, head, &answers.columns, &asked)
    {
        return out.reject(doubt);
    }
    let law = Law { text, sheet: &sheet, head, columns, chosen, answers };
    let lengths = law.lengths(key, out)?;
    reading.sheets.note(law.taken(&lengths));
    Some(lengths.values)
}

/// The row of the words over the columns, and the columns that are read.
fn found_columns(sheet: &mut Sheet, text: &ColumnText, out: &mut Diagnostics) -> Option<(usize, Vec<usize>)> {
    let whole = text.column.value.trim();
    let parts = headings::parts(whole);
    let row = headings::find(sheet, &[], &[whole]).or_else(|| headings::find(sheet, &[], &parts));
    let at = |row: usize, word: &str| headings::column(&sheet.rows[row], word);
    let all =
        |row: usize| at(row, whole).map(|at| vec![at]).or_else(|| parts.iter().map(|part| at(row, part)).collect());
    if let Some(found) = row.and_then(|row| Some((row, all(row).filter(|all| !all.is_empty())?))) {
        return Some(found);
    }
    let lacking = row.and_then(|row| parts.iter().find(|part| at(row, part).is_none()));
    let (file, word) = (&text.file.value, lacking.map_or(whole, |part| part));
    let known: Vec<&str> = sheet.rows.iter().take(1).flatten().map(|cell| cell.text.as_str()).collect();
    let why = say!("{file} has no column \"{word}\"", "{file} 里没有 \"{word}\" 这一列");
    out.reject(Diagnostic::error(Code::Data, &text.column.place, why).near_or_list(word, &known))
}

impl Law<'_> {
    /// Rows below the words that are no sums and hold something.
    fn rows(&self) -> Vec<usize> {
        let is_read = |row: &usize| {
            let cells = &self.sheet.rows[*row];
            !cells.iter().any(|cell| is_sum(&cell.text)) && cells.iter().any(|cell| !cell.text.is_empty())
        };
        (self.head + 1..self.sheet.rows.len()).filter(is_read).collect()
    }

    /// How the lengths of a column are written.
    fn style(&self, at: usize, out: &mut Diagnostics) -> Option<LengthStyle> {
        let (text, sheet) = (self.text, self.sheet);
        let said = notation::unit(text.unit.as_ref(), out);
        if text.unit.is_some() && said.is_none() {
            return None;
        }
        let rows: Vec<usize> = self.rows().into_iter().filter(|row| sheet.at(*row, at).is_some()).collect();
        let cells: Vec<&Cell> = rows.iter().filter_map(|row| sheet.at(*row, at)).collect();
        let comma = text.decimal.as_ref().map(|word| word.value == DecimalWord::Comma);
        match lengths::column(&cells, (said, sheet.text(self.head, at)), (comma, sheet.mark)) {
            Ok(style) => Some(style),
            Err(doubt) => {
                let place = Where { sheet, file: &text.file, head: self.head, place: &text.column.place };
                let spots: Vec<(usize, usize)> = rows.iter().map(|row| (*row, at)).collect();
                out.reject(place.lengths(&doubt, &spots))
            }
        }
    }

    /// What stands below the words; empty cells say nothing, and rows of sums and means are passed over.
    fn lengths(&self, key: &str, out: &mut Diagnostics) -> Option<Lengths> {
        let styles: Option<Vec<LengthStyle>> = self.columns.iter().map(|at| self.style(*at, out)).collect();
        let styles = styles?;
        let (mut values, mut left_out, mut doubts) = (Vec::new(), 0, Vec::new());
        let mut found = Faults::default();
        let zeros = self.text.zeros.as_ref().map(|zeros| zeros.value == ZerosWord::Answered);
        for row in self.rows() {
            let mut sum: Option<f64> = None;
            for (at, style) in self.columns.iter().zip(&styles) {
                match self.sheet.at(row, *at).map_or(Ok(None), |cell| lengths::seconds(cell, *style)) {
                    Ok(None) => (),
                    Ok(Some(seconds)) => sum = Some(sum.unwrap_or(0.0) + seconds),
                    Err(why) => found.push(Code::DataNumber, self.sheet, (row, *at), why),
                }
            }
            let Some(seconds) = sum else { continue };
            // Customers may wait no time at all, and whom nobody answered did wait.
            let waits = key.ends_with("patience") || key.ends_with("pause");
            match answered::busy(&self.answers, row, seconds, zeros) {
                Busy::No if !waits => left_out += 1,
                Busy::Doubt if !waits => doubts.push(row),
                _ => {
                    let place = self.sheet.at(row, self.columns[0]).map_or(&self.text.column.place, |cell| &cell.place);
                    values.push(Node::new(place.clone(), Value::Text(format!("{seconds} s"))));
                }
            }
        }
        let whole = found.is_empty();
        found.report(out);
        if whole && !doubts.is_empty() {
            let word = self.sheet.text(self.head, self.columns[0]);
            let place = &self.text.column.place;
            return out.reject(answered::ask(self.sheet, (&doubts, self.columns[0]), word, (&self.text.file, place)));
        }
        if whole && values.is_empty() {
            let why = say!("nothing stands in this column", "这一列没有数据");
            return out.reject(Diagnostic::error(Code::Data, &self.text.column.place, why));
        }
        whole.then_some(Lengths { values, styles, left_out })
    }

    /// What was taken: the values, and their mean.
    fn taken(&self, lengths: &Lengths) -> Taken {
        let seconds = |node: &Node| node.text().and_then(|text| quantity::duration(text).ok()).unwrap_or_default();
        let (values, words) = (&lengths.values, &self.sheet.rows[self.head]);
        let empty = self.sheet.rows.len() - self.head - 1 - values.len() - lengths.left_out - self.chosen.left_out;
        let first = lengths.styles[0];
        let notes = taken::first_sheet(self.sheet).into_iter().chain(taken::numbers(first.numbers));
        let notes = notes.chain(taken::lengths(first)).chain(answered::left_out(lengths.left_out));
        let states = if lengths.left_out > 0 { &self.answers.columns[..] } else { &[] };
        let chosen = |at: usize| self.chosen.headings.contains(&words[at].text);
        let read = |at: usize| {
            let word = words[at].text.clone();
            let role = if self.columns.contains(&at) {
                &EFFORT
            } else if chosen(at) {
                &CHOSEN
            } else if states.contains(&at) {
                &STATE
            } else {
                return None;
            };
            Some(taken::column_read(word, role))
        };
        Taken {
            file: self.text.file.value.clone(),
            sheet: self.text.sheet.as_ref().map(|sheet| sheet.value.clone()),
            columns: (0..words.len()).filter_map(read).collect(),
            passed_over: taken::passed(words, |at| read(at).is_some()),
            rows: values.len(),
            dates: None,
            notes: notes
                .chain(taken::rows_left_out(self.chosen.left_out))
                .chain((empty > 0).then(|| taken::empty(empty)))
                .collect(),
            kind: TakenAs::Durations { mean: values.iter().map(seconds).sum::<f64>() / values.len() as f64 },
        }
    }
}
