//! Who works when on a date.
//!
//! [`StaffedByPeople::duties`] expands a date to who works which hours. It is a pure function of the roster, the date and the
//! team's key, so days can be generated one by one, and a staffing search can vary a roster without compiling again.

use super::{Crew, DayPaid, Person, Plan, PlannedBreak, ShiftDay, StaffedByPeople};
use crate::random::Purpose;
use crate::time::SimDuration;
use std::collections::BTreeSet;
use std::ops::Range;

const ABSENT: Purpose = Purpose::new("absence");

/// What a day is to somebody who works on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayKind {
    /// As planned.
    #[default]
    Work,
    /// A day off: they were called in, or a date's own numbers cancel it.
    Rest,
    /// A public holiday.
    Holiday,
}

/// One agent's work on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// Number in the team.
    pub agent: u32,
    /// Who that is by then.
    pub person: Person,
    /// Which shift.
    pub shift: usize,
    /// Whether the shift's first day is a workday, a rest day or a holiday for this agent; it sets the overtime rate.
    pub day: DayKind,
    /// In order; at least one.
    pub parts: Vec<DutyPart>,
}

/// A part of a day's work without a gap; times since the day's midnight.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyPart {
    /// From when.
    pub from: SimDuration,
    /// Until when.
    pub until: SimDuration,
    /// In order.
    pub breaks: Vec<PlannedBreak>,
}

impl StaffedByPeople {
    /// Heads planned on a day.
    pub fn heads_on(&self, epoch_day: i32) -> u32 {
        self.payroll.heads(self.headcount, epoch_day)
    }

    /// The most heads there ever are at once.
    pub fn most(&self) -> u32 {
        self.payroll.most(self.headcount)
    }

    /// Numbers of agents: heads, then people who come for a day.
    pub fn agents(&self) -> u32 {
        // Most of them are there on the first day of some entry.
        let most = self.day_paid.iter().map(|people| self.come_on(people.from)).max();
        self.most() + most.unwrap_or(0)
    }

    /// How many come for that day.
    pub fn come_on(&self, epoch_day: i32) -> u32 {
        let come = self.day_paid.iter().filter(|people| (people.from..=people.until).contains(&epoch_day));
        come.map(|people| people.count).sum()
    }

    /// How those are who come for that day: they are all alike, to whichever shift.
    pub fn for_the_day(&self, epoch_day: i32) -> Option<&DayPaid> {
        self.day_paid.iter().find(|people| (people.from..=people.until).contains(&epoch_day))
    }

    /// By shift: how many come for that day.
    pub fn day_paid_on(&self, epoch_day: i32) -> Vec<usize> {
        let mut counts = vec![0; self.shifts.len()];
        for people in self.day_paid.iter().filter(|people| (people.from..=people.until).contains(&epoch_day)) {
            match (people.shift, &self.plan) {
                (Some(shift), _) => counts[shift] += people.count as usize,
                (None, plan) => {
                    let split =
                        plan.split(people.count as usize, self.shifts.len(), (epoch_day, epoch_day - self.anchor));
                    counts.iter_mut().zip(split).for_each(|(count, more)| *count += more);
                }
            }
        }
        counts
    }

    /// Whether anybody is planned to work on a day, before absence.
    pub fn anyone_on(&self, epoch_day: i32) -> bool {
        let heads = self.heads_on(epoch_day);
        let worked = |shift: usize| !self.shift_on(shift, epoch_day).is_off();
        let guests = self.day_paid_on(epoch_day);
        (self.at_least > 0 && (0..self.shifts.len()).any(worked))
            || !self.rostered(heads, epoch_day, &self.plan.offsets(heads), &|_| true).is_empty()
            || guests.iter().enumerate().any(|(shift, n)| *n > 0 && worked(shift))
    }

    /// Hours of a shift on a day.
    pub fn shift_on(&self, shift: usize, epoch_day: i32) -> &ShiftDay {
        self.shifts[shift].days.on(epoch_day)
    }

    /// Which of `heads` agents work which shift on a date, before absence: those of the plan whose shift is worked then.
    pub fn rostered(
        &self,
        heads: u32,
        epoch_day: i32,
        offsets: &[u32],
        here: &dyn Fn(u32) -> bool,
    ) -> Vec<(u32, usize)> {
        let mut rostered = self.plan.rostered(heads, epoch_day, epoch_day - self.anchor, offsets, here);
        rostered.retain(|(_, shift)| !self.shift_on(*shift, epoch_day).is_off());
        rostered
    }

    /// Who works when on a date.
    pub fn duties(&self, epoch_day: i32, crew: &Crew<'_>) -> Vec<Duty> {
        self.duties_and_missing(epoch_day, crew).0
    }

