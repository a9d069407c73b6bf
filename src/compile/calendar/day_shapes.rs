//! What events of the calendar do to the shape of a day: their own profiles, and bursts.
//!
//! A day with bursts has its profile cut finer, onto a grid on which both its parts and the ends of the bursts fall, so
//! that it stays a profile: constant intensity in slots of one length, inverted exactly by `random::arrivals`.

use super::bursts::{Burst, ShapedHours};
use super::events::Reaching;
use super::lift_curves::arrivals_text;
use super::profile_grid::{grid, on_grid};
use super::profiles::profile;
use crate::compile::checks::limits;
use crate::compile::context::Context;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::IdVec;
use crate::model::{Calendar, ContactType, TypeId};
use crate::random::Profile;
use crate::say;
use crate::scenario::text::document::date_text;
use crate::scenario::values::read::At;
use crate::time::SimDuration;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What shapes one day of one type.
#[derive(Debug, Default)]
struct ShapedDay<'a> {
    /// The profile of the event with the largest lift, and that lift.
    profile: Option<(f64, &'a At<String>)>,
    bursts: Vec<&'a Burst>,
}

/// Shapes made already: many days and types have the same.
type MadeShape<'a> = BTreeMap<(Option<&'a str>, Vec<(i64, i64, u64)>), Option<Arc<Profile>>>;

/// Gives days their shapes.
pub(crate) fn shape(
    context: &Context<'_>,
    types: &mut IdVec<TypeId, ContactType>,
    reaching: &[Reaching<'_>],
    calendar: &Calendar,
    out: &mut Diagnostics,
) {
    // Each name is looked up once, so that a wrong one is reported even where it shapes no day.
    let known: Vec<bool> = reaching
        .iter()
        .map(|one| one.event.profile.as_ref().is_some_and(|name| profile(context, name, out).is_some()))
        .collect();
    let mut made = MadeShape::new();
    let mut slots = 0;
    for (name, id) in &context.types {
        let Some(arrivals) = &mut types[*id].arrivals else { continue };
        let days = days(*id, reaching, &known, calendar);
        for (date, day) in days {
            if !adds_up(name, date, &day.bursts, out) {
                // The next day's bursts are likely the same.
                break;
            }
            let own = arrivals_text(context, name).and_then(|text| text.profile.as_ref());
            let base = day.profile.map(|(_, name)| name).or(own);
            let hours: Vec<ShapedHours> = day.bursts.iter().map(|burst| burst.hours).collect();
            let key = (
                base.map(|name| name.value.as_str()),
                hours.iter().map(|h| (h.from.ticks(), h.until.ticks(), h.share.to_bits())).collect(),
            );
            let shape = made.entry(key).or_insert_with(|| {
                let plain = base.map_or_else(|| Some(Profile::flat()), |name| profile(context, name, out))?;
                let shape = with_bursts(&plain, &hours);
                match (&shape, day.bursts.first()) {
                    (Some(shape), _) => slots += shape.slots(),
                    (None, Some(burst)) => no_grid(plain.slots(), &burst.place, out),
                    (None, None) => (),
                }
                shape.map(Arc::new)
            });
            if let Some(shape) = shape {
                arrivals.shapes.insert(date, shape.clone());
            }
            if !limits::shapes(slots, day.bursts.first().map(|burst| &burst.place), out) {
                return;
            }
        }
    }
}

/// The days of a type within the horizon that events shape.
fn days<'a>(
    id: TypeId,
    reaching: &'a [Reaching<'_>],
    known: &[bool],
    calendar: &Calendar,
) -> BTreeMap<i32, ShapedDay<'a>> {
    let (first, last) = (calendar.origin, calendar.epoch_day(calendar.warm_up_days + calendar.days - 1));
    let mut days: BTreeMap<i32, ShapedDay<'a>> = BTreeMap::new();
    for (one, known) in reaching.iter().zip(known) {
        if let (Some(profile), Some(lift), true) = (&one.event.profile, one.lifts.get(&id), *known) {
            for date in first..=last {
                let Some(factor) = lift.on(date) else { continue };
                let day = days.entry(date).or_default();
                // Of equals the first in order of name.
                if day.profile.is_none_or(|(larger, _)| factor > larger) {
                    day.profile = Some((factor, profile));
                }
            }
        }
        for burst in one.bursts.iter().filter(|burst| burst.types.contains(&id)) {
            for date in one.peaks.iter().map(|peak| peak + burst.day).filter(|date| (first..=last).contains(date)) {
                days.entry(date).or_default().bursts.push(burst);
            }
        }
    }
    days
}

