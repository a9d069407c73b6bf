//! Events of the calendar: which days around their peaks are busier, and for which types.

use super::bursts::{Burst, bursts};
use super::hours_of_events::{Spell, is_spell, spell};
use super::lift_curves::{Scales, curves, seasons};
use crate::compile::checks::limits;
use crate::compile::context::Context;
use crate::compile::document::calendars::Included;
use crate::compile::laws::label;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::IdVec;
use crate::model::{Calendar, ContactType, Curve, Lift, Lifts, TypeId};
use crate::say;
use crate::scenario::schema::{CalendarEvent, Peak, Peaks};
use crate::scenario::text::document::{date_text, day_number, year};
use crate::scenario::values::read::At;
use std::collections::{BTreeMap, BTreeSet};

/// An event whose peaks reach the days simulated.
#[derive(Debug)]
pub(crate) struct Reaching<'a> {
    pub name: &'a str,
    pub event: &'a CalendarEvent,
    /// Days since 1970-01-01, in order, each once.
    pub peaks: Vec<i32>,
    /// What it does to the number of each type it lifts.
    pub lifts: BTreeMap<TypeId, Lift>,
    pub bursts: Vec<Burst>,
}

/// The events of a calendar.
#[derive(Debug, Default)]
pub(crate) struct Events<'a> {
    /// Those of days around peaks that reach the days simulated.
    pub days: Vec<Reaching<'a>>,
    /// Those between two moments.
    pub spells: Vec<Spell<'a>>,
}

/// Lays the events of days over the first arrivals of all types; those that reach the days simulated, and those of hours.
pub(crate) fn lift<'a>(
    context: &Context<'a>,
    types: &mut IdVec<TypeId, ContactType>,
    calendar: &Calendar,
    out: &mut Diagnostics,
) -> Events<'a> {
    let Some(text) = context.world.calendar.as_ref().map(|calendar| &calendar.value) else { return Events::default() };
    let included = Included::of(text);
    let seasons = seasons(context, text, &included, out);
    let scales = Scales::of(text, &included, out);
    let (mut reaching, mut spells) = (Vec::new(), Vec::new());
    let mut peaks_in_all = 0;
    for (name, entry, event) in text.event.iter() {
        if is_spell(event) {
            let found = spell(context, (name, &entry.key), event, &seasons, &scales, out);
            if let Some(spell) = found.as_ref().filter(|spell| spell.reaches && !included.events.contains(name)) {
                left_out(context, (name, &entry.key), event, &spell.factors, types, out);
            }
            spells.extend(found);
            continue;
        }
        let curves = curves(context, name, &entry.key, event, &seasons, out);
        let bursts = bursts(context, event, &curves, &seasons, out);
        let Some(curves) = scales.apply(name, curves, out) else { continue };
        let days = curves.values().map(Curve::covers).chain(bursts.iter().map(|burst| (burst.day, burst.day)));
        let Some(reach) = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else { continue };
        let Some(written) = &event.peak else { continue };
        let peaks = peaks(name, written, reach, calendar, out);
        peaks_in_all += peaks.len();
        if !limits::peaks(peaks_in_all, &written.place, out) {
            return Events::default();
        }
        if !peaks.is_empty() && !included.events.contains(name) {
            left_out(context, (name, &entry.key), event, &curves, types, out);
        }
        let uncertainty = event.uncertainty.as_ref().map_or(0.0, |cv| cv.value.0);
        let label = label(name, event.name.as_ref());
        let lift = |curve| Lift::new(label.clone(), peaks.clone(), curve, uncertainty);
        let lifts = curves.into_iter().filter(|_| !peaks.is_empty()).map(|(id, curve)| (id, lift(curve))).collect();
        reaching.push(Reaching { name, event, peaks, lifts, bursts });
    }
    let mut lifts: BTreeMap<TypeId, BTreeMap<&str, Vec<Lift>>> = BTreeMap::new();
    for one in &reaching {
        let family = one.event.family.as_ref().map_or(one.name, |family| family.value.as_str());
        for (id, lift) in &one.lifts {
            lifts.entry(*id).or_default().entry(family).or_default().push(lift.clone());
        }
    }
    for (id, families) in lifts {
        if let Some(arrivals) = &mut types[id].arrivals {
            arrivals.lifts = Lifts::new(families.into_values().collect());
        }
    }
    Events { days: reaching, spells }
}

