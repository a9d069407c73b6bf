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
}

/// Bits of what is true.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Status(u16);

impl Status {
    /// On shift, or finishing after it.
    pub const PRESENT: Self = Self(1);
    /// On an unpaid break.
    pub const ON_BREAK: Self = Self(1 << 1);
    /// On a paid pause.
    pub const ON_PAUSE: Self = Self(1 << 2);
    /// A leader, away from the desk.
    pub const LEADING: Self = Self(1 << 3);
    /// Nothing new; the break begins when open contacts end.
    pub const BREAK_DUE: Self = Self(1 << 4);
    /// The pause begins when the call or ticket in hand ends.
    pub const PAUSE_DUE: Self = Self(1 << 5);
    /// Nothing new; leading begins when customers in hand are done.
    pub const LEAD_DUE: Self = Self(1 << 6);
    /// The last call is over: nothing new.
    pub const LAST_CALL_OVER: Self = Self(1 << 7);
    /// The shift is over; leaves when open contacts end.
    pub const SHIFT_OVER: Self = Self(1 << 8);
    /// A ticket that takes all places is next: nothing new until the agent is empty.
    pub const RESERVED: Self = Self(1 << 12);
    /// A break is near: nothing new.
    pub const BREAK_NEAR: Self = Self(1 << 13);
    /// Comes for a day and is paid by it.
    pub const FOR_A_DAY: Self = Self(1 << 9);
    /// The present shift belongs to a day off.
    const REST_DAY: Self = Self(1 << 10);
    /// The present shift belongs to a public holiday.
    const HOLIDAY: Self = Self(1 << 11);

    /// Work stands still.
    pub const FROZEN: Self = Self(Self::ON_BREAK.0 | Self::ON_PAUSE.0 | Self::LEADING.0);
    /// Nothing new, as far as the agent is concerned, not the team.
    const UNWILLING: Self = Self(
        Self::FROZEN.0
            | Self::BREAK_DUE.0
            | Self::BREAK_NEAR.0
            | Self::LEAD_DUE.0
            | Self::LAST_CALL_OVER.0
            | Self::SHIFT_OVER.0
            | Self::RESERVED.0,
    );
    /// Something was put off until work in hand ends.
    pub const DEFERRED: Self = Self(Self::SHIFT_OVER.0 | Self::BREAK_DUE.0 | Self::PAUSE_DUE.0 | Self::LEAD_DUE.0);
    /// What is no longer true when the agent goes.
    pub const AT_WORK: Self = Self(
        Self::PRESENT.0
            | Self::ON_BREAK.0
            | Self::ON_PAUSE.0
            | Self::LAST_CALL_OVER.0
            | Self::LEADING.0
            | Self::BREAK_NEAR.0
            | Self::DEFERRED.0,
    );

    /// Whether any of these is true.
    #[inline]
    pub fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
    /// These are true from now on.
    pub fn set(&mut self, these: Self) {
        self.0 |= these.0;
    }
    /// These are no longer true.
    pub fn unset(&mut self, these: Self) {
        self.0 &= !these.0;
    }
    /// The day of the shift is this for the agent.
    pub fn set_day(&mut self, day: DayKind) {
        self.unset(Self::REST_DAY | Self::HOLIDAY);
        match day {
            DayKind::Work => (),
            DayKind::Rest => self.set(Self::REST_DAY),
            DayKind::Holiday => self.set(Self::HOLIDAY),
        }
    }
    /// Workday, rest day or holiday: the day of the present shift, for the agent.
    pub fn day(self) -> DayKind {
        match (self.is(Self::REST_DAY), self.is(Self::HOLIDAY)) {
            (true, _) => DayKind::Rest,
            (_, true) => DayKind::Holiday,
            _ => DayKind::Work,
        }
    }
    /// Whether they may take something new, as far as the agent is concerned, not the team.
    #[inline]
    pub fn willing(self) -> bool {
        self.0 & (Self::PRESENT.0 | Self::UNWILLING.0) == Self::PRESENT.0
    }
    /// At the desk: paid, and on no pause.
    #[inline]
    pub fn available(self) -> bool {
        self.0 & (Self::PRESENT.0 | Self::FROZEN.0) == Self::PRESENT.0
    }
    /// Presence, as an observer hears of it.
    pub fn presence(self) -> Presence {
        let paid = self.is(Self::PRESENT) && !self.is(Self::ON_BREAK);
        Presence {
            present: self.is(Self::PRESENT),
            paid,
            available: self.available(),
            by_day: paid && self.is(Self::FOR_A_DAY),
            day: if paid { self.day() } else { DayKind::Work },
        }
    }
}

impl std::ops::BitOr for Status {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
