//! Values that may differ from day to day, as people write them: one for all days, or a table by weekday, kind of day, date or event.

use super::dates::{DateSpan, weekday};
use super::documented::{ValueKind, Words};
use super::plain::Hours;
use super::read::{Names, Read};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::time::SimDuration;

/// Which days a key of such a table is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DayKey {
    /// All that nothing else is said of.
    All,
    /// These, from Monday to Sunday.
    Weekdays([bool; 7]),
    /// Monday to Friday and make-up workdays, but no public holidays.
    Workday,
    /// Public holidays.
    Holiday,
    /// Dates.
    Dates(DateSpan),
    /// The days of an event of the calendar, or a public holiday by its name.
    Named(String),
}

/// Keys that files write, as messages list them.
pub const DAY_KEYS: [&str; 12] =
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "weekdays", "weekend", "workday", "holiday", "all"];

impl DayKey {
    /// Reads a key; the mistake where it begins as a date or a span of weekdays and is none.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let said = text.trim().to_lowercase();
        let plain = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let week = |from: usize, until: usize| {
            let inside = |day: usize| (day + 7 - from) % 7 <= (until + 7 - from) % 7;
            Self::Weekdays(std::array::from_fn(inside))
        };
        Ok(match plain.as_str() {
            "all" | "every day" | "每天" => Self::All,
            "weekdays" | "weekday" => week(0, 4),
            "weekend" | "weekends" | "周末" | "双休日" => week(5, 6),
            "workday" | "workdays" | "工作日" => Self::Workday,
            "holiday" | "holidays" | "节假日" | "公共假日" | "法定节假日" => Self::Holiday,
            _ if plain.starts_with(|c: char| c.is_ascii_digit()) && plain.contains(['-', '/', '.', '年']) => {
                Self::Dates(DateSpan::parse(text.trim())?)
            }
            _ => match (weekday(&plain), span_of_weekdays(&plain)) {
                (Some(day), _) => week(day, day),
                (None, Some((from, until))) => week(from, until),
                (None, None) => Self::Named(text.trim().to_string()),
            },
        })
    }
}

/// First and last of `mon-fri`, `sat..sun`, `周一至周五`.
fn span_of_weekdays(text: &str) -> Option<(usize, usize)> {
    let (from, until) = ["..", "-", "–", "~", "至", "到"].iter().find_map(|mark| text.split_once(mark))?;
    Some((weekday(from)?, weekday(until)?))
}

/// What may be written for every day or in a table by day.
pub trait DayValue: Read {
    /// What may stand there, in words.
    const KIND: Words;
    /// The forms of one value.
    fn forms() -> Vec<ValueKind>;
    /// Whether a table is one value of its own, and not a table by day.
    fn is_one(_: &Node) -> bool {
        false
    }
}

/// A value for every day, or for some days each.
#[derive(Clone, Debug)]
pub enum ByDayText<T> {
    /// The same every day.
    EveryDay(T),
    /// By key of a day.
    ByDay(Names<T>),
}

impl<T: DayValue> Read for ByDayText<T> {
    fn kind() -> ValueKind {
        ValueKind::Said(T::KIND, T::forms().into_iter().chain([ValueKind::names(T::kind())]).collect())
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) if !T::is_one(node) => Names::read(node, out).map(Self::ByDay),
            _ => T::read(node, out).map(Self::EveryDay),
        }
    }
}

/// Spans of a day, in order and apart from one another; none: closed, or off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans(pub Vec<Hours>);

/// Between two spans.
const BETWEEN: [char; 5] = [',', '，', '、', ';', '；'];
/// Words for a day without any.
const NONE: [&str; 6] = ["closed", "off", "休", "休息", "不营业", "关"];

impl Spans {
    /// Reads `"09:00-12:00, 13:30-18:00"`, or `"closed"`. What stands behind a span that ends at midnight or later
    /// may be of the next day.
    pub fn parse(text: &str) -> Result<Self, Text> {
        if NONE.contains(&text.trim()) {
            return Ok(Self(Vec::new()));
        }
        let mut spans: Vec<Hours> = Vec::new();
        for part in text.split(BETWEEN) {
            let mut span = Hours::parse(part.trim())?;
            if let Some(before) = spans.last_mut() {
                if span.from < before.from && before.until >= SimDuration::DAY {
                    span.from += SimDuration::DAY;
                    span.until += SimDuration::DAY;
                }
                if span.from < before.until {
                    return Err(out_of_order(text));
                }
                if span.from == before.until {
                    before.until = span.until;
                    continue;
                }
            }
            spans.push(span);
        }
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { unreachable!("a split text has a part") };
        if last.until - first.from > SimDuration::DAY {
            return Err(say!("\"{text}\" is more than a day", "\"{text}\" 超过了一天"));
        }
        Ok(Self(spans))
    }
}