/// The days simulated on which an event lifts any type, and those of its peaks.
pub(crate) fn days_of_events(
    context: &Context<'_>,
    types: &IdVec<TypeId, ContactType>,
) -> BTreeMap<String, BTreeSet<i32>> {
    let Some(text) = context.world.calendar.as_ref().map(|calendar| &calendar.value) else { return BTreeMap::new() };
    let simulated = context.dates.simulated;
    let mut days: BTreeMap<String, BTreeSet<i32>> = BTreeMap::new();
    for (name, _, event) in text.event.iter() {
        let peaks = event.peak.iter().flat_map(|peaks| days_of(peaks, (simulated.from, simulated.until)));
        days.insert(name.to_string(), peaks.collect());
    }
    for arrivals in types.iter().filter_map(|kind| kind.arrivals.as_ref()) {
        for day in simulated.days() {
            for name in arrivals.lifts.names_on(day) {
                days.entry(name.to_string()).or_default().insert(day);
            }
        }
    }
    days
}

/// Says which chats and calls an event leaves as they are, though it lifts others by name.
fn left_out<T>(
    context: &Context<'_>,
    (name, place): (&str, &Place),
    event: &CalendarEvent,
    lifted: &BTreeMap<TypeId, T>,
    types: &IdVec<TypeId, ContactType>,
    out: &mut Diagnostics,
) {
    if event.lift.0.is_empty() || !event.season.0.is_empty() {
        return;
    }
    // What others cause is lifted with them; what data says of dates is not lifted at all.
    let own = |kind: &ContactType| {
        let of = kind.arrivals.as_ref().filter(|arrivals| arrivals.known.is_empty());
        of.is_some_and(|arrivals| arrivals.per_day.iter().any(|per_day| *per_day > 0.0))
    };
    let left = |(id, kind): &(TypeId, &ContactType)| {
        kind.is_live() && context.world.contact.get(&kind.label.key).is_some() && own(kind) && !lifted.contains_key(id)
    };
    let left: Vec<&str> = types.entries().filter(left).map(|(_, kind)| kind.label.key.as_str()).collect();
    let Some(first) = left.first() else { return };
    let (all, all_zh) = (left.join(", "), left.join("、"));
    let why = say!("event `{name}` does not lift: {all}", "活动 `{name}` 没有提升：{all_zh}");
    let help = say!(
        "`lift.all = 1.5` lifts whoever is not named; `lift.{first} = 1` says that it stays as it is",
        "`lift.all = 1.5` 提升所有没有写名的类型；确实不变的，写 `lift.{first} = 1`"
    );
    out.push(Diagnostic::warning(Code::Event, place, why).help(help));
}

/// The peaks of an event that reach the days simulated, as days since 1970-01-01.
fn peaks(name: &str, written: &At<Peaks>, reach: (i32, i32), calendar: &Calendar, out: &mut Diagnostics) -> Vec<i32> {
    let (first, last) = (calendar.origin, calendar.epoch_day(calendar.warm_up_days + calendar.days - 1));
    let found = days_of(written, (first - reach.1, last - reach.0));
    // A yearly event outside of a short horizon is meant so; a date is likely to be that of another year.
    if found.is_empty() && written.0.iter().all(|peak| matches!(peak.value, Peak::Date(_))) {
        let (from, until) = (date_text(first), date_text(last));
        let why = say!(
            "event `{name}` does not reach the days simulated, {from} to {until}",
            "活动 `{name}` 影响不到模拟的日期（{from} 至 {until}）"
        );
        let help = say!("\"06-18\" without a year means every year", "不写年份的 \"06-18\" 表示每年");
        out.push(Diagnostic::warning(Code::Event, &written.place, why).help(help));
    }
    found
}

