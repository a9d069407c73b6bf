//! People who come for a day.

use super::chat_limits::limit;
use super::shift_plan::position;
use crate::compile::context::Context;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{DayPaid, PersonLimit};
use crate::say;
use crate::scenario::schema::{DayPaidText, TeamText};
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::plain::Amount;
use crate::scenario::values::read::At;
use std::ops::RangeInclusive;

/// Speeds that people may have against the team's own.
const SPEED: RangeInclusive<f64> = 0.1..=5.0;

/// Who comes on which dates, to which shift.
pub(crate) fn day_paid(context: &Context<'_>, text: &TeamText, out: &mut Diagnostics) -> Vec<DayPaid> {
    let shifts = text.shifts.names();
    let split = text.rota.is_empty() && text.on_duty.is_empty() && text.roster.is_none();
    let mut seen: Vec<(DateSpan, &Place)> = Vec::new();
    let mut found = Vec::new();
    for (called, entry, people) in text.people.iter() {
        let span = match DateSpan::parse(called) {
            Ok(span) => span,
            Err(why) => {
                out.push(Diagnostic::error(Code::Date, &entry.key, why));
                continue;
            }
        };
        if let Some((_, other)) = seen.iter().find(|(other, _)| other.meets(span)) {
            let twice = say!("some of these days have a number already", "其中有的日子已经写过人数");
            out.push(Diagnostic::error(Code::Twice, &entry.key, twice).also(other, say!("here", "在这里")));
        }
        seen.push((span, &entry.key));
        context.warn_outside(span, &entry.key, out);
        if people.shift.is_none() && !split && shifts.len() > 1 {
            let first = shifts[0];
            out.push(
                Diagnostic::error(Code::Missing, &entry.key, say!("which shift do they work?", "他们上哪个班？")).help(
                    say!(
                        "there is no `split` to go by: {{ count = 8, shift = \"{first}\" }}",
                        "这里没有 `split` 可依：写 {{ count = 8, shift = \"{first}\" }}"
                    ),
                ),
            );
        }
        let shift = people.shift.as_ref().and_then(|s| position(&s.value, &s.place, &shifts, out));
        found.push(DayPaid {
            from: span.from,
            until: span.until,
            count: people.count,
            shift,
            speed: speed(people, out),
            limit: people.chats.as_ref().map_or(PersonLimit::OfNumber, |chats| PersonLimit::Own(limit(chats, out))),
        });
    }
    found
}

/// How fast they are: a few times slower or faster than the team's own, or it is a slip of the pen.
fn speed(people: &DayPaidText, out: &mut Diagnostics) -> f64 {
    let Some(At { value: Amount(speed), place }) = &people.speed else { return 1.0 };
    let (low, high) = (SPEED.start(), SPEED.end());
    if !SPEED.contains(speed) {
        let why = say!(
            "a speed of {speed} is not from {low} to {high}; 0.8: a fifth less an hour than the team's own people",
            "速度 {speed} 不在 {low} 到 {high} 之间；0.8 表示每小时比本组人少做五分之一"
        );
        out.push(Diagnostic::error(Code::OutOfRange, place, why));
        return 1.0;
    }
    *speed
}
