//! The one integration binary: a module a feature.

mod determinism;
mod diagnostics;
mod floors;
mod invariants;
