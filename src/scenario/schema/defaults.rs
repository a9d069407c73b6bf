//! What holds where a key is not written: read from `assets/defaults.toml`, and from the templates.

use crate::diagnostic::Text;
use crate::scenario::TEMPLATES;
use crate::scenario::values::documented::{FieldDoc, TableDoc};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What holds without a key.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum NotWritten {
    /// The same as this value, as it would be written.
    Value(String),
    /// English and Chinese.
    Words([String; 2]),
}

/// What holds by table and key, without a template.
type Asset = BTreeMap<String, BTreeMap<String, NotWritten>>;

static ASSET: LazyLock<Asset> =
    LazyLock::new(|| toml::from_str(include_str!("../assets/defaults.toml")).expect("defaults.toml is read"));

/// The templates, as trees.
static TREES: LazyLock<Vec<(&str, toml::Value)>> = LazyLock::new(|| {
    let tree = |text: &str| toml::Value::Table(text.parse().expect("a template is read"));
    TEMPLATES.iter().map(|(name, text)| (*name, tree(text))).collect()
});

/// What holds where a key of a table is not written and no template says it; `None`: it has to be written.
pub fn not_written(table: &TableDoc, field: &FieldDoc) -> Option<&'static NotWritten> {
    ASSET.get(table.short())?.get(field.key)
}

/// What holds where a key is not written, in words: its own default, then what the templates say at one of these paths;
/// `None`: it has to be written.
pub fn without(table: &TableDoc, field: &FieldDoc, paths: &[String]) -> Option<Text> {
    let own = match not_written(table, field)? {
        NotWritten::Value(value) => Text { en: format!("`{value}`"), zh: format!("`{value}`") },
        NotWritten::Words([en, zh]) => Text { en: en.clone(), zh: zh.clone() },
    };
    let Some((name, of)) = of_templates(paths) else { return Some(own) };
    Some(Text { en: format!("{of} ({name}); else {}", own.en), zh: format!("{of}（{name}）；否则{}", own.zh) })
}

/// Whether a template says something where a key is not written.
#[cfg(test)]
pub fn in_templates(paths: &[String]) -> bool {
    of_templates(paths).is_some()
}

/// A template's name, and what it says at one of these paths: `chat, call 0.6 (0.3 .. 0.8)`.
fn of_templates(paths: &[String]) -> Option<(&'static str, String)> {
    TREES.iter().find_map(|(name, tree)| {
        let mut found: Vec<(String, Vec<&str>)> = Vec::new();
        for (whose, path) in paths.iter().flat_map(|path| beneath(path)) {
            let Some(value) = path.split('.').try_fold(tree, |at, key| at.get(key)).map(shown) else { continue };
            match found.iter_mut().find(|(known, _)| *known == value) {
                Some((_, all)) => all.push(whose),
                None => found.push((value, vec![whose])),
            }
        }
        let text: Vec<String> = found.iter().map(|(value, whose)| format!("{} `{value}`", whose.join(", "))).collect();
        (!text.is_empty()).then(|| (*name, text.join("; ")))
    })
}

/// Where a template says what lies beneath a path, and of what: `chat`, `defaults.chat.sale.bot`.
fn beneath(path: &str) -> Vec<(&'static str, String)> {
    const PLACES: [(&str, &[&str]); 3] = [
        ("contact.NAME.", &["chat", "call", "ticket"]),
        ("design.NAME.team.NAME.", &["team"]),
        ("design.NAME.bot.NAME.", &["bot"]),
    ];
    let of = |(start, kinds): &(&str, &'static [&'static str])| {
        let rest = path.strip_prefix(start).filter(|rest| !rest.contains("NAME"))?;
        Some(kinds.iter().map(|kind| (*kind, format!("defaults.{kind}.{rest}"))).collect())
    };
    PLACES.iter().find_map(of).unwrap_or_default()
}

/// A value of a template as it is written, but likely values with their ends: `0.6 (0.3 .. 0.8)`.
fn shown(value: &toml::Value) -> String {
    if let Some(list) = value.as_array() {
        return format!("[{}]", list.iter().map(shown).collect::<Vec<String>>().join(", "));
    }
    let Some(table) = value.as_table() else { return value.to_string() };
    let [low, likely, high] = ["low", "likely", "high"].map(|key| table.get(key));
    if let (Some(low), Some(likely), Some(high)) = (low, likely, high) {
        return format!("{likely} ({low} .. {high})");
    }
    let entries: Vec<String> = table.iter().map(|(key, value)| format!("{key} = {}", shown(value))).collect();
    format!("{{ {} }}", entries.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::schema::tables;
    use std::collections::BTreeSet;

    #[test]
    fn every_key_says_what_holds_without_it_or_is_required() {
        let tables = tables();
        let mut left: BTreeSet<(&str, &str)> =
            ASSET.iter().flat_map(|(table, keys)| keys.keys().map(|key| (table.as_str(), key.as_str()))).collect();
        for table in &tables {
            for field in table.doc.fields {
                let of = (table.doc.short(), field.key);
                assert_eq!(!left.remove(&of), field.required, "{}.{}", of.0, of.1);
            }
        }
        assert!(left.is_empty(), "no such keys: {left:?}");
    }

    #[test]
    fn words_are_short_and_in_both_languages() {
        for (table, keys) in &*ASSET {
            for (key, said) in keys {
                if let NotWritten::Words([en, zh]) = said {
                    assert!(en.is_ascii() && en.split(' ').count() <= 16 && !zh.is_empty(), "{table}.{key}: {en}");
                    assert!(!en.ends_with('.') && !zh.ends_with('。') && zh != en, "{table}.{key}: {zh}");
                }
            }
        }
    }

    #[test]
    fn a_template_is_told_once_for_all_that_share_a_value() {
        let (name, text) = of_templates(&["contact.NAME.resolved".to_owned()]).expect("cn_shop has it");
        assert_eq!((name, text.as_str()), ("cn_shop", "chat, call `0.7 (0.6 .. 0.82)`"));
    }
}
