//! Who is there when: people with shifts, rest and absence, or a bare number.
//!
//! [`Roster::duties`] expands a date to who works which hours. It is a pure function of the roster, the date and the
//! team's key, so days can be generated one by one, and a staffing search can vary a roster without compiling again.

use super::{Crew, DailyHours, Leaders, Payroll, Person, Plan};
use crate::random::{Key, Law, Purpose};
use crate::time::{SimDuration, SimTime};

const ABSENT: Purpose = Purpose::new("absence");
const PAUSE_GAP: Purpose = Purpose::new("time to next pause");
const SPEED: Purpose = Purpose::new("speed");
const PAUSE_LENGTH: Purpose = Purpose::new("pause length");

/// How fast somebody is for a whole replication: lognormal, because nobody is infinitely slow, of mean 1.
pub fn speed(agent: Key, cv: f64) -> f64 {
    if cv == 0.0 {
        return 1.0;
    }
    // The laws are of durations: a second stands for 1.
    Law::lognormal(SimDuration::SECOND, cv).draw(&mut agent.stream(SPEED), SimTime::ZERO).seconds()
}

/// The share of heads missing on a day.
pub type Absence = f64;

/// How a team is staffed.
#[derive(Clone, Debug, PartialEq)]
pub enum Staffing {
    /// Nameless agents by number.
    Number(StaffedByNumber),
    /// People with shifts.
    People(Roster),
}

/// A number of agents by time of day, repeating daily.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffedByNumber {
    /// By weekday from Monday: times of day and the number from then on; the first entry is at midnight.
    pub days: [Vec<(SimDuration, u32)>; 7],
}

impl StaffedByNumber {
    /// The same number at all times.
    pub fn always(count: u32) -> Self {
        Self { days: std::array::from_fn(|_| vec![(SimDuration::ZERO, count)]) }
    }
    /// The largest number ever.
    pub fn most(&self) -> u32 {
        self.days.iter().flatten().map(|(_, n)| *n).max().unwrap_or(0)
    }
}

/// A team's people.
#[derive(Clone, Debug, PartialEq)]
pub struct Roster {
    /// Heads, before any change.
    pub headcount: u32,
    /// How they come and go.
    pub payroll: Payroll,
    /// Shifts that exist.
    pub shifts: Vec<Shift>,
    /// Who works which shift on which day.
    pub plan: Plan,
    /// Never fewer on duty on a day.
    pub at_least: u32,
    /// Chance that a rostered agent is missing on a day.
    pub absence: Absence,
    /// Share of the time at the desk spent on pauses.
    pub off_desk: f64,
    /// Mean length of a pause.
    pub pause: SimDuration,
    /// Heads who serve customers for a part of their time.
    pub leaders: Option<Leaders>,
    /// Nothing new from this long before the shift's end.
    pub last_call: SimDuration,
    /// What becomes of customers at the shift's end.
    pub after_shift: AfterShift,
    /// Public holidays: first and last day, as numbers since 1970-01-01.
    pub holidays: Vec<(i32, i32)>,
    /// Day number since 1970-01-01 of the Monday at which cycles have position 0.
    pub anchor: i32,
}

/// What becomes of customers at a shift's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterShift {
    /// What is open is finished.
    Open,
    /// Also who waits by then, or by the last call, is served.
    Queue,
    /// Everybody leaves on the dot: open chats and calls end unresolved.
    Drop,
}

/// Hours of work, and the break in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// Key in the file.
    pub key: String,
    /// From when until when; may pass midnight, and belongs to its first day.
    pub hours: DailyHours,
    /// Unpaid.
    pub rest: Option<Break>,
}

/// A break, staggered over a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// How long.
    pub length: SimDuration,
    /// The window it lies in.
    pub window: DailyHours,
}

/// What a day is to somebody who works on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayKind {
    /// As planned.
    #[default]
    Work,
    /// His day off: he was called in.
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
    /// What the shift's first day is to him.
    pub day: DayKind,
    /// From, since the day's midnight.
    pub from: SimDuration,
    /// Until, since the day's midnight.
    pub until: SimDuration,
    /// When the break is due and how long it lasts.
    pub rest: Option<(SimDuration, SimDuration)>,
}

impl Roster {
    /// Heads planned on a day.
    pub fn heads_on(&self, epoch_day: i32) -> u32 {
        self.payroll.heads(self.headcount, epoch_day)
    }

    /// The most there ever are at once.
    pub fn most(&self) -> u32 {
        self.payroll.most(self.headcount)
    }

