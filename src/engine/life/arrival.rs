//! What happens to contacts: they arrive, meet the bot, reach people, wait, lose patience, and cause others.

use super::contact::{Buying, Contact, NONE, State, UNCOUNTED};
use crate::engine::desk::router;
use crate::engine::kernel::event::EventKind;
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
    pub(crate) fn first_arrival(&mut self, source: u32) {
        let Source { contact_type, next_key: key, next_recorded: recorded, .. } = self.sources[source as usize];
        self.draw_next(source);
        let id = self.new_contact(key, contact_type, false, true);
        self.remember_last_agent(id, None);
        self.remember_recorded(id, recorded);
        self.arrive(id);
    }

    /// Something caused earlier arrives.
    pub(crate) fn follow_up(&mut self, id: u32) {
        self.observer.no_longer_pending(self.now, &self.contacts[id]);
        self.arrive(id);
    }

    pub(crate) fn new_contact(
        &mut self,
        key: Key,
        contact_type: crate::model::TypeId,
        repeat: bool,
        meets_bot: bool,
    ) -> u32 {
        self.contacts.add(Contact {
            key,
            arrived: self.now,
            reached: self.now,
            accepted: SimTime::NEVER,
            deadline: SimTime::NEVER,
            effort: 0.0,
            timer: 0,
            contact_type,
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
        let contact_type = &self.model.types[contact.contact_type];
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

    fn meet_bot(&mut self, id: u32, contact_type: &ContactType, bot: &Bot) {
        let key = self.contacts[id].key;
        let until = self.now + bot.lasts.draw(&mut key.stream(BOT_LASTS), self.now);
        self.observer.in_bot(self.now, until, &self.contacts[id]);
        self.contacts[id].state = State::InBot;
        // Nobody notices when a contained contact leaves, unless something follows: then no event is needed for it.
        let contained = key.happens(BOT_CONTAINS, bot.contains_at(self.now));
        self.contacts[id].bot_failed = !contained;
        let unnoticed =
            contained && !contact_type.causes(Event::Contained) && !contact_type.causes(Event::FalselyContained);
        if unnoticed || until == self.now {
            self.bot_end(id);
        } else {
            self.events.push(until, EventKind::BotEnd, id);
        }
    }

    /// The bot is done: it contained the contact, or hands it over.
    pub(crate) fn bot_end(&mut self, id: u32) {
        let contact = &mut self.contacts[id];
        let contact_type = &self.model.types[contact.contact_type];
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

    /// It asks for people: taken at once, or it waits, leaves a message, balks, is turned away.
    fn reach_people(&mut self, id: u32) {
        let recorded = self.recorded_effort(id);
        let contact = &mut self.contacts[id];
        let contact_type = &self.model.types[contact.contact_type];
        contact.reached = self.now;
        contact.interval = self.interval;
        contact.effort = recorded.unwrap_or_else(|| effort(contact_type, contact));
        let key = contact.key;
        self.observer.reached(self.now, contact);
        if let Some(ticket) = &contact_type.ticket {
            self.begin_deadline(id, contact_type, ticket);
            if contact_type.causes(Event::Open) {
                self.expect_questions(id, contact_type);
            }
            if !ticket.steps.is_empty() {
                self.begin_steps(id);
                return;
            }
        } else {
            self.counted += u64::from(contact.interval != UNCOUNTED);
            if let Some(closed) = &contact_type.closed
                && !self.open_for(contact_type)
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
        // After hours it waits with its patience, whoever is on shift.
        let rests = router::rests(self.model, &self.contacts[id], self.now);
        let owner = self.last_agent(id, contact_type).filter(|_| !rests);
        let taken = match owner {
            _ if rests => false,
            Some(agent) => self.last_agent_takes(id, contact_type, agent),
            None => self.offer(id),
        };
        if taken {
            return;
        }
        if contact_type.balk > 0.0 && key.happens(BALKS, contact_type.balk) {
            self.observer.abandoned(self.now, &self.contacts[id], true);
            self.leave(id, Event::Abandoned);
        } else if contact_type
            .queue_limit
            .is_some_and(|limit| self.queues[self.contacts[id].contact_type.index()].len() >= limit)
        {
            self.observer.turned_away(self.now, &self.contacts[id]);
            self.leave(id, Event::TurnedAway);
        } else if let Some(agent) = owner {
            self.hold(id, contact_type, agent);
        } else {
            self.start_waiting(id);
        }
    }

    /// Its own deadline, or the one that it took over from what caused it.
    fn begin_deadline(&mut self, id: u32, contact_type: &ContactType, ticket: &Ticket) {
        let contact = &mut self.contacts[id];
        if contact.deadline == SimTime::NEVER {
            let Some(promise) = ticket.deadline else { return };
            contact.deadline = contact_type.due(promise, self.now);
        }
        if contact.deadline > self.now {
            contact.timer = self.events.push(contact.deadline, EventKind::Deadline, id);
        } else {
            self.deadline_passed(id);
        }
    }

    /// Whether people can be asked now: inside hours, and somebody who may serve is on shift.
    fn open_for(&self, contact_type: &ContactType) -> bool {
        contact_type.hours.is_none_or(|hours| hours.contains(self.now.time_of_day()))
            && contact_type.routes.iter().any(|route| self.agents.teams[route.team.index()].on_duty > 0)
    }

    /// It waits until people can be asked again: until somebody comes on shift, or the hours begin.
    fn leave_message(&mut self, id: u32, in_line: bool) {
        let contact = &mut self.contacts[id];
        contact.message = true;
        contact.state = State::Message;
        let contact_type = contact.contact_type;
        self.observer.message_left(self.now, &self.contacts[id]);
        let queue = &mut self.queues[contact_type.index()];
        self.queued += 1;
        if in_line {
            queue.live.push(&mut self.contacts, id);
            queue.messages_among_live += 1;
        } else {
            queue.messages.push(&mut self.contacts, id);
        }
        self.observer.queued(self.now, &self.contacts[id]);
        self.schedule_further_team(id);
    }

    /// Tries everyone who takes part by now; a live contact may take an interruptible ticket's place.
    pub(crate) fn offer(&mut self, id: u32) -> bool {
        let contact = &self.contacts[id];
        let contact_type = &self.model.types[contact.contact_type];
        let waited = self.now - contact.reached;
        if let Some(agent) = router::agent_with_room(&self.agents, contact_type, waited) {
            self.give(id, agent);
            return true;
        }
        if !contact_type.is_live() {
            return false;
        }
        if self.agents.interruptible > 0
            && let Some(agent) = router::ticket_to_interrupt(&self.agents, contact_type, waited)
        {
            self.interrupt(id, agent);
            return true;
        }
        if let Some(agent) = self.agent_reserved_for_interruptible(contact_type, waited) {
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
        self.cause(&self.model.types[self.contacts[id].contact_type], id, Event::Late, self.now);
    }

    /// It leaves for good, and causes what it causes.
    pub(crate) fn leave(&mut self, id: u32, event: Event) {
        self.cause(&self.model.types[self.contacts[id].contact_type], id, event, self.now);
        self.uncount(id);
        self.contacts.remove(id);
    }
}

/// A contact's effort by its own draw, in ticks at speed 1, from when it reached people.
pub(crate) fn effort(contact_type: &ContactType, contact: &Contact) -> f64 {
    let law = match &contact_type.pace {
        ChatPace::Measured { alone, .. } if contact_type.channel == Channel::Chat => alone,
        _ => &contact_type.effort,
    };
    let drawn = law.draw(&mut contact.key.stream(EFFORT), contact.reached).ticks() as f64;
    match &contact_type.bot {
        Some(bot) if contact.bot_failed => drawn * bot.failure_effort,
        _ => drawn,
    }
}
