//! Volumes kept in files: a table by date, by interval of the day where it says so, and by type.
//!
//! [`Table`] is what a sheet says of dates and intervals, [`Held`] what it says of one type; `laid` gives it to the type.

mod cells;
mod columns;
mod contacts;
mod found;
mod held;
mod laid;
mod listed;
mod table;
mod taken;

pub(super) use cells::seconds;
pub(super) use columns::{plain, unit};
pub(super) use found::Found;
pub(super) use held::{Held, Wanted, is_by_contact};
pub(super) use laid::check_keys;
pub use listed::{Interval, listed};
pub(super) use table::Table;
pub(super) use taken::taken;
