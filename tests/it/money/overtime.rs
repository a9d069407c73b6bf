//! Overtime by kind of day, in a team whose hours can be told by hand: two people in turn, of whom the one on their day
//! off is always called in; eight hours paid each; the second of three days is a holiday.

use crate::support::told::{estimates, mean};
use crate::support::{model, shop, study};

const CALLED_IN: &str = "headcount = 2\nrota = [\"day\", \"off\"]\nat_least = 2";

fn cost(line: &str, pay: &str) -> f64 {
    cost_of(line, CALLED_IN, pay)
}

fn cost_of(line: &str, plan: &str, pay: &str) -> f64 {
    let text = format!(
        r#"
template = "none"
start    = 2025-10-01
days     = 3
[contact.chat]
channel  = "chat"
arrivals = {{ per_day = 20 }}
effort   = "1 s"
messages = 1
customer_pause = "1 s"
[design.now.team.desk]
serves      = ["chat"]
shifts      = {{ day = {{ hours = "09:00-18:00", break = "60 min in 12:00-14:00" }} }}
{plan}
after_shift = "drop"
pay         = {{ loading = 0, seat = 0, {pay} }}
"#
    );
    mean(&estimates(&study(vec![model(&text)], 1, 2)), line, "all")
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-6, "{a} instead of {b}");
}

#[test]
fn a_month_is_paid_once_and_days_off_and_holidays_on_top() {
    // 5,220 a month are 30 an hour; 8 hours on each of three days off at twice that, if nothing is said.
    close(cost("cost.overtime", "month = 5220"), 1440.0);
    close(cost("cost.overtime", "month = 5220, overtime = { rest_day = 2.5 }"), 1800.0);
    close(cost("cost.overtime", "month = 5220, overtime = { rest_day = \"time off\" }"), 0.0);
    // 8 hours on each of two days off.
    close(cost("cost.overtime", "month = 5220, overtime = { rest_day = 2 }, holidays = [2025-10-02]"), 960.0 + 1440.0);
    // Without a holiday, 8 hours on each of three days off.
    close(cost("cost.overtime", "month = 5220, overtime = { rest_day = 2 }"), 1440.0);
    // On the holiday, 8 hours of each of the two at three times, or at what is said.
    let time_off = "overtime = { rest_day = \"time off\" }";
    close(cost("cost.overtime", &format!("month = 5220, holidays = [\"2025-10-02..2025-10-02\"], {time_off}")), 1440.0);
    let four = "overtime = { holiday = 4, rest_day = \"time off\" }";
    close(cost("cost.overtime", &format!("month = 5220, holidays = [2025-10-02], {four}")), 1920.0);
}

#[test]
fn by_the_hour_everything_is_paid_once_already() {
    let pay = "hour = 30, overtime = { rest_day = 2 }, holidays = [2025-10-02]";
    close(cost("cost.wages", pay), 48.0 * 30.0);
    // Once more for 16 hours on days off, twice more for 16 on the holiday.
    close(cost("cost.overtime", pay), 480.0 + 960.0);
}

#[test]
fn days_off_that_a_date_cancels_are_paid_as_such() {
    // Four heads of whom three work on a usual day: on the second date the fourth has their day off cancelled.
    let plan = |date: &str| format!("headcount = 4\non_duty = {{ day = 3, {date} }}");
    let one = plan("\"2025-10-02\" = { day = 4 }");
    let pay = "month = 5220";
    // 8 hours at twice 30.
    close(cost_of("cost.overtime", &one, pay), 480.0);
    close(cost_of("cost.overtime", &one, "month = 5220, overtime = { rest_day = 3 }"), 720.0);
    close(cost_of("cost.overtime", &one, "month = 5220, overtime = { rest_day = \"time off\" }"), 0.0);
    // By the hour they were paid once: 3 + 4 + 3 days of 8 hours, and once more for the one.
    close(cost_of("cost.wages", &one, "hour = 30"), 2400.0);
    close(cost_of("cost.overtime", &one, "hour = 30"), 240.0);
    // On a public holiday all four are paid by it, and nobody twice.
    close(cost_of("cost.overtime", &one, "month = 5220, holidays = [2025-10-02]"), 4.0 * 8.0 * 30.0 * 3.0);
    // As many as usual, fewer, and numbers by date alone cancel nothing.
    close(cost_of("cost.overtime", &plan("\"2025-10-02\" = { day = 3 }"), pay), 0.0);
    close(cost_of("cost.overtime", &plan("\"2025-10-02\" = { day = 1 }"), pay), 0.0);
    let dated = "headcount = 4\non_duty = { \"2025-10-01..2025-10-03\" = { day = 4 } }";
    close(cost_of("cost.overtime", dated, pay), 0.0);
    // Of a Thursday two are usual: two have their day off cancelled; a Thursday's own number cancels nothing.
    close(cost_of("cost.overtime", &plan("thu = { day = 2 }, \"2025-10-02\" = { day = 4 }"), pay), 960.0);
    close(cost_of("cost.overtime", &plan("thu = { day = 4 }"), pay), 0.0);
    // Six heads from the second day on: of these 4.5, so five, are usual, and the sixth has two days off cancelled.
    let grown = |n: u32| {
        let dates = format!("\"2025-10-02..2025-10-03\" = {{ day = {n} }}");
        plan(&dates) + "\nchanges = { \"2025-10-02\" = { headcount = 6 } }"
    };
    close(cost_of("cost.overtime", &grown(6), pay), 960.0);
    close(cost_of("cost.overtime", &grown(5), pay), 0.0);
}

/// The trial in four teams, on the four days about Double 11; nobody is absent or stays after their shift, so all
/// overtime is of days off.
fn trial(text: &str) -> f64 {
    let text = text
        .replace("start    = 2026-11-01", "start    = 2026-11-09")
        .replace("days     = 30", "days     = 4")
        .replace("warm_up  = \"7 days\"", "warm_up  = \"1 day\"")
        .replace("[defaults.team]\n", "[defaults.team]\nafter_shift = \"drop\"\nabsence = 0\n");
    let (text, _) = text.split_once("[period.ordinary]").expect("periods come last");
    let compiled = shop(text).compiled();
    let four = compiled.model(compiled.design("four").expect("it is in the file"), 0).clone();
    mean(&estimates(&study(vec![four], 1, 1)), "cost.overtime", "all")
}

#[test]
fn the_trials_cancelled_days_off_are_in_its_ledger() {
    let text = include_str!("../../cases/trials/15_rest_day_not_paid.toml");
    let without = [
        ", \"2026-11-10\" = { early = 6, late = 9 }, \"2026-11-11\" = { early = 7, late = 8 }",
        ", \"2026-11-11\" = { early = 3, late = 3 }",
        ", \"2026-11-11\" = { early = 6, late = 7 }",
    ];
    let usual = without.iter().fold(text.to_string(), |text, dated| {
        assert!(text.contains(dated), "{dated}");
        text.replace(dated, "")
    });
    close(trial(&usual), 0.0);
    // 3 + 3 of the pre-sale team's 15, one of the order team's 6, 3 of the after-sale team's 13: ten shifts of 8 hours.
    close(trial(text), 10.0 * 8.0 * 2.0 * 5200.0 / 21.75 / 8.0);
}
