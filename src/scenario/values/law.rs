//! Laws of a duration as they are written.

use super::documented::ValueKind;
use super::plain::{Clock, LONGEST, number};
use super::quantity;
use super::read::{Read, unknown_keys};
use super::survival::{self, Piece};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::time::SimDuration;
use statrs::function::gamma::gamma;

/// The names of laws.
pub const NAMES: [&str; 11] = [
    "fixed",
    "uniform",
    "exponential",
    "gamma",
    "erlang",
    "lognormal",
    "weibull",
    "mixture",
    "empirical",
    "hazard",
    "next",
];

/// A law, and what overrides made of it.
#[derive(Clone, PartialEq, Debug)]
pub struct LawText {
    /// As written.
    pub shape: Shape,
    /// A mean in seconds that replaces the law's own.
    pub mean: Option<f64>,
    /// Factor on the mean.
    pub times: f64,
    /// Seconds added to the mean after that.
    pub plus: f64,
}

/// The family and its parameters; times in seconds.
#[derive(Clone, PartialEq, Debug)]
pub enum Shape {
    /// `"none"`: never.
    Never,
    /// Always the same.
    Fixed(f64),
    /// Between two.
    Uniform(f64, f64),
    /// By mean.
    Exponential(Option<f64>),
    /// Mean and cv.
    Gamma(Option<f64>, f64),
    /// Mean and cv.
    LogNormal(Option<f64>, f64),
    /// Shape and mean.
    Weibull(Option<f64>, f64),
    /// Weights and laws.
    Mixture(Vec<(f64, LawText)>),
    /// Values.
    Empirical(Vec<f64>),
    /// What is left, in pieces: from quantiles, or from hazards.
    Survival(Vec<Piece>),
    /// Time of day, spread in seconds.
    Next(SimDuration, f64),
}

/// Whether a table is a law: one law's name, and nothing that belongs to other tables.
pub fn is_law(node: &Node) -> bool {
    let Some(table) = node.table() else { return false };
    let named = table.keys().filter(|k| NAMES.contains(&k.as_str())).count();
    named >= 1
        && table
            .keys()
            .all(|k| NAMES.contains(&k.as_str()) || ["mean", "times", "plus", "spread"].contains(&k.as_str()))
}

/// The keys of a law's table: its name with its parameters, and what may stand beside it.
pub fn entries() -> Vec<(&'static str, ValueKind)> {
    use ValueKind::{Clock, Duration, Entries, Number, Said};
    let file = [("file", ValueKind::Text), ("sheet", ValueKind::Text), ("column", ValueKind::Text)];
    let how = [("unit", ValueKind::Text), ("decimal", ValueKind::Text)];
    let quantiles = [("quantiles", ValueKind::names(Duration))].into_iter().chain(file).chain(how).collect();
    let by_cv = |long: &'static str, spread: &'static str| {
        Entries(vec![("mean", Duration), (long, Duration), ("cv", Number), (spread, Number)])
    };
    vec![
        ("fixed", Duration),
        ("uniform", Entries(vec![("low", Duration), ("high", Duration)])),
        ("exponential", Entries(vec![("mean", Duration)])),
        ("gamma", by_cv("scale", "shape")),
        ("erlang", Entries(vec![("mean", Duration), ("scale", Duration), ("stages", Number)])),
        ("lognormal", by_cv("median", "sigma")),
        ("weibull", by_cv("scale", "shape")),
        ("mixture", ValueKind::list(Entries(vec![("weight", Number), ("law", ValueKind::Any)]))),
        (
            "empirical",
            Said(
                ["values, quantiles, or a column of a file", "若干数值、分位数，或文件里的一列"],
                vec![ValueKind::list(Duration), Entries(quantiles)],
            ),
        ),
        ("hazard", ValueKind::list(Entries(vec![("until", Duration), ("per", Duration)]))),
        (
            "next",
            Said(
                ["the next time of day", "下一个这样的钟点"],
                vec![Clock, Entries(vec![("at", Clock), ("spread", Duration)])],
            ),
        ),
        ("mean", Duration),
        ("times", Number),
        ("plus", Duration),
        ("spread", Duration),
    ]
}

