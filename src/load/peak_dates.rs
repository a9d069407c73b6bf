//! The dates that are worth looking at by interval: known before anything is simulated, and the same for every design.

use super::by_date;
use crate::model::{Channel, Model};
use std::collections::BTreeMap;

/// So many dates at most.
pub const MOST_PEAKS: usize = 6;
/// Of them so many for events.
const MOST_OF_EVENTS: usize = 4;
/// Dates with so many times the mean are busy.
const BUSY: f64 = 1.25;

/// Counted dates to be looked at closely, rising: the busiest, then the busiest of each event and of each named period, then
/// whatever else is busy, as far as there is room. How busy a date is: contacts expected to reach people, in the design and
/// case that expects most of them; of equals the earliest. Cases of one design after the other differ in demand, designs
/// in one case hardly, so the first design of each case speaks for all.
pub fn peak_dates(models: &[&Model]) -> Vec<usize> {
    let mut cases: Vec<&Model> = Vec::new();
    for model in models {
        if cases.iter().all(|known| known.case.key != model.case.key) {
            cases.push(model);
        }
    }
    let Some(days) = models.iter().map(|model| model.calendar.days as usize).min() else { return Vec::new() };
    let by_case: Vec<Vec<f64>> = cases.iter().map(|model| to_people(model)).collect();
    let expected: Vec<f64> = (0..days).map(|day| by_case.iter().map(|case| case[day]).fold(0.0, f64::max)).collect();
    let mut chosen = Chosen { expected: &expected, dates: Vec::new() };
    chosen.busiest_of(0..days);
    let mut of_events: Vec<usize> =
        events(&cases, days).into_values().filter_map(|days| chosen.busiest(days.into_iter())).collect();
    of_events.sort_by(|a, b| expected[*b].total_cmp(&expected[*a]).then(a.cmp(b)));
    of_events.into_iter().take(MOST_OF_EVENTS).for_each(|day| chosen.add(day));
    for model in &cases {
        let calendar = &model.calendar;
        let first = calendar.epoch_day(calendar.warm_up_days);
        for period in &model.periods {
            chosen.busiest_of((0..days).filter(|day| period.has_of(first + *day as i32)));
        }
    }
    let mean = expected.iter().sum::<f64>() / days.max(1) as f64;
    while chosen.dates.len() < MOST_PEAKS {
        let left: Vec<usize> =
            (0..days).filter(|day| expected[*day] > BUSY * mean && !chosen.dates.contains(day)).collect();
        if left.is_empty() {
            break;
        }
        chosen.busiest_of(left.into_iter());
    }
    chosen.dates.sort_unstable();
    chosen.dates
}

/// Dates chosen so far.
struct Chosen<'a> {
    expected: &'a [f64],
    dates: Vec<usize>,
}

impl Chosen<'_> {
    fn busiest(&self, days: impl Iterator<Item = usize>) -> Option<usize> {
        days.reduce(|a, b| if self.expected[b] > self.expected[a] { b } else { a })
    }
    fn busiest_of(&mut self, days: impl Iterator<Item = usize>) {
        if let Some(day) = self.busiest(days) {
            self.add(day);
        }
    }
    fn add(&mut self, day: usize) {
        if self.dates.len() < MOST_PEAKS && !self.dates.contains(&day) {
            self.dates.push(day);
        }
    }
}

/// Contacts expected to reach people on every counted date.
fn to_people(model: &Model) -> Vec<f64> {
    let loads = by_date(model);
    let of = |day: usize| {
        let types = model.types.entries().filter(|(_, kind)| kind.channel != Channel::Stream);
        types.map(|(id, _)| loads[id][day].people).sum()
    };
    (0..model.calendar.days as usize).map(of).collect()
}

/// The counted dates that each event changes.
fn events<'a>(models: &[&'a Model], days: usize) -> BTreeMap<&'a str, Vec<usize>> {
    let mut of_events: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for model in models {
        let first = model.calendar.epoch_day(model.calendar.warm_up_days);
        for lifts in model.types.iter().filter_map(|kind| Some(&kind.arrivals.as_ref()?.lifts)) {
            for day in 0..days {
                lifts.names_on(first + day as i32).for_each(|name| of_events.entry(name).or_default().push(day));
            }
        }
    }
    of_events
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::textbook::{calls, minutes, model, team};
    use crate::model::{Curve, Label, Lift, Lifts, Period};
    use crate::random::Law;

    fn shop(days: i32) -> Model {
        let kind = calls("a", 1.0, Law::exponential(minutes(1.0)), None, minutes(1.0));
        let mut shop = model(vec![kind], vec![team("t", 2, 1, &[0])], 1);
        shop.calendar.days = days;
        shop
    }

    fn lift(shop: &mut Model, of: &[(&str, i32, f64)]) {
        let first = shop.calendar.epoch_day(shop.calendar.warm_up_days);
        let one = |(name, day, factor): &(&str, i32, f64)| {
            vec![Lift::new(
                Label::plain(name),
                vec![first + day],
                Curve::new(vec![(0, *factor), (1, factor * 0.9)]),
                0.0,
            )]
        };
        for kind in &mut shop.types {
            kind.arrivals.as_mut().unwrap().lifts = Lifts::new(of.iter().map(one).collect());
        }
    }

    #[test]
    fn where_all_dates_are_alike_the_first_stands_for_them() {
        assert_eq!(peak_dates(&[&shop(9)]), [0]);
        assert_eq!(peak_dates(&[]), Vec::<usize>::new());
    }

    #[test]
    fn events_periods_and_whatever_else_is_busy() {
        let mut one = shop(30);
        lift(&mut one, &[("double", 20, 4.0), ("small", 9, 1.1)]);
        // The busiest, the small event's own date, and the day after the busiest, which is busy; the small one's is not.
        assert_eq!(peak_dates(&[&one]), [9, 20, 21]);
        let first = one.calendar.epoch_day(one.calendar.warm_up_days);
        let quiet = Period::of_days(Label::plain("q"), first + 2, first + 5);
        one.periods.push(quiet);
        assert_eq!(peak_dates(&[&one]), [2, 9, 20, 21]);
    }

    #[test]
    fn cases_share_their_dates_and_there_are_few() {
        let (mut one, mut other) = (shop(30), shop(30));
        lift(&mut one, &[("a", 3, 4.0), ("b", 6, 3.0), ("c", 9, 3.1), ("d", 12, 2.0), ("e", 15, 1.9)]);
        other.case = Label::plain("other");
        lift(&mut other, &[("f", 20, 9.0)]);
        let dates = peak_dates(&[&one, &other]);
        assert_eq!(dates, peak_dates(&[&other, &one]), "whichever stands first");
        assert_eq!(dates.len(), MOST_PEAKS);
        assert!([3, 6, 9, 20].iter().all(|day| dates.contains(day)), "{dates:?}");
    }
}
