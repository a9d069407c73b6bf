mod determinism;
mod diagnostics;
mod floors;
mod invariants;
