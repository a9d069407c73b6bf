//! The pending events of everything that has more than one, or seldom one (timers, children, shifts; ends of service are in a
//! [`super::calendar`], first contacts in a [`super::tournament`], who ends with a bot in a [`super::lane`]).
//!
//! What happens in a later stretch of time lies in no order until that stretch begins, so that customers who come back next week do
//! not make today's events dearer; then it is sorted. What is added to the present stretch after that is in an implicit 4-ary heap
//! of 16-byte integers. First come first served among equals, because the sequence number is part of the integer.

use super::event::{EventKind, PendingEvent};
use crate::time::SimTime;
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::hint::select_unpredictable;

const ARITY: usize = 4;
/// Stretches after the present one that have a list of their own: seven weeks. What happens later lies in the last of them,
/// and is put off again when that begins.
const STRETCHES: u32 = 1 << 13;
/// How many events a stretch has room for at first.
const ROOM: usize = 16;

/// Pending events, the earliest first.
pub struct EventList {
    /// The earliest of all; [`PendingEvent::NEVER`] where there is none.
    first: PendingEvent,
    /// Of the present stretch: those that lay there when it began, the earliest last.
    sorted: Vec<PendingEvent>,
    /// Of the present stretch: those added since. There are none in both only where there are no others.
    heap: Vec<PendingEvent>,
    present: u32,
    /// Those of the stretches after it.
    later: VecDeque<Vec<PendingEvent>>,
    /// Room of stretches that are over.
    spare: Vec<Vec<PendingEvent>>,
    created: u64,
}

impl Default for EventList {
    fn default() -> Self {
        let (sorted, heap, spare) = Default::default();
        let (first, later) = (PendingEvent::NEVER, VecDeque::default());
        Self { first, sorted, heap, present: 0, later, spare, created: 0 }
    }
}

impl EventList {
    /// Adds an event; returns its sequence number, which is unique for ever and so serves to recognise a stale timer.
    #[inline(never)]
    pub fn push(&mut self, at: SimTime, kind: EventKind, slot: u32) -> u64 {
        self.push_often(at, kind, slot)
    }

    /// The same as [`Self::push`], for what is added most often.
    #[expect(clippy::inline_always, reason = "a call costs as much again")]
    #[inline(always)]
    pub fn push_often(&mut self, at: SimTime, kind: EventKind, slot: u32) -> u64 {
        let event = PendingEvent::new(at, kind, self.number(), slot);
        self.add(event);
        self.created
    }

    /// Adds an event that has its number.
    #[expect(clippy::inline_always, reason = "a call costs as much again")]
    #[inline(always)]
    pub fn add(&mut self, event: PendingEvent) {
        if event.stretch() > self.present {
            self.put_off(event);
            if self.first == PendingEvent::NEVER {
                self.find_first();
            }
        } else {
            self.heap.push(event);
            self.rise(self.heap.len() - 1, event);
            self.first = self.first.min(event);
        }
    }

    /// The event happens in a later stretch.
    #[inline]
    fn put_off(&mut self, event: PendingEvent) {
        let ahead = (event.stretch() - self.present).min(STRETCHES) as usize;
        while self.later.len() < ahead {
            self.later.push_back(self.spare.pop().unwrap_or_default());
        }
        let stretch = &mut self.later[ahead - 1];
        if stretch.len() == stretch.capacity() {
            stretch.reserve(ROOM);
        }
        stretch.push(event);
    }

    /// The next stretch in which anything happens is the present one.
    #[inline(never)]
    fn begin_next(&mut self) {
        while self.sorted.is_empty()
            && let Some(mut next) = self.later.pop_front()
        {
            self.present += 1;
            let present = self.present;
            if next.iter().any(|event| event.stretch() > present) {
                for event in next.extract_if(.., |event| event.stretch() > present) {
                    self.put_off(event);
                }
            }
            let over = std::mem::replace(&mut self.sorted, next);
            if over.capacity() > 0 {
                self.spare.push(over);
            }
        }
        self.sorted.sort_unstable_by_key(|event| Reverse(*event));
    }

    /// The next sequence number, for an event that is kept elsewhere.
    #[inline]
    pub fn number(&mut self) -> u64 {
        self.created += 1;
        self.created
    }

