//! People expected at the desk where some leave, are replaced and learn, without simulating: the renewal of each place,
//! day by day.

use crate::model::{Payroll, StaffedByPeople};
use std::ops::Range;

/// Heads at the desk on a mean day of these, newcomers by their speed; `first`: the first simulated day.
pub fn at_desk(roster: &StaffedByPeople, first: i32, days: &Range<i32>) -> f64 {
    worth_at_desk(roster, first, days, &|since| roster.payroll.speed(since))
}

/// The same with newcomers by another worth, from 0 to 1, by days since their first at the desk.
pub fn worth_at_desk(roster: &StaffedByPeople, first: i32, days: &Range<i32>, worth: &dyn Fn(i32) -> f64) -> f64 {
    let payroll = &roster.payroll;
    if !payroll.moves() {
        return f64::from(roster.headcount);
    }
    // Heads change in steps; between two headcounts all places are alike.
    let mut counts: Vec<u32> = payroll.changes.iter().map(|change| change.1).chain([roster.headcount, 0]).collect();
    counts.sort_unstable();
    counts.dedup();
    let mut sum = 0.0;
    for pair in counts.windows(2) {
        let exists = |day: i32| roster.heads_on(day) >= pair[1];
        let mut from = first;
        while from < days.end {
            let until = (from..days.end).find(|day| !exists(*day)).unwrap_or(days.end);
            let place = renewal(payroll, (until - from) as usize, from == first, worth);
            let counted = (from..until).zip(place).filter(|(day, _)| days.contains(day));
            let open = |day: i32| 1.0 - closed(roster, first, day);
            sum += f64::from(pair[1] - pair[0]) * counted.map(|(day, here)| here * open(day)).sum::<f64>();
            from = (until..days.end).find(|day| exists(*day)).unwrap_or(days.end);
        }
    }
    sum / days.len().max(1) as f64
}

/// The share of places that are expected to be filled no more on a day while the team shrinks: leavers come as a Poisson stream of
/// all heads, and the first of them are not replaced.
fn closed(roster: &StaffedByPeople, first: i32, day: i32) -> f64 {
    let Some((from, left)) = roster.payroll.shrinks else { return 0.0 };
    let heads = roster.heads_on(from);
    let since = f64::from((day - from.max(first)).max(0));
    let mean = f64::from(heads) * roster.payroll.attrition / 365.0 * since;
    let (mut term, mut below, mut gone) = ((-mean).exp(), 0.0, 0.0);
    for n in 0..heads.saturating_sub(left) {
        below += term;
        gone += 1.0 - below;
        term *= mean / f64::from(n + 1);
    }
    gone / f64::from(heads.max(1))
}

/// What is expected of one place, by days since it is there; `held`: by somebody who has long been there.
fn renewal(payroll: &Payroll, days: usize, held: bool, worth: &dyn Fn(i32) -> f64) -> Vec<f64> {
    let leaves = payroll.leaves_a_day();
    let wait = payroll.hiring.as_ref().map(|law| (law.mean_seconds() / 86_400.0).round() as usize);
    let learning = payroll.learning() as usize;
    let mut comes = vec![0.0; days];
    let mut expected = Vec::with_capacity(days);
    let mut here = 0.0;
    for day in 0..days {
        let left = here * leaves;
        if let Some(replaced) = wait.and_then(|wait| comes.get_mut(day.saturating_add(wait))) {
            *replaced += left;
        }
        if day == 0 {
            comes[0] = if held { 0.0 } else { 1.0 };
            here = 1.0;
        } else {
            here += comes[day] - left;
        }
        let lost = |came: usize| {
            let since = (day - came) as i32 - payroll.training;
            let speed = if since < 0 { 0.0 } else { worth(since) };
            comes[came] * (1.0 - leaves).powi((day - came) as i32) * (1.0 - speed)
        };
        expected.push(here - (day.saturating_sub(learning)..=day).map(lost).sum::<f64>());
    }
    expected
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Law;
    use crate::time::SimDuration;

    fn by_speed(payroll: &Payroll, days: usize, held: bool) -> Vec<f64> {
        renewal(payroll, days, held, &|since| payroll.speed(since))
    }

    #[test]
    fn a_place_loses_and_regains_its_people() {
        // Half of those there leave after each day (exp(−λ/365) = ½), and are replaced two days later.
        let attrition = 365.0 * std::f64::consts::LN_2;
        let hiring = Some(Law::Fixed(SimDuration::DAY * 2));
        let payroll = Payroll { attrition, hiring, ..Payroll::default() };
        let close = |found: Vec<f64>, wanted: &[f64]| {
            assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
        };
        // There: 1, then ½, ¼, and from day 3 on also those hired for who left before days 1, 2, …
        close(by_speed(&payroll, 5, true), &[1.0, 0.5, 0.25, 0.625, 0.5625]);
        // A day of training, then half speed for a day: of the ½ who came on day 3, none and then ½ · ½ · ½.
        let learns = Payroll { training: 1, ramp: vec![(0.0, 0.5), (1.0, 1.0)], ..payroll };
        close(by_speed(&learns, 5, true), &[1.0, 0.5, 0.25, 0.125, 0.5625 - 0.25 - 0.125]);
    }

    #[test]
    fn a_planned_newcomer_learns_and_a_cut_is_at_once() {
        let payroll = Payroll { training: 2, ramp: vec![(0.0, 0.5), (2.0, 1.0)], ..Payroll::default() };
        // Nobody, nobody, 0.5, 0.75, 1, 1 …
        assert_eq!(by_speed(&payroll, 6, false), [0.0, 0.0, 0.5, 0.75, 1.0, 1.0]);
        assert_eq!(by_speed(&payroll, 3, true), [1.0; 3]);
    }
}
