//! Promotions and other events of the calendar: how many times as much as usual comes on the days around their peaks.

use super::{Calendar, ContactType, TypeId};
use crate::id::IdVec;

/// Factors by day from a peak: linear between the points given, nothing outside of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve(Vec<(i32, f64)>);

impl Curve {
    /// From points with increasing days, at least one.
    pub fn new(points: Vec<(i32, f64)>) -> Self {
        assert!(!points.is_empty() && points.is_sorted_by(|a, b| a.0 < b.0), "compile admits proper curves only");
        Self(points)
    }
    /// The first and the last day it covers, from the peak.
    pub fn covers(&self) -> (i32, i32) {
        (self.0[0].0, self.0[self.0.len() - 1].0)
    }
    /// The factor so many days after the peak; none where it does not reach.
    pub fn at(&self, offset: i32) -> Option<f64> {
        let next = self.0.partition_point(|point| point.0 <= offset);
        let (from, low) = *self.0.get(next.checked_sub(1)?)?;
        if from == offset {
            return Some(low);
        }
        let (until, high) = *self.0.get(next)?;
        Some(low + (high - low) * f64::from(offset - from) / f64::from(until - from))
    }
}

/// What one event does to one type.
#[derive(Clone, Debug, PartialEq)]
pub struct Lift {
    /// Its peaks, days since 1970-01-01, in order.
    peaks: Vec<i32>,
    curve: Curve,
}

impl Lift {
    /// The same curve around every peak.
    pub fn new(mut peaks: Vec<i32>, curve: Curve) -> Self {
        peaks.sort_unstable();
        peaks.dedup();
        Self { peaks, curve }
    }
    /// The largest factor of the peaks that reach this day (since 1970-01-01); none where none does.
    fn on(&self, epoch_day: i32) -> Option<f64> {
        let (first, last) = self.curve.covers();
        let from = self.peaks.partition_point(|peak| peak + last < epoch_day);
        let near = self.peaks[from..].iter().take_while(|peak| **peak + first <= epoch_day);
        near.filter_map(|peak| self.curve.at(epoch_day - peak)).reduce(f64::max)
    }
}

/// What all events do to one type, family by family in order of name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lifts(Vec<Vec<Lift>>);

impl Lifts {
    /// By family: the events of one say the same thing in several ways, so that the largest counts.
    pub fn new(families: Vec<Vec<Lift>>) -> Self {
        Self(families)
    }
    /// Whether nothing is ever lifted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// The factor of a day (since 1970-01-01): of the events of one family that reach it the largest, of different
    /// families the product, 1 where none does.
    pub fn on(&self, epoch_day: i32) -> f64 {
        let of = |family: &Vec<Lift>| family.iter().filter_map(|lift| lift.on(epoch_day)).reduce(f64::max);
        self.0.iter().map(|family| of(family).unwrap_or(1.0)).product()
    }
}

/// First arrivals of each type expected on a mean day: of a mean week where no event lifts anything, else of the days
/// that count (of all types alike, so that their proportions are right).
pub fn mean_days(types: &IdVec<TypeId, ContactType>, calendar: &Calendar) -> IdVec<TypeId, f64> {
    let lifted = types.iter().filter_map(|kind| kind.arrivals.as_ref()).any(|arrivals| !arrivals.lifts.is_empty());
    let counted = calendar.warm_up_days..calendar.warm_up_days + calendar.days;
    let mean = |kind: &ContactType| {
        kind.arrivals.as_ref().map_or(0.0, |arrivals| {
            if lifted {
                counted.clone().map(|day| arrivals.expected(calendar, day)).sum::<f64>()
                    / f64::from(calendar.days.max(1))
            } else {
                arrivals.per_day.iter().sum::<f64>() / 7.0
            }
        })
    };
    types.iter().map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve() -> Curve {
        Curve::new(vec![(-20, 1.0), (-3, 1.5), (0, 3.5), (2, 1.4), (5, 1.0)])
    }

    #[test]
    fn linear_between_the_points_and_nothing_outside() {
        let c = curve();
        let close = |offset: i32, factor: f64| (c.at(offset).unwrap() - factor).abs() < 1e-12;
        assert!([(-20, 1.0), (-3, 1.5), (0, 3.5), (2, 1.4), (5, 1.0)].iter().all(|(d, f)| c.at(*d) == Some(*f)));
        assert!(close(-1, 1.5 + 2.0 * 2.0 / 3.0) && close(1, 2.45) && close(-10, 1.0 + 0.5 * 10.0 / 17.0));
        assert_eq!((c.at(-21), c.at(6)), (None, None));
        assert_eq!(Curve::new(vec![(0, 2.0)]).at(0), Some(2.0));
        assert_eq!(Curve::new(vec![(0, 2.0)]).at(1), None);
    }

    #[test]
    fn the_largest_of_a_family_and_the_product_of_families() {
        let double = || Curve::new(vec![(0, 2.0), (1, 2.0)]);
        let half = Curve::new(vec![(-1, 0.5), (1, 0.5)]);
        let waves = Lift::new(vec![110, 100, 100], curve());
        // Two peaks of one event overlap on day 97: 3 days before the first, 13 before the second.
        assert_eq!(waves.on(97), Some(1.5));
        assert_eq!(Lifts::default().on(100), 1.0);
        let one = Lifts::new(vec![vec![waves.clone(), Lift::new(vec![100], double())]]);
        assert_eq!((one.on(100), one.on(79), one.on(116)), (3.5, 1.0, 1.0));
        assert!((one.on(101) - 2.45).abs() < 1e-12, "2.45 is more than 2");
        // Where only the smaller reaches, it counts, even below 1.
        let quiet = Lifts::new(vec![vec![Lift::new(vec![50], half.clone()), Lift::new(vec![51], double())]]);
        assert_eq!((quiet.on(49), quiet.on(50), quiet.on(51), quiet.on(53)), (0.5, 0.5, 2.0, 1.0));
        let two = Lifts::new(vec![vec![waves], vec![Lift::new(vec![100], half)]]);
        assert_eq!(two.on(100), 1.75);
    }
}
