//! Crises of the calendar: which types they strike, and how often.

use super::lift_curves::arrives_or;
use crate::compile::context::Context;
use crate::compile::laws::law;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::IdVec;
use crate::model::{ContactType, Crisis, LONGEST, Struck, TypeId};
use crate::say;
use crate::scenario::schema::CrisisText;
use crate::scenario::values::read::At;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Lays the crises over the first arrivals of all types.
pub(crate) fn crises(context: &Context<'_>, types: &mut IdVec<TypeId, ContactType>, out: &mut Diagnostics) {
    let Some(text) = context.world.calendar.as_ref().map(|calendar| &calendar.value) else { return };
    for (name, entry, text) in text.crisis.iter() {
        let effects = effects(context, name, &entry.key, text, out);
        let Some(crisis) = crisis(name, text, out) else { continue };
        let crisis = Arc::new(crisis);
        for (id, (lift, adds)) in effects {
            if let Some(arrivals) = &mut types[id].arrivals {
                arrivals.crises.push(Struck { crisis: crisis.clone(), lift, adds });
            }
        }
    }
}

/// Factor and addition for every type that it strikes.
fn effects(
    context: &Context<'_>,
    name: &str,
    key: &Place,
    text: &CrisisText,
    out: &mut Diagnostics,
) -> BTreeMap<TypeId, (f64, f64)> {
    let mut effects: BTreeMap<TypeId, (f64, f64)> = BTreeMap::new();
    let mut id = |called: &str, place: &Place| {
        let named = At { value: called.to_owned(), place: place.clone() };
        context.type_id(&named, out).filter(|_| arrives_or(context, called, place, out))
    };
    for (called, entry, factor) in text.lift.iter() {
        if let Some(id) = id(called, &entry.key) {
            effects.entry(id).or_insert((1.0, 0.0)).0 = factor.0;
        }
    }
    for (called, entry, more) in text.adds.iter() {
        if let Some(id) = id(called, &entry.key) {
            effects.entry(id).or_insert((1.0, 0.0)).1 = more.0;
        }
    }
    if !text.writes("lift") && !text.writes("adds") {
        let why = say!("crisis `{name}` strikes nothing", "突发事件 `{name}` 没有写对哪种咨询有影响");
        out.push(Diagnostic::error(Code::Missing, key, why).help(say!(
            "for example lift.trace = 1.4 (times), or adds.trace = 60 (more a day)",
            "例如 lift.trace = 1.4（倍数），或 adds.trace = 60（每天多来的次数）"
        )));
    }
    effects
}

/// How often and how long; none where that cannot be.
fn crisis(name: &str, text: &CrisisText, out: &mut Diagnostics) -> Option<Crisis> {
    let all = (1..=12).collect();
    let months: Vec<u8> = match &text.months {
        Some(list) => list.value.iter().map(|month| month.value.0).collect(),
        None => all,
    };
    if let Some(list) = text.months.as_ref().filter(|list| list.value.is_empty()) {
        let why = say!("at least one month is wanted", "至少要写一个月份");
        return out.reject(Diagnostic::error(Code::Missing, &list.place, why));
    }
    if let Some((at, month)) = months.iter().enumerate().find(|(at, month)| months[..*at].contains(month)) {
        let place = text.months.as_ref().map(|list| &list.value[at].place)?;
        return out.reject(Diagnostic::error(Code::Twice, place, say!("month {month} twice", "{month} 月写了两次")));
    }
    let rate = text.rate.value.0;
    if Crisis::chance(rate, months.len()) > 1.0 {
        let why = say!(
            "{rate} a year are more than one a day: at most one crisis of a kind begins on a date",
            "一年 {rate} 次超过每天一次：同一种突发事件每天最多发生一次"
        );
        return out.reject(Diagnostic::error(Code::OutOfRange, &text.rate.place, why));
    }
    let lasts = law(&text.lasts.value);
    let longest = lasts.as_ref().map_or(f64::INFINITY, |law| law.mean_seconds() / 86_400.0);
    let Some(lasts) = lasts.filter(|_| longest <= f64::from(LONGEST)) else {
        let why = say!("a crisis lasts {LONGEST} days at most", "突发事件最多持续 {LONGEST} 天");
        return out.reject(Diagnostic::error(Code::OutOfRange, &text.lasts.place, why).help(say!(
            "what goes on for longer is an event with a date, or another demand",
            "更久的变化请写成有日期的活动，或另设一个需求假设"
        )));
    };
    let uncertainty = text.uncertainty.as_ref().map_or(0.0, |cv| cv.value.0);
    Some(Crisis::new(name, rate, &months, lasts, uncertainty))
}
