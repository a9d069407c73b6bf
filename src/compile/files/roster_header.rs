//! The row of dates over a roster: which column is which day.

use super::asked::Where;
use super::moment_doubt::{Asked, MomentDoubt};
use super::moments::{self, Written};
use super::roster_dates::{DaysSaid, First, NoDay, Over, OverDay, is_of, over};
use super::roster_parts::said_hours;
use super::roster_words::NUMBER;
use super::words::{self, PERSON, WEEKDAY_EN, WEEKDAY_ZH};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::schema::RosterText;
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::scenario::values::dates::{self, DateSpan, weekday_of, year_of};
use std::collections::BTreeMap;

/// Words before a row of weekdays.
const WEEKDAYS: [&str; 6] = ["", "星期", "周", "日期", "weekday", "day"];

/// What the head of a roster says.
pub struct Header {
    /// Its row.
    pub row: usize,
    /// Rows from here on are people.
    pub people: usize,
    /// The column of names.
    pub names: usize,
    /// That of the numbers of people, where there is one before the days.
    pub numbers: Option<usize>,
    /// Columns of days since 1970-01-01, in order of column.
    pub days: Vec<(usize, i32)>,
    /// How days were read that could have been two; none: none could, or as 10/1 usually is, the month first.
    pub first: Option<First>,
}

/// Words over numbers of people and of rows, which are no days.
const NUMBERED: [&str; 7] = ["工号", "序号", "编号", "no", "id", "number", "employeeid"];

/// Whether dates stand below one another in the first column, each once, and over no others: a day a row, a person a column.
pub fn is_turned(sheet: &Sheet) -> bool {
    let first = |row: &Vec<Cell>| row.first().map_or(String::new(), |cell| cell.text.clone());
    let numbered = sheet.rows.iter().any(|row| NUMBERED.contains(&words::plain(&first(row)).as_str()));
    // Numbers of people may look like the days that spreadsheets count.
    let is_number = |cell: &Cell| numbered && cell.text.bytes().all(|b| b.is_ascii_digit());
    let below = sheet.rows.iter().filter_map(|row| row.first().filter(|cell| !is_number(cell)));
    let down: Vec<Over> = below.filter_map(|cell| Some(over(cell)?.written)).collect();
    if down.len() < 2 || (1..down.len()).any(|at| down[..at].contains(&down[at])) {
        return false;
    }
    // Beside dates 9-18 is from nine until six.
    let is_day = |cell: &&Cell| said_hours(&cell.text).is_none();
    let full = |row: &Vec<Cell>| {
        let beside = row.iter().skip(1).filter(is_day).filter_map(over).filter(|day| day.written.has_month()).count();
        beside + usize::from(row.first().and_then(over).is_some_and(|day| day.written.has_month()))
    };
    if down.iter().all(|day| day.has_month()) {
        return sheet.rows.iter().all(|row| full(row) < 2);
    }
    // Numbers of days; beside the words of sums stand other numbers.
    let is_sum = |row: &Vec<Cell>| words::is_sum(&first(row)) || first(row).contains("人数");
    let in_row = |row: &Vec<Cell>| row.iter().filter(|cell| over(cell).is_some()).count();
    sheet.rows.iter().filter(|row| !is_sum(row)).all(|row| in_row(row) < 2)
}

/// Of a table with a day a row, the row of the names over its columns: the last above the first day that says most.
pub fn names_over(sheet: &Sheet) -> usize {
    let is_day = |row: &Vec<Cell>| row.first().is_some_and(|cell| over(cell).is_some());
    let first = sheet.rows.iter().position(is_day).unwrap_or(0);
    let full = |row: usize| sheet.rows[row].iter().filter(|cell| !cell.text.is_empty()).count();
    (0..first).max_by_key(|row| full(*row)).unwrap_or(0)
}

