//! Inputs that may move: values with a range, of the file or of the template, that the design in its case uses.

use crate::compile::{Assumption, Instead, InsteadOf, instead};
use crate::diagnostic::{Diagnostics, Place, SourceId};
use crate::model::Model;
use crate::scenario::text::document::parse;
use crate::scenario::text::sources::Sources;
use crate::scenario::values::change::split_path;
use crate::scenario::values::quantity;
use crate::session::{Request, Scenario};
use std::collections::BTreeSet;
use std::ops::Range;

/// An input that may move. Its place is told by `v`, in halves of its range: 0 is as it was.
#[derive(Clone, Debug)]
pub(super) struct Free {
    /// Where it stands.
    pub path: String,
    /// The file gives it.
    pub given: bool,
    /// Where it comes from, if anybody says so.
    pub source: Option<String>,
    /// Where it is written in the file; none: there is nothing in the file to exchange.
    pub at: Option<Range<usize>>,
    /// Where its range is written there.
    pub ends_at: Option<[Range<usize>; 2]>,
    /// As it was.
    pub was: String,
    /// What it may be.
    pub range: [String; 2],
    /// It is a whole number.
    whole: bool,
    written: Written,
    curve: Curve,
    likely: f64,
    ends: [f64; 2],
    /// What `v = 1` is, on the curve.
    half: f64,
}

/// How a number is written.
#[derive(Clone, PartialEq, Debug)]
enum Written {
    /// A number.
    Plain,
    /// So many of a unit, in quotes: `210 s`, `120 / h`.
    Unit(String),
}

/// On which curve a number moves, so that it stays what it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Curve {
    /// Above nothing: by factors.
    Log,
    /// A share between nothing and all: by odds.
    Logit,
    /// By the same steps, where an end is nothing or all.
    Straight,
}

impl Curve {
    fn to(self, x: f64) -> f64 {
        match self {
            Self::Log => x.ln(),
            Self::Logit => (x / (1.0 - x)).ln(),
            Self::Straight => x,
        }
    }
    fn back(self, u: f64) -> f64 {
        match self {
            Self::Log => u.exp(),
            Self::Logit => 1.0 / (1.0 + (-u).exp()),
            Self::Straight => u,
        }
    }
}

/// A number with its unit as it is written; none of what is neither.
fn amount(text: &str) -> Option<(f64, Written)> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        return number.is_finite().then_some((number, Written::Plain));
    }
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').filter(|at| *at > 0)?;
    let (number, unit) = (text[..digits].parse::<f64>().ok()?, text[digits..].trim());
    if ["%", "％"].contains(&unit) {
        return Some((number / 100.0, Written::Plain));
    }
    let is_known = quantity::duration(&format!("1 {unit}")).is_ok() || quantity::per_day(&format!("1 {unit}")).is_ok();
    if is_known {
        return Some((number, Written::Unit(unit.to_owned())));
    }
    // `1 min 30 s`.
    Some((quantity::duration(text).ok()?, Written::Unit("s".to_owned())))
}

/// Three numbers in the same unit: as written, or all of them in seconds.
fn alike(texts: [&str; 3]) -> Option<([f64; 3], Written)> {
    let [likely, low, high] = texts.map(amount);
    let ((likely, unit), (low, other), (high, third)) = (likely?, low?, high?);
    if unit == other && unit == third {
        return Some(([likely, low, high], unit));
    }
    let seconds = texts.map(|text| quantity::duration(text).ok());
    let [Some(likely), Some(low), Some(high)] = seconds else { return None };
    Some(([likely, low, high], Written::Unit("s".to_owned())))
}

/// Digits of a value that was found: more would be read as if they were known.
const DIGITS: i32 = 4;

/// A number with as many digits as are told.
fn rounded(x: f64) -> f64 {
    if x == 0.0 {
        return x;
    }
    let scale = 10_f64.powi(DIGITS - 1 - x.abs().log10().floor() as i32);
    (x * scale).round() / scale
}

