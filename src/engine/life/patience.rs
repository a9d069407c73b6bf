//! Losing patience: at its own moment where that matters, else found out later.
//!
//! Where nothing follows an abandonment and nobody looks at how many wait, a customer who gave up may stand in the queue
//! until somebody wants to take them: an agent who looks drops them and takes the next. That saves an event for everyone who
//! waits, the biggest saving there is on a busy queue. It is exact: the same customers are taken at the same moments, and
//! the one who left is reported with the moment at which they did, inside the counting interval that holds it, because
//! the end of an interval looks at every queue. After the counted horizon everyone has a timer again.

use crate::engine::contact::State;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::id::IdVec;
use crate::model::{Event, Model, TypeId};
use crate::random::Purpose;
use crate::time::{SimDuration, SimTime};

const PATIENCE: Purpose = Purpose::new("patience");

/// Types whose customers may leave the queue unnoticed, and how to tell who has by now.
pub struct Unnoticed {
    /// By type: whether its customers may.
    types: IdVec<TypeId, bool>,
    /// The last instant at which an event behind losing patience was at work: whoever's patience ends then has gone by now.
    past_patience: SimTime,
}

impl Unnoticed {
    /// As the model and what the observer hears allow it.
    pub fn new<O: Observer>(model: &Model) -> Self {
        // What follows one type's abandonment at that instant could look at another type's queue.
        let nothing_follows = model.types.iter().all(|contact_type| !contact_type.causes(Event::Abandoned));
        let possible = !O::IN_ORDER && nothing_follows;
        let looked_at = |id| {
            model.types[id].hold_for_last_agent.is_some()
                || model.is_watched(id)
                || model.types[id].turns.is_some()
                || model.types[id].silent.is_some()
                || model.variants().any(|variant| variant.types[id].queue_limit.is_some())
        };
        let types = model
            .types
            .entries()
            .map(|(id, contact_type)| possible && contact_type.is_live() && !looked_at(id))
            .collect();
        Self { types, past_patience: SimTime::NEVER }
    }
    /// An event is at work that comes behind losing patience at the same instant.
    #[inline]
    pub fn pass_patience(&mut self, now: SimTime) {
        self.past_patience = now;
    }
}

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// A live contact begins to wait. Until when at most.
    #[expect(clippy::inline_always, reason = "in and out of a queue with most contacts: a call costs as much again")]
    #[inline(always)]
    pub(in crate::engine) fn begin_patience(&mut self, id: u32) -> SimTime {
        let contact = &self.contacts[id];
        if S::ticket(self.types[contact.contact_type.index()]).is_some() {
            return SimTime::NEVER;
        }
        let Some(waits) = self.waits(id) else { return SimTime::NEVER };
        let until = self.now + waits;
        if self.unnoticed.types[self.contacts[id].contact_type] {
            self.contacts[id].deadline = until;
        } else {
            self.contacts[id].timer = self.events.push_often(until, EventKind::Patience, id);
        }
        until
    }

    /// How long a live contact waits from now on before it gives up; `None`: for ever.
    #[expect(clippy::inline_always, reason = "in and out of a queue with most contacts: a call costs as much again")]
    #[inline(always)]
    pub(in crate::engine) fn waits(&self, id: u32) -> Option<SimDuration> {
        let contact = &self.contacts[id];
        let contact_type = self.types[contact.contact_type.index()];
        let recorded = if S::RARE { self.recorded.of(id).and_then(|recorded| recorded.patience) } else { None };
        match (recorded, &contact_type.patience) {
            (Some(recorded), _) => Some(recorded),
            (None, Some(law)) => {
                let drawn = law.draw(&mut contact.key.stream(PATIENCE), self.now);
                let factor = contact_type
                    .bot
                    .as_ref()
                    .filter(|_| S::WHOLE && contact.bot_failed)
                    .map_or(1.0, |bot| bot.failure_patience);
                Some(drawn.scale(factor))
            }
            (None, None) => None,
        }
    }

    /// A customer's patience is over, at its own moment.
    pub(in crate::engine) fn patience(&mut self, id: u32, sequence: u64) {
        if self.contacts[id].timer != sequence {
            return;
        }
        if S::turns(&self.model.types[self.contacts[id].contact_type]).is_some() {
            return self.give_up_on_answer(id);
        }
        if matches!(self.contacts[id].state, State::Queued | State::Held) && !(S::RARE && self.falls_silent(id)) {
            self.give_up_waiting(id);
        }
    }

    /// The customer leaves the queue unanswered.
    pub(in crate::engine) fn give_up_waiting(&mut self, id: u32) {
        self.unqueue(id);
        self.observer.abandoned(self.now, &self.contacts[id], false);
        self.leave(id, Event::Abandoned);
    }

    /// Whether the contact stands in the queue no more than in name.
    #[inline]
    pub(in crate::engine) fn gave_up(&self, id: u32) -> bool {
        let contact = &self.contacts[id];
        let over =
            contact.deadline < self.now || (contact.deadline == self.now && self.unnoticed.past_patience == self.now);
        over && self.unnoticed.types[contact.contact_type] && contact.state == State::Queued
    }

    /// The customer left the queue some time ago, and is reported now.
    pub(in crate::engine) fn leave_unnoticed(&mut self, id: u32) {
        let left = self.contacts[id].deadline;
        self.queues.remove_live(&mut self.contacts, id);
        self.observer.unqueued(left, &self.contacts[id]);
        self.observer.abandoned(left, &self.contacts[id], false);
        self.uncount(id);
        self.contacts.remove(id);
    }

    /// Everyone who gave up leaves the queues: an interval ends, or there seem to be too many.
    pub(in crate::engine) fn drop_those_who_gave_up(&mut self) {
        self.for_each_unnoticed(|engine, id| {
            if engine.gave_up(id) {
                engine.leave_unnoticed(id);
            }
        });
    }

    /// From now on whoever waits leaves at their own moment.
    pub(in crate::engine) fn give_everyone_a_timer(&mut self) {
        self.for_each_unnoticed(|engine, id| {
            let until = std::mem::replace(&mut engine.contacts[id].deadline, SimTime::NEVER);
            if until != SimTime::NEVER {
                engine.contacts[id].timer = engine.events.push(until, EventKind::Patience, id);
            }
        });
        self.unnoticed.types.iter_mut().for_each(|unnoticed| *unnoticed = false);
    }

    /// Goes through everyone who waits and may leave unnoticed.
    fn for_each_unnoticed(&mut self, mut see: impl FnMut(&mut Self, u32)) {
        let model = self.model;
        for contact_type in model.types.ids() {
            if !self.unnoticed.types[contact_type] {
                continue;
            }
            let mut next = self.queues[contact_type].live().head();
            while let Some(id) = next {
                next = self.contacts[id].behind();
                see(self, id);
            }
        }
    }
}
