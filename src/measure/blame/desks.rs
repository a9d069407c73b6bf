//! All agents as they stand, and what that sums up to by team.

use super::blamed::State;
use super::cause::{Cause, of_place};
use super::deal::{Budget, OfTeam};
use crate::engine::{InHand, Keeper, Standing};
use crate::id::Id;
use crate::model::{Model, TeamId};
use crate::time::SimTime;

/// One agent, as they stood last.
#[derive(Clone, Default)]
struct Seat {
    team: usize,
    /// What they are away for.
    away: Option<Keeper>,
    state: Option<State>,
    staffed: bool,
    /// Places that they have not for customers.
    taken: Vec<(Cause, Budget)>,
    /// Customers in hand.
    customers: Vec<InHand>,
    /// Types of tickets in hand, at the desk.
    tickets: Vec<usize>,
}

/// All agents, and the sums over them.
pub(super) struct Desks {
    seats: Vec<Seat>,
    /// By team.
    pub teams: Vec<OfTeam>,
    /// By team: agents by state.
    pub states: Vec<[i64; State::COUNT]>,
    /// By team and type: tickets in hand, at the desk.
    pub tickets: Vec<Vec<i64>>,
}

/// An agent without any place for what keeps them from customers.
fn budget(places: u16) -> Budget {
    Budget { places: places.into(), agents: 1 }
}

fn cause_of(keeper: Keeper) -> Option<Cause> {
    match keeper {
        Keeper::Break => Some(Cause::Break),
        Keeper::Pause => Some(Cause::Pause),
        Keeper::Leading => Some(Cause::Leading),
        Keeper::Ticket => Some(Cause::Ticket),
        Keeper::ShiftEnd => None,
    }
}

impl Desks {
    /// Nobody is there.
    pub fn new(model: &Model) -> Self {
        let team = OfTeam { busy: vec![0; model.types.len()], ..OfTeam::default() };
        Self {
            seats: Vec::new(),
            teams: vec![team; model.teams.len()],
            states: vec![[0; State::COUNT]; model.teams.len()],
            tickets: vec![vec![0; model.types.len()]; model.teams.len()],
        }
    }

    /// What an agent is away from the desk for.
    pub fn away(&self, agent: u32) -> Option<Cause> {
        self.seats.get(agent as usize)?.away.and_then(cause_of)
    }

    /// By agent: their team, and customers in hand.
    pub fn customers(&self) -> impl Iterator<Item = (usize, &[InHand])> {
        self.seats.iter().map(|seat| (seat.team, &seat.customers[..]))
    }

    /// Customers whom an agent has in hand.
    pub fn customers_of(&self, agent: u32) -> &[InHand] {
        self.seats.get(agent as usize).map_or(&[], |seat| &seat.customers)
    }

    /// Somebody on the roster is absent from now on, or would have gone by now.
    pub fn absent(&mut self, team: TeamId, places: u16, begins: bool) {
        let (cause, one) = (of_place(Cause::Absent), budget(places));
        let budget = &mut self.teams[team.index()].budgets[cause];
        let states = &mut self.states[team.index()][State::Absent as usize];
        if begins {
            budget.places += one.places;
            budget.agents += one.agents;
            *states += 1;
        } else {
            budget.places -= one.places;
            budget.agents -= one.agents;
            *states -= 1;
        }
    }

    /// An agent stands so from now on.
    pub fn stands(&mut self, team: TeamId, agent: u32, is: Standing<'_>) {
        let agent = agent as usize;
        if agent >= self.seats.len() {
            self.seats.resize(agent + 1, Seat::default());
        }
        let before = std::mem::take(&mut self.seats[agent]);
        self.count(&before, false);
        let seat = seat(team, is, before);
        self.count(&seat, true);
        self.seats[agent] = seat;
    }

    /// Adds a seat to the sums, or takes it out.
    fn count(&mut self, seat: &Seat, adds: bool) {
        let change = |sum: &mut u32, by: u32| *sum = if adds { *sum + by } else { *sum - by };
        let team = &mut self.teams[seat.team];
        for (cause, budget) in &seat.taken {
            let sum = &mut team.budgets[of_place(*cause)];
            change(&mut sum.places, budget.places);
            change(&mut sum.agents, budget.agents);
        }
        if seat.away.is_none() {
            for customer in &seat.customers {
                change(&mut team.busy[customer.contact_type.index()], customer.places.into());
            }
        }
        change(&mut team.staffed, seat.staffed.into());
        let one = if adds { 1 } else { -1 };
        if let Some(state) = seat.state {
            self.states[seat.team][state as usize] += one;
        }
        for of in &seat.tickets {
            self.tickets[seat.team][*of] += one;
        }
    }
}

