//! What contacts of a run may have. Most of what a contact is asked is about things that a plain shop has not: no bot, no
//! ticket, no message, no policy; and of what most shops have not: owners, policies, chats by the message. The engine is compiled
//! from one source for each of these, and contacts are not asked about what there is not; where there are only calls, each goes
//! its whole way in two steps (`life/calls.rs`).

use crate::model::{Channel, ChatPace, ContactType, Model, TeamId, Ticket, Together, Turns};

/// How much the engine looks for.
pub trait Scope {
    /// Whether anything but plain calls and chats may occur.
    const WHOLE: bool;
    /// Whether there may be what few shops have: policies, owners, teams tried together, chats by the message or of a measured
    /// pace, customers who leave without a word, ratings, contacts from data, tickets that take a whole agent. Else all that an
    /// agent's chats move on at is one rate.
    const RARE: bool;
    /// Whether there is nothing but calls of the plain kind, told of to whoever only adds up.
    const CALLS: bool = false;

    /// What makes a contact of this type a ticket.
    #[inline]
    fn ticket(of: &ContactType) -> Option<&Ticket> {
        of.ticket.as_ref().filter(|_| Self::WHOLE)
    }

    /// Which teams of this type's route are tried together.
    #[inline]
    fn together(of: &ContactType) -> Option<&Together> {
        of.together.as_ref().filter(|_| Self::RARE)
    }

    /// Whether a team that takes a contact of this type is none of those tried first.
    #[inline]
    fn overflows(of: &ContactType, team: TeamId) -> bool {
        if Self::RARE { !of.is_first(team) } else { of.routes[0].team != team }
    }

    /// How contacts of this type go by the message.
    #[inline]
    fn turns(of: &ContactType) -> Option<&Turns> {
        of.turns.as_ref().filter(|_| Self::RARE)
    }
}

/// Everything that a model can have.
pub enum Whole {}
impl Scope for Whole {
    const WHOLE: bool = true;
    const RARE: bool = true;
}

/// What most shops have: bots, calls, chats and tickets of steps, sales, and customers who come back.
pub enum Shop {}
impl Scope for Shop {
    const WHOLE: bool = true;
    const RARE: bool = false;
}

/// Calls and chats that wait, are taken or give up, and nothing else.
pub enum Plain {}
impl Scope for Plain {
    const WHOLE: bool = false;
    const RARE: bool = false;
}

/// Calls that wait, are taken or give up, and nothing else.
pub enum Calls {}
impl Scope for Calls {
    const WHOLE: bool = false;
    const RARE: bool = false;
    const CALLS: bool = true;
}

/// Whether a model has nothing but calls that [`Whole`] need not look for.
pub fn has_only_calls(model: &Model) -> bool {
    is_plain(model) && model.types.iter().all(|of| of.channel == Channel::Call)
}

/// Whether a model has nothing that only [`Whole`] and [`Shop`] look for.
pub fn is_plain(model: &Model) -> bool {
    is_usual(model) && model.types.iter().all(is_plain_type)
}

/// Whether a model has nothing that only [`Whole`] looks for.
pub fn is_usual(model: &Model) -> bool {
    model.policies.switches().is_empty() && model.types.iter().all(is_usual_type)
}

fn is_usual_type(of: &ContactType) -> bool {
    let drawn = of.arrivals.as_ref().is_none_or(|arrivals| arrivals.given.is_empty());
    let in_loop = of.channel != Channel::Chat || matches!(of.pace, ChatPace::Loop { .. });
    let beside_others = of.ticket.as_ref().is_none_or(|ticket| !ticket.exclusive);
    of.together.is_none()
        && of.turns.is_none()
        && of.silent.is_none()
        && of.rating.is_none()
        && of.hold_for_last_agent.is_none()
        && drawn
        && in_loop
        && beside_others
}

fn is_plain_type(of: &ContactType) -> bool {
    let has_none = of.bot.is_none()
        && of.ticket.is_none()
        && of.sale.is_none()
        && of.closed.is_none()
        && of.hours.is_none()
        && of.queue_limit.is_none();
    let causes_nothing = of.rules.iter().all(Vec::is_empty);
    matches!(of.channel, Channel::Call | Channel::Chat) && has_none && causes_nothing && of.balk <= 0.0
}
