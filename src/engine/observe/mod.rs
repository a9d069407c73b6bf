//! The port through which the engine speaks, and the trace.

pub(super) mod observer;
pub(super) mod standing;
pub(super) mod trace;
