//! A table of cells, out of a CSV file or a spreadsheet, in which every cell knows its place.
//!
//! What was read is shown to the user as comma-separated text, one line a row, so that a mistake in a spreadsheet is
//! underlined like one in a scenario.

mod joined;
mod old;
mod shown;
mod zipped;

pub use joined::Joined;
pub use shown::with_clock;

use super::limits::{CELL, CELLS};
use crate::diagnostic::{Place, SourceMap, Text};
use crate::say;
use calamine::{Data, Dimensions, Reader as _, Sheets, open_workbook_auto_from_rs};
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A table of cells.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// From the first row of the file.
    pub rows: Vec<Vec<Cell>>,
    /// The name of the sheet; empty where the file has but one.
    pub name: String,
    /// The names of the others of its workbook, where nobody said which one is meant.
    pub others: Vec<String>,
    /// What stands between two cells of a text; none of a workbook.
    pub mark: Option<char>,
    /// The row of the file, from 0, that each row comes from; empty where all are as in the file.
    pub lines: Vec<usize>,
    /// Whether rows and columns have changed places: its rows are the columns of the file.
    pub turned: bool,
    /// Cells that are merged, as far as a workbook says so.
    pub merged: Vec<Joined>,
}

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What stands in it, without spaces around it.
    pub text: String,
    /// Where that is shown.
    pub place: Place,
    /// As what a workbook holds it.
    pub kind: CellKind,
}

/// As what a workbook holds a cell; a text file holds nothing but text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Whatever was typed.
    #[default]
    Text,
    /// A number, whatever marks the sheet shows in it.
    Number,
    /// A date, a time of day, or both, by its number format.
    Date,
    /// A length of time, by its number format (`[h]:mm`).
    Length,
}

/// A cell as it is read, before anybody knows where it will be shown.
type RawCell = (String, CellKind);

/// A column as spreadsheets name it: A, B … Z, AA.
pub fn column(mut index: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (index % 26) as u8));
        if index < 26 {
            return name;
        }
        index = index / 26 - 1;
    }
}

impl Sheet {
    /// Reads a file's bytes. `sheet`: which sheet of a workbook; none: the first.
    /// `most`: rows and columns at most.
    pub fn read(
        bytes: &[u8],
        path: &str,
        sheet: Option<&str>,
        most: (usize, usize),
        files: &mut SourceMap,
    ) -> Result<Self, Text> {
        let zipped = bytes.starts_with(b"PK\x03\x04");
        let old = bytes.starts_with(b"\xD0\xCF\x11\xE0");
        if zipped {
            zipped::guard(bytes, path, most)?;
        } else if old {
            old::guard(bytes, path)?;
        }
        let mut grid = Growing { path, most, rows: Vec::new(), cells: 0, merged: Vec::new() };
        let (names, mark) = if zipped || old {
            (in_workbook(bytes, sheet, &mut grid)?, None)
        } else {
            (vec![String::new()], Some(in_text(bytes, &mut grid)?))
        };
        let mut names = names.into_iter();
        let name = names.next().unwrap_or_default();
        Ok(Self { mark, others: names.collect(), merged: grid.merged, ..Self::shown(path, name, grid.rows, files) })
    }

    /// Writes the rows down as text, and keeps where each cell came to stand.
    fn shown(path: &str, name: String, rows: Vec<Vec<RawCell>>, files: &mut SourceMap) -> Self {
        let mut text = String::new();
        let mut spans = Vec::new();
        for row in &rows {
            let mut line = Vec::new();
            for (i, (cell, _)) in row.iter().enumerate() {
                text.push_str(if i > 0 { "," } else { "" });
                line.push(text.len()..text.len() + cell.len());
                text.push_str(cell);
            }
            text.push('\n');
            spans.push(line);
        }
        let title = if name.is_empty() { path.to_string() } else { format!("{path} [{name}]") };
        let id = files.add(&title, &text);
        let cell = |((text, kind), span)| Cell { text, place: Place::new(id, span), kind };
        let rows = rows.into_iter().zip(spans).map(|(row, spans)| row.into_iter().zip(spans).map(cell).collect());
        let (others, lines, merged) = (Vec::new(), Vec::new(), Vec::new());
        Self { rows: rows.collect(), name, others, mark: None, lines, turned: false, merged }
    }

    /// The same with rows and columns in each other's place.
    #[must_use]
    pub fn turned(&self) -> Self {
        let wide = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let some = self.rows.iter().flatten().next();
        let cell = |row: &Vec<Cell>, at: usize| {
            let beside = || row.last().or(some).map(|near| Cell { text: String::new(), ..near.clone() });
            row.get(at).cloned().or_else(beside)
        };
        let rows = (0..wide).map(|at| self.rows.iter().filter_map(|row| cell(row, at)).collect()).collect();
        let merged = self.merged.iter().map(Joined::turned).collect();
        Self { rows, turned: !self.turned, merged, ..self.clone() }
    }

