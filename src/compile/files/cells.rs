//! What stands in the cells of a table of volumes: dates, times of day, numbers.

use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::document::day_number;
use crate::scenario::values::dates::{self, WrittenDate};
use crate::scenario::values::plain::LONGEST;
use crate::scenario::values::quantity;
use crate::time::SimDuration;

/// First words of rows that add up those above.
const SUMS: [&str; 10] = ["合计", "总计", "小计", "平均", "均值", "total", "sum", "average", "mean", "subtotal"];

/// Whether a row adds up others.
pub fn is_sum(date: &str) -> bool {
    let text = date.to_lowercase();
    SUMS.iter().any(|word| text.starts_with(word))
}

/// A date, and the rest of the cell where a time of day stands behind it.
pub fn date(text: &str) -> Result<(i32, Option<&str>), Text> {
    let fault = || say!("\"{text}\" is not a date: write 2025-06-01", "\"{text}\" 不是日期：请写 2025-06-01");
    let (front, time) = match text.split_once([' ', 'T']) {
        Some((front, rest)) if rest.contains([':', '：']) => (front, Some(rest.trim())),
        _ => (text, None),
    };
    if front.len() == 8 && front.bytes().all(|b| b.is_ascii_digit()) {
        let part = |from: usize, until: usize| front[from..until].parse::<i16>().unwrap_or(-1);
        let (y, m, d) = (part(0, 4), part(4, 6) as i8, part(6, 8) as i8);
        return day_number(y, m, d).map(|day| (day, time)).ok_or_else(fault);
    }
    match dates::written(front) {
        Some(WrittenDate { year: Some(y), month: Some(m), day: d, .. }) => {
            let day = day_number(y, m, d);
            day.map(|day| (day, time))
                .ok_or_else(|| say!("there is no day {y}-{m:02}-{d:02}", "没有 {y}-{m:02}-{d:02} 这一天"))
        }
        Some(_) => Err(say!("\"{text}\" lacks its year: write 2025-06-01", "\"{text}\" 没有年份：请写 2025-06-01")),
        None => Err(fault()),
    }
}

/// The time of a cell that repeats its date before it.
pub fn time(text: &str) -> &str {
    date(text).ok().and_then(|(_, time)| time).unwrap_or(text)
}

/// When an interval begins, and when it ends if the cell says so; ticks since midnight.
pub fn interval(text: &str) -> Result<(i64, Option<i64>), Text> {
    let fault = || {
        say!(
            "\"{text}\" is not a time of day: write 09:30, 09:30-10:00 or 9",
            "\"{text}\" 不是时刻：请写 09:30、09:30-10:00 或 9"
        )
    };
    let mut parts = text.split(['-', '~', '–', '—', '～', '至', '到']).map(str::trim);
    let (from, until) = (parts.next().unwrap_or_default(), parts.next());
    if parts.next().is_some() {
        return Err(fault());
    }
    let from = clock(from).filter(|t| *t < SimDuration::DAY.ticks()).ok_or_else(fault)?;
    let Some(until) = until else { return Ok((from, None)) };
    // Midnight at the end is the end of the day; 09:59 and 09:59:59 mean 10:00.
    let mut end = clock(until).ok_or_else(fault)?;
    if end == 0 {
        end = SimDuration::DAY.ticks();
    }
    let (second, minute) = (SimDuration::SECOND.ticks(), SimDuration::MINUTE.ticks());
    if (end + second) % minute == 0 {
        end += second;
    } else if (end + minute) % (10 * minute) == 0 || (end + minute) % (15 * minute) == 0 {
        end += minute;
    }
    if end <= from {
        return Err(say!("\"{text}\" ends before it begins", "\"{text}\" 的结束早于开始"));
    }
    Ok((from, Some(end)))
}

/// Ticks since midnight of `9:30`, `09:30:00`, `9:30 PM`, `9`, `9点`, `9点30分`.
pub fn clock(text: &str) -> Option<i64> {
    let text = text.trim().to_uppercase();
    let (text, half) = match (text.strip_suffix("AM"), text.strip_suffix("PM")) {
        (Some(front), _) => (front.trim(), Some(0)),
        (_, Some(front)) => (front.trim(), Some(12)),
        _ => (text.as_str(), None),
    };
    let plain = text.replace(['点', '时', '：'], ":").replace('分', "");
    let plain = plain.strip_suffix(':').unwrap_or(&plain);
    let parts: Vec<&str> = plain.split(':').collect();
    // Digits only: a sign would be read as part of the number.
    let digits = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let whole = |s: &str, most: i64| s.parse().ok().filter(|n| digits(s) && (0..=most).contains(n));
    let hour = whole(parts[0].trim(), 24)?;
    let hour = match half {
        Some(add) => (1..=12).contains(&hour).then_some(hour % 12 + add)?,
        None => hour,
    };
    let minute = parts.get(1).map_or(Some(0), |m| whole(m, 59))?;
    let second: f64 = match parts.get(2) {
        None => 0.0,
        Some(s) if s.bytes().all(|b| b.is_ascii_digit() || b == b'.') => {
            s.parse().ok().filter(|s| (0.0..60.0).contains(s))?
        }
        Some(_) => return None,
    };
    let ticks = SimDuration::HOUR.ticks() * hour
        + SimDuration::MINUTE.ticks() * minute
        + SimDuration::from_seconds(second).ticks();
    (parts.len() <= 3 && ticks <= SimDuration::DAY.ticks()).then_some(ticks)
}

