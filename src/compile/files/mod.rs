//! Files that a scenario names, from bytes to rows: volumes, contact logs, rosters.

pub(crate) mod asked;
mod clocks;
pub(crate) mod columns;
pub(crate) mod contact_log;
pub(crate) mod faults;
pub(crate) mod headings;
pub(crate) mod intervals;
pub(crate) mod lengths;
pub(crate) mod moment_style;
pub(crate) mod moments;
pub(crate) mod notation;
pub(crate) mod numbers;
pub(crate) mod reading;
pub(crate) mod roster_grid;
pub(crate) mod roster_header;
pub(crate) mod roster_list;
pub(crate) mod roster_table;
pub(crate) mod sheets;
pub(crate) mod steps;
pub(crate) mod table;
pub(crate) mod taken;
pub(crate) mod type_volume;
mod unfold;
pub(crate) mod units;
mod volume_row;
pub(crate) mod wanted_type;
pub(crate) mod words;
