//! The observer: who waits, how agents stand, and the charges of each instant as areas over time.

use super::blamed::{Blamed, State};
use super::cause::Cause;
use super::deal::{Dealt, Part, Reach, Waiting, deal, divided, parts};
use super::desks::{Desks, old_places};
use super::{Window, row_of, rows};
use crate::engine::{Answered, Contact, Observer, Standing, Taken};
use crate::id::Id;
use crate::model::{FirstTouch, Model, TeamId};
use crate::time::{SimDuration, SimTime};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// What changes by itself at some moment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Due {
    /// A first answer is sent.
    Replied(u64),
    /// Somebody absent would have come to the desk.
    AbsentFrom(TeamId, u16),
    /// And would have left it.
    AbsentUntil(TeamId, u16),
}

/// Who is with an agent and has no answer yet.
#[derive(Clone, Copy)]
struct Unanswered {
    of: usize,
    agent: u32,
}

/// One window that is watched: its charges depend on its mark.
struct Watched<'w> {
    window: &'w Window,
    blamed: Blamed,
    /// By type: who asked before this is an older backlog.
    marks: Vec<SimTime>,
    /// By type: how many of it wait.
    old: Vec<u32>,
    /// By team: places that it has.
    old_places: Vec<u32>,
    /// The charges of now.
    dealt: Dealt,
}

/// Watches some windows of a replication.
pub struct Watch<'m, 'w> {
    model: &'m Model,
    /// The rules of now: a variant of the model while policies are on.
    rules: &'m Model,
    reach: Reach,
    windows: Vec<Watched<'w>>,
    /// Which windows the present interval belongs to, and its row.
    active: Vec<usize>,
    row: usize,
    /// Up to when charges are added up, and whether those of now are still to be dealt.
    now: SimTime,
    stale: bool,
    /// By type: what is left of its customers is divided so now.
    parts: Vec<Vec<Part>>,
    desks: Desks,
    /// By team: up to when its people are added up.
    people_until: Vec<SimTime>,
    /// By type: customers in the queue, by when they asked.
    queued: Vec<BTreeMap<SimTime, u32>>,
    waiting: Vec<u32>,
    unanswered: BTreeMap<u64, Unanswered>,
    due: BinaryHeap<Reverse<(SimTime, Due)>>,
    /// By type: whether the first answer ends the wait of a chat by the session.
    until_reply: Vec<bool>,
    by_message: Vec<bool>,
}

impl<'m, 'w> Watch<'m, 'w> {
    /// Watches these windows.
    pub fn new(model: &'m Model, windows: &'w [Window]) -> Self {
        let (types, teams) = (model.types.len(), model.teams.len());
        let watched = |window| Watched {
            window,
            blamed: Blamed::new(rows(&model.calendar), types, teams),
            marks: vec![SimTime::ZERO; types],
            old: vec![0; types],
            old_places: vec![0; teams],
            dealt: Dealt::default(),
        };
        let until_reply =
            model.types.iter().map(|of| of.speed.is_some_and(|speed| speed.until == FirstTouch::FirstReply));
        Self {
            model,
            rules: model,
            reach: Reach::of(model),
            windows: windows.iter().map(watched).collect(),
            active: Vec::new(),
            row: 0,
            now: SimTime::ZERO,
            stale: true,
            parts: vec![Vec::new(); types],
            desks: Desks::new(model),
            people_until: vec![SimTime::ZERO; teams],
            queued: vec![BTreeMap::new(); types],
            waiting: vec![0; types],
            unanswered: BTreeMap::new(),
            due: BinaryHeap::new(),
            until_reply: until_reply.collect(),
            by_message: model.types.iter().map(|of| of.turns.is_some()).collect(),
        }
    }

    /// What was charged, by window.
    pub fn into_blamed(self) -> Vec<Blamed> {
        self.windows.into_iter().map(|watched| watched.blamed).collect()
    }

    /// Everything up to a moment is added up, and what changed by itself until then has.
    fn pass(&mut self, at: SimTime) {
        while let Some(Reverse((then, due))) = self.due.peek().copied().filter(|Reverse((then, _))| *then <= at) {
            self.due.pop();
            self.flow(then.max(self.now));
            match due {
                Due::Replied(key) => drop(self.unanswered.remove(&key)),
                Due::AbsentFrom(team, places) => self.absent_from(team, places, true),
                Due::AbsentUntil(team, places) => self.absent_from(team, places, false),
            }
            self.stale = true;
        }
        self.flow(at);
    }

    fn absent_from(&mut self, team: TeamId, places: u16, begins: bool) {
        self.flow_people(team.index());
        self.desks.absent(team, places, begins);
    }

