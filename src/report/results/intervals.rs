//! How much of the shape of the week is written.

/// How much of the shape of the week is written into `intervals.csv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Intervals {
    /// Of the shop, its types and its teams: weekdays by interval, and of whole dates what is kept of peak days.
    #[default]
    Usual,
    /// Everything that is counted by interval, of types at teams too.
    All,
}
