//! Things that were put off until work in hand ends: leaving, the break, a spell of leading, a pause.

use crate::engine::desk::status::Status;
use crate::engine::{Engine, Observer, Scope};
use crate::time::SimDuration;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// Begins what was put off, if work in hand allows it now; and a nameless agent too many goes.
    #[expect(clippy::inline_always, reason = "most often nothing was: a call would cost more")]
    #[inline(always)]
    pub(in crate::engine) fn begin_deferred(&mut self, agent: u32) {
        let state = &self.agents[agent];
        if state.is(Status::DEFERRED) || self.agents.team(state.team()).overstaffed() {
            self.begin_first_deferred(agent);
        }
    }

    /// Begins one thing: leaving before the break, the break before a spell of leading, that before a pause.
    #[cold]
    fn begin_first_deferred(&mut self, agent: u32) {
        let state = &self.agents[agent];
        let team = self.agents.team(state.team());
        if !state.is(Status::PRESENT) {
            return;
        }
        if team.overstaffed() {
            if state.work().is_empty() {
                self.go(agent, SimDuration::ZERO);
            }
        } else if state.is(Status::SHIFT_OVER) {
            let until = self.shifts.of(agent).hours.as_ref().map_or(self.now, |hours| hours.until);
            if state.work().is_empty() && !self.anyone_before_last_call(agent) {
                self.go(agent, self.now - until);
            }
        } else if state.is(Status::BREAK_DUE) && !state.is(Status::ON_PAUSE | Status::ON_BREAK) {
            if self.may_begin_break(agent) {
                self.start_break(agent);
            }
        } else if state.is(Status::LEAD_DUE) && !state.is(Status::ON_PAUSE | Status::ON_BREAK) {
            if !state.has_customer() {
                self.start_leading(agent);
            }
        } else if state.is(Status::PAUSE_DUE) && !state.is(Status::ON_BREAK) && !state.cannot_pause() {
            self.start_pause(agent);
        }
    }
}
