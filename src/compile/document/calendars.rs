//! Shipped calendars that a file includes: their events stand beneath the file's own, key by key.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceMap};
use crate::say;
use crate::scenario::CALENDARS;
use crate::scenario::schema::{CalendarText, Include};
use crate::scenario::text::document::{Node, Value, parse};
use crate::scenario::values::change::overlay;
use std::collections::BTreeSet;

/// Takes the events of included calendars in. What the file says of an event of the same name is laid over it.
pub fn add_calendars(root: &mut Node, files: &mut SourceMap, out: &mut Diagnostics) {
    let Some(include) = root.at(&["calendar", "include"]).cloned() else { return };
    let written: Vec<Node> = match include.value {
        Value::List(names) => names,
        _ => vec![include],
    };
    // What is no name at all is reported where the calendar is read.
    let named: Vec<(&Node, &str)> = written.iter().filter_map(|node| Some((node, node.text()?))).collect();
    for (i, (node, name)) in named.iter().enumerate() {
        let Some((_, text)) = CALENDARS.iter().find(|(known, _)| known == name) else {
            let known: Vec<&str> = CALENDARS.iter().map(|calendar| calendar.0).collect();
            let why = say!("unknown calendar `{name}`", "没有叫 `{name}` 的日历");
            out.push(Diagnostic::error(Code::UnknownName, &node.place, why).near_or_list(name, &known));
            continue;
        };
        if let Some((earlier, _)) = named[..i].iter().find(|(_, other)| other == name) {
            let why = say!("`{name}` is included twice", "`{name}` 写了两次");
            let other = say!("the other one", "另一个在这里");
            out.push(Diagnostic::error(Code::Twice, &node.place, why).also(&earlier.place, other));
            continue;
        }
        let id = files.add(&format!("<{name}>"), text);
        let shipped = parse(files, id, out);
        lay_beneath(root, &shipped, out);
    }
}

fn lay_beneath(root: &mut Node, shipped: &Node, out: &mut Diagnostics) {
    let Some(calendar) = root.get_mut("calendar").and_then(Node::table_mut) else { return };
    let place = shipped.place.clone();
    let events = calendar.entry("event".into()).or_insert_with(|| Node::empty_table(place));
    let Some(events) = events.table_mut() else { return };
    for (name, event) in shipped.get("event").and_then(Node::table).into_iter().flatten() {
        let mut event = event.clone();
        if let Some(own) = events.get(name) {
            overlay(&mut event, own, out);
        }
        events.insert(name.clone(), event);
    }
}

/// What the included calendars bring.
#[derive(Debug, Default)]
pub struct Included {
    /// Names of their events.
    pub events: BTreeSet<String>,
    /// What they have lifts for.
    pub seasons: BTreeSet<String>,
}

