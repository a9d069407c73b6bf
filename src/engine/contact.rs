//! Contacts present: a slab of hot records.

use super::kernel::table::Table;
use crate::model::{Ticket, TicketOrder, TypeId};
use crate::random::{Key, Purpose};
use crate::time::SimTime;

/// No contact, no agent.
pub const NONE: u32 = u32::MAX;
/// The interval of what does not count (warm-up, drain).
pub const UNCOUNTED: u32 = u32::MAX;

const RESOLVED: Purpose = Purpose::new("resolved");

/// Where a contact is in its life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Caused, and not here yet.
    Pending,
    /// With the bot, which will contain it or hand it over.
    InBot,
    /// In its type's queue, waiting on the line (tickets: in the queue).
    Queued,
    /// In its type's queue as a message left in closed hours.
    Message,
    /// A ticket at a step that needs nobody: it waits for a carrier, for a batch.
    Away,
    /// A ticket that everybody forgot.
    Missed,
    /// In its type's queue, for the agent the customer had before.
    Held,
    /// A ticket that waits until its agent is empty.
    Reserved,
    /// By the message: a customer who is silent for so long that their place was freed.
    Quiet,
    /// An agent has it.
    Served,
    /// Done; the agent's place is still taken.
    WrapUp,
    /// The slot is free.
    Gone,
}

/// What a customer has decided about buying, where the contact's type has a sale.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Buying {
    /// Nothing yet: nobody has answered.
    Open,
    /// Nothing yet: they left unanswered, and ask again.
    Again,
    /// They were answered before.
    Decided,
    /// They buy.
    Buys,
}

impl Buying {
    /// Whether an answer may still make them buy.
    #[inline]
    pub fn may(self) -> bool {
        matches!(self, Self::Open | Self::Again)
    }
}

/// One contact. Everything random about it is a function of its key.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Opens its draws.
    pub key: Key,
    /// When it arrived (at the bot, where it meets one).
    pub arrived: SimTime,
    /// When it reached people.
    pub reached: SimTime,
    /// When an agent took it first.
    pub accepted: SimTime,
    /// Tickets: when it should be done. Live contacts that may leave unnoticed: until when they wait.
    pub deadline: SimTime,
    /// Effort still to be done while nobody works on it, in ticks at speed 1.
    pub effort: f64,
    /// Sequence number of the timer that still means something.
    pub timer: u64,
    /// The type it is of.
    pub contact_type: TypeId,
    /// The counting interval in which it reached people (until then: arrived), or [`UNCOUNTED`].
    pub interval: u32,
    /// The agent who has it, or had it last; [`NONE`]: nobody.
    pub agent: u32,
    /// Neighbours in a queue.
    pub(super) prev: u32,
    pub(super) next: u32,
    /// Where it is in its life.
    pub state: State,
    /// The same customer asking again.
    pub repeat: bool,
    /// The bot tried first and failed.
    pub bot_failed: bool,
    /// Whether it still may meet the bot.
    pub meets_bot: bool,
    /// Left as a message in closed hours.
    pub message: bool,
    /// Tickets: work on it was broken off before.
    pub interrupted: bool,
    /// Tickets: its deadline passed while it was open.
    pub late: bool,
    /// Nobody is there any more: they left without a word, and an agent will open their chat in vain.
    pub ghost: bool,
    /// Whether the customer buys, where the type has a sale.
    pub buying: Buying,
}

impl Contact {
    /// Whether what was done with it solves it, which happens with this chance.
    #[inline]
    pub(super) fn is_resolved(&self, chance: f64) -> bool {
        self.key.happens(RESOLVED, chance)
    }
    /// Whether it is with people, or waits for them or for what they wait for.
    pub(super) fn is_open(&self) -> bool {
        matches!(
            self.state,
            State::Queued
                | State::Held
                | State::Message
                | State::Reserved
                | State::Served
                | State::Quiet
                | State::Away
                | State::Missed
        )
    }
    /// A ticket's place in its queue.
    pub(super) fn place(&self, ticket: &Ticket) -> i64 {
        if ticket.order == TicketOrder::Fifo { self.reached.ticks() } else { self.deadline.ticks() }
    }
    /// The next in its queue; `None`: it is the last.
    pub(super) fn behind(&self) -> Option<u32> {
        (self.next != NONE).then_some(self.next)
    }
}

/// All contacts present, by slot.
#[derive(Default)]
pub struct Contacts {
    slots: Table<Contact>,
    free: Vec<u32>,
}

impl Contacts {
    /// Puts a contact into a free slot.
    #[inline]
    pub fn add(&mut self, contact: Contact) -> u32 {
        if let Some(slot) = self.free.pop() {
            self.slots[slot as usize] = contact;
            slot
        } else {
            self.slots.push(contact) as u32
        }
    }
    /// Frees a slot. Its timers become stale because their numbers never return.
    #[inline]
    pub fn remove(&mut self, slot: u32) {
        let contact = &mut self.slots[slot as usize];
        debug_assert_ne!(contact.state, State::Gone, "a contact leaves once");
        contact.state = State::Gone;
        contact.timer = 0;
        self.free.push(slot);
    }
    /// How many are present.
    pub fn present(&self) -> usize {
        self.slots.len() - self.free.len()
    }
    /// The slots of all, those that are free among them.
    pub fn ids(&self) -> std::ops::Range<u32> {
        0..self.slots.len() as u32
    }
    /// Everyone still here.
    pub fn iter(&self) -> impl Iterator<Item = &Contact> {
        self.slots.iter().filter(|c| c.state != State::Gone)
    }
}

impl std::ops::Index<u32> for Contacts {
    type Output = Contact;
    #[inline]
    fn index(&self, slot: u32) -> &Contact {
        &self.slots[slot as usize]
    }
}
impl std::ops::IndexMut<u32> for Contacts {
    #[inline]
    fn index_mut(&mut self, slot: u32) -> &mut Contact {
        &mut self.slots[slot as usize]
    }
}
