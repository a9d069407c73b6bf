//! What is wrong in a table: each kind of mistake once, at its first place, with how often and in which lines.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::say;
use crate::scenario::text::sheet::Sheet;
use std::collections::BTreeMap;

/// Lines named beside the first.
const NAMED: usize = 8;

/// One kind: the finding at its first place, and the lines of the file.
struct FaultKind {
    place: Place,
    why: Text,
    help: Option<Text>,
    also: Option<(Place, Text)>,
    lines: Vec<usize>,
}

/// Mistakes by kind, in order of kind.
#[derive(Default)]
pub struct Faults(BTreeMap<Code, FaultKind>);

impl Faults {
    /// Something wrong in a row and column.
    pub fn push(&mut self, code: Code, sheet: &Sheet, (row, at): (usize, usize), why: Text) {
        let first = || {
            // A row may be shorter than the row of words over the columns.
            let cells = &sheet.rows[row];
            let place = sheet.at(row, at).or(cells.last()).map_or_else(|| whole(sheet), |cell| cell.place.clone());
            FaultKind { place, why, help: None, also: None, lines: Vec::new() }
        };
        self.0.entry(code).or_insert_with(first).lines.push(sheet.line(row));
    }
    /// What would do, for a kind found already.
    pub fn help(&mut self, code: Code, help: impl FnOnce() -> Text) {
        if let Some(kind) = self.0.get_mut(&code).filter(|kind| kind.help.is_none()) {
            kind.help = Some(help());
        }
    }
    /// Another place, for a kind found just now.
    pub fn also(&mut self, code: Code, place: &Place, said: Text) {
        if let Some(kind) = self.0.get_mut(&code).filter(|kind| kind.lines.len() == 1) {
            kind.also = Some((place.clone(), said));
        }
    }
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// All of it, as errors.
    pub fn report(self, out: &mut Diagnostics) {
        for (code, FaultKind { place, mut why, help, also, lines }) in self.0 {
            if lines.len() > 1 {
                let list: Vec<String> = lines[1..].iter().take(NAMED).map(ToString::to_string).collect();
                let more = if lines.len() > NAMED + 1 { " …" } else { "" };
                let (n, lines_en, lines_zh) = (lines.len(), list.join(", ") + more, list.join("、") + more);
                let Text { en, zh } = why;
                why = say!("{en} ({n} such; also lines {lines_en})", "{zh}（同类共 {n} 处；还有第 {lines_zh} 行）");
            }
            let mut diagnostic = Diagnostic::error(code, &place, why);
            if let Some((place, said)) = also {
                diagnostic = diagnostic.also(&place, said);
            }
            out.push(match help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
    }
}

fn whole(sheet: &Sheet) -> Place {
    let cell = sheet.rows.iter().flatten().next();
    cell.expect("a table with a row of words has a cell").place.clone()
}
