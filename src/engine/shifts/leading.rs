//! Leaders' spells away from the desk. A spell begins like a break, once customers in hand are done; a ticket is put aside
//! and gone on with. It is paid, and no time at the desk; breaks come before it, and pauses belong to the desk.

use crate::engine::desk::agents::Leading;
use crate::engine::desk::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer};
use crate::model::{Leaders, Staffing};
use crate::time::SimTime;

impl<O: Observer> Engine<'_, O> {
    fn leaders(&self, agent: u32) -> Option<Leaders> {
        let state = &self.agents.all[agent as usize];
        let Staffing::People(roster) = &self.model.teams[state.team].staffing else { return None };
        let number = agent - self.agents.teams[crate::id::Id::index(state.team)].first;
        roster.leaders.filter(|leaders| number < leaders.count)
    }

    /// A shift begins, at the desk or with a spell. Who comes out of another shift goes on as he was.
    pub(crate) fn begin_leading(&mut self, agent: u32, comes: bool) {
        let Some(leaders) = self.leaders(agent) else { return };
        let state = &mut self.agents.all[agent as usize];
        if comes {
            state.shift.lead = Leading::default();
            state.unset(Status::LEADING | Status::LEAD_DUE);
            let epoch_day = state.shift.hours.expect("on shift").epoch_day;
            if leaders.begins_away(state.key, epoch_day) {
                state.set(Status::LEAD_DUE);
                state.shift.lead.since = self.now;
                return;
            }
        }
        if state.nothing_planned() {
            self.plan_spell(agent, leaders);
        }
    }

    fn plan_spell(&mut self, agent: u32, leaders: Leaders) {
        let state = &mut self.agents.all[agent as usize];
        let hours = state.shift.hours.expect("on shift");
        let Some(gap) = leaders.at_desk(state.key, hours.epoch_day, state.shift.lead.drawn) else { return };
        let at = self.now + gap;
        if at < hours.until {
            state.shift.lead.next = at;
            self.events.push(at, EventKind::LeadDue, agent);
        }
    }

    pub(crate) fn lead_due(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        if state.is(Status::LEADING) || state.shift.lead.next != self.now || !state.is(Status::PRESENT) {
            return;
        }
        state.shift.lead.next = SimTime::NEVER;
        if state.is(Status::SHIFT_OVER | Status::LAST_CALL_OVER) {
            return;
        }
        state.set(Status::LEAD_DUE);
        state.shift.lead.since = self.now;
        self.begin_deferred(agent);
        self.settle(agent);
    }

    /// Customers are done: the spell begins. Time to the next pause is time at the desk.
    pub(crate) fn start_leading(&mut self, agent: u32) {
        let Some(leaders) = self.leaders(agent) else { return };
        self.book(agent);
        let state = &mut self.agents.all[agent as usize];
        let longer = self.now - state.shift.lead.since;
        let epoch_day = state.shift.hours.expect("on shift").epoch_day;
        let length = leaders.spell(state.key, epoch_day, state.shift.lead.drawn, longer);
        state.unset(Status::LEAD_DUE);
        state.set(Status::LEADING);
        state.shift.lead.drawn += 1;
        state.shift.pause_left = (state.shift.next_pause != SimTime::NEVER).then(|| state.shift.next_pause - self.now);
        state.shift.next_pause = SimTime::NEVER;
        if let Some(length) = length {
            state.shift.lead.next = self.now + length;
            self.events.push(state.shift.lead.next, EventKind::LeadEnd, agent);
        }
        self.reschedule(agent);
        self.settle(agent);
        self.give_back_reserved(agent);
    }

    pub(crate) fn lead_end(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        if !state.is(Status::LEADING) || state.shift.lead.next != self.now || !state.is(Status::PRESENT) {
            return;
        }
        self.book(agent);
        let state = &mut self.agents.all[agent as usize];
        state.unset(Status::LEADING);
        state.shift.lead.next = SimTime::NEVER;
        if let Some(left) = state.shift.pause_left.take() {
            self.plan_pause(agent, Some(left));
        }
        let state = &self.agents.all[agent as usize];
        if let Some(leaders) = self.leaders(agent).filter(|_| !state.is(Status::SHIFT_OVER | Status::LAST_CALL_OVER)) {
            self.plan_spell(agent, leaders);
        }
        self.back_at_desk(agent);
    }

    /// A break is neither time at the desk nor of leading: the clock of both stands still.
    pub(crate) fn hold_lead(&mut self, agent: u32) {
        let lead = &mut self.agents.all[agent as usize].shift.lead;
        if lead.next != SimTime::NEVER {
            lead.left = Some(lead.next - self.now);
            lead.next = SimTime::NEVER;
        }
        lead.held = self.now;
    }

    pub(crate) fn resume_lead(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        let status = state.status;
        let lead = &mut state.shift.lead;
        if status.is(Status::LEAD_DUE) {
            lead.since = lead.since + (self.now - lead.held);
        }
        if let Some(left) = lead.left.take() {
            lead.next = self.now + left;
            let contact_type = if status.is(Status::LEADING) { EventKind::LeadEnd } else { EventKind::LeadDue };
            self.events.push(self.now + left, contact_type, agent);
        }
    }
}
