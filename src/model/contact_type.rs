//! What customers want of people, type by type: how they reach them, how long they wait, what is promised, and how it ends.

use super::{
    Arrivals, Bot, ChatPace, DailyHours, Event, Label, OpeningHours, Promise, Rating, Reminder, Route, Rule, Sale,
    Silent, Step, TeamId, Ticket, Together, Turns,
};
use crate::random::{Key, Law};
use crate::time::{SimDuration, SimTime};

/// How a contact is worked on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Channel {
    /// Several at once per agent.
    Chat,
    /// One at once; takes the whole agent.
    Call,
    /// Nobody waits on the line; has a deadline.
    Ticket,
    /// Needs no service itself, but causes contacts.
    Stream,
}

/// A chat's session by the clock.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Session {
    /// From its beginning until the pause after the last answer is over.
    pub lasts: SimDuration,
    /// So many an agent has open meanwhile.
    pub open: u32,
}

/// A kind of contact, or a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactType {
    /// Key and name.
    pub label: Label,
    /// How it is worked on.
    pub channel: Channel,
    /// First contacts of their own, if any.
    pub arrivals: Option<Arrivals>,
    /// The agent's own time; of a ticket of steps, the mean of all of them.
    pub effort: Law,
    /// Chats whose `effort` was worked back from the clock: what was said of it; none: the effort itself was said.
    pub session: Option<Session>,
    /// Chats: how a session moves on beside others.
    pub pace: ChatPace,
    /// Chats by the message; none: a chat is one piece of work.
    pub turns: Option<Turns>,
    /// Chats: customers who leave without a word.
    pub silent: Option<Silent>,
    /// How long the customer waits for people; none: for ever.
    pub patience: Option<Law>,
    /// Chance to leave at once when not answered at once.
    pub balk: f64,
    /// How long a customer is kept for the agent they had before; none: nobody looks who that was.
    pub hold_for_last_agent: Option<SimDuration>,
    /// Waiting places; beyond them contacts are turned away.
    pub queue_limit: Option<u32>,
    /// Work after the end that keeps the place.
    pub wrap_up: Option<Law>,
    /// Chance that an answer resolves it (before the team's skill).
    pub resolved: f64,
    /// Live contacts and outreach: what customers buy who are answered, or get the message.
    pub sale: Option<Sale>,
    /// How satisfied customers say they are.
    pub rating: Option<Rating>,
    /// Tickets that the shop begins: messages to customers, who do not wait for them.
    pub outreach: bool,
    /// What is promised for live contacts; of several targets the first.
    pub speed: Option<WaitTarget>,
    /// Further targets for live contacts, as written; empty where `speed` is none. No two of a type have the same limit.
    pub more_speeds: Vec<WaitTarget>,
    /// Tickets only.
    pub ticket: Option<Ticket>,
    /// The bot it meets first, in this design.
    pub bot: Option<Bot>,
    /// When people can be asked; none: always.
    pub hours: Option<OpeningHours>,
    /// What happens when people cannot be asked.
    pub closed: Option<Closed>,
    /// Teams in order of trial. Empty for streams.
    pub routes: Vec<Route>,
    /// Which of them are tried together; none: one after another.
    pub together: Option<Together>,
    /// What its events cause, by [`Event`].
    pub rules: [Vec<Rule>; Event::COUNT],
}

impl ContactType {
    /// A type of which nothing is known but its name and channel: no arrivals, no work, nobody who serves it.
    pub fn new(label: Label, channel: Channel) -> Self {
        Self {
            label,
            channel,
            arrivals: None,
            effort: Law::Fixed(SimDuration::ZERO),
            session: None,
            pace: ChatPace::default(),
            turns: None,
            silent: None,
            patience: None,
            balk: 0.0,
            hold_for_last_agent: None,
            queue_limit: None,
            wrap_up: None,
            resolved: 1.0,
            sale: None,
            rating: None,
            outreach: false,
            speed: None,
            more_speeds: Vec::new(),
            ticket: None,
            bot: None,
            hours: None,
            closed: None,
            routes: Vec::new(),
            together: None,
            rules: Default::default(),
        }
    }

