//! Whether it is right: exact values, what must hold always, what must not change.

mod attribute;
mod calibrate;
mod calibrated_file;
mod coverage;
mod determinism;
mod hetianxia;
mod invariants;
mod metamorphic;
mod properties;
mod size;
mod size_asked;
mod systems;
mod validation;
mod why;
