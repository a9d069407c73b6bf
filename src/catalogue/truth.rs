//! Kinds of truths that validation files give, and how sure an estimate has to be to be held against them.

use serde::Serialize;

/// What a truth is, and so how small the standard error must be for it to be a test at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TruthKind {
    /// At most 1 % of the value.
    Mean,
    /// At most 0.002, and at most 5 % of the value.
    Probability,
    /// At most 1 % of the value.
    Quantile,
    /// Of the figure over replications. At most 5 % of the value: a variance is known half as well as a mean, and worse.
    Variance,
}

impl TruthKind {
    /// Their words in files.
    pub const WORDS: [&str; 4] = ["mean", "probability", "quantile", "variance"];

    /// By its word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "mean" => Some(Self::Mean),
            "probability" => Some(Self::Probability),
            "quantile" => Some(Self::Quantile),
            "variance" => Some(Self::Variance),
            _ => None,
        }
    }

    /// The largest standard error with which a mistake would still be noticed.
    pub fn allowed(self, exact: f64) -> f64 {
        match self {
            Self::Mean | Self::Quantile => 0.01 * exact.abs(),
            Self::Variance => 0.05 * exact.abs(),
            Self::Probability => 0.002_f64.min(0.05 * exact.abs()),
        }
    }
}
