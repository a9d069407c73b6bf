//! Shifts: their hours, which may differ by day and have gaps, and the breaks in them.

use crate::compile::context::Context;
use crate::compile::laws::{daily, label};
use crate::compile::named_days::each_day;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Break, ByDay, DailyHours, OpenChats, Shift, ShiftDay};
use crate::say;
use crate::scenario::schema::{BreakText, Breaks, OpenChatsWord, ShiftText};
use crate::scenario::values::day_key::{ByDayText, Spans};
use crate::scenario::values::plain::Hours;
use crate::scenario::values::read::At;
use crate::time::SimDuration;

/// What to write for a day on which nobody works a shift.
const OFF: &str = "\"off\"";
/// From this length on a break that fills its window is more often a gap between two parts of a shift.
const LONG_BREAK: SimDuration = SimDuration::from_ticks(2 * SimDuration::HOUR.ticks());

/// A shift of a team.
pub(crate) fn shift(context: &Context<'_>, key: &str, text: &ShiftText, out: &mut Diagnostics) -> Option<Shift> {
    let before = out.reported();
    let hours = each_day(context, &text.hours, Some(OFF), out);
    let no_breaks = ByDay::always(None);
    let breaks = text.break_.as_ref().map_or(Some(no_breaks), |breaks| each_day(context, breaks, None, out));
    let (hours, breaks) = (hours?, breaks?);
    let by_day = matches!(text.hours.value, ByDayText::ByDay(_));
    let places = ShiftPlaces { hours: &text.hours.place, by_day };
    let days = hours.zip(&breaks).map(|(spans, breaks)| day(**spans, **breaks, &places, out));
    if days.values().all(ShiftDay::is_off) && out.reported() == before {
        let why = say!("nobody ever works shift `{key}`", "班次 `{key}` 哪天都没有人上");
        return out.reject(Diagnostic::error(Code::NoShift, &text.hours.place, why));
    }
    let name = text.name.as_ref().map(|name| label(key, Some(name)));
    Some(Shift { key: key.to_string(), name, days })
}

/// Where a shift's hours are written.
struct ShiftPlaces<'a> {
    hours: &'a Place,
    /// Whether they differ by day, so that one break may not fit all of them.
    by_day: bool,
}

/// One day of a shift.
fn day(spans: Option<&Spans>, breaks: Option<&Breaks>, places: &ShiftPlaces<'_>, out: &mut Diagnostics) -> ShiftDay {
    let parts: Vec<DailyHours> = spans.iter().flat_map(|spans| &spans.0).copied().map(daily).collect();
    if parts.is_empty() {
        return ShiftDay::default();
    }
    let mut found: Vec<(Break, &Place)> = Vec::new();
    for text in breaks.iter().flat_map(|breaks| &breaks.0) {
        let Some(rest) = rest_in(&parts, text, places, out) else { continue };
        if let Some((_, other)) = found.iter().find(|(other, _)| meet(other.window, rest.window)) {
            let why = say!("the windows of two breaks meet", "两次休息的窗口有重叠");
            out.push(
                Diagnostic::error(Code::Break, &text.place, why).also(other, say!("the other one", "另一个在这里")),
            );
        }
        found.push((rest, &text.place));
    }
    found.sort_by_key(|(rest, _)| rest.window.from);
    ShiftDay { parts, breaks: found.into_iter().map(|(rest, _)| rest).collect() }
}

fn meet(a: DailyHours, b: DailyHours) -> bool {
    a.from < b.until && b.from < a.until
}

