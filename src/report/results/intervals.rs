//! How much of the shape of the week is written.

/// How much of the shape of the week is written into `intervals.csv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Intervals {
    /// What is kept of peak days too (contacts, service, waiting, people), and open tickets.
    #[default]
    Usual,
    /// Everything that is counted by interval.
    All,
}
