//! Bots: what they contain by hour and day, and the agents' work that keeps them up to date.

use crate::compile::calendar::events::days_of;
use crate::compile::context::Context;
use crate::compile::laws::{daily, law};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::id::IdVec;
use crate::model::{Bot, Calendar, ContactType, DailyHours, Staffing, Team, TeamId, TypeId, Varying};
use crate::random::Law;
use crate::say;
use crate::scenario::schema::{BotText, Upkeep};
use crate::scenario::values::plain::{Amount, Hours, Share};
use crate::scenario::values::read::{At, Entry, Names};
use crate::time::SimDuration;
use std::sync::Arc;

/// Within so many days 63 % of what is missing is learned, if the file says nothing else.
const LEARNING_DAYS: f64 = 35.0;
/// What is left without any upkeep, and what a week without it costs, if the file says nothing else.
const WITHOUT: f64 = 0.45;
const DECAY: f64 = 0.015;

/// The bots of the design.
pub fn bots(context: &Context<'_>, types: &mut IdVec<TypeId, ContactType>, calendar: &Calendar, out: &mut Diagnostics) {
    for (name, entry, text) in context.design.bot.iter() {
        let Some(id) = context.type_id(&At { value: name.to_string(), place: entry.key.clone() }, out) else {
            continue;
        };
        if context.streams.contains(&id) || types[id].ticket.is_some() && !types[id].outreach {
            out.push(Diagnostic::error(
                Code::Misplaced,
                &entry.key,
                say!(
                    "only chats and calls meet the bot; `{name}` is neither",
                    "只有会话和电话会遇到机器人，`{name}` 不是"
                ),
            ));
            continue;
        }
        let Some(contains) = &text.contains else {
            if text.writes("contains") {
                continue;
            }
            out.push(Diagnostic::error(
                Code::Missing,
                &entry.key,
                say!("`contains` is missing", "缺少 `contains`（拦截率）"),
            ));
            continue;
        };
        if types[id].outreach {
            types[id].bot = Some(super::outreach::bot(text, contains, out));
            continue;
        }
        let share = |s: &Option<At<Share>>| s.as_ref().map_or(1.0, |s| s.value.0);
        let failure = text.on_failure.as_ref();
        let factor = |a: Option<&At<Amount>>| a.map_or(1.0, |a| a.value.0);
        types[id].bot = Some(Bot {
            meets: share(&text.meets),
            contains: contains.value.0,
            varies: varies(text, contains, &types[id], calendar, out).map(Arc::new),
            resolves: share(&text.resolves),
            lasts: text.lasts.as_ref().and_then(|l| law(l)).unwrap_or(Law::Fixed(SimDuration::ZERO)),
            failure_patience: factor(failure.and_then(|f| f.patience.as_ref())),
            failure_effort: factor(failure.and_then(|f| f.effort.as_ref())),
            failure_conversion: uplift(&types[id], failure.and_then(|f| f.conversion.as_ref()), out),
        });
    }
}

/// Who keeps a bot up to date is not at their desk meanwhile.
pub fn upkeep(context: &Context<'_>, teams: &mut IdVec<TeamId, Team>, out: &mut Diagnostics) {
    for (name, _, text) in context.design.bot.iter() {
        let Some(upkeep) = &text.upkeep else { continue };
        for team in &upkeep.value.by.value {
            let called = &team.value;
            let Some(id) = teams.position(|t| t.label.key == *called) else {
                let known: Vec<&str> = teams.iter().map(|t| t.label.key.as_str()).collect();
                let why = say!("no team is called `{called}`", "没有叫 `{called}` 的小组");
                out.push(Diagnostic::error(Code::UnknownName, &team.place, why).near_or_list(called, &known));
                continue;
            };
            let Staffing::People(roster) = &mut teams[id].staffing else {
                let why = say!(
                    "`{called}` is staffed by number: nobody of it can be away from the desk",
                    "`{called}` 按人数排班，没有人可以离席"
                );
                out.push(
                    Diagnostic::error(Code::Misplaced, &team.place, why).help(say!(
                        "give it a headcount and shifts, or leave it out",
                        "请写人数和班次，或不列这个小组"
                    )),
                );
                continue;
            };
            roster.off_desk += upkeep.value.given.value.0;
            if roster.off_desk >= 1.0 {
                let share = roster.off_desk * 100.0;
                let why = say!(
                    "with the upkeep of `{name}` the agents of `{called}` are away {share:.0} % of the time",
                    "加上 `{name}` 机器人的维护，`{called}` 的客服有 {share:.0} % 的时间不在岗"
                );
                out.push(Diagnostic::error(Code::OutOfRange, &upkeep.value.given.place, why));
                roster.off_desk = 0.99;
            }
        }
    }
}

