//! Breaks and pauses: how they begin and end.

use crate::engine::desk::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer};
use crate::model::Staffing;
use crate::time::{SimDuration, SimTime};

impl<O: Observer> Engine<'_, O> {
    pub(crate) fn break_due(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        let due = state.shift.hours.and_then(|hours| hours.rest).is_some_and(|(at, _)| at == self.now);
        if !due || !state.is(Status::PRESENT) || state.is(Status::SHIFT_OVER) {
            return;
        }
        state.set(Status::BREAK_DUE);
        self.begin_deferred(agent);
        self.settle(agent);
    }

    /// Tickets are put aside, and gone on with afterwards.
    pub(crate) fn start_break(&mut self, agent: u32) {
        self.book(agent);
        let state = &mut self.agents.all[agent as usize];
        state.unset(Status::BREAK_DUE);
        state.set(Status::ON_BREAK);
        if !state.is(Status::LEADING) {
            state.shift.pause_left =
                (state.shift.next_pause != SimTime::NEVER).then(|| state.shift.next_pause - self.now);
            state.shift.next_pause = SimTime::NEVER;
        }
        let length = state.shift.hours.and_then(|hours| hours.rest).expect("a break was due").1;
        self.events.push(self.now + length, EventKind::BreakEnd, agent);
        self.hold_lead(agent);
        self.reschedule(agent);
        self.settle(agent);
        self.give_back_reserved(agent);
    }

    pub(crate) fn break_end(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        if !state.is(Status::PRESENT) || !state.is(Status::ON_BREAK) {
            return;
        }
        self.book(agent);
        let state = &mut self.agents.all[agent as usize];
        state.unset(Status::ON_BREAK);
        if let Some(left) = if state.is(Status::LEADING) { None } else { state.shift.pause_left.take() } {
            self.plan_pause(agent, Some(left));
        }
        self.resume_lead(agent);
        self.back_at_desk(agent);
    }

    /// Work goes on after a break or pause.
    pub(crate) fn back_at_desk(&mut self, agent: u32) {
        self.reschedule(agent);
        self.freed(agent);
    }

    /// The next pause of the day, after `left` or after a new gap.
    pub(crate) fn plan_pause(&mut self, agent: u32, left: Option<SimDuration>) {
        let state = &mut self.agents.all[agent as usize];
        let Staffing::People(roster) = &self.model.teams[state.team].staffing else { return };
        let hours = state.shift.hours.expect("on shift");
        let gap = left.or_else(|| roster.pause_gap(state.key, hours.epoch_day, state.shift.pauses));
        let Some(gap) = gap.filter(|_| roster.off_desk > 0.0) else { return };
        let at = self.now + gap;
        if at < hours.until {
            state.shift.next_pause = at;
            self.events.push(at, EventKind::PauseDue, agent);
        } else {
            state.shift.next_pause = SimTime::NEVER;
        }
    }

    pub(crate) fn pause_due(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        if state.shift.next_pause != self.now || !state.is(Status::PRESENT) || state.is(Status::SHIFT_OVER) {
            return;
        }
        state.shift.next_pause = SimTime::NEVER;
        state.set(Status::PAUSE_DUE);
        self.begin_deferred(agent);
        self.settle(agent);
    }

    pub(crate) fn start_pause(&mut self, agent: u32) {
        self.book(agent);
        let state = &mut self.agents.all[agent as usize];
        let Staffing::People(roster) = &self.model.teams[state.team].staffing else { return };
        state.unset(Status::PAUSE_DUE);
        state.set(Status::ON_PAUSE);
        let epoch_day = state.shift.hours.expect("on shift").epoch_day;
        let length = roster.pause_length(state.key, epoch_day, state.shift.pauses);
        state.shift.pauses += 1;
        self.events.push(self.now + length, EventKind::PauseEnd, agent);
        self.reschedule(agent);
        self.settle(agent);
    }

    pub(crate) fn pause_end(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        if !state.is(Status::PRESENT) || !state.is(Status::ON_PAUSE) {
            return;
        }
        self.book(agent);
        self.agents.all[agent as usize].unset(Status::ON_PAUSE);
        if !self.agents.all[agent as usize].is(Status::SHIFT_OVER) {
            self.plan_pause(agent, None);
        }
        self.back_at_desk(agent);
    }
}
