//! peakstaff
pub mod id;
pub mod random;
pub mod time;

pub mod analytic;
pub mod stats;