fn rest_in(
    parts: &[DailyHours],
    text: &At<BreakText>,
    places: &ShiftPlaces<'_>,
    out: &mut Diagnostics,
) -> Option<Break> {
    let length = text.value.length;
    let longest = parts.iter().copied().max_by_key(|part| (part.length(), std::cmp::Reverse(part.from)))?;
    let window = text.value.window.map_or_else(|| middle(longest, length), |w| after(parts[0].from, daily(w)));
    if !parts.iter().any(|part| part.from <= window.from && window.until <= part.until) {
        let mut found = Diagnostic::error(
            Code::Break,
            &text.place,
            say!("the break's window is not inside the shift", "休息窗口不在班次之内"),
        )
        .also(places.hours, say!("the shift", "班次在这里"));
        if places.by_day {
            found = found.help(say!(
                "breaks may differ by day too: break = {{ weekdays = \"60 min in 12:00-14:00\", sat = \"none\" }}",
                "休息也可以按日子写：break = {{ weekdays = \"60 min in 12:00-14:00\", sat = \"无\" }}"
            ));
        }
        return out.reject(found);
    }
    if length > window.length() {
        let (l, w) = (length, window.length());
        return out.reject(Diagnostic::error(
            Code::Break,
            &text.place,
            say!("a break of {l} does not fit a window of {w}", "休息 {l} 放不进 {w} 的窗口"),
        ));
    }
    if length == window.length() && length >= LONG_BREAK {
        out.push(rather_a_gap(parts, window, &text.place));
    }
    let rules = text.value.rules.as_ref();
    let open_chats = match rules.and_then(|rules| rules.open_chats.as_ref()).map(|word| word.value) {
        None | Some(OpenChatsWord::Finish) => OpenChats::Finish,
        Some(OpenChatsWord::StandStill) => OpenChats::StandStill,
        Some(OpenChatsWord::HandOver) => OpenChats::HandOver,
    };
    let latest = rules.and_then(|rules| rules.latest.as_ref());
    if let Some(latest) = latest.filter(|_| open_chats == OpenChats::Finish) {
        let why = say!(
            "`latest` needs `open_chats`: what becomes of chats that are open then?",
            "`latest` 要配 `open_chats`：到时还开着的会话怎么办？"
        );
        out.push(Diagnostic::error(Code::Missing, &latest.place, why).help(say!(
            "open_chats = \"stand still\" or \"hand over\"",
            "open_chats = \"stand still\"（暂停）或 \"hand over\"（转给同组的人）"
        )));
    }
    let last_call = rules.and_then(|rules| rules.last_call.as_ref()).map_or(SimDuration::ZERO, |call| call.value);
    Some(Break { length, window, last_call, open_chats, latest: latest.map(|latest| latest.value) })
}

/// A long break that fills its window is meant as a gap between two parts, which begins and ends on time.
fn rather_a_gap(parts: &[DailyHours], gap: DailyHours, place: &Place) -> Diagnostic {
    let cut = parts.iter().flat_map(|part| {
        if part.from <= gap.from && gap.until <= part.until {
            vec![DailyHours { until: gap.from, ..*part }, DailyHours { from: gap.until, ..*part }]
        } else {
            vec![*part]
        }
    });
    let spans = cut.filter(|part| part.from < part.until).map(|part| Hours { from: part.from, until: part.until });
    let hours = Spans(spans.collect());
    let length = gap.length();
    let why = say!(
        "a break of {length} that fills its window: whoever has chats open then goes late, and is back as much later",
        "休息 {length} 占满整个窗口：到时还有会话的人会晚走，也就晚回来同样久"
    );
    Diagnostic::warning(Code::Break, place, why).help(say!(
        "two parts of a shift begin and end on time: hours = \"{hours}\" without this break",
        "两头班准时回来：写 hours = \"{hours}\"，不写这个休息"
    ))
}

/// A window of the clock, moved to the day after where a night shift began the evening before.
fn after(start: SimDuration, window: DailyHours) -> DailyHours {
    let by = if window.from < start { SimDuration::DAY } else { SimDuration::ZERO };
    DailyHours { from: window.from + by, until: window.until + by }
}

/// Without a window: about the middle of the shift's longest part.
fn middle(hours: DailyHours, length: SimDuration) -> DailyHours {
    let slack = (hours.length() - length).max(SimDuration::ZERO).scale(1.0 / 3.0);
    DailyHours { from: hours.from + slack, until: hours.until - slack }
}
