//! Contact types, streams and their arrivals.

use super::messaging::turns;
use crate::compile::context::Context;
use crate::compile::laws::{daily, label, law, optional_law};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{
    Arrivals, Busyness, Channel, ChatPace, Closed, ContactType, FirstTouch, Label, Lifts, Promise, Session, Speed,
    Ticket, TicketOrder,
};
use crate::random::{Law, Profile};
use crate::say;
use crate::scenario::schema::{self, ChannelWord, Contact, CountedWord, Slots, Stream, TicketOrderWord};
use crate::scenario::values::law::LawText;
use crate::scenario::values::read::At;
use crate::time::SimDuration;
use std::collections::BTreeMap;

/// What says, in one form or another, how long a contact takes: what is wrong in it is reported there.
const SAYS_EFFORT: [&str; 6] = ["effort", "alone", "answer", "steps", "session", "handle_time"];

/// A profile by name.
pub fn profile(context: &Context<'_>, name: &At<String>, out: &mut Diagnostics) -> Option<Profile> {
    let profiles = context.world.calendar.as_ref().map(|c| &c.profile)?;
    if !profiles.0.contains_key(&name.value) {
        let names = profiles.names();
        let called = &name.value;
        return out.reject(
            Diagnostic::error(
                Code::UnknownName,
                &name.place,
                say!("unknown profile `{called}`", "没有叫 `{called}` 的时段分布"),
            )
            .near_or_list(called, &names),
        );
    }
    let weights: Vec<f64> = profiles.get(&name.value)?.iter().map(|w| w.value.0).collect();
    let sum: f64 = weights.iter().sum();
    (sum > 0.0).then(|| Profile::new(&weights))
}

/// First arrivals.
pub fn arrivals(context: &Context<'_>, text: &At<schema::Arrivals>, out: &mut Diagnostics) -> Option<Arrivals> {
    crate::compile::calendar::recorded_days::check_keys(text, out);
    if !text.writes("per_day") && !text.writes("file") {
        let why = say!("`per_day` is missing", "缺少 `per_day`");
        return out.reject(Diagnostic::error(Code::Missing, &text.place, why).help(say!(
            "how many come a day, such as per_day = 990; or file = \"volumes.csv\"",
            "每天多少，例如 per_day = 990；或者写文件 file = \"volumes.csv\""
        )));
    }
    let factors = text.weekday.as_ref().map_or([1.0; 7], |w| w.factors());
    let profile = match &text.profile {
        Some(name) => profile(context, name, out)?,
        None => Profile::flat(),
    };
    let plain = text.per_day.as_ref().map_or(0.0, |per_day| per_day.value.0);
    let per_day = factors.map(|f| f * plain);
    // Holidays, events, files and how much days differ are laid over when all types are known.
    let (dated, known, given, shapes) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    Some(Arrivals {
        per_day,
        dated,
        known,
        given,
        profile,
        busyness: Busyness::default(),
        lifts: Lifts::default(),
        shapes,
        crises: Vec::new(),
    })
}

/// A stream, without its rules.
pub fn stream(context: &Context<'_>, name: &str, text: &Stream, out: &mut Diagnostics) -> ContactType {
    let arrivals = text.arrivals.as_ref().and_then(|a| arrivals(context, a, out));
    ContactType { arrivals, ..blank(label(name, text.name.as_ref()), Channel::Stream) }
}

