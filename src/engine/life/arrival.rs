//! A contact arrives: a first one, or one that something caused earlier.

use crate::engine::contact::{Buying, Contact, NONE, State};
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{Channel, ContactType, Event, TypeId};
use crate::random::{Key, Purpose};
use crate::time::SimTime;

const BOT_MEETS: Purpose = Purpose::new("meets the bot");
const BOT_LASTS: Purpose = Purpose::new("time with the bot");
/// Until when whoever meets no bot is with one: before every moment of a run.
const NO_BOT: SimTime = SimTime::from_ticks(-1);
/// So many first contacts are looked at in one go at most: what is kept of them should still be near when their bots are done.
const AT_ONCE: u32 = 32;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// A first contact arrives; and with it those that come next, as long as nothing between them can matter to them: they meet a bot, in
    /// the counting interval of now, and nobody who hears of it asks in which order.
    pub(in crate::engine) fn first_arrival(&mut self, source: u32) {
        if S::CALLS {
            return self.call_arrives(source);
        }
        let mut source = source;
        let mut first = self.sources.next_of(source);
        let mut contact_type = self.types[first.contact_type.index()];
        let mut until = self.with_bot_until(contact_type, first.key, true);
        // Anything rare may go by the slots that contacts get, or by events of one whole second.
        let mut room = if S::WHOLE && !S::RARE { AT_ONCE } else { 1 };
        let came = self.now;
        loop {
            self.sources.draw_next(source, self.model);
            let id = self.new_contact(first.key, first.contact_type, false, true);
            if S::RARE {
                self.remember_last_agent(id, None);
                self.recorded.remember(id, first.recorded);
            }
            self.arrive(id, contact_type, until);
            room -= 1;
            let next = self.sources.arrivals().at();
            if room == 0 || next >= self.counting.interval_ends() {
                break;
            }
            self.now = next;
            source = self.sources.arrivals().who();
            first = self.sources.next_of(source);
            contact_type = self.types[first.contact_type.index()];
            until = self.with_bot_until(contact_type, first.key, true);
            if until <= next || !self.count.add_if_no_look_is_due() {
                break;
            }
        }
        self.now = came;
    }

    /// Something caused earlier arrives.
    pub(in crate::engine) fn follow_up(&mut self, id: u32) {
        self.observer.no_longer_pending(self.now, &self.contacts[id]);
        self.arrive_now(id);
    }

    /// A contact of this type, not here yet.
    #[inline]
    pub(super) fn new_contact(&mut self, key: Key, contact_type: TypeId, repeat: bool, meets_bot: bool) -> u32 {
        let id = self.contacts.add(Contact {
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
        });
        if S::RARE {
            self.conversations.make_room(id);
        }
        id
    }

    /// A contact that was created before is here.
    #[inline]
    pub(in crate::engine) fn arrive_now(&mut self, id: u32) {
        let contact = &mut self.contacts[id];
        (contact.arrived, contact.interval) = (self.now, self.counting.interval());
        let (key, meets_bot) = (contact.key, contact.meets_bot);
        let contact_type = self.types[contact.contact_type.index()];
        let until = self.with_bot_until(contact_type, key, meets_bot);
        self.arrive(id, contact_type, until);
    }

    /// Until when a contact of this key that comes now is with a bot; [`NO_BOT`]: it meets none.
    #[expect(clippy::inline_always, reason = "at every beginning of a contact: a call costs as much again")]
    #[inline(always)]
    fn with_bot_until(&self, contact_type: &ContactType, key: Key, meets_bot: bool) -> SimTime {
        match &contact_type.bot {
            Some(bot) if S::WHOLE && meets_bot && bot.is_there(self.now) && key.happens(BOT_MEETS, bot.meets) => {
                self.now + bot.lasts.draw(&mut key.stream(BOT_LASTS), self.now)
            }
            _ => NO_BOT,
        }
    }

    /// The contact is here: it goes to the bot, or straight to people. Streams only cause.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    fn arrive(&mut self, id: u32, contact_type: &ContactType, with_bot_until: SimTime) {
        if !S::WHOLE {
            // Nothing stands between it and people.
            return self.reach_people(id);
        }
        self.observer.arrived(self.now, &self.contacts[id]);
        self.cause(contact_type, id, Event::Arrived, self.now);
        if contact_type.channel == Channel::Stream {
            self.contacts.remove(id);
            return;
        }
        match &contact_type.bot {
            Some(bot) if with_bot_until != NO_BOT => self.meet_bot(id, contact_type, bot, with_bot_until),
            _ => self.reach_people(id),
        }
    }
}
