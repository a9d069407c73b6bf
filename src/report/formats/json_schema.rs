//! The schema of scenarios as JSON Schema (draft 7), in the keywords that editors of TOML enforce and show: what is refused is
//! told at its place, so no value is one of several schemas (`anyOf`) where the forms can be told apart by their JSON type.

use crate::diagnostic::Text;
use crate::model::Lang;
use crate::scenario::schema::{NotWritten, World, not_written, tables, without};
use crate::scenario::values::documented::{FieldDoc, TableDoc, ValueKind, WordDoc};
use crate::scenario::values::{law, patterns};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The schema; what it says of each key is in both languages, this one first.
pub fn json_schema(lang: Lang) -> Value {
    let places = tables().into_iter().map(|table| (table.doc.short(), table.paths)).collect();
    let mut schema = Schema { lang, tables: BTreeMap::new(), places };
    let said = schema.both(&World::DOC.doc.text());
    let mut whole = schema.table(World::DOC, &said);
    let definitions: Map<String, Value> = std::mem::take(&mut schema.tables).into_iter().collect();
    let head = [
        ("$schema", json!("http://json-schema.org/draft-07/schema#")),
        ("title", json!("peakstaff: scenario · 情景文件")),
        ("version", json!(env!("CARGO_PKG_VERSION"))),
        ("definitions", Value::Object(definitions)),
    ];
    whole.as_object_mut().expect("a table is an object").extend(head.map(|(key, value)| (key.to_owned(), value)));
    whole
}

/// What stands beside a value that says where it comes from, or how low and how high it may be.
const SOURCED: [&str; 7] = ["value", "low", "likely", "high", "source", "as_of", "note"];

/// What is made of the catalogue of fields.
struct Schema {
    /// The language that stands first.
    lang: Lang,
    /// Definitions: tables that stand by name or in lists, and plain values, each once.
    tables: BTreeMap<String, Value>,
    /// Where tables may stand, by what they are called.
    places: BTreeMap<&'static str, Vec<String>>,
}

/// What may stand in a place, by JSON type.
#[derive(Default)]
struct Shape {
    /// Least and most, and whether it is whole; `None`: no number.
    number: Option<Numbers>,
    /// Patterns, of which a text has to be one; empty: any text. `None`: no text.
    text: Option<Vec<String>>,
    /// Words that a text has to be one of, where nothing else is text.
    words: &'static [WordDoc],
    /// Whether true and false may stand there.
    truth: bool,
    /// What items of a list are; `None`: no list.
    items: Option<Value>,
    /// Keys of a table, and what stands under any other; `None`: no table.
    table: Option<(Map<String, Value>, Value)>,
    /// Whether anything may stand there.
    any: bool,
}

/// A range of numbers.
#[derive(Clone, Copy)]
struct Numbers {
    low: Option<f64>,
    high: Option<f64>,
    whole: bool,
}

impl Shape {
    fn number(low: f64, high: Option<f64>, whole: bool) -> Self {
        Self { number: Some(Numbers { low: Some(low), high, whole }), ..Self::pattern(patterns::number()) }
    }
    fn pattern(pattern: String) -> Self {
        Self { text: Some(vec![pattern]), ..Self::default() }
    }

    /// Either of two.
    fn or(self, other: Self) -> Self {
        let number = match (self.number, other.number) {
            (Some(a), Some(b)) => Some(Numbers {
                low: a.low.zip(b.low).map(|(a, b)| a.min(b)),
                high: a.high.zip(b.high).map(|(a, b)| a.max(b)),
                whole: a.whole && b.whole,
            }),
            (a, b) => a.or(b),
        };
        let text = match (self.text, other.text) {
            (Some(a), Some(b)) if a.is_empty() || b.is_empty() => Some(Vec::new()),
            (Some(a), Some(b)) => Some([a, b].concat()),
            (a, b) => a.or(b),
        };
        let items = match (self.items, other.items) {
            (Some(a), Some(b)) => Some(json!({ "anyOf": [a, b] })),
            (a, b) => a.or(b),
        };
        let table = match (self.table, other.table) {
            (Some((mut keys, rest)), Some((more, other))) => {
                for (key, value) in more {
                    keys.entry(key).or_insert(value);
                }
                Some((keys, if rest == json!(false) { other } else { rest }))
            }
            (a, b) => a.or(b),
        };
        let (truth, any) = (self.truth || other.truth, self.any || other.any);
        Self { number, text, words: &[], truth, items, table, any }
    }

