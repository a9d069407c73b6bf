//! Who or what held customers up, as sentences and tables.

mod asked;
mod missed;
mod sentences;
mod tables;
pub(crate) mod words;

pub use asked::to_explain;
pub(crate) use missed::section;
pub(crate) use sentences::{first_break, first_cause, missing_most, sentence};
pub(crate) use tables::{by_row, by_type, causes, people};
