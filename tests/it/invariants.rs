//! What must hold at every instant of every replication, watched by an observer that knows only what it is told.

use crate::support::model;
use peakstaff::engine::{
    self, Answered, Contact, Ended, Load, NONE, Observer, Presence, Reminded, State, StepDone, Taken,
};
use peakstaff::id::Id;
use peakstaff::model::{Channel, DayKind, Model, Task, TeamId, TypeId};
use peakstaff::random::Key;
use peakstaff::time::{SimDuration, SimTime};
use std::collections::BTreeMap;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Where {
    Arrived,
    WithPeople,
    Waiting,
    InHand(u32),
    /// Until then nobody has to do anything about it.
    Away(SimTime),
    /// Nobody remembers it.
    Forgotten,
    /// A customer who is silent, and has no place.
    Quiet,
}

/// A contact as its auditor knows it.
struct Known {
    place: Where,
    kind: usize,
    /// Tickets of steps: which one it is at, since when, and by hand so far.
    step: Option<(u16, SimTime)>,
    /// By the message: the customer waits for an answer.
    asks: bool,
}

/// Keeps books of its own and compares.
pub struct Auditor<'m> {
    model: &'m Model,
    /// The model under the policies that are on.
    rules: &'m Model,
    /// How often one began or ended.
    pub switched: u64,
    now: SimTime,
    /// Integrals of its own over the counted horizon.
    pub areas: Areas,
    contacts: BTreeMap<String, Known>,
    agents: BTreeMap<u32, (TeamId, Load)>,
    presence: BTreeMap<u32, (TeamId, Presence)>,
    in_hand: BTreeMap<u32, Vec<String>>,
    /// By type, and by the only team that may do what is waited for.
    waiting: BTreeMap<(usize, Option<TeamId>), i64>,
    pub arrived: u64,
    /// Steps done, forgotten, and waits.
    pub steps: [u64; 3],
    /// Answers, customers who came back to no place, who broke off, and chats opened in vain; reminders by agents, those that
    /// brought an answer, those to customers without a place, and chats that were closed without one.
    pub messages: [u64; 8],
    left: u64,
    transfers: u64,
}

/// Levels by type and by team, integrated step by step in seconds.
#[derive(Default, Debug)]
pub struct Areas {
    pub waiting: Vec<f64>,
    pub in_system: Vec<f64>,
    pub present: Vec<f64>,
    pub open: Vec<f64>,
    pub hands: Vec<f64>,
}

fn name(key: Key) -> String {
    format!("{key:?}")
}

impl<'m> Auditor<'m> {
    pub fn new(model: &'m Model) -> Self {
        let (types, teams) = (vec![0.0; model.types.len()], vec![0.0; model.teams.len()]);
        Self {
            model,
            rules: model,
            switched: 0,
            now: SimTime::ZERO,
            areas: Areas {
                waiting: types.clone(),
                in_system: types,
                present: teams.clone(),
                open: teams.clone(),
                hands: teams,
            },
            contacts: BTreeMap::new(),
            agents: BTreeMap::new(),
            presence: BTreeMap::new(),
            in_hand: BTreeMap::new(),
            waiting: BTreeMap::new(),
            arrived: 0,
            steps: [0; 3],
            messages: [0; 8],
            left: 0,
            transfers: 0,
        }
    }

    /// Time never runs back; when it moves on, nothing idle could have worked.
    fn at(&mut self, at: SimTime) {
        assert!(at >= self.now, "time ran back from {} to {at}", self.now);
        if at > self.now {
            self.nobody_idle_who_could_work();
            self.nobody_idle_who_could_answer();
            self.integrate(at);
            self.now = at;
        }
    }

    fn integrate(&mut self, at: SimTime) {
        let calendar = &self.model.calendar;
        let seconds = (at.min(calendar.end()) - self.now.max(calendar.start())).seconds();
        if seconds <= 0.0 {
            return;
        }
        for Known { place, kind, .. } in self.contacts.values() {
            self.areas.waiting[*kind] += if *place == Where::Waiting { seconds } else { 0.0 };
            self.areas.in_system[*kind] += if *place == Where::Arrived { 0.0 } else { seconds };
        }
        for (team, presence) in self.presence.values() {
            self.areas.present[team.index()] += if presence.present { seconds } else { 0.0 };
        }
        for (team, load) in self.agents.values() {
            self.areas.open[team.index()] += f64::from(load.open()) * seconds;
            self.areas.hands[team.index()] += load.hands() * seconds;
        }
    }

    /// Whoever is not gone is still here.
    pub fn every_contact_is_somewhere(&self) {
        assert_eq!(self.arrived, self.left + self.contacts.len() as u64);
    }