    /// As JSON: with `"none"`, which takes a value out, and, for a plain value, `{ value = …, source = … }` in its place.
    fn json(mut self, said: String) -> Value {
        let mut of = Map::new();
        of.insert("description".into(), Value::String(said));
        if self.any {
            return Value::Object(of);
        }
        if !self.words.is_empty() {
            let words: Vec<&str> =
                self.words.iter().map(|word| word.word).filter(|word| *word != "none").chain(["none"]).collect();
            of.extend([("type".to_owned(), json!("string")), ("enum".to_owned(), json!(words))]);
            return Value::Object(of);
        }
        if self.number.is_some() || self.text.is_some() || self.truth {
            let (keys, _) = self.table.get_or_insert_with(|| (Map::new(), json!(false)));
            for key in SOURCED {
                keys.entry(key).or_insert_with(|| json!({}));
            }
        }
        self.types(&mut of);
        Value::Object(of)
    }

    fn types(self, of: &mut Map<String, Value>) {
        let text = self.text.unwrap_or_else(|| vec!["none".to_owned()]);
        let mut types = vec!["string"];
        if !text.is_empty() {
            let forms: Vec<&str> =
                text.iter().map(String::as_str).filter(|form| *form != "none").chain(["none"]).collect();
            of.insert("pattern".into(), json!(format!(r"^\s*(?:{})\s*$", forms.join("|"))));
        }
        if let Some(Numbers { low, high, whole }) = self.number {
            types.push("number");
            of.extend(low.map(|low| ("minimum".to_owned(), json!(low))));
            of.extend(high.map(|high| ("maximum".to_owned(), json!(high))));
            of.extend(whole.then(|| ("multipleOf".to_owned(), json!(1))));
        }
        if self.truth {
            types.push("boolean");
        }
        if let Some(items) = self.items {
            types.push("array");
            of.insert("items".into(), items);
        }
        if let Some((keys, rest)) = self.table {
            types.push("object");
            of.insert("properties".into(), Value::Object(keys));
            of.insert("additionalProperties".into(), rest);
        }
        of.insert("type".into(), json!(types));
    }
}

/// What a plain value is called among the definitions; `None`: it is none.
fn name_of(kind: &ValueKind) -> Option<&'static str> {
    Some(match kind {
        ValueKind::Text => "text",
        ValueKind::Bool => "truth",
        ValueKind::Number => "number",
        ValueKind::Whole => "whole",
        ValueKind::Share => "share",
        ValueKind::Duration => "duration",
        ValueKind::PerDay => "per_day",
        ValueKind::Hours => "hours",
        ValueKind::Clock => "clock",
        ValueKind::Date => "date",
        _ => return None,
    })
}

/// What a key holds that is not written, as JSON; `None`: words alone can say it.
fn default_of(table: &TableDoc, field: &FieldDoc) -> Option<Value> {
    let NotWritten::Value(text) = not_written(table, field)? else { return None };
    let line: toml::Table = format!("value = {text}").parse().expect("a default is TOML");
    match &line["value"] {
        toml::Value::Datetime(date) => Some(json!(date.to_string())),
        value => serde_json::to_value(value).ok(),
    }
}

impl Schema {
    /// A text in both languages.
    fn both(&self, text: &Text) -> String {
        let zh = self.lang == Lang::Zh;
        format!("{}\n\n{}", text.get(zh), text.get(!zh))
    }

    /// A table with its keys.
    fn table(&mut self, doc: &'static TableDoc, said: &str) -> Value {
        let keys = doc.fields.iter().map(|field| (field.key.to_owned(), self.field(doc, field))).collect();
        Shape { table: Some((keys, json!(false))), ..Shape::default() }.json(said.to_owned())
    }

    fn field(&mut self, table: &'static TableDoc, field: &FieldDoc) -> Value {
        let kind = field.written();
        let said = self.both(&self.said(table, field, &kind));
        let mut made = match (&kind, name_of(&kind)) {
            (ValueKind::Table(doc), _) => self.table(doc, &said),
            // An editor shows what is said of the place itself, and what is wrong without the pattern.
            (_, Some(name)) => json!({ "description": said, "anyOf": [self.shared(name, &kind)] }),
            (_, None) => self.shape(&kind).json(said),
        };
        if let Some(value) = default_of(table, field) {
            made["default"] = value;
        }
        made
    }

    /// The sentence of a key, with what may stand there and what holds without it.
    fn said(&self, table: &TableDoc, field: &FieldDoc, kind: &ValueKind) -> Text {
        let (mut said, form) = (field.doc.text(), kind.words());
        if !matches!(kind, ValueKind::Table(_) | ValueKind::Any) {
            said = Text { en: format!("{} ({})", said.en, form.en), zh: format!("{}（{}）", said.zh, form.zh) };
        }
        let places = self.places.get(table.short()).into_iter().flatten();
        let paths: Vec<String> = places.map(|path| format!("{path}.{}", field.key)).collect();
        let Some(without) = without(table, field, &paths) else { return said };
        Text {
            en: format!("{} Not written: {}.", said.en, without.en),
            zh: format!("{}不写时：{}。", said.zh, without.zh),
        }
    }

