//! The one integration binary: a module a feature.

mod cli;
mod determinism;
mod diagnostics;
mod erlang;
mod floors;
mod invariants;
mod report;
mod validation;
