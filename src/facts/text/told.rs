//! `[facts]`: what was answered, in the shop's own words and units; never simulated as such.

use super::Work;
use super::lines::{Lines, plain, quoted, sourced, time};
use crate::facts::answers::Reply;
use crate::facts::cell::Value;
use crate::facts::questions::{Form, Of, Question, both};
use crate::say;
use crate::scenario::text::document::date_text;

/// Answers that nothing of the scenario stands on.
const NOTED: [&str; 4] = ["counted_dates", "transferred", "ticket_open", "conversion_until"];

/// `[facts.shop]` and `[facts.…]` of every kind.
pub fn facts(work: &Work<'_>, lines: &mut Lines) {
    lines.heading(&say!("what was answered, as it was answered", "原样保存的回答"));
    noted(work, lines);
    let answers = work.answers();
    let kinds = answers.kinds.iter().map(|kind| (Of::Kind, kind.slot, &*kind.key));
    let tickets = answers.tickets.iter().map(|kind| (Of::Ticket, kind.slot, &*kind.key));
    for (of, slot, key) in [(Of::Shop, 0, "shop")].into_iter().chain(kinds).chain(tickets) {
        let told: Vec<_> = answers.told(of, slot).collect();
        if told.is_empty() {
            continue;
        }
        lines.table(&format!("facts.{key}"));
        for (question, reply) in told {
            lines.put(&question.key, &value(question, reply));
        }
    }
}

fn noted(work: &Work<'_>, lines: &mut Lines) {
    let answers = work.answers();
    let all = answers.kinds.iter().map(|kind| (Of::Kind, kind.slot));
    let all = all.chain(answers.tickets.iter().map(|kind| (Of::Ticket, kind.slot))).chain([(Of::Shop, 0)]);
    let mut found: Vec<&Question> = all
        .flat_map(|(of, slot)| answers.told(of, slot).map(|(question, _)| question))
        .filter(|question| NOTED.contains(&&*question.key))
        .collect();
    found.sort_by_key(|question| &question.key);
    found.dedup_by_key(|question| &question.key);
    for question in found {
        let text = both(&question.text);
        let (key, en, zh) = (&question.key, text.en, text.zh);
        lines.comment(&say!(
            "{key}: noted only, nothing is simulated of it ({en})",
            "{key}：只作记录，不参与模拟（{zh}）"
        ));
    }
}

fn value(question: &Question, reply: &Reply) -> String {
    let said = match &reply.value {
        None => quoted("unknown"),
        Some(Value::Number(number)) => match question.form {
            Form::Time => time(*number),
            _ => plain(*number),
        },
        Some(Value::Words(words)) => quoted(words),
        Some(Value::Keys(keys)) => {
            let all: Vec<String> = keys.iter().map(|key| quoted(key)).collect();
            if question.form == Form::Choices { format!("[{}]", all.join(", ")) } else { all.concat() }
        }
        Some(Value::Day(day)) => date_text(*day),
        Some(Value::Moment(_)) => quoted(&reply.typed.text),
    };
    sourced(&said, &reply.typed.name)
}
