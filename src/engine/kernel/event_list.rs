//! The pending events of everything that has more than one, or seldom one (timers, children, shifts; ends of service and
//! first contacts are in a [`super::tournament`]): an implicit 4-ary heap of 16-byte integers, first come first served among equals because the
//! sequence number is part of the integer.

use super::event::{EventKind, PendingEvent};
use crate::time::SimTime;
use std::hint::select_unpredictable;

const ARITY: usize = 4;

/// Pending events, the earliest first.
#[derive(Default)]
pub struct EventList {
    heap: Vec<PendingEvent>,
    created: u64,
}

impl EventList {
    /// Adds an event; returns its sequence number, which is unique for ever and so serves to recognise a stale timer.
    #[inline]
    pub fn push(&mut self, at: SimTime, kind: EventKind, slot: u32) -> u64 {
        let event = PendingEvent::new(at, kind, self.number(), slot);
        self.heap.push(event);
        let mut i = self.heap.len() - 1;
        while i > 0 {
            let parent = (i - 1) / ARITY;
            if self.heap[parent] <= event {
                break;
            }
            self.heap[i] = self.heap[parent];
            i = parent;
        }
        self.heap[i] = event;
        self.created
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
        let n = self.heap.len();
        if n > 0 {
            let mut i = 0;
            loop {
                let child = i * ARITY + 1;
                let least = if let Some(four) = self.heap[child.min(n)..].first_chunk::<ARITY>() {
                    child + least_of(four)
                } else if let Some(least) = (child..n).min_by_key(|c| self.heap[*c]) {
                    least
                } else {
                    break;
                };
                if self.heap[least] >= last {
                    break;
                }
                self.heap[i] = self.heap[least];
                i = least;
            }
            self.heap[i] = last;
        }
        Some(first)
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
    use super::*;
    use crate::random::{Key, Purpose};

    #[test]
    fn agrees_with_a_sorted_vector() {
        let mut stream = Key::seed(1).stream(Purpose::new("test"));
        let mut list = EventList::default();
        let mut sorted: Vec<(i64, EventKind, u64)> = Vec::new();
        for step in 0..20_000 {
            if stream.uniform() < 0.55 || sorted.is_empty() {
                let at = (stream.uniform() * 500.0) as i64;
                let kind = if stream.uniform() < 0.5 { EventKind::ServiceEnd } else { EventKind::Patience };
                let sequence = list.push(SimTime::from_ticks(at), kind, step);
                let entry = (at, kind, sequence);
                let place = sorted.partition_point(|e| *e < entry);
                sorted.insert(place, entry);
            } else {
                let event = list.pop().unwrap();
                assert_eq!((event.at().ticks(), event.kind(), event.sequence()), sorted.remove(0));
            }
        }
    }
}