/// A contact type, without its rules, routes and bot.
pub fn contact(context: &Context<'_>, name: &str, key: &Place, text: &Contact, out: &mut Diagnostics) -> ContactType {
    let channel = match text.channel.value {
        ChannelWord::Chat => Channel::Chat,
        ChannelWord::Call => Channel::Call,
        ChannelWord::Ticket => Channel::Ticket,
    };
    let mut made = blank(label(name, text.name.as_ref()), channel);
    made.arrivals = text.arrivals.as_ref().and_then(|a| arrivals(context, a, out));
    misplaced(text, channel, out);
    open_at_once(text, out);
    made.outreach = super::outreach::outreach(text, channel, out);
    // A chat by the wall clock needs no effort of its own: alone, the agent is taken to be busy all the time.
    let effort = text.effort.as_ref().or(text.alone.as_ref()).or(text.answer.as_ref());
    match effort.map(|e| (e, law(e))) {
        Some((_, Some(law))) => made.effort = law,
        Some((e, None)) => {
            out.push(Diagnostic::error(Code::Missing, &e.place, say!("an effort is wanted here", "这里要写人工工时")));
        }
        None if SAYS_EFFORT.iter().any(|key| text.writes(key)) => (),
        // A message that the bot sends takes nobody's time.
        None if made.outreach => (),
        None => no_effort(name, key, out),
    }
    if channel == Channel::Chat {
        turns(context, name, text, &mut made, out);
        made.silent = super::messaging::silent(text, out);
        made.pace = pace(text, &made.effort, out);
        made.session = text.session.as_ref().map(|s| Session { lasts: s.lasts.value, open: s.open.value.0 });
    }
    if channel != Channel::Ticket {
        made.patience = optional_law(text.patience.as_ref());
        made.balk = text.balk.as_ref().map_or(0.0, |b| b.value.0);
        made.queue_limit = text.queue_limit.as_ref().map(|q| q.value.0);
        made.closed = text.closed.as_ref().map(|c| Closed {
            leaves_message: c.leaves_message.value.0,
            in_line: c.in_line.as_ref().is_some_and(|b| b.value),
        });
    }
    made.sale = text.sale.as_ref().map(|sale| super::sale::sale(sale, out));
    made.rating = text.rating.as_ref().map(|rating| super::satisfaction::rating(rating, channel, made.outreach, out));
    let of_design = context.design.owner.as_ref().filter(|_| channel != Channel::Ticket);
    made.owner = text.owner.as_ref().or(of_design).map(|owner| owner.value);
    made.hours = text.hours.as_ref().map(|h| daily(h.value));
    made.wrap_up = optional_law(text.wrap_up.as_ref());
    made.resolved = text.resolved.as_ref().map_or(1.0, |r| r.value.0);
    targets(text, &mut made, out);
    if channel == Channel::Ticket
        && let Some(steps) = &text.steps
    {
        super::ticket_steps::steps(text, &steps.value.0, &mut made, out);
    }
    made
}

pub(crate) fn no_effort(name: &str, key: &Place, out: &mut Diagnostics) {
    let why = say!("`effort` of `{name}` is missing", "`{name}` 缺少 `effort`（人工工时）");
    out.push(Diagnostic::error(Code::Missing, key, why).help(say!(
        "the agent's own time in a contact, such as effort = \"150 s\"",
        "客服在一次咨询里自己花的时间，例如 effort = \"150 s\""
    )));
}

/// A type about which nothing is known yet.
pub fn blank(label: Label, channel: Channel) -> ContactType {
    ContactType {
        label,
        channel,
        arrivals: None,
        effort: Law::Fixed(SimDuration::ZERO),
        session: None,
        pace: ChatPace::default(),
        turns: None,
        silent: None,
        patience: None,
        balk: 0.0,
        owner: None,
        queue_limit: None,
        wrap_up: None,
        resolved: 1.0,
        sale: None,
        rating: None,
        outreach: false,
        speed: None,
        ticket: None,
        bot: None,
        hours: None,
        closed: None,
        routes: Vec::new(),
        rules: Default::default(),
    }
}

/// Refuses a key, where it is given, of another channel.
pub(crate) fn only_for(key: &str, place: Option<&Place>, wanted: &str, out: &mut Diagnostics) {
    if let Some(place) = place {
        let why = say!("`{key}` is for the channel {wanted} only", "`{key}` 只用于渠道 {wanted}");
        out.push(Diagnostic::error(Code::Misplaced, place, why));
    }
}

/// Keys that belong to another channel are a misunderstanding, not something to pass over.
fn misplaced(text: &Contact, channel: Channel, out: &mut Diagnostics) {
    let mut refuse = |key: &str, place: Option<&Place>, wanted: &str| only_for(key, place, wanted, out);
    if channel != Channel::Ticket {
        refuse("steps", text.steps.as_ref().map(|x| &x.place), "\"ticket\"");
        refuse("interruptible", text.interruptible.as_ref().map(|x| &x.place), "\"ticket\"");
        refuse("resume_cost", text.resume_cost.as_ref().map(|x| &x.place), "\"ticket\"");
        refuse("slots", text.slots.as_ref().map(|x| &x.place), "\"ticket\"");
        refuse("order", text.order.as_ref().map(|x| &x.place), "\"ticket\"");
        refuse("late", text.late.as_ref().map(|x| &x.place), "\"ticket\"");
    }
    if channel != Channel::Chat {
        refuse("session", text.session.as_ref().map(|x| &x.place), "\"chat\"");
        refuse("messages", text.messages.as_ref().map(|x| &x.place), "\"chat\"");
        refuse("customer_pause", text.customer_pause.as_ref().map(|x| &x.place), "\"chat\"");
        refuse("alone", text.alone.as_ref().map(|x| &x.place), "\"chat\"");
        refuse("slowdown", text.slowdown.as_ref().map(|x| &x.place), "\"chat\"");
        refuse("detail", text.detail.as_ref().map(|x| &x.place), "\"chat\"");
        refuse("silent", text.silent.as_ref().map(|x| &x.place), "\"chat\"");
        refuse("silent_effort", text.silent_effort.as_ref().map(|x| &x.place), "\"chat\"");
        for (key, place) in super::messaging::given(text) {
            refuse(key, Some(place), "\"chat\"");
        }
    }
    if channel != Channel::Call {
        refuse("handle_time", text.handle_time.as_ref().map(|x| &x.place), "\"call\"");
    }
    if channel == Channel::Ticket {
        let wanted = "\"chat\" / \"call\"";
        refuse("patience", text.patience.as_ref().map(|x| &x.place), wanted);
        refuse("balk", text.balk.as_ref().map(|x| &x.place), wanted);
        refuse("queue_limit", text.queue_limit.as_ref().map(|x| &x.place), wanted);
        refuse("abandoned", text.abandoned.as_ref().map(|x| &x.place), wanted);
        refuse("falsely_contained", text.falsely_contained.as_ref().map(|x| &x.place), wanted);
        refuse("closed", text.closed.as_ref().map(|x| &x.place), wanted);
        if !text.outreach.as_ref().is_some_and(|outreach| outreach.value) {
            refuse("sale", text.sale.as_ref().map(|x| &x.place), wanted);
        }
    }
}

