//! Chats by the message: an agent has one mind for all that are open.
//!
//! The customer writes; the agent answers the message that has waited longest; then the customer pauses and writes again,
//! until the chat has had its answers. A chat that is written in moves on at the rate of the hands, the others stand
//! still. So an agent's work is chosen where rates are set: whenever anything changes, he finishes the answer that he is
//! writing, or begins the next.

use super::reminders::{DueReminder, SaleChance};
use crate::engine::desk::agents::Work;
use crate::engine::desk::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::life::contact::{Contact, NONE, State};
use crate::engine::observe::observer::Answered;
use crate::engine::{Engine, Observer};
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
pub struct Conversation {
    turn: Turn,
    /// When the customer wrote last, and was answered last.
    written: SimTime,
    answered: SimTime,
    /// Answers given, and how many it takes.
    pub(crate) given: u32,
    of: u32,
    /// How long by hand each answer beyond those takes, of an effort that is divided among them.
    each: f64,
    /// When the customer writes next, or the chat is closed.
    back: SimTime,
    /// Which team answered last, and which person had the chat when its place was freed.
    pub(crate) team: TeamId,
    pub(crate) with: Key,
    /// How many reminders of this silence have fallen due, and the one that the agent has to send.
    pub(crate) reminders: usize,
    pub(crate) due: Option<DueReminder>,
    /// His chance to buy.
    pub(crate) chance: Option<SaleChance>,
}

const NOTHING_SAID: Conversation = Conversation {
    turn: Turn::Pending,
    written: SimTime::ZERO,
    answered: SimTime::ZERO,
    given: 0,
    of: 0,
    each: 0.0,
    back: SimTime::ZERO,
    team: TeamId(0),
    with: Key::seed(0),
    reminders: 0,
    due: None,
    chance: None,
};

impl Conversation {
    /// Whether the agent is writing in it.
    fn is_written_in(&self) -> bool {
        self.turn == Turn::Writing || self.due.is_some_and(|due| due.begun)
    }
    /// Since when he should write in it.
    fn pending(&self) -> Option<SimTime> {
        if self.turn == Turn::Pending { Some(self.written) } else { self.due.map(|due| due.since) }
    }
}

/// Who comes back to an agent of so many goes to somebody else: ten times more than there are places.
const MOST_OPEN: usize = 2000;

