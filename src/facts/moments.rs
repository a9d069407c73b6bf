//! Dates, hours of the day and spans of hours, as people type them.

use super::numerals::in_digits;
use super::readings::plain;
use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::document::{date_text, day_number};

/// A date that may lack its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayText {
    /// `None` where none was written.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl DayText {
    /// Days since 1970; without a year the first such date from `from` on.
    pub fn number(self, from: Option<i32>) -> Option<i32> {
        match (self.year, from) {
            (Some(year), _) => day_number(year, self.month, self.day),
            (None, Some(from)) => {
                let year: i16 = date_text(from).get(..4)?.parse().ok()?;
                let at = |year| day_number(year, self.month, self.day);
                at(year).filter(|day| *day >= from).or_else(|| at(year + 1))
            }
            (None, None) => None,
        }
    }

    /// As one would write it, with its year.
    pub fn shown(self) -> Text {
        let (month, day) = (self.month, self.day);
        if let Some(year) = self.year {
            return say!("{year}-{month:02}-{day:02}", "{year}年{month}月{day}日");
        }
        let name = MONTHS[month as usize - 1];
        say!("{day} {name}", "{month}月{day}日")
    }
}

/// A date and minutes from its midnight, up to 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MomentText {
    /// The date.
    pub day: DayText,
    /// Minutes.
    pub minutes: i32,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Dates that a text can mean.
pub fn days(text: &str) -> Vec<DayText> {
    let text = in_digits(&plain(text));
    let text = text.split_once(" 00:00").map_or(text.as_str(), |(day, _)| day);
    let valid = |year: Option<i16>, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        day_number(year.unwrap_or(2024), month, day).map(|_| DayText { year, month, day })
    };
    if let Some((month, rest)) = named_month(text) {
        let day = match rest[..] {
            [day] => valid(None, month, day),
            [day, year] if year > 1900 => valid(Some(year), month, day),
            _ => None,
        };
        return day.into_iter().collect();
    }
    let slashed = text.contains('/');
    let even: String = text.chars().map(|c| if matches!(c, '年' | '月' | '/' | '.') { '-' } else { c }).collect();
    let even = even.trim_end_matches(['日', '号']).trim_end_matches('-');
    let parts: Vec<&str> = even.split('-').map(str::trim).collect();
    let digits = |part: &&str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(digits) {
        return Vec::new();
    }
    let n: Vec<i16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let found = match (&parts[..], &n[..]) {
        ([y, _, _], [year, month, day]) if y.len() == 4 => vec![valid(Some(*year), *month, *day)],
        ([_, _, y], [a, b, year]) if y.len() == 4 => vec![valid(Some(*year), *a, *b), valid(Some(*year), *b, *a)],
        ([_, _], [a, b]) if slashed => vec![valid(None, *a, *b), valid(None, *b, *a)],
        ([_, _], [month, day]) => vec![valid(None, *month, *day)],
        ([all], _) if all.len() == 8 => {
            let part = |from: usize, until: usize| all[from..until].parse::<i16>().unwrap_or_default();
            vec![valid(Some(part(0, 4)), part(4, 6), part(6, 8))]
        }
        _ => Vec::new(),
    };
    let mut different: Vec<DayText> = Vec::new();
    for day in found.into_iter().flatten() {
        if !different.contains(&day) {
            different.push(day);
        }
    }
    different
}

/// The month and the numbers of `10 november 2026`, `nov 10`; `None` where no month is named. What is no number makes it no date.
fn named_month(text: &str) -> Option<(i16, Vec<i16>)> {
    let parts: Vec<&str> = text.split([' ', ',', '.']).filter(|part| !part.is_empty()).collect();
    let month_of = |word: &str| {
        let is = |name: &&str| word.len() >= 3 && name.to_lowercase().starts_with(word);
        MONTHS.iter().position(is)
    };
    let month = parts.iter().find_map(|word| month_of(word))? as i16 + 1;
    let others = parts.iter().filter(|word| month_of(word).is_none());
    let number = |word: &&str| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i16>().ok();
    let numbers: Option<Vec<i16>> = others.map(number).collect();
    Some((month, numbers.unwrap_or_default()))
}

/// Minutes from midnight of `20:00`, `8 pm`, `20点`, `8点半`, `晚上8点`, `24:00`.
pub fn clock(text: &str) -> Option<i32> {
    const LATE: [&str; 6] = ["下午", "傍晚", "晚上", "晚间", "晚", "夜里"];
    const EARLY: [&str; 5] = ["凌晨", "早上", "上午", "早", "中午"];
    let text = in_digits(&plain(text));
    let text = text.trim();
    match text {
        "midnight" | "半夜12点" | "午夜" => return Some(1440),
        "noon" | "中午" => return Some(720),
        _ => (),
    }
    let half = ["am", "pm"].into_iter().find_map(|half| Some((text.strip_suffix(half)?.trim_end(), half)));
    let (text, half) = half.map_or((text, ""), |(text, half)| (text, half));
    let late = LATE.iter().find_map(|word| text.strip_prefix(word));
    let rest = late.or_else(|| EARLY.iter().find_map(|word| text.strip_prefix(word))).unwrap_or(text).trim();
    let even = rest.replace("点半", ":30").replace(['点', '时'], ":").replace('分', "");
    let (hours, minutes) = match even.split_once(':') {
        Some((hours, "")) => (hours, "0"),
        Some((hours, minutes)) => (hours, minutes.strip_suffix(":00").unwrap_or(minutes)),
        // 0830
        None if even.len() == 4 && even.is_ascii() => even.split_at(2),
        None => (&*even, "0"),
    };
    let number = |text: &str| (!text.is_empty() && text.len() <= 2).then(|| text.trim().parse::<i32>().ok()).flatten();
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let hours = match (late.is_some() || half == "pm", hours) {
        (true, 0..12) => hours + 12,
        (false, 12) if half == "am" => 0,
        _ => hours,
    };
    let all = hours * 60 + minutes;
    ((0..60).contains(&minutes) && (0..=1440).contains(&all)).then_some(all)
}

