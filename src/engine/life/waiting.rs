//! Those who wait: into the line and out of it, and when further teams take part.

use super::contact::State;
use crate::engine::desk::router;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer};
use crate::id::Id;

impl<O: Observer> Engine<'_, O> {
    pub(crate) fn out_of_queue(&mut self, id: u32) {
        if matches!(self.contacts[id].state, State::Queued | State::Held | State::Message) {
            self.unqueue(id);
        }
    }

    /// Into the queue, with its patience running.
    pub(crate) fn start_waiting(&mut self, id: u32) {
        self.enqueue(id);
        self.begin_patience(id);
        self.schedule_further_team(id);
    }

    /// Into the queue, or back into it.
    pub(crate) fn enqueue(&mut self, id: u32) {
        self.join_queue(id);
        self.observer.queued(self.now, &self.contacts[id]);
        self.queue_changed(self.contacts[id].contact_type);
    }

    pub(crate) fn join_queue(&mut self, id: u32) {
        let contact = &mut self.contacts[id];
        contact.state = State::Queued;
        self.queued += 1;
        let contact_type = contact.contact_type;
        match &self.model.types[contact_type].ticket {
            Some(ticket) => {
                let place = contact.place(ticket);
                let only = self.only_team(id, &self.model.types[contact_type]);
                self.queue(contact_type).push_ticket(place, id, only);
            }
            None => self.queues[contact_type.index()].live.insert(&mut self.contacts, id),
        }
    }

    /// Out of the queue, being taken or giving up.
    pub(crate) fn unqueue(&mut self, id: u32) {
        self.leave_queue(id);
        if !self.contacts[id].ghost {
            self.observer.unqueued(self.now, &self.contacts[id]);
        }
        self.queue_changed(self.contacts[id].contact_type);
    }

    pub(crate) fn leave_queue(&mut self, id: u32) {
        let contact = &self.contacts[id];
        let (contact_type, in_line) = (contact.contact_type, contact.state == State::Queued);
        self.queued -= 1;
        let queue = &mut self.queues[contact_type.index()];
        if contact.state == State::Held {
            queue.holds.retain(|hold| hold.id != id);
        } else if self.model.types[contact_type].ticket.is_some() {
            let only = self.only_team(id, &self.model.types[contact_type]);
            let first = self.queues[contact_type.index()].pop_ticket(only);
            debug_assert_eq!(first, Some(id), "tickets are taken from the front");
        } else if in_line {
            queue.live.remove(&mut self.contacts, id);
        } else if self.model.types[contact_type].closed.is_some_and(|closed| closed.in_line) {
            queue.messages_among_live -= 1;
            queue.live.remove(&mut self.contacts, id);
        } else {
            queue.messages.remove(&mut self.contacts, id);
        }
    }

    /// Later teams of the route look when their time comes.
    pub(crate) fn schedule_further_team(&mut self, id: u32) {
        let contact = &self.contacts[id];
        let waits = self.model.types[contact.contact_type].routes.iter().map(|route| route.wait_first);
        let next = waits.filter(|wait| contact.reached + *wait > self.now).min();
        if let Some(wait) = next {
            let at = contact.reached + wait;
            self.events.push(at, EventKind::FurtherTeam, id);
        }
    }

    /// A further team takes part: its free places are offered at once.
    pub(crate) fn further_team(&mut self, id: u32) {
        if self.gave_up(id) {
            self.leave_unnoticed(id);
            return;
        }
        if self.contacts[id].state == State::Held {
            let queue = &self.queues[self.contacts[id].contact_type.index()];
            if queue.holds.iter().any(|hold| hold.id == id && hold.until == self.now) {
                self.release_hold(id);
            }
            return;
        }
        // The slot may have been given to another contact meanwhile; looking twice does no harm, so no timer is kept.
        let contact = &self.contacts[id];
        let waiting = matches!(contact.state, State::Queued | State::Message | State::Reserved);
        let due = waiting
            && !router::rests(self.model, contact, self.now)
            && self.model.types[contact.contact_type]
                .routes
                .iter()
                .any(|route| contact.reached + route.wait_first == self.now);
        if due {
            self.offer_again(id);
        }
    }

    /// Whoever waits is offered once more, and then when a further team takes part.
    pub(crate) fn offer_again(&mut self, id: u32) {
        let contact_type = &self.model.types[self.contacts[id].contact_type];
        if contact_type.ticket.is_some() {
            // A ticket is only taken from the front: the free agents look at the whole queue.
            for route in 0..contact_type.routes.len() {
                self.offer_team(contact_type.routes[route].team);
            }
        } else {
            self.offer(id);
        }
        if matches!(self.contacts[id].state, State::Queued | State::Message | State::Reserved) {
            self.schedule_further_team(id);
        }
    }
}
