//! Tickets of several steps, with fixed times, so that every moment can be told by hand.

use crate::support::{model, watch};
use peakstaff::engine::{Contact, Observer, StepDone};
use peakstaff::model::{Model, TeamId};
use peakstaff::random::Key;
use peakstaff::time::{SimDuration, SimTime};
use std::collections::BTreeMap;

/// What happened to each ticket, in order: a word and a moment.
#[derive(Default)]
struct Diary {
    tickets: BTreeMap<String, Vec<(&'static str, SimTime)>>,
    hands: Vec<(u16, SimDuration)>,
}

impl Diary {
    fn note(&mut self, key: Key, what: &'static str, at: SimTime) {
        self.tickets.entry(format!("{key:?}")).or_default().push((what, at));
    }
}

impl Observer for Diary {
    fn reached(&mut self, at: SimTime, contact: &Contact) {
        self.note(contact.key, if contact.repeat { "asked" } else { "created" }, at);
    }
    fn missed(&mut self, at: SimTime, contact: &Contact, _: u16, _: bool) {
        self.note(contact.key, "missed", at);
    }
    fn found(&mut self, at: SimTime, contact: &Contact) {
        self.note(contact.key, "found", at);
    }
    fn step_done(&mut self, at: SimTime, contact: &Contact, done: StepDone) {
        const STEPS: [&str; 4] = ["first", "second", "third", "fourth"];
        self.note(contact.key, STEPS[usize::from(done.step)], at);
        self.hands.push((done.step, done.hands));
    }
    fn late(&mut self, at: SimTime, contact: &Contact) {
        self.note(contact.key, "late", at);
    }
    fn handled(&mut self, at: SimTime, contact: &Contact, _: TeamId, _: bool) {
        self.note(contact.key, "done", at);
    }
}

fn diary(model: &Model) -> Diary {
    watch(model, 1, 0, Diary::default())
}

/// Enough people that nobody waits. Everybody forgets to register; the warehouse is half as slow again.
const ROOMY: &str = r#"
template = "none"
start    = 2025-03-03
days     = 6
[contact.reship]
channel  = "ticket"
arrivals = { per_day = 40 }
targets  = [ { done = "24 h", share = 0.95 } ]
steps    = [
  { name = "register", effort = "160 s", missed = 1.0, found_in = "30 h" },
  { wait = "2 h" },
  { name = "send", effort = "260 s", team = "warehouse" },
  { at = "16:00" },
]
[design.now]
routes.reship = ["office", "warehouse"]
[design.now.team.office]
serves  = ["reship"]
staffed = 50
[design.now.team.warehouse]
serves  = ["reship"]
skill   = { reship = { effort = "*1.5" } }
staffed = 50
"#;

#[test]
fn every_step_at_its_moment() {
    let diary = diary(&model(ROOMY));
    let seconds = |s: i64| SimDuration::SECOND * s;
    let mut done = 0;
    for happened in diary.tickets.values() {
        let created = happened[0].1;
        let found = created + SimDuration::HOUR * 30;
        let registered = found + seconds(160);
        let waited = registered + SimDuration::HOUR * 2;
        let sent = waited + seconds(390);
        let four = SimTime::midnight(sent.day()) + SimDuration::HOUR * 16;
        let batch = if sent <= four { four } else { four + SimDuration::DAY };
        let expected = [
            ("created", created),
            ("missed", created),
            ("late", created + SimDuration::DAY),
            ("found", found),
            ("first", registered),
            ("second", waited),
            ("third", sent),
            ("fourth", batch),
            ("done", batch),
        ];
        assert_eq!(happened[..], expected[..happened.len()]);
        done += u32::from(happened.len() == expected.len());
    }
    assert!(done > 100, "only {done}");
    for (step, hands) in diary.hands {
        assert_eq!(hands, [seconds(160), SimDuration::ZERO, seconds(390), SimDuration::ZERO][usize::from(step)]);
    }
}

/// Tickets of the night, one person from nine: the ticket in hand is the most urgent, so they go on with it.
#[test]
fn who_did_the_first_step_goes_on_with_the_most_urgent() {
    let text = r#"
template = "none"
start    = 2025-03-03
days     = 20
[calendar.profile]
night = [1, 0, 0, 0]
[contact.t]
channel  = "ticket"
arrivals = { per_day = 10, profile = "night" }
targets  = [ { done = "24 h" } ]
steps    = [ { name = "a", effort = "10 min" }, { name = "b", effort = "5 min" } ]
[design.now.team.office]
serves    = ["t"]
headcount = 1
shifts    = { day = { hours = "09:00-18:00" } }
"#;
    let diary = diary(&model(text));
    let mut days: BTreeMap<i32, Vec<[SimTime; 3]>> = BTreeMap::new();
    for happened in diary.tickets.values().filter(|h| h.len() == 4) {
        assert_eq!(happened.iter().map(|h| h.0).collect::<Vec<_>>(), ["created", "first", "second", "done"]);
        days.entry(happened[0].1.day()).or_default().push([happened[0].1, happened[1].1, happened[2].1]);
    }
    assert!(days.len() >= 19);
    for (day, mut tickets) in days {
        tickets.sort_unstable();
        for (n, [_, first, second]) in tickets.into_iter().enumerate() {
            let begins = SimTime::midnight(day) + SimDuration::HOUR * 9 + SimDuration::MINUTE * (15 * n as i64);
            assert_eq!([first, second], [10, 15].map(|minutes| begins + SimDuration::MINUTE * minutes), "{n}");
        }
    }
}

/// The customer asks after five hours where the ticket is; what is done by then is not asked about.
#[test]
fn customers_ask_about_what_is_open() {
    let text = ROOMY.replace("[design.now]", "[contact.chat]\nchannel = \"chat\"\neffort = \"1 min\"\n[design.now]");
    let text = text.replace("serves  = [\"reship\"]\nstaffed", "serves  = [\"reship\", \"chat\"]\nstaffed");
    let rule = "then = [ { on = \"open\", in = \"5 h\", creates = \"chat\" }, { on = \"missed\", in = \"1 h\", creates = \"chat\" } ]\nsteps";
    let asks = |missed: &str| {
        let text = text.replace("steps ", rule).replace("missed = 1.0", missed);
        let diary = diary(&model(&text));
        let asked = |t: &Vec<(&str, SimTime)>| t[0].0 == "asked";
        let created: Vec<SimTime> = diary.tickets.values().filter(|t| t[0].0 == "created").map(|t| t[0].1).collect();
        let mut moments: Vec<SimTime> = diary.tickets.values().filter(|t| asked(t)).map(|t| t[0].1).collect();
        moments.sort_unstable();
        (created, moments)
    };
    let (created, moments) = asks("missed = 1.0");
    let until = SimTime::midnight(6);
    let mut expected: Vec<SimTime> =
        created.iter().flat_map(|at| [*at + SimDuration::HOUR, *at + SimDuration::HOUR * 5]).collect();
    expected.sort_unstable();
    expected.retain(|at| *at < until);
    assert!(expected.len() > 300);
    assert_eq!(moments[..expected.len()], expected[..]);
    // Nothing is forgotten: open after five hours is what waits for a batch.
    let (_, moments) = asks("missed = 0");
    for at in &moments {
        let created = *at - SimDuration::HOUR * 5;
        let sent = created + SimDuration::HOUR * 2 + SimDuration::SECOND * 550;
        let gone = sent.time_of_day() <= SimDuration::HOUR * 16 && sent.day() == at.day();
        assert!(!gone || at.time_of_day() <= SimDuration::HOUR * 16, "{at}: it went at four");
    }
    assert!(moments.len() > 50);
}

/// What is expected before anything is simulated: the work of every step, for the team that does it.
#[test]
fn the_work_of_all_steps_is_expected() {
    let text = ROOMY.replace("steps ", "then = [ { on = \"missed\", chance = 0.5, creates = \"chat\" } ]\nsteps");
    let text = text.replace("missed = 1.0", "missed = 0.2");
    let text = text.replace("[design.now]", "[contact.chat]\nchannel = \"chat\"\neffort = \"1 min\"\n[design.now]");
    let text = text.replacen("serves  = [\"reship\"]", "serves  = [\"reship\", \"chat\"]", 1);
    let model = model(&text);
    let demand = peakstaff::load::expected(&model);
    let work = peakstaff::load::teams(&model, &demand);
    let hours: Vec<f64> = work.iter().map(peakstaff::load::TeamLoad::work_per_day).collect();
    let chats = 40.0 * 0.2 * 0.5 * 60.0;
    assert!((hours[0] - (40.0 * 160.0 + chats) / 3600.0).abs() < 1e-9, "office {}", hours[0]);
    assert!((hours[1] - 40.0 * 260.0 * 1.5 / 3600.0).abs() < 1e-9, "warehouse {}", hours[1]);
}

/// What a late ticket causes may keep its deadline, and is late with it.
#[test]
fn a_ticket_may_take_over_a_deadline() {
    let second = r#"[contact.again]
channel  = "ticket"
effort   = "1 min"
targets  = [ { done = "20 h" } ]
[design.now]"#;
    let rule = "then = [ { on = \"missed\", in = \"5 h\", creates = \"again\", inherit = \"deadline\" } ]\nsteps";
    let text = ROOMY.replace("[design.now]", second).replace("steps ", rule);
    let text =
        text.replace("serves  = [\"reship\"]\nstaffed = 50\n[", "serves  = [\"reship\", \"again\"]\nstaffed = 0\n[");
    let diary = diary(&model(&text));
    let mut late = 0;
    for happened in diary.tickets.values().filter(|h| h[0].0 == "asked") {
        if let Some((_, at)) = happened.iter().find(|(what, _)| *what == "late") {
            // The first was created five hours before.
            assert_eq!(*at, happened[0].1 + SimDuration::HOUR * 19);
            late += 1;
        }
    }
    assert!(late > 100, "only {late}");
}

/// A better design's misses are among a worse one's.
#[test]
fn fewer_misses_are_some_of_the_more() {
    let missed = |chance: &str| {
        let diary = diary(&model(&ROOMY.replace("missed = 1.0", chance)));
        let missed = |(key, t): (&String, &Vec<(&str, SimTime)>)| (t[1].0 == "missed").then(|| key.clone());
        diary.tickets.iter().filter_map(missed).collect::<Vec<_>>()
    };
    let (many, few) = (missed("missed = 0.25"), missed("missed = 0.04"));
    assert!(few.len() > 3 && many.len() > 30);
    assert!(few.iter().all(|key| many.contains(key)));
}

/// In opening hours only: what comes at five in the afternoon may take until the next morning.
#[test]
fn a_deadline_may_count_opening_hours() {
    let text = ROOMY.replace("{ done = \"24 h\"", "{ counted = \"opening\", done = \"12 h\"");
    let diary = diary(&model(&text.replace("channel  = \"ticket\"", "channel  = \"ticket\"\nhours = \"09:00-18:00\"")));
    let mut seen = 0;
    for happened in diary.tickets.values() {
        let created = happened[0].1;
        let Some((_, late)) = happened.iter().find(|(what, _)| *what == "late") else { continue };
        // Twelve hours of nine a day: of what comes in hours, the next day three hours later.
        let time = created.time_of_day();
        let expected = if time < SimDuration::HOUR * 9 {
            SimTime::midnight(created.day() + 1) + SimDuration::HOUR * 12
        } else if time >= SimDuration::HOUR * 18 {
            SimTime::midnight(created.day() + 2) + SimDuration::HOUR * 12
        } else if time <= SimDuration::HOUR * 15 {
            created + SimDuration::HOUR * 27
        } else {
            created + SimDuration::HOUR * 42
        };
        assert_eq!(*late, expected, "created {created}");
        seen += 1;
    }
    assert!(seen > 100);
}

/// A live customer takes the agent's place at the ticket: what it costs to begin again is worked, too.
#[test]
fn work_by_hand_counts_what_resuming_costs() {
    let text = r#"
template = "none"
start    = 2025-03-03
days     = 10
[contact.call]
channel  = "call"
arrivals = { per_day = 200 }
effort   = "1 min"
[contact.t]
channel  = "ticket"
arrivals = { per_day = 60 }
steps    = [ { name = "a", effort = "10 min" }, { name = "b", effort = "5 min" } ]
interruptible = true
resume_cost   = "20 s"
[design.now.team.office]
serves  = ["call", "t"]
staffed = 1
"#;
    let diary = diary(&model(text));
    let mut resumed = 0;
    for (step, hands) in &diary.hands {
        let effort = SimDuration::MINUTE * [10, 5][usize::from(*step)];
        let more = (*hands - effort).ticks();
        let cost = 20_000_000;
        let times = (more as f64 / cost as f64).round() as i64;
        assert!((more - times * cost).abs() <= 2 * times + 1, "{hands} for {effort}");
        resumed += times;
    }
    assert!(diary.hands.len() > 500 && resumed > 100, "{} steps, {resumed} times resumed", diary.hands.len());
}
