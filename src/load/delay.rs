//! When falls due what is caused: how a rule's delay spreads what begins in one hour over the hours or days after it.
//!
//! What begins in an hour is taken as evenly spread over it. Then the share that falls due in each later hour is exact
//! ([`Law::excess`]), and so is the share of each later day. Only what is caused by what was caused, and contacts moved to
//! a profile's hours on the day of their cause, know the hour of their cause and not the minute.

use super::HOURS;
use crate::random::{Law, Profile};
use crate::time::SimDuration;

/// Ticks of an hour.
const HOUR: f64 = SimDuration::HOUR.ticks() as f64;
/// A rest this small is left out of what a law brings late.
const NEGLIGIBLE: f64 = 1e-13;

/// How what begins in an hour spreads over what comes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Spread {
    /// By hours later, the hour itself first; the same at every hour of the day.
    Later(Vec<f64>),
    /// By hours later, for each hour of the day that it begins in.
    LaterByHour(Vec<Vec<f64>>),
    /// Moved to a profile's hours, for each hour of the day that it begins in.
    Moved(Vec<Moved>),
}

/// What begins in an hour and is moved to a profile's hours of the day it falls on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moved {
    /// On the same day, by hours later, the hour itself first.
    pub today: Vec<f64>,
    /// By days later, the next day first: to be spread over all the profile's hours.
    pub days: Vec<f64>,
}

impl Spread {
    /// By a rule's delay (none: at once) and the hours it is moved to, over so many hours at most.
    pub(super) fn of(delay: Option<&Law>, follow: Option<&[f64; HOURS]>, horizon: usize) -> Self {
        let later = Self::by_delay(delay, horizon);
        match follow {
            None => later,
            Some(shares) => Self::Moved((0..HOURS).map(|hour| moved(later.from(hour), hour, shares)).collect()),
        }
    }

    fn by_delay(delay: Option<&Law>, horizon: usize) -> Self {
        match delay {
            None => Self::Later(vec![1.0]),
            Some(law) => smooth(law, horizon).map_or_else(
                || Self::LaterByHour((0..HOURS).map(|hour| by_clock(law, hour, horizon)).collect()),
                Self::Later,
            ),
        }
    }

    /// By hours later, of what begins in this hour of the day.
    fn from(&self, hour: usize) -> &[f64] {
        match self {
            Self::Later(later) => later,
            Self::LaterByHour(hours) => &hours[hour],
            Self::Moved(_) => unreachable!("a delay alone moves nothing"),
        }
    }

    /// The share that falls due in the hour in which it begins.
    pub(super) fn at_once(&self, hour: usize) -> f64 {
        match self {
            Self::Moved(hours) => hours[hour].today[0],
            other => other.from(hour)[0],
        }
    }

    /// By hours later, but for what is moved to later days.
    pub(super) fn hours(&self, hour: usize) -> &[f64] {
        match self {
            Self::Moved(hours) => &hours[hour].today,
            other => other.from(hour),
        }
    }

    /// By days later, what is to be spread over the profile's hours.
    pub(super) fn days(&self, hour: usize) -> &[f64] {
        match self {
            Self::Moved(hours) => &hours[hour].days,
            _ => &[],
        }
    }
}

/// Shares by hours later for a law that does not look at the clock; none for one that does.
fn smooth(law: &Law, horizon: usize) -> Option<Vec<f64>> {
    let excess = |hours: usize| law.excess(hours as f64 * HOUR).map(|ticks| ticks / HOUR);
    let (mut before, mut here, mut after) = (excess(0)? + 1.0, excess(0)?, excess(1)?);
    let mut shares = Vec::new();
    // Before its beginning nothing falls due: the excess falls by one an hour there.
    for hours in 0..horizon.max(1) {
        shares.push((before - 2.0 * here + after).max(0.0));
        // What is still to come after this hour.
        if here - after < NEGLIGIBLE {
            break;
        }
        (before, here, after) = (here, after, excess(hours + 2)?);
    }
    Some(shares)
}

