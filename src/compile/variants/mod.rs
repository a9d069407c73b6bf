//! Changes of a file tried one by one: points of a grid, each input with another value, each assumption.

pub(crate) mod inputs;
pub(crate) mod one_by_one;
pub(crate) mod points;
