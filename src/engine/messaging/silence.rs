//! The silence after an answer: the customer writes again or goes, is reminded, or loses their place.

use super::conversation::{Conversation, Turn};
use super::due::Due;
use crate::engine::contact::{Contact, NONE, State};
use crate::engine::desk::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::time::SimTime;

/// Open chats of an agent from which on whoever comes back goes to another agent: ten times more than there are places.
const MOST_OPEN: usize = 2000;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// In a silence: the customer writes or goes, is reminded, or frees their place, whatever is next.
    pub(super) fn await_turn(&mut self, id: u32) {
        let conversation = &self.conversations[id];
        let reminder = self
            .turns_of(id)
            .reminders
            .get(conversation.reminders)
            .map(|reminder| conversation.answered + reminder.after);
        let next = [reminder, self.release_of(id)].into_iter().flatten().fold(conversation.back, SimTime::min);
        let Contact { state, agent, key, .. } = self.contacts[id];
        if state != State::Served {
            self.contacts[id].timer = self.events.push_often(next, EventKind::CustomerTurn, id);
            return;
        }
        let Conversation { turn, back, due, given, .. } = self.conversations[id];
        let due_then = Due::new(next, EventKind::CustomerTurn, self.events.number());
        let writes = turn == Turn::Pausing && next == back && due.is_none();
        let patience = if writes { self.turns_of(id).reply_patience(key, given, back) } else { None };
        let until = patience
            .map_or(Due::NEVER, |patience| Due::new(back + patience, EventKind::Patience, self.events.number()));
        let conversation = &mut self.conversations[id];
        (conversation.next, conversation.writes, conversation.patience) = (due_then, writes, until);
        self.minds.expect(agent, conversation);
    }

    /// When the silence frees the customer's place; `None`: it never does, or they have none.
    fn release_of(&self, id: u32) -> Option<SimTime> {
        let after = self.turns_of(id).release_after.filter(|_| self.contacts[id].state == State::Served)?;
        Some(self.conversations[id].answered + after)
    }

    /// A customer whom no agent has writes again or goes, or is to be reminded.
    pub(in crate::engine) fn customer_turn(&mut self, id: u32, sequence: u64) {
        if self.contacts[id].timer == sequence {
            self.contacts[id].timer = 0;
            self.take_turn(id);
        }
    }

    /// The customer writes again, goes, is silent for too long, or is to be reminded.
    pub(super) fn take_turn(&mut self, id: u32) {
        let agent = self.contacts[id].agent;
        let Conversation { turn, back, .. } = self.conversations[id];
        if self.now < back {
            if self.release_of(id).is_some_and(|at| at <= self.now) {
                self.release(id, agent);
            } else {
                self.remind(id, agent);
            }
        } else if turn == Turn::Pausing {
            self.writes_again(id, agent);
        } else if self.contacts[id].state == State::Quiet {
            self.close_quietly(id, agent);
        } else {
            self.conversations[id].due = None;
            self.book(agent);
            let at = self.minds.position(agent, id);
            self.finish(agent, at);
        }
    }

    /// The silent customer's place is freed. When they write again they are with the same agent, if that is possible.
    fn release(&mut self, id: u32, agent: u32) {
        self.book(agent);
        let at = self.minds.position(agent, id);
        self.give_up_place(agent, at);
        let conversation = &mut self.conversations[id];
        conversation.with = self.agents[agent].key();
        conversation.due = None;
        self.contacts[id].state = State::Quiet;
        self.await_turn(id);
        self.observer.released(self.now, &self.contacts[id]);
        self.freed(agent);
    }

    /// The customer writes in the silence: to the agent who has the chat, to the one who had it, or back into the queue.
    pub(super) fn writes_again(&mut self, id: u32, agent: u32) {
        let conversation = &mut self.conversations[id];
        let Conversation { given, due, writes: expected, .. } = *conversation;
        (conversation.turn, conversation.written, conversation.due) = (Turn::Pending, self.now, None);
        (conversation.next, conversation.writes) = (Due::NEVER, false);
        let Contact { key, state, .. } = self.contacts[id];
        if !expected && let Some(patience) = self.turns_of(id).reply_patience(key, given, self.now) {
            let until = self.now + patience;
            if state == State::Served {
                let until = Due::new(until, EventKind::Patience, self.events.number());
                self.conversations[id].patience = until;
                self.minds.expect_end_of_patience(agent, until);
            } else {
                self.contacts[id].timer = self.events.push_often(until, EventKind::Patience, id);
            }
        }
        self.observer.wrote(self.now, &self.contacts[id]);
        if state == State::Served {
            self.book(agent);
            if due.is_some_and(|due| due.begun) {
                self.minds.stop_writing(agent, id);
            }
            let busy = self.minds.is_writing(agent);
            self.note(agent, id);
            self.reschedule(agent);
            // Who goes on writing stands as before.
            if O::DESKS || !busy {
                self.settle(agent);
            }
        } else if self.takes_back(id, agent) {
            self.take(id, agent);
        } else {
            self.contacts[id].agent = NONE;
            if !self.offer(id) {
                self.enqueue(id);
                self.schedule_further_team(id);
            }
        }
    }

    /// Whether a customer who was silent is with the same agent again, however many chats that agent has: not if the agent
    /// is away, does something that takes all places, or if another person has the agent's place meanwhile.
    fn takes_back(&self, id: u32, agent: u32) -> bool {
        let state = &self.agents[agent];
        state.key() == self.conversations[id].with
            && state.status().available()
            && !state.is(Status::SHIFT_OVER)
            && state.work().len() < MOST_OPEN
            && !state.work().iter().any(|work| work.takes_all(self.model))
    }
}
