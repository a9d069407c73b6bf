//! A call's whole way where there is nothing but calls ([`crate::engine::scope::Calls`]): it arrives and is taken at once or
//! waits; it ends. Each is what the steps of this room do one after another, in one go, because nothing else can happen in
//! between; whatever is seldom goes to those steps.

use super::reach::EFFORT;
use crate::engine::contact::State;
use crate::engine::observe::observer::Taken;
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{ContactType, Skill};
use crate::time::SimDuration;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// A first call arrives: who is free takes it, else it waits.
    #[inline]
    pub(super) fn call_arrives(&mut self, source: u32) {
        let first = self.sources.next_of(source);
        self.sources.draw_next(source, self.model);
        let contact_type = self.types[first.contact_type.index()];
        let effort = contact_type.effort.draw(&mut first.key.stream(EFFORT), self.now).ticks() as f64;
        let id = self.new_contact(first.key, first.contact_type, false, true);
        self.contacts[id].effort = effort;
        self.counting.add(self.counting.interval());
        let mut routes = contact_type.routes.iter().filter(|route| route.wait_first <= SimDuration::ZERO);
        if let Some(agent) = routes.find_map(|route| self.agents.pick_for_call(route.team)) {
            let by = self.begin_call(id, agent, contact_type);
            self.observer.came_and_was_taken(self.now, &self.contacts[id], by);
            self.settle_call(agent);
        } else {
            self.observer.came_to_people(self.now, &self.contacts[id]);
            self.start_waiting(id);
        }
    }

    /// An agent takes a call that is in no queue any more.
    #[inline]
    pub(super) fn take_call(&mut self, id: u32, agent: u32) {
        let contact_type = self.types[self.contacts[id].contact_type.index()];
        let by = self.begin_call(id, agent, contact_type);
        self.observer.taken(self.now, &self.contacts[id], by);
        self.settle_call(agent);
    }

    /// The call is in the agent's hands until it ends, which nothing can change.
    #[expect(clippy::inline_always, reason = "a call would pass how it was taken through memory")]
    #[inline(always)]
    fn begin_call(&mut self, id: u32, agent: u32, contact_type: &ContactType) -> Taken {
        let contact = &mut self.contacts[id];
        let state = &mut self.agents[agent];
        let team = state.team();
        let skill = self.teams[team.index()].skill(contact.contact_type).expect("routes lead to skilled teams only");
        let left = contact.effort * skill.effort * state.slowness();
        (contact.accepted, contact.agent, contact.state, contact.timer) = (self.now, agent, State::Served, 0);
        state.begin_call(self.now, id, contact.contact_type, left);
        let (at_once, answer) = (contact.reached == self.now, SimDuration::ZERO);
        let due = self.now + SimDuration::from_ticks_up(left);
        self.rates.begin_end(agent, due, self.events.number());
        Taken { team, agent, first: true, at_once, overflow: S::overflows(contact_type, team), answer }
    }

    /// An agent who has just taken a call is no longer free, and the observer knows.
    #[expect(clippy::inline_always, reason = "most often one word says all")]
    #[inline(always)]
    fn settle_call(&mut self, agent: u32) {
        let state = &mut self.agents[agent];
        if state.is_full_as_told() {
            return;
        }
        let (team, places) = (state.team(), state.places());
        if state.is_apart() || !state.is_status_told() || !state.tell_call(true) {
            return self.settle(agent);
        }
        self.observer.on_call(self.now, team, agent, places, true);
        self.agents.leave_ring(agent);
    }

    /// The first of all calls ends: its agent takes the next, or is free.
    #[inline]
    pub(super) fn call_ends(&mut self, agent: u32) {
        let state = &mut self.agents[agent];
        let (team, id) = (state.team(), state.work()[0].contact);
        let contact = &self.contacts[id];
        let contact_type = self.types[contact.contact_type.index()];
        let Skill { resolved, .. } =
            self.teams[team.index()].skill(contact.contact_type).expect("the agent had it in hand");
        let resolved = contact.is_resolved(contact_type.resolved * resolved);
        self.observer.call_handled(self.now, contact, team, resolved);
        self.counting.take_away(contact.interval);
        if let Some(law) = &contact_type.wrap_up {
            state.book(self.now);
            return self.begin_wrap_up(agent, 0, law);
        }
        state.end_call();
        self.rates.pass_end();
        self.contacts.remove(id);
        self.begin_deferred(agent);
        if self.queues.are_empty() || !self.fill(agent) {
            self.settle_idle(agent);
        }
    }

    /// An agent who has nothing in hand, and had a call before, is free if they may take anything, and the observer knows.
    #[inline]
    fn settle_idle(&mut self, agent: u32) {
        let state = &mut self.agents[agent];
        let (team, places) = (state.team(), state.places());
        state.set_chat_hands(0.0);
        let free = state.status().willing() && state.is_status_told() && state.is_apart();
        if !free || self.agents.team(team).overstaffed() || !self.agents[agent].tell_call(false) {
            return self.settle(agent);
        }
        self.observer.on_call(self.now, team, agent, places, false);
        self.agents.enter_empty(agent);
    }
}
