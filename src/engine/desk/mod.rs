//! Agents, what they have in hand and how fast it moves on, who waits, and who takes whom.

pub(super) mod agent;
pub(super) mod agents;
mod mix;
pub(super) mod paces;
pub(super) mod queue;
pub(super) mod rates;
pub(super) mod router;
pub(super) mod status;
pub(super) mod team;
mod waiting_list;
pub(super) mod work;
pub(super) mod workload;
