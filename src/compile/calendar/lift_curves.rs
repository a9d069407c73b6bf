//! Which types an event of the calendar lifts, by name, by season or all, and by how much.

use crate::compile::context::Context;
use crate::compile::document::calendars::Included;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Curve, TypeId};
use crate::say;
use crate::scenario::schema::{self, CalendarEvent, LiftScale, LiftText};
use crate::scenario::values::read::{At, Entry};
use std::collections::{BTreeMap, BTreeSet};

/// Instead of a name: every type and stream with first arrivals of its own.
const ALL: &str = "all";
/// Instead of a season: no lift by season, and that is meant so.
const NONE: &str = "none";

/// Types by season.
#[derive(Debug)]
pub(crate) struct Seasons<'a> {
    types: BTreeMap<&'a str, Vec<TypeId>>,
    /// Those that shipped calendars bring, whether or not a type has them.
    shipped: BTreeSet<String>,
}

impl Seasons<'_> {
    /// The types of a season; one that nobody has is reported, unless a shipped calendar brings it.
    pub(crate) fn types(&self, season: &str, place: &Place, out: &mut Diagnostics) -> &[TypeId] {
        if let Some(types) = self.types.get(season) {
            return types;
        }
        if !self.shipped.contains(season) {
            let said: Vec<&str> = self.types.keys().copied().chain(self.shipped.iter().map(String::as_str)).collect();
            let why = say!("no type is of the season `{season}`", "没有类型写了 season = \"{season}\"");
            let diagnostic = Diagnostic::error(Code::UnknownName, place, why).near(season, &said);
            out.push(diagnostic.help(say!(
                "a type says so in its arrivals, for example arrivals = {{ per_day = 990, season = \"{season}\" }}",
                "类型在自己的到达里写明，例如 arrivals = {{ per_day = 990, season = \"{season}\" }}"
            )));
        }
        &[]
    }
}

/// What types say of their season, checked.
pub(crate) fn seasons<'a>(
    context: &'a Context<'_>,
    text: &'a schema::CalendarText,
    included: &Included,
    out: &mut Diagnostics,
) -> Seasons<'a> {
    let known: BTreeSet<&str> =
        text.event.iter().flat_map(|(_, _, event)| event.season.0.keys().map(String::as_str)).collect();
    // What an event that could not be read has lifts for is not known.
    let all_read = text.event.0.values().all(|event| event.value.is_some());
    let mut types: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
    for (name, id) in &context.types {
        let Some(arrivals) = arrivals_text(context, name) else { continue };
        match &arrivals.season {
            Some(season) if season.value == NONE => (),
            Some(season) if known.contains(season.value.as_str()) => {
                types.entry(season.value.as_str()).or_default().push(*id);
            }
            Some(season) if all_read => out.push(unknown_season(season, &known)),
            Some(_) => (),
            None if included.events.is_empty() || arrivals.writes("season") => (),
            None if arrivals.per_day.is_none() => (),
            None if text.event.iter().any(|(_, _, event)| event.lift.0.contains_key(name)) => (),
            None => out.push(no_season(name, &arrivals.place)),
        }
    }
    Seasons { types, shipped: included.seasons.clone() }
}

/// The first arrivals of a type or stream as written.
pub(crate) fn arrivals_text<'a>(context: &'a Context<'_>, name: &str) -> Option<&'a At<schema::ArrivalsText>> {
    let contact = context.world.contact.get(name).and_then(|contact| contact.arrivals.as_ref());
    contact.or_else(|| context.world.stream.get(name).and_then(|stream| stream.arrivals.as_ref()))
}

