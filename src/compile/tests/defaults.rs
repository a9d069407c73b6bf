//! Writing a default down changes nothing: every value that the reference says holds where a key is not written, written in
//! shipped scenarios.

use super::*;
use crate::scenario::schema::{NotWritten, World, in_templates, not_written, tables};
use crate::scenario::values::documented::{TableDoc, ValueKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use toml::Value;

/// A way down a tree.
#[derive(Clone)]
enum Step {
    Key(String),
    Item(usize),
}

/// A key that a scenario leaves out, and what it holds without it.
struct LeftOut {
    table: &'static str,
    key: &'static str,
    at: Vec<Step>,
    value: Value,
}

/// Scenarios that have most of the tables.
const SCENARIOS: [&str; 12] = [
    include_str!("../../../scenarios/first.toml"),
    include_str!("../../../scenarios/kuailiwen.toml"),
    include_str!("../../../scenarios/apparel_double11.toml"),
    include_str!("../../../scenarios/turnover.toml"),
    include_str!("../../../scenarios/bot_failure.toml"),
    include_str!("../../../scenarios/pdd_small_shop.toml"),
    include_str!("../../../scenarios/review_requests.toml"),
    include_str!("../../../scenarios/douyin_live.toml"),
    include_str!("../../../scenarios/complaints.toml"),
    include_str!("../../../scenarios/authority.toml"),
    include_str!("../../../scenarios/carrier_failure.toml"),
    include_str!("../../../scenarios/tiny_shop.toml"),
];

/// So many places of a key are tried in a scenario.
const PLACES: usize = 1;

/// Whether a template fills a key, or the file's own table of that name lies beneath the one it is in.
fn has_another_below(table: &str, key: &str, at: &[Step]) -> bool {
    let tables = tables();
    let of = tables.iter().find(|one| one.doc.short() == table).expect("a table");
    let paths: Vec<String> = of.paths.iter().map(|path| format!("{path}.{key}")).collect();
    let names: Vec<&str> = at
        .iter()
        .map(|step| match step {
            Step::Key(key) => key.as_str(),
            Step::Item(_) => "",
        })
        .collect();
    let laid_over =
        matches!(names[..], ["design", _, "contact" | "stream" | "policy", ..] | ["platform" | "defaults", ..]);
    laid_over || in_templates(&paths)
}

fn tree(doc: &'static TableDoc, value: &Value, at: &[Step], found: &mut Vec<LeftOut>) {
    let Some(table) = value.as_table() else { return };
    // What is taken over from another would be changed.
    if table.contains_key("like") {
        return;
    }
    for field in doc.fields {
        let mut at = at.to_vec();
        at.push(Step::Key(field.key.to_owned()));
        match (table.get(field.key), not_written(doc, field)) {
            (Some(value), _) => below(&field.written(), value, &at, found),
            (None, Some(NotWritten::Value(text))) if !has_another_below(doc.short(), field.key, &at) => {
                let line: toml::Table = format!("value = {text}").parse().expect("a default is TOML");
                found.push(LeftOut { table: doc.short(), key: field.key, at, value: line["value"].clone() });
            }
            (None, _) => (),
        }
    }
}

fn below(kind: &ValueKind, value: &Value, at: &[Step], found: &mut Vec<LeftOut>) {
    let under = |step: Step| [at, &[step]].concat();
    match (kind, value) {
        (ValueKind::Table(doc), Value::Table(_)) => tree(doc, value, at, found),
        (ValueKind::Names(one), Value::Table(names)) if !names.contains_key("like") => {
            names.iter().for_each(|(name, value)| below(one, value, &under(Step::Key(name.clone())), found));
        }
        (ValueKind::List(one), Value::Array(items)) => {
            items.iter().enumerate().for_each(|(i, value)| below(one, value, &under(Step::Item(i)), found));
        }
        (ValueKind::Said(_, forms), _) => forms.iter().for_each(|form| below(form, value, at, found)),
        (ValueKind::Entries(entries), Value::Table(table)) => {
            for (key, one) in entries {
                if let Some(value) = table.get(*key) {
                    below(one, value, &under(Step::Key((*key).to_owned())), found);
                }
            }
        }
        _ => (),
    }
}

/// Every key in a tree.
fn keys(tree: &Value, found: &mut BTreeSet<String>) {
    for (key, value) in tree.as_table().into_iter().flatten() {
        found.insert(key.clone());
        keys(value, found);
    }
}

fn put(root: &mut Value, at: &[Step], value: Value) {
    let (last, way) = at.split_last().expect("a key");
    let table = way.iter().fold(root, |tree, step| match step {
        Step::Key(key) => tree.get_mut(key).expect("it was there"),
        Step::Item(i) => tree.get_mut(*i).expect("it was there"),
    });
    let Step::Key(key) = last else { panic!("a key") };
    table.as_table_mut().expect("a table").insert(key.clone(), value);
}

/// The models as text, and what is measured; `None`: refused.
fn models(tree: &Value) -> Option<String> {
    let text = toml::to_string(tree).expect("a tree is written");
    let outcome = load(&InMemory::one("test.toml", &text), "test.toml", &[]);
    outcome.compiled.map(|compiled| format!("{:?} {:?}", compiled.models, compiled.baseline))
}

/// Keys that none of the scenarios can have by itself: beside a file of arrivals, beside `alone`, beside `pay.holidays`, and
/// for raters of tickets.
const UNTRIED: [(&str, &str); 6] = [
    ("Overtime", "holiday"),
    ("Arrivals", "counts"),
    ("Arrivals", "missing"),
    ("Arrivals", "times"),
    ("Contact", "slowdown"),
    ("Rating", "late"),
];

#[test]
fn a_default_that_is_written_changes_nothing() {
    let (mut same, mut wrong, mut seen) = (BTreeSet::new(), String::new(), BTreeSet::new());
    for text in SCENARIOS {
        let whole: Value = Value::Table(text.parse().expect("a scenario"));
        let before = models(&whole).expect("a shipped scenario compiles");
        let mut found = Vec::new();
        tree(World::DOC, &whole, &[], &mut found);
        // The file's own defaults lie beneath.
        let mut own = BTreeSet::new();
        whole.get("defaults").into_iter().for_each(|defaults| keys(defaults, &mut own));
        found.retain(|one| !own.contains(one.key));
        let mut tried: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for LeftOut { table, key, at, value } in found {
            seen.insert((table, key));
            let tried = tried.entry((table, key)).or_default();
            if *tried == PLACES {
                continue;
            }
            let mut changed = whole.clone();
            put(&mut changed, &at, value.clone());
            let Some(after) = models(&changed) else { continue };
            *tried += 1;
            if after == before {
                same.insert((table, key));
            } else {
                let _ = writeln!(wrong, "{table}.{key} = {value}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    let refused: Vec<_> = seen.difference(&same).filter(|key| !UNTRIED.contains(key)).collect();
    assert!(refused.is_empty(), "never accepted: {refused:?}");
    assert!(same.len() > 40, "{}: {same:?}", same.len());
}
