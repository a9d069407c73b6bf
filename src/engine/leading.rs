//! Leaders' spells away from the desk. A spell begins like a break, once customers in hand are done; a ticket is put aside
//! and gone on with. It is paid, and no time at the desk; breaks come before it, and pauses belong to the desk.

use super::agents::Leading;
use super::event::Kind;
use super::{Engine, Observer};
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
    pub(super) fn begin_leading(&mut self, agent: u32, comes: bool) {
        let Some(leaders) = self.leaders(agent) else { return };
        let state = &mut self.agents.all[agent as usize];
        if comes {
            state.lead = Leading::default();
            let epoch_day = state.hours.expect("on shift").epoch_day;
            if leaders.begins_away(state.key, epoch_day) {
                state.lead.due = true;
                state.lead.since = self.now;
                return;
            }
        }
        if state.lead.idle() {
            self.plan_spell(agent, leaders);
        }
    }

    fn plan_spell(&mut self, agent: u32, leaders: Leaders) {
        let state = &mut self.agents.all[agent as usize];
        let hours = state.hours.expect("on shift");
        let Some(gap) = leaders.at_desk(state.key, hours.epoch_day, state.lead.drawn) else { return };
        let at = self.now + gap;
        if at < hours.until {
            state.lead.next = at;
            self.events.push(at, Kind::LeadDue, agent);
        }
    }

    pub(super) fn lead_due(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        if state.lead.away || state.lead.next != self.now || !state.present {
            return;
        }
        state.lead.next = SimTime::NEVER;
        if state.leaving || state.closing {
            return;
        }
        state.lead.due = true;
        state.lead.since = self.now;
        self.put_off(agent);
        self.settle(agent);
    }

    /// Customers are done: the spell begins. Time to the next pause is time at the desk.
    pub(super) fn start_leading(&mut self, agent: u32) {
        let Some(leaders) = self.leaders(agent) else { return };
        self.book(agent);
        let state = &mut self.agents.all[agent as usize];
        let longer = self.now - state.lead.since;
        let epoch_day = state.hours.expect("on shift").epoch_day;
        let length = leaders.spell(state.key, epoch_day, state.lead.drawn, longer);
        state.lead.due = false;
        state.lead.away = true;
        state.lead.drawn += 1;
        state.pause_left = (state.next_pause != SimTime::NEVER).then(|| state.next_pause - self.now);
        state.next_pause = SimTime::NEVER;
        if let Some(length) = length {
            state.lead.next = self.now + length;
            self.events.push(state.lead.next, Kind::LeadEnd, agent);
        }
        self.reschedule(agent);
        self.settle(agent);
    }

    pub(super) fn lead_end(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        if !state.lead.away || state.lead.next != self.now || !state.present {
            return;
        }
        self.book(agent);
        let state = &mut self.agents.all[agent as usize];
        state.lead.away = false;
        state.lead.next = SimTime::NEVER;
        if let Some(left) = state.pause_left.take() {
            self.plan_pause(agent, Some(left));
        }
        let state = &self.agents.all[agent as usize];
        if let Some(leaders) = self.leaders(agent).filter(|_| !state.leaving && !state.closing) {
            self.plan_spell(agent, leaders);
        }
        self.back_at_desk(agent);
    }

    /// A break is neither time at the desk nor of leading: the clock of both stands still.
    pub(super) fn hold_lead(&mut self, agent: u32) {
        let lead = &mut self.agents.all[agent as usize].lead;
        if lead.next != SimTime::NEVER {
            lead.left = Some(lead.next - self.now);
            lead.next = SimTime::NEVER;
        }
        lead.held = self.now;
    }

    pub(super) fn resume_lead(&mut self, agent: u32) {
        let now = self.now;
        let lead = &mut self.agents.all[agent as usize].lead;
        if lead.due {
            lead.since = lead.since + (now - lead.held);
        }
        if let Some(left) = lead.left.take() {
            lead.next = now + left;
            let kind = if lead.away { Kind::LeadEnd } else { Kind::LeadDue };
            self.events.push(now + left, kind, agent);
        }
    }
}
