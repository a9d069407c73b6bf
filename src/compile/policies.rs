//! Policies: when they are on, and what the design means under every combination of them.

use super::resolve::{Override, Resolved, Written, unmatched};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Limits, MOST_POLICIES, Model, Policy, Trigger, TypeId};
use crate::say;
use crate::scenario::document::{Node, Value};
use crate::scenario::law::is_law;
use crate::scenario::overrides::{Change, change_of, split_path};
use crate::scenario::read::{At, Names, Read};
use crate::scenario::schema::{Moment, PolicyText, QueueText, WhenText, WindowText};
use crate::time::{SimDuration, SimTime};
use std::collections::BTreeMap;

/// What may switch while the shop runs: whatever leaves types, teams, routes, rules and people as they are.
const KEYS: [&str; 18] = [
    "contact.X.effort",
    "contact.X.alone",
    "contact.X.resolved",
    "contact.X.patience",
    "contact.X.messages",
    "contact.X.customer_pause",
    "contact.X.balk",
    "contact.X.queue_limit",
    "contact.X.closed.leaves_message",
    "contact.X.late.pays",
    "bot.X",
    "bot.X.contains",
    "bot.X.meets",
    "team.X.chats",
    "team.X.switching",
    "team.X.skill.Y.effort",
    "team.X.skill.Y.resolved",
    "team.X.skill.Y.wait_first",
];

/// Keys with dots in what policies set, as the tables that they mean: so a lever's path leads to them.
pub fn spread(policies: &mut Node) {
    for policy in policies.table_mut().into_iter().flat_map(BTreeMap::values_mut) {
        let Some(set) = policy.get_mut("set") else { continue };
        let place = set.place.clone();
        let Some(entries) = set.table_mut() else { continue };
        for (key, value) in std::mem::take(entries) {
            insert(entries, &split_path(&key), value, &place);
        }
    }
}

fn insert(entries: &mut BTreeMap<String, Node>, path: &[String], value: Node, place: &Place) {
    let Some((first, rest)) = path.split_first() else { return };
    match entries.get_mut(first) {
        None if rest.is_empty() => {
            entries.insert(first.clone(), value);
        }
        Some(there) if rest.is_empty() && there.table().is_some() && value.table().is_some() => {
            let Value::Table(more) = value.value else { return };
            for (key, value) in more {
                insert(there.table_mut().expect("it is a table"), &[key], value, place);
            }
        }
        Some(there) if !rest.is_empty() && there.table().is_some() => {
            insert(there.table_mut().expect("it is a table"), rest, value, place);
        }
        None => {
            let mut table = Node::empty_table(place.clone());
            insert(table.table_mut().expect("just made"), rest, value, place);
            entries.insert(first.clone(), table);
        }
        // `bot.a = 0.2` beside `bot.a.meets = 1`: each stays what it is.
        Some(_) => {
            entries.insert(path.join("."), value);
        }
    }
}

/// A policy as it is written.
struct Found {
    policy: Policy,
    place: Place,
    changes: Vec<Override>,
    /// What it changes in this design, and how.
    met: Vec<(String, Option<Change>)>,
}

/// The policies of a design, and what the design means under combinations 1, 2, … of them.
pub fn policies(
    written: &mut Written,
    resolved: &Resolved,
    model: &Model,
    out: &mut Diagnostics,
) -> (Vec<Policy>, Vec<Resolved>) {
    let before = out.errors();
    let mut found = Vec::new();
    let policies = resolved.design.get("policy").and_then(|node| <Names<PolicyText> as Read>::read(node, out));
    for (name, entry, text) in policies.unwrap_or_default().iter() {
        let changes = changes(name, text, out);
        let trigger = match &text.when.value {
            WhenText::Dated(windows) => dated(name, windows, &text.when.place, model, out),
            WhenText::Waiting(queue) => waiting(queue, model, out),
        };
        let label = super::demand::label(name, text.name.as_ref());
        let Some(trigger) = trigger else { continue };
        let policy = Policy { label, trigger };
        found.push(Found { policy, place: entry.key.clone(), changes, met: Vec::new() });
    }
    if let Some(fifth) = found.get(MOST_POLICIES) {
        let n = found.len();
        let text =
            say!("a design of {n} policies: at most {MOST_POLICIES}", "一个方案有 {n} 个预案：最多 {MOST_POLICIES} 个");
        out.push(Diagnostic::error("too-large", &fifth.place, text).help(say!(
            "one policy may set several keys, and `when` may be a list of dates",
            "一个预案可以改多项，`when` 可以列出多段时间"
        )));
    }
    if out.errors() > before {
        return (Vec::new(), Vec::new());
    }
    for one in &mut found {
        let mut changed = resolved.clone();
        one.met = lay(written, &one.changes, model, &mut changed, out);
    }
    // What changes nothing here is for other designs.
    found.retain(|one| !one.met.is_empty());
    clashes(&found, resolved, out);
    if out.errors() > before {
        return (Vec::new(), Vec::new());
    }
    let combined = (1..1usize << found.len()).map(|combination| {
        let mut changed = resolved.clone();
        let on = found.iter().enumerate().filter(|(n, _)| combination >> n & 1 == 1);
        on.for_each(|(_, one)| drop(lay(written, &one.changes, model, &mut changed, out)));
        changed
    });
    let combined = combined.collect();
    (found.into_iter().map(|one| one.policy).collect(), combined)
}

