//! An agent as they stand, for observers who ask why nobody took somebody.

use crate::engine::contact::Contacts;
use crate::engine::desk::agent::Agent;
use crate::engine::desk::status::{Keeper, Status};
use crate::model::{Channel, TypeId};
use crate::time::SimTime;

/// One agent at an instant.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    pub(in crate::engine) agent: &'a Agent,
    pub(in crate::engine) contacts: &'a Contacts,
    /// Places that they have now.
    pub places: u16,
    /// More of the team are present than should be: nobody takes anything.
    pub overstaffed: bool,
}

/// A piece of work in an agent's hands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InHand {
    /// Of which type.
    pub contact_type: TypeId,
    /// When it asked for people.
    pub reached: SimTime,
    /// A ticket, and no customer.
    pub ticket: bool,
    /// A chat that is still open: the customer may write.
    pub open_chat: bool,
    /// Places taken.
    pub places: u16,
}

impl Standing<'_> {
    /// On shift, or finishing after it.
    pub fn present(&self) -> bool {
        self.agent.is(Status::PRESENT)
    }
    /// What they are away from the desk for, while all that they have in hand stands still; `None`: at the desk, or not there.
    pub fn away(&self) -> Option<Keeper> {
        self.agent.status().away()
    }
    /// For what they take nothing new though they are at the desk; `None`: for nothing.
    pub fn holds_back(&self) -> Option<Keeper> {
        self.agent.status().holds_back()
    }
    /// The share of the hands at work, 0 to 1.
    pub fn hands(&self) -> f64 {
        self.agent.hands()
    }
    /// What they have in hand.
    pub fn in_hand(&self) -> impl Iterator<Item = InHand> + '_ {
        self.agent.work().iter().map(|work| InHand {
            contact_type: work.contact_type,
            reached: self.contacts[work.contact].reached,
            ticket: work.channel == Channel::Ticket,
            open_chat: work.is_open_chat(),
            places: work.places,
        })
    }
}