/// The days from a first to a last one, as days since 1970-01-01, in order, each once.
pub(crate) fn days_of(written: &Peaks, (first, last): (i32, i32)) -> Vec<i32> {
    let of = |peak: &At<Peak>| match peak.value {
        Peak::Date(day) => vec![day],
        Peak::Yearly(month, day) => match (year(first), year(last)) {
            (Some(from), Some(until)) => (from..=until).filter_map(|year| day_number(year, month, day)).collect(),
            _ => Vec::new(),
        },
    };
    let mut found: Vec<i32> = written.0.iter().flat_map(of).filter(|day| (first..=last).contains(day)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use crate::compile::Compiled;
    use crate::compile::tests::compiled;
    use crate::model::{Event, Model};

    const W3: &str = include_str!("../../../scenarios/bench/w3.toml");
    const SHOP: &str = r#"
template = "none"
start = 2025-06-01
days = 30
[calendar.event.618]
peak = "06-18"
lift.chat = { days = [-3, 0, +2], factor = [1.5, 3.5, 1.0] }
lift.all = 2
[calendar.event.second_wave]
peak = 2025-06-20
family = "618"
lift.chat = 1.8
[calendar.event.live]
peak = [2025-06-20, 2025-07-10]
lift.chat = { days = [0, 1], factor = [0.5, 0.5] }
[contact.chat]
channel = "chat"
arrivals = { per_day = 100, weekday = { wed = 1.1 } }
effort = "2 min"
[contact.custom]
channel = "ticket"
effort = "9 min"
per_1000 = { of = "contacts", number = 30, from = "chat" }
[contact.call]
channel = "call"
arrivals = { per_day = 50 }
effort = "2 min"
[design.now.team.t]
staffed = 9
serves = ["chat", "call", "custom"]
"#;

    fn model(compiled: &Compiled) -> &Model {
        compiled.model(0, 0)
    }
    fn expected(model: &Model, name: &str, day: i32) -> f64 {
        let kind = model.types.iter().find(|kind| kind.label.key == name).unwrap();
        kind.arrivals.as_ref().unwrap().expected(&model.calendar, day)
    }
    fn total(model: &Model, names: &[&str]) -> f64 {
        let days = 0..model.calendar.days;
        days.map(|day| names.iter().map(|name| expected(model, name, day)).sum::<f64>()).sum()
    }

    #[test]
    fn the_events_of_one_family_and_of_two() {
        let c = compiled(SHOP, &[]);
        let on = |name: &str, date: i32| expected(model(&c), name, date - 1);
        for (date, chat) in [
            (14, 100.0),
            (15, 150.0),
            (17, 100.0 * (1.5 + 2.0 * 2.0 / 3.0)),
            (18, 385.0),
            // The second wave's 1.8 is more than the 1.0 that 618 still brings; another family halves it.
            (20, 90.0),
            (21, 50.0),
            (22, 100.0),
        ] {
            assert!((on("chat", date) - chat).abs() < 1e-9, "{date}: {} not {chat}", on("chat", date));
        }
        assert_eq!([17, 18, 19].map(|date| on("call", date)), [50.0, 100.0, 50.0], "`all` is whoever is not named");
    }

    #[test]
    fn events_are_called_by_their_names_else_by_their_keys() {
        let named = "[calendar.event.618]\nname = \"年中大促 | Mid-year sale\"\n";
        let c = compiled(&SHOP.replace("[calendar.event.618]\n", named), &[]);
        let on = |date: i32| -> Vec<[&str; 3]> {
            let events = model(&c).events_on(model(&c).calendar.epoch_day(date - 1));
            events.into_iter().map(|event| [&event.key[..], &event.en, &event.zh]).collect()
        };
        assert_eq!(on(18), [["618", "Mid-year sale", "年中大促"]]);
        assert_eq!(on(20), [["live"; 3], ["second_wave"; 3]], "once each, though both types are lifted");
        assert_eq!(on(25), [[""; 3]; 0]);
    }

    #[test]
    fn a_rate_per_thousand_holds_over_the_days_that_count() {
        let c = compiled(SHOP, &[]);
        let m = model(&c);
        let chat = m.types.iter().find(|kind| kind.label.key == "chat").unwrap();
        let caused = chat.rules[Event::Arrived as usize][0].chance * total(m, &["chat"]);
        assert!((caused - 0.03 * total(m, &["chat", "call"])).abs() < 1e-9, "{caused}");
    }

    #[test]
    fn an_event_is_changed_as_anything_else_is() {
        for (set, date, chat) in [
            ("calendar.event.618.peak=2025-06-11", 11, 385.0),
            ("calendar.event.618.peak=06-11", 11, 385.0),
            ("calendar.event.second_wave.lift.chat=*2", 20, 180.0),
            ("calendar.event.live.lift.chat.factor=[1, 1]", 21, 100.0),
        ] {
            let found = expected(model(&compiled(SHOP, &[set])), "chat", date - 1);
            assert!((found - chat).abs() < 1e-9, "{set}: {found} not {chat}");
        }
    }

    #[test]
    fn a_yearly_event_reaches_over_the_new_year() {
        let lift = "calendar.event.618.lift.chat={ days = [-20, 0, 20], factor = [3, 3, 3] }";
        let sets = ["start=2027-12-25", "days=400", "calendar.event.618.peak=01-05", lift];
        let c = compiled(SHOP.replace("[calendar.event.second", "[calendar.event.other").as_str(), &sets);
        let raised = (0..400).filter(|day| expected(model(&c), "call", *day) == 100.0).count();
        assert_eq!(raised, 2, "5 January 2028 and 2029");
        let raised = (0..400).filter(|day| expected(model(&c), "chat", *day) > 250.0).count();
        assert_eq!(raised, 32 + 42 - 1, "until 25 January 2028, and from 16 December to the end, 27 January 2029");
    }

    /// The workload as the yardstick has it: `w3_rates` of its `model.rs`, per half hour of the year.
    #[test]
    fn benchmark_w3_is_the_yardsticks() {
        const WEEK: [f64; 7] = [1.05, 1.0, 0.98, 0.97, 1.0, 1.02, 0.98];
        const PROMOTION: [usize; 5] = [168, 169, 314, 315, 345];
        let day = |d: usize| WEEK[d % 7] * if PROMOTION.contains(&(d % 365)) { 2.0 } else { 1.0 };
        let plain = 547_500.0 / (0..365).map(day).sum::<f64>();
        let c = compiled(W3, &[]);
        assert!((total(model(&c), &["k0", "k1"]) - 547_500.0).abs() < 1e-6);
        // A second year has the same days of promotion; only the weekdays go on.
        let c = compiled(W3, &["days=730"]);
        for (name, share) in [("k0", 0.6), ("k1", 0.4)] {
            for d in 0..730 {
                let found = expected(model(&c), name, d as i32);
                assert!((found - day(d) * plain * share).abs() < 1e-9, "{name} on day {d}");
            }
        }
        let profile = &model(&c).types.iter().next().unwrap().arrivals.as_ref().unwrap().profile;
        let half_hours =
            [0.55, 0.65, 0.80, 0.95, 1.10, 1.15, 1.00, 0.90, 0.85, 0.90, 1.00, 1.05, 1.05, 1.00, 0.95, 0.90]
                .into_iter()
                .chain([0.90, 0.95, 1.05, 1.15, 1.25, 1.35, 1.40, 1.40, 1.30, 1.15, 0.90, 0.60]);
        let before = |hour: i64| profile.share_before(crate::time::SimDuration::HOUR * hour);
        assert_eq!((profile.slots(), before(9), before(23)), (48, 0.0, 1.0));
        for (slot, weight) in (18..46).zip(half_hours) {
            assert!((profile.share(slot) - weight / 28.2).abs() < 1e-12, "half hour {slot}");
        }
    }
}
