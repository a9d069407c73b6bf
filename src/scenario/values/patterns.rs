//! Texts of values as patterns, for editors (regular expressions as JSON Schema has them): what the readers take, and hardly more.

use super::quantity::UNITS;

/// A number without a sign.
const PLAIN: &str = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?";
/// A time of day.
const TIME: &str = r"[0-9]{1,2}:[0-9]{1,2}";

/// Any of these.
fn any(of: &[String]) -> String {
    format!("(?:{})", of.join("|"))
}

/// A change of what stands there already.
fn change() -> String {
    format!(r"(?:[*×＊]\s*{PLAIN}|[+−-]\s*{PLAIN}\s*(?:pp|个百分点|百分点)?)")
}

/// A time with its unit, or several: `1 h 30 min`.
fn length() -> String {
    let mut units: Vec<&str> = UNITS.iter().flat_map(|(names, _)| names.iter().copied()).collect();
    // The longest first: what is tried first is taken.
    units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
    format!(r"(?:{PLAIN}\s*(?:{})\s*)+", units.join("|"))
}

/// A number.
pub fn number() -> String {
    any(&[format!("[+-]?{PLAIN}"), change()])
}

/// A share.
pub fn share() -> String {
    any(&[format!(r"[+-]?{PLAIN}\s*[%％]?"), change()])
}

/// A length of time, or a change of one.
pub fn duration() -> String {
    any(&[format!("[+−-]?{}", length()), change()])
}

/// A law: a length of time, or never.
pub fn law() -> String {
    any(&[duration(), "never".to_owned()])
}

/// A number a day.
pub fn per_day() -> String {
    let length = length();
    let units: String = UNITS.iter().flat_map(|(names, _)| names.iter().copied()).collect::<Vec<_>>().join("|");
    any(&[format!(r"[+-]?{PLAIN}(?:\s*[/每]\s*(?:{length}|{units}))?"), change()])
}

/// A time of day.
pub fn clock() -> String {
    TIME.to_owned()
}

/// A span of a day.
pub fn hours() -> String {
    format!(r"{TIME}\s*[-–—~至]\s*{TIME}")
}

/// A date, as it stands in a file without quotes.
pub fn date() -> String {
    "[0-9]{4}-[0-9]{2}-[0-9]{2}".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::values::quantity;
    use regex_lite::Regex;

    #[test]
    fn patterns_take_what_the_readers_take_and_refuse_what_they_refuse() {
        let is = |pattern: &str, text: &str| Regex::new(&format!(r"^\s*(?:{pattern})\s*$")).unwrap().is_match(text);
        for text in
            ["4 min", "24h", "2.5 days", "4分钟30秒", "1 h 30 min", "0.5 s", "毫秒", "4", "4 parsecs", "x min", ""]
        {
            assert_eq!(is(&duration(), text), quantity::duration(text).is_ok(), "{text}");
        }
        for text in ["35 %", "35％", "0.35", "many", "35 pro"] {
            assert_eq!(is(&share(), text), quantity::share(text).is_ok(), "{text}");
        }
        for text in ["120 / h", "100 / 30 min", "5.5 / day", "12每小时", "990", "120 / parsec", "a lot"] {
            assert_eq!(is(&per_day(), text), quantity::per_day(text).is_ok(), "{text}");
        }
        for text in ["09:00-18:00", "22:00-06:00", "9-18", "09:00"] {
            assert_eq!(is(&hours(), text), quantity::hours(text).is_ok(), "{text}");
        }
        for text in ["*1.1", "+15 pp", "-2", "+5 个百分点", "×0.9"] {
            assert!(is(&number(), text) && is(&share(), text), "{text}");
        }
    }
}
