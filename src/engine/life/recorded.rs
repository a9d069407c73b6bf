//! First contacts that data gives: how many, or when, and what else is known of them. All that is not given is drawn
//! under the same keys as ever, so designs meet the same customers.

use crate::engine::kernel::by_slot::BySlot;
use crate::model::{Given, Model, Recorded};
use crate::random::{Key, Profile, Purpose};
use crate::time::{SimDuration, SimTime};

const MOMENT: Purpose = Purpose::new("moment in its interval");

/// A given date, contact by contact.
pub struct GivenDay<'m> {
    given: &'m Given,
    day: Key,
    midnight: SimTime,
    /// Contacts so far.
    next: usize,
    /// Counted ones: the interval at work, how many of it are still to come, and how much of it is over.
    slot: usize,
    left: u32,
    reached: f64,
}

impl<'m> GivenDay<'m> {
    /// A date whose contacts are given, under the key of that day.
    pub fn new(given: &'m Given, day: Key, midnight: SimTime) -> Self {
        let left = match given {
            Given::Counted(counts) => counts[0],
            Given::Dated(all) => all.len() as u32,
            Given::Recorded(_) => 0,
        };
        Self { given, day, midnight, next: 0, slot: 0, left, reached: 0.0 }
    }

    /// The next contact, its key, and what is known of it; none when the day is over.
    pub fn next(&mut self, profile: &Profile) -> Option<(SimTime, Key, Option<&'m Recorded>)> {
        let key = self.day.number(self.next as u64);
        let (after, own) = match self.given {
            Given::Recorded(all) => all.get(self.next).map(|one| (one.at, Some(one)))?,
            Given::Counted(counts) => (self.uniform(counts, key, profile)?, None),
            Given::Dated(all) => (self.uniform(&[all.len() as u32], key, profile)?, all.get(self.next)),
        };
        self.next += 1;
        Some((self.midnight + after, key, own))
    }

    /// The earliest of those still to come in their interval, each of which may be anywhere in what is left of it.
    fn uniform(&mut self, counts: &[u32], key: Key, profile: &Profile) -> Option<SimDuration> {
        while self.left == 0 {
            self.slot += 1;
            self.left = *counts.get(self.slot)?;
            self.reached = 0.0;
        }
        let u = 1.0 - key.uniform(MOMENT);
        self.reached = 1.0 - (1.0 - self.reached) * u.powf(1.0 / f64::from(self.left));
        self.left -= 1;
        // Rounding must not make an interval's last contact the next one's.
        let share = self.reached.min(1.0 - f64::EPSILON);
        if counts.len() == 1 {
            return Some(profile.time_at(share));
        }
        let length = SimDuration::DAY.ticks() / counts.len() as i64;
        Some(SimDuration::from_ticks(self.slot as i64 * length + (share * length as f64) as i64))
    }
}

/// Facts that data gives of the contacts that are here, where it gives more than when they came.
pub struct RecordedContacts<'m> {
    /// Whether it does for any.
    any: bool,
    of: BySlot<Option<&'m Recorded>>,
}

impl<'m> RecordedContacts<'m> {
    /// Of nobody yet.
    pub fn new(model: &Model) -> Self {
        let mut all = model.types.iter().filter_map(|contact_type| contact_type.arrivals.as_ref());
        let any = all.any(|arrivals| arrivals.given.values().any(|given| given.says_more()));
        Self { any, of: BySlot::new(None) }
    }
    /// Remembers what is recorded of the contact in this slot; `None` of one that another caused.
    #[inline]
    pub fn remember(&mut self, id: u32, recorded: Option<&'m Recorded>) {
        if self.any {
            self.of.set(id, recorded);
        }
    }
    /// What is recorded of the contact in this slot; `None`: nothing.
    #[inline]
    pub fn of(&self, id: u32) -> Option<&'m Recorded> {
        if self.any { self.of[id] } else { None }
    }
    /// The contact's recorded effort, in ticks at speed 1; `None`: not recorded.
    #[inline]
    pub fn effort(&self, id: u32) -> Option<f64> {
        self.of(id)?.effort.map(|effort| effort.ticks() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each interval has its number, and a contact is anywhere in it with the same chance.
    #[test]
    fn so_many_come_in_each_interval_and_evenly() {
        let given = Given::Counted(vec![0, 3, 0, 7]);
        let (mut below, mut all) = ([0.0; 10], 0.0);
        for n in 0..20_000 {
            let mut day = GivenDay::new(&given, Key::seed(3).number(n), SimTime::midnight(2));
            let came: Vec<SimTime> = std::iter::from_fn(|| day.next(&Profile::flat())).map(|found| found.0).collect();
            assert!(came.is_sorted() && came.iter().all(|at| at.day() == 2));
            let hours: Vec<f64> = came.iter().map(|at| at.time_of_day().hours()).collect();
            assert!(hours.len() == 10 && hours[..3].iter().all(|h| (6.0..12.0).contains(h)) && hours[3] >= 18.0);
            for hour in &hours[3..] {
                let tenth = (10.0 * (hour - 18.0) / 6.0) as usize;
                below[tenth.min(9)] += 1.0;
                all += 1.0;
            }
        }
        for tenth in below {
            let (expected, sd) = (all / 10.0, (all * 0.09_f64).sqrt());
            assert!((tenth - expected).abs() < 4.0 * sd, "{tenth}, not {expected}");
        }
    }

    #[test]
    fn a_number_for_the_day_follows_its_profile() {
        let (given, profile) = (Given::Counted(vec![5]), Profile::new(&[0.0, 1.0, 0.0, 0.0]));
        for n in 0..100 {
            let mut day = GivenDay::new(&given, Key::seed(4).number(n), SimTime::ZERO);
            let came: Vec<i32> =
                std::iter::from_fn(|| day.next(&profile)).map(|f| f.0.time_of_day().hours() as i32).collect();
            assert!(came.len() == 5 && came.iter().all(|hour| (6..12).contains(hour)));
        }
    }
}
