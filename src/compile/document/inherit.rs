//! What a design takes from the one it is `like`, and what it changes of the work itself.

use super::dotted_keys::spread;
use super::template::make_way;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text, nearest};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::change::{expand, overlay, split_path};
use std::collections::BTreeMap;

/// Designs with what they take from those they are `like`, each made once; none of those of which this cannot be told.
pub fn effective(root: &Node, out: &mut Diagnostics) -> BTreeMap<String, Node> {
    let Some(designs) = root.get("design") else { return BTreeMap::new() };
    let mut found: BTreeMap<String, Option<Node>> = BTreeMap::new();
    for name in designs.names() {
        let (mut chain, mut at) = (Vec::new(), name);
        // Up to one that is made already, or is like no other.
        while !found.contains_key(at) {
            let Some(own) = designs.get(at).filter(|own| own.table().is_some()) else { break };
            let Some((like, base)) = base_of(own) else {
                found.insert(at.to_owned(), Some(over_policies(root, spread_out(own), out)));
                break;
            };
            let words = [
                say!("unknown design `{base}`", "没有叫 `{base}` 的方案"),
                say!("designs are like each other in a circle", "方案互相沿用成了圈"),
            ];
            // What it lacks without the other cannot be told from what it was to take from it.
            if may_be_like(designs, at, (like, base), words, &mut chain, out).is_none() {
                found.insert(at.to_owned(), None);
                break;
            }
            at = base;
        }
        for name in chain.into_iter().rev() {
            if found.contains_key(&name) {
                continue;
            }
            let whole = designs.get(&name).and_then(|own| {
                let base = found.get(base_of(own)?.1)?.clone()?;
                over_base(base, &spread_out(own), root, out)
            });
            found.insert(name, whole);
        }
    }
    found.into_iter().filter_map(|(name, design)| Some((name, design?))).collect()
}

/// What it says it is `like`.
fn base_of(own: &Node) -> Option<(&Node, &str)> {
    own.get("like").and_then(|like| Some((like, like.text()?)))
}

/// A design's own table, with its policies as tables.
fn spread_out(own: &Node) -> Node {
    let mut own = own.clone();
    own.get_mut("policy").map(spread);
    own
}

/// A design laid over the one it is `like`.
fn over_base(mut base: Node, own: &Node, root: &Node, out: &mut Diagnostics) -> Option<Node> {
    let entries = base.table_mut()?;
    for own_only in ["name", "like", "without"] {
        entries.remove(own_only);
    }
    take_out(&mut base, own, root, out);
    overlay(&mut base, own, out);
    Some(base)
}

/// Contact types with what they take from those they are `like`; a type keeps its place in the file.
pub fn like_contacts(root: &mut Node, out: &mut Diagnostics) {
    let Some(written) = root.get("contact").cloned() else { return };
    for name in written.names() {
        if written.at(&[name, "like"]).is_some()
            && let Some(whole) = whole_contact(root, &written, name, &mut Vec::new(), out)
            && let Some(types) = root.get_mut("contact").and_then(Node::table_mut)
        {
            types.insert(name.to_owned(), whole);
        }
    }
}

fn whole_contact(
    root: &Node,
    written: &Node,
    name: &str,
    chain: &mut Vec<String>,
    out: &mut Diagnostics,
) -> Option<Node> {
    let own = written.get(name)?;
    let Some((like, base_name)) = base_of(own) else { return Some(own.clone()) };
    let words = [
        say!("unknown contact type `{base_name}`", "没有叫 `{base_name}` 的咨询类型"),
        say!("contact types are like each other in a circle", "咨询类型互相沿用成了圈"),
    ];
    may_be_like(written, name, (like, base_name), words, chain, out)?;
    let mut base = whole_contact(root, written, base_name, chain, out)?;
    let entries = base.table_mut()?;
    for own_only in ["name", "like"] {
        entries.remove(own_only);
    }
    make_way(&mut base, own, root.get("defaults"));
    overlay(&mut base, own, out);
    (base.place, base.key) = (own.place.clone(), own.key.clone());
    Some(base)
}

/// Whether there is such a base, and it is not like the very one that is to be like it: reported where not.
fn may_be_like(
    all: &Node,
    name: &str,
    (like, base_name): (&Node, &str),
    [unknown, circle]: [Text; 2],
    chain: &mut Vec<String>,
    out: &mut Diagnostics,
) -> Option<()> {
    let known: Vec<&str> = all.table()?.keys().map(String::as_str).collect();
    if !known.contains(&base_name) {
        out.push(Diagnostic::error(Code::UnknownName, &like.place, unknown).near_or_list(base_name, &known));
        return None;
    }
    chain.push(name.to_string());
    let Some(from) = chain.iter().position(|c| c == base_name) else { return Some(()) };
    let mut members = chain[from..].to_vec();
    // Every member of the circle finds it; it is told once, from the first in order of name.
    let first = (0..members.len()).min_by_key(|i| members[*i].clone()).unwrap_or(0);
    members.rotate_left(first);
    let names = members.iter().chain(members.first()).map(|m| format!("`{m}`")).collect::<Vec<_>>().join(" → ");
    let place = all.at(&[members[0].as_str(), "like"]).map_or(&like.place, |n| &n.place);
    let Text { en, zh } = circle;
    out.push(Diagnostic::error(Code::Cycle, place, say!("{en}: {names}", "{zh}：{names}")));
    None
}