    /// Who was to work on a date and is absent, with nobody called in for them, and what they would have worked.
    pub fn missing(&self, epoch_day: i32, crew: &Crew<'_>) -> Vec<Duty> {
        self.duties_and_missing(epoch_day, crew).1
    }

    fn duties_and_missing(&self, epoch_day: i32, crew: &Crew<'_>) -> (Vec<Duty>, Vec<Duty>) {
        let heads = self.heads_on(epoch_day);
        let for_the_day = self.day_paid_on(epoch_day);
        let at_least = (self.at_least as usize).saturating_sub(for_the_day.iter().sum());
        let here = |agent: u32| crew.at_desk(agent, epoch_day);
        let rostered = self.rostered(heads, epoch_day, crew.offsets(heads), &|agent| here(agent).is_some());
        let mut absent: Vec<bool> = rostered
            .iter()
            .map(|(agent, _)| here(*agent).is_some_and(|p| p.key.happens(ABSENT.nth(epoch_day as u64), self.absence)))
            .collect();
        let present = (0..rostered.len()).filter(|i| !absent[*i] && here(rostered[*i].0).is_some()).count();
        let missing = at_least.saturating_sub(present);
        // Who has the day off is called in; only where nobody is left of them does somebody absent come after all.
        let works: BTreeSet<u32> = rostered.iter().map(|(agent, _)| *agent).collect();
        let resting = (0..heads).filter(|agent| !works.contains(agent));
        let called: Vec<(u32, Person)> =
            resting.filter_map(|agent| Some((agent, here(agent)?))).take(missing).collect();
        absent.iter_mut().filter(|gone| **gone).take(missing - called.len()).for_each(|gone| *gone = false);
        let mut called = called.into_iter();
        let usual = match &self.plan {
            Plan::OnDuty(numbers) => numbers.usual_on(epoch_day, heads),
            _ => None,
        };
        let (mut duties, mut left_out) = (Vec::with_capacity(rostered.len()), Vec::new());
        for shift in 0..self.shifts.len() {
            let members: Vec<usize> = (0..rostered.len()).filter(|i| rostered[*i].1 == shift).collect();
            for (rank, &i) in members.iter().enumerate() {
                let (agent, _) = rostered[i];
                let place = ShiftPlace { day: epoch_day, shift, rank, of: members.len() };
                if absent[i] {
                    // Whoever is called in takes the place of somebody absent.
                    match called.next() {
                        Some(who) => duties.push(Duty { day: DayKind::Rest, ..self.duty(who, &place) }),
                        None => left_out.extend(here(agent).map(|person| self.duty((agent, person), &place))),
                    }
                } else if let Some(person) = here(agent) {
                    let day = if usual.is_none_or(|usual| i < usual) { DayKind::Work } else { DayKind::Rest };
                    duties.push(Duty { day, ..self.duty((agent, person), &place) });
                }
            }
        }
        if let Some(shift) = (0..self.shifts.len()).find(|shift| !self.shift_on(*shift, epoch_day).is_off()) {
            let place = ShiftPlace { day: epoch_day, shift, rank: 0, of: 1 };
            duties.extend(called.map(|who| Duty { day: DayKind::Rest, ..self.duty(who, &place) }));
        }
        if self.holidays.iter().any(|(first, last)| (*first..=*last).contains(&epoch_day)) {
            for duty in &mut duties {
                duty.day = DayKind::Holiday;
            }
        }
        let Some(come) = self.for_the_day(epoch_day) else { return (duties, left_out) };
        let (mut guest, paces) = (0, self.guest_paces(come, epoch_day));
        for (shift, count) in for_the_day.into_iter().enumerate() {
            if self.shift_on(shift, epoch_day).is_off() {
                continue;
            }
            for rank in 0..count {
                let who = (self.most() + guest, crew.for_a_day(guest, come, paces[guest as usize]));
                duties.push(self.duty(who, &ShiftPlace { day: epoch_day, shift, rank, of: count }));
                guest += 1;
            }
        }
        (duties, left_out)
    }

    /// Somebody's work on a shift: breaks are spread evenly over their windows.
    fn duty(&self, (agent, person): (u32, Person), place: &ShiftPlace) -> Duty {
        let hours = self.shift_on(place.shift, place.day);
        let spread = if place.of > 1 { place.rank as f64 / (place.of - 1) as f64 } else { 0.5 };
        let breaks: Vec<PlannedBreak> = hours
            .breaks
            .iter()
            .map(|rest| rest.due_at(rest.window.from + (rest.window.length() - rest.length).scale(spread)))
            .collect();
        let parts = hours.parts.iter().map(|part| {
            let inside = breaks.iter().filter(|rest| part.from <= rest.due && rest.due < part.until).copied();
            DutyPart { from: part.from, until: part.until, breaks: inside.collect() }
        });
        Duty { agent, person, shift: place.shift, day: DayKind::Work, parts: parts.collect() }
    }