    fn nobody_idle_who_could_work(&self) {
        for (kind, contact) in self.rules.types.entries() {
            // Whom hours keep out waits beside people who are free.
            if contact.hours.is_some()
                || contact.owner.is_some()
                || contact.routes.iter().any(|r| r.wait_first > SimDuration::ZERO)
            {
                continue;
            }
            let waits = |only| self.waiting.get(&(kind.index(), only)).is_some_and(|n| *n > 0);
            for route in contact.routes.iter().filter(|route| waits(None) || waits(Some(route.team))) {
                let places = self.rules.teams[route.team].places;
                for (agent, (team, load)) in &self.agents {
                    let holds_ticket = load.open() > load.live();
                    let fits = match contact.channel {
                        Channel::Call => load.taken() == 0,
                        Channel::Ticket => {
                            let ticket = contact.ticket.as_ref().unwrap();
                            let slots = if ticket.alone { places } else { ticket.slots };
                            !holds_ticket && load.taken() + slots <= places
                        }
                        _ => load.taken() < places,
                    };
                    assert!(
                        *team != route.team || !load.free() || !fits,
                        "{}: {} wait while agent {agent} of {} is free",
                        self.now,
                        contact.label.key,
                        self.model.teams[*team].label.key
                    );
                }
            }
        }
    }

    /// An agent whose customers wait for an answer is writing one, or does something that takes all of them.
    fn nobody_idle_who_could_answer(&self) {
        for (agent, keys) in &self.in_hand {
            let Some((_, load)) = self.agents.get(agent).filter(|(_, load)| load.available()) else { continue };
            let asks = |key: &String| {
                let known = self.contacts.get(key);
                known.is_some_and(|k| k.asks && self.model.types[TypeId::from_index(k.kind)].turns.is_some())
            };
            assert!(load.hands() == 1.0 || !keys.iter().any(asks), "{}: agent {agent} leaves a message", self.now);
        }
    }

    /// By the message: from now on the customer waits for an answer, or does no more.
    fn asks(&mut self, contact: &Contact, now: bool) {
        let known = self.contacts.get_mut(&name(contact.key)).unwrap();
        assert_eq!(known.asks, !now, "{}: customer and agent take turns", contact.key);
        known.asks = now;
    }

    fn step(&mut self, contact: &Contact, from: &[Where], to: Where) {
        let kind = contact.contact_type.index();
        let entry = self.contacts.get_mut(&name(contact.key)).unwrap_or_else(|| panic!("{} is unknown", contact.key));
        assert!(from.contains(&entry.place), "{} was {:?}, not {from:?}", contact.key, entry.place);
        assert_eq!(entry.kind, kind, "a contact keeps its type");
        entry.place = to;
    }

    /// The only team that may do what a contact waits for.
    fn lane(&self, contact: &Contact) -> (usize, Option<TeamId>) {
        let steps = self.model.types[contact.contact_type].steps();
        let at = self.contacts[&name(contact.key)].step;
        (contact.contact_type.index(), at.and_then(|(step, _)| steps[usize::from(step)].team()))
    }

    fn let_go(&mut self, contact: &Contact, agent: u32) {
        self.in_hand.get_mut(&agent).unwrap().retain(|k| *k != name(contact.key));
    }

    /// An agent is done with it, or its wait is over.
    fn step_ends(&mut self, at: SimTime, contact: &Contact, to: Where) {
        let agent = contact.agent;
        let from = if agent == NONE { Where::Away(at) } else { Where::InHand(agent) };
        self.step(contact, &[from], to);
        if agent != NONE {
            self.let_go(contact, agent);
        }
    }

