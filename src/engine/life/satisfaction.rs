//! What a customer's satisfaction depends on is told when his contact ends. What those who rate are expected to say is counted (`measure`).

use crate::engine::{Engine, Observer};
use crate::model::ContactType;
use crate::time::SimDuration;

impl<O: Observer> Engine<'_, O> {
    /// The first reply, so long after the customer reached people: whether he buys, and what he will say later. How likely he
    /// is to buy; none where he has no chance.
    pub(crate) fn replied(&mut self, id: u32, contact_type: &ContactType, wait: SimDuration) -> Option<f64> {
        if contact_type.rating.is_some() {
            let slot = id as usize;
            if self.replies.len() <= slot {
                self.replies.resize(slot + 1, SimDuration::ZERO);
            }
            self.replies[slot] = wait;
        }
        self.decide(id, contact_type, wait)
    }

    /// People are done with it. Whom nobody answered (a message left, dropped at the end of a shift) says nothing.
    #[inline]
    pub(crate) fn rate(&mut self, id: u32, contact_type: &ContactType, resolved: bool) {
        if contact_type.rating.is_some() && (contact_type.turns.is_none() || self.conversations[id as usize].given > 0)
        {
            self.observer.rated(self.now, &self.contacts[id], self.replies[id as usize], resolved);
        }
    }
}
