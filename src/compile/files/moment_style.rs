//! How the moments of a column are meant: one cell (20/01/2025) or the scenario says it of all.

use super::brackets::HeadingZone;
use super::clocks::{self, Clock, Zone};
use super::date_order;
use super::moment_doubt::{Asked, MomentDoubt};
use super::moments::{Moment, Written};
use super::shop_zone::{self, ShopZone, east};
use super::words::{WEEKDAY_EN, WEEKDAY_ZH};
use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::document::{date_text, day_number};
use crate::scenario::values::dates::weekday_of;
use crate::time::SimDuration;

/// What the scenario says of moments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct MomentsSaid {
    /// Whether 01/02/2025 is 1 February.
    pub day_first: Option<bool>,
    /// How what is written with a zone becomes the shop's time.
    pub zone: Option<ShopZone>,
    /// The year of dates that lack it.
    pub year: Option<i16>,
    /// Whether an hour written as one number is the one that ends then.
    pub hour_ends: Option<bool>,
}

/// How a column is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MomentStyle {
    said: MomentsSaid,
    /// Of dates such as 01/02/2025.
    day_first: bool,
    /// Of dates such as 26-06-01.
    year_first: bool,
    /// What numbers without more are.
    in_a_row: InARow,
    /// Whether some date is written with its day and month in an order that had to be found.
    pub ordered: bool,
    /// The zone that is written, and in the same throughout where the scenario says nothing of it.
    pub zone: Option<i32>,
    /// Whether some moment is a number of days or seconds.
    pub counted: bool,
    /// Whether some time is after the midnight that ends its date.
    late: bool,
    /// Whether whole hours are called by when they end: 1 is from 00:00 to 01:00.
    pub hour_ends: bool,
    /// Whether what ends before it begins ends on the next day.
    pub past_midnight: bool,
}

/// What a time is that is written as one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum InARow {
    /// An hour.
    #[default]
    Hour,
    /// Hours and minutes: 930.
    Minutes,
    /// Hours, minutes and seconds: 93005.
    Seconds,
}

/// When a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// Since 1970-01-01.
    pub date: i32,
    /// Ticks since its midnight, where a time is said.
    pub from: Option<i64>,
    /// Where an end is said.
    pub until: Option<i64>,
}

const DAY: i64 = SimDuration::DAY.ticks();
const MINUTE: i64 = SimDuration::MINUTE.ticks();

/// What all moments of a table say of each other. `heading`: the zone that the word over them says.
pub fn style(moments: &[Moment], said: MomentsSaid, heading: Option<HeadingZone>) -> Result<MomentStyle, MomentDoubt> {
    let year_first = said.day_first.is_none() && date_order::year_first(moments);
    let day_first = date_order::order(moments, (said.day_first, said.year), year_first)?;
    let zone = shop_zone::zone(moments, said.zone, heading)?;
    let in_a_row = bare(moments)?;
    let hour_ends = hour_ends(moments, said)?;
    half_day(moments)?;
    let is_order = |date: &Written| matches!(date, Written::Order(a, b, _) | Written::Pair(a, b) if a != b);
    let past = |moment: &Moment| matches!(moment.clock, Some(Clock::At(ticks)) if ticks > DAY);
    // Whoever says that hours are called by their beginnings says that 24 is the first of the next day.
    let late = said.hour_ends == Some(false) || moments.iter().any(past);
    Ok(MomentStyle {
        said,
        day_first,
        year_first,
        in_a_row,
        ordered: moments.iter().any(|moment| is_order(&moment.date)),
        zone,
        counted: moments.iter().any(|moment| moment.counted),
        late,
        hour_ends,
        past_midnight: false,
    })
}

