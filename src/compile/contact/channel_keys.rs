//! Keys that only some channels have.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::Channel;
use crate::say;
use crate::scenario::schema::ContactText;

/// Refuses a key, where it is given, of another channel.
pub(crate) fn only_for(key: &str, place: Option<&Place>, wanted: &str, out: &mut Diagnostics) {
    if let Some(place) = place {
        let why = say!("`{key}` is for the channel {wanted} only", "`{key}` 只用于渠道 {wanted}");
        out.push(Diagnostic::error(Code::Misplaced, place, why));
    }
}

/// Keys that belong to another channel are a misunderstanding, not something to pass over.
pub(crate) fn misplaced(text: &ContactText, channel: Channel, out: &mut Diagnostics) {
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
pub(crate) fn open_at_once(text: &ContactText, out: &mut Diagnostics) {
    let Some(open) = text.session.as_ref().map(|session| &session.value.open) else { return };
    if !(1..=200).contains(&open.value.0) {
        let why = say!("an agent has 1 to 200 chats open", "一名客服同时接 1 到 200 个会话");
        out.push(Diagnostic::error(Code::OutOfRange, &open.place, why));
    }
}
