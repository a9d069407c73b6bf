//! Agents, the places they have, and who is free.
//!
//! Agents with a free place stand in rings, one for each number of places taken (and apart whether they hold a
//! ticket), longest at that number first, so that choosing one costs the same in a team of three and of thirty
//! thousand.

use super::router::Capacity;
use super::status::Status;
use super::workload::{Load, Workload};
use crate::engine::life::contact::NONE;
use crate::id::Id;
use crate::model::{Channel, ContactType, Crew, DayKind, Model, Person, Staffing, Team, TeamId, Ticket, TypeId, speed};
use crate::random::Key;
use crate::time::{SimDuration, SimTime};

/// What an agent does with one of his places.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    /// Which contact.
    pub contact: u32,
    /// Its type and channel.
    pub contact_type: TypeId,
    pub channel: Channel,
    /// After-contact work: no longer a chat, but the place is taken.
    pub wrap_up: bool,
    /// Places taken.
    pub places: u16,
    /// The combination of policies under which it was begun, and is finished.
    pub under: u8,
    /// Work left: hand-ticks, or wall-clock ticks for measured chats.
    pub left: f64,
    /// Of it done in a tick.
    pub rate: f64,
}

impl Work {
    /// Whether it takes all places that an agent has: a call, or a ticket that is worked on alone.
    pub fn takes_all(&self, model: &Model) -> bool {
        self.channel == Channel::Call
            || model.types[self.contact_type].ticket.as_ref().is_some_and(|ticket| ticket.alone)
    }
}

/// Hours of one day's work, in simulated time.
#[derive(Clone, Copy, Debug)]
pub struct Hours {
    pub until: SimTime,
    /// When the break is due, how long it lasts.
    pub rest: Option<(SimTime, SimDuration)>,
    /// The date, for the keys of pauses.
    pub epoch_day: i32,
    /// What it is to him.
    pub day: DayKind,
    /// Who he is by then.
    pub person: Person,
}

/// A leader's spells away from the desk.
#[derive(Clone, Copy, Debug)]
pub struct Leading {
    /// Since when a spell is due.
    pub since: SimTime,
    /// When the next spell is due, or this one ends.
    pub next: SimTime,
    /// How long until then when a break began, and when that was.
    pub left: Option<SimDuration>,
    pub held: SimTime,
    /// How many were drawn for today.
    pub drawn: u64,
}

impl Default for Leading {
    fn default() -> Self {
        let (since, held) = (SimTime::ZERO, SimTime::ZERO);
        Self { since, next: SimTime::NEVER, left: None, held, drawn: 0 }
    }
}

/// What an agent's clock says. Looked at a few times a day.
#[derive(Clone, Debug)]
pub struct Shift {
    /// The shift he is in, and the next one.
    pub hours: Option<Hours>,
    pub coming: Option<Hours>,
    /// How many pauses were drawn for today, and when the next one begins.
    pub pauses: u64,
    pub next_pause: SimTime,
    /// Time to the next pause that was left when the break began.
    pub pause_left: Option<SimDuration>,
    /// Where he is between desk and leading.
    pub lead: Leading,
}

/// One agent: what is looked at with every contact, and apart from it what is not.
#[derive(Clone, Debug)]
pub struct Agent {
    pub team: TeamId,
    pub status: Status,
    /// What the observer was told last.
    pub reported_status: Status,
    pub reported: Load,
    pub workload: Workload,
    /// What that is. Never more than his team's places, unless a policy took some away meanwhile.
    pub work: Vec<Work>,
    /// The ticket that waits until he is empty.
    pub reserved: u32,
    /// How much longer than others he takes over the same effort: 1 / (his speed × the pace of a newcomer).
    pub slowness: f64,
    /// Up to when progress is booked.
    pub booked: SimTime,
    /// Share of the hands on chats.
    pub pace_hands: f64,
    /// Place in a ring.
    ring: RingPlace,
    prev: u32,
    next: u32,
    since: u64,
    /// His key; of people, not of places.
    pub key: Key,
    pub pace: f64,
    pub shift: Box<Shift>,
}

