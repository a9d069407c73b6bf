//! Ways of saying one thing that exclude each other: a team is staffed by number or by people, shifts are given out by
//! shares, a cycle, numbers by date or a file, a wage is by the month, by the hour or a firm's. Whoever says one of them
//! puts aside the defaults of the others, and a default passes over what it cannot apply to.

use crate::scenario::text::document::{Node, Value};

/// What says of people with shifts who is there when: nothing of a team staffed by number.
const BY_PEOPLE: [&str; 20] = [
    "absence",
    "after_shift",
    "at_least",
    "attrition",
    "changes",
    "headcount",
    "hiring",
    "last_call",
    "leaders",
    "off_desk",
    "on_duty",
    "pause",
    "people",
    "ramp",
    "rest",
    "roster",
    "rota",
    "shifts",
    "split",
    "training",
];
/// What pay says of hours on shift.
const PAID_ON_SHIFT: [&str; 3] = ["holidays", "night", "overtime"];
/// What gives out shifts; days off go with shares of them.
const PLANS: [(&str, &[&str]); 4] = [
    ("rota", &["on_duty", "rest", "roster", "split"]),
    ("on_duty", &["rest", "roster", "rota", "split"]),
    ("roster", &["headcount", "on_duty", "rest", "rota", "split"]),
    ("split", &["on_duty", "roster", "rota"]),
];
/// What people of one's own are paid by.
const PAYS: [(&str, &[&str]); 3] = [
    ("outsourced", &["month", "hour", "loading", "seat", "hire", "night", "overtime"]),
    ("month", &["hour", "outsourced"]),
    ("hour", &["month", "outsourced"]),
];
/// What only chats by the message say.
const BY_MESSAGE: [&str; 6] = ["answer", "linger", "platform", "release_after", "reminders", "reply_patience"];

/// What says of a team how it goes about chats.
const OF_CHATS: [&str; 2] = ["chats", "switching"];
/// What a chat's length is made of, where it is not measured by the clock.
const BY_LOOP: [&str; 2] = ["messages", "customer_pause"];

/// Takes the defaults out that do not apply, once everything else is said.
pub(crate) fn put_aside(world: &mut Node, design: &mut Node) {
    let Some(defaults) = world.get("defaults").cloned() else { return };
    for contact in world.get_mut("contact").and_then(Node::table_mut).into_iter().flat_map(|all| all.values_mut()) {
        if let Some(defaults) = contact.get("channel").and_then(Node::text).and_then(|channel| defaults.get(channel)) {
            of_contact(contact, defaults);
        }
    }
    let Some(defaults) = defaults.get("team") else { return };
    for team in design.get_mut("team").and_then(Node::table_mut).into_iter().flat_map(|all| all.values_mut()) {
        of_team(team, defaults, world.get("contact"));
    }
}

fn of_contact(contact: &mut Node, defaults: &Node) {
    let by_message = contact.get("detail").and_then(Node::text) == Some("message");
    if !by_message {
        take_all(contact, defaults, &BY_MESSAGE);
    }
    if !contact.get("interruptible").is_some_and(|word| matches!(word.value, Value::Bool(true))) {
        take(contact, defaults, "resume_cost");
    }
    if own(contact, defaults, "alone") && !contact.says("session") {
        take_all(contact, defaults, &BY_LOOP);
    }
    for (one, other) in [("answer", "effort"), ("effort", "answer")] {
        if own(contact, defaults, one) {
            take(contact, defaults, other);
        }
    }
}

fn of_team(team: &mut Node, defaults: &Node, contacts: Option<&Node>) {
    if own(team, defaults, "staffed") {
        take_all(team, defaults, &BY_PEOPLE);
        if let (Some(pay), Some(defaults)) = (team.get_mut("pay"), defaults.get("pay")) {
            take_all(pay, defaults, &PAID_ON_SHIFT);
        }
    } else if own(team, defaults, "headcount") || own(team, defaults, "roster") {
        take(team, defaults, "staffed");
    }
    for (plan, others) in &PLANS {
        if own(team, defaults, plan) {
            take_all(team, defaults, others);
        }
    }
    if let (Some(pay), Some(defaults)) = (team.get_mut("pay"), defaults.get("pay")) {
        for (way, others) in &PAYS {
            if own(pay, defaults, way) {
                take_all(pay, defaults, others);
            }
        }
    }
    if !team.says("off_desk") {
        take(team, defaults, "pause");
    }
    if !serves(team, contacts, "detail", "message") {
        take(team, defaults, "answers");
    }
    if !serves(team, contacts, "channel", "chat") {
        take_all(team, defaults, &OF_CHATS);
    }
}

/// Whether a team serves a type that says this.
fn serves(team: &Node, contacts: Option<&Node>, key: &str, word: &str) -> bool {
    let mut found = false;
    if let Some(serves) = team.get("serves") {
        serves.each_text(&mut |name| {
            let said = contacts.and_then(|all| all.at(&[name, key])).and_then(Node::text);
            found |= said == Some(word);
        });
    }
    found
}

/// Whether a key is said, and not by the defaults.
fn own(node: &Node, defaults: &Node, key: &str) -> bool {
    node.says(key) && !is_default(node, defaults, key)
}

fn is_default(node: &Node, defaults: &Node, key: &str) -> bool {
    node.get(key).zip(defaults.get(key)).is_some_and(|(is, default)| is.place == default.place)
}

fn take(node: &mut Node, defaults: &Node, key: &str) {
    if is_default(node, defaults, key) {
        node.table_mut().map(|entries| entries.remove(key));
    }
}

fn take_all(node: &mut Node, defaults: &Node, keys: &[&str]) {
    for key in keys {
        take(node, defaults, key);
    }
}
