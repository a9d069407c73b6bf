//! Times of day and intervals of them: `9:30`, `9:30:00 PM`, `下午 2:30`, `0930`, `9点30分`, `09:30-10:00`, with a zone behind.

use super::zones;
use crate::time::SimDuration;

/// A time of day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Ticks since midnight; up to an hour after the next one, as `24:05`.
    At(i64),
    /// A number without more: an hour, or hours and minutes in a row (930), as the column says; and how many digits it has.
    Bare(i64, usize),
}

/// A zone behind a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Minutes east of Greenwich.
    East(i32),
    /// One called by its name: how far it is from Greenwich is not said. The number tells names apart.
    Named(u32),
}

/// A time, or an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Times {
    pub from: Clock,
    pub until: Option<Clock>,
    pub zone: Option<Zone>,
}

/// Which half of the day is meant, and whether noon and midnight begin it.
#[derive(Clone, Copy, PartialEq)]
enum Half {
    Morning,
    Afternoon,
    /// 中午: eleven to one.
    Noon,
}

const NOON: i64 = 12 * SimDuration::HOUR.ticks();

/// Words before a time.
const BEFORE: [(&str, Half); 9] = [
    ("上午", Half::Morning),
    ("凌晨", Half::Morning),
    ("早上", Half::Morning),
    ("清晨", Half::Morning),
    ("早晨", Half::Morning),
    ("中午", Half::Noon),
    ("下午", Half::Afternoon),
    ("傍晚", Half::Afternoon),
    ("晚上", Half::Afternoon),
];
/// Words behind it.
const BEHIND: [(&str, Half); 6] = [
    ("a.m.", Half::Morning),
    ("p.m.", Half::Afternoon),
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
    ("上午", Half::Morning),
    ("下午", Half::Afternoon),
];
/// Words for the day after, before a time.
const NEXT_DAY: [&str; 4] = ["次日", "翌日", "第二天", "隔日"];
/// What stands between the ends of an interval and nowhere else.
pub const BETWEEN: [&str; 7] = ["~", "–", "—", "至", "到", " to ", " - "];

/// Ticks of hours, minutes and seconds, if there is such a time.
pub fn at(hour: i64, minute: i64, second: f64) -> Option<Clock> {
    let whole = (0..=24).contains(&hour) && (0..60).contains(&minute) && (0.0..60.0).contains(&second);
    let ticks = SimDuration::HOUR.ticks() * hour
        + SimDuration::MINUTE.ticks() * minute
        + SimDuration::from_seconds(second).ticks();
    whole.then_some(Clock::At(ticks))
}

/// Reads all of a text. `iso`: a `T` stands before it, so that `-07:00` behind it is a zone.
pub fn times(text: &str, iso: bool) -> Option<Times> {
    let text = text.trim();
    if let Some((from, until)) = BETWEEN.iter().find_map(|mark| text.split_once(mark)) {
        return interval(from, until);
    }
    let (first, half, rest) = one(text)?;
    let rest = rest.trim_start();
    let lone = |clock, zone| Some(Times { from: clock, until: None, zone });
    if rest.is_empty() {
        return lone(first, None);
    }
    let Some(behind) = rest.strip_prefix('-') else { return lone(first, Some(zone_behind(rest)?)) };
    // 08:00-09:00 is an interval, 08:00:00-09:00 a time and its zone.
    let colons = |text: &str| text.matches([':', '点', '时']).count();
    let front = &text[..text.len() - rest.len()];
    let seconds = || colons(front) == 2 && colons(behind) < 2;
    if half.is_none() && (iso || seconds() && (!behind.contains(' ') || zone_behind(rest).is_some())) {
        return lone(first, Some(zone_behind(rest)?));
    }
    interval(front, behind)
}

