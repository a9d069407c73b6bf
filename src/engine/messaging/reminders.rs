//! Reminders: what is sent to a customer who has gone quiet, by the bot or by the agent who has the chat.
//!
//! They fall due one after another in the silence after an answer. The bot's is sent at that moment. The agent's waits among
//! the messages that he has to answer, as if the customer had written then; if the customer writes, the place is freed or the
//! chat is closed before it is sent, it is dropped, and what he has spent on it is spent.

use super::conversation::Conversation;
use crate::engine::life::contact::{Contact, NONE};
use crate::engine::life::serve::RESOLVED;
use crate::engine::observe::observer::{Lifted, Reminded};
use crate::engine::{Engine, Observer};
use crate::id::Id;
use crate::model::TeamId;
use crate::time::SimTime;

/// A reminder that the agent has to send.
#[derive(Clone, Copy, Debug)]
pub struct DueReminder {
    /// Which of the type's.
    reminder: usize,
    pub since: SimTime,
    /// He is writing it.
    pub begun: bool,
}

/// A customer's chance to buy.
#[derive(Clone, Copy, Debug)]
pub struct SaleChance {
    /// As his first answer left it.
    pub first: f64,
    /// Who answered him first.
    pub team: TeamId,
    /// The largest factor of the reminders that he got.
    pub best: Option<f64>,
}

impl SaleChance {
    /// How likely he is to buy by now; nobody is more than certain to.
    fn now(&self) -> f64 {
        (self.first * self.best.unwrap_or(1.0)).min(self.first.max(1.0))
    }
}

impl<O: Observer> Engine<'_, O> {
    /// The next reminder of this silence is due.
    pub(crate) fn remind(&mut self, id: u32, agent: u32) {
        let conversation = &mut self.conversations[id as usize];
        let reminder = conversation.reminders;
        conversation.reminders += 1;
        if self.turns_of(id).reminders[reminder].by_hand.is_none() {
            return self.reminded(id, reminder, None);
        }
        // It is due before the place is freed. An agent who has not sent the last one leaves this one out.
        let conversation = &mut self.conversations[id as usize];
        conversation.due.get_or_insert(DueReminder { reminder, since: self.now, begun: false });
        self.await_turn(id);
        self.book(agent);
        self.reschedule(agent);
        self.settle(agent);
    }

    pub(crate) fn begin_reminder(&mut self, agent: u32, at: usize) {
        let state = &mut self.agents.all[agent as usize];
        let work = &mut state.work[at];
        let model = self.switches.under(work);
        let turns = model.types[work.contact_type].turns.as_ref().expect("its chats go by the message");
        let skill = model.teams[state.team].skills[work.contact_type.index()].as_ref().expect("skilled");
        let conversation = &mut self.conversations[work.contact as usize];
        let due = conversation.due.as_mut().expect("he has one to send");
        due.begun = true;
        let hands = turns.reminder_work(self.contacts[work.contact].key, conversation.given, due.reminder, self.now);
        work.left = hands * skill.effort * state.slowness;
    }

    /// The agent has written it.
    pub(crate) fn reminder_written(&mut self, id: u32, agent: u32) {
        let due = self.conversations[id as usize].due.take().expect("he was writing one");
        self.reminded(id, due.reminder, Some(agent));
        self.reschedule(agent);
        self.settle(agent);
    }

    /// It is sent. A customer who has gone comes back for one more answer.
    fn reminded(&mut self, id: u32, reminder: usize, by: Option<u32>) {
        let Contact { key, agent, .. } = self.contacts[id];
        let given = self.conversations[id as usize].given;
        let replies = self.turns_of(id).replies(key, given, reminder);
        let sale = self.lift(id, reminder);
        self.observer.reminded(self.now, &self.contacts[id], Reminded { by, replies, sale });
        if replies {
            self.writes_again(id, agent);
        } else if by.is_none() {
            self.await_turn(id);
        }
    }

    /// Of several reminders that a customer got the largest factor counts.
    fn lift(&mut self, id: u32, reminder: usize) -> Option<Lifted> {
        let contact_type = &self.model.types[self.contacts[id].contact_type];
        let factor = contact_type.reminders()[reminder].conversion;
        let chance = self.conversations[id as usize].chance.as_mut()?;
        let was = chance.now();
        chance.best = Some(chance.best.map_or(factor, |best| best.max(factor)));
        let (is, team) = (chance.now(), chance.team);
        if is != was {
            self.decide_with(id, contact_type, is);
        }
        Some(Lifted { team, was, is })
    }

    /// The chat is closed after its place was freed: whoever answered last has handled it.
    pub(crate) fn close_quietly(&mut self, id: u32, agent: u32) {
        let model = self.model;
        let Contact { key, contact_type, .. } = self.contacts[id];
        let Conversation { team, with, .. } = self.conversations[id as usize];
        if self.agents.all[agent as usize].key != with {
            self.contacts[id].agent = NONE;
        }
        let skill = model.teams[team].skills[contact_type.index()].as_ref().expect("it has answered");
        let contact_type = &model.types[contact_type];
        let resolved = key.happens(RESOLVED, contact_type.resolved * skill.resolved);
        self.observer.handled(self.now, &self.contacts[id], team, resolved);
        self.conclude(id, contact_type, resolved);
        self.contacts[id].agent = NONE;
        self.contacts.remove(id);
    }
}
