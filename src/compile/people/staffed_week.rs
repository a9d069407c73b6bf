//! Weekdays of a table of numbers, before its rows or over its columns.

use crate::compile::files::words::{DATE, is_sum, means};
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::scenario::values::dates::weekday;
use crate::scenario::values::day_key::DAY_KEYS;

/// Monday 5 January 1970: weekdays of a file are read as the dates of this week.
pub(super) const MONDAY: i32 = 4;
/// Rows in which the words over the columns are looked for.
const HEAD: usize = 20;
/// What stands between the first and the last of several weekdays.
const BETWEEN: [&str; 8] = ["至", "到", "~", "～", "–", "—", " to ", "-"];

/// The weekdays that a cell says: `Mon-Fri`, 星期一至星期五.
fn several(text: &str) -> Option<Vec<usize>> {
    let day = |part: &str| weekday(part.trim());
    let (from, until) =
        BETWEEN.iter().find_map(|mark| text.split_once(mark)).and_then(|(from, until)| day(from).zip(day(until)))?;
    (from < until).then(|| (from..=until).collect())
}

/// Writes a column for each where several weekdays stand over one, beside others of weekdays.
fn spread_across(sheet: &mut Sheet) {
    let is_day = |text: &str| weekday(text).is_some() || several(text).is_some();
    let over = |row: &usize| {
        let days = || sheet.rows[*row].iter().filter(|cell| is_day(&cell.text));
        days().count() > 1 && days().any(|cell| several(&cell.text).is_some())
    };
    let Some(head) = (0..sheet.rows.len().min(HEAD)).find(over).filter(|_| sheet.merged.is_empty()) else { return };
    let days: Vec<Option<Vec<usize>>> = sheet.rows[head].iter().map(|cell| several(&cell.text)).collect();
    for (line, row) in sheet.rows.iter_mut().enumerate().skip(head) {
        let cells = std::mem::take(row).into_iter().enumerate();
        *row = cells
            .flat_map(|(at, cell)| {
                let own = days.get(at).cloned().flatten().unwrap_or_default();
                let word = |day: &usize| if line == head { DAY_KEYS[*day].to_owned() } else { cell.text.clone() };
                let copy = |day: &usize| Cell { text: word(day), ..cell.clone() };
                if own.is_empty() { vec![cell.clone()] } else { own.iter().map(copy).collect() }
            })
            .collect();
    }
}

/// Writes a row for each where several weekdays stand in a cell, in a column of nothing but weekdays. `said`: what the scenario calls it.
fn spread(sheet: &mut Sheet, said: Option<&String>) {
    let wide = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let over = (0..sheet.rows.len().min(HEAD)).flat_map(|row| (0..wide).map(move |column| (row, column)));
    let is_day = |text: &str| weekday(text).is_some() || several(text).is_some();
    let mut found = over.filter(|(row, column)| {
        let own = sheet.text(*row, *column);
        said.map_or(!own.is_empty() && !is_day(own), |said| own == said)
    });
    let down = found.find(|(head, column)| {
        let below = || {
            (head + 1..sheet.rows.len())
                .filter(|row| !sheet.rows[*row].iter().any(|cell| is_sum(&cell.text)))
                .map(|row| sheet.text(row, *column))
                .filter(|text| !text.is_empty())
        };
        below().any(|text| several(text).is_some()) && below().all(is_day)
    });
    let Some((head, column)) = down.filter(|_| sheet.merged.is_empty() && sheet.lines.is_empty()) else { return };
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    for (line, row) in sheet.rows.iter().enumerate() {
        let days = row.get(column).filter(|_| line > head).and_then(|cell| several(&cell.text));
        for day in days.map_or_else(|| vec![None], |days| days.into_iter().map(Some).collect()) {
            let mut row = row.clone();
            if let Some(day) = day {
                row[column].text = date_text(MONDAY + day as i32);
            }
            rows.push(row);
            lines.push(line);
        }
    }
    (sheet.rows, sheet.lines) = (rows, lines);
}

/// Writes the dates of one week in the place of weekdays, before the rows or over the columns, where a file has these and no
/// dates; what stood over them. `said`: what the scenario calls the column.
pub(super) fn weekdays_as_dates(sheet: &mut Sheet, said: Option<&String>) -> Option<String> {
    let heads = 0..sheet.rows.len().min(HEAD);
    spread_across(sheet);
    let across = heads.clone().find(|row| sheet.rows[*row].iter().filter(|c| weekday(&c.text).is_some()).count() > 1);
    if let Some(row) = across.filter(|_| said.is_none()) {
        let days = || sheet.rows[row].iter().filter(|cell| weekday(&cell.text).is_some());
        let word = format!("{} … {}", days().next()?.text, days().next_back()?.text);
        sheet.rows[row].iter_mut().for_each(|cell| as_date(&mut cell.text));
        return Some(word);
    }
    spread(sheet, said);
    let wide = sheet.rows.iter().map(Vec::len).max()?;
    let over = heads.flat_map(|row| (0..wide).map(move |column| (row, column)));
    let called = |(row, column): &(usize, usize)| match said {
        Some(said) => sheet.text(*row, *column) == said,
        None => !sheet.text(*row, *column).is_empty() && weekday(sheet.text(*row, *column)).is_none(),
    };
    let (head, column) = over.filter(called).find(|(row, column)| {
        let below = (row + 1..sheet.rows.len()).map(|row| sheet.text(row, *column)).filter(|text| !text.is_empty());
        let is_day: Vec<bool> = below.map(|text| weekday(text).is_some() || is_of_week(text)).collect();
        !is_day.is_empty() && is_day.iter().all(|is| *is)
    })?;
    let dated = (0..wide).any(|other| other != column && means(sheet.text(head, other), &DATE));
    if dated && said.is_none() {
        return None;
    }
    for row in head + 1..sheet.rows.len() {
        if let Some(cell) = sheet.rows[row].get_mut(column) {
            as_date(&mut cell.text);
        }
    }
    Some(std::mem::replace(&mut sheet.rows[head][column].text, "date".to_owned()))
}

fn as_date(text: &mut String) {
    if let Some(day) = weekday(text) {
        *text = date_text(MONDAY + day as i32);
    }
}

/// Whether a date of that week stands there already.
fn is_of_week(text: &str) -> bool {
    (MONDAY..MONDAY + 7).any(|day| date_text(day) == text)
}

#[cfg(test)]
mod tests {
    use super::several;

    #[test]
    fn weekdays_from_until() {
        assert_eq!(several("Mon-Fri"), Some(vec![0, 1, 2, 3, 4]));
        assert_eq!(several("星期六至星期日"), Some(vec![5, 6]));
        assert_eq!(several("Monday to Wednesday"), Some(vec![0, 1, 2]));
        for text in ["Mon", "Fri-Mon", "9-18", "Mon-"] {
            assert_eq!(several(text), None, "{text}");
        }
    }
}
