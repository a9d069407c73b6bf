//! Dates, times of day, both, and intervals of them in one cell, as programs and people write them. What a cell cannot
//! say alone (which number of 01/02/2025 is the day; what is local where it says UTC) the column or the scenario says.

use super::clocks::{self, Clock, Zone};
use super::numbers::half_width;
use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::document::day_number;
use crate::scenario::text::sheet::{Cell, CellKind};
use crate::scenario::values::dates;
use crate::time::SimDuration;

/// What a cell says of when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Its date, as far as that is written.
    pub date: Written,
    /// When in the day.
    pub clock: Option<Clock>,
    /// When it ends, for an interval, with its date where that is written again.
    pub until: Option<(Written, Clock)>,
    /// Where it is written.
    pub zone: Option<Zone>,
    /// Whether it is a number that stands for a moment, such as 45678.5.
    pub counted: bool,
    /// Monday 0 … Sunday 6, where it stands beside the date.
    pub weekday: Option<usize>,
}

impl Moment {
    /// Whether its time is a number without more.
    pub fn is_bare(&self) -> bool {
        matches!(self.clock, Some(Clock::Bare(..)))
    }
}

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// None.
    No,
    /// Since 1970-01-01.
    Day(i32),
    /// Two numbers of day and month in some order, and a year.
    Order(i16, i16, i16),
    /// Three numbers of at most two digits.
    Short(i16, i16, i16),
    /// Month and day.
    NoYear(i8, i8),
    /// Two numbers of day and month in some order, without a year.
    Pair(i16, i16),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Days between 1899-12-30, where spreadsheets begin to count, and 1970-01-01.
const SHEET_EPOCH: f64 = 25_569.0;
/// Days that spreadsheets count, from 1954 to 2119: numbers outside are no dates.
const SHEET_DAYS: std::ops::Range<f64> = 20_000.0..80_000.0;

/// Reads a cell that says a date at least.
pub fn moment(cell: &Cell) -> Result<Moment, Text> {
    let written = &cell.text;
    let fault = || say!("\"{written}\" is not a date: write 2025-06-01", "\"{written}\" 不是日期：请写 2025-06-01");
    let text = half_width(written);
    if text.is_empty() {
        return Err(say!("no date stands here", "这里没有日期"));
    }
    if let Some(found) = counted(&text) {
        return found.map_err(|NoDate| fault());
    }
    if cell.kind == CellKind::Number {
        return Err(fault());
    }
    // An interval from one moment to another, as interfaces write it.
    if let Some((from, until)) = text.split_once('/').filter(|(from, until)| from.contains('T') && until.contains('T'))
    {
        let (from, until) = (whole(from, &fault)?, whole(until, &fault)?);
        let end = until.clock.map(|clock| (until.date, clock));
        return Ok(Moment { until: Some(end.ok_or_else(fault)?), ..from });
    }
    whole(&text, &fault)
}

/// Reads a cell of a column of dates, where `06-02` is one too: elsewhere it may be hours.
pub fn dated(cell: &Cell) -> Result<Moment, Text> {
    let found = moment(cell);
    let text = half_width(&cell.text);
    match (&found, text.split_once('-').and_then(|(a, b)| pair(a, b))) {
        (Err(_), Some(date)) => Ok(Moment { date, ..NEVER }),
        _ => found,
    }
}

/// Two numbers that are a month and a day in some order.
fn pair(a: &str, b: &str) -> Option<Written> {
    let number = |text: &str| small(text.trim(), 31).filter(|n| *n > 0 && text.trim().len() <= 2).map(i16::from);
    let (a, b) = (number(a)?, number(b)?);
    (a.min(b) <= 12).then_some(Written::Pair(a, b))
}

/// What nothing is said of.
const NEVER: Moment = Moment { date: Written::No, clock: None, until: None, zone: None, counted: false, weekday: None };

