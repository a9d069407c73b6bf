//! What customers want: contact types and streams, their arrivals, their bot, and what they cause later.

use super::crisis::with_crises;
use super::{
    Bot, Busyness, Calendar, ChatPace, DailyHours, Given, Label, Lifts, Rating, Reminder, Route, Sale, Silent, Struck,
    Ticket, Turns,
};
use crate::random::{Key, Law, Profile, Purpose};
use crate::time::{SimDuration, SimTime};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Opens the keys of dates.
const DAY: Purpose = Purpose::new("day");

crate::id! {
    /// A contact type or stream.
    TypeId
}

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
#[derive(Clone, Debug)]
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
    pub owner: Option<SimDuration>,
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
    /// What is promised for live contacts.
    pub speed: Option<WaitTarget>,
    /// Tickets only.
    pub ticket: Option<Ticket>,
    /// The bot it meets first, in this design.
    pub bot: Option<Bot>,
    /// Hours at which people can be asked; none: always.
    pub hours: Option<DailyHours>,
    /// What happens when people cannot be asked.
    pub closed: Option<Closed>,
    /// Teams in order of trial. Empty for streams.
    pub routes: Vec<Route>,
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
            owner: None,
            queue_limit: None,
            wrap_up: None,
            resolved: 1.0,
            sale: None,
            rating: None,
            outreach: false,
            speed: None,
            ticket: None,
            bot: None,
            hours: None,
            closed: None,
            routes: Vec::new(),
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
    /// Whether a customer waits on the line.
    pub fn is_live(&self) -> bool {
        matches!(self.channel, Channel::Chat | Channel::Call)
    }
}

/// First arrivals of a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    /// Expected a day, by weekday from Monday.
    pub per_day: [f64; 7],
    /// Expected on dates (since 1970-01-01) that are not as their weekday: public holidays, make-up workdays.
    pub dated: BTreeMap<i32, f64>,
    /// Expected on dates (since 1970-01-01) that data says, whatever else is said of them.
    pub known: BTreeMap<i32, f64>,
    /// Those dates whose contacts data gives exactly.
    pub given: BTreeMap<i32, Arc<Given>>,
    /// When in the day.
    pub profile: Profile,
    /// The type's own day factor.
    pub busyness: Busyness,
    /// By how much events of the calendar lift it.
    pub lifts: Lifts,
    /// Days (since 1970-01-01) that events or data give another shape than `profile`.
    pub shapes: BTreeMap<i32, Arc<Profile>>,
    /// What crises do to it.
    pub crises: Vec<Struck>,
}