/// An agent as they stand; `before` lends its room.
fn seat(team: TeamId, is: Standing<'_>, before: Seat) -> Seat {
    let Seat { mut taken, mut customers, mut tickets, .. } = before;
    taken.clear();
    customers.clear();
    tickets.clear();
    let mut seat = Seat { team: team.index(), away: is.away(), taken, customers, tickets, ..Seat::default() };
    if !is.present() {
        return seat;
    }
    seat.customers.extend(is.in_hand().filter(|work| !work.ticket));
    if let Some(cause) = seat.away.and_then(cause_of) {
        seat.taken.push((cause, budget(is.places)));
        seat.state = Some(away_state(cause));
        seat.staffed = true;
        return seat;
    }
    let keeps = if is.overstaffed { Some(Keeper::ShiftEnd) } else { is.holds_back() };
    seat.staffed = keeps != Some(Keeper::ShiftEnd);
    seat.tickets.extend(is.in_hand().filter(|work| work.ticket).map(|work| work.contact_type.index()));
    let tickets: u16 = is.in_hand().filter(|work| work.ticket).map(|work| work.places).sum();
    let with_customers: u16 = seat.customers.iter().map(|work| work.places).sum();
    let free = is.places.saturating_sub(tickets + with_customers);
    let more = if keeps.is_none() && tickets == 0 && free == 0 { room_by_hands(&is) } else { 0 };
    // A call needs the whole agent: the first cause of the order has them for it.
    let mut of_call = u32::from(with_customers == 0);
    let mut takes = |cause: Cause, places: u16| {
        if places > 0 {
            let agents = std::mem::take(&mut of_call);
            seat.taken.push((cause, Budget { places: places.into(), agents }));
        }
    };
    let holds_back = keeps.and_then(cause_of);
    match (keeps, holds_back) {
        (None, _) if tickets == 0 => takes(Cause::Rule, free),
        (_, Some(cause)) if cause < Cause::Ticket => takes(cause, free),
        _ => (),
    }
    takes(Cause::Ticket, tickets);
    match (keeps, holds_back) {
        (None, _) if tickets > 0 => takes(Cause::Rule, free),
        (_, Some(Cause::Ticket)) => takes(Cause::Ticket, free),
        _ => (),
    }
    takes(Cause::ChatLimit, more);
    seat.state = Some(match keeps {
        Some(Keeper::ShiftEnd) => State::Finishing,
        _ if tickets > 0 || keeps == Some(Keeper::Ticket) => State::Ticket,
        _ if more > 0 => State::ChatLimit,
        _ if free == 0 => State::Full,
        _ => State::Room,
    });
    seat
}

fn away_state(cause: Cause) -> State {
    match cause {
        Cause::Break => State::Break,
        Cause::Pause => State::Pause,
        _ => State::Leading,
    }
}

/// More chats than these nobody could hold, however little there is to write.
const MOST_MORE: f64 = 100.0;

/// So many more chats, each as much work as those open, the hands of an agent whose places are all taken by chats could do with;
/// one where nothing is to be written in any of them.
fn room_by_hands(is: &Standing<'_>) -> u16 {
    let (mut open, mut all) = (0_u16, 0_u16);
    for work in is.in_hand() {
        all += 1;
        open += u16::from(work.open_chat);
    }
    let hands = is.hands();
    if open == 0 || open < all {
        return 0;
    }
    if hands <= 0.0 {
        return 1;
    }
    let more = f64::from(open) * (1.0 - hands) / hands;
    (more + 1e-9).floor().clamp(0.0, MOST_MORE) as u16
}

/// Places of those of these customers who asked before their type's mark.
pub(super) fn old_places(customers: &[InHand], marks: &[SimTime]) -> u32 {
    let old = customers.iter().filter(|customer| customer.reached < marks[customer.contact_type.index()]);
    old.map(|customer| u32::from(customer.places)).sum()
}
