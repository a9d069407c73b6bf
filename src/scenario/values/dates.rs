//! Dates as people write them: `2025-10-01`, `10-01`, `10/1`, `10月1日`, `1`, with or without a weekday; spans of days.

use super::documented::ValueKind;
use super::read::{Read, wrong};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text};
use crate::say;
use crate::scenario::text::document::{Node, Value, date_text, day_number};

/// What a text says of a day; what it leaves out is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WrittenDate {
    /// Four digits.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31.
    pub day: i8,
    /// Monday 0 … Sunday 6, where it is written beside the date.
    pub weekday: Option<usize>,
}

/// Reads a day as it stands over a column; none where the text is no date at all.
pub fn written(text: &str) -> Option<WrittenDate> {
    let (date, weekday) = apart(text)?;
    let plain: String = date.trim_end_matches(['日', '号']).replace(['年', '月', '/', '.'], "-");
    let parts: Vec<&str> = plain.split('-').collect();
    let small = |s: &str, most: i8| s.parse().ok().filter(|n: &i8| (1..=most).contains(n) && s.len() <= 2);
    let (year, month, day) = match parts[..] {
        [y, m, d] if y.len() == 4 => (Some(y.parse().ok()?), Some(small(m, 12)?), small(d, 31)?),
        [m, d] => (None, Some(small(m, 12)?), small(d, 31)?),
        [d] => (None, None, small(d, 31)?),
        _ => return None,
    };
    Some(WrittenDate { year, month, day, weekday })
}

/// The numbers and marks of a date, and the weekday behind them; none where something else stands there.
pub fn apart(text: &str) -> Option<(&str, Option<usize>)> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || "-/.年月日号".contains(c))).unwrap_or(text.len());
    let (date, rest) = text.split_at(end);
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || "()（）".contains(c));
    let weekday = if rest.is_empty() || is_time(rest) { None } else { Some(weekday(rest)?) };
    Some((date, weekday))
}

/// Spreadsheets write dates with a time of day, of nothing as a rule.
fn is_time(text: &str) -> bool {
    text.contains(':') && text.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b'.')
}

/// Monday 0 … Sunday 6 of `周三`, `星期三`, `三`, `Wed`, `Wednesday`.
pub fn weekday(text: &str) -> Option<usize> {
    const ENGLISH: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let text = text.trim().to_lowercase();
    let bare = ["星期", "礼拜", "周"].iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(&text);
    let chinese = ["一", "二", "三", "四", "五", "六", "日"].iter().position(|day| *day == bare);
    let sunday = (bare == "天").then_some(6);
    let word = text.trim_end_matches('.');
    let english = || ENGLISH.iter().position(|day| word.len() >= 3 && day.starts_with(word));
    chinese.or(sunday).or_else(english)
}

/// The weekday of a day number since 1970-01-01, a Thursday: Monday 0 … Sunday 6.
pub fn weekday_of(day: i32) -> usize {
    (day + 3).rem_euclid(7) as usize
}

/// The year of a day number.
pub fn year_of(day: i32) -> i16 {
    date_text(day).split('-').next().and_then(|year| year.parse().ok()).unwrap_or(1970)
}

/// Days since 1970-01-01, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DateSpan {
    /// First day.
    pub from: i32,
    /// Last day.
    pub until: i32,
}

