//! Crises: a carrier that fails, a bad batch, a storm of public opinion. Nobody plans them; each comes at random, lasts some
//! days, and raises some types meanwhile.
//!
//! Whether one begins on a date, how long it lasts and how large it turns out are pure functions of its name and that date.
//! So every design and case lives through the same crises, a longer horizon brings no others to its first days, and those
//! that began before the first day are still there on it.

use crate::random::{Key, Law, Purpose, event_factor};
use crate::time::{SimDuration, SimTime};
use std::sync::Arc;

const CRISIS: Purpose = Purpose::new("crisis");
const BEGINS: Purpose = Purpose::new("crisis begins");
const LASTS: Purpose = Purpose::new("crisis lasts");

/// The longest that a crisis lasts: so far back a date looks for its beginning.
pub const LONGEST: i32 = 60;
/// Days of a year, in the mean.
pub const YEAR: f64 = 365.25;

/// A kind of crisis.
#[derive(Clone, Debug, PartialEq)]
pub struct Crisis {
    name: String,
    /// The chance that one begins on a date, by month from January.
    begins: [f64; 12],
    /// How long: whole days, a part of a day counts as one.
    lasts: Law,
    /// cv of what it brings beyond the usual.
    uncertainty: f64,
}

impl Crisis {
    /// So many a year, all of them in these months.
    pub fn new(name: &str, a_year: f64, months: &[u8], lasts: Law, uncertainty: f64) -> Self {
        let chance = Self::chance(a_year, months.len());
        assert!((0.0..=1.0).contains(&chance), "compile admits chances only");
        let begins = std::array::from_fn(|month| if months.contains(&(month as u8 + 1)) { chance } else { 0.0 });
        Self { name: name.to_owned(), begins, lasts, uncertainty }
    }
    /// The chance that one of so many a year begins on a date of so many months.
    pub fn chance(a_year: f64, months: usize) -> f64 {
        a_year / (YEAR * months as f64 / 12.0)
    }
    /// How large the largest is that is there on a date, beside what is usual of its kind; none where there is none.
    fn size_on(&self, epoch_day: i32, replication: Key) -> Option<f64> {
        let crises = replication.child(CRISIS).name(&self.name);
        let there = (0..LONGEST).filter_map(|since| {
            let key = crises.number(i64::from(epoch_day - since) as u64);
            let begins = key.happens(BEGINS, self.begins[month(epoch_day - since)]);
            (begins && since < self.days(key)).then(|| event_factor(key, self.uncertainty))
        });
        there.reduce(f64::max)
    }
    fn days(&self, key: Key) -> i32 {
        let lasts = self.lasts.draw(&mut key.stream(LASTS), SimTime::ZERO);
        (lasts.ticks() as f64 / SimDuration::DAY.ticks() as f64).ceil().clamp(1.0, f64::from(LONGEST)) as i32
    }
}

/// January 0 … December 11 of a day number since 1970-01-01 (Hinnant, days to civil dates).
fn month(epoch_day: i32) -> usize {
    // Days since 1 March of a year that is divisible by 400.
    let of_era = (i64::from(epoch_day) + 719_468).rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    ((5 * of_year + 2) / 153 + 2).rem_euclid(12) as usize
}

/// What a crisis does to a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Struck {
    /// Which.
    pub crisis: Arc<Crisis>,
    /// How many times as much as usual comes while it lasts.
    pub lift: f64,
    /// So many more a day.
    pub adds: f64,
}

/// Expected first arrivals of a day in one replication, with the crises that are there.
pub fn with_crises(struck: &[Struck], usual: f64, epoch_day: i32, replication: Key) -> f64 {
    let (mut factor, mut more) = (1.0, 0.0);
    for Struck { crisis, lift, adds } in struck {
        if let Some(size) = crisis.size_on(epoch_day, replication) {
            factor *= (1.0 + (lift - 1.0) * size).max(0.0);
            more += adds * size;
        }
    }
    usual * factor + more
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [u8; 12] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    fn days(n: i64) -> Law {
        Law::Fixed(SimDuration::DAY * n)
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        for (day, wanted) in
            [(0, 0), (31, 1), (58, 1), (59, 2), (-1, 11), (364, 11), (365, 0), (11_016, 1), (11_017, 2)]
        {
            // 29 February 2000 is day 11,016.
            assert_eq!(month(day), wanted, "{day}");
        }
    }

    /// Two years' worth of crises of three days: begin at the rate, and are there min(1, …) of the time.
    #[test]
    fn as_many_begin_as_the_rate_says_and_they_last_as_long() {
        let crisis = Crisis::new("carrier", 12.0, &ALL, days(3), 0.0);
        let key = Key::seed(4);
        let n = 200_000;
        let chance = 12.0 / YEAR;
        let there = (0..n).filter(|day| crisis.size_on(*day, key).is_some()).count() as f64;
        let wanted = 1.0 - (1.0 - chance).powi(3);
        // Days within three of each other go together: at most three times the variance.
        let error = (3.0 * wanted * (1.0 - wanted) / f64::from(n)).sqrt();
        assert!((there / f64::from(n) - wanted).abs() < 4.0 * error, "{} not {wanted}", there / f64::from(n));
        assert!(error < 0.02 * wanted);
        // A fortnight's first day is told by its beginning, wherever one looks from.
        let first = (0..n).find(|day| crisis.size_on(*day, key).is_some()).unwrap();
        let runs: Vec<bool> = (first - 1..first + 3).map(|day| crisis.size_on(day, key).is_some()).collect();
        assert_eq!(runs, [false, true, true, true]);
    }

    #[test]
    fn all_of_a_year_come_in_the_months_that_may_have_them() {
        let crisis = Crisis::new("storm", 6.0, &[6, 11], days(1), 0.0);
        let key = Key::seed(5);
        let n = 100 * 365;
        let on: Vec<i32> = (0..n).filter(|day| crisis.size_on(*day, key).is_some()).collect();
        assert!(on.iter().all(|day| [5, 10].contains(&month(*day))));
        let a_year = on.len() as f64 / 100.0;
        assert!((a_year - 6.0).abs() < 4.0 * (6.0_f64 / 100.0).sqrt(), "{a_year}");
    }

    #[test]
    fn a_crisis_raises_each_type_its_own_way_and_all_by_one_size() {
        let crisis = Arc::new(Crisis::new("batch", 100.0, &ALL, Law::exponential(SimDuration::DAY * 2), 0.5));
        let struck = |lift, adds| [Struck { crisis: crisis.clone(), lift, adds }];
        let key = Key::seed(6);
        let mut sizes = Vec::new();
        for day in 0..4000 {
            let (lifted, added) =
                (with_crises(&struck(1.6, 0.0), 50.0, day, key), with_crises(&struck(1.0, 20.0), 0.0, day, key));
            let size = (lifted / 50.0 - 1.0) / 0.6;
            assert!((added - 20.0 * size).abs() < 1e-9, "day {day}: {added} and {lifted}");
            if size > 0.0 {
                sizes.push(size);
            }
        }
        assert!(sizes.len() > 1000 && sizes.iter().any(|size| *size > 1.5) && sizes.iter().any(|size| *size < 0.6));
        let other =
            [Struck { crisis: Arc::new(Crisis::new("other", 100.0, &ALL, days(2), 0.5)), lift: 1.6, adds: 0.0 }];
        assert!(
            (0..100).any(|day| with_crises(&other, 1.0, day, key) != with_crises(&struck(1.6, 0.0), 1.0, day, key))
        );
    }
}
