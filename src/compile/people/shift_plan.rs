//! Who works which shift on which day: shares with days off, a cycle, or numbers by date.

use crate::compile::context::Context;
use crate::compile::named_days::{PickedDate, is_holiday, pick};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{ByDay, OnDuty, Plan, Rest};
use crate::say;
use crate::scenario::schema::{self, DayWord, SplitText, TeamText};
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::day_key::DayKey;
use crate::scenario::values::plain::Count;
use crate::scenario::values::read::{At, Names};
use std::collections::BTreeMap;

/// Words for patterns of days off.
const RESTS: [&str; 6] = ["alternating weeks", "1 day a week", "2 days a week", "4 a month", "none", "weekends"];

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
        return on_duty(context, (name, key), heads, text, &shifts, out).map(Plan::OnDuty);
    }
    let shares = split(context, (name, key), &text.split, &shifts, out);
    let rest = match &text.rest {
        Some(word) => rest(context, word, out),
        None => Some(Rest::none()),
    };
    Some(Plan::Split { shares: Box::new(shares?), rest: rest? })
}

/// Numbers by shift: every day, by weekday, and on days of their own.
fn on_duty(
    context: &Context<'_>,
    (name, key): (&str, &Place),
    heads: &dyn Fn(DateSpan) -> u32,
    text: &TeamText,
    shifts: &[&str],
    out: &mut Diagnostics,
) -> Option<OnDuty> {
    let mut every_day = vec![0; shifts.len()];
    let mut first = None;
    let mut by_day: Vec<(&str, &Place, Vec<u32>)> = Vec::new();
    let before = out.reported();
    let whose = Whose { design: &context.design_label.key, team: name };
    for (called, entry, given) in text.on_duty.iter() {
        match given {
            schema::OnDutyText::EveryDay(n) => {
                first.get_or_insert_with(|| entry.key.clone());
                match shifts.iter().position(|s| *s == called) {
                    Some(shift) => every_day[shift] = *n,
                    None => unknown_on_duty(called, *n, &entry.key, shifts, out),
                }
            }
            schema::OnDutyText::Dated(_) if shifts.contains(&called) => out.push(Diagnostic::error(
                Code::WrongType,
                &entry.key,
                say!("the number of a shift is one whole number", "一个班次的人数是一个整数"),
            )),
            schema::OnDutyText::Dated(numbers) => {
                let counts = on_date(numbers, shifts, out);
                let when = DateSpan::parse(called).ok();
                let least = heads(when.unwrap_or(context.dates.simulated));
                enough(&whose, &counts, least, (&entry.key, Some(called)), out);
                by_day.push((called, &entry.key, counts));
            }
        }
    }
    enough(&whose, &every_day, heads(context.dates.simulated), (first.as_ref().unwrap_or(key), None), out);
    let keys: Vec<(&str, &Place)> = by_day.iter().map(|(called, place, _)| (*called, *place)).collect();
    let picked = pick(context, &keys, out)?;
    let of = |entry: Option<usize>| entry.map_or(&every_day, |at| &by_day[at].2).clone();
    let (usual, special): (Vec<_>, Vec<_>) = picked.dates.iter().partition(|(_, date)| date.usual);
    let dated = |days: Vec<(&i32, &PickedDate)>| days.into_iter().map(|(day, date)| (*day, of(date.entry))).collect();
    let usual_said = first.is_some() || picked.week.iter().any(Option::is_some);
    let usual_heads = text.headcount.as_ref().filter(|_| usual_said).map(|given| given.value.0);
    (out.reported() == before).then(|| OnDuty {
        usual: Box::new(ByDay { week: picked.week.map(of), dates: dated(usual) }),
        special: dated(special),
        usual_heads,
    })
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

/// A number for what is no shift: a misspelt one, or a day without its shifts.
fn unknown_on_duty(called: &str, number: u32, place: &Place, shifts: &[&str], out: &mut Diagnostics) {
    let (day, quoted) = match DayKey::parse(called) {
        Ok(DayKey::Named(_)) | Err(_) => {
            position(called, place, shifts, out);
            return;
        }
        Ok(DayKey::Dates(_)) => ("date", format!("\"{called}\"")),
        Ok(_) => ("day", called.to_string()),
    };
    let example = shifts[0];
    let why = say!("the number of a {day} is given by shift", "某一天的人数要按班次写");
    let line = say!("{quoted} = {{ {example} = {number} }}", "{quoted} = {{ {example} = {number} }}");
    out.push(Diagnostic::error(Code::OnDuty, place, why).help(line));
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

/// The team whose numbers are read, and in which design.
struct Whose<'a> {
    design: &'a str,
    team: &'a str,
}

/// Nobody works twice on a day; `when`: the key of the days that the numbers are for, `None` for every day.
fn enough(
    whose: &Whose<'_>,
    counts: &[u32],
    headcount: u32,
    (place, when): (&Place, Option<&str>),
    out: &mut Diagnostics,
) {
    let Whose { design, team } = whose;
    let needed: u64 = counts.iter().map(|n| u64::from(*n)).sum();
    if needed <= u64::from(headcount) {
        return;
    }
    let message = match when {
        None => say!(
            "{needed} on duty every day are more than the {headcount} heads of team `{team}` in design `{design}`",
            "方案 `{design}` 的小组 `{team}`：每天上班 {needed} 人超过了编制 {headcount} 人"
        ),
        Some(days) => say!(
            "{needed} on duty on {days} are more than the {headcount} heads of team `{team}` in design `{design}`",
            "方案 `{design}` 的小组 `{team}`：{days} 上班 {needed} 人超过了编制 {headcount} 人"
        ),
    };
    let help = say!(
        "headcount = {needed}, or fewer on duty: also in what --set, --vary and --between try",
        "headcount 写 {needed}，或少排几人；--set、--vary、--between 试的人数也算"
    );
    out.push(Diagnostic::error(Code::OnDuty, place, message).help(help));
}

/// Shares by shift, every day and on days of their own.
fn split(
    context: &Context<'_>,
    (name, key): (&str, &Place),
    given: &Names<SplitText>,
    shifts: &[&str],
    out: &mut Diagnostics,
) -> Option<ByDay<Vec<f64>>> {
    let before = out.reported();
    if given.0.values().any(|entry| entry.value.is_none()) {
        return None;
    }
    let every: Vec<(&str, [&Place; 2], f64)> = given
        .iter()
        .filter_map(|(called, entry, share)| match share {
            SplitText::EveryDay(share) => Some((called, [&entry.key, &entry.place], *share)),
            SplitText::ByDay(_) => None,
        })
        .collect();
    let days = given.iter().filter_map(|(called, entry, share)| match share {
        SplitText::ByDay(shares) => Some((called, entry, shares)),
        SplitText::EveryDay(_) => None,
    });
    let mut by_day: Vec<(&str, &Place, Vec<f64>)> = Vec::new();
    for (called, entry, shares) in days {
        let of_day: Vec<(&str, [&Place; 2], f64)> =
            shares.iter().map(|(shift, e, share)| (shift, [&e.key, &e.place], share.0)).collect();
        if let Some(shares) = sum_to_one(&of_day, &entry.key, shifts, out) {
            by_day.push((called, &entry.key, shares));
        }
    }
    let plain = if every.is_empty() && shifts.len() == 1 { Some(vec![1.0]) } else { None };
    let plain = match plain {
        None if !every.is_empty() => Some(sum_to_one(&every, key, shifts, out)?),
        plain => plain,
    };
    let keys: Vec<(&str, &Place)> = by_day.iter().map(|(called, place, _)| (*called, *place)).collect();
    let picked = pick(context, &keys, out)?;
    if plain.is_none()
        && picked.week.iter().chain(&picked.dates.values().map(|d| d.entry).collect::<Vec<_>>()).any(Option::is_none)
    {
        return if out.reported() == before { out.reject(no_split(name, key, shifts)) } else { None };
    }
    let of = |entry: Option<usize>| entry.map_or_else(|| plain.clone().unwrap_or_default(), |at| by_day[at].2.clone());
    let dates = picked.dates.iter().map(|(day, date)| (*day, of(date.entry))).collect();
    (out.reported() == before).then(|| ByDay { week: picked.week.map(of), dates })
}

fn no_split(name: &str, key: &Place, shifts: &[&str]) -> Diagnostic {
    let all = shifts.iter().map(|s| format!("{s} = …")).collect::<Vec<_>>().join(", ");
    Diagnostic::error(
        Code::Missing,
        key,
        say!(
            "team `{name}` has several shifts and no `split`",
            "小组 `{name}` 有多个班次，但没有写 `split`（各班比例）"
        ),
    )
    .help(say!("split = {{ {all} }}", "split = {{ {all} }}"))
}

/// The shares of all shifts, which sum to 1.
fn sum_to_one(
    given: &[(&str, [&Place; 2], f64)],
    key: &Place,
    shifts: &[&str],
    out: &mut Diagnostics,
) -> Option<Vec<f64>> {
    let mut shares = vec![0.0; shifts.len()];
    let mut known = true;
    for (called, [place, _], share) in given {
        match position(called, place, shifts, out) {
            Some(i) => shares[i] = *share,
            None => known = false,
        }
    }
    if !known {
        return None;
    }
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() > 1e-6 {
        let sum = (sum * 1e6).round() / 1e6;
        let place = given.first().map_or(key, |(_, [_, place], _)| *place);
        return out.reject(Diagnostic::error(
            Code::Split,
            place,
            say!("the shares of `split` sum to {sum}, not 1", "`split` 各班比例之和是 {sum}，不是 1"),
        ));
    }
    Some(shares)
}

fn rest(context: &Context<'_>, word: &At<String>, out: &mut Diagnostics) -> Option<Rest> {
    let text: String = word.value.split_whitespace().collect::<Vec<_>>().join(" ");
    let (length, off): (u32, &[u32]) = match text.as_str() {
        "alternating weeks" | "大小周" => (14, &[5, 6, 13]),
        "1 day a week" | "单休" => (7, &[6]),
        "2 days a week" | "双休" => (7, &[5, 6]),
        "4 a month" | "4 days a month" | "月休4" | "月休 4" | "月休四天" => (30, &[6, 13, 20, 27]),
        "none" | "无" | "无休" => (1, &[]),
        _ => return together(context, word, &text, out),
    };
    Some(Rest::Cycle { length, off: off.to_vec() })
}

/// Days that all have off: `weekends`, `sun`, `weekends, holidays`. Where public holidays are among them, make-up workdays
/// are worked, as they are what these are made up by.
fn together(context: &Context<'_>, word: &At<String>, text: &str, out: &mut Diagnostics) -> Option<Rest> {
    let parts: Vec<&str> = text.split([',', '，', '、', '和', '及']).map(str::trim).collect();
    let keys: Vec<DayKey> = parts.iter().filter_map(|part| DayKey::parse(part).ok()).collect();
    let is_day = |key: &DayKey| match key {
        DayKey::Named(name) => context.days.events.contains_key(name) || is_holiday(name),
        DayKey::All => false,
        _ => true,
    };
    if keys.len() < parts.len() || !keys.iter().all(is_day) {
        let why = say!("unknown pattern of rest \"{text}\"", "不认识的休息方式 \"{text}\"");
        return out.reject(Diagnostic::error(Code::UnknownWord, &word.place, why).near(text, RESTS).help(say!(
            "\"alternating weeks\", \"1 day a week\", \"2 days a week\", \"4 a month\" or \"none\"; days that all have off: \"weekends\", \"sun\", \"weekends, holidays\"; numbers by day: `on_duty`",
            "可以写 大小周、单休、双休、月休4 或 无；大家同一天休息：周末、周日、\"周末、节假日\"；按日子写人数请用 `on_duty`"
        )));
    }
    let entries: Vec<(&str, &Place)> = parts.iter().map(|part| (*part, &word.place)).collect();
    let picked = pick(context, &entries, out)?;
    let made_up = keys.contains(&DayKey::Holiday);
    let worked = |day: &i32| made_up && context.days.kinds.get(day) == Some(&DayWord::Workday);
    let mut dates: BTreeMap<i32, bool> = picked.dates.iter().map(|(day, date)| (*day, date.entry.is_some())).collect();
    let kinds = context.days.kinds.keys().filter(|day| worked(day));
    dates.extend(kinds.map(|day| (*day, false)));
    Some(Rest::Together(ByDay { week: picked.week.map(|entry| entry.is_some()), dates }))
}
