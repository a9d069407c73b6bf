//! Who is on the payroll when: the headcount as planned, and people who leave, are replaced, and learn.
//!
//! A team has places, numbered from 0: a headcount of n is the first n of them. A place is held by one person after
//! another; who holds it when is a pure function of the team's key, the place and the number of their predecessors (their
//! generation), so the same people leave on the same days in every design.

use super::PersonLimit;
use super::interpolate::around;
use crate::random::{Key, Law, Purpose};
use crate::time::{SimDuration, SimTime};
use std::ops::RangeInclusive;

const LEAVES: Purpose = Purpose::new("leaves");
const REPLACED: Purpose = Purpose::new("time to hire");
const GENERATION: Purpose = Purpose::new("generation");

/// Days of a year of attrition.
const YEAR: f64 = 365.0;

/// How a team's people come and go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Payroll {
    /// Heads from a day on (as a number since 1970-01-01), in order of days.
    pub changes: Vec<(i32, u32)>,
    /// From a day on whoever leaves is not replaced until so many are left; none: everybody is.
    pub shrinks: Option<(i32, u32)>,
    /// Leavers a year and head.
    pub attrition: f64,
    /// From a person's last day until the one who replaces them is on the payroll; none: nobody is hired.
    pub hiring: Option<Law>,
    /// Days on the payroll before the first at the desk.
    pub training: i32,
    /// Speed by days since the first at the desk, increasing, linear between; empty: that of everybody at once.
    pub ramp: Vec<(f64, f64)>,
    /// The most places of a newcomer by days since the first at the desk, in order, each until the next; `None`: those of
    /// their number from then on. Empty: always these.
    pub limits: Vec<(f64, Option<u16>)>,
}

/// One person's time on the payroll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stint {
    /// How many held the place before them.
    pub generation: u32,
    /// His first day.
    pub from: i32,
    /// The first day without them.
    pub until: i32,
    /// Hired, not there from the beginning.
    pub newcomer: bool,
    /// Leaves by themselves, not because the place is cut.
    pub quits: bool,
}

impl Payroll {
    /// Whether anybody ever comes or goes.
    pub fn moves(&self) -> bool {
        self.attrition > 0.0 || !self.changes.is_empty()
    }

    /// Heads planned on a day, where there are so many before any change.
    pub fn heads(&self, before: u32, day: i32) -> u32 {
        let passed = self.changes.partition_point(|(from, _)| *from <= day);
        passed.checked_sub(1).map_or(before, |last| self.changes[last].1)
    }

    /// The most heads ever planned.
    pub fn most(&self, before: u32) -> u32 {
        self.changes.iter().map(|(_, heads)| *heads).fold(before, u32::max)
    }

    /// The fewest heads planned in a span of days.
    pub fn least(&self, before: u32, from: i32, until: i32) -> u32 {
        let inside = self.changes.iter().filter(|(day, _)| (from..=until).contains(day));
        inside.map(|(_, heads)| *heads).fold(self.heads(before, from), u32::min)
    }

    /// How fast somebody is so many days after their first at the desk.
    pub fn speed(&self, days: i32) -> f64 {
        learnt(&self.ramp, days)
    }

    /// How many places somebody has so many days after their first at the desk; before the first step as from it on.
    pub fn limit(&self, days: i32) -> PersonLimit {
        let passed = self.limits.partition_point(|(from, _)| *from <= f64::from(days));
        let step = self.limits.get(passed.saturating_sub(1)).and_then(|(_, most)| *most);
        step.map_or(PersonLimit::OfNumber, PersonLimit::AtMost)
    }

    /// The days after a newcomer's first on which they differ from others.
    pub fn learning(&self) -> i32 {
        let last = self.ramp.last().map(|step| step.0).into_iter().chain(self.limits.last().map(|step| step.0));
        self.training.saturating_add(last.fold(0.0, f64::max).ceil() as i32)
    }

    /// Chance that somebody who is there on a day is not there on the next.
    pub fn leaves_a_day(&self) -> f64 {
        -(-self.attrition / YEAR).exp_m1()
    }

    /// Whoever holds a place on these days. `place`: its key; on the first day everybody has been there for long.
    pub fn stints(&self, before: u32, number: u32, place: Key, days: &RangeInclusive<i32>) -> Vec<Stint> {
        let mut stints: Vec<Stint> = Vec::new();
        for (opens, shuts) in self.open(before, number, days) {
            let mut from = opens;
            while from < shuts {
                let generation = stints.len() as u32;
                let key = person(place, generation);
                let leaves = self.leaves(key, from);
                let newcomer = from > *days.start();
                stints.push(Stint { generation, from, until: leaves.min(shuts), newcomer, quits: leaves < shuts });
                let Some(hiring) = &self.hiring else { break };
                let wait = hiring.draw(&mut key.stream(REPLACED), SimTime::ZERO).days().round();
                from = leaves.saturating_add(wait as i32);
            }
        }
        stints
    }

    /// The places that are not filled again while the team shrinks, with the first day on which nobody holds them: in order of that day.
    /// `stints`: of every place, by number.
    pub fn closing(&self, before: u32, stints: &[Vec<Stint>]) -> Vec<(i32, u32)> {
        let Some((from, left)) = self.shrinks else { return Vec::new() };
        let there = self.heads(before, from);
        let empty = |stints: &[Stint]| {
            let held = stints.iter().find(|stint| stint.from <= from && from < stint.until);
            held.map_or(Some(from), |stint| stint.quits.then_some(stint.until))
        };
        let of = |(number, stints): (u32, &Vec<Stint>)| Some((empty(stints)?, number));
        let mut all: Vec<(i32, u32)> = (0..there).zip(stints).filter_map(of).collect();
        all.sort_unstable();
        all.truncate(there.saturating_sub(left) as usize);
        all
    }

