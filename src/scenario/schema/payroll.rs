//! Who is on the payroll, and for how much of his time.

use crate::scenario::read::{At, table};
use crate::scenario::values::{Count, Share};
use crate::time::SimDuration;

table! {
    /// Heads who serve customers for a part of their time, and lead for the rest of it.
    pub struct LeadersText {
        /// How many of the heads: the first numbers.
        count: At<Count>,
        /// Share of their time on shift that they serve customers.
        load: At<Share>,
        /// Mean length of a spell of leading; 30 min if not given.
        spell: Option<At<SimDuration>>,
    }
}
