//! Tickets that take all of an agent's places. Who is next for one takes nothing new, and works on it alone once he is
//! empty. Until then the ticket waits in his name, so that nobody else stops taking customers for its sake; a colleague who
//! is empty earlier, with nothing else to do, takes it over.

use crate::engine::desk::agents::Agent;
use crate::engine::desk::router;
use crate::engine::desk::status::Status;
use crate::engine::life::contact::{NONE, State};
use crate::engine::{Engine, Observer};
use crate::id::Id;
use crate::model::{Channel, ContactType, Ticket};
use crate::time::SimDuration;

impl<O: Observer> Engine<'_, O> {
    /// Whether this ticket has to wait until the agent is empty.
    #[inline]
    pub(crate) fn waits_for_empty(&self, id: u32, agent: u32) -> bool {
        let contact_type = &self.model.types[self.contacts[id].contact_type];
        matches!(contact_type.ticket, Some(Ticket { alone: true, .. }))
            && self.agents.all[agent as usize].workload.taken() > 0
    }

    /// An empty agent of any team that may do the ticket.
    pub(crate) fn somebody_empty(&self, id: u32) -> Option<u32> {
        let contact = &self.contacts[id];
        let contact_type = &self.model.types[contact.contact_type];
        let only = self.only_team(id, contact_type);
        router::empty_agent(&self.agents, contact_type, self.now - contact.reached, only)
    }

    /// A ticket that has just come is in the agent's name.
    pub(crate) fn reserve_new(&mut self, id: u32, agent: u32) {
        self.observer.queued(self.now, &self.contacts[id]);
        self.schedule_further_team(id);
        self.reserve(id, agent);
        self.queue_changed(self.contacts[id].contact_type);
    }

    /// In the agent's name from now on. It stands in no line.
    pub(crate) fn reserve(&mut self, id: u32, agent: u32) {
        self.contacts[id].state = State::Reserved;
        let state = &mut self.agents.all[agent as usize];
        state.reserved = id;
        state.set(Status::RESERVED);
        self.reserving.push(agent);
        self.settle(agent);
    }

    /// The ticket in the agent's name, which is no longer in it.
    fn no_longer_reserved(&mut self, agent: u32) -> Option<u32> {
        let state = &mut self.agents.all[agent as usize];
        if !state.is(Status::RESERVED) {
            return None;
        }
        state.unset(Status::RESERVED);
        let id = std::mem::replace(&mut state.reserved, NONE);
        self.reserving.retain(|one| *one != agent);
        Some(id)
    }

    /// An empty agent begins the ticket in his name; or, where nothing else is to be done, one that waits for a colleague
    /// who is not empty yet. Whether he did.
    pub(crate) fn begin_reserved(&mut self, agent: u32) -> bool {
        let state = &self.agents.all[agent as usize];
        if self.reserving.is_empty() || !state.work.is_empty() || !status_without_reservation(state).willing() {
            return false;
        }
        let holder = if state.is(Status::RESERVED) { Some(agent) } else { self.reservation_to_take_over(agent) };
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

    /// Whose ticket an empty agent may take over: the one with the earliest deadline.
    fn reservation_to_take_over(&self, agent: u32) -> Option<u32> {
        let team = self.agents.all[agent as usize].team;
        let state = &self.agents.teams[team.index()];
        if state.overstaffed() {
            return None;
        }
        let ticket = |holder: &u32| &self.contacts[self.agents.all[*holder as usize].reserved];
        let may = |holder: &&u32| {
            let contact = ticket(holder);
            let only =
                self.only_team(self.agents.all[**holder as usize].reserved, &self.model.types[contact.contact_type]);
            state.takes_part_after[contact.contact_type.index()] <= self.now - contact.reached
                && only.is_none_or(|only| only == team)
        };
        self.reserving.iter().filter(may).min_by_key(|holder| (ticket(holder).deadline, **holder)).copied()
    }

    /// He will not come to it: the ticket goes back to its place in the line, for anybody.
    pub(crate) fn give_back_reserved(&mut self, agent: u32) {
        let Some(id) = self.no_longer_reserved(agent) else { return };
        self.settle(agent);
        self.join_queue(id);
        self.schedule_further_team(id);
        self.offer_waiting_tickets(self.agents.all[agent as usize].team);
    }

    /// An agent with a place for this live contact, who keeps it for a ticket that a live contact may interrupt: of the
    /// first team of the route that has one, whose ticket has the latest deadline.
    pub(crate) fn agent_reserved_for_interruptible(
        &self,
        contact_type: &ContactType,
        waited: SimDuration,
    ) -> Option<u32> {
        if self.reserving.is_empty() {
            return None;
        }
        let ticket = |agent: u32| &self.contacts[self.agents.all[agent as usize].reserved];
        contact_type.routes.iter().filter(|route| route.wait_first <= waited).find_map(|route| {
            let team = &self.agents.teams[route.team.index()];
            let usable = |agent: &u32| {
                let state = &self.agents.all[*agent as usize];
                let fits = if contact_type.channel == Channel::Call {
                    state.workload.taken() == 0
                } else {
                    state.workload.taken() < team.places
                };
                let interruptible = self.model.types[ticket(*agent).contact_type]
                    .ticket
                    .as_ref()
                    .is_some_and(|ticket| ticket.interruptible);
                state.team == route.team && status_without_reservation(state).willing() && fits && interruptible
            };
            let agents = self.reserving.iter().copied().filter(|_| !team.overstaffed()).filter(usable);
            agents.max_by_key(|agent| (ticket(*agent).deadline, *agent))
        })
    }
}

/// What an agent is besides holding back for a ticket.
fn status_without_reservation(agent: &Agent) -> Status {
    let mut status = agent.status;
    status.unset(Status::RESERVED);
    status
}
