//! Chats by the message: an agent has one mind for all that are open.
//!
//! The customer writes; the agent answers the message that has waited longest; then the customer pauses and writes again,
//! until the chat has had its answers. A chat that is written in moves on at the rate of the hands, the others stand
//! still. So an agent's work is chosen where rates are set: whenever anything changes, he finishes the answer that he is
//! writing, or begins the next.

use super::agents::Work;
use super::contact::{NONE, State};
use super::event::Kind;
use super::observer::Answered;
use super::status::Status;
use super::{Engine, Observer};
use crate::model::{AnswerOrder, Channel, ContactType, Event, Pace, Turns};
use crate::time::SimTime;

/// Whose turn it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Turn {
    /// The agent's, who has not come to it.
    Pending,
    /// The agent's, who is writing.
    Writing,
    /// The customer's.
    Pausing,
    /// Nobody's: it had its last answer.
    Over,
}

/// How far a chat has come.
#[derive(Clone, Copy, Debug)]
pub struct Talk {
    turn: Turn,
    /// When the customer wrote last.
    written: SimTime,
    /// Answers given, and how many it takes.
    given: u32,
    of: u32,
}

const NOTHING_SAID: Talk = Talk { turn: Turn::Pending, written: SimTime::ZERO, given: 0, of: 0 };

impl<O: Observer> Engine<'_, O> {
    /// An agent opens the chat. The customer's patience runs on until the first answer.
    pub(super) fn open_chat(&mut self, id: u32, turns: &Turns) {
        if self.talks.len() <= id as usize {
            self.talks.resize(id as usize + 1, NOTHING_SAID);
        }
        let contact = &self.contacts[id];
        let of = turns.answers(contact.key);
        self.talks[id as usize] = Talk { written: contact.reached, of, ..NOTHING_SAID };
        if contact.timer == 0 && !contact.message {
            self.begin_patience(id);
        }
    }

    /// The rates of an agent who has one mind: whatever is not a chat fills the gaps between answers.
    pub(super) fn set_turn_rates(&mut self, agent: u32) -> Pace {
        let writing = self.writing(agent);
        let state = &mut self.agents.all[agent as usize];
        let open = state.work.iter().filter(|work| is_chat(work)).count();
        let stretch = 1.0 + self.model.teams[state.team].switching * open.saturating_sub(1) as f64;
        let busy = f64::from(u8::from(writing.is_some()));
        for work in &mut state.work {
            work.rate = match work.channel {
                _ if work.wrap_up => 0.0,
                Channel::Chat if writing == Some(work.contact) => 1.0 / stretch,
                Channel::Chat => 0.0,
                _ => 1.0 - busy,
            };
        }
        Pace { hands: busy, ..Pace::default() }
    }

    /// The chat in which the agent is writing, or begins to.
    fn writing(&mut self, agent: u32) -> Option<u32> {
        let state = &self.agents.all[agent as usize];
        let chats = || state.work.iter().enumerate().filter(|(_, work)| is_chat(work));
        let turn = |work: &Work| self.talks[work.contact as usize].turn;
        if let Some((_, work)) = chats().find(|(_, work)| turn(work) == Turn::Writing) {
            return Some(work.contact);
        }
        if state.is(Status::FROZEN) {
            return None;
        }
        let pending = chats().filter(|(_, work)| turn(work) == Turn::Pending);
        let written = |work: &Work| self.talks[work.contact as usize].written;
        let next = match self.model.teams[state.team].answers {
            AnswerOrder::Oldest => pending.min_by_key(|(_, work)| written(work)),
        };
        let (at, _) = next?;
        Some(self.begin_answer(agent, at))
    }

    fn begin_answer(&mut self, agent: u32, at: usize) -> u32 {
        let state = &mut self.agents.all[agent as usize];
        let work = &mut state.work[at];
        let model = self.switches.under(work);
        let kind = &model.types[work.kind];
        let turns = kind.turns.as_ref().expect("its chats go by the message");
        let skill = model.teams[state.team].skills[crate::id::Id::index(work.kind)].as_ref().expect("skilled");
        let contact = &mut self.contacts[work.contact];
        let talk = &mut self.talks[work.contact as usize];
        talk.turn = Turn::Writing;
        let mut hands = turns.hand_work(contact.key, talk.given + 1, talk.of, contact.effort, self.now);
        if turns.answer.is_none() {
            contact.effort -= hands;
        } else if let Some(bot) = kind.bot.as_ref().filter(|_| contact.bot_failed) {
            hands *= bot.failure_effort;
        }
        work.left = hands * skill.effort * state.slowness;
        work.contact
    }

    /// The answer is sent; whether the chat goes on.
    pub(super) fn answered(&mut self, agent: u32, at: usize, kind: &ContactType) -> bool {
        let Some(turns) = &kind.turns else { return false };
        let state = &self.agents.all[agent as usize];
        let (id, team) = (state.work[at].contact, state.team);
        let talk = &mut self.talks[id as usize];
        if talk.turn == Turn::Over {
            return false;
        }
        talk.given += 1;
        let (given, written, last) = (talk.given, talk.written, talk.given >= talk.of);
        let key = self.contacts[id].key;
        self.contacts[id].timer = 0;
        let first = given == 1;
        let overflow = kind.routes[0].team != team;
        self.observer.answered(self.now, &self.contacts[id], Answered { team, agent, first, written, overflow });
        if first && kind.sale.is_some() {
            self.decide(id, kind, self.now - self.contacts[id].reached);
        }
        let pause = if last { turns.linger(key, given, self.now) } else { turns.pause(key, given, self.now) };
        let talk = &mut self.talks[id as usize];
        talk.turn = if last { Turn::Over } else { Turn::Pausing };
        if last && pause == crate::time::SimDuration::ZERO {
            return false;
        }
        self.contacts[id].timer = self.events.push(self.now + pause, Kind::Turn, id);
        self.reschedule(agent);
        self.settle(agent);
        true
    }

    /// The customer writes again, or goes.
    pub(super) fn turn(&mut self, id: u32, sequence: u64) {
        if self.contacts[id].timer != sequence {
            return;
        }
        self.contacts[id].timer = 0;
        let agent = self.contacts[id].agent;
        self.book(agent);
        let talk = &mut self.talks[id as usize];
        if talk.turn == Turn::Over {
            let at = self.position(agent, id);
            return self.finish(agent, at);
        }
        talk.turn = Turn::Pending;
        talk.written = self.now;
        self.observer.wrote(self.now, &self.contacts[id]);
        self.reschedule(agent);
        self.settle(agent);
    }

    /// The customer's patience is over while an agent has the chat and has not answered yet.
    pub(super) fn leave_agent(&mut self, id: u32) {
        debug_assert_eq!(self.contacts[id].state, State::Served);
        let agent = std::mem::replace(&mut self.contacts[id].agent, NONE);
        self.book(agent);
        let at = self.position(agent, id);
        self.give_up_place(agent, at);
        self.observer.abandoned(self.now, &self.contacts[id], false);
        self.leave(id, Event::Abandoned);
        self.freed(agent);
    }
}

fn is_chat(work: &Work) -> bool {
    work.channel == Channel::Chat && !work.wrap_up
}
