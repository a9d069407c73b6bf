//! Events and periods that begin and end at a moment: what comes in their hours is exact, and nothing else of the day changes.

use crate::support::told::{figure, near};
use crate::support::{model, shop};
use peakstaff::load::{History, by_date};
use peakstaff::model::{Model, TypeId};

/// Profiles of hours; 10 November is a Monday.
const SHOP: &str = r#"
template = "none"
start = 2025-11-09
days = 4
interval = "30 min"
[calendar.profile]
evening = [1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 5, 5, 5, 6, 6, 6, 7, 9, 12, 12, 9, 4]
[contact.a]
channel = "call"
arrivals = { per_day = 2400, profile = "evening" }
effort = "1 s"
[contact.b]
channel = "call"
arrivals = { per_day = 1200 }
effort = "1 s"
[design.now.team.t]
serves = [["a", "b"]]
staffed = 5
"#;
const SALE: &str = r#"
[calendar.event.sale]
from = "2025-11-10 20:00"
until = "2025-11-11 02:00"
lift.a = 4
"#;

/// First contacts expected of a type, by half hour from the first midnight.
fn by_half_hour(model: &Model, name: &str) -> Vec<f64> {
    let id: TypeId = model.types.position(|kind| kind.label.key == name).unwrap();
    let history = History::of(model);
    (0..model.calendar.days as usize).flat_map(|day| history.on(day)[id].first.clone()).collect()
}

fn shop_with(text: &str) -> Model {
    model(&format!("{SHOP}{text}"))
}

/// As much as without, times a factor in each of these spans of half hours; the days' sums agree.
fn holds(text: &str, of: &str, spans: &[(std::ops::Range<usize>, f64)]) {
    let (plain, with) = (by_half_hour(&model(SHOP), of), shop_with(text));
    let found = by_half_hour(&with, of);
    for (slot, (before, now)) in plain.iter().zip(&found).enumerate() {
        let factor: f64 = spans.iter().filter(|(hours, _)| hours.contains(&slot)).map(|(_, factor)| factor).product();
        assert!(
            (now - factor * before).abs() < 1e-9 * before,
            "{text}: half hour {slot}: {now} not {factor} x {before}"
        );
    }
    let id = with.types.position(|kind| kind.label.key == of).unwrap();
    for (day, load) in by_date(&with)[id].iter().enumerate() {
        let sum: f64 = found[day * 48..][..48].iter().sum();
        assert!((load.first - sum).abs() < 1e-9 * sum, "{text}: day {day}: {} not {sum}", load.first);
    }
}

#[test]
fn what_comes_in_its_hours_is_multiplied_and_nothing_else() {
    holds(SALE, "a", &[(88..100, 4.0)]);
    holds(SALE, "b", &[]);
    // Less than usual, none at all, off the half hours' grid within a half hour only by its share.
    holds(&SALE.replace("= 4", "= 0.5"), "a", &[(88..100, 0.5)]);
    holds(&SALE.replace("= 4", "= 0"), "a", &[(88..100, 0.0)]);
    // Dates alone are whole days; a moment may end a day.
    holds(
        &SALE.replace("\"2025-11-10 20:00\"", "2025-11-10").replace("\"2025-11-11 02:00\"", "2025-11-11"),
        "a",
        &[(48..144, 4.0)],
    );
    holds(&SALE.replace("2025-11-11 02:00", "2025-11-10 24:00"), "a", &[(88..96, 4.0)]);
    // It began before what is simulated, and ends after it.
    holds(
        &SALE.replace("2025-11-10 20:00", "2025-10-01 20:00").replace("2025-11-11 02:00", "2025-12-01 02:00"),
        "a",
        &[(0..192, 4.0)],
    );
    let seconds = by_half_hour(&shop_with(&SALE.replace("20:00", "20:10")), "a");
    let plain = by_half_hour(&model(SHOP), "a");
    near(seconds[88], plain[88] * (1.0 / 3.0 + 4.0 * 2.0 / 3.0));
}

#[test]
fn events_of_hours_multiply_each_other_and_events_of_days() {
    let live = "[calendar.event.live]\nfrom = \"2025-11-10 22:00\"\nuntil = \"2025-11-11 23:30\"\nlift.all = 1.5\n";
    holds(&format!("{SALE}{live}"), "a", &[(88..100, 4.0), (92..143, 1.5)]);
    holds(&format!("{SALE}{live}"), "b", &[(92..143, 1.5)]);
    let days = "[calendar.event.double11]\npeak = 2025-11-11\nlift.a = { days = [-1, 0, 1], factor = [1.2, 3, 1.1] }\n";
    holds(&format!("{SALE}{days}"), "a", &[(88..100, 4.0), (48..96, 1.2), (96..144, 3.0), (144..192, 1.1)]);
}

