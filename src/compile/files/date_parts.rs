//! Dates whose year, month and day stand in three columns.

use super::headings::HEAD;
use super::words::plain;
use crate::scenario::text::sheet::{CellKind, Sheet};

const YEAR: [&str; 3] = ["year", "年", "年份"];
const MONTH: [&str; 3] = ["month", "月", "月份"];
const DAY: [&str; 4] = ["day", "日", "dayofmonth", "日期"];

/// Puts year, month and day together in the column of days, where there are three such columns of numbers and no doubt of them.
pub fn join(sheet: &mut Sheet) {
    let at = |row: usize, words: &[&str]| {
        let mut found = (0..sheet.rows[row].len()).filter(|at| words.contains(&plain(sheet.text(row, *at)).as_str()));
        found.next().filter(|_| found.next().is_none())
    };
    let heads = 0..sheet.rows.len().min(HEAD);
    let Some((head, [year, month, day])) =
        heads.into_iter().find_map(|row| Some((row, [at(row, &YEAR)?, at(row, &MONTH)?, at(row, &DAY)?])))
    else {
        return;
    };
    let number = |row: usize, at: usize, range: std::ops::RangeInclusive<u16>| {
        sheet.text(row, at).parse::<u16>().ok().filter(|number| range.contains(number))
    };
    let date = |row: usize| {
        Some((
            row,
            format!(
                "{}-{}-{}",
                number(row, year, 1970..=2199)?,
                number(row, month, 1..=12)?,
                number(row, day, 1..=31)?
            ),
        ))
    };
    let full = (head + 1..sheet.rows.len()).filter(|row| !sheet.text(*row, day).is_empty());
    let dates: Vec<Option<(usize, String)>> = full.map(date).collect();
    let Some(dates) = dates.into_iter().collect::<Option<Vec<_>>>() else { return };
    let word = [year, month, day].map(|at| sheet.text(head, at).to_owned()).join("-");
    for (row, date) in dates {
        (sheet.rows[row][day].text, sheet.rows[row][day].kind) = (date, CellKind::Text);
    }
    sheet.rows[head][day].text = word;
    for at in [year, month] {
        sheet.rows[head][at].text.clear();
    }
}
