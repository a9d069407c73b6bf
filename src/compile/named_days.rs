//! Which days the keys of a table by day are for, and which of them holds on a day: the most particular one.

use super::context::{Context, NamedDays};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::ByDay;
use crate::say;
use crate::scenario::schema::DayWord;
use crate::scenario::values::dates::weekday_of;
use crate::scenario::values::day_key::{ByDayText, DAY_KEYS, DayKey};
use crate::scenario::values::read::At;
use std::collections::BTreeMap;

/// Which of several entries holds on a day.
#[derive(Clone, Debug)]
pub(super) struct Picked {
    /// By weekday from Monday; none: nothing is said of it.
    pub week: [Option<usize>; 7],
    /// By day number since 1970-01-01, where a date differs from its weekday.
    pub dates: BTreeMap<i32, PickedDate>,
}

impl Picked {
    /// Whether an entry holds on any day.
    fn holds(&self, entry: usize) -> bool {
        self.week.contains(&Some(entry)) || self.dates.values().any(|date| date.entry == Some(entry))
    }
}

/// Which entry holds on a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct PickedDate {
    /// None: nothing is said of it.
    pub entry: Option<usize>,
    /// Whether it is the usual of such a day, by weekday or as a make-up workday, and nothing special to the date.
    pub usual: bool,
}

/// How particular a key is on a day: first the kind of key, then how few weekdays it is for.
type Rank = (u8, u8);
/// The kinds of keys from which on they are particular to a date.
const SPECIAL: u8 = 2;

/// How particular a key is on a day of this weekday and kind; none: it is not for this day.
fn rank(key: &DayKey, day: i32, kind: Option<DayWord>, days: &NamedDays) -> Option<Rank> {
    let holiday = kind.is_some_and(|kind| kind != DayWord::Workday);
    match key {
        DayKey::All => Some((0, 0)),
        DayKey::Weekdays(of) => {
            of[weekday_of(day)].then(|| (1, 2 * (7 - of.iter().filter(|inside| **inside).count() as u8)))
        }
        DayKey::Workday if kind == Some(DayWord::Workday) => Some((SPECIAL, 0)),
        // Who tells workdays from holidays says more than who counts from Monday to Friday.
        DayKey::Workday => (weekday_of(day) < 5 && !holiday).then_some((1, 5)),
        DayKey::Holiday => holiday.then_some((SPECIAL, 0)),
        DayKey::Named(name) if days.events.contains_key(name) => days.events[name].contains(&day).then_some((4, 0)),
        DayKey::Named(name) => (holiday && DayWord::of(name) == kind).then_some((3, 0)),
        DayKey::Dates(span) => span.contains(day).then_some((5, 0)),
    }
}

