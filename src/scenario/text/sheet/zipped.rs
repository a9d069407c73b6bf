//! Workbooks are archives, and a small archive can hold more than a computer has memory for. They are gone through once
//! in small pieces before anything is kept of them: what is unpacked is counted while it is unpacked, whatever the
//! archive says of itself.

use super::{no_workbook, too_large};
use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::limits::{CELL, CELLS, PARTS, UNPACKED};
use std::io::{self, BufRead as _, BufReader, Cursor, Read};
use zip::ZipArchive;

/// Bytes of one tag with the text before it: the text of a cell where every letter is written as `&#x10FFFF;`.
const PIECE: usize = 4 * CELL;

/// What is wrong with a part of an archive.
enum Wrong {
    Unpacked,
    Cell,
    Cells,
    Broken(String),
}

/// Refuses an archive that holds too much.
pub fn guard(bytes: &[u8], path: &str, most: (usize, usize)) -> Result<(), Text> {
    within(bytes, path, most, UNPACKED)
}

/// The same with another number of bytes for all that is unpacked.
fn within(bytes: &[u8], path: &str, most: (usize, usize), room: u64) -> Result<(), Text> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|why| no_workbook(path, why))?;
    let parts = archive.len();
    if parts > PARTS {
        return Err(say!("{path} holds {parts} files: at most {PARTS}", "{path} 内含 {parts} 个文件：最多 {PARTS} 个"));
    }
    let mut left = room;
    for index in 0..parts {
        let part = archive.by_index(index).map_err(|why| no_workbook(path, why))?;
        let is_content = part.name().is_ok_and(|name| name.eq_ignore_ascii_case("content.xml"));
        unpacked(part, is_content, &mut left).map_err(|wrong| told(path, most, room, wrong))?;
    }
    Ok(())
}

fn told(path: &str, most: (usize, usize), room: u64, wrong: Wrong) -> Text {
    match wrong {
        Wrong::Unpacked => super::unpacks_to_more(path, room),
        Wrong::Cell => super::long_cell(path),
        Wrong::Cells => too_large(path, most),
        Wrong::Broken(why) => no_workbook(path, why),
    }
}

fn broken(why: &io::Error) -> Wrong {
    Wrong::Broken(why.to_string())
}

/// Unpacks a part without keeping it, tag by tag where it has tags.
fn unpacked(part: impl Read, is_content: bool, left: &mut u64) -> Result<(), Wrong> {
    let mut reader = BufReader::with_capacity(1 << 16, part);
    let begins = reader.fill_buf().map_err(|why| broken(&why))?;
    if !begins.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(begins).trim_ascii_start().starts_with(b"<") {
        let all = io::copy(&mut reader.take(*left + 1), &mut io::sink()).map_err(|why| broken(&why))?;
        *left = left.checked_sub(all).ok_or(Wrong::Unpacked)?;
        return Ok(());
    }
    let (mut piece, mut text, mut table) = (Vec::new(), 0, Repeated::default());
    loop {
        piece.clear();
        let n = (&mut reader).take(PIECE as u64 + 1).read_until(b'>', &mut piece).map_err(|why| broken(&why))?;
        if n == 0 {
            return Ok(());
        }
        *left = left.checked_sub(n as u64).ok_or(Wrong::Unpacked)?;
        let tag = piece.iter().position(|byte| *byte == b'<').map_or(&piece[n..], |at| &piece[at..]);
        text += n - tag.len();
        // Texts of one cell may be in several tags.
        if n > PIECE || text > PIECE {
            return Err(Wrong::Cell);
        }
        if [&b"<c "[..], b"<c>", b"<si>", b"<row", b"<table:table-cell", b"<table:table-row"]
            .iter()
            .any(|begins| tag.starts_with(begins))
        {
            text = 0;
        }
        if is_content && !table.see(tag) {
            return Err(Wrong::Cells);
        }
    }
}

/// The size of the tables of an OpenDocument sheet, in which one tag can stand for very many cells.
#[derive(Default)]
struct Repeated {
    /// Of the table at work: rows so far, those of them behind the last row that says something, and the widest row.
    rows: usize,
    empty: usize,
    width: usize,
    /// Of the row at work: how often it stands, and its cells up to the last that says something, and all.
    times: usize,
    said: usize,
    cells: usize,
    /// Of the tables before.
    done: usize,
}

