//! Why targets are missed on the busiest dates of a study that was run: what was counted says when, and only these days are
//! simulated again, a few times.

use super::replicate::{Cancel, Progress};
use super::study::Arm;
use super::why::{About, Asking, Why, why, worst};
use crate::catalogue::{Promised, Row, Subject};
use crate::measure::blame::{row_of, rows};
use crate::model::{ContactType, Model};
use std::ops::Range;

/// So many replications say why, at most.
pub const FEW: u64 = 4;

/// The stretches of the dates in focus that are short of what is promised by most, worst first: counted intervals. None where
/// nothing is promised, or the shape of the week was not asked for.
pub fn missed(arm: &Arm) -> Vec<Range<usize>> {
    let Some(profile) = &arm.profile else { return Vec::new() };
    let a_day = rows(&arm.model.calendar);
    let mut short = vec![0.0; a_day * arm.model.calendar.days as usize];
    for (id, kind) in arm.model.types.entries() {
        let Some(share) = promised(kind) else { continue };
        let promise = Promised { kpi: Row::ServiceLevel.into(), of: id, share, speed: kind.speed };
        for (place, date) in profile.groups.focus().dates.iter().enumerate() {
            let Some(of_type) = short_on(arm, place, &promise) else { continue };
            let of_date = &mut short[date * a_day..][..a_day];
            of_date.iter_mut().zip(of_type).for_each(|(sum, short)| *sum += short);
        }
    }
    worst(&short, a_day).into_iter().map(|rows| intervals(arm, rows)).collect()
}

/// The stretch of a date in focus, by its place among them, that is short of a promise to a type by most: counted intervals. `None`: no
/// part of the date is short of it.
pub fn missed_on(arm: &Arm, place: usize, promise: &Promised) -> Option<Range<usize>> {
    let date = *arm.profile.as_ref()?.groups.focus().dates.get(place)?;
    let short = short_on(arm, place, promise)?;
    let a_day = short.len();
    let rows = worst(&short, a_day).into_iter().next()?;
    Some(intervals(arm, date * a_day + rows.start..date * a_day + rows.end))
}

/// These minutes of a date in focus, where any part of them is short of a promise to a type: counted intervals.
pub fn missed_within(arm: &Arm, place: usize, promise: &Promised, of_day: &Range<usize>) -> Option<Range<usize>> {
    let date = *arm.profile.as_ref()?.groups.focus().dates.get(place)?;
    let short = short_on(arm, place, promise)?;
    let row = |minute: usize| minute * short.len() / (24 * 60);
    let missed = short[row(of_day.start)..row(of_day.end)].iter().any(|short| *short > 1e-9);
    let at = |minute: usize| date * short.len() + row(minute);
    missed.then(|| intervals(arm, at(of_day.start)..at(of_day.end)))
}

/// By how many customers each row of a date in focus is short of a promise to a type; 0 where it is kept. `None`: not known.
fn short_on(arm: &Arm, place: usize, promise: &Promised) -> Option<Vec<f64>> {
    let Promised { kpi, of, share, .. } = *promise;
    let profile = arm.profile.as_ref()?;
    let [level, offered] = [kpi, Row::Offered.into()].map(|kpi| profile.column(kpi, Subject::Type(of)));
    let (level, offered) = (level?, offered?);
    let calendar = &arm.model.calendar;
    let mut short = vec![0.0; rows(calendar)];
    for (slot, group) in profile.groups.date(place).enumerate() {
        if let (Some(level), Some(offered)) = (profile.cell(group, level), profile.cell(group, offered)) {
            short[row_of(calendar, slot)] += (share - level.mean) * offered.mean;
        }
    }
    Some(short.into_iter().map(|short: f64| short.max(0.0)).collect())
}

/// Counted intervals of rows of all counted days.
fn intervals(arm: &Arm, of: Range<usize>) -> Range<usize> {
    let calendar = &arm.model.calendar;
    let (per_day, a_day) = (calendar.intervals_per_day(), rows(calendar));
    let at = |row: usize| row / a_day * per_day + row % a_day * (per_day / a_day);
    at(of.start)..at(of.end)
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
