//! Targets that judge some hours of the day only, as platforms do.

use crate::support::model;
use peakstaff::catalogue::{Part, Subject, find, spans};
use peakstaff::engine::NullObserver;
use peakstaff::measure::{Evaluator, Memory, Replication, Series, observe};

/// Nobody at night; of those who come then two thirds leave a message, the rest leaves.
const SHOP: &str = r#"
template = "none"
start = 2025-03-03
days = 10
[contact.chat]
channel = "chat"
arrivals = { per_day = 600 }
alone = "4 min"
slowdown = [1]
patience = { exponential = { mean = "1 min" } }
closed = { leaves_message = 0.6666667 }
targets = [ { accepted = "30 s", share = 0.8 } ]
[design.only.team.one]
staffed = { from = "08:00", every = "8 h", counts = [2, 2, 0] }
serves = ["chat"]
"#;

/// Means over one replication.
fn figures<const N: usize>(window: &str, keys: [&str; N]) -> [f64; N] {
    let model = model(&SHOP.replace("share = 0.8", &format!("share = 0.8{window}")));
    let spans = spans(&model);
    let asked = Replication { model: &model, spans: &spans, seed: 1, number: 0, days: true, profile: None };
    let outcomes = [observe(asked, NullObserver, &mut Memory::default(), &|| false)];
    let series = Series { outcomes: &outcomes, spans: &spans };
    let chat = Subject::parse("contact:chat", &model).unwrap().0;
    let evaluator = Evaluator::new(&model);
    keys.map(|key| {
        let sample = evaluator.estimate(find(key).unwrap(), Part::Both, chat, &series, 0);
        sample.unwrap_or_else(|| panic!("{key} is not given")).value
    })
}

#[test]
fn only_who_comes_in_the_window_is_judged() {
    const LEVELS: [&str; 4] =
        ["service_level", "service_level_offered", "service_level_answered", "service_level_short_ok"];
    // Messages and closed hours are outside: without a window they lower the level of all offered.
    let all = figures("", LEVELS);
    let day = figures(", window = \"08:00-24:00\"", LEVELS);
    assert!(all[1] < 0.8 * day[1], "{all:?} {day:?}");
    for (all, day) in [0, 2, 3].map(|i| (all[i], day[i])) {
        assert_eq!(all, day, "whoever is on the line comes by day");
    }
    assert!((0.3..0.95).contains(&day[0]) && day[1] < day[2], "{day:?}");
}

#[test]
fn two_windows_that_share_the_day_share_those_in_time() {
    let in_time = |window: &str| figures(window, ["in_time_per_day", "offered"]);
    let [all, offered] = in_time("");
    let [morning, _] = in_time(", window = \"00:00-14:00\"");
    let [evening, again] = in_time(", window = \"14:00-24:00\"");
    assert!(morning > 10.0 && evening > 10.0);
    assert!((morning + evening - all).abs() < 1e-9, "{morning} {evening} {all}");
    assert_eq!(offered, again, "a window judges, and changes nothing else");
}
