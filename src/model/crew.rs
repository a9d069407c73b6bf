//! Which persons a team consists of. A person is a key: whoever has the same key is absent on the same days, pauses
//! alike and is as fast, in every design.

use crate::random::Key;

/// Whose people a team's are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The name that their keys are made of: the team's own, or that of the team whose people they are.
    pub of: String,
    /// The number of the first: teams of a design that share people take them in turn, so that nobody is there twice.
    pub first: u32,
}

impl People {
    /// A team's own people.
    pub fn of(team: &str) -> Self {
        Self { of: team.to_string(), first: 0 }
    }
    /// Their keys in one replication.
    pub fn crew(&self, replication: Key) -> Crew {
        Crew { people: replication.name("people").name(&self.of), first: self.first }
    }
}

/// A team's people in one replication.
#[derive(Clone, Debug)]
pub struct Crew {
    people: Key,
    first: u32,
}

impl Crew {
    /// The key of the agent of this number.
    pub fn key(&self, agent: u32) -> Key {
        self.people.number(u64::from(self.first + agent))
    }
}
