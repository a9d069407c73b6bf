//! Days as they stand over the columns of a roster (`10/1`, `04/13/2026`, `Apr 1`, `1-Apr-26`, `Wed 1`), and what they mean
//! together: a cell cannot say alone which number of 1/4 is the day, nor of which year it is.

use super::moments::{self, Moment, Written};
use super::numbers::half_width;
use crate::scenario::text::document::{date_text, day_number};
use crate::scenario::text::sheet::Cell;
use crate::scenario::values::dates::{self, DateSpan, weekday_of, year_of};

/// A day as it stands over a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverDay {
    pub written: Over,
    /// Monday 0 … Sunday 6, where it stands beside the day.
    pub weekday: Option<usize>,
}

/// What is written of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Year, month and day.
    Full(i16, i8, i8),
    /// Two numbers of month and day in some order, and perhaps a year.
    Order(i8, i8, Option<i16>),
    /// Three numbers of at most two digits.
    Short(i8, i8, i8),
    /// Month and day.
    NoYear(i8, i8),
    /// The day of a month that is said elsewhere.
    Plain(i8),
}

/// Which of several numbers is what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    Month,
    Day,
    Year,
}

/// What tells how days are meant.
pub struct DaysSaid {
    /// Whether the day comes first; none: as the days tell.
    pub day_first: Option<bool>,
    /// The year of days that lack theirs, as the scenario says it.
    pub year: Option<i16>,
    /// Year and month that a title says, or the scenario of plain numbers of days.
    pub month: Option<(Option<i16>, i8)>,
    /// The dates that are simulated.
    pub simulated: DateSpan,
}

/// Why there is no such day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// The calendar does not have it.
    None,
    /// A number of a day without a month.
    NoMonth,
    /// It could be of two years: both days.
    Years(i32, i32),
}

/// Reads a day; none where the cell is none.
pub fn over(cell: &Cell) -> Option<OverDay> {
    let text = half_width(&cell.text);
    let text = text.trim();
    let of_date = |date: dates::WrittenDate, text: &str| match (date.year, date.month) {
        (Some(year), Some(month)) => Over::Full(year, month, date.day),
        (None, Some(month)) if text.contains('月') => Over::NoYear(month, date.day),
        (None, Some(month)) => Over::Order(month, date.day, None),
        (_, None) => Over::Plain(date.day),
    };
    if let Some(date) = dates::written(text) {
        return Some(OverDay { written: of_date(date, text), weekday: date.weekday });
    }
    if let Some(found) = named(text).or_else(|| counted(cell)) {
        return Some(found);
    }
    let (weekday, rest) = weekday_first(text);
    if let Some(date) = weekday.and(dates::written(rest)) {
        return Some(OverDay { written: of_date(date, rest), weekday });
    }
    pair(rest).map(|found| OverDay { weekday: weekday.or(found.weekday), ..found })
}

/// A date as moments are written; no second that somebody counted, which numbers of people look like.
fn counted(cell: &Cell) -> Option<OverDay> {
    of_moment(&moments::moment(cell).ok().filter(|moment| !moment.counted || moment.zone.is_none())?)
}

/// The date of a moment.
pub fn of_moment(moment: &Moment) -> Option<OverDay> {
    let small = |number: i16| i8::try_from(number).ok();
    let written = match moment.date {
        Written::Day(day) => full(day)?,
        Written::Order(a, b, year) => Over::Order(small(a)?, small(b)?, Some(year)),
        Written::Short(a, b, c) => Over::Short(small(a)?, small(b)?, small(c)?),
        Written::NoYear(month, day) => Over::NoYear(month, day),
        Written::Pair(a, b) => Over::Order(small(a)?, small(b)?, None),
        Written::No => return None,
    };
    Some(OverDay { written, weekday: moment.weekday })
}

