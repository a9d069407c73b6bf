//! Scores: KPIs that a scenario declares, each a sum of weight × worth of other KPIs; what is said of any of them.

use super::kpi::{Better, Estimator, Kpi, Unit};
use super::lists::Topic;
use super::rows::SHOP;

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
