//! Agents, what they have in hand, who waits, and who takes whom.

pub(crate) mod agents;
pub(crate) mod last_agent;
pub(crate) mod paces;
pub(crate) mod queue;
pub(crate) mod router;
pub(crate) mod status;
pub(crate) mod workload;
