//! Parts of pages: tables, sentences, advice. A block knows results and words, never a format.

pub(crate) mod advice;
pub(crate) mod answer;
pub(crate) mod cautions;
pub(crate) mod cold_start;
pub(crate) mod deciding;
pub(crate) mod figures;
pub(crate) mod files_read;
pub(crate) mod given;
pub(crate) mod observed;
pub(crate) mod on_duty;
pub(crate) mod on_shifts;
pub(crate) mod organisations;
pub(crate) mod prices;
pub(crate) mod promises;
pub(crate) mod ranking;
pub(crate) mod recorded_volume;
pub(crate) mod savings;
pub(crate) mod session_clock;
pub(crate) mod spending;
pub(crate) mod tables;
pub(crate) mod target_risk;
pub(crate) mod turning_points;
pub(crate) mod verdict;
pub(crate) mod why;
pub(crate) mod workload;
