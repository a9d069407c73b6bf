//! One piece of work in an agent's hands.

use crate::model::{Channel, Model, TypeId};

/// What an agent does with one or more places.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    /// Which contact.
    pub contact: u32,
    /// The contact's type and channel.
    pub contact_type: TypeId,
    pub channel: Channel,
    /// After-contact work: no longer a chat, but the place is taken.
    pub wrap_up: bool,
    /// At which of its agent's rates it moves on.
    pub group: Group,
    /// Places taken.
    pub places: u16,
    /// The combination of policies under which it was begun, and is finished.
    pub under: u8,
    /// Work left: hand-ticks, or wall-clock ticks for measured chats.
    pub left: f64,
    /// Work done in a tick, by the same measure.
    pub rate: f64,
    /// The number of what it adds to the pace of its agent's chats (`mix`); of what is no chat it means nothing.
    pub part: u16,
}

/// Pieces of an agent's work that move on at one rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Group {
    /// Open chats.
    Chats,
    /// Calls and tickets.
    Beside,
    /// Work after a contact, which has an end of its own.
    WrapUp,
}

impl Group {
    /// Of what is worked on by this channel.
    #[inline]
    pub fn of(channel: Channel) -> Self {
        if channel == Channel::Chat { Self::Chats } else { Self::Beside }
    }
}

impl Work {
    /// A call of so much work that takes so many places, all of an agent's.
    #[inline]
    pub fn call(contact: u32, contact_type: TypeId, places: u16, left: f64) -> Self {
        let (channel, part, group) = (Channel::Call, 0, Group::Beside);
        Self { contact, contact_type, channel, wrap_up: false, group, places, under: 0, left, rate: 1.0, part }
    }
    /// Whether it takes all places that an agent has: a call, or a ticket that is worked on alone.
    pub fn takes_all(&self, model: &Model) -> bool {
        self.channel == Channel::Call
            || model.types[self.contact_type].ticket.as_ref().is_some_and(|ticket| ticket.exclusive)
    }
    /// Whether it is a chat that is still open: not in after-contact work.
    #[inline]
    pub fn is_open_chat(&self) -> bool {
        self.channel == Channel::Chat && !self.wrap_up
    }
}
