//! The one override rule: a plain value replaces; `"*1.1"` multiplies; `"+15 pp"` adds percentage points; `"+2"` and
//! `"-30 min"` add; a duration given for a law replaces its mean and keeps its cv; tables merge key by key, lists and
//! laws are replaced whole. It serves defaults, `like`, designs' changes of the work, levers, cases and `--set` alike,
//! and works on the tree before it is read.

use super::change_text::{Change, change_of, is_change};
use super::law::{LawText, is_law};
use super::quantity;
use super::read::Read;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::say;
use crate::scenario::text::document::{Node, Table, Value};

/// What a change of a list of groups of people changes, of each.
const OF_GROUPS: &str = "chats";

/// Lays one value over another by the rule.
pub fn overlay(base: &mut Node, over: &Node, out: &mut Diagnostics) {
    if over.is_none() {
        return replace(base, over);
    }
    if let (Value::Table(_), Value::Table(entries)) = (&base.value, &over.value)
        && !is_law(over)
        && !is_law(base)
    {
        for (key, value) in entries.iter() {
            put(base, key, value, out);
        }
        base.place = over.place.clone();
        base.key = over.key.clone().or_else(|| base.key.take());
        return;
    }
    if let (Value::List(_), Value::Table(entries)) = (&base.value, &over.value)
        && !base.names().is_empty()
        && !is_law(over)
    {
        return overlay_named(base, entries, out);
    }
    if base.table().is_some()
        && !is_law(base)
        && over.table().is_none()
        && let Some(main) = base.get_mut("contains")
    {
        return overlay(main, over, out);
    }
    if is_change(over)
        && let Value::List(groups) = &mut base.value
        && !groups.is_empty()
        && groups.iter().all(|group| group.get(OF_GROUPS).is_some())
    {
        groups.iter_mut().filter_map(|group| group.get_mut(OF_GROUPS)).for_each(|limit| overlay(limit, over, out));
        return;
    }
    let change = over.text().and_then(change_of);
    let law = is_law(base);
    match change {
        // A factor on a skill is itself such a text; the later one counts.
        Some(_) if is_change(base) => replace(base, over),
        Some(Err(why)) => out.push(Diagnostic::error(Code::Override, &over.place, why)),
        // There is no mean yet to change: the reader says so.
        Some(Ok(_)) if law && LawText::read(base, &mut Diagnostics::default()).is_none() => replace(base, over),
        Some(Ok(change)) if law => change_law(base, change, &over.place, out),
        Some(Ok(change)) => change_number(base, change, &over.place, out),
        None if law && over.text().is_some_and(|t| quantity::duration(t).is_ok()) => {
            let table = base.table_mut().expect("a law is a table");
            table.retain(|key, _| key != "times" && key != "plus");
            table.insert("mean".into(), over.clone());
            base.place = over.place.clone();
            base.key = over.key.clone().or_else(|| base.key.take());
        }
        None => replace(base, over),
    }
}

/// Lays tables over those of the same names in a list.
fn overlay_named(list: &mut Node, entries: &Table, out: &mut Diagnostics) {
    for (name, over) in entries {
        if let Some(item) = list.get_mut(name) {
            overlay(item, over, out);
            continue;
        }
        let known = list.names();
        out.push(
            Diagnostic::error(
                Code::UnknownName,
                over.named_place(),
                say!("nothing in this list is called `{name}`", "这个列表里没有叫 `{name}` 的一项"),
            )
            .near_or_list(name, &known),
        );
    }
}

/// Lays a value over a table's key, or puts it there; in a list, over the table of that name.
pub fn put(table: &mut Node, key: &str, over: &Node, out: &mut Diagnostics) {
    if let Value::List(_) = table.value {
        if let Some(item) = table.get_mut(key) {
            overlay(item, over, out);
        }
        return;
    }
    let Some(entries) = table.table_mut() else { return };
    match entries.get_mut(key) {
        Some(base) => overlay(base, over, out),
        None => {
            entries.insert(key.to_string(), over.clone());
        }
    }
}

fn replace(base: &mut Node, over: &Node) {
    let key = over.key.clone().or_else(|| base.key.clone());
    *base = over.clone();
    base.key = key;
}

