//! peakstaff
pub mod id;
pub mod random;
pub mod time;

pub mod stats;
