//! What stands in brackets behind a word over a column: what tells nothing apart, zones, and numbers by the thousand.

use super::clocks;
use super::units::{Unit, words_of};
use super::zones;

/// Words in brackets that say no more than the heading: what is counted, whose time it is, where a time stands.
const SILENT: &str = "rounded|人|人次|次|次数|个|通|单|条|件|位|名|例|笔|key|label|name|n|no|nr|number|count|numbers|local|local time|\
     当地|当地时间|本地|本地时间|北京时间|text|required|optional|必填|选填|start|begin|开始|起";
/// Names of zones that are no other word, where they end a heading without brackets.
const PLAIN_ZONES: [&str; 14] =
    ["est", "edt", "cst", "cdt", "pst", "pdt", "cet", "cest", "mez", "mesz", "aest", "aedt", "nzst", "jst"];
/// Words for many at once.
const MULTIPLES: [(&str, f64); 20] = [
    ("百", 100.0),
    ("hundred", 100.0),
    ("hundreds", 100.0),
    ("00", 100.0),
    ("00s", 100.0),
    ("千", 1000.0),
    ("thousand", 1000.0),
    ("thousands", 1000.0),
    ("tsd", 1000.0),
    ("k", 1000.0),
    ("000", 1000.0),
    ("000s", 1000.0),
    ("万", 10_000.0),
    ("十万", 100_000.0),
    ("百万", 1e6),
    ("million", 1e6),
    ("millions", 1e6),
    ("mio", 1e6),
    ("mn", 1e6),
    ("亿", 1e8),
];

/// The zone that a word over a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingZone {
    /// Minutes east of Greenwich.
    East(i32),
    /// One called by its name.
    Named,
}

/// What the numbers under a heading are, where they are no contacts one by one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Multiple {
    /// So many contacts are one.
    Of(f64),
    /// Contacts in a time: per minute, /h. Its seconds; none: it is not known which.
    Per(Option<u32>),
    /// All that came until then.
    Running,
}

/// A heading in pieces: those outside brackets, and those inside.
fn pieces(heading: &str) -> Vec<(bool, String)> {
    let mut all = vec![(false, String::new())];
    for c in heading.chars() {
        let inside = all.last().is_some_and(|piece| piece.0);
        match c {
            '(' | '（' | '[' | '【' if !inside => all.push((true, String::new())),
            ')' | '）' | ']' | '】' if inside => all.push((false, String::new())),
            _ => all.last_mut().expect("there is one").1.push(c),
        }
    }
    all
}

fn has(list: &str, word: &str) -> bool {
    list.split('|').any(|own| own.trim() == word)
}

/// What stands in brackets, without what leads up to it.
fn said(inside: &str) -> String {
    let text = inside.trim().to_lowercase().replace('：', ":");
    let lead = ["in ", "unit:", "unit ", "单位:", "单位"].into_iter().find_map(|lead| text.strip_prefix(lead));
    lead.unwrap_or(&text).trim().to_owned()
}

/// A heading without the brackets that tell nothing apart: units of time, zones, forms of dates, what is counted.
pub fn without_silent(heading: &str) -> String {
    let kept = pieces(heading).into_iter().filter(|(inside, text)| !inside || !is_silent(text));
    kept.map(|piece| piece.1).collect::<Vec<_>>().join(" ")
}

fn is_silent(inside: &str) -> bool {
    let text = said(inside);
    let length = text.trim_start_matches(|c: char| c.is_ascii_digit() || "半一. -".contains(c));
    let is_form = text.chars().all(|c| "ymdhst年月日时分秒 -/.:".contains(c)) && text.contains(['y', 'm', '年', '时']);
    text.chars().all(|c| !c.is_alphanumeric()) && !text.contains(['%', '‰', '/'])
        || Unit::of(&text).is_some()
        || Unit::of(length).is_some() && length.len() < text.len()
        || is_form && text.chars().filter(|c| c.is_alphabetic()).count() > 1
        || has(SILENT, &text)
        || zone_in(inside).is_some()
}

/// The zone in brackets.
fn zone_in(inside: &str) -> Option<HeadingZone> {
    match clocks::zone(&said(inside)) {
        Some(east) => Some(HeadingZone::East(east)),
        None => (zones::is_named(inside) || zones::is_named(&said(inside))).then_some(HeadingZone::Named),
    }
}

