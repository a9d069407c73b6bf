//! Who is at the desk when, and the places that they have where people of one team differ.

use super::people::{Minutes, available, by_number, share_here};
use super::turnover::{at_desk, worth_at_desk};
use crate::id::IdVec;
use crate::model::{Calendar, ContactType, Fairness, PersonLimit, StaffedByPeople, Staffing, Team, TeamId};
use std::collections::BTreeMap;
use std::ops::Range;

/// Shares of people by their places, fewest first; they sum to 1.
pub(super) type Mix = Vec<(u16, f64)>;

/// A team's people at the desk, by interval.
pub(super) struct Desk {
    /// How many (newcomers, and those who come for a day, by their speed).
    pub people: Vec<f64>,
    /// Who they are, by interval; one entry where it is the same in all.
    mixes: Vec<Mix>,
}

impl Desk {
    /// On one day (since the first simulated one), or on a mean day.
    pub fn of(team: &Team, calendar: &Calendar, day: Option<i32>, slots: usize) -> Self {
        let people = available(&team.staffing, calendar, day, slots);
        if !team.limits_differ() {
            return Self { people, mixes: vec![vec![(team.places, 1.0)]] };
        }
        let there = by_limit(team, calendar, day, slots);
        let whole = there.iter().map(|(limit, there)| (*limit, there.iter().sum::<f64>()));
        let usual = shares(whole.collect()).unwrap_or_else(|| vec![(team.places, 1.0)]);
        let on = |slot: usize| {
            let then = there.iter().map(|(limit, there)| (*limit, there[slot])).filter(|(_, there)| *there > 0.0);
            shares(then.collect()).unwrap_or_else(|| usual.clone())
        };
        Self { people, mixes: (0..slots).map(on).collect() }
    }

    /// Shares of the people of an interval by their places.
    pub fn mix(&self, slot: usize) -> &Mix {
        &self.mixes[slot.min(self.mixes.len() - 1)]
    }

    /// Places of one of them on average.
    pub fn mean_places(&self, slot: usize) -> f64 {
        self.mix(slot).iter().map(|(limit, share)| f64::from(*limit) * share).sum()
    }

    /// Places of all of them, by interval.
    pub fn places(&self) -> Vec<f64> {
        (0..self.people.len()).map(|slot| self.people[slot] * self.mean_places(slot)).collect()
    }
}

/// Numbers of people as shares; none of nobody.
fn shares(numbers: Mix) -> Option<Mix> {
    let all: f64 = numbers.iter().map(|(_, people)| people).sum();
    (all > 0.0).then(|| numbers.into_iter().map(|(limit, people)| (limit, people / all)).collect())
}

/// What part of a type's contacts a team takes of those tried first together, by interval: like its part of the people
/// there, or of their places where shares of these are compared.
pub(super) fn part(kind: &ContactType, team: TeamId, desks: &IdVec<TeamId, Desk>) -> Vec<f64> {
    let slots = desks[team].people.len();
    let teams = kind.first_teams();
    if let [_] = teams {
        return vec![1.0; slots];
    }
    let by_places = kind.together.as_ref().is_some_and(|together| together.by == Fairness::ShareOfPlaces);
    let weight = |team: TeamId, slot: usize| {
        let each = if by_places { desks[team].mean_places(slot) } else { 1.0 };
        desks[team].people[slot] * each
    };
    let of = |slot: usize| {
        let all: f64 = teams.iter().map(|route| weight(route.team, slot)).sum();
        if all > 0.0 { weight(team, slot) / all } else { 1.0 / teams.len() as f64 }
    };
    (0..slots).map(of).collect()
}

/// How many open each has, by the same order as the mix, where it is so many on average: as even as limits let it be, or by
/// share of places.
pub(super) fn open_by_limit(mix: &Mix, mean: f64, by_share: bool) -> Vec<f64> {
    let limits = mix.iter().map(|(limit, _)| f64::from(*limit));
    if by_share {
        let all: f64 = mix.iter().map(|(limit, share)| f64::from(*limit) * share).sum();
        return limits.map(|limit| limit * (mean / all).min(1.0)).collect();
    }
    // Those with the lowest limits are full first.
    let (mut full, mut others) = (0.0, 1.0);
    let mut level = mean;
    for (limit, share) in mix {
        level = (mean - full) / others;
        if level <= f64::from(*limit) {
            break;
        }
        full += f64::from(*limit) * share;
        others -= share;
    }
    limits.map(|limit| limit.min(level)).collect()
}

