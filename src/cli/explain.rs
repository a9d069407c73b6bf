//! `peakstaff explain [WORD | files]`.

use super::shipped::example;
use super::terminal::{Terminal, text_json};
use crate::catalogue::{ANY_SCORE, KPIS, Kpi, SAVINGS, under_key};
use crate::compile::{WordList, file_words};
use crate::diagnostic::Code;
use crate::model::Lang;
use crate::report::{
    Block, FieldAt, Meaning, Report, Section, explain, explain_found, explain_near, meanings, near_names,
    with_word_in_name,
};
use crate::say;
use crate::scenario::meanings::ChangedMeaning;
use crate::scenario::schema::{since, without};
use crate::scenario::shipped::Shipped;
use crate::session::Refused;
use clap::Args;
use serde_json::{Value, json};

#[derive(Args, Debug)]
pub struct Explain {
    /// Any name of a figure, a code of a message, a key of a scenario, a law, a shipped calendar, event or platform, such as service_level, first response, out-of-range, team.attrition, lognormal, double11; files: the words by which files are read [default: all figures and codes] · 指标、消息代码、情景文件的键、分布、自带的日历、活动或平台，任何一个名称都行，例如 平响、service_level、out-of-range、team.attrition、lognormal、双11；files：读取文件所认的列名 [默认：全部指标与代码]
    #[arg(value_name = "WORD|files")]
    what: Option<String>,
}

impl Explain {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        if self.what.as_deref() == Some(FILES) {
            if terminal.json {
                terminal.json(&json!({ "files": file_words().iter().map(words_json).collect::<Vec<_>>() }));
            } else {
                terminal.report(&files(terminal.lang));
            }
            return super::DONE;
        }
        match self.what.as_deref() {
            None => everything(terminal),
            Some(word) => return one(word, terminal),
        }
        super::DONE
    }
}

/// All figures and codes.
fn everything(terminal: &Terminal) {
    if terminal.json {
        let kpis: Vec<Value> = kpis().map(|kpi| kpi_json(kpi.key, kpi)).collect();
        let codes: Vec<Value> = Code::ALL.iter().copied().map(code_json).collect();
        terminal.json(&json!({ "kpis": kpis, "codes": codes }));
    } else {
        terminal.report(&explain(None, terminal.lang));
    }
}

/// What one word means: exactly, or what has it in its name.
fn one(word: &str, terminal: &Terminal) -> u8 {
    // A code as messages show it.
    let word = word.strip_suffix(']').and_then(|word| word.split_once('[')).map_or(word, |(_, code)| code);
    let exact = meanings(word);
    let near = if exact.is_empty() { with_word_in_name(word) } else { Vec::new() };
    if exact.is_empty()
        && let Some(page) = of_command(word, terminal.lang)
    {
        terminal.report(&page);
        return super::DONE;
    }
    if exact.is_empty() && near.is_empty() {
        return terminal.refused(&unknown(word));
    }
    if terminal.json {
        terminal.json(&as_json(if exact.is_empty() { &near } else { &exact }));
    } else if exact.is_empty() {
        terminal.report(&explain_near(word, &near, terminal.lang));
    } else {
        let example = |at: &FieldAt| example(&at.paths, terminal.lang);
        terminal.report(&explain_found(&exact, &example, terminal.lang));
    }
    super::DONE
}

/// What a command's own help says; none where a word is no command.
fn of_command(word: &str, lang: Lang) -> Option<Report> {
    let root = super::command();
    let named = root.get_subcommands().any(|command| command.get_name() == word && word != "help");
    named.then(|| super::help::page(&root, &[root.get_name().into(), word.into()], lang))
}

/// Meanings by their kind.
fn as_json(found: &[Meaning]) -> Value {
    let (mut kpis, mut codes, mut fields, mut things) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut changed: Vec<Value> = Vec::new();
    for meaning in found {
        match meaning {
            Meaning::Figure(key, kpi) => kpis.push(kpi_json(key, kpi)),
            Meaning::Code(code) => codes.push(code_json(*code)),
            Meaning::Field(at) => fields.push(field_json(at)),
            Meaning::Shipped(thing) => things.push(thing_json(thing)),
            Meaning::Changed(one) => changed.push(changed_json(one)),
        }
    }
    json!({ "kpis": kpis, "codes": codes, "fields": fields, "shipped": things, "changed": changed })
}

