//! What the shop's own export says of a design in a case: read, and found among the figures.

use crate::catalogue::{KpiId, Part, Subject, Unit, find_in, given_for, is_by_message, is_given, kpis};
use crate::compile::document::baseline::baseline;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text, nearest};
use crate::model::{Label, Model};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, wrong};

/// One figure of the shop's own export, as it is written.
#[derive(Debug)]
pub(crate) struct MeasuredText {
    /// Under which design and case.
    pub under: (usize, usize),
    /// Its path, such as `on_time.reship`.
    pub key: String,
    /// As it is written.
    pub value: Value,
    /// Where.
    pub place: Place,
    /// Where its key stands.
    pub key_place: Place,
}

/// A figure of the shop's own export.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Under which design and case.
    pub under: (usize, usize),
    /// What.
    pub kpi: KpiId,
    /// Of whom, in the model of that design and case.
    pub subject: Subject,
    /// Of all, first contacts or repeats.
    pub part: Part,
    /// The value, in the unit of the KPI.
    pub value: f64,
    /// What its last digit counts, as it is written.
    pub digit: f64,
    /// Half of its interval of 95 %, where it is given: `38 s ± 2 s`.
    pub error: Option<f64>,
}

/// Reads `[measured."design@case"]`.
pub(crate) fn measured(root: &Node, designs: &[&str], cases: &[Label], out: &mut Diagnostics) -> Vec<MeasuredText> {
    let mut found = Vec::new();
    for (pair, values) in root.get("measured").and_then(Node::table).into_iter().flatten() {
        let name = At { value: pair.clone(), place: values.named_place().clone() };
        let Some(under) = baseline(Some(&name), designs, cases, out) else { continue };
        if values.table().is_none() {
            wrong::<()>(values, &say!("a table of figures", "一组指标（表）"), out);
        }
        values.walk("", &mut |path, node| match &node.value {
            Value::Table(_) => (),
            Value::Text(_) | Value::Integer(_) | Value::Number(_) => found.push(MeasuredText {
                under,
                key: path.to_string(),
                value: node.value.clone(),
                place: node.place.clone(),
                key_place: node.named_place().clone(),
            }),
            _ => {
                wrong::<()>(node, &say!("a number", "数字"), out);
            }
        });
    }
    found
}

/// What is said as figures of the catalogue: `on_time.reship` is `on_time` of `contact:reship`. What is no figure is reported.
/// `model`: that of a design and case.
pub(crate) fn figures<'m>(
    said: &[MeasuredText],
    model: impl Fn((usize, usize)) -> Option<&'m Model>,
    out: &mut Diagnostics,
) -> Vec<Measured> {
    said.iter().filter_map(|said| figure(said, model(said.under)?, out)).collect()
}

fn figure(said: &MeasuredText, model: &Model, out: &mut Diagnostics) -> Option<Measured> {
    let key = &said.key;
    let Some((kpi, whom)) = split(key, model) else {
        let stem = key.split('.').next().unwrap_or_default();
        let known = || kpis(model).into_iter().map(|kpi| kpi.key(model));
        let near = [key.as_str(), stem].iter().find_map(|name| nearest(name, known()));
        let message = say!("there is no figure `{key}`", "没有叫 `{key}` 的指标");
        let diagnostic = Diagnostic::error(Code::UnknownFigure, &said.key_place, message);
        return out.reject(match near {
            Some(near) => diagnostic.label(say!("did you mean `{near}`?", "是不是想写 `{near}`？")),
            None => diagnostic.help(say!("`peakstaff explain` lists them", "`peakstaff explain` 列出全部")),
        });
    };
    let applies = |(subject, part): &(Subject, Part)| is_given(model, kpi, *part, *subject);
    let Some((subject, part)) = subjects(whom, model).into_iter().find(applies) else {
        let (figure, known) = (kpi.key(model), known(kpi, model));
        let message = match whom {
            "" => say!("`{figure}` is not given for the whole shop: of whom?", "`{figure}` 没有全店的数：是谁的？"),
            whom => say!("`{figure}` is not given for `{whom}`", "`{figure}` 没有 `{whom}` 的数"),
        };
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let error = |message| Diagnostic::error(Code::UnknownSubject, &said.key_place, message);
        return out.reject(match super::to_count(kpi, model) {
            Some(help) => error(say!("`{figure}` is not counted", "没有统计 `{figure}`")).help(help),
            None if known.is_empty() && is_by_message(kpi) && model.types.iter().all(|kind| kind.turns.is_none()) => {
                error(message).help(say!(
                    "it is given of chats by the message: write detail = \"message\" under [defaults.chat] or for the type",
                    "只有逐条消息模拟的会话才有：请在 [defaults.chat] 或该类型下写 detail = \"message\""
                ))
            }
            None => error(message).near_or_list(whom, &known),
        });
    };
    match reading(kpi.unit(model), &said.value) {
        Ok(Reading { value, digit, error }) => {
            Some(Measured { under: said.under, kpi, subject, part, value, digit, error })
        }
        Err(why) => out.reject(Diagnostic::error(Code::Unit, &said.place, why)),
    }
}

