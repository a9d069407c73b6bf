//! A contact meets the bot, which contains it or hands it over.

use crate::engine::contact::State;
use crate::engine::kernel::event::{EventKind, PendingEvent};
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{Bot, ContactType, Event};
use crate::random::{Key, Purpose};
use crate::time::SimTime;

const BOT_CONTAINS: Purpose = Purpose::new("contained by the bot");
const BOT_RESOLVES: Purpose = Purpose::new("solved by the bot");

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The contact is with the bot from now on, until then.
    #[expect(clippy::inline_always, reason = "every contact meets it: a call costs as much again")]
    #[inline(always)]
    pub(super) fn meet_bot(&mut self, id: u32, contact_type: &ContactType, bot: &Bot, until: SimTime) {
        let key = self.contacts[id].key;
        self.observer.in_bot(self.now, until, &self.contacts[id]);
        self.contacts[id].state = State::InBot;
        // Nobody notices when a contained contact leaves, unless something follows: then no event is needed for it.
        let contained = key.happens(BOT_CONTAINS, bot.contains_at(self.now));
        self.contacts[id].bot_failed = !contained;
        let unnoticed = contained
            && !contact_type.causes(Event::Contained)
            && (!contact_type.causes(Event::FalselyContained) || self.leaves_solved(key, bot, until));
        if unnoticed || until == self.now {
            self.bot_end(id);
        } else {
            let end = PendingEvent::new(until, EventKind::BotEnd, self.events.number(), id);
            if !self.with_bot.push_behind(end) {
                self.events.add(end);
            }
        }
    }

    /// Whether a contained contact leaves solved before the end of what counts, so that its leaving may be told at once to whoever
    /// only adds up.
    fn leaves_solved(&self, key: Key, bot: &Bot, until: SimTime) -> bool {
        !O::IN_ORDER && until < self.counting.end() && key.happens(BOT_RESOLVES, bot.resolves)
    }

    /// The bot is done: it contained the contact, or hands it over.
    #[expect(clippy::inline_always, reason = "almost every contact meets it: a call costs as much again")]
    #[inline(always)]
    pub(in crate::engine) fn bot_end(&mut self, id: u32) {
        let contact = &mut self.contacts[id];
        let contact_type = self.types[contact.contact_type.index()];
        let (key, bot) = (contact.key, contact_type.bot.as_ref().expect("it was with the bot"));
        if contact.bot_failed {
            self.reach_people(id);
            return;
        }
        let solved = key.happens(BOT_RESOLVES, bot.resolves);
        self.observer.contained(self.now, contact, solved);
        self.cause(contact_type, id, Event::Contained, self.now);
        if !solved {
            self.cause(contact_type, id, Event::FalselyContained, self.now);
        }
        self.contacts.remove(id);
    }
}
