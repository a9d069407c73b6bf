//! What is possible one by one and not together: sizes beyond the limits, chains of contacts without end.

pub(crate) mod limits;
pub(crate) mod runaway;