/// Reads a text of a date and perhaps a time.
fn whole(text: &str, fault: &dyn Fn() -> Text) -> Result<Moment, Text> {
    let (front, text) = weekday(text.trim_start());
    if let Some(date) = text.split_once('/').and_then(|(a, b)| pair(a, b)) {
        return Ok(Moment { date, weekday: front, ..NEVER });
    }
    let (mut date, mut rest) = leading_date(text).ok_or_else(fault)??;
    // The year may stand last: Jun 2 08:00:00 CST 2025.
    if let (Written::NoYear(month, day), Some((front, year))) = (date, rest.trim_end().rsplit_once(' '))
        && year.len() == 4
        && front.contains(':')
    {
        (date, rest) = (day_of(year.parse().map_err(|_| fault())?, month, day)?, front);
    }
    let iso = rest.starts_with('T');
    let rest = rest.trim_start_matches(['T', ',', ' ']);
    let (behind, rest) = weekday(rest.trim_matches(|c: char| c.is_whitespace()));
    let plain = Moment { date, weekday: front.or(behind), ..NEVER };
    if rest.is_empty() {
        return Ok(plain);
    }
    // The date may stand before the end of an interval once more.
    let ends = clocks::BETWEEN.iter().find_map(|mark| rest.split_once(mark));
    if let Some((from, until)) = ends.filter(|(_, until)| matches!(leading_date(until), Some(Ok(_)))) {
        let (from, until) = (clocks::times(from, iso).ok_or_else(fault)?, whole(until, fault)?);
        let end = until.clock.map(|clock| (until.date, clock)).ok_or_else(fault)?;
        return Ok(Moment { clock: Some(from.from), until: Some(end), zone: from.zone.or(until.zone), ..plain });
    }
    let no_time = || {
        say!(
            "\"{text}\": no time of day stands behind the date: write 2025-06-01 09:31:05",
            "\"{text}\"：日期后面不是时刻：请写 2025-06-01 09:31:05"
        )
    };
    let times = clocks::times(rest, iso).filter(|times| !matches!(times.from, Clock::Bare(..))).ok_or_else(no_time)?;
    let until = times.until.map(|clock| (Written::No, clock));
    Ok(Moment { clock: Some(times.from), until, zone: times.zone, ..plain })
}

/// Reads a cell of a time of day or of an interval; a date before it is passed over where the row has its own.
pub fn time_of_day(cell: &Cell) -> Result<Moment, Text> {
    let text = half_width(&cell.text);
    let written = &cell.text;
    let fault = || {
        say!(
            "\"{written}\" is not a time of day: write 09:30, 09:30-10:00 or 9",
            "\"{written}\" 不是时刻：请写 09:30、09:30-10:00 或 9"
        )
    };
    if let Some(times) = clocks::times(&text, false) {
        let until = times.until.map(|clock| (Written::No, clock));
        return Ok(Moment { clock: Some(times.from), until, zone: times.zone, ..NEVER });
    }
    // Hours, minutes and seconds in a row, the first zeros of which may be lost: 90512.
    if (5..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
        let clock = Clock::Bare(text.parse().map_err(|_| fault())?, text.len());
        return Ok(Moment { clock: Some(clock), ..NEVER });
    }
    // 24:00 and later, as a workbook has it.
    if let Some(late) = text.strip_prefix("1900-01-01").filter(|_| cell.kind == CellKind::Date) {
        let clock =
            if late.is_empty() { Some(Clock::At(0)) } else { clocks::times(late, false).map(|times| times.from) };
        if let Some(Clock::At(ticks)) = clock {
            return Ok(Moment { clock: Some(Clock::At(ticks + SimDuration::DAY.ticks())), ..NEVER });
        }
    }
    // A time as spreadsheets count it: a part of a day, with a point.
    let part: Option<f64> = (text.starts_with(['0', '.']) && text.contains('.')).then(|| text.parse().ok()).flatten();
    if let Some(part) = part.filter(|part| (0.0..1.0).contains(part)) {
        return Ok(Moment { clock: Some(Clock::At(of_day(part))), counted: true, ..NEVER });
    }
    match moment(cell) {
        Ok(found) if found.clock.is_some() => Ok(found),
        _ => Err(fault()),
    }
}

/// Ticks of a part of a day, to the second.
fn of_day(part: f64) -> i64 {
    (part * SimDuration::DAY.seconds()).round() as i64 * SimDuration::SECOND.ticks()
}

/// Digits that are no date.
struct NoDate;