    /// By shift, its hours as they differ over some days, each with the share of its work that falls on days of such hours.
    pub fn hours_by_shift(&self, days: Range<i32>) -> Vec<Vec<(&ShiftDay, f64)>> {
        let of = |shift: usize| {
            if let Some(same) = self.shifts[shift].days.same() {
                return vec![(same, 1.0)];
            }
            let mut found: Vec<(&ShiftDay, f64)> = Vec::new();
            for day in days.clone() {
                let (hours, weight) = (self.shift_on(shift, day), self.plan.weight(shift, day));
                match found.iter_mut().find(|(known, _)| *known == hours) {
                    Some((_, sum)) => *sum += weight,
                    None => found.push((hours, weight)),
                }
            }
            let all: f64 = found.iter().map(|(_, weight)| weight).sum();
            found.into_iter().map(|(hours, weight)| (hours, if all > 0.0 { weight / all } else { 0.0 })).collect()
        };
        (0..self.shifts.len()).map(of).collect()
    }
}

/// Which of those on a shift somebody is: the `rank`-th of `of`, on a day given by its number since 1970-01-01.
struct ShiftPlace {
    day: i32,
    shift: usize,
    rank: usize,
    of: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        AfterShift, Break, ByDay, DailyHours, DayPaid, OpenChats, Payroll, People, PersonLimit, Rest, Shift, Staffing,
    };
    use crate::random::Key;
    use crate::time::SimDuration;

    fn alternating() -> Rest {
        Rest::Cycle { length: 14, off: vec![5, 6, 13] }
    }

    fn roster(headcount: u32) -> StaffedByPeople {
        let shift = |key: &str, from, until| Shift {
            key: key.into(),
            name: None,
            days: ByDay::always(ShiftDay {
                parts: vec![DailyHours { from: SimDuration::HOUR * from, until: SimDuration::HOUR * until }],
                breaks: vec![Break {
                    length: SimDuration::HOUR,
                    window: DailyHours { from: SimDuration::HOUR * (from + 2), until: SimDuration::HOUR * (from + 5) },
                    last_call: SimDuration::ZERO,
                    open_chats: OpenChats::Finish,
                    latest: None,
                }],
            }),
        };
        StaffedByPeople {
            headcount,
            payroll: Payroll::default(),
            shifts: vec![shift("early", 9, 18), shift("late", 15, 24)],
            plan: Plan::Split { shares: Box::new(ByDay::always(vec![0.5, 0.5])), rest: alternating() },
            at_least: 0,
            day_paid: Vec::new(),
            absence: 0.0,
            off_desk: 0.12,
            pause: SimDuration::MINUTE * 10,
            leaders: None,
            last_call: SimDuration::ZERO,
            after_shift: AfterShift::Open,
            holidays: Vec::new(),
            anchor: 20_087,
        }
    }

    fn on_duty(r: &StaffedByPeople, days: i32) -> Vec<Vec<Duty>> {
        let staffing = Staffing::People(r.clone());
        let crew = People::of("team").crew(Key::seed(1), &staffing, r.anchor..=r.anchor + days);
        (0..days).map(|d| r.duties(r.anchor + d, &crew)).collect()
    }

    #[test]
    fn days_off_overlap_least_and_the_share_on_duty_is_the_patterns() {
        for heads in [2, 3, 9, 12] {
            let counts: Vec<usize> = on_duty(&roster(heads), 140).iter().map(Vec::len).collect();
            let (low, high) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
            assert!(high - low <= 2, "{heads} heads: {low} to {high} on duty");
            let mean = counts.iter().sum::<usize>() as f64 / counts.len() as f64;
            assert!((mean / f64::from(heads) - 11.0 / 14.0).abs() < 1e-9);
        }
    }

    #[test]
    fn shares_of_shifts_hold_over_weeks_even_for_odd_numbers() {
        let days = on_duty(&roster(9), 364);
        let early = days.iter().flatten().filter(|d| d.shift == 0).count() as f64;
        let all = days.iter().flatten().count() as f64;
        assert!((early / all - 0.5).abs() < 0.01, "{}", early / all);
    }

    #[test]
    fn absence_takes_its_share_and_at_least_keeps_somebody() {
        let mut r = roster(2);
        r.absence = 0.3;
        let days = on_duty(&r, 2000);
        assert!(days.iter().any(Vec::is_empty));
        let mean = days.iter().map(Vec::len).sum::<usize>() as f64 / 2000.0;
        assert!((mean - 2.0 * 11.0 / 14.0 * 0.7).abs() < 0.05, "{mean}");
        r.at_least = 1;
        assert!(on_duty(&r, 2000).iter().all(|d| !d.is_empty()));
    }

    #[test]
    fn whoever_rests_is_called_in_for_the_absent_before_they_come_themselves() {
        let mut r = roster(2);
        (r.plan, r.at_least, r.absence) = (Plan::Rota(vec![Some(1), None]), 1, 1.0);
        let days = on_duty(&r, 4);
        let came = |duty: &Duty| (duty.agent, duty.shift, duty.day);
        let all: Vec<_> = days.iter().map(|day| day.iter().map(came).collect::<Vec<_>>()).collect();
        // Each day one should have come to the late shift and is absent: the other one, who has the day off, comes in their place.
        let rostered = on_duty(&StaffedByPeople { absence: 0.0, ..r.clone() }, 4);
        for (day, planned) in all.iter().zip(&rostered) {
            assert_eq!(*day, [(1 - planned[0].agent, 1, DayKind::Rest)]);
        }
        // With nobody off, one of the absent comes after all, as planned.
        r.plan = Plan::Rota(vec![Some(1), Some(0)]);
        assert!(on_duty(&r, 4).iter().all(|day| day.len() == 1 && day[0].day == DayKind::Work));
    }

    #[test]
    fn who_is_called_in_works_on_his_day_off_and_holidays_are_everybodys() {
        let mut r = roster(2);
        r.plan = Plan::Rota(vec![Some(0), None]);
        r.at_least = 2;
        r.holidays = vec![(r.anchor + 1, r.anchor + 2)];
        let kinds: Vec<Vec<DayKind>> =
            on_duty(&r, 4).iter().map(|day| day.iter().map(|duty| duty.day).collect()).collect();
        let (called, holiday) = (vec![DayKind::Work, DayKind::Rest], vec![DayKind::Holiday; 2]);
        assert_eq!(kinds, [called.clone(), holiday.clone(), holiday, called]);
    }

    #[test]
    fn breaks_are_spread_over_their_window() {
        let days = on_duty(&roster(12), 1);
        let early: Vec<SimDuration> =
            days[0].iter().filter(|d| d.shift == 0).map(|d| d.parts[0].breaks[0].due).collect();
        assert_eq!(early[0], SimDuration::HOUR * 11);
        assert_eq!(*early.last().unwrap(), SimDuration::HOUR * 13);
    }

    #[test]
    fn pauses_make_their_share() {
        let r = roster(1);
        let (mut gaps, mut pauses) = (0.0, 0.0);
        for n in 0..20_000 {
            gaps += r.pause_gap(Key::seed(4), 1, n).unwrap().seconds();
            pauses += r.pause_length(Key::seed(4), 1, n).seconds();
        }
        assert!((pauses / (pauses + gaps) - 0.12).abs() < 0.004);
    }
    #[test]
    fn people_for_a_day_come_by_split_or_to_their_shift_and_count_as_those_on_duty() {
        let mut r = roster(4);
        let day = r.anchor;
        r.plan = Plan::Split { shares: Box::new(ByDay::always(vec![0.5, 0.5])), rest: Rest::none() };
        r.day_paid = vec![
            DayPaid {
                from: day + 1,
                until: day + 2,
                count: 8,
                shift: None,
                speed: 1.0,
                limit: PersonLimit::OfNumber,
                training: 0,
                ramp: Vec::new(),
            },
            DayPaid {
                from: day + 3,
                until: day + 3,
                count: 3,
                shift: Some(1),
                speed: 1.0,
                limit: PersonLimit::OfNumber,
                training: 0,
                ramp: Vec::new(),
            },
        ];
        assert_eq!([0, 1, 2, 3, 4].map(|d| r.day_paid_on(day + d)), [[0, 0], [4, 4], [4, 4], [0, 3], [0, 0]]);
        assert_eq!((r.most(), r.agents()), (4, 12));
        r.holidays = vec![(day + 3, day + 3)];
        let days = on_duty(&r, 5);
        assert_eq!(days.iter().map(Vec::len).collect::<Vec<_>>(), [4, 12, 12, 7, 4]);
        let guests: Vec<_> = days[3].iter().filter(|duty| duty.agent >= 4).collect();
        assert!(
            guests.iter().all(|duty| duty.shift == 1 && duty.day == DayKind::Work),
            "paid by the day, holiday or not"
        );
        assert!(
            guests[0].person == days[1].iter().find(|duty| duty.agent == 4).unwrap().person,
            "the same person again"
        );
        // With them nobody has to be called in.
        (r.absence, r.at_least) = (1.0, 8);
        assert_eq!(on_duty(&r, 5).iter().map(Vec::len).collect::<Vec<_>>(), [4, 8, 8, 7, 4]);
    }
}
