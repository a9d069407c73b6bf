//! What comes with the program explained: what it is, its numbers, and a line that names it.

use crate::model::Lang;
use crate::report::page::{Block, Section};
use crate::report::words::say;
use crate::scenario::meanings::ChangedMeaning;
use crate::scenario::shipped::Shipped;

/// One thing on a page.
pub fn one(thing: &Shipped, lang: Lang) -> Section {
    let zh = lang == Lang::Zh;
    let row = |what: &str, text: &str| (format!("  {what}"), text.to_owned());
    let mut rows = vec![row(thing.name.get(zh), thing.says.get(zh)), row("", thing.sort.name().get(zh))];
    rows.extend(thing.numbers.iter().map(|(what, number)| row(what.get(zh), number.get(zh))));
    let mut blocks = vec![Block::Named(rows)];
    if !thing.written.is_empty() {
        let written = say(lang, "written so:".into(), "这样写：".into());
        blocks.extend([Block::Text(String::new()), Block::Text(written), Block::Lines(thing.written.clone())]);
    }
    if !thing.see.is_empty() {
        let words = thing.see.join(if zh { "、" } else { ", " });
        let see = say(
            lang,
            format!("see also, by peakstaff explain: {words}"),
            format!("另可用 peakstaff explain 查：{words}"),
        );
        blocks.extend([Block::Text(String::new()), Block::Text(see)]);
    }
    Section { heading: thing.key.clone(), blocks }
}

/// A meaning that changed on a page.
pub fn changed(one: &ChangedMeaning, lang: Lang) -> Section {
    let row = |en: &str, zh: &str, text: &str| (format!("  {}", say(lang, en.into(), zh.into())), text.to_owned());
    let zh = lang == Lang::Zh;
    let (message, keep) = (one.says)();
    let rows = vec![
        row("changed meaning", "改变了的含义", message.get(zh)),
        row("since version", "起始版本", one.since),
        row("to keep the old", "保留旧含义", keep.get(zh)),
    ];
    Section { heading: one.code.to_owned(), blocks: vec![Block::Named(rows)] }
}
