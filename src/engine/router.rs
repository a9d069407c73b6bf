//! Who takes whom: pure choices over the frozen model and the present state.

use super::agents::Agents;
use super::contact::{Contact, Contacts};
use super::queue::Queue;
use crate::id::Id;
use crate::model::{Channel, ContactType, Level, Model, TeamId, TypeId};
use crate::time::{SimDuration, SimTime};

/// The agent who takes a contact at once: of the first team of the route that takes part by now and has a free place.
#[inline]
pub fn agent_with_room(agents: &Agents, kind: &ContactType, waited: SimDuration) -> Option<u32> {
    let slots = kind.ticket.as_ref().map_or(1, |t| t.slots);
    kind.routes
        .iter()
        .filter(|route| route.wait_first <= waited)
        .find_map(|route| agents.pick(route.team, kind.channel, slots))
}

/// A ticket whose agent takes a live contact instead: the latest deadline of the first team of the route that has one.
pub fn ticket_to_interrupt(agents: &Agents, kind: &ContactType, waited: SimDuration) -> Option<u32> {
    kind.routes.iter().filter(|route| route.wait_first <= waited).find_map(|route| {
        let team = &agents.teams[route.team.index()];
        if team.overstaffed() {
            return None;
        }
        let usable = |agent: &u32| {
            let agent = &agents.all[*agent as usize];
            agent.willing() && (kind.channel == Channel::Chat || agent.work.len() == 1)
        };
        team.interruptible.iter().rev().map(|(_, _, agent)| *agent).find(usable)
    })
}

/// What an agent could take.
#[derive(Clone, Copy)]
pub struct Room {
    /// For a chat.
    pub chat: bool,
    /// For a call: nothing in hand.
    pub call: bool,
    /// Free places for a ticket; 0 where he has one already.
    pub ticket: u16,
}

/// The waiting contact that an agent of this team takes next.
pub fn next_for(
    model: &Model,
    queues: &[Queue],
    contacts: &Contacts,
    team: TeamId,
    room: Room,
    now: SimTime,
) -> Option<u32> {
    let serves = &model.teams[team].serves;
    serves.iter().find_map(|level| {
        let live = oldest_live(model, queues, contacts, team, level, room, now);
        let ticket = first_ticket(model, queues, contacts, team, level, room, now);
        match (live, ticket) {
            (Some(l), Some(t)) => Some(if contacts[t].reached < contacts[l].reached { t } else { l }),
            (live, ticket) => live.or(ticket),
        }
    })
}

pub fn takes_part(model: &Model, team: TeamId, contact: &Contact, now: SimTime) -> bool {
    let routes = &model.types[contact.kind].routes;
    routes.iter().any(|route| route.team == team && route.wait_first <= now - contact.reached)
}

/// Live customers first, then messages left in closed hours.
fn oldest_live(
    model: &Model,
    queues: &[Queue],
    contacts: &Contacts,
    team: TeamId,
    level: &Level,
    room: Room,
    now: SimTime,
) -> Option<u32> {
    let fits = |kind: &&TypeId| if model.types[**kind].channel == Channel::Call { room.call } else { room.chat };
    let oldest = |heads: &mut dyn Iterator<Item = u32>| {
        heads
            .filter(|id| takes_part(model, team, &contacts[*id], now))
            .min_by_key(|id| (contacts[*id].reached, contacts[*id].kind))
    };
    let kinds = || level.live.iter().filter(fits);
    oldest(&mut kinds().filter_map(|kind| queues[kind.index()].live.head()))
        .or_else(|| oldest(&mut kinds().filter_map(|kind| queues[kind.index()].messages.head())))
}

fn first_ticket(
    model: &Model,
    queues: &[Queue],
    contacts: &Contacts,
    team: TeamId,
    level: &Level,
    room: Room,
    now: SimTime,
) -> Option<u32> {
    level
        .tickets
        .iter()
        .filter(|kind| model.types[**kind].ticket.as_ref().is_some_and(|t| t.slots <= room.ticket))
        .filter_map(|kind| queues[kind.index()].first_ticket().map(|(key, id)| (key, *kind, id)))
        .filter(|(_, _, id)| takes_part(model, team, &contacts[*id], now))
        .min_by_key(|(key, kind, _)| (*key, *kind))
        .map(|(_, _, id)| id)
}
