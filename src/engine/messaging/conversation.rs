//! How far a chat by the message has come. It is kept by slot beside the contacts.

use super::due::{Due, Rank};
use crate::engine::contact::Contact;
use crate::engine::kernel::event::EventKind;
use crate::engine::kernel::slab;
use crate::engine::{Engine, Observer, Scope};
use crate::model::{TeamId, Turns};
use crate::random::Key;
use crate::time::SimTime;

/// Whose turn it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Turn {
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
    pub(super) turn: Turn,
    /// When the customer wrote last, and was answered last.
    pub(super) written: SimTime,
    pub(super) answered: SimTime,
    /// Answers given, and how many it takes.
    pub(super) given: u32,
    pub(super) of: u32,
    /// How long by hand each answer beyond those takes, in ticks, of an effort that is divided among them.
    pub(super) each: f64,
    /// The share of the effort not yet spent that the next answer leaves, 0 to 1, where effort is divided: worked out before it is needed.
    /// Negative: not worked out.
    pub(super) kept: f64,
    /// When the customer writes next, or the chat is closed.
    pub(super) back: SimTime,
    /// Which team answered last, and which person had the chat when its place was freed.
    pub(super) team: TeamId,
    pub(super) with: Key,
    /// How many reminders of this silence have fallen due, and the one that the agent has to send.
    pub(super) reminders: usize,
    pub(super) due: Option<DueReminder>,
    /// The customer's chance to buy; `None` where they have none, or were not answered yet.
    pub(super) chance: Option<SaleChance>,
    /// What comes next in the silence, and when the customer's patience with an answer is over: as long as an agent has the chat.
    pub(super) next: Due,
    pub(super) patience: Due,
    /// What comes next is that the customer writes, of which nothing follows but that an agent has something to answer.
    pub(super) writes: bool,
}

/// A reminder that the agent has to send.
#[derive(Clone, Copy, Debug)]
pub struct DueReminder {
    /// Its number among those of the type.
    pub reminder: usize,
    /// When it fell due.
    pub since: SimTime,
    /// The agent is writing it.
    pub begun: bool,
}

/// A customer's chance to buy.
#[derive(Clone, Copy, Debug)]
pub struct SaleChance {
    /// As the first answer left it, 0 to 1.
    pub first: f64,
    /// Who answered first.
    pub team: TeamId,
    /// The largest factor of the reminders that they got; `None`: they got none.
    pub best: Option<f64>,
}

impl SaleChance {
    /// How likely they are to buy by now; nobody is more than certain to.
    pub fn now(&self) -> f64 {
        (self.first * self.best.unwrap_or(1.0)).min(self.first.max(1.0))
    }
}

impl Conversation {
    /// Nobody has written anything.
    pub const NOTHING_SAID: Self = Self {
        turn: Turn::Pending,
        written: SimTime::ZERO,
        answered: SimTime::ZERO,
        given: 0,
        of: 0,
        each: 0.0,
        kept: -1.0,
        back: SimTime::ZERO,
        team: TeamId(0),
        with: Key::seed(0),
        reminders: 0,
        due: None,
        chance: None,
        next: Due::NEVER,
        patience: Due::NEVER,
        writes: false,
    };

    /// Whether the customer had an answer.
    #[inline]
    pub fn is_answered(&self) -> bool {
        self.given > 0
    }
    /// Whether the agent is writing in it.
    pub(super) fn is_written_in(&self) -> bool {
        self.turn == Turn::Writing || self.due.is_some_and(|due| due.begun)
    }
    /// Since when the agent should write in it; `None` where nothing is to be written.
    pub(super) fn pending(&self) -> Option<SimTime> {
        if self.turn == Turn::Pending { Some(self.written) } else { self.due.map(|due| due.since) }
    }
    /// What an agent who answers the oldest first goes by: see [`Rank`].
    #[inline]
    pub(super) fn rank(&self) -> Rank {
        if self.is_written_in() {
            Rank::FIRST
        } else if self.writes {
            Rank::written_unnoticed(self.next.at())
        } else {
            self.pending().map_or(Rank::NEVER, Rank::written)
        }
    }
    /// The customer, who has no reminder to get, writes at the moment that was drawn.
    pub(super) fn write(&mut self) {
        (self.turn, self.written, self.next, self.writes) = (Turn::Pending, self.back, Due::NEVER, false);
    }
}

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// An agent opens the chat. The customer's patience runs on until the first answer.
    pub(in crate::engine) fn open_chat(&mut self, id: u32, turns: &Turns) {
        let Contact { key, reached: written, effort, agent, .. } = self.contacts[id];
        let of = turns.answers(key);
        let each = effort / f64::from(of);
        let contact = &self.contacts[id];
        let mut patience = Due::NEVER;
        if contact.timer == 0
            && !contact.message
            && let Some(waits) = self.waits(id)
        {
            patience = Due::new(self.now + waits, EventKind::Patience, self.events.number());
            self.minds.expect_end_of_patience(agent, patience);
        }
        let kept = if turns.divides(1, of) { turns.kept(key, 1, of) } else { -1.0 };
        let conversation = Conversation { written, of, each, kept, patience, ..Conversation::NOTHING_SAID };
        self.conversations.add(id, conversation);
    }

    /// Nobody is there any more: one look is all that the chat still takes.
    pub(in crate::engine) fn forget_conversation(&mut self, id: u32) {
        if self.conversations.number(id) != slab::NONE {
            let conversation = &mut self.conversations[id];
            (conversation.of, conversation.patience) = (1, Due::NEVER);
        }
    }

    /// An agent opens the chat of somebody who is not there any more, and was not when they were in the queue.
    pub(in crate::engine) fn open_forgotten(&mut self, id: u32) {
        if self.conversations.number(id) == slab::NONE {
            let written = self.contacts[id].reached;
            self.conversations.add(id, Conversation { written, of: 1, ..Conversation::NOTHING_SAID });
        }
    }

    /// The contact is over, and all that is kept of it.
    #[inline]
    pub(in crate::engine) fn forget(&mut self, id: u32) {
        if S::RARE {
            self.conversations.clear(id);
        }
        self.contacts.remove(id);
    }

    /// How a contact's chat goes by the message.
    pub(super) fn turns_of(&self, id: u32) -> &Turns {
        self.model.types[self.contacts[id].contact_type].turns.as_ref().expect("its chats go by the message")
    }
}
