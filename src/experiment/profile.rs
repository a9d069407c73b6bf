//! The shape of the week and the course of dates over replications: moments of numerators and denominators, folded in
//! replication order, so that a thousand replications need no more room than one.

use crate::catalogue::{KpiId, Subject};
use crate::measure::Profile;
use crate::stats::t_quantile;
use std::ops::Range;

/// Sums of x, y, x², y², xy over replications.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Moments {
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
}

/// Folded profiles.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileTable {
    /// Which KPI of whom.
    pub columns: Vec<(KpiId, Subject)>,
    groups: usize,
    dates: usize,
    hours: usize,
    spans: usize,
    n: u64,
    moments: Vec<Moments>,
    /// Sums of the quantiles over days, and of how many replications.
    quantiles: Vec<([f64; 3], u64)>,
}

/// One cell of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProfileCell {
    /// Ratio of sums.
    pub mean: f64,
    /// Half-width of its 95 % interval over replications.
    pub half_width: Option<f64>,
    /// 10 %, 50 % and 90 % over the dates of that weekday, averaged over replications; weekday groups only.
    pub quantiles: Option<[f64; 3]>,
}

impl ProfileTable {
    /// Empty, of this shape.
    pub fn new(like: &Profile) -> Self {
        Self {
            columns: like.columns.clone(),
            groups: like.groups,
            dates: like.dates,
            hours: like.hours,
            spans: like.spans,
            n: 0,
            moments: vec![Moments::default(); like.sums.len()],
            quantiles: vec![([0.0; 3], 0); like.quantiles.len()],
        }
    }

    /// One more replication.
    pub fn add(&mut self, profile: &Profile) {
        self.n += 1;
        for (m, (x, y)) in self.moments.iter_mut().zip(&profile.sums) {
            m.x += x;
            m.y += y;
            m.xx += x * x;
            m.yy += y * y;
            m.xy += x * y;
        }
        for (sum, values) in self.quantiles.iter_mut().zip(&profile.quantiles) {
            if let Some(values) = values {
                sum.0.iter_mut().zip(values).for_each(|(s, v)| *s += v);
                sum.1 += 1;
            }
        }
    }

    /// Groups of a weekday and interval: 7 × intervals a day.
    pub fn week(&self) -> Range<usize> {
        0..self.groups - self.dates - self.hours * self.spans
    }

    /// Groups of a date.
    pub fn dates(&self) -> Range<usize> {
        let first = self.week().end;
        first..first + self.dates
    }

    /// Groups of an hour of the day, over the intervals of a span: the number that it has among the arm's spans.
    pub fn hours(&self, span: usize) -> Range<usize> {
        let first = self.dates().end + span * self.hours;
        first..first + self.hours
    }

    /// A cell; none where nothing happened.
    pub fn cell(&self, group: usize, column: usize) -> Option<ProfileCell> {
        let at = group * self.columns.len() + column;
        self.over(&[at], self.quantiles.get(at).filter(|q| q.1 > 0).map(|(sums, n)| sums.map(|s| s / *n as f64)))
    }

    fn over(&self, at: &[usize], quantiles: Option<[f64; 3]>) -> Option<ProfileCell> {
        let m = self.moments[at[0]];
        if m.y <= 0.0 {
            return None;
        }
        let n = self.n as f64;
        let mean = m.x / m.y;
        let half_width = (self.n > 1).then(|| {
            // Delta method for a ratio of sums (Cochran 1977, ch. 6): residuals x − R·y have mean zero.
            let residual = (m.xx - 2.0 * mean * m.xy + mean * mean * m.yy).max(0.0) / (n - 1.0);
            t_quantile(0.975, n - 1.0) * (residual / n).sqrt() / (m.y / n)
        });
        Some(ProfileCell { mean, half_width, quantiles })
    }
}
