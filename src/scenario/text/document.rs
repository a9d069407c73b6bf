//! The text as a tree in which every value knows its place. Overrides work on this tree, before it is read, so that
//! errors in what they wrote still point at what they wrote.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceId, SourceMap};
use crate::say;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// A table's entries by key. Tables have no order; reordering them changes nothing.
pub type Table = BTreeMap<String, Node>;

/// A value and where it was written.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value's place; of a table with a header, the header.
    pub place: Place,
    /// Its key's place; none in a list.
    pub key: Option<Place>,
    /// What is there.
    pub value: Value,
    /// Where the number comes from, if the file says so.
    pub source: Option<String>,
    /// When it was so, if the file says so.
    pub as_of: Option<String>,
    /// How low and how high it may be, if the file says so.
    pub range: Option<Box<[Self; 2]>>,
    /// It is the result of `"*1.1"` or another change, written at `place`.
    pub computed: bool,
}

/// What can be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Keys with values. Copies of a tree share the tables in which they do not differ.
    Table(Arc<Table>),
    /// Values in order.
    List(Vec<Node>),
    /// `"text"`.
    Text(String),
    /// `12`.
    Integer(i64),
    /// `0.35`.
    Number(f64),
    /// `true`.
    Bool(bool),
    /// `2025-01-01`: days since 1970-01-01.
    Date(i32),
}

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced {
    /// Where it is written.
    pub path: String,
    /// As it is written.
    pub value: String,
    /// What the file says of it.
    pub source: String,
    /// When it was so: a year, a month or a date.
    pub as_of: Option<String>,
    /// How low and how high it may be.
    pub range: Option<[String; 2]>,
    /// Where exactly.
    pub place: Place,
    /// Keys of the designs and cases that have it.
    pub under: Vec<(String, String)>,
}

impl PartialEq for Node {
    /// Equal in what is said, wherever it is said.
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// A value somewhere.
    pub fn new(place: Place, value: Value) -> Self {
        Self { place, key: None, value, source: None, as_of: None, range: None, computed: false }
    }
    /// A table without entries.
    pub fn empty_table(place: Place) -> Self {
        Self::of_entries(place, Table::new())
    }
    /// A table of these entries.
    pub fn of_entries(place: Place, entries: Table) -> Self {
        Self::new(place, Value::Table(Arc::new(entries)))
    }
    /// Where to point when the thing as a whole is meant: its key, or itself.
    pub fn named_place(&self) -> &Place {
        self.key.as_ref().unwrap_or(&self.place)
    }
    /// The entries, if it is a table.
    pub fn table(&self) -> Option<&Table> {
        if let Value::Table(t) = &self.value { Some(t) } else { None }
    }
    /// The entries, to change.
    pub fn table_mut(&mut self) -> Option<&mut Table> {
        if let Value::Table(t) = &mut self.value { Some(Arc::make_mut(t)) } else { None }
    }
    /// The value of a key of a table; of a list, the table in it of this `name`.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(table) => table.get(key),
            Value::List(items) => items.iter().find(|item| item.own_name() == Some(key)),
            _ => None,
        }
    }
    /// The same, to change.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        match &mut self.value {
            Value::Table(table) => Arc::make_mut(table).get_mut(key),
            Value::List(items) => items.iter_mut().find(|item| item.own_name() == Some(key)),
            _ => None,
        }
    }
    /// What a table in a list is called: such a list's order means something, and its tables have paths all the same.
    pub fn own_name(&self) -> Option<&str> {
        self.table()?.get("name")?.text()
    }
    /// The keys of a table, or the names of the tables in a list.
    pub fn names(&self) -> Vec<&str> {
        match &self.value {
            Value::Table(table) => table.keys().map(String::as_str).collect(),
            Value::List(items) => items.iter().filter_map(Self::own_name).collect(),
            _ => Vec::new(),
        }
    }
    /// What is in a table by its key, or in a list by its name.
    pub fn named(&self) -> Vec<(&str, &Self)> {
        match &self.value {
            Value::Table(table) => table.iter().map(|(key, node)| (key.as_str(), node)).collect(),
            _ => self.names().into_iter().filter_map(|name| Some((name, self.get(name)?))).collect(),
        }
    }
    /// The value at a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }
    /// The value at a path of keys.
    pub fn at_path(&self, path: &[String]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }
    /// Whether it is `"none"`: whatever stands there otherwise is taken out, unless the word means something there.
    pub fn is_none(&self) -> bool {
        self.text() == Some("none")
    }
    /// Whether a key is there, and is not taken out.
    pub fn says(&self, key: &str) -> bool {
        self.get(key).is_some_and(|node| !node.is_none())
    }
    /// Visits the texts of a list, and of lists in it.
    pub fn each_text(&self, visit: &mut dyn FnMut(&str)) {
        match &self.value {
            Value::List(items) => items.iter().for_each(|item| item.each_text(visit)),
            Value::Text(text) => visit(text),
            _ => (),
        }
    }
    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(t) = &self.value { Some(t) } else { None }
    }
    /// All values with a source, with their paths.
    pub fn sources(&self) -> Vec<Sourced> {
        let mut found = Vec::new();
        self.each_sourced("", &mut |path, node, source| {
            found.push(Sourced {
                path: path.to_string(),
                value: node.shown(),
                source: source.to_string(),
                as_of: node.as_of.clone(),
                range: node.range.as_deref().map(|ends| ends.each_ref().map(Node::shown)),
                place: node.place.clone(),
                under: Vec::new(),
            });
        });
        found
    }
    /// Visits every value with a source, with its path and the source; what stands in a list with its place, from 1: `then[2].chance`.
    pub fn each_sourced(&self, path: &str, visit: &mut dyn FnMut(&str, &Self, &str)) {
        self.walk(path, &mut |path, node| {
            if let Some(source) = &node.source {
                visit(path, node, source);
            }
            if let Value::List(items) = &node.value {
                for (n, item) in items.iter().enumerate() {
                    item.each_sourced(&format!("{path}[{}]", n + 1), visit);
                }
            }
        });
    }
    /// Visits every value with its path; a list is one value.
    pub fn walk(&self, path: &str, visit: &mut dyn FnMut(&str, &Self)) {
        self.walk_below(&mut path.to_string(), visit);
    }
    /// The same with a path that is put back to what it was.
    fn walk_below(&self, path: &mut String, visit: &mut dyn FnMut(&str, &Self)) {
        visit(path, self);
        for (name, node) in self.named() {
            let above = go_down(path, name);
            node.walk_below(path, visit);
            path.truncate(above);
        }
    }
    /// As it might be written.
    pub fn shown(&self) -> String {
        match &self.value {
            Value::Table(t) => {
                let parts: Vec<_> = t.iter().map(|(k, v)| format!("{k} = {}", v.shown())).collect();
                format!("{{ {} }}", parts.join(", "))
            }
            Value::List(l) => format!("[{}]", l.iter().map(Self::shown).collect::<Vec<_>>().join(", ")),
            Value::Text(t) => format!("{t:?}"),
            Value::Integer(i) => i.to_string(),
            Value::Number(x) => x.to_string(),
            Value::Bool(b) => b.to_string(),
            Value::Date(d) => date_text(*d),
        }
    }
}

