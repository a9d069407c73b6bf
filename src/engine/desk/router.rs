//! Who takes whom: pure choices over the frozen model and the present state.

use super::agents::{Agents, Capacity};
use super::queue::{Queue, Queues};
use super::team::{LevelMarks, Served};
use crate::engine::Scope;
use crate::engine::contact::{Contact, Contacts, State};
use crate::engine::kernel::table::Table;
use crate::id::Id;
use crate::model::{Channel, ContactType, Fairness, Level, Route, Team, TeamId, Ticket, Together, TypeId};
use crate::time::{SimDuration, SimTime};
use std::cmp::Reverse;

/// The agent who takes a contact at once: of the first team of the route that takes part by now and has a free place.
#[expect(clippy::inline_always, reason = "almost every contact is offered once: a call costs as much again")]
#[inline(always)]
pub fn agent_for_contact<S: Scope>(agents: &Agents, contact_type: &ContactType, waited: SimDuration) -> Option<u32> {
    if let Some(ticket) = S::ticket(contact_type) {
        return agent_for_ticket(agents, contact_type, ticket, waited, None);
    }
    if let Some(together) = S::together(contact_type) {
        return agent_of_steps(agents, contact_type, together, waited, None, 1);
    }
    // Most routes have one team.
    let (first, further) = contact_type.routes.split_first()?;
    if first.wait_first <= waited
        && let Some(agent) = agents.pick(first.team, contact_type.channel, 1)
    {
        return Some(agent);
    }
    if further.is_empty() { None } else { agent_of_further(agents, contact_type, further, waited) }
}

/// The same of the teams behind the first.
#[inline(never)]
fn agent_of_further(
    agents: &Agents,
    contact_type: &ContactType,
    further: &[Route],
    waited: SimDuration,
) -> Option<u32> {
    let mut routes = further.iter().filter(|route| route.wait_first <= waited);
    routes.find_map(|route| agents.pick(route.team, contact_type.channel, 1))
}

/// The same where several teams are tried together.
#[cold]
fn agent_of_steps(
    agents: &Agents,
    contact_type: &ContactType,
    together: &Together,
    waited: SimDuration,
    only: Option<TeamId>,
    slots: u16,
) -> Option<u32> {
    first_of_steps(contact_type, together, waited, only, |team| {
        let agent = pick_by_rule(agents, contact_type, team, slots)?;
        Some((agents.rank(agent, together.by), agent))
    })
}

/// The agent of a team who takes a contact of this type, by the rule of its route.
#[cold]
pub fn pick_by_rule(agents: &Agents, contact_type: &ContactType, team: TeamId, slots: u16) -> Option<u32> {
    let by_share = contact_type.together.as_ref().is_some_and(|one| one.by == Fairness::ShareOfPlaces);
    if by_share && agents.team(team).limits_differ() {
        agents.pick_by_share(team, contact_type.channel, slots)
    } else {
        agents.pick(team, contact_type.channel, slots)
    }
}

/// Of the first step of a route of which any team puts somebody forward: the one of the lowest rank.
fn first_of_steps<K: Ord>(
    contact_type: &ContactType,
    together: &Together,
    waited: SimDuration,
    only: Option<TeamId>,
    put_forward: impl Fn(TeamId) -> Option<(K, u32)>,
) -> Option<u32> {
    let mut begins = 0;
    together.ends.iter().find_map(|end| {
        let step = &contact_type.routes[std::mem::replace(&mut begins, *end)..*end];
        let takes_part = |route: &&Route| route.wait_first <= waited && only.is_none_or(|one| one == route.team);
        let forward = step.iter().filter(takes_part).filter_map(|route| put_forward(route.team));
        forward.min().map(|(_, agent)| agent)
    })
}

/// The same for a ticket, perhaps at a step that one team does only. One that takes all places looks for an empty agent
/// first, in any of the teams.
#[inline]
pub fn agent_for_ticket(
    agents: &Agents,
    contact_type: &ContactType,
    ticket: &Ticket,
    waited: SimDuration,
    only: Option<TeamId>,
) -> Option<u32> {
    let empty = if ticket.exclusive { empty_agent(agents, contact_type, waited, only) } else { None };
    empty.or_else(|| pick_on_route(agents, contact_type, waited, only, ticket.slots))
}

/// An agent with nothing in hand who may take a ticket.
pub fn empty_agent(
    agents: &Agents,
    contact_type: &ContactType,
    waited: SimDuration,
    only: Option<TeamId>,
) -> Option<u32> {
    pick_on_route(agents, contact_type, waited, only, u16::MAX)
}

