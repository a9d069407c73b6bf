//! Moments: a date, with a time of day where one is written.

use super::dates::{WrittenDate, written};
use super::documented::ValueKind;
use super::quantity;
use super::read::Read;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::{Node, Value, day_number};
use crate::time::SimDuration;

/// A date, with a time of day where one is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// Days since 1970-01-01.
    pub day: i32,
    /// Up to a whole day.
    pub time: Option<SimDuration>,
}

impl Moment {
    /// As the first moment of a span: since 1970-01-01; a date alone begins at midnight.
    pub fn begins(self) -> SimDuration {
        self.at(SimDuration::ZERO)
    }
    /// As the end of a span: since 1970-01-01; a date alone is in it whole.
    pub fn ends(self) -> SimDuration {
        self.at(SimDuration::DAY)
    }
    fn at(self, alone: SimDuration) -> SimDuration {
        SimDuration::DAY * i64::from(self.day) + self.time.unwrap_or(alone)
    }
}

impl Read for Moment {
    fn kind() -> ValueKind {
        ValueKind::Said(
            [
                "a date, or a date and a time such as \"2025-11-10 20:00\"",
                "日期，或日期加时刻，如 \"2025-11-10 20:00\"",
            ],
            vec![ValueKind::Date, ValueKind::Text],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Date(day) => return Some(Self { day: *day, time: None }),
            Value::Text(text) => {
                if let Some(moment) = moment(text) {
                    return Some(moment);
                }
            }
            _ => (),
        }
        let shown = node.shown();
        let text = say!("{shown} is not a moment", "{shown} 不是时刻");
        out.reject(Diagnostic::error(Code::Unit, &node.place, text).help(say!(
            "write \"2025-11-10 20:00\", or 2025-11-10 for the whole day",
            "请写 \"2025-11-10 20:00\"；整天写 2025-11-10"
        )))
    }
}

/// `2025-11-10 20:00`, `2025-11-10T20:00:00`, or a date alone.
fn moment(text: &str) -> Option<Moment> {
    let (date, time) = text.trim().split_once([' ', 'T']).map_or((text.trim(), None), |(d, t)| (d, Some(t.trim())));
    let WrittenDate { year: Some(y), month: Some(m), day: d, weekday: None } = written(date)? else { return None };
    let time = match time {
        Some(time) => Some(quantity::clock(time.strip_suffix(":00").filter(|t| t.contains(':')).unwrap_or(time)).ok()?),
        None => None,
    };
    Some(Moment { day: day_number(y, m, d)?, time: time.map(SimDuration::from_ticks) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_as_people_and_toml_write_them() {
        let at = |hours: i64| Some(Moment { day: 20_402, time: Some(SimDuration::HOUR * hours) });
        assert_eq!(moment("2025-11-10 20:00"), at(20));
        assert_eq!(moment("2025-11-10T20:00:00"), at(20));
        assert_eq!(moment("2025年11月10日 24:00"), at(24));
        assert_eq!(moment("2025/11/10"), Some(Moment { day: 20_402, time: None }));
        for wrong in
            ["11-10 20:00", "2025-11-31 20:00", "2025-11-10 25:00", "20:00", "2025-11-10 20", "2025-11-10 20:00:30"]
        {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }
}
