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
    asks_for(file, lines);
    assert_eq!(from_nine(&with(file, &beside(lines)).model()), truth, "{file}");
}

/// The same of a table by day: what it says of the first.
#[track_caller]
fn read_daily(file: &str, lines: &[&str], truth: f64) {
    asks_for(file, lines);
    let model = with(file, &beside(lines)).model();
    let arrivals = model.types.iter().next().unwrap().arrivals.as_ref().unwrap();
    assert_eq!(arrivals.expected(&model.calendar, 0), truth, "{file}");
}

/// The same of a log: the hour of every contact, and its effort in seconds where it has one.
#[track_caller]
fn read_log(file: &str, lines: &[&str], truth: &[(i64, Option<f64>)]) {
    let lines = [&["counts = \"rows\""], lines].concat();
    for n in 1..lines.len() {
        named(file, &lines, n);
    }
    let model = with(file, &beside(&lines)).model();
    let given = &model.types.iter().next().unwrap().arrivals.as_ref().unwrap().given;
    let all: Vec<(i64, Option<f64>)> = given
        .values()
        .flat_map(|given| given.recorded())
        .map(|one| (one.at.ticks() / SimDuration::HOUR.ticks(), one.effort.map(SimDuration::seconds)))
        .collect();
    assert_eq!(all, truth, "{file}");
}

#[track_caller]
fn asks_for(file: &str, lines: &[&str]) {
    for n in 0..lines.len() {
        named(file, lines, n);
    }
}

/// With the first lines alone it is refused, and the message names one of the others.
#[track_caller]
fn named(file: &str, lines: &[&str], n: usize) {
    let beside = beside(&lines[..n]);
    for shown in with(file, &beside).refused() {
        let named = lines[n..].iter().any(|line| {
            let word = line.split([' ', '=']).next().unwrap();
            shown.contains(&format!("{word} = "))
        });
        assert!(named, "{file} with {beside}:\n{shown}");
    }
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
    let rows = ", counts = \"rows\", columns = { effort = \"talk_time\" }, time_zone = \"UTC to +08:00\"";
    for shown in with("bright_pattern.csv", rows).refused() {
        assert!(shown.contains("where = { \"media_type\" = \"*\" }"), "{shown}");
    }
    let rows = &format!("{rows}, where = {{ media_type = \"*\" }}");
    for shown in with("bright_pattern.csv", &rows.replace("UTC to ", "")).refused() {
        assert!(shown.contains("time_zone = \"UTC to +08:00\""), "{shown}");
    }
    let model = with("bright_pattern.csv", rows).model();
    let given = &model.types.iter().next().unwrap().arrivals.as_ref().unwrap().given;
    let all: Vec<(i64, f64)> = given
        .values()
        .flat_map(|given| given.recorded())
        .map(|one| (one.at.ticks() / SimDuration::HOUR.ticks(), one.effort.unwrap().seconds()))
        .collect();
    assert_eq!(all, [(9, 251.0), (9, 190.0), (10, 412.0)]);
}

#[test]
fn genesys_cloud() {
    let lines = ["time_zone = \"+08:00\"", "columns = { date = \"Interval Start UTC Date\" }"];
    read("genesys_cloud_import.csv", &[lines[1], lines[0]], [33.0, 11.0]);
    read("genesys_cloud_queue.csv", &["day_first = false", "columns = { count = \"Offered\" }"], [33.0, 0.0]);
}

/// Logs in which not every row is a contact that came, and whose lengths say more than one thing.
#[test]
fn logs_of_contacts_in_and_out() {
    let truth = [(9, Some(251.0)), (9, Some(190.0))];
    let inbound = "where = { Direction = \"Inbound\" }";
    read_log(
        "genesys_cloud_interactions.csv",
        &["columns = { effort = \"Total Talk\" }", inbound, "unit = \"ms\"", "day_first = false"],
        &truth,
    );
    let columns = "columns = { effort = \"Agent interaction duration\" }";
    let inbound = "where = { \"Initiation method\" = \"INBOUND\" }";
    read_log("amazon_connect_contacts.csv", &[columns, inbound, "time_zone = \"+08:00\""], &truth);
    let (columns, inbound) = ("columns = { effort = \"duration (in call)\" }", "where = { direction = \"inbound\" }");
    read_log("aircall_calls.csv", &[columns, inbound, "time_zone = \"+08:00\""], &truth);
    // Sessions of the bot came, and kept no agent busy.
    let columns = "columns = { effort = \"会话时长\" }";
    read_log("feige_sessions.csv", &[columns], &[truth[0], truth[1], (10, None)]);
    let shop =
        with("feige_sessions.csv", &beside(&["counts = \"rows\"", columns, "where = { \"是否转人工\" = \"是\" }"]));
    assert_eq!(from_nine(&shop.model()), [2.0, 0.0]);
}

#[test]
fn tables_with_several_rows_an_interval_or_a_date_above() {
    let columns = "columns = { date = \"Ticket created - Date\", interval = \"Ticket created - Hour\" }";
    read("zendesk_tickets.csv", &[columns, "where = { \"Ticket channel\" = \"*\" }"], [33.0, 11.0]);
    read("zendesk_tickets.csv", &[columns, "where = { \"Ticket channel\" = \"Web\" }"], [30.0, 11.0]);
    read("cisco_uccx.csv", &["columns = { count = \"Calls Presented\" }", "day_first = false"], [33.0, 0.0]);
    read_daily("qianniu_by_agent.csv", &["columns = { count = \"咨询人数\" }", "where = { \"旺旺\" = \"*\" }"], 1720.0);
    // Of the other day that it says.
    asks_for("avaya_one_day.csv", &["columns = { count = \"ACD Calls\" }"]);
    let model = with("avaya_one_day.csv", ", columns = { count = \"ACD Calls\" }").model();
    let arrivals = model.types.iter().next().unwrap().arrivals.as_ref().unwrap();
    assert_eq!((arrivals.expected(&model.calendar, 0), arrivals.expected(&model.calendar, 10)), (0.0, 43.0));
}

#[test]
fn five9() {
    read_log(
        "five9_call_log.csv",
        &["columns = { effort = \"TALK TIME\" }"],
        &[(9, Some(251.0)), (9, Some(190.0)), (10, None)],
    );
}

#[test]
fn nice_cxone() {
    let columns = "columns = { effort = \"Agent_Time\" }";
    read_log("nice_cxone_call_detail.csv", &[columns], &[(9, Some(251.0)), (9, Some(190.0)), (10, None)]);
}

/// What the workbenches of shops write: people by day, in which who asked and who was taken stand side by side.
#[test]
fn workbenches_of_platforms() {
    read_daily("qianniu_daily.csv", &["columns = { count = \"咨询人数\" }"], 1214.0);
    read_daily("feige_daily.csv", &["columns = { count = \"人工已接待会话量\" }"], 655.0);
    read_daily("jd_dongdong_daily.csv", &["columns = { count = \"咨询量\" }"], 803.0);
    read_daily("pinduoduo_daily.csv", &["columns = { count = \"需要人工回复的咨询人数\" }"], 934.0);
}
