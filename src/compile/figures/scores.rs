//! Scores: composites of figures with weights, as they are written. `score_parts` finds out whether a figure is one, and is
//! given for somebody.

use crate::compile::laws::label;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Marks, Measure, Score, ScoreOf, ScorePart};
use crate::say;
use crate::scenario::schema::{ScorePartText, ScoreText, Worth};
use crate::scenario::text::document::Node;
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, Names, Read};

/// The scores that the file gives: they are the same in all its designs and cases.
#[derive(Clone, Debug, Default)]
pub(crate) struct FileScores {
    /// In order of name.
    pub scores: Vec<Score>,
    /// By score, so that what is no figure can be shown; `None`: something is wrong in one, and was reported.
    pub places: Option<Vec<PartPlaces>>,
}

/// By part of a score: where its `kpi`, and where its `of` stands.
pub(crate) type PartPlaces = Vec<(Option<Place>, Option<Place>)>;

/// Reads the scores of a file.
pub(crate) fn scores(root: &Node, out: &mut Diagnostics) -> FileScores {
    let before = out.reported();
    let texts = root.get("score").and_then(|node| Names::<ScoreText>::read(node, out)).unwrap_or_default();
    // Parts that could not be read were reported, and are none here.
    let all_read = out.reported() == before;
    let scores = texts.iter().map(|(name, entry, text)| score((name, &entry.key), text, all_read, out)).collect();
    let place = |text: &Option<At<String>>| text.as_ref().map(|text| text.place.clone());
    let of_part = |part: &At<ScorePartText>| (place(&part.value.kpi), place(&part.value.of));
    let places = || texts.iter().map(|(_, _, text)| text.parts.iter().map(of_part).collect()).collect();
    FileScores { scores, places: (out.reported() == before).then(places) }
}

fn score((name, key): (&str, &Place), text: &ScoreText, all_read: bool, out: &mut Diagnostics) -> Score {
    let parts: Vec<ScorePart> = text.parts.iter().filter_map(|text| part(text, out)).collect();
    let unread = text.parts.is_empty() && !all_read;
    if !unread && !text.parts.iter().any(|part| part.value.kpi.is_some()) {
        let why = say!("score `{name}` has no part with a figure", "评分 `{name}` 没有任何由指标构成的部分");
        out.push(Diagnostic::error(Code::Missing, key, why).help(say!(
            "for example parts = [{{ weight = 0.6, kpi = \"first_contact_resolution\" }}, {{ weight = 0.4, fixed = 0.96 }}]",
            "例如 parts = [{{ weight = 0.6, kpi = \"first_contact_resolution\" }}, {{ weight = 0.4, fixed = 0.96 }}]"
        )));
    }
    one_scale(text, out);
    let sum: f64 = text.parts.iter().map(|part| part.value.weight.value.0).sum();
    if (sum - 1.0).abs() > 1e-9 && !text.parts.is_empty() {
        let percent = (sum * 1e4).round() / 100.0;
        let why = say!(
            "the weights of score `{name}` sum to {percent} %: is a part missing?",
            "评分 `{name}` 的权重合计 {percent}%：是否漏了一项？"
        );
        out.push(Diagnostic::warning(Code::Weights, key, why));
    }
    Score { label: label(name, text.name.as_ref()), parts }
}

