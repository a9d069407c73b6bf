//! Who serves what, in which order.

use super::{AnswerOrder, Label, Once, Pay, People, Staffing, TeamId, TypeId};
use crate::id::Id;
use crate::time::SimDuration;

/// People who share skills, shifts and pay.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// Key and name.
    pub label: Label,
    /// Levels of preference; within one, the longest waiting.
    pub serves: Vec<Level>,
    /// By type (index of [`TypeId`]): what this team can do with it; `None`: it cannot.
    pub skills: Vec<Option<Skill>>,
    /// Places of an agent: chats at once, or 1; where people differ, the most that anybody has.
    pub places: u16,
    /// Places by number of the agent, the last for all that follow; empty where everybody's number has `places`.
    pub places_by_person: Vec<u16>,
    /// Each further open chat lengthens an answer by this share.
    pub switching: f64,
    /// Its chats go by the message: an agent has one mind for all that they have open.
    pub turns: bool,
    /// Which message they answer next.
    pub answers: AnswerOrder,
    /// cv of the speed of its people.
    pub speed_cv: f64,
    /// Which persons they are.
    pub people: People,
    /// Who is there when.
    pub staffing: Staffing,
    /// What they are paid; none: not given.
    pub pay: Option<Pay>,
    /// What is paid to people who are dismissed.
    pub severance: Vec<Once>,
}

impl Team {
    /// Places of the agent of this number within the team, whoever it is by then.
    #[inline]
    pub fn places_of(&self, number: u32) -> u16 {
        let last = self.places_by_person.len().saturating_sub(1);
        self.places_by_person.get((number as usize).min(last)).copied().unwrap_or(self.places)
    }
    /// Whether its agents have different numbers of places: by their number, as newcomers, or because they come for the day.
    pub fn limits_differ(&self) -> bool {
        let people = match &self.staffing {
            Staffing::People(roster) => roster.limits_differ(),
            Staffing::Number(_) => false,
        };
        people || !self.places_by_person.is_empty()
    }
    /// What the team does differently with contacts of this type; `None`: it cannot serve them.
    #[inline]
    pub fn skill(&self, contact_type: TypeId) -> Option<&Skill> {
        self.skills[contact_type.index()].as_ref()
    }
}

/// Types of one preference, live ones apart from tickets because they are picked by different rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Level {
    /// Calls and chats: the longest waiting first.
    pub live: Vec<TypeId>,
    /// Tickets: the earliest deadline first. A level with both compares ages.
    pub tickets: Vec<TypeId>,
}

/// What a team does differently with a type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skill {
    /// Factor on effort.
    pub effort: f64,
    /// Factor on the chance to resolve.
    pub resolved: f64,
}

/// A team that a type tries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Route {
    /// Which.
    pub team: TeamId,
    /// It takes part once the contact has waited this long.
    pub wait_first: SimDuration,
}

/// Steps of a route in which several teams are tried together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// Where each step ends in the list of teams.
    pub ends: Vec<usize>,
    /// Who of a step's free agents takes a contact.
    pub by: Fairness,
}

/// How the free agents of teams that are tried together are compared; of equals, whoever has stood longest at that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fairness {
    /// Fewest places taken, as platforms do it.
    #[default]
    FewestOpen,
    /// The smallest share of their places taken.
    ShareOfPlaces,
}
