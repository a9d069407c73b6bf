//! What a customer's satisfaction depends on is told when their contact ends. What those who rate are expected to say is counted
//! (`measure`).

use crate::engine::kernel::by_slot::BySlot;
use crate::engine::{Engine, Observer, Scope};
use crate::model::ContactType;
use crate::time::SimDuration;

/// How long each customer waited for the first reply, where somebody asks for it afterwards.
pub struct FirstReplies(BySlot<SimDuration>);

impl Default for FirstReplies {
    /// Nobody was answered yet.
    fn default() -> Self {
        Self(BySlot::new(SimDuration::ZERO))
    }
}

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The first reply, so long after the customer reached people: whether they buy, and what they will say later. How likely
    /// they are to buy; `None` where they have no chance.
    pub(in crate::engine) fn replied(&mut self, id: u32, contact_type: &ContactType, wait: SimDuration) -> Option<f64> {
        self.note_reply(id, contact_type, wait);
        self.decide(id, contact_type, wait)
    }

    /// The first reply, so long after the customer reached people, decides what they will say later.
    #[inline]
    pub(super) fn note_reply(&mut self, id: u32, contact_type: &ContactType, wait: SimDuration) {
        if contact_type.rating.is_some() {
            self.first_replies.0.set(id, wait);
        }
    }

    /// People are done with it. Whom nobody answered (a message left, dropped at the end of a shift) says nothing.
    #[inline]
    pub(in crate::engine) fn rate(&mut self, id: u32, contact_type: &ContactType, resolved: bool) {
        let answered = || contact_type.turns.is_none() || self.conversations[id].is_answered();
        if contact_type.rating.is_some() && answered() {
            self.observer.rated(self.now, &self.contacts[id], self.first_replies.0[id], resolved);
        }
    }
}