/// Whether the bursts of a day leave no less than nothing for its profile.
fn adds_up(name: &str, date: i32, bursts: &[&Burst], out: &mut Diagnostics) -> bool {
    let sum: f64 = bursts.iter().map(|burst| burst.hours.share).sum();
    if sum <= 1.0 + 1e-9 {
        return true;
    }
    let (date, percent) = (date_text(date), (sum * 1000.0).round() / 10.0);
    let last = bursts[bursts.len() - 1];
    let why = say!(
        "the bursts of `{name}` on {date} are {percent} % of the day",
        "`{name}` 在 {date} 的集中到达合计占全天的 {percent}%"
    );
    let mut diagnostic = Diagnostic::error(Code::Share, &last.place, why);
    if let Some(other) = bursts.iter().find(|burst| burst.place != last.place) {
        diagnostic = diagnostic.also(&other.place, say!("together with this one", "连同这一段"));
    }
    out.push(diagnostic);
    false
}

fn no_grid(parts: usize, place: &Place, out: &mut Diagnostics) {
    let why = say!(
        "no grid of whole seconds fits both this burst and the profile of {parts} parts that the day has",
        "这一段集中到达与当天 {parts} 段的时段分布没有以整秒为单位的共同刻度"
    );
    let help = say!("a profile of hours, half hours or minutes does", "时段分布用小时、半小时或分钟就可以");
    out.push(Diagnostic::error(Code::Event, place, why).help(help));
}

