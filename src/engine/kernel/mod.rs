//! Mechanics that know nothing of customer service: the pending events and which comes next, and tables by slot.

pub(super) mod by_slot;
pub(super) mod calendar;
pub(super) mod event;
pub(super) mod event_list;
mod few;
pub(super) mod lane;
pub(super) mod slab;
pub(super) mod table;
pub(super) mod tournament;