/// The curve of every type that an event lifts.
pub(crate) fn curves(
    context: &Context<'_>,
    name: &str,
    key: &Place,
    event: &CalendarEvent,
    seasons: &Seasons<'_>,
    out: &mut Diagnostics,
) -> BTreeMap<TypeId, Curve> {
    complete(name, key, event, out);
    let mut curves = BTreeMap::new();
    let curve = |entry: &Entry<LiftText>| entry.value.as_ref().map(|text| Curve::new(text.points.clone()));
    for (season, entry) in &event.season.0 {
        let types = seasons.types(season, &entry.key, out);
        curves.extend(curve(entry).into_iter().flat_map(|curve| types.iter().map(move |id| (*id, curve.clone()))));
    }
    for (called, entry) in event.lift.0.iter().filter(|(called, _)| *called != ALL) {
        let named = At { value: called.clone(), place: entry.key.clone() };
        let Some(id) = context.type_id_or(&named, &[ALL], out) else { continue };
        if arrives_or(context, called, &entry.key, out) {
            curves.extend(curve(entry).map(|curve| (id, curve)));
        }
    }
    if let Some(entry) = event.lift.0.get(ALL) {
        if context.types.contains_key(ALL) {
            out.push(ambiguous(&entry.key));
        }
        let others = context.types.iter().filter(|(other, _)| !event.lift.0.contains_key(*other));
        for id in others.filter(|(other, _)| arrives(context, other)).map(|(_, id)| *id) {
            if let Some(curve) = curve(entry) {
                curves.entry(id).or_insert(curve);
            }
        }
    }
    curves
}

/// Whether it has first arrivals of its own; if not, says so.
pub(crate) fn arrives_or(context: &Context<'_>, name: &str, place: &Place, out: &mut Diagnostics) -> bool {
    let arrives = arrives(context, name);
    if !arrives {
        let why =
            say!("`{name}` has no first arrivals of its own to lift", "`{name}` 没有自己的到达，倍数没有作用对象");
        out.push(
            Diagnostic::error(Code::Event, place, why).help(say!(
                "lift what causes it, or give it `arrivals`",
                "请改为提升引发它的类型，或给它写 `arrivals`"
            )),
        );
    }
    arrives
}

/// Whether a type or stream has first arrivals of its own, or may have meant to.
fn arrives(context: &Context<'_>, name: &str) -> bool {
    let contact = context.world.contact.get(name).map(|contact| contact.writes("arrivals"));
    contact.or_else(|| context.world.stream.get(name).map(|stream| stream.writes("arrivals"))).unwrap_or(true)
}

/// An event has a day, and does something to it. (`peak` is not required by the reader, so that a wrong one hides no other
/// mistake.)
fn complete(name: &str, key: &Place, event: &CalendarEvent, out: &mut Diagnostics) {
    if event.peak.is_none() && !["peak", "from", "until"].iter().any(|key| event.writes(key)) {
        let why = say!("event `{name}` has no `peak`", "活动 `{name}` 缺少 `peak`（当天）");
        let help = say!(
            "a date such as 2025-06-18, or \"06-18\" for every year",
            "日期，例如 2025-06-18；每年都有的写 \"06-18\""
        );
        out.push(Diagnostic::error(Code::Missing, key, why).help(help));
    }
    let burst_only = event.writes("burst") && !event.writes("profile") && !event.writes("uncertainty");
    let nothing = event.lift.is_empty() && event.season.is_empty() && !event.writes("lift") && !event.writes("season");
    if nothing && !burst_only {
        let why = say!("event `{name}` lifts nothing", "活动 `{name}` 没有写对哪种咨询有影响");
        let help = say!(
            "for example lift.presale = {{ days = [-3, 0, 2], factor = [1.2, 3.0, 1.0] }}",
            "例如 lift.presale = {{ days = [-3, 0, 2], factor = [1.2, 3.0, 1.0] }}"
        );
        out.push(Diagnostic::error(Code::Missing, key, why).help(help));
    }
}

fn ambiguous(place: &Place) -> Diagnostic {
    let why =
        say!("`all` means every type here, but one is called so", "`all` 在这里指全部类型，但有一个类型就叫这个名字");
    Diagnostic::error(Code::Event, place, why).help(say!("give that type another name", "请给那个类型换个名字"))
}