/// Spans that are not in order, with the line that has them in order, where they are apart.
fn out_of_order(text: &str) -> Text {
    let parts = text.split(BETWEEN).map(|part| Hours::parse(part.trim()).ok());
    let mut spans: Vec<Hours> = parts.flatten().collect();
    spans.sort_by_key(|span| span.from);
    let apart = spans.windows(2).all(|two| two[0].until <= two[1].from);
    let (en, zh) = if apart {
        let line = Spans(spans);
        (format!(": of one day, write \"{line}\""), format!("：若是同一天，请写 \"{line}\""))
    } else {
        Default::default()
    };
    say!(
        "\"{text}\": a span begins before the one before it is over{en}",
        "\"{text}\"：后一段在前一段结束之前就开始了{zh}"
    )
}

impl std::fmt::Display for Spans {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let clock = |time: SimDuration| {
            let minutes = time.ticks() / SimDuration::MINUTE.ticks();
            let hours = if minutes == 24 * 60 { 24 } else { minutes / 60 % 24 };
            format!("{hours:02}:{:02}", minutes % 60)
        };
        let spans: Vec<String> = self.0.iter().map(|h| format!("{}-{}", clock(h.from), clock(h.until))).collect();
        f.write_str(if spans.is_empty() { "closed" } else { "" })?;
        f.write_str(&spans.join(", "))
    }
}

impl Read for Spans {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["\"09:00-12:00, 13:30-18:00\", or \"closed\"", "\"09:00-12:00, 13:30-18:00\"，或 \"closed\"（休）"],
            vec![ValueKind::Text],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match Self::parse(&String::read(node, out)?) {
            Ok(spans) => Some(spans),
            Err(why) => out.reject(Diagnostic::error(Code::Unit, &node.place, why)),
        }
    }
}

impl DayValue for Spans {
    const KIND: Words = [
        "\"09:00-18:00\", several spans \"09:00-12:00, 13:30-18:00\", or a table by day: { weekdays = \"09:00-18:00\", weekend = \"closed\" }",
        "\"09:00-18:00\"、几段 \"09:00-12:00, 13:30-18:00\"，或按日子写的表：{ weekdays = \"09:00-18:00\", weekend = \"closed\" }",
    ];
    fn forms() -> Vec<ValueKind> {
        vec![ValueKind::Text]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_days_in_both_languages() {
        let week = |days: [usize; 2]| DayKey::Weekdays(std::array::from_fn(|day| (days[0]..=days[1]).contains(&day)));
        for (text, key) in [
            ("mon", week([0, 0])),
            ("Sunday", week([6, 6])),
            ("周六", week([5, 5])),
            ("weekdays", week([0, 4])),
            ("mon-fri", week([0, 4])),
            ("周一至周五", week([0, 4])),
            ("tue..thu", week([1, 3])),
            ("weekend", week([5, 6])),
            ("周末", week([5, 6])),
            ("workday", DayKey::Workday),
            ("工作日", DayKey::Workday),
            ("节假日", DayKey::Holiday),
            ("all", DayKey::All),
            ("618", DayKey::Named("618".into())),
            ("double11", DayKey::Named("double11".into())),
        ] {
            assert_eq!(DayKey::parse(text), Ok(key), "{text}");
        }
        assert_eq!(
            DayKey::parse("fri-mon"),
            Ok(DayKey::Weekdays([true, false, false, false, true, true, true])),
            "over the weekend"
        );
        assert!(matches!(DayKey::parse("2026-10-01..2026-10-07"), Ok(DayKey::Dates(_))));
        assert!(DayKey::parse("2026-02-30").is_err());
    }

    #[test]
    fn spans_of_a_day() {
        let hour = |h: i64| SimDuration::HOUR * h;
        let of = |text: &str| Spans::parse(text).unwrap().0.into_iter().map(|h| (h.from, h.until)).collect::<Vec<_>>();
        assert_eq!(of("09:00-12:00, 13:00-18:00"), [(hour(9), hour(12)), (hour(13), hour(18))]);
        assert_eq!(of("09:00-12:00、12:00-18:00"), [(hour(9), hour(18))], "nothing lies between");
        assert_eq!(of("22:00-02:00, 03:00-06:00"), [(hour(22), hour(26)), (hour(27), hour(30))]);
        assert!(of("closed").is_empty() && of("休").is_empty());
        assert_eq!(of("18:00-24:00, 00:00-06:00"), [(hour(18), hour(30))]);
        for text in ["09:00-12:00, 11:00-13:00", "13:00-18:00, 09:00-14:00", "none", "09:00-18:00,"] {
            assert!(Spans::parse(text).is_err(), "{text}");
        }
        for text in ["13:30-18:00, 09:00-12:00", "09:00-12:00, 22:00-10:00"] {
            assert!(Spans::parse(text).is_err(), "{text}");
        }
        let why = Spans::parse("13:30-18:00, 09:00-12:00").unwrap_err();
        assert!(why.en.contains("write \"09:00-12:00, 13:30-18:00\""), "{}", why.en);
    }
}
