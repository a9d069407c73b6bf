//! First-contact ownership (首问责任制): the agent who had this customer before is tried first, and the customer is kept
//! for him a while, at his place in the queue; then anybody takes him.

use super::queue::Kept;
use super::router::{self, Room};
use super::status::Status;
use crate::engine::kernel::event::Kind;
use crate::engine::life::contact::{NONE, State};
use crate::engine::{Engine, Observer};
use crate::id::Id;
use crate::model::{Channel, ContactType};
use crate::random::Key;

/// Who had a customer before.
#[derive(Clone, Copy, PartialEq)]
pub struct Owner {
    agent: u32,
    /// His key: somebody else may hold the place meanwhile.
    key: Key,
}

impl<O: Observer> Engine<'_, O> {
    /// Remembers who had the customer last before this contact, if any type asks for that.
    pub(crate) fn remember_owner(&mut self, id: u32, parent: Option<u32>) {
        if !self.has_owners {
            return;
        }
        if self.owners.len() <= id as usize {
            self.owners.resize(id as usize + 1, None);
        }
        self.owners[id as usize] = parent.and_then(|parent| match self.contacts[parent].agent {
            NONE => self.owners[parent as usize],
            agent => Some(Owner { agent, key: self.agents.all[agent as usize].key }),
        });
    }

    /// The agent to whom the contact belongs, if he is on duty and may do this.
    pub(crate) fn owner(&self, id: u32, kind: &ContactType) -> Option<u32> {
        kind.owner?;
        let Owner { agent, key } = self.owners[id as usize]?;
        let state = &self.agents.all[agent as usize];
        let on_duty = state.is(Status::PRESENT) && !state.is(Status::CLOSING | Status::LEAVING);
        let only = self.only_team(id, kind);
        let may =
            kind.routes.iter().any(|route| route.team == state.team) && only.is_none_or(|team| team == state.team);
        (state.key == key && on_duty && may).then_some(agent)
    }

    /// Whether the owner takes it at once.
    pub(crate) fn owner_takes(&mut self, id: u32, kind: &ContactType, agent: u32) -> bool {
        let fits = |room: Room| match (kind.channel, &kind.ticket) {
            (Channel::Call, _) => room.call,
            (_, Some(ticket)) => room.ticket >= self.agents.places_for(agent, ticket),
            _ => room.chat,
        };
        if self.agents.room(agent).is_some_and(fits) {
            self.take(id, agent);
        } else if kind.is_live() && router::may_be_interrupted(&self.agents, kind, agent) {
            self.interrupt(id, agent);
        } else {
            return false;
        }
        true
    }

    /// Waits for its owner, as long as the type says.
    pub(crate) fn keep(&mut self, id: u32, kind: &ContactType, agent: u32) {
        let until = self.now + kind.owner.expect("it has an owner");
        let contact = &mut self.contacts[id];
        contact.state = State::Kept;
        self.queues[contact.kind.index()].kept.push(Kept { id, agent, until });
        self.queued += 1;
        self.observer.queued(self.now, &self.contacts[id]);
        self.watch(self.contacts[id].kind);
        self.begin_patience(id);
        self.events.push(until, Kind::WaitFirst, id);
    }

    /// Its owner did not come to it: at its place in the queue for anybody, who may take it at once.
    pub(crate) fn release_kept(&mut self, id: u32) {
        self.leave_line(id);
        self.enter_line(id);
        self.offer_again(id);
    }

    /// An agent is going: whoever waits for him need not any more.
    pub(crate) fn release_all_kept(&mut self, agent: u32) {
        if !self.has_owners {
            return;
        }
        for kind in self.model.types.ids() {
            let of = |kept: &&Kept| kept.agent == agent;
            let waiting: Vec<u32> = self.queues[kind.index()].kept.iter().filter(of).map(|kept| kept.id).collect();
            for id in waiting {
                self.release_kept(id);
            }
        }
    }
}
