//! Service: an agent takes a contact, and is done with it.

use super::reach::effort;
use crate::engine::contact::{NONE, State};
use crate::engine::desk::work::{Group, Work};
use crate::engine::observe::observer::Taken;
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{Channel, ChatPace, ContactType, Event, TeamId, Ticket};
use crate::random::{Key, Purpose};
use crate::time::{SimDuration, SimTime};

const ANSWER: Purpose = Purpose::new("time to the first answer");

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// An agent takes a contact that is in no queue (any more).
    pub(in crate::engine) fn take(&mut self, id: u32, agent: u32) {
        if S::CALLS {
            return self.take_call(id, agent);
        }
        let team = self.agents[agent].team();
        let contact = &mut self.contacts[id];
        let contact_type = self.types[contact.contact_type.index()];
        let skill = self.teams[team.index()].skill(contact.contact_type).expect("routes lead to skilled teams only");
        let (key, type_id, reached) = (contact.key, contact.contact_type, contact.reached);
        let first = contact.accepted == SimTime::NEVER;
        let at_once = reached == self.now && first;
        if first {
            contact.accepted = self.now;
            if S::RARE && !self.switches.is_empty() && contact_type.steps().is_empty() {
                // Nobody has begun: it takes what it takes under the rules of now.
                contact.effort = self.recorded.effort(id).unwrap_or_else(|| effort(contact_type, contact));
            }
        }
        let resumed = S::ticket(contact_type).filter(|_| contact.interrupted);
        let resume = resumed.map_or(0.0, |ticket| ticket.resume_cost.ticks() as f64);
        if S::WHOLE {
            contact.interrupted = false;
        }
        contact.agent = agent;
        contact.state = State::Served;
        if !S::WHOLE || contact_type.channel != Channel::Ticket && S::turns(contact_type).is_none() {
            contact.timer = 0;
        }
        let mut left = (contact.effort + resume) * skill.effort * self.agents[agent].slowness();
        let mut overflow = S::overflows(contact_type, team);
        self.book(agent);
        if contact_type.channel == Channel::Chat
            && let ChatPace::Measured { at_start: true, .. } = &contact_type.pace
        {
            left *= contact_type.pace.slowdown(self.chats(agent) + 1).expect("measured");
        }
        if let Some(turns) = S::turns(contact_type) {
            // What is done in it, and for how long, each answer says.
            left = 0.0;
            if first {
                self.open_chat(id, turns);
            } else if self.contacts[id].ghost {
                self.open_forgotten(id);
            }
        }
        let places = match (contact_type.channel, S::ticket(contact_type)) {
            (Channel::Call, _) => self.agents[agent].places(),
            (_, Some(ticket)) => {
                if !ticket.steps.is_empty() {
                    overflow &= self.only_team(id, contact_type).is_none();
                    self.take_step(id, left);
                }
                self.agents.places_for(agent, ticket)
            }
            _ => 1,
        };
        let work = Work {
            contact: id,
            contact_type: type_id,
            channel: contact_type.channel,
            wrap_up: false,
            group: Group::of(contact_type.channel),
            places,
            under: if S::RARE { self.switches.combination() } else { 0 },
            left,
            rate: 1.0,
            part: if contact_type.channel == Channel::Chat { self.rates.part(type_id, team) } else { 0 },
        };
        self.begin_work(agent, work, contact_type);
        let answer = self.first_end(key, agent, contact_type, left);
        self.observer.taken(self.now, &self.contacts[id], Taken { team, agent, first, at_once, overflow, answer });
        if S::WHOLE && contact_type.heeds_reply() && S::turns(contact_type).is_none() {
            let wait = self.now - reached + answer;
            self.note_reply(id, contact_type, wait);
            self.decide_unasked(id, contact_type, wait);
        }
        self.settle_at_once(agent);
    }

    /// The contact is in the agent's hands.
    #[inline]
    fn begin_work(&mut self, agent: u32, work: Work, contact_type: &ContactType) {
        self.agents[agent].begin(work);
        if S::RARE && self.minds.has(agent) {
            let chat = self.conversations.number(work.contact);
            self.minds.begin(agent, work.contact, chat, &self.conversations);
        }
        if let Some(Ticket { interruptible: true, .. }) = S::ticket(contact_type) {
            let (team, deadline) = (self.agents[agent].team(), self.contacts[work.contact].deadline);
            self.agents.begin_interruptible(team, deadline, self.events.created(), agent);
        }
    }

    /// When the agent is done with what they have now. How long until the first reply to the contact just taken; zero where
    /// nothing says more.
    #[inline]
    fn first_end(&mut self, key: Key, agent: u32, contact_type: &ContactType, left: f64) -> SimDuration {
        if contact_type.channel == Channel::Call {
            // Nothing else is in hand, and nothing stops a call.
            self.agents[agent].set_full_rate();
            let due = self.now + SimDuration::from_ticks_up(left);
            if S::RARE && self.minds.has(agent) {
                self.await_done(agent, Some(due));
            } else {
                self.await_end_of_call(agent, due);
            }
            return SimDuration::ZERO;
        }
        let pace = self.reschedule(agent);
        let in_loop = matches!(contact_type.pace, ChatPace::Loop { .. });
        if contact_type.channel == Channel::Chat && S::turns(contact_type).is_none() && in_loop {
            let u = key.uniform(ANSWER);
            return SimDuration::from_seconds(-pace.reply * (1.0 - u).ln());
        }
        SimDuration::ZERO
    }

    /// The first of an agent's pieces of work is done now.
    #[inline]
    pub(in crate::engine) fn service_end(&mut self, agent: u32) {
        if S::CALLS {
            return self.call_ends(agent);
        }
        if S::RARE && self.minds.has(agent) {
            return self.next_of_mind(agent);
        }
        self.book(agent);
        let at = self.first_done(agent);
        self.finish(agent, at);
    }

    /// A piece of work is done: its outcome, what it causes, and its place.
    pub(in crate::engine) fn finish(&mut self, agent: u32, at: usize) {
        let state = &self.agents[agent];
        let team = state.team();
        let work = &state.work()[at];
        let (id, model) = (work.contact, if S::RARE { self.switches.under(work) } else { self.model });
        let type_id = self.contacts[id].contact_type;
        let contact_type = if S::RARE { &model.types[type_id] } else { self.types[type_id.index()] };
        if S::ticket(contact_type).is_some() {
            if self.finish_step(agent, at, id) {
                return;
            }
            self.find_out_deadline(id);
        }
        if S::turns(contact_type).is_some() && self.answered(agent, at, contact_type) {
            return;
        }
        if S::RARE && self.contacts[id].ghost {
            return self.opened_in_vain(agent, at);
        }
        let contact = &self.contacts[id];
        let worked = if S::RARE { &model.teams[team] } else { self.teams[team.index()] };
        let skill = worked.skill(contact.contact_type).expect("the agent had it in hand");
        let resolved = contact.is_resolved(contact_type.resolved * skill.resolved);
        self.observer.handled(self.now, contact, team, resolved);
        self.conclude(id, contact_type, resolved);
        if let Some(law) = &contact_type.wrap_up {
            self.begin_wrap_up(agent, at, law);
        } else {
            self.give_up_place(agent, at);
            self.contacts[id].agent = NONE;
            self.forget(id);
            self.freed(agent);
        }
    }

    /// An agent handled the contact last, and nobody has it now: its outcome by that team's skill, what it causes.
    pub(in crate::engine) fn handled_by(&mut self, id: u32, team: TeamId) -> bool {
        let contact = &self.contacts[id];
        let contact_type = self.types[contact.contact_type.index()];
        let skill = self.teams[team.index()].skill(contact.contact_type).expect("the team has worked on it");
        let resolved = contact.is_resolved(contact_type.resolved * skill.resolved);
        self.observer.handled(self.now, contact, team, resolved);
        resolved
    }

    /// A service ends: causes what that causes, and tells what is said of it.
    #[expect(
        clippy::inline_always,
        reason = "most types cause nothing: a call would cost each contact 18 instructions"
    )]
    #[inline(always)]
    pub(in crate::engine) fn conclude(&mut self, id: u32, contact_type: &ContactType, resolved: bool) {
        if S::WHOLE {
            if S::RARE {
                self.rate(id, contact_type, resolved);
            }
            self.cause(contact_type, id, Event::Handled, self.now);
            self.cause(contact_type, id, if resolved { Event::Resolved } else { Event::Unresolved }, self.now);
            self.cause_bought(contact_type, id, self.now);
        }
        self.uncount(id);
    }

    /// A piece of work is no longer in hand.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub(in crate::engine) fn give_up_place(&mut self, agent: u32, at: usize) {
        let state = &mut self.agents[agent];
        let work = state.end(at);
        if S::RARE && self.minds.has(agent) {
            self.minds.end(agent, at);
        }
        if S::WHOLE && work.channel == Channel::Ticket {
            let team = self.agents[agent].team();
            self.agents.end_interruptible(team, agent);
        }
    }
}
