//! Leaders' spells away from the desk. A spell begins like a break, once customers in hand are done; a ticket is put aside
//! and gone on with. It is paid, and no time at the desk; breaks come before it, and pauses belong to the desk.

use super::shift::Leading;
use crate::engine::desk::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::model::{Leaders, Staffing};
use crate::time::SimTime;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// How the agent leads; `None` where they are no leader.
    fn leaders(&self, agent: u32) -> Option<Leaders> {
        let team = self.agents[agent].team();
        let Staffing::People(roster) = &self.model.teams[team].staffing else { return None };
        let number = agent - self.agents.team(team).agents().start;
        roster.leaders.filter(|leaders| number < leaders.count)
    }

    /// A shift begins, at the desk or with a spell. Who comes out of another shift goes on as they were.
    pub(super) fn begin_leading(&mut self, agent: u32, comes: bool) {
        let Some(leaders) = self.leaders(agent) else { return };
        let (state, shift) = (&mut self.agents[agent], self.shifts.of_mut(agent));
        if comes {
            // A further part of a day goes on with the day's draws.
            let drawn = if shift.on_shift().part > 0 { shift.lead.drawn + 1 } else { 0 };
            shift.lead = Leading { drawn, ..Leading::default() };
            state.unset(Status::LEADING | Status::LEAD_DUE);
            let epoch_day = shift.on_shift().epoch_day;
            if leaders.begins_away(state.key(), epoch_day) {
                state.set(Status::LEAD_DUE);
                shift.lead.since = self.now;
                return;
            }
        }
        if !state.is(Status::LEADING | Status::LEAD_DUE) && shift.lead.nothing_planned() {
            self.plan_spell(agent, leaders);
        }
    }

    /// The next spell, after a time at the desk; none where the shift ends before.
    fn plan_spell(&mut self, agent: u32, leaders: Leaders) {
        let shift = self.shifts.of_mut(agent);
        let (epoch_day, until) = (shift.on_shift().epoch_day, shift.on_shift().until);
        let gap = leaders.at_desk(self.agents[agent].key(), epoch_day, shift.lead.drawn);
        let Some(gap) = gap else { return };
        let at = self.now + gap;
        if at < until {
            shift.lead.next = at;
            self.events.push(at, EventKind::LeadDue, agent);
        }
    }

    /// A spell is due: it begins once customers in hand are done.
    pub(in crate::engine) fn lead_due(&mut self, agent: u32) {
        let (state, shift) = (&mut self.agents[agent], self.shifts.of_mut(agent));
        if state.is(Status::LEADING) || shift.lead.next != self.now || !state.is(Status::PRESENT) {
            return;
        }
        shift.lead.next = SimTime::NEVER;
        if state.is(Status::SHIFT_OVER | Status::LAST_CALL_OVER) {
            return;
        }
        state.set(Status::LEAD_DUE);
        shift.lead.since = self.now;
        self.begin_deferred(agent);
        self.settle(agent);
    }

    /// Customers are done: the spell begins. Time to the next pause is time at the desk.
    pub(super) fn start_leading(&mut self, agent: u32) {
        let Some(leaders) = self.leaders(agent) else { return };
        self.book(agent);
        let (state, shift) = (&mut self.agents[agent], self.shifts.of_mut(agent));
        let longer = self.now - shift.lead.since;
        let epoch_day = shift.on_shift().epoch_day;
        let length = leaders.spell(state.key(), epoch_day, shift.lead.drawn, longer);
        state.unset(Status::LEAD_DUE);
        state.set(Status::LEADING);
        shift.lead.drawn += 1;
        shift.stop_pauses(self.now);
        if let Some(length) = length {
            shift.lead.next = self.now + length;
            self.events.push(shift.lead.next, EventKind::LeadEnd, agent);
        }
        self.reschedule(agent);
        self.settle(agent);
        self.give_back_reserved(agent);
    }

    /// The spell is over.
    pub(in crate::engine) fn lead_end(&mut self, agent: u32) {
        let state = &self.agents[agent];
        let over = self.shifts.of(agent).lead.next == self.now;
        if !state.is(Status::LEADING) || !over || !state.is(Status::PRESENT) {
            return;
        }
        self.book(agent);
        self.agents[agent].unset(Status::LEADING);
        let shift = self.shifts.of_mut(agent);
        shift.lead.next = SimTime::NEVER;
        if let Some(left) = shift.pause_left.take() {
            self.plan_pause(agent, Some(left));
        }
        let state = &self.agents[agent];
        if let Some(leaders) = self.leaders(agent).filter(|_| !state.is(Status::SHIFT_OVER | Status::LAST_CALL_OVER)) {
            self.plan_spell(agent, leaders);
        }
        self.back_at_desk(agent);
    }

    /// A break is neither time at the desk nor of leading: the clock of both stands still.
    pub(super) fn hold_lead(&mut self, agent: u32) {
        let lead = &mut self.shifts.of_mut(agent).lead;
        if lead.next != SimTime::NEVER {
            lead.left = Some(lead.next - self.now);
            lead.next = SimTime::NEVER;
        }
        lead.stopped = self.now;
    }

    /// The break is over: both clocks go on.
    pub(super) fn resume_lead(&mut self, agent: u32) {
        let status = self.agents[agent].status();
        let lead = &mut self.shifts.of_mut(agent).lead;
        if status.intersects(Status::LEAD_DUE) {
            lead.since = lead.since + (self.now - lead.stopped);
        }
        if let Some(left) = lead.left.take() {
            lead.next = self.now + left;
            let next = if status.intersects(Status::LEADING) { EventKind::LeadEnd } else { EventKind::LeadDue };
            self.events.push(self.now + left, next, agent);
        }
    }
}
