//! Simulated time: whole microseconds, so that equal seeds give equal bytes on every machine.
//!
//! Zero is the midnight at which the simulated calendar begins ([`crate::model::Calendar::origin`]). The engine never
//! reads the wall clock. The only conversions between ticks and seconds are here.

use std::fmt;
use std::ops::{Add, AddAssign, Mul, Sub, SubAssign};

const TICKS_PER_SECOND: i64 = 1_000_000;
/// Ticks below this are made whole by one addition: 71 years.
const SOON: f64 = (1_u64 << 51) as f64;
/// 2^52 + 2^51: of its sum with a number of less than 2^51 the last bits are the nearest whole number.
const NEAREST: f64 = ((1_u64 << 52) + (1 << 51)) as f64;

/// A moment: microseconds since the origin's midnight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SimTime(i64);

/// A length of time in microseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SimDuration(i64);

impl SimTime {
    /// The origin's midnight.
    pub const ZERO: Self = Self(0);
    /// Later than anything that happens.
    pub const NEVER: Self = Self(i64::MAX);

    /// From microseconds since the origin.
    #[inline]
    pub const fn from_ticks(ticks: i64) -> Self {
        Self(ticks)
    }
    /// Microseconds since the origin.
    #[inline]
    pub const fn ticks(self) -> i64 {
        self.0
    }
    /// Midnight of the `day`-th day after the origin.
    #[inline]
    pub const fn midnight(day: i32) -> Self {
        Self(day as i64 * SimDuration::DAY.0)
    }
    /// Days since the origin (whole, rounded down).
    pub const fn day(self) -> i32 {
        self.0.div_euclid(SimDuration::DAY.0) as i32
    }
    /// Time since the midnight before.
    pub const fn time_of_day(self) -> SimDuration {
        SimDuration(self.0.rem_euclid(SimDuration::DAY.0))
    }
}

impl SimDuration {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// One second.
    pub const SECOND: Self = Self(TICKS_PER_SECOND);
    /// One minute.
    pub const MINUTE: Self = Self(60 * TICKS_PER_SECOND);
    /// One hour.
    pub const HOUR: Self = Self(3600 * TICKS_PER_SECOND);
    /// Twenty-four hours.
    pub const DAY: Self = Self(86_400 * TICKS_PER_SECOND);
    /// Longer than any run.
    pub const FOREVER: Self = Self(i64::MAX / 4);

    /// From microseconds.
    #[inline]
    pub const fn from_ticks(ticks: i64) -> Self {
        Self(ticks)
    }
    /// Microseconds.
    #[inline]
    pub const fn ticks(self) -> i64 {
        self.0
    }
    /// Rounded to the nearest tick; anything longer than [`Self::FOREVER`] (or not a number) is `FOREVER`.
    #[inline]
    pub fn from_seconds(seconds: f64) -> Self {
        Self::from_ticks_f64(seconds * TICKS_PER_SECOND as f64)
    }
    /// Rounded to the nearest tick, as [`Self::from_seconds`].
    #[inline]
    pub fn from_ticks_f64(ticks: f64) -> Self {
        // Half a tick and truncation: `round` is a call into the maths library on the baseline x86-64.
        if ticks < Self::FOREVER.0 as f64 { Self((ticks + 0.5_f64.copysign(ticks)) as i64) } else { Self::FOREVER }
    }
    /// Rounded up to a tick; nothing is less than no time.
    #[inline]
    pub fn from_ticks_up(ticks: f64) -> Self {
        if ticks <= 0.0 {
            return Self::ZERO;
        }
        if ticks < SOON {
            let sum = ticks + NEAREST;
            let nearest = sum.to_bits() as i64 - NEAREST.to_bits() as i64;
            return Self(nearest + i64::from(sum - NEAREST < ticks));
        }
        Self::from_many_ticks_up(ticks)
    }
    /// The same of more than a run is long.
    #[cold]
    fn from_many_ticks_up(ticks: f64) -> Self {
        let whole = ticks as i64;
        if ticks < Self::FOREVER.0 as f64 { Self(whole + i64::from((whole as f64) < ticks)) } else { Self::FOREVER }
    }
    /// Seconds.
    #[inline]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / TICKS_PER_SECOND as f64
    }
    /// Hours.
    pub fn hours(self) -> f64 {
        self.0 as f64 / Self::HOUR.0 as f64
    }
    /// Days.
    pub fn days(self) -> f64 {
        self.0 as f64 / Self::DAY.0 as f64
    }
    /// Scaled and rounded once to a tick.
    #[must_use]
    #[inline]
    pub fn scale(self, factor: f64) -> Self {
        if factor == 1.0 { self } else { Self::from_ticks_f64(self.0 as f64 * factor) }
    }
}

