//! Keys of a scenario explained: what it says, what may stand there, since when, and lines of a shipped scenario that have it.

use super::search::FieldAt;
use crate::model::Lang;
use crate::report::page::{Block, Section};
use crate::report::words::say;
use crate::scenario::schema::{may_switch, since, without};

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
    let template =
        without(at.table, at.field, &at.paths).map(|text| row("not written", "不写时", text.get(zh).replace('`', "")));
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