/// People at the desk by their places and by interval. Newcomers are taken to be of all numbers alike.
fn by_limit(team: &Team, calendar: &Calendar, day: Option<i32>, slots: usize) -> BTreeMap<u16, Vec<f64>> {
    match &team.staffing {
        Staffing::Number(number) => {
            let limits: Vec<u16> = (0..number.most()).map(|n| team.places_of(n)).collect();
            let of = |limit: u16| {
                let people = |n: u32| limits[..n as usize].iter().filter(|own| **own == limit).count() as f64;
                (limit, by_number(number, calendar, day, slots, &people))
            };
            limits.iter().map(|limit| of(*limit)).collect()
        }
        Staffing::People(roster) => {
            let minutes = of_roster(team, roster, calendar, day);
            minutes.into_iter().map(|(limit, minutes)| (limit, minutes.by_interval(slots))).collect()
        }
    }
}

fn of_roster(team: &Team, roster: &StaffedByPeople, calendar: &Calendar, day: Option<i32>) -> BTreeMap<u16, Minutes> {
    let first = calendar.epoch_day(0);
    let mut all: BTreeMap<u16, Minutes> = BTreeMap::new();
    let Some(day) = day else {
        let counted =
            calendar.epoch_day(calendar.warm_up_days)..calendar.epoch_day(calendar.warm_up_days + calendar.days);
        let stages = stages(roster, first, &counted);
        for date in counted {
            add(team, roster, (date, &stages), &|minute| Some(Minutes::around_the_clock(minute)), &mut all);
        }
        return all;
    };
    let date = calendar.epoch_day(day);
    for (of, before) in [(date, 0), (date - 1, 1)] {
        let stages = stages(roster, first.min(of), &(of..of + 1));
        add(team, roster, (of, &stages), &|minute| Minutes::on_date(minute, before), &mut all);
    }
    all
}

/// Adds whoever is planned to work on a date, newcomers as far as they are at this stage.
fn add(
    team: &Team,
    roster: &StaffedByPeople,
    (date, stages): (i32, &[(Option<u16>, f64)]),
    at: &dyn Fn(i64) -> Option<i64>,
    to: &mut BTreeMap<u16, Minutes>,
) {
    let heads = roster.heads_on(date);
    let mut people: BTreeMap<(usize, u16), f64> = BTreeMap::new();
    for (agent, shift) in roster.rostered(heads, date, &roster.plan.offsets(heads), &|_| true) {
        let own = team.places_of(agent);
        for (most, part) in stages {
            let limit = most.map_or(own, |most| own.min(most));
            *people.entry((shift, limit)).or_default() += share_here(roster) * part;
        }
    }
    if let Some(come) = roster.for_the_day(date) {
        let limit = come.limit.places(team.places_of(roster.most()));
        for (shift, count) in roster.day_paid_on(date).into_iter().enumerate().filter(|(_, count)| *count > 0) {
            *people.entry((shift, limit)).or_default() +=
                count as f64 * roster.guest_pace(date) * (1.0 - roster.off_desk);
        }
    }
    for ((shift, limit), people) in people {
        to.entry(limit).or_default().add(roster.shift_on(shift, date), people, at);
    }
}

/// How many of a head planned are there on a mean day of these, by speed: those with the places of their number (none), and
/// newcomers by the most that they take.
fn stages(roster: &StaffedByPeople, first: i32, days: &Range<i32>) -> Vec<(Option<u16>, f64)> {
    let payroll = &roster.payroll;
    let planned = days.clone().map(|day| f64::from(roster.heads_on(day))).sum::<f64>() / days.len().max(1) as f64;
    if planned == 0.0 {
        return Vec::new();
    }
    let here = at_desk(roster, first, days);
    let mut left = here;
    let mut most: Vec<u16> = payroll.limits.iter().filter_map(|(_, most)| *most).collect();
    most.sort_unstable();
    most.dedup();
    let mut found = Vec::new();
    for most in most {
        let at_stage = |since: i32| payroll.limit(since) == PersonLimit::AtMost(most);
        let others = |since: i32| if at_stage(since) { 0.0 } else { payroll.speed(since) };
        let these = here - worth_at_desk(roster, first, days, &others);
        left -= these;
        found.push((Some(most), these / planned));
    }
    found.push((None, left / planned));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chats_are_as_even_as_limits_let_them_be() {
        let mix = vec![(3, 0.5), (5, 0.25), (10, 0.25)];
        assert_eq!(open_by_limit(&mix, 2.0, false), [2.0, 2.0, 2.0]);
        assert_eq!(open_by_limit(&mix, 3.5, false), [3.0, 4.0, 4.0]);
        assert_eq!(open_by_limit(&mix, 4.5, false), [3.0, 5.0, 7.0]);
        assert_eq!(open_by_limit(&mix, 9.0, false), [3.0, 5.0, 10.0]);
        assert_eq!(open_by_limit(&mix, 2.625, true), [1.5, 2.5, 5.0]);
    }
}
