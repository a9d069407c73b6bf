//! Capacity comes and goes: shifts, breaks, leaders' spells, and the end of the day.

pub(crate) mod breaks;
pub(crate) mod capacity;
pub(crate) mod leading;
pub(crate) mod shift_end;