    /// When a place exists: from a day until before another.
    fn open(&self, before: u32, number: u32, days: &RangeInclusive<i32>) -> Vec<(i32, i32)> {
        let (first, end) = (*days.start(), days.end().saturating_add(1));
        let mut open = Vec::new();
        let mut since = (number < self.heads(before, first)).then_some(first);
        for (day, heads) in self.changes.iter().filter(|(day, _)| *day > first && *day < end) {
            match (since, number < *heads) {
                (None, true) => since = Some(*day),
                (Some(from), false) => {
                    open.push((from, *day));
                    since = None;
                }
                _ => (),
            }
        }
        open.extend(since.map(|from| (from, end)));
        open
    }

    /// The first day without somebody who came on this one: they work the day on which their time is over.
    fn leaves(&self, person: Key, from: i32) -> i32 {
        if self.attrition <= 0.0 {
            return i32::MAX;
        }
        let mean = SimDuration::DAY.scale(YEAR / self.attrition);
        let stays = Law::exponential(mean).draw(&mut person.stream(LEAVES), SimTime::ZERO);
        from.saturating_add(stays.days().floor() as i32).saturating_add(1)
    }
}

/// Speed so many days after the first, by points in order, linear between; 1 without any.
pub(super) fn learnt(ramp: &[(f64, f64)], days: i32) -> f64 {
    let days = f64::from(days);
    match around(ramp, days) {
        (Some((a, slow)), Some((b, fast))) => slow + (fast - slow) * (days - a) / (b - a),
        (Some((_, speed)), None) | (None, Some((_, speed))) => speed,
        (None, None) => 1.0,
    }
}

/// Who holds a place after so many others.
pub fn person(place: Key, generation: u32) -> Key {
    if generation == 0 { place } else { place.child(GENERATION).number(u64::from(generation)) }
}

/// A team's payroll on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PayrollDay {
    /// People on it.
    pub people: u32,
    /// Of them in training.
    pub training: u32,
    /// Places with nobody.
    pub vacant: u32,
    /// People whose first day it is.
    pub hired: u32,
    /// People who left by themselves after the day before.
    pub left: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(n: u64) -> Key {
        Key::seed(3).number(n)
    }

    #[test]
    fn headcount_by_date() {
        let payroll = Payroll { changes: vec![(100, 5), (200, 3), (300, 4)], ..Payroll::default() };
        assert_eq!([99, 100, 199, 200, 300].map(|day| payroll.heads(4, day)), [4, 5, 5, 3, 4]);
        let spans =
            |n| payroll.stints(4, n, place(0), &(50..=400)).iter().map(|s| (s.from, s.until)).collect::<Vec<_>>();
        assert_eq!(spans(2), [(50, 401)]);
        assert_eq!(spans(3), [(50, 200), (300, 401)], "the highest number goes, and another comes");
        assert_eq!(spans(4), [(100, 200)]);
        let third = payroll.stints(4, 3, place(0), &(50..=400));
        assert!(!third[0].newcomer && third[1].newcomer && third[1].generation == 1 && !third[0].quits);
        // A change before the first day is how it begins.
        assert!(payroll.stints(4, 4, place(0), &(150..=400)).iter().all(|s| !s.newcomer));
    }

    #[test]
    fn speed_is_linear_between_points() {
        let payroll = Payroll { ramp: vec![(0.0, 0.6), (30.0, 0.9), (60.0, 1.0)], training: 7, ..Payroll::default() };
        assert_eq!([0, 30, 60, 500].map(|days| payroll.speed(days)), [0.6, 0.9, 1.0, 1.0]);
        assert!((payroll.speed(10) - 0.7).abs() < 1e-12 && (payroll.speed(45) - 0.95).abs() < 1e-12);
        assert_eq!((payroll.learning(), Payroll::default().speed(3)), (67, 1.0));
    }

    #[test]
    fn leavers_a_year_and_vacancies_are_those_asked_for() {
        let hiring = Some(Law::Fixed(SimDuration::DAY * 21));
        let payroll = Payroll { attrition: 0.6, hiring, ..Payroll::default() };
        let (mut days, mut left) = (0, 0);
        for n in 0..2000 {
            let stints = payroll.stints(2000, n as u32, place(n), &(0..=729));
            days += stints.iter().map(|s| s.until - s.from).sum::<i32>();
            left += stints.iter().filter(|s| s.quits).count();
            assert!(stints.windows(2).all(|pair| pair[1].from == pair[0].until + 21));
        }
        // A day's chance to leave is 1 − exp(−0.6/365): about 2,300 leavers with a standard error of 2 %.
        let rate = left as f64 / f64::from(days);
        assert!((rate / payroll.leaves_a_day() - 1.0).abs() < 0.07, "{rate}");
    }

    #[test]
    fn thirty_days_are_the_first_of_a_year() {
        let hiring = Some(Law::exponential(SimDuration::DAY * 10));
        let payroll = Payroll { attrition: 6.0, hiring, ..Payroll::default() };
        for n in 0..50 {
            let (short, long) = (payroll.stints(9, 0, place(n), &(5..=34)), payroll.stints(9, 0, place(n), &(5..=369)));
            for (a, b) in short.iter().zip(&long) {
                assert_eq!((a.from, a.until), (b.from, b.until.min(35)));
            }
        }
    }
}
