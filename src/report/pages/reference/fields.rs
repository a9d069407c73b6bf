//! The reference of fields as Markdown: a heading for each table, a row for each of its keys.

use super::head;
use crate::model::Lang;
use crate::report::words::say;
use crate::scenario::schema::{TablePlaces, since, tables, without};
use crate::scenario::values::documented::ValueKind;
use std::fmt::Write as _;

/// So many places of a table are named, the plainest first.
const PLACES: usize = 4;

/// Every field of the schema of scenarios, in one language.
pub fn page(lang: Lang) -> String {
    let tables = tables();
    let mut text = head(
        ["Fields of a scenario", "情景文件的字段"],
        "fields",
        [
            "`NAME` is a name that you give; `[]` is one of a list. Numbers may stand as `{ low = …, likely = …, high = …, source = \"…\" }` or `{ value = …, source = \"…\", as_of = \"…\" }`; `\"none\"` takes out what is there by default.",
            "`NAME` 是你自己起的名称，`[]` 是列表中的一项。数值可写成 `{ low = …, likely = …, high = …, source = \"…\" }` 或 `{ value = …, source = \"…\", as_of = \"…\" }`；`\"none\"` 去掉默认就有的值。",
        ],
        lang,
    );
    for table in &tables {
        one(table, &tables, lang, &mut text);
    }
    text
}

/// The heading of a table: where it stands; the whole file has none.
fn heading(table: &TablePlaces, lang: Lang) -> String {
    match table.paths[0].as_str() {
        "" => say(lang, "The top of the file".into(), "文件最外层".into()),
        path => format!("`{path}`"),
    }
}

fn one(table: &TablePlaces, all: &[TablePlaces], lang: Lang, text: &mut String) {
    let zh = lang == Lang::Zh;
    let (heading, about) = (heading(table, lang), table.doc.doc.text());
    let _ = write!(text, "\n<a id=\"{}\"></a>\n\n## {heading}\n\n{}\n", table.doc.short(), about.get(zh));
    let also: Vec<String> = table.paths.iter().skip(1).take(PLACES).map(|path| format!("`{path}`")).collect();
    if !also.is_empty() {
        let more = if table.paths.len() > 1 + PLACES { " …" } else { "" };
        let also = also.join(if zh { "、" } else { ", " });
        let _ = write!(text, "\n{}{also}{more}\n", say(lang, "Also at ".into(), "还可写在 ".into()));
    }
    let head = say(
        lang,
        "| key | what it says | what may stand there | not written | since |".into(),
        "| 键 | 含义 | 怎样写 | 不写时 | 起始版本 |".into(),
    );
    let _ = write!(text, "\n{head}\n|---|---|---|---|---|\n");
    for field in table.doc.fields {
        let said = field.doc.text();
        let paths: Vec<String> = table.paths.iter().map(|path| format!("{path}.{}", field.key)).collect();
        let without = without(table.doc, field, &paths)
            .map_or_else(|| say(lang, "(required)".into(), "（必填）".into()), |text| text.get(zh).to_owned());
        let kind = field.written();
        let form = linked(&kind, all, zh);
        let since = since(table.doc, field).to_owned();
        let cells = [format!("`{}`", field.key), said.get(zh).to_owned(), form, without, since];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
}

/// What may stand there, with a link to the tables among it.
fn linked(kind: &ValueKind, all: &[TablePlaces], zh: bool) -> String {
    let mut tables = Vec::new();
    names(kind, &mut tables);
    let links: Vec<String> = tables
        .iter()
        .filter_map(|name| all.iter().find(|table| table.doc.short() == *name))
        .map(|table| format!("[`{}`](#{})", table.paths[0], table.doc.short()))
        .collect();
    let words = kind.words();
    let words = words.get(zh);
    if links.is_empty() { words.to_owned() } else { format!("{words} → {}", links.join(", ")) }
}

/// The tables that may stand there.
fn names(kind: &ValueKind, found: &mut Vec<&'static str>) {
    match kind {
        ValueKind::Table(doc) if !found.contains(&doc.short()) => found.push(doc.short()),
        ValueKind::Names(one) | ValueKind::List(one) => names(one, found),
        ValueKind::Said(_, forms) => forms.iter().for_each(|form| names(form, found)),
        ValueKind::Entries(entries) => entries.iter().for_each(|(_, one)| names(one, found)),
        _ => (),
    }
}
