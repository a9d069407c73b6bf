//! The engine's observations to numbers: counting ([`Tallies`]), the catalogue of KPIs, and their evaluation.

mod by_contact;
mod evaluate;
mod form;
mod grid;
mod layout;
mod ledger;
mod outcome;
mod scores;
mod shape;
mod span;
mod subject;
mod tallies;
mod topics;

pub use crate::catalogue::counter::{C, G, LEVELS, P, R, S, T, W};
pub use crate::catalogue::{Better, Counter, Estimator, KPIS, Kpi, Line, Linear, SHOP, Subjects, Unit, find};
pub use evaluate::{Evaluator, PROFILE_KPIS, Series};
pub use grid::Memory;
pub use layout::Layout;
pub use outcome::{Outcome, Replication, observe};
pub use scores::{ANY_SCORE, NoPart, PREFIX, can_be_part, find_in, kpis};
pub use shape::Profile;
pub use span::{HORIZON, Span, civil, month_key, spans, spans_on, years};
pub use subject::{Part, Subject};
pub use tallies::Tallies;
pub use topics::shown;
