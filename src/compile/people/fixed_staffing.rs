//! Agents by number: what holds at which time of which day.

use super::staffed_file::{Piece, from_file};
use crate::compile::context::Context;
use crate::compile::named_days::each_day;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{ByDay, StaffedByNumber};
use crate::say;
use crate::scenario::schema::{Staffed, StaffedFile, StaffedSpan};
use crate::scenario::values::day_key::ByDayText;
use crate::scenario::values::read::At;
use crate::time::SimDuration;
use std::collections::BTreeSet;

/// Weekdays as files write them.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// What to write for a day on which nobody is there.
const NOBODY: &str = "0";
const DAY: i64 = SimDuration::DAY.ticks();

/// Numbers as they are written, every day or by day. `team`: its key, and what it may be called in a file.
pub(crate) fn by_number(
    context: &Context<'_>,
    team: (&str, &[String]),
    text: &At<ByDayText<Staffed>>,
    out: &mut Diagnostics,
) -> Option<StaffedByNumber> {
    let own = match &text.value {
        ByDayText::EveryDay(Staffed::File(file)) => from_file(context, team, file, out)?,
        ByDayText::EveryDay(staffed) => {
            let week = of_week(staffed, out)?;
            ByDay { week, ..ByDay::always(Vec::new()) }
        }
        ByDayText::ByDay(_) => {
            let staffed = each_day(context, text, Some(NOBODY), out)?;
            let before = out.reported();
            let own = staffed.map(|staffed| staffed.map_or_else(Vec::new, |staffed| of_day(staffed, out)));
            (out.reported() == before).then_some(own)?
        }
    };
    Some(StaffedByNumber { days: steps(&own) })
}

/// Pieces that begin on each weekday.
fn of_week(staffed: &Staffed, out: &mut Diagnostics) -> Option<[Vec<Piece>; 7]> {
    let spans = match staffed {
        Staffed::Always(n) => return Some(std::array::from_fn(|_| vec![all_day(*n)])),
        Staffed::Spans(spans) => spans,
        Staffed::File(file) => return out.reject(file_in_table(file)),
    };
    let mut week: [Vec<Piece>; 7] = Default::default();
    for span in spans {
        let pieces = pieces(span, out)?;
        for day in weekdays(span, out)? {
            week[day].extend(&pieces);
        }
    }
    Some(week)
}

/// Pieces that begin on a day of a table by day.
fn of_day(staffed: &Staffed, out: &mut Diagnostics) -> Vec<Piece> {
    let spans = match staffed {
        Staffed::Always(n) => return vec![all_day(*n)],
        Staffed::Spans(spans) => spans,
        Staffed::File(file) => {
            out.push(file_in_table(file));
            return Vec::new();
        }
    };
    let mut all = Vec::new();
    for span in spans {
        if let Some(word) = span.weekday.first() {
            let why = say!("the key says which days these are", "是哪些日子已由键说明");
            out.push(Diagnostic::error(Code::Misplaced, &word.place, why).help(say!(
                "take `weekday` out, or write a list of spans instead of a table by day",
                "请删去 `weekday`，或不用按日子的表、改写成列表"
            )));
        }
        all.extend(pieces(span, out).unwrap_or_default());
    }
    all
}

/// A file says itself which days its rows are for.
fn file_in_table(file: &StaffedFile) -> Diagnostic {
    let named = &file.file.value;
    let why = say!("a file says itself which days its rows are for", "文件自己写明各行是哪一天的");
    let line = say!("staffed = {{ file = \"{named}\" }}", "staffed = {{ file = \"{named}\" }}");
    Diagnostic::error(Code::Misplaced, &file.file.place, why).help(line)
}

fn all_day(count: u32) -> Piece {
    Piece { from: 0, until: DAY, count }
}

/// The numbers of a span, one after another.
fn pieces(span: &StaffedSpan, out: &mut Diagnostics) -> Option<Vec<Piece>> {
    let step = span.every.value.ticks();
    let length = step.saturating_mul(i64::try_from(span.counts.len()).unwrap_or(i64::MAX));
    if step == 0 || span.counts.is_empty() || length > DAY {
        return out.reject(Diagnostic::error(
            Code::Staffed,
            &span.every.place,
            say!(
                "the numbers must cover more than nothing and at most a day",
                "这些人数的总时长要大于 0，且不超过一天"
            ),
        ));
    }
    let from = |i: i64| span.from.value.0.ticks() + i * step;
    let counts = (0..).zip(&span.counts);
    Some(counts.map(|(i, count)| Piece { from: from(i), until: from(i + 1), count: count.value.0 }).collect())
}

/// What holds from when on, day by day: the pieces that begin on it, and what reaches over from the day before.
pub(crate) fn steps(own: &ByDay<Vec<Piece>>) -> ByDay<Vec<(SimDuration, u32)>> {
    let week = std::array::from_fn(|day| steps_of(&own.week[day], &own.week[(day + 6) % 7]));
    let dates: BTreeSet<i32> = own.dates.keys().flat_map(|day| [*day, day + 1]).collect();
    let dates = dates.into_iter().map(|day| (day, steps_of(own.on(day), own.on(day - 1))));
    ByDay { week, dates: dates.collect() }
}

fn steps_of(today: &[Piece], yesterday: &[Piece]) -> Vec<(SimDuration, u32)> {
    let over = yesterday.iter().map(|piece| Piece { from: piece.from - DAY, until: piece.until - DAY, ..*piece });
    let pieces: Vec<Piece> = today.iter().copied().chain(over).filter(|p| p.from < DAY && p.until > 0).collect();
    let mut edges: Vec<i64> =
        pieces.iter().flat_map(|p| [p.from.max(0), p.until]).chain([0]).filter(|t| *t < DAY).collect();
    edges.sort_unstable();
    edges.dedup();
    let there = |t: i64| pieces.iter().filter(move |p| p.from <= t && t < p.until);
    let at = |t: i64| there(t).fold(0_u32, |sum, p| sum.saturating_add(p.count));
    let mut day: Vec<(SimDuration, u32)> = edges.into_iter().map(|t| (SimDuration::from_ticks(t), at(t))).collect();
    day.dedup_by_key(|entry| entry.1);
    day
}

fn weekdays(span: &StaffedSpan, out: &mut Diagnostics) -> Option<Vec<usize>> {
    if span.weekday.is_empty() {
        return Some((0..7).collect());
    }
    let mut days = Vec::new();
    for word in &span.weekday {
        let called = &word.value;
        match WEEKDAYS.iter().position(|w| w == called) {
            Some(day) => days.push(day),
            None => {
                return out.reject(
                    Diagnostic::error(
                        Code::UnknownWord,
                        &word.place,
                        say!("unknown weekday \"{called}\"", "不认识的星期 \"{called}\""),
                    )
                    .near_or_list(called, &WEEKDAYS),
                );
            }
        }
    }
    Some(days)
}
