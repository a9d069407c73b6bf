//! Customers who ask about a ticket that is still open.

use crate::engine::contact::{Contact, State};
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::model::{ContactType, Event, Rule, TypeId};
use crate::random::Key;

/// A customer who will ask if the ticket is still open then.
#[derive(Clone, Copy, Debug)]
struct Question {
    ticket: u32,
    /// Tells the ticket from another in its slot.
    key: Key,
    contact_type: TypeId,
    /// Number of the rule among those of the type's open tickets.
    rule: usize,
}

/// Questions that may be asked.
#[derive(Default)]
pub(super) struct Questions {
    slots: Vec<Question>,
    free: Vec<u32>,
}

impl Questions {
    /// Keeps a question until it may be asked; its slot.
    fn add(&mut self, question: Question) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(question);
            (self.slots.len() - 1) as u32
        });
        self.slots[slot as usize] = question;
        slot
    }
    /// The question in a slot, which is free again.
    fn remove(&mut self, slot: u32) -> Question {
        self.free.push(slot);
        self.slots[slot as usize]
    }
}

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// A ticket is here: who will ask about it, if it is still open then?
    pub(in crate::engine) fn expect_questions(&mut self, id: u32, contact_type: &ContactType) {
        let Contact { key, contact_type: type_id, .. } = self.contacts[id];
        for (rule_number, rule) in contact_type.rules[Event::Open as usize].iter().enumerate() {
            let child = key.child(rule.purpose);
            if self.happens(id, rule, child) {
                let at = self.due(rule, child, self.now);
                let question = Question { ticket: id, key, contact_type: type_id, rule: rule_number };
                let slot = self.tickets.questions.add(question);
                self.events.push(at, EventKind::Question, slot);
            }
        }
    }

    /// The customer asks, unless the ticket is done meanwhile.
    pub(in crate::engine) fn question(&mut self, slot: u32) {
        let Question { ticket, key, contact_type, rule } = self.tickets.questions.remove(slot);
        let parent = &self.contacts[ticket];
        if parent.key != key || matches!(parent.state, State::Gone | State::WrapUp) {
            return;
        }
        let rule: &Rule = &self.model.types[contact_type].rules[Event::Open as usize][rule];
        let id = self.new_follow_up(ticket, Event::Open, rule, key.child(rule.purpose));
        self.arrive_now(id);
    }
}
