//! A table in which every row is a contact.

use super::answered::{self, Answers, AnswersTaken, Busy};
use super::asked::Where;
use super::columns::Columns;
use super::faults::Faults;
use super::lengths::{self, LengthStyle};
use super::table::VolumeTable;
use super::volume_row::VolumeRow;
use super::wanted_type::VolumeDay;
use super::wanted_type::WantedType;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Given, Recorded};
use crate::random::Profile;
use crate::scenario::text::sheet::Sheet;
use crate::time::SimDuration;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was read of a log: its contacts by date, and how its lengths are.
pub struct Log {
    pub days: BTreeMap<i32, VolumeDay>,
    pub lengths: Option<LengthStyle>,
    pub answers: AnswersTaken,
}

/// The contacts of a type by date; those of one moment in the order of their rows.
pub fn read(table: &VolumeTable, file: &str, wanted: &WantedType, out: &mut Diagnostics) -> Option<Log> {
    let (columns, sheet) = (&table.columns, &table.sheet);
    if !table.has_rows(file, wanted, out) {
        return None;
    }
    let about = table.about(wanted);
    let before = out.reported();
    let mut styles = |columns: &[usize]| -> Vec<(usize, LengthStyle)> {
        let style = |column: &usize| Some((*column, length_style(table, *column, (file, wanted), out)?));
        columns.iter().filter_map(style).collect()
    };
    let efforts = styles(&columns.effort);
    let patience = styles(columns.patience.as_slice());
    if out.reported() > before {
        return None;
    }
    let mut efforts = Efforts::new(sheet, columns, efforts);
    let mut found = Faults::default();
    let mut days: BTreeMap<i32, (usize, Vec<Recorded>)> = BTreeMap::new();
    for row in table.rows.iter().filter(|row| about[row.kind]) {
        let effort = efforts.of(row.line, wanted.zeros, &mut found).map(SimDuration::from_seconds);
        let patience = sum(sheet, row.line, &patience, &mut found).map(SimDuration::from_seconds);
        let recorded = Recorded { at: SimDuration::from_ticks(row.from), effort, patience };
        days.entry(row.date).or_insert_with(|| (row.line, Vec::new())).1.push(recorded);
    }
    if found.is_empty() && !efforts.doubts.is_empty() {
        let word = sheet.text(columns.row, columns.effort[0]);
        return out.reject(answered::ask(sheet, (&efforts.doubts, columns.effort[0]), word, (file, &wanted.place)));
    }
    let whole = found.is_empty();
    found.report(out);
    let days = || days.into_iter().map(|(date, (row, contacts))| (date, day(table, row, contacts))).collect();
    let all = || efforts.styles.iter().chain(&patience).map(|(_, style)| *style);
    let lengths = all().find(|style| style.used).or_else(|| all().next());
    let answers = AnswersTaken { columns: efforts.answers.columns, left_out: efforts.left_out };
    whole.then(|| Log { days: days(), lengths, answers })
}

/// What agents have to do with the contacts of a log.
struct Efforts<'t> {
    sheet: &'t Sheet,
    /// The columns that are added up, and how each is written.
    styles: Vec<(usize, LengthStyle)>,
    answers: Answers,
    /// Lengths that say nothing, as nobody answered.
    left_out: usize,
    /// Rows of which that cannot be known.
    doubts: Vec<usize>,
}

impl<'t> Efforts<'t> {
    fn new(sheet: &'t Sheet, columns: &Columns, styles: Vec<(usize, LengthStyle)>) -> Self {
        let answers =
            if styles.is_empty() { Answers::default() } else { Answers::of(sheet, columns.row, &columns.used()) };
        Self { sheet, styles, answers, left_out: 0, doubts: Vec::new() }
    }

    /// Seconds of a row; none where it says nothing.
    fn of(&mut self, row: usize, zeros: Option<bool>, found: &mut Faults) -> Option<f64> {
        let seconds = sum(self.sheet, row, &self.styles, found)?;
        match answered::busy(&self.answers, row, seconds, zeros) {
            Busy::Yes => return Some(seconds),
            Busy::No => self.left_out += 1,
            Busy::Doubt => self.doubts.push(row),
        }
        None
    }
}

/// Seconds of a row in several columns together; none where nothing stands in any.
fn sum(sheet: &Sheet, row: usize, styles: &[(usize, LengthStyle)], found: &mut Faults) -> Option<f64> {
    let mut one = |column: usize, style: LengthStyle| match lengths::seconds(sheet.at(row, column)?, style) {
        Ok(seconds) => seconds,
        Err(why) => {
            found.push(Code::DataNumber, sheet, (row, column), why);
            None
        }
    };
    let all: Vec<f64> = styles.iter().filter_map(|(column, style)| one(*column, *style)).collect();
    (!all.is_empty()).then(|| all.iter().sum())
}

/// How the lengths of a column are written.
fn length_style(
    table: &VolumeTable,
    column: usize,
    (file, wanted): (&str, &WantedType),
    out: &mut Diagnostics,
) -> Option<LengthStyle> {
    let about = table.about(wanted);
    let (cells, spots) = table.cells(column, |row: &VolumeRow| about[row.kind]);
    let at = Where { sheet: &table.sheet, file, head: table.columns.row, place: &wanted.place };
    let heading = table.sheet.text(table.columns.row, column);
    match lengths::column(&cells, (table.notation.unit, heading), (table.notation.comma, table.sheet.mark)) {
        Ok(style) => Some(style),
        Err(doubt) => out.reject(at.lengths(&doubt, &spots)),
    }
}

fn day(table: &VolumeTable, row: usize, mut contacts: Vec<Recorded>) -> VolumeDay {
    let place = table.date_place(row);
    let total = contacts.len() as f64;
    if !table.has_intervals() {
        return VolumeDay { place, total, shape: None, given: Some(Arc::new(Given::Dated(contacts))) };
    }
    contacts.sort_by_key(|one| one.at);
    let mut numbers = vec![0.0; (SimDuration::DAY.ticks() / table.step) as usize];
    for one in &contacts {
        numbers[(one.at.ticks() / table.step) as usize] += 1.0;
    }
    let shape = Some(Arc::new(Profile::new(&numbers)));
    VolumeDay { place, total, shape, given: Some(Arc::new(Given::Recorded(contacts))) }
}
