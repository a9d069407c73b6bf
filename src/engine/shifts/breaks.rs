//! Breaks and pauses: how they begin and end.

use super::shift::{BreakTimes, Hours};
use crate::engine::desk::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::model::Staffing;
use crate::time::{SimDuration, SimTime};

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// When the breaks of a shift are near, due, and begin at the latest.
    pub(super) fn plan_breaks(&mut self, agent: u32, hours: &Hours) {
        for rest in &hours.breaks {
            if rest.last_call < rest.due {
                self.events.push(rest.last_call.max(self.now), EventKind::BreakNear, agent);
            }
            self.events.push(rest.due, EventKind::BreakDue, agent);
        }
    }

    /// The break that a moment of the clock is about; `None` where the agent has gone home or another shift has begun.
    fn break_at(&self, agent: u32, is: impl Fn(&BreakTimes) -> bool) -> Option<BreakTimes> {
        let state = &self.agents[agent];
        let hours = self.shifts.of(agent).hours.as_ref();
        let there = state.is(Status::PRESENT) && !state.is(Status::SHIFT_OVER);
        hours.filter(|_| there)?.breaks.iter().copied().find(is)
    }

    /// A break is near: nothing new from here on.
    pub(in crate::engine) fn break_near(&mut self, agent: u32) {
        let now = self.now;
        if self.break_at(agent, |rest| rest.last_call <= now && now < rest.due).is_some() {
            self.agents[agent].set(Status::BREAK_NEAR);
            self.settle(agent);
            self.give_back_reserved(agent);
        }
    }

    /// The break is due: it begins once customers in hand are done, or at its latest moment.
    pub(in crate::engine) fn break_due(&mut self, agent: u32) {
        let now = self.now;
        let Some(rest) = self.break_at(agent, |rest| rest.due == now) else { return };
        self.shifts.of_mut(agent).expect_break(rest);
        let state = &mut self.agents[agent];
        state.unset(Status::BREAK_NEAR);
        state.set(Status::BREAK_DUE);
        self.begin_deferred(agent);
        self.settle(agent);
        if let Some(latest) = self.shifts.of(agent).due.and_then(|due| due.latest) {
            self.events.push(latest.max(self.now), EventKind::BreakLatest, agent);
        }
    }

    /// The break that is due begins now although chats are open: they go to others, or stand still. Only a call or
    /// after-contact work is finished first.
    pub(in crate::engine) fn break_latest(&mut self, agent: u32) {
        let now = self.now;
        let shift = self.shifts.of_mut(agent);
        let Some(rest) = shift.due.filter(|due| due.latest.is_some_and(|latest| latest <= now)) else { return };
        if !self.agents[agent].is(Status::BREAK_DUE) {
            return;
        }
        shift.overdue = true;
        if rest.hand_over {
            self.hand_over_chats(agent);
        }
        self.begin_deferred(agent);
        self.settle(agent);
    }

    /// Whether a break that is due may begin, by what is in hand.
    pub(super) fn may_begin_break(&self, agent: u32) -> bool {
        let state = &self.agents[agent];
        if self.shifts.of(agent).overdue { !state.has_call_or_wrap_up() } else { !state.has_customer() }
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
        let length = shift.take_break().expect("a break was due").length;
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
        let (epoch_day, until) = (shift.on_shift().epoch_day, shift.on_shift().until);
        let gap = left.or_else(|| roster.pause_gap(state.key(), epoch_day, shift.pauses));
        let Some(gap) = gap.filter(|_| roster.off_desk > 0.0) else { return };
        let at = self.now + gap;
        if at < until {
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
        let epoch_day = shift.on_shift().epoch_day;
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
