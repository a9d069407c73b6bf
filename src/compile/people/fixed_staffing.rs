//! Agents by number: what holds at which time of which weekday.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{ByDay, StaffedByNumber};
use crate::say;
use crate::scenario::schema::{Staffed, StaffedSpan};
use crate::time::SimDuration;
use std::collections::BTreeMap;

/// Weekdays as files write them.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub(crate) fn by_number(staffed: &Staffed, out: &mut Diagnostics) -> Option<StaffedByNumber> {
    let spans = match staffed {
        Staffed::Always(n) => return Some(StaffedByNumber::always(*n)),
        Staffed::Spans(spans) => spans,
    };
    const DAY: i64 = SimDuration::DAY.ticks();
    let mut pieces: [Vec<(i64, i64, u32)>; 7] = Default::default();
    for span in spans {
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
        for day in weekdays(span, out)? {
            for (i, count) in (0..).zip(&span.counts) {
                let from = span.from.value.0.ticks() + i * step;
                for (at, until, day) in
                    [(from, (from + step).min(DAY), day), (from.max(DAY) - DAY, from + step - DAY, (day + 1) % 7)]
                {
                    if at < until && at < DAY {
                        pieces[day].push((at, until, count.value.0));
                    }
                }
            }
        }
    }
    let days = pieces.map(|pieces| {
        let mut edges: Vec<i64> = pieces.iter().flat_map(|p| [p.0, p.1]).chain([0]).filter(|t| *t < DAY).collect();
        edges.sort_unstable();
        edges.dedup();
        let at = |t: i64| pieces.iter().filter(|p| p.0 <= t && t < p.1).fold(0_u32, |sum, p| sum.saturating_add(p.2));
        let mut day: Vec<(SimDuration, u32)> = edges.into_iter().map(|t| (SimDuration::from_ticks(t), at(t))).collect();
        day.dedup_by_key(|entry| entry.1);
        day
    });
    Some(StaffedByNumber { days: ByDay { week: days, dates: BTreeMap::new() } })
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
