//! Bursts of an event, as they are written: hours of a day in which a share of its contacts comes.

use super::lift_curves::{Seasons, arrives_or};
use crate::compile::context::Context;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Curve, TypeId};
use crate::say;
use crate::scenario::schema::{self, CalendarEvent};
use crate::scenario::values::read::At;
use crate::time::SimDuration;
use std::collections::{BTreeMap, BTreeSet};

/// A burst of an event, with the types it is for.
#[derive(Clone, Debug)]
pub(crate) struct Burst {
    /// Days from the peak.
    pub day: i32,
    pub hours: ShapedHours,
    pub types: BTreeSet<TypeId>,
    pub place: Place,
}

/// Hours of a day, and the share of its contacts that comes in them beside the profile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShapedHours {
    pub from: SimDuration,
    pub until: SimDuration,
    pub share: f64,
}

/// The bursts of an event, checked.
pub(crate) fn bursts(
    context: &Context<'_>,
    event: &CalendarEvent,
    curves: &BTreeMap<TypeId, Curve>,
    seasons: &Seasons<'_>,
    out: &mut Diagnostics,
) -> Vec<Burst> {
    let written = event.burst.iter().flat_map(|bursts| &bursts.value.0);
    written.filter_map(|text| burst(context, text, event, curves, seasons, out)).collect()
}

fn burst(
    context: &Context<'_>,
    text: &At<schema::BurstText>,
    event: &CalendarEvent,
    curves: &BTreeMap<TypeId, Curve>,
    seasons: &Seasons<'_>,
    out: &mut Diagnostics,
) -> Option<Burst> {
    let mut types = text.types.as_ref().map_or_else(BTreeSet::new, |names| burst_types(context, names, out));
    if let Some(season) = &text.season {
        types.extend(seasons.types(&season.value, &season.place, out));
    }
    let said = text.writes("types") || text.writes("season");
    if !said {
        types.extend(curves.keys());
    }
    if types.is_empty() && !said && !event.writes("lift") && !event.writes("season") {
        let why = say!("the burst does not say of which types", "没有写集中到达的是哪些类型");
        let help = say!("for example types = [\"presale\"]", "例如 types = [\"presale\"]");
        return out.reject(Diagnostic::error(Code::Missing, &text.place, why).help(help));
    }
    let (from, length) = (text.at.value.0, text.for_.value);
    if length <= SimDuration::ZERO || length.ticks() % SimDuration::SECOND.ticks() != 0 {
        let why = say!("a burst lasts some whole seconds", "集中到达的时长要是整秒，且大于 0");
        return out.reject(Diagnostic::error(Code::OutOfRange, &text.for_.place, why));
    }
    if from + length > SimDuration::DAY {
        let why = say!("a burst ends by midnight", "集中到达最晚到午夜结束");
        let help = say!(
            "what comes after midnight is a second burst of the next day: burst = [{{ … }}, {{ day = 1, at = \"00:00\", … }}]",
            "午夜之后的部分写成第二天的另一段：burst = [{{ … }}, {{ day = 1, at = \"00:00\", … }}]"
        );
        return out.reject(Diagnostic::error(Code::OutOfRange, &text.for_.place, why).help(help));
    }
    let hours = ShapedHours { from, until: from + length, share: text.share.value.0 };
    let day = text.day.as_ref().map_or(0, |day| day.value.0);
    Some(Burst { day, hours, types, place: text.share.place.clone() })
}

fn burst_types(context: &Context<'_>, names: &At<Vec<At<String>>>, out: &mut Diagnostics) -> BTreeSet<TypeId> {
    let mut types = BTreeSet::new();
    if names.is_empty() {
        let why = say!("at least one type is wanted", "至少要写一个类型");
        out.push(Diagnostic::error(Code::Event, &names.place, why));
    }
    for (i, name) in names.iter().enumerate() {
        let Some(id) = context.type_id(name, out) else { continue };
        if !types.insert(id) {
            let earlier = names[..i].iter().find(|other| other.value == name.value).unwrap_or(name);
            let called = &name.value;
            out.push(
                Diagnostic::error(Code::Twice, &name.place, say!("`{called}` is written twice", "`{called}` 写了两次"))
                    .also(&earlier.place, say!("the other one", "另一个在这里")),
            );
        } else if !arrives_or(context, &name.value, &name.place, out) {
            types.remove(&id);
        }
    }
    types
}