/// The agent of the route who takes a ticket of so many places.
#[inline]
fn pick_on_route(
    agents: &Agents,
    contact_type: &ContactType,
    waited: SimDuration,
    only: Option<TeamId>,
    slots: u16,
) -> Option<u32> {
    if let Some(together) = &contact_type.together {
        return agent_of_steps(agents, contact_type, together, waited, only, slots);
    }
    let mut routes = contact_type.routes.iter().filter(|route| route.wait_first <= waited);
    match only {
        // Most steps are for nobody in particular.
        None => routes.find_map(|route| agents.pick(route.team, contact_type.channel, slots)),
        Some(team) => {
            let takes_part = routes.any(|route| route.team == team);
            if takes_part { agents.pick(team, contact_type.channel, slots) } else { None }
        }
    }
}

/// Teams of the route that take part by now.
fn routes_of(
    contact_type: &ContactType,
    waited: SimDuration,
    only: Option<TeamId>,
) -> impl Iterator<Item = TeamId> + '_ {
    let routes = contact_type.routes.iter().filter(move |route| route.wait_first <= waited).map(|route| route.team);
    routes.filter(move |team| only.is_none_or(|one| one == *team))
}

/// A ticket whose agent takes a live contact instead: the latest deadline of the first team of the route that has one, or of
/// all that are tried together with it.
pub fn ticket_to_interrupt(agents: &Agents, contact_type: &ContactType, waited: SimDuration) -> Option<u32> {
    let latest = |team: TeamId| {
        let team = agents.team(team);
        let tickets = team.interruptible.iter().rev().filter(|_| !team.overstaffed());
        tickets.copied().find(|(_, _, agent)| may_leave_ticket(agents, contact_type, *agent))
    };
    if let Some(together) = &contact_type.together {
        let latest = |team| latest(team).map(|(deadline, order, agent)| (Reverse((deadline, order)), agent));
        return first_of_steps(contact_type, together, waited, None, latest);
    }
    let mut routes = routes_of(contact_type, waited, None);
    routes.find_map(latest).map(|(_, _, agent)| agent)
}

/// Whether an agent may leave a ticket for a contact of this type.
fn may_leave_ticket(agents: &Agents, contact_type: &ContactType, agent: u32) -> bool {
    let agent = &agents[agent];
    // Whoever has more in hand than a policy leaves them places takes nothing new.
    let in_bounds = agent.workload().taken() <= agent.places();
    agent.status().willing() && in_bounds && (contact_type.channel == Channel::Chat || agent.work().len() == 1)
}

/// Whether this agent's ticket gives way to a live contact.
pub fn may_be_interrupted(agents: &Agents, contact_type: &ContactType, agent: u32) -> bool {
    let team = &agents.team(agents[agent].team());
    !team.overstaffed()
        && may_leave_ticket(agents, contact_type, agent)
        && team.interruptible.iter().any(|(_, _, who)| *who == agent)
}

/// Whether nobody looks at a message, because its hours are over, or at who came since they were over and waits. Where something is
/// said of closed hours, nobody comes to wait in them.
#[inline]
pub fn rests(contact_type: &ContactType, contact: &Contact, now: SimTime) -> bool {
    contact_type.hours.is_some()
        && (contact.state == State::Message || contact_type.closed.is_none())
        && came_after_hours(contact_type, contact, now)
}

fn came_after_hours(contact_type: &ContactType, contact: &Contact, now: SimTime) -> bool {
    let hours = contact_type.hours.as_ref().filter(|_| contact_type.is_live());
    let Some(over) = hours.and_then(|hours| hours.over_for(now)) else { return false };
    contact.state == State::Message || now - contact.reached <= over
}

/// The live customer of a type who has waited longest, or a message that stands among them and may be looked at by now.
#[inline]
pub fn first_waiting(of: &ContactType, queue: &Queue, contacts: &Contacts, now: SimTime) -> Option<u32> {
    let head = queue.live().head();
    if !queue.mixes_messages() {
        // Whoever stands behind one that came after hours came later.
        return head.filter(|id| !rests(of, &contacts[*id], now));
    }
    std::iter::successors(head, |id| contacts[*id].behind()).find(|id| !rests(of, &contacts[*id], now))
}

/// An agent who could take something looks at the queues.
pub struct QueueScan<'a, G> {
    pub types: &'a Table<&'a ContactType>,
    pub teams: &'a Table<&'a Team>,
    pub queues: &'a Queues,
    pub contacts: &'a Contacts,
    pub agents: &'a Agents,
    pub team: TeamId,
    pub agent: u32,
    pub capacity: Capacity,
    /// Whether anybody may wait for one agent alone.
    pub any_holds: bool,
    pub now: SimTime,
    /// Whether somebody stands in the queue no more than in name.
    pub gave_up: G,
    /// Whether there are only calls and chats that wait, and no message, hold or ticket.
    pub plain: bool,
}

