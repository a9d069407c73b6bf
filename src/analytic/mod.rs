//! Queueing formulas: what a quiet, idealised world would do, exactly.
//!
//! Formulas only; no simulation and no scenario. Time is in any one unit, rates are per that unit. `None` means that
//! there is no steady state: more work arrives than agents can do and nobody leaves.

pub mod chat_team;
pub mod closed_loop;
pub mod constant_service;
pub mod erlang;
pub mod erlang_b;
pub mod impatient;
pub mod offered_load;
mod panel;
mod patience;
pub mod priority;
pub mod single;
pub mod staffing;
