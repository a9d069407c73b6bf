//! How far a change of a design reaches: every design that is `like` it, through any number of steps, takes the change
//! wherever it does not say the value itself: by its own table, by what it is `without`, by a lever of its own, or because
//! another change names it, or a design between the two.

use super::changes::{Override, Tables, flatten};
use super::dotted_keys::spread;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::change::split_path;
use crate::scenario::values::change_text::is_change;
use crate::scenario::values::law::is_law;
use std::collections::BTreeMap;

/// The designs between one that is changed and one that is `like` it, and what they say themselves.
pub(crate) struct LikeChain {
    /// Names, from the one that is `like` the changed one on; the last is the design that is being resolved.
    names: Vec<String>,
    /// Their own tables, in the same order.
    own: Vec<Node>,
    /// Paths that they are without, or that their levers leave out.
    without: Vec<Vec<String>>,
    /// What levers change that the changed design does not have.
    levers: Vec<Override>,
}

impl LikeChain {
    /// None unless the change is of a design that this one is like. `root`: the whole file; `designs`: after `like` and `without`.
    pub fn of(one: &Override, design: &str, root: &Node, designs: &BTreeMap<String, Node>) -> Option<Self> {
        let (["design", changed], true) = (&[one.path[0].as_str(), one.path.get(1)?][..], one.path.len() > 2) else {
            return None;
        };
        let own = |name: &str| root.at(&["design", name]);
        let mut names = Vec::new();
        let mut name = design.to_string();
        while name != *changed {
            // Whoever is like nobody any more is not like the changed one.
            let like = own(&name)?.get("like")?.text()?.to_string();
            names.insert(0, std::mem::replace(&mut name, like));
        }
        if names.is_empty() {
            return None;
        }
        let mut below = Self { own: Vec::new(), without: Vec::new(), levers: Vec::new(), names };
        for name in &below.names {
            let mut own = own(name)?.clone();
            own.get_mut("policy").map(spread);
            below.without.extend(paths(&own, "without"));
            below.own.push(own);
        }
        let with = |name: &str| designs.get(name).map(|node| paths(node, "with")).unwrap_or_default();
        let inherited = with(changed);
        for lever in with(design).into_iter().filter(|lever| !inherited.contains(lever)) {
            let Some(lever) = root.at(&["lever", &lever.join(".")]) else { continue };
            below.without.extend(paths(lever, "without"));
            below.levers.extend(flatten(lever, Tables::InParts));
        }
        Some(below)
    }

    /// The design that is being resolved.
    pub fn design(&self) -> &str {
        self.names.last().expect("there is one below")
    }

    /// What is laid over a value on the way down: `"+15 pp"` and the like; none where a design says the value itself.
    pub fn changes_of(&self, part: &Override, changes: &[Override]) -> Option<Vec<Node>> {
        let path = main(&part.path, &part.value);
        let names_it = |other: &Override| {
            other.path[0] == "design"
                && other.path.get(1).is_some_and(|name| self.names.contains(name))
                && other.path.len() > 2
                && meets(&other.path[2..], &path)
        };
        if self.without.iter().any(|out| out.len() <= path.len() && meets(out, &path)) || changes.iter().any(names_it) {
            return None;
        }
        let mut found = Vec::new();
        for own in &self.own {
            match said(own, &path) {
                Said::Nothing => (),
                Said::Change(change) => found.push(change.clone()),
                Said::Value => return None,
            }
        }
        for lever in &self.levers {
            let inner = match lever.path.first().map(String::as_str) {
                Some("design") => lever.path.get(2..).unwrap_or_default(),
                _ => &lever.path,
            };
            let said = main(inner, &lever.value);
            if said.is_empty() || !meets(&said, &path) {
                continue;
            }
            let only_changes = is_change(&lever.value) && said.len() == path.len();
            found.push(only_changes.then(|| lever.value.clone())?);
        }
        Some(found)
    }
}

/// What a table says of a path.
enum Said<'a> {
    Nothing,
    /// Only how it changes.
    Change(&'a Node),
    /// The value, or a part or the whole of it.
    Value,
}

fn said<'a>(own: &'a Node, path: &[String]) -> Said<'a> {
    let mut node = own;
    for (depth, key) in path.iter().enumerate() {
        let bare_bot = depth == 2 && path[0] == "bot" && !node.is_none();
        match &node.value {
            Value::Table(_) if !is_law(node) => match node.get(key) {
                Some(inner) => node = inner,
                None => return Said::Nothing,
            },
            // A bare share is what the bot contains, and says nothing else of it.
            _ if bare_bot && key == "contains" => break,
            _ if bare_bot => return Said::Nothing,
            _ => return Said::Value,
        }
    }
    if is_change(node) { Said::Change(node) } else { Said::Value }
}

/// A bare share of a bot is what it contains.
fn main(path: &[String], value: &Node) -> Vec<String> {
    let bare = path.len() == 2 && path[0] == "bot" && value.table().is_none() && !value.is_none();
    path.iter().cloned().chain(bare.then(|| "contains".to_string())).collect()
}

/// Whether two paths, of which the first may have `*`, mean one value, or one of them a part of the other.
fn meets(pattern: &[String], path: &[String]) -> bool {
    pattern.iter().zip(path).all(|(a, b)| a == "*" || a == b)
}

/// Paths in a list of texts.
fn paths(node: &Node, key: &str) -> Vec<Vec<String>> {
    let Some(Value::List(items)) = node.get(key).map(|list| &list.value) else { return Vec::new() };
    items.iter().filter_map(Node::text).map(split_path).collect()
}
