//! Reminders in a silent chat, moment by moment, and what they bring.

use super::messages::Diary;
use crate::support::{model, shop, watch};
use peakstaff::catalogue::counter::{ContactCounter, MessageCounter, TeamCounter, TypeAtTeamCounter};
use peakstaff::catalogue::spans;
use peakstaff::engine::{Answered, Contact, NullObserver, Observer, Reminded};
use peakstaff::measure::{Layout, Memory, Replication, observe};
use peakstaff::model::{Model, TeamId};
use peakstaff::time::SimTime;
use std::collections::{BTreeMap, BTreeSet};

/// What happens to each chat, but for when it is taken.
fn diary_of(model: &Model) -> Diary {
    let mut diary = watch(model, 1, 0, Diary::default());
    for events in diary.0.values_mut() {
        events.retain(|(what, _)| *what != "taken");
    }
    diary
}

/// So many people that everybody has one to themselves.
const ROOMY: &str = r#"
template = "none"
start = 2025-03-03
days = 2
[contact.chat]
channel = "chat"
detail = "message"
arrivals = { per_day = 400 }
answer = "10 s"
messages = 2
customer_pause = "30 s"
resolved = 0.5
KEYS
[design.only.team.one]
staffed = 100
serves = ["chat"]
skill = { chat = { effort = "*1.2" } }
"#;

fn roomy(keys: &str) -> Model {
    model(&ROOMY.replace("KEYS", keys))
}

/// A microsecond is a microsecond.
fn near(events: &[(&str, f64)], expected: &[(&str, f64)]) -> bool {
    events.len() == expected.len() && events.iter().zip(expected).all(|(a, b)| a.0 == b.0 && (a.1 - b.1).abs() < 1e-4)
}

#[test]
fn every_reminder_at_its_moment() {
    let (answered, wrote, released) = ("answered", "wrote", "released");
    let (agent, bot, done) = ("by agent", "by bot", "done");
    for (keys, expected) in [
        (
            "reminders = [ { after = \"20 s\" }, { after = \"25 s\" } ]",
            vec![
                (answered, 12.0),
                (bot, 32.0),
                (bot, 37.0),
                (wrote, 42.0),
                (answered, 54.0),
                (bot, 74.0),
                (bot, 79.0),
                (done, 84.0),
            ],
        ),
        // Who writes, or goes, at that very moment is not reminded.
        ("reminders = [ { after = \"30 s\" } ]", vec![(answered, 12.0), (wrote, 42.0), (answered, 54.0), (done, 84.0)]),
        (
            "reminders = [ { after = \"20 s\", by = \"agent\", effort = \"5 s\" } ]",
            vec![(answered, 12.0), (agent, 38.0), (wrote, 42.0), (answered, 54.0), (agent, 80.0), (done, 84.0)],
        ),
        // He would be done with it 44 s after the customer came, who writes before.
        (
            "reminders = [ { after = \"20 s\", by = \"agent\", effort = \"10 s\" } ]",
            vec![(answered, 12.0), (wrote, 42.0), (answered, 54.0), (done, 84.0)],
        ),
        // While they write one they have no other to write; the bot goes its own way.
        (
            "reminders = [ { after = \"10 s\", by = \"agent\", effort = \"5 s\" }, \
             { after = \"12 s\", by = \"agent\", effort = \"5 s\" }, { after = \"13 s\" } ]",
            vec![
                (answered, 12.0),
                (bot, 25.0),
                (agent, 28.0),
                (wrote, 42.0),
                (answered, 54.0),
                (bot, 67.0),
                (agent, 70.0),
                (done, 84.0),
            ],
        ),
        // The place is freed in both silences; the second stays open for the bot.
        (
            "release_after = \"20 s\"\nreminders = [ { after = \"25 s\" } ]",
            vec![
                (answered, 12.0),
                (released, 32.0),
                (bot, 37.0),
                (wrote, 42.0),
                (answered, 54.0),
                (released, 74.0),
                (bot, 79.0),
                (done, 84.0),
            ],
        ),
        // At one moment the place is freed first.
        (
            "release_after = \"20 s\"\nreminders = [ { after = \"20 s\" }, { after = \"40 s\" } ]",
            vec![
                (answered, 12.0),
                (released, 32.0),
                (bot, 32.0),
                (wrote, 42.0),
                (answered, 54.0),
                (released, 74.0),
                (bot, 74.0),
                (done, 84.0),
            ],
        ),
        // Later than either silence lasts: nothing keeps the chat open.
        (
            "release_after = \"20 s\"\nreminders = [ { after = \"40 s\" } ]",
            vec![(answered, 12.0), (released, 32.0), (wrote, 42.0), (answered, 54.0), (done, 74.0)],
        ),
        // The place is freed while they write.
        (
            "release_after = \"20 s\"\nreminders = [ { after = \"15 s\", by = \"agent\", effort = \"5 s\" } ]",
            vec![(answered, 12.0), (released, 32.0), (wrote, 42.0), (answered, 54.0), (done, 74.0)],
        ),
    ] {
        let diary = diary_of(&roomy(keys));
        assert!(diary.0.len() > 600, "{} chats", diary.0.len());
        for events in diary.0.values() {
            assert!(near(events, &expected), "{keys}: {events:?}");
        }
    }
}