/// What a policy sets, one value each.
fn changes(name: &str, text: &PolicyText, out: &mut Diagnostics) -> Vec<Override> {
    fn go(node: &Node, path: &[String], found: &mut Vec<Override>) {
        for (key, value) in node.table().into_iter().flatten() {
            let path: Vec<String> = path.iter().cloned().chain(split_path(key)).collect();
            if value.table().is_some() && !is_law(value) {
                go(value, &path, found);
            } else {
                found.push(Override { path, value: value.clone() });
            }
        }
    }
    let mut found = Vec::new();
    go(&text.set.value, &[], &mut found);
    if found.is_empty() {
        let why = say!("policy `{name}` changes nothing", "预案 `{name}` 什么都没有改");
        out.push(Diagnostic::error("policy", &text.set.place, why).help(list()));
    }
    for one in found.iter().filter(|one| !may_switch(&one.path)) {
        let shown = one.shown();
        let why = say!("`{shown}` cannot switch while the shop runs", "`{shown}` 不能在运行中切换");
        out.push(Diagnostic::error("policy", one.place(), why).help(list()));
    }
    found
}

fn may_switch(path: &[String]) -> bool {
    let fits = |key: &str| {
        let parts: Vec<&str> = key.split('.').collect();
        parts.len() == path.len() && parts.iter().zip(path).all(|(part, key)| matches!(*part, "X" | "Y") || part == key)
    };
    KEYS.into_iter().any(fits)
}

fn list() -> crate::diagnostic::Text {
    let list = KEYS.join(", ");
    say!("these can: {list}", "可以切换的有：{list}")
}

/// Lays a policy's changes over a design; what they met.
fn lay(
    written: &mut Written,
    changes: &[Override],
    model: &Model,
    to: &mut Resolved,
    out: &mut Diagnostics,
) -> Vec<(String, Option<Change>)> {
    let mut found = Vec::new();
    for one in changes {
        make_room(one, to);
        let met = if is_there(one, to) {
            written.apply(one, &model.design.key, &mut to.world, &mut to.design, out)
        } else {
            Vec::new()
        };
        if met.is_empty() {
            let strange = no_bot(one, to).unwrap_or_else(|| unmatched(one, &to.world, &[&to.design]));
            written.strangers.push((one.clone(), strange));
        }
        for path in met {
            measured(one, &path, to, out);
            let change = one.value.text().and_then(change_of).and_then(Result::ok);
            let path =
                if path.starts_with("bot.") && path.matches('.').count() == 1 { path + ".contains" } else { path };
            found.push((path, change));
        }
    }
    found
}

/// A policy may be the first to say something of a table that every type or team may have.
fn make_room(one: &Override, to: &mut Resolved) {
    if one.path.iter().any(|part| part == "*") {
        return;
    }
    let (root, depth) = match one.path[0].as_str() {
        "contact" => (&mut to.world, 2),
        "team" => (&mut to.design, 2),
        _ => return,
    };
    let Some((there, missing)) = one.path[..one.path.len() - 1].split_at_checked(depth) else { return };
    let Some(mut at) = there.iter().try_fold(root, |node, key| node.get_mut(key)) else { return };
    for key in missing {
        let Some(entries) = at.table_mut() else { return };
        at = entries
            .entry(key.clone())
            .or_insert_with(|| Node { key: one.value.key.clone(), ..Node::empty_table(one.value.place.clone()) });
    }
}

/// A bot comes and goes by the share that meets it: what it is, the design says.
fn is_there(one: &Override, to: &Resolved) -> bool {
    one.path[0] != "bot" || one.path.get(1).is_none_or(|name| name == "*" || to.design.at(&["bot", name]).is_some())
}

