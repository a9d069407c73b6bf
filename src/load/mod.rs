//! What to expect before anything is simulated: contacts and hand work by hour against people.
//!
//! Means only, by formulas: nobody gives up, everybody goes to the first team of the route, and a caused contact keeps
//! its parent's hours unless its rule says which hours it follows. What `check`, warnings and sizing want to know.

mod demand;
mod payroll;
mod people;

pub use demand::{TypeLoad, expected};
pub use people::{ChatRow, TeamLoad, chats_per_hour, teams};

/// Hours of a day.
pub const HOURS: usize = 24;