impl<G: Fn(u32) -> bool> QueueScan<'_, G> {
    /// The waiting contact that the agent takes next.
    #[inline]
    pub fn next(&self) -> Option<u32> {
        let (occupied, team) = (self.queues.occupied(), self.agents.team(self.team));
        if self.plain {
            return team.levels().iter().find_map(|level| self.oldest(level, |queue, _| queue.live().head()));
        }
        // Whoever has a ticket takes no other.
        let wanted = if self.capacity.ticket > 0 { team.serves() } else { team.serves_live() };
        if !occupied.meet(wanted) {
            return None;
        }
        for (number, marks) in team.levels().iter().enumerate() {
            let live = if occupied.meet(marks.live) { self.first_live(number, marks) } else { None };
            let any_ticket = self.capacity.ticket > 0 && occupied.meet(marks.tickets);
            let ticket = if any_ticket { self.first_ticket(self.level(number)) } else { None };
            let next = match (live, ticket) {
                // Who gave up unnoticed hides a message behind them: they are to be dropped first.
                (Some(l), Some(t)) if self.contacts[t].reached < self.contacts[l].reached && !(self.gave_up)(l) => {
                    Some(t)
                }
                (live, ticket) => live.or(ticket),
            };
            if next.is_some() {
                return next;
            }
        }
        None
    }

    /// A level of what the team serves, as the model has it.
    #[inline]
    fn level(&self, number: usize) -> &Level {
        &self.teams[self.team.index()].serves[number]
    }

    /// The call, chat or message of a level that the agent takes next.
    #[inline]
    fn first_live(&self, number: usize, level: &LevelMarks) -> Option<u32> {
        let live = self.oldest(level, |queue, served| {
            let of = self.types[served.of.index()];
            if served.hours { first_waiting(of, queue, self.contacts, self.now) } else { queue.live().head() }
        });
        let live = if self.any_holds { self.older(live, self.level(number)) } else { live };
        // Live customers first, then messages left in closed hours.
        let message = |queue: &Queue, served: &Served| {
            let of = self.types[served.of.index()];
            queue.messages().head().filter(|id| !rests(of, &self.contacts[*id], self.now))
        };
        let any_messages = self.queues.any_messages();
        live.or_else(|| if any_messages { self.oldest(level, message) } else { None })
    }

    /// The longest waiting of these heads of a level's queues that the agent could take; a head is told of which type.
    #[inline]
    fn oldest(&self, level: &LevelMarks, head: impl Fn(&Queue, &Served) -> Option<u32>) -> Option<u32> {
        let mut oldest: Option<(SimTime, TypeId, u32)> = None;
        let occupied = self.queues.occupied();
        for served in level.each.iter().filter(|served| occupied.may_hold(served.of)) {
            let Some(id) = head(&self.queues[served.of], served) else { continue };
            let fits = if served.call { self.capacity.call } else { self.capacity.chat };
            let reached = self.contacts[id].reached;
            if fits && served.after <= self.now - reached {
                let candidate = (reached, served.of, id);
                if oldest.is_none_or(|best| candidate < best) {
                    oldest = Some(candidate);
                }
            }
        }
        oldest.map(|(_, _, id)| id)
    }

    /// The older of this one and those who wait for this very agent.
    #[inline]
    fn older(&self, other: Option<u32>, level: &Level) -> Option<u32> {
        let mut oldest = other;
        for contact_type in &level.live {
            for hold in self.queues[*contact_type].holds().iter().filter(|hold| hold.agent == self.agent) {
                let age = |id: u32| (self.contacts[id].reached, self.contacts[id].contact_type, id);
                let call = self.types[contact_type.index()].channel == Channel::Call;
                let fits = if call { self.capacity.call } else { self.capacity.chat };
                if fits && oldest.is_none_or(|best| age(hold.contact) < age(best)) {
                    oldest = Some(hold.contact);
                }
            }
        }
        oldest
    }

    /// The most urgent ticket of a level that the agent could take.
    #[inline]
    fn first_ticket(&self, level: &Level) -> Option<u32> {
        let mut first: Option<(i64, TypeId, u32)> = None;
        let occupied = self.queues.occupied();
        for contact_type in level.tickets.iter().filter(|of| occupied.may_hold(**of)) {
            let queue = &self.queues[*contact_type];
            let ticket = self.types[contact_type.index()].ticket.as_ref().expect("a level's tickets are tickets");
            if ticket.slots > self.capacity.ticket {
                continue;
            }
            let anybody = queue.first_ticket(self.team).filter(|(_, id)| self.takes_part(*id));
            let holds = if self.any_holds { queue.holds() } else { &[] };
            let own = holds.iter().filter(|hold| hold.agent == self.agent);
            let own = own.map(|hold| (self.contacts[hold.contact].place(ticket), hold.contact));
            for (key, id) in anybody.into_iter().chain(own) {
                let candidate = (key, *contact_type, id);
                if first.is_none_or(|best| candidate < best) {
                    first = Some(candidate);
                }
            }
        }
        first.map(|(_, _, id)| id)
    }

    /// Whether the team takes part in serving the contact by now.
    #[inline]
    fn takes_part(&self, id: u32) -> bool {
        let contact = &self.contacts[id];
        self.agents.team(self.team).takes_part_after(contact.contact_type) <= self.now - contact.reached
    }
}
