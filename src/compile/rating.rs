//! How satisfied customers say they are who are asked afterwards.

use super::sale::slow_answer;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Channel, Rating};
use crate::say;
use crate::scenario::schema::RatingText;

/// The ratings of a type.
pub fn rating(text: &RatingText, channel: Channel, out: &mut Diagnostics) -> Rating {
    let mut refuse = |key: &str, place: Option<&Place>, wanted: &str| {
        if let Some(place) = place {
            out.push(Diagnostic::error(
                "misplaced",
                place,
                say!("`{key}` is for the channel {wanted} only", "`{key}` 只用于渠道 {wanted}"),
            ));
        }
    };
    if channel == Channel::Ticket {
        refuse("slow_answer", text.slow_answer.iter().next().map(|(_, entry, _)| &entry.key), "\"chat\" / \"call\"");
        refuse("bot", text.bot.as_ref().map(|x| &x.place), "\"chat\" / \"call\"");
    } else {
        refuse("late", text.late.as_ref().map(|x| &x.place), "\"ticket\"");
    }
    Rating {
        share: text.share.value.0,
        resolved: text.resolved.value.0,
        unresolved: text.unresolved.value.0,
        slow_answer: slow_answer(&text.slow_answer, out),
        late: text.late.as_ref().map_or(1.0, |factor| factor.value.0),
        bot: text.bot.as_ref().map_or(1.0, |factor| factor.value.0),
    }
}
