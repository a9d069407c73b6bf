//! Why targets are missed on the busiest dates of a study that was run: what was counted says when, and only these days are
//! simulated again, a few times.

use super::replicate::{Cancel, Progress};
use super::study::Arm;
use super::why::{About, Asking, Why, why, worst};
use crate::catalogue::{KpiId, Row, Subject};
use crate::measure::blame::{row_of, rows};
use crate::model::{ContactType, Model};
use std::ops::Range;

/// So many replications say why, at most.
pub const FEW: u64 = 4;

/// The stretches of the dates in focus that are short of what is promised by most, worst first: counted intervals. None where
/// nothing is promised, or the shape of the week was not asked for.
pub fn missed(arm: &Arm) -> Vec<Range<usize>> {
    let Some(profile) = &arm.profile else { return Vec::new() };
    let calendar = &arm.model.calendar;
    let (per_day, a_day) = (calendar.intervals_per_day(), rows(calendar));
    let mut short = vec![0.0; a_day * calendar.days as usize];
    for (id, kind) in arm.model.types.entries() {
        let columns = [Row::ServiceLevel, Row::Offered].map(|row| profile.column(KpiId::from(row), Subject::Type(id)));
        let ([Some(level), Some(offered)], Some(share)) = (columns, promised(kind)) else { continue };
        for (n, date) in profile.groups.focus().dates.iter().enumerate() {
            let mut of_type = vec![0.0; a_day];
            for (slot, group) in profile.groups.date(n).enumerate() {
                if let (Some(level), Some(offered)) = (profile.cell(group, level), profile.cell(group, offered)) {
                    of_type[row_of(calendar, slot)] += (share - level.mean) * offered.mean;
                }
            }
            let of_date = &mut short[date * a_day..][..a_day];
            of_date.iter_mut().zip(of_type).for_each(|(sum, short)| *sum += short.max(0.0));
        }
    }
    let intervals = |row: usize| row / a_day * per_day + row % a_day * (per_day / a_day);
    worst(&short, a_day).into_iter().map(|rows| intervals(rows.start)..intervals(rows.end)).collect()
}

fn promised(kind: &ContactType) -> Option<f64> {
    kind.speed.and_then(|speed| speed.share)
}

/// Why customers waited in these stretches of a model, worst first: each is simulated alone, from its first day on, after the warm-up
/// that the whole has. Only stretches of which every replication is whole are told; `None`: there are none.
pub fn why_in(
    asking: Asking<'_>,
    stretches: &[Range<usize>],
    progress: &dyn Progress,
    cancel: &dyn Cancel,
) -> Option<Why> {
    let Asking { model, seed, threads, .. } = asking;
    let replications = asking.replications.min(FEW);
    let mut all = Why { model: model.clone(), seed, replications, stopped: None, stretches: Vec::new() };
    for stretch in stretches {
        let (alone, within) = alone(model, stretch);
        let asking = Asking { model: &alone, seed, replications, threads };
        let stopped = match why(asking, &About::At(within), progress, cancel) {
            Ok(found) if found.stopped.is_none() => {
                all.stretches.extend(found.stretches.into_iter().map(|found| found.at(stretch.clone())));
                continue;
            }
            Ok(found) => found.stopped,
            Err(stopped) => Some(stopped),
        };
        all.stopped = stopped;
        break;
    }
    (!all.stretches.is_empty()).then_some(all)
}

/// The days of a stretch as a model of their own, and where it is in them.
fn alone(model: &Model, stretch: &Range<usize>) -> (Model, Range<usize>) {
    let per_day = model.calendar.intervals_per_day();
    let (first, last) = (stretch.start / per_day, (stretch.end - 1) / per_day);
    let alone = model.excerpt(first as i32, (last + 1 - first) as i32);
    (alone, stretch.start - first * per_day..stretch.end - first * per_day)
}
