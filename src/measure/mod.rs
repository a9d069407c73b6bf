//! The engine's observations to numbers: counting ([`Tallies`]), and the evaluation of KPIs.

mod by_contact;
mod evaluate;
mod form;
mod grid;
mod layout;
mod ledger;
mod outcome;
mod percentile;
mod scores;
mod shape;
mod tallies;

pub use evaluate::Evaluator;
pub use grid::Memory;
pub use layout::Layout;
pub use outcome::{Outcome, Replication, Series, observe};
pub use shape::Profile;
pub use tallies::Tallies;
