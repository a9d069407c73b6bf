//! Customers who lose patience with an answer that does not come.

use super::conversation::Conversation;
use crate::engine::contact::{Contact, NONE, State};
use crate::engine::{Engine, Observer, Scope};
use crate::model::Event;
use crate::time::SimTime;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The patience of a customer is over: before the first answer they leave unanswered, later they break off.
    pub(in crate::engine) fn give_up_on_answer(&mut self, id: u32) {
        let Contact { state, accepted, .. } = self.contacts[id];
        let was_answered = accepted != SimTime::NEVER && self.conversations[id].given > 0;
        let waits = matches!(state, State::Queued | State::Held);
        if !waits && state != State::Served {
            return;
        }
        if was_answered {
            self.break_off(id);
        } else if !self.falls_silent(id) {
            if waits { self.give_up_waiting(id) } else { self.leave_agent(id) }
        }
    }

    /// The customer leaves an agent who has the chat and has not answered yet.
    fn leave_agent(&mut self, id: u32) {
        let agent = self.contacts[id].agent;
        self.book(agent);
        let at = self.minds.position(agent, id);
        self.give_up_place(agent, at);
        self.abandon(id);
        self.freed(agent);
    }

    /// The contact leaves unanswered, though an agent had it.
    pub(in crate::engine) fn abandon(&mut self, id: u32) {
        self.observer.abandoned(self.now, &self.contacts[id], false);
        self.contacts[id].agent = NONE;
        self.leave(id, Event::Abandoned);
    }

    /// Whether a chat that an agent has, by the message and no message of closed hours, has had no answer yet.
    pub(in crate::engine) fn has_no_answer(&self, id: u32) -> bool {
        let contact = &self.contacts[id];
        let by_message = self.model.types[contact.contact_type].turns.is_some();
        by_message && !contact.message && self.conversations[id].given == 0
    }

    /// The chat ends unresolved, for want of an answer.
    fn break_off(&mut self, id: u32) {
        let Contact { contact_type, agent, state, .. } = self.contacts[id];
        let contact_type = &self.model.types[contact_type];
        let Conversation { written, team, .. } = self.conversations[id];
        if state == State::Served {
            self.book(agent);
            let at = self.minds.position(agent, id);
            self.give_up_place(agent, at);
        } else {
            self.unqueue(id);
        }
        self.observer.broke_off(self.now, &self.contacts[id], written, team);
        self.conclude(id, contact_type, false);
        self.forget(id);
        if state == State::Served {
            self.freed(agent);
        }
    }
}
