//! The pages of the reference that are made of what only this floor sees: commands, and the words by which files are read.

use super::help;
use crate::compile::file_words;
use crate::model::Lang;
use crate::report::words::say;
use crate::report::{Block, reference_head, reference_table};
use clap::Command;
use std::ffi::OsString;
use std::fmt::Write as _;

/// The page of commands: each with its arguments and options; what every command takes stands at the end.
pub fn commands(lang: Lang) -> String {
    let mut text = reference_head(
        ["Commands", "命令"],
        "commands",
        ["What `peakstaff COMMAND --help` says.", "即 `peakstaff 命令 --help` 的内容。"],
        lang,
    );
    let root = super::command();
    let mut everywhere = None;
    for words in every(&root) {
        let arguments: Vec<OsString> = words.iter().map(OsString::from).collect();
        let name = words.join(" ");
        let _ = write!(text, "\n<a id=\"{}\"></a>\n\n## `{name}`\n", words[1..].join("-"));
        for section in help::page(&root, &arguments, lang).sections {
            let of_all = section.heading == help::half(super::EVERY_COMMAND, lang);
            let mut part = String::new();
            section.blocks.iter().for_each(|block| part += &shown(block, lang));
            if of_all {
                everywhere = Some(format!("\n## {}\n{part}", section.heading));
                continue;
            }
            if !section.heading.is_empty() {
                let _ = write!(text, "\n**{}**\n", section.heading);
            }
            text += &part;
        }
    }
    text + &everywhere.unwrap_or_default()
}

/// The words of every command, in the order of help.
fn every(root: &Command) -> Vec<Vec<String>> {
    fn below(command: &Command, path: &[String], found: &mut Vec<Vec<String>>) {
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
            let mut path = path.to_vec();
            path.push(sub.get_name().to_owned());
            found.push(path.clone());
            below(sub, &path, found);
        }
    }
    let mut found = Vec::new();
    below(root, &[root.get_name().to_owned()], &mut found);
    found
}

fn shown(block: &Block, lang: Lang) -> String {
    match block {
        Block::Text(text) if text.is_empty() => String::new(),
        Block::Text(text) => format!("\n{}\n", text.replace('<', "\\<")),
        Block::Named(rows) => {
            let columns = [("", ""), ("what it does", "作用")].map(|(en, zh)| say(lang, en.into(), zh.into()));
            let rows: Vec<Vec<String>> =
                rows.iter().map(|(name, text)| vec![format!("`{}`", name.trim()), text.clone()]).collect();
            reference_table(&columns, &rows)
        }
        _ => String::new(),
    }
}

/// The page of the words by which files are read.
pub fn words(lang: Lang) -> String {
    let mut text = reference_head(
        ["Words by which files are read", "读取文件所认的词"],
        "words",
        [
            "Words over columns, in cells and behind numbers, in any case, with any spaces and marks; what stands in brackets is passed over. In brackets here: what a scenario calls it in `columns = { … }`, `letters = { … }`, `unit = …`. Also `peakstaff explain files`.",
            "列名、单元格与单位所认的词，不分大小写、空格与标点，括号里的内容略过。此处括号内是情景文件里的叫法（`columns = { … }`、`letters = { … }`、`unit = …`）。也可用 `peakstaff explain files` 查看。",
        ],
        lang,
    );
    let zh = lang == Lang::Zh;
    let row = |list: crate::compile::WordList| {
        let key = list.key.map_or_else(String::new, |key| format!(" (`{key}`)"));
        vec![format!("{}{key}", list.name.get(zh)), list.words.join(", ")]
    };
    let columns = [("what", "是什么"), ("words", "词")].map(|(en, zh)| say(lang, en.into(), zh.into()));
    text += &reference_table(&columns, &file_words().into_iter().map(row).collect::<Vec<_>>());
    text
}
