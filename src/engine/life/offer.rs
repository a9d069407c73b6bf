//! Contacts and agents find each other: whoever comes is offered to the agents, and whoever is free looks at the queues.

use crate::engine::contact::{NONE, State};
use crate::engine::desk::router::{self, QueueScan};
use crate::engine::desk::status::Status;
use crate::engine::desk::team::RingPlace;
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{Channel, Fairness, Route, TeamId, TypeId};

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The contact is offered to everyone who takes part by now; a live one may take an interruptible ticket's place. Whether
    /// somebody took it.
    #[expect(clippy::inline_always, reason = "almost every contact is offered once: a call costs as much again")]
    #[inline(always)]
    pub(in crate::engine) fn offer(&mut self, id: u32) -> bool {
        let contact = &self.contacts[id];
        let contact_type = self.types[contact.contact_type.index()];
        let waited = self.now - contact.reached;
        if let Some(agent) = router::agent_for_contact::<S>(&self.agents, contact_type, waited) {
            self.give(id, agent);
            return true;
        }
        if !S::WHOLE || !contact_type.is_live() {
            return false;
        }
        if self.agents.any_interruptible()
            && let Some(agent) = router::ticket_to_interrupt(&self.agents, contact_type, waited)
        {
            self.interrupt(id, agent);
            return true;
        }
        if S::RARE
            && let Some(agent) = self.agent_reserved_for_interruptible(contact_type, waited)
        {
            self.out_of_queue(id);
            self.take(id, agent);
            self.give_back_reserved(agent);
            return true;
        }
        false
    }

    /// The contact goes to an agent who has a place for it: at once, or, where it takes all of them, when the agent is empty.
    #[inline]
    pub(in crate::engine) fn give(&mut self, id: u32, agent: u32) {
        if S::RARE && self.waits_for_empty(id, agent) {
            self.reserve_new(id, agent);
        } else {
            self.out_of_queue(id);
            self.take(id, agent);
        }
    }

    /// A live contact takes the place of the agent's ticket, which may find somebody free in another team.
    pub(super) fn interrupt(&mut self, id: u32, agent: u32) {
        self.put_back_ticket(agent, true);
        self.out_of_queue(id);
        self.take(id, agent);
        self.offer_waiting_tickets(self.agents[agent].team());
    }

    /// A place came free: what was put off happens, then the queues are looked at.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub(in crate::engine) fn freed(&mut self, agent: u32) {
        self.begin_deferred(agent);
        if !self.fill(agent) {
            self.reschedule(agent);
            self.settle_at_once(agent);
        }
    }

    /// The agent takes from the queues while they can; whether they took anything, or will once they are empty.
    pub(super) fn fill(&mut self, agent: u32) -> bool {
        if S::RARE && self.agents[agent].is(Status::RESERVED) {
            return self.begin_reserved(agent);
        }
        let mut taken = false;
        while let Some(id) = self.next_contact(agent) {
            if self.gave_up(id) {
                self.leave_unnoticed(id);
                continue;
            }
            if S::RARE && self.waits_for_empty(id, agent) {
                let held = self.contacts[id].state == State::Held;
                if let Some(empty) = self.somebody_empty(id).filter(|_| !held) {
                    self.unqueue(id);
                    self.take(id, empty);
                    continue;
                }
                self.leave_queue(id);
                self.reserve(id, agent);
                self.reschedule(agent);
                return true;
            }
            self.unqueue(id);
            self.take(id, agent);
            taken = true;
            if self.agents[agent].is_full() {
                break;
            }
        }
        taken || S::RARE && self.begin_reserved(agent)
    }

    /// The waiting contact that the agent takes next.
    fn next_contact(&self, agent: u32) -> Option<u32> {
        if self.queues.are_empty() {
            return None;
        }
        let state = &self.agents[agent];
        if !state.status().willing() {
            return self.next_before_last_call(agent);
        }
        let capacity = self.agents.capacity(agent)?;
        let plain = !S::WHOLE;
        let (types, teams, queues, contacts, agents) =
            (&self.types, &self.teams, &self.queues, &self.contacts, &self.agents);
        let (team, any_holds, now) = (state.team(), S::RARE && self.last_agents.are_asked_for(), self.now);
        let gave_up = |id| self.gave_up(id);
        QueueScan { types, teams, queues, contacts, agents, team, agent, capacity, any_holds, now, gave_up, plain }
            .next()
    }

    /// Every free place of a team looks at the queues. Agents of one ring have the same room: where the first of them
    /// finds nothing, the others find nothing either.
    pub(in crate::engine) fn offer_team(&mut self, team: TeamId) {
        if self.agents.team(team).limits_differ() {
            return self.offer_each(self.agents.free_of(team));
        }
        for place in self.agents.ring_places(team) {
            while let Some(agent) = self.agents.first_of(team, place) {
                if !self.fill(agent) {
                    break;
                }
            }
        }
    }

    /// The same where limits differ: an agent who finds nothing says nothing of the others.
    #[cold]
    fn offer_each(&mut self, agents: Vec<u32>) {
        for agent in agents {
            self.fill(agent);
        }
    }

    /// Tickets of the types that a team serves are offered again, to all teams of their routes: they were put back, and
    /// somebody may be free elsewhere.
    pub(in crate::engine) fn offer_waiting_tickets(&mut self, team: TeamId) {
        let model = self.model;
        let tickets = model.teams[team].serves.iter().flat_map(|level| &level.tickets);
        for contact_type in tickets {
            self.offer_route(*contact_type, true);
        }
    }

    /// Whoever may take what waits of a type looks at the queues, in the order of its route; `queued`: only while any stands
    /// in its queue, not where it is reserved for somebody.
    pub(super) fn offer_route(&mut self, id: TypeId, queued: bool) {
        let contact_type = self.types[id.index()];
        if let Some(together) = &contact_type.together {
            let mut begins = 0;
            for end in &together.ends {
                let step = &contact_type.routes[std::mem::replace(&mut begins, *end)..*end];
                self.offer_step(step, together.by);
            }
            return;
        }
        for route in &contact_type.routes {
            if !queued || self.queues[id].len() > 0 {
                self.offer_team(route.team);
            }
        }
    }

    /// The same as [`Self::offer_team`] for teams that are tried together.
    fn offer_step(&mut self, step: &[Route], by: Fairness) {
        if step.iter().any(|route| self.agents.team(route.team).limits_differ()) {
            let mut all: Vec<u32> = step.iter().flat_map(|route| self.agents.free_of(route.team)).collect();
            all.sort_by_key(|agent| {
                let (full, since) = self.agents.rank(*agent, by);
                (full, self.agents[*agent].workload().tickets(), since, *agent)
            });
            return self.offer_each(all);
        }
        let rings = step.iter().flat_map(|route| self.agents.ring_places(route.team).map(|place| (route.team, place)));
        let mut rings: Vec<(TeamId, RingPlace)> = rings.collect();
        loop {
            let first = |at: usize| {
                let (team, place) = rings[at];
                let agent = self.agents.first_of(team, place)?;
                let (full, since) = self.agents.rank(agent, by);
                Some((full, self.agents[agent].workload().tickets(), since, agent, at))
            };
            let Some((.., agent, at)) = (0..rings.len()).filter_map(first).min() else { return };
            if !self.fill(agent) {
                rings.swap_remove(at);
            }
        }
    }

    /// The ticket in hand goes back to its queue with what is left of it.
    pub(in crate::engine) fn put_back_ticket(&mut self, agent: u32, interrupted: bool) {
        self.book(agent);
        let state = &self.agents[agent];
        let Some(at) = state.work().iter().position(|w| w.channel == Channel::Ticket && !w.wrap_up) else { return };
        let (work, team) = (&state.work()[at], state.team());
        let (id, left) = (work.contact, work.left);
        let skill = self.switches.under(work).teams[team].skill(self.contacts[id].contact_type);
        let factor = skill.map_or(1.0, |s| s.effort) * state.slowness();
        self.give_up_place(agent, at);
        if !self.model.types[self.contacts[id].contact_type].steps().is_empty() {
            self.put_back_step(id, left);
        }
        let contact = &mut self.contacts[id];
        contact.effort = left.max(0.0) / factor;
        contact.agent = NONE;
        contact.interrupted = interrupted;
        self.observer.put_back(self.now, &self.contacts[id], agent);
        if interrupted {
            self.observer.interrupted(self.now, &self.contacts[id], team);
        }
        self.enqueue(id);
        self.reschedule(agent);
        self.settle(agent);
    }
}
