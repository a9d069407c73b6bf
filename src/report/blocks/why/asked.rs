//! What is worth explaining of a study: which designs, and which hours of the busiest dates.

use crate::catalogue::{Row, Subject, promise_of, promised};
use crate::experiment::{FEW, missed, missed_on, missed_within};
use crate::model::{Lang, TypeId};
use crate::report::blocks::answer::best;
use crate::report::blocks::promises::breaks::{When, busiest, first};
use crate::report::labels::View;
use crate::report::results::Results;
use std::ops::Range;

/// So many designs are explained beside the baseline.
const BESIDE: usize = 2;
/// So many stretches of each at most.
const STRETCHES: usize = 3;
/// All of them together take about this part of what the run took; one of the baseline and one of the design that pages are about are
/// explained whatever they take.
const PART: f64 = 0.05;
/// A day that is observed takes about so many times as long as one that is counted.
const OBSERVED: f64 = 2.0;

/// The baseline, and of its case the design that pages are about and another beside it: arms with the counted intervals that are to be
/// explained, those in which what breaks first does so before those that are short by most; none where an arm is short in none.
pub fn to_explain(results: &Results) -> Vec<(usize, Vec<Range<usize>>)> {
    let view = View::new(results, Lang::default());
    let key = |arm: usize| &view.model(arm).case.key;
    let is_part = |arm: usize| results.parts.iter().any(|parts| arm != parts.together && parts.alone.contains(&arm));
    let base = results.baseline;
    let best = best(&view, &view.pairs().0).map(|pair| pair.arm).filter(|_| results.study.replications > 1);
    let others = (0..view.arms().len()).filter(|arm| *arm != base && key(*arm) == key(base) && !is_part(*arm));
    let mut beside: Vec<usize> = best.into_iter().collect();
    beside.extend(others.filter(|arm| Some(*arm) != best));
    let arms = std::iter::once(base).chain(beside.into_iter().take(BESIDE));
    let all: Vec<(usize, Vec<Range<usize>>)> = arms.map(|arm| (arm, stretches(&view, arm))).collect();
    let fits = fitting(&all, room(&view));
    let kept = |((arm, mut stretches), fits): ((usize, Vec<Range<usize>>), usize)| {
        let fine = stretches.is_empty();
        stretches.truncate(fits);
        (fine || fits > 0).then_some((arm, stretches))
    };
    all.into_iter().zip(fits).filter_map(kept).collect()
}

/// How many stretches take their part of the run, each simulated alone after the warm-up.
fn room(view: &View<'_>) -> usize {
    let (n, calendar) = (view.results.study.replications, &view.model(view.results.baseline).calendar);
    let warm = f64::from(calendar.warm_up_days);
    let run = n as f64 * view.arms().len() as f64 * (f64::from(calendar.days) + warm);
    let one = OBSERVED * n.min(FEW) as f64 * (1.0 + warm);
    (PART * run / one) as usize
}

/// How many stretches of each arm there is room for: the first of all before the second of any.
fn fitting(all: &[(usize, Vec<Range<usize>>)], room: usize) -> Vec<usize> {
    let (mut fits, mut taken) = (vec![0; all.len()], 0);
    for round in 0..STRETCHES {
        for (n, (_, stretches)) in all.iter().enumerate() {
            let must = round == 0 && n < 2;
            if fits[n] == round && round < stretches.len() && (must || taken < room) {
                fits[n] += 1;
                taken += 1;
            }
        }
    }
    fits
}

fn stretches(view: &View<'_>, arm: usize) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = first_break(view, arm).map(|(_, hours)| hours).into_iter().collect();
    let apart = |a: &Range<usize>, b: &Range<usize>| a.end <= b.start || b.end <= a.start;
    for further in missed(&view.arms()[arm]) {
        if all.len() < STRETCHES && all.iter().all(|known| apart(known, &further)) {
            all.push(further);
        }
    }
    all
}

/// The type whose promise breaks first in an arm, and when: the hours in which it is kept worst, on the date that the one picture shows,
/// else on another in focus; where nobody is short of it in them, the worst hours of such a date. Counted intervals. `None`: nobody is
/// short of it on any, or nothing is promised.
pub fn first_break(view: &View<'_>, arm: usize) -> Option<(TypeId, Range<usize>)> {
    let broken = first(view, arm)?;
    let promise = promise_of(view.model(arm), broken.promise.kpi, &broken.promise.subject)?;
    if promise.kpi == Row::OnTime.into() {
        return None;
    }
    let shown = broken.day.or_else(|| busiest(view, view.results.baseline))?.place;
    let all = &view.arms()[arm];
    let others = (0..all.profile.as_ref()?.groups.focus().dates.len()).filter(|place| *place != shown);
    let dates: Vec<usize> = std::iter::once(shown).chain(others).collect();
    let worst = match &broken.worst {
        Some(When::Hours { of_day, .. }) => dates.iter().find_map(|place| missed_within(all, *place, &promise, of_day)),
        Some(When::Unattended) | None => None,
    };
    let hours = worst.or_else(|| dates.iter().find_map(|place| missed_on(all, *place, &promise)))?;
    Some((promise.of, hours))
}

/// How the promise of a type is kept in counted intervals of a date in focus, by how many asked in each, over all replications; none where
/// it is not known by interval.
pub(super) fn level_in(view: &View<'_>, arm: usize, of: TypeId, intervals: &Range<usize>) -> Option<f64> {
    let (all, model) = (&view.arms()[arm], view.model(arm));
    let profile = all.profile.as_ref()?;
    let promise = promised(model).into_iter().find(|promise| promise.of == of && promise.kpi != Row::OnTime.into())?;
    let subject = Subject::Type(of);
    let columns = [profile.column(promise.kpi, subject)?, profile.column(Row::Offered.into(), subject)?];
    let a_day = model.calendar.intervals_per_day();
    let (date, from) = (intervals.start / a_day, intervals.start % a_day);
    let place = profile.groups.focus().dates.iter().position(|known| *known == date)?;
    let (mut kept, mut asked) = (0.0, 0.0);
    for group in profile.groups.date(place).skip(from).take(intervals.len()) {
        let [level, offered] = columns.map(|column| profile.cell(group, column).map(|cell| cell.mean));
        if let (Some(level), Some(offered)) = (level, offered) {
            kept += level * offered;
            asked += offered;
        }
    }
    (asked > 0.0).then(|| kept / asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_all_come_before_the_second_of_any() {
        let some = |n: usize| (0, (0..n).map(|at| at..at + 1).collect());
        let all = [some(3), some(2), some(3)];
        let fits = |room: usize| fitting(&all, room);
        assert_eq!(
            [fits(0), fits(3), fits(4), fits(6), fits(99)],
            [[1, 1, 0], [1, 1, 1], [2, 1, 1], [2, 2, 2], [3, 2, 3]].map(Vec::from)
        );
        assert_eq!(fitting(&[some(0), some(2)], 0), [0, 1], "nothing to explain takes no room");
    }
}