/// The zone that a word over a column says: `Start Time (UTC)`, `timestamp_utc`, `时间(GMT+8)`, `Start Time (ET)`.
pub fn zone(heading: &str) -> Option<HeadingZone> {
    let at_greenwich = |name: &str| {
        let upper = heading.to_ascii_uppercase();
        upper.rfind(name).map(|at| upper[at..].trim_end_matches([')', '）', ']', ' ']).to_owned())
    };
    let words = words_of(heading);
    let is_word = words.iter().any(|word| word.starts_with("utc") || word.starts_with("gmt"));
    let east =
        ["UTC", "GMT"].into_iter().filter(|_| is_word).find_map(at_greenwich).and_then(|zone| clocks::zone(&zone));
    let last = || words.last().filter(|word| words.len() > 1 && PLAIN_ZONES.contains(&word.as_str()));
    let inside = || pieces(heading).into_iter().filter(|piece| piece.0).find_map(|piece| zone_in(&piece.1));
    east.map(HeadingZone::East).or_else(inside).or_else(|| last().map(|_| HeadingZone::Named))
}

/// What the numbers under a heading are, in brackets or as its last words: `calls (thousand)`, `来电量（万）`, `Calls per hour`.
pub fn multiple(heading: &str) -> Option<Multiple> {
    let of = |text: &str| {
        let text = said(text);
        if text.starts_with("per ")
            || text.starts_with('/')
            || text.starts_with('每') && !text.starts_with("每日")
            || text.starts_with("p.")
        {
            return Some(Multiple::Per(seconds(text.trim_start_matches("per ").trim_start_matches("p."))));
        }
        let word = text.trim_matches(|c: char| !c.is_alphanumeric());
        let word = word.trim_end_matches(['人', '次', '个', '通', '单', '条', '件', '位']);
        let word = word.split_whitespace().next().unwrap_or_default();
        MULTIPLES.iter().find(|(own, _)| *own == word).map(|(_, factor)| Multiple::Of(*factor))
    };
    let pieces = pieces(heading);
    let inside = pieces.iter().filter(|piece| piece.0).find_map(|piece| of(&piece.1));
    let outside = || {
        let lower = heading.to_lowercase();
        let ends = |mark: &str| lower.rfind(mark).and_then(|at| of(&lower[at..]));
        let time = || {
            lower.rsplit_once(['/', '每']).and_then(|(_, time)| Unit::of(time).map(|_| Multiple::Per(seconds(time))))
        };
        ends(" in ").or_else(|| ends(" per ")).or_else(time)
    };
    inside.or_else(outside).or_else(|| rate(heading))
}

/// The rate or running total that words of a heading say: `每小时来电量`, `Hourly calls`, `累计进线量`.
fn rate(heading: &str) -> Option<Multiple> {
    let lower = heading.to_lowercase();
    let words = words_of(heading);
    let is = |word: &str| words.iter().any(|own| own == word);
    if lower.contains("累计") || lower.contains("累积") || is("cumulative") || is("cumulated") {
        return Some(Multiple::Running);
    }
    let half = lower.contains("half-hour") || lower.contains("half hour");
    let hourly = (is("hourly") || half).then_some(if half { "半小时" } else { "小时" });
    let mean = || ["半小时均", "小时均", "分钟均"].into_iter().find(|word| lower.contains(word));
    let each = || lower.split_once('每').map(|(_, rest)| rest.trim_start_matches('个'));
    let time = hourly.or_else(mean).or_else(each)?;
    seconds(time).map(|seconds| Multiple::Per(Some(seconds)))
}

/// Seconds of a time below a day that a text begins with: `30分钟进线量`, `hour`, `半小时`; none: it begins with none.
fn seconds(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(['/', '每', ' ']);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = text[digits..].trim_start_matches([' ', '-']);
    let (half, rest) = rest.strip_prefix('半').map_or((false, rest), |rest| (true, rest.trim_start_matches('个')));
    let chinese = [("小时", 3600), ("分钟", 60), ("秒", 1)].into_iter().find(|(word, _)| rest.starts_with(word));
    let english = || {
        let word = rest.split(|c: char| !c.is_alphabetic()).next().filter(|word| word.is_ascii())?;
        let unit = Unit::of(word).filter(|unit| matches!(unit, Unit::S | Unit::Min | Unit::H))?;
        Some(unit.seconds() as u32)
    };
    let unit = chinese.map(|(_, seconds)| seconds).or_else(english)?;
    let many = if digits > 0 { text[..digits].parse().ok()? } else { 1_u32 };
    Some(unit.checked_mul(many)? / if half { 2 } else { 1 }).filter(|seconds| *seconds > 0)
}

