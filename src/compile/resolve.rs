//! From what the file says to what one design in one case means: defaults, `like`, `without`, `with`, the design's
//! changes of the work, the case, `--set`, all by the one override rule, on the tree.

use super::defaults::{
    add_contact_defaults, add_profiles, add_step_defaults, add_template, check_defaults, make_way, with_design_defaults,
};
use super::included::add_calendars;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceMap, nearest};
use crate::say;
use crate::scenario::document::{Node, Value, parse_value};
use crate::scenario::law::is_law;
use crate::scenario::overrides::{expand, is_change, overlay, put_at, split_path};
use crate::scenario::read::wrong;
use std::collections::{BTreeMap, BTreeSet};

/// Tables of the world that levers, cases and `--set` may change within one design and case.
const WORLD: [&str; 3] = ["contact", "stream", "calendar"];
/// Tables of a design.
const DESIGN: [&str; 5] = ["bot", "team", "routes", "costs", "owner"];

/// What is read before anything else that changes a calendar, as it brings what they change.
const INCLUDE: [&str; 2] = ["calendar", "include"];

/// The file with its defaults, before any design.
#[derive(Debug)]
pub struct Written {
    /// The whole tree; `defaults` merged with the template.
    pub root: Node,
    /// Designs after `like` and `without`, with team and bot defaults.
    pub designs: BTreeMap<String, Node>,
    /// `--set` on contacts, teams and the like, applied last.
    sets: Vec<Override>,
    /// Overrides that matched in some design and case.
    matched: BTreeSet<Place>,
}

/// A path and what is laid over it.
#[derive(Clone, Debug)]
struct Override {
    path: Vec<String>,
    value: Node,
}

impl Override {
    fn place(&self) -> &Place {
        self.value.named_place()
    }
    fn shown(&self) -> String {
        self.path.join(".")
    }
}

/// World and design of one pair, ready to be read.
#[derive(Debug)]
pub struct Resolved {
    /// Everything but the design.
    pub world: Node,
    /// The design.
    pub design: Node,
}

impl Written {
    /// Merges templates, sorts `--set` and follows `like`.
    pub fn new(mut root: Node, sets: &[String], files: &mut SourceMap, out: &mut Diagnostics) -> Self {
        let mut late = Vec::new();
        let all = read_sets(sets, files, out);
        for one in all.iter().filter(|o| o.path == ["template"]) {
            put_at(&mut root, &one.path, &one.value, out);
        }
        add_template(&mut root, files, out);
        add_profiles(&mut root, files, out);
        for one in all.iter().filter(|o| o.path == INCLUDE) {
            put_at(&mut root, &one.path, &one.value, out);
        }
        add_calendars(&mut root, files, out);
        for one in all {
            if one.path == INCLUDE {
                continue;
            }
            if belongs_to_pairs(&one.path) {
                late.push(one);
            } else if expand(&root, &one.path).is_empty() {
                out.push(unmatched(&one, &root, &[]));
            } else {
                for path in expand(&root, &one.path) {
                    put_at(&mut root, &path, &one.value, out);
                }
            }
        }
        check_defaults(&root, out);
        let names: Vec<String> =
            root.get("design").and_then(Node::table).into_iter().flat_map(|t| t.keys().cloned()).collect();
        let mut designs = BTreeMap::new();
        for name in &names {
            let own = root.get("design").and_then(|d| d.get(name)).filter(|own| own.table().is_none());
            if let Some(own) = own {
                wrong::<()>(own, &say!("a table such as [design.{name}]", "表，例如 [design.{name}]"), out);
            }
            if let Some(design) = effective(&root, name, &mut Vec::new(), out) {
                designs.insert(name.clone(), with_design_defaults(design, &root, out));
            }
        }
        Self { root, designs, sets: late, matched: BTreeSet::new() }
    }

