//! After each change: where the agent stands among those who are free, and what the observer should know of it.

use crate::engine::observe::standing::Standing;
use crate::engine::{Engine, Observer, Scope};

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The agent's place among the free, and what the observer should know.
    #[expect(clippy::inline_always, reason = "whoever takes the next customer at once stands as before")]
    #[inline(always)]
    pub(in crate::engine) fn settle(&mut self, agent: u32) {
        if O::DESKS || !self.agents[agent].is_full_as_told() {
            self.settle_changed(agent);
        }
    }

    /// The same for what happens to every contact: without a call.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub(super) fn settle_at_once(&mut self, agent: u32) {
        if !self.agents[agent].is_status_told() {
            self.report_presence(agent);
        }
        if let Some((team, was, is)) = self.agents.settle(agent) {
            self.observer.load(self.now, team, agent, &was, &is);
        }
        if O::DESKS {
            self.tell_standing(agent);
        }
    }

    /// The same where something may have changed.
    #[inline(never)]
    fn settle_changed(&mut self, agent: u32) {
        self.settle_at_once(agent);
    }

    /// Tells the observer all there is to know of an agent.
    fn tell_standing(&mut self, agent: u32) {
        let state = &self.agents[agent];
        let (id, team) = (state.team(), self.agents.team(state.team()));
        let (places, overstaffed) = (state.places(), team.overstaffed());
        let standing = Standing { agent: state, contacts: &self.contacts, places, overstaffed };
        self.observer.stands(self.now, id, agent, standing);
    }

    /// Tells the observer that an agent came, went, or began or ended a break or pause.
    #[cold]
    fn report_presence(&mut self, agent: u32) {
        let state = &mut self.agents[agent];
        let team = state.team();
        let (was, is) = state.tell_status();
        if was != is {
            self.observer.presence(self.now, team, agent, &was, &is);
        }
    }
}
