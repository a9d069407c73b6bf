//! Work that is known by the clock: how long a chat's session lasts with so many open (`session`), or a call's handle time
//! (`handle_time`), worked back to the agent's own time in it (`effort`).
//!
//! A session by the closed loop: answers × (time until an answer with so many open + the customer's pause). The effort is the
//! type's and the same in all designs, so the loop is that of `[defaults.team]`'s `switching`.

use crate::analytic::closed_loop::{answer_of_session, session_time};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::schema::MessagesText;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::change::{clean, put};
use crate::scenario::values::change_text::is_change;
use crate::scenario::values::law::LawText;
use crate::scenario::values::quantity;
use crate::scenario::values::read::Read;

/// What is known by the clock, by channel.
const KEYS: [(&str, &str); 2] = [("chat", "session"), ("call", "handle_time")];
/// What decides how much of a contact that is known by the clock is by hand: whoever changes one of these has it worked back again.
pub(crate) const MADE_OF: [&str; 5] = ["session", "handle_time", "messages", "customer_pause", "wrap_up"];
/// Seconds that an answer in a chat usually takes by hand, where a number of answers is to be proposed.
const ANSWER: f64 = 16.0;

/// An answer in a chat that takes less than so many seconds by hand is none that people write.
const SHORT: f64 = 5.0;

/// Gives a type its effort where it is known by the clock.
pub(crate) fn work_back(contact: &mut Node, defaults: Option<&Node>, out: &mut Diagnostics) {
    let channel = contact.get("channel").and_then(Node::text).unwrap_or_default().to_owned();
    let Some((_, key)) = KEYS.iter().find(|(own, key)| *own == channel && contact.get(key).is_some()) else { return };
    let seconds = match *key {
        "session" => of_session(contact, defaults, out),
        _ => of_call(contact, out),
    };
    let (Some(seconds), Some(said)) = (seconds, contact.get(key)) else { return };
    let mut effort = Node::new(said.place.clone(), Value::Text(format!("{} s", clean(seconds))));
    effort.key.clone_from(&said.key);
    effort.computed = true;
    let change = contact.get("effort").filter(|effort| is_change(effort)).cloned();
    if change.is_some() || contact.get("effort").is_none() {
        // The spread is that of the channel.
        let spread = defaults.and_then(|defaults| defaults.at(&[&channel, "effort"])).cloned();
        let Some(entries) = contact.table_mut() else { return };
        entries.remove("effort");
        entries.extend(spread.map(|spread| ("effort".to_owned(), spread)));
    }
    put(contact, "effort", &effort, out);
    if let Some(change) = change {
        put(contact, "effort", &change, out);
    }
}

/// Whoever says how long it takes by hand does not mean the clock that a default, or what it is like, says; and the other way round.
pub(crate) fn one_of_both(base: &mut Node, own: &Node) {
    let hands = own.get("effort").is_some_and(|effort| !is_change(effort) && !is_spread_only(effort))
        || ["alone", "answer"].iter().any(|key| own.get(key).is_some());
    let clock = KEYS.iter().any(|(_, key)| own.get(key).is_some());
    let Some(entries) = base.table_mut() else { return };
    if hands && !clock {
        entries.retain(|key, _| KEYS.iter().all(|(_, own)| own != key));
    } else if clock && !hands && entries.get("effort").is_some_and(|effort| !is_spread_only(effort)) {
        entries.remove("effort");
    }
}

/// Reports a type that says both itself.
pub(crate) fn not_both(contact: &Node, out: &mut Diagnostics) {
    let Some(effort) = contact.get("effort").filter(|effort| !is_spread_only(effort)) else { return };
    for (_, key) in KEYS {
        let Some(clock) = contact.get(key) else { continue };
        let why = say!("`effort` and `{key}` say the same in two ways", "`effort` 和 `{key}` 说的是同一件事");
        out.push(
            Diagnostic::error(Code::Twice, effort.named_place(), why)
                .also(clock.named_place(), say!("the other one", "另一个在这里"))
                .help(say!(
                    "`effort` is the agent's own hands, `{key}` the clock: leave one out",
                    "`effort` 是客服动手的时间，`{key}` 是钟面时间：请只写一个"
                )),
        );
    }
}

fn is_spread_only(effort: &Node) -> bool {
    LawText::read(effort, &mut Diagnostics::default()).is_none()
}

