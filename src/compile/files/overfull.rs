//! Rows with more cells than there are words over the columns: in a text file a mark within a number cuts a cell in two.

use super::faults::Faults;
use super::words;
use crate::diagnostic::{Code, Diagnostics};
use crate::say;
use crate::scenario::text::sheet::{Cell, CellKind, Sheet};

/// Tells of rows that have more cells than a row of words has, but of sums; none where there are some. A workbook keeps its cells apart:
/// there a value right behind the last word is told, as it may be one of the table's.
/// `letters`: whether letters of shifts are values.
pub fn check(sheet: &Sheet, head: usize, letters: bool, out: &mut Diagnostics) -> Option<()> {
    if sheet.turned {
        return Some(());
    }
    let filled = |row: &[Cell]| row.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
    let headings = sheet.rows.get(head).map_or(0, |row| filled(row));
    let is_over = |row: &[Cell]| match sheet.mark {
        Some(_) => filled(row) > headings,
        None => row.get(headings).is_some_and(|cell| is_value(cell, letters)),
    };
    let shown_between = sheet.mark.unwrap_or('|');
    let mut found = Faults::default();
    for (line, row) in sheet.rows.iter().enumerate().skip(head + 1) {
        let cells = filled(row);
        if !is_over(row) || headings == 0 || row.iter().any(|cell| words::is_sum(&cell.text)) {
            continue;
        }
        let mut shown: String =
            row.iter().take(cells).map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(&shown_between.to_string());
        if shown.chars().count() > SHOWN {
            shown = shown.chars().skip(shown.chars().count() - SHOWN).collect();
            shown.insert(0, '…');
        }
        let at = sheet.line(line);
        let why = say!(
            "row {at} has {cells} cells under {headings} words over columns: {shown}",
            "第 {at} 行有 {cells} 格，而列名只有 {headings} 个：{shown}"
        );
        found.push(Code::DataNumber, sheet, (line, headings), why);
    }
    if found.is_empty() {
        return Some(());
    }
    found.help(Code::DataNumber, || match sheet.mark {
        Some(mark) => say!(
            "a \"{mark}\" within a number usually does this: quote it (\"1,250\", \"4,5\"), or write 1250 and 4.5, or put ; between cells; what is no number: give its column a word",
            "通常是数字里的“{mark}”没有加引号：请写 \"1,250\"、\"4,5\"，或写 1250、4.5，或改用 ; 分隔各格；若多出的不是数字，请给那一列加列名"
        ),
        None => say!("give the last column a word over it, or empty these cells", "请给最后一列加列名，或清空这些单元格"),
    });
    found.report(out);
    None
}

/// Whether a cell holds a number or a time, or what may be a letter of a shift, and no remark.
fn is_value(cell: &Cell, letters: bool) -> bool {
    let (text, short) = (&cell.text, 4);
    !text.is_empty()
        && (cell.kind != CellKind::Text
            || text.starts_with(|c: char| c.is_ascii_digit())
            || letters && text.chars().count() < short)
}

/// Characters of a row that are shown: its last ones.
const SHOWN: usize = 60;
