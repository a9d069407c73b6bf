//! `peakstaff explain [KPI | CODE | files]`.

use super::terminal::Terminal;
use crate::catalogue::{ANY_SCORE, KPIS, Kpi, KpiId, PREFIX, SAVINGS, find, under_key};
use crate::compile::{WordList, file_words};
use crate::diagnostic::{Code, nearest};
use crate::model::Lang;
use crate::report::{Block, Report, Section, explain, explain_code};
use crate::say;
use crate::session::Refused;
use clap::Args;
use serde_json::{Value, json};

#[derive(Args, Debug)]
pub struct Explain {
    /// Key of a figure or code of a message, such as service_level or out-of-range; files: the words by which files are read [default: all figures and codes] · 指标的键或消息代码，例如 service_level、out-of-range；files：读取文件所认的列名 [默认：全部指标与代码]
    #[arg(value_name = "KPI|CODE|files")]
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
        let (kpi, code) = match self.what.as_deref() {
            None => (None, None),
            Some(word) => match (figure(word), Code::find(word)) {
                (None, None) => return terminal.refused(&unknown(word)),
                found => found,
            },
        };
        let all = self.what.is_none();
        if terminal.json {
            let kpis: Vec<Value> = if all {
                kpis().map(|kpi| kpi_json(kpi.key, kpi)).collect()
            } else {
                kpi.iter().map(|(key, kpi)| kpi_json(key, kpi)).collect()
            };
            let codes = if all { Code::ALL } else { code.as_slice() };
            let codes: Vec<Value> = codes.iter().copied().map(code_json).collect();
            terminal.json(&json!({ "kpis": kpis, "codes": codes }));
        } else if let Some(code) = code {
            terminal.report(&explain_code(code, terminal.lang));
        } else {
            terminal.report(&explain(kpi, terminal.lang));
        }
        super::DONE
    }
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

/// A figure under the key that was asked for, which may be a percentile's; of scores what all have.
fn figure(key: &str) -> Option<(&str, &'static Kpi)> {
    if key.starts_with(PREFIX) {
        return Some((ANY_SCORE.key, &ANY_SCORE));
    }
    let saving = SAVINGS.iter().find(|kpi| kpi.key == key);
    Some((key, saving.or_else(|| find(key).map(KpiId::row))?))
}

/// There is neither a figure nor a code of this name; perhaps one of these was meant.
fn unknown(word: &str) -> Refused {
    let near = [nearest(word, kpis().map(|kpi| kpi.key)), nearest(word, Code::ALL.iter().map(|code| code.word()))];
    let near: Vec<String> = near.into_iter().flatten().map(|name| format!("`{name}`")).collect();
    let help = if near.is_empty() {
        say!("`peakstaff explain` lists them", "`peakstaff explain` 列出全部")
    } else {
        let (en, zh) = (near.join(" or "), near.join(" 或 "));
        say!("did you mean {en}?", "是不是想写 {zh}？")
    };
    Refused::said(say!("there is no figure or code `{word}`", "没有叫 `{word}` 的指标或消息代码"), Some(help))
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