/// A design like no other takes the file's policies.
fn over_policies(root: &Node, own: Node, out: &mut Diagnostics) -> Node {
    let Some(mut policies) = root.get("policy").cloned() else { return own };
    spread(&mut policies);
    let mut base = Node::empty_table(own.place.clone());
    base.table_mut().expect("just made").insert("policy".into(), policies);
    take_out(&mut base, &own, root, out);
    overlay(&mut base, &own, out);
    base
}

/// What a design is `without`. A default that it is without is not there for it.
fn take_out(base: &mut Node, own: &Node, root: &Node, out: &mut Diagnostics) {
    let Some(Value::List(paths)) = own.get("without").map(|n| &n.value) else { return };
    for path in paths {
        if !leave_default(base, path, root) {
            remove(base, path, out);
        }
    }
}

/// Leaves out what a team or bot has by default only: it says `"none"` from here on.
fn leave_default(base: &mut Node, path: &Node, root: &Node) -> bool {
    let Some(parts) = path.text().map(split_path) else { return false };
    let [kind @ ("team" | "bot"), name, rest @ ..] = &parts.iter().map(String::as_str).collect::<Vec<_>>()[..] else {
        return false;
    };
    let by_default = root.at(&["defaults", kind]).is_some_and(|defaults| defaults.at(rest).is_some());
    if rest.len() != 1 || !by_default || base.at(&[*kind, *name, rest[0]]).is_some() {
        return false;
    }
    let Some(entries) = base.get_mut(kind).and_then(|all| all.get_mut(name)).and_then(Node::table_mut) else {
        return false;
    };
    entries.insert(rest[0].to_string(), Node::new(path.place.clone(), Value::Text("none".into())));
    true
}

/// Leaves a path out; the paths that it meant.
pub fn remove(base: &mut Node, path: &Node, out: &mut Diagnostics) -> Vec<String> {
    let Some(text) = path.text() else { return Vec::new() };
    let parts = split_path(text);
    let found: Vec<Vec<String>> = expand(base, &parts)
        .into_iter()
        .filter(|p| base.at(&p.iter().map(String::as_str).collect::<Vec<_>>()).is_some())
        .collect();
    if found.is_empty() {
        let (last, before) = parts.split_last().expect("a path has a part");
        let parent = base.at(&before.iter().map(String::as_str).collect::<Vec<_>>());
        let near = parent.and_then(Node::table).and_then(|t| nearest(last, t.keys()));
        let mut d = Diagnostic::error(
            Code::UnknownPath,
            &path.place,
            say!("there is no `{text}` to leave out", "没有 `{text}` 可以去掉"),
        );
        if let Some(near) = near {
            let near = before.iter().cloned().chain([near]).collect::<Vec<_>>().join(".");
            d = d.label(say!("did you mean `{near}`?", "是不是想写 `{near}`？"));
        }
        out.push(d);
    }
    for path in &found {
        let (last, before) = path.split_last().expect("a path has a part");
        if let Some(parent) = before.iter().try_fold(&mut *base, |n, k| n.get_mut(k)).and_then(Node::table_mut) {
            parent.remove(last);
        }
    }
    found.iter().map(|path| path.join(".")).collect()
}

/// `[design.X.contact.Y]`: a design may change the work itself.
pub fn change_work(world: &mut Node, kind: &str, changes: &Node, out: &mut Diagnostics) {
    let names: Vec<String> =
        world.get(kind).and_then(Node::table).into_iter().flat_map(|t| t.keys().cloned()).collect();
    let defaults = world.table_mut().and_then(|tables| tables.remove("defaults"));
    for (name, change) in changes.table().into_iter().flatten() {
        let Some(base) = world.get_mut(kind).and_then(|k| k.get_mut(name)) else {
            let what =
                if kind == "contact" { say!("contact type", "咨询类型") } else { say!("stream", "订单流") };
            let (en, zh) = (what.en, what.zh);
            out.push(
                Diagnostic::error(
                    Code::UnknownName,
                    change.named_place(),
                    say!("unknown {en} `{name}`", "没有叫 `{name}` 的{zh}"),
                )
                .near_or_list(name, &names.iter().map(String::as_str).collect::<Vec<_>>()),
            );
            continue;
        };
        // What is missing in the type is still missing where the type is written.
        let (place, key) = (base.place.clone(), base.key.clone());
        make_way(base, change, defaults.as_ref());
        overlay(base, change, out);
        if kind == "contact" && super::clock::MADE_OF.iter().any(|key| change.get(key).is_some()) {
            super::clock::work_back(base, defaults.as_ref(), out);
        }
        (base.place, base.key) = (place, key);
    }
    if let (Some(defaults), Some(tables)) = (defaults, world.table_mut()) {
        tables.insert("defaults".into(), defaults);
    }
}
