//! Changes as levers, cases, `--set` and policies write them: paths and what is laid there, and what is said of a path
//! that leads nowhere.

use super::clock::{MADE_OF, work_back};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceMap};
use crate::say;
use crate::scenario::schema::{Design, World};
use crate::scenario::text::document::{Node, Value, parse_value};
use crate::scenario::values::change::{expand, put_at, split_path};
use crate::scenario::values::change_text::is_change;
use crate::scenario::values::documented::{TableDoc, ValueKind};
use crate::scenario::values::law::is_law;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Tables of the world that levers, cases and `--set` may change within one design and case.
pub(crate) const WORLD: [&str; 3] = ["contact", "stream", "calendar"];
/// Tables of a design.
pub(crate) const DESIGN: [&str; 6] = ["bot", "team", "routes", "costs", "owner", "policy"];

/// A path and what is laid over it.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    pub path: Vec<String>,
    pub value: Node,
}

impl Override {
    pub fn place(&self) -> &Place {
        self.value.named_place()
    }
    pub fn shown(&self) -> String {
        self.path.join(".")
    }
}

/// Which tables are laid as one value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tables {
    /// None: every path leads to a plain value.
    InParts,
    /// Those that are values (`{ amount, on }`), and named ones that are whole in themselves.
    AsValues,
}

/// A table of overrides as paths: `contact.presale.effort = …`, `"bot.*" = …`, nested tables alike.
pub(crate) fn flatten(table: &Node, tables: Tables) -> Vec<Override> {
    fn go(node: &Node, path: &[String], tables: Tables, found: &mut Vec<Override>) {
        for (key, value) in node.table().into_iter().flatten() {
            let path: Vec<String> = path.iter().cloned().chain(split_path(key)).collect();
            let whole = || tables == Tables::AsValues && is_value(&path, value);
            if value.table().is_some() && !is_law(value) && !whole() {
                go(value, &path, tables, found);
            } else {
                found.push(Override { path, value: value.clone() });
            }
        }
    }
    let mut found = Vec::new();
    go(table, &[], tables, &mut found);
    found
}

/// The path within the world or a design, and the catalogue that it leads through.
fn within(path: &[String]) -> (&[String], &'static TableDoc) {
    let inner = if path.first().is_some_and(|first| first == "design") { path.get(2..).unwrap_or(&[]) } else { path };
    let of_design = inner.first().is_some_and(|first| DESIGN.contains(&first.as_str()));
    (inner, if of_design { Design::DOC } else { World::DOC })
}

/// What may stand at a path, and whether its last key is a name that somebody gave.
fn kind_at(path: &[String]) -> Option<(ValueKind, bool)> {
    let (inner, doc) = within(path);
    inner.iter().try_fold((ValueKind::Table(doc), false), |(kind, _), key| match kind {
        ValueKind::Table(doc) => doc.fields.iter().find(|field| field.key == key).map(|field| ((field.kind)(), false)),
        ValueKind::Names(kind) => Some((*kind, true)),
        _ => None,
    })
}

/// Whether a table is one value, or, below a named thing (a team, a type), named and whole in itself.
fn is_value(path: &[String], value: &Node) -> bool {
    match kind_at(path) {
        Some((ValueKind::Table(doc), true)) => {
            let has = |key: &str| value.get(key).is_some();
            within(path).0.len() > 2 && doc.fields.iter().all(|field| !field.required || has(field.key))
        }
        Some((ValueKind::Table(_) | ValueKind::Names(_) | ValueKind::List(_) | ValueKind::Any, _)) | None => false,
        Some(_) => true,
    }
}

/// Lays a value wherever a pattern leads; the paths of what it changed. A share laid over a bot is what it contains.
pub(crate) fn lay(root: &mut Node, pattern: &[String], value: &Node, out: &mut Diagnostics) -> Vec<String> {
    make_room(root, pattern, value, out);
    let mut met = Vec::new();
    for Override { path, value } in concrete(root, pattern, value) {
        let main = root.at_path(&path).is_some_and(|node| node.get("contains").is_some()) && !value.is_none();
        put_at(root, &path, &value, out);
        by_hand_or_clock(root, &path, &value, out);
        met.push(if main && value.table().is_none() { format!("{}.contains", path.join(".")) } else { path.join(".") });
    }
    met
}

/// Keeps a type's `effort` and what is known by the clock (`session`, `handle_time`) in step after a change of either.
fn by_hand_or_clock(root: &mut Node, path: &[String], value: &Node, out: &mut Diagnostics) {
    let [kind, name, key, ..] = path else { return };
    if kind != "contact" {
        return;
    }
    let by_hand = path.len() == 3 && key == "effort" && !is_change(value);
    let made_of = MADE_OF.contains(&key.as_str());
    if !by_hand && !made_of {
        return;
    }
    let defaults = root.table_mut().and_then(|tables| tables.remove("defaults"));
    if let Some(contact) = root.get_mut("contact").and_then(|contacts| contacts.get_mut(name)) {
        if by_hand {
            contact.table_mut().map(|entries| [entries.remove("session"), entries.remove("handle_time")]);
        } else {
            work_back(contact, defaults.as_ref(), out);
        }
    }
    if let (Some(defaults), Some(tables)) = (defaults, root.table_mut()) {
        tables.insert("defaults".into(), defaults);
    }
}

