//! When people can be asked: the type's `hours`, or the route's; and on which days promises in opening hours run.

use crate::compile::context::Context;
use crate::compile::laws::daily;
use crate::compile::named_days::each_day;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::IdVec;
use crate::model::{ByDay, ContactType, DailyHours, OpeningHours, Team, TeamId, TypeId};
use crate::say;
use crate::scenario::text::document::date_text;
use crate::scenario::values::day_key::{ByDayText, DAY_KEYS, Spans};
use crate::scenario::values::read::At;

/// What to write for a day on which nobody can be asked.
const CLOSED: &str = "\"closed\"";
/// How many days a message lists.
const SHOWN: usize = 7;

/// Gives all types their hours; those of a route come before the type's own.
pub fn opening_hours(context: &Context<'_>, types: &mut IdVec<TypeId, ContactType>, out: &mut Diagnostics) {
    for (name, _, text) in context.world.contact.iter() {
        let of_route = context.design.routes.get(name).and_then(|route| route.hours.as_ref());
        let own = text.hours.as_ref().and_then(|hours| opening(context, hours, out));
        let hours = of_route.map_or(own, |hours| opening(context, hours, out));
        types[context.types[name]].hours = hours;
    }
}

fn opening(context: &Context<'_>, text: &At<ByDayText<Spans>>, out: &mut Diagnostics) -> Option<OpeningHours> {
    let spans = each_day(context, text, Some(CLOSED), out)?;
    let spans = spans.map(|spans| spans.iter().flat_map(|spans| spans.0.iter().copied().map(daily)).collect());
    if spans.values().all(|spans: &Vec<DailyHours>| spans.is_empty()) {
        let why = say!("nobody could ever be asked", "这样就没有任何服务时间");
        return out.reject(Diagnostic::error(Code::OutOfRange, &text.place, why));
    }
    Some(OpeningHours::new(spans, context.dates.simulated.from))
}

/// Where the hours of tickets are written once for all days, promises that count them run on days on which somebody who may
/// do the work is planned: an office whose people never come on Sundays has no hours then. Whoever writes hours by day
/// says it themselves.
pub fn working_days(
    context: &Context<'_>,
    types: &mut IdVec<TypeId, ContactType>,
    teams: &IdVec<TeamId, Team>,
    out: &mut Diagnostics,
) {
    for (name, _, text) in context.world.contact.iter() {
        let of_route = context.design.routes.get(name).and_then(|route| route.hours.as_ref());
        let written = of_route.or(text.hours.as_ref());
        let kind = &mut types[context.types[name]];
        let promises = kind.ticket.as_ref().is_some_and(|ticket| {
            [ticket.deadline, ticket.start_within].iter().flatten().any(|promise| promise.opening)
        });
        let Some(At { value: ByDayText::EveryDay(hours_text), place }) = written.filter(|_| promises) else { continue };
        let who: Vec<TeamId> = kind.teams().collect();
        let anyone = |day: i32| who.iter().any(|team| teams[*team].staffing.anyone_on(day));
        let Some(hours) = &kind.hours else { continue };
        let Some(days) = planned_days(context, anyone) else { continue };
        let spans = hours.spans();
        let open = |day: i32, planned: bool| if planned { spans.on(day).clone() } else { Vec::new() };
        let week = std::array::from_fn(|weekday| open(4 + weekday as i32, days.week[weekday]));
        let dates = days.dates.iter().map(|(day, planned)| (*day, open(*day, *planned))).collect();
        kind.hours = Some(OpeningHours::new(ByDay { week, dates }, context.dates.simulated.from));
        out.push(no_hours_then(name, &days, hours_text, place));
    }
}

/// That promises do not run on some days, and how to write it.
fn no_hours_then(name: &str, days: &ByDay<bool>, text: &Spans, place: &Place) -> Diagnostic {
    let of_week: Vec<&str> = DAY_KEYS.into_iter().zip(days.week).filter(|(_, on)| !on).map(|(key, _)| key).collect();
    let off: Vec<String> = match of_week[..] {
        [] => days.dates.iter().filter(|(_, on)| !**on).map(|(day, _)| date_text(*day)).collect(),
        _ => of_week.iter().map(ToString::to_string).collect(),
    };
    let more = off.len().saturating_sub(SHOWN);
    let (mut en, mut zh) = (off[..off.len() - more].join(", "), off[..off.len() - more].join("、"));
    if more > 0 {
        (en, zh) = (format!("{en} and {more} other days"), format!("{zh} 等 {} 天", off.len()));
    }
    let why = say!(
        "nobody who may do `{name}` is planned on {en}: promises counted in opening hours do not run then",
        "{zh} 没有安排能处理 `{name}` 的人：按工作时间计的承诺在这些日子不走"
    );
    let key = if of_week[..] == ["sat", "sun"] { "weekend" } else { off[0].as_str() };
    let key = if key.contains('-') { format!("\"{key}\"") } else { key.to_string() };
    Diagnostic::warning(Code::OpeningDays, place, why).help(say!(
        "to say so: hours = {{ all = \"{text}\", {key} = \"closed\" }}; where these days count all the same: hours = {{ all = \"{text}\" }}",
        "写明：hours = {{ all = \"{text}\", {key} = \"closed\" }}；这些日子照样计时：hours = {{ all = \"{text}\" }}"
    ))
}

/// Whether anybody is planned, by day; none where somebody is on every day, or nobody ever.
fn planned_days(context: &Context<'_>, anyone: impl Fn(i32) -> bool) -> Option<ByDay<bool>> {
    let simulated = context.dates.simulated;
    let planned: Vec<(i32, bool)> = (simulated.from - 1..=simulated.until + 2).map(|day| (day, anyone(day))).collect();
    if planned.iter().all(|(_, on)| *on) || planned.iter().all(|(_, on)| !on) {
        return None;
    }
    // Beyond the days simulated a weekday is as its last one among them; in a run of less than a week, a working day.
    let last = |weekday: i32| planned.iter().rev().find(|(day, _)| (day + 3).rem_euclid(7) == weekday);
    let week: [bool; 7] = std::array::from_fn(|weekday| last(weekday as i32).is_none_or(|(_, on)| *on));
    let differs = |(day, on): &(i32, bool)| *on != week[(day + 3).rem_euclid(7) as usize];
    let dates = planned.iter().filter(|one| differs(one)).copied().collect();
    Some(ByDay { week, dates })
}
