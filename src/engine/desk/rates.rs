//! When each agent's first piece of work is done, and how fast mixes of chats move on.

use super::agent::Agent;
use super::agents::Agents;
use super::mix::Parts;
use super::paces::{PaceOfMix, Paces};
use crate::engine::kernel::calendar::Calendar;
use crate::engine::kernel::event::{EventKind, order};
use crate::model::{Model, TeamId, TypeId};
use crate::time::SimTime;

/// The next end of every agent, and the paces met lately.
pub struct Rates {
    ends: Calendar,
    paces: Paces,
    parts: Parts,
}

impl Rates {
    /// Nothing ends: no agent has anything in hand. `moves`: whether what agents take may move the end of what they have.
    pub fn new(model: &Model, agents: &Agents, moves: bool) -> Self {
        let ends = Calendar::new(agents.len(), moves);
        Self { ends, paces: Paces::default(), parts: Parts::new(model) }
    }
    /// The next end of every agent's first piece of work.
    #[inline]
    pub fn ends(&self) -> &Calendar {
        &self.ends
    }
    /// The end of an agent's first piece of work from now on, `None`: nothing ends; `sequence`: its order of creation.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub fn set_end(&mut self, agent: u32, at: Option<SimTime>, sequence: u64) {
        self.ends.set_or_clear(agent, at, order(EventKind::ServiceEnd, sequence));
    }
    /// The next thing of an agent with one mind, `None`: there is none; `order`: its kind and order of creation.
    #[inline]
    pub fn set_next(&mut self, agent: u32, at: Option<SimTime>, order: u64) {
        self.ends.set_or_clear(agent, at, order);
    }
    /// The same of an agent of whom nothing ends.
    #[inline]
    pub fn begin_end(&mut self, agent: u32, at: SimTime, sequence: u64) {
        self.ends.begin(agent, at, order(EventKind::ServiceEnd, sequence));
    }
    /// The first end has come: nothing of its agent ends.
    #[inline]
    pub fn pass_end(&mut self) {
        self.ends.pass();
    }
    /// The number of what a contact of this type adds to the pace of an agent of this team.
    #[inline]
    pub fn part(&self, contact_type: TypeId, team: TeamId) -> u16 {
        self.parts.number(contact_type, team)
    }
    /// The pace of an agent's open chats, where switching between them costs so much.
    #[inline]
    pub fn pace(&mut self, agent: &Agent, switching: f64) -> PaceOfMix {
        let (chats, slowness) = (agent.open_chats(), agent.slowness());
        self.paces.of(chats, slowness, switching, || self.parts.sums(agent.work(), slowness))
    }
    /// Chats taken from now on are those of this model.
    pub fn adopt(&mut self, model: &Model) {
        self.parts.adopt(model);
    }
}
