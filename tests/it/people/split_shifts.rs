//! Shifts in several parts, and shifts whose hours differ by day.

use crate::support::told::{self, Estimate, estimates, of_arm};
use crate::support::{model, scenario, study};
use peakstaff::load::{expected, teams};
use peakstaff::model::TeamId;

fn figure(rows: &[Estimate], kpi: &str, subject: &str) -> f64 {
    told::mean(rows, kpi, subject)
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} instead of {b}");
}

#[test]
fn a_call_over_the_end_of_the_first_part_is_overtime_and_nobody_waits() {
    let rows = estimates(&study(scenario("tests/cases/public/p08_split_shift.toml").models(), 1, 1));
    let of = |kpi: &str, subject: &str| figure(&rows, kpi, subject);
    close(of("wait", "contact:call"), 0.0);
    // Half an hour after the first part, of which the first 15 minutes are no overtime.
    close(of("overtime_hours", "team:t"), 0.25);
    // Eight hours as planned, and half an hour more; half a wage on top of what the quarter hour is paid already.
    close(of("cost.overtime", "all"), 0.25 * 20.0 * 0.5);
    close(of("cost.wages", "all"), (8.0 + 0.5) * 20.0);
}

#[test]
fn overtime_is_the_same_without_pay() {
    let text = std::fs::read_to_string(crate::support::package("tests/cases/public/p08_split_shift.toml")).unwrap();
    let unpaid = text.lines().filter(|line| !line.starts_with("pay ")).collect::<Vec<_>>().join("\n");
    let models = crate::support::shop(&unpaid).in_folder("tests/cases/public").models();
    close(figure(&estimates(&study(models, 1, 1)), "overtime_hours", "team:t"), 0.25);
}

/// Thursday to Sunday have five people on two days.
#[test]
fn the_mean_day_of_less_than_a_week_is_of_its_dates() {
    let shop = crate::support::model(
        "start = 2025-06-05\ndays = 4\ntemplate = \"none\"\n[contact.c]\nchannel = \"call\"\narrivals = { per_day = 20 }\n\
         effort = \"240 s\"\npatience = \"none\"\nclosed = { leaves_message = 0.5 }\n[design.now.team.t]\nserves = [\"c\"]\n\
         staffed = { weekdays = 5, weekend = 0 }\n",
    );
    let demand = expected(&shop);
    let hours = teams(&shop, &demand)[TeamId(0)].people_per_day();
    close(hours, 5.0 * 24.0 * 2.0 / 4.0);
}

#[test]
fn three_people_in_two_parts_are_as_five_halves() {
    let rows = estimates(&study(scenario("tests/cases/public/p08b_three_person_shop.toml").models(), 1, 40));
    let of = |design: &str, period: &str| {
        told::figure(&of_arm(&rows, design, "base"), "coverage", "contact:chat", period).expect("it is there")
    };
    let after = |design: &str| of(design, "after_return");
    let (split, exact, by_break) = (after("split"), after("exact"), after("by_break"));
    assert!((exact - 0.792).abs() < 0.02 && (split - exact).abs() < 0.01, "{split} {exact}");
    assert!(exact - by_break > 0.1, "{by_break}");
    let whole = |design: &str| of(design, "horizon");
    assert!((whole("split") - whole("exact")).abs() < 0.003);
}

const SHOP: &str = r#"
template = "none"
start    = 2026-03-02
days     = 28
[contact.c]
channel  = "call"
arrivals = { per_day = 10, profile = "flat" }
effort   = "1 s"
patience = "none"
[design.now.team.t]
serves    = ["c"]
headcount = 4
rest      = "none"
split     = { s = 1 }
shifts    = { s = { hours = HOURS } }
pay       = { hour = 20, loading = 0, seat = 0, night = { hours = "22:00-06:00", factor = 1.5 } }
"#;

/// Wages and night pay, and agent-days a day.
fn paid(hours: &str) -> [f64; 3] {
    let rows = estimates(&study(vec![model(&SHOP.replace("HOURS", hours))], 1, 1));
    let of = |kpi: &str, subject: &str| figure(&rows, kpi, subject);
    [of("cost.wages", "all"), of("cost.night", "all"), of("agent_days", "team:t")]
}

#[test]
fn the_gap_is_no_work_and_no_second_day() {
    // 4 people, 28 days, 7.5 hours.
    assert_eq!(paid("\"09:00-12:00, 13:30-18:00\""), [4.0 * 28.0 * 7.5 * 20.0, 0.0, 4.0]);
    // Two hours of three are at night, in the evening; in the morning one of two.
    assert_eq!(paid("\"05:00-07:00, 21:00-24:00\""), [4.0 * 28.0 * 5.0 * 20.0, 4.0 * 28.0 * 3.0 * 10.0, 4.0]);
    // A part after midnight belongs to the evening before, and whoever began then comes on the first day.
    let [wages, night, _] = paid("\"20:00-24:00, 02:00-04:00\"");
    assert_eq!([wages, night], [4.0 * 28.0 * 6.0 * 20.0, 4.0 * 28.0 * 4.0 * 10.0]);
}

#[test]
fn hours_of_a_shift_differ_by_day() {
    let [wages, _, days] = paid("{ weekdays = \"09:00-18:00\", sat = \"09:00-13:30\", sun = \"off\" }");
    close(wages, 4.0 * 4.0 * (5.0 * 9.0 + 4.5) * 20.0);
    close(days, 4.0 * 6.0 / 7.0);
    // What is expected before anything runs says the same.
    let model = model(
        &SHOP.replace("HOURS", "{ weekdays = \"09:00-12:00, 13:30-18:00\", sat = \"09:00-13:30\", sun = \"off\" }"),
    );
    let load = &teams(&model, &expected(&model))[TeamId(0)];
    close(load.people_per_day(), 4.0 * (5.0 * 7.5 + 4.5) / 7.0);
    close(load.people[20], 4.0 * 6.0 / 7.0);
    close(load.people[25], 4.0 / 7.0);
}

#[test]
fn people_for_a_day_are_paid_once_for_both_parts() {
    let text = SHOP
        .replace("HOURS", "\"09:00-12:00, 13:30-18:00\"")
        .replace("pay       = { hour = 20,", "people = { \"2026-03-04\" = 2 }\npay = { day = 200, hour = 20,");
    let rows = estimates(&study(vec![model(&text)], 1, 1));
    close(figure(&rows, "cost.day_paid", "all"), 400.0);
}
