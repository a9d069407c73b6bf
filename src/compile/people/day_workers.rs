//! People who come for a day.

use super::chat_limits::limit;
use super::shift_plan::position;
use super::turnover::ramp;
use crate::compile::context::Context;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{DayPaid, PersonLimit};
use crate::say;
use crate::scenario::schema::{DayPaidCount, DayPaidText, TeamText};
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::plain::{Amount, Count};
use crate::scenario::values::read::{At, Entry};
use std::ops::RangeInclusive;

/// Speeds that people may have against the team's own.
const SPEED: RangeInclusive<f64> = 0.1..=5.0;

/// Who comes on which dates, to which shift. Where one entry lies within another, its own days are those of the shorter one.
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
        if let Some((_, other)) = seen.iter().find(|(other, _)| cross(*other, span)) {
            let twice = say!("some of these days have a number already", "其中有的日子已经写过人数");
            out.push(Diagnostic::error(Code::Twice, &entry.key, twice).also(other, say!("here", "在这里")));
        }
        seen.push((span, &entry.key));
        context.warn_outside(span, &entry.key, out);
        let by_shift = matches!(people.count, DayPaidCount::ByShift(_));
        if people.shift.is_none() && !by_shift && !split && shifts.len() > 1 {
            out.push(which_shift(&entry.key, shifts[0]));
        }
        let speed = speed(people, out);
        let limit = people.chats.as_ref().map_or(PersonLimit::OfNumber, |chats| PersonLimit::Own(limit(chats, out)));
        let (training, ramp) = (training(people), ramp_of(people, out));
        for (count, shift) in counts(people, &entry.place, &shifts, out) {
            let (from, until, ramp) = (span.from, span.until, ramp.clone());
            found.push((span, DayPaid { from, until, count, shift, speed, limit, training, ramp }));
        }
    }
    let spans: Vec<DateSpan> = seen.into_iter().map(|(span, _)| span).collect();
    let mut all: Vec<DayPaid> = found.iter().flat_map(|(span, people)| on_own_days(*span, people, &spans)).collect();
    all.sort_by_key(|come| (come.from, come.until, come.shift));
    all
}

/// Whether two entries have days in common, and neither is the shorter one within the other.
fn cross(a: DateSpan, b: DateSpan) -> bool {
    let within = |a: DateSpan, b: DateSpan| b.from <= a.from && a.until <= b.until && a.length() < b.length();
    a.meets(b) && !within(a, b) && !within(b, a)
}

/// An entry on the days on which no shorter one stands in its place.
fn on_own_days(span: DateSpan, people: &DayPaid, all: &[DateSpan]) -> Vec<DayPaid> {
    let is_own = |day: &i32| !all.iter().any(|other| other.length() < span.length() && other.contains(*day));
    let days: Vec<i32> = span.days().filter(is_own).collect();
    let run = |days: &[i32]| DayPaid { from: days[0], until: days[days.len() - 1], ..people.clone() };
    days.chunk_by(|a, b| a + 1 == *b).map(run).collect()
}

/// So many to which shift; no shift: in the team's shares.
fn counts(people: &DayPaidText, entry: &Place, shifts: &[&str], out: &mut Diagnostics) -> Vec<(u32, Option<usize>)> {
    let shift = people.shift.as_ref();
    match &people.count {
        DayPaidCount::Number(count) => {
            vec![(*count, shift.and_then(|shift| position(&shift.value, &shift.place, shifts, out)))]
        }
        DayPaidCount::ByShift(numbers) => {
            // Numbers by shift from elsewhere (`--set`, a search, its lines in a later design) take the place of the one shift that the entry said
            // before.
            let inside = |place: &Place| {
                place.source == entry.source && entry.span.start <= place.span.start && place.span.end <= entry.span.end
            };
            let from_elsewhere = |shift: &At<String>| {
                let laid_over = |(_, number, _): (&str, &Entry<Count>, &Count)| {
                    number.key.source != shift.place.source || (!inside(&shift.place) && inside(&number.key))
                };
                numbers.iter().all(laid_over)
            };
            if let Some(shift) = shift.filter(|shift| !from_elsewhere(shift)) {
                let twice = say!("`count` says the shifts already", "`count` 已经写明了班次");
                let help = say!("leave out `shift`", "去掉 `shift`");
                out.push(Diagnostic::error(Code::Twice, &shift.place, twice).help(help));
            }
            let one = |(name, entry, count): (&str, &Entry<Count>, &Count)| {
                Some((count.0, Some(position(name, &entry.key, shifts, out)?)))
            };
            numbers.iter().filter_map(one).collect()
        }
    }
}

fn which_shift(place: &Place, first: &str) -> Diagnostic {
    Diagnostic::error(Code::Missing, place, say!("which shift do they work?", "他们上哪个班？")).help(say!(
        "there is no `split` to go by: {{ count = 8, shift = \"{first}\" }}, or {{ count = {{ {first} = 8 }} }}",
        "这里没有 `split` 可依：写 {{ count = 8, shift = \"{first}\" }}，或 {{ count = {{ {first} = 8 }} }}"
    ))
}

/// Days before their first.
fn training(people: &DayPaidText) -> i32 {
    people.training.as_ref().map_or(0, |training| training.value.days().ceil() as i32)
}

/// Their speed by days since their first; of how many chats they take nothing is said by it.
fn ramp_of(people: &DayPaidText, out: &mut Diagnostics) -> Vec<(f64, f64)> {
    for (_, _, step) in people.ramp.iter() {
        let Some(chats) = &step.chats else { continue };
        let why = say!(
            "those who come for the day take as many chats from the first day on",
            "按天来的人从第一天起接待上限都一样"
        );
        let help = say!(
            "write `chats` beside `ramp`: {{ count = 8, chats = 2 }}",
            "请在 `ramp` 之外写 `chats`：{{ count = 8, chats = 2 }}"
        );
        out.push(Diagnostic::error(Code::Misplaced, &chats.place, why).help(help));
    }
    ramp(&people.ramp, out).speeds
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
