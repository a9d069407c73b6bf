//! The pace of chats, as written to as run.

use crate::compile::laws::law;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::ChatPace;
use crate::random::Law;
use crate::say;
use crate::scenario::schema::ContactText;
use crate::scenario::values::law::LawText;
use crate::scenario::values::read::At;

/// How fast an agent with several of these chats open moves each of them on.
pub(crate) fn pace(text: &ContactText, effort: &Law, out: &mut Diagnostics) -> ChatPace {
    if let Some(alone) = &text.alone {
        let slow = text.slowdown.as_ref();
        if text.writes("effort") {
            by_hand(alone, slow.map_or(&[1.0], |s| &s.factors), effort, out);
        }
        let by_loop = [
            ("messages", text.messages.as_ref().map(|m| &m.place)),
            ("customer_pause", text.customer_pause.as_ref().map(|p| &p.place)),
        ];
        for (key, place) in by_loop.into_iter().filter(|_| text.session.is_none()) {
            let Some(place) = place else { continue };
            let why = say!("`{key}` does nothing beside `alone`", "写了 `alone`，`{key}` 就不起作用");
            let here = say!("this says how long a chat lasts", "会话时长由它决定");
            out.push(Diagnostic::warning(Code::Misplaced, place, why).also(&alone.place, here));
        }
        return ChatPace::Measured {
            alone: law(alone).unwrap_or_else(|| effort.clone()),
            slowdown: slow.map_or_else(|| vec![1.0], |s| s.factors.clone()),
            at_start: slow.is_some_and(|s| s.at_start),
        };
    }
    if let Some(slowdown) = &text.slowdown {
        out.push(
            Diagnostic::error(
                Code::Missing,
                &slowdown.place,
                say!("`slowdown` needs `alone`", "写了 `slowdown` 就要写 `alone`"),
            )
            .help(say!(
                "how long a chat lasts with an agent to itself, such as alone = \"6 min\"",
                "一个客服只接一个会话时的时长，例如 alone = \"6 min\""
            )),
        );
    }
    let messages = super::messaging::messages(text).mean();
    if messages <= 0.0 && !super::messaging::by_message(text) {
        let place = text.messages.as_ref().map(|m| &m.place).expect("the default is above 0");
        out.push(Diagnostic::error(
            Code::OutOfRange,
            place,
            say!("a chat has at least one answer", "一次会话至少有一条回复"),
        ));
    }
    let effort = effort.mean_seconds();
    if let (Some(e), true) = (text.effort.as_ref().or(text.answer.as_ref()), effort <= 0.0) {
        out.push(Diagnostic::error(
            Code::OutOfRange,
            &e.place,
            say!("an effort must be above 0", "人工工时必须大于 0"),
        ));
    }
    let pause = super::messaging::pause(text, out).mean_seconds();
    ChatPace::Loop { messages: messages.max(f64::MIN_POSITIVE), pause, effort }
}

/// Chats by the wall clock whose effort is written too: an agent's hour has sixty minutes.
fn by_hand(alone: &At<LawText>, factors: &[f64], effort: &Law, out: &mut Diagnostics) {
    let Some(lasts) = law(alone).map(|law| law.mean_seconds()).filter(|seconds| *seconds > 0.0) else { return };
    let minutes = |open: usize| 60.0 * open as f64 * effort.mean_seconds() / (lasts * factors[open - 1]);
    if let Some(open) = (1..=factors.len()).find(|open| minutes(*open) > 60.0 + 1e-9) {
        let minutes = minutes(open).round();
        out.push(
            Diagnostic::error(
                Code::OutOfRange,
                &alone.place,
                say!(
                    "with {open} open, chats of this length mean {minutes} minutes by hand in an hour",
                    "同时接 {open} 个时，这样的时长意味着每小时动手 {minutes} 分钟"
                ),
            )
            .help(say!(
                "a longer `alone`, a larger `slowdown`, or a smaller `effort`",
                "把 `alone` 写长、`slowdown` 写大，或把 `effort` 写小"
            )),
        );
    }
}