impl Read for LawText {
    fn kind() -> ValueKind {
        ValueKind::Law
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let plain = |shape| Some(Self { shape, mean: None, times: 1.0, plus: 0.0 });
        match &node.value {
            Value::Text(t) if t == "none" || t == "never" => plain(Shape::Never),
            Value::Table(table) if table.keys().any(|k| NAMES.contains(&k.as_str())) => {
                let shape = shape(node, out);
                let mean = seconds_at(node, "mean", out)?;
                let times = match table.get("times") {
                    Some(n) => number(n, out)?,
                    None => 1.0,
                };
                let plus = match table.get("plus").and_then(Node::text) {
                    Some(t) => quantity::duration(t).unwrap_or(0.0),
                    None => 0.0,
                };
                let law = Self { shape: shape?, mean, times, plus };
                match law.mean_seconds() {
                    None => out.reject(
                        Diagnostic::error(Code::Missing, &node.place, say!("this law has no mean", "这个分布没有均值"))
                            .help(say!(
                                "say how long it is on average, for example `mean = \"4 min\"`",
                                "请写明均值，例如 `mean = \"4 min\"`"
                            )),
                    ),
                    Some(m) if m < 0.0 => {
                        let place = table.get("plus").map_or(&node.place, |n| &n.place);
                        out.reject(Diagnostic::error(
                            Code::OutOfRange,
                            place,
                            say!("a mean of {m} s is negative", "均值 {m} 秒是负数"),
                        ))
                    }
                    // Not a number, too: `times` may have made it so.
                    Some(m) if m.is_nan() || m > LONGEST => out.reject(Diagnostic::error(
                        Code::OutOfRange,
                        &node.place,
                        say!("the mean of this law is longer than 100 years", "这个分布的均值超过一百年"),
                    )),
                    Some(_) => Some(law),
                }
            }
            Value::Table(table) => {
                let place = table.iter().next().map_or(&node.place, |(_, n)| n.named_place());
                let name = table.keys().next().map_or("", String::as_str);
                out.reject(
                    Diagnostic::error(Code::UnknownLaw, place, say!("unknown law `{name}`", "没有叫 `{name}` 的分布"))
                        .near_or_list(name, &NAMES),
                )
            }
            _ => SimDuration::read(node, out).and_then(|d| plain(Shape::Fixed(d.seconds()))),
        }
    }
}

impl LawText {
    /// The mean in seconds where it is known without special functions; none if none is given.
    pub fn mean_seconds(&self) -> Option<f64> {
        let own = match &self.shape {
            Shape::Never => Some(0.0),
            Shape::Fixed(x) => Some(*x),
            Shape::Uniform(a, b) => Some(f64::midpoint(*a, *b)),
            Shape::Exponential(m) | Shape::Gamma(m, _) | Shape::LogNormal(m, _) | Shape::Weibull(m, _) => *m,
            Shape::Mixture(parts) => parts
                .iter()
                .map(|(w, l)| l.mean_seconds().map(|m| w * m))
                .collect::<Option<Vec<_>>>()
                .map(|v| v.iter().sum()),
            Shape::Empirical(values) => Some(values.iter().sum::<f64>() / values.len().max(1) as f64),
            Shape::Survival(pieces) => Some(survival::mean(pieces)),
            Shape::Next(..) => Some(43_200.0),
        };
        self.mean.or(own).map(|m| m * self.times + self.plus)
    }
}

fn shape(node: &Node, out: &mut Diagnostics) -> Option<Shape> {
    let table = node.table()?;
    let spread = if table.contains_key("next") { &["spread"][..] } else { &[] };
    let beside = [&["mean", "times", "plus"][..], spread].concat();
    let names: Vec<_> = table.keys().filter(|k| NAMES.contains(&k.as_str())).collect();
    unknown_keys(node, &[&NAMES[..], &beside[..]].concat(), out);
    if let [first, second, ..] = names[..] {
        return out.reject(
            Diagnostic::error(
                Code::TwoLaws,
                table[second].named_place(),
                say!("two laws in one place: `{first}` and `{second}`", "一处写了两个分布：`{first}` 和 `{second}`"),
            )
            .help(say!("use `mixture` for one of several", "几个分布按比例混合请用 `mixture`")),
        );
    }
    let name = names.first()?.as_str();
    let inner = &table[name];
    match name {
        "fixed" => SimDuration::read(inner, out).map(|d| Shape::Fixed(d.seconds())),
        "uniform" => {
            keys(inner, &["low", "high"], out)?;
            let (low, high) = (need_seconds(inner, "low", out), need_seconds(inner, "high", out));
            let (low, high) = (low?, high?);
            if high < low {
                let place = &inner.get("high")?.place;
                return out.reject(Diagnostic::error(
                    Code::OutOfRange,
                    place,
                    say!("`high` is less than `low`", "`high` 小于 `low`"),
                ));
            }
            Some(Shape::Uniform(low, high))
        }
        "exponential" => {
            keys(inner, &["mean"], out)?;
            Some(Shape::Exponential(seconds_at(inner, "mean", out)?))
        }
        "gamma" | "lognormal" | "erlang" | "weibull" => two_parameters(name, inner, out),
        "mixture" => mixture(inner, out),
        "empirical" if inner.table().is_some() => {
            keys(inner, &["quantiles", "file", "sheet", "column", "unit", "decimal"], out)?;
            let Some(quantiles) = inner.get("quantiles") else { return wrong_list(inner, out) };
            survival::quantiles(quantiles, out).map(Shape::Survival)
        }
        "hazard" => survival::hazard(inner, out).map(Shape::Survival),
        "empirical" => {
            let Value::List(items) = &inner.value else { return wrong_list(inner, out) };
            let values: Vec<_> = items.iter().map(|i| SimDuration::read(i, out).map(SimDuration::seconds)).collect();
            let values = values.into_iter().collect::<Option<Vec<_>>>()?;
            if values.is_empty() { wrong_list(inner, out) } else { Some(Shape::Empirical(values)) }
        }
        "next" => {
            if inner.table().is_some() {
                keys(inner, &["at", "spread"], out)?;
                let at = Clock::read(inner.get("at")?, out)?;
                return Some(Shape::Next(at.0, seconds_at(inner, "spread", out)?.unwrap_or(0.0)));
            }
            let at = Clock::read(inner, out)?;
            Some(Shape::Next(at.0, seconds_at(node, "spread", out)?.unwrap_or(0.0)))
        }
        _ => None,
    }
}

