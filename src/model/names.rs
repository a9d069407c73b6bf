//! Names in two languages, and the stable key that files use.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The language of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

/// A thing's key in the file and its name in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The key: stable, used in results and in the keys of randomness.
    pub key: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
}

impl Label {
    /// A label whose names are its key.
    pub fn plain(key: &str) -> Self {
        Self { key: key.into(), zh: key.into(), en: key.into() }
    }
    /// From `"中文 | English"`; one part serves both languages.
    pub fn parse(key: &str, text: &str) -> Self {
        let (zh, en) = text.split_once('|').unwrap_or((text, text));
        Self { key: key.into(), zh: zh.trim().into(), en: en.trim().into() }
    }
    /// The key as it is written in a path of the file.
    pub fn in_path(&self) -> String {
        if self.key.contains('.') { format!("\"{}\"", self.key) } else { self.key.clone() }
    }
    /// The name in a language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)
    }
}