/// An agent has at least one chat open.
fn open_at_once(text: &Contact, out: &mut Diagnostics) {
    let Some(open) = text.session.as_ref().map(|session| &session.value.open) else { return };
    if !(1..=200).contains(&open.value.0) {
        let why = say!("an agent has 1 to 200 chats open", "一名客服同时接 1 到 200 个会话");
        out.push(Diagnostic::error(Code::OutOfRange, &open.place, why));
    }
}

fn pace(text: &Contact, effort: &Law, out: &mut Diagnostics) -> ChatPace {
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

/// What a target promises of chats and calls; none of tickets.
pub fn speed(target: &schema::Target) -> Option<Speed> {
    let limit = target.first_reply.as_ref().or(target.accepted.as_ref())?.value;
    let until = if target.first_reply.is_some() { FirstTouch::FirstReply } else { FirstTouch::Accepted };
    let window = target.window.as_ref().map(|window| daily(window.value));
    Some(Speed { until, limit, share: target.share.as_ref().map(|share| share.value.0), window })
}

fn targets(text: &Contact, made: &mut ContactType, out: &mut Diagnostics) {
    let ticket = made.channel == Channel::Ticket;
    let mut done = (None, None);
    let mut started = None;
    let promise = |within: &At<SimDuration>, target: &schema::Target| Promise {
        within: within.value,
        opening: target.counted.as_ref().is_some_and(|c| c.value == CountedWord::Opening),
    };
    for target in &text.targets {
        let share = target.share.as_ref().map(|s| s.value.0);
        let (live, tickets) = (
            target.first_reply.as_ref().or(target.accepted.as_ref()),
            target.done.as_ref().or(target.started.as_ref()),
        );
        if let Some(counted) = target.counted.as_ref().filter(|_| !ticket) {
            out.push(Diagnostic::error(
                Code::Misplaced,
                &counted.place,
                say!("`counted` is for the targets of tickets", "`counted` 只用于工单的目标"),
            ));
        }
        if let Some(window) = target.window.as_ref().filter(|_| ticket) {
            out.push(Diagnostic::error(
                Code::Misplaced,
                &window.place,
                say!("`window` is for the targets of chats and calls", "`window` 只用于会话和电话的目标"),
            ));
        }
        match (ticket, live, tickets) {
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
            (false, Some(_), None) => {
                if made.speed.is_some() {
                    out.push(Diagnostic::error(
                        Code::NotYet,
                        &target.place,
                        say!("a second target is not supported in this version yet", "这个版本还不支持第二个目标"),
                    ));
                }
                made.speed = made.speed.or_else(|| speed(target));
            }
            (true, None, Some(_)) => {
                if let Some(d) = &target.done {
                    done = (Some(promise(d, target)), share);
                }
                started = target.started.as_ref().map(|s| promise(s, target)).or(started);
            }
        }
    }
    if ticket {
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
        made.ticket = Some(Ticket {
            deadline: done.0,
            share: done.1,
            start_within: started,
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
            alone: text.slots.as_ref().is_some_and(|slots| slots.value == Slots::All),
            late_pays: text.late.as_ref().and_then(|l| l.pays.as_ref()).map_or(0.0, |p| p.value.0),
            steps: Vec::new(),
        });
    }
}
