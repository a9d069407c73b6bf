//! Keys of a scenario explained: what it says, what may stand there, since when, and lines of a shipped scenario that have it.

use super::search::FieldAt;
use crate::model::Lang;
use crate::report::page::{Block, Section};
use crate::report::words::say;
use crate::scenario::TEMPLATES;
use crate::scenario::schema::{may_switch, since};
use std::sync::LazyLock;

/// Lines that show how something is written.
#[derive(Clone, Debug)]
pub struct Example {
    /// The shipped scenario that they are of.
    pub scenario: String,
    /// The lines.
    pub lines: String,
}

/// So many other paths are named.
const PATHS: usize = 3;

/// One key on a page.
pub fn one(at: &FieldAt, example: Option<&Example>, lang: Lang) -> Section {
    let zh = lang == Lang::Zh;
    let (said, form) = (at.field.doc.text(), at.field.written().words());
    let row = |en: &str, chinese: &str, text: String| (format!("  {}", say(lang, en.into(), chinese.into())), text);
    let must = if at.field.required { say(lang, " Required.".into(), "必填。".into()) } else { String::new() };
    let named = at.name().map(|[en, chinese]| row("in reports", "报告里叫", say(lang, en.into(), chinese.into())));
    let others: Vec<&str> = at.paths.iter().skip(1).take(PATHS).map(String::as_str).collect();
    let more = if at.paths.len() > 1 + PATHS { " …" } else { "" };
    let also = (!others.is_empty())
        .then(|| row("also at", "还可写在", format!("{}{more}", others.join(if zh { "、" } else { ", " }))));
    let template = of_template(at).map(|text| row("not written", "不写时", text));
    let switched =
        at.paths.iter().any(|path| may_switch(path)).then(|| {
            row("policies", "预案", say(lang, "may switch it while the shop runs".into(), "运行中可以改".into()))
        });
    let rows = [
        Some(row("says", "含义", format!("{}{must}", said.get(zh)))),
        named,
        Some(row("written as", "怎样写", form.get(zh).to_owned())),
        template,
        also,
        switched,
        Some(row("since version", "起始版本", since(at.table, at.field).to_owned())),
    ];
    let mut blocks = vec![Block::Named(rows.into_iter().flatten().collect())];
    if let Some(Example { scenario, lines }) = example {
        let of = say(
            lang,
            format!("for example, in the shipped scenario {scenario}:"),
            format!("例如自带情景 {scenario} 里："),
        );
        blocks.extend([Block::Text(String::new()), Block::Text(of), Block::Lines(lines.clone())]);
    }
    Section { heading: at.paths[0].clone(), blocks }
}

/// Several keys, a line each.
pub fn several(all: &[&FieldAt], lang: Lang) -> Section {
    let row = |at: &&FieldAt| (format!("  {}", at.paths[0]), at.field.doc.text().get(lang == Lang::Zh).to_owned());
    let heading = say(lang, "keys of a scenario".into(), "情景文件的键".into());
    Section { heading, blocks: vec![Block::Named(all.iter().map(row).collect())] }
}

/// The templates, as trees.
static TREES: LazyLock<Vec<(&str, toml::Table)>> =
    LazyLock::new(|| TEMPLATES.iter().map(|(name, text)| (*name, text.parse().expect("a template is read"))).collect());

/// What a template says where nothing is written: `chat: 0.6 (0.3 .. 0.8)`; `None`: nothing.
fn of_template(at: &FieldAt) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    for (template, tree) in &*TREES {
        for path in at.paths.iter().filter(|path| path.starts_with("defaults.") && !path.contains("NAME")) {
            let whole = toml::Value::Table(tree.clone());
            let value = path.split('.').try_fold(&whole, |at, key| at.get(key));
            if let Some(value) = value.map(shown) {
                let whose = path.split('.').nth(1).unwrap_or_default();
                found.push(format!("{whose} {value} ({template})"));
            }
        }
    }
    (!found.is_empty()).then(|| found.join("; "))
}

/// A value of a template as it is written, but likely values with their ends: `0.6 (0.3 .. 0.8)`.
fn shown(value: &toml::Value) -> String {
    let Some(table) = value.as_table() else { return value.to_string() };
    let [low, likely, high] = ["low", "likely", "high"].map(|key| table.get(key));
    if let (Some(low), Some(likely), Some(high)) = (low, likely, high) {
        return format!("{likely} ({low} .. {high})");
    }
    let entries: Vec<String> = table.iter().map(|(key, value)| format!("{key} = {}", shown(value))).collect();
    format!("{{ {} }}", entries.join(", "))
}
