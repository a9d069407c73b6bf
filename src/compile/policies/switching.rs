//! Policies: when they are on, and what the design means under every combination of them.

use super::triggers::{apart, trigger};
use crate::compile::document::changes::{Override, Tables, flatten};
use crate::compile::document::resolve::{Resolved, Written};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{MOST_POLICIES, Model, Policy};
use crate::say;
use crate::scenario::schema::{PolicyText, SWITCHABLE};
use crate::scenario::text::document::Node;
use crate::scenario::values::change::split_path;
use crate::scenario::values::change_text::{Change, change_of};
use crate::scenario::values::read::{Names, Read};

/// A policy as it is written.
struct FoundPolicy {
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
    let before = out.reported();
    let mut found = Vec::new();
    let policies = resolved.design.get("policy").and_then(|node| <Names<PolicyText> as Read>::read(node, out));
    for (name, entry, text) in policies.unwrap_or_default().iter() {
        let changes = changes(name, text, out);
        let trigger = trigger(name, &text.when, model, out);
        let label = crate::compile::laws::label(name, text.name.as_ref());
        let Some(trigger) = trigger else { continue };
        let policy = Policy { label, trigger };
        found.push(FoundPolicy { policy, place: entry.key.clone(), changes, met: Vec::new() });
    }
    if let Some(fifth) = found.get(MOST_POLICIES) {
        let n = found.len();
        let text =
            say!("a design of {n} policies: at most {MOST_POLICIES}", "一个方案有 {n} 个预案：最多 {MOST_POLICIES} 个");
        out.push(Diagnostic::error(Code::TooLarge, &fifth.place, text).help(say!(
            "one policy may set several keys, and `when` may be a list of dates",
            "一个预案可以改多项，`when` 可以列出多段时间"
        )));
    }
    if out.reported() > before {
        return (Vec::new(), Vec::new());
    }
    for one in &mut found {
        let mut changed = resolved.clone();
        one.met = lay(written, &one.changes, model, &mut changed, out);
    }
    // What changes nothing here is for other designs.
    found.retain(|one| !one.met.is_empty());
    clashes(&found, resolved, out);
    if out.reported() > before {
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
    let found = flatten(&text.set.value, Tables::InParts);
    if found.is_empty() {
        let why = say!("policy `{name}` changes nothing", "预案 `{name}` 什么都没有改");
        out.push(Diagnostic::error(Code::Policy, &text.set.place, why).help(list()));
    }
    for one in found.iter().filter(|one| !may_switch(&one.path)) {
        let shown = one.shown();
        let why = say!("`{shown}` cannot switch while the shop runs", "`{shown}` 不能在运行中切换");
        out.push(Diagnostic::error(Code::Policy, one.place(), why).help(list()));
    }
    found
}

fn may_switch(path: &[String]) -> bool {
    let fits = |key: &str| {
        let parts: Vec<&str> = key.split('.').collect();
        parts.len() == path.len() && parts.iter().zip(path).all(|(part, key)| matches!(*part, "X" | "Y") || part == key)
    };
    SWITCHABLE.into_iter().any(fits)
}

fn list() -> crate::diagnostic::Text {
    let list = SWITCHABLE.join(", ");
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
            let strange = no_bot(one, to).unwrap_or_else(|| written.unknown_to(one, &to.world, &to.design));
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
    Some(Diagnostic::error(Code::Policy, one.place(), why).help(say!(
        "give it one that nobody meets, for example bot.{name} = {{ contains = 0.3, meets = 0 }}, and let the policy set bot.{name}.meets = 1",
        "先写一个没人遇到的机器人，例如 bot.{name} = {{ contains = 0.3, meets = 0 }}，再由预案改 bot.{name}.meets = 1"
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
            Diagnostic::error(Code::Policy, one.place(), why)
                .help(say!("set contact.{name}.alone", "请改 contact.{name}.alone")),
        );
    }
}

/// Two policies that may be on together and change one value must not depend on which comes first.
fn clashes(found: &[FoundPolicy], resolved: &Resolved, out: &mut Diagnostics) {
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
                        Diagnostic::error(Code::Policy, &b.place, why)
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
