//! Reminders: what is sent to a customer who has gone quiet, by the bot or by the agent who has the chat.
//!
//! They fall due one after another in the silence after an answer. The bot's is sent at that moment. The agent's waits among
//! the messages that they have to answer, as if the customer had written then; if the customer writes, the place is freed or
//! the chat is closed before it is sent, it is dropped, and what the agent has spent on it is spent.

use super::conversation::{Conversation, DueReminder};
use crate::engine::contact::{Contact, NONE, State};
use crate::engine::observe::observer::{Lifted, Reminded};
use crate::engine::{Engine, Observer, Scope};

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The next reminder of this silence is due.
    pub(super) fn remind(&mut self, id: u32, agent: u32) {
        let conversation = &mut self.conversations[id];
        let reminder = conversation.reminders;
        conversation.reminders += 1;
        if self.turns_of(id).reminders[reminder].by_hand.is_none() {
            return self.reminded(id, reminder, None);
        }
        // It is due before the place is freed. An agent who has not sent the last one leaves this one out.
        let conversation = &mut self.conversations[id];
        conversation.due.get_or_insert(DueReminder { reminder, since: self.now, begun: false });
        self.await_turn(id);
        self.note(agent, id);
        self.book(agent);
        self.reschedule(agent);
        self.settle(agent);
    }

    /// The agent begins the reminder that they have to send.
    pub(super) fn begin_reminder(&mut self, agent: u32, at: usize) {
        let work = &self.agents[agent].work()[at];
        let turns = self.switches.under(work).types[work.contact_type].turns.as_ref().expect("it goes by the message");
        let conversation = &mut self.conversations[work.contact];
        let due = conversation.due.as_mut().expect("a reminder is due");
        due.begun = true;
        let hands = turns.reminder_work(self.contacts[work.contact].key, conversation.given, due.reminder, self.now);
        self.begin_writing(agent, at, hands);
    }

    /// The agent has written the reminder.
    pub(super) fn reminder_written(&mut self, id: u32, agent: u32) {
        let due = self.conversations[id].due.take().expect("a reminder was being written");
        self.note(agent, id);
        self.reminded(id, due.reminder, Some(agent));
        self.reschedule(agent);
        self.settle(agent);
    }

    /// The reminder is sent. A customer who has gone comes back for one more answer.
    fn reminded(&mut self, id: u32, reminder: usize, by: Option<u32>) {
        let Contact { key, agent, .. } = self.contacts[id];
        let given = self.conversations[id].given;
        let replies = self.turns_of(id).replies(key, given, reminder);
        let sale = self.lift(id, reminder);
        self.observer.reminded(self.now, &self.contacts[id], Reminded { by, replies, sale });
        if replies {
            self.writes_again(id, agent);
        } else if by.is_none() {
            self.await_turn(id);
            if self.contacts[id].state == State::Served {
                self.note(agent, id);
                if self.minds.is_writing(agent) {
                    // They may write before the answer to another is sent.
                    self.reschedule(agent);
                } else {
                    self.await_next(agent);
                }
            }
        }
    }

    /// Of several reminders that a customer got the largest factor counts.
    fn lift(&mut self, id: u32, reminder: usize) -> Option<Lifted> {
        let contact_type = &self.model.types[self.contacts[id].contact_type];
        let factor = contact_type.reminders()[reminder].conversion;
        let chance = self.conversations[id].chance.as_mut()?;
        let was = chance.now();
        chance.best = Some(chance.best.map_or(factor, |best| best.max(factor)));
        let (is, team) = (chance.now(), chance.team);
        if is != was {
            self.decide_with(id, contact_type, is);
        }
        Some(Lifted { team, was, is })
    }

    /// The chat is closed after its place was freed: whoever answered last has handled it.
    pub(super) fn close_quietly(&mut self, id: u32, agent: u32) {
        let Conversation { team, with, .. } = self.conversations[id];
        if self.agents[agent].key() != with {
            self.contacts[id].agent = NONE;
        }
        let resolved = self.handled_by(id, team);
        let contact_type = &self.model.types[self.contacts[id].contact_type];
        self.conclude(id, contact_type, resolved);
        self.contacts[id].agent = NONE;
        self.forget(id);
    }
}