/// Shares by hours later of what begins in this hour of the day, for laws that look at the clock.
fn by_clock(law: &Law, hour: usize, horizon: usize) -> Vec<f64> {
    match law {
        Law::Mixture(parts) => {
            let (mut before, mut sum) = (0.0, Vec::new());
            for (upto, part) in parts {
                add(&mut sum, &by_clock(part, hour, horizon), upto - before);
                before = *upto;
            }
            sum
        }
        Law::NextTime { at, spread } => {
            let (at, spread) = (at.ticks() as f64 / HOUR, spread.ticks() as f64 / HOUR);
            let today = (at - hour as f64).clamp(0.0, 1.0);
            let mut sum = vec![0.0];
            for (share, from) in [(today, at), (1.0 - today, at + HOURS as f64)] {
                if share > 0.0 {
                    add(&mut sum, &evenly(from - hour as f64, spread, horizon), share);
                }
            }
            sum
        }
        other => smooth(other, horizon).expect("only these two look at the clock"),
    }
}

/// Shares by hour of what falls due evenly from this hour on, for so many hours.
fn evenly(from: f64, length: f64, horizon: usize) -> Vec<f64> {
    let from = from.max(0.0);
    let last = ((from + length).ceil() as usize).max(from as usize + 1).min(horizon.max(1));
    let share = |hour: usize| {
        let (begins, ends) = (hour as f64, hour as f64 + 1.0);
        if length > 0.0 {
            ((from + length).min(ends) - from.max(begins)).max(0.0) / length
        } else {
            f64::from(u8::from(begins <= from && from < ends))
        }
    };
    (0..last).map(share).collect()
}

fn add(sum: &mut Vec<f64>, shares: &[f64], weight: f64) {
    if sum.len() < shares.len() {
        sum.resize(shares.len(), 0.0);
    }
    sum.iter_mut().zip(shares).for_each(|(sum, share)| *sum += weight * share);
}

/// Moved to these shares of the day on which it falls due, but not before its cause; where nothing of the day is left, to
/// the next.
fn moved(later: &[f64], hour: usize, shares: &[f64; HOURS]) -> Moved {
    let mut days = vec![0.0; 1 + (hour + later.len()) / HOURS];
    let mut same_day = 0.0;
    for (hours, share) in later.iter().enumerate() {
        match (hour + hours) / HOURS {
            0 => same_day += share,
            day => days[day - 1] += share,
        }
    }
    let mut today = vec![0.0; HOURS - hour];
    let (own, rest) = (shares[hour], shares[hour + 1..].iter().sum::<f64>());
    if own + rest <= 0.0 {
        days[0] += same_day;
    } else {
        // Of a cause evenly in its hour, the mean over what is left of the day's profile: ∫₀¹ du / (rest + own·u).
        let mean = if own > 0.0 { ((rest + own) / rest).ln() / own } else { 1.0 / rest };
        today[0] = same_day * if rest > 0.0 { (1.0 - rest * mean).max(0.0) } else { 1.0 };
        if rest > 0.0 {
            today.iter_mut().skip(1).zip(&shares[hour + 1..]).for_each(|(t, s)| *t = same_day * s * mean);
        }
    }
    Moved { today, days }
}

