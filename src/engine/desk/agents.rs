//! All agents and teams, and who is free.
//!
//! Agents with a free place stand in rings, one for each number of places taken (and apart whether they hold a
//! ticket), longest at that number first, so that choosing one costs the same in a team of three and of thirty
//! thousand.

use super::agent::Agent;
use super::status::Status;
use super::team::{NO_RING, RingPlace, TeamState, ring_place};
use super::workload::Load;
use crate::engine::contact::NONE;
use crate::engine::kernel::table::Table;
use crate::id::Id;
use crate::model::{Channel, Crew, Fairness, Model, Staffing, TeamId, Ticket, speed};
use crate::time::SimTime;
use std::ops::{Index, IndexMut, Range};

/// All agents, by their number in the run, and all teams.
pub struct Agents {
    all: Table<Agent>,
    teams: Table<TeamState>,
    /// How many interruptible tickets are in hand.
    interruptible: usize,
    /// Counts moves into rings: whoever has a lower number has stood longer in theirs.
    stamps: u64,
}

/// The capacity that an agent has left.
#[derive(Clone, Copy)]
pub struct Capacity {
    /// Whether they could take a chat.
    pub chat: bool,
    /// Whether they could take a call: they have nothing in hand.
    pub call: bool,
    /// Free places for a ticket; 0 where they have one already.
    pub ticket: u16,
}

impl Agents {
    /// Every agent that a team may ever have, none of them present.
    pub fn new(model: &Model, crews: &[Crew<'_>]) -> Self {
        let mut all = Vec::new();
        let mut teams = Vec::new();
        for (id, team) in model.teams.entries() {
            let state = TeamState::new(model, id, all.len() as u32);
            all.extend((0..state.agents().len() as u32).map(|n| {
                let key = crews[id.index()].key(n);
                let mut agent = Agent::new(id, key, 1.0 / speed(key, team.speed_cv), team.places_of(n));
                if matches!(&team.staffing, Staffing::People(roster) if n >= roster.most()) {
                    agent.set(Status::FOR_A_DAY);
                }
                agent
            }));
            teams.push(state);
        }
        Self { all: all.into_iter().collect(), teams: teams.into_iter().collect(), interruptible: 0, stamps: 0 }
    }

    /// How many agents there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// How a team stands now.
    #[inline]
    pub fn team(&self, team: TeamId) -> &TeamState {
        &self.teams[team.index()]
    }

    /// A team whose numbers change.
    #[inline]
    pub fn team_mut(&mut self, team: TeamId) -> &mut TeamState {
        &mut self.teams[team.index()]
    }

    /// The agent of this team who takes a contact of this channel: the fewest places taken, then longest at that.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub fn pick(&self, team: TeamId, channel: Channel, slots: u16) -> Option<u32> {
        let team = &self.teams[team.index()];
        if team.overstaffed() {
            return None;
        }
        let first = |taken: u16, ticket: bool| some(team.rings[ring_place(taken, ticket) as usize].head);
        match channel {
            Channel::Chat if team.places() > 1 => {
                if let Some((head, beside)) = team.first_filled() {
                    return match (some(head), beside.and_then(some)) {
                        (Some(a), Some(b)) if self.all[b as usize].since < self.all[a as usize].since => Some(b),
                        (a, _) => a,
                    };
                }
                (team.fewest_taken()..team.places()).find_map(|taken| match (first(taken, false), first(taken, true)) {
                    (Some(a), Some(b)) => {
                        let earlier = self.all[a as usize].since < self.all[b as usize].since;
                        Some(if earlier { a } else { b })
                    }
                    (a, b) => a.or(b),
                })
            }
            Channel::Ticket if slots > 1 && team.limits_differ() => self.with_room(team, slots),
            Channel::Ticket if team.places() > 1 => {
                let most = team.places().saturating_sub(slots).min(team.places() - 1);
                match team.first_filled_without_ticket(most) {
                    Some(head) => Some(head),
                    None => (TeamState::places_by_bit()..=most).find_map(|taken| first(taken, false)),
                }
            }
            // A call takes the whole agent.
            _ => first(0, false),
        }
    }

    /// The agent of this team who takes a call: with nothing in hand, longest at that.
    #[inline]
    pub fn pick_for_call(&self, team: TeamId) -> Option<u32> {
        let team = &self.teams[team.index()];
        let head = team.rings[ring_place(0, false) as usize].head;
        (head != NONE && !team.overstaffed()).then_some(head)
    }

    /// The agent with the fewest places taken who has room for a ticket of so many, where limits differ.
    #[cold]
    fn with_room(&self, team: &TeamState, slots: u16) -> Option<u32> {
        let of = |taken: u16| self.ring(team, ring_place(taken, false));
        (0..team.places()).find_map(|taken| of(taken).find(|id| self.all[*id as usize].has_room(slots)))
    }

    /// The agent of a team whose limits differ who takes a contact by share of places: the smallest share of their own
    /// places taken, then longest at that.
    #[cold]
    pub fn pick_by_share(&self, team: TeamId, channel: Channel, slots: u16) -> Option<u32> {
        if channel == Channel::Call {
            return self.pick(team, channel, slots);
        }
        let state = self.team(team);
        if state.overstaffed() {
            return None;
        }
        let suits = |id: &u32| {
            let agent = &self.all[*id as usize];
            channel == Channel::Chat || agent.workload().tickets() == 0 && agent.has_room(slots)
        };
        let suited = self.free_of(team).into_iter().filter(suits);
        suited.min_by_key(|id| self.rank(*id, Fairness::ShareOfPlaces))
    }

