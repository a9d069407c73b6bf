//! Who or what held customers up, as sentences and tables.

mod missed;
mod sentences;
mod tables;
pub(crate) mod words;

pub(crate) use missed::section;
pub(crate) use sentences::{missing_most, sentence};
pub(crate) use tables::{by_row, by_type, causes, people};
