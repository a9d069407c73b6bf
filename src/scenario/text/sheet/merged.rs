//! Which cells of a workbook's sheet are merged.

use calamine::{Reader as _, Xlsx};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Cells that are shown as one; what stands there belongs to the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Row and column of the first.
    pub from: (usize, usize),
    /// Row and column of the last.
    pub until: (usize, usize),
}

/// The merged cells of a sheet that was read; of other forms than XLSX none is known.
pub fn merged(bytes: &[u8], sheet: &str) -> Vec<Merged> {
    let read = || {
        let mut workbook = Xlsx::new(Cursor::new(bytes)).ok()?;
        let all = workbook.merge_cells_by_sheet_name(sheet).ok()?;
        let cell = |(row, at): (u32, u32)| (row as usize, at as usize);
        Some(all.into_iter().map(|one| Merged { from: cell(one.start), until: cell(one.end) }).collect())
    };
    // As with cells: the reader falls over numbers that are too large.
    catch_unwind(AssertUnwindSafe(read)).ok().flatten().unwrap_or_default()
}
