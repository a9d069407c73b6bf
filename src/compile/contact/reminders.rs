//! Reminders to customers who have gone quiet.

use crate::compile::laws::law;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Reminder;
use crate::random::Law;
use crate::say;
use crate::scenario::schema::{ContactText, ReminderText, ReminderWord};
use crate::scenario::values::read::At;
use crate::time::SimDuration;

/// Reminders of one silence: more of them are a slip of the pen.
const MOST: usize = 10;
/// The largest factor on the chance that somebody buys.
const LARGEST: f64 = 10.0;
/// The largest chance that customers who had gone are brought back: then a chat takes nine more answers on average.
const BACK: f64 = 0.9;

/// The reminders of a type whose chats go by the message.
pub fn reminders(text: &ContactText, out: &mut Diagnostics) -> Vec<Reminder> {
    let Some(list) = &text.reminders else { return Vec::new() };
    if list.value.len() > MOST {
        let n = list.value.len();
        let why = say!("{n} reminders: at most {MOST}", "共 {n} 次提醒：最多 {MOST} 次");
        out.push(Diagnostic::error(Code::TooLarge, &list.place, why));
        return Vec::new();
    }
    in_order(&list.value, out);
    let made: Vec<Reminder> = list.value.iter().filter_map(|one| reminder(text, one, out)).collect();
    let back = 1.0 - made.iter().map(|one| 1.0 - one.replies).product::<f64>();
    if back > BACK + 1e-9 {
        let why = say!(
            "customers who had gone would be brought back with a chance of {back:.2}: such a chat hardly ever ends",
            "已经走了的客户会以 {back:.2} 的概率被叫回来：这样的会话几乎不会结束"
        );
        out.push(Diagnostic::error(Code::OutOfRange, &list.place, why).help(say!(
            "the `replies` of all reminders together at most {BACK}",
            "各次提醒的 `replies` 合起来最多 {BACK}"
        )));
    }
    made
}

/// Each after the one before.
fn in_order(list: &[At<ReminderText>], out: &mut Diagnostics) {
    let mut before: Option<&At<SimDuration>> = None;
    for after in list.iter().map(|one| &one.after) {
        if after.value == SimDuration::ZERO {
            let why = say!("a reminder comes after some silence", "沉默一段时间之后才提醒");
            out.push(Diagnostic::error(Code::OutOfRange, &after.place, why));
        } else if let Some(before) = before.filter(|before| before.value >= after.value) {
            let why = say!("reminders are written in order of time", "提醒要按时间先后写");
            out.push(
                Diagnostic::error(Code::OutOfRange, &after.place, why)
                    .also(&before.place, say!("not earlier than this", "不早于这一次")),
            );
        }
        before = Some(after);
    }
}

/// One of them; none where nobody can say who sends it.
fn reminder(text: &ContactText, one: &At<ReminderText>, out: &mut Diagnostics) -> Option<Reminder> {
    if one.by.is_none() && one.writes("by") {
        return None;
    }
    let by_agent = one.by.as_ref().is_some_and(|by| by.value == ReminderWord::Agent);
    if by_agent {
        before_release(text, one, out);
    } else {
        beside_wrap_up(text, one, out);
    }
    let by_hand = effort(one, by_agent, out);
    let conversion = conversion(text, one, out);
    let replies = one.replies.as_ref().map_or(0.0, |replies| replies.value.0);
    Some(Reminder { after: one.after.value, by_hand, replies, conversion })
}

/// An agent reminds whom they still have.
fn before_release(text: &ContactText, one: &At<ReminderText>, out: &mut Diagnostics) {
    let Some(release) = text.release_after.as_ref().filter(|release| release.value <= one.after.value) else { return };
    out.push(
        Diagnostic::error(
            Code::Misplaced,
            &one.after.place,
            say!("the agent never sends it: the place is freed by then", "客服永远发不出这次提醒：那时接待位已经释放"),
        )
        .also(&release.place, say!("freed here", "在这里释放"))
        .help(say!("by = \"bot\", or a later `release_after`", "改为 by = \"bot\"，或把 `release_after` 写长")),
    );
}

/// A chat that stays open without an agent, to be reminded, has nobody for after-contact work when it ends.
fn beside_wrap_up(text: &ContactText, one: &At<ReminderText>, out: &mut Diagnostics) {
    let Some(release) = text.release_after.as_ref().filter(|release| release.value <= one.after.value) else { return };
    let Some(wrap_up) = text.wrap_up.as_ref().filter(|wrap_up| law(wrap_up).is_some()) else { return };
    out.push(
        Diagnostic::error(
            Code::Misplaced,
            &wrap_up.place,
            say!(
                "a chat that ends after this reminder has no agent for the work after it",
                "发这次提醒时接待位已经释放：之后没有客服做会话后处理"
            ),
        )
        .also(&one.after.place, say!("sent here", "这时发出"))
        .also(&release.place, say!("the place is freed here", "在这里释放接待位"))
        .help(say!(
            "wrap_up = \"none\" and its time in the effort, or a later `release_after`",
            "写 wrap_up = \"none\" 并把时间算进人工工时，或把 `release_after` 写长"
        )),
    );
}

/// How long an agent takes over it; the bot takes nobody's time.
fn effort(one: &At<ReminderText>, by_agent: bool, out: &mut Diagnostics) -> Option<Law> {
    let Some(effort) = &one.effort else {
        if by_agent && !one.writes("effort") {
            let why = say!("an agent's reminder needs an `effort`", "客服发的提醒要写 `effort`（人工工时）");
            out.push(
                Diagnostic::error(Code::Missing, &one.place, why)
                    .help(say!("such as effort = \"6 s\"", "例如 effort = \"6 s\"")),
            );
        }
        return None;
    };
    if !by_agent {
        let why = say!("the bot's reminder takes nobody's time", "机器人发的提醒不花人工工时");
        return out.reject(
            Diagnostic::error(Code::Misplaced, &effort.place, why)
                .help(say!("write by = \"agent\" beside it", "请同时写 by = \"agent\"")),
        );
    }
    let law = law(effort).filter(|law| law.mean_seconds() > 0.0);
    if law.is_none() {
        let why = say!("an effort must be above 0", "人工工时必须大于 0");
        out.push(Diagnostic::error(Code::OutOfRange, &effort.place, why));
    }
    law
}

/// The factor on the chance to buy, of customers who may.
fn conversion(text: &ContactText, one: &At<ReminderText>, out: &mut Diagnostics) -> f64 {
    let Some(factor) = &one.conversion else { return 1.0 };
    if factor.value.0 > LARGEST {
        let why = say!("a factor on the chance to buy is 0 to {LARGEST}", "成交机会的倍数在 0 到 {LARGEST} 之间");
        out.push(Diagnostic::error(Code::OutOfRange, &factor.place, why));
    } else if text.sale.is_none() && !text.writes("sale") {
        let why = say!("there is no `sale` that customers could buy", "没有写 `sale`，客户无从下单");
        out.push(Diagnostic::error(Code::Misplaced, &factor.place, why).help(say!(
            "for example sale = {{ conversion = 0.2, margin = 260 }}",
            "例如 sale = {{ conversion = 0.2, margin = 260 }}"
        )));
    }
    factor.value.0
}
