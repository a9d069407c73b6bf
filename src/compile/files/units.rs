//! In what lengths of time are written, as a word over a column says it.

/// In what lengths of time are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Thousandths of a second.
    Ms,
    /// Seconds.
    S,
    /// Minutes.
    Min,
    /// Hours.
    H,
    /// Days, as spreadsheets count.
    Day,
    /// `04:10` is 4 min 10 s.
    MinSec,
    /// `04:10` is 4 h 10 min.
    HourMin,
    /// `0:04:10`.
    HourMinSec,
    /// `4.10` is 4 min 10 s.
    MinDotSec,
}

/// A unit: what the scenario calls it, what messages call it in both languages, and the words for it.
type UnitRow = (Unit, &'static str, [&'static str; 2], &'static [&'static str]);

/// Every unit. The first four words that are one letter count only in brackets or as the last word.
const UNITS: [UnitRow; 9] = [
    (
        Unit::Ms,
        "ms",
        ["milliseconds", "毫秒"],
        &["ms", "msec", "msecs", "millis", "millisecond", "milliseconds", "毫秒"],
    ),
    (Unit::S, "s", ["seconds", "秒"], &["s", "sec", "secs", "second", "seconds", "sekunden", "秒", "秒钟", "秒数"]),
    (Unit::Min, "min", ["minutes", "分钟"], &["min", "mins", "minute", "minutes", "minuten", "分", "分钟", "分钟数"]),
    (Unit::H, "h", ["hours", "小时"], &["h", "hr", "hrs", "hour", "hours", "stunden", "小时", "小时数", "时"]),
    (Unit::Day, "days", ["days", "天"], &["d", "day", "days", "天"]),
    (
        Unit::MinSec,
        "mm:ss",
        ["minutes and seconds", "分:秒"],
        &["mm:ss", "m:ss", "m:s", "min:sec", "minutes:seconds", "mi:ss", "分:秒", "分秒", "[mm]:ss", "[m]:ss"],
    ),
    (
        Unit::HourMin,
        "hh:mm",
        ["hours and minutes", "时:分"],
        &["hh:mm", "h:mm", "h:m", "hours:minutes", "时:分", "小时:分钟", "[h]:mm"],
    ),
    (
        Unit::HourMinSec,
        "h:mm:ss",
        ["hours, minutes and seconds", "时:分:秒"],
        &[
            "h:mm:ss",
            "hh:mm:ss",
            "h:m:s",
            "hh:mi:ss",
            "时:分:秒",
            "时分秒",
            "小时:分:秒",
            "hours:minutes:seconds",
            "[h]:mm:ss",
        ],
    ),
    (
        Unit::MinDotSec,
        "mm.ss",
        ["minutes, a point and seconds", "分.秒"],
        &["mm.ss", "m.ss", "min.sec", "minutes.seconds", "分.秒"],
    ),
];

