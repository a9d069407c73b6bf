//! What is counted, and the grid of intervals it is counted in.
//!
//! Every number of a report comes from these counters, summed over intervals and subjects. Outcomes of a contact belong
//! to the interval in which it reached people; names ending in `During` and areas belong to the interval
//! in which they happen.
//!
//! Counters are integers: numbers of contacts, or ticks. Rows of results are in contacts and seconds; `SCALES` leads from
//! one to the other.

use crate::model::COUNTERS;

macro_rules! counters {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident $(($scale:ident))?),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(usize)]
        pub enum $name { $($(#[$item_doc])* $item),* }
        impl $name {
            /// How many.
            pub const COUNT: usize = [$(Self::$item),*].len();
            /// What one of the counted is in a row of results.
            pub const SCALES: [f64; Self::COUNT] = [$(counters!(@ $($scale)?)),*];
        }
    };
    (@) => { 1.0 };
    (@ $scale:ident) => { $scale };
}

/// Ticks become seconds.
const TICKS: f64 = 1e-6;
/// Millionths of an order or a rating, which are expected and not drawn, become whole ones.
const MILLIONTHS: f64 = 1.0 / PARTS;
/// Parts of an order or a rating.
pub const PARTS: f64 = 1e6;
/// Parts of the currency's unit become units.
const MONEY: f64 = 1.0 / MONEY_PARTS;
/// Parts of the currency's unit: more than a coin has, and few enough for any sum.
pub const MONEY_PARTS: f64 = 1e4;
/// Squares of milliseconds become squares of seconds.
const SQUARES: f64 = 1e-6;
/// Parts of a month become months: each day of a month is a whole number of parts, whatever its length.
const MONTHS: f64 = 1.0 / MONTH_PARTS as f64;
/// Parts of a month: the least that 28, 29, 30 and 31 all divide.
pub const MONTH_PARTS: i64 = 377_580;
/// What of those squares lies above 32 bits.
const HIGH_SQUARES: f64 = SQUARES * (1_u64 << 32) as f64;

counters! {
    /// Counted by contact type.
    ContactCounter {
        /// Arrived, at the bot where there is one.
        Arrived,
        /// … first contacts.
        ArrivedFirst,
        /// Met the bot.
        MetBot,
        /// Ended with the bot.
        Contained,
        /// … first contacts.
        ContainedFirst,
        /// Ended with the bot without being solved.
        FalselyContained,
        /// Reached people.
        Offered,
        /// … first contacts.
        OfferedFirst,
        /// Answered and ended.
        Handled,
        /// … first contacts.
        HandledFirst,
        /// Left the queue.
        Abandoned,
        /// … first contacts.
        AbandonedFirst,
        /// … within the target's limit.
        AbandonedInLimit,
        /// Found the queue full.
        TurnedAway,
        /// Came in closed hours and left.
        Closed,
        /// Came in closed hours and left a message.
        Messages,
        /// Messages taken up, and how long after.
        MessagesTaken,
        /// Seconds from message to being taken up.
        MessageWait(TICKS),
        /// Neither handled nor gone when the run stopped.
        OpenAtEnd,
        /// Taken by people while waiting on the line.
        Accepted,
        /// … at once.
        AtOnce,
        /// … (or answered, as the target says) within its limit.
        InTime,
        /// Seconds of waiting until taken.
        WaitAccepted(TICKS),
        /// Seconds of waiting of those who left.
        WaitAbandoned(TICKS),
        /// Squares of the waits of both, to a millisecond: the low 32 bits …
        WaitSquared(SQUARES),
        /// … and the high ones, so that no backlog is too old.
        WaitSquaredHigh(HIGH_SQUARES),
        /// Reached people outside the hours of the type's target …
        Unjudged,
        /// … of those, waited on the line …
        UnjudgedOnLine,
        /// … of those, accepted.
        UnjudgedAccepted,
        /// Seconds until the first reply.
        FirstReply(TICKS),
        /// By the message: answered first, but written outside the platform's hours.
        FirstUnscored,
        /// Seconds from being taken to the end.
        HandleTime(TICKS),
        /// Ended resolved.
        Resolved,
        /// First contacts ended resolved.
        ResolvedFirst,
        /// Tickets: taken up by the first agent.
        Started,
        /// … within the promised time.
        StartedInTime,
        /// Tickets done: seconds from creation to done.
        Turnaround(TICKS),
        /// Tickets whose deadline lies in the interval: done before it.
        OnTime,
        /// … or not.
        Late,
        /// Work on a ticket broken off for a live contact.
        Interruptions,
        /// Waits on in another queue.
        Transfers,
        /// Taken by another team than the first of the route.
        Overflow,
        /// Ended by an agent in the interval.
        HandledDuring,
        /// Left the queue in the interval.
        AbandonedDuring,
        /// Opened less ended in the interval: growth of what is open with people.
        NetOpen,
        /// Area: waiting.
        Waiting(TICKS),
        /// Area: waiting or with an agent.
        InSystem(TICKS),
        /// Area: with the bot.
        InBot(TICKS),
        /// Area: caused, not yet arrived.
        Pending(TICKS),
        /// What policies add to what late tickets cost, less what they take off.
        LateExtra(MONEY),
        /// Opened in the interval though the customer had left without a word.
        InVain,
        /// At the interval's end: waiting.
        WaitingEnd,
        /// At the interval's end: waiting or with an agent.
        InSystemEnd,
        /// Days on which the target was missed.
        BadDays,
        /// Days on which it could be met.
        JudgedDays,
        /// Customers who asked about something they may buy.
        Asked,
        /// What those answered are expected to buy.
        Orders(MILLIONTHS),
        /// Of those who asked: answered by people while they could still decide …
        AskedPeople,
        /// … and what they are expected to buy.
        OrdersPeople(MILLIONTHS),
        /// What those answered would have bought besides, answered at once.
        LostSlow(MILLIONTHS),
        /// What those would have bought who left unanswered; less again where they come back.
        LostLeft(MILLIONTHS),
        /// What those would have bought besides whom the bot solved, answered at once by people.
        LostBot(MILLIONTHS),
    }
}

/// Numbers of open chats and calls told apart; the last stands for it and all beyond.
pub const LEVELS: usize = 11;

counters! {
    /// Counted by team. Areas in agent-seconds.
    TeamCounter {
        /// Area: present.
        Present(TICKS),
        /// Area: present and not on an unpaid break.
        Paid(TICKS),
        /// Area: paid and not on a pause.
        Available(TICKS),
        /// Area: available with something open.
        Engaged(TICKS),
        /// Area: the hands at work.
        Hands(TICKS),
        /// Area: open contacts of agents who are available.
        Open(TICKS),
        /// Area: open contacts of agents on a pause, a break or a spell of leading.
        Standing(TICKS),
        /// Area: places taken.
        Taken(TICKS),
        /// Area: places of the available.
        Places(TICKS),
        /// Area: somebody present and nobody free (team-seconds).
        AllBusy(TICKS),
        /// Area: somebody present (team-seconds).
        Staffed(TICKS),
        /// At the interval's end: somebody present and nobody free.
        AllBusyEnd,
        /// Time worked after the end of shifts, but on days whose hours are all overtime.
        Overtime(TICKS),
        /// Hours of shifts at night, less unpaid breaks, of teams that are paid for them.
        Night(TICKS),
        /// Area: paid, on a day off.
        PaidRestDay(TICKS),
        /// Area: paid, on a public holiday.
        PaidHoliday(TICKS),
        /// Agents who came on duty.
        Came,
        /// Days that are paid by the day.
        DaysPaid,
        /// Area: paid, by the day and not by time.
        PaidByDay(TICKS),
        /// People whose first day on the payroll it is.
        Hires,
        /// People who left by themselves.
        Leavers,
        /// Area: places with nobody.
        Vacant(TICKS),
        /// Months of pay of people on the payroll, where they come and go.
        PayrollMonths(MONTHS),
        /// … of those in training among them.
        TrainingMonths(MONTHS),
        /// … of places with nobody.
        VacantMonths(MONTHS),
        /// Paid for contacts, of outsourced teams.
        ByContact(MONEY),
        /// Area: available with 0 chats or calls open.
        Level0(TICKS),
        /// Area: available with 1 chats or calls open.
        Level1(TICKS),
        /// Area: available with 2 chats or calls open.
        Level2(TICKS),
        /// Area: available with 3 chats or calls open.
        Level3(TICKS),
        /// Area: available with 4 chats or calls open.
        Level4(TICKS),
        /// Area: available with 5 chats or calls open.
        Level5(TICKS),
        /// Area: available with 6 chats or calls open.
        Level6(TICKS),
        /// Area: available with 7 chats or calls open.
        Level7(TICKS),
        /// Area: available with 8 chats or calls open.
        Level8(TICKS),
        /// Area: available with 9 chats or calls open.
        Level9(TICKS),
        /// Area: available with 10 or more chats or calls open.
        Level10(TICKS),
    }
}

counters! {
    /// Counted by contact type and team.
    TypeAtTeamCounter {
        /// Answered and ended.
        Handled,
        /// Ended resolved.
        Resolved,
        /// Answered first contacts.
        HandledFirst,
        /// First contacts ended resolved.
        ResolvedFirst,
        /// Seconds from being taken to the end.
        HandleTime(TICKS),
        /// What those whom the team answered are expected to buy.
        Orders(MILLIONTHS),
    }
}

counters! {
    /// Counted by step of a ticket, for the interval in which the ticket came.
    StepCounter {
        /// Its turn came.
        Begun,
        /// Forgotten.
        Missed,
        /// … as the first of the ticket's steps.
        MissedFirst,
        /// Done.
        Done,
        /// Seconds from its turn to done.
        Took(TICKS),
        /// Seconds of hand work.
        Hands(TICKS),
    }
}

counters! {
    /// Counted by contact type at the message level: messages that the platform scores, and reminders, for the interval in
    /// which the contact reached people.
    MessageCounter {
        /// Answered.
        Answered,
        /// Seconds until the answer.
        Waited(TICKS),
        /// Answered within half a minute.
        In30s,
        /// Answered within three minutes.
        In3min,
        /// The customer left without an answer.
        Unanswered,
        /// Chats that the customer broke off for want of the next answer, whatever the hour.
        BrokenOff,
        /// Reminders sent, whatever the hour …
        Reminders,
        /// … by agents …
        RemindersByAgent,
        /// … that brought the customer to write.
        ReminderReplies,
    }
}

counters! {
    /// Counted by contact type whose customers rate, for the interval in which the contact reached people.
    RatingCounter {
        /// Expected ratings.
        Ratings(MILLIONTHS),
        /// … of the satisfied.
        Satisfied(MILLIONTHS),
    }
}

counters! {
    /// Counted by type of chats or calls and limit of time beside its first target's, for the interval in which the contact
    /// reached people; all of them only of whom the target judges.
    LimitCounter {
        /// Reached people.
        Offered,
        /// … and waited on the line.
        OnLine,
        /// … and were accepted.
        Accepted,
        /// … within the limit, or answered first within it.
        InTime,
        /// Left the line within the limit.
        AbandonedInLimit,
    }
}

counters! {
    /// Counted by type and team, and limit of time.
    LimitAtTeamCounter {
        /// Accepted by the team while on the line.
        Accepted,
        /// … within the limit, or answered first within it.
        InTime,
    }
}

counters! {
    /// Counted by policy.
    PolicyCounter {
        /// It began.
        Began,
        /// Area: it was on.
        On(TICKS),
    }
}

const _: () = assert!(
    ContactCounter::COUNT + MessageCounter::COUNT + RatingCounter::COUNT <= COUNTERS[0]
        && TeamCounter::COUNT <= COUNTERS[1]
        && TypeAtTeamCounter::COUNT <= COUNTERS[2]
        && StepCounter::COUNT <= COUNTERS[3]
        && LimitCounter::COUNT <= COUNTERS[4]
        && LimitAtTeamCounter::COUNT <= COUNTERS[5]
);
