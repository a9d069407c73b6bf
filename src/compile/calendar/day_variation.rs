//! How much days differ by chance: working days, weekends, holidays, days of events.

use super::holidays::Kinds;
use super::lift_curves::arrivals_text;
use crate::compile::context::Context;
use crate::id::IdVec;
use crate::model::{Busyness, Calendar, ContactType, TypeId};
use crate::scenario::schema::{DayCv, DayWord};
use crate::scenario::values::plain::Amount;
use crate::scenario::values::read::At;

/// Gives the calendar and all types their day factors, now that holidays and events are known.
pub(crate) fn day_variation(context: &Context<'_>, types: &mut IdVec<TypeId, ContactType>, calendar: &mut Calendar) {
    let kinds = &context.days.kinds;
    let dates = || calendar.origin..=calendar.epoch_day(calendar.warm_up_days + calendar.days - 1);
    let lifted = |kind: &ContactType, date: i32| {
        kind.arrivals.as_ref().is_some_and(|arrivals| arrivals.lifts.names_on(date).next().is_some())
    };
    for (name, id) in &context.types {
        let Some(text) = arrivals_text(context, name) else { continue };
        let events = dates().filter(|date| lifted(&types[*id], *date));
        let own = busyness(text.day_cv.as_ref(), text.day_persistence.as_ref(), events, kinds);
        if let Some(arrivals) = &mut types[*id].arrivals {
            arrivals.busyness = own;
        }
    }
    let events = dates().filter(|date| types.iter().any(|kind| lifted(kind, *date)));
    if let Some(text) = context.world.calendar.as_ref().map(|calendar| &calendar.value) {
        let of_all = busyness(text.day_cv.as_ref(), text.day_persistence.as_ref(), events, kinds);
        calendar.busyness = of_all;
    }
}

/// A day of an event is one whatever day of the week it is; then a holiday, then a weekend.
fn busyness(
    cv: Option<&At<DayCv>>,
    persistence: Option<&At<Amount>>,
    events: impl Iterator<Item = i32>,
    kinds: &Kinds,
) -> Busyness {
    let persistence = persistence.map_or(0.0, |persistence| persistence.value.0);
    let table = match cv.map(|cv| &cv.value) {
        None => return Busyness { persistence, ..Busyness::default() },
        Some(DayCv::All(cv)) => return Busyness { cv: [*cv; 7], persistence, ..Busyness::default() },
        Some(DayCv::By(table)) => table,
    };
    let workday = table.workday.value.0;
    let or_workday = |own: &Option<At<Amount>>| own.as_ref().map_or(workday, |cv| cv.value.0);
    let (weekend, holiday, event) = (or_workday(&table.weekend), or_workday(&table.holiday), table.event.as_ref());
    let mut busyness = Busyness { cv: [workday; 7], persistence, ..Busyness::default() };
    busyness.cv[5..].fill(weekend);
    busyness
        .dated
        .extend(kinds.iter().map(|(date, kind)| (*date, if *kind == DayWord::Workday { workday } else { holiday })));
    if let Some(event) = event {
        busyness.dated.extend(events.map(|date| (date, event.value.0)));
    }
    busyness
}

#[cfg(test)]
mod tests {
    use crate::compile::tests::compiled;

    const SHOP: &str = r#"
template = "none"
start = 2025-09-22
days = 21
[calendar]
holidays = "cn"
day_cv = { workday = 0.1, weekend = 0.2, holiday = 0.3, event = 0.4 }
day_persistence = 0.6
[calendar.event.sale]
peak = 2025-09-27
lift.chat = 2
[contact.chat]
channel = "chat"
arrivals = { per_day = 100, day_cv = { workday = 0.5, event = 0.6 } }
effort = "2 min"
[contact.call]
channel = "call"
arrivals = { per_day = 50, day_cv = 0.7, day_persistence = 0.2 }
effort = "2 min"
[design.now.team.t]
staffed = 9
serves = ["chat", "call"]
"#;

    #[test]
    fn days_of_events_before_holidays_before_weekends() {
        let compiled = compiled(SHOP, &[]);
        let model = compiled.model(0, 0);
        let cv = |busyness: &crate::model::Busyness, date: i32| {
            let day = model.calendar.epoch_day(date - 22);
            busyness.dated.get(&day).copied().unwrap_or(busyness.cv[model.calendar.weekday(date - 22)])
        };
        let own = |name: &str| {
            let kind = model.types.iter().find(|kind| kind.label.key == name).unwrap();
            &kind.arrivals.as_ref().unwrap().busyness
        };
        let common = &model.calendar.busyness;
        // A Monday, the sale on a Saturday, a Sunday that is a make-up workday, 1 October, 11 October (a make-up Saturday).
        assert_eq!([22, 27, 28, 31, 41].map(|date| cv(common, date)), [0.1, 0.4, 0.1, 0.3, 0.1]);
        assert_eq!([22, 27, 28, 31].map(|date| cv(own("chat"), date)), [0.5, 0.6, 0.5, 0.5]);
        assert_eq!([22, 27, 28, 31].map(|date| cv(own("call"), date)), [0.7; 4]);
        assert_eq!([common, own("chat"), own("call")].map(|busyness| busyness.persistence), [0.6, 0.0, 0.2]);
    }
}
