//! Events of the calendar: promotions and the like, which lift demand on the days around their peaks.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::moment::Moment;
use crate::scenario::values::plain::{Amount, Clock, Share, number};
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, Names, Read, table, wrong};
use crate::time::SimDuration;

/// The farthest day from a peak that a lift can reach.
pub const REACH: i32 = 366;
/// The largest factor on a day's demand.
const FACTOR: f64 = 1000.0;

table! {
    /// A promotion or the like.
    /// 大促等活动。
    pub struct CalendarEvent {
        /// What it is called; `"中文 | English"`; none: by its key.
        /// 名称；`"中文 | English"`；不写用它的键。
        name: Option<At<String>>,
        /// Its day: a date, `"06-18"` for every year, or a list of them.
        /// 高峰是哪天：日期、每年都有的 `"06-18"`，或它们的列表。
        peak: Option<At<Peaks>>,
        /// Instead of a peak the moment it begins, or its first day: then lifts are factors on what comes until `until`.
        /// 不写高峰而写开始的时刻或第一天：倍数就管到 `until` 为止。
        from: Option<At<Moment>>,
        /// The moment it ends, or its last day, included.
        /// 结束的时刻，或最后一天（含）。
        until: Option<At<Moment>>,
        /// By type or stream, or `all`: how many times as much as usual comes on the days around the peak.
        /// 按类型或来源，或 `all`：高峰前后各天来量是平时的几倍。
        lift: Names<LiftText>,
        /// The same by what types say in `arrivals.season`; a lift by name counts before it.
        /// 同上，按类型在 `arrivals.season` 里写的曲线；按名称写的优先。
        season: Names<LiftText>,
        /// Of events of one family that reach a day the largest lift counts; none: a family of its own name.
        /// 同一家族的活动落在同一天时只算最大的倍数；不写则自成一家。
        family: Option<At<String>>,
        /// A share of a day's contacts that comes within hours; or a list of several.
        /// 一天咨询中集中在某些小时的占比；可写几段。
        burst: Option<At<Bursts>>,
        /// The shape of the days that it lifts.
        /// 受它影响的日子用哪种时段分布。
        profile: Option<At<String>>,
        /// cv of what it brings beyond the usual, drawn once for each peak.
        /// 超出平时部分的变异系数，每个高峰抽一个数。
        uncertainty: Option<At<Amount>>,
    }
}

table! {
    /// A share of a day's contacts that comes within hours.
    /// 一天咨询中集中在某些小时的占比。
    pub struct BurstText {
        /// Days from the peak; none: the day of the peak.
        /// 离高峰几天；不写为高峰当天。
        day: Option<At<Offset>>,
        /// When it begins.
        /// 几点开始。
        at: At<Clock>,
        /// How long it lasts; until midnight at most.
        /// 持续多久；最迟到午夜。
        for_ as "for": At<SimDuration>,
        /// The share of the day's expected contacts that comes in it.
        /// 当天预期咨询中集中在这里的占比。
        share: At<Share>,
        /// Types and streams; without these and `season` those that the event lifts.
        /// 哪些类型和来源；与 `season` 都不写时为活动所影响的。
        types: Option<At<Vec<At<String>>>>,
        /// Or all types and streams of this season.
        /// 或该曲线的所有类型和来源。
        season: Option<At<String>>,
    }
}

/// Bursts, at least one.
#[derive(Clone, Debug)]
pub struct Bursts(pub Vec<At<BurstText>>);

impl Read for Bursts {
    fn kind() -> ValueKind {
        ValueKind::one_or_more(
            [
                "{ day = 0, at = \"20:00\", for = \"1 h\", share = 0.18 }, or a list of such",
                "{ day = 0, at = \"20:00\", for = \"1 h\", share = 0.18 }，或它们的列表",
            ],
            BurstText::kind(),
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => At::read(node, out).map(|burst| Self(vec![burst])),
            Value::List(list) if list.is_empty() => {
                let why = say!("a burst is wanted here", "这里至少要写一段集中到达");
                out.reject(Diagnostic::error(Code::Event, &node.place, why))
            }
            // One that is wrong hides no mistake of the others.
            Value::List(list) => Some(Self(list.iter().filter_map(|one| At::read(one, out)).collect())),
            _ => wrong(
                node,
                &say!(
                    "a table such as {{ at = \"20:00\", for = \"1 h\", share = 0.18 }}",
                    "表，例如 {{ at = \"20:00\", for = \"1 h\", share = 0.18 }}"
                ),
                out,
            ),
        }
    }
}

/// The day of an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Peak {
    /// A date, as days since 1970-01-01.
    Date(i32),
    /// Month and day of every year.
    Yearly(i8, i8),
}

impl Read for Peak {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["a date, or \"06-18\" for every year", "日期；每年都有的写 \"06-18\""],
            vec![ValueKind::Date, ValueKind::Text],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Date(day) => Some(Self::Date(*day)),
            Value::Text(text) => match quantity::day_of_year(text) {
                Ok((month, day)) => Some(Self::Yearly(month, day)),
                Err(why) => out.reject(Diagnostic::error(Code::Unit, &node.place, why)),
            },
            _ => wrong(
                node,
                &say!(
                    "a date such as 2025-06-18, or \"06-18\" for every year",
                    "日期，例如 2025-06-18；每年都有的写 \"06-18\""
                ),
                out,
            ),
        }
    }
}

