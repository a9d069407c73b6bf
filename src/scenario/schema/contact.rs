//! Contact types and streams.

use super::calendar::{DayCv, HolidayFactors};
use super::{DecimalWord, DetailWord, MessagesText, PlatformNames, RatingText, ReminderText, SaleText, Steps};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::day_key::{ByDayText, Spans};
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Amount, Count, Hours, PerDay, Share};
use crate::scenario::values::read::{At, Names, Read, ValueKind, table, words, wrong};
use crate::time::SimDuration;

words! {
    /// How a contact is worked on.
    pub enum ChannelWord {
        /// Several at once per agent.
        Chat = "chat",
        /// One at once.
        Call = "call",
        /// Nobody waits on the line.
        Ticket = "ticket",
    }
}

words! {
    /// Which ticket is next.
    pub enum TicketOrderWord {
        /// The earliest deadline.
        Deadline = "deadline",
        /// The oldest.
        Fifo = "fifo",
    }
}

words! {
    /// What counts towards a ticket's target.
    pub enum CountedWord {
        /// All the time that passes.
        Clock = "clock",
        /// The type's `hours` only.
        Opening = "opening",
    }
}

words! {
    /// What the numbers of a file of volumes are.
    pub enum HeldWord {
        /// The mean of what comes.
        Expected = "expected",
        /// So many come.
        Exact = "exact",
        /// None: every row is a contact, at its moment.
        Rows = "rows",
    }
}

words! {
    /// What an empty cell or an absent row of a file of volumes is.
    pub enum MissingWord {
        /// A mistake.
        Error = "error",
        /// Nobody came.
        Zero = "zero",
    }
}

words! {
    /// What a length of 0 in a file is.
    pub enum ZerosWord {
        /// Of a contact that nobody answered.
        Unanswered = "unanswered",
        /// Of one that was answered in no time.
        Answered = "answered",
    }
}

words! {
    /// What a child takes over from its parent.
    pub enum InheritWord {
        /// Its deadline.
        Deadline = "deadline",
    }
}

words! {
    /// What a stream's volume includes.
    pub enum IncludesWord {
        /// Those that rules on `converted` create.
        Converted = "converted",
    }
}

words! {
    /// What may cause something later.
    pub enum EventWord {
        /// It arrived.
        Arrived = "arrived",
        /// Service ended.
        Handled = "handled",
        /// Ended resolved.
        Resolved = "resolved",
        /// Ended unresolved.
        Unresolved = "unresolved",
        /// Left the queue.
        Abandoned = "abandoned",
        /// Came in closed hours and left.
        Closed = "closed",
        /// Ended with the bot.
        Contained = "contained",
        /// Ended with the bot unsolved.
        FalselyContained = "falsely_contained",
        /// Still open at its deadline.
        Late = "late",
        /// Turned away at a full queue.
        TurnedAway = "turned_away",
        /// A step of a ticket was forgotten.
        Missed = "missed",
        /// A ticket is still open so long (`in`) after it was created.
        Open = "open",
        /// The customer is passed on to another queue.
        Transferred = "transferred",
        /// Who was answered buys.
        Converted = "converted",
    }
}

table! {
    /// Arrivals that need no service themselves but cause contacts later (orders, deliveries).
    pub struct StreamText {
        /// What it is called; `"中文 | English"`.
        name: Option<At<String>>,
        /// How many arrive when; none: only what rules create.
        arrivals: Option<At<ArrivalsText>>,
        /// `"converted"`: those that rules on `converted` create are among them, not on top.
        includes: Option<At<IncludesWord>>,
        /// What they cause; a rule without `on` is for their arrival.
        then: Vec<At<RuleText>>,
    }
}