/// A law of two parameters: how long (`mean`, or `scale` or `median`), and how spread (`cv`, or `shape`, `stages` or
/// `sigma`). One of each; a mean beside the law replaces its own.
fn two_parameters(name: &str, inner: &Node, out: &mut Diagnostics) -> Option<Shape> {
    let (long, spread): (&[&str], &[&str]) = match name {
        "gamma" | "weibull" => (&["mean", "scale"], &["cv", "shape"]),
        "erlang" => (&["mean", "scale"], &["stages"]),
        _ => (&["mean", "median"], &["cv", "sigma"]),
    };
    keys(inner, &[long, spread].concat(), out)?;
    let (long, spread) = (one_of(inner, long, out)?, one_of(inner, spread, out)?);
    let Some(spread) = spread else {
        let (what, example) = if name == "erlang" { ("`stages`", "stages = 3") } else { ("`cv`", "cv = 0.8") };
        return out.reject(
            Diagnostic::error(
                Code::Missing,
                inner.named_place(),
                say!("`{name}` lacks {what}", "`{name}` 缺少 {what}"),
            )
            .help(say!(
                "for example `{{ {name} = {{ mean = \"4 min\", {example} }} }}`",
                "例如 `{{ {name} = {{ mean = \"4 min\", {example} }} }}`"
            )),
        );
    };
    let x = positive(name, spread, inner.get(spread)?, out)?;
    let seconds = seconds_at(inner, long.unwrap_or("mean"), out)?;
    // The mean is so many times the other measure of length.
    let mean = |times: f64| seconds.map(|s| if long == Some("mean") { s } else { s * times });
    Some(match (name, spread) {
        ("lognormal", "sigma") => Shape::LogNormal(mean((x * x / 2.0).exp()), (x * x).exp_m1().sqrt()),
        ("lognormal", _) => Shape::LogNormal(mean((1.0 + x * x).sqrt()), x),
        ("weibull", _) => {
            let shape = if spread == "cv" { weibull_shape(x) } else { x };
            Shape::Weibull(mean(weibull_mean(shape)), shape)
        }
        (_, "cv") => Shape::Gamma(mean(1.0 / (x * x)), x),
        _ => Shape::Gamma(mean(x), 1.0 / x.sqrt()),
    })
}

/// Which of the keys is there, if any; two of them say the same thing twice.
#[expect(clippy::option_option, reason = "wrong, absent and given are three things")]
fn one_of<'a>(inner: &Node, keys: &[&'a str], out: &mut Diagnostics) -> Option<Option<&'a str>> {
    let given: Vec<&str> = keys.iter().copied().filter(|key| inner.get(key).is_some()).collect();
    match given[..] {
        [first, second, ..] => both(inner, first, second, out),
        _ => Some(given.first().copied()),
    }
}

fn both<T>(inner: &Node, first: &str, second: &str, out: &mut Diagnostics) -> Option<T> {
    let place = inner.get(second).map_or(inner.named_place(), Node::named_place);
    out.reject(
        Diagnostic::error(
            Code::SaidTwice,
            place,
            say!("`{first}` and `{second}` say the same of a law", "`{first}` 和 `{second}` 说的是分布的同一个量"),
        )
        .help(say!("leave one of them out", "请去掉其中一个")),
    )
}

