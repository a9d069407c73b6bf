//! Targets: what is promised, and of tickets in which order they are worked on.

use crate::compile::laws::daily;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Channel, ContactType, FirstTouch, MOST_TIME_LIMITS, Promise, Ticket, TicketOrder, WaitTarget};
use crate::say;
use crate::scenario::schema::{self, ContactText, CountedWord, Slots, TicketOrderWord};
use crate::scenario::values::read::At;
use crate::time::SimDuration;

/// What a target promises of chats and calls; none of tickets.
pub fn speed(target: &schema::TargetText) -> Option<WaitTarget> {
    let limit = target.first_reply.as_ref().or(target.accepted.as_ref())?.value;
    let until = if target.first_reply.is_some() { FirstTouch::FirstReply } else { FirstTouch::Accepted };
    let window = target.window.as_ref().map(|window| daily(window.value));
    Some(WaitTarget { until, limit, share: target.share.as_ref().map(|share| share.value.0), window })
}

/// What is promised of a type, checked against its channel.
pub(crate) fn targets(text: &ContactText, made: &mut ContactType, out: &mut Diagnostics) {
    let is_ticket = made.channel == Channel::Ticket;
    let mut ticket = is_ticket.then(|| ticket(text, out));
    for (at, target) in text.targets.iter().enumerate() {
        if !fits_channel(target, is_ticket, out) {
            continue;
        }
        let Some(ticket) = &mut ticket else {
            if let Some(speed) = speed(target).filter(|_| fits_others(&text.targets, at, out)) {
                match made.speed {
                    None => made.speed = Some(speed),
                    Some(_) => made.more_speeds.push(speed),
                }
            }
            continue;
        };
        said_once(&text.targets, at, out);
        if let Some(done) = &target.done {
            ticket.deadline = Some(promise(done, target));
            ticket.share = target.share.as_ref().map(|s| s.value.0);
        }
        ticket.start_within = target.started.as_ref().map(|s| promise(s, target)).or(ticket.start_within);
    }
    made.ticket = ticket;
}

/// Whether a target of chats or calls can stand beside those before it; what it repeats is reported.
fn fits_others(targets: &[At<schema::TargetText>], at: usize, out: &mut Diagnostics) -> bool {
    let limit = |target: &At<schema::TargetText>| speed(target).map(|speed| speed.limit);
    let place = |target: &At<schema::TargetText>| {
        target
            .first_reply
            .as_ref()
            .or(target.accepted.as_ref())
            .map_or(target.place.clone(), |limit| limit.place.clone())
    };
    let same = targets[..at].iter().find(|other| limit(other) == limit(&targets[at]));
    if let Some(same) = same {
        let why = say!(
            "a target with this limit stands there already: figures are told apart by their limits",
            "已有同一时限的目标：各目标的指标按时限区分"
        );
        out.push(
            Diagnostic::error(Code::Twice, &place(&targets[at]), why)
                .also(&place(same), say!("the other one", "另一个在这里"))
                .help(say!(
                    "such as [{{ accepted = \"20 s\", share = 0.8 }}, {{ first_reply = \"60 s\", share = 0.9 }}]",
                    "例如 [{{ accepted = \"20 s\", share = 0.8 }}, {{ first_reply = \"60 s\", share = 0.9 }}]"
                )),
        );
    }
    if at == MOST_TIME_LIMITS {
        let n = targets.len();
        let why = say!(
            "{n} targets of one type: at most {MOST_TIME_LIMITS}",
            "一个类型有 {n} 个目标：最多 {MOST_TIME_LIMITS} 个"
        );
        out.push(Diagnostic::error(Code::TooLarge, &targets[at].place, why));
    }
    same.is_none() && at < MOST_TIME_LIMITS
}

/// A ticket is done by one time and started by one time; what says it again is reported.
fn said_once(targets: &[At<schema::TargetText>], at: usize, out: &mut Diagnostics) {
    for key in ["done", "started"] {
        let limit = |target: &'_ At<schema::TargetText>| {
            if key == "done" { target.done.clone() } else { target.started.clone() }
        };
        let before = targets[..at].iter().find_map(limit);
        let (Some(again), Some(before)) = (limit(&targets[at]), before) else { continue };
        let why = say!("a ticket has one target `{key}`", "工单只能有一个 `{key}` 目标");
        out.push(
            Diagnostic::error(Code::Twice, &again.place, why)
                .also(&before.place, say!("the other one", "另一个在这里"))
                .help(say!(
                    "how long others take is in turnaround_p90, turnaround_p95 and any other percentile",
                    "其他时限可看 turnaround_p90、turnaround_p95 等任意分位数"
                )),
        );
    }
}