fn interval(from: &str, until: &str) -> Option<Times> {
    let (from, until) = (from.trim(), until.trim());
    let (first, half, rest) = one(from)?;
    if !rest.trim().is_empty() {
        return None;
    }
    let (last, last_half, rest) = one(until)?;
    let zone = match (rest.trim(), last) {
        ("", _) => None,
        (rest, Clock::At(_)) => Some(zone_behind(rest)?),
        _ => return None,
    };
    // "9:00 - 9:30 AM": the half of the day is said once for both.
    let (first, last) = match (half, last_half, first, last) {
        (None, Some(said), Clock::At(begin), Clock::At(end)) => {
            let in_half = |half| halved(begin, half).filter(|ticks| *ticks < end);
            (Clock::At(in_half(said).or_else(|| in_half(Half::Morning))?), last)
        }
        // 下午1:00-2:00: it goes on twelve hours later than written, where that is after it began and what is written is not.
        (Some(_), None, Clock::At(begin), Clock::At(end)) if end < begin && begin < end + NOON => {
            (first, Clock::At(end + NOON))
        }
        _ => (first, last),
    };
    Some(Times { from: first, until: Some(last), zone })
}

/// One time at the front, the half of the day it says, and what stands behind it; of the day after, hours later.
fn one(text: &str) -> Option<(Clock, Option<Half>, &str)> {
    let Some(rest) = NEXT_DAY.iter().find_map(|word| text.strip_prefix(word)) else { return of_day(text) };
    match of_day(rest.trim_start())? {
        (Clock::At(ticks), half, rest) if ticks < SimDuration::DAY.ticks() => {
            Some((Clock::At(ticks + SimDuration::DAY.ticks()), half, rest))
        }
        _ => None,
    }
}

/// The same of a time of its own day.
fn of_day(text: &str) -> Option<(Clock, Option<Half>, &str)> {
    let before = BEFORE.iter().find_map(|(word, half)| Some((text.strip_prefix(word)?.trim_start(), *half)));
    let (text, half) = before.map_or((text, None), |(rest, half)| (rest, Some(half)));
    let (hour, rest) = digits(text)?;
    let bare = Clock::Bare(hour.parse().ok()?, hour.len());
    let (minute, rest) = part(rest, &[':', '点', '时', 'h', 'H'])?;
    let (second, rest) = if minute.is_some() { part(rest, &[':', '分'])? } else { (None, rest) };
    let rest = if second.is_some() { rest.strip_prefix('秒').unwrap_or(rest) } else { rest };
    let lower = rest.trim_start().to_lowercase();
    let behind = BEHIND
        .iter()
        .find(|(word, _)| lower.starts_with(word) && !lower[word.len()..].starts_with(|c: char| c.is_alphabetic()));
    let (half, rest) = match behind {
        Some((word, found)) if half.is_none() => (Some(*found), &rest.trim_start()[word.len()..]),
        Some(_) => return None,
        None => (half, rest),
    };
    let clock = if minute.is_none() && half.is_none() {
        bare
    } else {
        let number = |part: Option<&str>| {
            part.map_or(Some(0.0), |part| if part.is_empty() { Some(0.0) } else { part.replace(',', ".").parse().ok() })
        };
        let minute = number(minute).filter(|minute: &f64| minute.fract() == 0.0)?;
        if hour.len() > 2 {
            return None;
        }
        match (at(hour.parse().ok()?, minute as i64, number(second)?)?, half) {
            (Clock::At(ticks), Some(half)) => Clock::At(halved(ticks, half)?),
            (clock, _) => clock,
        }
    };
    Some((clock, half, rest))
}

/// Ticks of a time of twelve hours in a half of the day; one of 24 hours that agrees with it stays.
fn halved(ticks: i64, half: Half) -> Option<i64> {
    match (half, ticks / SimDuration::HOUR.ticks()) {
        (Half::Morning, 12) => Some(ticks - NOON),
        (Half::Afternoon, 1..=11) | (Half::Noon, 1) => Some(ticks + NOON),
        (Half::Morning, 0..=11) | (Half::Afternoon, 12..=23) | (Half::Noon, 11..=13) => Some(ticks),
        _ => None,
    }
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (1..=4).contains(&end).then(|| text.split_at(end))
}

