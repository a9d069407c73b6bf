//! Hours of somebody on one date: those of several rows put together, and those that stand in one cell.

use super::clocks::{self, Clock};
use super::numbers::half_width;
use super::steps::shown;
use crate::model::ShiftDay;
use crate::scenario::values::plain::Hours;
use crate::time::SimDuration;
use std::cmp::Reverse;

/// Between the parts of a shift, as hours are written.
const PARTS: &str = ", ";
/// Between the hours of a shift and the breaks in it.
const LESS: &str = " less ";
/// What stands between two spans of one cell.
const BETWEEN: [char; 9] = [',', '，', '、', '/', ';', '；', '+', '&', '|'];
/// Words before a time on the next day.
const NEXT_DAY: [&str; 5] = ["次日", "翌日", "第二天", "隔日", "隔天"];
/// The longest span that passes midnight without saying so.
const NIGHT: i64 = 16 * SimDuration::HOUR.ticks();

/// What somebody does in the hours of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Nothing is said of it: work, or within other hours a break.
    Unsaid,
    Work,
    Break,
    Away,
}

/// The hours of the rows of one date: adjacent parts are one, what lies inside one is a break. The error: two rows overlap.
pub fn together(all: &[(Hours, Doing)]) -> Result<String, [usize; 2]> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|at| (all[*at].0.from, Reverse(all[*at].0.until)));
    let of =
        |kinds: [Doing; 2]| order.iter().filter(move |at| kinds.contains(&all[**at].1)).map(|at| (*at, all[*at].0));
    let mut parts: Vec<(usize, Hours)> = Vec::new();
    let mut breaks: Vec<(usize, Hours)> = Vec::new();
    for (at, hours) in of([Doing::Work, Doing::Unsaid]) {
        match parts.last_mut() {
            Some((_, last)) if hours.from == last.until => last.until = hours.until,
            Some((_, last)) if hours.from < last.until && all[at].1 == Doing::Unsaid && inside(hours, *last) => {
                breaks.push((at, hours));
            }
            // Something done in the shift, such as a meeting.
            Some((_, last)) if hours.until <= last.until && hours != *last && all[at].1 == Doing::Work => (),
            Some((other, last)) if hours.from < last.until => return Err([*other, at]),
            _ => parts.push((at, hours)),
        }
    }
    for (at, hours) in of([Doing::Break, Doing::Break]) {
        let meets = |part: &(usize, Hours)| hours.from < part.1.until && part.1.from < hours.until;
        let behind = parts.iter().position(|(_, part)| part.until == hours.from);
        match behind.filter(|at| parts.get(at + 1).is_some_and(|(_, next)| next.from == hours.until)) {
            Some(front) => {
                parts[front].1.until = parts.remove(front + 1).1.until;
                breaks.push((at, hours));
            }
            None => match parts.iter().find(|part| meets(part)) {
                Some((_, part)) if inside(hours, *part) => breaks.push((at, hours)),
                Some((other, _)) => return Err([*other, at]),
                // Before or after all work.
                None => (),
            },
        }
    }
    breaks.sort_by_key(|(_, rest)| rest.from);
    let clash = breaks.windows(2).find(|pair| pair[1].1.from < pair[0].1.until).map(|pair| [pair[0].0, pair[1].0]);
    let away = of([Doing::Away, Doing::Away]).find_map(|(at, hours)| {
        let (other, _) = parts.iter().find(|(_, part)| hours.from < part.until && part.from < hours.until)?;
        Some([*other, at])
    });
    if let Some([first, second]) = clash.or(away) {
        return Err([first.min(second), first.max(second)]);
    }
    let text = |all: &[(usize, Hours)]| all.iter().map(|(_, part)| written(*part)).collect::<Vec<_>>().join(PARTS);
    Ok(if breaks.is_empty() { text(&parts) } else { format!("{}{LESS}{}", text(&parts), text(&breaks)) })
}

fn inside(hours: Hours, part: Hours) -> bool {
    part.from < hours.from && hours.until < part.until
}

/// Hours as letters are: the end of the day as 24:00.
pub fn written(hours: Hours) -> String {
    let day = SimDuration::DAY.ticks();
    let until = hours.until.ticks();
    format!("{}-{}", shown(hours.from.ticks()), shown(if until > day { until - day } else { until }))
}

/// From one time of day until another, ticks; the end of the day where the second is midnight.
pub fn hours(from: i64, until: i64) -> Hours {
    let day = SimDuration::DAY.ticks();
    let until = if until <= from { until + day } else { until };
    Hours { from: SimDuration::from_ticks(from), until: SimDuration::from_ticks(until) }
}

