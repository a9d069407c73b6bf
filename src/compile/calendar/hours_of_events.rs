//! Events that begin and end at a moment: they multiply what comes in their hours, and nothing else of the day.
//!
//! What they do to a day is worked out on the shape that the day has without them (its profile, and bursts of other events): the
//! day's number is lifted by what the hours bring more, and its shape has more in these hours, so that what is expected in them is
//! the factor times what was, to the last contact, and outside of them what it was. Several that overlap multiply.

use super::lift_curves::{Scales, Seasons, curves};
use super::profile_grid::{on_grid, with_factor};
use crate::compile::context::Context;
use crate::compile::laws::label;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::IdVec;
use crate::model::{Arrivals, ContactType, Curve, Label, Lift, TypeId};
use crate::random::Profile;
use crate::say;
use crate::scenario::schema::{CalendarEvent, LiftText};
use crate::scenario::text::document::date_text;
use crate::scenario::values::read::Entry;
use crate::time::SimDuration;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An event between two moments.
#[derive(Debug)]
pub(crate) struct Spell<'a> {
    pub name: &'a str,
    label: Label,
    /// Since 1970-01-01; the end is not in it.
    from: SimDuration,
    until: SimDuration,
    /// How many times as much comes of each type.
    pub factors: BTreeMap<TypeId, f64>,
    /// Whether any of it is simulated.
    pub reaches: bool,
    uncertainty: f64,
    /// Where it is written.
    place: Place,
}

/// Whether an event says moments, or began to.
pub(crate) fn is_spell(event: &CalendarEvent) -> bool {
    event.writes("from") || event.writes("until")
}

/// An event between two moments, checked; none of what is wrong, and of what is scaled to nothing. `event` is one.
pub(crate) fn spell<'a>(
    context: &Context<'a>,
    (name, key): (&'a str, &Place),
    event: &CalendarEvent,
    seasons: &Seasons<'_>,
    scales: &Scales<'_>,
    out: &mut Diagnostics,
) -> Option<Spell<'a>> {
    let before = out.reported();
    days_alone(event, out);
    let curves = curves(context, name, key, event, seasons, out);
    let (Some(from), Some(until)) = (&event.from, &event.until) else {
        if let Some(missing) = ["from", "until"].into_iter().find(|key| !event.writes(key)) {
            let why = say!("event `{name}` has no `{missing}`", "活动 `{name}` 缺少 `{missing}`");
            out.push(Diagnostic::error(Code::Missing, key, why).help(say!(
                "such as from = \"2025-11-10 20:00\" and until = \"2025-11-11 02:00\"",
                "例如 from = \"2025-11-10 20:00\"，until = \"2025-11-11 02:00\""
            )));
        }
        return None;
    };
    let (begins, ends) = (from.value.begins(), until.value.ends());
    if ends <= begins {
        let why = say!("event `{name}` ends before it begins", "活动 `{name}` 的结束早于开始");
        return out.reject(
            Diagnostic::error(Code::OutOfRange, &until.place, why)
                .also(&from.place, say!("it begins here", "开始于这里")),
        );
    }
    let simulated = context.dates.simulated;
    let reaches = day(simulated.from) < ends && begins < day(simulated.until + 1);
    if !reaches {
        let (first, last) = (date_text(simulated.from), date_text(simulated.until));
        let why = say!(
            "event `{name}` does not reach the days simulated, {first} to {last}",
            "活动 `{name}` 影响不到模拟的日期（{first} 至 {last}）"
        );
        out.push(Diagnostic::warning(Code::Event, &from.place, why));
    }
    let curves = scales.apply(name, curves, out)?;
    let factors = curves.into_iter().filter_map(|(id, curve)| Some((id, curve.at(0)?))).collect();
    let uncertainty = event.uncertainty.as_ref().map_or(0.0, |cv| cv.value.0);
    let place = from.place.clone();
    (out.reported() == before).then_some(Spell {
        name,
        label: label(name, event.name.as_ref()),
        from: begins,
        until: ends,
        factors,
        uncertainty,
        place,
        reaches,
    })
}

