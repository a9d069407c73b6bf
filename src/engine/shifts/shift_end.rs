//! The end of a shift: the last call, and what becomes of customers.

use crate::engine::desk::agents::Work;
use crate::engine::desk::router;
use crate::engine::desk::status::Status;
use crate::engine::life::contact::NONE;
use crate::engine::{Engine, Observer};
use crate::id::Id;
use crate::model::{AfterShift, Channel, Staffing, TeamId, TypeId};
use crate::time::SimTime;

impl<O: Observer> Engine<'_, O> {
    /// Nothing new from here on; for hours in which people can be asked he is gone.
    pub(crate) fn last_call(&mut self, agent: u32) {
        let due = self.line(agent).is_some_and(|line| line <= self.now);
        let state = &mut self.agents.all[agent as usize];
        if !due || !state.is(Status::PRESENT) || state.is(Status::LEAVING) {
            return;
        }
        state.set(Status::CLOSING);
        let team = state.team;
        self.agents.teams[team.index()].on_duty -= 1;
        self.settle(agent);
        self.give_back_reserved(agent);
        self.release_all_kept(agent);
    }

    /// Who came later than this is for others: the last call of an agent's shift, or its end.
    pub(crate) fn line(&self, agent: u32) -> Option<SimTime> {
        let state = &self.agents.all[agent as usize];
        let Staffing::People(roster) = &self.model.teams[state.team].staffing else { return None };
        Some(state.shift.hours?.until - roster.last_call)
    }

    fn after_shift(&self, team: TeamId) -> AfterShift {
        match &self.model.teams[team].staffing {
            Staffing::People(roster) => roster.after_shift,
            Staffing::Number(_) => AfterShift::Open,
        }
    }

    /// After the line is drawn, who is still to be served by an agent who serves the queue.
    pub(crate) fn next_in_line(&self, agent: u32) -> Option<u32> {
        let model = self.model;
        let state = &self.agents.all[agent as usize];
        let team = &model.teams[state.team];
        let serves = self.after_shift(state.team) == AfterShift::Queue;
        let at_desk = state.status.available() && !state.is(Status::BREAK_DUE);
        if !serves || !at_desk || !state.is(Status::CLOSING | Status::LEAVING) || state.in_hand.taken() >= team.places {
            return None;
        }
        let line = self.line(agent)?;
        let waits = |id: &u32| {
            let contact = &self.contacts[*id];
            let wait_first = self.agents.teams[state.team.index()].wait_first[contact.kind.index()];
            contact.reached <= line && wait_first <= self.now - contact.reached
        };
        let fits = |kind: &&TypeId| model.types[**kind].channel != Channel::Call || state.in_hand.taken() == 0;
        team.serves.iter().find_map(|level| {
            let head =
                |kind: &TypeId| router::first_in_line(model, &self.queues[kind.index()], &self.contacts, self.now);
            let first = level.live.iter().filter(fits).filter_map(head);
            first.filter(waits).min_by_key(|id| (self.contacts[*id].reached, self.contacts[*id].kind))
        })
    }

    /// Whether somebody is still to be served by him. Who gave up unnoticed is nobody.
    pub(crate) fn is_anybody_in_line(&mut self, agent: u32) -> bool {
        while let Some(id) = self.next_in_line(agent) {
            if !self.gave_up(id) {
                return true;
            }
            self.leave_unnoticed(id);
        }
        false
    }

    /// The shift is over: tickets go back, customers are finished or cut off.
    pub(crate) fn shift_end(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        if !state.is(Status::PRESENT) || state.shift.hours.is_none_or(|hours| hours.until != self.now) {
            return;
        }
        state.set(Status::LEAVING);
        state.unset(Status::BREAK_DUE | Status::LEAD_DUE);
        let team = state.team;
        self.agents.teams[team.index()].on_duty -= u32::from(!state.is(Status::CLOSING));
        self.settle(agent);
        self.put_back_ticket(agent, false);
        self.give_back_reserved(agent);
        self.release_all_kept(agent);
        match self.after_shift(team) {
            AfterShift::Open => {
                self.put_off(agent);
                self.settle(agent);
            }
            // Where a ticket was put back, a place came free for those in line.
            AfterShift::Queue => self.freed(agent),
            AfterShift::Drop => {
                self.cut_off(agent);
                self.put_off(agent);
                self.settle(agent);
            }
        }
        self.offer_waiting_tickets(team);
    }

    /// Chats and calls end unresolved; after-contact work is finished.
    fn cut_off(&mut self, agent: u32) {
        self.book(agent);
        let open = |w: &Work| w.channel != Channel::Ticket && !w.wrap_up;
        while let Some(at) = self.agents.all[agent as usize].work.iter().position(open) {
            let state = &self.agents.all[agent as usize];
            let (id, team) = (state.work[at].contact, state.team);
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
            let kind = &self.model.types[self.contacts[id].kind];
            self.served(id, kind, false);
            self.give_up_place(agent, at);
            self.contacts[id].agent = NONE;
            self.contacts.remove(id);
        }
        self.reschedule(agent);
    }

    /// Tickets put back at a shift's end may find somebody free elsewhere.
    pub(crate) fn offer_waiting_tickets(&mut self, team: TeamId) {
        let model = self.model;
        let tickets = model.teams[team].serves.iter().flat_map(|level| &level.tickets);
        for kind in tickets {
            for route in &model.types[*kind].routes {
                if self.queues[kind.index()].len() > 0 {
                    self.offer_team(route.team);
                }
            }
        }
    }
}
