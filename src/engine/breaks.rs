//! Breaks and pauses: how they begin and end.

use super::event::Kind;
use super::{Engine, Observer};
use crate::model::Staffing;
use crate::time::{SimDuration, SimTime};

impl<O: Observer> Engine<'_, O> {
    pub(super) fn break_due(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        let due = state.hours.and_then(|hours| hours.rest).is_some_and(|(at, _)| at == self.now);
        if !due || !state.present || state.leaving {
            return;
        }
        state.break_due = true;
        self.put_off(agent);
        self.settle(agent);
    }

    /// Tickets are put aside, and gone on with afterwards.
    pub(super) fn start_break(&mut self, agent: u32) {
        self.book(agent);
        let state = &mut self.agents.all[agent as usize];
        state.break_due = false;
        state.on_break = true;
        if !state.lead.away {
            state.pause_left = (state.next_pause != SimTime::NEVER).then(|| state.next_pause - self.now);
            state.next_pause = SimTime::NEVER;
        }
        let length = state.hours.and_then(|hours| hours.rest).expect("a break was due").1;
        self.events.push(self.now + length, Kind::BreakEnd, agent);
        self.hold_lead(agent);
        self.reschedule(agent);
        self.settle(agent);
    }

    pub(super) fn break_end(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        if !state.present || !state.on_break {
            return;
        }
        self.book(agent);
        let state = &mut self.agents.all[agent as usize];
        state.on_break = false;
        if let Some(left) = if state.lead.away { None } else { state.pause_left.take() } {
            self.plan_pause(agent, Some(left));
        }
        self.resume_lead(agent);
        self.back_at_desk(agent);
    }

    /// Work goes on after a break or pause.
    pub(super) fn back_at_desk(&mut self, agent: u32) {
        self.reschedule(agent);
        self.freed(agent);
    }

    /// The next pause of the day, after `left` or after a new gap.
    pub(super) fn plan_pause(&mut self, agent: u32, left: Option<SimDuration>) {
        let state = &mut self.agents.all[agent as usize];
        let Staffing::People(roster) = &self.model.teams[state.team].staffing else { return };
        let hours = state.hours.expect("on shift");
        let gap = left.or_else(|| roster.pause_gap(state.key, hours.epoch_day, state.pauses));
        let Some(gap) = gap.filter(|_| roster.off_desk > 0.0) else { return };
        let at = self.now + gap;
        if at < hours.until {
            state.next_pause = at;
            self.events.push(at, Kind::PauseDue, agent);
        } else {
            state.next_pause = SimTime::NEVER;
        }
    }

    pub(super) fn pause_due(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        if state.next_pause != self.now || !state.present || state.leaving {
            return;
        }
        state.next_pause = SimTime::NEVER;
        state.pause_due = true;
        self.put_off(agent);
        self.settle(agent);
    }

    pub(super) fn start_pause(&mut self, agent: u32) {
        self.book(agent);
        let state = &mut self.agents.all[agent as usize];
        let Staffing::People(roster) = &self.model.teams[state.team].staffing else { return };
        state.pause_due = false;
        state.on_pause = true;
        let epoch_day = state.hours.expect("on shift").epoch_day;
        let length = roster.pause_length(state.key, epoch_day, state.pauses);
        state.pauses += 1;
        self.events.push(self.now + length, Kind::PauseEnd, agent);
        self.reschedule(agent);
        self.settle(agent);
    }

    pub(super) fn pause_end(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        if !state.present || !state.on_pause {
            return;
        }
        self.book(agent);
        self.agents.all[agent as usize].on_pause = false;
        if !self.agents.all[agent as usize].leaving {
            self.plan_pause(agent, None);
        }
        self.back_at_desk(agent);
    }
}