    /// Adds the charges of now up to a moment.
    fn flow(&mut self, to: SimTime) {
        debug_assert!(to >= self.now, "observers hear things in order of time");
        let ticks = (to - self.now).ticks();
        self.now = to;
        let anybody = self.waiting.iter().any(|n| *n > 0) || !self.unanswered.is_empty();
        if ticks == 0 || self.active.is_empty() || !anybody {
            return;
        }
        if std::mem::take(&mut self.stale) {
            self.deal();
        }
        for n in &self.active {
            let Watched { blamed, dealt, .. } = &mut self.windows[*n];
            for (of, charged) in dealt.charged.iter().enumerate() {
                for cause in Cause::ALL.into_iter().filter(|cause| charged[*cause as usize] > 0) {
                    blamed.add_wait(self.row, of, cause, i64::from(charged[cause as usize]) * ticks);
                }
                let rest = i64::from(dealt.rest[of]) * ticks;
                for (part, wait) in divided(rest, if rest > 0 { &self.parts[of] } else { &[] }) {
                    blamed.add_wait(self.row, of, part.cause, wait);
                    if let Some(served) = part.served {
                        blamed.add_other(of, served, wait);
                    }
                }
            }
        }
    }

    /// Deals the charges of now for every active window.
    fn deal(&mut self) {
        let types = self.waiting.len();
        let mut with_agents = vec![[0; Cause::COUNT]; types];
        for waits in self.unanswered.values() {
            let cause = self.desks.away(waits.agent).unwrap_or(Cause::Unanswered);
            with_agents[waits.of][cause as usize] += 1;
        }
        let resting: Vec<u32> = (0..types).map(|of| self.resting(of)).collect();
        let mut divides = vec![false; types];
        for n in &self.active {
            let watched = &mut self.windows[*n];
            let of = |of: usize| Waiting { all: self.waiting[of], resting: resting[of], old: watched.old[of] };
            let waiting: Vec<Waiting> = (0..types).map(of).collect();
            let mut dealt = deal(&self.reach, &self.desks.teams, &watched.old_places, &waiting);
            for (charged, more) in dealt.charged.iter_mut().zip(&with_agents) {
                charged.iter_mut().zip(more).for_each(|(sum, n)| *sum += n);
            }
            divides.iter_mut().zip(&dealt.rest).for_each(|(divides, rest)| *divides |= *rest > 0);
            watched.dealt = dealt;
        }
        for of in (0..types).filter(|of| divides[*of]) {
            self.parts[of] = parts(&self.reach, &self.desks.teams, of);
        }
    }

    /// Customers of a type who came after its hours, and at whom nobody looks.
    fn resting(&self, of: usize) -> u32 {
        let kind = &self.rules.types[crate::model::TypeId::from_index(of)];
        let Some(hours) = kind.hours.as_ref().filter(|_| kind.closed.is_none() && self.waiting[of] > 0) else {
            return 0;
        };
        hours.over_for(self.now).map_or(0, |over| {
            let since = if over == SimDuration::FOREVER { SimTime::ZERO } else { self.now - over };
            self.queued[of].range(since..).map(|(_, n)| *n).sum()
        })
    }

    /// Adds a team's people up to now.
    fn flow_people(&mut self, team: usize) {
        let ticks = (self.now - std::mem::replace(&mut self.people_until[team], self.now)).ticks();
        if ticks == 0 {
            return;
        }
        for n in &self.active {
            for state in State::ALL {
                let agents = self.desks.states[team][state as usize];
                self.windows[*n].blamed.add_people(self.row, team, state as usize, agents * ticks);
            }
            for (of, tickets) in self.desks.tickets[team].iter().enumerate().filter(|(_, tickets)| **tickets > 0) {
                self.windows[*n].blamed.add_tickets(team, of, tickets * ticks);
            }
        }
    }

    /// The interval that begins, if it counts, and the windows that it belongs to.
    fn turn(&mut self, next: Option<u32>) {
        for team in 0..self.people_until.len() {
            self.flow_people(team);
        }
        self.active.clear();
        let Some(next) = next.map(|next| next as usize) else { return };
        self.row = row_of(&self.model.calendar, next);
        for n in 0..self.windows.len() {
            let watched = &self.windows[n];
            if watched.window.mark == Some(next) {
                for of in 0..self.waiting.len() {
                    self.set_mark(n, of);
                }
                self.count_old_places(n);
            }
            if self.windows[n].window.inside[next] {
                self.active.push(n);
            }
        }
        self.stale = true;
    }

