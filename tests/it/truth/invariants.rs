//! What must hold at every instant of every replication, in shops with everything in them.

use crate::support::{Auditor, model, watch};
use peakstaff::engine::{self, Ended};

/// Runs a replication under audit; at the end every contact is accounted for.
fn audit(text: &str, replication: u64) {
    let model = model(text);
    let (auditor, ended) = engine::run(&model, 5, replication, Auditor::new(&model), &|| false);
    assert_eq!(ended, Ended::Whole);
    assert!(auditor.arrived > 100, "too little happened to notice anything");
    auditor.every_contact_is_somewhere();
}

const WORLD: &str = r#"
start = 2025-03-03
days = 10
warm_up = "1 day"
[calendar]
day_cv = 0.3
[contact.presale]
channel = "chat"
arrivals = { per_day = 400, profile = "cn_evening" }
effort = { lognormal = { mean = "150 s", cv = 0.8 } }
patience = { exponential = { mean = "3 min" } }
closed = { leaves_message = 0.5 }
resolved = 0.8
wrap_up = "20 s"
balk = 0.05
then = [ { on = "resolved", chance = 0.1, creates = "hotline", transfer = true } ]
[contact.hotline]
channel = "call"
arrivals = { per_day = 150, profile = "cn_office" }
effort = { gamma = { mean = "4 min", cv = 0.7 } }
patience = { weibull = { shape = 1.5, scale = "2 min" } }
queue_limit = 10
[contact.reship]
channel = "ticket"
per_1000 = { of = "presale", number = 150, from = "presale" }
effort = "400 s"
interruptible = true
resume_cost = "15 s"
targets = [ { done = "24 h", share = 0.9 } ]
[stream.orders]
arrivals = { per_day = 100 }
then = [ { chance = 0.5, in = { gamma = { mean = "1.5 days", cv = 0.5 } }, creates = "hotline", follow = "cn_office" } ]
"#;

const PEOPLE: &str = r#"
[design.only]
bot = { presale = { contains = 0.3, resolves = 0.7, lasts = { exponential = { mean = "1 min" } }, on_failure = { patience = 0.8, effort = 1.1 } } }
routes = { presale = ["front", "back"], hotline = ["line", "back"], reship = ["back"] }
[design.only.team.front]
headcount = 7
serves = ["presale"]
chats = 4
shifts = { early = { hours = "09:00-18:00", break = "60 min in 11:00-14:00" }, late = { hours = "15:00-24:00", break = "45 min in 18:00-20:00" } }
split = { early = 0.5, late = 0.5 }
rest = "alternating weeks"
absence = 0.05
off_desk = 0.12
[design.only.team.back]
headcount = 5
serves = [["presale"], ["hotline"], ["reship"]]
skill = { presale = { effort = "*1.2", resolved = "*0.9", wait_first = "40 s" }, hotline = { wait_first = "1 min" } }
chats = 3
shifts = { night = { hours = "22:00-06:00" }, day = { hours = "09:00-18:00", break = "60 min in 11:00-14:00" } }
split = { night = 0.4, day = 0.6 }
rest = "2 days a week"
off_desk = 0.1
[design.only.team.line]
staffed = { from = "08:00", every = "2 h", counts = [1, 2, 4, 3, 2, 1] }
serves = ["hotline"]
"#;

#[test]
fn a_shop_with_everything_in_it() {
    for replication in 0..4 {
        audit(&[WORLD, PEOPLE].concat(), replication);
    }
}

#[test]
fn the_same_without_waiting_first_keeps_nobody_idle() {
    let people = PEOPLE.replace(", wait_first = \"40 s\"", "").replace("hotline = { wait_first = \"1 min\" }", "");
    for replication in 0..4 {
        audit(&[WORLD, &people].concat(), replication);
    }
}

#[test]
fn the_same_whatever_becomes_of_customers_at_the_end_of_shifts() {
    for end in ["last_call = \"30 min\"", "after_shift = \"queue\"", "after_shift = \"drop\""] {
        let people = PEOPLE.replace("off_desk = ", &format!("{end}\noff_desk = "));
        audit(&[WORLD, &people].concat(), 0);
        let both = people.replace("off_desk = ", "last_call = \"10 min\"\noff_desk = ");
        if !end.starts_with("last_call") {
            audit(&[WORLD, &both].concat(), 1);
        }
    }
}

const STEPS: &str = r#"
steps = [
  { name = "register", effort = { lognormal = { mean = "160 s", cv = 1.0 } }, missed = 0.25, found_in = { exponential = { mean = "9 h" } } },
  { name = "send", effort = "150 s", team = "line", missed = 0.1, found_in = "3 h" },
  { wait = { gamma = { mean = "8 h", cv = 0.5 } } },
  { name = "answer", effort = "90 s" },
  { at = ["10:00", "16:00"] },
]
late = { pays = 5, asks_again = 0.5 }
then = [
  { on = "missed", chance = 0.4, in = "5 h", creates = "presale" },
  { on = "open", chance = 0.3, in = "12 h", creates = "hotline", follow = "cn_office" },
]
"#;