fn of_session(contact: &Node, defaults: Option<&Node>, out: &mut Diagnostics) -> Option<f64> {
    let said = contact.get("session")?;
    let lasts = quantity::duration(said.get("lasts")?.text()?).ok()?;
    // A change such as "*0.75" leaves a whole number as one with a point.
    let open = number(said.get("open")?).filter(|open| open.fract() == 0.0 && (1.0..=200.0).contains(open))? as u32;
    let mut unread = Diagnostics::default();
    let answers = match contact.get("messages") {
        Some(node) => mean(&MessagesText::read(node, &mut unread)?),
        None => 1.0,
    };
    let pause = match contact.get("customer_pause") {
        Some(node) => LawText::read(node, &mut unread)?.mean_seconds()?,
        None => 0.0,
    };
    let switching = defaults.and_then(|defaults| defaults.at(&["team", "switching"])).and_then(number).unwrap_or(0.0);
    if answers <= 0.0 || lasts <= 0.0 {
        // Reported where they are read.
        return None;
    }
    if let Some(answer) = answer_of_session(lasts, open, pause, answers, switching) {
        if answer < SHORT {
            out.push(little_work(said, answers, (answer, pause)));
        }
        return Some(answers * answer);
    }
    let [long, pauses] = [lasts, answers * pause].map(|seconds| (seconds / 6.0).round() / 10.0);
    let each = session_time(open, pause, ANSWER * (1.0 + switching * f64::from(open - 1)), 1.0);
    let fewer = (lasts / each).round().max(1.0);
    let answers = clean(answers);
    let mut told = Diagnostic::error(
        Code::OutOfRange,
        &said.get("lasts")?.place,
        say!(
            "{answers} answers with a pause of {pause} s after each last {pauses} min already: more than {long} min",
            "{answers} 条回复、每条之后停顿 {pause} 秒，光停顿就有 {pauses} 分钟，超过 {long} 分钟"
        ),
    );
    if let Some(messages) = contact.get("messages") {
        told = told.also(&messages.place, say!("so many answers", "这么多条回复"));
    }
    out.reject(told.help(say!(
        "write how many answers such a session has, such as messages = {fewer}, or a shorter customer_pause",
        "请写这样的会话有几条回复，例如 messages = {fewer}，或把 customer_pause 写短"
    )))
}

/// What is left of a session for its answers is too little to be true.
fn little_work(said: &Node, answers: f64, (answer, pause): (f64, f64)) -> Diagnostic {
    let (answers, answer) = (clean(answers), (answer * 10.0).round() / 10.0);
    let why = say!(
        "with {answers} answers and a pause of {pause} s after each, {answer} s of an agent's own time are left for an answer",
        "按 {answers} 条回复、每条之后停顿 {pause} 秒，每条回复只剩 {answer} 秒动手的时间"
    );
    Diagnostic::warning(Code::LittleWork, &said.place, why).help(say!(
        "count the answers of such a session (`messages`) and the customer's pause (`customer_pause`), or write `effort`",
        "请数一数这样的会话有几条回复（`messages`）、客户停顿多久（`customer_pause`），或直接写 `effort`"
    ))
}

fn of_call(contact: &Node, out: &mut Diagnostics) -> Option<f64> {
    let said = contact.get("handle_time")?;
    let all = quantity::duration(said.text()?).ok()?;
    let after = match contact.get("wrap_up") {
        Some(node) => LawText::read(node, &mut Diagnostics::default())?.mean_seconds()?,
        None => 0.0,
    };
    if all > after {
        return Some(all - after);
    }
    let why = say!(
        "{all} s are no longer than the `wrap_up` in them, {after} s",
        "{all} 秒里已含 `wrap_up` {after} 秒，没有通话时间"
    );
    out.reject(
        Diagnostic::error(Code::OutOfRange, &said.place, why)
            .help(say!("the handle time of a call is talk and wrap-up together", "电话的处理时长是通话加后处理的总和")),
    )
}

fn mean(messages: &MessagesText) -> f64 {
    match messages {
        MessagesText::Mean(mean) | MessagesText::Geometric(mean) => *mean,
        MessagesText::Values(values) => values.iter().map(|n| f64::from(*n)).sum::<f64>() / values.len() as f64,
    }
}

fn number(node: &Node) -> Option<f64> {
    match &node.value {
        Value::Integer(n) => Some(*n as f64),
        Value::Number(x) => Some(*x),
        Value::Text(text) => quantity::share(text).ok(),
        _ => None,
    }
}