    /// A cell as spreadsheets name it.
    pub fn cell_name(&self, (row, at): (usize, usize)) -> String {
        let (row, at) = if self.turned { (at, row) } else { (row, at) };
        format!("{}{}", column(at), row + 1)
    }

    /// The number of a row in its file, from 1.
    pub fn line(&self, row: usize) -> usize {
        self.lines.get(row).copied().unwrap_or(row) + 1
    }

    /// The cell in a row and column; none beyond the row's last.
    pub fn at(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.get(column)
    }

    /// The text in a row and column; nothing beyond the row's last.
    pub fn text(&self, row: usize, column: usize) -> &str {
        self.at(row, column).map_or("", |cell| &cell.text)
    }
}

/// Spaces around a cell, and line breaks in it, say nothing.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Rows as they are read, never more than may be.
struct Growing<'a> {
    path: &'a str,
    /// Rows and columns at most.
    most: (usize, usize),
    rows: Vec<Vec<RawCell>>,
    /// All cells so far.
    cells: usize,
    /// Those that are one.
    merged: Vec<Joined>,
}

impl Growing<'_> {
    /// Puts what stands in a cell; those before it that nobody spoke of are empty.
    fn put(&mut self, row: usize, at: usize, (text, kind): RawCell) -> Result<(), Text> {
        if row >= self.most.0 || at >= self.most.1 {
            return Err(too_large(self.path, self.most));
        }
        if text.len() > CELL {
            return Err(long_cell(self.path));
        }
        self.rows.resize(self.rows.len().max(row + 1), Vec::new());
        let cells = &mut self.rows[row];
        self.cells += (at + 1).saturating_sub(cells.len());
        if self.cells > CELLS {
            return Err(too_many_cells(self.path));
        }
        cells.resize(cells.len().max(at + 1), RawCell::default());
        cells[at] = (text, kind);
        Ok(())
    }
}

/// Reads a sheet of a workbook; its name, and behind it those of the others where none is asked for.
fn in_workbook(bytes: &[u8], sheet: Option<&str>, grid: &mut Growing<'_>) -> Result<Vec<String>, Text> {
    let path = grid.path;
    // The reader adds up the numbers of a damaged file without looking, and falls over where they are too large.
    let read = AssertUnwindSafe(|| cells_of(bytes, sheet, grid));
    catch_unwind(read).unwrap_or_else(|_| Err(no_workbook(path, "damaged")))
}

fn no_workbook(path: &str, why: impl std::fmt::Display) -> Text {
    say!("{path} cannot be read as a spreadsheet ({why})", "{path} 不能作为电子表格读取（{why}）")
}

fn cells_of(bytes: &[u8], sheet: Option<&str>, grid: &mut Growing<'_>) -> Result<Vec<String>, Text> {
    let path = grid.path;
    let fault = |why: calamine::Error| no_workbook(path, why);
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(fault)?;
    let names = workbook.sheet_names();
    let name = match sheet {
        None => names.first().cloned().ok_or_else(|| no_workbook(path, "no sheet"))?,
        Some(wanted) => names.iter().find(|name| name.trim() == wanted.trim()).cloned().ok_or_else(|| {
            let (en, zh) = (names.join(", "), names.join("、"));
            say!("{path} has no sheet `{wanted}`; it has: {en}", "{path} 没有叫 `{wanted}` 的工作表；它有：{zh}")
        })?,
    };
    if let Sheets::Xlsx(workbook) = &mut workbook {
        let all = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let range = |from: u32, until: u32| from as usize..=until as usize;
        let one = |of: Dimensions| Joined { rows: range(of.start.0, of.end.0), columns: range(of.start.1, of.end.1) };
        grid.merged = all.into_iter().map(one).collect();
    }
    let mut put = |(row, at): (u32, u32), cell: RawCell| grid.put(row as usize, at as usize, cell);
    // Cell by cell where that can be: a single one far away would make a table of gigabytes.
    match &mut workbook {
        Sheets::Xlsx(workbook) => {
            let fault = |why| fault(calamine::Error::Xlsx(why));
            let shares = shown::spots(bytes, &name);
            let mut cells = workbook.worksheet_cells_reader(&name).map_err(fault)?;
            while let Some(cell) = cells.next_cell().map_err(fault)? {
                let (row, at) = cell.get_position();
                let is_share = shares.contains(&(row as usize, at as usize));
                let read = cell_text(&cell.get_value().clone().into());
                put((row, at), if is_share { as_share(read) } else { read })?;
            }
        }
        Sheets::Xlsb(workbook) => {
            let fault = |why| fault(calamine::Error::Xlsb(why));
            let mut cells = workbook.worksheet_cells_reader(&name).map_err(fault)?;
            while let Some(cell) = cells.next_cell().map_err(fault)? {
                put(cell.get_position(), cell_text(&cell.get_value().clone().into()))?;
            }
        }
        other => {
            let range = other.worksheet_range(&name).map_err(fault)?;
            let (above, left) = range.start().unwrap_or_default();
            for (row, at, cell) in range.used_cells() {
                put((above + row as u32, left + at as u32), cell_text(cell))?;
            }
        }
    }
    Ok(if sheet.is_none() { names } else { vec![name] })
}

