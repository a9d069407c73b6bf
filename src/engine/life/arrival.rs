//! A contact arrives: a first one, or one that something caused earlier.

use crate::engine::contact::{Buying, Contact, NONE, State};
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{Channel, Event, TypeId};
use crate::random::{Key, Purpose};
use crate::time::SimTime;

const BOT_MEETS: Purpose = Purpose::new("meets the bot");

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// A first contact arrives.
    pub(in crate::engine) fn first_arrival(&mut self, source: u32) {
        if S::CALLS {
            return self.call_arrives(source);
        }
        let first = self.sources.next_of(source);
        self.sources.draw_next(source, self.model);
        let id = self.new_contact(first.key, first.contact_type, false, true);
        if S::RARE {
            self.remember_last_agent(id, None);
            self.recorded.remember(id, first.recorded);
        }
        self.arrive(id);
    }

    /// Something caused earlier arrives.
    pub(in crate::engine) fn follow_up(&mut self, id: u32) {
        self.observer.no_longer_pending(self.now, &self.contacts[id]);
        self.arrive(id);
    }

    /// A contact of this type, not here yet.
    #[inline]
    pub(super) fn new_contact(&mut self, key: Key, contact_type: TypeId, repeat: bool, meets_bot: bool) -> u32 {
        self.contacts.add(Contact {
            key,
            arrived: self.now,
            reached: self.now,
            accepted: SimTime::NEVER,
            deadline: SimTime::NEVER,
            effort: 0.0,
            timer: 0,
            contact_type,
            interval: self.counting.interval(),
            agent: NONE,
            prev: NONE,
            next: NONE,
            state: State::Pending,
            repeat,
            bot_failed: false,
            meets_bot,
            message: false,
            interrupted: false,
            late: false,
            ghost: false,
            buying: Buying::Open,
        })
    }

    /// The contact is here: it goes to the bot, or straight to people. Streams only cause.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub(in crate::engine) fn arrive(&mut self, id: u32) {
        if !S::WHOLE {
            // Nothing stands between it and people.
            return self.reach_people(id);
        }
        let contact = &mut self.contacts[id];
        contact.arrived = self.now;
        contact.interval = self.counting.interval();
        let (key, meets_bot) = (contact.key, contact.meets_bot);
        let contact_type = self.types[contact.contact_type.index()];
        self.observer.arrived(self.now, contact);
        self.cause(contact_type, id, Event::Arrived, self.now);
        if contact_type.channel == Channel::Stream {
            self.contacts.remove(id);
            return;
        }
        match &contact_type.bot {
            Some(bot) if meets_bot && bot.is_there(self.now) && key.happens(BOT_MEETS, bot.meets) => {
                self.meet_bot(id, contact_type, bot);
            }
            _ => self.reach_people(id),
        }
    }
}
