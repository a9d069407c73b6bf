//! What a person typed, and every number that it can mean.
//!
//! Nothing is guessed: `5:40` is five minutes and forty seconds, or hours; `4,600` is a thousand and more, or less than five. Where
//! one meaning alone is possible for the question, that is the answer; else the message has all of them.

use super::numerals::in_digits;
use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::sheet::CellKind;

/// One meaning of what was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Seconds, a fraction, a number.
    pub value: f64,
    /// As one would write it who means this.
    pub shown: Text,
}

/// Why there is no answer.
#[derive(Debug, PartialEq)]
pub enum Unsettled {
    /// It means nothing.
    Nothing,
    /// Nothing that it means is possible.
    Beyond(Vec<Reading>),
    /// It means several things.
    Several(Vec<Reading>),
}

/// The one meaning within these bounds.
pub fn settle(readings: Vec<Reading>, low: f64, high: f64) -> Result<f64, Unsettled> {
    if readings.is_empty() {
        return Err(Unsettled::Nothing);
    }
    let mut possible: Vec<Reading> = Vec::new();
    for one in &readings {
        let known = possible.iter().any(|other| (other.value - one.value).abs() <= 1e-9 * one.value.abs());
        if (low..=high).contains(&one.value) && !known {
            possible.push(one.clone());
        }
    }
    match possible.len() {
        0 => Err(Unsettled::Beyond(readings)),
        1 => Ok(possible[0].value),
        _ => Err(Unsettled::Several(possible)),
    }
}

/// Text without differences that mean nothing: full-width letters, capitals, spaces around, "about".
pub fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        '–' | '—' | '−' => '-',
        '′' | '’' | '‘' => '\'',
        '″' | '”' | '“' => '"',
        '￥' => '¥',
        c => c,
    };
    let text: String = text.chars().map(narrow).collect::<String>().to_lowercase();
    let mut rest = text.trim();
    for about in ["约", "大约", "大概", "差不多", "平均", "about ", "approx. ", "ca. "] {
        rest = rest.strip_prefix(about).unwrap_or(rest).trim_start();
    }
    for about in ["左右", "上下"] {
        rest = rest.strip_suffix(about).unwrap_or(rest).trim_end();
    }
    rest.to_owned()
}

/// Whether it says that nobody knows.
pub fn is_unknown(text: &str) -> bool {
    const WORDS: [&str; 26] = [
        "不知道",
        "不晓得",
        "不记得",
        "不清楚",
        "不确定",
        "未知",
        "不详",
        "没有统计",
        "没统计",
        "无统计",
        "不了解",
        "?",
        "??",
        "don't know",
        "dont know",
        "do not know",
        "unknown",
        "dunno",
        "i don't know",
        "i dont know",
        "not sure",
        "nobody knows",
        "no idea",
        "not known",
        "n/a",
        "na",
    ];
    WORDS.contains(&plain(text).as_str())
}

/// Whether it says that there is none.
pub fn is_none(text: &str) -> bool {
    ["无", "没有", "没", "none", "no", "-", "/"].contains(&plain(text).as_str())
}

/// Text as it is read: plain, with its numerals as digits; a number of the sheet is one already.
pub fn figures(text: &str, kind: CellKind) -> String {
    if kind == CellKind::Number { text.to_owned() } else { in_digits(&plain(text)) }
}

/// Numbers that the digits at the beginning can mean, and what stands behind them.
pub fn leading(text: &str) -> Option<(Vec<f64>, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let all = meanings(digits);
    (!all.is_empty()).then_some((all, rest.trim_start()))
}

