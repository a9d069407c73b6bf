//! Hands and clock: a session's length and a handle time, worked back to the effort.

use crate::support::told::mean;
use crate::support::{Shop, model, package, scenario, shop};
use peakstaff::model::{ChatPace, Lang, Model, Pace};
use std::fs;

/// One agent with four chats open all the time.
const BUSY: &str = r#"
template = "none"
days = 20
warm_up = "1 day"
[defaults.team]
switching = 0.06
[contact.a]
channel        = "chat"
arrivals       = { per_day = 2000 }
session        = { lasts = "6 min", open = 4 }
messages       = 4
customer_pause = { exponential = { mean = "45 s" } }
queue_limit    = 20
[design.now.team.t]
staffed = 1
serves  = ["a"]
chats   = 4
"#;

fn first(model: &Model) -> &peakstaff::model::ContactType {
    model.types.iter().next().expect("there is one")
}

/// Seconds on the clock of a session with so many open, by the loop that the engine uses.
fn lasts(model: &Model, open: usize) -> f64 {
    let ChatPace::Loop { messages, pause, effort } = first(model).pace else { panic!("a loop") };
    let n = open as f64;
    let switching = model.teams.iter().next().expect("there is one").switching;
    effort / Pace::of(open, n * messages, n * effort, n * messages * pause, switching).rate
}

#[test]
fn the_effort_found_gives_the_session_back() {
    let model = &model(BUSY);
    // A drawn duration has whole microseconds.
    assert!((lasts(model, 4) - 360.0).abs() < 1e-4, "{}", lasts(model, 4));
    // And the simulation measures it, as four are open all the time.
    let found = mean(&shop(BUSY).replications(4).estimates(), "handle_time", "contact:a");
    assert!((found / 360.0 - 1.0).abs() < 0.02, "{found}");
}

#[test]
fn it_may_be_changed_wherever_an_effort_may() {
    let effort = |text: &str, sets: &[&str], design: &str, case: &str| {
        let compiled = shop(text).sets(sets).compiled();
        let model =
            compiled.model(compiled.design(design).expect("it is there"), compiled.case(case).expect("so is it"));
        first(model).effort.mean_seconds()
    };
    let as_is = effort(BUSY, &[], "now", "base");
    let longer = effort(&BUSY.replace("6 min", "8 min"), &[], "now", "base");
    assert!(longer > as_is);
    assert_eq!(effort(BUSY, &["contact.a.session.lasts=8 min"], "now", "base"), longer);
    let more = format!(
        "{BUSY}[case.long]\ncontact.a.session.lasts = \"8 min\"\n[lever.tool]\ncontact.a.effort = \"*0.5\"\n\
         [design.tool]\nlike = \"now\"\nwith = [\"tool\"]\n[design.long]\nlike = \"now\"\n\
         [design.long.contact.a.session]\nlasts = \"8 min\"\n[design.hands]\nlike = \"now\"\n[design.hands.contact.a]\neffort = \"70 s\"\n"
    );
    assert_eq!(effort(&more, &[], "now", "long"), longer);
    assert_eq!(effort(&more, &[], "long", "base"), longer);
    assert!((effort(&more, &[], "tool", "base") - as_is / 2.0).abs() < 1e-6);
    assert_eq!(effort(&more, &[], "hands", "base"), 70.0);
    // What a session is made of may be changed too: more answers leave less time by hand.
    let answers = effort(&BUSY.replace("messages       = 4", "messages = 5"), &[], "now", "base");
    assert!(answers < as_is);
    assert_eq!(effort(BUSY, &["contact.a.messages=5"], "now", "base"), answers);
    let of_design = format!("{BUSY}[design.more]\nlike = \"now\"\n[design.more.contact.a]\nmessages = 5\n");
    assert_eq!(effort(&of_design, &[], "more", "base"), answers);
    assert_eq!(effort(&of_design, &[], "now", "base"), as_is);
    // Said once for all chats; what a type says by hand counts for it.
    let said = "session        = { lasts = \"6 min\", open = 4 }\n";
    let defaults = format!("{}[defaults.chat]\n{said}", BUSY.replace(said, ""));
    assert_eq!(effort(&defaults, &[], "now", "base"), as_is);
    let by_hand = defaults.replace("messages ", "effort = \"33 s\"\nmessages ");
    assert_eq!(effort(&by_hand, &[], "now", "base"), 33.0);
}

#[test]
fn what_cannot_be_is_said_with_what_would_do() {
    let [pauses, _] = shop(&BUSY.replace("messages       = 4", "messages = 9")).refused();
    assert!(pauses.contains("last 6.8 min already") && pauses.contains("messages = 4"), "{pauses}");
    let [both, _] = shop(&BUSY.replace("messages ", "effort = \"60 s\"\nmessages ")).refused();
    assert!(both.contains("say the same in two ways"), "{both}");
    let [none, _] = shop(&BUSY.replace("open = 4", "open = 0")).refused();
    assert!(none.contains("1 to 200 chats open"), "{none}");
}

#[test]
fn the_handle_time_of_a_call_is_talk_and_wrap_up() {
    let call = "template = \"none\"\ndays = 1\n[contact.a]\nchannel = \"call\"\narrivals = { per_day = 100 }\n\
        handle_time = \"5 min\"\nwrap_up = \"40 s\"\n[design.now.team.t]\nstaffed = 1\nserves = [\"a\"]\n";
    let found = model(call);
    assert!((first(&found).effort.mean_seconds() - 260.0).abs() < 1e-9);
    let [short, _] = shop(&call.replace("5 min", "30 s")).refused();
    assert!(short.contains("no longer than the `wrap_up`"), "{short}");
    let session = call.replace("handle_time = \"5 min\"", "session = { lasts = \"5 min\", open = 1 }");
    shop(&session).refused_with(&["\"chat\""]);
}

fn page(shop: &Shop) -> String {
    shop.check_page(Lang::En).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn six_minutes_of_hands_are_pointed_at_with_the_line_to_write() {
    let file = "tests/cases/trials/02_effort_is_wall_clock.toml";
    let said = page(&scenario(file));
    let line = "session = { lasts = \"6 min\", open = 5 }, messages = 4";
    assert!(said.contains("hands alone") && said.contains(line), "{said}");
    // Whoever writes the line is not told again, and sees what it means by hand.
    let text = fs::read_to_string(package(file)).expect("it is text");
    let by_clock = text.replace("effort   = \"6分钟\"", "session = { lasts = \"6 min\", open = 5 }\nmessages = 4");
    let said = page(&shop(&by_clock));
    assert!(!said.contains("hands alone") && said.contains("sessions of 6.0 min with 5 open are"), "{said}");
}