/// Adds a name to a path; how long that was before.
pub fn go_down(path: &mut String, name: &str) -> usize {
    let above = path.len();
    if above > 0 {
        path.push('.');
    }
    path.push_str(name);
    above
}

/// The parser's commonest complaints: how they begin, in Chinese, and what would do in both languages.
const SYNTAX: [(&str, &str, &str, &str); 5] = [
    ("duplicate key", "同一个键写了两次", "", ""),
    ("string values must be quoted", "文字要加引号", "write it in quotes: \"...\"", "请加引号：\"...\""),
    (
        "invalid unquoted key",
        "这样的名字要加引号",
        "write the name in quotes: [contact.\"售前\"]",
        "请给名字加引号，例如 [contact.\"售前\"]",
    ),
    ("unclosed table", "表头缺少 `]`", "", ""),
    ("unclosed inline table", "缺少 `}`", "", ""),
];

/// Reads a text into a tree; what cannot be understood is reported and left out.
pub fn parse(files: &SourceMap, id: SourceId, out: &mut Diagnostics) -> Node {
    let written = files.text(id);
    let strays = full_width(written);
    // With full-width marks put right (and every byte in its place) the rest of the file can still be read.
    let repaired = repair(written, &strays);
    let text = repaired.as_str();
    let (tree, errors) = DeTable::parse_recoverable(text);
    for (at, wide, plain) in &strays {
        let place = Place::new(id, *at..*at + wide.len_utf8());
        out.push(
            Diagnostic::error(Code::FullWidth, &place, say!("full-width `{wide}`", "全角符号 `{wide}`"))
                .label(say!("write `{plain}`", "请改用半角 `{plain}`")),
        );
    }
    let line_of = |at: usize| files.line_at(id, at);
    let mut lines: BTreeSet<usize> = strays.iter().map(|s| line_of(s.0)).collect();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let line = line_of(span.start);
        if !lines.insert(line) {
            continue;
        }
        let said = error.message().lines().next().unwrap_or_default();
        // The parser's own words are kept, as people search for them.
        let place = Place::new(id, span);
        let known = SYNTAX.iter().find(|(begins, ..)| said.starts_with(begins));
        let chinese = known.map_or("TOML 写法有误", |k| k.1);
        let mut diagnostic = Diagnostic::error(Code::Syntax, &place, say!("{said}", "{chinese}（{said}）"));
        if let Some((_, _, en, zh)) = known.filter(|k| !k.2.is_empty()) {
            diagnostic = diagnostic.help(say!("{en}", "{zh}"));
        }
        out.push(diagnostic);
    }
    let place = Place::new(id, 0..0);
    let mut root = Node::empty_table(place);
    fill(&mut root, tree.get_ref(), id, out);
    root
}

