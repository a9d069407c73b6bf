//! Numbers with units as people write them: `"4 min"`, `"35 %"`, `"120 / h"`, `"4分钟"`.

use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::document::{day_number, plain_form};

/// Units of time by their names, in seconds.
pub const UNITS: [(&[&str], f64); 6] = [
    (&["ms", "毫秒"], 0.001),
    (&["s", "sec", "secs", "second", "seconds", "秒", "秒钟"], 1.0),
    (&["min", "mins", "minute", "minutes", "分", "分钟"], 60.0),
    (&["h", "hour", "hours", "小时", "时"], 3600.0),
    (&["d", "day", "days", "天", "日"], 86_400.0),
    (&["week", "weeks", "周"], 604_800.0),
];

/// Seconds of a unit of time.
fn unit_seconds(unit: &str) -> Option<f64> {
    UNITS.iter().find(|(names, _)| names.contains(&unit)).map(|(_, seconds)| *seconds)
}

/// Splits a leading number off; the sign is part of it.
fn leading_number(text: &str) -> Option<(f64, &str)> {
    let text = text.trim_start();
    let end = text
        .char_indices()
        .find(|(i, c)| !(c.is_ascii_digit() || *c == '.' || (*i == 0 && matches!(c, '+' | '-'))))
        .map_or(text.len(), |(i, _)| i);
    let number: f64 = text[..end].parse().ok()?;
    Some((number, text[end..].trim_start()))
}

/// Names full-width punctuation in a quantity, where there is any that is not understood.
fn wide(text: &str) -> Option<Text> {
    let c = text.chars().find(|c| plain_form(*c).is_some() && !matches!(c, '％'))?;
    let plain = plain_form(c)?;
    Some(say!("full-width `{c}` in \"{text}\": write `{plain}`", "\"{text}\" 里有全角符号 `{c}`：请改用半角 `{plain}`"))
}

/// Seconds of `"4 min"`, `"1 h 30 min"`, `"2.5 days"`, `"4分钟30秒"`. May be negative; the reader decides.
pub fn duration(text: &str) -> Result<f64, Text> {
    let fault = || {
        wide(text).unwrap_or_else(|| {
            say!(
                "\"{text}\" is not a duration: write a number and a unit, such as \"30 s\", \"4 min\", \"24 h\", \"2.5 days\"",
                "\"{text}\" 不是时长：请写数字加单位，例如 \"30秒\"、\"4 min\"、\"24小时\"、\"2.5天\""
            )
        })
    };
    let mut rest = text.trim();
    let mut seconds = 0.0;
    let mut parts = 0;
    while !rest.is_empty() {
        let (number, after) = leading_number(rest).ok_or_else(fault)?;
        let end = after.find(|c: char| c.is_whitespace() || c.is_ascii_digit()).unwrap_or(after.len());
        if end == 0 {
            return Err(say!(
                "\"{text}\" has no unit: write \"{text} s\", \"{text} min\" or \"{text} h\"",
                "\"{text}\" 没有单位：请写 \"{text} s\"、\"{text} min\" 或 \"{text} h\""
            ));
        }
        let scale = unit_seconds(&after[..end]).ok_or_else(fault)?;
        if !number.is_finite() || (parts > 0 && number < 0.0) {
            return Err(fault());
        }
        seconds += if seconds < 0.0 { -number * scale } else { number * scale };
        rest = after[end..].trim_start();
        parts += 1;
    }
    if parts == 0 { Err(fault()) } else { Ok(seconds) }
}

/// A share as a fraction: `"35 %"`, `"35％"`, `"0.35"`. The range is checked by the reader.
pub fn share(text: &str) -> Result<f64, Text> {
    let (number, unit) = leading_number(text).ok_or_else(|| not_a_share(text))?;
    match unit.trim() {
        "%" | "％" => Ok(number / 100.0),
        "" => Ok(number),
        _ => Err(not_a_share(text)),
    }
}

fn not_a_share(text: &str) -> Text {
    wide(text).unwrap_or_else(|| {
        say!("\"{text}\" is not a share: write 0.35 or \"35 %\"", "\"{text}\" 不是比例：请写 0.35 或 \"35%\"")
    })
}

/// A number a day: `"120 / h"`, `"100 / 30 min"`, `"5.5 / day"`, `"1800"`.
pub fn per_day(text: &str) -> Result<f64, Text> {
    let fault = || {
        wide(text).unwrap_or_else(|| {
            say!(
                "\"{text}\" is not a number a day: write 990, \"120 / h\" or \"5.5 / day\"",
                "\"{text}\" 不是每天的数量：请写 990、\"120 / h\" 或 \"5.5 / day\""
            )
        })
    };
    let (number, unit) = leading_number(text).ok_or_else(fault)?;
    if unit.is_empty() {
        return Ok(number);
    }
    let unit = unit.strip_prefix(['/', '每']).ok_or_else(fault)?.trim();
    // "100 / 30 min": so many in that time.
    let seconds = unit_seconds(unit).or_else(|| duration(unit).ok().filter(|seconds| *seconds > 0.0));
    Ok(number * 86_400.0 / seconds.ok_or_else(fault)?)
}

