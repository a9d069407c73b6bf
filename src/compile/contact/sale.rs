//! What customers buy, and what depends on it: commission, and rules on who buys.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::{Id, IdVec};
use crate::model::{ContactType, Sale, Team, TypeId};
use crate::say;
use crate::scenario::schema::{self, EventWord, RuleText, SaleText};
use crate::scenario::values::plain::Share;
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, Names};
use crate::time::SimDuration;

/// A sale that may come of a contact.
pub fn sale(text: &SaleText, out: &mut Diagnostics) -> Sale {
    Sale {
        conversion: text.conversion.value.0,
        margin: text.margin.as_ref().map(|m| m.value.0),
        order_value: text.order_value.as_ref().map(|v| v.value.0),
        slow_answer: slow_answer(&text.slow_answer, out),
        bot: text.bot.as_ref().map_or(1.0, |factor| factor.value.0),
    }
}

/// Factors by the wait until the first reply, in order of waits.
pub fn slow_answer(text: &Names<Share>, out: &mut Diagnostics) -> Vec<(SimDuration, f64)> {
    let mut points: Vec<(SimDuration, f64, &Place)> = Vec::new();
    for (called, entry, factor) in text.iter() {
        let wait = match quantity::duration(called) {
            Ok(seconds) if seconds >= 0.0 => SimDuration::from_seconds(seconds),
            Ok(_) => {
                let why = say!("\"{called}\" is before the customer asks", "“{called}”早于客户提问");
                out.push(Diagnostic::error(Code::OutOfRange, &entry.key, why));
                continue;
            }
            Err(why) => {
                out.push(Diagnostic::error(Code::Unit, &entry.key, why));
                continue;
            }
        };
        if let Some((_, _, other)) = points.iter().find(|(other, _, _)| *other == wait) {
            let twice = say!("this wait has a factor already", "这个等待时间已经写过系数");
            out.push(Diagnostic::error(Code::Twice, &entry.key, twice).also(other, say!("here", "在这里")));
            continue;
        }
        points.push((wait, factor.0, &entry.key));
    }
    points.sort_by_key(|(wait, ..)| *wait);
    points.into_iter().map(|(wait, factor, _)| (wait, factor)).collect()
}

/// Only customers of a type with a sale buy.
pub fn check_rule(on: &At<EventWord>, text: &RuleText, of: &ContactType, out: &mut Diagnostics) {
    if on.value != EventWord::Converted {
        return;
    }
    if of.sale.is_none() {
        let name = &of.label.key;
        out.push(
            Diagnostic::error(
                Code::Misplaced,
                &on.place,
                say!("`{name}` has no `sale` that customers could buy", "`{name}` 没有写 `sale`，客户无从下单"),
            )
            .help(say!(
                "for example sale = {{ conversion = 0.2, margin = 260 }}",
                "例如 sale = {{ conversion = 0.2, margin = 260 }}"
            )),
        );
    }
    if let Some(link) = [&text.transfer, &text.same_contact].into_iter().flatten().find(|link| link.value) {
        let why = say!("who buys does not wait on in another queue", "下单之后不再转到别的队列");
        out.push(Diagnostic::error(Code::Misplaced, &link.place, why));
    }
}

/// A commission is for what customers buy of whom the team answers.
pub fn check_commission(
    name: &str,
    text: &schema::TeamText,
    made: &Team,
    types: &IdVec<TypeId, ContactType>,
    out: &mut Diagnostics,
) {
    let Some(commission) = text.pay.as_ref().and_then(|pay| pay.commission.as_ref()) else { return };
    let sells = |(id, kind): (TypeId, &ContactType)| kind.sale.is_some() && made.skills[id.index()].is_some();
    if !types.entries().any(sells) {
        out.push(
            Diagnostic::error(
                Code::Misplaced,
                &commission.place,
                say!("nothing that team `{name}` serves has a `sale`", "小组 `{name}` 接待的类型都没有写 `sale`"),
            )
            .also(&text.serves.place, say!("it serves these", "它接待这些")),
        );
    }
}