/// How an interval is written.
pub fn shown(ticks: i64) -> String {
    let minutes = ticks / SimDuration::MINUTE.ticks();
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A number of contacts; none where nothing stands.
pub fn number(text: &str) -> Result<Option<f64>, Text> {
    if text.is_empty() {
        return Ok(None);
    }
    let plain = text.replace([',', '，'], "");
    match plain.parse::<f64>() {
        Ok(x) if x < 0.0 => Err(say!("{text} is negative", "{text} 是负数")),
        Ok(x) if x.is_finite() => Ok(Some(x)),
        _ => Err(say!("\"{text}\" is not a number", "\"{text}\" 不是数字")),
    }
}

/// A duration in seconds, written in units of so many of them, with its own unit, or as on a clock; none where nothing stands.
pub fn seconds(text: &str, unit: f64) -> Result<Option<f64>, Text> {
    if text.is_empty() {
        return Ok(None);
    }
    if let (true, Some(ticks)) = (text.contains(':'), clock(text)) {
        return Ok(Some(SimDuration::from_ticks(ticks).seconds()));
    }
    let fault =
        || say!("\"{text}\" is no duration: write seconds, or 4 min", "\"{text}\" 不是时长：请写秒数，或 4 分钟");
    let found = number(text).ok().flatten().map(|n| n * unit).or_else(|| quantity::duration(text).ok());
    found.filter(|seconds| (0.0..=LONGEST).contains(seconds)).map(Some).ok_or_else(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = SimDuration::MINUTE.ticks();

    #[test]
    fn dates_with_and_without_a_time() {
        for text in ["2025-06-01", "2025/6/1", "2025年6月1日", "20250601", "2025.6.1", "2025-06-01 周日"] {
            assert_eq!(date(text), Ok((20_240, None)), "{text}");
        }
        assert_eq!(date("2025-06-01 09:30"), Ok((20_240, Some("09:30"))));
        assert_eq!(date("2025-06-01T09:30:00"), Ok((20_240, Some("09:30:00"))));
        for text in ["", "6-1", "2025-06", "2025-02-30", "20250230", "06/01/2025", "45809", "x", "2025年 6月 1日 9"]
        {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_of_day_as_exports_write_them() {
        for text in ["9:30", "09:30", "09:30:00", "9：30", "9点30分", "9时30", "9:30 am", "09:30 AM"] {
            assert_eq!(interval(text), Ok((570 * MINUTE, None)), "{text}");
        }
        for text in ["9:30-10:00", "09:30~10:00", "9:30 - 10:00", "09:30至10:00", "09:30:00-09:59:59", "9:30-9:59"] {
            assert_eq!(interval(text), Ok((570 * MINUTE, Some(600 * MINUTE))), "{text}");
        }
        assert_eq!(interval("9"), Ok((540 * MINUTE, None)));
        assert_eq!(interval("23:30-00:00"), Ok((1410 * MINUTE, Some(1440 * MINUTE))));
        assert_eq!(interval("23-24"), Ok((1380 * MINUTE, Some(1440 * MINUTE))));
        assert_eq!(clock("12:05:01 AM"), Some(5 * MINUTE + 1_000_000));
        assert_eq!(clock("12:05:01.5 PM"), Some(725 * MINUTE + 1_500_000));
        for text in ["", "24:00", "9:60", "25", "10:00-09:30", "9:3x", "-1", "9:30-10-11", "13 PM", "9:00:60", "+9"] {
            assert!(interval(text).is_err(), "{text}");
        }
    }

    #[test]
    fn durations_with_and_without_a_unit() {
        for (text, unit, truth) in
            [("90", 1.0, 90.0), ("1.5", 60.0, 90.0), ("1.5 min", 1.0, 90.0), ("00:01:30", 60.0, 90.0)]
        {
            assert_eq!(seconds(text, unit), Ok(Some(truth)), "{text}");
        }
        assert_eq!(seconds("", 1.0), Ok(None));
        for text in ["-1", "x", "1e99", "-2 min"] {
            assert!(seconds(text, 1.0).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_as_spreadsheets_show_them() {
        assert_eq!(number("1,234.5"), Ok(Some(1234.5)));
        assert_eq!((number(""), number("0")), (Ok(None), Ok(Some(0.0))));
        for text in ["-1", "x", "1e999", "nan", "12%", "-"] {
            assert!(number(text).is_err(), "{text}");
        }
    }
}
