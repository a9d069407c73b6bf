mod determinism;
mod diagnostics;
mod floors;
