//! The port through which the engine speaks, and the trace.

pub(crate) mod observer;
pub(crate) mod trace;
