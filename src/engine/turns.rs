//! Chats by the message: an agent has one mind for all that are open.
//!
//! The customer writes; the agent answers the message that has waited longest; then the customer pauses and writes again,
//! until the chat has had its answers. A chat that is written in moves on at the rate of the hands, the others stand
//! still. So an agent's work is chosen where rates are set: whenever anything changes, he finishes the answer that he is
//! writing, or begins the next.

use super::agents::Work;
use super::contact::{Contact, NONE, State};
use super::event::Kind;
use super::observer::Answered;
use super::status::Status;
use super::{Engine, Observer};
use crate::id::Id;
use crate::model::{AnswerOrder, Channel, ContactType, Event, Pace, TeamId, Turns};
use crate::random::Key;
use crate::time::{SimDuration, SimTime};

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
    /// When the customer writes next.
    back: SimTime,
    /// Which team answered last, and which person had the chat when its place was freed.
    team: TeamId,
    with: Key,
}

const NOTHING_SAID: Talk = Talk {
    turn: Turn::Pending,
    written: SimTime::ZERO,
    given: 0,
    of: 0,
    back: SimTime::ZERO,
    team: TeamId(0),
    with: Key::seed(0),
};

/// Who comes back to an agent of so many goes to somebody else: ten times more than there are places.
const MOST_OPEN: usize = 2000;