/// What a row above a table says of its numbers: `单位：千通`, `Unit: thousand`.
pub fn multiple_above(title: &str) -> Option<Multiple> {
    let lower = title.to_lowercase().replace('：', ":");
    let behind = ["单位", "unit:", "units:", "unit "].into_iter().find_map(|lead| Some(lower.split_once(lead)?.1));
    let unit = behind?.trim_matches([':', ' ', ')', '）']);
    multiple(&format!("({unit})")).or_else(|| multiple(&format!("({})", unit.trim_start_matches("in "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_that_tell_nothing_apart_are_dropped_and_no_others() {
        for text in [
            "Calls (h)",
            "Calls（人）",
            "Calls (UTC+8)",
            "Calls (ET)",
            "Calls (Europe/Berlin)",
            "Calls [hh:mm]",
            "Calls (30 min)",
            "Calls (dd/mm/yyyy)",
            "Calls (单位：秒)",
            "Calls ()",
            "Calls (local time)",
        ] {
            assert_eq!(without_silent(text).trim(), "Calls", "{text}");
        }
        for text in [
            "Calls (answered)",
            "来电量（已接）",
            "Calls [abandoned]",
            "Calls (%)",
            "Calls (/h)",
            "来电量（万）",
            "Calls (k)",
        ] {
            assert!(!["Calls", "来电量"].contains(&without_silent(text).trim()), "{text}");
        }
    }

    #[test]
    fn zones_and_multiples_in_headings() {
        use HeadingZone::{East, Named};
        for (text, zone_said) in [
            ("Start Time (UTC)", Some(East(0))),
            ("timestamp_utc", Some(East(0))),
            ("时间(GMT+8)", Some(East(480))),
            ("Start Time (ET)", Some(Named)),
            ("Date (Europe/Berlin)", Some(Named)),
            ("时间（美东时间）", Some(Named)),
            ("Start Time EST", Some(Named)),
            ("Start (Pacific Time)", Some(Named)),
            ("Start (CLT)", Some(Named)),
            ("Start (local)", None),
            ("时间（北京时间）", None),
            ("Date", None),
            ("est", None),
        ] {
            assert_eq!(zone(text), zone_said, "{text}");
        }
        for (text, factor) in [
            ("calls (thousand)", Some(Multiple::Of(1000.0))),
            ("来电量（万）", Some(Multiple::Of(10_000.0))),
            ("来电量（千通）", Some(Multiple::Of(1000.0))),
            ("Calls in thousands", Some(Multiple::Of(1000.0))),
            ("Calls ('000)", Some(Multiple::Of(1000.0))),
            ("Calls (k)", Some(Multiple::Of(1000.0))),
            ("Calls (单位：百)", Some(Multiple::Of(100.0))),
            ("Calls per minute", Some(Multiple::Per(Some(60)))),
            ("Calls (/h)", Some(Multiple::Per(Some(3600)))),
            ("来电量（每小时）", Some(Multiple::Per(Some(3600)))),
            ("每小时来电量", Some(Multiple::Per(Some(3600)))),
            ("小时均进线量", Some(Multiple::Per(Some(3600)))),
            ("Hourly calls", Some(Multiple::Per(Some(3600)))),
            ("每30分钟进线量", Some(Multiple::Per(Some(1800)))),
            ("每半小时来电量", Some(Multiple::Per(Some(1800)))),
            ("Calls per 15 min", Some(Multiple::Per(Some(900)))),
            ("累计进线量", Some(Multiple::Running)),
            ("Cumulative calls", Some(Multiple::Running)),
            ("每日来电量", None),
            ("每时段来电量", None),
            ("Calls", None),
            ("Calls in", None),
            ("Calls (in)", None),
            ("来电量（人）", None),
            ("Offered", None),
            ("Calls (inbound)", None),
        ] {
            assert_eq!(multiple(text), factor, "{text}");
        }
        for (title, factor) in [
            ("单位：千通", Some(Multiple::Of(1000.0))),
            ("来电量统计（单位：万）", Some(Multiple::Of(10_000.0))),
            ("Unit: thousand", Some(Multiple::Of(1000.0))),
            ("单位：通", None),
            ("Calls of June", None),
        ] {
            assert_eq!(multiple_above(title), factor, "{title}");
        }
    }
}
