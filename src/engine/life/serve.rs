//! Work: taking a contact, moving it on, finishing it.
//!
//! An agent's pieces of work move on at rates that depend on all he has open. Whenever that changes, what was done is
//! booked, rates are set anew, and the first end is found: one pending event an agent is enough.

use super::arrival::effort;
use super::contact::{NONE, State};
use crate::engine::desk::agents::Work;
use crate::engine::desk::router::QueueScan;
use crate::engine::desk::status::Status;
use crate::engine::desk::workload::Load;
use crate::engine::kernel::event::EventKind;
use crate::engine::observe::observer::Taken;
use crate::engine::{Engine, Observer};
use crate::id::Id;
use crate::model::{Channel, ChatPace, ContactType, Event, Pace, TeamId, Ticket};
use crate::random::Purpose;
use crate::time::{SimDuration, SimTime};

const ANSWER: Purpose = Purpose::new("time to the first answer");
pub(crate) const RESOLVED: Purpose = Purpose::new("resolved");
const WRAP_UP: Purpose = Purpose::new("wrap-up");

impl<O: Observer> Engine<'_, O> {
    /// An agent takes a contact that is in no queue (any more).
    pub(crate) fn take(&mut self, id: u32, agent: u32) {
        let model = self.model;
        let team = self.agents.all[agent as usize].team;
        let recorded = self.recorded_effort(id);
        let contact = &mut self.contacts[id];
        let contact_type = &model.types[contact.contact_type];
        let skill =
            model.teams[team].skills[contact.contact_type.index()].as_ref().expect("routes lead to skilled teams only");
        let first = contact.accepted == SimTime::NEVER;
        let at_once = contact.reached == self.now && first;
        if first {
            contact.accepted = self.now;
            if !self.switches.is_empty() && contact_type.steps().is_empty() {
                // Nobody has begun: it takes what it takes under the rules of now.
                contact.effort = recorded.unwrap_or_else(|| effort(contact_type, contact));
            }
        }
        let resume =
            contact_type.ticket.as_ref().filter(|_| contact.interrupted).map_or(SimDuration::ZERO, |t| t.resume_cost);
        contact.interrupted = false;
        contact.agent = agent;
        contact.state = State::Served;
        if contact_type.is_live() && contact_type.turns.is_none() {
            contact.timer = 0;
        }
        let mut left =
            (contact.effort + resume.ticks() as f64) * skill.effort * self.agents.all[agent as usize].slowness;
        let mut overflow = contact_type.routes[0].team != team;
        self.book(agent);
        if let ChatPace::Measured { at_start: true, .. } = &contact_type.pace
            && contact_type.channel == Channel::Chat
        {
            left *= contact_type.pace.slowdown(self.chats(agent) + 1).expect("measured");
        }
        if let Some(turns) = &contact_type.turns {
            // What he does in it, and for how long, each answer says.
            left = 0.0;
            if first {
                self.open_chat(id, turns);
            }
        }
        let places = match (contact_type.channel, &contact_type.ticket) {
            (Channel::Call, _) => model.teams[team].places,
            (_, Some(ticket)) => {
                if !ticket.steps.is_empty() {
                    overflow &= self.only_team(id, contact_type).is_none();
                    self.progress[id as usize].workload = left;
                }
                self.agents.places_for(agent, ticket)
            }
            _ => 1,
        };
        let (contact_type_id, channel, under) =
            (self.contacts[id].contact_type, contact_type.channel, self.switches.combination);
        let work = Work {
            contact: id,
            contact_type: contact_type_id,
            channel,
            wrap_up: false,
            places,
            under,
            left,
            rate: 1.0,
        };
        self.agents.all[agent as usize].begin(work);
        if let Some(Ticket { interruptible: true, .. }) = &contact_type.ticket {
            let deadline = self.contacts[id].deadline;
            self.agents.begin_interruptible(team, deadline, self.events.created(), agent);
        }
        let mut answer = SimDuration::ZERO;
        if contact_type.channel == Channel::Call {
            // Nothing else is in hand, and nothing stops a call.
            let due = self.now + SimDuration::from_ticks_up(left);
            self.await_end(agent, Some(due));
        } else {
            let pace = self.reschedule(agent);
            if contact_type.channel == Channel::Chat
                && contact_type.turns.is_none()
                && matches!(contact_type.pace, ChatPace::Loop { .. })
            {
                let u = self.contacts[id].key.uniform(ANSWER);
                answer = SimDuration::from_seconds(-pace.reply * (1.0 - u).ln());
            }
        }
        self.observer.taken(self.now, &self.contacts[id], Taken { team, agent, first, at_once, overflow, answer });
        if contact_type.heeds_reply() && contact_type.turns.is_none() {
            self.replied(id, contact_type, self.now - self.contacts[id].reached + answer);
        }
        self.settle(agent);
    }

    /// Chats open, not in after-contact work.
    fn chats(&self, agent: u32) -> usize {
        let work = &self.agents.all[agent as usize].work;
        work.iter().filter(|w| w.channel == Channel::Chat && !w.wrap_up).count()
    }

    /// Books what was done since the last change.
    #[inline]
    pub(crate) fn book(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        let elapsed = (self.now - state.booked).ticks() as f64;
        state.booked = self.now;
        if elapsed > 0.0 && !state.is(Status::FROZEN) {
            for work in &mut state.work {
                work.left -= work.rate * elapsed;
            }
        }
    }

    /// Sets the rates for what is open now, and the time of the first end.
    pub(crate) fn reschedule(&mut self, agent: u32) -> Pace {
        let state = &mut self.agents.all[agent as usize];
        let frozen = state.is(Status::FROZEN);
        match &mut state.work[..] {
            [] => {
                state.pace_hands = 0.0;
                self.ends.clear(agent);
                Pace::default()
            }
            // One call or ticket: the commonest case, at full rate.
            [only] if only.channel != Channel::Chat && !only.wrap_up => {
                only.rate = 1.0;
                let due = (!frozen).then(|| self.now + SimDuration::from_ticks_up(only.left));
                self.await_end(agent, due);
                Pace::default()
            }
            _ => self.reschedule_several(agent),
        }
    }

    /// When the agent's first piece of work will be done; none while everything stands still.
    #[inline]
    fn await_end(&mut self, agent: u32, due: Option<SimTime>) {
        match due {
            Some(at) => self.ends.set(agent, at, self.events.number()),
            None => self.ends.clear(agent),
        }
    }

    fn reschedule_several(&mut self, agent: u32) -> Pace {
        let pace = self.set_rates(agent);
        let state = &mut self.agents.all[agent as usize];
        state.pace_hands = pace.hands;
        let first = state.work.iter().filter(|w| w.rate > 0.0).map(|w| w.left / w.rate).min_by(f64::total_cmp);
        let due = first.filter(|_| !state.is(Status::FROZEN)).map(|ticks| self.now + SimDuration::from_ticks_up(ticks));
        self.await_end(agent, due);
        pace
    }

    /// How fast each piece of work moves on beside the others.
    fn set_rates(&mut self, agent: u32) -> Pace {
        let of = self.agents.all[agent as usize].team;
        let team = &self.model.teams[of];
        if team.turns {
            return self.set_turn_rates(agent);
        }
        let switching = team.switching;
        let switches = &self.switches;
        let state = &mut self.agents.all[agent as usize];
        let (mut open, mut answers, mut hands, mut pauses) = (0, 0.0, 0.0, 0.0);
        let mut measured = false;
        for work in state.work.iter().filter(|w| w.channel == Channel::Chat && !w.wrap_up) {
            open += 1;
            let model = switches.under(work);
            match &model.types[work.contact_type].pace {
                ChatPace::Loop { messages, pause, effort } => {
                    let skill = model.teams[of].skills[work.contact_type.index()].as_ref();
                    let factor = skill.map_or(1.0, |s| s.effort) * state.slowness;
                    answers += messages;
                    hands += effort * factor;
                    pauses += messages * pause;
                }
                ChatPace::Measured { .. } => measured = true,
            }
        }
        let mut pace = self.paces.of(open, answers, hands, pauses, switching);
        if measured {
            pace.hands = 1.0;
        }
        for work in &mut state.work {
            let contact_type = &switches.under(work).types[work.contact_type];
            work.rate = match (work.channel, &contact_type.pace) {
                _ if work.wrap_up => 0.0,
                (Channel::Chat, ChatPace::Loop { .. }) => pace.rate,
                (Channel::Chat, ChatPace::Measured { at_start: true, .. }) => 1.0,
                (Channel::Chat, measured) => 1.0 / measured.slowdown(open).expect("measured"),
                // A ticket fills the gaps between answers.
                _ => 1.0 - pace.hands,
            };
        }
        pace
    }

    /// The first of an agent's pieces of work is done.
    pub(crate) fn service_end(&mut self, agent: u32) {
        self.book(agent);
        let state = &self.agents.all[agent as usize];
        let at = if state.work.len() == 1 {
            0
        } else {
            let due = state.work.iter().enumerate().filter(|(_, w)| w.rate > 0.0);
            let next = due.min_by(|a, b| (a.1.left / a.1.rate).total_cmp(&(b.1.left / b.1.rate)));
            next.map(|(at, _)| at).expect("something was due")
        };
        self.finish(agent, at);
    }

    /// A piece of work is done: its outcome, what it causes, and its place.
    pub(crate) fn finish(&mut self, agent: u32, at: usize) {
        let team = self.agents.all[agent as usize].team;
        let work = &self.agents.all[agent as usize].work[at];
        let (id, model) = (work.contact, self.switches.under(work));
        let contact = &self.contacts[id];
        let (key, contact_type) = (contact.key, &model.types[contact.contact_type]);
        let skill = model.teams[team].skills[contact.contact_type.index()].as_ref().expect("skilled");
        if contact_type.ticket.is_some() && self.finish_step(agent, at, id) {
            return;
        }
        if contact_type.turns.is_some() && self.answered(agent, at, contact_type) {
            return;
        }
        if self.contacts[id].ghost {
            return self.opened_in_vain(agent, at);
        }
        let contact = &self.contacts[id];
        let resolved = key.happens(RESOLVED, contact_type.resolved * skill.resolved);
        self.observer.handled(self.now, contact, team, resolved);
        self.conclude(id, contact_type, resolved);
        if let Some(law) = &contact_type.wrap_up {
            let length = law.draw(&mut key.stream(WRAP_UP), self.now);
            self.contacts[id].state = State::WrapUp;
            self.contacts[id].timer = 0;
            self.agents.all[agent as usize].begin_wrap_up(at);
            if contact_type.ticket.is_some() {
                // What is done cannot be broken off: its place is taken until the wrap-up ends.
                self.agents.end_interruptible(team, agent);
            }
            self.events.push(self.now + length, EventKind::WrapUpEnd, id);
            self.reschedule(agent);
            self.settle(agent);
        } else {
            self.give_up_place(agent, at);
            self.contacts[id].agent = NONE;
            self.contacts.remove(id);
            self.freed(agent);
        }
    }

    /// What the end of a service causes, and what is said of it.
    #[expect(
        clippy::inline_always,
        reason = "most types cause nothing: a call would cost each contact 18 instructions"
    )]
    #[inline(always)]
    pub(crate) fn conclude(&mut self, id: u32, contact_type: &ContactType, resolved: bool) {
        self.rate(id, contact_type, resolved);
        self.cause(contact_type, id, Event::Handled, self.now);
        self.cause(contact_type, id, if resolved { Event::Resolved } else { Event::Unresolved }, self.now);
        self.cause_bought(contact_type, id, self.now);
        self.uncount(id);
    }

    /// After-contact work is over: the place is free.
    pub(crate) fn wrap_up_end(&mut self, id: u32) {
        let agent = self.contacts[id].agent;
        self.book(agent);
        let at = self.position(agent, id);
        self.give_up_place(agent, at);
        self.contacts.remove(id);
        self.freed(agent);
    }

    pub(crate) fn position(&self, agent: u32, id: u32) -> usize {
        let work = &self.agents.all[agent as usize].work;
        work.iter().position(|w| w.contact == id).expect("the agent has it in hand")
    }

    pub(crate) fn give_up_place(&mut self, agent: u32, at: usize) {
        let state = &mut self.agents.all[agent as usize];
        let work = state.end(at);
        if work.channel == Channel::Ticket {
            let team = state.team;
            self.agents.end_interruptible(team, agent);
        }
    }

    /// A place came free: what was put off happens, then the queues are looked at.
    pub(crate) fn freed(&mut self, agent: u32) {
        self.begin_deferred(agent);
        if !self.fill(agent) {
            self.reschedule(agent);
            self.settle(agent);
        }
    }

    /// Takes from the queues while there is room; whether anything was taken, or will be once the agent is empty.
    fn fill(&mut self, agent: u32) -> bool {
        if self.agents.all[agent as usize].is(Status::RESERVED) {
            return self.begin_reserved(agent);
        }
        let mut taken = false;
        while let Some(id) = self.next_contact(agent) {
            if self.gave_up(id) {
                self.leave_unnoticed(id);
                continue;
            }
            if self.waits_for_empty(id, agent) {
                let held = self.contacts[id].state == State::Held;
                if let Some(empty) = self.somebody_empty(id).filter(|_| !held) {
                    self.unqueue(id);
                    self.take(id, empty);
                    continue;
                }
                self.leave_queue(id);
                self.reserve(id, agent);
                self.reschedule(agent);
                return true;
            }
            self.unqueue(id);
            self.take(id, agent);
            taken = true;
        }
        taken || self.begin_reserved(agent)
    }

    pub(crate) fn next_contact(&self, agent: u32) -> Option<u32> {
        if self.queued == 0 {
            return None;
        }
        let state = &self.agents.all[agent as usize];
        if !state.status.willing() {
            return self.next_before_last_call(agent);
        }
        let capacity = self.agents.capacity(agent)?;
        let (model, queues, contacts, agents) = (self.model, &self.queues[..], &self.contacts, &self.agents);
        let (team, has_owners, now) = (state.team, self.has_owners, self.now);
        let gave_up = |id| self.gave_up(id);
        QueueScan { model, queues, contacts, agents, team, agent, capacity, has_owners, now, gave_up }.next()
    }

    /// Every free place of a team looks at the queues. Agents of one ring have the same room: where the first of them
    /// finds nothing, the others find nothing either.
    pub(crate) fn offer_team(&mut self, team: TeamId) {
        for place in self.agents.ring_places(team) {
            while let Some(agent) = self.agents.first_of(team, place) {
                if !self.fill(agent) {
                    break;
                }
            }
        }
    }

    /// The ticket in hand goes back to its queue with what is left of it.
    pub(crate) fn put_back_ticket(&mut self, agent: u32, interrupted: bool) {
        self.book(agent);
        let state = &self.agents.all[agent as usize];
        let Some(at) = state.work.iter().position(|w| w.channel == Channel::Ticket && !w.wrap_up) else { return };
        let (id, left, team) = (state.work[at].contact, state.work[at].left, state.team);
        let skill =
            self.switches.under(&state.work[at]).teams[team].skills[self.contacts[id].contact_type.index()].as_ref();
        let factor = skill.map_or(1.0, |s| s.effort) * state.slowness;
        self.give_up_place(agent, at);
        if !self.model.types[self.contacts[id].contact_type].steps().is_empty() {
            self.put_back_step(id, left);
        }
        let contact = &mut self.contacts[id];
        contact.effort = left.max(0.0) / factor;
        contact.agent = NONE;
        contact.interrupted = interrupted;
        self.observer.put_back(self.now, &self.contacts[id], agent);
        if interrupted {
            self.observer.interrupted(self.now, &self.contacts[id], team);
        }
        self.enqueue(id);
        self.reschedule(agent);
        self.settle(agent);
    }

    /// After a change: the agent's place among the free, and what the observer should know.
    pub(crate) fn settle(&mut self, agent: u32) {
        let takes = self.agents.settle(agent);
        let state = &self.agents.all[agent as usize];
        if state.status != state.reported_status {
            self.report_presence(agent);
        }
        let state = &mut self.agents.all[agent as usize];
        let team = state.team;
        let is = if state.status.available() {
            let free = takes && !self.agents.teams[team.index()].overstaffed();
            let hands = if state.cannot_pause() { 1.0 } else { state.pace_hands };
            Load::new(state.workload, free, hands)
        } else {
            Load::standing(state.workload)
        };
        if state.reported != is {
            let was = std::mem::replace(&mut state.reported, is);
            self.observer.load(self.now, team, agent, &was, &is);
        }
    }

    #[cold]
    fn report_presence(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        let (was, is) = (state.reported_status.presence(), state.status.presence());
        state.reported_status = state.status;
        if was != is {
            let team = state.team;
            self.observer.presence(self.now, team, agent, &was, &is);
        }
    }
}
