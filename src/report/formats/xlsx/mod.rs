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
    let mut workbook = begun(&book.title)?;
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
            Sheet::Hours => page(sheet, (&name.name(lang), &book.title), &book.hours)?,
            Sheet::Roster => page(sheet, (&name.name(lang), &book.title), &book.roster)?,
            Sheet::Definitions => page(sheet, (&name.name(lang), &book.title), &book.definitions)?,
        }
        if name == Sheet::Hours {
            for (grid, name) in book.hours.grids.iter().skip(1).zip(&book.hours.sheets) {
                let sheet = workbook.add_worksheet();
                sheet.set_name(name)?;
                alone(sheet, (name, &book.title), grid, book.hours.fixed, &[])?;
            }
        }
    }
    workbook.save_to_buffer()
}

/// A workbook of tables alone: each page with the name of its sheet; the same bytes for the same tables, whenever they are written.
pub fn tables(title: &str, pages: &[(String, Page)]) -> Result<Vec<u8>, String> {
    let written = || -> Result<Vec<u8>, XlsxError> {
        let mut workbook = begun(title)?;
        for (name, shown) in pages {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name)?;
            page(sheet, (name, title), shown)?;
        }
        workbook.save_to_buffer()
    };
    written().map_err(|why| why.to_string())
}

/// A workbook without sheets; of no date, so that it is the same whenever it is written.
fn begun(title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let written = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let about = DocProperties::new().set_title(title).set_author("peakstaff").set_creation_datetime(&written);
    workbook.set_properties(&about);
    Ok(workbook)
}

/// A sheet of tables: of several the longest can be filtered; of one the headings stay, too. `names`: its own and the workbook's.
fn page(sheet: &mut Worksheet, names: (&str, &str), page: &Page) -> Written {
    let here = if page.sheets.is_empty() { &page.grids[..] } else { &page.grids[..1] };
    if let [grid] = here {
        return alone(sheet, names, grid, page.fixed, &page.notes);
    }
    let mut row = top(sheet, names, &page.notes)?;
    let mut longest: Option<(u32, &Grid)> = None;
    for grid in here {
        let header = write::header_row(row + 1, grid);
        if longest.is_none_or(|(_, known)| known.rows.len() < grid.rows.len()) {
            longest = Some((header, grid));
        }
        row = write::grid(sheet, row + 1, grid)?;
    }
    if let Some((header, grid)) = longest {
        write::filter(sheet, header, grid)?;
    }
    sheet.set_freeze_panes(1, page.fixed as u16)?;
    widths_and_paper(sheet, here)
}

/// A sheet of one table: its headings stay, and it can be filtered.
fn alone(sheet: &mut Worksheet, names: (&str, &str), grid: &Grid, fixed: usize, notes: &[String]) -> Written {
    let from = top(sheet, names, notes)? + 1;
    let header = write::header_row(from, grid);
    write::grid(sheet, from, grid)?;
    write::filter(sheet, header, grid)?;
    sheet.set_freeze_panes(header + 1, fixed as u16)?.set_repeat_rows(header, header)?;
    widths_and_paper(sheet, std::slice::from_ref(grid))
}

/// The title and what is said below it; the row behind.
fn top(sheet: &mut Worksheet, (name, title): (&str, &str), notes: &[String]) -> Result<u32, XlsxError> {
    text(sheet, (0, 0), &format!("{name} · {title}"), &style::title())?;
    let mut row = 1;
    for note in notes {
        text(sheet, (row, 0), note, &style::note())?;
        row += 1;
    }
    Ok(row)
}

fn widths_and_paper(sheet: &mut Worksheet, grids: &[Grid]) -> Written {
    write::widths(sheet, grids.iter())?;
    let wide = |grid: &Grid| grid.columns.iter().map(|column| column.width).sum::<f64>();
    Writing::paper(sheet, grids.iter().map(wide).fold(0.0, f64::max));
    Ok(())
}