/// Times that run from twelve on to one, or on one date from nine back to one, are in two halves of the day that nothing tells apart.
fn half_day(moments: &[Moment]) -> Result<(), MomentDoubt> {
    let hour = SimDuration::HOUR.ticks();
    let mut date = Written::No;
    let mut times: Vec<(usize, i64, Written)> = Vec::new();
    for (at, moment) in moments.iter().enumerate() {
        date = if moment.date == Written::No { date } else { moment.date };
        if let (Some(Clock::At(ticks)), None) = (moment.clock, moment.until) {
            times.push((at, ticks / hour, date));
        }
    }
    let half = times.iter().all(|(_, hour, _)| (1..13).contains(hour));
    let back = |[before, after]: [&(usize, i64, Written); 2]| {
        let same_day = before.2 == after.2 && (7..=12).contains(&before.1) && (1..=6).contains(&after.1);
        before.1 == 12 && after.1 == 1 || same_day
    };
    let turn = times.windows(2).find(|pair| back([&pair[0], &pair[1]])).filter(|_| half);
    turn.map_or(Ok(()), |pair| Err(MomentDoubt { at: pair[1].0, asked: Asked::HalfDay }))
}

/// What numbers without more are.
fn bare(moments: &[Moment]) -> Result<InARow, MomentDoubt> {
    let starts = || {
        moments.iter().enumerate().filter_map(|(at, moment)| match moment.clock {
            Some(Clock::Bare(number, digits)) => Some((at, number, digits)),
            _ => None,
        })
    };
    match starts().map(|(_, _, digits)| digits).max() {
        Some(5..) => return Ok(InARow::Seconds),
        Some(3..) => return Ok(InARow::Minutes),
        _ => (),
    }
    if let Some((at, number, _)) = starts().find(|(_, number, _)| *number > 24) {
        return Err(MomentDoubt { at, asked: Asked::Slot(number) });
    }
    Ok(InARow::Hour)
}

/// The hour of a moment that is a whole one, without an end: `9`, `9:00`, `24点`.
fn whole_hour(moment: &Moment) -> Option<i64> {
    let hour = SimDuration::HOUR.ticks();
    match moment.clock? {
        Clock::Bare(number, digits) if digits < 3 => Some(number),
        Clock::At(ticks) if ticks % hour == 0 => Some(ticks / hour),
        _ => None,
    }
    .filter(|_| moment.until.is_none())
}

/// Whether whole hours are called by when they end: so are all of 1 to 24, without a 0; where 24 stands beside fewer, or hours
/// run from 1 on without 0 and 24, it is asked.
fn hour_ends(moments: &[Moment], said: MomentsSaid) -> Result<bool, MomentDoubt> {
    if let Some(said) = said.hour_ends {
        return Ok(said);
    }
    let timed = || moments.iter().enumerate().filter(|(_, moment)| moment.clock.is_some());
    let hours: Vec<(usize, i64)> = timed().map_while(|(at, moment)| Some((at, whole_hour(moment)?))).collect();
    if hours.len() < timed().count() {
        return Ok(false);
    }
    let at = |hour: i64| hours.iter().find(|(_, own)| *own == hour).map(|(at, _)| *at);
    let bare = moments.iter().any(|moment| matches!(moment.clock, Some(Clock::Bare(..))));
    let run = (1..=24).take_while(|hour| at(*hour).is_some()).count() as i64;
    let last = hours.iter().map(|(_, hour)| *hour).max().unwrap_or(0);
    match (at(0), at(24), at(1)) {
        (None, Some(_), _) if run == 24 => Ok(true),
        (_, Some(at), _) => Err(MomentDoubt { at, asked: Asked::Ends(24) }),
        (None, None, Some(at)) if bare && run == last => Err(MomentDoubt { at, asked: Asked::Ends(1) }),
        _ => Ok(false),
    }
}

