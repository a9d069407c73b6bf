//! What happens to a contact, from its arrival to what it causes later.

mod arrival;
mod availability;
mod bot;
mod buying;
mod calls;
pub(super) mod counting;
mod deadline;
mod followups;
pub(super) mod last_agent;
mod offer;
pub(super) mod patience;
mod progress;
mod reach;
pub(super) mod recorded;
pub(super) mod satisfaction;
mod serve;
mod silent;
pub(super) mod sources;
mod waiting;
mod wrap_up;
