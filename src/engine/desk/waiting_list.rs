//! Contacts in order of age, threaded through the contacts themselves.

use crate::engine::contact::{Contacts, NONE};

/// A first-come-first-served list from which anyone can leave.
#[derive(Clone, Copy)]
pub struct WaitingList {
    head: u32,
    tail: u32,
    len: u32,
}

impl Default for WaitingList {
    fn default() -> Self {
        Self { head: NONE, tail: NONE, len: 0 }
    }
}

impl WaitingList {
    /// The contact that stands first; `None`: the list is empty.
    #[inline]
    pub fn head(&self) -> Option<u32> {
        (self.head != NONE).then_some(self.head)
    }
    /// How many stand in it.
    pub fn len(&self) -> u32 {
        self.len
    }
    /// The contact comes in behind all others.
    #[inline]
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
    /// The contact comes in at the place that its age gives it.
    #[inline]
    pub fn insert(&mut self, contacts: &mut Contacts, id: u32) {
        let reached = contacts[id].reached;
        let mut before = self.tail;
        while before != NONE && contacts[before].reached > reached {
            before = contacts[before].prev;
        }
        if before == self.tail {
            return self.push(contacts, id);
        }
        let after = if before == NONE { self.head } else { contacts[before].next };
        (contacts[id].prev, contacts[id].next) = (before, after);
        contacts[after].prev = id;
        if before == NONE {
            self.head = id;
        } else {
            contacts[before].next = id;
        }
        self.len += 1;
    }
    /// The contact leaves, wherever it stands.
    #[inline]
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::contact::{Buying, Contact, State};
    use crate::model::TypeId;
    use crate::random::Key;
    use crate::time::SimTime;

    fn contact(reached: i64) -> Contact {
        Contact {
            key: Key::seed(1),
            arrived: SimTime::ZERO,
            reached: SimTime::from_ticks(reached),
            accepted: SimTime::NEVER,
            deadline: SimTime::NEVER,
            effort: 0.0,
            timer: 0,
            contact_type: TypeId(0),
            interval: 0,
            agent: NONE,
            prev: NONE,
            next: NONE,
            state: State::Queued,
            repeat: false,
            bot_failed: false,
            meets_bot: false,
            message: false,
            interrupted: false,
            late: false,
            ghost: false,
            buying: Buying::Open,
        }
    }

    #[test]
    fn whoever_is_inserted_stands_where_their_age_puts_them() {
        let mut contacts = Contacts::default();
        let mut line = WaitingList::default();
        for reached in [30, 10, 20, 40, 5, 20, 35] {
            let id = contacts.add(contact(reached));
            line.insert(&mut contacts, id);
        }
        line.remove(&mut contacts, 2);
        let mut order = Vec::new();
        while let Some(id) = line.head() {
            order.push((contacts[id].reached.ticks(), id));
            line.remove(&mut contacts, id);
        }
        assert_eq!(order, [(5, 4), (10, 1), (20, 5), (30, 0), (35, 6), (40, 3)]);
        assert_eq!(line.len(), 0);
    }
}