/// The digits behind one of these marks; after 点, 时 and 分 there may be none. Seconds have fractions.
fn part<'t>(text: &'t str, marks: &[char]) -> Option<(Option<&'t str>, &'t str)> {
    let Some(mark) = text.trim_start().chars().next().filter(|c| marks.contains(c)) else { return Some((None, text)) };
    let rest = &text.trim_start()[mark.len_utf8()..];
    let seconds = marks.contains(&'分');
    let end = rest.find(|c: char| !(c.is_ascii_digit() || seconds && (c == '.' || c == ','))).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at(end);
    let whole = digits.split(['.', ',']).next().unwrap_or_default().len();
    // 9h30: two digits, as 9h alone is how long.
    if ['h', 'H'].contains(&mark) {
        return (digits.len() == 2).then_some((Some(digits), rest));
    }
    if digits.is_empty() {
        return (mark != ':').then_some((Some(""), rest));
    }
    // 9点30分.
    let rest = if mark == ':' || seconds { rest } else { rest.strip_prefix('分').unwrap_or(rest) };
    (whole <= 2).then_some((Some(digits), rest))
}

/// The zone behind a time: `-04:00`, `UTC`, `CST`, `(Europe/Berlin)`, `-04:00[America/New_York]`.
fn zone_behind(text: &str) -> Option<Zone> {
    let inner = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    if let Some(east) = zone(inner) {
        return Some(Zone::East(east));
    }
    if zones::is_named(inner) {
        let letters = inner.bytes().map(|b| u32::from(b.to_ascii_lowercase()));
        return Some(Zone::Named(letters.fold(0, |sum: u32, b| sum.wrapping_mul(31).wrapping_add(b))));
    }
    let (front, name) = text.split_once(['[', '(', ' '])?;
    // GMT+0800 (China Standard Time): behind a distance its name says nothing more.
    let told = front.contains(['+', '-']) && name.trim_start().starts_with('(');
    zone(front).filter(|_| told || zones::is_named(name.trim_matches(['(', ')', '[', ']', ' ']))).map(Zone::East)
}