/// A moment written as one number: days of a spreadsheet, seconds or thousandths since 1970, or digits in a row.
fn counted(text: &str) -> Option<Result<Moment, NoDate>> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let part = |from: usize, until: usize| text[from..until].parse::<i16>().unwrap_or(-1);
    let at = |date: Written, clock: Option<Clock>, zone| Moment { date, clock, zone, counted: true, ..NEVER };
    if digits && text.len() == 8 {
        let (a, b, year) = (part(0, 2), part(2, 4), part(4, 8));
        let day =
            day_number(part(0, 4), part(4, 6) as i8, part(6, 8) as i8).filter(|_| (1900..2100).contains(&part(0, 4)));
        let turned = (1900..2100).contains(&year).then_some(Written::Order(a, b, year));
        let plain = |date| Moment { counted: false, ..at(date, None, None) };
        return Some(day.map(Written::Day).or(turned).map(plain).ok_or(NoDate));
    }
    if digits && (text.len() == 12 || text.len() == 14) {
        let seconds = if text.len() == 14 { part(12, 14) } else { 0 };
        let day = day_number(part(0, 4), part(4, 6) as i8, part(6, 8) as i8);
        let clock = clocks::at(i64::from(part(8, 10)), i64::from(part(10, 12)), f64::from(seconds));
        let found =
            day.zip(clock).map(|(day, clock)| Moment { counted: false, ..at(Written::Day(day), Some(clock), None) });
        return Some(found.ok_or(NoDate));
    }
    if digits && [10, 13, 16].contains(&text.len()) {
        let scale = [1_000_000, 1000, 1][(text.len() - 10) / 3];
        let ticks = text.parse::<i64>().ok()? * scale;
        let day = SimDuration::DAY.ticks();
        let moment = |date| at(Written::Day(date), Some(Clock::At(ticks.rem_euclid(day))), Some(Zone::East(0)));
        return Some(i32::try_from(ticks.div_euclid(day)).map(moment).map_err(|_| NoDate));
    }
    let number: f64 = text.bytes().all(|b| b.is_ascii_digit() || b == b'.').then(|| text.parse().ok())??;
    if text.split('.').next()?.len() == 10 {
        let (day, ticks) = (SimDuration::DAY.ticks(), SimDuration::from_seconds(number).ticks());
        let date = i32::try_from(ticks.div_euclid(day)).ok()?;
        return Some(Ok(at(Written::Day(date), Some(Clock::At(ticks.rem_euclid(day))), Some(Zone::East(0)))));
    }
    if !SHEET_DAYS.contains(&number) || text.split('.').next()?.len() != 5 {
        return None;
    }
    let date = Written::Day((number.floor() - SHEET_EPOCH) as i32);
    let clock = (number.fract() > 0.0).then(|| Clock::At(of_day(number.fract())));
    Some(Ok(at(date, clock, None)))
}

/// A date at the front, and what stands behind it; the inner error: a date that is not.
pub fn leading_date(text: &str) -> Option<Result<(Written, &str), Text>> {
    let text = text.trim_start();
    let (first, rest) = number(text).unwrap_or(("", text));
    if first.is_empty() {
        return month_first(text);
    }
    let sep = rest.trim_start().chars().next()?;
    let after = rest.trim_start().strip_prefix(sep)?.trim_start();
    if sep == '月' {
        let (day, rest) = number(after)?;
        return Some(Ok((Written::NoYear(small(first, 12)?, small(day, 31)?), after_day(rest))));
    }
    if let Some((month, rest)) = month_name(if sep.is_alphabetic() && sep != '年' { rest.trim_start() } else { after })
    {
        return with_name(first, month, rest);
    }
    if !['-', '/', '.', '年'].contains(&sep) {
        return None;
    }
    let (second, rest) = number(after)?;
    let rest = rest.trim_start();
    let next = if sep == '年' { '月' } else { sep };
    let (third, rest) = number(rest.strip_prefix(next)?.trim_start())?;
    let rest = after_day(rest);
    let found = match (first.len(), second.len(), third.len()) {
        (4, 1..=2, 1..=2) => {
            return Some(day_of(first.parse().ok()?, small(second, 99)?, small(third, 99)?).map(|day| (day, rest)));
        }
        (1..=2, 1..=2, 4) if sep == '.' => {
            return Some(day_of(third.parse().ok()?, small(second, 99)?, small(first, 99)?).map(|day| (day, rest)));
        }
        (1..=2, 1..=2, 4) => Written::Order(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?),
        (1..=2, 1..=2, 1..=2) => Written::Short(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?),
        _ => return None,
    };
    Some(Ok((found, rest)))
}

fn after_day(rest: &str) -> &str {
    rest.trim_start().strip_prefix(['日', '号']).unwrap_or(rest)
}

