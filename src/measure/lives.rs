//! What became of each contact, told when it leaves: whoever keeps it, the observer does not. Only who is here is remembered.

use crate::engine::{Answered, Contact, Observer, Taken, UNCOUNTED};
use crate::model::{Channel, Model, TeamId, TypeId};
use crate::time::{SimDuration, SimTime};
use std::collections::BTreeMap;

/// How a contact ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// People were done with it, and it is resolved.
    Resolved,
    /// People were done with it, and it is not.
    Unresolved,
    /// By the message: the customer was answered before, and left because a later message was not.
    BrokenOff,
    /// The customer left unanswered.
    Abandoned,
    /// The queue was full.
    TurnedAway,
    /// It came in closed hours, and left.
    Closed,
    /// The bot solved it.
    Contained,
    /// The bot ended it and did not solve it.
    FalselyContained,
    /// Still here when the replication stopped.
    Open,
}

impl Fate {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Resolved,
        Self::Unresolved,
        Self::BrokenOff,
        Self::Abandoned,
        Self::TurnedAway,
        Self::Closed,
        Self::Contained,
        Self::FalselyContained,
        Self::Open,
    ];

    /// A stable word for files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Unresolved => "unresolved",
            Self::BrokenOff => "broken_off",
            Self::Abandoned => "abandoned",
            Self::TurnedAway => "turned_away",
            Self::Closed => "closed",
            Self::Contained => "contained",
            Self::FalselyContained => "falsely_contained",
            Self::Open => "open",
        }
    }
}

/// One contact from its arrival to its end. Moments that were none are `None`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Life {
    /// Its key: no two contacts of a replication have the same.
    pub key: u64,
    /// Its type.
    pub kind: TypeId,
    /// The same customer asking again.
    pub repeat: bool,
    /// A message left in closed hours.
    pub message: bool,
    /// When it arrived (at the bot, where it meets one).
    pub arrived: SimTime,
    /// When it asked for people.
    pub reached: Option<SimTime>,
    /// When an agent took it first, if it was ever answered.
    pub begun: Option<SimTime>,
    /// When it was answered first; `None` of tickets too.
    pub replied: Option<SimTime>,
    /// When it left.
    pub ended: Option<SimTime>,
    /// How it ended.
    pub fate: Fate,
    /// Who was done with it, or had it last: the team, and the number of the agent in the replication.
    pub by: Option<(TeamId, u32)>,
    /// Whether its outcome is in the figures: it asked for people (or, without asking, arrived) in the counted days.
    pub counted: bool,
}

impl Life {
    /// From asking for people until an agent took it, or until it left untaken.
    pub fn waited(&self) -> Option<SimDuration> {
        Some(self.begun.or(self.ended)? - self.reached?)
    }
    /// From asking for people until the first answer.
    pub fn reply(&self) -> Option<SimDuration> {
        Some(self.replied? - self.reached?)
    }
}

/// What is remembered of a contact that is here.
struct Present {
    kind: TypeId,
    repeat: bool,
    arrived: SimTime,
    /// Whether its arrival is in the figures.
    arrival_counts: bool,
    /// Until when it is with the bot.
    in_bot: SimTime,
    begun: Option<SimTime>,
    replied: Option<SimTime>,
    by: Option<(TeamId, u32)>,
}

/// Tells the life of every contact whose arrival or outcome is in the figures, when it leaves.
pub struct Lives<'m, F> {
    model: &'m Model,
    present: BTreeMap<u64, Present>,
    tell: F,
}

impl<'m, F: FnMut(&Life)> Lives<'m, F> {
    /// Of a replication of this model.
    pub fn new(model: &'m Model, tell: F) -> Self {
        Self { model, present: BTreeMap::new(), tell }
    }

    /// Tells who arrived in the counted days and was heard of no more.
    pub fn finish(mut self) {
        for (key, here) in std::mem::take(&mut self.present) {
            if here.arrival_counts {
                (self.tell)(&Life {
                    key,
                    kind: here.kind,
                    repeat: here.repeat,
                    message: false,
                    arrived: here.arrived,
                    reached: None,
                    begun: here.begun,
                    replied: here.replied,
                    ended: None,
                    fate: Fate::Open,
                    by: here.by,
                    counted: false,
                });
            }
        }
    }

