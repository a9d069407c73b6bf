//! What comes next of an agent who has one mind for all their chats: the answer is sent, a customer takes their turn, or loses patience.
//!
//! One pending event an agent is enough, the first of these. A customer who writes while the agent writes to another changes nothing that anybody
//! sees, so where nobody listens in order of time they are found when the agent looks for the next message to answer.

use super::conversation::Conversation;
use super::due::{Due, Rank};
use crate::engine::desk::agents::Agents;
use crate::engine::desk::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::kernel::slab::{self, Slab};
use crate::engine::kernel::table::Table;
use crate::engine::{Engine, Observer, Scope};
use crate::model::Model;
use crate::time::SimTime;
use std::hint::select_unpredictable;

/// No piece of work.
const NOTHING: u32 = u32::MAX;

/// A piece of an agent's work.
#[derive(Clone, Copy, Debug)]
struct InMind {
    rank: Rank,
    contact: u32,
    /// The number of its chat; [`slab::NONE`]: it is no open one.
    chat: u32,
}

/// What is next of one agent.
#[derive(Clone, Debug)]
struct Mind {
    /// All that they have in hand, as it stands there.
    work: Vec<InMind>,
    /// In which piece of it they write; [`NOTHING`]: in none.
    writing: u32,
    /// The first piece of work is done.
    done: Due,
    /// Not before these a customer takes their turn, or loses patience: what was expected may have been called off.
    turn: Due,
    patience: Due,
    /// The same of customers who write unnoticed, while anybody has to know.
    message: Due,
    /// The first of them, as it is pending.
    pending: Due,
}

/// What is next of each agent, where any team has chats by the message.
pub struct Minds {
    each: Table<Mind>,
    /// By agent: whether their team has.
    one_mind: Table<bool>,
}

