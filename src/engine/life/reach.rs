//! A contact asks for people: taken at once, or it waits, leaves a message, balks, is turned away.

use crate::engine::contact::{Contact, State};
use crate::engine::desk::router;
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{Channel, ChatPace, ContactType, Event};
use crate::random::Purpose;

pub(super) const EFFORT: Purpose = Purpose::new("effort");
const BALKS: Purpose = Purpose::new("balks");
const MESSAGE: Purpose = Purpose::new("leaves a message");

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The contact asks for people.
    pub(super) fn reach_people(&mut self, id: u32) {
        let recorded = if S::RARE { self.recorded.effort(id) } else { None };
        let contact = &mut self.contacts[id];
        let contact_type = self.types[contact.contact_type.index()];
        contact.reached = self.now;
        contact.interval = self.counting.interval();
        contact.effort = recorded.unwrap_or_else(|| effort(contact_type, contact));
        if S::WHOLE {
            self.observer.reached(self.now, contact);
        } else {
            self.observer.came_to_people(self.now, contact);
        }
        if let Some(ticket) = S::ticket(contact_type) {
            self.begin_deadline(id, contact_type, ticket);
            if contact_type.causes(Event::Open) {
                self.expect_questions(id, contact_type);
            }
            if !ticket.steps.is_empty() {
                self.begin_steps(id);
                return;
            }
        } else {
            self.counting.add(contact.interval);
            if S::WHOLE && contact_type.closed.is_some() && !self.open_for(contact_type) {
                self.reach_nobody(id, contact_type);
                return;
            }
        }
        // After hours it waits with its patience, whoever is on shift.
        if S::WHOLE && router::rests(contact_type, &self.contacts[id], self.now) {
            self.wait_or_go(id, contact_type, None);
            return;
        }
        let last_agent = if S::RARE { self.last_agent(id, contact_type) } else { None };
        let taken = match last_agent {
            Some(agent) => self.last_agent_takes(id, contact_type, agent),
            None => self.offer(id),
        };
        if !taken {
            self.wait_or_go(id, contact_type, last_agent);
        }
    }

    /// Nobody takes the contact at once: it balks, is turned away, or waits, perhaps for the agent whom its customer had before.
    #[inline]
    fn wait_or_go(&mut self, id: u32, contact_type: &ContactType, last_agent: Option<u32>) {
        if !S::WHOLE {
            return self.start_waiting(id);
        }
        let contact = &self.contacts[id];
        let standing = || self.queues[contact.contact_type].len();
        if contact_type.balk > 0.0 && contact.key.happens(BALKS, contact_type.balk) {
            self.observer.abandoned(self.now, contact, true);
            self.leave(id, Event::Abandoned);
        } else if contact_type.queue_limit.is_some_and(|limit| standing() >= limit) {
            self.observer.turned_away(self.now, contact);
            self.leave(id, Event::TurnedAway);
        } else if let Some(agent) = last_agent {
            self.hold(id, contact_type, agent);
        } else {
            self.start_waiting(id);
        }
    }

    /// Whether people can be asked now: inside hours, and somebody who may serve is on shift.
    fn open_for(&self, contact_type: &ContactType) -> bool {
        contact_type.hours.as_ref().is_none_or(|hours| hours.contains(self.now))
            && contact_type.routes.iter().any(|route| self.agents.team(route.team).on_duty() > 0)
    }

    /// The contact came in closed hours: it leaves a message, or goes.
    fn reach_nobody(&mut self, id: u32, contact_type: &ContactType) {
        let closed = contact_type.closed.as_ref().expect("it says what happens in closed hours");
        if self.contacts[id].key.happens(MESSAGE, closed.leaves_message) {
            self.leave_message(id, closed.in_line);
        } else {
            self.observer.closed(self.now, &self.contacts[id]);
            self.leave(id, Event::Closed);
        }
    }

    /// The message waits until people can be asked again: until somebody comes on shift, or the hours begin.
    fn leave_message(&mut self, id: u32, among_live: bool) {
        let contact = &mut self.contacts[id];
        contact.message = true;
        contact.state = State::Message;
        self.observer.message_left(self.now, contact);
        self.queues.add_message(&mut self.contacts, id, among_live);
        self.observer.queued(self.now, &self.contacts[id]);
        self.schedule_further_team(id);
    }

    /// The contact leaves for good, and causes what that causes.
    pub(in crate::engine) fn leave(&mut self, id: u32, event: Event) {
        self.cause(self.types[self.contacts[id].contact_type.index()], id, event, self.now);
        self.uncount(id);
        self.forget(id);
    }

    /// A live contact is no longer waited for at the end.
    pub(super) fn uncount(&mut self, id: u32) {
        let contact = &self.contacts[id];
        if !S::WHOLE || self.types[contact.contact_type.index()].channel != Channel::Ticket {
            self.counting.take_away(contact.interval);
        }
    }
}

/// A contact's effort by its own draw, in ticks at speed 1, from when it reached people.
#[inline]
pub(super) fn effort(contact_type: &ContactType, contact: &Contact) -> f64 {
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
