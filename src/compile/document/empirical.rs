//! Laws out of a column of a file: `empirical = { file = "calls.csv", column = "服务时长" }` becomes its list of values, so
//! that whatever reads laws or changes them meets the list that somebody could have written.

use crate::compile::files::asked::Where;
use crate::compile::files::faults::Faults;
use crate::compile::files::lengths::{self, LengthStyle};
use crate::compile::files::overfull;
use crate::compile::files::reading::Reading;
use crate::compile::files::words::{EFFORT, is_sum};
use crate::compile::files::{headings, notation, taken};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Taken, TakenAs};
use crate::say;
use crate::scenario::schema::DecimalWord;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, Read as _, table};

table! {
    /// Durations out of a column of a file.
    pub struct ColumnText {
        /// A spreadsheet or CSV file, relative to the scenario.
        file: At<String>,
        /// The name of the sheet; none: the first.
        sheet: Option<At<String>>,
        /// The word over the column.
        column: At<String>,
        /// In what lengths without a unit are: `"s"`, `"min"`, `"mm:ss"` …; none: as the word over the column says.
        unit: Option<At<String>>,
        /// What stands before the fraction of numbers: `","` or `"."`; none: as the cells tell.
        decimal: Option<At<DecimalWord>>,
    }
}

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
    let of = (text.file.value.clone(), text.sheet.as_ref().map(|sheet| sheet.value.clone()));
    // A copy: the words over its columns may be put together of several rows.
    let mut sheet = match reading.sheets.once(&of, &mut reading.texts).clone() {
        Ok(sheet) => sheet,
        Err(why) => return out.reject(Diagnostic::error(Code::Unreadable, &text.file.place, why)),
    };
    let row = headings::find(&mut sheet, &[], &[&text.column.value]);
    let found = row.and_then(|row| Some((row, headings::column(&sheet.rows[row], &text.column)?)));
    let Some((row, at)) = found else {
        let (file, word) = (&text.file.value, &text.column.value);
        let known: Vec<&str> = sheet.rows.iter().take(1).flatten().map(|cell| cell.text.as_str()).collect();
        let why = say!("{file} has no column \"{word}\"", "{file} 里没有 \"{word}\" 这一列");
        return out.reject(Diagnostic::error(Code::Data, &text.column.place, why).near_or_list(word, &known));
    };
    overfull::check(&sheet, row, out)?;
    let (values, style) = values(&sheet, (row, at), &text, out)?;
    reading.sheets.note(taken(&text, &sheet, (row, at), (&values, style)));
    Some(values)
}

/// What was taken: the values, and their mean.
fn taken(
    text: &ColumnText,
    sheet: &Sheet,
    (row, at): (usize, usize),
    (values, style): (&[Node], LengthStyle),
) -> Taken {
    let seconds = |node: &Node| node.text().and_then(|text| quantity::duration(text).ok()).unwrap_or_default();
    let below = sheet.rows.len() - row - 1;
    let notes = taken::first_sheet(sheet).into_iter().chain(taken::numbers(style.numbers)).chain(taken::lengths(style));
    Taken {
        file: text.file.value.clone(),
        sheet: text.sheet.as_ref().map(|sheet| sheet.value.clone()),
        columns: vec![taken::column_read(sheet.text(row, at).to_owned(), &EFFORT)],
        passed_over: taken::passed(&sheet.rows[row], |column| column == at),
        rows: values.len(),
        dates: None,
        notes: notes.chain((below > values.len()).then(|| taken::empty(below - values.len()))).collect(),
        kind: TakenAs::Durations { mean: values.iter().map(seconds).sum::<f64>() / values.len() as f64 },
    }
}

/// What stands below the word; empty cells say nothing, and rows of sums and means are passed over.
fn values(
    sheet: &Sheet,
    (head, at): (usize, usize),
    text: &ColumnText,
    out: &mut Diagnostics,
) -> Option<(Vec<Node>, LengthStyle)> {
    let said = notation::unit(text.unit.as_ref(), out);
    if text.unit.is_some() && said.is_none() {
        return None;
    }
    let is_read = |row: &usize| !sheet.rows[*row].iter().any(|cell| is_sum(&cell.text));
    let rows: Vec<usize> =
        (head + 1..sheet.rows.len()).filter(is_read).filter(|row| sheet.at(*row, at).is_some()).collect();
    let cells: Vec<&Cell> = rows.iter().filter_map(|row| sheet.at(*row, at)).collect();
    let heading = sheet.text(head, at);
    let comma = text.decimal.as_ref().map(|word| word.value == DecimalWord::Comma);
    let style = match lengths::column(&cells, (said, heading), (comma, sheet.mark)) {
        Ok(style) => style,
        Err(doubt) => {
            let place = Where { sheet, file: &text.file, head, place: &text.column.place };
            let spots: Vec<(usize, usize)> = rows.iter().map(|row| (*row, at)).collect();
            return out.reject(place.lengths(&doubt, &spots));
        }
    };
    let (mut values, mut found) = (Vec::new(), Faults::default());
    for (row, cell) in rows.iter().zip(&cells) {
        match lengths::seconds(cell, style) {
            Ok(None) => (),
            Ok(Some(seconds)) => values.push(Node::new(cell.place.clone(), Value::Text(format!("{seconds} s")))),
            Err(why) => found.push(Code::DataNumber, sheet, (*row, at), why),
        }
    }
    let whole = found.is_empty();
    found.report(out);
    if whole && values.is_empty() {
        let why = say!("nothing stands in this column", "这一列没有数据");
        return out.reject(Diagnostic::error(Code::Data, &text.column.place, why));
    }
    whole.then_some((values, style))
}