impl Add<SimDuration> for SimTime {
    type Output = Self;
    #[inline]
    fn add(self, by: SimDuration) -> Self {
        Self(self.0.saturating_add(by.0))
    }
}
impl Sub<SimDuration> for SimTime {
    type Output = Self;
    #[inline]
    fn sub(self, by: SimDuration) -> Self {
        Self(self.0 - by.0)
    }
}
impl Sub for SimTime {
    type Output = SimDuration;
    #[inline]
    fn sub(self, other: Self) -> SimDuration {
        SimDuration(self.0 - other.0)
    }
}
impl Add for SimDuration {
    type Output = Self;
    #[inline]
    fn add(self, by: Self) -> Self {
        Self(self.0.saturating_add(by.0))
    }
}
impl AddAssign for SimDuration {
    #[inline]
    fn add_assign(&mut self, by: Self) {
        *self = *self + by;
    }
}
impl Sub for SimDuration {
    type Output = Self;
    #[inline]
    fn sub(self, by: Self) -> Self {
        Self(self.0 - by.0)
    }
}
impl SubAssign for SimDuration {
    #[inline]
    fn sub_assign(&mut self, by: Self) {
        *self = *self - by;
    }
}
impl Mul<i64> for SimDuration {
    type Output = Self;
    #[inline]
    fn mul(self, by: i64) -> Self {
        Self(self.0 * by)
    }
}

impl fmt::Display for SimDuration {
    /// `08:30:00`, with the fraction where there is one; hours may exceed 24.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, t) = if self.0 < 0 { ("-", -self.0) } else { ("", self.0) };
        let (seconds, fraction) = (t / TICKS_PER_SECOND, t % TICKS_PER_SECOND);
        write!(f, "{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)?;
        if fraction > 0 { write!(f, ".{fraction:06}") } else { Ok(()) }
    }
}
impl fmt::Display for SimTime {
    /// `day 3 08:30:00`, days counted from the origin.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "day {} {}", self.day(), self.time_of_day())
    }
}
impl fmt::Debug for SimTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl fmt::Debug for SimDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_round_to_the_nearest_tick_and_saturate() {
        assert_eq!(SimDuration::from_seconds(0.000_000_6).ticks(), 1);
        assert_eq!(SimDuration::from_seconds(f64::INFINITY), SimDuration::FOREVER);
        assert_eq!(SimDuration::from_seconds(f64::NAN), SimDuration::FOREVER);
    }

    #[test]
    fn ticks_round_up_to_the_next_whole_one() {
        let whole = |ticks: f64| ticks.ceil() as i64;
        let mut ticks: f64 = 1e-300;
        while ticks < 1e18 {
            for at in [
                ticks,
                ticks.floor(),
                ticks.floor() + 0.5,
                ticks.next_up(),
                ticks.floor().next_up(),
                ticks.ceil().next_down(),
            ] {
                assert_eq!(SimDuration::from_ticks_up(at).ticks(), whole(at), "{at}");
            }
            ticks *= 1.37;
        }
        for nothing in [0.0, -0.0, -1.5, f64::NEG_INFINITY] {
            assert_eq!(SimDuration::from_ticks_up(nothing), SimDuration::ZERO);
        }
        for much in [1e19, f64::INFINITY, f64::NAN] {
            assert_eq!(SimDuration::from_ticks_up(much), SimDuration::FOREVER);
        }
    }

    #[test]
    fn days_count_from_the_origin() {
        let t = SimTime::midnight(2) + SimDuration::HOUR * 9;
        assert_eq!((t.day(), t.time_of_day()), (2, SimDuration::HOUR * 9));
        assert_eq!((SimTime::ZERO - SimDuration::SECOND).day(), -1);
        assert_eq!(t.to_string(), "day 2 09:00:00");
    }
}
