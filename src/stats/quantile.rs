//! A percentile over replications, with its influence.
//!
//! Woodruff (1952), Confidence intervals for medians and other position measures, JASA 47, linearised as in Francisco &
//! Fuller (1991), Ann. Stat. 19: how far the share at or below the percentile moves is a ratio of sums, and the slope
//! of the percentile against the share is read from the data over as wide a stretch as that share is uncertain. Values
//! inside a replication may depend on each other in any way; replications may be of any size.

use super::histogram::Histogram;
use super::sample::Sample;
use std::borrow::Borrow;

/// So many values have quantiles: fewer have no twentieth of them at either end.
pub const LEAST: usize = 20;

/// Quantiles of single values, such as one a replication: type 7 of Hyndman & Fan (1996), Sample Quantiles in Statistical
/// Packages, Am. Stat. 50, as spreadsheets have it. With n values in order, the quantile `p` lies at place 1 + (n − 1) p, between
/// two values in proportion. None of fewer than `LEAST`.
pub fn quantiles_of(mut values: Vec<f64>, shares: &[f64]) -> Option<Vec<f64>> {
    if values.len() < LEAST {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let of = |p: &f64| {
        let place = (values.len() - 1) as f64 * p;
        let (below, part) = (place.floor() as usize, place.fract());
        let above = values[(below + 1).min(values.len() - 1)];
        values[below] + part * (above - values[below])
    };
    Some(shares.iter().map(of).collect())
}

/// The percentile `p` of all values of all replications; none if there are no values.
pub fn quantile<H: Borrow<Histogram>>(replications: &[H], p: f64) -> Option<Sample> {
    let all = replications.iter().map(Borrow::borrow);
    let count: u64 = all.clone().map(Histogram::count).sum();
    let mut merged = Histogram::new();
    let whole = if let [only] = replications {
        only.borrow().ordered()
    } else {
        all.clone().for_each(|replication| merged.merge(replication));
        merged.ordered()
    };
    let value = whole.quantile(p)?;
    let (at_most, all): (Vec<f64>, Vec<f64>) = all.map(|h| (h.count_at_most(value), h.count() as f64)).unzip();
    let share = Sample::ratio(&at_most, &all)?;
    // Two standard errors to either side, and at least one value's worth.
    let stretch = (2.0 * share.standard_error().unwrap_or(0.0)).max(1.0 / count as f64);
    let (low, high) = ((p - stretch).max(0.0), (p + stretch).min(1.0));
    let slope = (whole.quantile(high)? - whole.quantile(low)?) / (high - low);
    Some(Sample { value, influence: share.influence.iter().map(|u| -slope * u).collect() })
}

#[cfg(test)]
mod tests {
    use super::super::splitmix::SplitMix;
    use super::*;

    #[test]
    fn single_values_have_quantiles_of_type_seven_from_twenty_on() {
        let squares = |n: u32| (1..=n).rev().map(|x| f64::from(x * x)).collect::<Vec<_>>();
        assert_eq!(quantiles_of(squares(19), &[0.5]), None);
        // Places 1 + 19 p: 1.95, 10.5 and 19.05 of 1, 4, 9, ...
        let found = quantiles_of(squares(20), &[0.05, 0.5, 0.95, 0.0, 1.0]).unwrap();
        for (found, wanted) in found.iter().zip([1.0 + 0.95 * 3.0, 110.5, 361.0 + 0.05 * 39.0, 1.0, 400.0]) {
            assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
        }
    }

    /// Days of `size` exponential waits in milliseconds; the mean is 10 s on half of the days and 20 s on the others.
    fn days(random: &mut SplitMix, n: usize, size: usize) -> Vec<Histogram> {
        let day = |random: &mut SplitMix| {
            let mut h = Histogram::new();
            let mean = if random.uniform() < 0.5 { 10_000.0 } else { 20_000.0 };
            for _ in 0..size {
                h.record((mean * random.exponential()) as u64);
            }
            h
        };
        (0..n).map(|_| day(random)).collect()
    }

    /// Where half of exp(−x/10 s) and half of exp(−x/20 s) add up to 1 − p.
    fn truth(p: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1e6);
        for _ in 0..100 {
            let x: f64 = f64::midpoint(low, high);
            let above = f64::midpoint((-x / 10_000.0).exp(), (-x / 20_000.0).exp());
            if above > 1.0 - p { low = x } else { high = x }
        }
        low
    }

    fn jackknifed(replications: &[Histogram], p: f64) -> Sample {
        let mut whole = Histogram::new();
        for replication in replications {
            whole.merge(replication);
        }
        Sample::jackknife(replications.len(), whole.quantile(p).unwrap(), |r| {
            let mut rest = whole.clone();
            rest.subtract(&replications[r]);
            rest.quantile(p).unwrap()
        })
    }

    fn coverage(n: usize, size: usize, p: f64, estimate: impl Fn(&[Histogram], f64) -> Sample) -> f64 {
        let mut random = SplitMix(41);
        let held = (0..2000).filter(|_| {
            let s = estimate(&days(&mut random, n, size), p);
            (s.value - truth(p)).abs() <= s.half_width(0.95).unwrap()
        });
        held.count() as f64 / 2000.0
    }

    fn woodruff(replications: &[Histogram], p: f64) -> Sample {
        quantile(replications, p).unwrap()
    }

    #[test]
    fn percentiles_cover_whatever_the_size_of_a_replication() {
        for (n, size, p) in [(10, 200, 0.9), (20, 100, 0.95), (50, 20, 0.5), (200, 5, 0.9)] {
            let share = coverage(n, size, p, woodruff);
            assert!((0.925..=0.975).contains(&share), "{n} replications of {size}, p {p}: {share}");
        }
    }

    #[test]
    fn the_jackknife_covers_too_where_replications_are_few_and_large_and_only_there() {
        let share = coverage(10, 400, 0.5, jackknifed);
        assert!((0.925..=0.975).contains(&share), "{share}");
        let share = coverage(50, 5, 0.95, jackknifed);
        assert!(share < 0.9, "{share}: then this file would be needless");
    }

    #[test]
    fn both_agree_where_both_hold() {
        let days = days(&mut SplitMix(42), 10, 20_000);
        let widths = [woodruff(&days, 0.8), jackknifed(&days, 0.8)].map(|s| s.half_width(0.95).unwrap());
        assert!((widths[0] / widths[1] - 1.0).abs() < 0.1, "{widths:?}");
    }

    #[test]
    fn an_atom_has_no_spread_and_nothing_no_percentile() {
        let day = |zeros: u64| {
            let mut h = Histogram::new();
            h.record_n(0, zeros);
            h.record_n(500, 30);
            h
        };
        let s = woodruff(&[day(60), day(70), day(80)], 0.5);
        assert_eq!((s.value, s.half_width(0.95)), (0.0, Some(0.0)));
        assert_eq!(woodruff(&[day(60)], 0.9).half_width(0.95), None);
        assert_eq!(quantile(&[Histogram::new(), Histogram::new()], 0.5), None);
        let with_an_empty_day = woodruff(&[day(10), Histogram::new(), day(50)], 0.6);
        assert_eq!((with_an_empty_day.n(), with_an_empty_day.influence[1]), (3, 0.0));
    }
}
