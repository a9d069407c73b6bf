//! Which contacts count: the interval of now, and how many live contacts that count are still here.

use crate::engine::contact::UNCOUNTED;
use crate::time::SimTime;

/// The part of a run that is counted.
pub struct Counting {
    /// The end of the counted horizon.
    end: SimTime,
    /// The counting interval now, or [`UNCOUNTED`].
    interval: u32,
    /// Live contacts that count and have not left.
    live: u64,
}

impl Counting {
    /// Nothing counts yet; the horizon ends at `end`.
    pub fn until(end: SimTime) -> Self {
        Self { end, interval: UNCOUNTED, live: 0 }
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
    /// The interval that begins now; `None`: what comes does not count.
    pub fn begin_interval(&mut self, interval: Option<u32>) {
        self.interval = interval.unwrap_or(UNCOUNTED);
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