/// The hours that a cell says, whichever way they are written: `9:00-18:00`, `9-12/13-18`, `22:00-次日6:00`.
pub fn said_hours(text: &str) -> Option<String> {
    let text = half_width(text);
    let spans = |marks: &dyn Fn(char) -> bool| {
        text.split(marks).map(str::trim).filter(|part| !part.is_empty()).map(span).collect::<Option<Vec<Hours>>>()
    };
    let marked = |c: char| BETWEEN.contains(&c);
    let all = spans(&marked).or_else(|| spans(&|c: char| marked(c) || c.is_whitespace()))?;
    let apart = all.windows(2).all(|pair| pair[0].until < pair[1].from);
    (!all.is_empty() && apart).then(|| all.into_iter().map(written).collect::<Vec<_>>().join(PARTS))
}

/// One span of a cell.
fn span(text: &str) -> Option<Hours> {
    let next = NEXT_DAY.iter().find(|word| text.contains(**word));
    let plain = next.map_or_else(|| text.to_owned(), |word| text.replace(word, ""));
    let times = clocks::times(&plain, false).filter(|times| times.zone.is_none())?;
    let bare = matches!(times.from, Clock::Bare(..));
    let ticks = |clock: Clock| match clock {
        Clock::At(ticks) => Some(ticks),
        Clock::Bare(number, digits) => {
            let (hour, minute) = if digits > 2 { (number / 100, number % 100) } else { (number, 0) };
            match clocks::at(hour, minute, 0.0)? {
                Clock::At(ticks) => Some(ticks),
                Clock::Bare(..) => None,
            }
        }
    };
    let (from, until) = (ticks(times.from)?, ticks(times.until?)?);
    let day = SimDuration::DAY.ticks();
    let found = hours(from, until);
    let passes = found.until.ticks() > day;
    let long = (found.until - found.from).ticks() > NIGHT;
    // 9-6 may be until six in the evening.
    let sure = if next.is_some() { found.until.ticks() >= day } else { !passes || !bare && !long };
    (from < day && from != until && sure).then_some(found)
}

/// The word and the hours of a cell that has both: `早班 09:00-18:00`, `A(9-18)`.
pub fn lettered(text: &str) -> Option<(&str, String)> {
    let is_mark = |c: char| c.is_whitespace() || "()（）[]【】:：".contains(c);
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (front, back) = (text[..first].trim_matches(is_mark), text[last..].trim_matches(is_mark));
    let hours = said_hours(&text[first..last])?;
    match (front.is_empty(), back.is_empty()) {
        (false, true) => Some((front, hours)),
        (true, false) => Some((back, hours)),
        _ => None,
    }
}

/// Whether a text is hours, as [`together`] says them.
pub fn is_hours(said: &str) -> bool {
    let part = |part: &str| part.len() == 11 && part.contains('-') && part.contains(':');
    said.is_ascii() && said.split(LESS).all(|parts| parts.split(PARTS).all(part))
}

/// How the hours of a day of a shift are those of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    No,
    /// Of breaks nothing is said.
    Hours,
    /// And the breaks are the same.
    Whole,
}

/// How a day of a shift has the hours of a text.
pub fn fit(day: &ShiftDay, said: &str) -> Fit {
    let (parts, breaks) = said.split_once(LESS).unwrap_or((said, ""));
    let plain = |from: SimDuration, until: SimDuration| written(Hours { from, until });
    let of_shift = day.parts.iter().map(|part| plain(part.from, part.until)).collect::<Vec<_>>().join(PARTS);
    let rests = day.breaks.iter().map(|rest| {
        let filled = rest.length == rest.window.length();
        if filled { plain(rest.window.from, rest.window.until) } else { String::new() }
    });
    let same = rests.collect::<Vec<_>>().join(PARTS) == breaks && day.breaks.is_empty() == breaks.is_empty();
    match (of_shift == parts, same) {
        (true, true) => Fit::Whole,
        (true, false) if breaks.is_empty() => Fit::Hours,
        _ => Fit::No,
    }
}

/// What a day of a shift has, as hours are written.
pub fn of_day(day: &ShiftDay) -> String {
    let parts = day.parts.iter().map(|part| written(Hours { from: part.from, until: part.until }));
    parts.collect::<Vec<_>>().join(PARTS)
}

/// The lines of shifts that have these hours, under keys that no shift has yet.
pub fn lines(all: &[&str], taken: &[&str]) -> String {
    let mut keys: Vec<String> = taken.iter().map(|key| (*key).to_owned()).collect();
    let mut lines = Vec::new();
    for said in all {
        let (parts, breaks) = said.split_once(LESS).map_or((*said, None), |(parts, breaks)| (parts, Some(breaks)));
        let plain = format!("s{}{}", &parts[..2], &parts[parts.len() - 5..parts.len() - 3]);
        let numbered = (2..).map(|n| format!("{plain}_{n}"));
        let mut possible = std::iter::once(plain.clone()).chain(numbered);
        let key = possible.find(|key| !keys.contains(key)).expect("there are always more");
        let rests: Vec<String> = breaks.iter().flat_map(|breaks| breaks.split(PARTS)).filter_map(rest).collect();
        let rest = match &rests[..] {
            [] => String::new(),
            [one] => format!(", break = {one}"),
            several => format!(", break = [{}]", several.join(", ")),
        };
        lines.push(format!("{key} = {{ hours = \"{parts}\"{rest} }}"));
        keys.push(key);
    }
    lines.join(", ")
}