/// A parameter within what can be drawn from.
fn positive(name: &str, key: &str, node: &Node, out: &mut Diagnostics) -> Option<f64> {
    let x = number(node, out)?;
    // Beyond these there is no law that a computer can draw from, and none that anybody measured.
    let (low, high) = match key {
        "cv" => (0.001, 100.0),
        "sigma" => (0.001, 3.0),
        "shape" if name == "weibull" => (0.05, 200.0),
        _ => (0.0001, 1e6),
    };
    if (low..=high).contains(&x) {
        return Some(x);
    }
    let text = if x > 0.0 {
        say!("`{key}` of `{name}` is from {low} to {high}", "`{name}` 的 `{key}` 在 {low} 到 {high} 之间")
    } else {
        say!("`{key}` must be above 0", "`{key}` 必须大于 0")
    };
    out.reject(Diagnostic::error(Code::OutOfRange, &node.place, text))
}

/// The shape at which a Weibull law has this cv: cv² + 1 = Γ(1 + 2/k) / Γ(1 + 1/k)², which falls in k. Bisection.
pub fn weibull_shape(cv: f64) -> f64 {
    let (mut low, mut high) = (0.05_f64, 200.0_f64);
    for _ in 0..200 {
        let k = (low * high).sqrt();
        let ratio = gamma(1.0 + 2.0 / k) / gamma(1.0 + 1.0 / k).powi(2);
        if ratio > cv * cv + 1.0 { low = k } else { high = k }
    }
    (low * high).sqrt()
}

/// The mean of a Weibull law of this shape, in units of its scale.
pub fn weibull_mean(shape: f64) -> f64 {
    gamma(1.0 + 1.0 / shape)
}

fn mixture(inner: &Node, out: &mut Diagnostics) -> Option<Shape> {
    let Value::List(items) = &inner.value else { return wrong_list(inner, out) };
    let mut parts = Vec::new();
    for item in items {
        keys(item, &["weight", "law"], out)?;
        let (weight, law) = (item.get("weight"), item.get("law"));
        let (Some(weight), Some(law)) = (weight, law) else {
            return out.reject(
                Diagnostic::error(
                    Code::Missing,
                    &item.place,
                    say!("a part of a mixture has a weight and a law", "混合分布的每一份要有权重和分布"),
                )
                .help(say!(
                    "for example `{{ weight = 0.4, law = {{ exponential = {{ mean = \"30 s\" }} }} }}`",
                    "例如 `{{ weight = 0.4, law = {{ exponential = {{ mean = \"30 s\" }} }} }}`"
                )),
            );
        };
        let (w, l) = (number(weight, out), LawText::read(law, out));
        let (w, l) = (w?, l?);
        if w < 0.0 {
            return out.reject(Diagnostic::error(
                Code::OutOfRange,
                &weight.place,
                say!("a weight is not negative", "权重不能是负数"),
            ));
        }
        parts.push((w, l));
    }
    let total: f64 = parts.iter().map(|p| p.0).sum();
    if total <= 0.0 {
        return out.reject(Diagnostic::error(
            Code::OutOfRange,
            &inner.place,
            say!("the weights sum to 0", "权重之和为 0"),
        ));
    }
    Some(Shape::Mixture(parts.into_iter().map(|(w, l)| (w / total, l)).collect()))
}

fn wrong_list<T>(node: &Node, out: &mut Diagnostics) -> Option<T> {
    out.reject(Diagnostic::error(
        Code::WrongType,
        &node.place,
        say!("a list with something in it is wanted", "这里要写非空的列表"),
    ))
}

fn keys(node: &Node, known: &[&str], out: &mut Diagnostics) -> Option<()> {
    if node.table().is_none() {
        let list = known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
        return out.reject(Diagnostic::error(
            Code::WrongType,
            &node.place,
            say!("a table is wanted here, with {list}", "这里要写表，键有 {list}"),
        ));
    }
    unknown_keys(node, known, out);
    Some(())
}

/// Seconds under a key; `None` if wrong, `Some(None)` if absent.
#[expect(clippy::option_option, reason = "wrong, absent and given are three things")]
fn seconds_at(node: &Node, key: &str, out: &mut Diagnostics) -> Option<Option<f64>> {
    match node.get(key) {
        None => Some(None),
        Some(n) => SimDuration::read(n, out).map(|d| Some(d.seconds())),
    }
}

fn need_seconds(node: &Node, key: &str, out: &mut Diagnostics) -> Option<f64> {
    let found = seconds_at(node, key, out)?;
    if found.is_none() {
        let text = say!("`{key}` is missing", "缺少 `{key}`");
        out.push(Diagnostic::error(Code::Missing, node.named_place(), text));
    }
    found
}