fn repair(text: &str, strays: &[(usize, char, &str)]) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut done = 0;
    for (at, wide, plain) in strays {
        let width = wide.len_utf8();
        repaired.push_str(&text[done..*at]);
        repaired.push_str(plain);
        repaired.extend(std::iter::repeat_n(' ', width - plain.len()));
        done = at + width;
    }
    repaired + &text[done..]
}

/// Whether a value written on the command line (after `=`) is TOML; otherwise it is taken as text.
pub fn parse_value(text: &str, id: SourceId, offset: usize) -> Node {
    let mut ignored = Diagnostics::default();
    let whole = Place::new(id, offset..offset + text.len());
    // `=-2` on a command line takes two away: no value is negative, so it cannot be one.
    if text.starts_with(['+', '-']) {
        return Node::new(whole, Value::Text(text.to_string()));
    }
    match DeValue::parse(text) {
        Ok(value) => {
            let mut node = convert(value.get_ref(), whole, id, offset, &mut ignored);
            node.computed = false;
            node
        }
        Err(_) => Node::new(whole, Value::Text(text.to_string())),
    }
}

fn fill(into: &mut Node, table: &DeTable<'_>, id: SourceId, out: &mut Diagnostics) {
    fill_at(into, table, id, 0, out);
}

fn fill_at(into: &mut Node, table: &DeTable<'_>, id: SourceId, offset: usize, out: &mut Diagnostics) {
    let Some(entries) = into.table_mut() else { return };
    for (key, value) in table {
        let span = value.span();
        let place = Place::new(id, span.start + offset..span.end + offset);
        let mut node = convert(value.get_ref(), place, id, offset, out);
        node.key = Some(Place::new(id, key.span().start + offset..key.span().end + offset));
        entries.insert(key.get_ref().to_string(), node);
    }
}

fn convert(value: &DeValue<'_>, place: Place, id: SourceId, offset: usize, out: &mut Diagnostics) -> Node {
    let value = match value {
        DeValue::String(s) => Value::Text(s.to_string()),
        // Nobody writes the plus of a plain number: `+2` without quotes means what `"+2"` means.
        DeValue::Integer(i) if i.as_str().starts_with('+') => Value::Text(i.as_str().to_string()),
        DeValue::Float(x) if x.as_str().starts_with('+') => Value::Text(x.as_str().to_string()),
        DeValue::Integer(i) => {
            if let Ok(i) = i64::from_str_radix(i.as_str(), i.radix()) {
                Value::Integer(i)
            } else {
                out.push(Diagnostic::error(Code::OutOfRange, &place, say!("this number is too large", "数字太大")));
                Value::Integer(0)
            }
        }
        DeValue::Float(x) => Value::Number(x.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(b) => Value::Bool(*b),
        DeValue::Datetime(d) => {
            let date = d.date.filter(|_| d.time.is_none());
            let days = date
                .and_then(|d| day_number(d.year.try_into().ok()?, d.month.try_into().ok()?, d.day.try_into().ok()?));
            days.map_or_else(|| Value::Text(d.to_string()), Value::Date)
        }
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| {
                    let span = item.span();
                    let place = Place::new(id, span.start + offset..span.end + offset);
                    convert(item.get_ref(), place, id, offset, out)
                })
                .collect(),
        ),
        DeValue::Table(t) => {
            let mut node = Node::empty_table(place);
            fill_at(&mut node, t, id, offset, out);
            return unwrap_sourced(node, out);
        }
    };
    Node::new(place, value)
}

