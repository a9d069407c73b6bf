//! Messages that the shop begins, after a parcel came or a matter was settled: sent by agents, as tickets, or by the bot; no customer
//! waits for them, and none asks again because of them.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Bot, Channel, ContactType};
use crate::random::Law;
use crate::say;
use crate::scenario::schema::{BotText, ContactText, EventWord, RuleText};
use crate::scenario::values::plain::Share;
use crate::scenario::values::read::At;
use crate::time::SimDuration;

/// Whether the type is one, and what does not go with it.
pub fn outreach(text: &ContactText, channel: Channel, out: &mut Diagnostics) -> bool {
    let Some(said) = text.outreach.as_ref().filter(|said| said.value) else { return false };
    if channel != Channel::Ticket {
        let why = say!(
            "nobody waits on the line for a message of the shop: its channel is \"ticket\"",
            "商家主动发的消息没有人在线等：渠道要写 \"ticket\""
        );
        out.push(
            Diagnostic::error(Code::Misplaced, &said.place, why).also(&text.channel.place, say!("here", "在这里")),
        );
    }
    let slow = text.sale.as_ref().and_then(|sale| sale.slow_answer.iter().next().map(|(_, entry, _)| &entry.key));
    let asked_for = [
        ("steps", text.steps.as_ref().map(|x| &x.place)),
        ("late", text.late.as_ref().map(|x| &x.place)),
        ("unresolved", text.unresolved.as_ref().map(|x| &x.place)),
        ("slow_answer", slow),
    ];
    for (key, place) in asked_for.into_iter().filter_map(|(key, place)| Some((key, place?))) {
        let why = say!(
            "`{key}` is for what customers ask: nobody waits for a message of the shop",
            "`{key}` 用于客户发起的咨询：商家主动发的消息没有人在等"
        );
        out.push(Diagnostic::error(Code::Misplaced, place, why).also(&said.place, say!("it is one", "这是主动消息")));
    }
    true
}

/// The bot that sends them: those that it does not send, people do. It talks to nobody, so nothing else can be said of it.
pub fn bot(text: &BotText, contains: &At<Share>, out: &mut Diagnostics) -> Bot {
    let of_talks = [
        ("resolves", text.resolves.as_ref().map(|x| &x.place)),
        ("lasts", text.lasts.as_ref().map(|x| &x.place)),
        ("on_failure", text.on_failure.as_ref().map(|x| &x.place)),
        ("hours", text.hours.as_ref().map(|x| &x.place)),
        ("by_hour", text.by_hour.iter().next().map(|(_, entry, _)| &entry.key)),
        ("learning", text.learning.as_ref().map(|x| &x.place)),
        ("upkeep", text.upkeep.as_ref().map(|x| &x.place)),
        ("new_products", text.new_products.as_ref().map(|x| &x.place)),
    ];
    for (key, place) in of_talks.into_iter().filter_map(|(key, place)| Some((key, place?))) {
        let why = say!(
            "`{key}` is for a bot that talks to customers: of one that sends messages there is the share only",
            "`{key}` 用于与客户对话的机器人：只发消息的机器人只有比例"
        );
        let help = say!("for example bot = {{ review_request = 1.0 }}", "例如 bot = {{ review_request = 1.0 }}");
        out.push(Diagnostic::error(Code::Misplaced, place, why).help(help));
    }
    let meets = text.meets.as_ref().map_or(1.0, |share| share.value.0);
    Bot {
        // Only what it sends costs something.
        meets: meets * contains.value.0,
        contains: 1.0,
        varies: None,
        resolves: 1.0,
        lasts: Law::Fixed(SimDuration::ZERO),
        failure_patience: 1.0,
        failure_effort: 1.0,
        failure_conversion: 1.0,
    }
}

/// What causes them, and what they cause.
pub fn check_rule(text: &RuleText, of: &ContactType, creates: Option<&ContactType>, out: &mut Diagnostics) {
    use EventWord::{Abandoned, Closed, FalselyContained, Late, Missed, Open, TurnedAway, Unresolved};
    let waits = [Abandoned, Closed, FalselyContained, Late, Missed, Open, TurnedAway, Unresolved];
    if let Some(on) = text.on.as_ref().filter(|on| of.outreach && waits.contains(&on.value)) {
        let name = &of.label.key;
        let why = say!("nobody waits for `{name}`, which the shop begins", "`{name}` 是商家主动发的，没有人在等");
        out.push(Diagnostic::error(Code::Misplaced, &on.place, why).help(say!(
            "\"handled\": sent by people; \"contained\": sent by the bot",
            "人工发出用 \"handled\"，机器人发出用 \"contained\""
        )));
    }
    let Some(sent) = creates.filter(|creates| creates.outreach) else { return };
    let name = &sent.label.key;
    if let Some(link) = [&text.transfer, &text.same_contact].into_iter().flatten().find(|link| link.value) {
        let why = say!("nobody waits on in `{name}`, which the shop begins", "`{name}` 是商家主动发的，不能转入");
        out.push(Diagnostic::error(Code::Misplaced, &link.place, why));
    }
    if let Some(bot) = &text.bot {
        let why = say!(
            "whether the bot sends `{name}` is said by the design's `bot`",
            "`{name}` 是否由机器人发出，写在方案的 `bot` 里"
        );
        out.push(Diagnostic::error(Code::Misplaced, &bot.place, why));
    }
}