impl Unit {
    /// All that a scenario may write.
    pub const WRITTEN: [&'static str; 9] = ["ms", "s", "min", "h", "days", "mm:ss", "hh:mm", "h:mm:ss", "mm.ss"];

    fn row(self) -> &'static UnitRow {
        UNITS.iter().find(|row| row.0 == self).expect("every unit has a row")
    }
    /// What a scenario writes.
    pub fn written(self) -> &'static str {
        self.row().1
    }
    /// What messages call it.
    pub fn called(self) -> [&'static str; 2] {
        self.row().2
    }
    /// The words for it.
    pub fn words(self) -> &'static [&'static str] {
        self.row().3
    }
    /// Seconds of one; of those on a clock, of a minute or an hour.
    pub fn seconds(self) -> f64 {
        match self {
            Self::Ms => 0.001,
            Self::S => 1.0,
            Self::Min | Self::MinSec | Self::MinDotSec => 60.0,
            Self::H | Self::HourMin | Self::HourMinSec => 3600.0,
            Self::Day => 86_400.0,
        }
    }
    /// Whether it is written with a colon.
    pub fn is_clock(self) -> bool {
        matches!(self, Self::MinSec | Self::HourMin | Self::HourMinSec)
    }
    /// By a word for it.
    pub fn of(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase().replace('：', ":");
        UNITS.iter().find(|row| row.3.contains(&word.as_str())).map(|row| row.0)
    }
    /// The unit that a word over a column says, in brackets or as a word of its own; none where it says none, or two.
    pub fn of_heading(heading: &str) -> Option<Self> {
        let inside = |open: char, close: char| {
            let rest = heading.rsplit_once(open)?.1;
            Some(rest.split(close).next().unwrap_or(rest))
        };
        // As formats write it: the longest of them, as each holds shorter ones.
        let lower = heading.to_lowercase().replace('：', ":");
        let clocks = UNITS
            .iter()
            .flat_map(|row| row.3.iter().map(|word| (row.0, *word)))
            .filter(|(_, word)| word.contains([':', '.']));
        if let Some((unit, _)) = clocks.filter(|(_, word)| lower.contains(word)).max_by_key(|(_, word)| word.len()) {
            return Some(unit);
        }
        let brackets = [inside('(', ')'), inside('（', '）'), inside('[', ']'), inside('【', '】')];
        let in_brackets = brackets.into_iter().flatten().find_map(|text| {
            let text = text.trim().to_lowercase();
            Self::of(
                text.strip_prefix("in ")
                    .or(text.strip_prefix("单位："))
                    .or(text.strip_prefix("单位:"))
                    .unwrap_or(&text),
            )
        });
        in_brackets.or_else(|| Self::of_words(heading))
    }

    /// The units that a word over a column names, where it names several that are not one way to write a length: "(min. or h)".
    pub fn several(heading: &str) -> Vec<Self> {
        if Self::of_heading(heading).is_some_and(|unit| unit.is_clock() || unit == Self::MinDotSec) {
            return Vec::new();
        }
        let inside = heading.split(['(', '（', '[', '【']).skip(1).flat_map(words_of);
        let outside = words_of(heading).into_iter().filter(|word| word.len() > 4 || !word.is_ascii());
        let mut units: Vec<Self> = inside.chain(outside).filter_map(|word| Self::of(&word)).collect();
        units.sort_unstable();
        units.dedup();
        if units.len() > 1 { units } else { Vec::new() }
    }

    fn of_words(heading: &str) -> Option<Self> {
        let words = words_of(heading);
        let last = words.len().saturating_sub(1);
        // Short words mean other things before the last: "min handle time".
        let said = words.iter().enumerate().filter(|(at, word)| *at == last || word.len() > 4);
        let mut units: Vec<Self> = said.filter_map(|(_, word)| Self::of(word)).collect();
        let chinese = |row: &&UnitRow| {
            row.3.iter().any(|word| word.chars().count() > 1 && !word.is_ascii() && heading.ends_with(word))
        };
        units.extend(UNITS.iter().find(chinese).map(|row| row.0));
        units.extend((heading.ends_with('秒') && units.is_empty()).then_some(Self::S));
        units.sort_unstable();
        units.dedup();
        match units[..] {
            [only] => Some(only),
            [Self::S, Self::Min] if heading.to_lowercase().contains(':') => Some(Self::MinSec),
            _ => None,
        }
    }
}

/// The words of a heading, also of one written in one: `HandleTimeSec`, `talk_time_seconds`.
pub fn words_of(heading: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut last = ' ';
    for c in heading.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && last.is_lowercase() {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().expect("there is one").extend(c.to_lowercase());
        }
        last = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_units_in_brackets_and_in_words() {
        for (heading, unit) in [
            ("Talk time (mm:ss)", Unit::MinSec),
            ("时长(分:秒)", Unit::MinSec),
            ("时长（分：秒）", Unit::MinSec),
            ("Handle Time (sec)", Unit::S),
            ("call duration in minutes", Unit::Min),
            ("Dauer in Minuten", Unit::Min),
            ("处理时长（分钟）", Unit::Min),
            ("通话时长秒", Unit::S),
            ("平均处理时长(秒)", Unit::S),
            ("HandleTimeSec", Unit::S),
            ("talk_time_ms", Unit::Ms),
            ("handle time [h]:mm", Unit::HourMin),
            ("effort (min)", Unit::Min),
            ("时长（单位：秒）", Unit::S),
            ("分钟数", Unit::Min),
            ("minutes", Unit::Min),
            ("duration_seconds", Unit::S),
            ("AHT (in seconds)", Unit::S),
            ("时长 (hh:mm:ss)", Unit::HourMinSec),
            ("通话时长（小时）", Unit::H),
            ("Talk Time (mm.ss)", Unit::MinDotSec),
            ("Talk Time (minutes.seconds)", Unit::MinDotSec),
        ] {
            assert_eq!(Unit::of_heading(heading), Some(unit), "{heading}");
        }
        for heading in
            ["effort", "工时", "评分", "min handle time", "Handle Time", "talk time (mean)", "seconds or minutes"]
        {
            assert_eq!(Unit::of_heading(heading), None, "{heading}");
        }
        assert_eq!(Unit::several("Talk time (min. or h)"), [Unit::Min, Unit::H]);
        assert_eq!(Unit::several("Talk time in seconds (was minutes)"), [Unit::S, Unit::Min]);
        for heading in
            ["Talk time (min:sec)", "Talk time [minutes:seconds]", "min handle time (s)", "时长（小时:分钟）", "AHT"]
        {
            assert!(Unit::several(heading).is_empty(), "{heading}");
        }
        for unit in UNITS {
            assert_eq!(Unit::of(unit.1), Some(unit.0));
            assert!(Unit::WRITTEN.contains(&unit.1));
        }
    }
}
