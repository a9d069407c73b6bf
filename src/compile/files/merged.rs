//! Cells that are empty because they are merged with those above or before them: what they say stands in the first alone.

use super::faults::Faults;
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use crate::scenario::text::sheet::Sheet;

/// A row that does not say what it is about, under a word over a column where others do.
pub fn unsaid(sheet: &Sheet, head: usize, (row, column): (usize, usize), found: &mut Faults) {
    let (line, word) = (sheet.line(row), sheet.text(head, column));
    let why = say!(
        "row {line} does not say what it is about, under \"{word}\"",
        "第 {line} 行的“{word}”是空白：是哪一类的？"
    );
    found.push(Code::DataEmpty, sheet, (row, column), why);
    found.help(Code::DataEmpty, || {
        say!(
            "write \"{word}\" in every row, also where cells are merged; in rows of none of them: -",
            "请在每一行写明“{word}”，合并的单元格也要写；哪一类都不是的写 -"
        )
    });
}

/// Asks what each of merged cells is that are read one by one. `is_read`: which are.
pub fn ask(sheet: &Sheet, head: usize, is_read: impl Fn(usize, usize) -> bool) -> Option<Diagnostic> {
    let (name, first) = sheet.merged_over(head, is_read)?;
    let said = &first.text;
    let why = say!(
        "{name} are merged: is \"{said}\" in every one of these cells, or for all of them together?",
        "{name} 是合并单元格：“{said}”是每一格都是，还是合起来是？"
    );
    Some(
        Diagnostic::error(Code::DataDoubt, &first.place, why)
            .help(say!("unmerge them, and write in every cell what it is", "请取消合并，每一格写明各自的内容")),
    )
}