impl Free {
    /// `own`: the file.
    fn of(one: &Assumption, own: SourceId) -> Option<Self> {
        let (low, high) = (one.low.as_ref()?, one.high.as_ref()?);
        if one.other.is_some() || one.promise.is_some() {
            return None;
        }
        let ([likely, least, most], written) = alike([&one.value, low, high])?;
        if !(least < most && (least..=most).contains(&likely)) {
            return None;
        }
        let curve = match written {
            Written::Plain if least > 0.0 && most < 1.0 => Curve::Logit,
            _ if least > 0.0 => Curve::Log,
            _ => Curve::Straight,
        };
        let [from, at, to] = [least, likely, most].map(|x| curve.to(x));
        let span = |place: &Place| place.span.start..place.span.end;
        Some(Self {
            path: one.path.clone(),
            given: one.given,
            source: one.source.clone(),
            at: one.place.as_ref().filter(|place| one.given && place.source == own).map(span),
            ends_at: one
                .ends_at
                .as_ref()
                .filter(|ends| one.given && ends[0].source == own)
                .map(|ends| ends.each_ref().map(span)),
            was: one.value.clone(),
            range: [low.clone(), high.clone()],
            whole: false,
            written,
            curve,
            likely,
            ends: [least, most],
            half: (at - from).max(to - at),
        })
    }

    /// How low and how high it may be.
    pub fn bounds(&self) -> [f64; 2] {
        let of = |x: f64| (self.curve.to(x) - self.curve.to(self.likely)) / self.half;
        self.ends.map(of)
    }

    fn number(&self, v: f64) -> f64 {
        let [low, high] = self.ends;
        let number = self.curve.back(self.curve.to(self.likely) + v * self.half);
        if self.whole { number.round() } else { rounded(number) }.clamp(low, high)
    }

    /// Of a whole number: all that it may be, in halves of its range and in order; of any other nothing.
    pub fn steps(&self) -> Vec<f64> {
        if !self.whole {
            return Vec::new();
        }
        let [low, high] = self.ends;
        let all = (low as i64..=high as i64).map(|n| n as f64);
        all.map(|n| (self.curve.to(n) - self.curve.to(self.likely)) / self.half).collect()
    }

    /// The same as a whole number; none where it is too many of them, or no whole number.
    fn as_whole(&self) -> Option<Self> {
        let [low, high] = self.ends;
        let is_whole = [low, self.likely, high].iter().all(|x| x.fract() == 0.0 && x.abs() < 1e9);
        (self.written == Written::Plain && is_whole && high - low <= MANY).then(|| Self { whole: true, ..self.clone() })
    }

    /// As it is written there, without quotes.
    pub fn text(&self, v: f64) -> String {
        if v == 0.0 {
            return self.was.clone();
        }
        let number = self.number(v);
        match &self.written {
            Written::Plain => number.to_string(),
            Written::Unit(unit) => format!("{number} {unit}"),
        }
    }

    /// The same as a value of TOML.
    pub fn toml(text: &str) -> String {
        if text.parse::<f64>().is_ok() { text.to_owned() } else { format!("\"{text}\"") }
    }

    /// What the file says instead; nothing where it is as it was.
    pub fn instead(&self, v: f64) -> Option<Instead> {
        let at = self.at.as_ref().map(|at| at.start);
        (v != 0.0).then(|| Instead { path: self.path.clone(), at, value: self.text(v) })
    }
}

/// Whole numbers with a wider range than this are left as they are.
const MANY: f64 = 12.0;