table! {
    /// First arrivals.
    pub struct ArrivalsText {
        /// Expected on a plain day; beside `file`, on the dates that it does not hold.
        per_day: Option<At<PerDay>>,
        /// The name of a profile of the day; none: the same all day.
        profile: Option<At<String>>,
        /// Factors by weekday; 1 where none is given.
        weekday: Option<At<Weekdays>>,
        /// The factor on public holidays, in the place of the weekday's; or a table by holiday. None: as the weekday.
        holiday: Option<At<HolidayFactors>>,
        /// Which lifts by season of the calendar's events are its own; `"none"`: none of them.
        season: Option<At<String>>,
        /// cv of the type's own day factor.
        day_cv: Option<At<DayCv>>,
        /// How that goes together with the next day's: a correlation, from 0 to 0.95.
        day_persistence: Option<At<Amount>>,
        /// A spreadsheet or CSV file of volumes by date, relative to the scenario: in the place of `per_day` on its dates.
        file: Option<At<String>>,
        /// The name of its sheet; none: the first.
        sheet: Option<At<String>>,
        /// What the type is called in the file; none: its key or its name.
        type_ as "type": Option<At<String>>,
        /// What the numbers of the file are: `"expected"` (none given), `"exact"`, or `"rows"`: every row is a contact.
        counts: Option<At<HeldWord>>,
        /// The words over the file's columns, by what they are: `date`, `interval`, `until`, `type`, `count`; of contacts `effort` (`"talk + wrap"`: both, added up), `patience`; `"nothing"`: no column is it.
        columns: Names<String>,
        /// Which rows of the file are read: the words over columns, and what stands there (`{ Direction = "Inbound" }`); `"*"`: anything, rows of one interval added up.
        where_ as "where": Names<String>,
        /// In what its lengths without a unit are: `"s"`, `"min"`, `"mm:ss"` …; none: as the word over the column says.
        unit: Option<At<String>>,
        /// What stands before the fraction of its numbers: `","` or `"."`; none: as its cells tell.
        decimal: Option<At<DecimalWord>>,
        /// Whether 01/02/2025 is 1 February; none: as its dates tell.
        day_first: Option<At<bool>>,
        /// Whether an hour written as one number (`24`) is the one that ends then; none: as its hours tell.
        hour_ends: Option<At<bool>>,
        /// The shop's distance from Greenwich (`"+08:00"`), for times with a zone; `"as written"`: they are the shop's.
        time_zone: Option<At<String>>,
        /// The year of dates that lack it.
        year: Option<At<Count>>,
        /// What an empty cell or an absent row of the file is: `"error"` (none given), or `"zero"`.
        missing: Option<At<MissingWord>>,
        /// What lengths of 0 are, where every row is a contact: those that nobody answered (`"unanswered"`), which are left out, or `"answered"`; none: as a column of states tells.
        zeros: Option<At<ZerosWord>>,
        /// The factor on the file's numbers.
        times: Option<At<Amount>>,
    }
}

table! {
    /// Factors by weekday.
    pub struct Weekdays {
        /// Monday.
        mon: Option<At<Amount>>,
        /// Tuesday.
        tue: Option<At<Amount>>,
        /// Wednesday.
        wed: Option<At<Amount>>,
        /// Thursday.
        thu: Option<At<Amount>>,
        /// Friday.
        fri: Option<At<Amount>>,
        /// Saturday.
        sat: Option<At<Amount>>,
        /// Sunday.
        sun: Option<At<Amount>>,
    }
}

impl Weekdays {
    /// From Monday.
    pub fn factors(&self) -> [f64; 7] {
        [&self.mon, &self.tue, &self.wed, &self.thu, &self.fri, &self.sat, &self.sun]
            .map(|day| day.as_ref().map_or(1.0, |a| a.0))
    }
}