    fn gone(&mut self, contact: &Contact, from: &[Where]) {
        self.step(contact, from, Where::Arrived);
        self.contacts.remove(&name(contact.key));
        self.left += 1;
    }
}

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
            self.model.types[TypeId::from_index(known.kind)].ticket.as_ref().is_some_and(|t| t.alone)
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
        assert!(is.available <= is.paid && is.paid <= is.present && is.by_day <= is.paid);
        let before = self.presence.insert(agent, (team, *is)).map_or(Presence::default(), |(_, presence)| presence);
        assert_eq!(before, *was, "a change begins where the last one ended");
    }
    fn load(&mut self, at: SimTime, team: TeamId, agent: u32, was: &Load, is: &Load) {
        self.at(at);
        let places = self.rules.teams[team].places;
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

/// Runs a replication under audit; at the end every contact is accounted for.
fn audit(text: &str, replication: u64) {
    let model = model(text);
    let (auditor, ended) = engine::run(&model, 5, replication, Auditor::new(&model), &|| false);
    assert_eq!(ended, Ended::Whole);
    assert!(auditor.arrived > 100, "too little happened to notice anything");
    auditor.every_contact_is_somewhere();
}

const WORLD: &str = r#"
start = 2025-03-03
days = 10
warm_up = "1 day"
[calendar]
day_cv = 0.3
[contact.presale]
channel = "chat"
arrivals = { per_day = 400, profile = "cn_evening" }
effort = { lognormal = { mean = "150 s", cv = 0.8 } }
patience = { exponential = { mean = "3 min" } }
closed = { leaves_message = 0.5 }
resolved = 0.8
wrap_up = "20 s"
balk = 0.05
then = [ { on = "resolved", chance = 0.1, creates = "hotline", transfer = true } ]
[contact.hotline]
channel = "call"
arrivals = { per_day = 150, profile = "cn_office" }
effort = { gamma = { mean = "4 min", cv = 0.7 } }
patience = { weibull = { shape = 1.5, scale = "2 min" } }
queue_limit = 10
[contact.reship]
channel = "ticket"
per_1000 = { of = "presale", number = 150, from = "presale" }
effort = "400 s"
interruptible = true
resume_cost = "15 s"
targets = [ { done = "24 h", share = 0.9 } ]
[stream.orders]
arrivals = { per_day = 100 }
then = [ { chance = 0.5, in = { gamma = { mean = "1.5 days", cv = 0.5 } }, creates = "hotline", follow = "cn_office" } ]
"#;

const PEOPLE: &str = r#"
[design.only]
bot = { presale = { contains = 0.3, resolves = 0.7, lasts = { exponential = { mean = "1 min" } }, on_failure = { patience = 0.8, effort = 1.1 } } }
routes = { presale = ["front", "back"], hotline = ["line", "back"], reship = ["back"] }
[design.only.team.front]
headcount = 7
serves = ["presale"]
chats = 4
shifts = { early = { hours = "09:00-18:00", break = "60 min in 11:00-14:00" }, late = { hours = "15:00-24:00", break = "45 min in 18:00-20:00" } }
split = { early = 0.5, late = 0.5 }
rest = "alternating weeks"
absence = 0.05
off_desk = 0.12
[design.only.team.back]
headcount = 5
serves = [["presale"], ["hotline"], ["reship"]]
skill = { presale = { effort = "*1.2", resolved = "*0.9", wait_first = "40 s" }, hotline = { wait_first = "1 min" } }
chats = 3
shifts = { night = { hours = "22:00-06:00" }, day = { hours = "09:00-18:00", break = "60 min in 11:00-14:00" } }
split = { night = 0.4, day = 0.6 }
rest = "2 days a week"
off_desk = 0.1
[design.only.team.line]
staffed = { from = "08:00", every = "2 h", counts = [1, 2, 4, 3, 2, 1] }
serves = ["hotline"]
"#;

#[test]
fn a_shop_with_everything_in_it() {
    for replication in 0..4 {
        audit(&[WORLD, PEOPLE].concat(), replication);
    }
}

#[test]
fn the_same_without_waiting_first_keeps_nobody_idle() {
    let people = PEOPLE.replace(", wait_first = \"40 s\"", "").replace("hotline = { wait_first = \"1 min\" }", "");
    for replication in 0..4 {
        audit(&[WORLD, &people].concat(), replication);
    }
}

#[test]
fn the_same_whatever_becomes_of_customers_at_the_end_of_shifts() {
    for end in ["last_call = \"30 min\"", "after_shift = \"queue\"", "after_shift = \"drop\""] {
        let people = PEOPLE.replace("off_desk = ", &format!("{end}\noff_desk = "));
        audit(&[WORLD, &people].concat(), 0);
        let both = people.replace("off_desk = ", "last_call = \"10 min\"\noff_desk = ");
        if !end.starts_with("last_call") {
            audit(&[WORLD, &both].concat(), 1);
        }
    }
}

const STEPS: &str = r#"
steps = [
  { name = "register", effort = { lognormal = { mean = "160 s", cv = 1.0 } }, missed = 0.25, found_in = { exponential = { mean = "9 h" } } },
  { name = "send", effort = "150 s", team = "line", missed = 0.1, found_in = "3 h" },
  { wait = { gamma = { mean = "8 h", cv = 0.5 } } },
  { name = "answer", effort = "90 s" },
  { at = ["10:00", "16:00"] },
]
late = { pays = 5, asks_again = 0.5 }
then = [
  { on = "missed", chance = 0.4, in = "5 h", creates = "presale" },
  { on = "open", chance = 0.3, in = "12 h", creates = "hotline", follow = "cn_office" },
]
"#;

#[test]
fn tickets_of_steps_go_through_all_of_them() {
    let world = WORLD.replace("effort = \"400 s\"", STEPS.trim());
    let people = PEOPLE
        .replace("reship = [\"back\"]", "reship = [\"back\", \"line\"]")
        .replace("serves = [\"hotline\"]", "serves = [\"hotline\", \"reship\"]");
    let model = model(&[&world, &people[..]].concat());
    for replication in 0..4 {
        let (auditor, _) = engine::run(&model, 5, replication, Auditor::new(&model), &|| false);
        auditor.every_contact_is_somewhere();
        assert!(auditor.steps.iter().all(|n| *n > 100), "{:?}: too little happened", auditor.steps);
    }
}

#[test]
fn tickets_that_take_all_places() {
    let world = WORLD.replace("effort = \"400 s\"", "effort = \"400 s\"\nslots = \"all\"");
    for interruptible in ["true", "false"] {
        let world = world.replace("interruptible = true", &format!("interruptible = {interruptible}"));
        for people in [
            PEOPLE.to_string(),
            PEOPLE
                .replace("reship = [\"back\"]", "reship = [\"back\", \"front\"]")
                .replace("serves = [\"presale\"]", "serves = [\"presale\", \"reship\"]"),
        ] {
            audit(&[&world, &people[..]].concat(), 0);
            audit(&[&world, &people.replace("off_desk = ", "last_call = \"20 min\"\noff_desk = ")[..]].concat(), 1);
        }
    }
}

#[test]
fn customers_who_wait_for_the_agent_they_had() {
    let world = WORLD
        .replace(
            "resolved = 0.8\n",
            "resolved = 0.8\nowner = \"90 s\"\nunresolved = { returns = 0.9, in = \"30 min\" }\n",
        )
        .replace(
            "interruptible = true",
            "interruptible = true\nowner = \"2 h\"\nresolved = 0.5\nunresolved = { returns = 0.5, in = \"1 h\" }",
        );
    for replication in 0..4 {
        audit(&[&world, PEOPLE].concat(), replication);
        audit(&[&world.replace("interruptible = true", "slots = \"all\""), PEOPLE].concat(), replication);
    }
}

/// Found by a random shop: a live contact took the place of a ticket in its wrap-up, which keeps it.
#[test]
fn a_ticket_in_its_wrap_up_keeps_its_place() {
    let world = WORLD.replace("interruptible = true", "interruptible = true\nwrap_up = \"3 min\"");
    for replication in 0..4 {
        audit(&[&world, PEOPLE].concat(), replication);
    }
}

/// Every key of chats by the message at once, with tickets beside them, and whatever becomes of customers at the end of shifts.
#[test]
fn chats_by_the_message() {
    let world = WORLD.replace(
        "resolved = 0.8\n",
        "resolved = 0.8\ndetail = \"message\"\nmessages = { geometric = 5 }\nrelease_after = \"50 s\"\nsilent = 0.7\n\
         reply_patience = { exponential = { mean = \"4 min\" } }\nlinger = \"90 s\"\nowner = \"1 min\"\nreminders = [\n\
         { after = \"20 s\", by = \"agent\", effort = { exponential = { mean = \"6 s\" } }, replies = 0.2 },\n\
         { after = \"25 s\", replies = 0.1 },\n{ after = \"45 s\", by = \"agent\", effort = \"6 s\" },\n\
         { after = \"70 s\", replies = 0.4 },\n]\n",
    );
    // Who lets a chat go has no work after it.
    let world = world.replace("wrap_up = \"20 s\"\n", "");
    let mut messages = [0; 8];
    for end in ["open", "queue", "drop"] {
        for answers in ["oldest", "newest", "new_chats"] {
            let keys = format!("answers = \"{answers}\"\nafter_shift = \"{end}\"\noff_desk = ");
            let people = PEOPLE.replacen("off_desk = ", &keys, 1);
            for people in [&people, &people.replace(", wait_first = \"40 s\"", "")] {
                let model = model(&[&world, &people[..]].concat());
                let (auditor, ended) = engine::run(&model, 5, 0, Auditor::new(&model), &|| false);
                assert_eq!(ended, Ended::Whole);
                auditor.every_contact_is_somewhere();
                messages.iter_mut().zip(auditor.messages).for_each(|(sum, n)| *sum += n);
            }
        }
    }
    assert!(messages.iter().all(|n| *n > 300), "{messages:?}: too little happened");
}

#[test]
fn the_shipped_shop_for_a_month() {
    let text = include_str!("../../scenarios/hetianxia.toml").replace("days     = 365", "days     = 30");
    audit(&text, 0);
}
