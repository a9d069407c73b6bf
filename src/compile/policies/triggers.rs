//! When policies are on.

use crate::compile::laws::law;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Limits, Model, Trigger, TypeId};
use crate::random::Law;
use crate::say;
use crate::scenario::schema::{ChanceText, Moment, QueueText, WhenText, WindowText};
use crate::scenario::values::read::At;
use crate::time::{SimDuration, SimTime};

/// When a policy is on.
pub fn trigger(name: &str, when: &At<WhenText>, model: &Model, out: &mut Diagnostics) -> Option<Trigger> {
    match &when.value {
        WhenText::Dated(windows) => dated(name, windows, &when.place, model, out),
        WhenText::Random(chance) => random(chance, out),
        WhenText::Waiting(queue) => waiting(queue, model, out),
    }
}

/// Whether two are never on together.
pub fn apart(a: &Trigger, b: &Trigger) -> bool {
    let (Trigger::Dated(a), Trigger::Dated(b)) = (a, b) else { return false };
    a.iter().all(|(from, until)| b.iter().all(|(f, u)| until <= f || u <= from))
}

/// Spans of simulated time.
fn dated(name: &str, windows: &[WindowText], place: &Place, model: &Model, out: &mut Diagnostics) -> Option<Trigger> {
    let (calendar, before) = (&model.calendar, out.reported());
    // Beyond the end of any run.
    let last = calendar.end() + Limits::default().drain + SimDuration::DAY;
    let at = |moment: Moment, days: i64| {
        let day = i64::from(moment.day) - i64::from(calendar.origin);
        let time = moment.time.map_or(days * SimDuration::DAY.ticks(), SimDuration::ticks);
        SimTime::from_ticks(day * SimDuration::DAY.ticks() + time).max(SimTime::ZERO).min(last)
    };
    let mut spans: Vec<(SimTime, SimTime)> = Vec::new();
    for window in windows {
        if window.from.is_none() && window.until.is_none() && window.daily.is_none() {
            let why = say!("policy `{name}` would always be on", "预案 `{name}` 会一直生效");
            out.push(Diagnostic::error(Code::Policy, place, why).help(say!(
                "write `from` and `until`, or for example `daily = \"20:00-24:00\"`",
                "请写 `from` 和 `until`，或例如 `daily = \"20:00-24:00\"`"
            )));
        }
        let raw = |moment: Moment, whole: i64| {
            i64::from(moment.day) * SimDuration::DAY.ticks()
                + moment.time.map_or(whole * SimDuration::DAY.ticks(), SimDuration::ticks)
        };
        if let (Some(from), Some(until)) = (&window.from, &window.until)
            && raw(until.value, 1) <= raw(from.value, 0)
        {
            let why = say!("policy `{name}` ends before it begins", "预案 `{name}` 的结束早于开始");
            out.push(
                Diagnostic::error(Code::OutOfRange, &until.place, why)
                    .also(&from.place, say!("it begins here", "开始于这里")),
            );
        }
        let from = window.from.as_ref().map_or(SimTime::ZERO, |from| at(from.value, 0));
        let until = window.until.as_ref().map_or(last, |until| at(until.value, 1));
        match &window.daily {
            None => spans.push((from, until)),
            Some(hours) => spans.extend((-1..=last.day()).map(|day| {
                let midnight = SimTime::midnight(day);
                ((midnight + hours.from).max(from), (midnight + hours.until).min(until))
            })),
        }
    }
    if out.reported() > before {
        return None;
    }
    spans.retain(|(from, until)| from < until);
    spans.sort_unstable();
    let mut merged: Vec<(SimTime, SimTime)> = Vec::new();
    for (from, until) in spans {
        match merged.last_mut() {
            Some(before) if from <= before.1 => before.1 = before.1.max(until),
            _ => merged.push((from, until)),
        }
    }
    if merged.first().is_none_or(|(from, _)| *from >= calendar.end()) {
        let why = say!("policy `{name}` is never on in the days simulated", "预案 `{name}` 在模拟的日期里从不生效");
        out.push(Diagnostic::warning(Code::Policy, place, why));
    }
    Some(Trigger::Dated(merged))
}

