//! What a word may mean: figures, codes of messages and keys of scenarios, by any of their names in either language.

use crate::catalogue::{ANY_SCORE, KPIS, Kpi, KpiId, PREFIX, SAVINGS, find_by_name, names_of, plain_name};
use crate::diagnostic::{Code, nearest};
use crate::report::paths::name_of_keys;
use crate::scenario::schema::{TablePlaces, tables};
use crate::scenario::shipped::{Shipped, shipped};
use crate::scenario::values::documented::{FieldDoc, TableDoc};

/// What a word means.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// A figure, under the key that was asked for, which may be a percentile's.
    Figure(String, &'static Kpi),
    /// The code of a message.
    Code(Code),
    /// What comes with the program: a law, a calendar, an event, a platform …
    Shipped(&'static Shipped),
    /// A key of a scenario.
    Field(FieldAt),
}

/// A key of a scenario, and where it may stand.
#[derive(Clone, Debug)]
pub struct FieldAt {
    /// Its table.
    pub table: &'static TableDoc,
    /// The key.
    pub field: &'static FieldDoc,
    /// Its paths, the plainest first.
    pub paths: Vec<String>,
}

impl FieldAt {
    /// What reports call it; `None`: they call it by its path.
    pub fn name(&self) -> Option<[&'static str; 2]> {
        name_of_keys(&keys(&self.paths[0]))
    }

    /// Whether a word is its key, or a path that leads to it: whole, or from any table on; with names or without.
    fn is(&self, word: &str) -> bool {
        let plain = plain_name(word);
        let named = || self.name().is_some_and(|name| name.into_iter().any(|name| plain_name(name) == plain));
        plain == self.field.key || (word.contains('.') && self.paths.iter().any(|path| leads(path, word))) || named()
    }
}

/// A path without the names that somebody gives.
fn keys(path: &str) -> String {
    let path = path.strip_prefix("design.NAME.").unwrap_or(path);
    let keys = path.split('.').filter(|key| *key != "NAME").map(|key| key.trim_end_matches("[]"));
    keys.collect::<Vec<_>>().join(".")
}

/// Whether a path as it is written is this one: `team.service.attrition`, `team.attrition`, `design.now.team.service.attrition`.
fn leads(path: &str, word: &str) -> bool {
    let ends = |path: &str, word: &str| path == word || path.ends_with(&format!(".{word}"));
    let same = |known: &[&str], said: &[&str]| {
        known.len() == said.len() && known.iter().zip(said).all(|(known, said)| *known == "NAME" || known == said)
    };
    let (path, word) = (path.replace("[]", ""), word.trim().replace("[]", ""));
    let (known, said): (Vec<&str>, Vec<&str>) = (path.split('.').collect(), word.split('.').collect());
    let behind = known.len().saturating_sub(said.len());
    ends(&keys(&path), &word) || (known[behind] != "NAME" && same(&known[behind..], &said))
}

/// Every key of a scenario.
fn fields() -> Vec<FieldAt> {
    let at = |path: &String, key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let of = |table: TablePlaces| {
        let (doc, places) = (table.doc, table.paths);
        let field = |field: &'static FieldDoc| FieldAt {
            table: doc,
            field,
            paths: places.iter().map(|path| at(path, field.key)).collect(),
        };
        doc.fields.iter().map(field).collect::<Vec<_>>()
    };
    tables().into_iter().flat_map(of).collect()
}

/// Every figure.
fn figures() -> impl Iterator<Item = &'static Kpi> {
    KPIS.iter().chain(SAVINGS).chain([&ANY_SCORE])
}

/// What a thing that comes with the program is called: its key, in English, in Chinese.
fn names_of_thing(thing: &Shipped) -> [&str; 3] {
    [&thing.key, &thing.name.en, &thing.name.zh]
}

/// What a word is a name of, figures first.
pub fn meanings(word: &str) -> Vec<Meaning> {
    let figure = if word.starts_with(PREFIX) {
        Some(Meaning::Figure(ANY_SCORE.key.to_owned(), &ANY_SCORE))
    } else {
        find_by_name(word).map(|kpi| Meaning::Figure(key(kpi, word), kpi.row()))
    };
    let plain = plain_name(word);
    let is = |code: &&Code| {
        let title = &code.explained().title;
        [code.word(), &title.en, &title.zh].into_iter().any(|name| plain_name(name) == plain)
    };
    let codes = Code::ALL.iter().filter(is).copied().map(Meaning::Code);
    let things =
        shipped().iter().filter(|thing| names_of_thing(thing).into_iter().any(|name| plain_name(name) == plain));
    let fields = fields().into_iter().filter(|field| field.is(word)).map(Meaning::Field);
    figure.into_iter().chain(codes).chain(things.map(Meaning::Shipped)).chain(fields).collect()
}

/// The key under which a figure was asked for: that of its row, but for percentiles and limits, which have keys of their own.
fn key(kpi: KpiId, word: &str) -> String {
    match kpi {
        KpiId::Row(_) | KpiId::Saving(_) | KpiId::Score(_) => kpi.row().key.to_owned(),
        KpiId::Percentile { .. } | KpiId::Within { .. } => word.to_owned(),
    }
}

/// So many near meanings are shown.
const NEAR: usize = 15;

