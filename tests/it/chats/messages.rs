//! Chats by the message, moment by moment; that they agree with chats by the session where both are exact is in
//! `agree_with_sessions`, and what is exact of them is in `tests/validation/chat_by_message_*`.

use crate::support::{model, watch};
use peakstaff::catalogue::counter::MessageCounter;
use peakstaff::catalogue::{Part, Subject, find, spans};
use peakstaff::engine::{Answered, Contact, NullObserver, Observer, Reminded, Taken};
use peakstaff::measure::{Evaluator, Layout, Memory, Outcome, Replication, Series, observe};
use peakstaff::model::{Model, TeamId};
use peakstaff::time::SimTime;
use std::collections::BTreeMap;

/// What happens to each chat, in seconds since it reached people.
#[derive(Default, PartialEq, Debug)]
pub struct Diary(pub BTreeMap<String, Vec<(&'static str, f64)>>);

impl Diary {
    fn note(&mut self, contact: &Contact, what: &'static str, at: SimTime) {
        self.0.entry(format!("{:?}", contact.key)).or_default().push((what, (at - contact.reached).seconds()));
    }
}

impl Observer for Diary {
    fn arrived(&mut self, at: SimTime, contact: &Contact) {
        if contact.repeat {
            self.note(contact, "again", at);
        }
    }
    fn taken(&mut self, at: SimTime, contact: &Contact, _: Taken) {
        self.note(contact, "taken", at);
    }
    fn answered(&mut self, at: SimTime, contact: &Contact, _: Answered) {
        self.note(contact, "answered", at);
    }
    fn wrote(&mut self, at: SimTime, contact: &Contact) {
        self.note(contact, "wrote", at);
    }
    fn released(&mut self, at: SimTime, contact: &Contact) {
        self.note(contact, "released", at);
    }
    fn reminded(&mut self, at: SimTime, contact: &Contact, reminder: Reminded) {
        let what = match reminder {
            Reminded { replies: true, .. } => "brought back",
            Reminded { by: Some(_), .. } => "by agent",
            Reminded { by: None, .. } => "by bot",
        };
        self.note(contact, what, at);
    }
    fn broke_off(&mut self, at: SimTime, contact: &Contact, _: SimTime, _: TeamId) {
        self.note(contact, "broke off", at);
    }
    fn abandoned(&mut self, at: SimTime, contact: &Contact, _: bool) {
        self.note(contact, "gave up", at);
    }
    fn in_vain(&mut self, at: SimTime, contact: &Contact, _: TeamId) {
        self.note(contact, "in vain", at);
    }
    fn handled(&mut self, at: SimTime, contact: &Contact, _: TeamId, _: bool) {
        self.note(contact, "done", at);
    }
}

/// So many people that everybody has one to themselves.
const ROOMY: &str = r#"
template = "none"
start = 2025-03-03
days = 2
[contact.chat]
channel = "chat"
detail = "message"
arrivals = { per_day = 300 }
answer = "10 s"
messages = 2
customer_pause = "30 s"
KEYS
[design.only.team.one]
staffed = 100
serves = ["chat"]
skill = { chat = { effort = "*1.2" } }
"#;

#[test]
fn every_turn_at_its_moment() {
    let two = [("taken", 0.0), ("answered", 12.0), ("wrote", 42.0), ("answered", 54.0)];
    let then = |end: f64| two.iter().copied().chain([("done", end)]).collect::<Vec<_>>();
    for (keys, expected) in [
        ("", then(84.0)),
        ("linger = \"5 s\"", then(59.0)),
        ("linger = \"0 s\"", then(54.0)),
        ("release_after = \"31 s\"", then(84.0)),
        ("patience = \"13 s\"\nreply_patience = \"13 s\"", then(84.0)),
        (
            "release_after = \"20 s\"",
            vec![
                ("taken", 0.0),
                ("answered", 12.0),
                ("released", 32.0),
                ("wrote", 42.0),
                ("taken", 42.0),
                ("answered", 54.0),
                ("done", 74.0),
            ],
        ),
        ("patience = \"7 s\"", vec![("taken", 0.0), ("gave up", 7.0)]),
        ("patience = \"7 s\"\nsilent = 1.0", vec![("taken", 0.0), ("gave up", 7.0), ("in vain", 12.0)]),
        ("reply_patience = \"4 s\"", vec![("taken", 0.0), ("answered", 12.0), ("wrote", 42.0), ("broke off", 46.0)]),
    ] {
        let model = model(&ROOMY.replace("KEYS", keys));
        let diary = watch(&model, 1, 0, Diary::default());
        assert!(diary.0.len() > 400, "{} chats", diary.0.len());
        for events in diary.0.values() {
            // A microsecond is a microsecond.
            let near = events.iter().zip(&expected).all(|(a, b)| a.0 == b.0 && (a.1 - b.1).abs() < 1e-5);
            assert!(near && events.len() == expected.len(), "{keys}: {events:?}");
        }
    }
}

/// One agent, whose customers leave silently while they write with others: they spend a part of the effort on each.
#[test]
fn who_left_the_queue_without_a_word_takes_a_part_of_his_effort() {
    for (detail, messages) in [("session", "messages = 1"), ("message", "messages = 3\nlinger = \"0 s\"")] {
        let text = format!(
            "template = \"none\"\nstart = 2025-03-03\ndays = 3\n[contact.chat]\nchannel = \"chat\"\ndetail = \"{detail}\"\n{messages}\n\
             arrivals = {{ per_day = 3000 }}\neffort = \"300 s\"\npatience = \"1 s\"\nsilent = 1.0\nsilent_effort = 0.2\n\
             queue_limit = 9\n[design.only.team.one]\nstaffed = 1\nserves = [\"chat\"]\n"
        );
        // By the message a customer waits for the first answer, which is later than a second: nobody is served.
        let model = model(&text);
        let [handled, vain, occupancy] = figures(
            &model,
            [("handled_during", "contact:chat"), ("in_vain", "contact:chat"), ("occupancy", "team:one")],
        );
        let seconds = 300.0 * handled + 60.0 * vain;
        assert!(vain > 1000.0, "{detail}: {vain}");
        // What is begun before the end, or goes on after it, is no more than a chat.
        let hands = occupancy * 3.0 * 86_400.0;
        assert!((hands - seconds).abs() <= 900.0, "{detail}: {hands} s by hand, {seconds} s asked");
    }
}

/// Means over one replication.
fn figures<const N: usize>(model: &Model, keys: [(&str, &str); N]) -> [f64; N] {
    let spans = spans(model);
    let asked = Replication { model, spans: &spans, seed: 1, number: 0, days: true, profile: None };
    let outcomes = [observe(asked, NullObserver, &mut Memory::default(), &|| false)];
    let series = Series { outcomes: &outcomes, spans: &spans };
    let evaluator = Evaluator::new(model);
    keys.map(|(key, subject)| {
        let subject = Subject::parse(subject, model).unwrap().0;
        let sample = evaluator.estimate(find(key).unwrap(), Part::Both, subject, &series, 0);
        sample.unwrap_or_else(|| panic!("{key} is not given")).value
    })
}

/// A platform that scores the messages of the whole day.
const ALL_DAY: &str = "window = \"00:00-24:00\"";

const BUSY: &str = r#"
template = "none"
start = 2025-03-03
days = 20
[contact.chat]
channel = "chat"
detail = "message"
arrivals = { per_day = 1000 }
effort = { gamma = { mean = "144 s", cv = 0.333333 } }
messages = 9
customer_pause = { exponential = { mean = "45 s" } }
platform = "own"
[platform.own]
KEYS
[design.only.team.one]
staffed = 2
chats = 40
serves = ["chat"]
"#;

#[test]
fn which_message_is_answered_next() {
    let of = |order: &str| {
        let text = BUSY.replace("chats = 40", &format!("chats = 40\nanswers = \"{order}\"")).replace("KEYS", ALL_DAY);
        let text = text.replace("per_day = 1000", "per_day = 1100");
        let subject = "contact:chat";
        figures(&model(&text), [("first_response", subject), ("average_response", subject), ("answered_3min", subject)])
    };
    let [oldest, newest, new_chats] = ["oldest", "newest", "new_chats"].map(of);
    assert!(new_chats[0] < 0.6 * oldest[0], "first replies first: {new_chats:?} {oldest:?}");
    // Whatever the order, answers take as long: the mean stays, its spread does not.
    for other in [newest, new_chats] {
        assert!((other[1] / oldest[1] - 1.0).abs() < 0.1, "{other:?} {oldest:?}");
    }
    // Of equal means: where many are answered sooner, a few wait very long.
    assert!(newest[2] > oldest[2] + 0.05, "the last one first, the others very late: {newest:?} {oldest:?}");
}

/// Counted of messages: answered, waited, within 30 s, within 3 min, unanswered, broken off.
fn counted(model: &Model) -> Vec<f64> {
    let spans = spans(model);
    let asked = Replication { model, spans: &spans, seed: 1, number: 0, days: false, profile: None };
    let outcome = observe(asked, NullObserver, &mut Memory::default(), &|| false);
    let kind = model.types.position(|kind| kind.label.key == "chat").unwrap();
    let at = Layout::new(model).of_turns(kind).unwrap();
    outcome.rows[0][at..at + MessageCounter::COUNT].to_vec()
}

/// Who writes to a busy agent is found when the agent looks, where nobody listens in order of time: the results are the same to the last byte.
#[test]
fn messages_found_afterwards_change_no_byte() {
    let shops = [
        BUSY.replace("chats = 40", "chats = 4\nswitching = 0.06"),
        BUSY.replace("chats = 40", "chats = 5\nanswers = \"new_chats\"")
            .replace("messages = 9", "messages = 3.5\nreply_patience = { exponential = { mean = \"2 min\" } }\nlinger = \"20 s\"\nwrap_up = \"5 s\"")
            .replace("per_day = 1000", "per_day = 3000"),
        BUSY.replace("chats = 40", "chats = 6\nanswers = \"newest\"\nswitching = 0.1").replace(
            "messages = 9",
            "messages = 4\nwrap_up = \"5 s\"\nrelease_after = \"50 s\"\nlinger = \"3 min\"\nreply_patience = { exponential = { mean = \"4 min\" } }\nreminders = [ { after = \"20 s\", replies = 0.3 }, { after = \"40 s\", by = \"agent\", effort = \"5 s\", replies = 0.2 } ]",
        ),
    ];
    for text in shops {
        let model = model(&text.replace("KEYS", ALL_DAY));
        let spans = spans(&model);
        let asked = Replication { model: &model, spans: &spans, seed: 1, number: 0, days: true, profile: None };
        let found = observe(asked, NullObserver, &mut Memory::default(), &|| false);
        let told = observe(asked, Diary::default(), &mut Memory::default(), &|| false);
        let text = |outcome: &Outcome| format!("{:?} {:?} {:?}", outcome.rows, outcome.days, outcome.waits);
        assert!(text(&found) == text(&told));
        let at = Layout::new(&model).of_turns(model.types.position(|kind| kind.label.key == "chat").unwrap()).unwrap();
        assert!(found.rows[0][at + MessageCounter::Answered as usize] > 50_000.0);
    }
}

#[test]
fn a_platform_scores_its_hours() {
    let of = |keys: &str| {
        let text = BUSY
            .replace("KEYS", keys)
            .replace("messages = 9", "messages = 9\npatience = { exponential = { mean = \"3 min\" } }");
        counted(&model(&text.replace("[design.only.team", "[design.only]\nbot.chat = 0.2\n[design.only.team")))
    };
    let all = of(ALL_DAY);
    let day = of("window = \"08:00-23:00\"");
    let night = of("window = \"23:00-08:00\"");
    for (i, all) in all.iter().enumerate() {
        let sum = if i == MessageCounter::BrokenOff as usize { day[i] } else { day[i] + night[i] };
        assert!((sum - all).abs() <= 1e-9 * all, "{i}: {sum} {all}");
    }
    assert!(day[0] > 1.4 * night[0] && day[MessageCounter::Unanswered as usize] > 10.0, "{day:?} {night:?}");
    let with_bot = of("window = \"00:00-24:00\"\nbot = true");
    let met = with_bot[0] - all[0];
    assert!((19_000.0..21_000.0).contains(&met), "{met} met the bot");
    assert_eq!((with_bot[1], with_bot[2] - all[2], with_bot[3] - all[3]), (all[1], met, met), "at once");
}

/// A ticket is put down when a message comes: customers do not notice that there are any.
#[test]
fn tickets_fill_the_gaps_between_messages() {
    let tickets = "[contact.ticket]\nchannel = \"ticket\"\narrivals = { per_day = 2000 }\neffort = \"5 min\"\n";
    let roomy = BUSY.replace("KEYS", ALL_DAY).replace("per_day = 1000", "per_day = 600");
    let both = roomy.replace("serves = [\"chat\"]", "serves = [\"chat\", \"ticket\"]") + tickets;
    let (alone, beside) = (model(&roomy), model(&both));
    assert_eq!(counted(&alone), counted(&beside));
    let [idle] = figures(&alone, [("occupancy", "team:one")]);
    let [busy, done] = figures(&beside, [("occupancy", "team:one"), ("handled_during", "contact:ticket")]);
    assert!(busy > 0.999 && (0.4..0.6).contains(&idle), "{busy} {idle}");
    // Two agents' gaps.
    let gaps = (1.0 - idle) * 2.0 * 20.0 * 86_400.0 / 300.0;
    assert!((done / gaps - 1.0).abs() < 0.01, "{done} done in the gaps of {gaps}");
}

/// The closed loop by the session and by the message: as many chats an hour, where a queue is always there.
#[test]
fn agree_with_sessions() {
    for chats in 1..=6 {
        let text = |detail: &str| {
            BUSY.replace("KEYS", ALL_DAY)
                .replace("chats = 40", &format!("chats = {chats}\nswitching = 0.06"))
                .replace("per_day = 1000", "per_day = 3000")
                .replace("messages = 9", "messages = 9\nqueue_limit = 9")
                .replace("detail = \"message\"", detail)
                .replace("platform = \"own\"\n", if detail.contains("session") { "" } else { "platform = \"own\"\n" })
        };
        let [session, message] = ["detail = \"session\"", "detail = \"message\""]
            .map(|detail| figures(&model(&text(detail)), [("handled_during", "contact:chat")])[0]);
        assert!(
            (message / session - 1.0).abs() < 0.03,
            "{chats} chats: {session} by the session, {message} by the message"
        );
    }
}