table! {
    /// A kind of work.
    pub struct ContactText {
        /// What it is called; `"中文 | English"`.
        name: Option<At<String>>,
        /// The type it takes everything from that it does not say itself.
        like: Option<At<String>>,
        /// `"chat"`, `"call"` or `"ticket"`.
        channel: At<ChannelWord>,
        /// First contacts of its own.
        arrivals: Option<At<ArrivalsText>>,
        /// So many per 1,000 first contacts come out of another type's.
        per_1000: Option<At<PerThousand>>,
        /// The agent's own time in a contact.
        effort: Option<At<LawText>>,
        /// Chats: how long a session lasts by the clock, with so many open, in the place of `effort`.
        session: Option<At<SessionText>>,
        /// Calls: talk and wrap-up together, in the place of `effort`.
        handle_time: Option<At<SimDuration>>,
        /// Tickets: what has to happen one after another, instead of one effort.
        steps: Option<At<Steps>>,
        /// The agent's answers in a chat.
        messages: Option<At<MessagesText>>,
        /// Until the customer writes again.
        customer_pause: Option<At<LawText>>,
        /// Chats: simulated by the `"session"` (not given) or by the `"message"`.
        detail: Option<At<DetailWord>>,
        /// Chats by the message: how long one answer takes by hand, instead of `effort` for all of them.
        answer: Option<At<LawText>>,
        /// Chats by the message: how long the place stays taken after the last answer; none: for another pause.
        linger: Option<At<LawText>>,
        /// Chats by the message: a customer who is silent for so long frees their place.
        release_after: Option<At<SimDuration>>,
        /// Chats by the message: how long a customer who was answered before waits for the next answer; none: for ever.
        reply_patience: Option<At<LawText>>,
        /// Chats by the message: what is sent to a customer who has gone quiet.
        reminders: Option<At<Vec<At<ReminderText>>>>,
        /// Chats: the share of those who leave unanswered without a word.
        silent: Option<At<Share>>,
        /// Chats: the share of its effort that is spent on such a chat; none: 40 %.
        silent_effort: Option<At<Share>>,
        /// Chats by the message: the platform whose hours are scored, or several that score the same messages.
        platform: Option<At<PlatformNames>>,
        /// Chats: how long one lasts by the wall clock with an agent to itself.
        alone: Option<At<LawText>>,
        /// Chats: how many times longer one lasts with 1, 2, … open.
        slowdown: Option<At<Slowdown>>,
        /// How long the customer waits for people; `"none"`: for ever.
        patience: Option<At<LawText>>,
        /// Share that leaves at once when not answered at once.
        balk: Option<At<Share>>,
        /// Waiting places; beyond them contacts are turned away.
        queue_limit: Option<At<Count>>,
        /// Work after the end that keeps the place.
        wrap_up: Option<At<LawText>>,
        /// Share of answers that settle the matter.
        resolved: Option<At<Share>>,
        /// What is promised.
        targets: Vec<At<TargetText>>,
        /// The unresolved who ask again.
        unresolved: Option<At<AwayText>>,
        /// Those who left the queue and ask again.
        abandoned: Option<At<AwayText>>,
        /// Chats and calls: those whom the bot sent away unsolved and who ask again; a rule on it in `then` says it instead.
        falsely_contained: Option<At<AwayText>>,
        /// What happens when people cannot be asked.
        closed: Option<At<ClosedText>>,
        /// Hours at which people can be asked, every day or by day: `{ weekdays = "09:00-18:00", weekend = "closed" }`.
        hours: Option<At<ByDayText<Spans>>>,
        /// What its events cause.
        then: Vec<At<RuleText>>,
        /// The agent who had the customer before is tried first, and the customer is kept for them so long.
        owner: Option<At<SimDuration>>,
        /// Tickets: a live contact may take its agent.
        interruptible: Option<At<bool>>,
        /// Tickets: hands lost at each resumption.
        resume_cost: Option<At<SimDuration>>,
        /// Tickets: places taken beside chats.
        slots: Option<At<Slots>>,
        /// Tickets: which is next.
        order: Option<At<TicketOrderWord>>,
        /// Tickets: what follows when one is late.
        late: Option<At<Late>>,
        /// Tickets: messages that the shop begins; no customer waits for them.
        outreach: Option<At<bool>>,
        /// Chats, calls and outreach: what customers buy who are answered, or who get the message.
        sale: Option<At<SaleText>>,
        /// How satisfied customers say they are who are asked afterwards.
        rating: Option<At<RatingText>>,
    }
}

table! {
    /// A chat's session by the clock.
    pub struct SessionText {
        /// From its beginning until the pause after the last answer is over.
        lasts: At<SimDuration>,
        /// So many an agent has open meanwhile.
        open: At<Count>,
    }
}

table! {
    /// A rate per 1,000 first contacts, which come out of another type's.
    pub struct PerThousand {
        /// `"contacts"` (all types), or one type or stream.
        of: At<String>,
        /// How many per 1,000.
        number: At<Amount>,
        /// Whose contacts they come out of.
        from: At<String>,
    }
}