impl MomentStyle {
    /// Whether the day comes first in dates such as 01/02/2025.
    pub fn day_first(self) -> bool {
        self.day_first
    }
    /// The same, where what ends before it begins may end on the next day.
    #[must_use]
    pub fn over(self, past_midnight: bool) -> Self {
        Self { past_midnight, ..self }
    }
    /// What becomes of the zone.
    pub fn shop(self) -> Option<ShopZone> {
        self.said.zone
    }
    /// When a row is about, out of its date, and of the time and the end where they have columns of their own.
    pub fn when(self, date: &Moment, time: Option<&Moment>, end: Option<&Moment>) -> Result<When, Text> {
        let timed = time.unwrap_or(date);
        let day = self.day(date.date)?.ok_or_else(|| say!("no date stands here", "这里没有日期"))?;
        if date.weekday.is_some_and(|weekday| weekday != weekday_of(day)) {
            let (written, day) = (date_text(day), weekday_of(day));
            let (en, zh) = (WEEKDAY_EN[day], WEEKDAY_ZH[day]);
            return Err(say!(
                "{written} is a {en}, another weekday stands beside it",
                "{written} 是{zh}，旁边写的是别的星期几"
            ));
        }
        let until = match end {
            Some(end) => Some((
                self.day(end.date)?,
                end.clock.ok_or_else(|| say!("when it ends is not said", "没有写结束时间"))?,
            )),
            None => match timed.until {
                Some((date, clock)) => Some((self.day(date)?, clock)),
                None => None,
            },
        };
        let Some(clock) = timed.clock else { return Ok(When { date: day, from: None, until: None }) };
        let shift = self.shift(timed.zone.or(date.zone));
        let from = self.begins(timed, clock)?;
        if from == DAY && !self.late && until.is_none() {
            return Err(say!(
                "no interval begins at 24:00: write 00:00 of the next day",
                "没有从 24:00 开始的时段：请写次日 00:00"
            ));
        }
        let until = match until {
            None => None,
            Some((None, clock)) if self.past_midnight && from > self.ticks(clock)? => {
                Some(self.ticks(clock)? + DAY - from)
            }
            Some((date, clock)) => Some(length(day, from, date, self.ticks(clock)?)?),
        };
        // All in ticks since the midnight of the written date, then in the shop's time.
        let begins = from + shift;
        let (days, from) = (begins.div_euclid(DAY), begins.rem_euclid(DAY));
        Ok(When { date: day + days as i32, from: Some(from), until: until.map(|length| from + length) })
    }

    /// The same where what is written is when an interval ends: its end in the place of its beginning, after its midnight and up to
    /// the next one.
    pub fn ends(self, date: &Moment, time: Option<&Moment>) -> Result<When, Text> {
        let timed = time.unwrap_or(date);
        let own = self.day(date.date)?.ok_or_else(|| say!("no date stands here", "这里没有日期"))?;
        let day = self.day(timed.date)?.unwrap_or(own);
        let clock = timed.clock.ok_or_else(|| say!("when it ends is not said", "没有写结束时间"))?;
        let ticks = self.ticks(clock)?;
        if ticks == 0 && timed.date == Written::No {
            return Err(say!(
                "which midnight it ends at is not said: write 24:00 for that at the end of its date",
                "是哪一个零点没有写明：当天结束的零点请写 24:00"
            ));
        }
        let second = SimDuration::SECOND.ticks();
        let whole = if (ticks + second) % MINUTE == 0 { ticks + second } else { ticks };
        let ends = whole + self.shift(timed.zone.or(date.zone));
        let days = (ends - 1).div_euclid(DAY);
        Ok(When { date: day + days as i32, from: Some(ends - days * DAY), until: None })
    }

    /// Ticks at which a moment begins, since the midnight of its date.
    fn begins(self, moment: &Moment, clock: Clock) -> Result<i64, Text> {
        let ticks = self.ticks(clock)?;
        if !self.hour_ends || whole_hour(moment).is_none() {
            return Ok(ticks);
        }
        let begins = ticks - SimDuration::HOUR.ticks();
        let none =
            || say!("no hour of a day ends at 0: write 24 on the day before", "没有在 0 点结束的时段：请写前一天的 24");
        (begins >= 0).then_some(begins).ok_or_else(none)
    }

    fn day(self, date: Written) -> Result<Option<i32>, Text> {
        let (year, month, day) = match date {
            Written::No => return Ok(None),
            Written::Day(day) => return Ok(Some(day)),
            Written::NoYear(month, day) => (self.said.year.unwrap_or_default(), month, day),
            Written::Pair(a, b) if self.day_first => (self.said.year.unwrap_or_default(), b as i8, a as i8),
            Written::Pair(a, b) => (self.said.year.unwrap_or_default(), a as i8, b as i8),
            Written::Order(a, b, year) if self.day_first => (year, b as i8, a as i8),
            Written::Order(a, b, year) => (year, a as i8, b as i8),
            Written::Short(year, month, day) if self.year_first => (2000 + year, month as i8, day as i8),
            Written::Short(a, b, year) if self.day_first => (2000 + year, b as i8, a as i8),
            Written::Short(a, b, year) => (2000 + year, a as i8, b as i8),
        };
        let found = day_number(year, month, day);
        found
            .map(Some)
            .ok_or_else(|| say!("there is no day {year}-{month:02}-{day:02}", "没有 {year}-{month:02}-{day:02} 这一天"))
    }