fn full(day: i32) -> Option<Over> {
    let text = date_text(day);
    let mut parts = text.split('-');
    Some(Over::Full(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// A weekday before a date: `Wed 4/1`, `周三 1`.
fn weekday_first(text: &str) -> (Option<usize>, &str) {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    match dates::weekday(&text[..end]) {
        Some(day) if end < text.len() => {
            (Some(day), text[end..].trim_start_matches(|c: char| c.is_whitespace() || ",.()-/".contains(c)))
        }
        _ => (None, text),
    }
}

/// `13/4`: two numbers of which the second alone can be a month; `01.04.`.
fn pair(text: &str) -> Option<OverDay> {
    let (date, weekday) = dates::apart(text)?;
    // 01.04. has its day first.
    let dotted = date.strip_suffix('.').filter(|date| date.contains('.'));
    let (a, b) = dotted.unwrap_or(date).split_once(['/', '-', '.'])?;
    let number =
        |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    let (a, b) = (number(a)?, number(b)?);
    let is_date = (1..=31).contains(&a) && (1..=12).contains(&b) && (a > 12 || dotted.is_some());
    let written = if dotted.is_some() { Over::NoYear(b, a) } else { Over::Order(a, b, None) };
    is_date.then_some(OverDay { written, weekday })
}

/// A month by its name: `Apr 1`, `1-Apr`, `1-Apr-26`, `Wed, April 1st 2026`.
fn named(text: &str) -> Option<OverDay> {
    let (mut month, mut weekday, mut numbers) = (None, None, Vec::new());
    let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let mut rest = text;
    let mut first = None;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|other| kind(other) != kind(c)).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        match kind(c) {
            (true, _) => numbers.push(run),
            (_, true) if ["st", "nd", "rd", "th"].contains(&run) && !numbers.is_empty() => (),
            (_, true) => match moments::month_name(run).filter(|(_, rest)| rest.is_empty()) {
                Some((found, _)) if month.is_none() => (month, first) = (Some(found), Some(numbers.is_empty())),
                _ => weekday = Some(dates::weekday(run).filter(|_| weekday.is_none())?),
            },
            _ if run.chars().all(|c| c.is_whitespace() || "-/.,'()".contains(c)) => (),
            _ => return None,
        }
    }
    let month = month?;
    let day = |text: &str| text.parse::<i8>().ok().filter(|day| (1..=31).contains(day) && text.len() <= 2);
    let written = match numbers[..] {
        [one] => Over::NoYear(month, day(one)?),
        [one, year] if year.len() == 4 => Over::Full(year.parse().ok()?, month, day(one)?),
        [year, one] if year.len() == 4 => Over::Full(year.parse().ok()?, month, day(one)?),
        // 1-Apr-26, as spreadsheets show it.
        [one, year] if year.len() == 2 && first == Some(false) => {
            Over::Full(2000 + year.parse::<i16>().ok()?, month, day(one)?)
        }
        _ => return None,
    };
    Some(OverDay { written, weekday })
}

impl Over {
    /// Whether a month is written.
    pub fn has_month(self) -> bool {
        !matches!(self, Self::Plain(_))
    }
    /// Whether a year is written, or a month by its name.
    pub fn is_sure(self) -> bool {
        !matches!(self, Self::Plain(_) | Self::Order(_, _, None))
    }
    /// The same as moments have it; none of the day of a month that is not said.
    pub fn as_written(self) -> Option<Written> {
        Some(match self {
            Self::Full(year, month, day) => Written::Day(day_number(year, month, day)?),
            Self::Order(a, b, None) => Written::Pair(a.into(), b.into()),
            Self::Order(a, b, Some(year)) => Written::Order(a.into(), b.into(), year),
            Self::Short(a, b, c) => Written::Short(a.into(), b.into(), c.into()),
            Self::NoYear(month, day) => Written::NoYear(month, day),
            Self::Plain(_) => return None,
        })
    }
    /// Whether its numbers may stand in several orders.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Short(..)) || matches!(self, Self::Order(a, b, _) if a != b)
    }
    /// The month that it names by itself.
    fn month(self) -> Option<i8> {
        match self {
            Self::Full(_, month, _) | Self::NoYear(month, _) => Some(month),
            _ => None,
        }
    }
}

