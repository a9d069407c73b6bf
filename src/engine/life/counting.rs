//! Which contacts count: the interval of now, and how many live contacts that count are still here.

use crate::engine::contact::UNCOUNTED;
use crate::time::SimTime;

/// The part of a run that is counted.
pub struct Counting {
    /// The end of the counted horizon.
    end: SimTime,
    /// The counting interval now, or [`UNCOUNTED`]; and when it ends.
    interval: u32,
    interval_ends: SimTime,
    /// Live contacts that count and have not left.
    live: u64,
}

impl Counting {
    /// Nothing counts before `start`; the horizon ends at `end`.
    pub fn new(start: SimTime, end: SimTime) -> Self {
        Self { end, interval: UNCOUNTED, interval_ends: start, live: 0 }
    }
    /// The end of the counted horizon.
    #[inline]
    pub fn end(&self) -> SimTime {
        self.end
    }
    /// The counting interval now, or [`UNCOUNTED`].
    #[inline]
    pub fn interval(&self) -> u32 {
        self.interval
    }
    /// When the counting interval of now ends.
    #[inline]
    pub fn interval_ends(&self) -> SimTime {
        self.interval_ends
    }
    /// The interval that begins now, and when it ends; `None`: what comes does not count.
    pub fn begin_interval(&mut self, interval: Option<u32>, ends: SimTime) {
        self.interval = interval.unwrap_or(UNCOUNTED);
        self.interval_ends = ends;
    }
    /// Whether nothing that counts can happen any more: the horizon is over, and everybody who counts has left or the drain,
    /// which ends at `last`, is over too.
    #[inline]
    pub fn is_over(&self, now: SimTime, last: SimTime) -> bool {
        now >= self.end && (self.live == 0 || now > last)
    }
    /// A live contact of this interval is here.
    #[inline]
    pub fn add(&mut self, interval: u32) {
        self.live += u64::from(interval != UNCOUNTED);
    }
    /// A live contact of this interval is no longer waited for at the end.
    #[inline]
    pub fn take_away(&mut self, interval: u32) {
        self.live -= u64::from(interval != UNCOUNTED);
    }
}
