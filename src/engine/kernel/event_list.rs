//! The pending events of everything that has more than one, or seldom one (timers, children, shifts; ends of service and
//! first contacts are in a [`super::tournament`]).
//!
//! What happens in the present stretch of time is in an implicit 4-ary heap of 16-byte integers, first come first served
//! among equals because the sequence number is part of the integer. What happens in a later stretch lies in no order until
//! that stretch begins, so that customers who come back next week do not make today's events dearer.

use super::event::{EventKind, PendingEvent};
use crate::time::SimTime;
use std::collections::VecDeque;
use std::hint::select_unpredictable;

const ARITY: usize = 4;
/// Stretches after the present one that have a list of their own: seven weeks. What happens later lies in the last of them,
/// and is put off again when that begins.
const STRETCHES: u32 = 1 << 14;

/// Pending events, the earliest first.
#[derive(Default)]
pub struct EventList {
    /// Those of the present stretch; empty only where there are no others.
    heap: Vec<PendingEvent>,
    present: u32,
    /// Those of the stretches after it.
    later: VecDeque<Vec<PendingEvent>>,
    /// Room of stretches that are over.
    spare: Vec<Vec<PendingEvent>>,
    created: u64,
}

impl EventList {
    /// Adds an event; returns its sequence number, which is unique for ever and so serves to recognise a stale timer.
    #[inline]
    pub fn push(&mut self, at: SimTime, kind: EventKind, slot: u32) -> u64 {
        let event = PendingEvent::new(at, kind, self.number(), slot);
        if event.stretch() > self.present {
            self.put_off(event);
            if self.heap.is_empty() {
                self.begin_next();
            }
        } else {
            self.heap.push(event);
            self.rise(self.heap.len() - 1, event);
        }
        self.created
    }

    /// The event happens in a later stretch.
    #[inline]
    fn put_off(&mut self, event: PendingEvent) {
        let ahead = (event.stretch() - self.present).min(STRETCHES) as usize;
        while self.later.len() < ahead {
            self.later.push_back(self.spare.pop().unwrap_or_default());
        }
        self.later[ahead - 1].push(event);
    }

    /// The next stretch in which anything happens is the present one.
    fn begin_next(&mut self) {
        while self.heap.is_empty()
            && let Some(mut next) = self.later.pop_front()
        {
            self.present += 1;
            let present = self.present;
            for event in next.extract_if(.., |event| event.stretch() > present) {
                self.put_off(event);
            }
            self.spare.push(std::mem::replace(&mut self.heap, next));
        }
        for place in (0..self.heap.len().div_ceil(ARITY)).rev() {
            self.sink(place, self.heap[place]);
        }
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
        self.heap.first().copied().unwrap_or(PendingEvent::NEVER)
    }

    /// When the earliest is.
    #[inline]
    pub fn at(&self) -> SimTime {
        self.first().at()
    }

    /// Takes the earliest out; `None` where there is none.
    #[inline]
    pub fn pop(&mut self) -> Option<PendingEvent> {
        let first = *self.heap.first()?;
        let last = self.heap.pop().expect("not empty");
        if self.heap.is_empty() {
            self.begin_next();
        } else {
            self.sink(0, last);
        }
        Some(first)
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
        for span in [500, 10 << STRETCH_BITS, 4000 << STRETCH_BITS, 20_000 << STRETCH_BITS] {
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
