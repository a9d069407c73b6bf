//! Values that a file leaves to be worked out: they are found by compiling with a guess, looking at what follows, and guessing again.

pub(crate) mod converted_orders;
pub(crate) mod volume;
