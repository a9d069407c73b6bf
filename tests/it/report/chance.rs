//! Forecast error apart from chance, from the file to the page: what a promotion of unknown size does to its target.

use crate::support;
use peakstaff::model::Lang;
use peakstaff::report::formats::text;
use peakstaff::report::results_json;
use unicode_width::UnicodeWidthStr as _;

const SHOP: &str = r#"
template = "none"
start = 2025-11-10
days = 3
[calendar.event.sale]
peak = 2025-11-11
lift.orders = 4
uncertainty = 0.5
[period.double11]
name = "双11 | Double 11"
from = 2025-11-11
until = 2025-11-11
[period.day_after]
from = 2025-11-12
until = 2025-11-12
[stream.orders]
arrivals = { per_day = 900 }
then = [ { chance = 0.5, in = { exponential = { mean = "20 min" } }, creates = "trace" } ]
[contact.trace]
channel = "call"
effort = { exponential = { mean = "3 min" } }
patience = { exponential = { mean = "4 min" } }
targets = [ { accepted = "30 s", share = 0.80 } ]
[design.now.team.t]
serves = ["trace"]
staffed = 5
"#;

fn done(shop: &str, replications: u64, threads: usize, lang: Lang) -> (String, serde_json::Value) {
    let done = support::shop(shop).replications(replications).ask(|request| {
        request.threads = threads;
        request.lang = lang;
    });
    let done = done.run();
    let json = results_json(&done.manifest, &done.results, lang).unwrap();
    (support::page(&done.results, lang), serde_json::from_slice(&json).unwrap())
}

#[test]
fn a_stream_of_unknown_size_is_why_the_period_misses() {
    let (page, json) = done(SHOP, 20, 1, Lang::En);
    let rows = json["chance"].as_array().unwrap();
    let row = rows.iter().find(|row| row["period"] == "double11").unwrap();
    let missed = row["missed"].as_u64().unwrap();
    assert!(row["n"] == 20 && missed > 2 && missed < 18, "{row}");
    assert!(row["from_demand"]["low"].as_f64().unwrap() > 0.6, "{row}");
    assert!(page.contains("Double 11 misses 80 %") && page.contains(&format!("in {missed} of 20")), "{page}");
    // What the orders of the day before cause reaches over midnight, and little more.
    assert!(rows.iter().any(|row| row["period"] == "day_after"), "{rows:?}");
    let (again, other) = done(SHOP, 20, 2, Lang::En);
    assert_eq!((page, json), (again, other), "the number of threads changes nothing");
    let (page, _) = done(SHOP, 20, 1, Lang::Zh);
    assert!(page.contains("期间目标：需求还是偶然") && page.contains(&format!("20 次中 {missed} 次")), "{page}");
    assert!(page.lines().all(|line| line.width() <= text::COLUMNS), "{page}");
}

#[test]
fn of_few_replications_and_of_what_is_certain_nothing_is_said() {
    let (page, json) = done(SHOP, 5, 1, Lang::En);
    assert!(!page.contains("demand or chance"), "{page}");
    assert!(json["chance"][0]["from_demand"].is_null());
    let certain = SHOP.replace("uncertainty = 0.5", "");
    let (page, json) = done(&certain, 20, 1, Lang::En);
    assert!(json.get("chance").is_none() && !page.contains("demand or chance"), "{page}");
}