/// A key of the catalogue, which may hold dots itself, and the rest.
fn split<'a>(key: &'a str, model: &Model) -> Option<(KpiId, &'a str)> {
    let ends = std::iter::once(key.len()).chain(key.rmatch_indices('.').map(|(at, _)| at));
    ends.into_iter().find_map(|at| Some((find_in(&key[..at], model)?, key[at..].trim_start_matches('.'))))
}

/// Whom a name may mean: exactly as files name it, a contact type, a team, a stream; nobody: the whole shop.
fn subjects(whom: &str, model: &Model) -> Vec<(Subject, Part)> {
    if whom.is_empty() {
        return vec![(Subject::All, Part::Both)];
    }
    let names = ["", "contact:", "team:", "stream:"].map(|kind| format!("{kind}{whom}"));
    let whole = [format!("all.{whom}")];
    names.iter().chain(&whole).filter_map(|name| Subject::parse(name, model)).collect()
}

/// The names of those whom a figure is given for.
fn known(kpi: KpiId, model: &Model) -> Vec<String> {
    given_for(kpi, model).iter().map(|key| key.rsplit(':').next().unwrap_or_default().to_owned()).collect()
}

/// A figure as it was read off: in its unit.
struct Reading {
    value: f64,
    digit: f64,
    error: Option<f64>,
}

/// A value in the unit of its figure, with its error if that is said.
fn reading(unit: Unit, said: &Value) -> Result<Reading, Text> {
    let Value::Text(text) = said else {
        return Ok(Reading { value: value(unit, said)?, digit: digit(unit, said), error: None });
    };
    let Some((text, half)) = text.split_once('±') else {
        return Ok(Reading { value: value(unit, said)?, digit: digit(unit, said), error: None });
    };
    let (text, half) = (text.trim(), half.trim());
    // `38 ± 2 s`: the unit is said once.
    let said_once = half.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim();
    let bare = text.parse::<f64>().is_ok() && unit != Unit::Share;
    let whole = Value::Text(if bare { format!("{text} {said_once}").trim().to_owned() } else { text.to_owned() });
    let error = match unit {
        Unit::Share => points(half),
        _ => value(unit, &Value::Text(half.to_owned())),
    };
    let error = error.ok().filter(|half| *half > 0.0).ok_or_else(|| {
        say!(
            "\"± {half}\" is no error: write a number above 0 with the unit of the figure, such as \"38 s ± 2 s\" or \"91 % ± 1 pp\"",
            "\"± {half}\" 不是误差：请写大于 0 的数并带上指标的单位，例如 \"38 s ± 2 s\"、\"91 % ± 1 个百分点\""
        )
    })?;
    Ok(Reading { value: value(unit, &whole)?, digit: digit(unit, &whole), error: Some(error) })
}

/// The error of a share, in points: `1 pp`, `1 %`, `0.01`.
fn points(text: &str) -> Result<f64, Text> {
    let bare = ["pp", "个百分点", "百分点", "个点"].iter().find_map(|unit| text.strip_suffix(unit));
    bare.map_or_else(|| quantity::share(text), |number| quantity::share(&format!("{}%", number.trim())))
}

/// What the last digit of a number counts, in the unit of its figure. A share is told to the per cent at least.
fn digit(unit: Unit, said: &Value) -> f64 {
    let text = match said {
        Value::Text(text) => text.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Number(x) => x.to_string(),
        _ => String::new(),
    };
    let last: Vec<&str> =
        text.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|part| !part.is_empty()).collect();
    let decimals = last.last().and_then(|number| number.split_once('.')).map_or(0, |(_, after)| after.len());
    let one = 10_f64.powi(-(decimals as i32));
    let behind = last.last().and_then(|number| text.rsplit_once(number)).map_or("", |(_, unit)| unit.trim());
    let of_unit = |text: String| value(unit, &Value::Text(text)).ok();
    match unit {
        Unit::Share if behind.is_empty() => one.min(0.01),
        Unit::Share => one.min(1.0) / 100.0,
        Unit::Seconds | Unit::Hours | Unit::PerDay if !behind.is_empty() => {
            of_unit(format!("1 {behind}")).unwrap_or(1.0) * one
        }
        _ => one,
    }
}

