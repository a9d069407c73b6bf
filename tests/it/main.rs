//! The one integration binary: a module a feature.

mod cli;
mod coverage;
mod determinism;
mod diagnostics;
mod floors;
mod invariants;
mod report;
mod validation;
