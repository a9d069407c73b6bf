//! `report.xlsx`: the workbook. Money lives: prices and heads are cells, and what follows of them are formulas, each with what
//! it comes to, so that who does not calculate reads the same.

mod answer;
mod differences;
mod finance;
mod live;
mod places;
mod style;
mod write;
mod writing;

use super::dossier::asked;
use super::{Asset, Bundle};
use crate::report::book::{Amounts, Book, Grid, Page};
use crate::report::dossier::Dossier;
use places::{Places, Sheet};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use write::{Written, text};
use writing::Writing;

/// The file's name.
pub const NAME: &str = "report.xlsx";
/// `report.xlsx`.
pub fn file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    Ok(asset(asked(bundle)?)?.into_iter().collect())
}

/// The workbook as a file, in the language that is shown first; none where it was not kept.
pub fn asset(dossier: &Dossier) -> Result<Option<Asset>, String> {
    let book = dossier.sides[0].book.as_ref();
    book.map(|book| Ok((NAME.into(), render(book)?))).transpose()
}

/// A workbook's bytes: the same for the same book, whenever they are written.
pub fn render(book: &Book) -> Result<Vec<u8>, String> {
    written(book).map_err(|why| why.to_string())
}

fn written(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let lang = book.lang();
    let writing =
        Writing { book, lang, amounts: Amounts::of(&book.money), places: Places { money: &book.money, lang } };
    let mut workbook = Workbook::new();
    let written = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let about = DocProperties::new().set_title(&book.title).set_author("peakstaff").set_creation_datetime(&written);
    workbook.set_properties(&about);
    for name in Sheet::ALL {
        if name == Sheet::Saving && book.finance.is_none() {
            continue;
        }
        let sheet = workbook.add_worksheet();
        sheet.set_name(name.name(lang))?;
        sheet.set_formula_result_default("");
        match name {
            Sheet::Answer => answer::answer(&writing, sheet)?,
            Sheet::Assumptions => live::assumptions(&writing, sheet)?,
            Sheet::Ledger => live::ledger(&writing, sheet)?,
            Sheet::Saving => finance::saving(&writing, sheet)?,
            Sheet::Differences => differences::differences(&writing, sheet)?,
            Sheet::Replications => live::replications(&writing, sheet)?,
            Sheet::Quantities => live::quantities(&writing, sheet)?,
            Sheet::Hours => page(&writing, sheet, name, &book.hours)?,
            Sheet::Roster => page(&writing, sheet, name, &book.roster)?,
            Sheet::Definitions => page(&writing, sheet, name, &book.definitions)?,
        }
    }
    workbook.save_to_buffer()
}

/// A sheet of tables.
fn page(w: &Writing<'_>, sheet: &mut Worksheet, name: Sheet, page: &Page) -> Written {
    w.top(sheet, name)?;
    let mut row = 1;
    for note in &page.notes {
        text(sheet, (row, 0), note, &style::note())?;
        row += 1;
    }
    for grid in &page.grids {
        row = write::grid(sheet, row + 1, grid)?;
    }
    write::widths(sheet, page.grids.iter())?;
    if page.fixed > 0 {
        sheet.set_freeze_panes(1, page.fixed as u16)?;
    }
    let wide = |grid: &Grid| grid.columns.iter().map(|column| column.width).sum::<f64>();
    Writing::paper(sheet, page.grids.iter().map(wide).fold(0.0, f64::max));
    Ok(())
}
