//! Overtime by kind of day, in a team whose hours can be told by hand: two people in turn, of whom the one on his day
//! off is always called in; eight hours paid each; the second of three days is a holiday.

use crate::determinism::model;
use peakstaff::experiment::{Never, Quiet, Replications, Settings, estimates, replicate};

fn cost(line: &str, pay: &str) -> f64 {
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
headcount   = 2
serves      = ["chat"]
shifts      = {{ day = {{ hours = "09:00-18:00", break = "60 min in 12:00-14:00" }} }}
rota        = ["day", "off"]
at_least    = 2
after_shift = "drop"
pay         = {{ loading = 0, seat = 0, {pay} }}
"#
    );
    let settings = Settings { seed: 1, replications: Replications::Fixed(2), threads: 1, profile: false };
    let study = replicate(vec![model(&text)], &settings, &Quiet, &Never);
    let of = |e: &&peakstaff::experiment::Estimate| e.kpi.key == line && e.subject == "all" && e.period == "horizon";
    estimates(&study).iter().find(of).map(|e| e.mean).expect("the line is there")
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-6, "{a} instead of {b}");
}

#[test]
fn a_month_is_paid_once_and_days_off_and_holidays_on_top() {
    // 5,220 a month are 30 an hour.
    close(cost("cost.overtime", "month = 5220"), 0.0);
    // 8 hours on each of two days off.
    close(cost("cost.overtime", "month = 5220, overtime = { rest_day = 2 }, holidays = [2025-10-02]"), 960.0 + 1440.0);
    // Without a holiday, 8 hours on each of three days off.
    close(cost("cost.overtime", "month = 5220, overtime = { rest_day = 2 }"), 1440.0);
    // On the holiday, 8 hours of each of the two at three times, or at what is said.
    close(cost("cost.overtime", "month = 5220, holidays = [\"2025-10-02..2025-10-02\"]"), 1440.0);
    close(cost("cost.overtime", "month = 5220, holidays = [2025-10-02], overtime = { holiday = 4 }"), 1920.0);
}

#[test]
fn by_the_hour_everything_is_paid_once_already() {
    let pay = "hour = 30, overtime = { rest_day = 2 }, holidays = [2025-10-02]";
    close(cost("cost.wages", pay), 48.0 * 30.0);
    // Once more for 16 hours on days off, twice more for 16 on the holiday.
    close(cost("cost.overtime", pay), 480.0 + 960.0);
}
