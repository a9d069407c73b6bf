//! When things come in chats by the message.

use crate::engine::kernel::event::{self, EventKind};
use crate::time::SimTime;
use std::hint::select_unpredictable;

/// After everything that happens: ranks count no further.
const LAST: SimTime = SimTime::from_ticks(1 << 61);

/// When something comes, and its kind and order of creation among others at that instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Due {
    at: SimTime,
    order: u64,
}

impl Due {
    /// It never comes.
    pub const NEVER: Self = Self { at: SimTime::NEVER, order: 0 };

    /// Something of this kind comes then; `sequence`: its order of creation.
    #[inline]
    pub fn new(at: SimTime, kind: EventKind, sequence: u64) -> Self {
        Self { at, order: event::order(kind, sequence) }
    }
    /// The earlier of two, where nobody can predict which.
    #[expect(clippy::needless_bitwise_bool, reason = "no branches")]
    #[inline]
    pub fn earlier_of(self, other: Self) -> Self {
        let earlier = (self.at < other.at) | ((self.at == other.at) & (self.order < other.order));
        let at = select_unpredictable(earlier, self.at, other.at);
        Self { at, order: select_unpredictable(earlier, self.order, other.order) }
    }
    /// Its kind and order of creation in one number.
    #[inline]
    pub fn order(self) -> u64 {
        self.order
    }
    /// When it comes.
    #[inline]
    pub fn at(self) -> SimTime {
        self.at
    }
}

/// What an agent who answers the oldest first goes by: the time at which a customer wrote, doubled, and 1 more where that is no more than drawn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rank(i64);

impl Rank {
    /// The agent has begun.
    pub const FIRST: Self = Self(i64::MIN);
    /// There is nothing to answer. (Even.)
    pub const NEVER: Self = Self(i64::MAX - 1);

    /// Somebody waits since then.
    #[inline]
    pub fn written(at: SimTime) -> Self {
        Self(2 * at.min(LAST).ticks())
    }
    /// A customer writes then, which nobody has to be told.
    #[inline]
    pub fn written_unnoticed(at: SimTime) -> Self {
        Self(2 * at.min(LAST).ticks() + 1)
    }
    /// Whether a customer writes then unnoticed.
    #[inline]
    pub fn is_unnoticed(self) -> bool {
        self.0 & 1 != 0
    }
    /// The time.
    #[inline]
    pub fn at(self) -> SimTime {
        SimTime::from_ticks(self.0 >> 1)
    }
    /// Since when somebody waits now; `None`: nobody does.
    #[inline]
    pub fn since(self, now: SimTime) -> Option<SimTime> {
        (self <= Self::written(now)).then(|| self.at())
    }
}
