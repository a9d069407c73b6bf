//! Promotions and other events of the calendar: how many times as much as usual comes on the days around their peaks.

use super::interpolate::around;
use super::names::Label;
use crate::random::{Key, Purpose, event_factor};

/// Opens the keys of events.
const EVENT: Purpose = Purpose::new("event");

/// Factors by day from a peak: linear between the points given, nothing outside of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve(Vec<(i32, f64)>);

impl Curve {
    /// From points with increasing days, at least one.
    pub fn new(points: Vec<(i32, f64)>) -> Self {
        assert!(!points.is_empty() && points.is_sorted_by(|a, b| a.0 < b.0), "compile admits proper curves only");
        Self(points)
    }
    /// With this share of what it brings beyond the usual; none where that would be less than nothing.
    pub fn scaled(&self, share: f64) -> Option<Self> {
        let points: Vec<(i32, f64)> = self.0.iter().map(|(day, factor)| (*day, 1.0 + share * (factor - 1.0))).collect();
        points.iter().all(|(_, factor)| *factor >= 0.0).then(|| Self::new(points))
    }
    /// The first and the last day it covers, from the peak.
    pub fn covers(&self) -> (i32, i32) {
        (self.0[0].0, self.0[self.0.len() - 1].0)
    }
    /// The factor so many days after the peak; none where it does not reach.
    pub fn at(&self, offset: i32) -> Option<f64> {
        let (before, after) = around(&self.0, offset);
        let (from, low) = before?;
        if from == offset {
            return Some(low);
        }
        let (until, high) = after?;
        Some(low + (high - low) * f64::from(offset - from) / f64::from(until - from))
    }
}

/// What one event does to one type.
#[derive(Clone, Debug, PartialEq)]
pub struct Lift {
    /// What it is called; it is drawn under its key.
    event: Label,
    /// Its peaks, days since 1970-01-01, in order.
    peaks: Vec<i32>,
    curve: Curve,
    /// cv of what it brings beyond the usual.
    uncertainty: f64,
}

/// The peak of an event that counts on a day, and its factor as written.
#[derive(Clone, Copy, Debug)]
struct Counted<'a> {
    lift: &'a Lift,
    peak: i32,
    factor: f64,
}

impl Lift {
    /// The same curve around every peak.
    pub fn new(event: Label, mut peaks: Vec<i32>, curve: Curve, uncertainty: f64) -> Self {
        peaks.sort_unstable();
        peaks.dedup();
        Self { event, peaks, curve, uncertainty }
    }
    /// The largest factor as written of the peaks that reach this day (since 1970-01-01); none where none does.
    pub fn on(&self, epoch_day: i32) -> Option<f64> {
        self.counted(epoch_day).map(|counted| counted.factor)
    }
    /// The peak of that factor; of equals the earliest.
    fn counted(&self, epoch_day: i32) -> Option<Counted<'_>> {
        let (first, last) = self.curve.covers();
        let from = self.peaks.partition_point(|peak| peak + last < epoch_day);
        let near = self.peaks[from..].iter().take_while(|peak| **peak + first <= epoch_day);
        near.filter_map(|peak| {
            let factor = self.curve.at(epoch_day - peak)?;
            Some(Counted { lift: self, peak: *peak, factor })
        })
        .reduce(larger)
    }
}

fn larger<'a>(first: Counted<'a>, second: Counted<'a>) -> Counted<'a> {
    if second.factor > first.factor { second } else { first }
}