table! {
    /// A target.
    pub struct TargetText {
        /// Until the first reply.
        first_reply: Option<At<SimDuration>>,
        /// Until an agent has it.
        accepted: Option<At<SimDuration>>,
        /// Tickets: until it is done.
        done: Option<At<SimDuration>>,
        /// Tickets: until work on it begins.
        started: Option<At<SimDuration>>,
        /// Chats and calls: only who reaches people in these hours is judged, as platforms do.
        window: Option<At<Hours>>,
        /// Tickets: whether all the time counts (`"clock"`), or the type's `hours` only (`"opening"`).
        counted: Option<At<CountedWord>>,
        /// The share that should be in time.
        share: Option<At<Share>>,
    }
}

table! {
    /// Those who ask again.
    pub struct AwayText {
        /// Share that does.
        returns: At<Share>,
        /// How much later.
        in_ as "in": Option<At<LawText>>,
        /// Moved to this profile's hours of that day; none: the type's own.
        follow: Option<At<String>>,
    }
}

table! {
    /// What happens when people cannot be asked.
    pub struct ClosedText {
        /// Share that leaves a message; the rest leaves.
        leaves_message: At<Share>,
        /// Messages queue by age among live customers, not behind them.
        in_line: Option<At<bool>>,
    }
}

table! {
    /// What follows when a ticket is late.
    pub struct Late {
        /// Paid to the customer.
        pays: Option<At<Amount>>,
        /// Share of customers who ask where it is.
        asks_again: Option<At<Share>>,
        /// The type they ask in; none: the one the ticket comes `from`.
        asks: Option<At<String>>,
    }
}

table! {
    /// Something that an event causes.
    pub struct RuleText {
        /// The event.
        on: Option<At<EventWord>>,
        /// How likely; none: always.
        chance: Option<At<Share>>,
        /// How much later; none: at once.
        in_ as "in": Option<At<LawText>>,
        /// The type that arrives.
        creates: At<String>,
        /// Moved to this profile's hours of the day it falls on.
        follow: Option<At<String>>,
        /// Only first contacts cause it.
        first_only: Option<At<bool>>,
        /// Whether what is created meets the bot.
        bot: Option<At<bool>>,
        /// `"deadline"`: what is created keeps its parent's.
        inherit: Option<At<InheritWord>>,
        /// The customer waits on in the other type's queue.
        transfer: Option<At<bool>>,
        /// The same contact goes on.
        same_contact: Option<At<bool>>,
    }
    later "team", "customers";
}

/// How many times longer a chat lasts with others open.
#[derive(Clone, Debug, PartialEq)]
pub struct Slowdown {
    /// With 1, 2, … open.
    pub factors: Vec<f64>,
    /// The factor at the start stays.
    pub at_start: bool,
}

impl Read for Slowdown {
    fn kind() -> ValueKind {
        ValueKind::Custom("a list of factors, or { at_start = [factors] }")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        if node.table().is_some() {
            crate::scenario::values::read::unknown_keys(node, &["at_start"], out);
            return Some(Self { at_start: true, ..Self::read(node.get("at_start")?, out)? });
        }
        let factors = Vec::<At<Amount>>::read(node, out)?;
        if let Some(bad) = factors.iter().find(|f| f.value.0 <= 0.0) {
            return out.reject(Diagnostic::error(
                Code::OutOfRange,
                &bad.place,
                say!("a factor on a duration must be above 0", "时长的倍数必须大于 0"),
            ));
        }
        if factors.is_empty() {
            return out.reject(Diagnostic::error(
                Code::WrongType,
                &node.place,
                say!("at least one factor is wanted", "至少要写一个倍数"),
            ));
        }
        Some(Self { factors: factors.iter().map(|f| f.value.0).collect(), at_start: false })
    }
}

/// Places a ticket takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slots {
    /// So many.
    Places(u16),
    /// All of them.
    All,
}

impl Read for Slots {
    fn kind() -> ValueKind {
        ValueKind::Custom("a whole number from 1, or \"all\"")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Text(t) if t == "all" => Some(Self::All),
            Value::Text(_) => wrong(node, &say!("a whole number, or \"all\"", "整数，或 \"all\""), out),
            _ => match Count::read(node, out)?.0 {
                n @ 1..=200 => Some(Self::Places(n as u16)),
                n => out.reject(Diagnostic::error(
                    Code::OutOfRange,
                    &node.place,
                    say!("a ticket takes 1 to 200 places, not {n}", "工单占 1 到 200 个接待位，不能是 {n}"),
                )),
            },
        }
    }
}
