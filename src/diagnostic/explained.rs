//! What each kind of finding means, with lines that cause it and lines that mend it: read from `assets/codes.toml`.

use super::{Code, Text};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a code means.
#[derive(Clone, Debug)]
pub struct Explained {
    /// What was found, in a few words.
    pub title: Text,
    /// Why it is a finding, and what would do.
    pub why: Text,
    /// What is run to see it.
    pub command: String,
    /// The file that the lines are of; `None` where they are a command.
    pub file: Option<String>,
    /// Lines that cause it.
    pub wrong: String,
    /// Lines that mend it, in the place of those.
    pub right: String,
}

/// A row of the file: texts as `[English, Chinese]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    title: [String; 2],
    why: [String; 2],
    file: Option<String>,
    command: Option<String>,
    wrong: String,
    right: String,
}

/// The scenario that examples are lines of.
const SHOP: &str = "shop.toml";
/// What shows every finding of a scenario.
const CHECK: &str = "peakstaff check shop.toml";

static ROWS: LazyLock<BTreeMap<Code, Explained>> = LazyLock::new(|| {
    let rows: BTreeMap<String, Row> = toml::from_str(include_str!("assets/codes.toml")).expect("codes.toml is read");
    rows.into_iter()
        .map(|(word, row)| {
            (Code::find(&word).unwrap_or_else(|| panic!("codes.toml: no code `{word}`")), row.explained())
        })
        .collect()
});

impl Row {
    fn explained(self) -> Explained {
        let text = |[en, zh]: [String; 2]| Text { en, zh };
        let is_command = self.wrong.starts_with("peakstaff ");
        Explained {
            title: text(self.title),
            why: text(self.why),
            command: self.command.unwrap_or_else(|| CHECK.into()),
            file: (!is_command).then(|| self.file.unwrap_or_else(|| SHOP.into())),
            wrong: self.wrong,
            right: self.right,
        }
    }
}

impl Code {
    /// The code of a word; `None` where there is none.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.word() == word)
    }

    /// What it means.
    ///
    /// # Panics
    /// Where `assets/codes.toml` has no row of it, which a test rules out.
    pub fn explained(self) -> &'static Explained {
        &ROWS[&self]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_and_codes_are_in_order_of_their_words() {
        assert_eq!(ROWS.keys().copied().collect::<Vec<_>>(), Code::ALL);
        assert!(Code::ALL.iter().is_sorted_by_key(|code| code.word()));
        for (code, row) in &*ROWS {
            let word = code.word();
            for text in [&row.title, &row.why] {
                assert!(
                    !text.en.is_empty() && !text.en.chars().any(|c| c > '\u{2E80}' && !text.en.contains('"')),
                    "{word}"
                );
                assert!(text.zh.chars().any(|c| c > '\u{2E80}'), "{word}");
            }
            assert_ne!(row.wrong, row.right, "{word}");
            assert_eq!(Code::find(word), Some(*code));
        }
    }
}