/// Numbers that digits with commas and points can mean.
fn meanings(digits: &str) -> Vec<f64> {
    let parse = |text: &str| text.parse::<f64>().ok().filter(|x| x.is_finite());
    let in_thousands = |mark: char| {
        let groups: Vec<&str> = digits.split(mark).collect();
        let first = groups[0];
        groups.len() > 1
            && (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && groups[1..].iter().all(|group| group.len() == 3)
    };
    let marks: Vec<char> = [',', '.'].into_iter().filter(|mark| digits.contains(*mark)).collect();
    match marks[..] {
        [] => parse(digits).into_iter().collect(),
        [mark] => {
            let whole = in_thousands(mark).then(|| parse(&digits.replace(mark, ""))).flatten();
            // `.91` is less than one, `,91` is nothing.
            let begins = digits.starts_with(mark) && mark != '.';
            let once = digits.matches(mark).count() == 1 && !digits.ends_with(mark) && !begins;
            let broken = once.then(|| parse(&digits.replace(mark, "."))).flatten();
            whole.into_iter().chain(broken).collect()
        }
        _ => {
            // The mark that stands last is before the fraction.
            let last = digits.chars().rev().find(|c| marks.contains(c)).unwrap_or('.');
            let other = if last == '.' { ',' } else { '.' };
            let once = digits.matches(last).count() == 1;
            once.then(|| parse(&digits.replace(other, "").replace(last, "."))).flatten().into_iter().collect()
        }
    }
}

/// A number as it is shown.
pub fn shown(number: f64) -> String {
    let rounded = (number * 1e6).round() / 1e6;
    format!("{rounded}")
}

fn same(value: f64) -> Reading {
    let text = shown(value);
    Reading { value, shown: say!("{text}", "{text}") }
}

/// A number without the spaces between its thousands: `4 600`.
fn in_one(text: &str) -> String {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let thousands = !rest.is_empty() && rest.split(' ').all(|part| part.len() == 3 && digits(part));
    if thousands && (1..=3).contains(&first.len()) && digits(first) { text.replace(' ', "") } else { text.to_owned() }
}

/// What a number can mean: `4,600`, `4600人`, `1.2万`, `¥5,200/月`.
pub fn number(text: &str, kind: CellKind) -> Vec<Reading> {
    const BEFORE: [&str; 5] = ["每天", "每日", "每月", "¥", "rmb"];
    const BEHIND: [&str; 51] = [
        "",
        "名",
        "个客服",
        "heads",
        "contacts",
        "customers",
        "sessions",
        "tickets",
        "persons",
        "agents",
        "times",
        "人",
        "个",
        "次",
        "条",
        "单",
        "张",
        "位",
        "通",
        "人次",
        "天",
        "日",
        "个人",
        "个会话",
        "会话",
        "元",
        "块",
        "块钱",
        "人/天",
        "次/天",
        "个/天",
        "条/天",
        "张/天",
        "单/天",
        "/天",
        "每天",
        "/日",
        "元/月",
        "/月",
        "元每月",
        "a day",
        "per day",
        "/day",
        "people",
        "chats",
        "days",
        "cny",
        "yuan",
        "a month",
        "per month",
        "/month",
    ];
    if kind == CellKind::Number {
        return text.parse().ok().map(same).into_iter().collect();
    }
    let text = in_one(&figures(text, kind));
    let text = BEFORE.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(&text).trim_start();
    let Some((all, rest)) = leading(text) else { return Vec::new() };
    let (scale, rest) = match rest.chars().next() {
        Some('万' | 'w') => (1e4, rest[rest.chars().next().map_or(0, char::len_utf8)..].trim_start()),
        Some('千' | 'k') => (1e3, rest[rest.chars().next().map_or(0, char::len_utf8)..].trim_start()),
        _ => (1.0, rest),
    };
    if !BEHIND.contains(&rest) {
        return Vec::new();
    }
    all.into_iter().map(|number| same(number * scale)).collect()
}

/// A length of time in words.
pub fn time_text(seconds: f64) -> Text {
    let whole = (seconds * 10.0).round() / 10.0;
    let hours = (whole / 3600.0).floor();
    let minutes = ((whole - hours * 3600.0) / 60.0).floor();
    let rest = ((whole - hours * 3600.0 - minutes * 60.0) * 10.0).round() / 10.0;
    let parts = [(hours, "h", "小时"), (minutes, "min", "分"), (rest, "s", "秒")];
    let some: Vec<_> = parts.iter().filter(|(number, ..)| *number > 0.0).collect();
    if some.is_empty() {
        return say!("0 s", "0秒");
    }
    let en: Vec<String> = some.iter().map(|(number, en, _)| format!("{number} {en}")).collect();
    let zh: Vec<String> = some
        .iter()
        .map(
            |(number, _, zh)| {
                if *zh == "分" && some.len() == 1 { format!("{number}分钟") } else { format!("{number}{zh}") }
            },
        )
        .collect();
    Text { en: en.join(" "), zh: zh.concat() }
}

fn time_of(value: f64) -> Reading {
    Reading { value, shown: time_text(value) }
}

/// Seconds of a unit.
fn unit(text: &str) -> Option<f64> {
    Some(match text {
        "s" | "sec" | "secs" | "second" | "seconds" | "秒" | "秒钟" | "\"" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" | "分" | "分钟" | "'" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" | "小时" | "时" | "个小时" => 3600.0,
        "d" | "day" | "days" | "天" | "日" => 86_400.0,
        _ => return None,
    })
}

/// A length of time with its halves as numbers: `一个半小时`, `半小时`, `1小时半`, `half an hour`.
fn halves(text: &str) -> String {
    const HALVES: [(&str, &str); 7] = [
        ("个半小时", ".5小时"),
        ("小时半", "小时30分"),
        ("分半", "分30秒"),
        ("半个小时", "0.5小时"),
        ("半小时", "0.5小时"),
        ("半分钟", "30秒"),
        ("half an hour", "0.5 h"),
    ];
    HALVES.iter().fold(text.to_owned(), |text, (half, number)| text.replace(half, number))
}

/// What a length of time can mean: `6分钟`, `4分30秒`, `5:40`, `0:05:40`, `360`.
pub fn time(text: &str, kind: CellKind) -> Vec<Reading> {
    let text = halves(&in_digits(&plain(text)));
    if text.contains(':') {
        return on_a_clock(&text, kind);
    }
    let Some((all, rest)) = leading(&text) else { return Vec::new() };
    if rest.is_empty() {
        return all.iter().flat_map(|x| [1.0, 60.0, 3600.0].map(|unit| time_of(x * unit))).collect();
    }
    let mut sums: Vec<f64> = vec![0.0];
    let mut left = text.as_str();
    while !left.is_empty() {
        let Some((all, rest)) = leading(left) else { return Vec::new() };
        let end = rest.find(|c: char| c.is_ascii_digit() || c == ' ').unwrap_or(rest.len());
        let Some(unit) = unit(&rest[..end]) else { return Vec::new() };
        sums = sums.iter().flat_map(|sum| all.iter().map(move |x| sum + x * unit)).collect();
        left = rest[end..].trim_start();
    }
    sums.into_iter().map(time_of).collect()
}

/// `5:40`: minutes and seconds, or hours and minutes, as a spreadsheet has it too that made a time of day of it.
fn on_a_clock(text: &str, kind: CellKind) -> Vec<Reading> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split(':').collect();
    if !parts.iter().all(|part| digits(part)) {
        return Vec::new();
    }
    let parts: Vec<f64> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let two = |a: f64, b: f64| vec![time_of(a * 60.0 + b), time_of(a * 3600.0 + b * 60.0)];
    match parts[..] {
        [a, b] if b < 60.0 => two(a, b),
        [a, b, 0.0] if kind != CellKind::Text && b < 60.0 => two(a, b),
        [a, b, c] if b < 60.0 && c < 60.0 => vec![time_of(a * 3600.0 + b * 60.0 + c)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(all: Vec<Reading>) -> Vec<f64> {
        all.into_iter().map(|one| one.value).collect()
    }

    #[test]
    fn numbers_as_people_type_them() {
        for (text, wanted) in [
            ("4,600", vec![4600.0, 4.6]),
            ("４，６００人", vec![4600.0, 4.6]),
            ("约4600左右", vec![4600.0]),
            ("1.2万", vec![12_000.0]),
            ("1,234,567", vec![1_234_567.0]),
            ("1,234.5", vec![1234.5]),
            ("¥5200/月", vec![5200.0]),
            ("0.375", vec![0.375]),
            ("4,6", vec![4.6]),
            ("14天", vec![14.0]),
            ("十八", vec![18.0]),
            ("四千六", vec![4600.0]),
            ("五个", vec![5.0]),
            ("eighteen", vec![18.0]),
            ("about 18 heads", vec![18.0]),
            ("4 600", vec![4600.0]),
            ("4600 contacts", vec![4600.0]),
            ("4 60", vec![]),
            ("五六次", vec![]),
            ("4600-4800", vec![]),
            ("many", vec![]),
        ] {
            assert_eq!(values(number(text, CellKind::Text)), wanted, "{text}");
        }
        assert_eq!(values(number("4.6", CellKind::Number)), [4.6]);
    }

    #[test]
    fn lengths_of_time_as_people_type_them() {
        for (text, wanted) in [
            ("6分钟", vec![360.0]),
            ("6 min", vec![360.0]),
            ("4分30秒", vec![270.0]),
            ("5'40\"", vec![340.0]),
            ("5:40", vec![340.0, 20_400.0]),
            ("0:05:40", vec![340.0]),
            ("38", vec![38.0, 2280.0, 136_800.0]),
            ("0.37分钟", vec![22.2]),
            ("1 h 30 min", vec![5400.0]),
            ("六分钟", vec![360.0]),
            ("一个半小时", vec![5400.0]),
            ("半小时", vec![1800.0]),
            ("一分半", vec![90.0]),
            ("half an hour", vec![1800.0]),
            ("一天", vec![86_400.0]),
            ("a day", vec![86_400.0]),
            ("6 parsecs", vec![]),
        ] {
            let got = values(time(text, CellKind::Text));
            assert!(
                got.len() == wanted.len() && got.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < 1e-9),
                "{text}: {got:?}"
            );
        }
        assert_eq!(values(time("05:40:00", CellKind::Date)), [340.0, 20_400.0]);
        assert_eq!(settle(time("5:40", CellKind::Text), 20.0, 3600.0), Ok(340.0));
        assert_eq!(settle(time("6", CellKind::Text), 20.0, 3600.0), Ok(360.0));
        assert!(
            matches!(settle(time("40", CellKind::Text), 20.0, 3600.0), Err(Unsettled::Several(all)) if all.len() == 2)
        );
        assert!(matches!(settle(time("9 h", CellKind::Text), 20.0, 3600.0), Err(Unsettled::Beyond(_))));
    }

    #[test]
    fn lengths_in_words() {
        let text = |seconds| (time_text(seconds).en, time_text(seconds).zh);
        assert_eq!(text(340.0), ("5 min 40 s".into(), "5分40秒".into()));
        assert_eq!(text(360.0), ("6 min".into(), "6分钟".into()));
        assert_eq!(text(86_400.0), ("24 h".into(), "24小时".into()));
    }
}
