//! Changes of a file tried one by one: points of a grid, each input with another value, each assumption, each lever; mixes of two designs.

pub(crate) mod beside;
pub(crate) mod groups;
pub(crate) mod inputs;
pub(crate) mod instead;
pub(crate) mod mixes;
pub(crate) mod one_by_one;
pub(crate) mod points;
