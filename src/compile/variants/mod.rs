//! Changes of a file tried one by one: points of a grid, each input with another value, each assumption.

pub(crate) mod each;
pub(crate) mod grid;
pub(crate) mod inputs;
