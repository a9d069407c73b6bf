//! Figures that a file names: scores, what the shop measured, and the truths of a validation file.

pub(crate) mod measured;
pub(crate) mod score_parts;
pub(crate) mod scores;
pub(crate) mod time_limits;
pub(crate) mod topics;
pub(crate) mod truths;

use crate::catalogue::{KpiId, line_to_count};
use crate::diagnostic::Text;
use crate::model::Model;
use crate::say;

/// How a service level at a limit that nobody counts is asked for; none of other figures.
pub fn to_count(kpi: KpiId, model: &Model) -> Option<Text> {
    let line = line_to_count(kpi, model)?;
    Some(say!("its limit is not counted: under [report] write {line}", "没有统计这个时限：请在 [report] 下写 {line}"))
}
