//! What is true of an agent, one bit each: whether they may take something, and whether that changed, is one comparison.

use crate::model::DayKind;

/// Whether an agent is there, and how they are paid.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Presence {
    /// On shift (or finishing after it).
    pub present: bool,
    /// Present and not on an unpaid break.
    pub paid: bool,
    /// Paid and not on a pause.
    pub available: bool,
    /// Paid, but by the day and not by time.
    pub by_day: bool,
    /// Workday, rest day or holiday for this agent, while paid.
    pub day: DayKind,
    /// Their places, while available.
    pub places: u16,
}

/// What keeps an agent from taking something new, besides what they have in hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeper {
    /// An unpaid break, or that one is near or due.
    Break,
    /// A paid pause.
    Pause,
    /// A leader's spell away from the desk, or that one is due.
    Leading,
    /// The last call or the shift is over.
    ShiftEnd,
    /// A ticket that takes all places is next.
    Ticket,
}

bitflags::bitflags! {
    /// Bits of what is true.
    #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
    pub struct Status: u16 {
        /// On shift, or finishing after it.
        const PRESENT = 1;
        /// On an unpaid break.
        const ON_BREAK = 1 << 1;
        /// On a paid pause.
        const ON_PAUSE = 1 << 2;
        /// A leader, away from the desk.
        const LEADING = 1 << 3;
        /// Nothing new; the break begins when open contacts end.
        const BREAK_DUE = 1 << 4;
        /// The pause begins when the call or ticket in hand ends.
        const PAUSE_DUE = 1 << 5;
        /// Nothing new; leading begins when customers in hand are done.
        const LEAD_DUE = 1 << 6;
        /// The last call is over: nothing new.
        const LAST_CALL_OVER = 1 << 7;
        /// The shift is over; leaves when open contacts end.
        const SHIFT_OVER = 1 << 8;
        /// A ticket that takes all places is next: nothing new until the agent is empty.
        const RESERVED = 1 << 12;
        /// A break is near: nothing new.
        const BREAK_NEAR = 1 << 13;
        /// Comes for a day and is paid by it.
        const FOR_A_DAY = 1 << 9;
        /// The present shift belongs to a day off.
        const REST_DAY = 1 << 10;
        /// The present shift belongs to a public holiday.
        const HOLIDAY = 1 << 11;

        /// Turned over where their places change, so that the observer is told.
        const PLACES_CHANGED = 1 << 14;

        /// Work stands still.
        const FROZEN = Self::ON_BREAK.bits() | Self::ON_PAUSE.bits() | Self::LEADING.bits();
        /// Nothing new, as far as the agent is concerned, not the team.
        const UNWILLING = Self::FROZEN.bits()
            | Self::BREAK_DUE.bits()
            | Self::BREAK_NEAR.bits()
            | Self::LEAD_DUE.bits()
            | Self::LAST_CALL_OVER.bits()
            | Self::SHIFT_OVER.bits()
            | Self::RESERVED.bits();
        /// Something was put off until work in hand ends.
        const DEFERRED = Self::SHIFT_OVER.bits()
            | Self::BREAK_DUE.bits()
            | Self::PAUSE_DUE.bits()
            | Self::LEAD_DUE.bits();
        /// What is no longer true when the agent goes.
        const AT_WORK = Self::PRESENT.bits()
            | Self::ON_BREAK.bits()
            | Self::ON_PAUSE.bits()
            | Self::LAST_CALL_OVER.bits()
            | Self::LEADING.bits()
            | Self::BREAK_NEAR.bits()
            | Self::DEFERRED.bits();
    }
}

impl Status {
    /// The day of the shift is this for the agent.
    pub fn set_day(&mut self, day: DayKind) {
        self.remove(Self::REST_DAY | Self::HOLIDAY);
        match day {
            DayKind::Work => (),
            DayKind::Rest => self.insert(Self::REST_DAY),
            DayKind::Holiday => self.insert(Self::HOLIDAY),
        }
    }
    /// Workday, rest day or holiday: the day of the present shift, for the agent.
    pub fn day(self) -> DayKind {
        match (self.intersects(Self::REST_DAY), self.intersects(Self::HOLIDAY)) {
            (true, _) => DayKind::Rest,
            (_, true) => DayKind::Holiday,
            _ => DayKind::Work,
        }
    }
    /// Whether they may take something new, as far as the agent is concerned, not the team.
    #[inline]
    pub fn willing(self) -> bool {
        self & (Self::PRESENT | Self::UNWILLING) == Self::PRESENT
    }
    /// At the desk: paid, and on no pause.
    #[inline]
    pub fn available(self) -> bool {
        self & (Self::PRESENT | Self::FROZEN) == Self::PRESENT
    }
    /// What an agent is away from the desk for, while all that they have in hand stands still; `None`: at the desk, or not there.
    pub fn away(self) -> Option<Keeper> {
        let order =
            [(Self::ON_BREAK, Keeper::Break), (Self::ON_PAUSE, Keeper::Pause), (Self::LEADING, Keeper::Leading)];
        self.first_of(&order)
    }
    /// For what an agent at the desk takes nothing new; `None`: for nothing.
    pub fn holds_back(self) -> Option<Keeper> {
        self.first_of(&[
            (Self::LAST_CALL_OVER | Self::SHIFT_OVER, Keeper::ShiftEnd),
            (Self::BREAK_DUE | Self::BREAK_NEAR, Keeper::Break),
            (Self::LEAD_DUE, Keeper::Leading),
            (Self::RESERVED, Keeper::Ticket),
        ])
    }
    fn first_of(self, order: &[(Self, Keeper)]) -> Option<Keeper> {
        order.iter().find(|(bits, _)| self.intersects(*bits)).map(|(_, keeper)| *keeper)
    }
    /// Presence, as an observer hears of it, of an agent with so many places.
    pub fn presence(self, places: u16) -> Presence {
        let paid = self.intersects(Self::PRESENT) && !self.intersects(Self::ON_BREAK);
        Presence {
            present: self.intersects(Self::PRESENT),
            paid,
            available: self.available(),
            by_day: paid && self.intersects(Self::FOR_A_DAY),
            day: if paid { self.day() } else { DayKind::Work },
            places: if self.available() { places } else { 0 },
        }
    }
}
