//! Since which version a key may be written: read from `assets/fields.toml`.

use crate::scenario::values::documented::{FieldDoc, TableDoc};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The version that every key has been since which the asset does not name.
pub const FIRST: &str = "0.1";

/// The asset: keys by table by version.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asset {
    since: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

static ASSET: LazyLock<Asset> =
    LazyLock::new(|| toml::from_str(include_str!("../assets/fields.toml")).expect("fields.toml is read"));

/// The version since which a key of a table may be written.
pub fn since(table: &TableDoc, field: &FieldDoc) -> &'static str {
    let names = |keys: &BTreeMap<String, Vec<String>>| {
        keys.get(table.short()).is_some_and(|keys| keys.iter().any(|key| key == field.key))
    };
    ASSET.since.iter().find(|(_, keys)| names(keys)).map_or(FIRST, |(version, _)| version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::schema::tables;

    #[test]
    fn every_key_that_the_asset_names_is_there() {
        let tables = tables();
        for (table, keys) in ASSET.since.values().flatten() {
            let found = tables.iter().find(|there| there.doc.short() == table).unwrap_or_else(|| panic!("no {table}"));
            for key in keys {
                assert!(found.doc.fields.iter().any(|field| field.key == key), "{table}.{key}");
            }
        }
    }

    #[test]
    fn every_table_key_and_word_has_a_sentence_in_both_languages() {
        use crate::scenario::values::documented::{Sentence, ValueKind};
        fn whole(sentence: Sentence, of: &str) {
            let text = sentence.text();
            assert!(text.en.ends_with('.') && !text.en.starts_with(['…', '、']), "{of}: {}", text.en);
            assert!(text.zh.ends_with('。') && !text.zh.starts_with('…'), "{of}: {}", text.zh);
        }
        fn words(kind: &ValueKind, of: &str) {
            match kind {
                ValueKind::Word(words) => {
                    for word in *words {
                        whole(word.doc, &format!("{of} = {}", word.word));
                    }
                }
                ValueKind::Names(one) | ValueKind::List(one) => words(one, of),
                ValueKind::Said([en, zh], forms) => {
                    assert!(en.is_ascii() && !zh.is_empty(), "{of}: {en} · {zh}");
                    for form in forms {
                        words(form, of);
                    }
                }
                _ => (),
            }
        }
        let tables = tables();
        let mut names: Vec<&str> = tables.iter().map(|table| table.doc.short()).collect();
        for table in &tables {
            whole(table.doc.doc, table.doc.name);
            for field in table.doc.fields {
                let of = format!("{}.{}", table.doc.name, field.key);
                whole(field.doc, &of);
                words(&field.written(), &of);
            }
        }
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all, "two tables of one short name");
        assert!(all > 50, "{all}");
    }
}
