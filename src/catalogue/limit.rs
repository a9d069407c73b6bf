//! Service levels at a limit of time that is counted: how they are counted, what their keys are and how they are called.

use super::counter::LimitCounter as L;
use super::kpi::{Counter, Estimator, Linear};
use super::rows::Row;
use crate::model::Lang;
use crate::time::SimDuration;

/// Rows that are also given at any limit that is counted.
pub(super) const LEVELS: [Row; 4] =
    [Row::ServiceLevel, Row::ServiceLevelOffered, Row::ServiceLevelAnswered, Row::ServiceLevelShortOk];

const IN_TIME: Linear = &[(Counter::Limit(L::InTime), 1.0)];
const OFFERED: Linear = &[(Counter::Limit(L::Offered), 1.0)];
const ACCEPTED: Linear = &[(Counter::Limit(L::Accepted), 1.0)];
const ON_LINE: Linear = &[(Counter::Limit(L::OnLine), 1.0)];
const ON_LINE_LESS_SHORT: Linear = &[(Counter::Limit(L::OnLine), 1.0), (Counter::Limit(L::AbandonedInLimit), -1.0)];
const SHORT: Linear = &[(Counter::Limit(L::InTime), 1.0), (Counter::Limit(L::AbandonedInLimit), 1.0)];

/// How a row of [`LEVELS`] is counted at a limit: what it is at the target's, by the counters of the limit.
pub(super) fn estimator(of: Row) -> Estimator {
    match of {
        Row::ServiceLevelOffered => Estimator::Ratio(IN_TIME, OFFERED),
        Row::ServiceLevelAnswered => Estimator::Ratio(IN_TIME, ACCEPTED),
        Row::ServiceLevelShortOk => Estimator::Ratio(SHORT, ON_LINE),
        _ => Estimator::Ratio(IN_TIME, ON_LINE_LESS_SHORT),
    }
}

/// Reads the end of a key: `60s`, `3min`, `1h`.
pub(super) fn parse(text: &str) -> Option<SimDuration> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let unit = match &text[digits.len()..] {
        "s" => 1.0,
        "min" => 60.0,
        "h" => 3600.0,
        _ => return None,
    };
    let plain =
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let seconds = digits.parse::<f64>().ok().filter(|_| plain)? * unit;
    (seconds < 1e9).then(|| SimDuration::from_seconds(seconds))
}

/// The key of a row at a limit: `service_level_60s`.
pub(super) fn key(of: Row, limit: SimDuration) -> String {
    format!("{}_{}s", of.kpi().key, limit.seconds())
}

/// The name of a row, at a limit.
pub(super) fn named(name: &str, limit: SimDuration, lang: Lang) -> String {
    let limit = shown(limit, lang);
    match lang {
        Lang::En => name.replacen("service level", &format!("service level within {limit}"), 1),
        Lang::Zh => format!("{limit}{name}"),
    }
}

/// The definition of a row, at a limit.
pub(super) fn defined(definition: &str, limit: SimDuration, lang: Lang) -> String {
    let limit = shown(limit, lang);
    match lang {
        Lang::En => format!(
            "The limit is {limit}. Of a type with a target of this limit, it is that target's figure; of teams, of all and of other \
             types it is until what each type's first target says, in its window (without a target: until accepted). \
             {definition} Of a team: whom it took up, and of those who left unanswered the \
             ones whose type tries it first."
        ),
        Lang::Zh => {
            format!(
                "时限统一为 {limit}。类型自己有这个时限的目标时，按该目标算；小组、全店和其他类型，一律按各类型第一个目标的口径（到接入还是首响、考核时段；没有目标的算到接入）。{definition}小组的：由该组接起的，加上未获接待就离开、而其类型首先找该组的。"
            )
        }
    }
}

/// `60 s`, `3 min`, `4 h`.
fn shown(limit: SimDuration, lang: Lang) -> String {
    let seconds = limit.seconds();
    let (number, en, zh) = if seconds > 7200.0 && seconds % 3600.0 == 0.0 {
        (seconds / 3600.0, "h", "小时")
    } else if seconds > 120.0 && seconds % 60.0 == 0.0 {
        (seconds / 60.0, "min", "分钟")
    } else {
        (seconds, "s", "秒")
    };
    format!("{number} {}", if lang == Lang::Zh { zh } else { en })
}