impl Agent {
    fn new(team: TeamId, key: Key, slowness: f64) -> Self {
        Self {
            team,
            status: Status::default(),
            reported_status: Status::default(),
            reported: Load::default(),
            workload: Workload::default(),
            work: Vec::new(),
            reserved: NONE,
            slowness,
            booked: SimTime::ZERO,
            pace_hands: 0.0,
            ring: NO_RING,
            prev: NONE,
            next: NONE,
            since: 0,
            key,
            pace: 1.0,
            shift: Box::new(Shift {
                hours: None,
                coming: None,
                pauses: 0,
                next_pause: SimTime::NEVER,
                pause_left: None,
                lead: Leading::default(),
            }),
        }
    }
    #[inline]
    pub fn is(&self, any: Status) -> bool {
        self.status.is(any)
    }
    pub fn set(&mut self, these: Status) {
        self.status.set(these);
    }
    pub fn unset(&mut self, these: Status) {
        self.status.unset(these);
    }
    /// No spell of leading goes on, is due or will be.
    pub fn nothing_planned(&self) -> bool {
        let lead = &self.shift.lead;
        !self.is(Status::LEADING | Status::LEAD_DUE) && lead.left.is_none() && lead.next == SimTime::NEVER
    }
    /// Takes a piece of work in hand.
    pub fn begin(&mut self, work: Work) {
        self.work.push(work);
        self.workload.add(Workload::of(&work));
    }
    /// What is done with the contact goes on without him.
    pub fn begin_wrap_up(&mut self, at: usize) {
        let work = &mut self.work[at];
        self.workload.take_away(Workload::of(work));
        work.wrap_up = true;
        self.workload.add(Workload::of(work));
    }
    /// Gives a piece of work out of hand.
    pub fn end(&mut self, at: usize) -> Work {
        let last = at + 1 == self.work.len();
        let work = if last { self.work.pop().expect("he has it in hand") } else { self.work.remove(at) };
        self.workload.take_away(Workload::of(&work));
        work
    }
    /// Whether a call, a ticket or after-contact work keeps a pause from beginning.
    pub fn cannot_pause(&self) -> bool {
        self.workload.beside() > 0
    }
    /// Whether a call, a chat or after-contact work keeps him from leaving or from a break.
    pub fn has_customer(&self) -> bool {
        self.work.iter().any(|w| w.wrap_up || w.channel != Channel::Ticket)
    }
}

/// Which ring of his team an agent stands in: by places taken, and apart whether a ticket is among them.
pub type RingPlace = u16;
const NO_RING: RingPlace = RingPlace::MAX;

fn ring_place(taken: u16, ticket: bool) -> RingPlace {
    2 * taken + u16::from(ticket)
}

/// A ring of agents, threaded through them.
#[derive(Clone, Copy)]
struct Ring {
    head: u32,
    tail: u32,
}

const EMPTY: Ring = Ring { head: NONE, tail: NONE };

/// One team at work.
pub struct TeamState {
    /// Agents are numbered from here.
    pub first: u32,
    pub agents: u32,
    pub places: u16,
    /// By type: after which wait the team takes part; `FOREVER` where it never does.
    pub takes_part_after: Vec<SimDuration>,
    /// On shift and not on the way out.
    pub on_duty: u32,
    /// Present.
    pub present: u32,
    /// Number-staffed teams: how many there should be.
    pub target: Option<u32>,
    rings: Vec<Ring>,
    /// Interruptible tickets in hand: deadline, order, agent; latest last.
    pub interruptible: std::collections::BTreeSet<(SimTime, u64, u32)>,
}

impl TeamState {
    /// Whether more are present than should be: then nobody takes anything.
    #[inline]
    pub fn overstaffed(&self) -> bool {
        self.target.is_some_and(|target| self.present > target)
    }
}

/// All agents and teams.
pub struct Agents {
    pub all: Vec<Agent>,
    pub teams: Vec<TeamState>,
    /// How many interruptible tickets are in hand.
    pub interruptible: usize,
    stamps: u64,
}

