//! What is counted, and the grid of intervals it is counted in.
//!
//! Every number of a report comes from these counters, summed over intervals and subjects. Outcomes of a contact belong
//! to the interval in which it reached people; names ending in `During` and areas belong to the interval
//! in which they happen. Areas are in seconds.

use crate::id::Id;
use crate::model::{COUNTERS, Model, TeamId, TypeId};

macro_rules! counters {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(usize)]
        pub enum $name { $($(#[$item_doc])* $item),* }
        impl $name {
            /// How many.
            pub const COUNT: usize = [$(Self::$item),*].len();
        }
    };
}

counters! {
    /// Counted by contact type.
    C {
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
        MessageWait,
        /// Neither handled nor gone when the run stopped.
        OpenAtEnd,
        /// Taken by people while waiting on the line.
        Accepted,
        /// … at once.
        AtOnce,
        /// … (or answered, as the target says) within its limit.
        InTime,
        /// Seconds of waiting until taken.
        WaitAccepted,
        /// Seconds of waiting of those who left.
        WaitAbandoned,
        /// Squares of the waits of both.
        WaitSquared,
        /// Seconds until the first reply.
        FirstReply,
        /// Seconds from being taken to the end.
        HandleTime,
        /// Ended resolved.
        Resolved,
        /// First contacts ended resolved.
        ResolvedFirst,
        /// Tickets: taken up by the first agent.
        Started,
        /// … within the promised time.
        StartedInTime,
        /// Tickets done: seconds from creation to done.
        Turnaround,
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
        Waiting,
        /// Area: waiting or with an agent.
        InSystem,
        /// Area: with the bot.
        InBot,
        /// Area: caused, not yet arrived.
        Pending,
        /// At the interval's end: waiting.
        WaitingEnd,
        /// At the interval's end: waiting or with an agent.
        InSystemEnd,
        /// Days on which the target was missed.
        BadDays,
        /// Days on which it could be met.
        JudgedDays,
    }
}

/// Numbers of open chats and calls told apart; the last stands for it and all beyond.
pub const LEVELS: usize = 11;

counters! {
    /// Counted by team. Areas in agent-seconds.
    T {
        /// Area: present.
        Present,
        /// Area: present and not on an unpaid break.
        Paid,
        /// Area: paid and not on a pause.
        Available,
        /// Area: available with something open.
        Engaged,
        /// Area: the hands at work.
        Hands,
        /// Area: open contacts.
        Open,
        /// Area: places taken.
        Taken,
        /// Area: places of the available.
        Places,
        /// Area: somebody present and nobody free (team-seconds).
        AllBusy,
        /// Area: somebody present (team-seconds).
        Staffed,
        /// At the interval's end: somebody present and nobody free.
        AllBusyEnd,
        /// Seconds of work after the end of shifts, but on days whose hours are all overtime.
        Overtime,
        /// Area: paid, on a day off.
        PaidRestDay,
        /// Area: paid, on a public holiday.
        PaidHoliday,
        /// Agents who came on duty.
        Came,
        /// Area: available with 0 chats or calls open.
        Level0,
        /// Area: available with 1 chats or calls open.
        Level1,
        /// Area: available with 2 chats or calls open.
        Level2,
        /// Area: available with 3 chats or calls open.
        Level3,
        /// Area: available with 4 chats or calls open.
        Level4,
        /// Area: available with 5 chats or calls open.
        Level5,
        /// Area: available with 6 chats or calls open.
        Level6,
        /// Area: available with 7 chats or calls open.
        Level7,
        /// Area: available with 8 chats or calls open.
        Level8,
        /// Area: available with 9 chats or calls open.
        Level9,
        /// Area: available with 10 or more chats or calls open.
        Level10,
    }
}

counters! {
    /// Counted by contact type and team.
    P {
        /// Answered and ended.
        Handled,
        /// Ended resolved.
        Resolved,
        /// Answered first contacts.
        HandledFirst,
        /// First contacts ended resolved.
        ResolvedFirst,
        /// Seconds from being taken to the end.
        HandleTime,
    }
}

const _: () = assert!(C::COUNT <= COUNTERS[0] && T::COUNT <= COUNTERS[1] && P::COUNT <= COUNTERS[2]);

/// Where the counters of each subject lie in a row: types, then teams, then pairs of a type and a team that serves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    types: usize,
    teams: usize,
    pairs: Vec<(TypeId, TeamId)>,
    /// By type and team: which pair.
    pair_index: Vec<Option<usize>>,
}

impl Layout {
    /// The layout of a model's results.
    pub fn new(model: &Model) -> Self {
        let mut pairs = Vec::new();
        let mut pair_index = vec![None; model.types.len() * model.teams.len()];
        for (kind, contact) in model.types.entries() {
            for route in &contact.routes {
                pair_index[kind.index() * model.teams.len() + route.team.index()] = Some(pairs.len());
                pairs.push((kind, route.team));
            }
        }
        Self { types: model.types.len(), teams: model.teams.len(), pairs, pair_index }
    }
    /// Length of a row.
    pub fn width(&self) -> usize {
        self.types * C::COUNT + self.teams * T::COUNT + self.pairs.len() * P::COUNT
    }
    /// A type's counters.
    #[inline]
    pub fn of_type(&self, kind: TypeId) -> usize {
        kind.index() * C::COUNT
    }
    /// A team's counters.
    #[inline]
    pub fn of_team(&self, team: TeamId) -> usize {
        self.types * C::COUNT + team.index() * T::COUNT
    }
    /// A pair's counters.
    #[inline]
    pub fn of_pair(&self, kind: TypeId, team: TeamId) -> usize {
        let pair = self.pair_index[kind.index() * self.teams + team.index()].expect("a route leads there");
        self.types * C::COUNT + self.teams * T::COUNT + pair * P::COUNT
    }
    /// Pairs of a type and a team that serves it.
    pub fn pairs(&self) -> &[(TypeId, TeamId)] {
        &self.pairs
    }
}