/// Which entry holds on every day that may be simulated. `entries`: what is written at each key, and where.
pub(super) fn pick(context: &Context<'_>, entries: &[(&str, &Place)], out: &mut Diagnostics) -> Option<Picked> {
    let before = out.reported();
    let keys: Vec<Option<DayKey>> = entries.iter().map(|(key, place)| known(context, key, place, out)).collect();
    let keys: Vec<DayKey> = keys.into_iter().collect::<Option<_>>()?;
    twice(&keys, entries, out);
    let days = &context.days;
    let mut clash = None;
    let mut best = |day: i32, kind: Option<DayWord>, every_key: bool| {
        let ranked =
            keys.iter().enumerate().filter(|(_, key)| every_key || !matches!(key, DayKey::Dates(_) | DayKey::Named(_)));
        let ranked: Vec<(Rank, usize)> =
            ranked.filter_map(|(at, key)| Some((rank(key, day, kind, days)?, at))).collect();
        let most = ranked.iter().map(|(rank, _)| *rank).max()?;
        let mut of_most = ranked.iter().filter(|(rank, _)| *rank == most).map(|(_, at)| *at);
        let first = of_most.next()?;
        if let Some(second) = of_most.next() {
            clash.get_or_insert((first, second));
        }
        Some((most.0, first))
    };
    // A week without anything particular to its dates; day 4 after 1970-01-01 was a Monday.
    let week: [Option<usize>; 7] = std::array::from_fn(|day| Some(best(4 + day as i32, None, false)?.1));
    let mut dates = BTreeMap::new();
    for day in context.dates.simulated.from - 1..=context.dates.simulated.until + 2 {
        let kind = days.kinds.get(&day).copied();
        let found = best(day, kind, true);
        let entry = found.map(|(_, at)| at);
        let special = found.is_some_and(|(level, _)| level >= SPECIAL);
        if special || entry != week[weekday_of(day)] {
            let usual = !special || kind == Some(DayWord::Workday) && found.is_some_and(|(level, _)| level == SPECIAL);
            dates.insert(day, PickedDate { entry, usual });
        }
    }
    if let Some((first, second)) = clash.filter(|_| out.reported() == before) {
        said_twice(entries[second].1, entries[first].1, out);
    }
    if out.reported() > before {
        return None;
    }
    let picked = Picked { week, dates };
    let simulated = context.dates.simulated.from..=context.dates.simulated.until;
    for (at, key) in keys.iter().enumerate().filter(|(at, _)| !picked.holds(*at)) {
        let speaks = |day: i32| rank(key, day, days.kinds.get(&day).copied(), days).is_some();
        if simulated.clone().any(speaks) {
            hidden(entries[at], out);
        }
    }
    Some(picked)
}

/// Days of which two keys of one kind speak.
fn twice(keys: &[DayKey], entries: &[(&str, &Place)], out: &mut Diagnostics) {
    for (at, key) in keys.iter().enumerate() {
        let meets = |other: &DayKey| match (key, other) {
            (DayKey::Dates(a), DayKey::Dates(b)) => a.meets(*b),
            (DayKey::Weekdays(a), DayKey::Weekdays(b)) => {
                let size = |days: &[bool; 7]| days.iter().filter(|inside| **inside).count();
                size(a) == size(b) && a.iter().zip(b).any(|(a, b)| *a && *b)
            }
            (DayKey::All | DayKey::Workday | DayKey::Holiday, other) => key == other,
            _ => false,
        };
        if let Some(other) = keys[..at].iter().position(meets) {
            said_twice(entries[at].1, entries[other].1, out);
        }
    }
}

/// Says of a key that others are more particular on every day that it speaks of.
fn hidden((key, place): (&str, &Place), out: &mut Diagnostics) {
    let why = say!(
        "`{key}` holds on no day: more particular keys speak of each of its days",
        "`{key}` 不适用于任何一天：它的每一天都有更具体的键"
    );
    out.push(Diagnostic::warning(Code::Unused, place, why));
}

fn said_twice(place: &Place, other: &Place, out: &mut Diagnostics) {
    let why = say!("some of these days are said already", "其中有的日子已经写过");
    out.push(Diagnostic::error(Code::Twice, place, why).also(other, say!("here", "在这里")));
}

/// Whether it is the name of a public holiday.
pub(super) fn is_holiday(name: &str) -> bool {
    DayWord::of(name).is_some_and(|word| !matches!(word, DayWord::Workday | DayWord::Plain))
}