fn no_bot(one: &Override, to: &Resolved) -> Option<Diagnostic> {
    if is_there(one, to) {
        return None;
    }
    let name = &one.path[1];
    let why = say!("`{name}` has no bot in this design", "这个方案里 `{name}` 没有机器人");
    Some(Diagnostic::error("policy", one.place(), why).help(say!(
        "give it one that nobody meets, bot.{name} = {{ contains = 0.3, meets = 0 }}, and let the policy set bot.{name}.meets = 1",
        "先写一个没人遇到的机器人 bot.{name} = {{ contains = 0.3, meets = 0 }}，再由预案改 bot.{name}.meets = 1"
    )))
}

/// Where the pace of a chat is measured, its effort changes nothing.
fn measured(one: &Override, path: &str, to: &Resolved, out: &mut Diagnostics) {
    let parts = split_path(path);
    let [first, name, key] = &parts[..] else { return };
    let by_loop = ["effort", "messages", "customer_pause"].contains(&key.as_str());
    if first == "contact" && by_loop && to.world.at(&["contact", name, "alone"]).is_some() {
        let why = say!(
            "`{name}` is measured by `alone`: `{key}` changes nothing",
            "`{name}` 用 `alone` 计时：改 `{key}` 不起作用"
        );
        out.push(
            Diagnostic::error("policy", one.place(), why)
                .help(say!("set contact.{name}.alone", "请改 contact.{name}.alone")),
        );
    }
}

/// Two policies that may be on together and change one value must not depend on which comes first.
fn clashes(found: &[Found], resolved: &Resolved, out: &mut Diagnostics) {
    let value = |path: &str| {
        let parts = split_path(path);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let root = if parts[0] == "contact" { &resolved.world } else { &resolved.design };
        root.at(&parts).cloned()
    };
    let alike = |a: Option<Change>, b: Option<Change>| match (a, b) {
        (Some(Change::Times(_)), Some(Change::Times(_))) => true,
        (Some(a), Some(b)) => !matches!(a, Change::Times(_)) && !matches!(b, Change::Times(_)),
        _ => false,
    };
    for (n, a) in found.iter().enumerate() {
        for b in found[n + 1..].iter().filter(|b| !apart(&a.policy.trigger, &b.policy.trigger)) {
            for (path, change) in &b.met {
                let same = |(other, theirs): &&(String, Option<Change>)| {
                    let text = || value(path).is_some_and(|v| v.text().and_then(change_of).is_some());
                    other == path && (!alike(*change, *theirs) || text())
                };
                if a.met.iter().any(|met| same(&met)) {
                    let (first, second) = (&a.policy.label.key, &b.policy.label.key);
                    let why = say!(
                        "policies `{first}` and `{second}` both change `{path}`, and may be on together",
                        "预案 `{first}` 和 `{second}` 都改 `{path}`，而且可能同时生效"
                    );
                    out.push(
                        Diagnostic::error("policy", &b.place, why)
                            .also(&a.place, say!("`{first}` is here", "`{first}` 在这里"))
                            .help(say!(
                                "two additions (\"+2\") or two factors (\"*0.5\") go together, and so do dates that never meet",
                                "都用加减（\"+2\"）或都用倍数（\"*0.5\"）可以叠加；时间不重叠也可以"
                            )),
                    );
                }
            }
        }
    }
}

/// Whether two are never on together.
fn apart(a: &Trigger, b: &Trigger) -> bool {
    let (Trigger::Dated(a), Trigger::Dated(b)) = (a, b) else { return false };
    a.iter().all(|(from, until)| b.iter().all(|(f, u)| until <= f || u <= from))
}

/// Spans of simulated time.
fn dated(name: &str, windows: &[WindowText], place: &Place, model: &Model, out: &mut Diagnostics) -> Option<Trigger> {
    let (calendar, before) = (&model.calendar, out.errors());
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
            out.push(Diagnostic::error("policy", place, why).help(say!(
                "write `from` and `until`, or `daily = \"20:00-24:00\"`",
                "请写 `from` 和 `until`，或 `daily = \"20:00-24:00\"`"
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
                Diagnostic::error("out-of-range", &until.place, why)
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
    if out.errors() > before {
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
        out.push(Diagnostic::warning("policy", place, why));
    }
    Some(Trigger::Dated(merged))
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
            Diagnostic::error("out-of-range", &below.place, why)
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
        return out.none(Diagnostic::error("policy", &kpi.place, why).help(say!(
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
        return out.none(Diagnostic::error("unknown-name", &kpi.place, why).near_or_list(subject, &known));
    }
    Some(vec![id?])
}