/// What has the word in one of its names; behind these, what has it in the sentence that says what it is.
pub fn with_word_in_name(word: &str) -> Vec<Meaning> {
    let plain = plain_name(word);
    // A letter stands in every name.
    if plain.chars().count() < if plain.is_ascii() { 3 } else { 2 } {
        return Vec::new();
    }
    let has = |text: &str| plain_name(text).contains(&plain);
    let all = || {
        let codes = Code::ALL.iter().copied().map(Meaning::Code);
        let figures = figures().map(|kpi| Meaning::Figure(kpi.key.to_owned(), kpi));
        figures
            .chain(codes)
            .chain(shipped().iter().map(Meaning::Shipped))
            .chain(fields().into_iter().map(Meaning::Field))
    };
    let named = |meaning: &Meaning| names(meaning).into_iter().any(|name| has(&name));
    let said = |meaning: &Meaning| !named(meaning) && sentences(meaning).iter().any(|text| has(text));
    all().filter(named).chain(all().filter(said)).take(NEAR).collect()
}

/// Every name of what a word may mean.
fn names(meaning: &Meaning) -> Vec<String> {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match meaning {
        Meaning::Figure(_, kpi) => owned(&names_of(kpi)),
        Meaning::Code(code) => {
            let title = &code.explained().title;
            owned(&[code.word(), &title.en, &title.zh])
        }
        Meaning::Shipped(thing) => owned(&names_of_thing(thing)),
        Meaning::Field(at) => at.name().into_iter().flatten().chain([at.field.key]).map(str::to_owned).collect(),
    }
}

/// What is said of it, in both languages.
fn sentences(meaning: &Meaning) -> [String; 2] {
    match meaning {
        Meaning::Figure(_, kpi) => [kpi.definition_en, kpi.definition_zh].map(str::to_owned),
        Meaning::Code(code) => {
            let why = &code.explained().why;
            [why.en.clone(), why.zh.clone()]
        }
        Meaning::Shipped(thing) => [thing.says.en.clone(), thing.says.zh.clone()],
        Meaning::Field(at) => {
            let said = at.field.doc.text();
            [said.en, said.zh]
        }
    }
}

/// Names that somebody may have meant, nearest of each kind.
pub fn near_names(word: &str) -> Vec<String> {
    let fields = fields();
    let keys = fields.iter().map(|field| field.field.key);
    let found = [
        nearest(word, figures().flat_map(names_of)),
        nearest(word, Code::ALL.iter().map(|code| code.word())),
        nearest(word, keys),
        nearest(word, fields.iter().filter_map(FieldAt::name).flatten()),
        nearest(word, shipped().iter().flat_map(names_of_thing)),
    ];
    let mut names: Vec<String> = Vec::new();
    for name in found.into_iter().flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields_of(word: &str) -> Vec<String> {
        let path = |meaning: Meaning| match meaning {
            Meaning::Field(field) => Some(field.paths[0].clone()),
            _ => None,
        };
        meanings(word).into_iter().filter_map(path).collect()
    }

    #[test]
    fn a_word_is_found_by_any_of_its_names() {
        let first = |word: &str| match meanings(word).into_iter().next() {
            Some(Meaning::Figure(key, _)) => key,
            Some(Meaning::Code(code)) => code.word().to_owned(),
            Some(Meaning::Shipped(thing)) => thing.key.clone(),
            Some(Meaning::Field(field)) => field.paths[0].clone(),
            None => String::new(),
        };
        assert_eq!(first("平响"), "average_response");
        assert_eq!(first("wait_p80"), "wait_p80");
        assert_eq!(first("out-of-range"), "out-of-range");
        assert_eq!(first("离职率"), "design.NAME.team.NAME.attrition");
        assert_eq!(fields_of("effort")[0], "contact.NAME.effort");
        for path in ["team.attrition", "team.service.attrition", "design.now.team.service.attrition", "attrition"] {
            assert_eq!(fields_of(path), ["design.NAME.team.NAME.attrition"], "{path}");
        }
        assert_eq!(first("contact.presale.targets.share"), "contact.NAME.targets[].share");
        for (word, key) in [
            ("gamma", "gamma"),
            ("双11", "double11"),
            ("淘宝", "taobao"),
            ("电商年历", "cn_ecommerce"),
            ("转人工率", "transfer_rate"),
        ] {
            let found = meanings(word);
            assert!(matches!(&found[..], [Meaning::Shipped(thing), ..] if thing.key == key), "{word}: {found:?}");
        }
        assert!(meanings("service.attrition").is_empty() && meanings("nothing of the kind").is_empty());
        let both = meanings("first_response");
        assert!(matches!(both[..], [Meaning::Figure(..), Meaning::Field(..)]), "{both:?}");
    }

    #[test]
    fn near_misses_are_of_both_languages() {
        let names = |word: &str| with_word_in_name(word).len();
        assert!(names("利用率") >= 2 && names("response") >= 2 && names("e") == 0);
        assert!(near_names("servce_level").contains(&"service_level".to_owned()));
        assert!(near_names("一次解决绿").contains(&"一次解决率".to_owned()));
        assert!(near_names("离职绿").contains(&"离职率".to_owned()));
        assert!(near_names("taobo").contains(&"Taobao".to_owned()));
        assert!(near_names("atrition").contains(&"attrition".to_owned()));
    }
}