    /// One design in one case.
    pub fn resolve(&mut self, design_name: &str, case: Option<&Node>, out: &mut Diagnostics) -> Resolved {
        let mut world = self.root.clone();
        let mut design = self.designs[design_name].clone();
        add_contact_defaults(&mut world, out);
        for kind in ["contact", "stream"] {
            let changes = design.table_mut().and_then(|t| t.remove(kind));
            if let Some(changes) = changes {
                change_work(&mut world, kind, &changes, out);
            }
        }
        self.apply_levers(design_name, &mut world, &mut design, out);
        let mut overrides = case.map(flatten).unwrap_or_default();
        overrides.retain(|o| o.path != ["name"]);
        overrides.extend(self.sets.iter().cloned());
        for one in &overrides {
            self.apply(one, design_name, &mut world, &mut design, out);
        }
        add_step_defaults(&mut world, out);
        Resolved { world, design }
    }

    /// Reports paths of cases and `--set` that matched nothing anywhere.
    pub fn report_unmatched(&self, out: &mut Diagnostics) {
        let cases = self.root.get("case").and_then(Node::table).into_iter().flatten().flat_map(|(_, c)| flatten(c));
        let designs: Vec<&Node> = self.designs.values().collect();
        for one in cases.filter(|o| o.path != ["name"]).chain(self.sets.iter().cloned()) {
            if !self.matched.contains(one.place()) {
                out.push(unmatched(&one, &self.root, &designs));
            }
        }
    }

    fn apply_levers(&mut self, design_name: &str, world: &mut Node, design: &mut Node, out: &mut Diagnostics) {
        let Some(Value::List(levers)) = design.get("with").map(|n| n.value.clone()) else { return };
        let known = self.root.get("lever").cloned().unwrap_or_else(|| Node::empty_table(design.place.clone()));
        let mut touched: Vec<(String, String, Place)> = Vec::new();
        for lever in &levers {
            let Some(name) = lever.text() else { continue };
            let Some(changes) = known.get(name) else {
                let names: Vec<&str> = known.table().into_iter().flatten().map(|(k, _)| k.as_str()).collect();
                out.push(
                    Diagnostic::error(
                        "unknown-name",
                        &lever.place,
                        say!("unknown lever `{name}`", "没有叫 `{name}` 的措施"),
                    )
                    .near_or_list(name, &names),
                );
                continue;
            };
            for one in flatten(changes).iter().filter(|o| o.path != ["name"]) {
                let paths = self.apply(one, design_name, world, design, out);
                if paths.is_empty() {
                    out.push(unmatched(one, world, &[design]));
                }
                for path in paths {
                    let meets = |other: &str| {
                        other == path
                            || other.starts_with(&format!("{path}."))
                            || path.starts_with(&format!("{other}."))
                    };
                    if let Some((_, other, place)) = touched.iter().find(|(p, n, _)| n != name && meets(p)) {
                        out.push(
                            Diagnostic::error(
                                "lever-clash",
                                one.place(),
                                say!(
                                    "levers `{other}` and `{name}` both change `{path}`",
                                    "措施 `{other}` 和 `{name}` 都改了 `{path}`"
                                ),
                            )
                            .also(place, say!("`{other}` changes it here", "`{other}` 在这里改它")),
                        );
                    }
                    touched.push((path, name.to_string(), one.place().clone()));
                }
            }
        }
    }

    /// Applies one override to world and design; the paths that it met.
    fn apply(
        &mut self,
        one: &Override,
        name: &str,
        world: &mut Node,
        design: &mut Node,
        out: &mut Diagnostics,
    ) -> Vec<String> {
        let (first, rest) = one.path.split_first().expect("a path has a part");
        let mut met = Vec::new();
        if one.path == INCLUDE {
            let why = say!(
                "calendars are included by the whole file, not by a case or a lever",
                "日历只能由整个文件引用，不能由假设或措施引用"
            );
            let help = say!(
                "a case may change their events, or calendar.lift_scale (0 leaves them out)",
                "假设可以改其中的活动，或改 calendar.lift_scale（0 表示不要）"
            );
            out.push(Diagnostic::error("override", one.place(), why).help(help));
            met.push(one.shown());
        } else if first == "demand" && rest.is_empty() {
            met = change_demand(world, &one.value, out);
        } else if WORLD.contains(&first.as_str()) {
            met = lay(world, &one.path, &one.value, out);
        } else if DESIGN.contains(&first.as_str()) {
            met = lay(design, &one.path, &one.value, out);
        } else if first == "design" && rest.len() > 1 && (rest[0] == name || rest[0] == "*") {
            let inner = Override { path: rest[1..].to_vec(), value: one.value.clone() };
            met = self.apply(&inner, name, world, design, out);
        }
        if !met.is_empty() {
            self.matched.insert(one.place().clone());
        }
        met
    }
}

