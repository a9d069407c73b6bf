//! Limits of time at which service levels are counted of all types and teams: those of the file, and those of types with
//! several targets.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{ContactType, MOST_TIME_LIMITS, Model};
use crate::say;
use crate::scenario::schema::ReportText;
use crate::time::SimDuration;

/// The limits of one model, in order.
pub(crate) fn time_limits<'t>(
    report: Option<&ReportText>,
    types: impl Iterator<Item = &'t ContactType>,
    out: &mut Diagnostics,
) -> Vec<SimDuration> {
    let asked = report.map_or(&[][..], |report| &report.limits);
    if let Some(beyond) = asked.get(MOST_TIME_LIMITS) {
        let n = asked.len();
        out.push(Diagnostic::error(
            Code::TooLarge,
            &beyond.place,
            say!(
                "{n} limits of service levels: at most {MOST_TIME_LIMITS}",
                "服务水平的时限有 {n} 个：最多 {MOST_TIME_LIMITS} 个"
            ),
        ));
    }
    let of_targets = types.filter(|kind| !kind.more_speeds.is_empty()).flat_map(ContactType::speeds);
    sorted(asked.iter().take(MOST_TIME_LIMITS).map(|limit| limit.value).chain(of_targets.map(|target| target.limit)))
}

/// Tells every model the limits of all, so that designs are compared by the same.
pub(crate) fn share(models: &mut [Model]) {
    let all = sorted(models.iter().flat_map(|model| model.time_limits.iter().copied()));
    for model in models {
        model.time_limits.clone_from(&all);
    }
}

fn sorted(limits: impl Iterator<Item = SimDuration>) -> Vec<SimDuration> {
    let mut limits: Vec<SimDuration> = limits.collect();
    limits.sort_unstable();
    limits.dedup();
    limits
}
