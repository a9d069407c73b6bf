//! Tickets of several steps: work, waits and batches in order, and what is forgotten in between; and customers who ask
//! about a ticket that is still open.
//!
//! How far such a ticket has come is kept by slot, apart from contacts, so that calls and chats carry nothing of it.

use crate::engine::desk::router;
use crate::engine::kernel::event::EventKind;
use crate::engine::life::contact::{Contact, NONE, State};
use crate::engine::life::serve::RESOLVED;
use crate::engine::observe::observer::StepDone;
use crate::engine::{Engine, Observer};
use crate::id::Id;
use crate::model::{ContactType, Event, Rule, Step, Task, TeamId, TypeId, next_time};
use crate::random::{Key, Purpose};
use crate::time::{SimDuration, SimTime};

const STEP_EFFORT: Purpose = Purpose::new("effort of the step");
const MISSED: Purpose = Purpose::new("missed");
const FOUND: Purpose = Purpose::new("until found");
const WAIT: Purpose = Purpose::new("wait of the step");

/// How far a ticket has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// The step it is at.
    step: u16,
    /// When the step's turn came.
    since: SimTime,
    /// Hands spent on the step before it was put back, ticks.
    spent: f64,
    /// What was to be done when an agent took it last.
    pub workload: f64,
    /// Who did the last step of work.
    team: TeamId,
    /// One of its steps was forgotten.
    missed: bool,
}

const BEGUN: Progress =
    Progress { step: 0, since: SimTime::ZERO, spent: 0.0, workload: 0.0, team: TeamId(0), missed: false };

/// A customer who will ask if the ticket is still open then.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    ticket: u32,
    /// Tells the ticket from another in its slot.
    key: Key,
    contact_type: TypeId,
    rule: usize,
}

impl<O: Observer> Engine<'_, O> {
    /// A ticket of steps has come.
    pub(crate) fn begin_steps(&mut self, id: u32) {
        if self.progress.len() <= id as usize {
            self.progress.resize(id as usize + 1, BEGUN);
        }
        self.progress[id as usize] = BEGUN;
        self.begin_step(id);
    }

    /// The step that a ticket is at, and its number.
    fn step(&self, id: u32) -> (&Step, u16) {
        let n = self.progress[id as usize].step;
        (&self.model.types[self.contacts[id].contact_type].steps()[n as usize], n)
    }

    /// The one team that may do what a ticket waits for; none: whoever its route leads to.
    pub(crate) fn only_team(&self, id: u32, contact_type: &ContactType) -> Option<TeamId> {
        if contact_type.steps().is_empty() { None } else { self.step(id).0.team() }
    }

    /// A step's turn has come: somebody has to work on it, or it waits, or nobody remembers it.
    fn begin_step(&mut self, id: u32) {
        let model = self.model;
        let Contact { key, contact_type, .. } = self.contacts[id];
        let contact_type = &model.types[contact_type];
        let progress = &mut self.progress[id as usize];
        (progress.since, progress.spent) = (self.now, 0.0);
        let n = progress.step;
        self.observer.step_begun(self.now, &self.contacts[id], n);
        let step = &contact_type.steps()[n as usize];
        let draws = |purpose: Purpose| key.stream(purpose.nth(n.into()));
        match (&step.task, &step.missed) {
            (Task::Work { .. }, Some(miss)) if key.happens(MISSED.nth(n.into()), miss.chance) => {
                self.contacts[id].state = State::Missed;
                let before = std::mem::replace(&mut self.progress[id as usize].missed, true);
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
    pub(crate) fn resume_step(&mut self, id: u32) {
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
        let model = self.model;
        let (step, n) = self.step(id);
        let Task::Work { effort, team } = &step.task else { unreachable!("people work on steps of work only") };
        let (only, key) = (*team, self.contacts[id].key);
        let drawn = effort.draw(&mut key.stream(STEP_EFFORT.nth(n.into())), self.now).ticks() as f64;
        let contact = &mut self.contacts[id];
        contact.effort = drawn;
        contact.state = State::Pending;
        let waited = self.now - contact.reached;
        let contact_type = &model.types[contact.contact_type];
        let ticket = contact_type.ticket.as_ref().expect("only tickets have steps");
        if let Some(agent) = self.last_agent(id, contact_type) {
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

    /// An agent put a ticket back with so much of the step's work left.
    pub(crate) fn put_back_step(&mut self, id: u32, left: f64) {
        let progress = &mut self.progress[id as usize];
        progress.spent += progress.workload - left.max(0.0);
    }

    /// An agent is done with a step. Whether the ticket goes on to another.
    pub(crate) fn finish_step(&mut self, agent: u32, at: usize, id: u32) -> bool {
        let contact_type = &self.model.types[self.contacts[id].contact_type];
        if contact_type.steps().is_empty() {
            return false;
        }
        let team = self.agents.all[agent as usize].team;
        let progress = &mut self.progress[id as usize];
        progress.team = team;
        let hands = SimDuration::from_ticks_f64(progress.spent + progress.workload);
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

    fn report_step_done(&mut self, id: u32, by: Option<TeamId>, hands: SimDuration) {
        let Progress { step, since, .. } = self.progress[id as usize];
        let done = StepDone { step, by, took: self.now - since, hands };
        self.observer.step_done(self.now, &self.contacts[id], done);
    }

    /// On to the step after, or the ticket is done without anybody's doing anything.
    fn next_step(&mut self, id: u32) {
        let contact_type = &self.model.types[self.contacts[id].contact_type];
        let progress = &mut self.progress[id as usize];
        if usize::from(progress.step) + 1 < contact_type.steps().len() {
            progress.step += 1;
            return self.begin_step(id);
        }
        let team = progress.team;
        let skill =
            self.model.teams[team].skills[self.contacts[id].contact_type.index()].as_ref().expect("it did a step");
        let resolved = self.contacts[id].key.happens(RESOLVED, contact_type.resolved * skill.resolved);
        self.observer.handled(self.now, &self.contacts[id], team, resolved);
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

    /// A ticket is here: who will ask about it, if it is still open then?
    pub(crate) fn expect_questions(&mut self, id: u32, contact_type: &ContactType) {
        let Contact { key, contact_type: of, .. } = self.contacts[id];
        for (n, rule) in contact_type.rules[Event::Open as usize].iter().enumerate() {
            let child = key.child(rule.purpose);
            if self.happens(id, rule, child) {
                let at = self.due(rule, child, self.now);
                let question = Question { ticket: id, key, contact_type: of, rule: n };
                let slot = self.question_slots.pop().unwrap_or_else(|| {
                    self.questions.push(question);
                    (self.questions.len() - 1) as u32
                });
                self.questions[slot as usize] = question;
                self.events.push(at, EventKind::Question, slot);
            }
        }
    }

    /// The customer asks, unless the ticket is done meanwhile.
    pub(crate) fn question(&mut self, slot: u32) {
        let Question { ticket, key, contact_type, rule } = self.questions[slot as usize];
        self.question_slots.push(slot);
        let parent = &self.contacts[ticket];
        if parent.key != key || matches!(parent.state, State::Gone | State::WrapUp) {
            return;
        }
        let rule: &Rule = &self.model.types[contact_type].rules[Event::Open as usize][rule];
        let id = self.new_follow_up(ticket, Event::Open, rule, key.child(rule.purpose));
        self.arrive(id);
    }
}
