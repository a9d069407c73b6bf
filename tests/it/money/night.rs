//! Pay for hours of shifts at night, in cents that can be told by hand.

use crate::support::told::{estimates, figure};
use crate::support::{model, study};

const CASE: &str = include_str!("../../cases/public/p16_night_pay.toml");

/// A line of the ledger in a period; none where it is not shown.
fn cost(text: &str, line: &str, period: &str) -> Option<f64> {
    figure(&estimates(&study(vec![model(text)], 1, 2)), line, "all", period)
}

fn night(text: &str) -> f64 {
    cost(text, "cost.night", "horizon").expect("the line is there")
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} instead of {b}");
}

#[test]
fn a_quarter_more_from_midnight_to_six() {
    // 1:00 to 6:00 at 20 an hour, a quarter of it: 25 a shift.
    close(night(CASE), 175.0);
    // 8 hours of wages on each of seven days, and the night on top.
    close(cost(CASE, "cost.wages", "horizon").unwrap(), 1120.0);
    close(cost(CASE, "cost.total", "horizon").unwrap(), 1295.0);
    // By the month: 3,480 are 20 an hour.
    close(night(&CASE.replace("hour = 20", "month = 3480")), 175.0);
    // Employer's charges are on wages, not on this.
    close(night(&CASE.replace("loading = 0", "loading = 0.4")), 175.0);
    // Shifts by day have none; without a word of nights there is no such line.
    close(night(&CASE.replace("01:00-09:00", "06:00-14:00")), 0.0);
    let none = CASE.replace(r#", night = { hours = "00:00-06:00", factor = 1.25 }"#, "");
    assert_ne!(none, CASE);
    assert_eq!(cost(&none, "cost.night", "horizon"), None);
}

#[test]
fn shifts_and_nights_pass_midnight() {
    // Whoever began the evening before the first day is at work: six hours on each of seven dates.
    let late = CASE.replace("01:00-09:00", "22:00-07:00");
    close(night(&late), 7.0 * 6.0 * 5.0);
    // Ten at night to six: two hours in the evening too.
    let whole = late.replace("00:00-06:00", "22:00-06:00");
    close(night(&whole), 7.0 * 8.0 * 5.0);
    // Every hour belongs to the date that it is on.
    let dated = format!("{whole}\n[period.first]\nfrom = 2026-03-02\nuntil = 2026-03-02\n");
    close(cost(&dated, "cost.night", "first").expect("the period is there"), 8.0 * 5.0);
}

#[test]
fn unpaid_breaks_are_no_hours_at_night() {
    let rest = |window: &str| {
        CASE.replace(r#"hours = "01:00-09:00""#, &format!(r#"hours = "01:00-09:00", break = "60 min in {window}""#))
    };
    close(night(&rest("03:00-04:00")), 140.0);
    close(night(&rest("05:30-06:30")), 157.5);
    close(night(&rest("06:00-08:00")), 175.0);
}

#[test]
fn work_after_the_shift_is_overtime_and_no_night() {
    // One ticket of two hours, begun just before the end, is finished at night; and days off at double pay have nights.
    let after = CASE
        .replace("01:00-09:00", "14:00-22:00")
        .replace("00:00-06:00", "22:00-06:00")
        .replace("per_day = 0, profile = \"flat\"", "per_day = 40")
        .replace("\"240 s\"", "\"2 h\"");
    assert!(cost(&after, "cost.overtime", "horizon").unwrap() > 0.0, "somebody works longer");
    close(night(&after), 0.0);
    let holiday = CASE.replace("seat = 0,", "seat = 0, holidays = [2026-03-02],");
    close(night(&holiday), 175.0);
    close(cost(&holiday, "cost.overtime", "horizon").unwrap(), 8.0 * 20.0 * 2.0);
}