impl Minds {
    /// Nothing is next.
    pub fn new(model: &Model, agents: &Agents) -> Self {
        let never = Due::NEVER;
        let nothing = Mind {
            work: Vec::new(),
            writing: NOTHING,
            done: never,
            turn: never,
            patience: never,
            message: never,
            pending: never,
        };
        let one_mind: Table<bool> = (0..agents.len() as u32)
            .map(|agent| model.variants().any(|variant| variant.teams[agents[agent].team()].turns))
            .collect();
        let any = one_mind.contains(&true);
        Self { each: Table::filled(nothing, if any { agents.len() } else { 0 }), one_mind }
    }
    /// Whether an agent's chats go by the message.
    #[inline]
    pub fn has(&self, agent: u32) -> bool {
        self.one_mind[agent as usize]
    }
    #[inline]
    fn of(&mut self, agent: u32) -> &mut Mind {
        &mut self.each[agent as usize]
    }
    /// Whether an agent is writing.
    #[inline]
    pub fn is_writing(&self, agent: u32) -> bool {
        self.each[agent as usize].writing != NOTHING
    }
    /// In which piece of work an agent is writing; `None`: in none.
    #[inline]
    pub fn writing(&self, agent: u32) -> Option<usize> {
        let writing = self.each[agent as usize].writing;
        (writing != NOTHING).then_some(writing as usize)
    }
    /// An agent writes in this piece of work.
    #[inline]
    pub fn write(&mut self, agent: u32, at: usize) {
        let mind = self.of(agent);
        (mind.writing, mind.work[at].rank) = (at as u32, Rank::FIRST);
    }
    /// An agent does not write to this contact any more.
    pub fn stop_writing(&mut self, agent: u32, contact: u32) {
        let mind = self.of(agent);
        if mind.work.get(mind.writing as usize).is_some_and(|work| work.contact == contact) {
            mind.writing = NOTHING;
        }
    }
    /// An agent takes a piece of work in hand.
    #[inline]
    pub fn begin(&mut self, agent: u32, contact: u32, chat: u32, conversations: &Slab<Conversation>) {
        let rank = if chat == slab::NONE { Rank::NEVER } else { conversations.numbered(chat).rank() };
        self.of(agent).work.push(InMind { rank, contact, chat });
    }
    /// An agent gives a piece of work out of hand.
    #[inline]
    pub fn end(&mut self, agent: u32, at: usize) {
        let mind = self.of(agent);
        mind.work.remove(at);
        if mind.writing != NOTHING && mind.writing as usize >= at {
            mind.writing = if mind.writing as usize == at { NOTHING } else { mind.writing - 1 };
        }
    }
    /// There is nothing to answer in a piece of work any more: what an agent was writing there goes unsent.
    pub fn rest(&mut self, agent: u32, at: usize) {
        let mind = self.of(agent);
        (mind.work[at].rank, mind.work[at].chat) = (Rank::NEVER, slab::NONE);
        if mind.writing as usize == at {
            mind.writing = NOTHING;
        }
    }
    /// Where the work on a contact stands among what an agent has in hand.
    #[inline]
    pub fn position(&self, agent: u32, contact: u32) -> usize {
        let mut place = usize::MAX;
        // To the end, because nobody can predict where it is.
        for (at, work) in self.each[agent as usize].work.iter().enumerate() {
            place = select_unpredictable(work.contact == contact, at, place);
        }
        place
    }
    /// What there is to answer in a piece of work.
    #[inline]
    pub fn rank(&mut self, agent: u32, at: usize, rank: Rank) {
        self.of(agent).work[at].rank = rank;
    }
    /// The chat whose customer has waited longest, and whether an answer was begun before; `None`: nobody waits.
    #[inline]
    pub fn oldest(&self, agent: u32, now: SimTime) -> Option<(usize, bool)> {
        let (mut oldest, mut place) = (Rank::NEVER, 0);
        for (at, work) in self.each[agent as usize].work.iter().enumerate() {
            let before = work.rank < oldest;
            oldest = select_unpredictable(before, work.rank, oldest);
            place = select_unpredictable(before, at, place);
        }
        (oldest <= Rank::written(now)).then_some((place, oldest == Rank::FIRST))
    }
    /// When the next customer after this time writes unnoticed.
    #[expect(clippy::needless_bitwise_bool, reason = "no branches")]
    #[inline]
    pub fn next_to_write<O: Observer>(&self, agent: u32, after: SimTime) -> SimTime {
        if O::IN_ORDER {
            return SimTime::NEVER;
        }
        let after = Rank::written_unnoticed(after);
        let mut next = Rank::NEVER;
        for work in &self.each[agent as usize].work {
            let counts = (work.rank > after) & work.rank.is_unnoticed() & (work.rank < next);
            next = select_unpredictable(counts, work.rank, next);
        }
        next.at()
    }
    /// A customer of an agent loses patience then.
    #[inline]
    pub fn expect_end_of_patience(&mut self, agent: u32, until: Due) {
        let mind = self.of(agent);
        mind.patience = mind.patience.earlier_of(until);
    }
    /// A customer of an agent, who was to lose patience then, does not.
    #[inline]
    pub fn calm(&mut self, agent: u32, was: Due, conversations: &Slab<Conversation>) {
        let mind = self.of(agent);
        if mind.patience == was {
            let all = mind.work.iter().map(|work| conversations.numbered(work.chat).patience);
            mind.patience = all.fold(Due::NEVER, Due::earlier_of);
        }
    }
    /// What comes next in a chat that an agent has.
    #[inline]
    pub fn expect(&mut self, agent: u32, chat: &Conversation) {
        let mind = self.of(agent);
        if chat.writes {
            mind.message = mind.message.earlier_of(chat.next);
        } else {
            mind.turn = mind.turn.earlier_of(chat.next);
        }
        mind.patience = mind.patience.earlier_of(chat.patience);
    }
}

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// What there is to answer in a chat that an agent has is another.
    pub(super) fn note(&mut self, agent: u32, id: u32) {
        let at = self.minds.position(agent, id);
        let rank = self.conversations[id].rank();
        self.minds.rank(agent, at, rank);
    }

    /// The next customer who writes is to be noticed.
    pub(super) fn expect_message(&mut self, agent: u32) {
        let mind = self.minds.of(agent);
        let next = mind.work.iter().filter(|work| work.rank.is_unnoticed()).min_by_key(|work| work.rank);
        mind.message = next.map_or(Due::NEVER, |work| self.conversations.numbered(work.chat).next);
    }

    /// When the first piece of work of an agent with one mind is done; `None` while everything stands still.
    #[inline]
    pub(in crate::engine) fn await_done(&mut self, agent: u32, due: Option<SimTime>) {
        let done = due.map_or(Due::NEVER, |at| Due::new(at, EventKind::ServiceEnd, self.events.number()));
        self.minds.of(agent).done = done;
        self.await_next(agent);
    }

    /// The first of what is next of an agent is pending. Who writes to a busy agent is found when the agent looks, where nobody
    /// listens in order of time.
    pub(super) fn await_next(&mut self, agent: u32) {
        let mind = &mut self.minds.each[agent as usize];
        let mut first = mind.done.earlier_of(mind.turn).earlier_of(mind.patience);
        if O::IN_ORDER || mind.writing == NOTHING && !self.agents[agent].is(Status::FROZEN) {
            first = first.earlier_of(mind.message);
        }
        if first == mind.pending {
            return;
        }
        mind.pending = first;
        let at = (first != Due::NEVER).then(|| first.at());
        self.rates.set_next(agent, at, first.order());
    }

    /// The first of what is next of an agent comes.
    #[inline]
    pub(in crate::engine) fn next_of_mind(&mut self, agent: u32) {
        let Mind { writing, done, turn, message, pending, .. } = self.minds.each[agent as usize];
        if pending == done {
            if writing == NOTHING {
                self.book(agent);
                return self.finish(agent, self.first_done(agent));
            }
            // Nothing else moved on, and what is done needs no book.
            self.agents[agent].book_nothing(self.now);
            self.minds.of(agent).writing = NOTHING;
            return self.finish(agent, writing as usize);
        }
        if pending == message {
            self.message_comes(agent, message);
        } else if pending == turn {
            self.turn_comes(agent, turn);
        } else {
            self.patience_ends(agent, pending);
        }
    }

    /// A customer of an agent writes, unless that was called off.
    fn message_comes(&mut self, agent: u32, due: Due) {
        self.minds.of(agent).message = Due::NEVER;
        let whose = self.who_writes(agent, due);
        if let Some(id) = whose {
            self.take_turn(id);
        }
        if O::IN_ORDER || whose.is_none() {
            self.expect_message(agent);
            self.await_next(agent);
        }
    }

    /// The customer of an agent who writes unnoticed as it is due; `None`: that was called off.
    fn who_writes(&self, agent: u32, due: Due) -> Option<u32> {
        let (work, rank) = (&self.minds.each[agent as usize].work, Rank::written_unnoticed(due.at()));
        let mut whose = slab::NONE;
        let mut contact = 0;
        for work in work {
            whose = select_unpredictable(work.rank == rank, work.chat, whose);
            contact = select_unpredictable(work.rank == rank, work.contact, contact);
        }
        if self.conversations.numbered(whose).next == due {
            return Some(contact);
        }
        // Two of them at one instant, or none.
        work.iter().find(|work| self.conversations.numbered(work.chat).next == due).map(|work| work.contact)
    }

    /// A customer of an agent takes their turn, unless that was called off.
    fn turn_comes(&mut self, agent: u32, due: Due) {
        let (mut whose, mut then) = (None, Due::NEVER);
        for work in &self.minds.each[agent as usize].work {
            let conversation = self.conversations.numbered(work.chat);
            if conversation.next == due {
                whose = Some(work.contact);
            } else if !conversation.writes {
                then = then.min(conversation.next);
            }
        }
        self.minds.of(agent).turn = then;
        if let Some(id) = whose {
            self.conversations[id].next = Due::NEVER;
            self.take_turn(id);
        } else {
            self.await_next(agent);
        }
    }

    /// A customer of an agent loses patience, unless they were answered before.
    fn patience_ends(&mut self, agent: u32, due: Due) {
        let (mut whose, mut then) = (None, Due::NEVER);
        for work in &self.minds.each[agent as usize].work {
            let conversation = self.conversations.numbered(work.chat);
            if conversation.patience == due {
                whose = Some(work.contact);
            } else {
                then = then.min(conversation.patience);
            }
        }
        self.minds.of(agent).patience = then;
        if let Some(id) = whose {
            let conversation = &mut self.conversations[id];
            conversation.patience = Due::NEVER;
            if conversation.writes {
                self.book(agent);
                self.conversations[id].write();
            }
            self.give_up_on_answer(id);
        }
        self.await_next(agent);
    }
}