impl DateSpan {
    /// Reads `2025-10-01` or `2025-10-01..2025-10-03`.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let day = |part: &str| {
            let fault = || {
                say!(
                    "\"{text}\" is not a date: write \"2025-10-01\", or \"2025-10-01..2025-10-03\" for several days",
                    "\"{text}\" 不是日期：请写 \"2025-10-01\"，多天写 \"2025-10-01..2025-10-03\""
                )
            };
            let WrittenDate { year: Some(y), month: Some(m), day: d, weekday: None } =
                written(part).ok_or_else(fault)?
            else {
                return Err(fault());
            };
            day_number(y, m, d)
                .ok_or_else(|| say!("there is no day {y}-{m:02}-{d:02}", "没有 {y}-{m:02}-{d:02} 这一天"))
        };
        let (from, until) = text.split_once("..").map_or((text, text), |parts| parts);
        let span = Self { from: day(from)?, until: day(until)? };
        if span.until < span.from {
            return Err(say!("\"{text}\" ends before it begins", "\"{text}\" 的结束早于开始"));
        }
        Ok(span)
    }
    /// Whether the two have a day in common.
    pub fn meets(self, other: Self) -> bool {
        self.from <= other.until && other.from <= self.until
    }
    /// How many days it has.
    pub fn length(self) -> i32 {
        self.until - self.from + 1
    }
    /// Whether a day is in it.
    pub fn contains(self, day: i32) -> bool {
        (self.from..=self.until).contains(&day)
    }
    /// All its days.
    pub fn days(self) -> impl Iterator<Item = i32> {
        self.from..=self.until
    }
}

impl std::fmt::Display for DateSpan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.from == self.until {
            return write!(f, "{}", date_text(self.from));
        }
        write!(f, "{}..{}", date_text(self.from), date_text(self.until))
    }
}

impl Read for DateSpan {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["a date, or \"2025-10-01..2025-10-03\"", "日期，或 \"2025-10-01..2025-10-03\""],
            vec![ValueKind::Date, ValueKind::Text],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Date(day) => Some(Self { from: *day, until: *day }),
            Value::Text(text) => match Self::parse(text) {
                Ok(span) => Some(span),
                Err(why) => out.reject(Diagnostic::error(Code::Date, &node.place, why)),
            },
            _ => wrong(node, &say!("a date such as \"2025-10-01\"", "日期，例如 \"2025-10-01\""), out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_they_stand_over_columns() {
        for text in ["2025-10-01", "2025/10/1", "2025年10月1日", "2025.10.1", "2025-10-01 00:00:00"] {
            let first = WrittenDate { year: Some(2025), month: Some(10), day: 1, weekday: None };
            assert_eq!(written(text), Some(first), "{text}");
        }
        for text in ["10-01", "10/1", "10月1日", "10月1号", " 10.1 "] {
            let first = WrittenDate { year: None, month: Some(10), day: 1, weekday: None };
            assert_eq!(written(text), Some(first), "{text}");
        }
        for text in ["1", "01", "1日", "1号"] {
            let first = WrittenDate { year: None, month: None, day: 1, weekday: None };
            assert_eq!(written(text), Some(first), "{text}");
        }
        for text in ["10/1(三)", "10月1日 周三", "10-1 Wed", "10-1（星期三）"] {
            let first = WrittenDate { year: None, month: Some(10), day: 1, weekday: Some(2) };
            assert_eq!(written(text), Some(first), "{text}");
        }
        for text in ["", "姓名", "32", "10/32", "13/1", "2025", "1组", "A1", "-1", "10/1/25"] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn weekdays_in_both_languages() {
        assert_eq!(["周一", "星期天", "日", "Sat", "sunday", "Tues."].map(weekday), [0, 6, 6, 5, 6, 1].map(Some));
        assert_eq!(["休", "早", "s", "mo n", "...", "m.."].map(weekday), [None; 6]);
        assert_eq!(weekday_of(20_089), 2, "2025-01-01 was a Wednesday");
    }

    #[test]
    fn spans_include_both_ends() {
        let golden = DateSpan::parse("2025-10-01..2025-10-03").unwrap();
        assert_eq!((golden.days().count(), golden.to_string()), (3, "2025-10-01..2025-10-03".into()));
        let one = DateSpan::parse("2025年10月3日").unwrap();
        assert!(one.meets(golden) && one.to_string() == "2025-10-03");
        assert!(!one.meets(DateSpan::parse("2025-10-04").unwrap()));
        for text in ["2025-02-30", "10-01", "2025-10-03..2025-10-01", "early", "2025-10-01.."] {
            assert!(DateSpan::parse(text).is_err(), "{text}");
        }
    }
}
