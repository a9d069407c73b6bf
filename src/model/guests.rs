//! People who come for the day, from their first day on: whoever has a number among them is the same person on all days.

use super::turnover::learnt;
use super::{DayPaid, StaffedByPeople};

/// Some of them on their first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstDay {
    /// The day, as a number since 1970-01-01.
    pub day: i32,
    /// How many come for the first time.
    pub people: u32,
    /// Days in training before it.
    pub training: i32,
}

impl StaffedByPeople {
    /// When those who come for the day come for the first time, in order of days: on a day of more people than any before, those above.
    pub fn first_days(&self) -> Vec<FirstDay> {
        let mut days: Vec<i32> = self.day_paid.iter().map(|come| come.from).collect();
        days.sort_unstable();
        days.dedup();
        let (mut known, mut found) = (0, Vec::new());
        for day in days {
            let come = self.come_on(day);
            if come > known {
                let training = self.for_the_day(day).map_or(0, |come| come.training);
                found.push(FirstDay { day, people: come - known, training });
                known = come;
            }
        }
        found
    }

    /// Whether any of them is trained before their first day.
    pub fn trains_guests(&self) -> bool {
        self.day_paid.iter().any(|come| come.training > 0)
    }

    /// How fast each of those is who come for that day, by number.
    pub fn guest_paces(&self, come: &DayPaid, epoch_day: i32) -> Vec<f64> {
        let all = self.come_on(epoch_day) as usize;
        if come.ramp.is_empty() {
            return vec![come.speed; all];
        }
        let first_days = self.first_days();
        let by_number = first_days.iter().flat_map(|first| std::iter::repeat_n(first.day, first.people as usize));
        by_number.take(all).map(|first| come.speed * learnt(&come.ramp, epoch_day - first)).collect()
    }

    /// The same on average; 1 where nobody comes.
    pub fn guest_pace(&self, epoch_day: i32) -> f64 {
        let Some(come) = self.for_the_day(epoch_day) else { return 1.0 };
        if come.ramp.is_empty() || come.count == 0 {
            return come.speed;
        }
        let paces = self.guest_paces(come, epoch_day);
        paces.iter().sum::<f64>() / paces.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PersonLimit;

    #[test]
    fn whoever_comes_again_goes_on_learning() {
        let come = |from, until, count| DayPaid {
            from,
            until,
            count,
            shift: None,
            speed: 0.8,
            limit: PersonLimit::OfNumber,
            training: 7,
            ramp: vec![(0.0, 0.5), (10.0, 1.0)],
        };
        let roster = StaffedByPeople { day_paid: vec![come(10, 12, 2), come(20, 21, 3), come(30, 30, 1)], ..nobody() };
        let first = |day, people| FirstDay { day, people, training: 7 };
        assert_eq!(roster.first_days(), [first(10, 2), first(20, 1)]);
        assert_eq!(roster.guest_paces(&roster.day_paid[1], 20), [0.8, 0.8, 0.4]);
        assert_eq!(roster.guest_paces(&roster.day_paid[0], 12), [0.8 * 0.6; 2]);
        assert_eq!((roster.guest_pace(5), roster.guest_pace(30)), (1.0, 0.8));
    }

    fn nobody() -> StaffedByPeople {
        use crate::model::{AfterShift, ByDay, Payroll, Plan, Rest};
        StaffedByPeople {
            headcount: 0,
            payroll: Payroll::default(),
            shifts: Vec::new(),
            plan: Plan::Split { shares: Box::new(ByDay::always(Vec::new())), rest: Rest::none() },
            at_least: 0,
            day_paid: Vec::new(),
            absence: 0.0,
            off_desk: 0.0,
            pause: crate::time::SimDuration::MINUTE,
            leaders: None,
            last_call: crate::time::SimDuration::ZERO,
            after_shift: AfterShift::Open,
            holidays: Vec::new(),
            anchor: 0,
        }
    }
}