/// The profile with these shares of the day moved into their hours; none where no grid of a second fits.
fn with_bursts(plain: &Profile, bursts: &[ShapedHours]) -> Option<Profile> {
    if bursts.is_empty() {
        return Some(plain.clone());
    }
    let ends: Vec<SimDuration> = bursts.iter().flat_map(|hours| [hours.from, hours.until]).collect();
    if !on_grid(plain, &ends) {
        return None;
    }
    let grid = grid(plain, &ends);
    let slots = SimDuration::DAY.ticks() / grid;
    let left = (1.0 - bursts.iter().map(|hours| hours.share).sum::<f64>()).max(0.0);
    let weight = |slot: i64| {
        let (from, until) = (SimDuration::from_ticks(slot * grid), SimDuration::from_ticks((slot + 1) * grid));
        let before = |time| if time < SimDuration::DAY { plain.share_before(time) } else { 1.0 };
        let inside = bursts.iter().filter(|hours| hours.from <= from && until <= hours.until);
        let of_bursts: f64 = inside.map(|h| h.share * grid as f64 / (h.until - h.from).ticks() as f64).sum();
        left * (before(until) - before(from)) + of_bursts
    };
    Some(Profile::new(&(0..slots).map(weight).collect::<Vec<f64>>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::tests::compiled;
    use crate::model::{Arrivals, Model};

    const SHOP: &str = r#"
template = "none"
start = 2025-06-01
days = 30
[calendar.profile]
day = [1, 2, 3, 4, 5, 6]
night = [6, 5, 4, 3, 2, 1]
[calendar.event.618]
peak = "06-18"
lift.chat = { days = [-1, 0, 1], factor = [1.5, 3.5, 1.5] }
lift.call = 2.0
profile = "night"
burst = { at = "20:10", for = "20 min", share = 0.18 }
[calendar.event.double]
peak = 2025-06-19
lift.chat = 2.0
profile = "flat"
[calendar.event.live]
peak = [2025-06-20, 2025-06-21]
burst = [
    { at = "20:00", for = "1 h", share = 0.2, types = ["chat", "order"] },
    { day = 1, at = "00:00", for = "30 min", share = 0.1, types = ["chat", "order"] },
]
[stream.order]
arrivals = { per_day = 40, profile = "day" }
[contact.chat]
channel = "chat"
arrivals = { per_day = 100, profile = "day" }
effort = "2 min"
[contact.call]
channel = "call"
arrivals = { per_day = 50, profile = "day" }
effort = "2 min"
[design.now.team.t]
staffed = 9
serves = ["chat", "call"]
"#;

    fn arrivals<'m>(model: &'m Model, name: &str) -> &'m Arrivals {
        model.types.iter().find(|kind| kind.label.key == name).and_then(|kind| kind.arrivals.as_ref()).unwrap()
    }

    #[test]
    fn a_burst_takes_its_share_and_the_profile_keeps_the_rest() {
        let c = compiled(SHOP, &[]);
        let model = c.model(0, 0);
        let (day, night) = (Profile::new(&[1., 2., 3., 4., 5., 6.]), Profile::new(&[6., 5., 4., 3., 2., 1.]));
        // Date, type, profile beneath, and minutes from, until, share of its bursts.
        let live = [(1200.0, 1260.0, 0.2)];
        let both = [(1200.0, 1260.0, 0.2), (0.0, 30.0, 0.1)];
        let sale = [(1210.0, 1230.0, 0.18)];
        type Minutes<'a> = &'a [(f64, f64, f64)];
        let cases: [(i32, &str, &Profile, Minutes<'_>); 10] = [
            (16, "chat", &day, &[]),
            (17, "chat", &night, &[]),
            (18, "chat", &night, &sale),
            (18, "call", &night, &sale),
            (18, "order", &day, &[]),
            // The other event lifts more on this day.
            (19, "chat", &Profile::flat(), &[]),
            (19, "call", &day, &[]),
            (20, "chat", &day, &live),
            (21, "order", &day, &both),
            (22, "order", &day, &[(0.0, 30.0, 0.1)]),
        ];
        for (date, name, beneath, bursts) in cases {
            let shape = arrivals(model, name).profile_on(&model.calendar, date - 1);
            let left = 1.0 - bursts.iter().map(|b| b.2).sum::<f64>();
            for minute in (0..1440).step_by(7) {
                let time = SimDuration::MINUTE * minute;
                let inside = |b: &(f64, f64, f64)| b.2 * ((minute as f64 - b.0) / (b.1 - b.0)).clamp(0.0, 1.0);
                let truth = left * beneath.share_before(time) + bursts.iter().map(inside).sum::<f64>();
                let found = shape.share_before(time);
                assert!((found - truth).abs() < 1e-12, "{name} on {date} at {minute}: {found} not {truth}");
            }
        }
        let slots = |date: i32| arrivals(model, "chat").profile_on(&model.calendar, date - 1).slots();
        assert_eq!([16, 17, 18, 19, 20, 21].map(slots), [6, 6, 144, 1, 24, 48], "no finer than it must be");
        let of = |name: &str, date: i32| arrivals(model, name).shapes[&model.calendar.epoch_day(date - 1)].clone();
        assert!(Arc::ptr_eq(&of("chat", 21), &of("order", 21)), "equal shapes are made once");
    }

    #[test]
    fn a_burst_is_changed_as_anything_else_is() {
        let share = |set: &str| {
            let c = compiled(SHOP, &[set]);
            let model = c.model(0, 0);
            let shape = arrivals(model, "call").profile_on(&model.calendar, 17);
            shape.share_before(SimDuration::HOUR * 21) - shape.share_before(SimDuration::HOUR * 20)
        };
        let rest = |share: f64| share + (1.0 - share) / 84.0;
        assert!((share("calendar.event.618.burst.share=*0.5") - rest(0.09)).abs() < 1e-12);
        assert!((share("calendar.event.618.burst.at=20:40") - rest(0.18)).abs() < 1e-12);
        assert!((share("calendar.event.618.burst.day=1") - 1.0 / 84.0).abs() < 1e-12);
    }
}