/// Minutes of a span of hours, `8:30-17:30`, `15点到24点`; one past midnight ends after 24 hours.
pub fn span(text: &str) -> Option<(i32, i32)> {
    let text = plain(text);
    let halves = text.split_once(['-', '~', '至', '到']).or_else(|| text.split_once(" to "));
    let (from, until) = halves.or_else(|| text.split_once(" until "))?;
    let until = until.trim();
    let next_day = ["次日", "第二天", "翌日", "隔天"].iter().find_map(|word| until.strip_prefix(word));
    let (from, until) = (clock(from)? % 1440, clock(next_day.unwrap_or(until))?);
    let next_day = next_day.is_some() && until > from;
    (from != until && !next_day).then_some((from, if until > from { until } else { until + 1440 }))
}

/// Moments that a text can mean.
pub fn moments(text: &str) -> Vec<MomentText> {
    let text = in_digits(&plain(text));
    // The clock begins with the digits before its mark, and what is said before them.
    let of_half = || ["am", "pm"].iter().find_map(|half| text.strip_suffix(half)).map(|rest| rest.trim_end().len());
    let Some(mark) = text.find([':', '点', '时']).or_else(of_half) else { return Vec::new() };
    let before = text[..mark].trim_end_matches(|c: char| c.is_ascii_digit());
    let said = ["凌晨", "早上", "上午", "中午", "下午", "傍晚", "晚上", "晚间", "夜里", "晚", "早"];
    let day = said.iter().find_map(|word| before.trim_end().strip_suffix(word)).unwrap_or(before).trim_end();
    let Some(minutes) = clock(&text[day.len()..]) else { return Vec::new() };
    days(day.trim_end_matches([',', '的'])).into_iter().map(|day| MomentText { day, minutes }).collect()
}

/// Minutes as on a clock, hours beyond midnight as those of the next day.
pub fn clock_text(minutes: i32) -> String {
    let minutes = if minutes > 1440 { minutes - 1440 } else { minutes };
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: Option<i16>, month: i8, day: i8) -> DayText {
        DayText { year, month, day }
    }

    #[test]
    fn dates_as_people_type_them() {
        for (text, wanted) in [
            ("2026-11-02", vec![day(Some(2026), 11, 2)]),
            ("2026年11月2日", vec![day(Some(2026), 11, 2)]),
            ("2026/11/2", vec![day(Some(2026), 11, 2)]),
            ("20261102", vec![day(Some(2026), 11, 2)]),
            ("3月1号", vec![day(None, 3, 1)]),
            ("11.11", vec![day(None, 11, 11)]),
            ("3/4", vec![day(None, 3, 4), day(None, 4, 3)]),
            ("3/14", vec![day(None, 3, 14)]),
            ("10 November 2026", vec![day(Some(2026), 11, 10)]),
            ("Nov 10", vec![day(None, 11, 10)]),
            ("1/2/2026", vec![day(Some(2026), 1, 2), day(Some(2026), 2, 1)]),
            ("2月30日", vec![]),
            ("soon", vec![]),
        ] {
            assert_eq!(days(text), wanted, "{text}");
        }
        let start = day_number(2026, 11, 2);
        assert_eq!(day(None, 11, 10).number(start), day_number(2026, 11, 10));
        assert_eq!(day(None, 3, 1).number(start), day_number(2027, 3, 1));
        assert_eq!(day(None, 3, 1).number(None), None);
    }

    #[test]
    fn hours_as_people_type_them() {
        for (text, wanted) in [
            ("20:00", 1200),
            ("20点", 1200),
            ("8点半", 510),
            ("晚上8点", 1200),
            ("24:00", 1440),
            ("8:30:00", 510),
            ("0点", 0),
        ] {
            assert_eq!(clock(text), Some(wanted), "{text}");
        }
        assert_eq!((clock("25:00"), clock("soon"), clock("8:75")), (None, None, None));
        assert_eq!((clock("八点半"), clock("noon"), clock("midnight")), (Some(510), Some(720), Some(1440)));
        assert_eq!((span("0830-1730"), span("8:30 am to 5:30 pm")), (Some((510, 1050)), Some((510, 1050))));
        assert_eq!(span("3 pm to midnight"), Some((900, 1440)));
        assert_eq!(span("15:00-次日1:00"), Some((900, 1500)));
        assert_eq!(span("早上八点半到下午五点半"), Some((510, 1050)));
        assert_eq!(span("8:30—17:30"), Some((510, 1050)));
        assert_eq!(span("15点到24点"), Some((900, 1440)));
        assert_eq!(span("22:00~6:00"), Some((1320, 1800)));
        let at = |month, day_of, minutes| vec![MomentText { day: day(None, month, day_of), minutes }];
        assert_eq!(moments("11月10日20:00"), at(11, 10, 1200));
        assert_eq!(moments("11月10日晚上8点"), at(11, 10, 1200));
        assert_eq!(moments("十一月十日晚上八点"), at(11, 10, 1200));
        assert_eq!(moments("10 November 20:00"), at(11, 10, 1200));
        assert_eq!(moments("2026-11-11 24:00")[0], MomentText { day: day(Some(2026), 11, 11), minutes: 1440 });
        assert_eq!(moments("11月10日"), []);
    }
}