fn change_law(law: &mut Node, change: Change, place: &Place, out: &mut Diagnostics) {
    let table = law.table_mut().expect("a law is a table");
    let number = |table: &Table, key: &str, plain: f64| match table.get(key).map(|n| &n.value) {
        Some(Value::Number(x)) => *x,
        Some(Value::Text(t)) => quantity::duration(t).unwrap_or(plain),
        _ => plain,
    };
    let (mut times, mut plus) = (number(table, "times", 1.0), number(table, "plus", 0.0));
    match change {
        Change::Times(factor) => (times, plus) = (times * factor, plus * factor),
        Change::AddTime(seconds) => plus += seconds,
        Change::Points(_) | Change::Add(_) => {
            let why = say!(
                "a duration is changed by \"*1.1\" or \"+30 s\", or replaced by \"4 min\"",
                "时长用 \"*1.1\" 或 \"+30 s\" 来改，或者用 \"4 min\" 替换"
            );
            return out.push(Diagnostic::error(Code::Override, place, why));
        }
    }
    table.insert("times".into(), computed(place, Value::Number(times)));
    table.insert("plus".into(), computed(place, Value::Text(format!("{plus} s"))));
}

fn computed(place: &Place, value: Value) -> Node {
    Node { computed: true, ..Node::new(place.clone(), value) }
}

fn change_number(base: &mut Node, change: Change, place: &Place, out: &mut Diagnostics) {
    let mismatch = |said: &str| {
        let wrong = match change {
            Change::Times(_) => {
                say!("only a number can be multiplied; here is {said}", "只有数字可以乘；这里是 {said}")
            }
            Change::Points(_) => {
                say!("percentage points are added to a share; here is {said}", "百分点只能加在比例上；这里是 {said}")
            }
            Change::Add(_) => say!("a plain number cannot be added to {said}", "不能把纯数字加到 {said} 上"),
            Change::AddTime(_) => {
                say!("a duration is added to a duration; here is {said}", "时长只能加在时长上；这里是 {said}")
            }
        };
        Diagnostic::error(Code::Override, place, wrong)
    };
    let value = match (&base.value, change) {
        (Value::Integer(n), Change::Times(f)) => Some(Value::Number(clean(*n as f64 * f))),
        (Value::Number(x), Change::Times(f)) => Some(Value::Number(clean(x * f))),
        (Value::Integer(n), Change::Add(d)) | (Value::Integer(n @ 0..=1), Change::Points(d)) => {
            Some(Value::Number(clean(*n as f64 + d)))
        }
        (Value::Number(x), Change::Add(d) | Change::Points(d)) => Some(Value::Number(clean(x + d))),
        (Value::Text(t), _) => change_text(t, change),
        _ => None,
    };
    match value {
        Some(value) => {
            base.value = value;
            base.place = place.clone();
            base.computed = true;
            // It was of what stood there before.
            base.range = None;
        }
        None => out.push(mismatch(&base.shown())),
    }
}

fn change_text(text: &str, change: Change) -> Option<Value> {
    let duration = quantity::duration(text);
    match change {
        Change::Times(f) => match duration {
            Ok(seconds) => Some(Value::Text(format!("{} s", clean(seconds * f)))),
            Err(_) => {
                quantity::share(text).or_else(|_| quantity::per_day(text)).ok().map(|x| Value::Number(clean(x * f)))
            }
        },
        Change::AddTime(d) => duration.ok().map(|seconds| Value::Text(format!("{} s", clean(seconds + d)))),
        Change::Points(d) => quantity::share(text).ok().map(|x| Value::Number(clean(x + d))),
        Change::Add(d) => quantity::per_day(text).ok().map(|x| Value::Number(clean(x + d))),
    }
}

/// 0.1 + 0.2 is 0.3 to whoever wrote it: keeps twelve digits.
pub fn clean(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let scale = 10_f64.powi(12 - x.abs().log10().ceil() as i32);
    (x * scale).round() / scale
}