fn varies(
    text: &BotText,
    contains: &At<Share>,
    kind: &ContactType,
    calendar: &Calendar,
    out: &mut Diagnostics,
) -> Option<Varying> {
    let hours = text.hours.as_ref().map(|hours| daily(hours.value));
    let by_hour = by_hour(&text.by_hour, contains, out);
    let quality = quality(text, contains.value.0, calendar, out);
    if hours.is_none() && by_hour.is_empty() && quality.is_empty() {
        return None;
    }
    let mut varying = Varying { hours, by_hour, quality, mean: 1.0 };
    varying.mean = mean(&varying, kind, calendar);
    Some(varying)
}

/// How much of all it can know the bot knows on each day: it learns what is missing, forgets where its upkeep is too
/// little, and knows nothing of new products.
fn quality(text: &BotText, contains: f64, calendar: &Calendar, out: &mut Diagnostics) -> Vec<f64> {
    if text.learning.is_none() && text.upkeep.is_none() && text.new_products.is_none() {
        return Vec::new();
    }
    let learning = text.learning.as_ref().map(|learning| &learning.value);
    let upkeep = text.upkeep.as_ref().map(|upkeep| &upkeep.value);
    let time = learning.and_then(|l| l.time.as_ref()).map_or(LEARNING_DAYS, |time| time.value.days());
    if time <= 0.0 {
        let place = learning.and_then(|l| l.time.as_ref()).map(|time| &time.place).expect("it is written");
        let why = say!("learning takes longer than no time", "学习时间必须大于 0");
        out.push(Diagnostic::error(Code::OutOfRange, place, why));
        return Vec::new();
    }
    let starts = learning.and_then(|l| l.starts.as_ref()).map_or(1.0, |starts| starts.value.0);
    let counted = calendar.epoch_day(calendar.warm_up_days);
    let from = learning.and_then(|l| l.from.as_ref()).map_or(counted, |from| from.value.0);
    let held = upkeep.map_or(1.0, held);
    let decay = upkeep.and_then(|u| u.decay.as_ref()).map_or(DECAY, |decay| decay.value.0) / 7.0;
    let last = calendar.epoch_day(calendar.warm_up_days + calendar.days);
    // What it learned before the days simulated it knows on the first of them.
    let first = calendar.origin.min(from);
    let (drop, new) = text
        .new_products
        .as_ref()
        .map_or((0.0, Vec::new()), |new| (new.value.drop.value.0, days_of(&new.value.on.value, (first, last))));
    // Points of the contained share, as a part of it.
    let part = |points: f64| if contains > 0.0 { points / contains } else { 0.0 };
    let learned = 1.0 - (-1.0 / time).exp();
    let mut knows = starts;
    let days = (first..=last).map(|day| {
        if new.contains(&day) {
            knows = (knows - part(drop)).max(0.0);
        }
        let today = knows;
        if day >= from {
            knows += if knows < held { (held - knows) * learned } else { -part(decay).min(knows - held) };
        }
        today
    });
    days.skip((calendar.origin - first) as usize).collect()
}

