//! Breaks and pauses: how they begin and end.

use crate::engine::desk::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer};
use crate::model::Staffing;
use crate::time::{SimDuration, SimTime};

impl<O: Observer> Engine<'_, O> {
    /// The break is due: it begins once customers in hand are done.
    pub(in crate::engine) fn break_due(&mut self, agent: u32) {
        let rest = self.shifts.of(agent).hours.and_then(|hours| hours.rest);
        let due = rest.is_some_and(|(at, _)| at == self.now);
        let state = &mut self.agents[agent];
        if !due || !state.is(Status::PRESENT) || state.is(Status::SHIFT_OVER) {
            return;
        }
        state.set(Status::BREAK_DUE);
        self.begin_deferred(agent);
        self.settle(agent);
    }

    /// Tickets are put aside, and gone on with afterwards.
    pub(super) fn start_break(&mut self, agent: u32) {
        self.book(agent);
        let state = &mut self.agents[agent];
        state.unset(Status::BREAK_DUE);
        state.set(Status::ON_BREAK);
        let shift = self.shifts.of_mut(agent);
        if !state.is(Status::LEADING) {
            shift.stop_pauses(self.now);
        }
        let length = shift.hours.and_then(|hours| hours.rest).expect("a break was due").1;
        self.events.push(self.now + length, EventKind::BreakEnd, agent);
        self.hold_lead(agent);
        self.reschedule(agent);
        self.settle(agent);
        self.give_back_reserved(agent);
    }

    /// The break is over.
    pub(in crate::engine) fn break_end(&mut self, agent: u32) {
        let state = &self.agents[agent];
        if !state.is(Status::PRESENT) || !state.is(Status::ON_BREAK) {
            return;
        }
        self.book(agent);
        let state = &mut self.agents[agent];
        state.unset(Status::ON_BREAK);
        let left = if state.is(Status::LEADING) { None } else { self.shifts.of_mut(agent).pause_left.take() };
        if let Some(left) = left {
            self.plan_pause(agent, Some(left));
        }
        self.resume_lead(agent);
        self.back_at_desk(agent);
    }

    /// Work goes on after a break, a pause or a spell of leading.
    pub(super) fn back_at_desk(&mut self, agent: u32) {
        self.reschedule(agent);
        self.freed(agent);
    }

    /// The next pause of the day, after `left`, or after a new gap where that is `None`.
    pub(super) fn plan_pause(&mut self, agent: u32, left: Option<SimDuration>) {
        let state = &self.agents[agent];
        let Staffing::People(roster) = &self.model.teams[state.team()].staffing else { return };
        let shift = self.shifts.of_mut(agent);
        let hours = shift.hours.expect("on shift");
        let gap = left.or_else(|| roster.pause_gap(state.key(), hours.epoch_day, shift.pauses));
        let Some(gap) = gap.filter(|_| roster.off_desk > 0.0) else { return };
        let at = self.now + gap;
        if at < hours.until {
            shift.next_pause = at;
            self.events.push(at, EventKind::PauseDue, agent);
        } else {
            shift.next_pause = SimTime::NEVER;
        }
    }

    /// The pause is due: it begins once a call or ticket in hand is done.
    pub(in crate::engine) fn pause_due(&mut self, agent: u32) {
        let (state, shift) = (&mut self.agents[agent], self.shifts.of_mut(agent));
        if shift.next_pause != self.now || !state.is(Status::PRESENT) || state.is(Status::SHIFT_OVER) {
            return;
        }
        shift.next_pause = SimTime::NEVER;
        state.set(Status::PAUSE_DUE);
        self.begin_deferred(agent);
        self.settle(agent);
    }

    /// The pause begins; chats in hand stand still.
    pub(super) fn start_pause(&mut self, agent: u32) {
        self.book(agent);
        let (state, shift) = (&mut self.agents[agent], self.shifts.of_mut(agent));
        let Staffing::People(roster) = &self.model.teams[state.team()].staffing else { return };
        state.unset(Status::PAUSE_DUE);
        state.set(Status::ON_PAUSE);
        let epoch_day = shift.hours.expect("on shift").epoch_day;
        let length = roster.pause_length(state.key(), epoch_day, shift.pauses);
        shift.pauses += 1;
        self.events.push(self.now + length, EventKind::PauseEnd, agent);
        self.reschedule(agent);
        self.settle(agent);
    }

    /// The pause is over.
    pub(in crate::engine) fn pause_end(&mut self, agent: u32) {
        let state = &self.agents[agent];
        if !state.is(Status::PRESENT) || !state.is(Status::ON_PAUSE) {
            return;
        }
        self.book(agent);
        let state = &mut self.agents[agent];
        state.unset(Status::ON_PAUSE);
        if !state.is(Status::SHIFT_OVER) {
            self.plan_pause(agent, None);
        }
        self.back_at_desk(agent);
    }
}