    fn by_message(&self, contact: &Contact) -> bool {
        self.model.types[contact.contact_type].turns.is_some()
    }

    fn end(&mut self, ended: Option<SimTime>, contact: &Contact, fate: Fate) {
        // Who left without a word has left already.
        let Some(here) = self.present.remove(&contact.key.whole()) else { return };
        let counted = contact.interval != UNCOUNTED;
        if !counted && !here.arrival_counts {
            return;
        }
        let with_bot = matches!(fate, Fate::Contained | Fate::FalselyContained);
        (self.tell)(&Life {
            key: contact.key.whole(),
            kind: contact.contact_type,
            repeat: contact.repeat,
            message: contact.message,
            arrived: contact.arrived,
            reached: (!with_bot).then_some(contact.reached),
            begun: here.begun,
            replied: here.replied,
            ended: ended.map(|at| if with_bot { at.max(here.in_bot) } else { at }),
            fate,
            by: here.by,
            counted,
        });
    }
}

impl<F: FnMut(&Life)> Observer for Lives<'_, F> {
    fn arrived(&mut self, at: SimTime, contact: &Contact) {
        if self.model.types[contact.contact_type].channel == Channel::Stream {
            return;
        }
        let here = Present {
            kind: contact.contact_type,
            repeat: contact.repeat,
            arrived: at,
            arrival_counts: contact.interval != UNCOUNTED,
            in_bot: at,
            begun: None,
            replied: None,
            by: None,
        };
        let before = self.present.insert(contact.key.whole(), here);
        debug_assert!(before.is_none(), "two contacts have one key");
    }
    fn in_bot(&mut self, _: SimTime, until: SimTime, contact: &Contact) {
        if let Some(here) = self.present.get_mut(&contact.key.whole()) {
            here.in_bot = until;
        }
    }
    fn contained(&mut self, at: SimTime, contact: &Contact, solved: bool) {
        self.end(Some(at), contact, if solved { Fate::Contained } else { Fate::FalselyContained });
    }
    fn turned_away(&mut self, at: SimTime, contact: &Contact) {
        self.end(Some(at), contact, Fate::TurnedAway);
    }
    fn closed(&mut self, at: SimTime, contact: &Contact) {
        self.end(Some(at), contact, Fate::Closed);
    }
    fn abandoned(&mut self, at: SimTime, contact: &Contact, _: bool) {
        self.end(Some(at), contact, Fate::Abandoned);
    }
    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        let (by_message, ticket) = (self.by_message(contact), self.model.types[contact.contact_type].ticket.is_some());
        let Some(here) = self.present.get_mut(&contact.key.whole()) else { return };
        here.by = Some((by.team, by.agent));
        // By the message, who is taken may still leave: the first answer counts.
        if by.first && !by_message {
            here.begun = Some(at);
            here.replied = (!ticket).then_some(at + by.answer);
        }
    }
    fn answered(&mut self, at: SimTime, contact: &Contact, answer: Answered) {
        if let Some(here) = self.present.get_mut(&contact.key.whole()) {
            here.by = Some((answer.team, answer.agent));
            if answer.first {
                (here.begun, here.replied) = (Some(contact.accepted), Some(at));
            }
        }
    }
    fn broke_off(&mut self, at: SimTime, contact: &Contact, _: SimTime, _: TeamId) {
        self.end(Some(at), contact, Fate::BrokenOff);
    }
    fn handled(&mut self, at: SimTime, contact: &Contact, _: TeamId, resolved: bool) {
        self.end(Some(at), contact, if resolved { Fate::Resolved } else { Fate::Unresolved });
    }
    fn open_at_end(&mut self, _: SimTime, contact: &Contact) {
        self.end(None, contact, Fate::Open);
    }
}
