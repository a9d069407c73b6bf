//! Whether the parts of scores are figures that the designs have.

use super::scores::PartPlaces;
use crate::catalogue::{KPIS, NoPart, Unit, can_be_part, find, given_for};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::model::{Model, ScoreOf};
use crate::say;

/// Reports every part that no design can have, and every part that is wrong in itself, once. `places`: by score, the
/// same in all models.
pub(crate) fn check(models: &[Model], places: &[PartPlaces], out: &mut Diagnostics) {
    let mut seen: Vec<(&str, usize)> = Vec::new();
    for model in models {
        for (number, score) in model.scores.iter().enumerate() {
            let name = &score.label.key[..];
            for (at, part) in score.parts.iter().enumerate() {
                let ScoreOf::Figure { kpi, subject, marks } = &part.what else { continue };
                let found = can_be_part(model, kpi, subject, marks.as_ref());
                let elsewhere = || models.iter().any(|other| can_be_part(other, kpi, subject, marks.as_ref()).is_ok());
                let Err(why) = found else { continue };
                // What only some designs have, only they have a score of.
                if seen.contains(&(name, at)) || (why == NoPart::Subject && elsewhere()) {
                    continue;
                }
                seen.push((name, at));
                out.push(diagnostic(model, (kpi, subject), why, &places[number][at]));
            }
        }
    }
}

fn diagnostic(
    model: &Model,
    (kpi, subject): (&str, &str),
    why: NoPart,
    (of_kpi, of_whom): &(Option<Place>, Option<Place>),
) -> Diagnostic {
    let (of_kpi, of_whom) = (of_kpi.as_ref(), of_whom.as_ref());
    let error = |code, place: Option<&Place>, message: Text| match place {
        Some(place) => Diagnostic::error(code, place, message),
        None => Diagnostic::error_at_large(code, message),
    };
    match why {
        NoPart::Kpi => {
            let known: Vec<&str> = KPIS.iter().map(|kpi| kpi.key).collect();
            error(Code::UnknownFigure, of_kpi, say!("there is no figure `{kpi}`", "没有叫 `{kpi}` 的指标"))
                .near_or_list(kpi, &known)
        }
        NoPart::Score => error(Code::Misplaced, of_kpi, say!("a score cannot be made of scores", "评分不能由评分构成"))
            .help(say!("write its parts here", "请把它的各部分写在这里")),
        NoPart::Percentile => error(
            Code::Misplaced,
            of_kpi,
            say!("a score cannot be made of the percentile `{kpi}`", "评分不能由分位数 `{kpi}` 构成"),
        )
        .help(say!(
            "take a mean or a share within a time, such as answered_3min",
            "请用均值或时限内占比，例如 answered_3min"
        )),
        NoPart::Subject => {
            let known = find(kpi).map_or_else(Vec::new, |kpi| given_for(kpi, model));
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let diagnostic = error(
                Code::UnknownSubject,
                of_whom.or(of_kpi),
                say!("`{kpi}` is not given for `{subject}`", "`{kpi}` 没有 `{subject}` 的数"),
            );
            match find(kpi).and_then(|kpi| super::to_count(kpi, model)) {
                Some(help) => diagnostic.help(help),
                None => diagnostic.near_or_list(subject, &known),
            }
        }
        NoPart::Worth(unit) => {
            let points = example(unit);
            let why = say!("`{kpi}` is not a share: what is it worth?", "`{kpi}` 不是比例：怎样折算成得分？");
            error(Code::Missing, of_kpi, why).help(say!("add points = {{ {points} }}", "请加 points = {{ {points} }}"))
        }
        NoPart::Lower => {
            let why = say!("less of `{kpi}` is better: what is it worth?", "`{kpi}` 越低越好：怎样折算成得分？");
            error(Code::Missing, of_kpi, why).help(say!(
                "such as points = {{ \"0 %\" = 1, \"100 %\" = 0 }}",
                "例如 points = {{ \"0 %\" = 1, \"100 %\" = 0 }}"
            ))
        }
        NoPart::Points(unit) => {
            let points = example(unit);
            let why = say!("the points of `{kpi}` are in another unit than it is", "`{kpi}` 的 points 与它的单位不同");
            error(Code::Unit, of_kpi, why).help(say!("such as points = {{ {points} }}", "例如 points = {{ {points} }}"))
        }
    }
}

fn example(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "\"80 %\" = 0, \"95 %\" = 1",
        Unit::Seconds => "\"30 s\" = 1, \"3 min\" = 0",
        Unit::Hours => "\"12 h\" = 1, \"48 h\" = 0",
        _ => "0 = 1, 100 = 0",
    }
}