/// What the upkeep that is given can hold, of all that the bot can know.
fn held(upkeep: &Upkeep) -> f64 {
    let without = upkeep.without.as_ref().map_or(WITHOUT, |without| without.value.0);
    let (given, needs) = (upkeep.given.value.0, upkeep.needs.value.0);
    if given >= needs { 1.0 } else { without + (1.0 - without) * given / needs }
}

fn by_hour(text: &Names<Amount>, contains: &At<Share>, out: &mut Diagnostics) -> Vec<(DailyHours, f64)> {
    let mut found: Vec<(DailyHours, f64, &Entry<Amount>)> = Vec::new();
    for (called, entry, factor) in text.iter() {
        let hours = match Hours::parse(called) {
            Ok(hours) => daily(hours),
            Err(why) => {
                out.push(Diagnostic::error(Code::Unit, &entry.key, why));
                continue;
            }
        };
        let minutes = |hours: &DailyHours| {
            let (from, until) = (hours.from, hours.until);
            (0..24 * 60).map(|m| SimDuration::MINUTE * m).filter(move |time| DailyHours { from, until }.contains(*time))
        };
        if let Some((.., other)) = found.iter().find(|(other, ..)| minutes(&hours).any(|time| other.contains(time))) {
            let why = say!("these hours have a factor already", "这些小时已经写过倍数");
            out.push(Diagnostic::error(Code::Twice, &entry.key, why).also(&other.key, say!("here", "在这里")));
            continue;
        }
        if contains.value.0 * factor.0 > 1.0 {
            let (times, share) = (factor.0, contains.value.0 * 100.0);
            let why =
                say!("{times} times {share:.0} % is more than everybody", "{share:.0} % 的 {times} 倍超过了全部客户");
            out.push(
                Diagnostic::error(Code::OutOfRange, &entry.place, why)
                    .also(&contains.place, say!("of this share", "这个拦截率")),
            );
            continue;
        }
        found.push((hours, factor.0, entry));
    }
    found.into_iter().map(|(hours, factor, _)| (hours, factor)).collect()
}

/// The mean factor over the first contacts that are expected; over all hours alike where none come by themselves.
fn mean(varying: &Varying, kind: &ContactType, calendar: &Calendar) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for day in calendar.warm_up_days..calendar.warm_up_days + calendar.days {
        let expected = kind.arrivals.as_ref().map_or(1.0, |arrivals| arrivals.expected(calendar, day));
        let profile = kind.arrivals.as_ref().map(|arrivals| arrivals.profile_on(calendar, day));
        for quarter in 0..96 {
            let time = SimDuration::MINUTE * (15 * quarter);
            let share = profile.map_or(1.0 / 96.0, |profile| {
                let before = |time| if time == SimDuration::DAY { 1.0 } else { profile.share_before(time) };
                before(time + SimDuration::MINUTE * 15) - before(time)
            });
            sum += expected * share * varying.factor(day, time);
            weights += expected * share;
        }
    }
    if weights > 0.0 { sum / weights } else { 1.0 }
}

/// Factor on what customers buy whom the bot hands over.
fn uplift(kind: &ContactType, text: Option<&At<Amount>>, out: &mut Diagnostics) -> f64 {
    let Some(text) = text else { return 1.0 };
    let factor = text.value.0;
    match &kind.sale {
        None => {
            let name = &kind.label.key;
            let why = say!("`{name}` has no `sale` that customers could buy", "`{name}` 没有写 `sale`，客户无从下单");
            out.push(Diagnostic::error(Code::Misplaced, &text.place, why));
        }
        Some(sale) if sale.conversion * factor > 1.0 => {
            let (share, most) = (sale.conversion, 1.0 / sale.conversion);
            let why = say!(
                "{factor} times a conversion of {share} is more than everybody",
                "转化率 {share} 的 {factor} 倍超过了全部客户"
            );
            let help = say!("at most {most:.2}", "最多 {most:.2}");
            out.push(Diagnostic::error(Code::OutOfRange, &text.place, why).help(help));
        }
        Some(_) => (),
    }
    factor
}