impl DaysSaid {
    /// The day that is meant; without a year, the one that is simulated.
    pub fn day(&self, over: Over, style: First) -> Result<i32, NoDay> {
        let (year, month, day) = match (over, style) {
            (Over::Full(year, month, day), _) => (Some(year), month, day),
            (Over::Order(day, month, year), First::Day) | (Over::Order(month, day, year), _) => (year, month, day),
            (Over::Short(year, month, day), First::Year)
            | (Over::Short(day, month, year), First::Day)
            | (Over::Short(month, day, year), First::Month) => (Some(2000 + i16::from(year)), month, day),
            (Over::NoYear(month, day), _) => (None, month, day),
            (Over::Plain(day), _) => {
                let (year, month) = self.month.ok_or(NoDay::NoMonth)?;
                (year, month, day)
            }
        };
        let in_year = |year: i16| day_number(year, month, day);
        if let Some(year) = year.or(self.year) {
            return in_year(year).ok_or(NoDay::None);
        }
        let near = |span: DateSpan| {
            let far = |day: &i32| (span.from - day).max(day - span.until).max(0);
            (year_of(span.from) - 1..=year_of(span.until) + 1).filter_map(in_year).min_by_key(far)
        };
        // A title that names such a month names its year too.
        if let Some((Some(year), titled)) = self.month.filter(|(_, titled)| (month - titled).rem_euclid(12) < 2) {
            let middle = day_number(year, titled, 15).ok_or(NoDay::None)?;
            return near(DateSpan { from: middle, until: middle }).ok_or(NoDay::None);
        }
        let (first, last) = (year_of(self.simulated.from), year_of(self.simulated.until));
        let mut inside = (first..=last).filter_map(in_year).filter(|day| self.simulated.contains(*day));
        match (inside.next(), inside.next()) {
            (Some(day), None) => Ok(day),
            (Some(day), Some(other)) => Err(NoDay::Years(day, other)),
            (None, _) => near(self.simulated).ok_or(NoDay::None),
        }
    }

    /// Which number of the days is what; the error: both readings are possible, by position of a day that could be two.
    pub fn style(&self, all: &[OverDay]) -> Result<First, usize> {
        if let Some(first) = self.day_first {
            return Ok(if first { First::Day } else { First::Month });
        }
        let Some(open) = all.iter().position(|day| day.written.is_open()) else { return Ok(First::Month) };
        let short = all.iter().any(|day| matches!(day.written, Over::Short(..)));
        let styles = [First::Month, First::Day, First::Year];
        let read = |style: &First| {
            let of = |day: &OverDay| match self.day(day.written, *style) {
                Ok(found) | Err(NoDay::Years(found, _)) => {
                    day.weekday.is_none_or(|weekday| weekday == weekday_of(found)).then_some(found)
                }
                Err(_) => None,
            };
            Some((*style, all.iter().map(of).collect::<Option<Vec<i32>>>()?))
        };
        let possible: Vec<(First, Vec<i32>)> = styles.iter().take(if short { 3 } else { 2 }).filter_map(read).collect();
        match &possible[..] {
            // Told one by one: there are no such days.
            [] => Ok(First::Month),
            [(style, _)] => Ok(*style),
            [(style, first), others @ ..] if others.iter().all(|(_, days)| days == first) => Ok(*style),
            several => {
                // The month comes first where the columns are then one day after the other.
                let mut fit = several.iter().filter(|(_, days)| self.in_a_row(days)).map(|(style, _)| *style);
                match (fit.next(), fit.next()) {
                    (Some(style), None) if style != First::Day => Ok(style),
                    _ => Err(open),
                }
            }
        }
    }

    /// Whether days follow one another, as those of a roster do; one alone is to be simulated.
    fn in_a_row(&self, days: &[i32]) -> bool {
        let mut days = days.to_vec();
        days.sort_unstable();
        let follow = days.windows(2).all(|pair| (0..=7).contains(&(pair[1] - pair[0])));
        follow && (days.len() > 1 || days.iter().any(|day| self.simulated.contains(*day)))
    }
}

