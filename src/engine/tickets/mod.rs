//! What only tickets do: steps, questions while they are open, and work that takes all of an agent's places.

mod exclusive;
mod questions;
mod steps;

use crate::engine::kernel::by_slot::BySlot;
use crate::model::{ContactType, Model};
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
    /// Whether any step is for one team only.
    any_for_one_team: bool,
}

impl Tickets {
    /// There are none yet, of this model.
    pub fn new(model: &Model) -> Self {
        let (questions, reservations) = (Questions::default(), Vec::new());
        let for_one_team = |of: &ContactType| of.steps().iter().any(|step| step.team().is_some());
        let any_for_one_team = model.variants().any(|variant| variant.types.iter().any(for_one_team));
        Self { progress: BySlot::new(Progress::BEGUN), questions, reservations, any_for_one_team }
    }
}
