//! First-contact ownership (首问责任制): the agent who had this customer before is tried first, and the customer is held
//! for them a while, at their place in the queue; then anybody takes them.

use crate::engine::contact::{NONE, State};
use crate::engine::desk::agents::Capacity;
use crate::engine::desk::queue::Hold;
use crate::engine::desk::router;
use crate::engine::desk::status::Status;
use crate::engine::kernel::by_slot::BySlot;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::model::{Channel, ContactType, Model};
use crate::random::Key;

/// The agent who had a customer before.
#[derive(Clone, Copy, PartialEq)]
struct LastAgent {
    agent: u32,
    /// Key of the person: somebody else may have the place meanwhile.
    key: Key,
}

/// The agents who had customers before, where any type asks for it.
pub struct LastAgents {
    asked_for: bool,
    of: BySlot<Option<LastAgent>>,
}

impl LastAgents {
    /// Of nobody yet.
    pub fn new(model: &Model) -> Self {
        Self {
            asked_for: model.types.iter().any(|contact_type| contact_type.hold_for_last_agent.is_some()),
            of: BySlot::new(None),
        }
    }
    /// Whether any type asks for it: only then somebody may wait for one agent alone.
    #[inline]
    pub fn are_asked_for(&self) -> bool {
        self.asked_for
    }
}

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// Remembers who had the customer last before this contact, if any type asks for that.
    #[inline]
    pub(super) fn remember_last_agent(&mut self, id: u32, parent: Option<u32>) {
        if !self.last_agents.asked_for {
            return;
        }
        let last = parent.and_then(|parent| match self.contacts[parent].agent {
            NONE => self.last_agents.of[parent],
            agent => Some(LastAgent { agent, key: self.agents[agent].key() }),
        });
        self.last_agents.of.set(id, last);
    }

    /// The agent to whom the contact belongs; `None` where there is none, or they are not on duty or may not do this.
    pub(in crate::engine) fn last_agent(&self, id: u32, contact_type: &ContactType) -> Option<u32> {
        contact_type.hold_for_last_agent?;
        let LastAgent { agent, key } = self.last_agents.of[id]?;
        let state = &self.agents[agent];
        let on_duty = state.is(Status::PRESENT) && !state.is(Status::LAST_CALL_OVER | Status::SHIFT_OVER);
        let only = self.only_team(id, contact_type);
        let may = contact_type.routes.iter().any(|route| route.team == state.team())
            && only.is_none_or(|team| team == state.team());
        (state.key() == key && on_duty && may).then_some(agent)
    }

    /// Whether that agent takes the contact at once.
    pub(in crate::engine) fn last_agent_takes(&mut self, id: u32, contact_type: &ContactType, agent: u32) -> bool {
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

    /// The contact waits for that agent, as long as the type says.
    pub(in crate::engine) fn hold(&mut self, id: u32, contact_type: &ContactType, agent: u32) {
        let until = self.now + contact_type.hold_for_last_agent.expect("it is held for an agent");
        let contact = &mut self.contacts[id];
        contact.state = State::Held;
        let type_id = contact.contact_type;
        self.queues.add_hold(type_id, Hold { contact: id, agent, until });
        self.observer.queued(self.now, &self.contacts[id]);
        self.queue_changed(type_id);
        self.begin_patience(id);
        self.events.push(until, EventKind::FurtherTeam, id);
    }

    /// That agent did not come to the contact: it is at its place in the queue for anybody, who may take it at once.
    pub(super) fn release_hold(&mut self, id: u32) {
        self.leave_queue(id);
        self.join_queue(id);
        self.offer_again(id);
    }

    /// An agent is going: whoever waits for them need not any more.
    pub(in crate::engine) fn release_all_holds(&mut self, agent: u32) {
        if !S::RARE || !self.last_agents.asked_for {
            return;
        }
        for contact_type in self.model.types.ids() {
            let holds = self.queues[contact_type].holds().iter().filter(|hold| hold.agent == agent);
            let waiting: Vec<u32> = holds.map(|hold| hold.contact).collect();
            for id in waiting {
                self.release_hold(id);
            }
        }
    }
}
