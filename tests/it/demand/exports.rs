//! Exports of queues and contacts as other systems write them: read at once, or after the line that the message names.

use crate::support::{Shop, shop};
use peakstaff::model::Model;
use peakstaff::time::SimDuration;

/// A week of March 2025 with an export beside it.
fn with(file: &str, beside: &str) -> Shop {
    let text = format!(
        "start = 2025-03-03\ndays = 14\ntemplate = \"none\"\n[contact.service]\nchannel = \"call\"\n\
         arrivals = {{ file = \"{file}\", missing = \"zero\", per_day = 0{beside} }}\neffort = \"240 s\"\npatience = \"none\"\n\
         [design.now.team.t]\nstaffed = 5\nserves = [\"service\"]\n"
    );
    shop(&text).in_folder("tests/cases/exports")
}

/// What is expected on the first day, by hour from nine.
fn from_nine(model: &Model) -> Vec<f64> {
    let arrivals = model.types.iter().next().unwrap().arrivals.as_ref().unwrap();
    let (expected, profile) = (arrivals.expected(&model.calendar, 0), arrivals.profile_on(&model.calendar, 0));
    let before = |hour: i64| profile.share_before(SimDuration::HOUR * hour);
    (9..11).map(|hour| ((before(hour + 1) - before(hour)) * expected * 1e6).round() / 1e6).collect()
}

/// Lines as they stand behind others in a table.
fn beside(lines: &[&str]) -> String {
    [&[""], lines].concat().join(", ")
}

/// Every message names one of these lines; with all of them it is read, and says this much from nine to ten and to eleven.
#[track_caller]
fn read(file: &str, lines: &[&str], truth: [f64; 2]) {
    for n in 0..lines.len() {
        let beside = beside(&lines[..n]);
        for shown in with(file, &beside).refused() {
            let named = lines[n..].iter().any(|line| {
                let word = line.split([' ', '=']).next().unwrap();
                shown.contains(&format!("{word} = "))
            });
            assert!(named, "{file} with {beside}:\n{shown}");
        }
    }
    assert_eq!(from_nine(&with(file, &beside(lines)).model()), truth, "{file}");
}

#[test]
fn amazon_connect() {
    // Nine in the morning in China.
    read("amazon_connect.csv", &["time_zone = \"+08:00\"", "columns = { count = \"Contacts queued\" }"], [33.0, 11.0]);
}

#[test]
fn nice_iex() {
    read("nice_iex.txt", &["columns = { count = \"contactsReceived\" }"], [33.0, 0.0]);
}

#[test]
fn avaya_cms() {
    read("avaya_cms.csv", &["columns = { count = \"ACD Calls > Num\" }"], [31.0, 0.0]);
}

#[test]
fn alibaba_cloud() {
    read("aliyun_ccc.csv", &["time_zone = \"+08:00\"", "columns = { count = \"CallsOffered\" }"], [14.0, 30.0]);
}

#[test]
fn tencent_cloud() {
    read("tencent_tccc.csv", &["columns = { count = \"呼入会话数\" }"], [45.0, 0.0]);
}

#[test]
fn icsoc() {
    read("icsoc_gbk.csv", &["columns = { count = \"呼入量\" }"], [33.0, 0.0]);
}

/// Its documentation says that times are in UTC, its rows do not; whoever says the shop's zone alone is told.
#[test]
fn bright_pattern() {
    for shown in with("bright_pattern.csv", ", counts = \"rows\", time_zone = \"+08:00\"").refused() {
        assert!(shown.contains("time_zone = \"UTC to +08:00\""), "{shown}");
    }
    let model = with("bright_pattern.csv", ", counts = \"rows\", time_zone = \"UTC to +08:00\"").model();
    let given = &model.types.iter().next().unwrap().arrivals.as_ref().unwrap().given;
    let all: Vec<(i64, f64)> = given
        .values()
        .flat_map(|given| given.recorded())
        .map(|one| (one.at.ticks() / SimDuration::HOUR.ticks(), one.effort.unwrap().seconds()))
        .collect();
    assert_eq!(all, [(9, 251.0), (9, 190.0), (10, 412.0)]);
}