/// So often a month, for so long each time.
fn random(text: &ChanceText, out: &mut Diagnostics) -> Option<Trigger> {
    let (often, before) = (text.a_month.value.0, out.reported());
    if !(0.001..=1000.0).contains(&often) {
        let why = say!("{often} times a month: between 0.001 and 1000", "每月 {often} 次：应在 0.001 到 1000 之间");
        out.push(Diagnostic::error(Code::OutOfRange, &text.a_month.place, why));
    }
    let lasts = law(&text.lasts.value);
    if lasts.as_ref().is_none_or(|law| law.mean_seconds() < 1.0) {
        let why = say!("it must last a second or longer", "持续时间至少 1 秒");
        out.push(Diagnostic::error(Code::OutOfRange, &text.lasts.place, why));
    }
    let month = SimDuration::from_seconds(365.25 / 12.0 * 86_400.0);
    let lasts = lasts.filter(|_| out.reported() == before)?;
    Some(Trigger::Random { gap: Law::exponential(month.scale(1.0 / often)), lasts })
}

/// While too many wait.
fn waiting(text: &QueueText, model: &Model, out: &mut Diagnostics) -> Option<Trigger> {
    let of = watched(&text.kpi, model, out);
    let above = text.above.value.0;
    let until_below = text.until_below.as_ref().map_or(above + 1, |below| below.value.0);
    if let Some(below) = text.until_below.as_ref().filter(|_| until_below == 0 || until_below > above + 1) {
        let most = above + 1;
        let why = say!(
            "it begins above {above}: it ends below 1 to {most}",
            "超过 {above} 才生效：结束的界限在 1 到 {most} 之间"
        );
        out.push(
            Diagnostic::error(Code::OutOfRange, &below.place, why)
                .also(&text.above.place, say!("above this", "超过这个数")),
        );
        return None;
    }
    let hold = text.hold.as_ref().map_or(SimDuration::ZERO, |hold| hold.value);
    Some(Trigger::Waiting { of: of?, above, hold, until_below })
}

/// The types whose waiting customers are counted.
fn watched(kpi: &At<String>, model: &Model, out: &mut Diagnostics) -> Option<Vec<TypeId>> {
    let called = kpi.value.trim();
    let names: Vec<&str> = model.types.iter().filter(|t| !t.routes.is_empty()).map(|t| t.label.key.as_str()).collect();
    let Some(subject) = called.strip_prefix("waiting@") else {
        let why = say!("a policy cannot look at `{called}`", "预案不能按 `{called}` 触发");
        let example = names.first().copied().unwrap_or("NAME");
        return out.reject(Diagnostic::error(Code::Policy, &kpi.place, why).help(say!(
            "it looks at how many wait: \"waiting@contact:{example}\", or \"waiting@all\" for all chats and calls",
            "可以看排队人数：\"waiting@contact:{example}\"；\"waiting@all\" 为全部会话与电话"
        )));
    };
    if subject == "all" {
        let live = model.types.entries().filter(|(_, kind)| kind.is_live());
        return Some(live.map(|(id, _)| id).collect());
    }
    let name = subject.strip_prefix("contact:").unwrap_or(subject);
    let id = model.types.position(|t| t.label.key == name && !t.routes.is_empty());
    if id.is_none() || name == subject {
        let known: Vec<String> = names.iter().map(|name| format!("contact:{name}")).chain(["all".into()]).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let why = say!("nobody waits as `{subject}`", "没有 `{subject}` 这样的排队");
        return out.reject(Diagnostic::error(Code::UnknownName, &kpi.place, why).near_or_list(subject, &known));
    }
    Some(vec![id?])
}