/// `May 30, 2024`.
fn month_first(text: &str) -> Option<Result<(Written, &str), Text>> {
    let (month, rest) = month_name(text)?;
    let (day, rest) = number(rest.trim_start_matches([' ', '-', '.']))?;
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
    let year = number(rest.trim_start_matches([' ', ',', '-'])).filter(|(year, _)| year.len() == 4);
    let Some((year, rest)) = year else { return Some(Ok((no_year(month, day)?, rest))) };
    Some(day_of(year.parse().ok()?, month, small(day, 31)?).map(|day| (day, rest)))
}

/// A month by its name, and a day.
fn no_year(month: i8, day: &str) -> Option<Written> {
    Some(Written::NoYear(month, small(day, 31).filter(|day| *day > 0)?))
}

/// `30 May 2024`, `2024-May-30`, after its first number.
fn with_name<'t>(first: &str, month: i8, rest: &'t str) -> Option<Result<(Written, &'t str), Text>> {
    let Some((third, behind)) = number(rest.trim_start_matches([' ', '-', '/', ',', '.'])) else {
        return (first.len() <= 2).then(|| Some(Ok((no_year(month, first)?, rest))))?;
    };
    let (year, day) = match (first.len(), third.len()) {
        (4, 1..=2) => (first, third),
        (1..=2, 4) => (third, first),
        // Of 2-Jun-25 either could be the year.
        (1..=2, 2) if behind.is_empty() || behind.starts_with(' ') => {
            return Some(Ok((Written::Short(first.parse().ok()?, month.into(), third.parse().ok()?), behind)));
        }
        // A time follows.
        (1..=2, 1..=2) if behind.starts_with(':') => return Some(Ok((no_year(month, first)?, rest))),
        _ => return None,
    };
    let rest = behind;
    Some(day_of(year.parse().ok()?, month, small(day, 31)?).map(|day| (day, rest)))
}

fn day_of(year: i16, month: i8, day: i8) -> Result<Written, Text> {
    let found = day_number(year, month, day).map(Written::Day);
    found.ok_or_else(|| say!("there is no day {year}-{month:02}-{day:02}", "没有 {year}-{month:02}-{day:02} 这一天"))
}

/// The digits at the front.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

fn small(text: &str, most: i8) -> Option<i8> {
    text.parse().ok().filter(|n: &i8| (0..=most).contains(n) && text.len() <= 2)
}

/// A month by name or its first three letters, at the front.
pub fn month_name(text: &str) -> Option<(i8, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (word, rest) = (text.get(..end)?.to_lowercase(), text.get(end..)?);
    let is = |month: &str| month == word || word == month[..3] || (word == "sept" && month == "september");
    let month = MONTHS.iter().position(|month| is(month)).filter(|_| word.len() >= 3)?;
    Some((month as i8 + 1, rest.strip_prefix('.').unwrap_or(rest)))
}

