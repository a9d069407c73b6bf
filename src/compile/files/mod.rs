//! Files that a scenario names, from bytes to rows: volumes, contact logs, rosters.

pub(crate) mod cells;
pub(crate) mod columns;
pub(crate) mod contact_log;
pub(crate) mod faults;
pub(crate) mod intervals;
pub(crate) mod reading;
pub(crate) mod roster_header;
pub(crate) mod sheets;
pub(crate) mod table;
pub(crate) mod taken;
pub(crate) mod type_volume;
pub(crate) mod wanted_type;
