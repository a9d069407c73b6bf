//! Those who wait: into the line and out of it, and when further teams take part.

use super::contact::State;
use crate::engine::desk::router;
use crate::engine::kernel::event::Kind;
use crate::engine::{Engine, Observer};
use crate::id::Id;

impl<O: Observer> Engine<'_, O> {
    pub(crate) fn out_of_queue(&mut self, id: u32) {
        if matches!(self.contacts[id].state, State::Queued | State::Kept | State::Message) {
            self.unqueue(id);
        }
    }

    /// Into the queue, with its patience running.
    pub(crate) fn start_waiting(&mut self, id: u32) {
        self.enqueue(id);
        self.begin_patience(id);
        self.schedule_wait_first(id);
    }

    /// Into the queue, or back into it.
    pub(crate) fn enqueue(&mut self, id: u32) {
        self.enter_line(id);
        self.observer.queued(self.now, &self.contacts[id]);
        self.watch(self.contacts[id].kind);
    }

    pub(crate) fn enter_line(&mut self, id: u32) {
        let contact = &mut self.contacts[id];
        contact.state = State::Queued;
        self.queued += 1;
        let kind = contact.kind;
        match &self.model.types[kind].ticket {
            Some(ticket) => {
                let place = contact.place(ticket);
                let only = self.only_team(id, &self.model.types[kind]);
                self.queue(kind).push_ticket(place, id, only);
            }
            None => self.queues[kind.index()].live.insert(&mut self.contacts, id),
        }
    }

    /// Out of the queue, being taken or giving up.
    pub(crate) fn unqueue(&mut self, id: u32) {
        self.leave_line(id);
        if !self.contacts[id].ghost {
            self.observer.unqueued(self.now, &self.contacts[id]);
        }
        self.watch(self.contacts[id].kind);
    }

    pub(crate) fn leave_line(&mut self, id: u32) {
        let contact = &self.contacts[id];
        let (kind, in_line) = (contact.kind, contact.state == State::Queued);
        self.queued -= 1;
        let queue = &mut self.queues[kind.index()];
        if contact.state == State::Kept {
            queue.kept.retain(|kept| kept.id != id);
        } else if self.model.types[kind].ticket.is_some() {
            let only = self.only_team(id, &self.model.types[kind]);
            let first = self.queues[kind.index()].pop_ticket(only);
            debug_assert_eq!(first, Some(id), "tickets are taken from the front");
        } else if in_line {
            queue.live.remove(&mut self.contacts, id);
        } else if self.model.types[kind].closed.is_some_and(|closed| closed.in_line) {
            queue.messages_in_line -= 1;
            queue.live.remove(&mut self.contacts, id);
        } else {
            queue.messages.remove(&mut self.contacts, id);
        }
    }

    /// Later teams of the route look when their time comes.
    pub(crate) fn schedule_wait_first(&mut self, id: u32) {
        let contact = &self.contacts[id];
        let waits = self.model.types[contact.kind].routes.iter().map(|route| route.wait_first);
        let next = waits.filter(|wait| contact.reached + *wait > self.now).min();
        if let Some(wait) = next {
            let at = contact.reached + wait;
            self.events.push(at, Kind::WaitFirst, id);
        }
    }

    /// A further team takes part: its free places are offered at once.
    pub(crate) fn wait_first(&mut self, id: u32) {
        if self.gave_up(id) {
            self.leave_unnoticed(id);
            return;
        }
        if self.contacts[id].state == State::Kept {
            let queue = &self.queues[self.contacts[id].kind.index()];
            if queue.kept.iter().any(|kept| kept.id == id && kept.until == self.now) {
                self.release_kept(id);
            }
            return;
        }
        // The slot may have been given to another contact meanwhile; looking twice does no harm, so no timer is kept.
        let contact = &self.contacts[id];
        let waiting = matches!(contact.state, State::Queued | State::Message | State::Reserved);
        let due = waiting
            && !router::rests(self.model, contact, self.now)
            && self.model.types[contact.kind].routes.iter().any(|route| contact.reached + route.wait_first == self.now);
        if due {
            self.offer_again(id);
        }
    }

    /// Whoever waits is offered once more, and then when a further team takes part.
    pub(crate) fn offer_again(&mut self, id: u32) {
        let kind = &self.model.types[self.contacts[id].kind];
        if kind.ticket.is_some() {
            // A ticket is only taken from the front: the free agents look at the whole queue.
            for route in 0..kind.routes.len() {
                self.offer_team(kind.routes[route].team);
            }
        } else {
            self.offer(id);
        }
        if matches!(self.contacts[id].state, State::Queued | State::Message | State::Reserved) {
            self.schedule_wait_first(id);
        }
    }
}
