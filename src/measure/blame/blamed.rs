//! What came of watching one stretch of time in one replication. Whole ticks, so that parts add up.

use super::cause::Cause;
use crate::id::Id;
use crate::model::{TeamId, TypeId};

/// How one agent stands; each is one of these at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// On the roster, and absent.
    Absent,
    /// In a break.
    Break,
    /// On a paid pause.
    Pause,
    /// A leader away from the desk.
    Leading,
    /// After the last call, finishing what is in hand.
    Finishing,
    /// At the desk with a ticket in hand, or holding back for one.
    Ticket,
    /// At the desk with all places taken by chats, and hands that could do with one more.
    ChatLimit,
    /// At the desk with no free place.
    Full,
    /// At the desk with a free place.
    Room,
}

impl State {
    /// How many there are.
    pub const COUNT: usize = 9;
    /// All of them, in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Absent,
        Self::Break,
        Self::Pause,
        Self::Leading,
        Self::Finishing,
        Self::Ticket,
        Self::ChatLimit,
        Self::Full,
        Self::Room,
    ];

    /// A stable word for files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Break => "break",
            Self::Pause => "pause",
            Self::Leading => "leading",
            Self::Finishing => "finishing",
            Self::Ticket => "ticket",
            Self::ChatLimit => "chat_limit",
            Self::Full => "full",
            Self::Room => "room",
        }
    }
}

/// Waiting by row of the day, type and cause, and people by row, team and state: ticks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blamed {
    rows: usize,
    types: usize,
    teams: usize,
    waits: Vec<i64>,
    people: Vec<i64>,
    /// By type that waits and type that is served: the part of [`Cause::OtherTypes`].
    others: Vec<i64>,
    /// By team and type: agents with such a ticket in hand.
    tickets: Vec<i64>,
}

impl Blamed {
    /// Nothing yet.
    pub fn new(rows: usize, types: usize, teams: usize) -> Self {
        Self {
            rows,
            types,
            teams,
            waits: vec![0; rows * types * Cause::COUNT],
            people: vec![0; rows * teams * State::COUNT],
            others: vec![0; types * types],
            tickets: vec![0; teams * types],
        }
    }

    /// How many rows a day has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The waiting of a type in a row that is charged to a cause.
    pub fn wait(&self, row: usize, of: TypeId, cause: Cause) -> i64 {
        self.waits[(row * self.types + of.index()) * Cause::COUNT + cause as usize]
    }

    /// The time that agents of a team were in a state in a row.
    pub fn people(&self, row: usize, team: TeamId, state: State) -> i64 {
        self.people[(row * self.teams + team.index()) * State::COUNT + state as usize]
    }

    /// The waiting of a type that customers of another type, who were served, are charged with.
    pub fn other(&self, of: TypeId, served: TypeId) -> i64 {
        self.others[of.index() * self.types + served.index()]
    }

    /// The time that agents of a team had tickets of a type in hand, at the desk.
    pub fn tickets(&self, team: TeamId, of: TypeId) -> i64 {
        self.tickets[team.index() * self.types + of.index()]
    }

    pub(super) fn add_wait(&mut self, row: usize, of: usize, cause: Cause, ticks: i64) {
        self.waits[(row * self.types + of) * Cause::COUNT + cause as usize] += ticks;
    }

    pub(super) fn add_people(&mut self, row: usize, team: usize, state: usize, ticks: i64) {
        self.people[(row * self.teams + team) * State::COUNT + state] += ticks;
    }

    pub(super) fn add_tickets(&mut self, team: usize, of: usize, ticks: i64) {
        self.tickets[team * self.types + of] += ticks;
    }

    pub(super) fn add_other(&mut self, of: usize, served: usize, ticks: i64) {
        self.others[of * self.types + served] += ticks;
    }
}