impl Arrivals {
    /// Expected on the `day`-th day after the origin, before the day's own busyness, if there is no crisis.
    pub fn expected(&self, calendar: &Calendar, day: i32) -> f64 {
        self.known(calendar, day).unwrap_or_else(|| self.usual(calendar, day) * self.lifts.on(calendar.epoch_day(day)))
    }
    /// The same in one replication, where events turn out larger or smaller than expected, and crises come.
    pub fn drawn(&self, calendar: &Calendar, day: i32, replication: Key) -> f64 {
        let date = calendar.epoch_day(day);
        let planned = self
            .known(calendar, day)
            .unwrap_or_else(|| self.usual(calendar, day) * self.lifts.drawn(date, replication));
        with_crises(&self.crises, planned, date, replication)
    }
    /// The same when it is also known how busy the day is: the mean of the Poisson number that comes. `own`: the type's
    /// [`ContactType::key`]. Of a date that data gives exactly, what is given.
    pub fn realised(&self, calendar: &Calendar, day: i32, replication: Key, own: Key) -> f64 {
        if self.given.contains_key(&calendar.epoch_day(day)) {
            return self.expected(calendar, day);
        }
        let busy = |of: &Busyness, key: Key| of.factor(calendar, day, key.child(DAY));
        let factor = busy(&calendar.busyness, replication) * busy(&self.busyness, own);
        self.drawn(calendar, day, replication) * factor
    }
    /// Said by data.
    fn known(&self, calendar: &Calendar, day: i32) -> Option<f64> {
        self.known.get(&calendar.epoch_day(day)).copied()
    }
    /// Expected without events.
    fn usual(&self, calendar: &Calendar, day: i32) -> f64 {
        self.dated.get(&calendar.epoch_day(day)).copied().unwrap_or_else(|| self.per_day[calendar.weekday(day)])
    }
    /// Whether days differ beyond their weekday.
    pub fn is_seasonal(&self) -> bool {
        !self.lifts.is_empty() || !self.dated.is_empty() || !self.known.is_empty()
    }
    /// When they come on the `day`-th day after the origin.
    pub fn profile_on(&self, calendar: &Calendar, day: i32) -> &Profile {
        self.shapes.get(&calendar.epoch_day(day)).map_or(&self.profile, |shape| shape)
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

/// What may cause something later.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Event {
    /// It arrived (before the bot).
    Arrived,
    /// An agent's service ended, whatever the outcome.
    Handled,
    /// Ended resolved.
    Resolved,
    /// Ended unresolved.
    Unresolved,
    /// The customer left the queue.
    Abandoned,
    /// Came in closed hours and left.
    Closed,
    /// Ended with the bot, solved or not.
    Contained,
    /// Ended with the bot without being solved.
    FalselyContained,
    /// A ticket was still open at its deadline.
    Late,
    /// Turned away at a full queue.
    TurnedAway,
    /// A step of a ticket was forgotten.
    Missed,
    /// A ticket is still open so long after it was created.
    Open,
    /// The customer is passed on to another queue.
    Transferred,
    /// Who was answered buys; at the end of the service.
    Converted,
}

impl Event {
    /// How many kinds.
    pub const COUNT: usize = 14;
    /// All, with the word used in files.
    pub const ALL: [(Self, &'static str); Self::COUNT] = [
        (Self::Arrived, "arrived"),
        (Self::Handled, "handled"),
        (Self::Resolved, "resolved"),
        (Self::Unresolved, "unresolved"),
        (Self::Abandoned, "abandoned"),
        (Self::Closed, "closed"),
        (Self::Contained, "contained"),
        (Self::FalselyContained, "falsely_contained"),
        (Self::Late, "late"),
        (Self::TurnedAway, "turned_away"),
        (Self::Missed, "missed"),
        (Self::Open, "open"),
        (Self::Transferred, "transferred"),
        (Self::Converted, "converted"),
    ];
    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }
    /// Whether a contact caused by this event is the same customer asking again (a repeat), not a new need.
    pub fn makes_repeat(self) -> bool {
        matches!(
            self,
            Self::Unresolved
                | Self::Abandoned
                | Self::Closed
                | Self::FalselyContained
                | Self::Late
                | Self::TurnedAway
                | Self::Missed
                | Self::Open
        )
    }
}

/// Something that an event causes.
#[derive(Clone, Debug)]
pub struct Rule {
    /// How likely.
    pub chance: f64,
    /// How much later; none: at once.
    pub delay: Option<Law>,
    /// Moved to these hours of the day it falls on: an index into `Model::profiles`.
    pub follow: Option<Follow>,
    /// The type that arrives.
    pub creates: TypeId,
    /// Only first contacts cause it.
    pub first_only: bool,
    /// Whether the child meets the bot.
    pub meets_bot: bool,
    /// Whether the child keeps its parent's deadline.
    pub inherit_deadline: bool,
    /// How parent and child hang together.
    pub link: Link,
    /// Names the rule in the keys of what it creates: event, created type, n-th of that pair.
    pub purpose: Purpose,
}

impl Rule {
    /// Whether, by expectation, only first contacts bring what it creates: who asks again after an answer has had their chance
    /// to buy.
    pub fn of_first_only(&self, event: Event) -> bool {
        self.first_only || event == Event::Converted
    }
    /// Whether what it creates at this event is the same customer asking again.
    #[inline]
    pub fn child_repeats(&self, event: Event, parent_repeats: bool) -> bool {
        match self.link {
            Link::New => event.makes_repeat(),
            Link::Outreach => false,
            Link::Transfer | Link::Same => parent_repeats,
        }
    }
    /// Whether what it creates meets the bot, if there is one.
    #[inline]
    pub fn child_meets_bot(&self) -> bool {
        self.meets_bot && matches!(self.link, Link::New | Link::Outreach)
    }
}

/// The profile a child's hour is drawn from: an index into `Model::profiles`.
pub type Follow = usize;

/// How a child hangs together with its parent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// A contact of its own.
    New,
    /// A message of the shop: nobody asks again with it.
    Outreach,
    /// The customer waits on in the other type's queue (transfer): with new draws and patience, without the bot.
    Transfer,
    /// The same contact goes on with another type or team (escalation).
    Same,
}
