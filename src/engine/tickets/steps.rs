//! Tickets of several steps: work, waits and batches in order, and what is forgotten in between.
//!
//! How far such a ticket has come is kept by slot, apart from contacts, so that calls and chats carry nothing of it.

use crate::engine::contact::{Contact, NONE, State};
use crate::engine::desk::router;
use crate::engine::kernel::event::EventKind;
use crate::engine::observe::observer::StepDone;
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{ContactType, Event, Step, Task, TeamId, next_time};
use crate::random::Purpose;
use crate::time::{SimDuration, SimTime};

const STEP_EFFORT: Purpose = Purpose::new("effort of the step");
const MISSED: Purpose = Purpose::new("missed");
const FOUND: Purpose = Purpose::new("until found");
const WAIT: Purpose = Purpose::new("wait of the step");

/// How far a ticket has come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Progress {
    /// The step it is at.
    step: u16,
    /// When the step's turn came.
    since: SimTime,
    /// Hands spent on the step before it was put back, ticks.
    spent: f64,
    /// Work that was to be done when an agent took it last, ticks.
    to_do: f64,
    /// The team that did the last step of work.
    team: TeamId,
    /// One of its steps was forgotten.
    missed: bool,
}

impl Progress {
    /// At the first step, of which nothing is done.
    pub(super) const BEGUN: Self =
        Self { step: 0, since: SimTime::ZERO, spent: 0.0, to_do: 0.0, team: TeamId(0), missed: false };
}

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// A ticket of steps has come.
    pub(in crate::engine) fn begin_steps(&mut self, id: u32) {
        self.tickets.progress.set(id, Progress::BEGUN);
        self.begin_step(id);
    }

    /// The step that a ticket is at, and its number.
    fn step(&self, id: u32) -> (&Step, u16) {
        let n = self.tickets.progress[id].step;
        (&self.types[self.contacts[id].contact_type.index()].steps()[n as usize], n)
    }

    /// The one team that may do what a ticket waits for; `None`: whoever its route leads to.
    pub(in crate::engine) fn only_team(&self, id: u32, contact_type: &ContactType) -> Option<TeamId> {
        let none = !self.tickets.any_for_one_team || contact_type.steps().is_empty();
        if none { None } else { self.step(id).0.team() }
    }

    /// A step's turn has come: somebody has to work on it, or it waits, or nobody remembers it.
    fn begin_step(&mut self, id: u32) {
        let Contact { key, contact_type, .. } = self.contacts[id];
        let contact_type = self.types[contact_type.index()];
        let progress = &mut self.tickets.progress[id];
        (progress.since, progress.spent) = (self.now, 0.0);
        let n = progress.step;
        self.observer.step_begun(self.now, &self.contacts[id], n);
        let step = &contact_type.steps()[n as usize];
        let draws = |purpose: Purpose| key.stream(purpose.nth(n.into()));
        match (&step.task, &step.missed) {
            (Task::Work { .. }, Some(miss)) if key.happens(MISSED.nth(n.into()), miss.chance) => {
                self.contacts[id].state = State::Missed;
                let before = std::mem::replace(&mut self.tickets.progress[id].missed, true);
                self.observer.missed(self.now, &self.contacts[id], n, !before);
                self.cause_missed(contact_type, id, n);
                let until = self.now + miss.found_in.draw(&mut draws(FOUND), self.now);
                self.events.push(until, EventKind::StepResumes, id);
            }
            (Task::Work { .. }, _) => self.ask_people(id),
            (Task::Wait(law), _) => {
                let until = self.now + law.draw(&mut draws(WAIT), self.now);
                self.leave_alone(id, until);
            }
            (Task::Batch(times), _) => self.leave_alone(id, next_time(times, self.now)),
        }
    }

    /// Nobody has to do anything until then.
    fn leave_alone(&mut self, id: u32, until: SimTime) {
        self.contacts[id].state = State::Away;
        self.observer.away(self.now, until, &self.contacts[id]);
        self.events.push(until, EventKind::StepResumes, id);
    }

    /// A wait is over, or what was forgotten is found.
    pub(in crate::engine) fn resume_step(&mut self, id: u32) {
        if self.contacts[id].state == State::Missed {
            self.observer.found(self.now, &self.contacts[id]);
            self.ask_people(id);
        } else {
            self.report_step_done(id, None, SimDuration::ZERO);
            self.next_step(id);
        }
    }

    /// Somebody has to work on it: a free agent takes it, or it waits in its queue.
    fn ask_people(&mut self, id: u32) {
        let (step, n) = self.step(id);
        let Task::Work { effort, team } = &step.task else { unreachable!("people work on steps of work only") };
        let (only, key) = (*team, self.contacts[id].key);
        let drawn = effort.draw(&mut key.stream(STEP_EFFORT.nth(n.into())), self.now).ticks() as f64;
        let contact = &mut self.contacts[id];
        contact.effort = drawn;
        contact.state = State::Pending;
        let waited = self.now - contact.reached;
        let contact_type = self.types[contact.contact_type.index()];
        let ticket = contact_type.ticket.as_ref().expect("only tickets have steps");
        let last_agent = if S::RARE { self.last_agent(id, contact_type) } else { None };
        if let Some(agent) = last_agent {
            if !self.last_agent_takes(id, contact_type, agent) {
                self.hold(id, contact_type, agent);
            }
        } else if let Some(agent) = router::agent_for_ticket(&self.agents, contact_type, ticket, waited, only) {
            self.give(id, agent);
        } else {
            self.enqueue(id);
            self.schedule_further_team(id);
        }
    }

    /// An agent takes a ticket, with so much of the step to do.
    pub(in crate::engine) fn take_step(&mut self, id: u32, to_do: f64) {
        self.tickets.progress[id].to_do = to_do;
    }

    /// An agent put a ticket back with so much of the step's work left.
    pub(in crate::engine) fn put_back_step(&mut self, id: u32, left: f64) {
        let progress = &mut self.tickets.progress[id];
        progress.spent += progress.to_do - left.max(0.0);
    }

    /// An agent is done with a step. Whether the ticket goes on to another.
    pub(in crate::engine) fn finish_step(&mut self, agent: u32, at: usize, id: u32) -> bool {
        let contact_type = self.types[self.contacts[id].contact_type.index()];
        if contact_type.steps().is_empty() {
            return false;
        }
        let team = self.agents[agent].team();
        let progress = &mut self.tickets.progress[id];
        progress.team = team;
        let hands = SimDuration::from_ticks_f64(progress.spent + progress.to_do);
        let last = usize::from(progress.step) + 1 == contact_type.steps().len();
        self.report_step_done(id, Some(team), hands);
        if last {
            return false;
        }
        self.give_up_place(agent, at);
        self.contacts[id].agent = NONE;
        // The ticket looks for others first: this agent then looks at all that waits, and may go on with it.
        self.next_step(id);
        self.freed(agent);
        true
    }

    /// Tells the observer that the step is done; `by`: `None` where it was a wait.
    fn report_step_done(&mut self, id: u32, by: Option<TeamId>, hands: SimDuration) {
        let Progress { step, since, .. } = self.tickets.progress[id];
        let done = StepDone { step, by, took: self.now - since, hands };
        self.observer.step_done(self.now, &self.contacts[id], done);
    }

    /// On to the step after, or the ticket is done without anybody's doing anything.
    fn next_step(&mut self, id: u32) {
        let contact_type = self.types[self.contacts[id].contact_type.index()];
        let progress = &mut self.tickets.progress[id];
        if usize::from(progress.step) + 1 < contact_type.steps().len() {
            progress.step += 1;
            return self.begin_step(id);
        }
        let team = progress.team;
        self.find_out_deadline(id);
        let resolved = self.handled_by(id, team);
        self.rate(id, contact_type, resolved);
        self.cause(contact_type, id, Event::Handled, self.now);
        self.cause(contact_type, id, if resolved { Event::Resolved } else { Event::Unresolved }, self.now);
        self.contacts.remove(id);
    }

    /// What follows when a step is forgotten: each of a ticket's misses has draws of its own.
    fn cause_missed(&mut self, contact_type: &ContactType, id: u32, step: u16) {
        for rule in &contact_type.rules[Event::Missed as usize] {
            let key = self.contacts[id].key.child(rule.purpose).number(step.into());
            self.cause_one(id, Event::Missed, rule, key, self.now);
        }
    }
}
