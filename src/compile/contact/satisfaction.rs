//! How satisfied customers say they are who are asked afterwards.

use super::channel_keys::only_for;
use super::sale::slow_answer;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Channel, Rating};
use crate::say;
use crate::scenario::schema::RatingText;
use crate::scenario::values::read::At;

/// The ratings of a type.
pub fn rating(text: &At<RatingText>, channel: Channel, outreach: bool, out: &mut Diagnostics) -> Rating {
    let mut refuse = |key: &str, place: Option<&Place>, wanted: &str| only_for(key, place, wanted, out);
    if channel == Channel::Ticket {
        refuse("slow_answer", text.slow_answer.iter().next().map(|(_, entry, _)| &entry.key), "\"chat\" / \"call\"");
    }
    if channel == Channel::Ticket && !outreach {
        refuse("bot", text.bot.as_ref().map(|x| &x.place), "\"chat\" / \"call\"");
    }
    if channel != Channel::Ticket {
        refuse("late", text.late.as_ref().map(|x| &x.place), "\"ticket\"");
    }
    if text.unresolved.is_none() && !text.writes("unresolved") && !outreach {
        let why = say!("`unresolved` is missing", "缺少 `unresolved`");
        out.push(Diagnostic::error(Code::Missing, &text.place, why).help(say!(
            "the share of the satisfied among raters whose matter was not settled, such as unresolved = 0.45",
            "问题没有解决的评价者中满意的比例，例如 unresolved = 0.45"
        )));
    }
    Rating {
        share: text.share.value.0,
        resolved: text.resolved.value.0,
        unresolved: text.unresolved.as_ref().unwrap_or(&text.resolved).value.0,
        slow_answer: slow_answer(&text.slow_answer, out),
        late: text.late.as_ref().map_or(1.0, |factor| factor.value.0),
        bot: text.bot.as_ref().map_or(1.0, |factor| factor.value.0),
    }
}
