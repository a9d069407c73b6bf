//! What to expect before anything is simulated: contacts, and hand work or places against people, by interval.
//!
//! Means only, by formulas: nobody gives up, everybody goes to the first team of the route. On the mean day a caused contact
//! keeps its parent's hours unless its rule says which hours it follows; by date it comes when its rule's delay is over.
//! What `check`, warnings and sizing want to know.

mod dated;
mod delay;
mod demand;
mod desk;
mod intervals;
mod orders;
mod peak_dates;
mod people;
mod teams;
mod turnover;
mod unattended;

pub use dated::{Dated, DayLoad, History, by_date};
pub use demand::{TypeLoad, expected};
pub use orders::orders_per_day;
pub use peak_dates::{MOST_PEAKS, peak_dates};
pub use people::{ChatRow, chats_per_hour, work_seconds};
pub use teams::{ByClock, TeamLoad, teams, teams_on};
pub use unattended::unattended;

/// Hours of a day, by which what is caused later is followed.
const HOURS: usize = 24;
