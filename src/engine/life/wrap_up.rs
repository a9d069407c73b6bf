//! After-contact work: the customer is done, the agent's place is still taken.

use crate::engine::contact::State;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::model::Channel;
use crate::random::{Law, Purpose};

const WRAP_UP: Purpose = Purpose::new("wrap-up");

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The contact is done; work after it takes as long as the law says.
    pub(super) fn begin_wrap_up(&mut self, agent: u32, at: usize, law: &Law) {
        let state = &mut self.agents[agent];
        let (id, channel, team) = (state.work()[at].contact, state.work()[at].channel, state.team());
        state.begin_wrap_up(at);
        if S::RARE && self.minds.has(agent) {
            self.minds.rest(agent, at);
        }
        let contact = &mut self.contacts[id];
        let length = law.draw(&mut contact.key.stream(WRAP_UP), self.now);
        contact.state = State::WrapUp;
        contact.timer = 0;
        if channel == Channel::Ticket {
            // What is done cannot be broken off: its place is taken until the wrap-up ends.
            self.agents.end_interruptible(team, agent);
        }
        self.events.push(self.now + length, EventKind::WrapUpEnd, id);
        self.reschedule(agent);
        self.settle(agent);
    }

    /// After-contact work is over: the place is free.
    pub(in crate::engine) fn wrap_up_end(&mut self, id: u32) {
        let agent = self.contacts[id].agent;
        self.book(agent);
        let at = self.agents[agent].position(id);
        self.give_up_place(agent, at);
        self.forget(id);
        self.freed(agent);
    }
}
