//! Who works which shift on which day: shares with days off, a cycle, or numbers by date.

use crate::compile::context::Context;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{OnDuty, Plan, Rest};
use crate::say;
use crate::scenario::schema::{self, TeamText};
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::plain::{Count, Share};
use crate::scenario::values::read::{At, Names};
use std::collections::BTreeMap;

/// Words for patterns of days off.
const RESTS: [&str; 5] = ["alternating weeks", "1 day a week", "2 days a week", "4 a month", "none"];

/// Who works which shift on which day; `heads`: the fewest that there are in a span of days.
pub(crate) fn plan(
    context: &Context<'_>,
    name: &str,
    key: &Place,
    heads: &dyn Fn(DateSpan) -> u32,
    text: &TeamText,
    out: &mut Diagnostics,
) -> Option<Plan> {
    let shifts: Vec<&str> = text.shifts.names();
    if !text.rota.is_empty() {
        return rota(text, &shifts, out);
    }
    if !text.on_duty.is_empty() {
        return on_duty(context, key, heads, text, &shifts, out).map(Plan::OnDuty);
    }
    let shares = split(name, key, &text.split, &shifts, out);
    let rest = match &text.rest {
        Some(word) => rest(word, out),
        None => Some(Rest::none()),
    };
    Some(Plan::Split { shares: shares?, rest: rest? })
}

/// Numbers by shift, every day and on dates of their own.
fn on_duty(
    context: &Context<'_>,
    key: &Place,
    heads: &dyn Fn(DateSpan) -> u32,
    text: &TeamText,
    shifts: &[&str],
    out: &mut Diagnostics,
) -> Option<OnDuty> {
    let mut every_day = vec![0; shifts.len()];
    let mut first = None;
    let mut dates = BTreeMap::new();
    let mut seen: Vec<(DateSpan, Place)> = Vec::new();
    let before = out.reported();
    for (called, entry, given) in text.on_duty.iter() {
        match given {
            schema::OnDutyText::EveryDay(n) => {
                first.get_or_insert_with(|| entry.key.clone());
                match shifts.iter().position(|s| *s == called) {
                    Some(shift) => every_day[shift] = *n,
                    None => unknown_on_duty(called, &entry.key, shifts, out),
                }
            }
            schema::OnDutyText::Dated(numbers) => {
                let Some(span) = dated(called, &entry.key, shifts, out) else { continue };
                if let Some((_, other)) = seen.iter().find(|(other, _)| other.meets(span)) {
                    let twice = say!("some of these days have numbers already", "其中有的日子已经写过人数");
                    out.push(Diagnostic::error(Code::Twice, &entry.key, twice).also(other, say!("here", "在这里")));
                }
                seen.push((span, entry.key.clone()));
                warn_outside(context, span, &entry.key, out);
                let counts = on_date(numbers, shifts, out);
                enough(&counts, heads(span), &entry.key, Some(span), out);
                // Whoever writes a span of a thousand years is told so by `warn_outside`.
                let simulated =
                    span.from.max(context.dates.simulated.from - 1)..=span.until.min(context.dates.simulated.until + 2);
                dates.extend(simulated.map(|day| (day, counts.clone())));
            }
        }
    }
    enough(&every_day, heads(context.dates.simulated), first.as_ref().unwrap_or(key), None, out);
    let usual_heads = first.and(text.headcount.as_ref()).map(|given| given.value.0);
    (out.reported() == before).then_some(OnDuty { every_day, dates, usual_heads })
}

/// What is said of days that are not simulated is more often a wrong year than a plan.
pub(crate) fn warn_outside(context: &Context<'_>, span: DateSpan, place: &Place, out: &mut Diagnostics) {
    if !span.meets(context.dates.simulated) {
        let simulated = context.dates.simulated;
        out.push(Diagnostic::warning(
            Code::Outside,
            place,
            say!("{span} is outside the days simulated, {simulated}", "{span} 不在模拟的日期 {simulated} 之内"),
        ));
    }
}

