//! What may be written, as data: tables with their fields, a sentence each in both languages, and what may stand there.
//! The reader, the schema for editors, the reference and `explain` all have it from here.

use crate::diagnostic::Text;

/// What may stand in a place.
#[derive(Clone, Debug)]
pub enum ValueKind {
    /// Text.
    Text,
    /// `true` or `false`.
    Bool,
    /// A number, not negative.
    Number,
    /// A whole number, not negative.
    Whole,
    /// A whole number from the first to the second.
    Between(i32, i32),
    /// 0 to 1, or `"35 %"`.
    Share,
    /// `"4 min"`.
    Duration,
    /// A duration or a law of one.
    Law,
    /// A number a day.
    PerDay,
    /// `"09:00-18:00"`.
    Hours,
    /// `"09:00"`.
    Clock,
    /// `2025-01-01`.
    Date,
    /// One of these words.
    Word(&'static [WordDoc]),
    /// This word.
    Exactly(&'static str),
    /// Said in words; behind them the forms it can have. No forms: words are all that can be said.
    Said(Words, Vec<ValueKind>),
    /// Anything; kept as it is.
    Any,
    /// A list.
    List(Box<ValueKind>),
    /// Names with values.
    Names(Box<ValueKind>),
    /// A table that is no struct, with these keys.
    Entries(Vec<(&'static str, ValueKind)>),
    /// A table.
    Table(&'static TableDoc),
}

impl ValueKind {
    /// A list of these.
    pub fn list(of: Self) -> Self {
        Self::List(Box::new(of))
    }
    /// These by name.
    pub fn names(of: Self) -> Self {
        Self::Names(Box::new(of))
    }
    /// One of these, or a list of them.
    pub fn one_or_more(words: Words, one: Self) -> Self {
        let many = Self::list(one.clone());
        Self::Said(words, vec![one, many])
    }
}

/// Changes by path.
pub fn changes_by_path() -> ValueKind {
    ValueKind::Said(
        [
            "values by path: contact.presale.effort = \"*1.1\", \"bot.*\" = \"+10 pp\"",
            "按路径写的值：contact.presale.effort = \"*1.1\"、\"bot.*\" = \"+10 pp\"",
        ],
        vec![ValueKind::names(ValueKind::Any)],
    )
}

/// A number, which may be negative.
pub fn any_number() -> ValueKind {
    ValueKind::Said(["a number", "数字"], vec![ValueKind::Any])
}

/// A few words, English and Chinese.
pub type Words = [&'static str; 2];

/// A sentence in both languages, as doc comments have it: the last line is Chinese, all before it English.
#[derive(Clone, Copy, Debug)]
pub struct Sentence(pub &'static [&'static str]);

impl Sentence {
    /// In both languages.
    pub fn text(self) -> Text {
        let (zh, en) = self.0.split_last().expect("a doc comment has a line");
        Text { en: en.concat().trim().to_owned(), zh: zh.trim().to_owned() }
    }
}

/// A table as documented.
#[derive(Debug)]
pub struct TableDoc {
    /// Its type's name.
    pub name: &'static str,
    /// What it is for.
    pub doc: Sentence,
    /// Its fields.
    pub fields: &'static [FieldDoc],
    /// Keys of later versions, refused by name.
    pub later: &'static [&'static str],
}

impl TableDoc {
    /// What it is called where nobody sees its type.
    pub fn short(&self) -> &'static str {
        let name = self.name.strip_suffix("Text").unwrap_or(self.name);
        name.strip_suffix("Table").unwrap_or(name)
    }
}

/// A field as documented.
#[derive(Debug)]
pub struct FieldDoc {
    /// Key in the file.
    pub key: &'static str,
    /// The reference's sentence.
    pub doc: Sentence,
    /// Whether it must be there.
    pub required: bool,
    /// What is read there.
    pub kind: fn() -> ValueKind,
    /// What may be written there, where that is read as a tree first; `None`: what is read.
    pub written: Option<fn() -> ValueKind>,
}

impl FieldDoc {
    /// What may be written there.
    pub fn written(&self) -> ValueKind {
        self.written.unwrap_or(self.kind)()
    }
}

/// A word as documented.
#[derive(Debug)]
pub struct WordDoc {
    /// As it is written.
    pub word: &'static str,
    /// What it means.
    pub doc: Sentence,
}