/// Minutes east of Greenwich of `Z`, `UTC`, `GMT+8`, `+08:00`, `-0700`, `+08`.
pub fn zone(text: &str) -> Option<i32> {
    let text = text.trim().to_uppercase();
    let named = ["UTC", "GMT", "Z"].iter().find_map(|name| text.strip_prefix(name));
    let rest = named.unwrap_or(&text).trim();
    if rest.is_empty() {
        return named.map(|_| 0);
    }
    let (sign, rest) = match rest.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-" | "−", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match (rest.split_once(':'), rest.len()) {
        (Some(parts), _) => parts,
        (None, 4) => rest.split_at(2),
        (None, _) => (rest, "0"),
    };
    let number = |part: &str, most: i32| {
        part.parse().ok().filter(|n: &i32| (0..=most).contains(n) && part.bytes().all(|b| b.is_ascii_digit()))
    };
    Some(sign * (number(hours, 14)? * 60 + number(minutes, 59)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = SimDuration::MINUTE.ticks();

    #[test]
    fn the_half_of_the_day_and_the_day_after() {
        for (text, from, until) in [
            ("下午1:00-2:00", 780, 840),
            ("晚上11:00-12:00", 1380, 1440),
            ("上午11:00-1:00", 660, 780),
            ("上午9:00-10:00", 540, 600),
            ("1:00 PM - 2:00", 780, 840),
            ("晚上10:00-2:00", 1320, 120),
            ("22:00-次日06:00", 1320, 1800),
        ] {
            let found = times(text, false).map(|t| (t.from, t.until));
            assert_eq!(found, Some((Clock::At(from * MINUTE), Some(Clock::At(until * MINUTE)))), "{text}");
        }
        let behind = times("09:00:00 GMT+0800 (China Standard Time)", false).map(|t| t.zone);
        assert_eq!(behind, Some(Some(Zone::East(480))));
        for text in ["9h", "次日", "次日9"] {
            assert!(times(text, false).is_none_or(|t| t.from == Clock::Bare(9, 1)), "{text}");
        }
    }

    #[test]
    fn times_of_day_as_exports_write_them() {
        for text in [
            "9:30",
            "09:30",
            "09:30:00",
            "9点30分",
            "9点30",
            "9时30",
            "9:30 am",
            "09:30 AM",
            "9:30:00 a.m.",
            "上午9:30",
            "上午 09:30",
            "9:30上午",
            "早上9点30分",
            "9:30:00.000",
            "9h30",
        ] {
            assert_eq!(times(text, false).map(|t| (t.from, t.until)), Some((Clock::At(570 * MINUTE), None)), "{text}");
        }
        for (text, minutes) in [
            ("12:05 AM", 5),
            ("12:05 PM", 725),
            ("下午 2:30", 870),
            ("晚上8:00", 1200),
            ("中午12:00", 720),
            ("中午1:00", 780),
            ("凌晨12:30", 30),
            ("9 PM", 1260),
            ("9点", 540),
            ("14:30 PM", 870),
            ("24:05", 1445),
            ("次日06:00", 1800),
            ("翌日 6点", 1800),
        ] {
            assert_eq!(times(text, false).map(|t| t.from), Some(Clock::At(minutes * MINUTE)), "{text}");
        }
        for text in [
            "9:30-10:00",
            "09:30~10:00",
            "9:30 - 10:00",
            "09:30至10:00",
            "09:30–10:00",
            "9:30 to 10:00",
            "9:30 - 10:00 AM",
            "9:30 AM - 10:00 AM",
            "09:30:00-10:00:00",
            "上午9:30-上午10:00",
        ] {
            let found = times(text, false).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.from, found.until), (Clock::At(570 * MINUTE), Some(Clock::At(600 * MINUTE))), "{text}");
        }
        assert_eq!(times("9", false).map(|t| t.from), Some(Clock::Bare(9, 1)));
        assert_eq!(
            times("0930-1000", false).map(|t| (t.from, t.until)),
            Some((Clock::Bare(930, 4), Some(Clock::Bare(1000, 4))))
        );
        assert_eq!(times("11:30 - 1:00 PM", false).map(|t| t.from), Some(Clock::At(690 * MINUTE)));
        for text in [
            "",
            "9:60",
            "25:00",
            "9:3x",
            "-1",
            "9:30-10-11",
            "13:00 AM",
            "9:00:60",
            "+9",
            "9::30",
            "9:30 CS",
            "上午9:30 AM",
            "00012",
        ] {
            assert_eq!(times(text, false), None, "{text}");
        }
    }

    #[test]
    fn zones_by_their_distance_and_by_name() {
        for (text, minutes) in [("Z", 0), ("UTC+8", 480), ("GMT+08:00", 480), ("-0330", -210), ("+08", 480), ("utc", 0)]
        {
            assert_eq!(zone(text), Some(minutes), "{text}");
        }
        assert!(["", "EST", "8", "+25", "Z8"].iter().all(|text| zone(text).is_none()));
        let behind = |text: &str| times(text, false).and_then(|times| times.zone);
        assert_eq!(behind("9:30-10:00 CST"), behind("9:30 (cst)"));
        assert!(matches!(behind("9:30 CST"), Some(Zone::Named(_))) && behind("9:30 CDT") != behind("9:30 CST"));
        for text in ["9:30:00-04:00[America/New_York]", "9:30:00 -0400 EDT", "9:30 GMT-4 (EDT)"] {
            assert_eq!(behind(text), Some(Zone::East(-240)), "{text}");
        }
    }
}
