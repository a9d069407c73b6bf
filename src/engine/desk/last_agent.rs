//! First-contact ownership (首问责任制): the agent who had this customer before is tried first, and the customer is kept
//! for him a while, at his place in the queue; then anybody takes him.

use super::queue::Hold;
use super::router::{self, Capacity};
use super::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::life::contact::{NONE, State};
use crate::engine::{Engine, Observer};
use crate::id::Id;
use crate::model::{Channel, ContactType};
use crate::random::Key;

/// Who had a customer before.
#[derive(Clone, Copy, PartialEq)]
pub struct LastAgent {
    agent: u32,
    /// His key: somebody else may hold the place meanwhile.
    key: Key,
}

impl<O: Observer> Engine<'_, O> {
    /// Remembers who had the customer last before this contact, if any type asks for that.
    pub(crate) fn remember_last_agent(&mut self, id: u32, parent: Option<u32>) {
        if !self.has_owners {
            return;
        }
        if self.last_agents.len() <= id as usize {
            self.last_agents.resize(id as usize + 1, None);
        }
        self.last_agents[id as usize] = parent.and_then(|parent| match self.contacts[parent].agent {
            NONE => self.last_agents[parent as usize],
            agent => Some(LastAgent { agent, key: self.agents.all[agent as usize].key }),
        });
    }

    /// The agent to whom the contact belongs, if he is on duty and may do this.
    pub(crate) fn last_agent(&self, id: u32, contact_type: &ContactType) -> Option<u32> {
        contact_type.owner?;
        let LastAgent { agent, key } = self.last_agents[id as usize]?;
        let state = &self.agents.all[agent as usize];
        let on_duty = state.is(Status::PRESENT) && !state.is(Status::LAST_CALL_OVER | Status::SHIFT_OVER);
        let only = self.only_team(id, contact_type);
        let may = contact_type.routes.iter().any(|route| route.team == state.team)
            && only.is_none_or(|team| team == state.team);
        (state.key == key && on_duty && may).then_some(agent)
    }

    /// Whether the owner takes it at once.
    pub(crate) fn last_agent_takes(&mut self, id: u32, contact_type: &ContactType, agent: u32) -> bool {
        let fits = |capacity: Capacity| match (contact_type.channel, &contact_type.ticket) {
            (Channel::Call, _) => capacity.call,
            (_, Some(ticket)) => capacity.ticket >= self.agents.places_for(agent, ticket),
            _ => capacity.chat,
        };
        if self.agents.capacity(agent).is_some_and(fits) {
            self.take(id, agent);
        } else if contact_type.is_live() && router::may_be_interrupted(&self.agents, contact_type, agent) {
            self.interrupt(id, agent);
        } else {
            return false;
        }
        true
    }

    /// Waits for its owner, as long as the type says.
    pub(crate) fn hold(&mut self, id: u32, contact_type: &ContactType, agent: u32) {
        let until = self.now + contact_type.owner.expect("it has an owner");
        let contact = &mut self.contacts[id];
        contact.state = State::Held;
        self.queues[contact.contact_type.index()].holds.push(Hold { id, agent, until });
        self.queued += 1;
        self.observer.queued(self.now, &self.contacts[id]);
        self.queue_changed(self.contacts[id].contact_type);
        self.begin_patience(id);
        self.events.push(until, EventKind::FurtherTeam, id);
    }

    /// Its owner did not come to it: at its place in the queue for anybody, who may take it at once.
    pub(crate) fn release_hold(&mut self, id: u32) {
        self.leave_queue(id);
        self.join_queue(id);
        self.offer_again(id);
    }

    /// An agent is going: whoever waits for him need not any more.
    pub(crate) fn release_all_holds(&mut self, agent: u32) {
        if !self.has_owners {
            return;
        }
        for contact_type in self.model.types.ids() {
            let of = |hold: &&Hold| hold.agent == agent;
            let waiting: Vec<u32> =
                self.queues[contact_type.index()].holds.iter().filter(of).map(|hold| hold.id).collect();
            for id in waiting {
                self.release_hold(id);
            }
        }
    }
}