impl<O: Observer> Engine<'_, O> {
    /// An agent opens the chat. The customer's patience runs on until the first answer.
    pub(crate) fn open_chat(&mut self, id: u32, turns: &Turns) {
        let Contact { key, reached: written, effort, .. } = self.contacts[id];
        let of = turns.answers(key);
        *self.conversation_mut(id) = Conversation { written, of, each: effort / f64::from(of), ..NOTHING_SAID };
        let contact = &self.contacts[id];
        if contact.timer == 0 && !contact.message {
            self.begin_patience(id);
        }
    }

    /// The rates of an agent who has one mind: whatever is not a chat fills the gaps between answers.
    pub(crate) fn set_turn_rates(&mut self, agent: u32) -> Pace {
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
        let conversation = |work: &Work| &self.conversations[work.contact as usize];
        if let Some((_, work)) = chats().find(|(_, work)| conversation(work).is_written_in()) {
            return Some(work.contact);
        }
        if state.is(Status::FROZEN) {
            return None;
        }
        let pending =
            chats().filter_map(|(at, work)| Some((conversation(work).pending()?, conversation(work).given > 0, at)));
        let next = match self.model.teams[state.team].answers {
            AnswerOrder::Oldest => pending.min_by_key(|(since, ..)| *since),
            AnswerOrder::Newest => pending.max_by_key(|(since, ..)| *since),
            AnswerOrder::NewChats => pending.min_by_key(|(since, answered, _)| (*answered, *since)),
        };
        let (.., at) = next?;
        let id = state.work[at].contact;
        if self.conversations[id as usize].turn == Turn::Pending {
            self.begin_answer(agent, at);
        } else {
            self.begin_reminder(agent, at);
        }
        Some(id)
    }

    fn begin_answer(&mut self, agent: u32, at: usize) {
        let state = &mut self.agents.all[agent as usize];
        let work = &mut state.work[at];
        let model = self.switches.under(work);
        let contact_type = &model.types[work.contact_type];
        let turns = contact_type.turns.as_ref().expect("its chats go by the message");
        let skill = model.teams[state.team].skills[work.contact_type.index()].as_ref().expect("skilled");
        let contact = &mut self.contacts[work.contact];
        let conversation = &mut self.conversations[work.contact as usize];
        conversation.turn = Turn::Writing;
        let mut hands = turns.hand_work(contact.key, conversation.given + 1, conversation.of, contact.effort, self.now);
        if contact.ghost {
            hands = contact.effort;
        } else if turns.answer.is_none() && conversation.given >= conversation.of {
            hands = conversation.each;
        } else if turns.answer.is_none() {
            contact.effort -= hands;
        } else if let Some(bot) = contact_type.bot.as_ref().filter(|_| contact.bot_failed) {
            hands *= bot.failure_effort;
        }
        work.left = hands * skill.effort * state.slowness;
    }

    /// The answer is sent; whether the chat goes on.
    pub(crate) fn answered(&mut self, agent: u32, at: usize, contact_type: &ContactType) -> bool {
        let Some(turns) = &contact_type.turns else { return false };
        let state = &self.agents.all[agent as usize];
        let (id, team) = (state.work[at].contact, state.team);
        let conversation = &mut self.conversations[id as usize];
        if conversation.due.is_some_and(|due| due.begun) {
            self.reminder_written(id, agent);
            return true;
        }
        if conversation.turn == Turn::Over || self.contacts[id].ghost {
            return false;
        }
        conversation.given += 1;
        conversation.team = team;
        let (given, written, last) = (conversation.given, conversation.written, conversation.given >= conversation.of);
        let key = self.contacts[id].key;
        self.contacts[id].timer = 0;
        let first = given == 1;
        let overflow = contact_type.routes[0].team != team;
        self.observer.answered(self.now, &self.contacts[id], Answered { team, agent, first, written, overflow });
        if first && contact_type.heeds_reply() {
            let chance = self.replied(id, contact_type, self.now - self.contacts[id].reached);
            self.conversations[id as usize].chance = chance.map(|first| SaleChance { first, team, best: None });
        }
        let silence =
            if last { turns.open_for(turns.linger(key, given, self.now)) } else { turns.pause(key, given, self.now) };
        let conversation = &mut self.conversations[id as usize];
        conversation.turn = if last { Turn::Over } else { Turn::Pausing };
        (conversation.answered, conversation.back, conversation.reminders) = (self.now, self.now + silence, 0);
        if last && silence == SimDuration::ZERO {
            return false;
        }
        self.await_turn(id);
        self.reschedule(agent);
        self.settle(agent);
        true
    }

    /// In a silence: the customer writes or goes, is reminded, or frees his place, whatever is next.
    pub(crate) fn await_turn(&mut self, id: u32) {
        let conversation = &self.conversations[id as usize];
        let reminder = self
            .turns_of(id)
            .reminders
            .get(conversation.reminders)
            .map(|reminder| conversation.answered + reminder.after);
        let next = [reminder, self.release_of(id)].into_iter().flatten().fold(conversation.back, SimTime::min);
        self.contacts[id].timer = self.events.push(next, EventKind::CustomerTurn, id);
    }

    /// When the silence frees the place, if the customer has one.
    fn release_of(&self, id: u32) -> Option<SimTime> {
        let after = self.turns_of(id).release_after.filter(|_| self.contacts[id].state == State::Served)?;
        Some(self.conversations[id as usize].answered + after)
    }

    /// The customer writes again, goes, is silent for too long, or is to be reminded.
    pub(crate) fn customer_turn(&mut self, id: u32, sequence: u64) {
        if self.contacts[id].timer != sequence {
            return;
        }
        self.contacts[id].timer = 0;
        let agent = self.contacts[id].agent;
        let Conversation { turn, back, .. } = self.conversations[id as usize];
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
            self.conversations[id as usize].due = None;
            self.book(agent);
            let at = self.position(agent, id);
            self.finish(agent, at);
        }
    }

    pub(crate) fn turns_of(&self, id: u32) -> &Turns {
        self.model.types[self.contacts[id].contact_type].turns.as_ref().expect("its chats go by the message")
    }

    /// His place is freed. When he writes again he is with the same agent, if that is possible.
    fn release(&mut self, id: u32, agent: u32) {
        self.book(agent);
        let at = self.position(agent, id);
        self.give_up_place(agent, at);
        let conversation = &mut self.conversations[id as usize];
        conversation.with = self.agents.all[agent as usize].key;
        conversation.due = None;
        self.contacts[id].state = State::Quiet;
        self.await_turn(id);
        self.observer.released(self.now, &self.contacts[id]);
        self.freed(agent);
    }

    pub(crate) fn writes_again(&mut self, id: u32, agent: u32) {
        let conversation = &mut self.conversations[id as usize];
        conversation.turn = Turn::Pending;
        conversation.written = self.now;
        conversation.due = None;
        let (given, key) = (conversation.given, self.contacts[id].key);
        self.contacts[id].timer = 0;
        if let Some(patience) = self.turns_of(id).reply_patience(key, given, self.now) {
            self.contacts[id].timer = self.events.push(self.now + patience, EventKind::Patience, id);
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
                self.schedule_further_team(id);
            }
        }
    }

    /// Whether a customer who was silent is with his agent again, however many that has: not if he is away, does something
    /// that takes all of him, or if somebody else has his place meanwhile.
    fn takes_back(&self, id: u32, agent: u32) -> bool {
        let state = &self.agents.all[agent as usize];
        state.key == self.conversations[id as usize].with
            && state.status.available()
            && !state.is(Status::SHIFT_OVER)
            && state.work.len() < MOST_OPEN
            && !state.work.iter().any(|work| work.takes_all(self.model))
    }

    /// The patience of a customer is over: before the first answer he leaves unanswered, later he breaks off.
    pub(crate) fn give_up_on_answer(&mut self, id: u32) {
        let Contact { state, accepted, .. } = self.contacts[id];
        let was_answered = accepted != SimTime::NEVER && self.conversations[id as usize].given > 0;
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
    pub(crate) fn abandon(&mut self, id: u32) {
        self.observer.abandoned(self.now, &self.contacts[id], false);
        self.contacts[id].agent = NONE;
        self.leave(id, Event::Abandoned);
    }

    /// Whether an agent has a customer by the message, on the line, whom he has not answered yet.
    pub(crate) fn has_no_answer(&self, id: u32) -> bool {
        let contact = &self.contacts[id];
        let by_message = self.model.types[contact.contact_type].turns.is_some();
        by_message && !contact.message && self.conversations[id as usize].given == 0
    }

    /// The chat ends unresolved, for want of an answer.
    fn break_off(&mut self, id: u32) {
        let Contact { contact_type, agent, state, .. } = self.contacts[id];
        let contact_type = &self.model.types[contact_type];
        let Conversation { written, team, .. } = self.conversations[id as usize];
        if state == State::Served {
            self.book(agent);
            let at = self.position(agent, id);
            self.give_up_place(agent, at);
        } else {
            self.unqueue(id);
        }
        self.observer.broke_off(self.now, &self.contacts[id], written, team);
        self.conclude(id, contact_type, false);
        self.contacts.remove(id);
        if state == State::Served {
            self.freed(agent);
        }
    }

    /// Nobody is there any more: one look is all that the chat still takes.
    pub(crate) fn forget_conversation(&mut self, id: u32) {
        let contact = &self.contacts[id];
        if self.model.types[contact.contact_type].turns.is_none() {
            return;
        }
        let (was_opened, written) = (contact.accepted != SimTime::NEVER, contact.reached);
        let conversation = self.conversation_mut(id);
        if was_opened {
            conversation.of = 1;
        } else {
            *conversation = Conversation { written, of: 1, ..NOTHING_SAID };
        }
    }

    fn conversation_mut(&mut self, id: u32) -> &mut Conversation {
        if self.conversations.len() <= id as usize {
            self.conversations.resize(id as usize + 1, NOTHING_SAID);
        }
        &mut self.conversations[id as usize]
    }
}

fn is_chat(work: &Work) -> bool {
    work.channel == Channel::Chat && !work.wrap_up
}
