//! A type's queue: live customers in order of age, messages behind them, tickets by deadline.

use super::contact::{Contacts, NONE};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A first-come-first-served list threaded through the contacts, from which anyone can leave.
#[derive(Clone, Copy)]
pub struct Line {
    head: u32,
    tail: u32,
    len: u32,
}

impl Default for Line {
    fn default() -> Self {
        Self { head: NONE, tail: NONE, len: 0 }
    }
}

impl Line {
    #[inline]
    pub fn head(&self) -> Option<u32> {
        (self.head != NONE).then_some(self.head)
    }
    pub fn len(&self) -> u32 {
        self.len
    }
    pub fn push(&mut self, contacts: &mut Contacts, id: u32) {
        contacts[id].prev = self.tail;
        contacts[id].next = NONE;
        if self.tail == NONE {
            self.head = id;
        } else {
            contacts[self.tail].next = id;
        }
        self.tail = id;
        self.len += 1;
    }
    pub fn remove(&mut self, contacts: &mut Contacts, id: u32) {
        let (prev, next) = (contacts[id].prev, contacts[id].next);
        if prev == NONE {
            self.head = next;
        } else {
            contacts[prev].next = next;
        }
        if next == NONE {
            self.tail = prev;
        } else {
            contacts[next].prev = prev;
        }
        self.len -= 1;
    }
}

/// A type's queue.
#[derive(Default)]
pub struct Queue {
    pub live: Line,
    pub messages: Line,
    /// Key (deadline or age in ticks), order of entry, contact.
    tickets: BinaryHeap<Reverse<(i64, u64, u32)>>,
    entered: u64,
}

impl Queue {
    pub fn push_ticket(&mut self, key: i64, id: u32) {
        self.entered += 1;
        self.tickets.push(Reverse((key, self.entered, id)));
    }
    #[inline]
    pub fn first_ticket(&self) -> Option<(i64, u32)> {
        self.tickets.peek().map(|Reverse((key, _, id))| (*key, *id))
    }
    pub fn pop_ticket(&mut self) -> Option<u32> {
        self.tickets.pop().map(|Reverse((_, _, id))| id)
    }
    pub fn tickets(&self) -> usize {
        self.tickets.len()
    }
}