fn unknown_season(season: &At<String>, known: &BTreeSet<&str>) -> Diagnostic {
    let called = &season.value;
    if known.is_empty() {
        let why = say!("no event of the calendar has lifts by season", "日历里没有按 `season` 写倍数的活动");
        return Diagnostic::error(Code::UnknownName, &season.place, why).help(say!(
            "calendar.include = \"cn_ecommerce\" brings some: presale, logistics, aftersale",
            "calendar.include = \"cn_ecommerce\" 带有：presale、logistics、aftersale"
        ));
    }
    let why = say!("no event has a lift for the season `{called}`", "没有活动写了 season.{called} 的倍数");
    let known: Vec<&str> = known.iter().copied().chain([NONE]).collect();
    Diagnostic::error(Code::UnknownName, &season.place, why).near_or_list(called, &known)
}

fn no_season(name: &str, place: &Place) -> Diagnostic {
    let why = say!(
        "`{name}` has no `season`: the events of the included calendar do not lift it",
        "`{name}` 没有写 `season`：引用的日历活动对它没有影响"
    );
    Diagnostic::warning(Code::Season, place, why).help(say!(
        "season = \"presale\", \"logistics\" or \"aftersale\"; \"none\" where that is meant so",
        "请写 season = \"presale\"、\"logistics\" 或 \"aftersale\"；确实不受影响的写 \"none\""
    ))
}

/// How much of the lifts of events comes, where it is not all.
#[derive(Debug, Default)]
pub(crate) struct Scales<'a>(BTreeMap<&'a str, (f64, &'a Place)>);

impl<'a> Scales<'a> {
    /// What the calendar says, checked.
    pub(crate) fn of(text: &'a schema::CalendarText, included: &Included, out: &mut Diagnostics) -> Self {
        let Some(written) = &text.lift_scale else { return Self::default() };
        let mut scales = BTreeMap::new();
        match &written.value {
            LiftScale::Included(_) if text.include.is_none() && !text.writes("include") => {
                let why =
                    say!("no calendar is included whose lifts this could scale", "没有引用日历，没有倍数可以缩放");
                let help = say!(
                    "calendar.include = \"cn_ecommerce\"; for events of your own name them: lift_scale = {{ 618 = 0.8 }}",
                    "calendar.include = \"cn_ecommerce\"；自己的活动请写名字：lift_scale = {{ 618 = 0.8 }}"
                );
                out.push(Diagnostic::error(Code::Event, &written.place, why).help(help));
            }
            LiftScale::Included(scale) => {
                let names = text.event.0.keys().filter(|name| included.events.contains(*name));
                scales.extend(names.map(|name| (name.as_str(), (*scale, &written.place))));
            }
            LiftScale::ByEvent(names) => {
                for (name, entry) in &names.0 {
                    if !text.event.0.contains_key(name) {
                        let why = say!("unknown event `{name}`", "没有叫 `{name}` 的活动");
                        let known = text.event.names();
                        out.push(Diagnostic::error(Code::UnknownName, &entry.key, why).near_or_list(name, &known));
                    } else if let Some(scale) = entry.value {
                        scales.insert(name.as_str(), (scale.0, &entry.place));
                    }
                }
            }
        }
        Self(scales)
    }

    /// The curves of an event with its share of what they bring; none where that is nothing, so that the event is left
    /// out.
    pub(crate) fn apply(
        &self,
        name: &str,
        curves: BTreeMap<TypeId, Curve>,
        out: &mut Diagnostics,
    ) -> Option<BTreeMap<TypeId, Curve>> {
        let Some((scale, place)) = self.0.get(name) else { return Some(curves) };
        if *scale == 0.0 {
            return None;
        }
        let scaled: Option<BTreeMap<TypeId, Curve>> =
            curves.into_iter().map(|(id, curve)| Some((id, curve.scaled(*scale)?))).collect();
        if scaled.is_none() {
            let why = say!(
                "{scale} times what `{name}` takes from a day is more than there is",
                "活动 `{name}` 减少的量乘以 {scale} 后超过了全天的量"
            );
            out.push(Diagnostic::error(Code::OutOfRange, place, why));
        }
        scaled
    }
}
