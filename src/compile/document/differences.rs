//! Where two trees of a design in a case differ, and a tree in which some paths are as in another.

use super::changes::{DESIGN, WORLD};
use super::resolve::Resolved;
use crate::scenario::text::document::{Node, Table};
use crate::scenario::values::law::is_law;
use std::collections::BTreeSet;

/// Keys from the root of the world or of the design.
pub(crate) type Path = Vec<String>;

/// Tables are taken apart at least to this depth, also where one side has nothing there: bot and tools are priced in one table.
const APART: usize = 2;

/// The paths at which two trees say something else, each as far down as tables go; lists and laws are values.
pub(crate) fn differences(from: &Resolved, to: &Resolved) -> Vec<Path> {
    let mut found = Vec::new();
    for (keys, [from, to]) in [(&WORLD[..], [&from.world, &to.world]), (&DESIGN[..], [&from.design, &to.design])] {
        for key in keys {
            below([from.get(key), to.get(key)], &mut vec![(*key).to_owned()], &mut found);
        }
    }
    found
}

fn below(sides: [Option<&Node>; 2], path: &mut Path, found: &mut Vec<Path>) {
    if sides[0] == sides[1] {
        return;
    }
    let table = |side: Option<&Node>| match side {
        Some(node) if node.table().is_some() && !is_law(node) => Some(node.table().cloned().unwrap_or_default()),
        None if path.len() < APART => Some(Table::new()),
        _ => None,
    };
    let (Some(from), Some(to)) = (table(sides[0]), table(sides[1])) else { return found.push(path.clone()) };
    let keys: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    for key in keys {
        path.push(key.clone());
        below([from.get(key), to.get(key)], path, found);
        path.pop();
    }
}

/// Makes some paths of a tree as they are in another.
pub(crate) fn lay_as_in(base: &mut Resolved, other: &Resolved, paths: &[&Path]) {
    for path in paths {
        let of_world = WORLD.contains(&path[0].as_str());
        let (root, other) = if of_world { (&mut base.world, &other.world) } else { (&mut base.design, &other.design) };
        put(root, path, other.at_path(path));
    }
}

/// Puts a value at a path, or takes out what is there.
fn put(root: &mut Node, path: &[String], value: Option<&Node>) {
    let Some((key, rest)) = path.split_first() else { return };
    let place = value.map_or_else(|| root.place.clone(), |value| value.place.clone());
    let Some(entries) = root.table_mut() else { return };
    match (rest.is_empty(), value) {
        (true, None) => drop(entries.remove(key)),
        (true, Some(value)) => drop(entries.insert(key.clone(), value.clone())),
        (false, None) => {
            if let Some(inner) = entries.get_mut(key) {
                put(inner, rest, None);
            }
        }
        (false, Some(_)) => put(entries.entry(key.clone()).or_insert_with(|| Node::empty_table(place)), rest, value),
    }
}