/// Shares of a profile by hour.
pub(super) fn by_hour(profile: &Profile) -> [f64; HOURS] {
    let before = |hour: usize| {
        if hour == HOURS { 1.0 } else { profile.share_before(SimDuration::HOUR * hour as i64) }
    };
    std::array::from_fn(|hour| before(hour + 1) - before(hour))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(h: f64) -> SimDuration {
        SimDuration::from_seconds(3600.0 * h)
    }
    fn later(law: &Law) -> Vec<f64> {
        match Spread::of(Some(law), None, 50_000) {
            Spread::Later(shares) => shares,
            other => panic!("{other:?}"),
        }
    }
    fn close(found: &[f64], wanted: &[f64]) {
        let alike = found.len() == wanted.len() && found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(alike, "{found:?} not {wanted:?}");
    }

    #[test]
    fn what_begins_evenly_over_an_hour_falls_due_as_the_law_says() {
        // Two hours and a quarter later: three quarters in the second hour after, a quarter in the third.
        close(&later(&Law::Fixed(hours(2.25))), &[0.0, 0.0, 0.75, 0.25]);
        close(&later(&Law::Fixed(hours(0.0))), &[1.0]);
        // Evenly within the next hour: half of it in the same hour.
        close(&later(&Law::Uniform { low: hours(0.0), high: hours(1.0) }), &[0.5, 0.5]);
        // Exponential: 1 − (1 − e^−1) in the same hour, then (1 − e^−1)² e^−(k−1).
        let found = later(&Law::exponential(hours(1.0)));
        let q = (-1.0_f64).exp();
        assert!((found[0] - q).abs() < 1e-12, "{}", found[0]);
        assert!((1..20).all(|k| (found[k] - (1.0 - q).powi(2) * q.powi(k as i32 - 1)).abs() < 1e-12));
        for law in [Law::gamma(hours(60.0), 0.5), Law::lognormal(hours(20.0), 1.2), Law::weibull(0.8, hours(30.0))] {
            let sum: f64 = later(&law).iter().sum();
            assert!((sum - 1.0).abs() < 1e-11, "{law:?}: {sum}");
        }
    }

    #[test]
    fn the_clock_decides_where_the_law_says_so() {
        let law = Law::NextTime { at: hours(9.5), spread: hours(2.0) };
        let Spread::LaterByHour(found) = Spread::of(Some(&law), None, 100) else { panic!("it looks at the clock") };
        close(&found[8], &[0.0, 0.25, 0.5, 0.25]);
        // Half of the ninth hour is before half past nine; the rest waits for tomorrow's.
        let mut wanted = vec![0.25, 0.5, 0.25];
        wanted.resize(24, 0.0);
        close(&found[9][..24], &[&[0.125, 0.25, 0.125][..], &[0.0; 21][..]].concat());
        close(&found[9][24..], &[0.125, 0.25, 0.125]);
        assert!(found[20][..13].iter().all(|share| *share == 0.0) && (found[20][13] - 0.25).abs() < 1e-12);
        let mixed = Law::Mixture(vec![(0.5, law), (1.0, Law::Fixed(hours(0.0)))]);
        let Spread::LaterByHour(found) = Spread::of(Some(&mixed), None, 100) else { panic!("so does this") };
        close(&found[8], &[0.5, 0.125, 0.25, 0.125]);
    }

    #[test]
    fn what_is_moved_keeps_its_day_and_never_goes_before_its_cause() {
        let mut office = [0.0; HOURS];
        office[9..17].fill(0.125);
        let law = Law::Fixed(hours(10.0));
        let Spread::Moved(found) = Spread::of(Some(&law), Some(&office), 100) else { panic!("it is moved") };
        // From six o'clock it falls due on the same day after four, and may be asked at any of its hours.
        close(&found[6].days, &[0.0]);
        close(&found[6].today, &[&[0.0; 3][..], &[0.125; 8][..], &[0.0; 7][..]].concat());
        // From 13 to 14 o'clock it falls due before midnight; what is left of the day is 13 to 17.
        let mean = (4.0_f64 / 3.0).ln() / 0.125;
        close(&found[13].today[..4], &[1.0 - 0.375 * mean, 0.125 * mean, 0.125 * mean, 0.125 * mean]);
        assert!((found[13].today.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // From 16 to 17 it falls due after midnight.
        close(&found[16].days, &[1.0, 0.0]);
        // Where today's hours are over, tomorrow's.
        let short = Spread::of(Some(&Law::Fixed(hours(1.0))), Some(&office), 100);
        let Spread::Moved(found) = short else { panic!("it is moved") };
        assert_eq!((found[20].days[0], found[20].today.iter().sum::<f64>()), (1.0, 0.0));
    }
}
