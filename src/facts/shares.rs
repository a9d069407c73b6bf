//! Shares, numbers beside shares, factors and numbers of days, as people type them.

use super::readings::{Reading, figures, leading, number, shown};
use crate::say;
use crate::scenario::text::sheet::CellKind;

fn share_of(value: f64) -> Reading {
    let text = shown(value * 100.0);
    Reading { value, shown: say!("{text} %", "{text}%") }
}

/// What a share can mean: `82%`, `0.82`, `82`, `八成`, `三成半`, `百分之五十五`, `一半`; `1` is all or one in a hundred.
pub fn share(text: &str, kind: CellKind) -> Vec<Reading> {
    const PER_CENT: [&str; 10] = ["%", "％", "个百分点", "百分点", "个点", "点", "pp", "points", "percent", "per cent"];
    let text = figures(text, kind);
    if ["1半", "半", "half", "1 half", "1半人"].contains(&&*text) {
        return vec![share_of(0.5)];
    }
    let in_hundred = text.strip_prefix("百分之");
    let Some((all, rest)) = leading(in_hundred.unwrap_or(&text)) else { return Vec::new() };
    let per_cent = PER_CENT.contains(&rest)
        || ["% of ", "percent of ", "out of 100", "of 100", "in 100"].iter().any(|of| rest.starts_with(of));
    let of = |x: f64| match rest {
        "" if in_hundred.is_some() => vec![share_of(x / 100.0)],
        _ if in_hundred.is_some() => Vec::new(),
        _ if per_cent => vec![share_of(x / 100.0)],
        "" if x < 1.0 => vec![share_of(x)],
        "" if x > 1.0 => vec![share_of(x / 100.0)],
        "" => vec![share_of(1.0), share_of(0.01)],
        _ => tenths(rest).map(|more| share_of((x + more) / 10.0)).into_iter().collect(),
    };
    all.into_iter().flat_map(of).collect()
}

/// What stands behind the tenths of `三成半` and `五成五`, in tenths.
fn tenths(rest: &str) -> Option<f64> {
    match rest.strip_prefix('成')? {
        "" => Some(0.0),
        "半" => Some(0.5),
        more => more.parse::<u8>().ok().filter(|more| *more < 10).map(|more| f64::from(more) / 10.0),
    }
}

