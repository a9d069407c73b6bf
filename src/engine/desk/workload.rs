//! Counts of what an agent has in hand, and what the team's totals hear of them. All counts in one word: taking something is
//! one addition, and whether anything changed is one comparison.

use super::work::Work;
use crate::model::Channel;

/// Bits of a count: ten times more than an agent has places.
const BITS: u32 = 12;
/// Where each count begins.
const OPEN: u32 = 0;
const LIVE: u32 = BITS;
const TAKEN: u32 = 2 * BITS;
const TICKETS: u32 = 3 * BITS;
const BESIDE: u32 = 4 * BITS;
/// Above the counts, of a [`Load`].
const AVAILABLE: u64 = 1 << 60;
const FREE: u64 = 1 << 61;

/// The count that begins at this bit.
#[inline]
fn count(word: u64, from: u32) -> u16 {
    (word >> from) as u16 & ((1 << BITS) - 1)
}

/// Counts of an agent's pieces of work.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Workload(u64);

impl Workload {
    /// The counts of one piece of work.
    #[inline]
    pub fn of(work: &Work) -> Self {
        Self::of_kind(work.channel, work.wrap_up, work.places)
    }
    /// The counts of one piece of such work, in so many places.
    #[inline]
    pub fn of_kind(channel: Channel, wrap_up: bool, places: u16) -> Self {
        let what = match (channel, wrap_up) {
            (Channel::Ticket, _) => 1 << TICKETS | 1 << BESIDE,
            (_, true) => 1 << BESIDE,
            (Channel::Call, false) => 1 << LIVE | 1 << BESIDE,
            _ => 1 << LIVE,
        };
        Self(what | 1 << OPEN | u64::from(places) << TAKEN)
    }
    /// A call that takes so many places.
    #[inline]
    pub fn of_call(places: u16) -> Self {
        Self::of_kind(Channel::Call, false, places)
    }
    /// Takes in these counts too.
    #[inline]
    pub fn add(&mut self, other: Self) {
        self.0 += other.0;
    }
    /// Takes these counts out.
    #[inline]
    pub fn take_away(&mut self, other: Self) {
        self.0 -= other.0;
    }
    /// Places taken.
    #[inline]
    pub fn taken(self) -> u16 {
        count(self.0, TAKEN)
    }
    /// Tickets in hand.
    #[inline]
    pub fn tickets(self) -> u16 {
        count(self.0, TICKETS)
    }
    /// Work that takes whatever chats leave of the hands: calls, tickets, after-contact work.
    #[inline]
    pub fn beside(self) -> u16 {
        count(self.0, BESIDE)
    }
}

/// What one agent's work adds to the team's totals. While an agent is not available it stands still, and they are not free.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Load {
    word: u64,
    hands: f64,
}

impl Load {
    /// Of an agent who is available. `free`: they could take something new; `hands`: the share of them at work.
    #[inline]
    pub fn new(workload: Workload, free: bool, hands: f64) -> Self {
        Self { word: workload.0 | AVAILABLE | if free { FREE } else { 0 }, hands }
    }
    /// Of an agent who has nothing in hand and could take something.
    #[inline]
    pub fn idle() -> Self {
        Self::new(Workload::default(), true, 0.0)
    }
    /// Of an agent at the desk with a call, which takes all their places.
    #[inline]
    pub fn on_call(places: u16) -> Self {
        Self::new(Workload::of_call(places), false, 1.0)
    }
    /// Of an agent on a pause, a break or a spell of leading, or who is not there.
    #[inline]
    pub fn standing(workload: Workload) -> Self {
        Self { word: workload.0, hands: 0.0 }
    }
    /// Paid and not on a pause.
    #[inline]
    pub fn available(&self) -> bool {
        self.word & AVAILABLE != 0
    }
    /// Could take something new.
    #[inline]
    pub fn free(&self) -> bool {
        self.word & FREE != 0
    }
    /// Open contacts, tickets and after-contact work among them.
    #[inline]
    pub fn open(&self) -> u16 {
        count(self.word, OPEN)
    }
    /// Open chats and calls.
    #[inline]
    pub fn live(&self) -> u16 {
        count(self.word, LIVE)
    }
    /// Places taken.
    #[inline]
    pub fn taken(&self) -> u16 {
        count(self.word, TAKEN)
    }
    /// Share of the hands at work, 0 to 1.
    #[inline]
    pub fn hands(&self) -> f64 {
        self.hands
    }
    /// Where all that changed since this load is that an agent at the desk took a chat in one place, or ended one: beside how
    /// many other calls and chats, beside how many other contacts of any kind, and 1 or -1. `None`: something else changed.
    #[inline]
    pub fn step_of_chat(&self, was: &Self) -> Option<(u16, u16, i64)> {
        const CHAT: u64 = 1 << OPEN | 1 << LIVE | 1 << TAKEN;
        let (is, before) = (self.word & !FREE, was.word & !FREE);
        let (fewer, by) = if is == before + CHAT {
            (before, 1)
        } else if before == is + CHAT {
            (is, -1)
        } else {
            return None;
        };
        (fewer & AVAILABLE != 0).then(|| (count(fewer, LIVE), count(fewer, OPEN), by))
    }
    /// Whether two differ in what they have open or in whether they are there.
    #[inline]
    pub fn same_live(&self, other: &Self) -> bool {
        (self.word ^ other.word) & (AVAILABLE | ((1 << BITS) - 1) << LIVE) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::work::Group;
    use super::*;
    use crate::model::TypeId;

    #[test]
    fn every_kind_of_work_counts_as_what_it_is() {
        let work = |channel, wrap_up, places| Work {
            contact: 0,
            contact_type: TypeId(0),
            channel,
            wrap_up,
            group: Group::of(channel),
            places,
            under: 0,
            left: 0.0,
            rate: 1.0,
            part: 0,
        };
        let mut hand = Workload::default();
        let all = [
            (work(Channel::Chat, false, 1), [1, 1, 1, 0, 0]),
            (work(Channel::Ticket, false, 200), [2, 1, 201, 1, 1]),
            (work(Channel::Call, false, 7), [3, 2, 208, 1, 2]),
            (work(Channel::Chat, true, 1), [4, 2, 209, 1, 3]),
        ];
        for (work, expected) in &all {
            hand.add(Workload::of(work));
            let load = Load::new(hand, true, 0.5);
            let is = [load.open(), load.live(), load.taken(), hand.tickets(), hand.beside()];
            assert_eq!(is, *expected);
            assert!(load.available() && load.free() && load.taken() == hand.taken());
        }
        for (work, _) in &all {
            hand.take_away(Workload::of(work));
        }
        assert!(hand == Workload::default() && Load::new(hand, false, 0.0) != Load::default());
    }
}