    /// Whoever of a type asked before now is an older backlog.
    fn set_mark(&mut self, window: usize, of: usize) {
        let watched = &mut self.windows[window];
        watched.marks[of] = self.now;
        watched.old[of] = self.queued[of].range(..self.now).map(|(_, n)| *n).sum();
    }

    fn count_old_places(&mut self, window: usize) {
        let watched = &mut self.windows[window];
        watched.old_places.fill(0);
        for (team, customers) in self.desks.customers() {
            watched.old_places[team] += old_places(customers, &watched.marks);
        }
    }

    /// Somebody of a team is on shift, where nobody was: for types that nobody else could take either, it opens.
    fn opens(&mut self, team: TeamId) {
        for of in 0..self.waiting.len() {
            let routes = &self.reach.routes[of];
            let first = routes.contains(&team.index())
                && routes.iter().map(|team| self.desks.teams[*team].staffed).sum::<u32>() == 1;
            if first {
                for window in 0..self.windows.len() {
                    self.set_mark(window, of);
                    self.count_old_places(window);
                }
            }
        }
    }

    /// A customer joins the queue, or leaves it.
    fn change_queue(&mut self, at: SimTime, contact: &Contact, joins: bool) {
        let of = contact.contact_type.index();
        if contact.message || !self.model.types[contact.contact_type].is_live() {
            return;
        }
        self.pass(at);
        self.stale = true;
        let by = |n: u32| if joins { n + 1 } else { n - 1 };
        self.waiting[of] = by(self.waiting[of]);
        let cohort = self.queued[of].entry(contact.reached).or_default();
        *cohort = by(*cohort);
        if *cohort == 0 {
            self.queued[of].remove(&contact.reached);
        }
        for watched in &mut self.windows {
            if contact.reached < watched.marks[of] {
                watched.old[of] = by(watched.old[of]);
            }
        }
    }
}

impl Observer for Watch<'_, '_> {
    const DESKS: bool = true;

    fn tick(&mut self, at: SimTime, next: Option<u32>) {
        self.pass(at);
        self.turn(next);
    }
    fn queued(&mut self, at: SimTime, contact: &Contact) {
        self.change_queue(at, contact, true);
    }
    fn unqueued(&mut self, at: SimTime, contact: &Contact) {
        self.change_queue(at, contact, false);
    }
    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        self.pass(at);
        let (of, key) = (contact.contact_type.index(), contact.key.whole());
        if let Some(waits) = self.unanswered.get_mut(&key) {
            waits.agent = by.agent;
        } else if by.first && !contact.message {
            let reply = self.until_reply[of] && by.answer > SimDuration::ZERO;
            if self.by_message[of] || reply {
                self.unanswered.insert(key, Unanswered { of, agent: by.agent });
            }
            if !self.by_message[of] && reply {
                self.due.push(Reverse((at + by.answer, Due::Replied(key))));
            }
        }
        self.stale = true;
    }
    fn answered(&mut self, at: SimTime, contact: &Contact, answer: Answered) {
        if answer.first {
            self.pass(at);
            self.unanswered.remove(&contact.key.whole());
            self.stale = true;
        }
    }
    fn abandoned(&mut self, at: SimTime, contact: &Contact, _: bool) {
        self.pass(at);
        self.stale |= self.unanswered.remove(&contact.key.whole()).is_some();
    }
    fn stands(&mut self, at: SimTime, team: TeamId, agent: u32, is: Standing<'_>) {
        self.pass(at);
        self.flow_people(team.index());
        let staffed = self.desks.teams[team.index()].staffed;
        for watched in &mut self.windows {
            watched.old_places[team.index()] -= old_places(self.desks.customers_of(agent), &watched.marks);
        }
        self.desks.stands(team, agent, is);
        for watched in &mut self.windows {
            watched.old_places[team.index()] += old_places(self.desks.customers_of(agent), &watched.marks);
        }
        if staffed == 0 && self.desks.teams[team.index()].staffed > 0 {
            self.opens(team);
        }
        self.stale = true;
    }
    fn absent(&mut self, at: SimTime, team: TeamId, hours: &[(SimTime, SimTime)]) {
        self.pass(at);
        let places = self.rules.teams[team].places;
        for (from, until) in hours {
            self.due.push(Reverse((*from, Due::AbsentFrom(team, places))));
            self.due.push(Reverse((*until, Due::AbsentUntil(team, places))));
        }
    }
    fn policy(&mut self, at: SimTime, _: usize, _: bool, combination: usize) {
        self.pass(at);
        self.rules = self.model.under(combination);
        self.reach = Reach::of(self.rules);
        self.stale = true;
    }
}
