//! What a shop knows, in its own words, to a scenario: a branch that runs the other way.
//!
//! ```text
//! questions (an asset) -> workbook with nothing in it -> a shop fills it in -> answers with their cells
//!                      -> what is worked out, what is a default, what contradicts what -> the text of a scenario
//! ```
//!
//! It never sees a model: what it writes is text with comments, which `session` compiles as it does any other, and which `compile` compares with itself where a case gives another answer. A cell is read
//! where it can mean one thing; else the message says at the cell what it could mean. Every number of the text says its cell.

mod again;
mod answers;
mod blank;
mod cell;
mod demand;
mod doubts;
mod export;
mod interview;
mod moments;
mod numerals;
mod page;
mod people;
mod promotions;
mod questions;
mod readings;
mod shares;
mod shifts;
mod shop;
mod tables;
mod text;
mod volumes;
mod worked;

pub use again::again;
pub use blank::blank;
pub use doubts::Doubt;
pub use interview::Interview;
pub use text::Written;

use crate::diagnostic::{Diagnostics, SourceMap};

/// Reads a workbook that a shop has filled in and writes the scenario; none where something cannot be read.
/// `chinese`: the language of the scenario's comments.
pub fn read(bytes: &[u8], path: &str, chinese: bool, files: &mut SourceMap, out: &mut Diagnostics) -> Option<Written> {
    let shop = shop::read(bytes, path, files, out)?;
    Some(text::written(&shop, path, chinese))
}