/// A value in the unit of its figure.
fn value(unit: Unit, said: &Value) -> Result<f64, Text> {
    let plain = match said {
        Value::Integer(n) => Some(*n as f64),
        Value::Number(x) => Some(*x).filter(|x| x.is_finite()),
        Value::Text(text) => text.trim().parse().ok().filter(|x: &f64| x.is_finite()),
        _ => None,
    };
    let text = match said {
        Value::Text(text) => text.as_str(),
        _ => "",
    };
    let shown = plain.map_or_else(|| text.to_owned(), |x| x.to_string());
    match (unit, plain) {
        (Unit::Share, Some(x)) if (0.0..=1.0).contains(&x) => Ok(x),
        (Unit::Share, Some(x)) => {
            let share = x / 100.0;
            Err(say!("{x} is not a share: write {share} or \"{x} %\"", "{x} 不是比例：请写 {share} 或 \"{x}%\""))
        }
        (Unit::Share, None) => quantity::share(text).and_then(|x| value(unit, &Value::Number(x))),
        (Unit::Seconds | Unit::Hours, Some(_)) => Err(say!(
            "{shown} has no unit: write \"{shown} s\", \"{shown} min\" or \"{shown} h\"",
            "{shown} 没有单位：请写 \"{shown} s\"、\"{shown} min\" 或 \"{shown} h\""
        )),
        (Unit::Seconds, None) => quantity::duration(text),
        (Unit::Hours, None) => quantity::duration(text).map(|seconds| seconds / 3600.0),
        (Unit::PerDay, None) => quantity::per_day(text),
        (_, Some(x)) => Ok(x),
        (_, None) => Err(say!("\"{text}\" is not a number", "\"{text}\" 不是数字")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(unit: Unit, text: &str) -> (f64, f64, Option<f64>) {
        let Reading { value, digit, error } =
            reading(unit, &Value::Text(text.to_owned())).unwrap_or_else(|why| panic!("{text}: {}", why.en));
        let six = |x: f64| (x * 1e6).round() / 1e6;
        (six(value), six(digit), error.map(six))
    }

    #[test]
    fn figures_have_the_error_that_is_said_or_their_last_digit() {
        assert_eq!(read(Unit::Seconds, "38 s"), (38.0, 1.0, None));
        assert_eq!(read(Unit::Seconds, "38.5秒"), (38.5, 0.1, None));
        assert_eq!(read(Unit::Seconds, "6 min"), (360.0, 60.0, None));
        assert_eq!(read(Unit::Seconds, "1 min 30 s"), (90.0, 1.0, None));
        assert_eq!(read(Unit::Seconds, "38 s ± 2 s"), (38.0, 1.0, Some(2.0)));
        assert_eq!(read(Unit::Seconds, "38 ± 2 s"), (38.0, 1.0, Some(2.0)));
        assert_eq!(read(Unit::Hours, "6 h ± 30 min"), (6.0, 1.0, Some(0.5)));
        assert_eq!(read(Unit::Share, "91 %"), (0.91, 0.01, None));
        assert_eq!(read(Unit::Share, "91.2 % ± 1.5 pp"), (0.912, 0.001, Some(0.015)));
        assert_eq!(read(Unit::Share, "91% ± 1个百分点"), (0.91, 0.01, Some(0.01)));
        assert_eq!(read(Unit::Share, "0.9 ± 0.02"), (0.9, 0.01, Some(0.02)));
        assert_eq!(read(Unit::PerDay, "120 ± 5"), (120.0, 1.0, Some(5.0)));
        assert_eq!(read(Unit::PerDay, "12.5"), (12.5, 0.1, None));
        assert_eq!(read(Unit::Number, "3.25"), (3.25, 0.01, None));
        for wrong in ["38 s ± 0 s", "38 s ±", "38 s ± two", "38 s ± -1 s"] {
            assert!(reading(Unit::Seconds, &Value::Text(wrong.to_owned())).is_err(), "{wrong}");
        }
    }
}
