//! How many first arrivals a mean day has.

use super::{Arrivals, Calendar, ContactType, TypeId};
use crate::id::IdVec;

/// Whether days of any type differ beyond their weekday.
pub fn is_seasonal(types: &IdVec<TypeId, ContactType>) -> bool {
    types.iter().filter_map(|kind| kind.arrivals.as_ref()).any(Arrivals::is_seasonal)
}

/// First arrivals of each type expected on a mean day: of a mean week where no event lifts anything and no date is a
/// holiday, else of the days that count (of all types alike, so that their proportions are right).
pub fn mean_days(types: &IdVec<TypeId, ContactType>, calendar: &Calendar) -> IdVec<TypeId, f64> {
    let of = if is_seasonal(types) { of_all } else { of_week };
    types.iter().map(|kind| kind.arrivals.as_ref().map_or(0.0, |arrivals| of(arrivals, calendar))).collect()
}

/// The same on the mean of the days that count.
pub fn counted_days(types: &IdVec<TypeId, ContactType>, calendar: &Calendar) -> IdVec<TypeId, f64> {
    types.iter().map(|kind| kind.arrivals.as_ref().map_or(0.0, |arrivals| of_all(arrivals, calendar))).collect()
}

/// The same on a mean day of a week without events and holidays; of types whose dates are given by data, of the days that
/// count.
pub fn ordinary_days(types: &IdVec<TypeId, ContactType>, calendar: &Calendar) -> IdVec<TypeId, f64> {
    let of = |arrivals: &Arrivals| (if arrivals.known.is_empty() { of_week } else { of_all })(arrivals, calendar);
    types.iter().map(|kind| kind.arrivals.as_ref().map_or(0.0, of)).collect()
}

fn of_week(arrivals: &Arrivals, _: &Calendar) -> f64 {
    arrivals.per_day.iter().sum::<f64>() / 7.0
}

fn of_all(arrivals: &Arrivals, calendar: &Calendar) -> f64 {
    let counted = calendar.warm_up_days..calendar.warm_up_days + calendar.days;
    counted.map(|day| arrivals.expected(calendar, day)).sum::<f64>() / f64::from(calendar.days.max(1))
}
