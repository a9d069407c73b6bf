//! The pending events, and which comes next.

pub(crate) mod event;
pub(crate) mod event_list;
pub(crate) mod tournament;
