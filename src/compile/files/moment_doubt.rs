//! What could be two moments.

/// What the scenario has to say, and the moment, by position, that could be two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MomentDoubt {
    pub at: usize,
    pub asked: Asked,
}

/// What is in doubt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asked {
    /// Which number is the day: the dates, if the first is, and if the second is.
    Order(i32, i32),
    /// Two moments contradict each other.
    Orders { against: usize },
    /// Which of three short numbers is the year.
    Short,
    /// Of which year.
    Year,
    /// Of which year, and which of two numbers is the day.
    YearAndOrder,
    /// What it is at the shop: written in this zone.
    Zone(i32),
    /// The word over them names a zone.
    NamedZone,
    /// A zone is named behind it.
    ZoneBehind,
    /// The shop's zone is said, and none is written.
    NoZone,
    /// Two moments are written in different zones, or one in none.
    Zones { against: usize },
    /// A number beyond 24, such as that of a half hour of the day.
    Slot(i64),
    /// A number that could be an hour, or that of a half hour of the day.
    Numbered(i64),
    /// An hour whose beginning or end a number could be: 24 is written, or hours from 1 on and no 0.
    Ends(i64),
    /// One o'clock follows on twelve, and nothing is later than that: in the afternoon, perhaps.
    HalfDay,
}
