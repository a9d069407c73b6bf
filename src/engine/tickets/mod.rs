//! What only tickets do: steps, questions while they are open, and work that takes all of an agent's places.

mod exclusive;
mod questions;
mod steps;

use crate::engine::kernel::by_slot::BySlot;
use exclusive::Reservation;
use questions::Questions;
use steps::Progress;

/// The facts of tickets that other contacts do not have.
pub(super) struct Tickets {
    /// How far tickets of steps have come.
    progress: BySlot<Progress>,
    questions: Questions,
    /// Agents who hold back for a ticket, in the order in which they began to.
    reservations: Vec<Reservation>,
}

impl Default for Tickets {
    /// There are none.
    fn default() -> Self {
        let (questions, reservations) = (Questions::default(), Vec::new());
        Self { progress: BySlot::new(Progress::BEGUN), questions, reservations }
    }
}
