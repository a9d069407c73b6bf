//! A type's queue: live customers in order of age, messages behind them, tickets by deadline.

use crate::engine::life::contact::{Contacts, NONE};
use crate::model::TeamId;
use crate::time::SimTime;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A first-come-first-served list threaded through the contacts, from which anyone can leave.
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
    /// At the place that his age gives him.
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

/// Tickets in the order in which they are worked on: key (deadline or age in ticks), order of entry, contact.
type Tickets = BinaryHeap<Reverse<(i64, u64, u32)>>;

/// Who waits for the agent he had before.
#[derive(Clone, Copy)]
pub struct Hold {
    pub id: u32,
    pub agent: u32,
    /// From then on for anybody.
    pub until: SimTime,
}

/// A type's queue.
#[derive(Default)]
pub struct Queue {
    pub live: WaitingList,
    /// Those who wait for one agent. They stand in no other list.
    pub holds: Vec<Hold>,
    pub messages: WaitingList,
    /// Messages that stand among live customers.
    pub messages_among_live: u32,
    tickets: Tickets,
    /// Tickets at a step that only one team does.
    only: Vec<(TeamId, Tickets)>,
    entered: u64,
}

impl Queue {
    pub fn push_ticket(&mut self, key: i64, id: u32, only: Option<TeamId>) {
        self.entered += 1;
        let entry = Reverse((key, self.entered, id));
        self.tickets_for(only).push(entry);
    }
    /// The first that this team may take.
    #[inline]
    pub fn first_ticket(&self, team: TeamId) -> Option<(i64, u32)> {
        let mut first = self.tickets.peek();
        if !self.only.is_empty() {
            let own = self.only.iter().find(|(only, _)| *only == team).and_then(|(_, tickets)| tickets.peek());
            first = first.into_iter().chain(own).max();
        }
        first.map(|Reverse((key, _, id))| (*key, *id))
    }
    pub fn pop_ticket(&mut self, only: Option<TeamId>) -> Option<u32> {
        self.tickets_for(only).pop().map(|Reverse((_, _, id))| id)
    }
    /// How many stand in it.
    pub fn len(&self) -> u32 {
        let tickets = self.tickets.len() + self.only.iter().map(|(_, tickets)| tickets.len()).sum::<usize>();
        self.live.len() + self.messages.len() + (self.holds.len() + tickets) as u32
    }
    /// … messages left in closed hours apart: nobody is on the line for them.
    pub fn len_without_messages(&self) -> u32 {
        self.len() - self.messages.len() - self.messages_among_live
    }
    /// All tickets, in no particular order.
    pub fn tickets(&self) -> impl Iterator<Item = u32> {
        let all = std::iter::once(&self.tickets).chain(self.only.iter().map(|(_, tickets)| tickets));
        all.flatten().map(|Reverse((_, _, id))| *id)
    }
    fn tickets_for(&mut self, only: Option<TeamId>) -> &mut Tickets {
        let Some(team) = only else { return &mut self.tickets };
        let at = self.only.iter().position(|(one, _)| *one == team).unwrap_or_else(|| {
            self.only.push((team, Tickets::default()));
            self.only.len() - 1
        });
        &mut self.only[at].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::life::contact::{Buying, Contact, State};
    use crate::model::TypeId;
    use crate::random::Key;

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
    fn whoever_is_inserted_stands_where_his_age_puts_him() {
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
