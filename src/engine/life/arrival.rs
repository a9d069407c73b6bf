//! What happens to contacts: they arrive, meet the bot, reach people, wait, lose patience, and cause others.

use super::contact::{Buying, Contact, NONE, State, UNCOUNTED};
use crate::engine::desk::router;
use crate::engine::kernel::event::Kind;
use crate::engine::{Engine, Observer, Source};
use crate::id::Id;
use crate::model::{Bot, Channel, ChatPace, ContactType, Event, Ticket};
use crate::random::{Key, Purpose};
use crate::time::SimTime;

const EFFORT: Purpose = Purpose::new("effort");
const BALKS: Purpose = Purpose::new("balks");
const MESSAGE: Purpose = Purpose::new("leaves a message");
const BOT_MEETS: Purpose = Purpose::new("meets the bot");
const BOT_CONTAINS: Purpose = Purpose::new("contained by the bot");
const BOT_RESOLVES: Purpose = Purpose::new("solved by the bot");
const BOT_LASTS: Purpose = Purpose::new("time with the bot");

impl<O: Observer> Engine<'_, O> {
    /// A first contact arrives.
    pub(crate) fn root_arrival(&mut self, source: u32) {
        let Source { kind, next_key: key, next_recorded: recorded, .. } = self.sources[source as usize];
        self.draw_next(source);
        let id = self.new_contact(key, kind, false, true);
        self.remember_owner(id, None);
        self.remember_recorded(id, recorded);
        self.arrive(id);
    }

    /// Something caused earlier arrives.
    pub(crate) fn child(&mut self, id: u32) {
        self.observer.no_longer_pending(self.now, &self.contacts[id]);
        self.arrive(id);
    }

    pub(crate) fn new_contact(&mut self, key: Key, kind: crate::model::TypeId, repeat: bool, meets_bot: bool) -> u32 {
        self.contacts.add(Contact {
            key,
            arrived: self.now,
            reached: self.now,
            accepted: SimTime::NEVER,
            deadline: SimTime::NEVER,
            effort: 0.0,
            timer: 0,
            kind,
            interval: self.interval,
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

    /// It is here: to the bot, or straight to people. Streams only cause.
    pub(crate) fn arrive(&mut self, id: u32) {
        let contact = &mut self.contacts[id];
        contact.arrived = self.now;
        contact.interval = self.interval;
        let (key, meets_bot) = (contact.key, contact.meets_bot);
        let kind = &self.model.types[contact.kind];
        self.observer.arrived(self.now, contact);
        self.cause(kind, id, Event::Arrived, self.now);
        if kind.channel == Channel::Stream {
            self.contacts.remove(id);
            return;
        }
        match &kind.bot {
            Some(bot) if meets_bot && bot.is_there(self.now) && key.happens(BOT_MEETS, bot.meets) => {
                self.meet_bot(id, kind, bot);
            }
            _ => self.reach_people(id),
        }
    }

    fn meet_bot(&mut self, id: u32, kind: &ContactType, bot: &Bot) {
        let key = self.contacts[id].key;
        let until = self.now + bot.lasts.draw(&mut key.stream(BOT_LASTS), self.now);
        self.observer.in_bot(self.now, until, &self.contacts[id]);
        self.contacts[id].state = State::InBot;
        // Nobody notices when a contained contact leaves, unless something follows: then no event is needed for it.
        let contained = key.happens(BOT_CONTAINS, bot.contains_at(self.now));
        self.contacts[id].bot_failed = !contained;
        let unnoticed = contained && !kind.causes(Event::Contained) && !kind.causes(Event::FalselyContained);
        if unnoticed || until == self.now {
            self.bot_end(id);
        } else {
            self.events.push(until, Kind::BotEnd, id);
        }
    }

    /// The bot is done: it contained the contact, or hands it over.
    pub(crate) fn bot_end(&mut self, id: u32) {
        let contact = &mut self.contacts[id];
        let kind = &self.model.types[contact.kind];
        let (key, bot) = (contact.key, kind.bot.as_ref().expect("it was with the bot"));
        if contact.bot_failed {
            self.reach_people(id);
            return;
        }
        let solved = key.happens(BOT_RESOLVES, bot.resolves);
        self.observer.contained(self.now, contact, solved);
        self.cause(kind, id, Event::Contained, self.now);
        if !solved {
            self.cause(kind, id, Event::FalselyContained, self.now);
        }
        self.contacts.remove(id);
    }

    /// It asks for people: taken at once, or it waits, leaves a message, balks, is turned away.
    fn reach_people(&mut self, id: u32) {
        let recorded = self.recorded_effort(id);
        let contact = &mut self.contacts[id];
        let kind = &self.model.types[contact.kind];
        contact.reached = self.now;
        contact.interval = self.interval;
        contact.effort = recorded.unwrap_or_else(|| effort(kind, contact));
        let key = contact.key;
        self.observer.reached(self.now, contact);
        if let Some(ticket) = &kind.ticket {
            self.begin_deadline(id, kind, ticket);
            if kind.causes(Event::Open) {
                self.expect_questions(id, kind);
            }
            if !ticket.steps.is_empty() {
                self.begin_steps(id);
                return;
            }
        } else {
            self.counted += u64::from(contact.interval != UNCOUNTED);
            if let Some(closed) = &kind.closed
                && !self.open_for(kind)
            {
                if key.happens(MESSAGE, closed.leaves_message) {
                    self.leave_message(id, closed.in_line);
                } else {
                    self.observer.closed(self.now, &self.contacts[id]);
                    self.leave(id, Event::Closed);
                }
                return;
            }
        }
        let owner = self.owner(id, kind);
        let taken = match owner {
            Some(agent) => self.owner_takes(id, kind, agent),
            None => self.offer(id),
        };
        if taken {
            return;
        }
        if kind.balk > 0.0 && key.happens(BALKS, kind.balk) {
            self.observer.abandoned(self.now, &self.contacts[id], true);
            self.leave(id, Event::Abandoned);
        } else if kind.queue_limit.is_some_and(|limit| self.queues[self.contacts[id].kind.index()].len() >= limit) {
            self.observer.turned_away(self.now, &self.contacts[id]);
            self.leave(id, Event::TurnedAway);
        } else if let Some(agent) = owner {
            self.keep(id, kind, agent);
        } else {
            self.start_waiting(id);
        }
    }

    /// Its own deadline, or the one that it took over from what caused it.
    fn begin_deadline(&mut self, id: u32, kind: &ContactType, ticket: &Ticket) {
        let contact = &mut self.contacts[id];
        if contact.deadline == SimTime::NEVER {
            let Some(promise) = ticket.deadline else { return };
            contact.deadline = kind.due(promise, self.now);
        }
        if contact.deadline > self.now {
            contact.timer = self.events.push(contact.deadline, Kind::Deadline, id);
        } else {
            self.deadline_passed(id);
        }
    }

    /// Whether people can be asked now: inside hours, and somebody who may serve is on shift.
    fn open_for(&self, kind: &ContactType) -> bool {
        kind.hours.is_none_or(|hours| hours.contains(self.now.time_of_day()))
            && kind.routes.iter().any(|route| self.agents.teams[route.team.index()].on_duty > 0)
    }

    /// It waits until people can be asked again: until somebody comes on shift, or the hours begin.
    fn leave_message(&mut self, id: u32, in_line: bool) {
        let contact = &mut self.contacts[id];
        contact.message = true;
        contact.state = State::Message;
        let kind = contact.kind;
        self.observer.message_left(self.now, &self.contacts[id]);
        let queue = &mut self.queues[kind.index()];
        self.queued += 1;
        if in_line {
            queue.live.push(&mut self.contacts, id);
            queue.messages_in_line += 1;
        } else {
            queue.messages.push(&mut self.contacts, id);
        }
        self.observer.queued(self.now, &self.contacts[id]);
        self.schedule_wait_first(id);
    }

    /// Tries everyone who takes part by now; a live contact may take an interruptible ticket's place.
    pub(crate) fn offer(&mut self, id: u32) -> bool {
        let contact = &self.contacts[id];
        let kind = &self.model.types[contact.kind];
        let waited = self.now - contact.reached;
        if let Some(agent) = router::agent_with_room(&self.agents, kind, waited) {
            self.give(id, agent);
            return true;
        }
        if !kind.is_live() {
            return false;
        }
        if self.agents.interruptible > 0
            && let Some(agent) = router::ticket_to_interrupt(&self.agents, kind, waited)
        {
            self.interrupt(id, agent);
            return true;
        }
        if let Some(agent) = self.kept_for_interruptible(kind, waited) {
            self.out_of_queue(id);
            self.take(id, agent);
            self.give_back_reserved(agent);
            return true;
        }
        false
    }

    /// To an agent who has a place for it: at once, or, where it takes all of them, when he is empty.
    #[inline]
    pub(crate) fn give(&mut self, id: u32, agent: u32) {
        if self.waits_for_empty(id, agent) {
            self.reserve_new(id, agent);
        } else {
            self.out_of_queue(id);
            self.take(id, agent);
        }
    }

    /// A live contact takes the place of the agent's ticket, which may find somebody free in another team.
    pub(crate) fn interrupt(&mut self, id: u32, agent: u32) {
        self.put_back_ticket(agent, true);
        self.out_of_queue(id);
        self.take(id, agent);
        self.offer_waiting_tickets(self.agents.all[agent as usize].team);
    }

    /// A ticket's deadline, if it is still open.
    pub(crate) fn deadline(&mut self, id: u32, sequence: u64) {
        if self.contacts[id].timer == sequence {
            self.deadline_passed(id);
        }
    }

    fn deadline_passed(&mut self, id: u32) {
        self.contacts[id].late = true;
        self.observer.late(self.now, &self.contacts[id]);
        self.cause(&self.model.types[self.contacts[id].kind], id, Event::Late, self.now);
    }

    /// It leaves for good, and causes what it causes.
    pub(crate) fn leave(&mut self, id: u32, event: Event) {
        self.cause(&self.model.types[self.contacts[id].kind], id, event, self.now);
        self.uncount(id);
        self.contacts.remove(id);
    }
}

/// A contact's effort by its own draw, in ticks at speed 1, from when it reached people.
pub(crate) fn effort(kind: &ContactType, contact: &Contact) -> f64 {
    let law = match &kind.pace {
        ChatPace::Measured { alone, .. } if kind.channel == Channel::Chat => alone,
        _ => &kind.effort,
    };
    let drawn = law.draw(&mut contact.key.stream(EFFORT), contact.reached).ticks() as f64;
    match &kind.bot {
        Some(bot) if contact.bot_failed => drawn * bot.failure_effort,
        _ => drawn,
    }
}
