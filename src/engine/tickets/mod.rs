//! What only tickets do: steps, and work that takes all of an agent's places.

pub(crate) mod exclusive;
pub(crate) mod steps;
