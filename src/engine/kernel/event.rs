//! Events, and the written order of those that fall on one instant.

use crate::time::SimTime;
use std::hint::select_unpredictable;

/// Makes the enum and the list of its variants from one table.
macro_rules! kinds {
    ($(#[$about:meta])* enum $name:ident { $($(#[$doc:meta])* $kind:ident,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        #[repr(u8)]
        pub enum $name {
            $($(#[$doc])* $kind,)+
        }

        impl $name {
            /// Every kind, in order.
            const ALL: [Self; [$(Self::$kind),+].len()] = [$(Self::$kind),+];
            /// The same for every number that has room in an event: behind the last kind the last again.
            const BY_NUMBER: [Self; 1 << KIND_BITS] = {
                let mut all = [Self::ALL[Self::ALL.len() - 1]; 1 << KIND_BITS];
                let mut n = 0;
                while n < Self::ALL.len() {
                    all[n] = Self::ALL[n];
                    n += 1;
                }
                all
            };
        }
    };
}

kinds! {
    /// Kinds of events. The order of the variants is the order in which simultaneous events are handled:
    /// the interval ends, work ends, capacity appears, customers come, rules change, waits are cut short, capacity goes. Among equals,
    /// the order of creation. So a contact reached exactly at its deadline is served.
    enum EventKind {
        /// A counting interval ends, before anything changes at that instant.
        IntervalEnd,
        /// A day's duties are drawn up.
        Midnight,
        /// An agent's first piece of work to finish finishes. Slot: agent.
        ServiceEnd,
        /// Work after a contact ends. Slot: contact.
        WrapUpEnd,
        /// By the message: a customer writes again, goes, is to be reminded, or is silent for too long. Slot: contact.
        CustomerTurn,
        /// A shift begins. Slot: agent.
        ShiftStart,
        /// A break ends. Slot: agent.
        BreakEnd,
        /// A pause ends. Slot: agent.
        PauseEnd,
        /// A leader is back at the desk. Slot: agent.
        LeadEnd,
        /// A number-staffed team changes upwards. Slot: team.
        StaffUp,
        /// A type's hours begin: messages left in closed hours, and who came then and waits, may be taken. Slot: type.
        Opening,
        /// The bot is done: it hands over, or the contact ends with it. Slot: contact.
        BotEnd,
        /// A ticket's wait is over, or a forgotten one is found. Slot: contact.
        StepResumes,
        /// Something caused earlier arrives. Slot: contact.
        FollowUp,
        /// A customer asks about a ticket if it is still open. Slot: question.
        Question,
        /// A first contact arrives. Slot: source.
        Arrival,
        /// A policy begins or ends. Slot: policy.
        Policy,
        /// A further team takes part. Slot: contact.
        FurtherTeam,
        /// A customer's patience is over. Slot: contact.
        Patience,
        /// A ticket's deadline. Slot: contact.
        Deadline,
        /// The agent takes nothing new from here on. Slot: agent.
        LastCall,
        /// A shift ends. Slot: agent.
        ShiftEnd,
        /// A break is near: the agent takes nothing new. Slot: agent.
        BreakNear,
        /// A break is due. Slot: agent.
        BreakDue,
        /// A break that was due begins although chats are open. Slot: agent.
        BreakLatest,
        /// A pause is due. Slot: agent.
        PauseDue,
        /// A spell of leading is due. Slot: agent.
        LeadDue,
        /// A number-staffed team changes downwards. Slot: team.
        StaffDown,
    }
}

const SLOT_BITS: u32 = 32;
const SEQUENCE_BITS: u32 = 41;
const KIND_BITS: u32 = 5;
/// Bits of microseconds within a stretch of time: nine minutes.
pub(super) const STRETCH_BITS: u32 = 29;
const LAST_TICK: i64 = (1 << 50) - 1;

/// Kind and order of creation in one number, by which events of one instant sort.
#[inline]
pub fn order(kind: EventKind, sequence: u64) -> u64 {
    (kind as u64) << SEQUENCE_BITS | sequence
}

/// An event as one integer that sorts by time, kind and order of creation: 50 bits of microseconds (35 years), 5 of
/// kind, 41 of sequence, 32 of what it concerns.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PendingEvent(u128);

impl PendingEvent {
    /// After everything that happens.
    pub const NEVER: Self = Self(u128::MAX);

    /// An event of this kind at this time; `sequence`: its order of creation; `slot`: what it concerns.
    #[inline]
    pub fn new(at: SimTime, kind: EventKind, sequence: u64, slot: u32) -> Self {
        Self::with_order(at, order(kind, sequence), slot)
    }
    /// The same by kind and order of creation in one number: see [`order`].
    #[inline]
    pub fn with_order(at: SimTime, order: u64, slot: u32) -> Self {
        debug_assert!(at >= SimTime::ZERO, "time {at} before the calendar");
        // Whatever lies beyond the last representable moment never happens: every run ends before.
        let ticks = at.ticks().min(LAST_TICK);
        Self((ticks as u128) << (SLOT_BITS + SEQUENCE_BITS + KIND_BITS) | (order as u128) << SLOT_BITS | slot as u128)
    }
    /// The earlier of two, where nobody can predict which: a branch would cost more than the comparison. By halves,
    /// because the compiler makes a branch of a choice between integers wider than a register.
    #[expect(clippy::needless_bitwise_bool, reason = "no branches")]
    #[inline]
    pub fn earlier_of(self, other: Self) -> Self {
        let halves = |event: Self| ((event.0 >> 64) as u64, event.0 as u64);
        let (mine, its) = (halves(self), halves(other));
        let earlier = (mine.0 < its.0) | ((mine.0 == its.0) & (mine.1 < its.1));
        let high = select_unpredictable(earlier, mine.0, its.0);
        let low = select_unpredictable(earlier, mine.1, its.1);
        Self((high as u128) << 64 | low as u128)
    }
    /// When it happens.
    #[inline]
    pub fn at(self) -> SimTime {
        SimTime::from_ticks((self.0 >> (SLOT_BITS + SEQUENCE_BITS + KIND_BITS)) as i64)
    }
    /// Which stretch of time it is in: a number that grows with time.
    #[inline]
    pub fn stretch(self) -> u32 {
        (self.0 >> (SLOT_BITS + SEQUENCE_BITS + KIND_BITS + STRETCH_BITS)) as u32
    }
    /// What happens.
    #[inline]
    pub fn kind(self) -> EventKind {
        EventKind::BY_NUMBER[(self.0 >> (SLOT_BITS + SEQUENCE_BITS)) as usize & ((1 << KIND_BITS) - 1)]
    }
    /// Its order of creation, which no other event has.
    #[inline]
    pub fn sequence(self) -> u64 {
        (self.0 >> SLOT_BITS) as u64 & ((1 << SEQUENCE_BITS) - 1)
    }
    /// What it concerns: see the kinds.
    #[inline]
    pub fn slot(self) -> u32 {
        self.0 as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_survive_packing_and_the_order_is_the_written_one() {
        let t = SimTime::from_ticks((1 << 50) - 1);
        let e = PendingEvent::new(t, EventKind::StaffDown, (1 << 41) - 1, u32::MAX);
        assert_eq!((e.at(), e.kind(), e.sequence(), e.slot()), (t, EventKind::StaffDown, (1 << 41) - 1, u32::MAX));
        for (i, kind) in EventKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, i);
        }
        let now = SimTime::from_ticks(5);
        let end = PendingEvent::new(now, EventKind::ServiceEnd, 9, 0);
        let patience = PendingEvent::new(now, EventKind::Patience, 1, 7);
        assert!(end < patience, "a contact reached exactly at its deadline is served");
        let arrival = PendingEvent::new(now, EventKind::Arrival, 0, 0);
        assert!(end < arrival && arrival < patience && patience < PendingEvent::NEVER);
        assert!(
            PendingEvent::new(now, EventKind::FollowUp, 3, 9) < PendingEvent::new(now, EventKind::FollowUp, 4, 0),
            "then order of creation"
        );
    }
}
