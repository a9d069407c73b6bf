//! Breaks: several a day, by day, and what becomes of chats that are open when one is due. All times can be told by hand.

use crate::support::{Auditor, model};
use peakstaff::engine::{self, Contact, Ended, Observer, Presence, Taken};
use peakstaff::model::{DayKind, Model, TeamId};
use peakstaff::time::{SimDuration, SimTime};

/// One team; three customers always wait; a chat lasts forty minutes by the clock, however many are open.
const CHATS: &str = r#"
template = "none"
start    = 2026-03-02
days     = 1
[contact.chat]
channel     = "chat"
arrivals    = { per_day = 6000 }
alone       = { fixed = "40 min" }
slowdown    = [1, 1, 1]
queue_limit = 3
[design.now.team.desk]
headcount = 1
serves    = ["chat"]
chats     = 3
shifts    = { day = { hours = "09:00-18:00", break = BREAK } }
"#;

/// When which agent took something, ended it, and was on an unpaid break, in minutes since midnight.
#[derive(Default)]
struct Day {
    taken: Vec<(f64, u32)>,
    ended: Vec<(f64, u32)>,
    breaks: Vec<(f64, f64)>,
    overtime: f64,
}

fn minutes(at: SimTime) -> f64 {
    (at.time_of_day().seconds() / 60.0 * 100.0).round() / 100.0
}

impl Observer for Day {
    fn taken(&mut self, at: SimTime, _: &Contact, by: Taken) {
        // On the morning after, the last who wait are served.
        if at.day() == 0 {
            self.taken.push((minutes(at), by.agent));
        }
    }
    fn handled(&mut self, at: SimTime, contact: &Contact, _: TeamId, _: bool) {
        self.ended.push((minutes(at), contact.agent));
    }
    fn presence(&mut self, at: SimTime, _: TeamId, _: u32, was: &Presence, is: &Presence) {
        let rests = |presence: &Presence| presence.present && !presence.paid;
        if !rests(was) && rests(is) {
            self.breaks.push((minutes(at), f64::NAN));
        } else if rests(was) && !rests(is) {
            self.breaks.last_mut().expect("it began").1 = minutes(at);
        }
    }
    fn left(&mut self, _: SimTime, _: TeamId, _: u32, overtime: SimDuration, _: DayKind) {
        self.overtime += overtime.hours();
    }
}

fn day(model: &Model) -> Day {
    engine::run(model, 1, 0, Day::default(), &|| false).0
}

fn breaks(text: &str) -> Vec<(f64, f64)> {
    day(&model(&CHATS.replace("BREAK", text))).breaks
}

