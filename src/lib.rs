//! peakstaff: a workforce-planning and staffing simulator for e-commerce customer service.
//!
//! ```text
//! scenario (as written) -> compile -> Model (as run) -> engine -> Observer -> tallies -> estimates -> report -> bytes
//! ```

#![cfg_attr(feature = "safe", forbid(unsafe_code))]

pub mod diagnostic;
pub mod harmless;
pub mod id;
pub mod time;

pub mod analytic;
pub mod random;
pub mod stats;

pub mod catalogue;
pub mod model;
pub mod scenario;

pub mod compile;
pub mod engine;
pub mod facts;
pub mod load;

pub mod measure;

pub mod experiment;

pub mod report;
pub mod session;

#[allow(clippy::disallowed_methods, reason = "the floor that touches the world")]
pub mod cli;
