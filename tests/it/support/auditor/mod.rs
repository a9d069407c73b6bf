//! What must hold at every instant of every replication, watched by an observer that knows only what it is told.

mod books;

use peakstaff::engine::{Contact, Load, NONE, Presence};
use peakstaff::id::Id;
use peakstaff::model::{Channel, Model, TeamId, TypeId};
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
                || contact.hold_for_last_agent.is_some()
                || contact.routes.iter().any(|r| r.wait_first > SimDuration::ZERO)
            {
                continue;
            }
            let waits = |only| self.waiting.get(&(kind.index(), only)).is_some_and(|n| *n > 0);
            for route in contact.routes.iter().filter(|route| waits(None) || waits(Some(route.team))) {
                for (agent, (team, load)) in &self.agents {
                    let places = self.places_of(*agent);
                    let holds_ticket = load.open() > load.live();
                    let fits = match contact.channel {
                        Channel::Call => load.taken() == 0,
                        Channel::Ticket => {
                            let ticket = contact.ticket.as_ref().unwrap();
                            let slots = if ticket.exclusive { places } else { ticket.slots };
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

    /// Places of an agent, as far as they are there.
    fn places_of(&self, agent: u32) -> u16 {
        self.presence.get(&agent).map_or(0, |(_, presence)| presence.places)
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
