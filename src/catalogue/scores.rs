//! Scores: KPIs that a scenario declares, each a sum of weight × worth of other KPIs; what is said of them, and what they can be
//! made of.

use super::given::is_given;
use super::id::find;
use super::kpi::{Better, Estimator, Kpi, Unit};
use super::lists::Topic;
use super::rows::SHOP;
use super::subject::Subject;
use crate::model::{Lang, Marks, Measure, Model, Score, ScoreOf};

/// What the keys of scores begin with.
pub const PREFIX: &str = "score.";

/// Any score, to be explained where there is no scenario.
pub const ANY_SCORE: Kpi = Kpi {
    key: "score.NAME",
    en: "score",
    zh: "综合评分",
    unit: Unit::Share,
    better: Better::Higher,
    of: SHOP,
    estimator: Estimator::Score(0),
    first: None,
    about: Topic::Any,
    rest: None,
    on: &[],
    definition_en: "As declared in [score.NAME]: the sum of weight × worth over its parts; a part is a KPI of somebody (a share is its own worth, anything else by points) or a fixed number.",
    definition_zh: "按 [score.NAME] 的声明：各部分“权重 × 得分”之和；每部分是某对象的一个指标（比例直接计，其他按 points 换算）或固定值。",
};

/// `0.4 × 0.96 (name) + 0.6 × first contact resolution, after-sale`.
pub(super) fn formula(model: &Model, score: &Score, lang: Lang) -> String {
    let of_whom = |kpi: &str, subject: &str| {
        let name = find(kpi).map_or_else(|| kpi.into(), |kpi| kpi.name(model, lang));
        let whom = Subject::parse(subject, model).filter(|(subject, _)| *subject != Subject::All);
        match (whom, lang) {
            (None, _) => name.into_owned(),
            (Some((whom, part)), Lang::En) => format!("{name} of {}{}", whom.name(model, lang), part.suffix()),
            (Some((whom, part)), Lang::Zh) => format!("{}{}的{name}", whom.name(model, lang), part.suffix()),
        }
    };
    let part = |what: &ScoreOf| match what {
        ScoreOf::Fixed { label: None, worth } => worth.to_string(),
        ScoreOf::Fixed { label: Some(label), worth } => match lang {
            Lang::En => format!("{worth} ({}, fixed)", label.en),
            Lang::Zh => format!("{worth}（{}，固定值）", label.zh),
        },
        ScoreOf::Figure { kpi, subject, marks: None } => of_whom(kpi, subject),
        ScoreOf::Figure { kpi, subject, marks: Some(marks) } => {
            let points: Vec<String> =
                marks.points.iter().map(|(x, y)| format!("{} → {y}", shown(marks, *x, lang))).collect();
            match lang {
                Lang::En => format!("({}: {})", of_whom(kpi, subject), points.join(", ")),
                Lang::Zh => format!("（{}：{}）", of_whom(kpi, subject), points.join("，")),
            }
        }
    };
    let parts: Vec<String> = score.parts.iter().map(|p| format!("{} × {}", p.weight, part(&p.what))).collect();
    match lang {
        Lang::En => format!("{}.", parts.join(" + ")),
        Lang::Zh => format!("{}。", parts.join(" + ")),
    }
}

fn shown(marks: &Marks, x: f64, lang: Lang) -> String {
    match (marks.of, lang) {
        (Measure::Duration, Lang::En) => format!("{x} s"),
        (Measure::Duration, Lang::Zh) => format!("{x} 秒"),
        (Measure::Share, _) => format!("{} %", (x * 1e6).round() / 1e4),
        (Measure::Number, _) => x.to_string(),
    }
}

/// Why a part of a score cannot be one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum NoPart {
    /// There is no such KPI.
    Kpi,
    /// It is a score itself.
    Score,
    /// It is made of single waits, not of sums by replication.
    Percentile,
    /// There is nobody of this name, or the KPI is not given for them.
    Subject,
    /// It is no share, and nothing says what it is worth.
    Worth(Unit),
    /// Less of it is better, and nothing says what it is worth.
    Lower,
    /// The points are in another unit.
    Points(Unit),
}

/// Whether a KPI of a subject can be a part of a score of this model.
pub fn can_be_part(model: &Model, kpi: &str, subject: &str, marks: Option<&Marks>) -> Result<(), NoPart> {
    if kpi.starts_with(PREFIX) {
        return Err(NoPart::Score);
    }
    let kpi = find(kpi).ok_or(NoPart::Kpi)?;
    if matches!(kpi.estimator(), Estimator::Percentile(_)) {
        return Err(NoPart::Percentile);
    }
    let (whom, part) = Subject::parse(subject, model).ok_or(NoPart::Subject)?;
    if !is_given(model, kpi, part, whom) {
        return Err(NoPart::Subject);
    }
    let unit = kpi.unit(model);
    let wanted = match unit {
        Unit::Share => Measure::Share,
        Unit::Seconds | Unit::Hours => Measure::Duration,
        _ => Measure::Number,
    };
    match marks {
        None if unit != Unit::Share => Err(NoPart::Worth(unit)),
        None if kpi.better() == Better::Lower => Err(NoPart::Lower),
        Some(marks) if marks.of != wanted => Err(NoPart::Points(unit)),
        _ => Ok(()),
    }
}
