//! A date that stands once above the words over the columns, as reports of one day write it: `Date: 06/02/2025`.

use super::moments::{self, Written};
use super::words::{self, INTERVAL};
use crate::scenario::text::sheet::{Cell, CellKind, Sheet};

/// Writes the date above the words over the columns into a column of its own, where no column has dates and only one stands there; that
/// column. `head`: the row of the words.
pub fn fill(sheet: &mut Sheet, head: usize) -> Option<usize> {
    let data = || sheet.rows.iter().skip(head + 1).flatten();
    let timed = sheet.rows[head].iter().any(|cell| words::means(&cell.text, &INTERVAL));
    if !timed || data().any(|cell| moments::dated(cell).is_ok()) {
        return None;
    }
    let mut found: Option<(Written, Cell)> = None;
    for cell in sheet.rows[..head].iter().flatten() {
        let dated = |moment: &moments::Moment| !moment.counted && !matches!(moment.date, Written::Pair(..));
        let own = moments::moment(cell).ok().filter(dated).map(|moment| (moment.date, cell.text.clone()));
        let inside = moments::dates_in(&cell.text).into_iter().map(|(date, text)| (date, text.to_owned()));
        let all: Vec<(Written, String)> = own.map_or_else(|| inside.collect(), |own| vec![own]);
        for (date, text) in all {
            match &found {
                Some((known, _)) if *known != date => return None,
                Some(_) => (),
                None => found = Some((date, Cell { text, place: cell.place.clone(), kind: cell.kind })),
            }
        }
    }
    let (_, date) = found?;
    let wide = sheet.rows.iter().map(Vec::len).max()?;
    let title = Cell { text: format!("↑ {}", date.text), place: date.place.clone(), kind: CellKind::Text };
    for row in head..sheet.rows.len() {
        let cells = &mut sheet.rows[row];
        // A row with one cell is a note.
        if cells.iter().filter(|cell| !cell.text.is_empty()).count() < 2 {
            continue;
        }
        let empty = Cell { text: String::new(), ..cells[0].clone() };
        cells.resize(wide, empty);
        cells.push(if row == head { title.clone() } else { date.clone() });
    }
    (sheet.rows[head].len() > wide).then_some(wide)
}