    /// The key of its own draws in a replication.
    pub fn key(&self, replication: Key) -> Key {
        replication.name("type").name(&self.label.key)
    }
    /// What is sent to its customers who have gone quiet.
    pub fn reminders(&self) -> &[Reminder] {
        self.turns.as_ref().map_or(&[], |turns| &turns.reminders)
    }
    /// Whether this event of it causes anything.
    #[inline]
    pub fn causes(&self, event: Event) -> bool {
        !self.rules[event as usize].is_empty()
    }
    /// Factor on what a customer buys by whether the bot handed them over.
    pub fn uplift(&self, bot_failed: bool) -> f64 {
        self.bot.as_ref().filter(|_| bot_failed).map_or(1.0, |bot| bot.failure_conversion)
    }
    /// Whether it is ever done: what nobody sends does not come.
    pub fn is_done(&self) -> bool {
        !self.outreach || !self.routes.is_empty() || self.bot.is_some()
    }
    /// Whether it can do without people: messages that the bot sends, all of them, or that nobody sends.
    pub fn needs_nobody(&self) -> bool {
        self.outreach && self.bot.as_ref().is_none_or(|bot| bot.contained() >= 1.0)
    }
    /// Whether anything but a target depends on the wait until the first reply.
    #[inline]
    pub fn heeds_reply(&self) -> bool {
        self.sale.is_some() || self.rating.is_some()
    }
    /// What has to happen one after another; empty for whatever is one piece of work.
    #[inline]
    pub fn steps(&self) -> &[Step] {
        self.ticket.as_ref().map_or(&[], |ticket| &ticket.steps)
    }
    /// When a promise made at `from` falls due.
    pub fn due(&self, promise: Promise, from: SimTime) -> SimTime {
        match &self.hours {
            Some(hours) if promise.opening => hours.after(from, promise.within),
            _ => from + promise.within,
        }
    }
    /// The teams that are tried first: one, or those of the first step together; empty where nobody serves it.
    #[inline]
    pub fn first_teams(&self) -> &[Route] {
        let first = self.together.as_ref().map_or(1, |together| together.ends[0]);
        &self.routes[..first.min(self.routes.len())]
    }
    /// All who may be asked for it: the teams of its routes, then those of its steps; who does several of these stands there as often.
    pub fn teams(&self) -> impl Iterator<Item = TeamId> {
        let of_steps = self.steps().iter().filter_map(Step::team);
        self.routes.iter().map(|route| route.team).chain(of_steps)
    }

    /// Whether this team is tried first, alone or with others.
    #[inline]
    pub fn is_first(&self, team: TeamId) -> bool {
        self.first_teams().iter().any(|route| route.team == team)
    }
    /// All its targets for live contacts, the first first.
    pub fn speeds(&self) -> impl Iterator<Item = &WaitTarget> {
        self.speed.iter().chain(&self.more_speeds)
    }
    /// Whether a customer waits on the line.
    pub fn is_live(&self) -> bool {
        matches!(self.channel, Channel::Chat | Channel::Call)
    }
}

/// A target for live contacts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WaitTarget {
    /// Which moment ends the wait.
    pub until: FirstTouch,
    /// Answered exactly at the limit is in time.
    pub limit: SimDuration,
    /// The share that should be in time.
    pub share: Option<f64>,
    /// Only who reaches people in these hours is judged; none: everybody.
    pub window: Option<DailyHours>,
}

impl WaitTarget {
    /// Whether who reached people then is judged.
    #[inline]
    pub fn judges(&self, reached: SimTime) -> bool {
        self.window.is_none_or(|window| window.contains(reached.time_of_day()))
    }
}

/// Acceptance (接入) or first reply (首响): never shown under each other's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FirstTouch {
    /// Assigned to an agent.
    Accepted,
    /// Answered for the first time.
    FirstReply,
}

/// Outside hours, or with nobody on shift.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closed {
    /// Share that leaves a message; the rest leaves.
    pub leaves_message: f64,
    /// Messages queue by age among live customers, not behind them.
    pub in_line: bool,
}
