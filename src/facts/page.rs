//! A sheet of the workbook, and its cells as somebody typed them.

use super::readings::{is_unknown, plain};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceMap, Text};
use crate::say;
use crate::scenario::text::limits::MOST;
use crate::scenario::text::sheet::{Cell, CellKind, Joined, Sheet, with_clock};
use std::collections::BTreeSet;

/// A sheet of the workbook.
pub struct Page {
    sheet: Sheet,
    /// Cells that are shown with a date and a time of day.
    with_clock: BTreeSet<(usize, usize)>,
}

/// A cell in which something stands.
#[derive(Clone, Debug)]
pub struct Typed {
    /// What.
    pub text: String,
    /// As what the sheet holds it.
    pub kind: CellKind,
    /// Where it is shown.
    pub place: Place,
    /// `问题!D7`.
    pub name: String,
}

impl Typed {
    /// Whether it says that nobody knows.
    pub fn is_unknown(&self) -> bool {
        is_unknown(&self.text)
    }

    /// A mistake in this cell.
    pub fn fault(&self, code: Code, message: &Text) -> Diagnostic {
        let (name, en, zh) = (&self.name, &message.en, &message.zh);
        Diagnostic::error(code, &self.place, say!("{name}: {en}", "{name}：{zh}"))
    }
}

impl Page {
    /// The sheet of one of these names; why not, where there is none.
    pub fn open(bytes: &[u8], path: &str, names: [&str; 2], files: &mut SourceMap) -> Result<Self, Text> {
        let mut read = |name: &str| Sheet::read(bytes, path, Some(name), MOST, files);
        let sheet = read(names[1]).or_else(|chinese| read(names[0]).map_err(|_| chinese))?;
        let with_clock = with_clock(bytes, &sheet.name);
        Ok(Self { sheet, with_clock })
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.sheet.rows.len()
    }

    /// How many columns the row has.
    pub fn columns(&self, row: usize) -> usize {
        self.sheet.rows.get(row).map_or(0, Vec::len)
    }

    /// The text in a row and column; nothing beyond the row's last.
    pub fn text(&self, row: usize, at: usize) -> &str {
        self.sheet.text(row, at)
    }

    /// The cell; none where nothing stands in it.
    pub fn typed(&self, row: usize, at: usize) -> Option<Typed> {
        let cell = self.sheet.at(row, at).filter(|cell| !cell.text.is_empty())?;
        let Cell { mut text, place, kind } = cell.clone();
        if kind == CellKind::Date && !text.contains(':') && self.with_clock.contains(&(row, at)) {
            // The sheet shows midnight, which a date alone does not.
            text.push_str(" 00:00");
        }
        Some(Typed { text, kind, place, name: self.name(row, at) })
    }

    /// The cell though nothing stands in it, shown where the row is.
    pub fn empty(&self, row: usize, at: usize) -> Typed {
        let near = self.sheet.at(row, at).or_else(|| self.sheet.rows[row].last());
        let place = near.map(|cell| cell.place.clone()).expect("a row that was found has cells");
        Typed { text: String::new(), kind: CellKind::Text, place, name: self.name(row, at) }
    }

    /// `问题!D7`.
    fn name(&self, row: usize, at: usize) -> String {
        format!("{}!{}", self.sheet.name, self.sheet.cell_name((row, at)))
    }

    /// The first cell of the merged ones that this belongs to; none where it stands alone or is the first.
    pub fn merged_into(&self, row: usize, at: usize) -> Option<(usize, usize)> {
        let mut firsts = self.sheet.merged.iter().filter(|one| one.holds(row, at)).map(Joined::first);
        firsts.find(|first| *first != (row, at))
    }

    /// Whether the text in a row and column is one of these words.
    pub fn says(&self, row: usize, at: usize, words: &[&str]) -> bool {
        let text = plain(self.text(row, at));
        words.iter().any(|word| plain(word) == text)
    }
}

/// Reports that a sheet cannot be read at all.
pub fn unread(why: Text, out: &mut Diagnostics) {
    let help = say!(
        "`peakstaff facts new shop.xlsx` writes the workbook to fill in",
        "`peakstaff facts new shop.xlsx` 生成要填的工作簿"
    );
    out.push(Diagnostic::error_at_large(Code::Unreadable, why).help(help));
}