#[test]
fn it_lies_over_the_shape_that_other_events_give_the_day() {
    let days = "[calendar.event.double11]\npeak = 2025-11-11\nlift.a = 2\nprofile = \"flat\"\nburst = { at = \"00:00\", for = \"1 h\", share = 0.3 }\n";
    let (before, after) =
        (by_half_hour(&shop_with(days), "a"), by_half_hour(&shop_with(&format!("{SALE}{days}")), "a"));
    for (slot, (before, after)) in before.iter().zip(&after).enumerate() {
        let factor = if (88..100).contains(&slot) { 4.0 } else { 1.0 };
        assert!((after - factor * before).abs() < 1e-9 * before, "{slot}: {after} not {factor} x {before}");
    }
}

#[test]
fn it_is_changed_scaled_and_named_as_any_event() {
    let with = |set: &str| {
        let shop = shop(&format!("{SHOP}{SALE}")).set(set).model();
        by_half_hour(&shop, "a")[90] / by_half_hour(&model(SHOP), "a")[90]
    };
    near(with("calendar.event.sale.lift.a=*0.5"), 2.0);
    near(with("calendar.lift_scale={ sale = 0.5 }"), 2.5);
    near(with("calendar.lift_scale={ sale = 0 }"), 1.0);
    near(with("calendar.event.sale.from=2025-11-10 21:30"), 1.0);
    // Days with something of it are its days, wherever days are named.
    let people = format!("{SHOP}{SALE}").replace("staffed = 5", "staffed = { all = 5, sale = 9 }");
    let done = shop(&people).replications(1).estimates();
    near(figure(&done, "on_duty", "team:t", "horizon").unwrap(), 7.0);
}

#[test]
fn a_simulation_brings_what_is_expected_of_its_hours() {
    let period = "[period.sale]\nfrom = \"2025-11-10 20:00\"\nuntil = \"2025-11-11 02:00\"\n[period.day]\nfrom = 2025-11-10\nuntil = 2025-11-10\n";
    let text = format!("{SHOP}{SALE}{period}");
    let with = model(&text);
    let expected = by_half_hour(&with, "a");
    let rows = shop(&text).replications(40).estimates();
    for (name, hours, dates) in [("sale", 88..100, 2.0), ("day", 48..96, 1.0)] {
        let exact: f64 = expected[hours].iter().sum();
        let arrived = figure(&rows, "arrived", "contact:a", name).unwrap();
        let error = (exact / 40.0).sqrt();
        assert!((arrived - exact).abs() < 4.0 * error, "{name}: {arrived} came, {exact} were expected");
        // A day of a period is a date that it has something of.
        near(figure(&rows, "arrived_per_day", "contact:a", name).unwrap(), arrived / dates);
    }
}

#[test]
fn how_large_it_turns_out_is_drawn_once() {
    let text = format!(
        "{SHOP}{SALE}uncertainty = 0.5\n[period.sale]\nfrom = \"2025-11-10 20:00\"\nuntil = \"2025-11-11 02:00\"\n"
    );
    let exact: f64 = by_half_hour(&model(&text), "a")[88..100].iter().sum();
    let done = shop(&text).replications(60).run();
    let arm = &done.results.study.arms[0];
    let span = arm.spans.iter().position(|span| span.label.key == "sale").unwrap();
    let column = arm.model.types.position(|kind| kind.label.key == "a").unwrap();
    let evaluator = peakstaff::measure::Evaluator::new(&arm.model);
    let rows = arm.series().rows(span);
    let subject = peakstaff::catalogue::Subject::Type(column);
    let kpi = peakstaff::catalogue::find("arrived").unwrap();
    let counts = evaluator.sums(kpi, peakstaff::catalogue::Part::Both, subject, &rows, &arm.spans[span]).unwrap().above;
    let mean = counts.iter().sum::<f64>() / 60.0;
    let sd = (counts.iter().map(|n| (n - mean).powi(2)).sum::<f64>() / 59.0).sqrt();
    assert!((mean - exact).abs() < 4.0 * sd / 60f64.sqrt(), "{mean} of {exact}");
    assert!(sd > 5.0 * exact.sqrt(), "{sd}: more than by chance alone");
}

#[test]
fn a_period_of_dates_is_the_same_as_of_their_midnights() {
    let rows = |period: &str| shop(&format!("{SHOP}[period.p]\n{period}\n")).replications(2).estimates();
    let dates = rows("from = 2025-11-10\nuntil = 2025-11-11");
    let moments = rows("from = \"2025-11-10 00:00\"\nuntil = \"2025-11-12 00:00\"");
    for kpi in ["arrived", "arrived_per_day", "wait", "cost.one_off"] {
        let of = |rows| figure(rows, kpi, if kpi == "cost.one_off" { "all" } else { "contact:a" }, "p");
        assert_eq!(of(&dates), of(&moments), "{kpi}");
    }
    // Hours of each day hold beside the moments.
    let both = rows("from = \"2025-11-10 12:00\"\nuntil = \"2025-11-11 21:00\"\nhours = \"20:00-22:00\"");
    let apart = rows("from = \"2025-11-10 20:00\"\nuntil = \"2025-11-10 22:00\"");
    assert!(figure(&both, "arrived", "contact:a", "p") > figure(&apart, "arrived", "contact:a", "p"));
}