    /// Who works when on a date.
    pub fn duties(&self, epoch_day: i32, crew: &Crew<'_>) -> Vec<Duty> {
        let heads = self.heads_on(epoch_day);
        let here = |agent: u32| crew.at_desk(agent, epoch_day);
        let since = epoch_day - self.anchor;
        let rostered = self.plan.rostered(heads, epoch_day, since, crew.offsets(heads), &|agent| here(agent).is_some());
        let mut absent: Vec<bool> = rostered
            .iter()
            .map(|(agent, _)| here(*agent).is_some_and(|p| p.key.happens(ABSENT.nth(epoch_day as u64), self.absence)))
            .collect();
        let mut present = absent.iter().filter(|a| !**a).count();
        for missing in &mut absent {
            if *missing && present < self.at_least as usize {
                *missing = false;
                present += 1;
            }
        }
        let mut duties = Vec::with_capacity(rostered.len());
        for shift in 0..self.shifts.len() {
            let members: Vec<usize> = (0..rostered.len()).filter(|i| rostered[*i].1 == shift).collect();
            for (rank, &i) in members.iter().enumerate() {
                let (agent, _) = rostered[i];
                if let Some(person) = here(agent).filter(|_| !absent[i]) {
                    duties.push(self.duty((agent, person), shift, rank, members.len()));
                }
            }
        }
        let mut works = vec![false; heads as usize];
        for (agent, _) in &rostered {
            works[*agent as usize] = true;
        }
        let resting =
            (0..heads).filter(|agent| !works[*agent as usize]).filter_map(|agent| Some((agent, here(agent)?)));
        self.call_in(&mut duties, resting);
        if self.holidays.iter().any(|(first, last)| (*first..=*last).contains(&epoch_day)) {
            for duty in &mut duties {
                duty.day = DayKind::Holiday;
            }
        }
        duties
    }

    /// Brings in people on their day off while fewer than `at_least` are on duty.
    fn call_in(&self, duties: &mut Vec<Duty>, resting: impl Iterator<Item = (u32, Person)>) {
        let missing = (self.at_least as usize).saturating_sub(duties.len());
        duties.extend(resting.take(missing).map(|who| Duty { day: DayKind::Rest, ..self.duty(who, 0, 0, 1) }));
    }

    /// The `rank`-th of `of` people on a shift: breaks are spread evenly over their window.
    fn duty(&self, (agent, person): (u32, Person), shift: usize, rank: usize, of: usize) -> Duty {
        let s = &self.shifts[shift];
        let rest = s.rest.map(|b| {
            let slack = b.window.length() - b.length;
            let place = if of > 1 { rank as f64 / (of - 1) as f64 } else { 0.5 };
            (b.window.from + slack.scale(place), b.length)
        });
        Duty { agent, person, shift, day: DayKind::Work, from: s.hours.from, until: s.hours.until, rest }
    }

    /// Time at the desk until the `n`-th pause of a day is due; none without pauses.
    pub fn pause_gap(&self, agent: Key, epoch_day: i32, n: u64) -> Option<SimDuration> {
        if self.off_desk <= 0.0 {
            return None;
        }
        let gap = self.pause.scale((1.0 - self.off_desk) / self.off_desk);
        let mut stream = agent.number(epoch_day as u64).stream(PAUSE_GAP.nth(n));
        Some(Law::exponential(gap).draw(&mut stream, SimTime::ZERO))
    }

    /// How long the `n`-th pause of a day lasts.
    pub fn pause_length(&self, agent: Key, epoch_day: i32, n: u64) -> SimDuration {
        let mut stream = agent.number(epoch_day as u64).stream(PAUSE_LENGTH.nth(n));
        Law::exponential(self.pause).draw(&mut stream, SimTime::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{People, Rest};

    fn alternating() -> Rest {
        Rest { cycle: 14, off: vec![5, 6, 13] }
    }

    fn roster(headcount: u32) -> Roster {
        let shift = |key: &str, from, until| Shift {
            key: key.into(),
            hours: DailyHours { from: SimDuration::HOUR * from, until: SimDuration::HOUR * until },
            rest: Some(Break {
                length: SimDuration::HOUR,
                window: DailyHours { from: SimDuration::HOUR * (from + 2), until: SimDuration::HOUR * (from + 5) },
            }),
        };
        Roster {
            headcount,
            payroll: Payroll::default(),
            shifts: vec![shift("early", 9, 18), shift("late", 15, 24)],
            plan: Plan::Split { shares: vec![0.5, 0.5], rest: alternating() },
            at_least: 0,
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

    fn on_duty(r: &Roster, days: i32) -> Vec<Vec<Duty>> {
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
        let early: Vec<SimDuration> = days[0].iter().filter(|d| d.shift == 0).map(|d| d.rest.unwrap().0).collect();
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
}