/// A break that fills its window, as a scenario says it.
fn rest(window: &str) -> Option<String> {
    let minutes =
        Hours::parse(window).ok().map(|hours| (hours.until - hours.from).ticks() / SimDuration::MINUTE.ticks());
    minutes.map(|minutes| format!("\"{minutes} min in {window}\""))
}

#[cfg(test)]
mod tests {
    use super::Doing::{Away, Break, Unsaid, Work};
    use super::*;

    #[test]
    fn parts_are_joined_and_what_lies_inside_is_a_break() {
        let of = |all: &[(&str, Doing)]| {
            together(&all.iter().map(|(text, doing)| (Hours::parse(text).unwrap(), *doing)).collect::<Vec<_>>())
        };
        for (rows, all) in [
            (&[("13:00-16:00", Unsaid), ("08:00-12:00", Unsaid)][..], "08:00-12:00, 13:00-16:00"),
            (&[("13:00-16:00", Unsaid), ("08:00-12:00", Unsaid), ("12:00-13:00", Unsaid)], "08:00-16:00"),
            (&[("12:00-13:00", Unsaid), ("08:00-16:00", Unsaid)], "08:00-16:00 less 12:00-13:00"),
            (&[("08:00-12:00", Work), ("12:00-13:00", Break), ("13:00-16:00", Work)], "08:00-16:00 less 12:00-13:00"),
            (&[("08:00-16:00", Work), ("12:00-13:00", Break)], "08:00-16:00 less 12:00-13:00"),
            (&[("08:00-16:00", Work), ("08:00-09:00", Work)], "08:00-16:00"),
            (&[("08:00-12:00", Work), ("13:00-17:00", Away)], "08:00-12:00"),
            (&[("08:00-12:00", Work), ("12:00-12:30", Break)], "08:00-12:00"),
            (&[("20:00-22:00", Unsaid), ("22:00-02:00", Unsaid)], "20:00-02:00"),
            (&[("08:00-24:00", Unsaid)], "08:00-24:00"),
        ] {
            assert_eq!(of(rows).as_deref(), Ok(all), "{rows:?}");
        }
        for rows in [
            [("08:00-14:00", Unsaid), ("12:00-18:00", Unsaid)],
            [("08:00-16:00", Unsaid), ("08:00-16:00", Unsaid)],
            [("08:00-16:00", Unsaid), ("08:00-09:00", Unsaid)],
            [("08:00-16:00", Work), ("08:00-16:00", Work)],
            [("08:00-16:00", Work), ("12:00-16:00", Away)],
            [("08:00-16:00", Work), ("15:00-17:00", Break)],
        ] {
            assert_eq!(of(&rows), Err([0, 1]), "{rows:?}");
        }
        assert!(is_hours("08:00-16:00 less 12:00-13:00") && !is_hours("early"));
        assert_eq!(
            lines(&["08:00-16:00", "08:30-16:30 less 12:00-13:00"], &["a"]),
            "s0816 = { hours = \"08:00-16:00\" }, s0816_2 = { hours = \"08:30-16:30\", break = \"60 min in 12:00-13:00\" }"
        );
    }

    #[test]
    fn hours_in_a_cell() {
        for (text, hours) in [
            ("9:00-18:00", "09:00-18:00"),
            ("9-18", "09:00-18:00"),
            ("0900-1800", "09:00-18:00"),
            ("9:00~18:00", "09:00-18:00"),
            ("９：００－１８：００", "09:00-18:00"),
            ("9am-6pm", "09:00-18:00"),
            ("22:00-6:00", "22:00-06:00"),
            ("22:00-次日06:00", "22:00-06:00"),
            ("16:00-0:00", "16:00-24:00"),
            ("16:00-次日0:00", "16:00-24:00"),
            ("9:00-12:00/13:30-18:00", "09:00-12:00, 13:30-18:00"),
            ("9:00-12:00 13:30-18:00", "09:00-12:00, 13:30-18:00"),
        ] {
            assert_eq!(said_hours(text).as_deref(), Some(hours), "{text}");
        }
        for text in ["", "9", "9-6", "9:00-6:00", "9:00", "A", "2026-04-01", "9:00-9:00", "9-12-18", "早 9-18"] {
            assert_eq!(said_hours(text), None, "{text}");
        }
        for text in ["早班 09:00-18:00", "早班(9:00-18:00)", "早班（9-18）", "9:00-18:00 早班", "早班9:00-18:00"]
        {
            assert_eq!(lettered(text), Some(("早班", "09:00-18:00".to_owned())), "{text}");
        }
        assert_eq!(lettered("A1"), None);
        assert_eq!(lettered("9-18"), None);
    }
}