fn changed_json(one: &ChangedMeaning) -> Value {
    let (message, keep) = (one.says)();
    json!({ "code": one.code, "since": one.since, "message": text_json(&message), "keep": text_json(&keep) })
}

fn thing_json(thing: &Shipped) -> Value {
    let numbers =
        thing.numbers.iter().map(|(what, number)| json!({ "en": [what.en, number.en], "zh": [what.zh, number.zh] }));
    json!({
        "key": thing.key, "sort": thing.sort.name().en, "name_en": thing.name.en, "name_zh": thing.name.zh, "en": thing.says.en,
        "zh": thing.says.zh, "written": thing.written, "numbers": numbers.collect::<Vec<_>>(), "also": thing.also, "see": thing.see,
    })
}

fn field_json(at: &FieldAt) -> Value {
    let (said, form) = (at.field.doc.text(), at.field.written().words());
    let without = without(at.table, at.field, &at.paths);
    json!({
        "key": at.field.key, "paths": at.paths, "en": said.en, "zh": said.zh, "form_en": form.en, "form_zh": form.zh,
        "required": at.field.required, "since": since(at.table, at.field),
        "not_written_en": without.as_ref().map(|text| &text.en), "not_written_zh": without.as_ref().map(|text| &text.zh),
    })
}

/// What is asked for the words by which files are read.
const FILES: &str = "files";

/// The words by which files are read, a list a section.
fn files(lang: Lang) -> Report {
    let zh = lang == Lang::Zh;
    let section = |list: WordList| {
        let name = list.name.get(zh);
        let heading = match list.key {
            Some(key) => format!("{name} · {key}"),
            None => name.to_owned(),
        };
        Section { heading, blocks: vec![Block::Text(list.words.join(if zh { "、" } else { ", " }))] }
    };
    Report { title: String::new(), sections: file_words().into_iter().map(section).collect(), next: String::new() }
}

fn words_json(list: &WordList) -> Value {
    json!({ "key": list.key, "en": list.name.en, "zh": list.name.zh, "words": list.words })
}

/// Every figure that reports may show.
fn kpis() -> impl Iterator<Item = &'static Kpi> {
    KPIS.iter().chain(SAVINGS).chain([&ANY_SCORE])
}

/// Nothing has this name; perhaps one of these was meant.
fn unknown(word: &str) -> Refused {
    let near: Vec<String> = near_names(word).into_iter().map(|name| format!("`{name}`")).collect();
    let help = if near.is_empty() {
        say!(
            "`peakstaff explain` lists figures and codes, `peakstaff schema --format md` all keys",
            "`peakstaff explain` 列出全部指标与代码，`peakstaff schema --format md` 列出全部键"
        )
    } else {
        let (en, zh) = (near.join(" or "), near.join(" 或 "));
        say!("did you mean {en}?", "是不是想写 {zh}？")
    };
    let message = say!(
        "nothing is called `{word}`: no figure, code, key, law, calendar, event or platform",
        "没有叫 `{word}` 的指标、消息代码、键、分布、日历、活动或平台"
    );
    Refused::said(message, Some(help))
}

fn kpi_json(key: &str, kpi: &'static Kpi) -> Value {
    let ([en, definition_en], [zh, definition_zh]) = (under_key(key, kpi, Lang::En), under_key(key, kpi, Lang::Zh));
    json!({
        "kpi": key, "en": en, "zh": zh, "unit": kpi.unit.word(),
        "definition_en": definition_en, "definition_zh": definition_zh,
    })
}

fn code_json(code: Code) -> Value {
    let row = code.explained();
    json!({
        "code": code.word(), "en": row.title.en, "zh": row.title.zh, "why_en": row.why.en, "why_zh": row.why.zh,
        "command": row.command, "file": row.file, "wrong": row.wrong, "right": row.right,
    })
}
