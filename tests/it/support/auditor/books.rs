//! What the auditor writes down of each thing it is told, and what it holds against its books.

use super::{Auditor, Known, Where, name};
use peakstaff::engine::{Answered, Contact, Load, Observer, Presence, Reminded, State, StepDone, Taken};
use peakstaff::id::Id;
use peakstaff::model::{Channel, DayKind, Task, TeamId, TypeId};
use peakstaff::time::{SimDuration, SimTime};

impl Observer for Auditor<'_> {
    fn tick(&mut self, at: SimTime, _: Option<u32>) {
        self.at(at);
    }
    fn arrived(&mut self, at: SimTime, contact: &Contact) {
        self.at(at);
        self.arrived += 1;
        if self.model.types[contact.contact_type].channel == Channel::Stream {
            self.left += 1;
            return;
        }
        let known = Known { place: Where::Arrived, kind: contact.contact_type.index(), step: None, asks: true };
        let before = self.contacts.insert(name(contact.key), known);
        assert!(before.is_none(), "a key names one contact");
    }
    fn contained(&mut self, at: SimTime, contact: &Contact, _: bool) {
        self.at(at);
        self.gone(contact, &[Where::Arrived]);
    }
    fn reached(&mut self, at: SimTime, contact: &Contact) {
        self.at(at);
        self.step(contact, &[Where::Arrived], Where::WithPeople);
    }
    fn queued(&mut self, at: SimTime, contact: &Contact) {
        self.at(at);
        self.step(contact, &[Where::WithPeople], Where::Waiting);
        *self.waiting.entry(self.lane(contact)).or_default() += 1;
    }
    fn unqueued(&mut self, at: SimTime, contact: &Contact) {
        self.at(at);
        self.step(contact, &[Where::Waiting], Where::WithPeople);
        *self.waiting.get_mut(&self.lane(contact)).unwrap() -= 1;
    }
    fn turned_away(&mut self, at: SimTime, contact: &Contact) {
        self.at(at);
        self.gone(contact, &[Where::WithPeople]);
    }
    fn closed(&mut self, at: SimTime, contact: &Contact) {
        self.at(at);
        self.gone(contact, &[Where::WithPeople]);
    }
    fn abandoned(&mut self, at: SimTime, contact: &Contact, _: bool) {
        self.at(at);
        assert!(!contact.message, "who left a message does not give up");
        assert!(self.contacts[&name(contact.key)].asks, "who was answered does not give up unanswered");
        if contact.state == State::Served {
            assert!(self.model.types[contact.contact_type].turns.is_some());
            self.gone(contact, &[Where::InHand(contact.agent)]);
            if !contact.ghost {
                self.let_go(contact, contact.agent);
            }
        } else {
            self.gone(contact, &[Where::WithPeople]);
        }
    }
    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        self.at(at);
        if contact.ghost {
            self.in_hand.entry(by.agent).or_default().push(name(contact.key));
            return;
        }
        self.step(contact, &[Where::WithPeople], Where::InHand(by.agent));
        assert_eq!(contact.state, State::Served);
        let team = &self.rules.teams[by.team];
        assert!(team.skills[contact.contact_type.index()].is_some(), "{} cannot do this", team.label.key);
        assert!(self.lane(contact).1.is_none_or(|only| only == by.team), "{} must not do this step", team.label.key);
        let hand = self.in_hand.entry(by.agent).or_default();
        hand.push(name(contact.key));
        let alone = |of: &String| {
            let Some(known) = self.contacts.get(of) else { return false };
            self.model.types[TypeId::from_index(known.kind)].ticket.as_ref().is_some_and(|t| t.exclusive)
        };
        assert!(
            hand.len() == 1 || !hand.iter().any(alone),
            "{} has something beside a ticket for all places",
            by.agent
        );
        let comes_back = !by.first && self.model.types[contact.contact_type].turns.is_some();
        let in_bounds = hand.len() <= team.places as usize;
        assert!(in_bounds || comes_back, "{} has {} in hand", by.agent, hand.len());
    }
    fn answered(&mut self, at: SimTime, contact: &Contact, answer: Answered) {
        self.at(at);
        self.asks(contact, false);
        self.step(contact, &[Where::InHand(answer.agent)], Where::InHand(answer.agent));
        assert!(contact.reached <= answer.written && answer.written <= at);
        self.messages[0] += 1;
    }
    fn wrote(&mut self, at: SimTime, contact: &Contact) {
        self.at(at);
        self.asks(contact, true);
        if contact.state == State::Quiet {
            self.step(contact, &[Where::Quiet], Where::WithPeople);
            self.messages[1] += 1;
        }
    }
    fn released(&mut self, at: SimTime, contact: &Contact) {
        self.at(at);
        self.step(contact, &[Where::InHand(contact.agent)], Where::Quiet);
        self.let_go(contact, contact.agent);
    }
    fn reminded(&mut self, at: SimTime, contact: &Contact, reminder: Reminded) {
        self.at(at);
        let known = &self.contacts[&name(contact.key)];
        assert!(!known.asks, "{}: who waits for an answer is not reminded", contact.key);
        match (known.place, reminder.by) {
            (Where::InHand(agent), by) => assert!(by.is_none_or(|by| by == agent)),
            (Where::Quiet, None) => self.messages[6] += 1,
            (other, by) => panic!("{other:?} is reminded by {by:?}"),
        }
        self.messages[4] += u64::from(reminder.by.is_some());
        self.messages[5] += u64::from(reminder.replies);
    }
    fn broke_off(&mut self, at: SimTime, contact: &Contact, _: SimTime, _: TeamId) {
        self.at(at);
        self.asks(contact, false);
        self.messages[2] += 1;
        if contact.state == State::Served {
            self.let_go(contact, contact.agent);
            self.gone(contact, &[Where::InHand(contact.agent)]);
        } else {
            self.gone(contact, &[Where::WithPeople]);
        }
    }
    fn in_vain(&mut self, at: SimTime, contact: &Contact, _: TeamId) {
        self.at(at);
        self.messages[3] += 1;
        self.let_go(contact, contact.agent);
    }
    fn interrupted(&mut self, at: SimTime, contact: &Contact, _: TeamId) {
        self.at(at);
        let ticket = self.model.types[contact.contact_type].ticket.as_ref();
        assert!(ticket.is_some_and(|t| t.interruptible), "only interruptible tickets are interrupted");
    }
    fn put_back(&mut self, at: SimTime, contact: &Contact, agent: u32) {
        self.at(at);
        self.step(contact, &[Where::InHand(agent)], Where::WithPeople);
        self.let_go(contact, agent);
    }
    fn step_begun(&mut self, at: SimTime, contact: &Contact, step: u16) {
        self.at(at);
        self.step(contact, &[Where::WithPeople], Where::WithPeople);
        let known = self.contacts.get_mut(&name(contact.key)).unwrap();
        assert_eq!(step, known.step.map_or(0, |(before, _)| before + 1), "steps come one after another");
        known.step = Some((step, at));
    }
    fn missed(&mut self, at: SimTime, contact: &Contact, step: u16, _: bool) {
        self.at(at);
        self.steps[1] += 1;
        self.step(contact, &[Where::WithPeople], Where::Forgotten);
        assert!(self.model.types[contact.contact_type].steps()[usize::from(step)].missed.is_some());
    }
    fn found(&mut self, at: SimTime, contact: &Contact) {
        self.at(at);
        self.step(contact, &[Where::Forgotten], Where::WithPeople);
    }
    fn away(&mut self, at: SimTime, until: SimTime, contact: &Contact) {
        self.at(at);
        self.steps[2] += 1;
        self.step(contact, &[Where::WithPeople], Where::Away(until));
    }
    fn step_done(&mut self, at: SimTime, contact: &Contact, done: StepDone) {
        self.at(at);
        self.steps[0] += 1;
        let kind = &self.model.types[contact.contact_type];
        assert_eq!(self.contacts[&name(contact.key)].step, Some((done.step, at - done.took)));
        let by_hand = matches!(kind.steps()[usize::from(done.step)].task, Task::Work { .. });
        assert_eq!(done.by.is_some(), by_hand);
        assert!(by_hand || done.hands == SimDuration::ZERO);
        // What is done last is told as done, too.
        if usize::from(done.step) + 1 < kind.steps().len() {
            self.step_ends(at, contact, Where::WithPeople);
        }
    }
    fn handled(&mut self, at: SimTime, contact: &Contact, _: TeamId, _: bool) {
        self.at(at);
        let steps = self.model.types[contact.contact_type].steps().len();
        let at_step = self.contacts[&name(contact.key)].step;
        assert_eq!(at_step.map_or(0, |(step, _)| usize::from(step) + 1), steps, "no step is left out");
        if contact.state == State::Quiet {
            self.messages[7] += 1;
            return self.gone(contact, &[Where::Quiet]);
        }
        self.step_ends(at, contact, Where::WithPeople);
        self.gone(contact, &[Where::WithPeople]);
    }
    fn transferred(&mut self, at: SimTime, _: &Contact) {
        self.at(at);
        self.transfers += 1;
    }
    fn presence(&mut self, at: SimTime, team: TeamId, agent: u32, was: &Presence, is: &Presence) {
        self.at(at);
        let most = self.rules.teams[team].places;
        assert!(is.places <= most && (is.places > 0) == is.available, "{} of {most} places", is.places);
        assert!(is.available <= is.paid && is.paid <= is.present && is.by_day <= is.paid);
        let before = self.presence.insert(agent, (team, *is)).map_or(Presence::default(), |(_, presence)| presence);
        assert_eq!(before, *was, "a change begins where the last one ended");
    }
    fn load(&mut self, at: SimTime, team: TeamId, agent: u32, was: &Load, is: &Load) {
        self.at(at);
        let places = self.places_of(agent);
        // Whoever has more in hand than a policy leaves them finishes it.
        // So does an agent to whom a customer comes back who was silent.
        let comes_back = self.rules.teams[team].turns;
        let in_bounds = is.taken() <= places || is.taken() <= was.taken() || !was.available();
        assert!(in_bounds || comes_back, "beyond capacity");
        assert!((0.0..=1.0 + 1e-12).contains(&is.hands()), "hands {}", is.hands());
        assert!(is.available() || is.hands() == 0.0 && !is.free(), "nothing is done while away");
        assert_eq!(is.available(), self.presence.get(&agent).is_some_and(|(_, presence)| presence.available));
        let before = self.agents.insert(agent, (team, *is)).map_or(Load::default(), |(_, load)| load);
        assert_eq!(before, *was, "a change begins where the last one ended");
    }
    fn policy(&mut self, at: SimTime, _: usize, _: bool, combination: usize) {
        self.at(at);
        self.rules = self.model.under(combination);
        self.switched += 1;
    }
    fn left(&mut self, at: SimTime, _: TeamId, agent: u32, overtime: SimDuration, _: DayKind) {
        self.at(at);
        assert!(overtime >= SimDuration::ZERO);
        assert!(self.in_hand.get(&agent).is_none_or(Vec::is_empty), "nobody leaves with work in hand");
    }
}
