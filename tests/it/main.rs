mod determinism;
mod floors;
