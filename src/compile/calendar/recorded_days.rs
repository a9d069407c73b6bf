//! Volumes of a file in the place of what the scenario expects on their dates.

use super::lift_curves::arrivals_text;
use crate::compile::context::Context;
use crate::compile::files::roster_header::spans;
use crate::compile::files::type_volume::TypeVolume;
use crate::compile::files::wanted_type::VolumeDay;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::id::IdVec;
use crate::model::{Arrivals, ContactType, TypeId};
use crate::random::Profile;
use crate::say;
use crate::scenario::schema::{self, HeldWord, MissingWord};
use crate::scenario::values::read::At;
use std::collections::BTreeMap;

/// Gives types what their files say, over weekdays, holidays and events.
pub(in crate::compile) fn volumes(
    context: &Context<'_>,
    types: &mut IdVec<TypeId, ContactType>,
    out: &mut Diagnostics,
) {
    for (name, id) in &context.types {
        let Some(text) = arrivals_text(context, name) else { continue };
        let (Some(_), Some(arrivals)) = (&text.file, &mut types[*id].arrivals) else { continue };
        let held = match context.sheets.volumes(name, name_of(context, name), text) {
            Ok(held) => held,
            Err(found) => {
                out.extend(found.clone());
                continue;
            }
        };
        lay(context, name, text, held, arrivals, out);
    }
}

fn lay(
    context: &Context<'_>,
    name: &str,
    text: &At<schema::ArrivalsText>,
    held: &TypeVolume,
    arrivals: &mut Arrivals,
    out: &mut Diagnostics,
) {
    let Some(file) = &text.file else { return };
    let times = text.times.as_ref().map_or(1.0, |times| times.value.0);
    only_expected(text, times, out);
    let days = dated(context, held, text.writes("per_day"));
    for (date, day) in &days {
        arrivals.known.insert(*date, day.total * times);
        if let Some(shape) = &day.shape {
            arrivals.shapes.insert(*date, shape.clone());
        }
        if let Some(given) = &day.given {
            arrivals.given.insert(*date, given.clone());
        }
    }
    if held.has_intervals && text.profile.is_none() {
        arrivals.profile = mean_shape(&days).unwrap_or_else(Profile::flat);
    } else if let (true, Some(profile), None) = (held.has_intervals, &text.profile, &text.per_day) {
        unused("profile", &profile.place, file, out);
    }
    let missing: Vec<i32> = context.dates.simulated.days().filter(|day| !days.contains_key(day)).collect();
    if missing.is_empty() || text.per_day.is_some() || text.writes("per_day") {
        return;
    }
    let zero = text.missing.as_ref().is_some_and(|missing| missing.value == MissingWord::Zero);
    // A file of other dates altogether is no file of dates on which nobody came.
    if zero && !days.is_empty() {
        arrivals.known.extend(missing.into_iter().map(|date| (date, 0.0)));
    } else {
        out.push(gap(name, file, &missing, held));
    }
}

/// The days simulated that a file holds. Where nothing else says what comes, each before the counted ones is like the
/// nearest of its weekday among them.
fn dated<'h>(context: &Context<'_>, held: &'h TypeVolume, otherwise: bool) -> BTreeMap<i32, &'h VolumeDay> {
    let (simulated, counted) = (context.dates.simulated, context.dates.counted);
    let like = |date: i32| {
        let later = (1..).map(|n| date + 7 * n).take_while(|d| *d <= counted.until).filter(|d| *d >= counted.from);
        later.chain(counted.days()).find_map(|d| held.days.get(&d))
    };
    let before = |date: i32| date < counted.from && !otherwise;
    let on = |date: i32| held.days.get(&date).or_else(|| before(date).then(|| like(date))?);
    simulated.days().filter_map(|date| Some((date, on(date)?))).collect()
}

fn name_of<'a>(context: &'a Context<'_>, key: &str) -> Option<&'a String> {
    let contact = context.world.contact.get(key).and_then(|contact| contact.name.as_ref());
    contact.or_else(|| context.world.stream.get(key)?.name.as_ref()).map(|name| &name.value)
}

/// When in the day on the mean of these days.
fn mean_shape(days: &BTreeMap<i32, &VolumeDay>) -> Option<Profile> {
    let mut weights: Vec<f64> = Vec::new();
    for (day, shape) in days.values().filter_map(|day| Some((day, day.shape.as_ref()?))) {
        weights.resize(shape.slots(), 0.0);
        weights.iter_mut().enumerate().for_each(|(slot, weight)| *weight += day.total * shape.share(slot));
    }
    (!weights.is_empty()).then(|| Profile::new(&weights))
}