impl Repeated {
    /// Whether there is still room after this tag.
    fn see(&mut self, tag: &[u8]) -> bool {
        let is = |name: &[u8]| tag.strip_prefix(name).is_some_and(|rest| rest.starts_with(b" ") || rest.len() < 3);
        if is(b"<table:table-row") {
            self.end_row();
            self.times = number(tag, b"number-rows-repeated=").unwrap_or(1);
        } else if is(b"<table:table-cell") || is(b"<table:covered-table-cell") {
            self.cells = self.cells.saturating_add(number(tag, b"number-columns-repeated=").unwrap_or(1));
            let empty = tag.ends_with(b"/>") && !tag.windows(7).any(|part| part == b"office:");
            if !empty {
                self.said = self.cells;
            }
        } else if is(b"</table:table") {
            self.end_row();
            self.done = self.size();
            (self.rows, self.empty, self.width) = (0, 0, 0);
        }
        let row = self.said.saturating_mul(self.times.max(1));
        self.size().max(row) <= CELLS
    }

    fn end_row(&mut self) {
        if self.said > 0 {
            self.rows = self.rows.saturating_add(self.empty).saturating_add(self.times);
            self.empty = 0;
        } else {
            self.empty = self.empty.saturating_add(self.times);
        }
        self.width = self.width.max(self.said);
        (self.times, self.said, self.cells) = (0, 0, 0);
    }

    fn size(&self) -> usize {
        self.done.saturating_add(self.rows.saturating_mul(self.width))
    }
}

/// The number that an attribute has; one that cannot be read is the largest.
fn number(tag: &[u8], attribute: &[u8]) -> Option<usize> {
    let at = tag.windows(attribute.len()).position(|part| part == attribute)? + attribute.len();
    let quoted = tag.get(at + 1..)?;
    let digits = quoted.iter().take_while(|byte| !matches!(byte, b'"' | b'\''));
    let digits: String = digits.map(|byte| char::from(*byte)).collect();
    Some(digits.trim().parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::text::limits::MOST;
    use std::io::Write as _;
    use zip::write::{SimpleFileOptions, ZipWriter};

    /// An archive of one part that begins so, then repeats this so often, then ends so.
    fn archive(name: &str, begin: &str, repeated: &str, times: usize, end: &str) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(begin.as_bytes()).unwrap();
        zip.write_all(repeated.repeat(times).as_bytes()).unwrap();
        zip.write_all(end.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    }

    fn found(name: &str, begin: &str, repeated: &str, times: usize, end: &str) -> String {
        within(&archive(name, begin, repeated, times, end), "v.xlsx", MOST, 2 << 20)
            .err()
            .map_or_else(String::new, |why| why.en)
    }

    #[test]
    fn what_unpacks_without_end_ends_at_the_limit() {
        let sheet = "xl/worksheets/sheet1.xml";
        assert_eq!(found(sheet, "<row>", "<c t=\"n\"><v>1</v></c>", 1000, "</row>"), "");
        assert!(found(sheet, "<c><is><t>", "A", PIECE + 1, "</t></is></c>").contains("cell"));
        assert!(found(sheet, "<c><is>", "<r><t>AAAAAAAA</t></r>", PIECE / 8 + 1, "</is></c>").contains("cell"));
        assert!(found("xl/sharedStrings.xml", "", "<si><t>A</t></si>", 200_000, "").contains("2 MiB"));
        assert!(found("xl/worksheets/sheet1.bin", "", "A", (2 << 20) + 1, "").contains("2 MiB"));
    }

    #[test]
    fn one_tag_for_very_many_cells_is_counted() {
        let row = |times: usize, cells: &str| {
            format!("<table:table-row table:number-rows-repeated=\"{times}\">{cells}</table:table-row>")
        };
        let cell =
            |times: usize| format!("<table:table-cell table:number-columns-repeated=\"{times}\" office:value=\"1\"/>");
        let nothing = |times: usize| format!("<table:table-cell table:number-columns-repeated=\"{times}\"/>");
        let ods = |rows: &str| found("content.xml", "<table:table>", "", 0, &format!("{rows}</table:table>"));
        // As LibreOffice ends every sheet: a million empty rows of thousands of empty cells.
        let end = row(1_048_500, &nothing(16_384));
        assert_eq!(ods(&(row(30, &(cell(9) + &nothing(16_375))) + &end)), "");
        for rows in
            [row(1_000_000, &cell(1000)), row(1, &cell(1000)) + &end + &row(1, &cell(1)), row(1, &cell(usize::MAX))]
        {
            assert!(ods(&rows).contains("more than 100000 rows"), "{rows}");
        }
        assert!(ods(&(row(1, &nothing(99_999_999)) + &row(1, &(nothing(20_000_000) + &cell(1))))).contains("rows"));
    }
}
