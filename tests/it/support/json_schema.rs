//! Whether a value is as a JSON Schema has it: the keywords that ours is made of, and no others.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// What the schema knows; a keyword that is none of these would be passed over in silence.
const KEYWORDS: [&str; 18] = [
    "$ref",
    "$schema",
    "title",
    "version",
    "description",
    "definitions",
    "type",
    "enum",
    "pattern",
    "minimum",
    "maximum",
    "multipleOf",
    "items",
    "properties",
    "additionalProperties",
    "required",
    "anyOf",
    "default",
];

/// A scenario as editors see it: dates are texts.
pub fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text.clone()),
        toml::Value::Integer(n) => (*n).into(),
        toml::Value::Float(x) => (*x).into(),
        toml::Value::Boolean(truth) => (*truth).into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.iter().map(|(key, one)| (key.clone(), as_json(one))).collect())
        }
    }
}

/// What is wrong with a value, each with its path.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    of(schema, schema, value, "", &mut found);
    found
}

/// What is wrong with the values that a schema gives as defaults, at any depth.
pub fn faults_of_defaults(schema: &Value) -> Vec<String> {
    fn below(root: &Value, at: &Value, path: &str, found: &mut Vec<String>) {
        let under = |key: &str| format!("{path}/{key}");
        match at {
            Value::Object(rules) => {
                if let Some(value) = rules.get("default").filter(|_| rules.contains_key("description")) {
                    of(root, at, value, path, found);
                }
                rules.iter().for_each(|(key, one)| below(root, one, &under(key), found));
            }
            Value::Array(items) => items.iter().for_each(|one| below(root, one, path, found)),
            _ => (),
        }
    }
    let mut found = Vec::new();
    below(schema, schema, "", &mut found);
    found
}

fn of(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    let Some(rules) = schema.as_object() else {
        if schema == &Value::Bool(false) {
            found.push(format!("{path}: not allowed"));
        }
        return;
    };
    for keyword in rules.keys() {
        assert!(KEYWORDS.contains(&keyword.as_str()), "{keyword}");
    }
    if let Some(name) = rules.get("$ref") {
        let name = name.as_str().unwrap().strip_prefix("#/definitions/").expect("of our own definitions");
        let schema = root["definitions"].get(name).unwrap_or_else(|| panic!("no definition {name}"));
        return of(root, schema, value, path, found);
    }
    if let Some(any) = rules.get("anyOf").and_then(Value::as_array) {
        let fits = |one: &Value| {
            let mut none = Vec::new();
            of(root, one, value, path, &mut none);
            none.is_empty()
        };
        if !any.iter().any(fits) {
            found.push(format!("{path}: none of several"));
        }
    }
    plain(rules, value, path, found);
    if let (Value::Array(values), Some(items)) = (value, rules.get("items")) {
        for (n, one) in values.iter().enumerate() {
            of(root, items, one, &format!("{path}[{n}]"), found);
        }
    }
    if let Value::Object(entries) = value {
        table(root, rules, entries, path, found);
    }
}

/// What is said of a value that is no list or table.
fn plain(rules: &Map<String, Value>, value: &Value, path: &str, found: &mut Vec<String>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_kind = |kinds: &Value| match kinds {
        Value::Array(all) => all.iter().any(|one| one == kind),
        one => one == kind,
    };
    if rules.get("type").is_some_and(|kinds| !is_kind(kinds)) {
        found.push(format!("{path}: {kind} is not one of {}", rules["type"]));
    }
    if rules.get("enum").and_then(Value::as_array).is_some_and(|words| !words.contains(value)) {
        found.push(format!("{path}: {value} is none of the words"));
    }
    if let (Some(pattern), Value::String(text)) = (rules.get("pattern").and_then(Value::as_str), value)
        && !Regex::new(pattern).unwrap().is_match(text)
    {
        found.push(format!("{path}: {text:?} is not as it is written"));
    }
    if let Some(x) = value.as_f64() {
        let limit = |key: &str| rules.get(key).and_then(Value::as_f64);
        let whole = limit("multipleOf").is_none_or(|_| x.fract() == 0.0);
        if limit("minimum").is_some_and(|low| x < low) || limit("maximum").is_some_and(|high| x > high) || !whole {
            found.push(format!("{path}: {x} is out of range"));
        }
    }
}

fn table(root: &Value, rules: &Map<String, Value>, entries: &Map<String, Value>, path: &str, found: &mut Vec<String>) {
    for key in rules.get("required").and_then(Value::as_array).into_iter().flatten() {
        if !entries.contains_key(key.as_str().unwrap()) {
            found.push(format!("{path}: {key} is missing"));
        }
    }
    let known = rules.get("properties").and_then(Value::as_object);
    for (key, one) in entries {
        let at = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match (known.and_then(|known| known.get(key)), rules.get("additionalProperties")) {
            (Some(schema), _) | (None, Some(schema)) => of(root, schema, one, &at, found),
            (None, None) => (),
        }
    }
}
