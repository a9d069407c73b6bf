//! From bytes to trees and tables in which every value knows its place.

pub mod document;
pub mod encoding;
pub mod limits;
pub mod sheet;
pub mod sources;
