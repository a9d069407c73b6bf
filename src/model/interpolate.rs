//! Curves given by points: which of them a value lies between.

/// A point of a curve.
type Point<X> = (X, f64);

/// The last point at or before `x`, and the first after it, of points in order.
pub(super) fn around<X: Copy + PartialOrd>(points: &[Point<X>], x: X) -> (Option<Point<X>>, Option<Point<X>>) {
    let after = points.partition_point(|(at, _)| *at <= x);
    (after.checked_sub(1).map(|before| points[before]), points.get(after).copied())
}
