//! A table in which every row is a contact.

use super::cells;
use super::columns::unit;
use super::faults::Faults;
use super::table::VolumeTable;
use super::wanted_type::{VolumeDay, WantedType};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Given, Recorded};
use crate::random::Profile;
use crate::time::SimDuration;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The contacts of a type by date; those of one moment in the order of their rows.
pub fn days(
    table: &VolumeTable,
    file: &str,
    wanted: &WantedType,
    out: &mut Diagnostics,
) -> Option<BTreeMap<i32, VolumeDay>> {
    let (columns, sheet) = (&table.columns, &table.sheet);
    if !table.has_rows(file, wanted, out) {
        return None;
    }
    let mut found = Faults::default();
    let mut seconds = |row: usize, column: Option<usize>| {
        let column = column?;
        match cells::seconds(sheet.text(row, column), unit(sheet.text(columns.row, column))) {
            Ok(seconds) => seconds.map(SimDuration::from_seconds),
            Err(why) => {
                found.push(Code::DataNumber, sheet, (row, column), why);
                None
            }
        }
    };
    let mut days: BTreeMap<i32, (usize, Vec<Recorded>)> = BTreeMap::new();
    let about = table.about(wanted);
    for row in table.rows.iter().filter(|row| about[row.kind]) {
        let (effort, patience) = (seconds(row.line, columns.effort), seconds(row.line, columns.patience));
        let recorded = Recorded { at: SimDuration::from_ticks(row.from), effort, patience };
        days.entry(row.date).or_insert_with(|| (row.line, Vec::new())).1.push(recorded);
    }
    let whole = found.is_empty();
    found.report(out);
    whole.then(|| days.into_iter().map(|(date, (row, contacts))| (date, day(table, row, contacts))).collect())
}

fn day(table: &VolumeTable, row: usize, mut contacts: Vec<Recorded>) -> VolumeDay {
    contacts.sort_by_key(|one| one.at);
    let mut numbers = vec![0.0; (SimDuration::DAY.ticks() / table.step) as usize];
    for one in &contacts {
        numbers[(one.at.ticks() / table.step) as usize] += 1.0;
    }
    VolumeDay {
        place: table.date_place(row),
        total: contacts.len() as f64,
        shape: Some(Arc::new(Profile::new(&numbers))),
        given: Some(Arc::new(Given::Recorded(contacts))),
    }
}
