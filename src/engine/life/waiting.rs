//! Those who wait: into the queue and out of it, and when further teams take part.

use crate::engine::contact::{Contact, State};
use crate::engine::desk::router;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::TypeId;
use crate::time::{SimDuration, SimTime};

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The contact leaves the queue, if it stands in one.
    pub(super) fn out_of_queue(&mut self, id: u32) {
        if matches!(self.contacts[id].state, State::Queued | State::Held | State::Message) {
            self.unqueue(id);
        }
    }

    /// The contact joins the queue, with its patience running.
    #[expect(clippy::inline_always, reason = "in and out of a queue with most contacts: a call costs as much again")]
    #[inline(always)]
    pub(super) fn start_waiting(&mut self, id: u32) {
        self.enqueue(id);
        let until = self.begin_patience(id);
        self.schedule_further_team_before(id, until);
    }

    /// The contact joins the queue, or goes back into it.
    #[expect(clippy::inline_always, reason = "in and out of a queue with most contacts: a call costs as much again")]
    #[inline(always)]
    pub(in crate::engine) fn enqueue(&mut self, id: u32) {
        self.join_queue(id);
        self.observer.queued(self.now, &self.contacts[id]);
        self.queue_changed(self.contacts[id].contact_type);
    }

    /// The contact joins the queue, without a word to the observer.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub(in crate::engine) fn join_queue(&mut self, id: u32) {
        let contact = &mut self.contacts[id];
        contact.state = State::Queued;
        let type_id = contact.contact_type;
        match S::ticket(self.types[type_id.index()]) {
            Some(ticket) => {
                let place = contact.place(ticket);
                let only = self.only_team(id, self.types[type_id.index()]);
                self.queues.add_ticket(type_id, place, id, only);
            }
            None => self.queues.add_live(&mut self.contacts, id),
        }
    }

    /// The contact leaves the queue, being taken or giving up.
    #[expect(clippy::inline_always, reason = "in and out of a queue with most contacts: a call costs as much again")]
    #[inline(always)]
    pub(in crate::engine) fn unqueue(&mut self, id: u32) {
        self.leave_queue(id);
        if !S::RARE || !self.contacts[id].ghost {
            self.observer.unqueued(self.now, &self.contacts[id]);
        }
        self.queue_changed(self.contacts[id].contact_type);
    }

    /// The contact leaves the queue, without a word to the observer.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub(super) fn leave_queue(&mut self, id: u32) {
        let Contact { contact_type: type_id, state, .. } = self.contacts[id];
        let contact_type = self.types[type_id.index()];
        if !S::WHOLE {
            self.queues.remove_live(&mut self.contacts, id);
        } else if S::RARE && state == State::Held {
            self.queues.remove_hold(type_id, id);
        } else if contact_type.ticket.is_some() {
            let only = self.only_team(id, contact_type);
            let first = self.queues.pop_ticket(type_id, only);
            debug_assert_eq!(first, Some(id), "tickets are taken from the front");
        } else if state == State::Queued {
            self.queues.remove_live(&mut self.contacts, id);
        } else {
            let among_live = contact_type.closed.is_some_and(|closed| closed.in_line);
            self.queues.remove_message(&mut self.contacts, id, among_live);
        }
    }

    /// Later teams of the route look when their time comes.
    #[expect(clippy::inline_always, reason = "in and out of a queue with most contacts: a call costs as much again")]
    #[inline(always)]
    pub(in crate::engine) fn schedule_further_team(&mut self, id: u32) {
        self.schedule_further_team_before(id, SimTime::NEVER);
    }

    /// The same where the contact waits until then at most.
    #[expect(clippy::inline_always, reason = "in and out of a queue with most contacts: a call costs as much again")]
    #[inline(always)]
    fn schedule_further_team_before(&mut self, id: u32, until: SimTime) {
        let contact = &self.contacts[id];
        let routes = &self.types[contact.contact_type.index()].routes;
        if let [only] = &routes[..]
            && only.wait_first <= SimDuration::ZERO
        {
            return;
        }
        let waits = routes.iter().map(|route| route.wait_first);
        let next = waits.filter(|wait| contact.reached + *wait > self.now).min();
        if let Some(wait) = next {
            let at = contact.reached + wait;
            if at <= until {
                self.events.push(at, EventKind::FurtherTeam, id);
            }
        }
    }

    /// A further team takes part: its free places are offered at once.
    pub(in crate::engine) fn further_team(&mut self, id: u32) {
        if self.gave_up(id) {
            self.leave_unnoticed(id);
            return;
        }
        if self.contacts[id].state == State::Held {
            let queue = &self.queues[self.contacts[id].contact_type];
            if queue.holds().iter().any(|hold| hold.contact == id && hold.until == self.now) {
                self.release_hold(id);
            }
            return;
        }
        // The slot may have been given to another contact meanwhile; looking twice does no harm, so no timer is kept.
        let contact = &self.contacts[id];
        let waiting = matches!(contact.state, State::Queued | State::Message | State::Reserved);
        let due = waiting
            && !router::rests(self.types[contact.contact_type.index()], contact, self.now)
            && self.model.types[contact.contact_type]
                .routes
                .iter()
                .any(|route| contact.reached + route.wait_first == self.now);
        if due {
            self.offer_again(id);
        }
    }

    /// Whoever waits is offered once more, and then when a further team takes part.
    pub(super) fn offer_again(&mut self, id: u32) {
        let contact_type = self.types[self.contacts[id].contact_type.index()];
        if contact_type.ticket.is_some() {
            // A ticket is only taken from the front: the free agents look at the whole queue.
            self.offer_route(self.contacts[id].contact_type, false);
        } else {
            self.offer(id);
        }
        if matches!(self.contacts[id].state, State::Queued | State::Message | State::Reserved) {
            self.schedule_further_team(id);
        }
    }

    /// Messages left in closed hours, and who came then and waits, may be taken from now on: whoever is free looks.
    pub(in crate::engine) fn opening(&mut self, contact_type: TypeId) {
        self.offer_route(contact_type, true);
    }
}