/// With one reminder after 20 s everything follows from which of them brought an answer.
#[test]
fn who_answers_a_reminder_writes_at_once() {
    for (work, messages) in [("answer = \"10 s\"", 2), ("effort = \"10 s\"", 1)] {
        let keys = "linger = \"50 s\"\nreminders = [ { after = \"20 s\", replies = 0.4 } ]";
        let text = ROOMY.replace("answer = \"10 s\"", work).replace("messages = 2", &format!("messages = {messages}"));
        let diary = diary_of(&model(&text.replace("KEYS", keys)));
        let (mut reminded, mut replied, mut most) = (0, 0, 0);
        for events in diary.0.values() {
            let mut expected = Vec::new();
            let mut now = 0.0;
            for n in 1.. {
                now += 12.0;
                expected.push(("answered", now));
                let replies = events.get(expected.len()).is_some_and(|event| event.0 == "brought back");
                expected.push((if replies { "brought back" } else { "by bot" }, now + 20.0));
                (reminded, replied, most) = (reminded + 1, replied + i32::from(replies), most.max(n));
                // A customer who had gone takes one more answer, in as long as a mean one.
                let gone = n >= messages;
                now += if replies { 20.0 } else { [30.0, 50.0][usize::from(gone)] };
                if gone && !replies {
                    expected.push(("done", now));
                    break;
                }
                expected.push(("wrote", now));
            }
            assert!(near(events, &expected), "{work}: {events:?}, not {expected:?}");
        }
        let share = f64::from(replied) / f64::from(reminded);
        assert!((share - 0.4).abs() < 0.05 && most > messages + 3, "{replied} of {reminded}, {most} answers at most");
    }
}

/// One agent, customers at moments that are known: a reminder waits its turn among messages by when it fell due, and a freed
/// place is another customer's.
#[test]
fn an_agent_writes_reminders_in_their_turn() {
    const ONE: &str = r#"
template = "none"
start = 2025-06-01
days = 1
[contact.chat]
channel = "chat"
detail = "message"
arrivals = { file = "log.csv", counts = "rows" }
answer = "10 s"
messages = 1
linger = "60 s"
KEYS
[design.now.team.t]
staffed = 1
serves = ["chat"]
"#;
    // By the clock, from 09:00:00, for customers who come at 0, 25 and 31 s.
    let happens = |keys: &str, team: &str, log: &str| {
        let text = ONE.replace("KEYS", keys) + team;
        let log = format!("arrived\n{log}");
        let clock = watch(&shop(&text).beside("log.csv", log).model(), 1, 0, Clock::default());
        clock.0
    };
    let three = "2025-06-01 09:00:00\n2025-06-01 09:00:25\n2025-06-01 09:00:31\n";
    let keys = "reminders = [ { after = \"20 s\", by = \"agent\", effort = \"6 s\" } ]";
    let places = |order: &str| format!("chats = 3\nanswers = \"{order}\"\n");
    let answered = |who: usize, at: i64| (who, "answered", at);
    let (reminded, done) = (|who: usize, at: i64| (who, "by agent", at), |who: usize, at: i64| (who, "done", at));
    // The first is due at 30 s, a second before the third customer writes.
    let then = [reminded(1, 61), done(0, 70), reminded(2, 77), done(1, 95), done(2, 111)];
    let oldest = [answered(0, 10), answered(1, 35), reminded(0, 41), answered(2, 51)];
    assert_eq!(happens(keys, &places("oldest"), three), [&oldest[..], &then].concat());
    let other = [answered(0, 10), answered(1, 35), answered(2, 45), reminded(0, 51), reminded(1, 61), done(0, 70)];
    let other = [&other[..], &[reminded(2, 71), done(1, 95), done(2, 105)]].concat();
    assert_eq!(happens(keys, &places("newest"), three), other);
    assert_eq!(happens(keys, &places("new_chats"), three), other);

    // Two customers, one place: freed after 15 s of silence, while the chat stays open for the bot.
    let keys = "release_after = \"15 s\"\nreminders = [ { after = \"30 s\" } ]";
    let two = "2025-06-01 09:00:00\n2025-06-01 09:00:20\n";
    let expected = [
        (0, "answered", 10),
        (0, "released", 25),
        (1, "answered", 35),
        (0, "by bot", 40),
        (1, "released", 50),
        (1, "by bot", 65),
        (0, "done", 70),
        (1, "done", 95),
    ];
    assert_eq!(happens(keys, "chats = 1\n", two), expected);
}

