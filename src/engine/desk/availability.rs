//! After each change: where the agent stands among those who are free, and what the observer should know of it.

use super::workload::Load;
use crate::engine::{Engine, Observer, Scope};

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The agent's place among the free, and what the observer should know.
    pub(in crate::engine) fn settle(&mut self, agent: u32) {
        let takes = self.agents.place(agent);
        let state = &self.agents[agent];
        if state.status() != state.reported_status {
            self.report_presence(agent);
        }
        let state = &self.agents[agent];
        let team = state.team();
        let is = if state.status().available() {
            let free = takes && !self.agents.team(team).overstaffed();
            let hands = if state.cannot_pause() { 1.0 } else { state.pace_hands };
            Load::new(state.workload(), free, hands)
        } else {
            Load::standing(state.workload())
        };
        let state = &mut self.agents[agent];
        if state.reported != is {
            let was = std::mem::replace(&mut state.reported, is);
            self.observer.load(self.now, team, agent, &was, &is);
        }
    }

    /// Tells the observer that an agent came, went, or began or ended a break or pause.
    #[cold]
    fn report_presence(&mut self, agent: u32) {
        let state = &mut self.agents[agent];
        let (was, is) = (state.reported_status.presence(), state.status().presence());
        state.reported_status = state.status();
        if was != is {
            let team = state.team();
            self.observer.presence(self.now, team, agent, &was, &is);
        }
    }
}
