//! The workbook of a staffing: the numbers of its CSV files as numbers, headings in its language, headings that stay.

use super::alternatives::sized_beside_levers;
use calamine::{Data, Reader as _, Xlsx};
use peakstaff::model::Lang;
use peakstaff::report::{Staffed, size_tables, size_workbook};
use std::io::Cursor;

/// A sheet's cells, row by row.
fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(name).unwrap_or_else(|why| panic!("{name}: {why}"));
    range.rows().map(<[Data]>::to_vec).collect()
}

/// The rows below the headings, of which the first begins so.
fn below(rows: Vec<Vec<Data>>, first: &str) -> Vec<Vec<Data>> {
    let at = rows.iter().position(|row| row[0] == Data::String(first.into())).unwrap_or_else(|| panic!("no {first}"));
    rows.into_iter().skip(at + 1).collect()
}

fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(x) => *x,
        Data::Int(n) => *n as f64,
        other => panic!("no number: {other:?}"),
    }
}

/// A table by its name: rows of cells, without its headings.
fn table(found: &Staffed, name: &str) -> Vec<Vec<String>> {
    let all = size_tables(found, Lang::En).unwrap();
    let (_, bytes) = all.into_iter().find(|(file, _)| file == name).unwrap_or_else(|| panic!("no {name}"));
    let text = String::from_utf8(bytes).unwrap();
    let line = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().skip(1).map(line).collect()
}

#[test]
fn its_numbers_are_those_of_the_tables() {
    let found = sized_beside_levers();
    let (name, bytes) = size_workbook(&found, Lang::En).unwrap();
    assert_eq!(name, "report.xlsx");
    let hours = below(sheet(&bytes, "Half hours"), "date");
    let csv = table(&found, "size_hours.csv");
    assert_eq!(hours.len(), csv.len());
    for (row, line) in hours.iter().zip(&csv) {
        let [need, desk] = [number(&row[5]), number(&row[7])];
        assert_eq!(row[8] == Data::Empty, line[8].is_empty(), "{row:?}");
        if row[8] != Data::Empty {
            assert!((number(&row[8]) - (need - desk)).abs() < 1e-3 && need > desk, "{row:?}");
        }
    }
    assert!(hours.iter().any(|row| row[8] == Data::Empty), "somebody is to spare at some time");
    let ways = below(sheet(&bytes, "Alternatives"), "what is done");
    let csv = table(&found, "size_alternatives.csv");
    assert_eq!(ways.len(), csv.len());
    // What could not be compared stands last, without numbers.
    for (row, line) in ways.iter().zip(&csv).take(csv.len() - 1) {
        // What it costs more, and how often some day misses with the ends of the interval, behind a name that may have a comma.
        let behind = usize::from(line[2].starts_with('"'));
        for (at, of) in [(2, 5), (6, 10), (7, 11), (8, 12)] {
            let wanted: f64 = line[of + behind].parse().unwrap();
            assert!((number(&row[at]) - wanted).abs() <= 1e-4 * wanted.abs().max(1e-2), "{row:?}, not {line:?}");
        }
    }
}

#[test]
fn it_speaks_the_language_of_the_page_and_its_headings_stay() {
    let found = sized_beside_levers();
    let (_, bytes) = size_workbook(&found, Lang::Zh).unwrap();
    let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    let wanted = ["结论", "人数", "目标", "其他办法", "分时", "情景行", "口径"];
    assert_eq!(book.sheet_names(), wanted);
    let mut files = zip::ZipArchive::new(Cursor::new(bytes.clone())).unwrap();
    for n in 1..=wanted.len() {
        let mut xml = String::new();
        let mut file = files.by_name(&format!("xl/worksheets/sheet{n}.xml")).unwrap();
        std::io::Read::read_to_string(&mut file, &mut xml).unwrap();
        assert!(xml.contains("state=\"frozen\"") && xml.contains("<autoFilter "), "{n}");
    }
    assert!(bytes == size_workbook(&found, Lang::Zh).unwrap().1, "the same bytes again");
}
