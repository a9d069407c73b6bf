//! Tickets: steps, owners, places.

mod alone;
mod owner;
mod steps;