fn part(text: &At<ScorePartText>, out: &mut Diagnostics) -> Option<ScorePart> {
    let At { value: part, place } = text;
    if part.points.is_empty() && text.writes("points") {
        let why = say!("`points` is empty: what are values worth?", "`points` 是空的：各个值折算成多少分？");
        out.push(Diagnostic::error(Code::Missing, place, why));
    }
    let weight = part.weight.value.0;
    let what = match (&part.fixed, &part.kpi) {
        (Some(fixed), None) => {
            let of = part.of.as_ref().map(|of| ("of", &of.place));
            let points = part.points.iter().next().map(|(_, entry, _)| ("points", &entry.key));
            for (key, place) in [of, points].into_iter().flatten() {
                let why =
                    say!("`{key}` belongs to a `kpi`, not to a fixed number", "`{key}` 与 `kpi` 同用，不用于固定值");
                out.push(Diagnostic::error(Code::Misplaced, place, why));
            }
            ScoreOf::Fixed { label: part.name.as_ref().map(|name| label("", Some(name))), worth: fixed.value.0 }
        }
        (None, Some(kpi)) => ScoreOf::Figure {
            kpi: kpi.value.clone(),
            subject: part.of.as_ref().map_or_else(|| "all".to_owned(), |of| of.value.clone()),
            marks: marks(&part.points, out),
        },
        (Some(fixed), Some(kpi)) => {
            let why = say!(
                "a part is a figure or a fixed number, not both",
                "每一部分要么是指标，要么是固定值，不能两者都写"
            );
            return out
                .reject(Diagnostic::error(Code::Twice, &fixed.place, why).also(&kpi.place, say!("here", "在这里")));
        }
        (None, None) => {
            let why = say!("a part needs a `kpi` or a `fixed` number", "每一部分要写 `kpi` 或 `fixed`");
            return out.reject(Diagnostic::error(Code::Missing, place, why));
        }
    };
    Some(ScorePart { weight, what })
}

/// What values are worth. All of them durations, or shares, or numbers.
fn marks(points: &Names<Worth>, out: &mut Diagnostics) -> Option<Marks> {
    let mut found: Vec<(f64, f64, Measure, &Place)> = Vec::new();
    for (called, entry, worth) in points.iter() {
        let (value, of) = match value(called) {
            Ok(read) => read,
            Err(why) => {
                out.push(Diagnostic::error(Code::Unit, &entry.key, why));
                continue;
            }
        };
        if let Some((.., other)) = found.iter().find(|(x, ..)| *x == value) {
            let twice = say!("this value has a worth already", "这个值已经写过");
            out.push(Diagnostic::error(Code::Twice, &entry.key, twice).also(other, say!("here", "在这里")));
            continue;
        }
        if let Some((.., other)) = found.iter().find(|(_, _, before, _)| *before != of) {
            let why = say!("\"{called}\" is in another unit than the other points", "“{called}”与其他各点单位不同");
            out.push(Diagnostic::error(Code::Unit, &entry.key, why).also(other, say!("such as this", "例如这一点")));
            continue;
        }
        found.push((value, worth.0, of, &entry.key));
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    match &found[..] {
        [] => None,
        [(.., place)] => {
            let why = say!("one point is nothing to go by: write two or more", "只有一个点无法换算：至少写两个");
            out.reject(Diagnostic::error(Code::Missing, place, why))
        }
        [(_, _, of, _), ..] => Some(Marks { of: *of, points: found.iter().map(|(x, y, ..)| (*x, *y)).collect() }),
    }
}

/// `"30 s"`, `"95 %"` or `"3"`.
fn value(text: &str) -> Result<(f64, Measure), crate::diagnostic::Text> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>()
        && number.is_finite()
    {
        return Ok((number, Measure::Number));
    }
    if text.ends_with(['%', '％']) {
        return quantity::share(text).map(|share| (share, Measure::Share));
    }
    quantity::duration(text).map(|seconds| (seconds, Measure::Duration))
}

/// A share is worth 1 at most; whatever stands beside one must be on its scale.
fn one_scale(text: &ScoreText, out: &mut Diagnostics) {
    let is_share = |part: &&At<ScorePartText>| part.value.kpi.is_some() && part.value.points.is_empty();
    let Some(share) = text.parts.iter().find(is_share).and_then(|part| part.value.kpi.as_ref()) else { return };
    for part in &text.parts {
        let fixed = part.value.fixed.iter().map(|fixed| (fixed.value.0, &fixed.place));
        let points = part.value.points.iter().map(|(_, entry, worth)| (worth.0, &entry.place));
        for (worth, place) in fixed.chain(points).filter(|(worth, _)| *worth > 1.0) {
            let percent = worth / 100.0;
            let why =
                say!("{worth} stands beside a figure that is worth 1 at most", "{worth} 与最高为 1 的指标不在同一尺度");
            out.push(
                Diagnostic::error(Code::Share, place, why)
                    .also(&share.place, say!("this one, unless it has `points`", "即这一项（除非写了 `points`）"))
                    .help(say!("write {percent} or \"{worth} %\"", "请写 {percent} 或 \"{worth}%\"")),
            );
        }
    }
}
