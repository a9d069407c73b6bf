//! Public holidays and make-up workdays: which dates are not as their weekday, and how much comes on them.

use super::lift_curves::arrivals_text;
use crate::compile::context::Context;
use crate::compile::named_days::no_holidays;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceMap};
use crate::id::IdVec;
use crate::model::{Calendar, ContactType, TypeId};
use crate::say;
use crate::scenario::HOLIDAYS_CN;
use crate::scenario::schema::{self, ArrivalsText, DayWord, HolidayYearTable, HolidaysWord};
use crate::scenario::text::document::{Node, date_text, parse, year};
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::read::{At, Names, Read as _};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// What kinds of day the dates are that are not as their weekday, since 1970-01-01.
pub(crate) type Kinds = BTreeMap<i32, DayWord>;

/// Gives all types what they expect on public holidays and make-up workdays; which these are.
pub(crate) fn public_holidays(
    context: &Context<'_>,
    types: &mut IdVec<TypeId, ContactType>,
    calendar: &Calendar,
    out: &mut Diagnostics,
) -> Kinds {
    let kinds = context.world.calendar.as_ref().map_or_else(Kinds::new, |text| kinds(&text.value, calendar, out));
    let given = context.world.calendar.as_ref().is_some_and(|c| c.writes("holidays") || c.writes("dates"));
    for (name, id) in &context.types {
        let Some(text) = arrivals_text(context, name) else { continue };
        if let Some(holiday) = text.holiday.as_ref().filter(|_| !given) {
            out.push(no_holidays(&holiday.place));
        }
        if let Some(arrivals) = &mut types[*id].arrivals {
            arrivals.dated = dated(text, &kinds, calendar);
        }
    }
    kinds
}

/// Expected on the dates that differ from their weekday: a public holiday has its own factor in the place of the
/// weekday's, where the type gives one; a make-up workday is the mean of Monday to Friday.
fn dated(text: &ArrivalsText, kinds: &Kinds, calendar: &Calendar) -> BTreeMap<i32, f64> {
    let factors = text.weekday.as_ref().map_or([1.0; 7], |w| w.factors());
    let Some(per_day) = text.per_day.as_ref().map(|per_day| per_day.value.0) else { return BTreeMap::new() };
    let expected = |kind: DayWord| match kind {
        DayWord::Workday => Some(per_day * factors[..5].iter().sum::<f64>() / 5.0),
        _ => text.holiday.as_ref()?.on(kind).map(|factor| per_day * factor),
    };
    let plain = |date: i32| per_day * factors[calendar.weekday(date - calendar.origin)];
    let differing = kinds.iter().filter_map(|(date, kind)| Some((*date, expected(*kind)?)));
    differing.filter(|(date, expected)| *expected != plain(*date)).collect()
}

/// The kinds of the dates simulated.
fn kinds(text: &schema::CalendarText, calendar: &Calendar, out: &mut Diagnostics) -> Kinds {
    let simulated = calendar.origin..=calendar.epoch_day(calendar.warm_up_days + calendar.days - 1);
    let mut kinds = Kinds::new();
    let own = own_dates(&text.dates, &simulated, out);
    if let Some(holidays) = text.holidays.as_ref().filter(|holidays| holidays.value == HolidaysWord::Cn) {
        let known = shipped();
        unknown_years(holidays, &known, &own, calendar, out);
        for (first, last, kind) in known.values().flatten() {
            kinds.extend((*first..=*last).filter(|date| simulated.contains(date)).map(|date| (date, *kind)));
        }
    }
    kinds.extend(own);
    kinds.retain(|_, kind| *kind != DayWord::Plain);
    kinds
}

/// First and last date and kind, by year.
type Shipped = BTreeMap<i16, Vec<(i32, i32, DayWord)>>;

/// The holidays shipped; a test reads them without a finding.
fn shipped() -> Shipped {
    let mut files = SourceMap::default();
    let id = files.add("<holidays>", HOLIDAYS_CN);
    read(&parse(&files, id, &mut Diagnostics::default()), &mut Diagnostics::default())
}