/// What a share by which something is less can mean: as a share, `-10%` and `少10个点` too.
pub fn less(text: &str, kind: CellKind) -> Vec<Reading> {
    let text = figures(text, kind);
    let rest = ["-", "少接", "少", "低"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(&text);
    share(rest.strip_suffix(" less").unwrap_or(rest).trim(), CellKind::Text)
}

/// What a share or a number a day can mean: a share is at most 1, a number more. Beyond 100 without a mark it is a number.
pub fn part(text: &str, kind: CellKind) -> Vec<Reading> {
    let a_day = |one: Reading| {
        let text = shown(one.value);
        Reading { shown: say!("{text} a day", "每天{text}"), ..one }
    };
    let numbers: Vec<Reading> = number(text, kind).into_iter().filter(|one| one.value > 1.0).map(a_day).collect();
    let shares = share(text, kind).into_iter().filter(|one| numbers.is_empty() || one.value <= 1.0);
    shares.chain(numbers.iter().cloned()).collect()
}

/// What a factor can mean: `4.2`, `4.2倍`, `+60%` and `多60%` (1.6), `60%` (0.6, or 1.6), `翻倍`.
pub fn times(text: &str, kind: CellKind) -> Vec<Reading> {
    let text = figures(text, kind);
    let times = |value: f64| {
        let text = shown(value);
        Reading { value, shown: say!("{text} times", "{text} 倍") }
    };
    if ["翻倍", "翻一番", "翻1番", "double", "twice"].contains(&&*text) {
        return vec![times(2.0)];
    }
    let more = ["+", "多", "增加", "上涨", "涨"].iter().find_map(|word| text.strip_prefix(word));
    let Some((all, rest)) = leading(more.unwrap_or(&text).trim_start()) else { return Vec::new() };
    let of = |x: f64| match (rest, more.is_some()) {
        ("%" | "percent" | "per cent", true) | ("% more", false) => vec![times(1.0 + x / 100.0)],
        ("成", true) => vec![times(1.0 + x / 10.0)],
        ("%", false) => vec![times(x / 100.0), times(1.0 + x / 100.0)],
        ("成", false) => vec![times(x / 10.0), times(1.0 + x / 10.0)],
        ("倍" | "x" | "times" | "", false) => vec![times(x)],
        ("倍" | "times", true) => vec![times(1.0 + x)],
        _ => Vec::new(),
    };
    all.into_iter().flat_map(of).collect()
}

/// What a number of days can mean: `14`, `14天`, `两周`, `2 weeks`.
pub fn days(text: &str, kind: CellKind) -> Vec<Reading> {
    let figures = figures(text, kind);
    let weeks = ["周", "个周", "星期", "个星期", "week", "weeks"];
    match leading(&figures) {
        Some((all, rest)) if weeks.contains(&rest) => all
            .into_iter()
            .map(|weeks| {
                let (value, text) = (weeks * 7.0, shown(weeks * 7.0));
                Reading { value, shown: say!("{text} days", "{text}天") }
            })
            .collect(),
        _ => number(text, kind),
    }
}

#[cfg(test)]
mod tests {
    use super::super::readings::{Unsettled, settle};
    use super::*;

    fn values(all: Vec<Reading>) -> Vec<f64> {
        all.into_iter().map(|one| (one.value * 1e9).round() / 1e9).collect()
    }

    #[test]
    fn shares_as_people_type_them() {
        for (text, wanted) in [
            ("82%", vec![0.82]),
            ("82 ％", vec![0.82]),
            ("0.82", vec![0.82]),
            (".91", vec![0.91]),
            ("82", vec![0.82]),
            ("8成", vec![0.8]),
            ("九成", vec![0.9]),
            ("三成半", vec![0.35]),
            ("五成五", vec![0.55]),
            ("百分之五十五", vec![0.55]),
            ("一半", vec![0.5]),
            ("half", vec![0.5]),
            ("thirty-five percent", vec![0.35]),
            ("30 percent of pay", vec![0.3]),
            ("91 out of 100", vec![0.91]),
            ("1", vec![1.0, 0.01]),
            ("10个点", vec![0.1]),
            ("most", vec![]),
        ] {
            assert_eq!(values(share(text, CellKind::Text)), wanted, "{text}");
        }
        for text in ["-10%", "少十个点", "10%", "10 points less"] {
            assert_eq!(values(less(text, CellKind::Text)), [0.1], "{text}");
        }
    }

    #[test]
    fn beyond_a_hundred_it_is_the_number_a_day() {
        assert_eq!(values(part("55", CellKind::Text)), [0.55, 55.0]);
        assert_eq!(settle(part("2530", CellKind::Text), 0.0, 1e6), Ok(2530.0));
        assert_eq!(settle(part("每天2530", CellKind::Text), 0.0, 1e6), Ok(2530.0));
        assert_eq!(settle(part("2530", CellKind::Number), 0.0, 1e6), Ok(2530.0));
        assert!(matches!(settle(part("135%", CellKind::Text), 0.0, 1.0), Err(Unsettled::Beyond(_))));
    }

    #[test]
    fn factors_and_days_as_people_type_them() {
        for (text, wanted) in [
            ("4.2", vec![4.2]),
            ("4.2倍", vec![4.2]),
            ("四倍", vec![4.0]),
            ("four times", vec![4.0]),
            ("+60%", vec![1.6]),
            ("60%", vec![0.6, 1.6]),
            ("六成", vec![0.6, 1.6]),
            ("多60%", vec![1.6]),
            ("翻倍", vec![2.0]),
        ] {
            assert_eq!(values(times(text, CellKind::Text)), wanted, "{text}");
        }
        for text in ["14", "14天", "两周", "2周", "two weeks"] {
            assert_eq!(values(days(text, CellKind::Text)), [14.0], "{text}");
        }
    }
}
