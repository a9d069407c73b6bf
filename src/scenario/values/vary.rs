//! `PATH=A,B,C`: a path and the values that it takes in turn. `0.30..0.75/10` are ten values from one end to the other,
//! `5..14` whole numbers one by one; both ends may be changes (`*0.8..*1.2/5`, `-10 pp..+10 pp/5`). What stands in
//! quotes, brackets or braces is one value.

use super::change::clean;
use crate::diagnostic::Text;
use crate::say;
use std::ops::Range;

/// A path and its values, as they might be written after `--set PATH=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Varied {
    /// The path, as it was written.
    pub path: String,
    /// In the order in which they were written.
    pub values: Vec<String>,
}

impl Varied {
    /// The change that its n-th value is: `PATH=VALUE`.
    pub fn set(&self, n: usize) -> String {
        format!("{}={}", self.path, self.values[n])
    }
}

/// What is wrong with a text, where in it, and what would do.
#[derive(Debug)]
pub struct Misread {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// What was found.
    pub found: Text,
    /// What would do.
    pub help: Text,
}

/// Values of one path: more would be a slip.
const MOST: usize = 1000;

/// Reads `PATH=A,B,C`.
pub fn varied(text: &str) -> Result<Varied, Misread> {
    let wrong = |at: Range<usize>, found: Text| Misread {
        at,
        found,
        help: say!(
            "PATH=A,B,C or PATH=FROM..TO/NUMBER, such as \"bot.presale=0.3..0.5/5\" or \"team.service.headcount=8..12\"",
            "路径=甲,乙,丙 或 路径=从..到/个数，例如 \"bot.presale=0.3..0.5/5\"、\"team.service.headcount=8..12\""
        ),
    };
    let Some((path, values)) = text.split_once('=').filter(|(path, _)| !path.trim().is_empty()) else {
        let found = if text.contains('＝') {
            say!("full-width `＝`: write `=`", "全角符号 `＝`：请改用半角 `=`")
        } else {
            say!("\"PATH=A,B,C\" is wanted here", "这里要写 \"路径=甲,乙,丙\"")
        };
        return Err(wrong(0..text.len(), found));
    };
    let mut varied = Varied { path: path.trim().into(), values: Vec::new() };
    for part in parts(values) {
        let from = path.len() + 1 + part.start;
        let (written, at) = (values[part.clone()].trim(), from..from + part.len());
        if let Some(wide) = written.chars().find(|c| ['，', '、'].contains(c) && !written.starts_with(['"', '\''])) {
            let found = say!("full-width `{wide}`: write `,`", "全角符号 `{wide}`：请改用半角 `,`");
            return Err(wrong(at, found));
        }
        if written.is_empty() {
            return Err(wrong(at, say!("a value is missing", "少了一个值")));
        }
        let more = match range(written) {
            None => vec![written.to_string()],
            Some(Ok(values)) => values,
            Some(Err(found)) => return Err(wrong(at, found)),
        };
        if let Some(twice) = more.iter().find(|value| varied.values.contains(value)) {
            return Err(wrong(at, say!("{twice} stands here twice", "{twice} 写了两次")));
        }
        varied.values.extend(more);
    }
    if varied.values.len() > MOST {
        let n = varied.values.len();
        let found = say!("{n} values of one path: at most {MOST}", "一个路径有 {n} 个值：最多 {MOST} 个");
        return Err(wrong(path.len() + 1..text.len(), found));
    }
    Ok(varied)
}

/// The stretches between commas that stand in no quotes, brackets or braces.
fn parts(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut from, mut depth) = (Vec::new(), 0, 0_i32);
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                found.push(from..at);
                from = at + 1;
            }
            _ => (),
        }
    }
    found.push(from..text.len());
    found
}

/// A number with what stands before and behind it: `*1.2`, `+10 pp`, `90 s`.
struct End<'a> {
    times: bool,
    signed: bool,
    number: f64,
    unit: &'a str,
}

fn end(text: &str) -> Option<End<'_>> {
    let text = text.trim();
    let (times, rest) = text.strip_prefix('*').map_or((false, text), |rest| (true, rest.trim_start()));
    let digits = |(at, c): &(usize, char)| c.is_ascii_digit() || *c == '.' || (*at == 0 && ['+', '-'].contains(c));
    let length = rest.char_indices().take_while(digits).count();
    let number = rest[..length].parse::<f64>().ok().filter(|x| x.is_finite())?;
    Some(End { times, signed: !times && rest.starts_with(['+', '-']), number, unit: rest[length..].trim() })
}

/// The value that is this part of the way from one end to another, whole where both ends are; none where they are of
/// different kinds.
pub fn between(low: &str, high: &str, part: f64) -> Option<String> {
    let (from, to) = (end(low)?, end(high)?);
    if from.times != to.times || from.unit != to.unit || from.signed != to.signed {
        return None;
    }
    let whole = [low, high].iter().all(|text| text.trim().parse::<i64>().is_ok());
    let x = from.number + (to.number - from.number) * part;
    let x = if whole { x.round() } else { clean(x) };
    Some(written(x, from.times, from.signed, to.unit))
}

/// The part of the way from one end to another at which a value between them lies; none where they are of different kinds.
pub fn part_of(low: &str, high: &str, value: &str) -> Option<f64> {
    let [low, high, value] = [end(low)?, end(high)?, end(value)?];
    let alike = |other: &End<'_>| other.times == low.times && other.unit == low.unit && other.signed == low.signed;
    (alike(&high) && alike(&value) && low.number < high.number)
        .then(|| ((value.number - low.number) / (high.number - low.number)).clamp(0.0, 1.0))
}

