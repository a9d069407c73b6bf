//! The engine's observations to numbers: counting ([`Tallies`]), and the evaluation of KPIs.

pub mod blame;
mod by_contact;
mod counts;
mod evaluate;
mod form;
mod groups;
mod layout;
mod ledger;
mod limit_terms;
mod lives;
mod outcome;
mod percentile;
mod priced;
mod scores;
mod shape;
mod tallies;

pub use counts::Memory;
pub use evaluate::{ByDay, Evaluator};
pub use form::Sums;
pub use groups::{Focus, Groups};
pub use layout::Layout;
pub use lives::{Fate, Life, Lives};
pub use outcome::{Outcome, Replication, Series, observe};
pub use priced::{Factor, MONTH_HOURS, Part as LedgerPart, Priced, Quantity, Whose, parts, price_in, quantity, since};
pub use shape::{Profile, STEPS};
pub use tallies::Tallies;
