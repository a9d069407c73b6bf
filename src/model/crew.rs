//! Which persons a team consists of. A person is a key: whoever has the same key is absent on the same days, pauses
//! alike, is as fast and leaves on the same day, in every design.

use super::turnover::person;
use super::{DayPaid, Payroll, PayrollDay, PersonLimit, StaffedByPeople, Staffing, Stint};
use crate::random::{Key, Purpose};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

const FOR_A_DAY: Purpose = Purpose::new("for a day");

/// Whose people a team's are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The name that their keys are made of: the team's own, or that of the team whose people they are.
    pub of: String,
    /// The number of the first: teams of a design that share people take them in turn, so that nobody is there twice.
    pub first: u32,
}

impl People {
    /// A team's own people.
    pub fn of(team: &str) -> Self {
        Self { of: team.to_string(), first: 0 }
    }
    /// Who they are in one replication, on these days.
    pub fn crew<'m>(&self, replication: Key, staffing: &'m Staffing, days: RangeInclusive<i32>) -> Crew<'m> {
        let places = replication.name("people").name(&self.of);
        let roster = match staffing {
            Staffing::People(roster) => Some(roster),
            Staffing::Number(_) => None,
        };
        let mut crew = Crew {
            places,
            first: self.first,
            roster,
            days,
            stints: Vec::new(),
            closed: Vec::new(),
            offsets: BTreeMap::new(),
        };
        let Some(roster) = roster else { return crew };
        let counts = roster.payroll.changes.iter().map(|(_, heads)| *heads).chain([roster.headcount]);
        crew.offsets = counts.map(|heads| (heads, roster.plan.offsets(heads))).collect();
        if roster.payroll.moves() {
            let stints = |n| roster.payroll.stints(roster.headcount, n, crew.key(n), &crew.days);
            crew.stints = (0..roster.most()).map(stints).collect();
            crew.closed = roster.payroll.closing(roster.headcount, &crew.stints);
            for (day, number) in &crew.closed {
                crew.stints[*number as usize].retain(|stint| stint.from < *day);
            }
        }
        crew
    }
}

/// A team's people in one replication.
#[derive(Clone, Debug)]
pub struct Crew<'m> {
    places: Key,
    first: u32,
    /// None: nameless agents.
    roster: Option<&'m StaffedByPeople>,
    /// Days that are simulated.
    days: RangeInclusive<i32>,
    /// By number: who holds the place when; none where nobody ever comes or goes.
    stints: Vec<Vec<Stint>>,
    /// Places that are not filled again, with the first day on which nobody holds them, in order of that day.
    closed: Vec<(i32, u32)>,
    /// Where in the plan's cycle each agent begins, by headcount.
    offsets: BTreeMap<u32, Vec<u32>>,
}

/// Somebody at the desk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// Who it is.
    pub key: Key,
    /// How fast newcomers are by then, and those who come for the day; 1 for everybody else.
    pub pace: f64,
    /// How many places they have.
    pub limit: PersonLimit,
}

impl Person {
    /// Somebody who is no newcomer.
    fn as_ever(key: Key) -> Self {
        Self { key, pace: 1.0, limit: PersonLimit::OfNumber }
    }
}

impl Crew<'_> {
    /// The key of whoever has this number from the beginning.
    pub fn key(&self, agent: u32) -> Key {
        self.places.number(u64::from(self.first + agent))
    }

    /// Where in the plan's cycle each of so many begins.
    pub fn offsets(&self, heads: u32) -> &[u32] {
        &self.offsets[&heads]
    }

    /// Who works under a number on a day; none: nobody, or somebody in training.
    pub fn at_desk(&self, agent: u32, day: i32) -> Option<Person> {
        let Some(stints) = self.stints.get(agent as usize) else {
            return Some(Person::as_ever(self.key(agent)));
        };
        let stint = self.holder(stints, day)?;
        let key = person(self.key(agent), stint.generation);
        let payroll = self.payroll();
        let since = day - stint.from - payroll.training;
        match stint.newcomer {
            true if since < 0 => None,
            true => Some(Person { key, pace: payroll.speed(since), limit: payroll.limit(since) }),
            false => Some(Person::as_ever(key)),
        }
    }

    /// Whoever comes for a day, with what is said of those who come then and as fast as they are by then: the same person for the same
    /// number.
    pub fn for_a_day(&self, guest: u32, come: &DayPaid, pace: f64) -> Person {
        let key = self.places.child(FOR_A_DAY).number(u64::from(self.first)).number(u64::from(guest));
        Person { key, pace, limit: come.limit }
    }

    /// The first days without each of those who leave and are not replaced while the team shrinks, as far as they are simulated.
    pub fn gone(&self) -> impl Iterator<Item = i32> {
        self.closed.iter().map(|(day, _)| *day)
    }

    /// The payroll of a day; none where nobody ever comes or goes.
    pub fn payroll_on(&self, day: i32) -> Option<PayrollDay> {
        let roster = self.roster.filter(|roster| roster.payroll.moves())?;
        let mut sum = PayrollDay::default();
        for stints in &self.stints {
            sum.left += u32::from(stints.iter().any(|s| s.quits && s.until == day));
            let Some(stint) = self.holder(stints, day) else { continue };
            sum.people += 1;
            sum.hired += u32::from(stint.newcomer && stint.from == day);
            sum.training += u32::from(stint.newcomer && day - stint.from < roster.payroll.training);
        }
        let closed = self.closed.iter().filter(|(from, _)| *from <= day).count() as u32;
        sum.vacant = roster.heads_on(day).saturating_sub(sum.people + closed);
        Some(sum)
    }

    fn payroll(&self) -> &Payroll {
        &self.roster.expect("nameless agents neither come nor go").payroll
    }

    /// On the evening before the first day, those of the first day are there.
    fn holder<'s>(&self, stints: &'s [Stint], day: i32) -> Option<&'s Stint> {
        let day = day.max(*self.days.start());
        let last = stints.partition_point(|stint| stint.from <= day).checked_sub(1)?;
        Some(&stints[last]).filter(|stint| day < stint.until)
    }
}