/// Finds the row of dates and what each of them means.
pub fn header(sheet: &Sheet, text: &RosterText, simulated: DateSpan, out: &mut Diagnostics) -> Option<Header> {
    let dates_in = |row: &Vec<Cell>| row.iter().filter(|cell| over(cell).is_some()).count();
    let most = sheet.rows.iter().map(dates_in).max().unwrap_or(0);
    let Some(row) = sheet.rows.iter().position(|row| most > 0 && 2 * dates_in(row) >= most) else {
        let file = &text.file.value;
        return out.reject(
            Diagnostic::error(Code::Roster, &text.file.place, say!("{file} has no row of dates", "{file} 里没有日期行")).help(
                say!(
                    "one row a person, one column a day (or the other way round), and over the columns dates such as 2025-10-01, 10-01, 10/1, 10月1日 or 1; or one row a person and day, with the columns name, date and shift (or from, until): columns = {{ name = \"…\", date = \"…\", shift = \"…\" }}",
                    "一行一人、一列一天（或一行一天、一列一人），列的上方写日期，例如 2025-10-01、10-01、10/1、10月1日 或 1；或者一人一天一行，有姓名、日期、班次（或开始、结束）三列：columns = {{ name = \"…\", date = \"…\", shift = \"…\" }}"
                ),
            ),
        );
    };
    let before = out.reported();
    let (read_first, days) = days(sheet, row, text, simulated, out);
    let first = days.first().map_or(0, |(at, _)| *at);
    let names = names(sheet, row, first);
    if first == 0 && out.reported() == before {
        let place = &sheet.rows[row][0].place;
        let message = say!("there is no column of names before the dates", "日期列之前没有姓名列");
        out.push(Diagnostic::error(Code::Roster, place, message));
    }
    let weekdays = weekdays_below(sheet, row, names, &days, out);
    let people = row + 1 + usize::from(weekdays);
    let is_number = |at: &usize| [row, row + 1].iter().any(|row| words::means(sheet.text(*row, *at), &NUMBER));
    let numbers = (0..first).find(is_number).filter(|at| *at != names);
    (out.reported() == before).then_some(Header { row, people, names, numbers, days, first: read_first })
}

/// The column of names before the first day: by the word over it, in this row or the one below; else the first in which
/// not only numbers stand.
fn names(sheet: &Sheet, row: usize, first: usize) -> usize {
    let said = |row: usize| (0..first).find(|at| words::means(sheet.text(row, *at), &PERSON));
    let numbered = |at: &usize| {
        let below = (row + 1..sheet.rows.len()).map(|row| sheet.text(row, *at)).filter(|text| !text.is_empty());
        let texts: Vec<&str> = below.collect();
        texts.is_empty() || texts.iter().all(|text| text.chars().any(|c| c.is_ascii_digit()) && text.is_ascii())
    };
    said(row).or_else(|| said(row + 1)).or_else(|| (0..first).find(|at| !numbered(at))).unwrap_or(0)
}

/// The columns of the row that are days, and how they were read where they could have been two.
fn days(
    sheet: &Sheet,
    row: usize,
    text: &RosterText,
    simulated: DateSpan,
    out: &mut Diagnostics,
) -> (Option<First>, Vec<(usize, i32)>) {
    let mut days: Vec<(usize, i32)> = Vec::new();
    let mut columns: BTreeMap<i32, usize> = BTreeMap::new();
    let there = over_columns(sheet, row, out);
    let all: Vec<OverDay> = there.iter().map(|(_, day)| *day).collect();
    let said = DaysSaid {
        day_first: text.day_first.as_ref().map(|first| first.value),
        year: text.year.as_ref().map(|year| year.value.0 as i16),
        month: month_said(sheet, row, text, &all),
        simulated,
    };
    let style = match said.style(&all) {
        Ok(style) => style,
        Err(open) => {
            let (at, day) = there[open];
            let read = |style| {
                said.day(day.written, style).or_else(|fault| match fault {
                    NoDay::Years(first, _) => Ok(first),
                    fault => Err(fault),
                })
            };
            let asked = match (day.written, read(First::Day), read(First::Month)) {
                (Over::Order(..), Ok(day), Ok(month)) => Asked::Order(day, month),
                _ => Asked::Short,
            };
            let found = Where { sheet, file: &text.file.value, head: row, place: &text.file.place };
            out.push(found.moment(&MomentDoubt { at: 0, asked }, &[(row, at)], Some(year_of(said.simulated.from))));
            return (None, days);
        }
    };
    for (at, date) in there {
        let (name, cell) = (sheet.cell_name((row, at)), &sheet.rows[row][at]);
        let day = match said.day(date.written, style) {
            Ok(day) => day,
            Err(why) => {
                no_day(cell, &name, (why, simulated), out);
                if why == NoDay::NoMonth {
                    return (None, days);
                }
                continue;
            }
        };
        if date.weekday.is_some_and(|weekday| weekday != weekday_of(day)) {
            wrong_weekday(cell, &name, day, out);
        }
        if let Some(other) = columns.insert(day, at) {
            let (day, other) = (date_text(day), sheet.cell_name((row, other)));
            out.push(
                Diagnostic::error(
                    Code::Twice,
                    &cell.place,
                    say!("{name}: {day} is in {other} too", "{name}：{day} 在 {other} 已经有了"),
                )
                .help(say!(
                    "day numbers cannot go on into the next month: write 11-01",
                    "日期数字不能跨月：下个月请写 11-01 这样的日期"
                )),
            );
            continue;
        }
        days.push((at, day));
    }
    let usual = |written: Over| style == First::Month && matches!(written, Over::Order(_, _, None));
    let open = all.iter().any(|day| day.written.is_open() && !usual(day.written));
    (open.then_some(style), days)
}