impl Agents {
    pub fn new(model: &Model, crews: &[Crew<'_>]) -> Self {
        let mut agents = Vec::new();
        let mut teams = Vec::new();
        for (id, team) in model.teams.entries() {
            let heads = heads(team);
            teams.push(TeamState {
                first: agents.len() as u32,
                agents: heads,
                places: team.places,
                takes_part_after: waits_by_type(model, id),
                on_duty: 0,
                present: 0,
                target: matches!(team.staffing, Staffing::Number(_)).then_some(0),
                rings: vec![EMPTY; 2 * most_places(model, id)],
                interruptible: std::collections::BTreeSet::new(),
            });
            agents.extend((0..heads).map(|n| {
                let key = crews[id.index()].key(n);
                let mut agent = Agent::new(id, key, 1.0 / speed(key, team.speed_cv));
                if matches!(&team.staffing, Staffing::People(roster) if n >= roster.most()) {
                    agent.set(Status::FOR_A_DAY);
                }
                agent
            }));
        }
        Self { all: agents, teams, interruptible: 0, stamps: 0 }
    }

    /// The agent of this team who takes a contact of this channel: the fewest places taken, then longest at that.
    #[inline]
    pub fn pick(&self, team: TeamId, channel: Channel, slots: u16) -> Option<u32> {
        let team = &self.teams[team.index()];
        if team.overstaffed() {
            return None;
        }
        let first = |taken: u16, ticket: bool| {
            let head = team.rings[ring_place(taken, ticket) as usize].head;
            (head != NONE).then_some(head)
        };
        match channel {
            Channel::Chat if team.places > 1 => {
                (0..team.places).find_map(|taken| match (first(taken, false), first(taken, true)) {
                    (Some(a), Some(b)) => {
                        let earlier = self.all[a as usize].since < self.all[b as usize].since;
                        Some(if earlier { a } else { b })
                    }
                    (a, b) => a.or(b),
                })
            }
            Channel::Ticket if team.places > 1 => {
                let most = team.places.saturating_sub(slots).min(team.places - 1);
                (0..=most).find_map(|taken| first(taken, false))
            }
            // A call takes the whole agent.
            _ => first(0, false),
        }
    }

    /// What the agent could take now; none where nothing.
    #[inline]
    pub fn capacity(&self, agent: u32) -> Option<Capacity> {
        let agent = &self.all[agent as usize];
        let team = &self.teams[agent.team.index()];
        let taken = agent.workload.taken();
        let takes = agent.status.willing() && taken < team.places && !team.overstaffed();
        takes.then(|| Capacity {
            chat: true,
            call: taken == 0,
            ticket: if agent.workload.tickets() > 0 { 0 } else { team.places - taken },
        })
    }

    /// How many of the agent's places a ticket takes.
    pub fn places_for(&self, agent: u32, ticket: &Ticket) -> u16 {
        let team = self.all[agent as usize].team;
        if ticket.alone { self.teams[team.index()].places } else { ticket.slots }
    }

    /// An agent takes an interruptible ticket in hand.
    pub fn begin_interruptible(&mut self, team: TeamId, deadline: SimTime, order: u64, agent: u32) {
        self.interruptible += 1;
        self.teams[team.index()].interruptible.insert((deadline, order, agent));
    }

    /// An agent's ticket cannot be broken off any more.
    pub fn end_interruptible(&mut self, team: TeamId, agent: u32) {
        if self.interruptible > 0 {
            let tickets = &mut self.teams[team.index()].interruptible;
            let before = tickets.len();
            tickets.retain(|(_, _, who)| *who != agent);
            self.interruptible -= before - tickets.len();
        }
    }

    /// Puts the agent into the ring where he belongs now; whether he may take something new, as far as his team is not too
    /// many already.
    #[inline]
    pub fn settle(&mut self, id: u32) -> bool {
        let agent = &self.all[id as usize];
        let team = agent.team.index();
        let taken = agent.workload.taken();
        let takes = agent.status.willing() && taken < self.teams[team].places;
        let belongs = if takes { ring_place(taken, agent.workload.tickets() > 0) } else { NO_RING };
        if agent.ring != belongs {
            self.move_to(team, id, belongs);
        }
        takes
    }

    /// The rings of a team, emptier agents first.
    pub fn ring_places(&self, team: TeamId) -> std::ops::Range<RingPlace> {
        0..2 * self.teams[team.index()].places
    }

    /// The first agent of a ring.
    pub fn first_of(&self, team: TeamId, place: RingPlace) -> Option<u32> {
        let head = self.teams[team.index()].rings[place as usize].head;
        (head != NONE).then_some(head)
    }

    fn move_to(&mut self, team: usize, id: u32, place: RingPlace) {
        let rings = &mut self.teams[team].rings;
        let Agent { ring: old, prev, next, .. } = self.all[id as usize];
        if old != NO_RING {
            let ring = &mut rings[old as usize];
            if prev == NONE {
                ring.head = next;
            } else {
                self.all[prev as usize].next = next;
            }
            if next == NONE { ring.tail = prev } else { self.all[next as usize].prev = prev }
        }
        let mut behind = NONE;
        if place != NO_RING {
            let ring = &mut rings[place as usize];
            behind = std::mem::replace(&mut ring.tail, id);
            if behind == NONE {
                ring.head = id;
            } else {
                self.all[behind as usize].next = id;
            }
            self.stamps += 1;
        }
        let agent = &mut self.all[id as usize];
        agent.ring = place;
        agent.prev = behind;
        agent.next = NONE;
        agent.since = self.stamps;
    }
}

/// By type: after which wait a team takes part.
pub fn waits_by_type(model: &Model, team: TeamId) -> Vec<SimDuration> {
    let wait = |contact_type: &ContactType| {
        let routes = contact_type.routes.iter().filter(|route| route.team == team);
        routes.map(|route| route.wait_first).min().unwrap_or(SimDuration::FOREVER)
    };
    model.types.iter().map(wait).collect()
}

/// The most places that an agent of a team ever has.
fn most_places(model: &Model, team: TeamId) -> usize {
    model.variants().map(|variant| variant.teams[team].places.into()).max().unwrap_or(1)
}

/// How many agents a team may ever have.
fn heads(team: &Team) -> u32 {
    match &team.staffing {
        Staffing::Number(number) => number.most(),
        Staffing::People(roster) => roster.agents(),
    }
}