fn long_cell(path: &str) -> Text {
    let most = CELL / 4;
    say!("{path} has a cell of more than {most} letters", "{path} 有单元格超过 {most} 个字")
}

fn too_many_cells(path: &str) -> Text {
    say!("{path} has more than {CELLS} cells", "{path} 超过 {CELLS} 个单元格")
}

fn unpacks_to_more(path: &str, bytes: u64) -> Text {
    let mib = bytes >> 20;
    say!("{path} unpacks to more than {mib} MiB", "{path} 展开后超过 {mib} MiB")
}

fn too_large(path: &str, (rows, columns): (usize, usize)) -> Text {
    say!("{path} has more than {rows} rows or {columns} columns", "{path} 超过 {rows} 行或 {columns} 列")
}

/// What a cell shows; dates, times of day and lengths in one form, whatever form the sheet gives them.
fn cell_text(cell: &Data) -> RawCell {
    match cell {
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
            let clock = match milli {
                0 => format!("{hour:02}:{minute:02}:{second:02}"),
                milli => format!("{hour:02}:{minute:02}:{second:02}.{milli:03}"),
            };
            let text = match date.as_f64() {
                whole if whole < 1.0 => clock,
                whole if whole.fract() == 0.0 => format!("{year}-{month:02}-{day:02}"),
                _ => format!("{year}-{month:02}-{day:02} {clock}"),
            };
            (text, CellKind::Date)
        }
        Data::DateTime(length) => (clock_of(length.as_f64()), CellKind::Length),
        Data::DateTimeIso(text) => (text.replacen('T', " ", 1), CellKind::Date),
        Data::DurationIso(text) => (text.clone(), CellKind::Length),
        Data::Float(_) | Data::Int(_) => (cell.to_string(), CellKind::Number),
        other => (tidy(&other.to_string()), CellKind::Text),
    }
}

/// A number that the sheet shows per cent, as it shows it.
fn as_share((text, kind): RawCell) -> RawCell {
    match text.parse::<f64>() {
        Ok(number) if kind == CellKind::Number => (format!("{}%", (number * 1e8).round() / 1e6), CellKind::Text),
        _ => (text, kind),
    }
}

/// A length of so many days as on a clock, hours beyond 24 among them.
fn clock_of(days: f64) -> String {
    let millis = (days.abs() * 86_400_000.0).round() as u64;
    let (seconds, milli) = (millis / 1000, millis % 1000);
    let sign = if days < 0.0 { "-" } else { "" };
    let clock = format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if milli == 0 { clock } else { format!("{clock}.{milli:03}") }
}

/// Reads a text; what stands between its cells.
fn in_text(bytes: &[u8], grid: &mut Growing<'_>) -> Result<char, Text> {
    let path = grid.path;
    let text = decoded(bytes)
        .ok_or_else(|| say!("{path} is neither UTF-8 nor GBK text", "{path} 既不是 UTF-8 也不是 GBK 文本"))?;
    if text.trim_start().starts_with('<') {
        return Err(say!(
            "{path} is a web page, not a spreadsheet: open it and save it as .xlsx",
            "{path} 是网页而不是电子表格：请打开后另存为 .xlsx"
        ));
    }
    let (said, text) = announced(&text);
    let delimiter = said.unwrap_or_else(|| delimiter(text));
    if widest(text, delimiter) > grid.most.1 {
        return Err(too_large(path, grid.most));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter as u8)
        .from_reader(text.as_bytes());
    // The reader passes over empty lines, but a row keeps its number.
    let (mut line, mut counted) = (usize::from(said.is_some()), 0);
    for record in reader.records() {
        let record = record.map_err(|why| say!("{path} cannot be read: {why}", "{path} 无法读取：{why}"))?;
        let from = record.position().map_or(counted, |position| position.byte() as usize);
        let empty = text[from..].len() - text[from..].trim_start_matches(['\r', '\n']).len();
        line += text[counted..from + empty].matches('\n').count();
        counted = from + empty;
        // Lines may stand in a cell: then a row has the number that its first line has in the file, or the next one.
        let row = line.max(grid.rows.len());
        for (at, text) in record.iter().enumerate() {
            grid.put(row, at, (tidy(text), CellKind::Text))?;
        }
    }
    Ok(delimiter)
}

