//! Cells into a sheet: words that are never a formula, numbers, formulas with what they come to.

use super::places::At;
use super::style;
use crate::harmless::visible_lines;
use crate::report::book::{Cell, Grid, Kind};
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

/// What is written, or why it cannot be.
pub type Written = Result<(), XlsxError>;

/// More characters than these no cell holds.
const LONGEST: usize = 32_000;
/// Characters of a line in points of height.
const LINE: f64 = 15.0;

/// Words; whatever they begin with, a spreadsheet takes them for words.
pub fn text(sheet: &mut Worksheet, (row, column): At, words: &str, format: &Format) -> Written {
    let shown = visible_lines(words);
    let shown: String = shown.chars().take(LONGEST).collect();
    // Typed into again, it would be a formula: the quote is what a user would type before it.
    let acts = shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let quoted = format.clone().set_quote_prefix();
    sheet.write_string_with_format(row, column, shown, if acts { &quoted } else { format })?;
    Ok(())
}

/// A number.
pub fn number(sheet: &mut Worksheet, (row, column): At, number: f64, format: &Format) -> Written {
    sheet.write_number_with_format(row, column, number, format)?;
    Ok(())
}

/// What a formula comes to.
pub enum Outcome {
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
}

impl Outcome {
    /// Nothing.
    pub fn nothing() -> Self {
        Self::Text(String::new())
    }

    /// A number, or what stands there where there is none.
    pub fn or(number: Option<f64>, words: &str) -> Self {
        number.map_or_else(|| Self::Text(words.to_owned()), Self::Number)
    }
}

/// A formula with what it comes to, for whoever does not calculate.
pub fn formula(sheet: &mut Worksheet, (row, column): At, formula: &str, result: &Outcome, format: &Format) -> Written {
    let result = match result {
        Outcome::Number(number) => format!("{number}"),
        Outcome::Text(text) => text.clone(),
    };
    sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), format)?;
    Ok(())
}

/// How wide text is, in characters of which a Chinese one is two.
pub fn width(text: &str) -> f64 {
    use unicode_width::UnicodeWidthStr;
    text.width() as f64
}

/// The row of a table's headings where it is written from this row on.
pub fn header_row(from: u32, grid: &Grid) -> u32 {
    from + u32::from(!grid.heading.is_empty()) + grid.notes.len() as u32
}

/// Its rows can be filtered; a table without any cannot. `header`: the row of its headings.
pub fn filter(sheet: &mut Worksheet, header: u32, grid: &Grid) -> Written {
    filter_rows(sheet, (header, header + grid.rows.len() as u32), grid.columns.len())
}

/// The same of so many columns of a table that is not of one piece: from its headings to its last row.
pub fn filter_rows(sheet: &mut Worksheet, (header, last): (u32, u32), columns: usize) -> Written {
    if last > header && columns > 0 {
        sheet.autofilter(header, 0, last, columns as u16 - 1)?;
    }
    Ok(())
}

/// A table, from this row on; the row below it.
pub fn grid(sheet: &mut Worksheet, from: u32, grid: &Grid) -> Result<u32, XlsxError> {
    let mut row = from;
    if !grid.heading.is_empty() {
        text(sheet, (row, 0), &grid.heading, &style::heading())?;
        row += 1;
    }
    for note in &grid.notes {
        text(sheet, (row, 0), note, &style::note())?;
        row += 1;
    }
    header(sheet, row, grid)?;
    row += 1;
    let kinds: Vec<Kind> = grid.columns.iter().map(|column| column.kind).collect();
    for line in &grid.rows {
        let mut lines = 1.0_f64;
        for (at, cell) in line.cells.iter().enumerate() {
            let column = kinds[at];
            match cell {
                Cell::Empty => (),
                Cell::Shown(x, kind) => number(sheet, (row, at as u16), *x, &style::number(*kind))?,
                Cell::Number(x) => {
                    let format = match (line.kind, column) {
                        (None, Kind::Letter) => style::centred(Kind::Count),
                        (kind, column) => style::number(kind.unwrap_or(column)),
                    };
                    number(sheet, (row, at as u16), *x, &format)?;
                }
                Cell::Text(words) => {
                    let format = match column {
                        Kind::Sentences => style::sentences(),
                        Kind::Letter => style::letter(words),
                        _ => style::words(),
                    };
                    text(sheet, (row, at as u16), words, &format)?;
                    if column == Kind::Sentences {
                        let wide = grid.columns[at].width.max(1.0);
                        let of_line = |line: &str| (width(line) * 0.95 / wide).ceil().max(1.0);
                        lines = lines.max(words.lines().map(of_line).sum());
                    }
                }
            }
        }
        if lines > 1.0 {
            sheet.set_row_height(row, lines.min(27.0) * LINE)?;
        }
        row += 1;
    }
    Ok(row)
}

fn header(sheet: &mut Worksheet, row: u32, grid: &Grid) -> Written {
    let mut lines = 1.0_f64;
    for (at, column) in grid.columns.iter().enumerate() {
        text(sheet, (row, at as u16), &column.title, &style::header())?;
        let of_line = |line: &str| (width(line) * 1.15 / column.width.max(1.0)).ceil().max(1.0);
        lines = lines.max(column.title.lines().map(of_line).sum());
    }
    sheet.set_row_height(row, lines.min(8.0) * LINE)?;
    Ok(())
}

/// Columns as wide as the widest of tables has them.
pub fn widths<'a>(sheet: &mut Worksheet, grids: impl Iterator<Item = &'a Grid>) -> Written {
    let mut widths: Vec<f64> = Vec::new();
    for grid in grids {
        for (at, column) in grid.columns.iter().enumerate() {
            match widths.get_mut(at) {
                Some(width) => *width = width.max(column.width),
                None => widths.push(column.width),
            }
        }
    }
    for (at, width) in widths.into_iter().enumerate() {
        sheet.set_column_width(at as u16, width)?;
    }
    Ok(())
}