/// What happens, to whom in order of arrival, at which second since 09:00.
#[derive(Default)]
struct Clock(Vec<(usize, &'static str, i64)>, Vec<String>);

impl Clock {
    fn note(&mut self, contact: &Contact, what: &'static str, at: SimTime) {
        let name = format!("{:?}", contact.key);
        let who = self.1.iter().position(|other| *other == name).expect("it came");
        self.0.push((who, what, at.time_of_day().seconds() as i64 - 9 * 3600));
    }
}

impl Observer for Clock {
    fn arrived(&mut self, _: SimTime, contact: &Contact) {
        self.1.push(format!("{:?}", contact.key));
    }
    fn answered(&mut self, at: SimTime, contact: &Contact, _: Answered) {
        self.note(contact, "answered", at);
    }
    fn released(&mut self, at: SimTime, contact: &Contact) {
        self.note(contact, "released", at);
    }
    fn reminded(&mut self, at: SimTime, contact: &Contact, reminder: Reminded) {
        self.note(contact, if reminder.by.is_some() { "by agent" } else { "by bot" }, at);
    }
    fn handled(&mut self, at: SimTime, contact: &Contact, _: TeamId, _: bool) {
        self.note(contact, "done", at);
    }
}

/// Counted in one replication.
struct Counted {
    layout: Layout,
    row: Vec<f64>,
}

impl Counted {
    fn of(model: &Model) -> Self {
        let spans = spans(model);
        let asked = Replication { model, spans: &spans, seed: 1, number: 0, days: false, profile: None };
        let outcome = observe(asked, NullObserver, &mut Memory::default(), &|| false);
        Self { layout: Layout::new(model), row: outcome.rows[0].clone() }
    }
    fn contacts(&self, model: &Model, c: ContactCounter) -> f64 {
        let kind = model.types.position(|kind| kind.label.key == "chat").unwrap();
        self.row[self.layout.of_type(kind) + c as usize]
    }
    fn turns(&self, model: &Model, w: MessageCounter) -> f64 {
        let kind = model.types.position(|kind| kind.label.key == "chat").unwrap();
        self.row[self.layout.of_turns(kind).unwrap() + w as usize]
    }
}

/// Two reminders in each of two silences: what is counted of them, what agents spend on them, and what they sell.
#[test]
fn reminders_are_counted_paid_in_time_and_sell() {
    let sale = "sale = { conversion = 0.2, margin = 10 }\n";
    for (first, second, factor) in
        [(1.5, 1.2, 1.5), (1.2, 1.5, 1.5), (0.5, 0.8, 0.8), (1.0, 10.0, 5.0), (0.0, 0.0, 0.0)]
    {
        let reminders = format!(
            "reminders = [ {{ after = \"10 s\", by = \"agent\", effort = \"5 s\", conversion = {first} }}, \
             {{ after = \"20 s\", conversion = {second} }} ]"
        );
        let model = roomy(&format!("{sale}{reminders}"));
        let counted = Counted::of(&model);
        let chats = counted.contacts(&model, ContactCounter::Handled);
        let sent = [MessageCounter::Reminders, MessageCounter::RemindersByAgent, MessageCounter::ReminderReplies]
            .map(|w| counted.turns(&model, w));
        assert_eq!(sent, [4.0 * chats, 2.0 * chats, 0.0]);
        // They are no answers.
        assert_eq!(counted.turns(&model, MessageCounter::Answered), 2.0 * chats);
        let orders = 0.2 * factor * chats;
        let pair = counted.row
            [counted.layout.of_pair(model.types.ids().next().unwrap(), TeamId(0)) + TypeAtTeamCounter::Orders as usize];
        for sold in [counted.contacts(&model, ContactCounter::Orders), pair] {
            assert!((sold - orders).abs() < 1e-6 * chats, "{first}, {second}: {sold}, not {orders}");
        }
        assert_eq!(counted.contacts(&model, ContactCounter::LostSlow), 0.0);
        // Two answers of 12 s and two reminders of 6 s; what is open at midnight is no more than a chat.
        let hands = counted.row[counted.layout.of_team(TeamId(0)) + TeamCounter::Hands as usize];
        assert!((hands - 36.0 * chats).abs() < 200.0, "{hands} s by hand in {chats} chats");
    }
}

/// Who comes back because they bought.
fn buyers(factor: &str) -> BTreeSet<String> {
    let keys = format!(
        "sale = {{ conversion = 0.3 }}\nthen = [ {{ on = \"converted\", in = \"1 h\", creates = \"again\" }} ]\n\
         reminders = [ {{ after = \"10 s\"{factor} }} ]\n\
         [contact.again]\nchannel = \"chat\"\ndetail = \"message\"\nanswer = \"1 s\""
    );
    let text = ROOMY.replace("KEYS", &keys).replace("serves = [\"chat\"]", "serves = [\"chat\", \"again\"]");
    let model = model(&text);
    let again = model.types.position(|kind| kind.label.key == "again").unwrap();
    struct Came(BTreeSet<String>, peakstaff::model::TypeId);
    impl Observer for Came {
        fn arrived(&mut self, _: SimTime, contact: &Contact) {
            if contact.contact_type == self.1 {
                self.0.insert(format!("{:?}", contact.key));
            }
        }
    }
    watch(&model, 1, 0, Came(BTreeSet::new(), again)).0
}

#[test]
fn who_buys_less_reminded_also_buys_more_reminded() {
    let factors = [", conversion = 0.5", "", ", conversion = 2", ", conversion = 10"];
    let sold = factors.map(buyers);
    for (fewer, more) in sold.iter().zip(&sold[1..]) {
        assert!(fewer.is_subset(more));
    }
    let all = sold[3].len() as f64;
    for (buyers, share) in sold.iter().zip([0.15, 0.3, 0.6, 1.0]) {
        assert!((buyers.len() as f64 / all - share).abs() < 0.05, "{} of {all}, {share} expected", buyers.len());
    }
}

/// More customers answer: whoever does so at a smaller chance does so at a larger one.
#[test]
fn more_replies_contain_fewer() {
    let text = ROOMY.replace("messages = 2", "messages = 1");
    let returns = |replies: f64| {
        let keys = format!("reminders = [ {{ after = \"10 s\", replies = {replies} }}, {{ after = \"20 s\" }} ]");
        let Diary(diary) = diary_of(&model(&text.replace("KEYS", &keys)));
        let wrote = |events: Vec<(&str, f64)>| events.iter().filter(|event| event.0 == "wrote").count();
        diary.into_iter().map(|(chat, events)| (chat, wrote(events))).collect::<BTreeMap<_, _>>()
    };
    let (none, few, many) = (returns(0.0), returns(0.2), returns(0.6));
    assert!(none.values().all(|n| *n == 0));
    assert!(few.iter().all(|(chat, n)| *n <= many[chat]));
    let mean = |of: &BTreeMap<String, usize>| of.values().sum::<usize>() as f64 / of.len() as f64;
    // Until one is not answered: r / (1 − r).
    assert!((mean(&few) - 0.25).abs() < 0.06 && (mean(&many) - 1.5).abs() < 0.25, "{} {}", mean(&few), mean(&many));
}

const BUSY: &str = r#"
template = "none"
start = 2025-03-03
days = 6
[contact.chat]
channel = "chat"
detail = "message"
arrivals = { per_day = 700 }
effort = { gamma = { mean = "144 s", cv = 0.333333 } }
messages = 9
customer_pause = { exponential = { mean = "45 s" } }
patience = { exponential = { mean = "5 min" } }
reply_patience = { exponential = { mean = "15 min" } }
release_after = "70 s"
resolved = 0.7
unresolved = { returns = 0.5, in = "2 h" }
sale = { conversion = 0.3, margin = 5 }
KEYS
[design.only.team.one]
headcount = 6
shifts.day = { hours = "08:00-20:00", break = "60 min in 11:00-14:00" }
chats = 4
serves = ["chat"]
switching = 0.05
off_desk = 0.1
"#;

#[test]
fn a_reminder_that_brings_nothing_changes_nothing() {
    let diary = |keys: &str| {
        let mut diary = diary_of(&model(&BUSY.replace("KEYS", keys)));
        let before: usize = diary.0.values().map(Vec::len).sum();
        diary.0.values_mut().for_each(|events| events.retain(|event| event.0 != "by bot"));
        (before - diary.0.values().map(Vec::len).sum::<usize>(), diary)
    };
    let (none, plain) = diary("");
    let (sent, reminded) = diary("reminders = [ { after = \"20 s\" }, { after = \"60 s\" } ]");
    assert!(none == 0 && sent > 10_000, "{sent}");
    assert!(plain == reminded);
    let counted = |keys: &str| {
        let model = model(&BUSY.replace("KEYS", keys));
        let mut counted = Counted::of(&model);
        let of = counted.layout.of_turns(model.types.ids().next().unwrap()).unwrap();
        counted.row[of + MessageCounter::Reminders as usize] = 0.0;
        counted.row
    };
    assert_eq!(counted(""), counted("reminders = [ { after = \"20 s\" }, { after = \"60 s\" } ]"));
    // By agents it costs their time.
    let (_, slower) = diary("reminders = [ { after = \"20 s\", by = \"agent\", effort = \"6 s\" } ]");
    assert!(plain != slower);
}