fn read(root: &Node, out: &mut Diagnostics) -> Shipped {
    let mut years = Shipped::new();
    let tables = Names::<HolidayYearTable>::read(root, out).unwrap_or_default();
    for (name, _, table) in tables.iter() {
        let Ok(year) = name.parse() else { continue };
        let days = years.entry(year).or_default();
        for (word, _, span) in table.holidays.iter() {
            if let (Some(kind), [first, last]) = (DayWord::of(word), span.as_slice()) {
                days.push((first.value.0, last.value.0, kind));
            }
        }
        days.extend(table.workdays.iter().map(|day| (day.value.0, day.value.0, DayWord::Workday)));
    }
    years
}

/// The dates that the file itself gives.
fn own_dates(dates: &Names<DayWord>, simulated: &RangeInclusive<i32>, out: &mut Diagnostics) -> Kinds {
    let mut kinds = Kinds::new();
    let mut spans: Vec<(DateSpan, &Place)> = Vec::new();
    for (written, entry) in &dates.0 {
        let span = match DateSpan::parse(written) {
            Ok(span) => span,
            Err(why) => {
                out.push(Diagnostic::error(Code::Date, &entry.key, why));
                continue;
            }
        };
        if let Some((earlier, place)) = spans.iter().find(|(earlier, _)| earlier.meets(span)) {
            let date = date_text(span.from.max(earlier.from));
            let why = say!("{date} is written twice", "{date} 写了两次");
            out.push(
                Diagnostic::error(Code::Twice, &entry.key, why).also(place, say!("the other one", "另一个在这里")),
            );
        }
        spans.push((span, &entry.key));
        if let Some(kind) = entry.value {
            let (from, until) = (span.from.max(*simulated.start()), span.until.min(*simulated.end()));
            kinds.extend((from..=until).map(|date| (date, kind)));
        }
    }
    kinds
}