/// Dates that nobody says anything of.
fn gap(name: &str, file: &At<String>, missing: &[i32], held: &TypeVolume) -> Diagnostic {
    let (path, list) = (&file.value, spans(missing));
    let why = say!("{path} says nothing of `{name}` on {list}", "{path} 没有 `{name}` 在这些日期的数据：{list}");
    let mut found = Diagnostic::error(Code::DataDates, &file.place, why);
    if let Some((_, day)) = held.days.range(..missing[0]).next_back() {
        found = found.also(&day.place, say!("the last date before", "之前最后一个日期"));
    } else if let Some((_, day)) = held.days.first_key_value() {
        found = found.also(&day.place, say!("its first date", "第一个日期"));
    }
    found.help(say!(
        "simulate other dates (`start`, `days`), add rows, or say what comes on dates without rows: so many with `per_day`, nobody with missing = \"zero\"; a table of last year: change its date column to this year's dates",
        "请改模拟的日期（`start`、`days`）、补上这些行，或写明没有数据的日子：用 `per_day` 写每天多少，没有人来则写 missing = \"zero\"；表是去年的：把日期列改成今年"
    ))
}

/// What comes exactly is neither multiplied nor busier by chance.
fn only_expected(text: &schema::ArrivalsText, times: f64, out: &mut Diagnostics) {
    let Some(counts) = text.counts.as_ref().filter(|counts| counts.value != HeldWord::Expected) else { return };
    let mut refuse = |place: &Place, why: Text| {
        out.push(
            Diagnostic::error(Code::Misplaced, place, why)
                .also(&counts.place, say!("it comes exactly", "这里要求照实到达"))
                .help(say!("counts = \"expected\" can be", "counts = \"expected\" 才可以")),
        );
    };
    if let Some(factor) = text.times.as_ref().filter(|_| times != 1.0) {
        refuse(&factor.place, say!("what comes exactly is not multiplied", "照实到达的咨询不能乘倍数"));
    }
    if let (Some(cv), None) = (&text.day_cv, &text.per_day) {
        refuse(&cv.place, say!("what comes exactly has no busyness of its own", "照实到达的咨询没有自己的日波动"));
    }
}

fn unused(key: &str, place: &Place, file: &At<String>, out: &mut Diagnostics) {
    let path = &file.value;
    out.push(
        Diagnostic::error(
            Code::Misplaced,
            place,
            say!("`{key}` says nothing here: {path} has it all", "`{key}` 在这里不起作用：{path} 已经全部写明"),
        )
        .help(say!(
            "take it out, or write `per_day` for dates that the file does not hold",
            "请删去；若有文件没有的日期，请写 `per_day`"
        )),
    );
}

/// Keys that need a file, or an expected number a day.
pub fn check_keys(text: &schema::ArrivalsText, out: &mut Diagnostics) {
    if text.writes("file") {
        let Some(file) = text.file.as_ref().filter(|_| !text.writes("per_day")) else { return };
        let keys = [
            ("weekday", text.weekday.as_ref().map(|k| &k.place)),
            ("holiday", text.holiday.as_ref().map(|k| &k.place)),
            ("season", text.season.as_ref().map(|k| &k.place)),
        ];
        for (key, place) in keys {
            if let Some(place) = place {
                unused(key, place, file, out);
            }
        }
        return;
    }
    let keys = [
        ("columns", text.columns.0.values().next().map(|entry| &entry.key)),
        ("where", text.where_.0.values().next().map(|entry| &entry.key)),
        ("sheet", text.sheet.as_ref().map(|k| &k.place)),
        ("type", text.type_.as_ref().map(|k| &k.place)),
        ("counts", text.counts.as_ref().map(|k| &k.place)),
        ("unit", text.unit.as_ref().map(|k| &k.place)),
        ("decimal", text.decimal.as_ref().map(|k| &k.place)),
        ("day_first", text.day_first.as_ref().map(|k| &k.place)),
        ("hour_ends", text.hour_ends.as_ref().map(|k| &k.place)),
        ("time_zone", text.time_zone.as_ref().map(|k| &k.place)),
        ("year", text.year.as_ref().map(|k| &k.place)),
        ("zeros", text.zeros.as_ref().map(|k| &k.place)),
        ("missing", text.missing.as_ref().map(|k| &k.place)),
        ("times", text.times.as_ref().map(|k| &k.place)),
    ];
    for (key, place) in keys {
        if let Some(place) = place {
            out.push(Diagnostic::error(
                Code::Misplaced,
                place,
                say!("`{key}` belongs to a `file` of volumes", "`{key}` 要和咨询量文件 `file` 一起写"),
            ));
        }
    }
}
