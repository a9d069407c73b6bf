//! A date that stands once above the words over the columns, as reports of one day write it: `Date: 06/02/2025`.

use super::moments::{self, Moment, Written};
use super::words::{self, DATE, INTERVAL};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::say;
use crate::scenario::text::sheet::{Cell, CellKind, Sheet};

/// A date in a cell above the words over the columns.
struct TitleDate {
    title: Cell,
    date: Written,
    /// As it is written.
    text: String,
    /// Whether nothing stands before it but a word for dates: it is no date of printing.
    sure: bool,
}

/// Writes the date above the words over the columns into a column of its own, where no column has dates; that column. One of which it is
/// not certain is asked about; the scenario says it by its cell. `head`: the row of the words; `file`: as
/// the scenario names it.
pub fn fill(
    sheet: &mut Sheet,
    head: usize,
    said: Option<&String>,
    (file, place): (&str, &Place),
) -> Result<Option<usize>, Box<Diagnostic>> {
    let all = above(sheet, head);
    if let Some(said) = said {
        return Ok(all.into_iter().find(|one| one.title.text == said.trim()).and_then(|one| put(sheet, head, &one)));
    }
    let mut data = sheet.rows.iter().skip(head + 1).flatten();
    let timed = sheet.rows[head].iter().any(|cell| words::means(&cell.text, &INTERVAL));
    if !timed || data.any(|cell| moments::dated(cell).is_ok()) {
        return Ok(None);
    }
    let (sure, others): (Vec<TitleDate>, Vec<TitleDate>) = all.into_iter().partition(|one| one.sure);
    match (&sure[..], others.first()) {
        ([only, rest @ ..], _) if rest.iter().all(|one| one.date == only.date) => Ok(put(sheet, head, only)),
        ([], Some(first)) | ([first, ..], _) => Err(Box::new(doubt(first, file, place))),
        ([], None) => Ok(None),
    }
}

fn doubt(first: &TitleDate, file: &str, place: &Place) -> Diagnostic {
    let (text, title) = (&first.text, &first.title.text);
    let why = say!(
        "{file} has no column of dates: is {text} above it the date of all its rows?",
        "{file} 没有日期列：上方的 {text} 是各行的日期吗？"
    );
    let found = Diagnostic::error(Code::DataDoubt, &first.title.place, why);
    found.also(place, say!("read here", "在这里读取")).help(say!(
        "if it is: columns = {{ date = {title:?} }}; if not: a column of dates",
        "若是：columns = {{ date = {title:?} }}；若不是，请加一列日期"
    ))
}

/// The dates above the words over the columns.
fn above(sheet: &Sheet, head: usize) -> Vec<TitleDate> {
    let is_date = |moment: &Moment| !moment.counted && !matches!(moment.date, Written::Pair(..));
    let mut all = Vec::new();
    let mut before: Option<&Cell> = None;
    for cell in sheet.rows[..head].iter().flatten().filter(|cell| !cell.text.is_empty()) {
        // A word may stand in the cell before it, in its row.
        let own = before.filter(|label| sheet.rows[..head].iter().any(|row| beside(row, label, cell)));
        before = Some(cell);
        let one = |date: Written, text: &str, sure: bool| TitleDate {
            title: cell.clone(),
            date,
            text: text.to_owned(),
            sure,
        };
        if let Some(moment) = moments::moment(cell).ok().filter(is_date) {
            all.push(one(moment.date, &cell.text, own.is_none_or(|label| words::means(&label.text, &DATE))));
            continue;
        }
        let inside = dates_in(&cell.text);
        for (date, text) in &inside {
            let label = cell.text.split(text).next().unwrap_or_default();
            // A weekday before the date belongs to it.
            let label = label.split([':', '：']).next().unwrap_or_default();
            all.push(one(*date, text, inside.len() == 1 && words::means(label, &DATE)));
        }
    }
    all
}

/// Every date with a year that stands in a text, and how it is written.
pub fn dates_in(text: &str) -> Vec<(Written, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut within = false;
    while let Some(c) = rest.chars().next() {
        let date = if within || !c.is_alphanumeric() { None } else { moments::leading_date(rest).and_then(Result::ok) };
        // Versions have points too.
        let version = |behind: &str| rest[..rest.len() - behind.len()].contains('.');
        let dated = date.filter(|(date, behind)| match date {
            Written::NoYear(..) => false,
            Written::Short(..) => !version(behind),
            _ => true,
        });
        (within, rest) = match dated {
            Some((date, behind)) => {
                found.push((date, rest[..rest.len() - behind.len()].trim_end()));
                (true, behind)
            }
            None => (c.is_alphanumeric() && c.is_ascii(), &rest[c.len_utf8()..]),
        };
    }
    found
}

/// Whether two cells stand in one row.
fn beside(row: &[Cell], label: &Cell, cell: &Cell) -> bool {
    [label, cell].iter().all(|one| row.iter().any(|other| std::ptr::eq(other, *one)))
}

/// Writes a date beside every row; the column.
fn put(sheet: &mut Sheet, head: usize, date: &TitleDate) -> Option<usize> {
    let wide = sheet.rows.iter().map(Vec::len).max()?;
    let cell = |text: String| Cell { text, place: date.title.place.clone(), kind: CellKind::Text };
    for row in head..sheet.rows.len() {
        let cells = &mut sheet.rows[row];
        // A row with one cell is a note; sums are told by having no date.
        let sums = row > head && cells.iter().any(|cell| words::is_sum(&cell.text));
        if sums || cells.iter().filter(|cell| !cell.text.is_empty()).count() < 2 {
            continue;
        }
        let empty = Cell { text: String::new(), ..cells[0].clone() };
        cells.resize(wide, empty);
        cells.push(cell(if row == head { format!("↑ {}", date.text) } else { date.text.clone() }));
    }
    (sheet.rows[head].len() > wide).then_some(wide)
}

#[cfg(test)]
mod tests {
    use super::dates_in;

    #[test]
    fn dates_in_titles() {
        let found = |text| dates_in(text).into_iter().map(|(_, text)| text.to_owned()).collect::<Vec<_>>();
        assert_eq!(found("Date: 06/01/2025"), ["06/01/2025"]);
        assert_eq!(found("日期：2025年6月1日 报表2"), ["2025年6月1日"]);
        assert_eq!(found("From: Mon, 02 Jun 2025 00:00 To: Tue, 03 Jun 2025"), ["02 Jun 2025", "03 Jun 2025"]);
        assert!(found("Page 1/2 of Split 20250101x").is_empty());
    }
}