impl Included {
    /// Of a calendar that was read.
    pub fn of(calendar: &CalendarText) -> Self {
        let mut found = Self::default();
        let named = calendar.include.iter().flat_map(|include| {
            let Include(names) = &include.value;
            names
        });
        for name in named {
            let Some((_, text)) = CALENDARS.iter().find(|(known, _)| *known == name.value) else { continue };
            let mut files = SourceMap::default();
            let id = files.add(&name.value, text);
            let shipped = parse(&files, id, &mut Diagnostics::default());
            for (event, node) in shipped.get("event").and_then(Node::table).into_iter().flatten() {
                found.events.insert(event.clone());
                found
                    .seasons
                    .extend(node.get("season").and_then(Node::table).into_iter().flat_map(|t| t.keys().cloned()));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::compile::tests::compiled;
    use crate::model::Model;
    use crate::scenario::text::document::{date_text, day_number, parse};
    use crate::scenario::{CALENDARS, HOLIDAYS_CN};
    use crate::time::SimDuration;
    use std::collections::BTreeMap;

    const SHOP: &str = r#"
template = "none"
start = 2025-01-01
days = 365
warm_up = "7 days"
[calendar]
include = "cn_ecommerce"
holidays = "cn"
[contact.presale]
channel = "chat"
arrivals = { per_day = 990, profile = "cn_evening", weekday = { mon = 1.02, fri = 0.97, sun = 1.03 }, holiday = { spring_festival = 0.4, other = 0.9 }, season = "presale" }
effort = "2 min"
[contact.parcel]
channel = "chat"
arrivals = { per_day = 500, weekday = { mon = 1.18, sat = 0.88, sun = 0.86 }, season = "logistics" }
effort = "2 min"
[contact.returns]
channel = "chat"
arrivals = { per_day = 400, season = "aftersale" }
effort = "2 min"
[contact.other]
channel = "call"
arrivals = { per_day = 50, season = "none" }
effort = "2 min"
[design.now.team.t]
staffed = 9
serves = ["presale", "parcel", "returns", "other"]
"#;

    fn on(model: &Model, name: &str, year: i16, month: i8, day: i8) -> f64 {
        let kind = model.types.iter().find(|kind| kind.label.key == name).unwrap();
        let date = day_number(year, month, day).unwrap();
        kind.arrivals.as_ref().unwrap().expected(&model.calendar, date - model.calendar.origin)
    }

    /// Shares of the usual by event: its days, the level of the first, the peak's day and level, the mean; then the height
    /// and the lags of the waves of logistics and after-sale. The rows of DOMAIN.md, section 4.3.
    type Row = (&'static str, (i8, i8), (i8, i8), f64, (i8, i8), f64, f64, (f64, [i32; 2]), (f64, [i32; 2]));
    const ROWS: [Row; 8] = [
        ("nianhuo", (12, 15), (1, 25), 1.2, (1, 12), 2.0, 1.5, (2.0, [3, 3]), (1.5, [12, 12])),
        ("38", (3, 4), (3, 8), 1.3, (3, 8), 2.2, 1.6, (1.8, [2, 2]), (1.6, [9, 9])),
        ("school_spring", (2, 20), (3, 10), 1.3, (3, 1), 3.0, 2.0, (2.2, [2, 2]), (1.6, [7, 7])),
        ("school_autumn", (8, 20), (9, 10), 1.3, (9, 1), 3.0, 2.0, (2.2, [2, 2]), (1.6, [7, 7])),
        ("618", (5, 24), (6, 20), 1.4, (6, 18), 3.5, 1.8, (2.5, [2, 2]), (2.0, [10, 10])),
        ("99", (9, 5), (9, 10), 1.2, (9, 9), 1.8, 1.4, (1.6, [2, 2]), (1.4, [9, 9])),
        ("double11", (10, 20), (11, 11), 1.5, (11, 11), 4.0, 2.0, (3.0, [2, 4]), (2.5, [8, 14])),
        ("double12", (12, 8), (12, 12), 1.2, (12, 12), 2.0, 1.5, (1.8, [2, 2]), (1.6, [9, 9])),
    ];

    #[test]
    fn every_event_has_the_days_the_peak_and_the_waves_that_are_known_of_it() {
        for (event, from, until, level, peak, most, mean, logistics, aftersale) in ROWS {
            // The event alone, on plain days.
            let scales: Vec<String> =
                ROWS.iter().filter(|row| row.0 != event).map(|row| format!("{} = 0", row.0)).collect();
            let sets = [
                "start=2024-10-01".to_string(),
                "days=500".to_string(),
                "calendar.holidays=none".to_string(),
                format!("calendar.lift_scale={{ {} }}", scales.join(", ")),
            ];
            let text = SHOP.replace(", weekday = { mon = 1.02, fri = 0.97, sun = 1.03 }", "");
            let text = text.replace("weekday = { mon = 1.18, sat = 0.88, sun = 0.86 }, ", "");
            let c = compiled(&text, &sets.iter().map(String::as_str).collect::<Vec<_>>());
            let model = c.model(0, 0);
            let lift = |name: &str, usual: f64, date: i32| {
                let kind = model.types.iter().find(|kind| kind.label.key == name).unwrap();
                kind.arrivals.as_ref().unwrap().expected(&model.calendar, date - model.calendar.origin) / usual
            };
            let presale = |date: i32| lift("presale", 990.0, date);
            let date = |(month, day): (i8, i8)| day_number(2025, month, day).unwrap();
            let last = date(until);
            let first = if from > until { day_number(2024, from.0, from.1).unwrap() } else { date(from) };
            let peak = date(peak);
            let close = |a: f64, b: f64, within: f64, what: &str| {
                assert!((a - b).abs() <= within, "{event}, {what}: {a} not {b}");
            };
            close(presale(first), level, 1e-9, "first day");
            close(presale(peak), most, 1e-9, "peak");
            assert!((first..=last).all(|date| presale(date) <= most && presale(date) >= 1.2 - 1e-9), "{event}");
            assert_eq!((presale(first - 1), presale(last + 1)), (1.0, 1.0), "{event}");
            let days = f64::from(last - first + 1);
            close((first..=last).map(presale).sum::<f64>() / days, mean, 0.005, "mean");
            for (name, usual, (height, [from, until])) in [("parcel", 500.0, logistics), ("returns", 400.0, aftersale)]
            {
                let wave = |date: i32| lift(name, usual, date);
                let highest = (first..=last + 40).map(wave).fold(0.0, f64::max);
                close(highest, height, 1e-9, name);
                let top: Vec<i32> = (first..=last + 40).filter(|date| wave(*date) > height - 1e-9).collect();
                assert_eq!((top.first(), top.last()), (Some(&(peak + from)), Some(&(peak + until))), "{event} {name}");
            }
            let other = (first..=last).all(|date| lift("other", 50.0, date) == 1.0);
            assert!(other, "{event} lifts what has no season");
        }
    }

    #[test]
    fn where_a_balance_falls_due_an_hour_has_six_to_ten_times_as_many() {
        let c = compiled(SHOP, &["calendar.holidays=none"]);
        let model = c.model(0, 0);
        let presale = model.types.iter().find(|kind| kind.label.key == "presale").unwrap().arrivals.as_ref().unwrap();
        for (month, day) in [(10, 31), (11, 10)] {
            let date = day_number(2025, month, day).unwrap() - model.calendar.origin;
            let shape = presale.profile_on(&model.calendar, date);
            let hour = |profile: &crate::random::Profile| {
                profile.share_before(SimDuration::HOUR * 21) - profile.share_before(SimDuration::HOUR * 20)
            };
            let times = presale.expected(&model.calendar, date) / 990.0 * hour(shape) / hour(&presale.profile);
            assert!((6.0..=10.0).contains(&times), "{times}");
        }
        assert_eq!(presale.shapes.len(), 2);
    }

    /// Interpolated as one would by hand.
    fn factor(curve: &toml::Table, offset: i64) -> Option<f64> {
        let number = |x: &toml::Value| x.as_float().or(x.as_integer().map(|i| i as f64)).unwrap();
        let list = |key: &str| curve[key].as_array().unwrap().iter().map(number).collect::<Vec<f64>>();
        let (days, factors) = (list("days"), list("factor"));
        let x = offset as f64;
        (0..days.len() - 1)
            .find(|i| days[*i] <= x && x <= days[i + 1])
            .map(|i| factors[i] + (factors[i + 1] - factors[i]) * (x - days[i]) / (days[i + 1] - days[i]))
    }

    #[test]
    fn a_year_is_the_sum_over_days_of_per_day_times_weekday_times_lifts() {
        let calendar: toml::Table = CALENDARS[0].1.parse().unwrap();
        let holidays: toml::Table = HOLIDAYS_CN.parse().unwrap();
        let mut kinds: BTreeMap<String, &str> = BTreeMap::new();
        let year = holidays["2025"].as_table().unwrap();
        for (name, span) in year["holidays"].as_table().unwrap() {
            let day = |i: usize| {
                let date = span.as_array().unwrap()[i].as_datetime().unwrap().date.unwrap();
                day_number(date.year as i16, date.month as i8, date.day as i8).unwrap()
            };
            kinds.extend((day(0)..=day(1)).map(|date| (date_text(date), name.as_str())));
        }
        kinds.extend(year["workdays"].as_array().unwrap().iter().map(|date| (date.to_string(), "workday")));
        let c = compiled(SHOP, &[]);
        let model = c.model(0, 0);
        let week = |mon: f64, fri: f64, sat: f64, sun: f64| [mon, 1.0, 1.0, 1.0, fri, sat, sun];
        for (name, season, per_day, week, festival, other) in [
            ("presale", "presale", 990.0, week(1.02, 0.97, 1.0, 1.03), Some(0.4), Some(0.9)),
            ("parcel", "logistics", 500.0, week(1.18, 1.0, 0.88, 0.86), None, None),
            ("returns", "aftersale", 400.0, week(1.0, 1.0, 1.0, 1.0), None, None),
            ("other", "none", 50.0, week(1.0, 1.0, 1.0, 1.0), None, None),
        ] {
            let mut truth = 0.0;
            let mut found = 0.0;
            for day in 0..365 {
                let date = jiff::civil::date(2025, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
                let weekday = week[date.weekday().to_monday_zero_offset() as usize];
                let usual = match kinds.get(&date.to_string()).copied() {
                    Some("workday") => week[..5].iter().sum::<f64>() / 5.0,
                    Some("spring_festival") => festival.unwrap_or(weekday),
                    Some(_) => other.unwrap_or(weekday),
                    None => weekday,
                };
                let mut lifts = 1.0;
                for event in calendar["event"].as_table().unwrap().values() {
                    let Some(curve) = event["season"].as_table().unwrap().get(season) else { continue };
                    let (month, day) = event["peak"].as_str().unwrap().split_once('-').unwrap();
                    // Its peaks of three years never reach one day, so that their lifts multiply.
                    for year in 2024..=2026 {
                        let peak = jiff::civil::date(year, month.parse().unwrap(), day.parse().unwrap());
                        let offset = (date - peak).get_days();
                        lifts *= factor(curve.as_table().unwrap(), i64::from(offset)).unwrap_or(1.0);
                    }
                }
                truth += per_day * usual * lifts;
                found += on(model, name, 2025, date.month(), date.day());
            }
            assert!((found - truth).abs() < 1e-12 * truth, "{name}: {found}, {truth}");
            let grown = found / (365.0 * per_day);
            assert!(if name == "other" { grown == 1.0 } else { (1.05..1.4).contains(&grown) }, "{name}: {grown}");
        }
    }

    #[test]
    fn an_included_event_is_scaled_and_changed_as_ones_own() {
        let peak = |sets: &[&str]| on(compiled(SHOP, sets).model(0, 0), "presale", 2025, 11, 11) / 990.0;
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} not {b}");
        close(peak(&[]), 4.0);
        close(peak(&["calendar.lift_scale=0.5"]), 2.5);
        close(peak(&["calendar.lift_scale={ double11 = 1.2, 618 = 0 }"]), 4.6);
        close(peak(&["calendar.event.double11.season.presale=3"]), 3.0);
        close(peak(&["calendar.event.double11.peak=11-10"]), 1.0);
        close(peak(&["calendar.event.double11.season.presale.factor=[1, 1, 1, 1, 1, 1, 6]"]), 6.0);
        // A lift by name counts before one by season, and an event of the same name keeps what it does not say.
        let own = SHOP.replace(
            "[contact.presale]",
            "[calendar.event.double11]\nlift.presale = 5\nuncertainty = 0.2\n[contact.presale]",
        );
        let c = compiled(&own, &[]);
        close(on(c.model(0, 0), "presale", 2025, 11, 11), 4950.0);
        close(on(c.model(0, 0), "parcel", 2025, 11, 13), 1500.0);
        let c = compiled(&own, &["calendar.lift_scale=0"]);
        close(on(c.model(0, 0), "presale", 2025, 11, 11), 990.0);
        // Included from the command line; and by a case less of it.
        let plain = SHOP.replace("include = \"cn_ecommerce\"", "") + "[case.weak]\n\"calendar.lift_scale\" = 0.1\n";
        let c = compiled(&plain, &["calendar.include=cn_ecommerce"]);
        close(on(c.model(0, 0), "presale", 2025, 11, 11), 3960.0);
        close(on(c.model(0, 1), "presale", 2025, 11, 11), 990.0 * 1.3);
    }

    #[test]
    fn the_shipped_calendars_are_written_without_a_slip() {
        for (name, text) in CALENDARS {
            let mut files = crate::diagnostic::SourceMap::default();
            let id = files.add(name, text);
            let mut out = crate::diagnostic::Diagnostics::default();
            parse(&files, id, &mut out);
            assert!(out.is_empty(), "{name}");
        }
    }
}