/// A time limit on the clock, or in opening hours.
fn promise(within: &At<SimDuration>, target: &schema::TargetText) -> Promise {
    let opening = target.counted.as_ref().is_some_and(|c| c.value == CountedWord::Opening);
    Promise { within: within.value, opening }
}

/// Whether a target says what one of its channel says; what it says of another is reported.
fn fits_channel(target: &At<schema::TargetText>, is_ticket: bool, out: &mut Diagnostics) -> bool {
    let live = target.first_reply.as_ref().or(target.accepted.as_ref());
    let of_ticket = target.done.as_ref().or(target.started.as_ref());
    if let Some(counted) = target.counted.as_ref().filter(|_| !is_ticket) {
        out.push(Diagnostic::error(
            Code::Misplaced,
            &counted.place,
            say!("`counted` is for the targets of tickets", "`counted` 只用于工单的目标"),
        ));
    }
    if let Some(window) = target.window.as_ref().filter(|_| is_ticket) {
        out.push(Diagnostic::error(
            Code::Misplaced,
            &window.place,
            say!("`window` is for the targets of chats and calls", "`window` 只用于会话和电话的目标"),
        ));
    }
    if let (Some(reply), Some(accepted)) = (&target.first_reply, &target.accepted) {
        out.push(two_limits(&reply.place, &accepted.place));
        return false;
    }
    match (is_ticket, live, of_ticket) {
        (true, Some(wrong), _) => out.push(Diagnostic::error(
            Code::Misplaced,
            &wrong.place,
            say!("a ticket's target is `done` or `started`", "工单的目标是 `done`（完成）或 `started`（开始处理）"),
        )),
        (false, _, Some(wrong)) => out.push(Diagnostic::error(
            Code::Misplaced,
            &wrong.place,
            say!(
                "the target of a chat or call is `first_reply` or `accepted`",
                "会话或电话的目标是 `first_reply`（首响）或 `accepted`（接入）"
            ),
        )),
        (_, None, None) => out.push(Diagnostic::error(
            Code::Missing,
            &target.place,
            say!(
                "a target says `first_reply`, `accepted`, `done` or `started`",
                "目标要写 `first_reply`、`accepted`、`done` 或 `started`"
            ),
        )),
        (false, Some(_), None) | (true, None, Some(_)) => return true,
    }
    false
}

/// A target of a chat or call with a limit until the reply and one until an agent has it: it has one share, so one of them is meant.
fn two_limits(reply: &Place, accepted: &Place) -> Diagnostic {
    let why = say!(
        "a target has one limit: `first_reply` or `accepted`",
        "一个目标只有一个时限：`first_reply` 或 `accepted`"
    );
    Diagnostic::error(Code::Twice, accepted, why).also(reply, say!("the other one", "另一个在这里")).help(say!(
        "for both, two targets: [{{ accepted = \"20 s\", share = 0.8 }}, {{ first_reply = \"60 s\", share = 0.9 }}]",
        "两个都要就写两个目标：[{{ accepted = \"20 s\", share = 0.8 }}, {{ first_reply = \"60 s\", share = 0.9 }}]"
    ))
}

/// What only tickets have, without their promises.
fn ticket(text: &ContactText, out: &mut Diagnostics) -> Ticket {
    let interruptible = text.interruptible.as_ref().is_some_and(|i| i.value);
    if let Some(cost) = text.resume_cost.as_ref().filter(|_| !interruptible) {
        let why = say!(
            "`resume_cost` does nothing here: these tickets are not interrupted",
            "`resume_cost` 在这里不起作用：这类工单不会被打断"
        );
        out.push(
            Diagnostic::warning(Code::Misplaced, &cost.place, why)
                .help(say!("write interruptible = true beside it", "请同时写 interruptible = true")),
        );
    }
    Ticket {
        deadline: None,
        share: None,
        start_within: None,
        order: match text.order.as_ref().map(|o| o.value) {
            Some(TicketOrderWord::Fifo) => TicketOrder::Fifo,
            _ => TicketOrder::Deadline,
        },
        interruptible,
        resume_cost: text.resume_cost.as_ref().map_or(SimDuration::ZERO, |r| r.value),
        slots: match text.slots.as_ref().map(|slots| slots.value) {
            Some(Slots::Places(places)) => places,
            Some(Slots::All) | None => 1,
        },
        exclusive: text.slots.as_ref().is_some_and(|slots| slots.value == Slots::All),
        late_pays: text.late.as_ref().and_then(|l| l.pays.as_ref()).map_or(0.0, |p| p.value.0),
        steps: Vec::new(),
    }
}