/// Chats that were begun at 9:00 and every forty minutes later are open until 12:20.
#[test]
fn a_break_waits_for_open_chats_or_not() {
    for (text, from) in [
        (r#""60 min in 12:00-13:00""#, 740.0),
        (r#"{ length = "60 min", window = "12:00-13:00" }"#, 740.0),
        (r#"{ length = "60 min", window = "12:00-13:00", open_chats = "finish" }"#, 740.0),
        // It ends with its window.
        (r#"{ length = "60 min", window = "12:00-13:00", open_chats = "stand still" }"#, 720.0),
        (r#"{ length = "60 min", window = "12:00-13:00", open_chats = "stand still", latest = "15 min" }"#, 735.0),
        (r#"{ length = "60 min", window = "12:00-13:00", open_chats = "stand still", latest = "30 min" }"#, 740.0),
        // The middle of a window of 90 minutes: due at 12:00, it may begin at 12:15.
        (r#"{ length = "60 min", window = "11:45-13:15", open_chats = "stand still" }"#, 735.0),
        // Nobody else is there.
        (r#"{ length = "60 min", window = "12:00-13:00", open_chats = "hand over" }"#, 720.0),
        // From 11:30 on nothing new: the chats of 11:00 end at 11:40, and the break begins at its time.
        (r#"{ length = "60 min", window = "12:00-13:00", last_call = "30 min" }"#, 720.0),
    ] {
        assert_eq!(breaks(text), [(from, from + 60.0)], "{text}");
    }
}

#[test]
fn chats_stand_still_while_their_agent_is_away() {
    let text = r#"{ length = "60 min", window = "12:00-13:00", open_chats = "stand still" }"#;
    let day = day(&model(&CHATS.replace("BREAK", text)));
    let around = |at: f64| day.ended.iter().filter(|(ended, _)| (ended - at).abs() < 0.01).count();
    assert_eq!([around(700.0), around(740.0), around(800.0)], [3, 0, 3], "what was open at 12:00 ends at 13:20");
    let last_call = r#"{ length = "60 min", window = "12:00-13:00", last_call = "30 min" }"#;
    let day = self::day(&model(&CHATS.replace("BREAK", last_call)));
    assert!(day.taken.iter().all(|(at, _)| *at < 690.0 || *at >= 780.0), "nothing new before the break");
}

/// One customer at 11:50, for the only one who is there; from 11:55 on there is somebody else.
#[test]
fn open_chats_go_to_who_has_a_free_place() {
    let two = |open_chats: &str| {
        let text = CHATS
            .replace("[contact.chat]", "[calendar.profile]\nlate = [0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0]\n[contact.chat]")
            .replace("per_day = 6000", "per_day = 1, profile = \"late\"")
            .replace("headcount = 1", "headcount = 2\non_duty = { day = 1, later = 1 }")
            .replace("break = BREAK } }", &format!("break = {{ length = \"60 min\", window = \"12:00-13:00\", open_chats = \"{open_chats}\" }} }}, later = {{ hours = \"12:00-20:00\" }} }}"));
        model(&text)
    };
    // Whoever came in the eleventh hour and was taken after 11:20 is still talking at noon.
    let open_at_noon = |replication: u64, model: &Model| {
        let day = engine::run(model, 1, replication, Day::default(), &|| false).0;
        (day.taken.first().is_some_and(|(at, _)| *at > 680.0) && day.taken.iter().all(|(at, _)| *at <= 720.0))
            .then_some(day)
    };
    let (stay, go) = (two("stand still"), two("hand over"));
    let mut seen = 0;
    for replication in 0..40 {
        let (Some(stays), Some(goes)) = (open_at_noon(replication, &stay), open_at_noon(replication, &go)) else {
            continue;
        };
        seen += 1;
        let begun = stays.taken[0].0;
        let (last, agent) = *stays.ended.iter().find(|(at, _)| *at > 720.0).expect("it ends after noon");
        assert!((last - begun - 100.0).abs() < 0.02 && agent == stays.taken[0].1, "an hour later, by the same agent");
        let moved = goes.taken.iter().find(|(at, _)| *at == 720.0).expect("it was handed over");
        assert_ne!(moved.1, goes.taken[0].1);
        assert!(
            goes.ended.iter().any(|(at, agent)| (at - begun - 40.0).abs() < 0.02 && *agent == moved.1),
            "no later than without the break"
        );
        assert!(goes.breaks.contains(&(720.0, 780.0)));
    }
    assert!(seen > 3, "{seen}");
}

/// A call takes seven minutes, from 9:00 on; three customers always wait.
#[test]
fn two_breaks_a_day() {
    let text = CHATS
        .replace("\"chat\"\narrivals", "\"call\"\narrivals")
        .replace("alone       = { fixed = \"40 min\" }\nslowdown    = [1, 1, 1]", "effort = \"7 min\"")
        .replace("chats     = 3\n", "")
        .replace("BREAK", r#"["20 min in 10:00-10:20", { length = "60 min", window = "12:00-13:00" }]"#);
    let found = day(&model(&text));
    // Until 10:03 the call of 9:56 lasts; until 12:01 that of 11:54.
    assert_eq!(found.breaks, [(603.0, 623.0), (721.0, 781.0)]);
    assert_eq!((found.taken.len(), (found.overtime * 60.0).round()), (9 + 14 + 43, 2.0));
    // The first, from 11:41 on, is not over when the second falls due, which follows on it: eighty minutes together.
    let close = text.replace("20 min in 10:00-10:20", "20 min in 11:40-12:00");
    assert_eq!(day(&model(&close)).breaks, [(701.0, 781.0)]);
    let meet = text
        .replace("20 min in 10:00-10:20", "3 min in 11:55-12:00")
        .replace("60 min\", window = \"12:00-13:00\"", "5 min\", window = \"12:00-12:05\"");
    // Both are due in the call that ends at 12:02: eight minutes together.
    let text = meet.replace("effort = \"7 min\"", "effort = \"13 min\"");
    assert_eq!(day(&model(&text)).breaks, [(722.0, 730.0)]);
}

#[test]
fn breaks_differ_by_day() {
    let week = CHATS.replace("days     = 1", "days     = 7").replace(
        "BREAK",
        r#"{ weekdays = "60 min in 12:00-13:00", wed = ["60 min in 12:00-13:00", "15 min in 15:00-15:15"], sat = "none" }"#,
    );
    let found = day(&model(&week));
    // Five days with the first, Wednesday with two; nothing is said of Sunday.
    assert_eq!(found.breaks.len(), 6);
    assert_eq!(found.breaks.iter().filter(|(from, until)| until - from < 20.0).count(), 1);
}

/// Everything at once: chats by the message or the session, tickets that give way, pauses, leaders, customers kept for their
/// agent, shifts in two parts, breaks that begin whatever is open. An auditor keeps its own books.
const BUSY: &str = r#"
template = "none"
start    = 2026-03-02
days     = 4
[contact.chat]
channel  = "chat"
arrivals = { per_day = 500 }
effort   = { exponential = { mean = "3 min" } }
messages = 6
customer_pause = { exponential = { mean = "1 min" } }
patience = { exponential = { mean = "6 min" } }
wrap_up  = { exponential = { mean = "30 s" } }
silent   = 0.3
resolved = 0.8
owner    = "1 min"
unresolved = { returns = 0.5, in = "1 h" }
DETAIL
[contact.case]
channel  = "ticket"
arrivals = { per_day = 60 }
effort   = { exponential = { mean = "5 min" } }
interruptible = true
targets  = [ { done = "8 h", counted = "opening" } ]
hours    = { weekdays = "09:00-12:00, 13:00-20:00", weekend = "closed" }
[design.now.team.desk]
headcount = 8
serves    = [["chat"], ["case"]]
chats     = 4
speed_cv  = 0.2
off_desk  = 0.1
leaders   = { count = 1, load = 0.5 }
last_call = "10 min"
after_shift = "AFTER"
split     = { early = 0.5, two = 0.5 }
rest      = "1 day a week"
[design.now.team.desk.shifts]
early = { hours = "09:00-18:00", break = ["15 min in 10:00-11:00", { length = "60 min", window = "12:00-14:00", open_chats = "WORD", last_call = "5 min" }] }
two   = { hours = "10:00-14:00, 17:00-23:00", break = { length = "20 min", window = "19:00-20:30", open_chats = "WORD"LATEST } }
"#;

#[test]
fn books_hold_whatever_becomes_of_open_chats() {
    for detail in ["", "detail = \"message\"\nreply_patience = { exponential = { mean = \"5 min\" } }"] {
        for (word, after) in
            [("finish", "open"), ("stand still", "queue"), ("hand over", "open"), ("hand over", "drop")]
        {
            let latest = if word == "finish" { "" } else { ", latest = \"5 min\"" };
            let text = BUSY.replace("DETAIL", detail).replace("WORD", word).replace("AFTER", after);
            let text = text.replace("LATEST", latest);
            let model = model(&text);
            let (auditor, ended) = engine::run(&model, 5, 0, Auditor::new(&model), &|| false);
            assert_eq!(ended, Ended::Whole);
            auditor.every_contact_is_somewhere();
        }
    }
}