/// Warns of years that count and whose holidays are not known.
fn unknown_years(
    holidays: &At<HolidaysWord>,
    known: &Shipped,
    own: &Kinds,
    calendar: &Calendar,
    out: &mut Diagnostics,
) {
    let counted = calendar.warm_up_days..calendar.warm_up_days + calendar.days;
    let years: BTreeSet<i16> = counted.filter_map(|day| year(calendar.epoch_day(day))).collect();
    let own: BTreeSet<i16> = own.keys().filter_map(|date| year(*date)).collect();
    let unknown: Vec<String> =
        years.iter().filter(|y| !known.contains_key(y) && !own.contains(y)).map(ToString::to_string).collect();
    let (Some((first, _)), Some((last, _))) = (known.first_key_value(), known.last_key_value()) else { return };
    if unknown.is_empty() {
        return;
    }
    let (en, zh) = (unknown.join(", "), unknown.join("、"));
    let why = say!(
        "the public holidays of {en} are not known here: only those of {first} to {last} are",
        "这里没有 {zh} 年的公共假日：只有 {first} 至 {last} 年的"
    );
    let help = say!(
        "until you write them every day is as its weekday: calendar.dates = {{ \"2027-02-05..2027-02-11\" = \"spring_festival\" }}",
        "没有写出之前，各天都按星期几计算：calendar.dates = {{ \"2027-02-05..2027-02-11\" = \"spring_festival\" }}"
    );
    out.push(Diagnostic::warning(Code::Holidays, &holidays.place, why).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::tests::compiled;
    use crate::scenario::text::document::day_number;

    /// Monday 0 … Sunday 6.
    fn weekday(date: i32) -> i32 {
        (date + 3).rem_euclid(7)
    }

    #[test]
    fn the_shipped_table_says_what_was_announced() {
        let mut files = SourceMap::default();
        let id = files.add("<holidays>", HOLIDAYS_CN);
        let mut out = Diagnostics::default();
        let years = read(&parse(&files, id, &mut out), &mut out);
        assert!(out.is_empty(), "{}", out.render(&files, crate::diagnostic::Style::default()));
        assert_eq!(years.keys().copied().collect::<Vec<_>>(), [2024, 2025, 2026]);
        // Days off and make-up workdays as announced; days off work that are left over are those of the law
        // (全国年节及纪念日放假办法): 11, and 13 since 2025.
        for (of, days_off, made_up, by_law) in [(2024, 28, 8, 11), (2025, 28, 5, 13), (2026, 33, 6, 13)] {
            let all =
                || years[&of].iter().flat_map(|(first, last, kind)| (*first..=*last).map(move |date| (date, *kind)));
            assert!(all().all(|(date, _)| year(date) == Some(of)));
            assert_eq!(all().map(|(date, _)| date).collect::<BTreeSet<i32>>().len(), all().count(), "each date once");
            let (workdays, off): (Vec<_>, Vec<_>) = all().partition(|(_, kind)| *kind == DayWord::Workday);
            assert_eq!((off.len(), workdays.len()), (days_off, made_up), "{of}");
            assert!(workdays.iter().all(|(date, _)| weekday(*date) >= 5), "weekends are made workdays");
            let from_work = off.iter().filter(|(date, _)| weekday(*date) < 5).count();
            assert_eq!(from_work - made_up, by_law, "{of}");
        }
        let feast = |of: i16, month, day| {
            let date = day_number(of, month, day).unwrap();
            years[&of].iter().find(|(first, last, _)| (*first..=*last).contains(&date)).map(|day| day.2)
        };
        // New year of the lunar calendar, and 15 of its eighth month.
        for (of, month, day) in [(2024, 2, 10), (2025, 1, 29), (2026, 2, 17)] {
            assert_eq!(feast(of, month, day), Some(DayWord::SpringFestival));
        }
        assert_eq!((feast(2024, 9, 17), feast(2026, 9, 25)), (Some(DayWord::MidAutumn), Some(DayWord::MidAutumn)));
    }

    const SHOP: &str = r#"
template = "none"
start = 2025-01-20
days = 30
warm_up = "1 day"
[calendar]
holidays = "cn"
dates = { 2025-02-05 = "holiday", "2025-02-08..2025-02-09" = "plain", 2025-02-16 = "workday" }
[contact.chat]
channel = "chat"
arrivals = { per_day = 100, weekday = { mon = 1.2, tue = 1.1, sat = 0.7, sun = 0.5 }, holiday = { spring_festival = 0.4, other = 0.9 } }
effort = "2 min"
[contact.call]
channel = "call"
arrivals = { per_day = 50, weekday = { sun = 0.5 } }
effort = "2 min"
[contact.even]
channel = "call"
arrivals = { per_day = 10 }
effort = "2 min"
[stream.order]
arrivals = { per_day = 10, holiday = 0.6 }
[design.now.team.t]
staffed = 9
serves = ["chat", "call", "even"]
"#;

    #[test]
    fn holidays_have_their_factor_and_workdays_made_up_are_workdays() {
        let c = compiled(SHOP, &[]);
        let model = c.model(0, 0);
        let on = |name: &str, month: i8, day: i8| {
            let arrivals = model.types.iter().find(|kind| kind.label.key == name).unwrap().arrivals.as_ref().unwrap();
            arrivals.expected(&model.calendar, day_number(2025, month, day).unwrap() - model.calendar.origin)
        };
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} not {b}");
        // A Sunday that is made a workday: the mean of Monday to Friday.
        close(on("chat", 1, 26), 100.0 * (1.2 + 1.1 + 3.0) / 5.0);
        close(on("call", 1, 26), 50.0);
        close(on("call", 1, 19), 25.0);
        // The festival, Monday and Sunday alike; who says nothing has the weekday.
        for (month, day) in [(1, 28), (2, 2), (2, 3)] {
            close(on("chat", month, day), 40.0);
            close(on("order", month, day), 6.0);
        }
        close(on("call", 2, 2), 25.0);
        // The file's own dates.
        close(on("chat", 2, 5), 90.0);
        close(on("chat", 2, 8), 70.0);
        close(on("call", 2, 16), 50.0);
        close(on("chat", 2, 10), 120.0);
        let even = model.types.iter().find(|kind| kind.label.key == "even").unwrap();
        assert!(even.arrivals.as_ref().unwrap().dated.is_empty(), "no day differs");
    }

    #[test]
    fn holidays_can_be_put_out() {
        let c = compiled(SHOP, &["calendar.holidays=none"]);
        let chat = c.model(0, 0).types.iter().find(|kind| kind.label.key == "chat").unwrap();
        let dated = &chat.arrivals.as_ref().unwrap().dated;
        assert_eq!(dated.len(), 2, "{dated:?}");
    }
}
