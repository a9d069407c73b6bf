//! Reading the tree into typed tables, collecting all mistakes instead of stopping at the first (which serde does).
//!
//! `table!` declares a table once: its fields become the struct, its reader, and its documentation (`DOC`), from which
//! near misses are told. A scenario field is one row; the last line of its comment is the Chinese sentence.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::documented::{TableDoc, ValueKind};
use std::collections::BTreeMap;
use std::ops::Deref;

/// Something that can be read from a node. Mistakes are reported; then there is nothing.
pub trait Read: Sized {
    /// What may stand there.
    fn kind() -> ValueKind;
    /// Reads it.
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self>;
}

/// A value with its place.
#[derive(Clone, PartialEq, Debug)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub place: Place,
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Read> At<T> {
    /// Reads a value and keeps its place.
    pub fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        T::read(node, out).map(|value| Self { value, place: node.place.clone() })
    }
}

/// Named things, in order of name. A name whose value is wrong is still known.
#[derive(Clone, Debug)]
pub struct Names<T>(pub BTreeMap<String, Entry<T>>);

/// A named thing.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// Where the name is written.
    pub key: Place,
    /// The value; none if something in it is wrong (which is reported).
    pub value: Option<T>,
    /// The value's own place.
    pub place: Place,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Names<T> {
    /// Those that could be read.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Entry<T>, &T)> {
        self.0.iter().filter_map(|(k, e)| e.value.as_ref().map(|v| (k.as_str(), e, v)))
    }
    /// A thing by name, if it could be read.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.get(name)?.value.as_ref()
    }
    /// All names.
    pub fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Read> Read for Names<T> {
    fn kind() -> ValueKind {
        ValueKind::Names(Box::new(T::kind()))
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Some(table) = node.table() else { return wrong(node, &say!("a table", "表"), out) };
        let entry = |n: &Node, out: &mut Diagnostics| Entry {
            key: n.named_place().clone(),
            value: T::read(n, out),
            place: n.place.clone(),
        };
        let said = table.iter().filter(|(key, node)| !is_unset::<T>(key, node));
        Some(Self(said.map(|(k, n)| (k.clone(), entry(n, out))).collect()))
    }
}

impl<T: Read> Read for Vec<At<T>> {
    fn kind() -> ValueKind {
        ValueKind::List(Box::new(T::kind()))
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Value::List(items) = &node.value else { return wrong(node, &say!("a list", "列表"), out) };
        let read: Vec<_> = items.iter().map(|i| At::read(i, out)).collect();
        read.into_iter().collect()
    }
}

impl Read for Node {
    fn kind() -> ValueKind {
        ValueKind::Any
    }
    fn read(node: &Node, _: &mut Diagnostics) -> Option<Self> {
        Some(node.clone())
    }
}

impl Read for String {
    fn kind() -> ValueKind {
        ValueKind::Text
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match node.text() {
            Some(t) => Some(t.to_string()),
            None => wrong(node, &say!("text in quotes", "带引号的文字"), out),
        }
    }
}

impl Read for bool {
    fn kind() -> ValueKind {
        ValueKind::Bool
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        if let Value::Bool(b) = node.value {
            Some(b)
        } else {
            wrong(node, &say!("true or false", "true 或 false"), out)
        }
    }
}

/// Reports that something else is wanted.
pub fn wrong<T>(node: &Node, wanted: &Text, out: &mut Diagnostics) -> Option<T> {
    let (en, zh) = match &node.value {
        Value::Table(_) => ("a table", "表"),
        Value::List(_) => ("a list", "列表"),
        Value::Text(_) => ("text", "文字"),
        Value::Integer(_) | Value::Number(_) => ("a number", "数字"),
        Value::Bool(_) => ("true or false", "真假值"),
        Value::Date(_) => ("a date", "日期"),
    };
    let Text { en: wanted_en, zh: wanted_zh } = wanted;
    out.reject(Diagnostic::error(
        Code::WrongType,
        &node.place,
        say!("{wanted_en} is wanted here, this is {en}", "这里要写{wanted_zh}，现在是{zh}"),
    ))
}

/// Reports keys that are not known.
pub fn unknown_keys(node: &Node, known: &[&str], out: &mut Diagnostics) {
    for (key, value) in node.table().into_iter().flatten() {
        if !known.contains(&key.as_str()) {
            out.push(
                Diagnostic::error(
                    Code::UnknownKey,
                    value.named_place(),
                    say!("unknown key `{key}`", "没有 `{key}` 这个键"),
                )
                .near_or_list(key, known),
            );
        }
    }
}

