//! How days differ: profiles of a day, and events that make the days around them busier.

use super::event::CalendarEvent;
use crate::scenario::read::{At, Names, table};
use crate::scenario::values::Amount;

table! {
    /// Profiles of a day, and how days differ.
    pub struct Calendar {
        /// cv of the day factor common to all types and streams.
        day_cv: Option<At<Amount>>,
        /// Shares of a day: any length that divides it; normalised.
        profile: Names<Vec<At<Amount>>>,
        /// Promotions and the like, which lift demand on the days around them.
        event: Names<CalendarEvent>,
    }
    later "holidays", "changes", "include", "lift_scale";
}