/// What stands over the columns, by column.
fn over_columns(sheet: &Sheet, row: usize, out: &mut Diagnostics) -> Vec<(usize, OverDay)> {
    let mut all = Vec::new();
    for (at, cell) in sheet.rows[row].iter().enumerate() {
        let said = &cell.text;
        match over(cell) {
            Some(day) => all.push((at, day)),
            // Beside the days stand names, sums and notes; what begins like a date was meant as one.
            None if !all.is_empty() && said.starts_with(|c: char| c.is_ascii_digit()) => {
                let name = sheet.cell_name((row, at));
                out.push(date_error(cell, say!("{name}: \"{said}\" is not a date", "{name}：\"{said}\" 不是日期")));
            }
            None => (),
        }
    }
    all
}

/// Tells why a cell is no day. `simulated`: the dates that are.
pub fn no_day(cell: &Cell, name: &str, (why, simulated): (NoDay, DateSpan), out: &mut Diagnostics) {
    let said = &cell.text;
    let middle = date_text(i32::midpoint(simulated.from, simulated.until));
    let month = &middle[..middle.len() - 3];
    out.push(match why {
        NoDay::None => date_error(cell, say!("{name}: there is no such day: {said}", "{name}：没有这一天：{said}")),
        NoDay::NoMonth => {
            date_error(cell, say!("{name}: day \"{said}\" of which month?", "{name}：“{said}”是哪个月的？")).help(say!(
                "roster = {{ file = …, month = \"{month}\" }}, or a title such as 2025年10月 over the dates",
                "写 roster = {{ file = …, month = \"{month}\" }}，或在日期上方写标题，例如 2025年10月"
            ))
        }
        NoDay::Years(first, second) => {
            let years = [first, second].map(year_of);
            let (first, second, [a, b]) = (date_text(first), date_text(second), years);
            let why = say!(
                "{name}: \"{said}\" could be {first} or {second}: both are simulated",
                "{name}：“{said}”可能是 {first}，也可能是 {second}，两天都在模拟的日期之内"
            );
            Diagnostic::error(Code::DataDoubt, &cell.place, why)
                .help(say!("say which year it is: year = {a} or year = {b}", "请写明年份：year = {a} 或 year = {b}"))
        }
    });
}

fn date_error(cell: &Cell, message: crate::diagnostic::Text) -> Diagnostic {
    Diagnostic::error(Code::Date, &cell.place, message)
}

/// The month of plain day numbers, and the year of days that lack theirs: as the scenario says, a title over the dates,
/// the sheet's name, the file's. Of days with their months it counts where it is one of them.
pub fn month_said(sheet: &Sheet, row: usize, text: &RosterText, all: &[OverDay]) -> Option<(Option<i16>, i8)> {
    if let Some(month) = &text.month {
        return month_in(&month.value);
    }
    let plain = all.iter().any(|day| !day.written.has_month());
    let names = [sheet.name.as_str(), text.file.value.as_str()];
    let days = sheet.rows[row].iter().filter(|cell| plain || over(cell).is_none());
    let titles = sheet.rows[..row].iter().flatten().chain(days).map(|cell| cell.text.as_str());
    titles.chain(names).filter_map(month_in).find(|(year, month)| plain || year.is_some() && is_of(all, *month))
}