/// The first line `sep=;` that some spreadsheets write, and the text behind it.
fn announced(text: &str) -> (Option<char>, &str) {
    let said = text.strip_prefix("sep=").and_then(|rest| Some((rest.chars().next()?, rest.split_once('\n')?.1)));
    match said {
        Some((mark, rest)) if mark.is_ascii() => (Some(mark), rest),
        _ => (None, text),
    }
}

/// What stands between cells: the mark that cuts most of the first lines into one number of cells; then the most cells.
/// A comma before the fraction of numbers stands in some cells of some lines, never in all.
fn delimiter(text: &str) -> char {
    const MARKS: [char; 4] = ['|', ';', '\t', ','];
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(20);
    let cuts =
        |line: &str, mark: char| line.split('"').step_by(2).map(|open| open.matches(mark).count()).sum::<usize>();
    let score = |mark: char| {
        let all: Vec<usize> = lines().map(|line| cuts(line, mark)).filter(|cuts| *cuts > 0).collect();
        let alike = all.iter().map(|cuts| (all.iter().filter(|other| *other == cuts).count(), *cuts));
        alike.max().unwrap_or_default()
    };
    MARKS.into_iter().max_by_key(|mark| score(*mark)).unwrap_or(',')
}

/// Columns of the widest row, as far as marks and quotes tell: the reader would have it in memory before it could be counted.
fn widest(text: &str, delimiter: char) -> usize {
    let (mut most, mut columns, mut quoted) = (0, 1, false);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => (),
            b'\n' => columns = 1,
            _ if byte == delimiter as u8 => {
                columns += 1;
                most = most.max(columns);
            }
            _ => (),
        }
    }
    most
}

/// Text in UTF-8, in what its byte order mark says, or in the Chinese spreadsheet's own encoding.
fn decoded(bytes: &[u8]) -> Option<String> {
    let encoding = Encoding::for_bom(bytes)
        .map_or_else(|| if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 }, |(encoding, _)| encoding);
    let (text, _, broken) = encoding.decode(bytes);
    (!broken).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::text::limits::MOST;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut files = SourceMap::default();
        let sheet = Sheet::read(bytes, "r.csv", None, MOST, &mut files).unwrap();
        for row in &sheet.rows {
            for cell in row {
                let span = cell.place.span;
                assert_eq!(&files.text(cell.place.source)[span.start..span.end], cell.text);
            }
        }
        sheet.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn text_in_the_encodings_that_spreadsheets_save() {
        let text = "姓名,1日,2日\n\n张三, 早 ,\"晚\n班\"\n";
        let expected = vec![vec!["姓名", "1日", "2日"], vec![], vec!["张三", "早", "晚 班"]];
        let (gbk, _, _) = GB18030.encode(text);
        let utf16: Vec<u8> =
            std::iter::once(0xFEFF).chain(text.replace(',', "\t").encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes(), &[b"\xEF\xBB\xBF", text.as_bytes()].concat(), &gbk, &utf16] {
            assert_eq!(cells(bytes), expected);
        }
    }

    #[test]
    fn what_is_no_table_is_said() {
        let read =
            |bytes: &[u8]| Sheet::read(bytes, "r", None, MOST, &mut SourceMap::default()).map(|_| ()).unwrap_err().en;
        assert!(read(b"<html><table>").contains("web page"));
        assert!(read(b"\x81\xFF\xFF\x00").contains("neither UTF-8 nor GBK"));
        assert!(read(b"PK\x03\x04 and no more").contains("spreadsheet"));
        assert!(read("a,".repeat(2001).as_bytes()).contains("2000 columns"));
        assert!(read("a\n".repeat(100_001).as_bytes()).contains("100000 rows"));
        assert!(read("a".repeat(CELL + 1).as_bytes()).contains("a cell of more than 32767 letters"));
        assert!(read((format!("{}\n", ",".repeat(1999))).repeat(5001).as_bytes()).contains("10000000 cells"));
        assert!(read(&[b"\xD0\xCF\x11\xE0".as_slice(), &[0; 600]].concat()).contains("spreadsheet"));
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(column), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