    /// All of a team who could take something: emptier agents first, then longest at that.
    pub fn free_of(&self, team: TeamId) -> Vec<u32> {
        let state = self.team(team);
        self.ring_places(team).flat_map(|place| self.ring(state, place)).collect()
    }

    /// All who stand in a ring, longest there first.
    fn ring(&self, team: &TeamState, place: RingPlace) -> impl Iterator<Item = u32> {
        let head = some(team.rings[place as usize].head);
        std::iter::successors(head, move |id| some(self.all[*id as usize].next))
    }

    /// Where an agent stands among those of teams that are tried together: how full they are, then how long at that.
    pub fn rank(&self, agent: u32, by: Fairness) -> (u64, u64) {
        let agent = &self.all[agent as usize];
        let taken = u64::from(agent.workload().taken());
        let places = u64::from(agent.places());
        // Shares of up to some hundred places differ by more than this fraction leaves out.
        let full = match by {
            Fairness::FewestOpen => taken,
            Fairness::ShareOfPlaces => (taken << u32::BITS) / places.max(1),
        };
        (full, agent.since)
    }

    /// The capacity that an agent has left now; `None`: they can take nothing.
    #[inline]
    pub fn capacity(&self, agent: u32) -> Option<Capacity> {
        let agent = &self.all[agent as usize];
        let team = &self.teams[agent.team().index()];
        let taken = agent.workload().taken();
        let takes = agent.status().willing() && taken < agent.places() && !team.overstaffed();
        takes.then(|| Capacity {
            chat: true,
            call: taken == 0,
            ticket: if agent.workload().tickets() > 0 { 0 } else { agent.places() - taken },
        })
    }

    /// How many of the agent's places a ticket takes.
    pub fn places_for(&self, agent: u32, ticket: &Ticket) -> u16 {
        if ticket.exclusive { self.all[agent as usize].places() } else { ticket.slots }
    }

    /// Whether anybody has a ticket in hand that may be broken off.
    #[inline]
    pub fn any_interruptible(&self) -> bool {
        self.interruptible > 0
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

    /// Puts the agent into the ring where they belong now. What the observer is to hear of their work: the team, what it was told
    /// last, and what is so now; `None`: nothing else than before.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub fn settle(&mut self, id: u32) -> Option<(TeamId, Load, Load)> {
        let agent = &mut self.all[id as usize];
        let (team, status, workload) = (agent.team(), agent.status(), agent.workload());
        let taken = workload.taken();
        let takes = status.willing() && taken < agent.places();
        let is = if status.available() {
            Load::new(workload, takes && !self.teams[team.index()].overstaffed(), agent.hands())
        } else {
            Load::standing(workload)
        };
        let was = agent.tell_load(is);
        let belongs = if takes { ring_place(taken, workload.tickets() > 0) } else { NO_RING };
        if agent.ring != belongs {
            self.move_to(team.index(), id, belongs);
        }
        was.map(|was| (team, was, is))
    }

    /// The rings of a team, emptier agents first.
    pub fn ring_places(&self, team: TeamId) -> Range<RingPlace> {
        0..2 * self.teams[team.index()].places()
    }

    /// The first agent of a ring.
    pub fn first_of(&self, team: TeamId, place: RingPlace) -> Option<u32> {
        let head = self.teams[team.index()].rings[place as usize].head;
        (head != NONE).then_some(head)
    }

    /// Takes the agent out of the ring they stand in, and puts them last in another.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    fn move_to(&mut self, team: usize, id: u32, place: RingPlace) {
        if self.all[id as usize].ring != NO_RING {
            self.leave_ring(id);
        }
        if place != NO_RING {
            self.enter_ring(team, id, place);
        }
    }

    /// The agent leaves the ring in which they stand.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub fn leave_ring(&mut self, id: u32) {
        let agent = &mut self.all[id as usize];
        let (team, old) = (agent.team().index(), std::mem::replace(&mut agent.ring, NO_RING));
        let (prev, next) = (agent.prev, agent.next);
        let team = &mut self.teams[team];
        let ring = &mut team.rings[old as usize];
        if next == NONE {
            ring.tail = prev;
        } else {
            self.all[next as usize].prev = prev;
        }
        if prev != NONE {
            self.all[prev as usize].next = next;
            return;
        }
        ring.head = next;
        if next == NONE {
            team.fill(old, false);
        }
    }

    /// The agent, who stands in no ring, stands last in one.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    fn enter_ring(&mut self, team: usize, id: u32, place: RingPlace) {
        self.stamps += 1;
        let team = &mut self.teams[team];
        let ring = &mut team.rings[place as usize];
        let behind = std::mem::replace(&mut ring.tail, id);
        if behind == NONE {
            ring.head = id;
            team.fill(place, true);
        } else {
            self.all[behind as usize].next = id;
        }
        let agent = &mut self.all[id as usize];
        (agent.ring, agent.prev, agent.next, agent.since) = (place, behind, NONE, self.stamps);
    }

    /// The agent, who stands in no ring and has nothing in hand, stands last among those who can take anything.
    #[inline]
    pub fn enter_empty(&mut self, id: u32) {
        self.enter_ring(self.all[id as usize].team().index(), id, ring_place(0, false));
    }
}

/// Who stands first in a ring, if anybody does.
#[inline]
fn some(id: u32) -> Option<u32> {
    (id != NONE).then_some(id)
}

impl Index<u32> for Agents {
    type Output = Agent;
    #[inline]
    fn index(&self, agent: u32) -> &Agent {
        &self.all[agent as usize]
    }
}

impl IndexMut<u32> for Agents {
    #[inline]
    fn index_mut(&mut self, agent: u32) -> &mut Agent {
        &mut self.all[agent as usize]
    }
}