    /// Ticks between what is written and the shop's time.
    fn shift(self, zone: Option<Zone>) -> i64 {
        match (east(zone).or(self.zone), self.said.zone) {
            (Some(zone), Some(ShopZone::East(shop) | ShopZone::Turned(_, shop))) => i64::from(shop - zone) * MINUTE,
            _ => 0,
        }
    }

    fn ticks(self, clock: Clock) -> Result<i64, Text> {
        let found = match clock {
            Clock::At(ticks) => return Ok(ticks),
            Clock::Bare(number, _) => match self.in_a_row {
                InARow::Seconds => clocks::at(number / 10_000, number / 100 % 100, (number % 100) as f64),
                InARow::Minutes => clocks::at(number / 100, number % 100, 0.0),
                InARow::Hour => clocks::at(number, 0, 0.0),
            },
        };
        match (found, clock) {
            (Some(Clock::At(ticks)), _) => Ok(ticks),
            (_, Clock::Bare(number, _)) => Err(say!("\"{number}\" is not a time of day", "\"{number}\" 不是时刻")),
            _ => Ok(0),
        }
    }
}

/// How long an interval is. Midnight at its end is the end of the day; 09:59 and 09:59:59 mean 10:00.
fn length(day: i32, from: i64, end_day: Option<i32>, mut end: i64) -> Result<i64, Text> {
    let second = SimDuration::SECOND.ticks();
    if end == 0 && end_day.is_none_or(|date| date == day) {
        end = DAY;
    } else if (end + second) % MINUTE == 0 {
        end += second;
    } else if (end + MINUTE) % (10 * MINUTE) == 0 || (end + MINUTE) % (15 * MINUTE) == 0 {
        end += MINUTE;
    }
    end += i64::from(end_day.map_or(0, |date| date - day)) * DAY;
    if end > DAY && end_day.is_some_and(|date| date != day) {
        let (written, own) = (date_text(end_day.unwrap_or(day)), date_text(day));
        return Err(say!(
            "it ends on {written}, not on its own date ({own})",
            "它在 {written} 结束，不在本行的日期（{own}）"
        ));
    }
    if end <= from {
        return Err(say!("it ends before it begins", "结束早于开始"));
    }
    Ok(end - from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::files::moments::moment;
    use crate::diagnostic::{Place, SourceMap};
    use crate::scenario::text::sheet::{Cell, CellKind};

    fn read(texts: &[&str], said: MomentsSaid) -> Result<Vec<(String, i64)>, Asked> {
        let place = Place::new(SourceMap::default().add("f", ""), 0..0);
        let cell = |text: &str| Cell { text: text.to_owned(), place: place.clone(), kind: CellKind::Text };
        let all: Vec<Moment> = texts.iter().map(|text| moment(&cell(text)).unwrap()).collect();
        let style = style(&all, said, None).map_err(|doubt| doubt.asked)?;
        let when = |moment| {
            let when = style.when(moment, None, None).unwrap();
            (date_text(when.date), when.from.unwrap_or(-MINUTE) / MINUTE)
        };
        Ok(all.iter().map(when).collect())
    }

    #[test]
    fn one_date_settles_the_order_of_day_and_month() {
        let none = MomentsSaid::default();
        let on = |day: &str| (day.to_owned(), -1);
        assert_eq!(read(&["01/02/2025", "20/01/2025"], none), Ok(vec![on("2025-02-01"), on("2025-01-20")]));
        assert_eq!(read(&["01/02/2025", "01/20/2025"], none), Ok(vec![on("2025-01-02"), on("2025-01-20")]));
        assert_eq!(read(&["05/05/2025"], none), Ok(vec![on("2025-05-05")]));
        assert!(matches!(read(&["01/02/2025"], none), Err(Asked::Order(20_120, 20_090))));
        assert!(matches!(read(&["20/01/2025", "01/20/2025"], none), Err(Asked::Orders { against: 1 })));
        let said = MomentsSaid { day_first: Some(true), ..none };
        assert_eq!(read(&["01/02/2025", "1/2/25"], said), Ok(vec![on("2025-02-01"), on("2025-02-01")]));
        assert_eq!(read(&["1/2/25"], none), Err(Asked::Short));
        // A weekday tells that the year stands first.
        assert_eq!(read(&["26-06-01 星期一", "26-06-03"], none), Ok(vec![on("2026-06-01"), on("2026-06-03")]));
        assert_eq!(read(&["26-06-01"], none), Err(Asked::Short));
        let said = MomentsSaid { year: Some(2025), ..none };
        assert_eq!(read(&["1/2"], none), Err(Asked::YearAndOrder));
        assert_eq!(read(&["1/2", "20/1"], none), Err(Asked::Year));
        assert!(matches!(read(&["1/2"], said), Err(Asked::Order(20_120, 20_090))));
        assert_eq!(read(&["1/2", "20/1"], said), Ok(vec![on("2025-02-01"), on("2025-01-20")]));
        assert_eq!(read(&["1/2"], MomentsSaid { day_first: Some(false), ..said }), Ok(vec![on("2025-01-02")]));
        assert_eq!(read(&["2月1日"], none), Err(Asked::Year));
        assert_eq!(read(&["2月1日"], MomentsSaid { year: Some(2025), ..none }), Ok(vec![on("2025-02-01")]));
    }

    #[test]
    fn a_zone_is_as_written_or_asked() {
        let none = MomentsSaid::default();
        let at = |day: &str, minute| vec![(day.to_owned(), minute)];
        assert_eq!(read(&["2024-05-30T08:00:00-07:00"], none), Ok(at("2024-05-30", 480)));
        assert_eq!(read(&["2024-05-30T20:00:00Z"], none), Err(Asked::Zone(0)));
        assert_eq!(read(&["1717099200"], none), Err(Asked::Zone(0)));
        let china = MomentsSaid { zone: ShopZone::of("+08:00"), ..none };
        assert_eq!(read(&["2024-05-30T20:00:00Z"], china), Ok(at("2024-05-31", 240)));
        assert_eq!(read(&["1717099200"], china), Ok(at("2024-05-31", 240)));
        let written = MomentsSaid { zone: ShopZone::of("as written"), ..none };
        assert_eq!(read(&["2024-05-30T20:00:00Z"], written), Ok(at("2024-05-30", 1200)));
        assert!(matches!(
            read(&["2024-03-09T08:00:00-08:00", "2024-03-11T08:00:00-07:00"], none),
            Err(Asked::Zones { .. })
        ));
        assert!(matches!(read(&["2024-03-09T08:00:00+08:00", "2024-03-11 08:00:00"], none), Err(Asked::Zones { .. })));
        assert_eq!(ShopZone::of("EST"), None);
        assert_eq!(read(&["2024-05-30 20:00:00"], china), Err(Asked::NoZone));
        let turned = MomentsSaid { zone: ShopZone::of("UTC to +08:00"), ..none };
        assert_eq!(read(&["2024-05-30 20:00:00"], turned), Ok(at("2024-05-31", 240)));
        assert!(matches!(read(&["2024-03-09T08:00:00+08:00", "2024-03-11 08:00:00"], china), Err(Asked::Zones { .. })));
        for text in ["2024-05-30 20:00 CST", "2024-05-30 20:00 America/New_York"] {
            assert_eq!(read(&[text], none), Err(Asked::ZoneBehind));
            assert_eq!(read(&[text], china), Err(Asked::ZoneBehind));
            assert_eq!(read(&[text], turned), Ok(at("2024-05-31", 240)));
            assert_eq!(read(&[text], written), Ok(at("2024-05-30", 1200)));
        }
        let both = ["2024-05-30 20:00 PDT", "2024-05-30 20:00 PST"];
        assert!(matches!(read(&both, turned), Err(Asked::Zones { .. })) && read(&both, written).is_ok());
        // What follows midnight is the next day's.
        assert_eq!(read(&["2024-05-30 24:05:10"], none), Ok(at("2024-05-31", 5)));
    }
}