/// Whether one value is above another; none where they are of different kinds.
pub fn is_above(value: &str, other: &str) -> Option<bool> {
    let (value, other) = (end(value)?, end(other)?);
    let alike = value.times == other.times && value.unit == other.unit && value.signed == other.signed;
    alike.then_some(value.number > other.number)
}

fn written(x: f64, times: bool, signed: bool, unit: &str) -> String {
    let number = match (times, signed) {
        (true, _) => format!("*{x}"),
        (false, true) => format!("{x:+}"),
        (false, false) => x.to_string(),
    };
    if unit.is_empty() { number } else { format!("{number} {unit}") }
}

/// The values of `FROM..TO/NUMBER`; none where it is a value like any other.
fn range(text: &str) -> Option<Result<Vec<String>, Text>> {
    if text.starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    let (from, rest) = text.split_once("..")?;
    let (to, count) = rest.rsplit_once('/').map_or((rest, None), |(to, count)| (to, Some(count.trim())));
    let unreadable = || say!("cannot read the range `{text}`", "读不懂范围 `{text}`");
    let (Some(from), Some(to)) = (end(from), end(to)) else { return Some(Err(unreadable())) };
    // `60..120 s`: the unit is said once.
    let alike = from.times == to.times && (from.unit == to.unit || from.unit.is_empty());
    if !alike {
        return Some(Err(say!("the ends of `{text}` are of different kinds", "`{text}` 的两端不是同一种写法")));
    }
    let whole = from.number.fract() == 0.0 && to.number.fract() == 0.0;
    let count = match count {
        Some(count) => count.parse::<usize>().ok().filter(|n| *n >= 2),
        None if whole => Some((to.number - from.number).abs() as usize + 1),
        None => None,
    };
    let Some(count) = count.filter(|_| from.number != to.number) else {
        return Some(Err(say!(
            "`{text}` does not say how many values: write `{text}/5` for five",
            "`{text}` 没有说明取几个值：五个就写 `{text}/5`"
        )));
    };
    if count > MOST {
        return Some(Err(say!(
            "`{text}` are {count} values: at most {MOST}",
            "`{text}` 有 {count} 个值：最多 {MOST} 个"
        )));
    }
    let signed = from.signed || to.signed;
    let value = |n: usize| {
        let x = clean(from.number + (to.number - from.number) * n as f64 / (count - 1) as f64);
        written(x, from.times, signed, to.unit)
    };
    Some(Ok((0..count).map(value).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        varied(&format!("a.b={text}")).unwrap_or_else(|e| panic!("{}", e.found.en)).values
    }

    #[test]
    fn lists_and_ranges() {
        for (text, wanted) in [
            ("1, 2,5", "1|2|5"),
            ("0.30..0.75/10", "0.3|0.35|0.4|0.45|0.5|0.55|0.6|0.65|0.7|0.75"),
            ("5..8", "5|6|7|8"),
            ("8..5", "8|7|6|5"),
            ("5..14/4", "5|8|11|14"),
            ("*0.8..*1.2/3", "*0.8|*1|*1.2"),
            ("-10 pp..+10 pp/3", "-10 pp|+0 pp|+10 pp"),
            ("60..120 s/3", "60 s|90 s|120 s"),
            ("1..2,10", "1|2|10"),
            ("[\"a\", \"b\"],[\"a\"]", "[\"a\", \"b\"]|[\"a\"]"),
            ("{ mean = \"2 min\", cv = 1 }", "{ mean = \"2 min\", cv = 1 }"),
            ("\"09:00..10:00\"", "\"09:00..10:00\""),
        ] {
            assert_eq!(values(text).join("|"), wanted, "{text}");
        }
        assert_eq!(varied("a . b = 1").unwrap().path, "a . b");
    }

    #[test]
    fn between_two_ends() {
        for (low, high, part, wanted) in [
            ("*0.9", "*1.1", 0.5, Some("*1")),
            ("8", "10", 1.0 / 3.0, Some("9")),
            ("60 s", "120 s", 0.25, Some("75 s")),
            ("0.2", "0.5", 0.0, Some("0.2")),
            ("*0.9", "1", 0.5, None),
        ] {
            assert_eq!(between(low, high, part).as_deref(), wanted, "{low} {high}");
        }
        for (low, high, value, wanted) in [
            ("60 s", "120 s", "75 s", Some(0.25)),
            ("1200", "1500", "1200", Some(0.0)),
            ("0.1", "0.3", "25 %", None),
            ("1", "1", "1", None),
        ] {
            assert_eq!(part_of(low, high, value), wanted, "{low} {high} {value}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_where_it_stands() {
        for (text, at, said) in [
            ("a.b", 0..3, "PATH=A,B,C"),
            ("a=1,,2", 4..4, "missing"),
            ("a=1，2", 2..7, "full-width `，`"),
            ("a=1,0.3..0.5", 4..12, "how many"),
            ("a=1..2 s/1", 2..10, "how many"),
            ("a=2 min..3 s/2", 2..14, "different kinds"),
            ("a=x..y/3", 2..8, "cannot read"),
            ("a=1..9999999", 2..12, "at most 1000"),
            ("a=1,2,1", 6..7, "twice"),
        ] {
            let wrong = varied(text).expect_err(text);
            assert!(wrong.found.en.contains(said) && wrong.at == at, "{text}: {:?} {}", wrong.at, wrong.found.en);
        }
    }
}