/// A weekday at the front, where there is one, and what stands behind it.
fn weekday(text: &str) -> (Option<usize>, &str) {
    let open = text.trim_start_matches(['(', ' ']);
    let end = open.find(|c: char| !c.is_alphabetic()).unwrap_or(open.len());
    match dates::weekday(&open[..end]) {
        Some(day) if end > 0 => (Some(day), open[end..].trim_start_matches([')', ',', '.', ' '])),
        _ => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, SourceMap};
    use Written::{Day, NoYear, Order, Pair, Short};

    fn cell(text: &str) -> Cell {
        let place = Place::new(SourceMap::default().add("f", ""), 0..0);
        Cell { text: text.to_owned(), place, kind: CellKind::Text }
    }

    fn read(text: &str) -> Result<Moment, Text> {
        moment(&cell(text))
    }

    const MINUTE: i64 = SimDuration::MINUTE.ticks();

    #[test]
    fn dates_as_programs_write_them() {
        for text in [
            "2025-06-01",
            "2025/6/1",
            "2025年6月1日",
            "2025年 6月 1日",
            "20250601",
            "2025.6.1",
            "2025-06-01 周日",
            "2025-06-01 (Sunday)",
            "周日 2025-06-01",
            "1 June 2025",
            "1-Jun-2025",
            "Jun 1, 2025",
            "June 1st 2025",
            "Sun, 01 Jun 2025",
            "2025-Jun-01",
            "01.06.2025",
            "45809",
            "２０２５-06-01",
        ] {
            assert_eq!(read(text).map(|m| (m.date, m.clock)), Ok((Day(20_240), None)), "{text}");
        }
        assert_eq!(read("06/01/2025").map(|m| m.date), Ok(Order(6, 1, 2025)));
        assert_eq!(read("6-1-2025").map(|m| m.date), Ok(Order(6, 1, 2025)));
        assert_eq!(read("06012025").map(|m| m.date), Ok(Order(6, 1, 2025)));
        assert_eq!(read("6/1/25").map(|m| m.date), Ok(Short(6, 1, 25)));
        for text in ["6月1日", "1-Jun", "1 June", "Jun 1", "June 1st"] {
            assert_eq!(read(text).map(|m| m.date), Ok(NoYear(6, 1)), "{text}");
        }
        assert_eq!(read("06/01").map(|m| m.date), Ok(Pair(6, 1)));
        assert_eq!(read("30-May-24").map(|m| m.date), Ok(Short(30, 5, 24)));
        assert_eq!(dated(&cell("06-01")).map(|m| m.date), Ok(Pair(6, 1)));
        for text in [
            "",
            "6-1",
            "13/14",
            "2025-06",
            "2025-02-30",
            "20250230",
            "x",
            "2025年 6月 1日 9",
            "2024-W05",
            "1234",
            "99999",
            "Q1 2025",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_behind_its_date() {
        for (text, minutes, zone) in [
            ("2025-06-01 09:30", 570, None),
            ("2025-06-01T09:30:00", 570, None),
            ("2025-06-01T09:30:00Z", 570, Some(0)),
            ("2025-06-01T09:30:00.000+08:00", 570, Some(480)),
            ("2025-06-01T09:30-07:00", 570, Some(-420)),
            ("2025-06-01 09:30:00-07:00", 570, Some(-420)),
            ("2025-06-01 09:30:00+0800", 570, Some(480)),
            ("2025-06-01 09:30:00 UTC", 570, Some(0)),
            ("2025-06-01 09:30 GMT+8", 570, Some(480)),
            ("06/01/2025 9:30 AM", 570, None),
            ("6/1/2025 9:30:00 p.m.", 1290, None),
            ("2025年6月1日 上午9:30", 570, None),
            ("2025/6/1 下午 9:30", 1290, None),
            ("2025年6月1日9时30分", 570, None),
            ("202506010930", 570, None),
            ("20250601093000", 570, None),
            ("45809.5", 720, None),
            ("1748770200", 570, Some(0)),
            ("1748770200.0", 570, Some(0)),
            ("1748770200000", 570, Some(0)),
            ("2025-06-01 24:05", 1445, None),
            ("2025-06-01 周日 09:30", 570, None),
            ("Sun, 01 Jun 2025 09:30:00 GMT", 570, Some(0)),
        ] {
            let zone = zone.map(Zone::East);
            assert_eq!(read(text).map(|m| (m.clock, m.zone)), Ok((Some(Clock::At(minutes * MINUTE)), zone)), "{text}");
        }
        for text in [
            "2025-06-01 08:00-09:00",
            "2025-06-01 08:00 - 2025-06-01 09:00",
            "2025-06-01T08:00:00Z/2025-06-01T09:00:00Z",
            "2025-06-01 08:00:00-09:00:00",
        ] {
            let found = read(text).unwrap();
            assert_eq!(
                (found.clock, found.until.unwrap().1),
                (Some(Clock::At(480 * MINUTE)), Clock::At(540 * MINUTE)),
                "{text}"
            );
        }
        for text in ["2025-06-01 09:30 CST", "2025-06-01 09:30:00 America/New_York", "Jun 1, 2025 9:30 AM (EST)"] {
            assert!(matches!(read(text), Ok(Moment { zone: Some(Zone::Named(_)), .. })), "{text}");
        }
        let unix = read("Sun Jun  1 09:30:00 CST 2025").map(|m| (m.date, m.clock));
        assert_eq!(unix, Ok((Day(20_240), Some(Clock::At(570 * MINUTE)))));
        assert_eq!(read("1-Jun 09:30").map(|m| (m.date, m.clock)), Ok((NoYear(6, 1), Some(Clock::At(570 * MINUTE)))));
        for text in ["2025-06-01 25:00", "2025-06-01 9", "2025-06-01T", "2025-06-01 9:60"] {
            assert!(text.ends_with('T') || read(text).is_err(), "{text}");
        }
    }
}
