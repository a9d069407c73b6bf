//! Inputs that may move: values with a range, of the file or of the template, that the design in its case uses.

use crate::compile::{self, Assumption};
use crate::diagnostic::Place;
use crate::model::Model;
use crate::scenario::text::sources::Sources;
use crate::scenario::values::quantity;
use crate::session::{Request, Scenario};

/// An input that may move. Its place is told by `v`, in halves of its range: 0 is as it was.
#[derive(Clone, Debug)]
pub(super) struct Free {
    /// Where it stands.
    pub path: String,
    /// The file gives it.
    pub given: bool,
    /// Where it comes from, if anybody says so.
    pub source: Option<String>,
    /// Where it is written.
    pub place: Option<Place>,
    /// As it was.
    pub was: String,
    /// What it may be.
    pub range: [String; 2],
    /// What `PATH=VALUE` changes for this design.
    paths: Vec<String>,
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
    fn of(one: &Assumption, paths: Vec<String>) -> Option<Self> {
        let (low, high) = (one.low.as_ref()?, one.high.as_ref()?);
        if one.other.is_some() || one.promise.is_some() || paths.is_empty() {
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
        Some(Self {
            path: one.path.clone(),
            given: one.given,
            source: one.source.clone(),
            place: one.place.clone(),
            was: one.value.clone(),
            range: [low.clone(), high.clone()],
            paths,
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
        rounded(self.curve.back(self.curve.to(self.likely) + v * self.half)).clamp(low, high)
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

    /// `PATH=VALUE` for all that use it; none where it is as it was.
    pub fn set(&self, v: f64) -> Vec<String> {
        if v == 0.0 {
            return Vec::new();
        }
        let text = self.text(v);
        self.paths.iter().map(|path| format!("{path}={text}")).collect()
    }
}

/// All inputs of the design in its case that may move, in order of path; and the paths of those with a range that cannot move by
/// small steps. `money`: whether a price can change what was measured.
pub(super) fn inputs(
    sources: &dyn Sources,
    request: &Request,
    scenario: &Scenario,
    model: &Model,
    money: bool,
) -> (Vec<Free>, Vec<String>) {
    let own = format!("design.{}.", compile_key(&model.design.key));
    let path = |user: &String| match user.strip_prefix("design.") {
        None => Some(user.clone()),
        Some(_) => user.strip_prefix(&own).map(str::to_owned),
    };
    let of_money = |path: &String| path.starts_with("costs.") || path.split('.').any(|key| key == "pay");
    let of = |one: &Assumption| {
        let paths: Vec<String> = one.users.iter().filter_map(path).collect();
        let idle = !money && paths.iter().all(of_money);
        if idle { None } else { Free::of(one, paths) }
    };
    let all: Vec<Free> = scenario.compiled.assumptions.iter().filter_map(of).collect();
    // Both ends and something between them: a number that has to be whole cannot move by small steps.
    let probes = |one: &Free| {
        let [low, high] = one.bounds();
        [low, high, 0.37 * low, 0.37 * high].into_iter().filter(|v| *v != 0.0).collect::<Vec<f64>>()
    };
    let changes: Vec<Vec<String>> =
        all.iter().flat_map(|one| probes(one).into_iter().map(|v| one.set(v)).collect::<Vec<_>>()).collect();
    let (design, case) = (&model.design.key, &model.case.key);
    let asked = compile::Points { sets: &request.sets, design, case, changes: &changes };
    let mut fits = compile::fitting(sources, &request.file, asked).into_iter();
    let (mut free, mut left_out) = (Vec::new(), Vec::new());
    for one in all {
        let tried: Vec<bool> = probes(&one).iter().filter_map(|_| fits.next()).collect();
        if tried.iter().all(|fit| *fit) { free.push(one) } else { left_out.push(one.path) }
    }
    (free, left_out)
}

/// A key as it stands in a path.
fn compile_key(key: &str) -> String {
    if key.contains('.') { format!("\"{key}\"") } else { key.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        };
        Free::of(&one, vec!["contact.a.x".to_owned()]).unwrap()
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
            assert!(one.set(0.0).is_empty());
        }
        assert_eq!(free("4", "6", "9").text(0.3), "6.776");
        assert_eq!(Free::toml("6.776"), "6.776");
        assert_eq!(Free::toml("210 s"), "\"210 s\"");
    }
}
