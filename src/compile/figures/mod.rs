//! Figures that a file names: scores, what the shop measured, and the truths of a validation file.

pub(crate) mod measured;
pub(crate) mod score_parts;
pub(crate) mod scores;
pub(crate) mod topics;
pub(crate) mod truths;
