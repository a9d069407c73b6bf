//! Randomness that belongs to the thing it happens to.
//!
//! Nothing here shares a generator. Every random quantity is a pure function of a [`Key`] (who) and a [`Purpose`]
//! (what), so two designs meet the same customers, adding a type changes nobody else's draws, 30 days are the first 30
//! of 365, and threads change nothing. Durations become whole ticks at the door of this module and nowhere else.
//!
//! Maths functions come from the platform's `std` (rand_distr is built with it here as well), but for the exponential function of
//! lognormal draws (`power`); results are equal bytes for equal builds, and golden tests of durations hold across platforms because they
//! are rounded to microseconds.

mod arrivals;
mod day_variation;
mod excess;
mod key;
mod law;
mod power;
mod profile;
mod range;
mod survival;
mod ziggurat;

pub use arrivals::DayArrivals;
pub use day_variation::{day_factor, event_factor};
pub use key::{Key, Purpose, Stream};
pub use law::Law;
pub use profile::Profile;
pub use range::RangeLaw;
pub use survival::Piece;