/// Reports keys that are not known, and those that are known but not supported yet.
pub fn check_keys(node: &Node, doc: &TableDoc, out: &mut Diagnostics) {
    for (key, value) in node.table().into_iter().flatten() {
        if doc.fields.iter().any(|f| f.key == key) {
            continue;
        }
        let place = value.named_place();
        if doc.later.contains(&key.as_str()) {
            out.push(
                Diagnostic::error(
                    Code::NotYet,
                    place,
                    say!("`{key}` is not supported in this version yet", "这个版本还不支持 `{key}`"),
                )
                .help(say!("take it out, or put `#` before it", "请删去，或在前面加 `#`")),
            );
            continue;
        }
        let known: Vec<&str> = doc.fields.iter().map(|f| f.key).collect();
        out.push(
            Diagnostic::error(Code::UnknownKey, place, say!("unknown key `{key}`", "没有 `{key}` 这个键"))
                .near_or_list(key, &known),
        );
    }
    for field in doc.fields.iter().filter(|field| field.required && node.get(field.key).is_none()) {
        let (key, said) = (field.key, field.doc.text());
        let (en, zh) = (said.en, said.zh);
        let missing = Diagnostic::error(Code::Missing, node.named_place(), say!("`{key}` is missing", "缺少 `{key}`"));
        // What is not for users has a comment in English only.
        let is_told = !en.is_empty();
        out.push(if is_told { missing.help(say!("`{key}`: {en}", "`{key}`：{zh}")) } else { missing });
    }
}

/// Keys at which `"none"` is a word or a name of their own.
const OWN_NONE: [&str; 4] = ["baseline", "like", "season", "template"];

/// Whether `"none"` takes a value out: wherever the word means nothing of its own (as a law, `"none"` is never).
fn is_unset<T: Read>(key: &str, node: &Node) -> bool {
    let means_nothing = || match T::kind() {
        ValueKind::Text => !OWN_NONE.contains(&key),
        _ => T::read(node, &mut Diagnostics::default()).is_none(),
    };
    node.is_none() && means_nothing()
}

/// A field of a table: given, absent, or required.
pub trait Field: Sized {
    /// Whether it must be there.
    const REQUIRED: bool;
    /// Whether `"none"` takes it out.
    fn unset(node: &Node, key: &str) -> bool;
    /// What may stand there.
    fn kind() -> ValueKind;
    /// Reads it from its table.
    fn field(table: &Node, key: &str, out: &mut Diagnostics) -> Option<Self>;
}

/// What stands at a key and is not taken out.
fn given<'a, F: Field>(table: &'a Node, key: &str) -> Option<&'a Node> {
    table.get(key).filter(|node| !F::unset(node, key))
}

impl<T: Read> Field for Option<At<T>> {
    const REQUIRED: bool = false;
    fn kind() -> ValueKind {
        T::kind()
    }
    fn unset(node: &Node, key: &str) -> bool {
        is_unset::<T>(key, node)
    }
    fn field(table: &Node, key: &str, out: &mut Diagnostics) -> Option<Self> {
        Some(given::<Self>(table, key).and_then(|n| At::read(n, out)))
    }
}

impl<T: Read> Field for At<T> {
    const REQUIRED: bool = true;
    fn kind() -> ValueKind {
        T::kind()
    }
    fn unset(node: &Node, key: &str) -> bool {
        is_unset::<T>(key, node) && !matches!(T::kind(), ValueKind::Text | ValueKind::Any)
    }
    fn field(table: &Node, key: &str, out: &mut Diagnostics) -> Option<Self> {
        match table.get(key) {
            Some(node) if Self::unset(node, key) => out.reject(Diagnostic::error(
                Code::Missing,
                &node.place,
                say!("`{key}` has to be said: \"none\" cannot take it out", "`{key}` 必须填写，不能用 \"none\" 去掉"),
            )),
            Some(node) => At::read(node, out),
            // Told with the sentence that says what it is ([`check_keys`]).
            None => None,
        }
    }
}

impl<T: Read> Field for Names<T> {
    const REQUIRED: bool = false;
    fn kind() -> ValueKind {
        <Self as Read>::kind()
    }
    fn unset(node: &Node, _: &str) -> bool {
        node.is_none()
    }
    fn field(table: &Node, key: &str, out: &mut Diagnostics) -> Option<Self> {
        Some(given::<Self>(table, key).and_then(|n| <Self as Read>::read(n, out)).unwrap_or_default())
    }
}

impl<T: Read> Field for Vec<At<T>> {
    const REQUIRED: bool = false;
    fn kind() -> ValueKind {
        <Self as Read>::kind()
    }
    fn unset(node: &Node, _: &str) -> bool {
        node.is_none()
    }
    fn field(table: &Node, key: &str, out: &mut Diagnostics) -> Option<Self> {
        Some(given::<Self>(table, key).and_then(|n| <Self as Read>::read(n, out)).unwrap_or_default())
    }
}