impl Counted<'_> {
    /// F = 1 + (lift − 1)·U, not below 0, where U is the event's own in this replication: one for all types and days
    /// that this peak reaches.
    fn drawn(&self, replication: Key) -> f64 {
        if self.lift.uncertainty <= 0.0 {
            return self.factor;
        }
        let key = replication.child(EVENT).name(&self.lift.event.key).number(self.peak as u64);
        (1.0 + (self.factor - 1.0) * event_factor(key, self.lift.uncertainty)).max(0.0)
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
    /// One more event, which multiplies what all others bring.
    pub fn multiply(&mut self, lift: Lift) {
        self.0.push(vec![lift]);
    }
    /// Whether nothing is ever lifted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// The expected factor of a day (since 1970-01-01): of the events of one family that reach it the largest, of
    /// different families the product, 1 where none does.
    pub fn on(&self, epoch_day: i32) -> f64 {
        self.counted(epoch_day).map(|counted| counted.factor).product()
    }
    /// The events that change a day.
    pub fn events_on(&self, epoch_day: i32) -> impl Iterator<Item = &Label> {
        self.counted(epoch_day).filter(|counted| counted.factor != 1.0).map(|counted| &counted.lift.event)
    }
    /// Their keys.
    pub fn names_on(&self, epoch_day: i32) -> impl Iterator<Item = &str> {
        self.events_on(epoch_day).map(|event| event.key.as_str())
    }
    /// The factor of a day in a replication. Which event of a family counts is told by the lifts as written, so that the
    /// mean over replications is [`Self::on`] (but for what is cut off at 0).
    pub fn drawn(&self, epoch_day: i32, replication: Key) -> f64 {
        self.counted(epoch_day).map(|counted| counted.drawn(replication)).product()
    }
    fn counted(&self, epoch_day: i32) -> impl Iterator<Item = Counted<'_>> {
        self.0.iter().filter_map(move |family| family.iter().filter_map(|lift| lift.counted(epoch_day)).reduce(larger))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve() -> Curve {
        Curve::new(vec![(-20, 1.0), (-3, 1.5), (0, 3.5), (2, 1.4), (5, 1.0)])
    }

    fn lift(peaks: Vec<i32>, curve: Curve) -> Lift {
        Lift::new(Label::plain("x"), peaks, curve, 0.0)
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
        let waves = lift(vec![110, 100, 100], curve());
        // Two peaks of one event overlap on day 97: 3 days before the first, 13 before the second.
        assert_eq!(waves.on(97), Some(1.5));
        assert_eq!(Lifts::default().on(100), 1.0);
        let one = Lifts::new(vec![vec![waves.clone(), lift(vec![100], double())]]);
        assert_eq!((one.on(100), one.on(79), one.on(116)), (3.5, 1.0, 1.0));
        // On the last day of its curve an event is over.
        let named = |day| one.names_on(day).collect::<Vec<_>>();
        assert_eq!((named(100), named(115), named(79)), (vec!["x"], Vec::new(), Vec::new()));
        assert!((one.on(101) - 2.45).abs() < 1e-12, "2.45 is more than 2");
        // Where only the smaller reaches, it counts, even below 1.
        let quiet = Lifts::new(vec![vec![lift(vec![50], half.clone()), lift(vec![51], double())]]);
        assert_eq!((quiet.on(49), quiet.on(50), quiet.on(51), quiet.on(53)), (0.5, 0.5, 2.0, 1.0));
        let two = Lifts::new(vec![vec![waves], vec![lift(vec![100], half)]]);
        assert_eq!(two.on(100), 1.75);
    }

    #[test]
    fn what_an_event_brings_is_drawn_once_for_its_peak() {
        let steps = |factor| Curve::new(vec![(0, factor), (1, factor)]);
        let uncertain =
            |name: &str, peaks: &[i32], factor| Lift::new(Label::plain(name), peaks.to_vec(), steps(factor), 0.5);
        let key = Key::seed(5);
        let one = Lifts::new(vec![vec![uncertain("a", &[100, 200], 3.0)]]);
        let other_type = Lifts::new(vec![vec![uncertain("a", &[100], 5.0)], vec![lift(vec![101], steps(2.0))]]);
        let u = (one.drawn(100, key) - 1.0) / 2.0;
        assert!(u > 0.0 && u != 1.0);
        assert_eq!(one.drawn(101, key), one.drawn(100, key), "the days of a peak go together");
        assert!((other_type.drawn(100, key) - (1.0 + 4.0 * u)).abs() < 1e-12, "and so do its types");
        assert!((other_type.drawn(101, key) - 2.0 * (1.0 + 4.0 * u)).abs() < 1e-12, "other families multiply");
        assert_ne!(one.drawn(200, key), one.drawn(100, key));
        assert_eq!((one.drawn(102, key), one.on(100), other_type.on(101)), (1.0, 3.0, 10.0));
        let named = Lifts::new(vec![vec![uncertain("b", &[100], 3.0)]]);
        assert_ne!(named.drawn(100, key), one.drawn(100, key));
        // The larger as written counts, whatever is drawn.
        let pair = Lifts::new(vec![vec![uncertain("a", &[100], 3.0), uncertain("b", &[100], 2.9)]]);
        assert!((0..50).all(|n| pair.drawn(100, key.number(n)) == one.drawn(100, key.number(n))));
        // A day is not emptied beyond nothing.
        let quiet = Lifts::new(vec![vec![uncertain("a", &[100], 0.2)]]);
        let least = (0..200).map(|n| quiet.drawn(100, key.number(n))).reduce(f64::min);
        assert_eq!(least, Some(0.0));
    }
}
