//! What to expect before anything is simulated: contacts and hand work by hour against people.
//!
//! Means only, by formulas: nobody gives up, everybody goes to the first team of the route. On the mean day a caused contact
//! keeps its parent's hours unless its rule says which hours it follows; by date it comes when its rule's delay is over.
//! What `check`, warnings and sizing want to know.

mod dated;
mod delay;
mod demand;
mod orders;
mod payroll;
mod people;

pub use dated::{Dated, DayLoad, by_date};
pub use demand::{TypeLoad, expected};
pub use orders::orders_per_day;
pub use people::{ChatRow, TeamLoad, chats_per_hour, teams, work_seconds};

/// Hours of a day.
pub const HOURS: usize = 24;