/// Month and day of `"06-18"` or `"6月18日"`, a day that every year has.
pub fn day_of_year(text: &str) -> Result<(i8, i8), Text> {
    let fault = || {
        wide(text).unwrap_or_else(|| {
            say!(
                "\"{text}\" is not a day: write \"06-18\" for every year, or a date such as 2025-06-18 without quotes",
                "\"{text}\" 不是日期：每年都有的写 \"06-18\"，某一天写 2025-06-18，不加引号"
            )
        })
    };
    let plain = text.trim().trim_end_matches(['日', '号']);
    let (month, day) = plain.split_once(['-', '月']).ok_or_else(fault)?;
    // Digits only: a sign would be read as part of the number.
    let digits = |s: &&str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let number = |s: &str| Some(s.trim()).filter(digits).and_then(|s| s.parse::<i8>().ok()).ok_or_else(fault);
    let (month, day) = (number(month)?, number(day)?);
    if (month, day) == (2, 29) {
        return Err(say!(
            "not every year has a 29 February: write the dates, without quotes",
            "不是每年都有 2 月 29 日：请写出具体日期，不加引号"
        ));
    }
    day_number(2025, month, day).map(|_| (month, day)).ok_or_else(fault)
}

/// Ticks (µs) since midnight of `"09:00"`, up to `"24:00"`.
pub fn clock(text: &str) -> Result<i64, Text> {
    let fault = || {
        wide(text).unwrap_or_else(|| {
            say!("\"{text}\" is not a time of day: write \"09:00\"", "\"{text}\" 不是钟点：请写 \"09:00\"")
        })
    };
    let (h, m) = text.trim().split_once(':').ok_or_else(fault)?;
    let number = |s: &str, most: i64| {
        (s.len() <= 2 && !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit()))
            .then(|| s.parse::<i64>().ok())
            .flatten()
            .filter(|n| *n <= most)
            .ok_or_else(fault)
    };
    let (h, m) = (number(h, 24)?, number(m, 59)?);
    if h == 24 && m > 0 { Err(fault()) } else { Ok((h * 60 + m) * 60_000_000) }
}

/// Ticks from and until of `"09:00-18:00"`; past midnight `until` is more than a day.
pub fn hours(text: &str) -> Result<(i64, i64), Text> {
    const DAY: i64 = 86_400_000_000;
    let fault = || {
        wide(text).unwrap_or_else(|| {
            say!(
                "\"{text}\" is not a span of hours: write \"09:00-18:00\"",
                "\"{text}\" 不是时段：请写 \"09:00-18:00\""
            )
        })
    };
    let (from, until) = text.split_once(['-', '–', '—', '~', '至']).ok_or_else(fault)?;
    let (from, until) = (clock(from)?, clock(until)?);
    if from == DAY {
        return Err(fault());
    }
    if from == until {
        return Err(say!("\"{text}\" has no length", "\"{text}\" 长度为零"));
    }
    Ok((from, if until > from { until } else { until + DAY }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_in_both_languages() {
        for (text, seconds) in [
            ("4 min", 240.0),
            ("24h", 86_400.0),
            ("2.5 days", 216_000.0),
            ("4分钟", 240.0),
            ("4分钟30秒", 270.0),
            ("30秒", 30.0),
            ("24小时", 86_400.0),
            ("2天", 172_800.0),
            ("1 h 30 min", 5400.0),
            ("-30 min", -1800.0),
        ] {
            assert_eq!(duration(text), Ok(seconds), "{text}");
        }
        for text in ["", "min", "4", "4 parsecs", "x min"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn shares_and_rates() {
        for text in ["35 %", "35%", "35％", "0.35"] {
            assert!((share(text).unwrap() - 0.35).abs() < 1e-12, "{text}");
        }
        assert_eq!(per_day("120 / h"), Ok(2880.0));
        assert_eq!(per_day("5.5 / day"), Ok(5.5));
    }

    #[test]
    fn days_that_every_year_has() {
        for (text, day) in [("06-18", (6, 18)), ("6-18", (6, 18)), ("6月18日", (6, 18)), ("02-28", (2, 28))] {
            assert_eq!(day_of_year(text), Ok(day), "{text}");
        }
        for text in ["", "06", "13-01", "06-31", "02-29", "2025-06-18", "06-+8", "-6-18", "06/18", "６-18"] {
            assert!(day_of_year(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hours_may_pass_midnight() {
        const HOUR: i64 = 3_600_000_000;
        assert_eq!(hours("09:00-18:00"), Ok((9 * HOUR, 18 * HOUR)));
        assert_eq!(hours("15:00-24:00"), Ok((15 * HOUR, 24 * HOUR)));
        assert_eq!(hours("22:00-06:00"), Ok((22 * HOUR, 30 * HOUR)));
        assert!(hours("09：00-18:00").unwrap_err().en.contains("full-width"));
        assert!(hours("9-18").is_err());
    }
}
