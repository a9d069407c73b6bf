//! Scores: KPIs that a scenario declares, each a sum of weight × worth of other KPIs.

use super::evaluate::Evaluator;
use super::subject::{Part, Subject};
use crate::catalogue::{Better, Estimator, KPIS, Kpi, SHOP, Unit, find, lasting};
use crate::model::{Lang, Marks, Measure, Model, Score, ScoreOf};
use crate::stats::Sample;

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
    definition_en: "As declared in [score.NAME]: the sum of weight × worth over its parts; a part is a KPI of somebody (a share is its own worth, anything else by points) or a fixed number.",
    definition_zh: "按 [score.NAME] 的声明：各部分“权重 × 得分”之和；每部分是某对象的一个指标（比例直接计，其他按 points 换算）或固定值。",
};

/// The KPIs of a model: those of the catalogue, then its scores.
pub fn kpis(model: &Model) -> Vec<Kpi> {
    KPIS.iter().copied().chain((0..model.scores.len()).map(|n| of_score(model, n))).collect()
}

/// Finds a KPI by key, a score of the model among them.
pub fn find_in(key: &str, model: &Model) -> Option<Kpi> {
    let Some(name) = key.strip_prefix(PREFIX) else { return find(key) };
    model.scores.iter().position(|score| score.label.key == name).map(|n| of_score(model, n))
}

fn of_score(model: &Model, n: usize) -> Kpi {
    let score = &model.scores[n];
    Kpi {
        key: lasting(format!("{PREFIX}{}", score.label.key)),
        en: lasting(score.label.en.clone()),
        zh: lasting(score.label.zh.clone()),
        unit: if score.is_share() { Unit::Share } else { Unit::Number },
        estimator: Estimator::Score(n),
        definition_en: lasting(formula(model, score, Lang::En)),
        definition_zh: lasting(formula(model, score, Lang::Zh)),
        ..ANY_SCORE
    }
}

/// `0.4 × 0.96 (name) + 0.6 × first contact resolution, after-sale`.
fn formula(model: &Model, score: &Score, lang: Lang) -> String {
    let of_whom = |kpi: &str, subject: &str| {
        let name = find(kpi).map_or(kpi, |kpi| kpi.name(lang));
        let whom = Subject::parse(subject, model).filter(|(subject, _)| *subject != Subject::All);
        match (whom, lang) {
            (None, _) => name.to_owned(),
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
    if matches!(kpi.estimator, Estimator::Percentile(_)) {
        return Err(NoPart::Percentile);
    }
    let (whom, part) = Subject::parse(subject, model).ok_or(NoPart::Subject)?;
    if !Evaluator::applies(model, &kpi, part, whom) {
        return Err(NoPart::Subject);
    }
    let wanted = match kpi.unit {
        Unit::Share => Measure::Share,
        Unit::Seconds | Unit::Hours => Measure::Duration,
        _ => Measure::Number,
    };
    match marks {
        None if kpi.unit != Unit::Share => Err(NoPart::Worth(kpi.unit)),
        None if kpi.better == Better::Lower => Err(NoPart::Lower),
        Some(marks) if marks.of != wanted => Err(NoPart::Points(kpi.unit)),
        _ => Ok(()),
    }
}

/// A score over replications (or days), from its parts; none where one of them is not given.
pub(super) fn sample(
    model: &Model,
    score: usize,
    of: impl Fn(&Kpi, Part, Subject) -> Option<Sample>,
) -> Option<Sample> {
    let mut constant = 0.0;
    let mut parts: Vec<(f64, Sample)> = Vec::new();
    for part in &model.scores[score].parts {
        match &part.what {
            ScoreOf::Fixed { worth, .. } => constant += part.weight * worth,
            ScoreOf::Figure { kpi, subject, marks } => {
                let kpi = find(kpi)?;
                let (whom, first) = Subject::parse(subject, model)?;
                let sample = of(&kpi, first, whom)?;
                let unit = if kpi.unit == Unit::Hours { 3600.0 } else { 1.0 };
                let (worth, slope) = marks.as_ref().map_or((sample.value, 1.0), |m| m.at(sample.value * unit));
                // The curve is a line near the estimate: its slope carries the estimate's error (delta method).
                let slope = if marks.is_some() { slope * unit } else { slope };
                constant += part.weight * (worth - slope * sample.value);
                parts.push((part.weight * slope, sample));
            }
        }
    }
    let parts: Vec<(f64, &Sample)> = parts.iter().map(|(weight, sample)| (*weight, sample)).collect();
    let (_, first) = parts.first()?;
    parts.iter().all(|(_, part)| part.n() == first.n()).then(|| Sample::weighted_sum(constant, &parts))
}
