//! Policies: when they are on, and what the design means under every combination of them.

pub(crate) mod switching;
pub(crate) mod triggers;
