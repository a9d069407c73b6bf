//! Formulas only.
pub mod closed_loop;