/// What a change means, value by value: a table over a table is one change for each of its keys. What a `*` meets that has
/// no such value (the patience of a ticket) has none to change, and so has what was taken out.
pub(crate) fn concrete(root: &Node, pattern: &[String], value: &Node) -> Vec<Override> {
    fn parts(root: &Node, path: Vec<String>, value: &Node, found: &mut Vec<Override>) {
        let is_table = |node: &Node| node.table().is_some() && !is_law(node);
        if is_table(value) && root.at_path(&path).is_some_and(is_table) {
            for (key, part) in value.table().into_iter().flatten() {
                parts(root, path.iter().cloned().chain(split_path(key)).collect(), part, found);
            }
        } else {
            found.push(Override { path, value: value.clone() });
        }
    }
    let many = pattern.iter().any(|part| part.contains('*'));
    let has_it = |path: &Vec<String>| match root.at_path(path) {
        _ if !is_change(value) => true,
        None => !many,
        Some(node) => !node.is_none(),
    };
    let mut found = Vec::new();
    for path in expand(root, pattern).into_iter().filter(has_it) {
        parts(root, path, value, &mut found);
    }
    found
}

pub(crate) fn nothing_at(root: &Node, pattern: &[String]) -> bool {
    expand(root, pattern).iter().all(|path| root.at_path(path).is_none_or(Node::is_none))
}

/// Makes the tables on the way of a path that may be there and are not yet, of which nothing else has to be said: those that
/// are keys of another, and, below a named thing, named ones. A path with `*` means what is there.
pub(crate) fn make_room(root: &mut Node, path: &[String], value: &Node, out: &mut Diagnostics) {
    if is_change(value) || path.iter().any(|part| part == "*") {
        return;
    }
    for depth in 1..path.len() {
        let there = &path[..depth];
        let may_be_made = match kind_at(there) {
            Some((ValueKind::Names(_), false)) => true,
            Some((ValueKind::Table(doc), named)) => {
                (!named || depth > 2) && doc.fields.iter().all(|field| !field.required)
            }
            _ => false,
        };
        if root.at_path(there).is_none() && may_be_made && !expand(root, there).is_empty() {
            let table = Node { key: value.key.clone(), ..Node::empty_table(value.place.clone()) };
            put_at(root, there, &table, out);
        }
    }
}

/// Reads `PATH=VALUE`; the command line becomes a text of its own, so that errors can point into it.
pub(crate) fn read_sets(name: &str, sets: &[String], files: &mut SourceMap, out: &mut Diagnostics) -> Vec<Override> {
    let text = sets.join("\n");
    let id = files.add(name, &text);
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
                Code::Syntax,
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
pub(crate) fn unmatched(one: &Override, world: &Node, designs: &[&Node]) -> Diagnostic {
    let shown = one.shown();
    let mut message = say!("nothing is called `{shown}`", "没有 `{shown}` 这个路径");
    if one.path.iter().any(|p| p == "*") {
        message = say!("`{shown}` matches nothing", "`{shown}` 没有匹配到任何东西");
    }
    let diagnostic = Diagnostic::error(Code::UnknownPath, one.place(), message);
    let (first, mut rest) = one.path.split_first().expect("a path has a part");
    let mut at: Vec<&Node> = vec![world];
    let mut firsts: Vec<&str> = WORLD.into_iter().chain(DESIGN).chain(["demand", "design"]).collect();
    firsts.extend(world.table().into_iter().flatten().map(|(k, _)| k.as_str()));
    if DESIGN.contains(&first.as_str()) {
        at = designs.to_vec();
    } else if !firsts.contains(&first.as_str()) {
        return diagnostic.near_or_list(first, &firsts[..11]);
    }
    at = at.iter().filter_map(|n| n.get(first)).collect();
    while let Some((part, after)) = rest.split_first() {
        let next: Vec<&Node> = if part == "*" {
            at.iter().flat_map(|n| n.named().into_iter().map(|(_, part)| part)).collect()
        } else {
            at.iter().filter_map(|n| n.get(part)).collect()
        };
        if next.is_empty() && at.iter().any(|node| matches!(node.value, Value::List(_))) {
            let list = one.path[..one.path.len() - rest.len()].join(".");
            return diagnostic.help(say!(
                "`{list}` is a list, which is replaced whole: {list}=[ … ], or write it anew in a design of its own",
                "`{list}` 是列表，只能整个换：{list}=[ … ]，或在另一个方案里重新写一遍"
            ));
        }
        if next.is_empty() {
            let known: BTreeSet<&str> = at.iter().flat_map(|n| n.names()).collect();
            return diagnostic.near_or_list(part, &known.into_iter().collect::<Vec<_>>());
        }
        (at, rest) = (next, after);
    }
    diagnostic
}

/// A name as it is written in a path.
pub(crate) fn quoted(name: &str) -> Cow<'_, str> {
    if name.contains('.') { Cow::Owned(format!("\"{name}\"")) } else { Cow::Borrowed(name) }
}

/// A value as it is written behind `PATH=`.
pub(crate) fn plain(node: &Node) -> String {
    node.text().map_or_else(|| node.shown(), str::to_owned)
}