/// `{ value = …, source = "…", as_of = "2025-03" }` and `{ low = …, likely = …, high = …, source = "…" }` stand for the
/// value.
fn unwrap_sourced(mut node: Node, out: &mut Diagnostics) -> Node {
    let Some(table) = node.table_mut() else { return node };
    let main = if table.contains_key("value") { "value" } else { "likely" };
    let known = |k: &String| [main, "source", "as_of", "low", "high", "note"].contains(&k.as_str());
    if !table.contains_key(main) || !table.keys().all(known) {
        return node;
    }
    let source = table.get("source").and_then(Node::text).map(str::to_string);
    let as_of = table.get("as_of").and_then(|node| as_of(node, out));
    let mut inner = table.remove(main).expect("looked up above");
    let ends = [table.remove("low"), table.remove("high")];
    inner.source = source;
    inner.as_of = as_of;
    if let [Some(low), Some(high)] = ends {
        inner.range = Some(Box::new([low, high]));
    }
    inner
}

/// A year, a month or a date.
fn as_of(node: &Node, out: &mut Diagnostics) -> Option<String> {
    let number = |part: &str, digits: usize| part.parse().ok().filter(|_: &i16| part.len() == digits);
    let date = |text: &str| {
        let parts: Vec<&str> = text.trim().split('-').collect();
        let (year, month, day) = match parts[..] {
            [y] => (number(y, 4)?, 1, 1),
            [y, m] => (number(y, 4)?, number(m, 2)?, 1),
            [y, m, d] => (number(y, 4)?, number(m, 2)?, number(d, 2)?),
            _ => return None,
        };
        day_number(year, month as i8, day as i8)
    };
    match &node.value {
        Value::Date(day) => Some(date_text(*day)),
        Value::Integer(year @ 1000..=9999) => Some(year.to_string()),
        Value::Text(text) if date(text).is_some() => Some(text.trim().to_string()),
        _ => {
            let why = say!("this says no year, month or date", "这里要写年、月或日期");
            let help = say!("as_of = 2025-03-01, \"2025-03\" or 2025", "as_of = 2025-03-01、\"2025-03\" 或 2025");
            out.reject(Diagnostic::error(Code::Date, &node.place, why).help(help))
        }
    }
}

/// Days since 1970-01-01; none where the calendar has no such day.
pub fn day_number(year: i16, month: i8, day: i8) -> Option<i32> {
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    Some((date - jiff::civil::date(1970, 1, 1)).get_days())
}

/// The year of a day number; none beyond the calendar.
pub fn year(days: i32) -> Option<i16> {
    use jiff::ToSpan as _;
    jiff::civil::date(1970, 1, 1).checked_add(days.days()).ok().map(jiff::civil::Date::year)
}

/// A day number as `2025-01-31`.
pub fn date_text(days: i32) -> String {
    use jiff::ToSpan as _;
    jiff::civil::date(1970, 1, 1).checked_add(days.days()).map_or_else(|_| days.to_string(), |d| d.to_string())
}

/// Full-width punctuation outside texts and comments: where, what, and what would do.
fn full_width(text: &str) -> Vec<(usize, char, &'static str)> {
    let mut found = Vec::new();
    // What ends the text that we are in; a one-line text also ends with its line.
    let mut quote: Option<&str> = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let mut step = c.len_utf8();
        match quote {
            Some(q) if rest.starts_with(q) => (quote, step) = (None, q.len()),
            Some(q) if c == '\\' && q.starts_with('"') => {
                step += rest[step..].chars().next().map_or(0, char::len_utf8);
            }
            Some(q) if c == '\n' && q.len() == 1 => quote = None,
            Some(_) => (),
            None => match ["\"\"\"", "'''", "\"", "'"].into_iter().find(|q| rest.starts_with(q)) {
                Some(q) => (quote, step) = (Some(q), q.len()),
                None if c == '#' => step = rest.find('\n').unwrap_or(rest.len()),
                None => found.extend(plain_form(c).map(|plain| (at, c, plain))),
            },
        }
        at += step;
    }
    found
}

/// The half-width form of a full-width punctuation mark.
pub fn plain_form(c: char) -> Option<&'static str> {
    Some(match c {
        '，' | '、' => ",",
        '：' => ":",
        '；' => ";",
        '＝' => "=",
        '“' | '”' | '＂' => "\"",
        '‘' | '’' | '＇' => "'",
        '（' => "(",
        '）' => ")",
        '［' | '【' => "[",
        '］' | '】' => "]",
        '｛' => "{",
        '｝' => "}",
        '．' | '。' => ".",
        '＃' => "#",
        '％' => "%",
        '－' => "-",
        '＋' => "+",
        '＊' => "*",
        '｜' => "|",
        '\u{3000}' => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