/// A key that means some days; others are reported.
fn known(context: &Context<'_>, key: &str, place: &Place, out: &mut Diagnostics) -> Option<DayKey> {
    let parsed = match DayKey::parse(key) {
        Ok(parsed) => parsed,
        Err(why) => return out.reject(Diagnostic::error(Code::Date, place, why)),
    };
    match &parsed {
        DayKey::Dates(span) => context.warn_outside(*span, place, out),
        DayKey::Named(name) if context.days.events.contains_key(name) => (),
        DayKey::Named(name) if !is_holiday(name) => {
            let why = say!("`{key}` names no day", "`{key}` 不是日子的写法");
            let events = context.days.events.keys().map(String::as_str);
            let known: Vec<&str> = DAY_KEYS.into_iter().chain(events).collect();
            let help = say!(
                "a weekday, `mon-fri`, `weekdays`, `weekend`, `workday`, `holiday`, a date such as \"2026-10-01..2026-10-07\", an event, or `all`",
                "可以写星期（mon … sun、mon-fri）、weekdays、weekend、workday（工作日）、holiday（节假日）、日期（\"2026-10-01..2026-10-07\"）、活动名，或 all"
            );
            return out.reject(Diagnostic::error(Code::UnknownName, place, why).near(key, known).help(help));
        }
        DayKey::Holiday | DayKey::Named(_) => holidays_known(context, place, out),
        _ => (),
    }
    Some(parsed)
}

/// Whoever speaks of public holidays says which these are.
fn holidays_known(context: &Context<'_>, place: &Place, out: &mut Diagnostics) {
    let given = context.world.calendar.as_ref().is_some_and(|c| c.writes("holidays") || c.writes("dates"));
    if !given {
        out.push(no_holidays(place));
    }
}

/// What is said where something is meant for public holidays and there are none.
pub(super) fn no_holidays(place: &Place) -> Diagnostic {
    let why = say!("no date is a public holiday here", "这里没有哪一天是公共假日");
    let help = say!(
        "calendar.holidays = \"cn\" knows China's; calendar.dates = {{ 2025-05-06 = \"holiday\" }} names your own",
        "calendar.holidays = \"cn\" 为中国的公共假日；calendar.dates = {{ 2025-05-06 = \"holiday\" }} 可自己写"
    );
    Diagnostic::error(Code::Holidays, place, why).help(help)
}

/// The value of every day. `unsaid`: what to write for a day of which nothing is said; none: nothing has to be.
pub(super) fn each_day<'t, T>(
    context: &Context<'_>,
    text: &'t At<ByDayText<T>>,
    unsaid: Option<&str>,
    out: &mut Diagnostics,
) -> Option<ByDay<Option<&'t T>>> {
    let names = match &text.value {
        ByDayText::EveryDay(value) => return Some(ByDay::always(Some(value))),
        ByDayText::ByDay(names) => names,
    };
    let keys: Vec<(&str, &Place)> = names.0.iter().map(|(key, entry)| (key.as_str(), &entry.key)).collect();
    let values: Vec<Option<&T>> = names.0.values().map(|entry| entry.value.as_ref()).collect();
    let picked = pick(context, &keys, out)?;
    if let Some(write) = unsaid {
        nothing_missing(&picked, &text.place, write, out)?;
    }
    if values.iter().any(Option::is_none) {
        return None;
    }
    let of = |entry: Option<usize>| entry.and_then(|at| values[at]);
    Some(ByDay {
        week: picked.week.map(of),
        dates: picked.dates.into_iter().map(|(day, picked)| (day, of(picked.entry))).collect(),
    })
}

/// Something is said of every day.
fn nothing_missing(picked: &Picked, place: &Place, write: &str, out: &mut Diagnostics) -> Option<()> {
    let weekdays = DAY_KEYS.iter().zip(&picked.week).filter(|(_, entry)| entry.is_none()).map(|(key, _)| *key);
    let mut missing: Vec<&str> = weekdays.collect();
    if missing.is_empty() && picked.dates.values().any(|picked| picked.entry.is_none()) {
        missing.push("holiday");
    }
    let Some(first) = missing.first() else { return Some(()) };
    let key = if missing[..] == ["sat", "sun"] { "weekend" } else { *first };
    let (en, zh) = (missing.join(", "), missing.join("、"));
    let why = say!("nothing is said of {en}", "没有写 {zh} 怎么办");
    out.reject(Diagnostic::error(Code::Missing, place, why).help(say!("{key} = {write}", "{key} = {write}")))
}
