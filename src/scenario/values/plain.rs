//! Numbers, shares, durations, hours and dates, read with all that can be wrong with them.

use super::change_text::change_of;
use super::documented::ValueKind;
use super::quantity;
use super::read::{Read, wrong};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::time::SimDuration;

fn at(node: &Node, code: Code, text: Text, out: &mut Diagnostics) {
    out.push(Diagnostic::error(code, &node.place, text));
}

/// Reports a change where there is nothing to change; whether it was one.
fn stray_change(node: &Node, out: &mut Diagnostics) -> bool {
    let Some(change) = node.text().and_then(change_of) else { return false };
    let text = node.text().unwrap_or_default();
    let message = match change {
        Err(why) => why,
        Ok(_) => say!(
            "\"{text}\" changes a value, but there is none here to change",
            "\"{text}\" 是对已有数值的改动，但这里没有原来的数值"
        ),
    };
    at(node, Code::Override, message, out);
    true
}

/// Seconds of the longest duration that can be written: sums of many stay far from the end of time.
pub const LONGEST: f64 = 36_525.0 * 86_400.0;

/// The largest number that can be written: far beyond any amount of money or contacts.
pub const LARGEST: f64 = 1e15;

/// A finite number.
pub fn number(node: &Node, out: &mut Diagnostics) -> Option<f64> {
    let x = match &node.value {
        Value::Integer(i) => *i as f64,
        Value::Number(x) => *x,
        Value::Text(t) if change_of(t).is_none() && t.trim().parse::<f64>().is_ok() => t.trim().parse().ok()?,
        Value::Text(_) if stray_change(node, out) => return None,
        _ => return wrong(node, &say!("a number", "数字"), out),
    };
    usable(x, node, out)
}

/// A number, unless it is none or too large to mean anything.
fn usable(x: f64, node: &Node, out: &mut Diagnostics) -> Option<f64> {
    if x.is_nan() || x.abs() > LARGEST {
        let x = short(x);
        let message = say!(
            "{x} is not a number that can be used: at most {LARGEST:e}",
            "{x} 不是可用的数字：绝对值最大 {LARGEST:e}"
        );
        return out.reject(Diagnostic::error(Code::OutOfRange, &node.place, message));
    }
    Some(x)
}

/// A number as messages quote it: never hundreds of digits.
pub fn short(x: f64) -> String {
    let long = x.abs() > LARGEST || (x != 0.0 && x.abs() < 1e-9);
    if !long || !x.is_finite() {
        return x.to_string();
    }
    // Six digits say how large it is.
    format!("{x:.5e}").parse().map_or_else(|_| x.to_string(), |x: f64| format!("{x:e}"))
}

/// A number that is not negative.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Amount(pub f64);

impl Read for Amount {
    fn kind() -> ValueKind {
        ValueKind::Number
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let x = number(node, out)?;
        if x >= 0.0 {
            return Some(Self(x));
        }
        let x = short(x);
        at(node, Code::OutOfRange, say!("{x} is negative", "{x} 是负数"), out);
        None
    }
}

/// A whole number that is not negative.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count(pub u32);

impl Read for Count {
    fn kind() -> ValueKind {
        ValueKind::Whole
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Amount(x) = Amount::read(node, out)?;
        if x.fract() == 0.0 && x <= 1e6 {
            return Some(Self(x as u32));
        }
        let (large, x) = (x > 1e6, short(x));
        let text = if large {
            say!("{x} is more than a million", "{x} 超过一百万")
        } else {
            say!("a whole number is wanted here, this is {x}", "这里要写整数，现在是 {x}")
        };
        at(node, Code::OutOfRange, text, out);
        None
    }
}

/// 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share(pub f64);