fn belongs_to_pairs(path: &[String]) -> bool {
    let first = path.first().map_or("", String::as_str);
    let structure = ["like", "with", "without", "name"];
    first == "demand"
        || WORLD.contains(&first)
        || DESIGN.contains(&first)
        || (first == "design" && path.get(2).is_some_and(|p| !structure.contains(&p.as_str())))
}

fn lay(root: &mut Node, pattern: &[String], value: &Node, out: &mut Diagnostics) -> Vec<String> {
    let paths = expand(root, pattern);
    for path in &paths {
        put_at(root, path, value, out);
    }
    paths.iter().map(|p| p.join(".")).collect()
}

/// `demand`: every first contact and stream; what they cause follows.
fn change_demand(world: &mut Node, value: &Node, out: &mut Diagnostics) -> Vec<String> {
    if !is_change(value) {
        out.push(Diagnostic::error(
            "override",
            &value.place,
            say!("`demand` is changed by a factor: write \"*1.5\"", "`demand` 用倍数来改：请写 \"*1.5\""),
        ));
        return vec!["demand".into()];
    }
    let mut met = Vec::new();
    for kind in ["contact", "stream"] {
        let pattern = [kind, "*", "arrivals", "per_day"].map(String::from);
        let existing: Vec<_> = expand(world, &pattern)
            .into_iter()
            .filter(|p| world.at(&p.iter().map(String::as_str).collect::<Vec<_>>()).is_some())
            .collect();
        for path in existing {
            put_at(world, &path, value, out);
            met.push(path.join("."));
        }
    }
    met
}

/// A table of overrides as paths: `contact.presale.effort = …`, `"bot.*" = …`, nested tables alike.
fn flatten(table: &Node) -> Vec<Override> {
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
    go(table, &[], &mut found);
    found
}

/// Reads `PATH=VALUE`; the command line becomes a text of its own, so that errors can point into it.
fn read_sets(sets: &[String], files: &mut SourceMap, out: &mut Diagnostics) -> Vec<Override> {
    let text = sets.join("\n");
    let id = files.add("--set", &text);
    let mut found = Vec::new();
    let mut offset = 0;
    for set in sets {
        match set.split_once('=') {
            Some((path, value)) if !path.trim().is_empty() && !value.trim().is_empty() => {
                let from = offset + path.len() + 1 + (value.len() - value.trim_start().len());
                let mut node = parse_value(value.trim(), id, from);
                node.key = Some(Place::new(id, offset..offset + path.trim_end().len()));
                found.push(Override { path: split_path(path), value: node });
            }
            _ => out.push(Diagnostic::error(
                "syntax",
                &Place::new(id, offset..offset + set.len()),
                if set.contains('＝') {
                    say!("full-width `＝`: write `=`", "全角符号 `＝`：请改用半角 `=`")
                } else {
                    say!("\"PATH=VALUE\" is wanted here", "这里要写 \"路径=数值\"")
                },
            )),
        }
        offset += set.len() + 1;
    }
    found
}

/// Says which part of a path is unknown.
fn unmatched(one: &Override, world: &Node, designs: &[&Node]) -> Diagnostic {
    let shown = one.shown();
    let mut message = say!("nothing is called `{shown}`", "没有 `{shown}` 这个路径");
    if one.path.iter().any(|p| p == "*") {
        message = say!("`{shown}` matches nothing", "`{shown}` 没有匹配到任何东西");
    }
    let diagnostic = Diagnostic::error("unknown-path", one.place(), message);
    let (first, mut rest) = one.path.split_first().expect("a path has a part");
    let mut at: Vec<&Node> = vec![world];
    let mut firsts: Vec<&str> = WORLD.into_iter().chain(DESIGN).chain(["demand", "design"]).collect();
    firsts.extend(world.table().into_iter().flatten().map(|(k, _)| k.as_str()));
    if DESIGN.contains(&first.as_str()) {
        at = designs.to_vec();
    } else if !firsts.contains(&first.as_str()) {
        return diagnostic.near_or_list(first, &firsts[..9]);
    }
    at = at.iter().filter_map(|n| n.get(first)).collect();
    while let Some((part, after)) = rest.split_first() {
        let next: Vec<&Node> = if part == "*" {
            at.iter().flat_map(|n| n.names().into_iter().filter_map(|name| n.get(name))).collect()
        } else {
            at.iter().filter_map(|n| n.get(part)).collect()
        };
        if next.is_empty() {
            let known: BTreeSet<&str> = at.iter().flat_map(|n| n.names()).collect();
            return diagnostic.near_or_list(part, &known.into_iter().collect::<Vec<_>>());
        }
        (at, rest) = (next, after);
    }
    diagnostic
}

