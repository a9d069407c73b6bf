//! Whether customers buy. What they are expected to buy is counted (`measure`); drawn is only who buys, for the rules on it.

use crate::engine::contact::Buying;
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{ContactType, Event, Link, Rule};
use crate::random::Purpose;
use crate::time::{SimDuration, SimTime};

const BUYS: Purpose = Purpose::new("buys");

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The first reply, so long after the customer reached people, decides whether they buy. How likely that was; `None`
    /// where they have no chance.
    pub(super) fn decide(&mut self, id: u32, contact_type: &ContactType, wait: SimDuration) -> Option<f64> {
        let sale = contact_type.sale.as_ref().filter(|_| self.contacts[id].buying.may())?;
        let chance = sale.chance(wait) * contact_type.uplift(self.contacts[id].bot_failed);
        self.decide_with(id, contact_type, chance);
        Some(chance)
    }

    /// The same where nobody asks how likely it was: nothing is worked out if nothing follows.
    #[inline]
    pub(super) fn decide_unasked(&mut self, id: u32, contact_type: &ContactType, wait: SimDuration) {
        if contact_type.causes(Event::Converted) {
            self.decide(id, contact_type, wait);
        } else if contact_type.sale.is_some() && self.contacts[id].buying.may() {
            self.contacts[id].buying = Buying::Decided;
        }
    }

    /// Decides whether a customer buys, who does so with this chance.
    pub(in crate::engine) fn decide_with(&mut self, id: u32, contact_type: &ContactType, chance: f64) {
        let contact = &mut self.contacts[id];
        let buys = contact_type.causes(Event::Converted) && contact.key.happens(BUYS, chance);
        contact.buying = if buys { Buying::Buys } else { Buying::Decided };
    }

    /// The service of somebody who buys ends, and causes what that causes.
    #[inline]
    pub(super) fn cause_bought(&mut self, contact_type: &ContactType, id: u32, from: SimTime) {
        if self.contacts[id].buying == Buying::Buys {
            self.cause(contact_type, id, Event::Converted, from);
        }
    }

    /// Whether a customer who comes by a rule has decided about buying.
    pub(super) fn buying_of_follow_up(&self, parent: u32, event: Event, rule: &Rule) -> Buying {
        let parent = &self.contacts[parent];
        let had_a_chance = self.types[parent.contact_type.index()].sale.is_some();
        let unanswered =
            matches!(event, Event::Abandoned | Event::Closed | Event::TurnedAway | Event::FalselyContained);
        match rule.link {
            Link::Outreach => Buying::Open,
            Link::New if !event.makes_repeat() => Buying::Open,
            _ if !parent.buying.may() => Buying::Decided,
            _ if !had_a_chance => parent.buying,
            _ if unanswered => Buying::Again,
            // The parent goes on, and keeps its chance.
            _ => Buying::Decided,
        }
    }
}
