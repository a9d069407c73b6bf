//! The one integration binary: a module a feature.

mod alone;
mod arrivals;
mod cli;
mod coverage;
mod determinism;
mod diagnostics;
mod erlang;
mod floors;
mod hostile;
mod invariants;
mod levers;
mod measured;
mod overtime;
mod owner;
mod payroll;
mod people;
mod power_cut;
mod properties;
mod report;
mod roster;
mod shift_end;
mod speed;
mod steps;
mod validation;
mod volume;
mod worlds;
