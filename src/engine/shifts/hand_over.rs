//! Chats that are open when a break has to begin go to others of the team.

use crate::engine::desk::router;
use crate::engine::desk::work::Work;
use crate::engine::observe::observer::Taken;
use crate::engine::{Engine, Observer, Scope};
use crate::time::SimDuration;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The open chats of an agent go to others of the team with a free place, the oldest first; those for whom nobody has
    /// one stay.
    pub(super) fn hand_over_chats(&mut self, agent: u32) {
        let team = self.agents[agent].team();
        self.book(agent);
        self.settle(agent);
        let mut from = 0;
        while let Some(at) = self.agents[agent].work()[from..].iter().position(Work::is_open_chat).map(|at| at + from) {
            let id = self.agents[agent].work()[at].contact;
            if self.is_held_up(id) {
                from = at + 1;
                continue;
            }
            let contact_type = &self.model.types[self.contacts[id].contact_type];
            let Some(other) = router::pick_by_rule(&self.agents, contact_type, team, 1) else { break };
            self.hand_over(agent, at, other);
        }
        self.reschedule(agent);
        self.settle(agent);
    }

    /// One chat goes over, with what is left of it.
    fn hand_over(&mut self, agent: u32, at: usize, other: u32) {
        self.book(other);
        let mut work = self.agents[agent].end(at);
        let id = work.contact;
        work.left *= self.agents[other].slowness() / self.agents[agent].slowness();
        self.observer.put_back(self.now, &self.contacts[id], agent);
        self.contacts[id].agent = other;
        self.agents[other].begin(work);
        if self.minds.has(agent) {
            self.minds.end(agent, at);
            let chat = self.conversations.number(id);
            self.minds.begin(other, id, chat, &self.conversations);
            self.minds.expect(other, &self.conversations[id]);
        }
        let team = self.agents[other].team();
        let overflow = !self.model.types[self.contacts[id].contact_type].is_first(team);
        let answer = SimDuration::ZERO;
        let taken = Taken { team, agent: other, first: false, at_once: false, overflow, answer };
        self.observer.taken(self.now, &self.contacts[id], taken);
        self.reschedule(other);
        self.settle(other);
        self.settle(agent);
    }

    /// Whether somebody who left without a word stands behind it: the chat is opened in vain by whoever has it.
    fn is_held_up(&self, id: u32) -> bool {
        self.contacts[id].ghost
    }
}
