//! Contact types, streams and their arrivals.

use super::channel_keys::{misplaced, open_at_once};
use super::messaging::turns;
use super::pace::pace;
use super::targets::targets;
use crate::compile::calendar::profiles::profile;
use crate::compile::context::Context;
use crate::compile::laws::{label, law, optional_law};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Arrivals, Busyness, Channel, Closed, ContactType, Lifts, Session};
use crate::random::Profile;
use crate::say;
use crate::scenario::schema::{self, ChannelWord, ContactText, StreamText};
use crate::scenario::values::read::At;
use std::collections::BTreeMap;

/// What says, in one form or another, how long a contact takes: what is wrong in it is reported there.
const SAYS_EFFORT: [&str; 6] = ["effort", "alone", "answer", "steps", "session", "handle_time"];

/// First arrivals.
pub fn arrivals(context: &Context<'_>, text: &At<schema::ArrivalsText>, out: &mut Diagnostics) -> Option<Arrivals> {
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
pub fn stream(context: &Context<'_>, name: &str, text: &StreamText, out: &mut Diagnostics) -> ContactType {
    let arrivals = text.arrivals.as_ref().and_then(|a| arrivals(context, a, out));
    ContactType { arrivals, ..ContactType::new(label(name, text.name.as_ref()), Channel::Stream) }
}

/// A contact type, without its rules, routes and bot.
pub fn contact(
    context: &Context<'_>,
    name: &str,
    key: &Place,
    text: &ContactText,
    out: &mut Diagnostics,
) -> ContactType {
    let channel = match text.channel.value {
        ChannelWord::Chat => Channel::Chat,
        ChannelWord::Call => Channel::Call,
        ChannelWord::Ticket => Channel::Ticket,
    };
    let mut made = ContactType::new(label(name, text.name.as_ref()), channel);
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
    made.hold_for_last_agent = text.owner.as_ref().or(of_design).map(|owner| owner.value);
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

/// Of messages that the shop begins, where people send them: how long one takes them.
pub fn check_effort(name: &str, key: &Place, text: &ContactText, made: &ContactType, out: &mut Diagnostics) {
    if made.outreach && !made.routes.is_empty() && !text.writes("effort") && !text.writes("steps") {
        no_effort(name, key, out);
    }
}

fn no_effort(name: &str, key: &Place, out: &mut Diagnostics) {
    let why = say!("`effort` of `{name}` is missing", "`{name}` 缺少 `effort`（人工工时）");
    out.push(Diagnostic::error(Code::Missing, key, why).help(say!(
        "the agent's own time in a contact, such as effort = \"150 s\"",
        "客服在一次咨询里自己花的时间，例如 effort = \"150 s\""
    )));
}