/// There is one way of giving out shifts.
pub(crate) fn one_plan(text: &TeamText, out: &mut Diagnostics) {
    let first_of = |names: Option<&Place>, key: &'static str| names.map(|place| (key, place.clone()));
    let given: Vec<(&str, Place)> = [
        first_of(text.rota.first().map(|r| &r.place), "rota"),
        first_of(text.on_duty.0.values().next().map(|e| &e.key), "on_duty"),
        first_of(text.roster.as_ref().map(|r| &r.place), "roster"),
        first_of(text.split.0.values().next().map(|e| &e.key), "split"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let [(a, first), (b, second), ..] = &given[..] {
        out.push(
            Diagnostic::error(
                Code::TwoPlans,
                second,
                say!("`{a}` and `{b}` both give out the shifts", "`{a}` 和 `{b}` 都在安排班次"),
            )
            .also(first, say!("`{a}` here", "`{a}` 在这里"))
            .help(say!("keep one of the two", "只保留其中一个")),
        );
    }
}

/// Where a shift is in its team's list; an unknown one is reported with the nearest.
pub(crate) fn position(called: &str, place: &Place, shifts: &[&str], out: &mut Diagnostics) -> Option<usize> {
    let found = shifts.iter().position(|s| *s == called);
    if found.is_none() {
        out.push(
            Diagnostic::error(Code::UnknownName, place, say!("unknown shift `{called}`", "没有叫 `{called}` 的班次"))
                .near_or_list(called, shifts),
        );
    }
    found
}

fn rota(text: &TeamText, shifts: &[&str], out: &mut Diagnostics) -> Option<Plan> {
    let place = |s: &At<String>, out: &mut Diagnostics| {
        if ["off", "休"].contains(&s.value.as_str()) {
            Some(None)
        } else {
            position(&s.value, &s.place, shifts, out).map(Some)
        }
    };
    let cycle: Vec<_> = text.rota.iter().map(|s| place(s, out)).collect();
    cycle.into_iter().collect::<Option<_>>().map(Plan::Rota)
}

/// A number for what is no shift: a misspelt one, or a date without its shifts.
fn unknown_on_duty(called: &str, place: &Place, shifts: &[&str], out: &mut Diagnostics) {
    if DateSpan::parse(called).is_err() {
        position(called, place, shifts, out);
        return;
    }
    let example = shifts[0];
    out.push(
        Diagnostic::error(
            Code::OnDuty,
            place,
            say!("the number of a date is given by shift", "某一天的人数要按班次写"),
        )
        .help(say!("\"{called}\" = {{ {example} = 7 }}", "\"{called}\" = {{ {example} = 7 }}")),
    );
}

fn dated(called: &str, place: &Place, shifts: &[&str], out: &mut Diagnostics) -> Option<DateSpan> {
    match DateSpan::parse(called) {
        Ok(span) => Some(span),
        Err(_) if shifts.contains(&called) => out.reject(Diagnostic::error(
            Code::WrongType,
            place,
            say!("the number of a shift is one whole number", "一个班次的人数是一个整数"),
        )),
        Err(why) => out.reject(Diagnostic::error(Code::Date, place, why)),
    }
}

fn on_date(numbers: &Names<Count>, shifts: &[&str], out: &mut Diagnostics) -> Vec<u32> {
    let mut counts = vec![0; shifts.len()];
    for (called, entry, n) in numbers.iter() {
        if let Some(shift) = position(called, &entry.key, shifts, out) {
            counts[shift] = n.0;
        }
    }
    counts
}

/// Nobody works twice on a day.
fn enough(counts: &[u32], headcount: u32, place: &Place, when: Option<DateSpan>, out: &mut Diagnostics) {
    let needed: u64 = counts.iter().map(|n| u64::from(*n)).sum();
    if needed <= u64::from(headcount) {
        return;
    }
    let message = match when {
        None => say!(
            "{needed} on duty every day are more than {headcount} heads",
            "每天在岗 {needed} 人超过了编制 {headcount} 人"
        ),
        Some(span) => say!(
            "{needed} on duty on {span} are more than {headcount} heads",
            "{span} 在岗 {needed} 人超过了编制 {headcount} 人"
        ),
    };
    out.push(Diagnostic::error(Code::OnDuty, place, message));
}

fn split(name: &str, key: &Place, given: &Names<Share>, shifts: &[&str], out: &mut Diagnostics) -> Option<Vec<f64>> {
    if given.is_empty() {
        if shifts.len() == 1 {
            return Some(vec![1.0]);
        }
        let all = shifts.iter().map(|s| format!("{s} = …")).collect::<Vec<_>>().join(", ");
        return out.reject(
            Diagnostic::error(
                Code::Missing,
                key,
                say!(
                    "team `{name}` has several shifts and no `split`",
                    "小组 `{name}` 有多个班次，但没有写 `split`（各班比例）"
                ),
            )
            .help(say!("split = {{ {all} }}", "split = {{ {all} }}")),
        );
    }
    let mut shares = vec![0.0; shifts.len()];
    let mut known = true;
    for (called, entry) in &given.0 {
        match (position(called, &entry.key, shifts, out), &entry.value) {
            (Some(i), Some(share)) => shares[i] = share.0,
            _ => known = false,
        }
    }
    if !known {
        return None;
    }
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() > 1e-6 {
        let sum = (sum * 1e6).round() / 1e6;
        let place = given.0.values().next().map_or(key, |e| &e.place);
        return out.reject(Diagnostic::error(
            Code::Split,
            place,
            say!("the shares of `split` sum to {sum}, not 1", "`split` 各班比例之和是 {sum}，不是 1"),
        ));
    }
    Some(shares)
}

fn rest(word: &At<String>, out: &mut Diagnostics) -> Option<Rest> {
    let text: String = word.value.split_whitespace().collect::<Vec<_>>().join(" ");
    let (cycle, off): (u32, &[u32]) = match text.as_str() {
        "alternating weeks" | "大小周" => (14, &[5, 6, 13]),
        "1 day a week" | "单休" => (7, &[6]),
        "2 days a week" | "双休" => (7, &[5, 6]),
        "4 a month" | "4 days a month" | "月休4" | "月休 4" | "月休四天" => (30, &[6, 13, 20, 27]),
        "none" | "无" | "无休" => (1, &[]),
        other => {
            return out.reject(
                Diagnostic::error(Code::UnknownWord, &word.place, say!("unknown pattern of rest \"{other}\"", "不认识的休息方式 \"{other}\""))
                    .near(other, RESTS)
                    .help(say!(
                        "\"alternating weeks\", \"1 day a week\", \"2 days a week\", \"4 a month\" or \"none\"; anything else as a `rota`",
                        "可以写 大小周、单休、双休、月休4 或 无；其他排法请用 `rota`"
                    )),
            );
        }
    };
    Some(Rest { cycle, off: off.to_vec() })
}