impl Read for Share {
    fn kind() -> ValueKind {
        ValueKind::Share
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let x = match &node.value {
            Value::Text(_) if stray_change(node, out) => return None,
            Value::Text(t) => match quantity::share(t) {
                Ok(x) => x,
                Err(why) => {
                    at(node, Code::Unit, why, out);
                    return None;
                }
            },
            Value::Integer(_) | Value::Number(_) => number(node, out)?,
            _ => return wrong(node, &say!("a share such as 0.35 or \"35 %\"", "比例，例如 0.35 或 \"35%\""), out),
        };
        if (0.0..=1.0).contains(&x) {
            return Some(Self(x));
        }
        let plain = matches!(node.value, Value::Integer(_) | Value::Number(_)) && !node.computed;
        let text = if plain && x > 1.5 && x <= 100.0 {
            let s = x / 100.0;
            say!("{x} is not a share: write {s} or \"{x} %\"", "{x} 不是比例：请写 {s} 或 \"{x}%\"")
        } else {
            let x = short(x);
            say!("a share of {x} is outside 0 to 1", "比例 {x} 不在 0 到 1 之间")
        };
        at(node, Code::Share, text, out);
        None
    }
}

impl Read for SimDuration {
    fn kind() -> ValueKind {
        ValueKind::Duration
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let seconds = match &node.value {
            Value::Text(_) if !node.computed && stray_change(node, out) => return None,
            Value::Text(t) => quantity::duration(t),
            Value::Integer(0) => Ok(0.0),
            Value::Integer(_) | Value::Number(_) => {
                let n = short(number(node, out)?);
                Err(say!(
                    "{n} has no unit: write \"{n} s\", \"{n} min\" or \"{n} h\"",
                    "{n} 没有单位：请写 \"{n} s\"、\"{n} min\" 或 \"{n} h\""
                ))
            }
            _ => return wrong(node, &say!("a duration such as \"4 min\"", "时长，例如 \"4 min\""), out),
        };
        match seconds {
            Ok(s) if s > LONGEST => {
                let text = node.text().unwrap_or_default();
                let message = say!("\"{text}\" is longer than 100 years", "\"{text}\" 超过一百年");
                at(node, Code::OutOfRange, message, out);
                None
            }
            Ok(s) if s >= 0.0 => Some(Self::from_seconds(s)),
            Ok(s) => {
                let s = short(s);
                at(node, Code::OutOfRange, say!("a duration of {s} s is negative", "时长 {s} 秒是负数"), out);
                None
            }
            Err(why) => {
                at(node, Code::Unit, why, out);
                None
            }
        }
    }
}

/// A number a day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PerDay(pub f64);

impl Read for PerDay {
    fn kind() -> ValueKind {
        ValueKind::PerDay
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Value::Text(t) = &node.value else { return Amount::read(node, out).map(|a| Self(a.0)) };
        if stray_change(node, out) {
            return None;
        }
        match quantity::per_day(t) {
            Ok(x) => usable(x, node, out).map(Self),
            Err(why) => {
                at(node, Code::Unit, why, out);
                None
            }
        }
    }
}

/// A span of the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hours {
    /// From.
    pub from: SimDuration,
    /// Until; more than a day if it passes midnight.
    pub until: SimDuration,
}

impl Hours {
    /// From the text.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let (from, until) = quantity::hours(text)?;
        Ok(Self { from: SimDuration::from_ticks(from), until: SimDuration::from_ticks(until) })
    }
}

impl Read for Hours {
    fn kind() -> ValueKind {
        ValueKind::Hours
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match Self::parse(&String::read(node, out)?) {
            Ok(hours) => Some(hours),
            Err(why) => {
                at(node, Code::Unit, why, out);
                None
            }
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock(pub SimDuration);

impl Read for Clock {
    fn kind() -> ValueKind {
        ValueKind::Clock
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match quantity::clock(&String::read(node, out)?) {
            Ok(ticks) => Some(Self(SimDuration::from_ticks(ticks))),
            Err(why) => {
                at(node, Code::Unit, why, out);
                None
            }
        }
    }
}

/// A date: days since 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day(pub i32);

impl Read for Day {
    fn kind() -> ValueKind {
        ValueKind::Date
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        if let Value::Date(d) = node.value {
            return Some(Self(d));
        }
        wrong(node, &say!("a date such as 2025-01-31, without quotes", "日期，例如 2025-01-31，不加引号"), out)
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn no_number_is_quoted_with_hundreds_of_digits() {
        let shown = [1e308, 1.000_000_000_000_000_6e302, -2.5e20, 1e15, 240.5, 0.0, 1e-300, f64::INFINITY];
        let wanted = ["1e308", "1e302", "-2.5e20", "1000000000000000", "240.5", "0", "1e-300", "inf"];
        assert_eq!(shown.map(short), wanted);
    }
}
