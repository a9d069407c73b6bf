//! Every table that a scenario may hold, and where it may stand.

use super::World;
use crate::scenario::values::documented::{TableDoc, ValueKind};

/// A table, and where it may stand.
#[derive(Debug)]
pub struct TablePlaces {
    /// The table.
    pub doc: &'static TableDoc,
    /// Paths, the plainest first: `NAME` is a name that somebody gives, `[]` one of a list.
    pub paths: Vec<String>,
}

/// Every table, the whole file first; a table stands behind the one that it is a part of.
pub fn tables() -> Vec<TablePlaces> {
    let mut found = vec![TablePlaces { doc: World::DOC, paths: vec![String::new()] }];
    // Defaults say again what types, teams and bots say: these are named by where they stand themselves.
    for of_defaults in [false, true] {
        for field in World::DOC.fields.iter().filter(|field| (field.key == "defaults") == of_defaults) {
            kind(&field.written(), field.key, &mut found);
        }
    }
    for table in &mut found {
        table.paths.sort_by_key(|path| (path.starts_with("defaults"), path.split('.').count()));
    }
    found
}

fn kind(at: &ValueKind, path: &str, found: &mut Vec<TablePlaces>) {
    match at {
        ValueKind::Table(doc) => table(doc, path, found),
        ValueKind::Names(one) => kind(one, &format!("{path}.NAME"), found),
        ValueKind::List(one) => kind(one, &format!("{path}[]"), found),
        ValueKind::Said(_, forms) => forms.iter().for_each(|form| kind(form, path, found)),
        ValueKind::Entries(entries) => entries.iter().for_each(|(key, one)| kind(one, &format!("{path}.{key}"), found)),
        _ => (),
    }
}

fn table(doc: &'static TableDoc, path: &str, found: &mut Vec<TablePlaces>) {
    if let Some(known) = found.iter_mut().find(|table| std::ptr::eq(table.doc, doc) || table.doc.name == doc.name) {
        if !known.paths.iter().any(|there| there == path) {
            known.paths.push(path.to_owned());
        }
        return;
    }
    found.push(TablePlaces { doc, paths: vec![path.to_owned()] });
    for field in doc.fields {
        kind(&field.written(), &format!("{path}.{}", field.key), found);
    }
}
