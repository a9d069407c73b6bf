//! A table in which every row is a contact.

use super::asked::Where;
use super::faults::Faults;
use super::lengths::{self, LengthStyle};
use super::table::VolumeTable;
use super::volume_row::VolumeRow;
use super::wanted_type::VolumeDay;
use super::wanted_type::WantedType;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Given, Recorded};
use crate::random::Profile;
use crate::time::SimDuration;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was read of a log: its contacts by date, and how its lengths are.
pub struct Log {
    pub days: BTreeMap<i32, VolumeDay>,
    pub lengths: Option<LengthStyle>,
}

/// The contacts of a type by date; those of one moment in the order of their rows.
pub fn read(table: &VolumeTable, file: &str, wanted: &WantedType, out: &mut Diagnostics) -> Option<Log> {
    let (columns, sheet) = (&table.columns, &table.sheet);
    if !table.has_rows(file, wanted, out) {
        return None;
    }
    let about = table.about(wanted);
    let before = out.reported();
    let effort = columns.effort.and_then(|column| length_style(table, column, (file, wanted), out));
    let patience = columns.patience.and_then(|column| length_style(table, column, (file, wanted), out));
    if out.reported() > before {
        return None;
    }
    let mut found = Faults::default();
    let mut seconds = |row: usize, column: Option<usize>, style: Option<LengthStyle>| {
        let (column, style) = column.zip(style)?;
        match lengths::seconds(sheet.at(row, column)?, style) {
            Ok(seconds) => seconds.map(SimDuration::from_seconds),
            Err(why) => {
                found.push(Code::DataNumber, sheet, (row, column), why);
                None
            }
        }
    };
    let mut days: BTreeMap<i32, (usize, Vec<Recorded>)> = BTreeMap::new();
    for row in table.rows.iter().filter(|row| about[row.kind]) {
        let effort = seconds(row.line, columns.effort, effort);
        let patience = seconds(row.line, columns.patience, patience);
        let recorded = Recorded { at: SimDuration::from_ticks(row.from), effort, patience };
        days.entry(row.date).or_insert_with(|| (row.line, Vec::new())).1.push(recorded);
    }
    let whole = found.is_empty();
    found.report(out);
    let days = || days.into_iter().map(|(date, (row, contacts))| (date, day(table, row, contacts))).collect();
    whole.then(|| Log { days: days(), lengths: effort.or(patience) })
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
