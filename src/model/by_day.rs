//! Values that may differ from day to day.

use super::calendar::weekday;
use std::collections::BTreeMap;

/// A value for every day: by weekday, and on some dates another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByDay<T> {
    /// From Monday to Sunday.
    pub week: [T; 7],
    /// By day number since 1970-01-01, in the place of the weekday's.
    pub dates: BTreeMap<i32, T>,
}

impl<T> ByDay<T> {
    /// The same every day.
    pub fn always(value: T) -> Self
    where
        T: Clone,
    {
        Self { week: std::array::from_fn(|_| value.clone()), dates: BTreeMap::new() }
    }
    /// The value of a day, by its number since 1970-01-01.
    #[inline]
    pub fn on(&self, epoch_day: i32) -> &T {
        let dated = if self.dates.is_empty() { None } else { self.dates.get(&epoch_day) };
        dated.unwrap_or_else(|| &self.week[weekday(epoch_day)])
    }
    /// The values of all weekdays and dates.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.week.iter().chain(self.dates.values())
    }
    /// The value that holds every day; none where days differ.
    pub fn same(&self) -> Option<&T>
    where
        T: PartialEq,
    {
        let first = &self.week[0];
        self.values().all(|value| value == first).then_some(first)
    }
    /// Both values of each day.
    pub fn zip<'a, U>(&'a self, other: &'a ByDay<U>) -> ByDay<(&'a T, &'a U)> {
        let dates = self.dates.keys().chain(other.dates.keys());
        ByDay {
            week: std::array::from_fn(|day| (&self.week[day], &other.week[day])),
            dates: dates.map(|day| (*day, (self.on(*day), other.on(*day)))).collect(),
        }
    }
    /// Another value made of each.
    pub fn map<U>(&self, mut make: impl FnMut(&T) -> U) -> ByDay<U> {
        ByDay {
            week: std::array::from_fn(|day| make(&self.week[day])),
            dates: self.dates.iter().map(|(day, value)| (*day, make(value))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_stands_in_the_place_of_its_weekday() {
        let mut value = ByDay::always(1);
        assert_eq!(value.same(), Some(&1));
        value.week[5] = 2;
        // 2026-03-07, a Saturday, and the Saturday after.
        value.dates.insert(20_519, 3);
        assert_eq!([20_518, 20_519, 20_526].map(|day| *value.on(day)), [1, 3, 2]);
        assert_eq!((value.same(), value.map(|n| n * 2).week[5]), (None, 4));
    }
}