/// The paths that a pattern with `*` means. The last key may be new, the others must exist.
pub fn expand(root: &Node, pattern: &[String]) -> Vec<Vec<String>> {
    let mut found = vec![Vec::new()];
    for (depth, part) in pattern.iter().enumerate() {
        let last = depth + 1 == pattern.len();
        let mut next = Vec::new();
        for path in &found {
            let keys: Vec<&str> = path.iter().map(String::as_str).collect();
            let Some(node) = root.at(&keys) else { continue };
            let names = node.names();
            let grow = |key: &str| path.iter().cloned().chain([key.to_string()]).collect::<Vec<_>>();
            if part == "*" {
                next.extend(names.into_iter().map(grow));
            } else if (last && node.table().is_some()) || names.contains(&part.as_str()) {
                // Something new can be put into a table, but not into a list, which has an order.
                next.push(grow(part));
            }
        }
        found = next;
    }
    found
}

/// Lays a value over the one at a concrete path.
pub fn put_at(root: &mut Node, path: &[String], over: &Node, out: &mut Diagnostics) {
    let Some((last, before)) = path.split_last() else { return };
    let Some(parent) = before.iter().try_fold(root, |node, key| node.get_mut(key)) else { return };
    put(parent, last, over, out);
}

/// Splits `contact.presale."a.b".effort` into keys; two points together stand between the dates of one key.
pub fn split_path(path: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    let mut rest = path.trim().chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => quoted = !quoted,
            '.' if !quoted && rest.peek() == Some(&'.') => {
                rest.next();
                parts.last_mut().expect("never empty").push_str("..");
            }
            '.' if !quoted => parts.push(String::new()),
            c => parts.last_mut().expect("never empty").push(c),
        }
    }
    parts.iter().map(|p| p.trim().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceMap;
    use crate::scenario::text::document::parse;

    fn after(base: &str, over: &str) -> Result<String, String> {
        let mut files = SourceMap::default();
        let (a, b) = (files.add("a", &format!("v = {base}")), files.add("b", &format!("v = {over}")));
        let mut out = Diagnostics::default();
        let mut base = parse(&files, a, &mut out);
        let over = parse(&files, b, &mut out);
        overlay(&mut base, &over, &mut out);
        if out.is_empty() { Ok(base.get("v").unwrap().shown()) } else { Err(out.sorted()[0].message.en.clone()) }
    }

    #[test]
    fn a_span_of_dates_is_one_key() {
        for path in ["team.a.people.2025-11-10..2025-11-12.count", "team.a.people.\"2025-11-10..2025-11-12\".count"] {
            assert_eq!(split_path(path), ["team", "a", "people", "2025-11-10..2025-11-12", "count"]);
        }
        assert_eq!(split_path("contact.\"a.b\".effort"), ["contact", "a.b", "effort"]);
    }

    #[test]
    fn the_rule() {
        for (base, over, result) in [
            ("3", "4", "4"),
            ("12", "'*1.5'", "18"),
            ("0.2", "'+15 pp'", "0.35"),
            ("'20 %'", "'+15 pp'", "0.35"),
            ("0.2", "'-10个百分点'", "0.1"),
            ("5", "'+2'", "7"),
            ("5", "+2", "7"),
            ("'4 min'", "'-30 s'", "\"210 s\""),
            ("'4 min'", "'*2'", "\"480 s\""),
            ("'1 h'", "'4 min'", "\"4 min\""),
            ("[1, 2]", "[3]", "[3]"),
            ("{ contains = 0.2, meets = 0.9 }", "'+15 pp'", "{ contains = 0.35, meets = 0.9 }"),
            ("{ lognormal = { cv = 0.8 } }", "'150 s'", "{ lognormal = { cv = 0.8 }, mean = \"150 s\" }"),
            ("{ gamma = { cv = 0.8 } }", "{ fixed = '3 s' }", "{ fixed = \"3 s\" }"),
            ("{ a = 1, b = { c = 2, d = 3 } }", "{ b = { c = '*2' } }", "{ a = 1, b = { c = 4, d = 3 } }"),
        ] {
            assert_eq!(after(base, over).as_deref(), Ok(result), "{base} <- {over}");
        }
        assert!(after("0.2", "'+10 %'").unwrap_err().contains("*1.1"));
        assert!(after("5", "'-30 min'").is_err());
        assert!(after("'4 min'", "'+2'").is_err());
    }
}
