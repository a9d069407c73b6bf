//! The sentence that reports print of a KPI; of a score, what it is made of.

use super::id::{KpiId, find};
use super::kpi::Kpi;
use super::limit;
use super::subject::Subject;
use crate::model::{Lang, Marks, Measure, Model, Score, ScoreOf};
use std::borrow::Cow;

impl KpiId {
    /// The sentence that reports print, in a language.
    pub fn definition(self, model: &Model, lang: Lang) -> Cow<'static, str> {
        match self {
            Self::Score(n) => formula(model, &model.scores[n], lang).into(),
            Self::Percentile { percent, .. } => percent.in_place_of_90(self.row().definition(lang)).into(),
            Self::Within { limit, .. } => limit::defined(self.row().definition(lang), limit, lang).into(),
            Self::Row(_) | Self::Saving(_) => self.row().definition(lang).into(),
        }
    }
}

/// Name and definition of a row under the key that was asked for, which may be that of a percentile without a row of its own, or
/// of a service level at a limit.
pub fn under_key(key: &str, row: &'static Kpi, lang: Lang) -> [Cow<'static, str>; 2] {
    let texts = [row.name(lang), row.definition(lang)];
    match find(key) {
        Some(KpiId::Percentile { percent, .. }) => texts.map(|text| percent.in_place_of_90(text).into()),
        Some(KpiId::Within { limit, .. }) => {
            [limit::named(texts[0], limit, lang).into(), limit::defined(texts[1], limit, lang).into()]
        }
        _ => texts.map(Cow::Borrowed),
    }
}

/// `0.4 × 0.96 (name) + 0.6 × first contact resolution, after-sale`.
fn formula(model: &Model, score: &Score, lang: Lang) -> String {
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