/// `2025年10月`, `2025-10` and the like anywhere in a text, or `10月`.
pub fn month_in(text: &str) -> Option<(Option<i16>, i8)> {
    let numbers = || text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let month = |part: &str| part.parse().ok().filter(|m: &i8| (1..=12).contains(m) && part.len() <= 2);
    let marked = text.split('月').next().filter(|before| before.len() < text.len());
    let before_mark = marked.and_then(|before| before.rsplit(|c: char| !c.is_ascii_digit()).next()).and_then(month);
    let mut parts = numbers().skip_while(|part| part.len() != 4);
    let year: Option<i16> = parts.next().and_then(|year| year.parse().ok());
    let after_year = parts.next().and_then(month);
    match (year, after_year, before_mark) {
        (Some(year), Some(month), _) | (Some(year), None, Some(month)) => Some((Some(year), month)),
        (_, _, Some(month)) => Some((None, month)),
        _ => None,
    }
}

/// Whether a row of weekdays follows; where it contradicts the dates, one of the two is of another month. The same dates once
/// more, which a spreadsheet shows as weekdays, are one.
fn weekdays_below(sheet: &Sheet, row: usize, names: usize, days: &[(usize, i32)], out: &mut Diagnostics) -> bool {
    let title = sheet.text(row + 1, names).to_lowercase();
    let titled = WEEKDAYS.contains(&title.as_str()) || words::means(&title, &PERSON);
    let again = |at: usize| sheet.at(row + 1, at).and_then(|cell| moments::moment(cell).ok()).map(|moment| moment.date);
    let said = |at: usize| dates::weekday(sheet.text(row + 1, at));
    if days.is_empty() || days.iter().any(|(at, _)| said(*at).is_none() && !matches!(again(*at), Some(Written::Day(_))))
    {
        return false;
    }
    if !titled && days.iter().any(|(at, _)| said(*at).is_some()) {
        return false;
    }
    for (at, day) in days {
        let weekday = said(*at).or(match again(*at) {
            Some(Written::Day(again)) if again == *day => Some(weekday_of(*day)),
            _ => None,
        });
        if weekday != Some(weekday_of(*day)) {
            let cell = sheet.at(row + 1, *at).expect("a weekday stands there");
            wrong_weekday(cell, &sheet.cell_name((row + 1, *at)), *day, out);
            break;
        }
    }
    true
}

fn wrong_weekday(cell: &Cell, name: &str, day: i32, out: &mut Diagnostics) {
    let (said, date, weekday) = (&cell.text, date_text(day), weekday_of(day));
    let (en, zh) = (WEEKDAY_EN[weekday], WEEKDAY_ZH[weekday]);
    out.push(
        Diagnostic::error(
            Code::Date,
            &cell.place,
            say!("{name}: \"{said}\", but {date} is a {en}", "{name}：写的是“{said}”，但 {date} 是{zh}"),
        )
        .help(say!("is it another month's or year's roster?", "是不是别的月份或年份的排班表？")),
    );
}

/// Days as a list of spans.
pub(crate) fn spans(days: &[i32]) -> String {
    let mut spans: Vec<DateSpan> = Vec::new();
    for day in days {
        match spans.last_mut() {
            Some(span) if span.until + 1 == *day => span.until = *day,
            _ => spans.push(DateSpan { from: *day, until: *day }),
        }
    }
    spans.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_as_titles_say_them() {
        for text in ["2025-10", "2025年10月客服排班表", "排班 2025.10", "2025/10/01-2025/10/31", "oct/2025-10.xlsx"]
        {
            assert_eq!(month_in(text), Some((Some(2025), 10)), "{text}");
        }
        assert_eq!(month_in("10月排班.xlsx"), Some((None, 10)));
        for text in ["", "排班表", "oct.xlsx", "2025", "13月", "张三 3"] {
            assert_eq!(month_in(text), None, "{text}");
        }
    }
}