/// Whether a month that a title says is among those over the columns.
pub fn is_of(all: &[OverDay], month: i8) -> bool {
    all.iter().any(|day| match day.written {
        Over::Order(a, b, None) => a == month || b == month,
        written => written.month() == Some(month),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, SourceMap};
    use crate::scenario::text::sheet::CellKind;

    fn read(text: &str) -> Option<(Over, Option<usize>)> {
        let place = Place::new(SourceMap::default().add("f", ""), 0..0);
        over(&Cell { text: text.to_owned(), place, kind: CellKind::Text }).map(|day| (day.written, day.weekday))
    }

    fn said(from: &str, days: i32) -> DaysSaid {
        let from = DateSpan::parse(from).unwrap().from;
        DaysSaid { day_first: None, year: None, month: None, simulated: DateSpan { from, until: from + days - 1 } }
    }

    #[test]
    fn days_over_columns_as_programs_write_them() {
        for text in ["2026-04-01", "1-Apr-2026", "1 April 2026", "Apr 1, 2026", "1-Apr-26", "2026年4月1日", "46113"]
        {
            assert_eq!(read(text), Some((Over::Full(2026, 4, 1), None)), "{text}");
        }
        for text in ["4月1日", "Apr 1", "1-Apr", "1 Apr", "April 1st", "Apr-01"] {
            assert_eq!(read(text), Some((Over::NoYear(4, 1), None)), "{text}");
        }
        for (text, over) in [
            ("Wed 4/1", Over::Order(4, 1, None)),
            ("4/1 (Wed)", Over::Order(4, 1, None)),
            ("Wed 1", Over::Plain(1)),
            ("1 Wed", Over::Plain(1)),
            ("Wed, Apr 1", Over::NoYear(4, 1)),
            ("周三 4月1日", Over::NoYear(4, 1)),
            ("周三4/1", Over::Order(4, 1, None)),
        ] {
            assert_eq!(read(text), Some((over, Some(2))), "{text}");
        }
        assert_eq!(read("01.04."), Some((Over::NoYear(4, 1), None)));
        assert_eq!(read("13/4"), Some((Over::Order(13, 4, None), None)));
        assert_eq!(read("04/13/2026"), Some((Over::Order(4, 13, Some(2026)), None)));
        assert_eq!(read("4/1/26"), Some((Over::Short(4, 1, 26), None)));
        for text in ["", "Wed", "Apr", "Apr 2026", "May Li", "13/14", "1748851200", "April 1 shift", "A1", "Total 3"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_told_or_asked() {
        let of = |texts: &[&str], said: &DaysSaid| {
            let days: Vec<OverDay> = texts
                .iter()
                .map(|text| read(text).unwrap())
                .map(|(written, weekday)| OverDay { written, weekday })
                .collect();
            let style = said.style(&days)?;
            Ok::<_, usize>(days.iter().map(|day| date_text(said.day(day.written, style).unwrap())).collect::<Vec<_>>())
        };
        let april = said("2026-04-01", 3);
        let three = ["2026-04-01", "2026-04-02", "2026-04-03"].map(str::to_owned).to_vec();
        for texts in [
            ["4/1", "4/2", "4/3"],
            ["04/01/2026", "04/02/2026", "04/03/2026"],
            ["4/1/26", "4/2/26", "4/3/26"],
            ["26/4/1", "26/4/2", "26/4/3"],
            ["1/4 Wed", "2/4 Thu", "3/4 Fri"],
            ["1-Apr", "2-Apr", "3-Apr"],
        ] {
            assert_eq!(of(&texts, &april), Ok(three.clone()), "{texts:?}");
        }
        for texts in [["1/4", "2/4", "3/4"], ["01/04/2026", "02/04/2026", "03/04/2026"], ["1/4/26", "2/4/26", "3/4/26"]]
        {
            assert_eq!(of(&texts, &april), Err(0), "{texts:?}");
            assert_eq!(of(&texts, &DaysSaid { day_first: Some(true), ..said("2026-04-01", 3) }), Ok(three.clone()));
        }
        let late = ["11/4", "12/4", "13/4"];
        assert_eq!(of(&late, &said("2026-04-11", 3)).unwrap()[2], "2026-04-13");
        assert_eq!(of(&["1/4"], &said("2026-01-04", 1)), Ok(vec!["2026-01-04".to_owned()]));
        assert_eq!(of(&["1/4"], &april), Err(0));
    }

    #[test]
    fn a_day_without_a_year_is_the_one_simulated() {
        let new_year = said("2025-12-18", 31);
        let day = |said: &DaysSaid, month, day| said.day(Over::NoYear(month, day), First::Month).map(date_text);
        for (month, on, is) in
            [(12, 31, "2025-12-31"), (1, 1, "2026-01-01"), (2, 1, "2026-02-01"), (11, 1, "2025-11-01")]
        {
            assert_eq!(day(&new_year, month, on).as_deref(), Ok(is));
        }
        assert_eq!(day(&new_year, 2, 30), Err(NoDay::None));
        let long = said("2025-06-01", 400);
        assert!(matches!(day(&long, 6, 5), Err(NoDay::Years(..))));
        assert_eq!(day(&DaysSaid { year: Some(2026), ..said("2025-06-01", 400) }, 6, 5).as_deref(), Ok("2026-06-05"));
        let titled = DaysSaid { month: Some((Some(2024), 12)), ..said("2025-12-18", 31) };
        assert_eq!(day(&titled, 1, 1).as_deref(), Ok("2025-01-01"));
    }
}