impl<O: Observer> Engine<'_, O> {
    /// An agent opens the chat. The customer's patience runs on until the first answer.
    pub(super) fn open_chat(&mut self, id: u32, turns: &Turns) {
        let Contact { key, reached: written, .. } = self.contacts[id];
        *self.talk_at(id) = Talk { written, of: turns.answers(key), ..NOTHING_SAID };
        let contact = &self.contacts[id];
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
        let talk = |work: &Work| &self.talks[work.contact as usize];
        let next = match self.model.teams[state.team].answers {
            AnswerOrder::Oldest => pending.min_by_key(|(_, work)| talk(work).written),
            AnswerOrder::Newest => pending.max_by_key(|(_, work)| talk(work).written),
            AnswerOrder::NewChats => pending.min_by_key(|(_, work)| (talk(work).given > 0, talk(work).written)),
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
        let skill = model.teams[state.team].skills[work.kind.index()].as_ref().expect("skilled");
        let contact = &mut self.contacts[work.contact];
        let talk = &mut self.talks[work.contact as usize];
        talk.turn = Turn::Writing;
        let mut hands = turns.hand_work(contact.key, talk.given + 1, talk.of, contact.effort, self.now);
        if contact.ghost {
            hands = contact.effort;
        } else if turns.answer.is_none() {
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
        if talk.turn == Turn::Over || self.contacts[id].ghost {
            return false;
        }
        talk.given += 1;
        talk.team = team;
        let (given, written, last) = (talk.given, talk.written, talk.given >= talk.of);
        let key = self.contacts[id].key;
        self.contacts[id].timer = 0;
        let first = given == 1;
        let overflow = kind.routes[0].team != team;
        self.observer.answered(self.now, &self.contacts[id], Answered { team, agent, first, written, overflow });
        if first && kind.heeds_reply() {
            self.replied(id, kind, self.now - self.contacts[id].reached);
        }
        let pause = if last { turns.linger(key, given, self.now) } else { turns.pause(key, given, self.now) };
        let noticed = turns.release_after.map_or(pause, |after| after.min(pause));
        let talk = &mut self.talks[id as usize];
        talk.turn = if last { Turn::Over } else { Turn::Pausing };
        talk.back = if last { self.now + noticed } else { self.now + pause };
        if last && noticed == SimDuration::ZERO {
            return false;
        }
        self.contacts[id].timer = self.events.push(self.now + noticed, Kind::Turn, id);
        self.reschedule(agent);
        self.settle(agent);
        true
    }

    /// The customer writes again, is silent for too long, or goes.
    pub(super) fn turn(&mut self, id: u32, sequence: u64) {
        if self.contacts[id].timer != sequence {
            return;
        }
        self.contacts[id].timer = 0;
        let agent = self.contacts[id].agent;
        if self.talks[id as usize].turn == Turn::Over {
            self.book(agent);
            let at = self.position(agent, id);
            self.finish(agent, at);
        } else if self.now < self.talks[id as usize].back {
            self.release(id, agent);
        } else {
            self.writes_again(id, agent);
        }
    }

    /// His place is freed. When he writes again he is with the same agent, if that is possible.
    fn release(&mut self, id: u32, agent: u32) {
        self.book(agent);
        let at = self.position(agent, id);
        self.give_up_place(agent, at);
        let talk = &mut self.talks[id as usize];
        talk.with = self.agents.all[agent as usize].key;
        let contact = &mut self.contacts[id];
        contact.state = State::Quiet;
        contact.timer = self.events.push(talk.back, Kind::Turn, id);
        self.observer.released(self.now, &self.contacts[id]);
        self.freed(agent);
    }

    fn writes_again(&mut self, id: u32, agent: u32) {
        let talk = &mut self.talks[id as usize];
        talk.turn = Turn::Pending;
        talk.written = self.now;
        let given = talk.given;
        let contact = &self.contacts[id];
        let turns = self.model.types[contact.kind].turns.as_ref().expect("its chats go by the message");
        if let Some(patience) = turns.reply_patience(contact.key, given, self.now) {
            self.contacts[id].timer = self.events.push(self.now + patience, Kind::Patience, id);
        }
        self.observer.wrote(self.now, &self.contacts[id]);
        if self.contacts[id].state != State::Quiet {
            self.book(agent);
            self.reschedule(agent);
            self.settle(agent);
        } else if self.takes_back(id, agent) {
            self.take(id, agent);
        } else {
            self.contacts[id].agent = NONE;
            if !self.offer(id) {
                self.enqueue(id);
                self.schedule_wait_first(id);
            }
        }
    }

    /// Whether a customer who was silent is with his agent again, however many that has: not if he is away, does something
    /// that takes all of him, or if somebody else has his place meanwhile.
    fn takes_back(&self, id: u32, agent: u32) -> bool {
        let state = &self.agents.all[agent as usize];
        state.key == self.talks[id as usize].with
            && state.status.available()
            && !state.is(Status::LEAVING)
            && state.work.len() < MOST_OPEN
            && !state.work.iter().any(|work| work.takes_all(self.model))
    }

    /// The patience of a customer is over: before the first answer he leaves unanswered, later he breaks off.
    pub(super) fn give_up_on_answer(&mut self, id: u32) {
        let Contact { state, accepted, .. } = self.contacts[id];
        let was_answered = accepted != SimTime::NEVER && self.talks[id as usize].given > 0;
        let waits = matches!(state, State::Queued | State::Kept);
        if !waits && state != State::Served {
            return;
        }
        if was_answered {
            self.break_off(id);
        } else if !self.falls_silent(id) {
            if waits { self.give_up_waiting(id) } else { self.leave_agent(id) }
        }
    }

    /// An agent has the chat and has not answered yet.
    fn leave_agent(&mut self, id: u32) {
        let agent = self.contacts[id].agent;
        self.book(agent);
        let at = self.position(agent, id);
        self.give_up_place(agent, at);
        self.abandon(id);
        self.freed(agent);
    }

    /// Leaves the agent unanswered.
    pub(super) fn abandon(&mut self, id: u32) {
        self.observer.abandoned(self.now, &self.contacts[id], false);
        self.contacts[id].agent = NONE;
        self.leave(id, Event::Abandoned);
    }

    /// Whether an agent has a customer by the message, on the line, whom he has not answered yet.
    pub(super) fn has_no_answer(&self, id: u32) -> bool {
        let contact = &self.contacts[id];
        let by_message = self.model.types[contact.kind].turns.is_some();
        by_message && !contact.message && self.talks[id as usize].given == 0
    }

    /// The chat ends unresolved, for want of an answer.
    fn break_off(&mut self, id: u32) {
        let Contact { kind, agent, state, .. } = self.contacts[id];
        let kind = &self.model.types[kind];
        let Talk { written, team, .. } = self.talks[id as usize];
        if state == State::Served {
            self.book(agent);
            let at = self.position(agent, id);
            self.give_up_place(agent, at);
        } else {
            self.unqueue(id);
        }
        self.observer.broke_off(self.now, &self.contacts[id], written, team);
        self.served(id, kind, false);
        self.contacts.remove(id);
        if state == State::Served {
            self.freed(agent);
        }
    }

    /// Nobody is there any more: one look is all that the chat still takes.
    pub(super) fn forget_talk(&mut self, id: u32) {
        let contact = &self.contacts[id];
        if self.model.types[contact.kind].turns.is_none() {
            return;
        }
        let (was_opened, written) = (contact.accepted != SimTime::NEVER, contact.reached);
        let talk = self.talk_at(id);
        if was_opened {
            talk.of = 1;
        } else {
            *talk = Talk { written, of: 1, ..NOTHING_SAID };
        }
    }

    fn talk_at(&mut self, id: u32) -> &mut Talk {
        if self.talks.len() <= id as usize {
            self.talks.resize(id as usize + 1, NOTHING_SAID);
        }
        &mut self.talks[id as usize]
    }
}

fn is_chat(work: &Work) -> bool {
    work.channel == Channel::Chat && !work.wrap_up
}
