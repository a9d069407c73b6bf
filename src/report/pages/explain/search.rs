//! What a word may mean: figures, codes of messages and keys of scenarios, by any of their names in either language.

use crate::catalogue::{ANY_SCORE, KPIS, Kpi, KpiId, PREFIX, SAVINGS, find_by_name, names_of, plain_name};
use crate::diagnostic::{Code, nearest};
use crate::report::paths::name_of_keys;
use crate::scenario::meanings::{CHANGED, ChangedMeaning};
use crate::scenario::schema::{TablePlaces, tables};
use crate::scenario::shipped::{Shipped, Sort, shipped};
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
    /// A meaning that changed.
    Changed(&'static ChangedMeaning),
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

/// What a thing that comes with the program is called: its key, in English, in Chinese, and as people look for it.
fn names_of_thing(thing: &Shipped) -> Vec<&str> {
    let own = [&thing.key, &thing.name.en, &thing.name.zh];
    own.into_iter().chain(&thing.also).map(String::as_str).collect()
}

/// What a word is a name of: a figure of exactly this key first, then words of the trade, which say what is meant by it here; codes of
/// messages last.
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
    let (terms, things): (Vec<_>, Vec<_>) = things.partition(|thing| thing.sort == Sort::Term);
    let shipped = |things: Vec<&'static Shipped>| things.into_iter().map(Meaning::Shipped);
    let changed = CHANGED.iter().filter(|one| one.code == plain).map(Meaning::Changed);
    let (exact, figure): (Option<Meaning>, Option<Meaning>) = match figure {
        Some(Meaning::Figure(key, kpi)) if key == word => (Some(Meaning::Figure(key, kpi)), None),
        other => (None, other),
    };
    exact
        .into_iter()
        .chain(shipped(terms))
        .chain(figure)
        .chain(shipped(things))
        .chain(fields)
        .chain(codes)
        .chain(changed)
        .collect()
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
    let all = || {
        let codes = Code::ALL.iter().copied().map(Meaning::Code);
        let figures = figures().map(|kpi| Meaning::Figure(kpi.key.to_owned(), kpi));
        let things = shipped().iter().map(Meaning::Shipped);
        figures.chain(things).chain(fields().into_iter().map(Meaning::Field)).chain(codes)
    };
    let named = |meaning: &Meaning| names(meaning).into_iter().any(|name| holds(&name, word, false));
    let said = |meaning: &Meaning| !named(meaning) && sentences(meaning).iter().any(|text| holds(text, word, true));
    all().filter(named).chain(all().filter(said)).take(NEAR).collect()
}

/// Whether a text has a word: of English the beginnings of its words, or `whole` words; of Chinese any letters.
fn holds(text: &str, word: &str, whole: bool) -> bool {
    if !word.is_ascii() {
        return plain_name(text).contains(&plain_name(word));
    }
    let (text, word) = (apart(text), apart(word));
    let end = if whole { " " } else { "" };
    text.contains(&format!(" {}{end}", word.trim())) || (whole && text.contains(&format!(" {}s ", word.trim())))
}

/// A text's words in small letters, a space before and behind each.
fn apart(text: &str) -> String {
    let letters = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).flat_map(char::to_lowercase);
    let text: String = letters.collect();
    format!(" {} ", text.split_whitespace().collect::<Vec<_>>().join(" "))
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
        Meaning::Changed(one) => owned(&[one.code]),
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
        Meaning::Changed(one) => {
            let (message, _) = (one.says)();
            [message.en, message.zh]
        }
        Meaning::Field(at) => {
            let said = at.field.doc.text();
            [said.en, said.zh]
        }
    }
}

/// Names that somebody may have meant, nearest of each kind.
pub fn near_names(word: &str) -> Vec<String> {
    // One of two Chinese letters changed is another name.
    if !word.is_ascii() && word.chars().count() < 3 {
        return Vec::new();
    }
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
            Some(Meaning::Changed(one)) => one.code.to_owned(),
            None => String::new(),
        };
        assert_eq!(first("平响"), "average_response");
        assert_eq!(first("wait_p80"), "wait_p80");
        // A figure of exactly this key stands before a word of the trade that is called so, too.
        assert_eq!(first("backlog"), "backlog");
        assert_eq!(first("out-of-range"), "out-of-range");
        assert_eq!(first("overtime-beyond"), "overtime-beyond");
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
    fn what_people_call_it_leads_to_what_it_is_here() {
        for thing in shipped() {
            for word in &thing.see {
                assert!(!meanings(word).is_empty(), "{}: see {word}", thing.key);
            }
        }
        for (word, key) in [
            ("AHT", "aht"),
            ("店小蜜", "shop_bot"),
            ("早班", "rosters"),
            ("抖音", "douyin"),
            ("转接率", "passed_on"),
            ("按条", "outsourcing"),
            ("每小时", "half_hours"),
            ("±", "uncertainty_shown"),
        ] {
            let found = meanings(word);
            assert!(matches!(&found[..], [Meaning::Shipped(thing), ..] if thing.key == key), "{word}: {found:?}");
        }
        // A word that stands across others is none.
        for (word, name) in [("sa", "as a"), ("fte", "after"), ("call", "called")] {
            assert!(!holds(name, word, true) && !holds(&format!("x{name}"), word, false), "{word}");
        }
        assert!(holds("calls of a day", "call", true) && holds("Patience of customers", "patien", false));
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
