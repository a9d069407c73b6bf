//! Customers who leave without a word. They have given up, and count as such from that moment; but their chat keeps its
//! place, in the queue or with an agent, who finds out by spending a part of its effort on it.

use crate::engine::contact::{Buying, Contact, NONE, State, UNCOUNTED};
use crate::engine::{Engine, Observer, Scope};
use crate::model::Event;
use crate::time::SimTime;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// Whether a customer who gives up unanswered does so without a word; if so, what that changes.
    pub(in crate::engine) fn falls_silent(&mut self, id: u32) -> bool {
        let Contact { contact_type, key, state, .. } = self.contacts[id];
        let contact_type = &self.model.types[contact_type];
        let Some(silent) = contact_type.silent.filter(|silent| silent.is(key)) else { return false };
        self.contacts[id].ghost = true;
        if state != State::Served {
            self.observer.unqueued(self.now, &self.contacts[id]);
        }
        self.observer.abandoned(self.now, &self.contacts[id], false);
        self.cause(contact_type, id, Event::Abandoned, self.now);
        self.uncount(id);
        self.forget_conversation(id);
        let contact = &mut self.contacts[id];
        contact.timer = 0;
        contact.interval = UNCOUNTED;
        contact.effort *= silent.effort;
        contact.buying = Buying::Decided;
        if contact.accepted == SimTime::NEVER {
            contact.accepted = self.now;
        }
        if state != State::Served {
            // It stands there for longer than anybody would have waited.
            self.schedule_further_team(id);
        }
        true
    }

    /// The agent has found out that nobody is there any more.
    pub(super) fn opened_in_vain(&mut self, agent: u32, at: usize) {
        self.end_ghost(agent, at);
        self.freed(agent);
    }

    /// The chat of somebody who left without a word is over.
    pub(in crate::engine) fn end_ghost(&mut self, agent: u32, at: usize) {
        let state = &self.agents[agent];
        let (id, team) = (state.work()[at].contact, state.team());
        self.observer.in_vain(self.now, &self.contacts[id], team);
        self.give_up_place(agent, at);
        self.contacts[id].agent = NONE;
        self.forget(id);
    }
}