/// All inputs of the design in its case that may move, in order of path; and the paths of those with a range that cannot move. `money`:
/// whether a price can change what was measured.
pub(super) fn inputs(
    sources: &dyn Sources,
    request: &Request,
    scenario: &Scenario,
    model: &Model,
    money: bool,
) -> (Vec<Free>, Vec<String>) {
    let Some(own) = super::own(scenario, request) else { return Default::default() };
    let design = format!("design.{}.", quoted(&model.design.key));
    let path = |user: &String| match user.strip_prefix("design.") {
        None => Some(user.clone()),
        Some(_) => user.strip_prefix(&design).map(str::to_owned),
    };
    let of_money = |path: &String| path.starts_with("costs.") || path.split('.').any(|key| key == "pay");
    let of = |one: &Assumption| {
        let paths: Vec<String> = one.users.iter().filter_map(path).collect();
        let idle = !money && paths.iter().all(of_money);
        if idle || paths.is_empty() { None } else { Free::of(one, own) }
    };
    let mut all: Vec<Free> = scenario.compiled.assumptions.iter().filter_map(of).collect();
    // What types that are like another take from it stands in one place: it is called by its path there.
    let file = parse(&scenario.files, own, &mut Diagnostics::default());
    let stands = |one: &Free| {
        let there = file.at_path(&split_path(&one.path)).map(|node| node.place.span.start);
        there.is_some() && there == one.at.as_ref().map(|at| at.start)
    };
    all.sort_by_key(|one| !stands(one));
    let mut places = BTreeSet::new();
    all.retain(|one| one.at.as_ref().is_none_or(|at| places.insert(at.start)));
    all.sort_by(|a, b| a.path.cmp(&b.path));
    let wholes: Vec<Option<Free>> = all.iter().map(Free::as_whole).collect();
    let both = |(one, whole): (&Free, &Option<Free>)| {
        [each(one, &probes(one)), whole.as_ref().map_or_else(Vec::new, |whole| each(whole, &whole.steps()))]
    };
    let probes: Vec<[Vec<Vec<Instead>>; 2]> = all.iter().zip(&wholes).map(both).collect();
    let points: Vec<Vec<Instead>> = probes.iter().flatten().flatten().cloned().collect();
    let (design, case) = (&model.design.key, &model.case.key);
    let asked = InsteadOf { sets: &request.sets, design, case, points: &points };
    let mut fits = instead(sources, &request.file, asked).into_iter().map(|model| model.is_ok());
    let (mut free, mut left_out) = (Vec::new(), Vec::new());
    for ((one, whole), [parts, steps]) in all.into_iter().zip(wholes).zip(&probes) {
        let mut all_fit = |tried: &Vec<Vec<Instead>>| tried.iter().filter(|_| fits.next() == Some(false)).count() == 0;
        let (by_parts, by_steps) = (all_fit(parts), all_fit(steps));
        match whole.filter(|_| by_steps) {
            _ if by_parts => free.push(one),
            Some(whole) => free.push(whole),
            None => left_out.push(one.path),
        }
    }
    (free, left_out)
}

/// Both ends and something between them: a number that has to be whole cannot move by small steps.
fn probes(one: &Free) -> Vec<f64> {
    let [low, high] = one.bounds();
    [low, high, 0.37 * low, 0.37 * high].into_iter().filter(|v| *v != 0.0).collect()
}

/// The file with each of these values of an input.
fn each(one: &Free, vs: &[f64]) -> Vec<Vec<Instead>> {
    vs.iter().map(|v| one.instead(*v).into_iter().collect()).collect()
}

/// A key as it stands in a path.
fn quoted(key: &str) -> String {
    if key.contains('.') { format!("\"{key}\"") } else { key.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceMap;

    fn free(low: &str, likely: &str, high: &str) -> Free {
        let [value, low, high] = [likely, low, high].map(str::to_owned);
        let one = Assumption {
            path: "contact.a.x".to_owned(),
            value,
            low: Some(low),
            high: Some(high),
            other: None,
            source: None,
            given: true,
            promise: None,
            users: Vec::new(),
            place: None,
            ends_at: None,
        };
        Free::of(&one, SourceMap::default().add("a.toml", "")).unwrap()
    }

    #[test]
    fn values_go_from_end_to_end_and_stay_what_they_are() {
        for (low, likely, high, wanted) in [
            ("120 s", "210 s", "480 s", ["120 s", "210 s", "480 s"]),
            ("0.2", "0.4", "0.6", ["0.2", "0.4", "0.6"]),
            ("0", "0.1", "1", ["0", "0.1", "1"]),
            ("4", "6", "9", ["4", "6", "9"]),
            ("1 min", "90 s", "5 min", ["60 s", "90 s", "300 s"]),
            ("20 %", "30 %", "40 %", ["0.2", "30 %", "0.4"]),
        ] {
            let one = free(low, likely, high);
            let [from, to] = one.bounds();
            assert!(from >= -1.0 - 1e-12 && to <= 1.0 + 1e-12 && (from + 1.0).min(1.0 - to) < 1e-12, "{from} {to}");
            assert_eq!([from, 0.0, to].map(|v| one.text(v)), wanted);
            assert!(one.instead(0.0).is_none() && one.steps().is_empty());
        }
        assert_eq!(free("4", "6", "9").text(0.3), "6.776");
        let open = free("2", "4", "4").as_whole().unwrap();
        let steps = open.steps();
        assert_eq!(steps.iter().map(|v| open.text(*v)).collect::<Vec<_>>(), ["2", "3", "4"]);
        assert_eq!((steps[0], steps[2], &open.text(-0.6)[..]), (-1.0, 0.0, "3"));
        assert!(free("4", "6.5", "9").as_whole().is_none() && free("1 s", "2 s", "3 s").as_whole().is_none());
        assert_eq!(Free::toml("6.776"), "6.776");
        assert_eq!(Free::toml("210 s"), "\"210 s\"");
    }
}
