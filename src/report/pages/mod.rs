//! Pages, each from its own results: what a reader sees first, in the order of the questions.

pub(crate) mod answer;
pub(crate) mod attribute;
pub(crate) mod calibrate;
pub(crate) mod dossier;
pub(crate) mod expected;
pub(crate) mod explain;
pub(crate) mod first;
pub(crate) mod one_page;
pub(crate) mod preflight;
pub(crate) mod preflight_full;
pub(crate) mod reference;
pub(crate) mod savings;
pub(crate) mod sensitivity;
pub(crate) mod size;
pub(crate) mod sweep;
pub(crate) mod verification;
pub(crate) mod why;