    /// What stands by name or in a list (`whole`: nothing is laid over it or beneath it).
    fn element(&mut self, kind: &ValueKind, whole: bool) -> Value {
        match (kind, name_of(kind)) {
            (_, Some(name)) => self.shared(name, kind),
            (ValueKind::Any, _) => json!({}),
            (ValueKind::Table(doc), _) => self.named(doc, whole),
            _ => {
                let said = self.both(&kind.words());
                self.shape(kind).json(said)
            }
        }
    }

    /// What stands in many places: among the definitions, once.
    fn shared(&mut self, name: &str, kind: &ValueKind) -> Value {
        if !self.tables.contains_key(name) {
            let said = self.both(&kind.words());
            let made = self.shape(kind).json(said);
            self.tables.insert(name.to_owned(), made);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    /// A table among the definitions. What it must have is asked for only where it stands whole: elsewhere it may be of a
    /// design, a type or the defaults beneath it.
    fn named(&mut self, doc: &'static TableDoc, whole: bool) -> Value {
        let name = format!("{}{}", doc.short(), if whole { "Whole" } else { "" });
        if !self.tables.contains_key(&name) {
            // Known before it is made, so that what it holds may name it.
            self.tables.insert(name.clone(), json!({}));
            let mut made = self.table(doc, &self.both(&doc.doc.text()));
            let required: Vec<&str> = doc.fields.iter().filter(|field| field.required).map(|field| field.key).collect();
            if whole && !required.is_empty() {
                made["required"] = json!(required);
            }
            self.tables.insert(name.clone(), made);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    fn entries(&mut self, entries: &[(&'static str, ValueKind)]) -> Shape {
        let keys = entries.iter().map(|(key, kind)| ((*key).to_owned(), self.element(kind, false))).collect();
        Shape { table: Some((keys, json!(false))), ..Shape::default() }
    }

    fn shape(&mut self, kind: &ValueKind) -> Shape {
        match kind {
            ValueKind::Text => Shape { text: Some(Vec::new()), ..Shape::default() },
            ValueKind::Bool => Shape { truth: true, ..Shape::default() },
            ValueKind::Number => Shape::number(0.0, None, false),
            ValueKind::Whole => Shape::number(0.0, Some(1e6), true),
            ValueKind::Between(low, high) => Shape::number((*low).into(), Some((*high).into()), true),
            ValueKind::Share => Shape { text: Some(vec![patterns::share()]), ..Shape::number(0.0, Some(1.0), false) },
            // A length of no time needs no unit.
            ValueKind::Duration => {
                Shape { text: Some(vec![patterns::duration()]), ..Shape::number(0.0, Some(0.0), false) }
            }
            ValueKind::Law => {
                let of_law =
                    |(key, kind): (&str, ValueKind)| (key.to_owned(), self.shared(&format!("law_{key}"), &kind));
                let keys = law::entries().into_iter().map(of_law).collect();
                let length = Shape { text: Some(vec![patterns::law()]), ..Shape::number(0.0, Some(0.0), false) };
                length.or(Shape { table: Some((keys, json!(false))), ..Shape::default() })
            }
            ValueKind::PerDay => Shape { text: Some(vec![patterns::per_day()]), ..Shape::number(0.0, None, false) },
            ValueKind::Hours => Shape::pattern(patterns::hours()),
            ValueKind::Clock => Shape::pattern(patterns::clock()),
            ValueKind::Date => Shape::pattern(patterns::date()),
            ValueKind::Word(words) => Shape { words, ..Shape::default() },
            ValueKind::Exactly(word) => Shape::pattern((*word).to_owned()),
            ValueKind::Said(_, forms) => {
                let shapes: Vec<Shape> = forms.iter().map(|form| self.form(form)).collect();
                shapes.into_iter().reduce(Shape::or).unwrap_or(Shape { any: true, ..Shape::default() })
            }
            ValueKind::Any => Shape { any: true, ..Shape::default() },
            ValueKind::List(one) => Shape { items: Some(self.element(one, true)), ..Shape::default() },
            ValueKind::Names(one) => Shape { table: Some((Map::new(), self.element(one, false))), ..Shape::default() },
            ValueKind::Entries(entries) => self.entries(entries),
            ValueKind::Table(doc) => {
                let keys = doc.fields.iter().map(|field| (field.key.to_owned(), self.field(doc, field))).collect();
                Shape { table: Some((keys, json!(false))), ..Shape::default() }
            }
        }
    }

    /// One of several forms: words among them are texts like others.
    fn form(&mut self, kind: &ValueKind) -> Shape {
        match kind {
            ValueKind::Word(words) => {
                Shape { text: Some(words.iter().map(|word| word.word.to_owned()).collect()), ..Shape::default() }
            }
            _ => self.shape(kind),
        }
    }
}
