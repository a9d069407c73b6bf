//! What somebody might do to it.

mod attack;
mod beside;
mod fuzz;
mod mutator;
