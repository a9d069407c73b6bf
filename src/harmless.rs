//! What somebody else wrote, made harmless where it leaves the program: as part of a path, on a terminal or in a text
//! file, in a cell of a table that a spreadsheet opens, in JSON, in markup. Each has one function, and everything
//! that leaves goes through it. What is harmless comes out as it went in.

mod cells;
mod file_names;
mod visible;

pub use cells::cell;
pub use file_names::{FileNames, file_name};
pub use visible::{json, markup, shown_at, visible, visible_lines, visible_source};