#[test]
fn tickets_of_steps_go_through_all_of_them() {
    let world = WORLD.replace("effort = \"400 s\"", STEPS.trim());
    let people = PEOPLE
        .replace("reship = [\"back\"]", "reship = [\"back\", \"line\"]")
        .replace("serves = [\"hotline\"]", "serves = [\"hotline\", \"reship\"]");
    let model = model(&[&world, &people[..]].concat());
    for replication in 0..4 {
        let auditor = watch(&model, 5, replication, Auditor::new(&model));
        auditor.every_contact_is_somewhere();
        assert!(auditor.steps.iter().all(|n| *n > 100), "{:?}: too little happened", auditor.steps);
    }
}

#[test]
fn tickets_that_take_all_places() {
    let world = WORLD.replace("effort = \"400 s\"", "effort = \"400 s\"\nslots = \"all\"");
    for interruptible in ["true", "false"] {
        let world = world.replace("interruptible = true", &format!("interruptible = {interruptible}"));
        for people in [
            PEOPLE.to_string(),
            PEOPLE
                .replace("reship = [\"back\"]", "reship = [\"back\", \"front\"]")
                .replace("serves = [\"presale\"]", "serves = [\"presale\", \"reship\"]"),
        ] {
            audit(&[&world, &people[..]].concat(), 0);
            audit(&[&world, &people.replace("off_desk = ", "last_call = \"20 min\"\noff_desk = ")[..]].concat(), 1);
        }
    }
}

#[test]
fn customers_who_wait_for_the_agent_they_had() {
    let world = WORLD
        .replace(
            "resolved = 0.8\n",
            "resolved = 0.8\nowner = \"90 s\"\nunresolved = { returns = 0.9, in = \"30 min\" }\n",
        )
        .replace(
            "interruptible = true",
            "interruptible = true\nowner = \"2 h\"\nresolved = 0.5\nunresolved = { returns = 0.5, in = \"1 h\" }",
        );
    for replication in 0..4 {
        audit(&[&world, PEOPLE].concat(), replication);
        audit(&[&world.replace("interruptible = true", "slots = \"all\""), PEOPLE].concat(), replication);
    }
}

/// Found by a random shop: a live contact took the place of a ticket in its wrap-up, which keeps it.
#[test]
fn a_ticket_in_its_wrap_up_keeps_its_place() {
    let world = WORLD.replace("interruptible = true", "interruptible = true\nwrap_up = \"3 min\"");
    for replication in 0..4 {
        audit(&[&world, PEOPLE].concat(), replication);
    }
}

/// Every key of chats by the message at once, with tickets beside them, and whatever becomes of customers at the end of shifts.
#[test]
fn chats_by_the_message() {
    let world = WORLD.replace(
        "resolved = 0.8\n",
        "resolved = 0.8\ndetail = \"message\"\nmessages = { geometric = 5 }\nrelease_after = \"50 s\"\nsilent = 0.7\n\
         reply_patience = { exponential = { mean = \"4 min\" } }\nlinger = \"90 s\"\nowner = \"1 min\"\nreminders = [\n\
         { after = \"20 s\", by = \"agent\", effort = { exponential = { mean = \"6 s\" } }, replies = 0.2 },\n\
         { after = \"25 s\", replies = 0.1 },\n{ after = \"45 s\", by = \"agent\", effort = \"6 s\" },\n\
         { after = \"70 s\", replies = 0.4 },\n]\n",
    );
    // Who lets a chat go has no work after it.
    let world = world.replace("wrap_up = \"20 s\"\n", "");
    let mut messages = [0; 8];
    for end in ["open", "queue", "drop"] {
        for answers in ["oldest", "newest", "new_chats"] {
            let keys = format!("answers = \"{answers}\"\nafter_shift = \"{end}\"\noff_desk = ");
            let people = PEOPLE.replacen("off_desk = ", &keys, 1);
            for people in [&people, &people.replace(", wait_first = \"40 s\"", "")] {
                let model = model(&[&world, &people[..]].concat());
                let (auditor, ended) = engine::run(&model, 5, 0, Auditor::new(&model), &|| false);
                assert_eq!(ended, Ended::Whole);
                auditor.every_contact_is_somewhere();
                messages.iter_mut().zip(auditor.messages).for_each(|(sum, n)| *sum += n);
            }
        }
    }
    assert!(messages.iter().all(|n| *n > 300), "{messages:?}: too little happened");
}

#[test]
fn the_shipped_shop_for_a_month() {
    let text = include_str!("../../../scenarios/hetianxia.toml").replace("days     = 365", "days     = 30");
    audit(&text, 0);
}
