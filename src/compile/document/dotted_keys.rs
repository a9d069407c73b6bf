//! Keys with dots, as the tables that they mean.

use crate::diagnostic::Place;
use crate::scenario::text::document::Node;
use crate::scenario::values::change::split_path;
use std::collections::BTreeMap;

/// Keys with dots in what policies set, as the tables that they mean: so a lever's path leads to them.
pub(crate) fn spread(policies: &mut Node) {
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
            for (key, value) in value.table().into_iter().flatten() {
                insert(there.table_mut().expect("it is a table"), std::slice::from_ref(key), value.clone(), place);
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
