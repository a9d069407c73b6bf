//! Tickets that take all of an agent's places. Who is next for one takes nothing new, and works on it alone once they are
//! empty. Until then the ticket waits in their name, so that nobody else stops taking customers for its sake; a colleague who
//! is empty earlier, with nothing else to do, takes it over.

use crate::engine::contact::State;
use crate::engine::desk::agent::Agent;
use crate::engine::desk::router;
use crate::engine::desk::status::Status;
use crate::engine::{Engine, Observer, Scope};
use crate::model::{Channel, ContactType, Ticket, TypeId};
use crate::time::SimDuration;

/// An agent who holds back, and the ticket that waits until they are empty.
#[derive(Clone, Copy)]
pub(super) struct Reservation {
    agent: u32,
    ticket: u32,
}

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// Whether this ticket has to wait until the agent is empty.
    #[inline]
    pub(in crate::engine) fn waits_for_empty(&self, id: u32, agent: u32) -> bool {
        let contact_type = &self.model.types[self.contacts[id].contact_type];
        matches!(contact_type.ticket, Some(Ticket { exclusive: true, .. })) && self.agents[agent].workload().taken() > 0
    }

    /// An empty agent of any team that may do the ticket.
    pub(in crate::engine) fn somebody_empty(&self, id: u32) -> Option<u32> {
        let contact = &self.contacts[id];
        let contact_type = &self.model.types[contact.contact_type];
        let only = self.only_team(id, contact_type);
        router::empty_agent(&self.agents, contact_type, self.now - contact.reached, only)
    }

    /// A ticket that has just come is in the agent's name.
    pub(in crate::engine) fn reserve_new(&mut self, id: u32, agent: u32) {
        self.observer.queued(self.now, &self.contacts[id]);
        self.schedule_further_team(id);
        self.reserve(id, agent);
        self.queue_changed(self.contacts[id].contact_type);
    }

    /// The ticket is in the agent's name from now on. It stands in no queue.
    pub(in crate::engine) fn reserve(&mut self, id: u32, agent: u32) {
        self.contacts[id].state = State::Reserved;
        self.agents[agent].set(Status::RESERVED);
        self.tickets.reservations.push(Reservation { agent, ticket: id });
        self.settle(agent);
    }

    /// Tickets of a type that wait in an agent's name.
    pub(in crate::engine) fn reserved_of(&self, contact_type: TypeId) -> impl Iterator<Item = u32> + '_ {
        let tickets = self.tickets.reservations.iter().map(|reservation| reservation.ticket);
        tickets.filter(move |id| self.contacts[*id].contact_type == contact_type)
    }

    /// The ticket in the agent's name, which is no longer in it.
    fn no_longer_reserved(&mut self, agent: u32) -> Option<u32> {
        let state = &mut self.agents[agent];
        if !state.is(Status::RESERVED) {
            return None;
        }
        state.unset(Status::RESERVED);
        let reservations = &mut self.tickets.reservations;
        let at = reservations.iter().position(|one| one.agent == agent).expect("the agent holds back for a ticket");
        Some(reservations.remove(at).ticket)
    }

    /// An empty agent begins the ticket in their name; or, where nothing else is to be done, one that waits for a colleague
    /// who is not empty yet. Whether they did.
    pub(in crate::engine) fn begin_reserved(&mut self, agent: u32) -> bool {
        let state = &self.agents[agent];
        if self.tickets.reservations.is_empty() || !state.work().is_empty() || !without_reservation(state).willing() {
            return false;
        }
        let holder = if state.is(Status::RESERVED) { Some(agent) } else { self.colleague_who_holds_back(agent) };
        let Some((holder, id)) = holder.and_then(|holder| Some((holder, self.no_longer_reserved(holder)?))) else {
            return false;
        };
        self.observer.unqueued(self.now, &self.contacts[id]);
        self.queue_changed(self.contacts[id].contact_type);
        self.take(id, agent);
        if holder != agent {
            self.freed(holder);
        }
        true
    }

    /// The colleague whose ticket an empty agent may take over: of several the one with the earliest deadline.
    fn colleague_who_holds_back(&self, agent: u32) -> Option<u32> {
        let team = self.agents[agent].team();
        let state = self.agents.team(team);
        if state.overstaffed() {
            return None;
        }
        let may = |reservation: &&Reservation| {
            let contact = &self.contacts[reservation.ticket];
            let only = self.only_team(reservation.ticket, &self.model.types[contact.contact_type]);
            state.takes_part_after(contact.contact_type) <= self.now - contact.reached
                && only.is_none_or(|only| only == team)
        };
        let due = |one: &&Reservation| (self.contacts[one.ticket].deadline, one.agent);
        self.tickets.reservations.iter().filter(may).min_by_key(due).map(|reservation| reservation.agent)
    }

    /// The agent will not come to it: the ticket goes back to its place in the queue, for anybody.
    pub(in crate::engine) fn give_back_reserved(&mut self, agent: u32) {
        let Some(id) = self.no_longer_reserved(agent) else { return };
        self.settle(agent);
        self.join_queue(id);
        self.schedule_further_team(id);
        self.offer_waiting_tickets(self.agents[agent].team());
    }

    /// An agent with a place for this live contact, who keeps it for a ticket that a live contact may interrupt: of the
    /// first team of the route that has one, whose ticket has the latest deadline.
    pub(in crate::engine) fn agent_reserved_for_interruptible(
        &self,
        contact_type: &ContactType,
        waited: SimDuration,
    ) -> Option<u32> {
        if self.tickets.reservations.is_empty() {
            return None;
        }
        contact_type.routes.iter().filter(|route| route.wait_first <= waited).find_map(|route| {
            let team = self.agents.team(route.team);
            let usable = |reservation: &&Reservation| {
                let state = &self.agents[reservation.agent];
                let taken = state.workload().taken();
                let fits = if contact_type.channel == Channel::Call { taken == 0 } else { taken < state.places() };
                let ticket = &self.model.types[self.contacts[reservation.ticket].contact_type].ticket;
                let interruptible = ticket.as_ref().is_some_and(|ticket| ticket.interruptible);
                state.team() == route.team && without_reservation(state).willing() && fits && interruptible
            };
            let usable = self.tickets.reservations.iter().filter(|_| !team.overstaffed()).filter(usable);
            let due = |one: &&Reservation| (self.contacts[one.ticket].deadline, one.agent);
            usable.max_by_key(due).map(|reservation| reservation.agent)
        })
    }
}

/// What is true of an agent besides holding back for a ticket.
fn without_reservation(agent: &Agent) -> Status {
    let mut status = agent.status();
    status.remove(Status::RESERVED);
    status
}