    /// The earliest, or [`PendingEvent::NEVER`].
    #[inline]
    pub fn first(&self) -> PendingEvent {
        self.first
    }

    /// When the earliest is.
    #[inline]
    pub fn at(&self) -> SimTime {
        self.first.at()
    }

    /// Takes the earliest out; `None` where there is none.
    #[expect(clippy::inline_always, reason = "at every event: a call would pass it through memory")]
    #[inline(always)]
    pub fn pop(&mut self) -> Option<PendingEvent> {
        let first = self.first;
        if self.sorted.last() == Some(&first) {
            self.sorted.pop();
        } else {
            self.pop_added()?;
        }
        self.find_first();
        Some(first)
    }

    /// Takes out the earliest of those added to the present stretch.
    #[inline(never)]
    fn pop_added(&mut self) -> Option<()> {
        let last = self.heap.pop()?;
        if !self.heap.is_empty() {
            self.sink(0, last);
        }
        Some(())
    }

    /// Finds the earliest, in the next stretch where the present one is over.
    #[inline]
    fn find_first(&mut self) {
        if self.sorted.is_empty() && self.heap.is_empty() {
            self.begin_next();
        }
        let or_never = |event: Option<&PendingEvent>| event.copied().unwrap_or(PendingEvent::NEVER);
        self.first = or_never(self.sorted.last()).min(or_never(self.heap.first()));
    }

    /// The event goes up from a place that is its own until nothing later stands above it.
    #[inline]
    fn rise(&mut self, mut place: usize, event: PendingEvent) {
        while place > 0 {
            let parent = (place - 1) / ARITY;
            if self.heap[parent] <= event {
                break;
            }
            self.heap[place] = self.heap[parent];
            place = parent;
        }
        self.heap[place] = event;
    }

    /// The event goes down from a place that is its own until nothing earlier stands below it.
    #[inline]
    fn sink(&mut self, mut place: usize, event: PendingEvent) {
        let n = self.heap.len();
        loop {
            let child = place * ARITY + 1;
            let least = if let Some(four) = self.heap[child.min(n)..].first_chunk::<ARITY>() {
                child + least_of(four)
            } else if let Some(least) = (child..n).min_by_key(|c| self.heap[*c]) {
                least
            } else {
                break;
            };
            if self.heap[least] >= event {
                break;
            }
            self.heap[place] = self.heap[least];
            place = least;
        }
        self.heap[place] = event;
    }

    /// How many events were ever created: the sequence number of the last.
    pub fn created(&self) -> u64 {
        self.created
    }
}

/// Which of four is the earliest, without branches that nobody can predict.
#[inline]
fn least_of(four: &[PendingEvent; ARITY]) -> usize {
    let left = usize::from(four[1] < four[0]);
    let right = 2 + usize::from(four[3] < four[2]);
    select_unpredictable(four[right] < four[left], right, left)
}

#[cfg(test)]
mod tests {
    use super::super::event::STRETCH_BITS;
    use super::*;
    use crate::random::{Key, Purpose};

    #[test]
    fn agrees_with_a_sorted_vector() {
        // All in one stretch; over some; over years.
        for span in [500, 10 << STRETCH_BITS, 4000 << STRETCH_BITS, 50_000 << STRETCH_BITS] {
            agrees_over(span);
        }
    }

    /// Events up to `span` ticks ahead, none of them in the past.
    fn agrees_over(span: i64) {
        let mut stream = Key::seed(1).stream(Purpose::new("test"));
        let mut list = EventList::default();
        let mut sorted: Vec<(i64, EventKind, u64)> = Vec::new();
        let mut now = 0;
        for step in 0..20_000 {
            if stream.uniform() < 0.55 || sorted.is_empty() {
                // Most come soon.
                let at = now + (stream.uniform().powi(8) * span as f64) as i64;
                let kind = if stream.uniform() < 0.5 { EventKind::ServiceEnd } else { EventKind::Patience };
                let sequence = list.push(SimTime::from_ticks(at), kind, step);
                let entry = (at, kind, sequence);
                let place = sorted.partition_point(|e| *e < entry);
                sorted.insert(place, entry);
            } else {
                let event = list.pop().unwrap();
                assert_eq!((event.at().ticks(), event.kind(), event.sequence()), sorted.remove(0));
                now = event.at().ticks();
            }
        }
    }
}
