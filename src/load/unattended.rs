//! Contacts that ask for people while nobody who may serve them is on shift.

use super::demand::TypeLoad;
use super::people::available;
use crate::id::{Id as _, IdVec};
use crate::model::{ContactType, Model, TypeId};
use crate::time::SimTime;

/// Days of which the mean is taken: a week, as shifts and rest days go by weekday.
const WEEK: i32 = 7;

/// By type, of the contacts a day that reach people, those that come outside its hours or when no team of its route has anybody on shift, on the mean
/// day of the first counted week; 0 of tickets and streams, which wait, and of what no team serves.
pub fn unattended(model: &Model, demand: &IdVec<TypeId, TypeLoad>) -> IdVec<TypeId, f64> {
    let calendar = &model.calendar;
    let days = || calendar.warm_up_days..calendar.warm_up_days + calendar.days.min(WEEK);
    let slots = calendar.intervals_per_day();
    let there: Vec<Vec<Vec<f64>>> = days()
        .map(|day| model.teams.iter().map(|team| available(&team.staffing, calendar, Some(day), slots)).collect())
        .collect();
    let of = |(id, kind): (TypeId, &ContactType)| {
        if !kind.is_live() || kind.routes.is_empty() {
            return 0.0;
        }
        let (mut alone, mut all) = (0.0, 0.0);
        for (day, there) in days().zip(&there) {
            // What is caused comes every day alike.
            let weight = kind.arrivals.as_ref().map_or(1.0, |arrivals| arrivals.expected(calendar, day));
            let nobody = |slot: &usize| {
                let begins = calendar.interval * *slot as i64;
                kind.hours.as_ref().is_some_and(|hours| !hours.contains(SimTime::midnight(day) + begins))
                    || kind.routes.iter().all(|route| there[route.team.index()][*slot] <= 0.0)
            };
            alone += weight * (0..slots).filter(nobody).map(|slot| demand[id].people[slot]).sum::<f64>();
            all += weight;
        }
        if all > 0.0 { alone / all } else { 0.0 }
    };
    model.types.entries().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::expected;
    use crate::model::textbook::{calls, minutes, model, team};
    use crate::model::{StaffedByNumber, Staffing, TeamId};
    use crate::random::Law;

    #[test]
    fn hours_and_weekdays_without_anybody_are_counted() {
        let kind = calls("a", 2.0, Law::exponential(minutes(3.0)), None, minutes(1.0));
        let mut m = model(vec![kind], vec![team("t", 7, 1, &[0])], 14);
        let of = |m: &Model| unattended(m, &expected(m))[TypeId(0)] / expected(m)[TypeId(0)].people_per_day();
        assert!(of(&m) == 0.0, "always somebody");
        // Nobody from six in the evening on; on one weekday nobody at all.
        let mut number = StaffedByNumber::always(2);
        number.days.week.iter_mut().for_each(|day| day.push((minutes(18.0 * 60.0), 0)));
        number.days.week[3] = StaffedByNumber::always(0).days.week[3].clone();
        m.teams[TeamId(0)].staffing = Staffing::Number(number);
        let expected = (6.0 * 0.25 + 1.0) / 7.0;
        assert!((of(&m) - expected).abs() < 1e-9, "{} not {expected}", of(&m));
    }
}
