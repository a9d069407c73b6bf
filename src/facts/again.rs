//! The `[facts]` of a scenario read again: what `facts read` would write of these answers alone, for whoever asks what follows of
//! another answer.

use super::answers::{Answers, Kind, Reply};
use super::cell::{self, Value};
use super::page::Typed;
use super::people::People;
use super::questions::{Form, Known, Of, Question, all, questions};
use super::readings::{Reading, shown, time_text};
use super::shop::{Sheets, Shop};
use super::text;
use super::volumes::{Counted, Volumes};
use super::worked::seen;
use crate::diagnostic::{Code, Diagnostics, Text};
use crate::say;
use crate::scenario::text::document::{self, Node, date_text};
use crate::scenario::text::sheet::CellKind;
use crate::scenario::values::quantity;

/// The table of the shop among those of the kinds.
const SHOP: &str = "shop";
/// Where the tables stand.
const FACTS: &str = "facts";

/// The text of a scenario out of these answers, with all that is worked out of them; none, and messages, where they make no sense.
/// `facts`: the table of that name; `file`: the scenario that keeps it, of which the kinds and the hours of a day are taken.
pub fn again(file: &Node, facts: &Node, out: &mut Diagnostics) -> Option<String> {
    let before = out.reported();
    let is_ticket = |key: &str| file.at(&["contact", key, "channel"]).and_then(Node::text) == Some("ticket");
    let keys = || facts.names().into_iter().filter(|key| *key != SHOP && file.at(&["contact", key]).is_some());
    let of = |ticket: bool, known: &'static [Known]| -> Vec<Kind> {
        keys().filter(|key| is_ticket(key) == ticket).enumerate().map(|(slot, key)| kind(key, slot, known)).collect()
    };
    let mut answers = Answers::of_kinds(of(false, &all().kind), of(true, &all().ticket));
    let kinds =
        answers.kinds.iter().map(|kind| (Of::Kind, kind)).chain(answers.tickets.iter().map(|kind| (Of::Ticket, kind)));
    let tables: Vec<(Of, usize, String)> = [(Of::Shop, 0, SHOP.to_owned())]
        .into_iter()
        .chain(kinds.map(|(of, kind)| (of, kind.slot, kind.key.clone())))
        .collect();
    for (of, slot, table) in tables {
        for question in questions().filter(|one| one.of == of) {
            let Some(node) = facts.at(&[&table, &question.key]) else { continue };
            let name = format!("{FACTS}.{table}.{}", question.key);
            if let Some(reply) = reply(question, node, name, out) {
                answers.put(question, slot, reply);
            }
        }
    }
    let volumes = volumes(file, &answers);
    let sheets = Sheets { answers, people: People::default(), volumes: Some(volumes), ..Sheets::default() };
    Shop::of(sheets, before, out).map(|shop| text::whole(&shop))
}

fn kind(key: &str, slot: usize, known: &'static [Known]) -> Kind {
    let words = known.iter().find(|one| one.key == key).map_or(&[][..], |one| &one.words);
    Kind { key: key.to_owned(), name: say!("{key}", "{key}"), words, slot }
}

/// An answer as the scenario keeps it.
fn reply(question: &'static Question, node: &Node, name: String, out: &mut Diagnostics) -> Option<Reply> {
    let text = match &node.value {
        document::Value::Text(text) => text.clone(),
        document::Value::Date(day) => date_text(*day),
        _ => node.shown(),
    };
    let typed = Typed { text, kind: CellKind::Text, place: node.place.clone(), name };
    if typed.text == "unknown" {
        return Some(Reply { value: None, typed });
    }
    let value = match question.form {
        Form::Words => Some(Value::Words(typed.text.clone())),
        Form::Choice | Form::Choices => chosen(question, node, &typed, out),
        Form::Day | Form::Moment => cell::read(question, &typed, out),
        _ => number(question, node, &typed, out),
    };
    Some(Reply { value: Some(value?), typed })
}

fn chosen(question: &'static Question, node: &Node, typed: &Typed, out: &mut Diagnostics) -> Option<Value> {
    let mut words = Vec::new();
    node.each_text(&mut |word| words.push(word.to_owned()));
    let key = |word: &String| question.choices.iter().map(|one| one.key.as_str()).find(|key| key == word);
    let found: Option<Vec<&'static str>> = words.iter().map(key).collect();
    if let Some(found) = found.filter(|found| !found.is_empty()) {
        return Some(Value::Keys(found));
    }
    let (text, known) = (&typed.text, question.choices.iter().map(|one| format!("\"{}\"", one.key)));
    let known = known.collect::<Vec<_>>().join(", ");
    let what = say!("\"{text}\" is none of the answers", "“{text}”不是可选的答案");
    out.reject(typed.fault(Code::UnknownWord, &what).help(say!("one of {known}", "可写：{known}")))
}

fn number(question: &'static Question, node: &Node, typed: &Typed, out: &mut Diagnostics) -> Option<Value> {
    let value = match (&node.value, question.form) {
        (document::Value::Integer(number), _) => Some(*number as f64),
        (document::Value::Number(number), _) => Some(*number),
        (document::Value::Text(text), Form::Time) => quantity::duration(text).ok(),
        (document::Value::Text(text), Form::Share | Form::Less | Form::Part) => quantity::share(text).ok(),
        _ => None,
    };
    let shown = |value: f64| -> Text {
        let text = shown(value);
        if question.form == Form::Time { time_text(value) } else { say!("{text}", "{text}") }
    };
    let readings = value.map(|value| Reading { value, shown: shown(value) }).into_iter().collect();
    cell::number(typed, readings, cell::Bounds::of(question), out).map(Value::Number)
}

/// What the scenario says of how many come in which hours, as the sheet of volumes would.
fn volumes(file: &Node, answers: &Answers) -> Volumes {
    let number = |node: Option<&Node>| match node.map(|node| &node.value) {
        Some(document::Value::Integer(number)) => *number as f64,
        Some(document::Value::Number(number)) => *number,
        _ => 0.0,
    };
    let all = number(file.at(&["volume", "contacts_per_day"]));
    let counted = |kind: &Kind| {
        let own = file.at(&["contact", &kind.key, "arrivals", "profile"]).and_then(Node::text) == Some(&kind.key);
        let hours = file.at(&["calendar", "profile", &kind.key]).filter(|_| own).and_then(|node| match &node.value {
            document::Value::List(hours) if hours.len() == 24 => {
                Some(hours.iter().map(|hour| number(Some(hour))).collect::<Vec<f64>>())
            }
            _ => None,
        });
        let share = number(file.at(&["volume", "mix", &kind.key]));
        let per_day = all * share * seen(answers, &kind.key, hours.as_deref());
        Some(Counted { per_day, weekday: None, hours })
    };
    Volumes { kinds: answers.kinds.iter().map(counted).collect(), cells: String::new() }
}
