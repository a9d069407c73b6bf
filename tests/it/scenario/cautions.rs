//! What is doubtful, not impossible: `check` says what to look at, and says nothing about what is not doubtful.

use crate::support::{shop, squeezed};
use peakstaff::model::Lang;

/// Twelve people, forty-four hours a week, a load at which nobody tires.
const CALM: &str = r#"
template = "none"
start = 2025-03-03
days = 28
[calendar.profile]
desk = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
[contact.presale]
channel = "chat"
arrivals = { per_day = 1000, profile = "desk" }
effort = "150 s"
messages = 6
customer_pause = "40 s"
patience = { exponential = { mean = "4 min" } }
resolved = 0.8
[design.now]
bot = { presale = 0.2 }
[design.now.team.service]
headcount = 12
chats = 4
serves = ["presale"]
shifts = { day = { hours = "09:00-18:00", break = "60 min in 12:00-14:00" } }
split = { day = 1.0 }
rest = "alternating weeks"
"#;

fn page(scenario: &str, lang: Lang) -> String {
    shop(scenario).check_page(lang).replace('\n', " ")
}

#[test]
fn nothing_is_said_about_what_is_not_doubtful() {
    let page = page(CALM, Lang::En);
    assert!(!page.contains("Look at"), "{page}");
}

#[test]
fn each_doubtful_value_is_named_in_both_languages() {
    for (from, to, en, zh) in [
        ("per_day = 1000", "per_day = 2400", "more work than there are people in", "工时就超过在席人数"),
        ("per_day = 1000", "per_day = 2400", "tickets pile up and people tire", "工单会积压，人会疲惫"),
        ("effort = \"150 s\"", "effort = \"2 s\"", "", ""),
        (
            "effort = \"150 s\"",
            "effort = { lognormal = { mean = \"230 s\", cv = 0.8 } }",
            "by the session waits then come out up to half too short",
            "按会话模拟的等待可能偏短",
        ),
        ("presale = 0.2", "presale = 0.9", "a bot that contains 90 % has not been seen", "没有见过拦截 90 % 的机器人"),
        (
            "resolved = 0.8",
            "resolved = 0.95",
            "95 % resolved by one answer is more than shops report",
            "高于各店的水平",
        ),
        (
            "messages = 6",
            "messages = 6\ndetail = \"message\"\nlinger = \"4 min\"\nreminders = [ { after = \"3 min\" }, { after = \"5 min\" } ]",
            "closed 4.0 min after the last answer: the reminder after 5.0 min reaches nobody then",
            "最后一条回复 4.0 分钟后会话就结束，5.0 分钟的提醒此时发不出",
        ),
        (
            "messages = 6",
            "messages = 6\ndetail = \"message\"\nlinger = \"4 min\"\nreminders = [ { after = \"3 min\" } ]",
            "",
            "",
        ),
        ("09:00-18:00", "09:00-21:00", "hours of overtime a month; 36 are allowed", "上限为 36 小时"),
    ] {
        assert!(CALM.contains(from), "{from}");
        let doubtful = CALM.replace(from, to);
        for (lang, wanted) in [(Lang::En, en), (Lang::Zh, zh)] {
            let page = page(&doubtful, lang);
            let looks = page.contains("Look at") || page.contains("请留意");
            assert_eq!(looks, !wanted.is_empty(), "{page}");
            assert!(squeezed(&page).contains(&squeezed(wanted)), "{wanted} is missing: {page}");
        }
    }
    // Sixty contacts an hour and person: little effort, many contacts.
    let many = CALM.replace("effort = \"150 s\"", "effort = \"2 s\"").replace("per_day = 1000", "per_day = 9000");
    for (lang, wanted) in [(Lang::En, "do more than 60"), (Lang::Zh, "人做不到 60 个以上")] {
        let page = page(&many, lang);
        assert!(page.contains(wanted), "{page}");
    }
}

/// Calls round the clock, people from nine to six.
const NIGHT: &str = r#"
template = "none"
start = 2025-03-03
days = 14
[contact.calls]
name = "电话 | Calls"
channel = "call"
arrivals = { per_day = 240 }
effort = "3 min"
patience = { exponential = { mean = "3 min" } }
[design.now.team.service]
headcount = 12
serves = ["calls"]
shifts = { day = { hours = "09:00-18:00" } }
split = { day = 1.0 }
"#;

#[test]
fn who_comes_when_nobody_is_there_is_told_where_nothing_is_said_of_them() {
    // 15 of 24 hours.
    for (lang, wanted) in [
        (Lang::En, "Calls: 150.0 contacts a day (62.5 %) come when nobody who may serve them is on shift"),
        (Lang::En, "without `closed` they wait with their patience and give up"),
        (Lang::En, "contact.calls.closed = { leaves_message = 0.5 }"),
        (Lang::Zh, "电话：每天 150.0 个咨询（62.5 %）来时没有能接待的人在岗"),
        (Lang::Zh, "contact.calls.closed = { leaves_message = 0.5 }"),
    ] {
        let page = page(NIGHT, lang);
        assert!(squeezed(&page).contains(&squeezed(wanted)), "{wanted} is missing: {page}");
    }
    let forever = NIGHT.replace("patience = { exponential = { mean = \"3 min\" } }\n", "");
    assert!(page(&forever, Lang::En).contains("they wait until somebody comes"));
    // Said, or nobody comes then: four minutes after the last shift are less than 2 %.
    for (from, to) in [
        ("effort", "closed = { leaves_message = 1.0 }\neffort"),
        ("\"09:00-18:00\"", "\"00:00-24:00\""),
        ("channel = \"call\"", "channel = \"ticket\""),
    ] {
        let scenario = NIGHT.replacen(from, to, 1).replace("00:00-24:00", "00:00-23:59");
        let scenario = if to.contains("ticket") {
            scenario.replace("patience = { exponential = { mean = \"3 min\" } }\n", "")
        } else {
            scenario
        };
        let page = page(&scenario, Lang::En);
        assert!(!page.contains("nobody who may serve"), "{to}: {page}");
    }
}

#[test]
fn a_wait_that_is_not_over_when_counting_begins_is_doubted() {
    let repair = r#"
[contact.repair]
channel = "ticket"
arrivals = { per_day = 20, profile = "desk" }
steps = [ { name = "register", effort = "3 min" }, { wait = "3 days" }, { name = "call", effort = "2 min" } ]
[design.now.team.service]"#;
    let both = CALM.replace("[design.now.team.service]", repair).replace("[\"presale\"]", "[\"presale\", \"repair\"]");
    let told = |text: &str, lang: Lang| squeezed(&page(text, lang));
    let doubt = "warm_up=\"4days\"";
    for lang in [Lang::En, Lang::Zh] {
        assert!(told(&both, lang).contains(doubt), "{}", told(&both, lang));
    }
    let warm = told(&both.replace("days = 28", "days = 28\nwarm_up = \"4 days\""), Lang::En);
    assert!(!warm.contains("countingbegins"), "{warm}");
}
