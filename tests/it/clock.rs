//! Hands and clock: a session's length and a handle time, worked back to the effort.

use crate::assumed::Cases;
use peakstaff::diagnostic::Style;
use peakstaff::experiment::{Never, Quiet};
use peakstaff::model::{ChatPace, Lang, Model, Pace};
use peakstaff::report::formats::text;
use peakstaff::report::{Checked, Expected, check_report};
use peakstaff::scenario::text::sources::{InMemory, Sources};
use peakstaff::session::{Request, Scenario, check, run};

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

fn scenario(text: &str, sets: &[&str]) -> Scenario {
    let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
    check(&InMemory::one("a.toml", text), "a.toml", &sets)
        .unwrap_or_else(|refused| panic!("{}", refused.render(Style::default())))
}

fn refused(text: &str) -> String {
    match check(&InMemory::one("a.toml", text), "a.toml", &[]) {
        Ok(_) => panic!("it compiles"),
        Err(refused) => refused.render(Style::default()),
    }
}

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
    let busy = scenario(BUSY, &[]);
    let model = busy.compiled.model(0, 0);
    // A drawn duration has whole microseconds.
    assert!((lasts(model, 4) - 360.0).abs() < 1e-4, "{}", lasts(model, 4));
    // And the simulation measures it, as four are open all the time.
    let request = Request { replications: Some(4), threads: 2, ..Request::new("a.toml") };
    let results = run(&busy, &request, &Quiet, &Never).expect("it runs").results;
    let found = crate::told::estimates(&results.study)
        .into_iter()
        .find(|e| e.kpi == "handle_time" && e.subject == "contact:a" && e.period == "horizon");
    let found = found.expect("it is counted").mean;
    assert!((found / 360.0 - 1.0).abs() < 0.02, "{found}");
}

#[test]
fn it_may_be_changed_wherever_an_effort_may() {
    let effort = |text: &str, sets: &[&str], design: &str, case: &str| {
        let scenario = scenario(text, sets);
        let compiled = &scenario.compiled;
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
    let pauses = refused(&BUSY.replace("messages       = 4", "messages = 9"));
    assert!(pauses.contains("last 6.8 min already") && pauses.contains("messages = 4"), "{pauses}");
    let both = refused(&BUSY.replace("messages ", "effort = \"60 s\"\nmessages "));
    assert!(both.contains("say the same in two ways"), "{both}");
    let none = refused(&BUSY.replace("open = 4", "open = 0"));
    assert!(none.contains("1 to 200 chats open"), "{none}");
}

#[test]
fn the_handle_time_of_a_call_is_talk_and_wrap_up() {
    let call = "template = \"none\"\ndays = 1\n[contact.a]\nchannel = \"call\"\narrivals = { per_day = 100 }\n\
        handle_time = \"5 min\"\nwrap_up = \"40 s\"\n[design.now.team.t]\nstaffed = 1\nserves = [\"a\"]\n";
    let found = scenario(call, &[]);
    assert!((first(found.compiled.model(0, 0)).effort.mean_seconds() - 260.0).abs() < 1e-9);
    let short = refused(&call.replace("5 min", "30 s"));
    assert!(short.contains("no longer than the `wrap_up`"), "{short}");
    assert!(
        refused(&call.replace("handle_time = \"5 min\"", "session = { lasts = \"5 min\", open = 1 }"))
            .contains("\"chat\"")
    );
}

fn page(sources: &dyn Sources, file: &str) -> String {
    let scenario = check(sources, file, &[]).unwrap_or_else(|refused| panic!("{}", refused.render(Style::default())));
    let compiled = &scenario.compiled;
    let models = vec![compiled.model(0, 0)];
    let expected = &Expected::of(&models, 0);
    let checked = Checked {
        title: &compiled.title,
        all: models.clone(),
        counted: None,
        measured: &[],
        cases: &compiled.cases,
        defaults: &compiled.defaults()[..],
        sources: &[],
        expected,
        warnings: &[],
        changed: &[],
        deciding: &[],
        files: &[],
    };
    text::render(&check_report(&checked, Lang::En, "")).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn six_minutes_of_hands_are_pointed_at_with_the_line_to_write() {
    let file = "trials/02_effort_is_wall_clock.toml";
    let said = page(&Cases, file);
    let line = "session = { lasts = \"6 min\", open = 5 }, messages = 4";
    assert!(said.contains("hands alone") && said.contains(line), "{said}");
    // Whoever writes the line is not told again, and sees what it means by hand.
    let text = String::from_utf8(Cases.read(file).expect("it is there")).expect("it is text");
    let by_clock = text.replace("effort   = \"6分钟\"", "session = { lasts = \"6 min\", open = 5 }\nmessages = 4");
    let said = page(&InMemory::one("a.toml", &by_clock), "a.toml");
    assert!(!said.contains("hands alone") && said.contains("sessions of 6.0 min with 5 open are"), "{said}");
}