/// A design with what it takes from the one it is `like`.
fn effective(root: &Node, name: &str, chain: &mut Vec<String>, out: &mut Diagnostics) -> Option<Node> {
    let designs = root.get("design")?;
    let own = designs.get(name)?.clone();
    own.table()?;
    let Some(like) = own.get("like") else { return Some(own) };
    let Some(base_name) = like.text() else { return Some(own) };
    let known: Vec<&str> = designs.table()?.keys().map(String::as_str).collect();
    if !known.contains(&base_name) {
        out.push(
            Diagnostic::error(
                "unknown-name",
                &like.place,
                say!("unknown design `{base_name}`", "没有叫 `{base_name}` 的方案"),
            )
            .near_or_list(base_name, &known),
        );
        // What it lacks without the other cannot be told from what it was to take from it.
        return None;
    }
    chain.push(name.to_string());
    if chain.iter().any(|c| c == base_name) {
        let from = chain.iter().position(|c| c == base_name).unwrap_or(0);
        let mut members = chain[from..].to_vec();
        // Every member of the circle finds it; it is told once, from the first in order of name.
        let first = (0..members.len()).min_by_key(|i| members[*i].clone()).unwrap_or(0);
        members.rotate_left(first);
        let circle = members.iter().chain(members.first()).map(|m| format!("`{m}`")).collect::<Vec<_>>().join(" → ");
        let place = designs.at(&[members[0].as_str(), "like"]).map_or(&like.place, |n| &n.place);
        out.push(Diagnostic::error(
            "cycle",
            place,
            say!("designs are like each other in a circle: {circle}", "方案互相沿用成了圈：{circle}"),
        ));
        return None;
    }
    let mut base = effective(root, base_name, chain, out)?;
    let entries = base.table_mut()?;
    for own_only in ["name", "like", "without"] {
        entries.remove(own_only);
    }
    if let Some(Value::List(paths)) = own.get("without").map(|n| &n.value) {
        for path in paths {
            remove(&mut base, path, out);
        }
    }
    overlay(&mut base, &own, out);
    Some(base)
}

fn remove(base: &mut Node, path: &Node, out: &mut Diagnostics) {
    let Some(text) = path.text() else { return };
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
            "unknown-path",
            &path.place,
            say!("there is no `{text}` to leave out", "没有 `{text}` 可以去掉"),
        );
        if let Some(near) = near {
            let near = before.iter().cloned().chain([near]).collect::<Vec<_>>().join(".");
            d = d.label(say!("did you mean `{near}`?", "是不是想写 `{near}`？"));
        }
        return out.push(d);
    }
    for path in found {
        let (last, before) = path.split_last().expect("a path has a part");
        if let Some(parent) = before.iter().try_fold(&mut *base, |n, k| n.get_mut(k)).and_then(Node::table_mut) {
            parent.remove(last);
        }
    }
}

/// `[design.X.contact.Y]`: a design may change the work itself.
fn change_work(world: &mut Node, kind: &str, changes: &Node, out: &mut Diagnostics) {
    let names: Vec<String> =
        world.get(kind).and_then(Node::table).into_iter().flat_map(|t| t.keys().cloned()).collect();
    let defaults = world.get("defaults").cloned();
    for (name, change) in changes.table().into_iter().flatten() {
        let Some(base) = world.get_mut(kind).and_then(|k| k.get_mut(name)) else {
            let what =
                if kind == "contact" { say!("contact type", "咨询类型") } else { say!("stream", "订单流") };
            let (en, zh) = (what.en, what.zh);
            out.push(
                Diagnostic::error(
                    "unknown-name",
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
        (base.place, base.key) = (place, key);
    }
}
