//! Laws out of a column of a file: `empirical = { file = "calls.csv", column = "服务时长" }` becomes its list of values, so
//! that whatever reads laws or changes them meets the list that somebody could have written.

use crate::compile::files::cells::seconds;
use crate::compile::files::columns::{plain, unit};
use crate::compile::files::faults::Faults;
use crate::compile::files::reading::Reading;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Taken, TakenAs};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::text::limits::MOST;
use crate::scenario::text::sheet::Sheet;
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, Read as _, table};

table! {
    /// Durations out of a column of a file.
    pub struct ColumnText {
        /// A spreadsheet or CSV file, relative to the scenario.
        file: At<String>,
        /// The name of the sheet; none: the first.
        sheet: Option<At<String>>,
        /// The word over the column; a unit in brackets, or seconds.
        column: At<String>,
    }
}

/// Rows looked through for the word over the column.
const HEAD: usize = 20;

/// Reads the columns that laws name, wherever they stand.
pub(crate) fn columns(node: &mut Node, reading: &mut Reading<'_>, out: &mut Diagnostics) {
    match &mut node.value {
        Value::Table(entries) => {
            for (key, entry) in entries {
                if key == "empirical" && entry.get("file").is_some() {
                    // Where it cannot be read it becomes a value like any other, so that no second mistake is found in it.
                    let values = column(entry, reading, out);
                    let stand_in = || vec![Node::new(entry.place.clone(), Value::Text("1 s".into()))];
                    entry.value = Value::List(values.unwrap_or_else(stand_in));
                } else {
                    columns(entry, reading, out);
                }
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| columns(item, reading, out)),
        _ => (),
    }
}

fn column(node: &Node, reading: &mut Reading<'_>, out: &mut Diagnostics) -> Option<Vec<Node>> {
    let text = ColumnText::read(node, out)?;
    let sheet = match reading.sheets.read(
        &text.file,
        text.sheet.as_ref().map(|s| s.value.as_str()),
        MOST,
        &mut reading.texts,
    ) {
        Ok(sheet) => sheet,
        Err(why) => return out.reject(Diagnostic::error(Code::Unreadable, &text.file.place, why)),
    };
    let at = |row: usize| sheet.rows[row].iter().position(|cell| plain(&cell.text) == plain(&text.column));
    let Some((row, at)) = (0..sheet.rows.len().min(HEAD)).find_map(|row| Some((row, at(row)?))) else {
        let (file, word) = (&text.file.value, &text.column.value);
        let known: Vec<&str> = sheet.rows.iter().take(1).flatten().map(|cell| cell.text.as_str()).collect();
        let why = say!("{file} has no column \"{word}\"", "{file} 里没有 \"{word}\" 这一列");
        return out.reject(Diagnostic::error(Code::Data, &text.column.place, why).near_or_list(word, &known));
    };
    let values = values(&sheet, (row, at), &text.column.place, out)?;
    reading.sheets.note(taken(&text, &sheet, (row, at), &values));
    Some(values)
}

/// What was taken: the values, and their mean.
fn taken(text: &ColumnText, sheet: &Sheet, (row, at): (usize, usize), values: &[Node]) -> Taken {
    let seconds = |node: &Node| node.text().and_then(|text| quantity::duration(text).ok()).unwrap_or_default();
    let words = sheet.rows[row].iter().enumerate().filter(|(column, cell)| *column != at && !cell.text.is_empty());
    Taken {
        file: text.file.value.clone(),
        sheet: text.sheet.as_ref().map(|sheet| sheet.value.clone()),
        columns: vec![sheet.text(row, at).to_owned()],
        passed_over: words.map(|(_, cell)| cell.text.clone()).collect(),
        rows: values.len(),
        dates: None,
        kind: TakenAs::Durations { mean: values.iter().map(seconds).sum::<f64>() / values.len() as f64 },
    }
}

/// What stands below the word; empty cells say nothing.
fn values(sheet: &Sheet, (head, at): (usize, usize), place: &Place, out: &mut Diagnostics) -> Option<Vec<Node>> {
    let (unit, mut found) = (unit(sheet.text(head, at)), Faults::default());
    let mut values = Vec::new();
    for row in head + 1..sheet.rows.len() {
        match seconds(sheet.text(row, at), unit) {
            Ok(None) => (),
            Ok(Some(seconds)) => {
                let place = sheet.rows[row][at].place.clone();
                values.push(Node::new(place, Value::Text(format!("{seconds} s"))));
            }
            Err(why) => found.push(Code::DataNumber, sheet, (row, at), why),
        }
    }
    let whole = found.is_empty();
    found.report(out);
    if whole && values.is_empty() {
        return out.reject(Diagnostic::error(
            Code::Data,
            place,
            say!("nothing stands in this column", "这一列没有数据"),
        ));
    }
    whole.then_some(values)
}