/// Declares a table: struct, reader and catalogue in one.
macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $( $(#[doc = $fdoc:literal])+ $field:ident $(as $key:literal)? : $ty:ty $(=> $written:path)?, )*
        }
        $(later $($later:literal),+ ;)?
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub struct $name {
            $( $(#[doc = $fdoc])+ pub $field: $ty, )*
            written: Vec<String>,
        }
        impl $name {
            /// Whether a key is written, right or wrong: what is wrong is not also missing.
            #[allow(dead_code, reason = "not every table asks")]
            pub fn writes(&self, key: &str) -> bool {
                self.written.iter().any(|k| k == key)
            }
            /// The table as documented.
            pub const DOC: &'static $crate::scenario::values::documented::TableDoc = &$crate::scenario::values::documented::TableDoc {
                name: stringify!($name),
                doc: $crate::scenario::values::documented::Sentence(&[$($doc),+]),
                fields: &[$( $crate::scenario::values::documented::FieldDoc {
                    key: $crate::scenario::values::read::key!($field $($key)?),
                    doc: $crate::scenario::values::documented::Sentence(&[$($fdoc),+]),
                    required: <$ty as $crate::scenario::values::read::Field>::REQUIRED,
                    kind: <$ty as $crate::scenario::values::read::Field>::kind,
                    written: $crate::scenario::values::read::written!($($written)?),
                } ),*],
                later: &[$($($later),+)?],
            };
        }
        impl $crate::scenario::values::read::Read for $name {
            fn kind() -> $crate::scenario::values::documented::ValueKind {
                $crate::scenario::values::documented::ValueKind::Table(Self::DOC)
            }
            fn read(
                node: &$crate::scenario::text::document::Node,
                out: &mut $crate::diagnostic::Diagnostics,
            ) -> Option<Self> {
                if node.table().is_none() {
                    return $crate::scenario::values::read::wrong(node, &$crate::say!("a table", "表"), out);
                }
                $crate::scenario::values::read::check_keys(node, Self::DOC, out);
                // All fields are read before any is missed, so that every mistake is reported.
                $( let $field = <$ty as $crate::scenario::values::read::Field>::field(
                    node, $crate::scenario::values::read::key!($field $($key)?), out); )*
                let unset = |key: &str, node: &$crate::scenario::text::document::Node| {
                    $( key == $crate::scenario::values::read::key!($field $($key)?)
                        && <$ty as $crate::scenario::values::read::Field>::unset(node, key) || )* false
                };
                let said = node.table().into_iter().flatten().filter(|(key, node)| !unset(key, node));
                let written = said.map(|(key, _)| key.clone()).collect();
                Some(Self { $( $field: $field?, )* written })
            }
        }
    };
}

/// A field's key in the file: its name, or what it says.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// What may be written in a field, where that is not what is read.
macro_rules! written {
    () => {
        None
    };
    ($written:path) => {
        Some($written)
    };
}

/// Declares a choice between words.
macro_rules! words {
    ($(#[doc = $doc:literal])+ pub enum $name:ident { $( $(#[doc = $vdoc:literal])+ $variant:ident = $word:literal, )+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name { $( $(#[doc = $vdoc])+ $variant, )+ }
        impl $name {
            /// All words.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
            /// All words as documented.
            pub const DOC: &'static [$crate::scenario::values::documented::WordDoc] = &[$(
                $crate::scenario::values::documented::WordDoc {
                    word: $word,
                    doc: $crate::scenario::values::documented::Sentence(&[$($vdoc),+]),
                }
            ),+];
            /// The one that is written so.
            pub fn of(word: &str) -> Option<Self> {
                match word {
                    $( $word => Some(Self::$variant), )+
                    _ => None,
                }
            }
        }
        impl $crate::scenario::values::read::Read for $name {
            fn kind() -> $crate::scenario::values::documented::ValueKind {
                $crate::scenario::values::documented::ValueKind::Word(Self::DOC)
            }
            fn read(
                node: &$crate::scenario::text::document::Node,
                out: &mut $crate::diagnostic::Diagnostics,
            ) -> Option<Self> {
                let text = String::read(node, out)?;
                Self::of(&text)
                    .or_else(|| $crate::scenario::values::read::unknown_word(node, &text, Self::WORDS, out))
            }
        }
    };
}

/// Reports a word that is not one of those known.
pub fn unknown_word<T>(node: &Node, text: &str, words: &[&str], out: &mut Diagnostics) -> Option<T> {
    out.reject(
        Diagnostic::error(Code::UnknownWord, &node.place, say!("unknown word \"{text}\"", "不认识的词 \"{text}\""))
            .near_or_list(text, words),
    )
}

pub(crate) use {key, table, words, written};
