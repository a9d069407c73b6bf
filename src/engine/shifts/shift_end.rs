//! The end of a shift: the last call, and what becomes of customers.

use crate::engine::contact::NONE;
use crate::engine::desk::router;
use crate::engine::desk::status::Status;
use crate::engine::desk::work::Work;
use crate::engine::{Engine, Observer, Scope};
use crate::model::{AfterShift, Channel, Staffing, TeamId, TypeId};
use crate::time::SimTime;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The agent takes nothing new from here on; for hours in which people can be asked the agent is gone.
    pub(in crate::engine) fn last_call(&mut self, agent: u32) {
        let due = self.last_call_at(agent).is_some_and(|at| at <= self.now);
        let state = &mut self.agents[agent];
        if !due || !state.is(Status::PRESENT) || state.is(Status::SHIFT_OVER) {
            return;
        }
        state.set(Status::LAST_CALL_OVER);
        let team = state.team();
        self.agents.team_mut(team).end_duty();
        self.settle(agent);
        self.give_back_reserved(agent);
        self.release_all_holds(agent);
    }

    /// The last call of an agent's shift, or its end: who comes later is for others. `None`: the agent has no shifts.
    pub(super) fn last_call_at(&self, agent: u32) -> Option<SimTime> {
        let Staffing::People(roster) = &self.model.teams[self.agents[agent].team()].staffing else { return None };
        Some(self.shifts.of(agent).hours.as_ref()?.until - roster.last_call)
    }

    /// What becomes of customers in hand, and in the queue, when a shift of the team ends.
    fn after_shift(&self, team: TeamId) -> AfterShift {
        match &self.model.teams[team].staffing {
            Staffing::People(roster) => roster.after_shift,
            Staffing::Number(_) => AfterShift::Open,
        }
    }

    /// The customer who is still to be served, after the last call, by an agent who serves the queue.
    pub(in crate::engine) fn next_before_last_call(&self, agent: u32) -> Option<u32> {
        let model = self.model;
        let state = &self.agents[agent];
        let (team, taken) = (&model.teams[state.team()], state.workload().taken());
        let serves = self.after_shift(state.team()) == AfterShift::Queue;
        let at_desk = state.status().available() && !state.is(Status::BREAK_DUE | Status::BREAK_NEAR);
        if !serves || !at_desk || !state.is(Status::LAST_CALL_OVER | Status::SHIFT_OVER) || taken >= state.places() {
            return None;
        }
        let last_call = self.last_call_at(agent)?;
        let waits = |id: &u32| {
            let contact = &self.contacts[*id];
            let takes_part_after = self.agents.team(state.team()).takes_part_after(contact.contact_type);
            contact.reached <= last_call && takes_part_after <= self.now - contact.reached
        };
        let fits = |contact_type: &&TypeId| model.types[**contact_type].channel != Channel::Call || taken == 0;
        team.serves.iter().find_map(|level| {
            let head = |contact_type: &TypeId| {
                router::first_waiting(
                    &model.types[*contact_type],
                    &self.queues[*contact_type],
                    &self.contacts,
                    self.now,
                )
            };
            let first = level.live.iter().filter(fits).filter_map(head);
            first.filter(waits).min_by_key(|id| (self.contacts[*id].reached, self.contacts[*id].contact_type))
        })
    }

    /// Whether somebody is still to be served by the agent. Who gave up unnoticed does not count.
    pub(super) fn anyone_before_last_call(&mut self, agent: u32) -> bool {
        while let Some(id) = self.next_before_last_call(agent) {
            if !self.gave_up(id) {
                return true;
            }
            self.leave_unnoticed(id);
        }
        false
    }

    /// The shift is over: tickets go back, customers are finished or cut off.
    pub(in crate::engine) fn shift_end(&mut self, agent: u32) {
        let ends = self.shifts.of(agent).hours.as_ref().is_some_and(|hours| hours.until == self.now);
        let state = &mut self.agents[agent];
        if !state.is(Status::PRESENT) || !ends {
            return;
        }
        state.set(Status::SHIFT_OVER);
        state.unset(Status::BREAK_DUE | Status::BREAK_NEAR | Status::LEAD_DUE);
        self.shifts.of_mut(agent).take_break();
        let state = &self.agents[agent];
        let (team, on_duty) = (state.team(), !state.is(Status::LAST_CALL_OVER));
        if on_duty {
            self.agents.team_mut(team).end_duty();
        }
        self.settle(agent);
        self.put_back_ticket(agent, false);
        self.give_back_reserved(agent);
        self.release_all_holds(agent);
        match self.after_shift(team) {
            AfterShift::Open => {
                self.begin_deferred(agent);
                self.settle(agent);
            }
            // Where a ticket was put back, a place came free for those in line.
            AfterShift::Queue => self.freed(agent),
            AfterShift::Drop => {
                self.cut_off(agent);
                self.begin_deferred(agent);
                self.settle(agent);
            }
        }
        self.offer_waiting_tickets(team);
    }

    /// Chats and calls end unresolved; after-contact work is finished.
    fn cut_off(&mut self, agent: u32) {
        self.book(agent);
        let open = |w: &Work| w.channel != Channel::Ticket && !w.wrap_up;
        while let Some(at) = self.agents[agent].work().iter().position(open) {
            let state = &self.agents[agent];
            let (id, team) = (state.work()[at].contact, state.team());
            if self.contacts[id].ghost {
                self.end_ghost(agent, at);
                continue;
            }
            if self.has_no_answer(id) {
                self.give_up_place(agent, at);
                self.abandon(id);
                continue;
            }
            self.observer.handled(self.now, &self.contacts[id], team, false);
            let contact_type = &self.model.types[self.contacts[id].contact_type];
            self.conclude(id, contact_type, false);
            self.give_up_place(agent, at);
            self.contacts[id].agent = NONE;
            self.forget(id);
        }
        self.reschedule(agent);
    }
}
