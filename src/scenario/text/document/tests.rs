//! Tests of `document`.

use super::*;

fn read(text: &str) -> (Node, Diagnostics) {
    let mut files = SourceMap::default();
    let id = files.add("t.toml", text);
    let mut out = Diagnostics::default();
    let node = parse(&files, id, &mut out);
    (node, out)
}

#[test]
fn values_in_lists_have_their_sources_too() {
    let (root, out) =
        read("a = [{ b = 1 }, { b = { value = 2, source = \"x\" }, c = [{ value = 3, source = \"y\" }] }]");
    assert!(out.is_empty());
    let found: Vec<(String, String)> = root.sources().into_iter().map(|one| (one.path, one.source)).collect();
    assert_eq!(found, [("a[2].b".to_owned(), "x".to_owned()), ("a[2].c[1]".to_owned(), "y".to_owned())]);
}

#[test]
fn values_with_a_source_stand_for_themselves() {
    let (root, out) =
        read("a = { value = 3, source = \"export\", as_of = \"2025-03\" }\nb = { low = 1, likely = 2, high = 4 }\n");
    assert!(out.is_empty());
    assert_eq!(root.get("a").unwrap().value, Value::Integer(3));
    assert_eq!(root.get("b").unwrap().value, Value::Integer(2));
    let [a] = &root.sources()[..] else { panic!() };
    let found = (&a.path[..], &a.value[..], &a.source[..], a.as_of.as_deref());
    assert_eq!(found, ("a", "3", "export", Some("2025-03")));
}

#[test]
fn prices_are_of_a_year_a_month_or_a_day() {
    for good in ["2025", "2025-03-01", "\"2025-03\"", "\"2025-03-31\"", "\"2025\""] {
        assert!(read(&format!("a = {{ value = 3, as_of = {good} }}")).1.is_empty(), "{good}");
    }
    for bad in ["\"March\"", "\"2025-3\"", "\"2025-13\"", "\"2025-02-30\"", "25", "true", "\"2025-03-01-01\""] {
        assert_eq!(read(&format!("a = {{ value = 3, as_of = {bad} }}")).1.errors(), 1, "{bad}");
    }
}

#[test]
fn dates_are_day_numbers() {
    let (root, _) = read("start = 2025-01-01\n");
    assert_eq!(root.get("start").unwrap().value, Value::Date(20_089));
    assert_eq!(date_text(20_089), "2025-01-01");
}

#[test]
fn full_width_punctuation_is_named_once() {
    let (_, out) = read("a = “x”\nb = 1 # 好，\nc = \"\\\"，\"\nd ＝ 2\ne = \"\"\"\n你好，\n\"\"\"\n");
    let codes: Vec<_> = out.sorted().iter().map(|d| (d.code, d.labels[0].place.span.start)).collect();
    assert_eq!(codes.len(), 3, "{codes:?}");
    assert!(codes.iter().all(|c| c.0 == Code::FullWidth));
}
