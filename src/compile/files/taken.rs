//! What was taken of a table of volumes.

use super::table::VolumeTable;
use super::type_volume::TypeVolume;
use super::wanted_type::WantedType;
use crate::model::{Given, Taken, TakenAs};
use crate::time::SimDuration;

/// Of a table and the types that read it.
pub fn taken(
    (file, sheet): &(String, Option<String>),
    table: &VolumeTable,
    held: &[(&WantedType, &TypeVolume)],
) -> Taken {
    let (columns, words) = (&table.columns, &table.sheet.rows[table.columns.row]);
    let lengths =
        [columns.effort, columns.patience].into_iter().flatten().filter(|_| held.iter().any(|h| h.0.by_contact));
    let of_all = [Some(columns.date), columns.interval, columns.until, columns.kind];
    let numbers = columns.counts.first().copied().filter(|_| held.iter().any(|h| !h.0.by_contact));
    // Where types have columns of their own, a column of numbers is read by nobody.
    let own =
        |wanted: &WantedType| words.iter().position(|cell| wanted.is(&cell.text)).filter(|_| columns.kind.is_none());
    let by_type: Vec<usize> = held.iter().filter_map(|(wanted, _)| own(wanted)).collect();
    let numbers = numbers.filter(|_| by_type.len() < held.len());
    let mut read: Vec<usize> = of_all.into_iter().flatten().chain(lengths).chain(numbers).chain(by_type).collect();
    read.sort_unstable();
    read.dedup();
    let word = |column: usize| words[column].text.clone();
    let passed = (0..words.len()).filter(|column| !read.contains(column) && !words[*column].text.is_empty());
    let dates = || table.rows.iter().map(|row| row.date);
    Taken {
        file: file.clone(),
        sheet: sheet.clone(),
        passed_over: passed.map(word).collect(),
        columns: read.iter().map(|column| word(*column)).collect(),
        rows: table.rows.len(),
        dates: dates().min().zip(dates().max()),
        kind: TakenAs::Volumes {
            interval: (table.has_intervals() && held.iter().any(|h| !h.0.by_contact))
                .then(|| SimDuration::from_ticks(table.step)),
            sums: held
                .iter()
                .map(|(wanted, held)| (wanted.key.clone(), held.days.values().map(|day| day.total).sum()))
                .collect(),
            length: length(held),
        },
    }
}

/// Mean of the lengths that rows give, seconds.
fn length(held: &[(&WantedType, &TypeVolume)]) -> Option<f64> {
    let given = held.iter().flat_map(|(_, held)| held.days.values()).filter_map(|day| day.given.as_deref());
    let contacts = given.flat_map(|given| match given {
        Given::Recorded(all) => &all[..],
        Given::Counted(_) => &[],
    });
    let (n, sum) =
        contacts.filter_map(|one| one.effort).fold((0.0, 0.0), |(n, sum), one| (n + 1.0, sum + one.seconds()));
    (n > 0.0).then(|| sum / n)
}
