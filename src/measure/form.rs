//! How a KPI of somebody is read from a row of counters: worked out once, applied to every row.

use super::span::Span;

/// A weighted sum of columns.
pub type Terms = Vec<(usize, f64)>;

/// What a numerator is divided by.
pub enum Denominator {
    /// A sum of columns.
    Terms(Terms),
    /// The span's dates.
    Days,
    /// The span's seconds.
    Seconds,
    /// The span's intervals.
    Intervals,
    /// Nothing.
    One,
}

/// A ratio of sums.
pub struct Form {
    /// Above.
    pub numerator: Terms,
    /// Below.
    pub denominator: Denominator,
}

impl Form {
    /// Numerator and denominator for a row's cells.
    pub fn pair(&self, cell: impl Fn(usize) -> f64, span: &Span) -> (f64, f64) {
        let sum = |terms: &Terms| terms.iter().map(|(column, factor)| factor * cell(*column)).sum();
        let under = match &self.denominator {
            Denominator::Terms(terms) => sum(terms),
            Denominator::Days => span.on,
            Denominator::Seconds => span.seconds,
            Denominator::Intervals => span.intervals,
            Denominator::One => 1.0,
        };
        (sum(&self.numerator), under)
    }

    /// The columns it reads.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        let under: &[(usize, f64)] = if let Denominator::Terms(terms) = &self.denominator { terms } else { &[] };
        self.numerator.iter().chain(under).map(|(column, _)| *column)
    }
}