/// What events of days have, and those of hours do not.
fn days_alone(event: &CalendarEvent, out: &mut Diagnostics) {
    let with_peak = |place: &Place| {
        let why = say!(
            "an event is on days around a `peak`, or between `from` and `until`, not both",
            "活动要么写 `peak`（当天及前后各天），要么写 `from` 和 `until`，不能都写"
        );
        Diagnostic::error(Code::Misplaced, place, why)
    };
    let days_only = |key: &str, place: &Place| {
        let why = say!(
            "`{key}` goes with a `peak`, not with `from` and `until`",
            "`{key}` 与 `peak` 同用，不与 `from`、`until` 同用"
        );
        Diagnostic::error(Code::Misplaced, place, why)
    };
    if let Some(peak) = &event.peak {
        out.push(with_peak(&peak.place));
    }
    if let Some(family) = &event.family {
        out.push(days_only("family", &family.place).help(say!(
            "what comes in its hours is multiplied, whatever else lifts the day",
            "时段活动在其时段内直接相乘，与当天其他活动叠加"
        )));
    }
    if let Some(burst) = &event.burst {
        out.push(days_only("burst", &burst.place));
    }
    if let Some(profile) = &event.profile {
        out.push(days_only("profile", &profile.place));
    }
    let by_day =
        |entry: &&Entry<LiftText>| entry.value.as_ref().is_some_and(|lift| lift.points != [(0, lift.points[0].1)]);
    for entry in event.lift.0.values().chain(event.season.0.values()).filter(by_day) {
        let why =
            say!("between `from` and `until` a lift is one factor", "写了 `from` 和 `until` 的活动，倍数只能是一个数");
        out.push(Diagnostic::error(Code::Event, &entry.key, why).help(say!(
            "such as lift.presale = 3.5; what rises by and by is several events, one after another",
            "例如 lift.presale = 3.5；逐步变化的写成前后相接的几个活动"
        )));
    }
}

/// Lays the events over the first arrivals of the types, in order of name; days have the shapes that other events gave them.
pub(crate) fn lay(
    context: &Context<'_>,
    spells: &[Spell<'_>],
    types: &mut IdVec<TypeId, ContactType>,
    out: &mut Diagnostics,
) {
    let mut made = MadeShapes::new();
    for spell in spells {
        let mut fits = true;
        for (id, factor) in &spell.factors {
            let Some(arrivals) = &mut types[*id].arrivals else { continue };
            fits &= over(context, spell, *factor, arrivals, &mut made);
        }
        if !fits {
            let name = spell.name;
            let why = say!(
                "no grid of whole seconds fits both the hours of `{name}` and the shape that the day has",
                "`{name}` 的时段与当天的时段分布没有以整秒为单位的共同刻度"
            );
            out.push(Diagnostic::error(Code::Event, &spell.place, why));
        }
    }
}

/// Shapes made already, by the one beneath, hours, and factor: types and days share theirs.
type MadeShapes = BTreeMap<(usize, i64, i64, u64), (Arc<Profile>, Arc<Profile>)>;

/// Lays one event over one type; whether its hours fit the shapes of all its days.
fn over(context: &Context<'_>, spell: &Spell<'_>, factor: f64, arrivals: &mut Arrivals, made: &mut MadeShapes) -> bool {
    let simulated = context.dates.simulated;
    let own = Arc::new(arrivals.profile.clone());
    let (mut points, mut first) = (Vec::new(), 0);
    for date in simulated.days().filter(|date| spell.from < day(date + 1) && day(*date) < spell.until) {
        let from = (spell.from - day(date)).max(SimDuration::ZERO);
        let until = (spell.until - day(date)).min(SimDuration::DAY);
        let beneath = arrivals.shapes.get(&date).unwrap_or(&own).clone();
        let before = |time| if time < SimDuration::DAY { beneath.share_before(time) } else { 1.0 };
        let lifted = 1.0 + (factor - 1.0) * (before(until) - before(from));
        if points.is_empty() {
            first = date;
        }
        points.push((date - first, lifted));
        let is_whole = until - from == SimDuration::DAY;
        if is_whole || lifted <= 0.0 || factor == 1.0 {
            continue;
        }
        if !on_grid(&beneath, &[from, until]) {
            return false;
        }
        let key = (Arc::as_ptr(&beneath) as usize, from.ticks(), until.ticks(), factor.to_bits());
        let (_, shape) = made.entry(key).or_insert_with(|| {
            let shape = Arc::new(with_factor(&beneath, from, until, factor));
            (beneath.clone(), shape)
        });
        arrivals.shapes.insert(date, shape.clone());
    }
    if !points.is_empty() {
        arrivals.lifts.multiply(Lift::new(spell.label.clone(), vec![first], Curve::new(points), spell.uncertainty));
    }
    true
}

fn day(date: i32) -> SimDuration {
    SimDuration::DAY * i64::from(date)
}