/// The days of an event, at least one.
#[derive(Clone, Debug)]
pub struct Peaks(pub Vec<At<Peak>>);

impl Read for Peaks {
    fn kind() -> ValueKind {
        ValueKind::one_or_more(
            ["a date, \"06-18\" for every year, or a list of them", "日期、每年都有的 \"06-18\"，或它们的列表"],
            Peak::kind(),
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        if !matches!(node.value, Value::List(_)) {
            return At::read(node, out).map(|peak| Self(vec![peak]));
        }
        let peaks = Vec::<At<Peak>>::read(node, out)?;
        if peaks.is_empty() {
            return out.reject(Diagnostic::error(
                Code::Event,
                &node.place,
                say!("a peak is wanted here", "这里至少要写一个日期"),
            ));
        }
        for (i, peak) in peaks.iter().enumerate() {
            if let Some(earlier) = peaks[..i].iter().find(|earlier| earlier.value == peak.value) {
                out.push(
                    Diagnostic::error(
                        Code::Twice,
                        &peak.place,
                        say!("this peak is written twice", "同一个日期写了两次"),
                    )
                    .also(&earlier.place, say!("the other one", "另一个在这里")),
                );
            }
        }
        Some(Self(peaks))
    }
}

table! {
    /// Factors by day from the peak.
    /// 按离高峰的天数写的倍数。
    pub struct LiftTable {
        /// Days from the peak, before it negative; linear between them, 1 outside.
        /// 离高峰几天，之前为负；各点之间线性，之外为 1。
        days: At<Vec<At<Offset>>>,
        /// The factor on each of those days.
        /// 这些天各自的倍数。
        factor: At<Vec<At<Factor>>>,
    }
}

/// Factors by day from the peak, with increasing days, at least one.
#[derive(Clone, Debug)]
pub struct LiftText {
    /// Day and factor.
    pub points: Vec<(i32, f64)>,
}

impl Read for LiftText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            [
                "a factor for the day of the peak, or { days = [...], factor = [...] } by day from it",
                "高峰当天的倍数，或按离高峰天数写的 { days = [...], factor = [...] }",
            ],
            vec![Factor::kind(), LiftTable::kind()],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => points(&LiftTable::read(node, out)?, out).map(|points| Self { points }),
            Value::Integer(_) | Value::Number(_) => Factor::read(node, out).map(|f| Self { points: vec![(0, f.0)] }),
            _ => wrong(
                node,
                &say!("a factor, or {{ days = [...], factor = [...] }}", "倍数，或 {{ days = [...], factor = [...] }}"),
                out,
            ),
        }
    }
}

fn points(text: &LiftTable, out: &mut Diagnostics) -> Option<Vec<(i32, f64)>> {
    let (days, factors) = (&text.days.value, &text.factor.value);
    let (n, m) = (days.len(), factors.len());
    if n != m {
        return out.reject(
            Diagnostic::error(
                Code::Event,
                &text.factor.place,
                say!("{m} factors for {n} days", "{n} 天写了 {m} 个倍数"),
            )
            .also(&text.days.place, say!("the days", "天数在这里"))
            .help(say!("one factor for each day", "每一天写一个倍数")),
        );
    }
    if n == 0 {
        let why = say!("at least one day is wanted", "至少要写一天");
        return out.reject(Diagnostic::error(Code::Event, &text.days.place, why));
    }
    if let Some(pair) = days.windows(2).find(|pair| pair[1].value.0 <= pair[0].value.0) {
        let (before, after) = (pair[0].value.0, pair[1].value.0);
        let why = say!("day {after} is written after day {before}", "第 {after} 天写在第 {before} 天之后");
        let help = say!("write the days in increasing order, each once", "请把天数从小到大写，每天只写一次");
        return out.reject(Diagnostic::error(Code::Event, &pair[1].place, why).help(help));
    }
    Some(days.iter().map(|day| day.value.0).zip(factors.iter().map(|factor| factor.value.0)).collect())
}

/// Days from a peak; before it negative.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Offset(pub i32);

impl Read for Offset {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["a whole number of days, before the peak negative", "离高峰的整天数，之前为负"],
            vec![ValueKind::Between(-REACH, REACH), ValueKind::Text],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        // `+2` is a change elsewhere; in a list of days there is nothing to change.
        let days = match node.text().and_then(|text| text.trim().strip_prefix('+')?.parse::<u16>().ok()) {
            Some(after) => f64::from(after),
            None => number(node, out)?,
        };
        if days.fract() == 0.0 && days.abs() <= f64::from(REACH) {
            return Some(Self(days as i32));
        }
        let why = say!(
            "a whole number of days from the peak is wanted here, from -{REACH} to {REACH}; this is {days}",
            "这里要写距当天的整天数，从 -{REACH} 到 {REACH}；现在是 {days}"
        );
        out.reject(Diagnostic::error(Code::OutOfRange, &node.place, why))
    }
}

/// How many times as much as usual.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Factor(pub f64);

impl Read for Factor {
    fn kind() -> ValueKind {
        ValueKind::Said(["a factor, 0 to 1000", "倍数，0 到 1000"], vec![ValueKind::Number])
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Amount(factor) = Amount::read(node, out)?;
        if factor <= FACTOR {
            return Some(Self(factor));
        }
        let why = say!("a factor of {factor} is more than {FACTOR}", "倍数 {factor} 超过 {FACTOR}");
        out.reject(Diagnostic::error(Code::OutOfRange, &node.place, why))
    }
}
