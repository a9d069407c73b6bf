//! The engine's observations to numbers: counting ([`Tallies`]), the catalogue of KPIs, and their evaluation.

mod by_contact;
mod catalogue;
mod counter;
mod evaluate;
mod form;
mod grid;
mod layout;
mod ledger;
mod outcome;
mod scores;
mod shape;
mod shown;
mod span;
mod subject;
mod tallies;

pub use catalogue::{Better, Counter, Estimator, KPIS, Kpi, Line, Linear, SHOP, Subjects, Unit, find};
pub use counter::{C, G, LEVELS, P, R, S, T, W};
pub use evaluate::{Evaluator, PROFILE_KPIS, Series};
pub use grid::Memory;
pub use layout::Layout;
pub use outcome::{Outcome, Replication, observe};
pub use scores::{ANY_SCORE, NoPart, PREFIX, can_be_part, find_in, kpis};
pub use shape::Profile;
pub use shown::shown;
pub use span::{HORIZON, Span, civil, month_key, spans, spans_on, years};
pub use subject::{Part, Subject};
pub use tallies::Tallies;
