//! Percentiles and standard deviations of waits: what is no ratio of sums.

use super::outcome::Series;
use crate::catalogue::{Estimator, KpiId, Subject, Unit};
use crate::id::Id;
use crate::model::{Channel, Model};
use crate::stats::{Histogram, Sample, quantile};
use crate::time::SimDuration;
use std::borrow::Cow;

/// Batches that percentiles are jackknifed over: enough for an interval, few enough to be cheap.
const BATCHES: usize = 50;

/// A percentile of waits, in seconds or hours; none of a span that keeps no waits, and where nobody waited.
pub(super) fn percentile(
    model: &Model,
    kpi: KpiId,
    subject: Subject,
    series: &Series<'_>,
    span: usize,
) -> Option<Sample> {
    let Estimator::Percentile(share) = kpi.estimator() else { return None };
    let kept = match span {
        0 => 0,
        _ if series.spans[span].named => series.spans[..=span].iter().filter(|s| s.named).count(),
        _ => return None,
    };
    let n = series.outcomes.len();
    let batches = n.min(BATCHES);
    // Most often one type in one replication: nothing is added up.
    let mut parts: Vec<Cow<'_, Histogram>> = vec![Cow::Owned(Histogram::new()); batches];
    for (r, outcome) in series.outcomes.iter().enumerate() {
        let types = model.types.entries().filter(|(id, kind)| match subject {
            Subject::Type(k) => k == *id,
            _ if kpi.of().live => kind.is_live(),
            _ => kind.channel == Channel::Ticket && !kind.outreach,
        });
        for waits in types.map(|(id, _)| &outcome.waits[kept][id.index()]).filter(|waits| !waits.is_empty()) {
            match &mut parts[r % batches] {
                part if part.is_empty() => *part = Cow::Borrowed(waits),
                part => part.to_mut().merge(waits),
            }
        }
    }
    let ticks = quantile(&parts, share)?;
    let unit = if kpi.unit(model) == Unit::Hours { SimDuration::HOUR } else { SimDuration::SECOND };
    let second = unit.ticks() as f64;
    Some(Sample { value: ticks.value / second, influence: ticks.influence.into_iter().map(|x| x / second).collect() })
}

/// Standard deviation from sums over replications, by the delta method.
pub(super) fn deviation(squares: &[f64], values: &[f64], counts: &[f64]) -> Option<Sample> {
    let n: f64 = counts.iter().sum();
    if n <= 0.0 {
        return None;
    }
    let second = squares.iter().sum::<f64>() / n;
    let first = values.iter().sum::<f64>() / n;
    let sd = (second - first * first).max(0.0).sqrt();
    if sd == 0.0 {
        return Some(Sample { value: 0.0, influence: vec![0.0; counts.len()] });
    }
    let mean_count = n / counts.len() as f64;
    let influence = (0..counts.len())
        .map(|r| {
            let d_second = (squares[r] - second * counts[r]) / mean_count;
            let d_first = (values[r] - first * counts[r]) / mean_count;
            (d_second - 2.0 * first * d_first) / (2.0 * sd)
        })
        .collect();
    Some(Sample { value: sd, influence })
}
