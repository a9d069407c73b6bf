//! `peakstaff facts new|read`: what a shop knows, in a workbook, and the scenario that follows of it.

use super::output::{New, PlaceWanted, Refusal, Single, place};
use super::terminal::{Disk, Terminal, unwritten};
use crate::diagnostic::Text;
use crate::facts::{Doubt, Written};
use crate::model::Lang;
use crate::report::{Block, Report, Section};
use crate::say;
use crate::session;
use clap::{Args, Subcommand};
use serde_json::json;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub struct Facts {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand, Debug)]
enum Task {
    /// Write a workbook with some forty questions, twelve of them required · 生成要填的工作簿：四十来个问题，必填十二个
    New(Blank),
    /// Read a workbook that was filled in and write the scenario · 读取填好的工作簿，写出情景文件
    Read(Filled),
}

#[derive(Args, Debug)]
struct Blank {
    /// The workbook to write · 要生成的工作簿
    #[arg(value_name = "SHOP.xlsx")]
    workbook: PathBuf,
}

#[derive(Args, Debug)]
struct Filled {
    /// The workbook · 填好的工作簿
    #[arg(value_name = "SHOP.xlsx", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    workbook: String,
    /// The scenario to write · 要写出的情景文件
    #[arg(value_name = "SHOP.toml")]
    scenario: PathBuf,
    /// Write over a scenario that is there already · 覆盖已有的情景文件
    #[arg(long)]
    force: bool,
}

/// Why nothing was written.
pub(super) enum Unwritten {
    /// What was asked for makes no sense.
    Mistake(Refusal),
    /// It could not be written.
    Failed(Text),
}

impl Facts {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        let done = match &self.task {
            Task::New(blank) => blank.write(terminal),
            Task::Read(filled) => {
                let name = filled.scenario.display().to_string();
                match session::facts(&Disk, &filled.workbook, &name, terminal.lang) {
                    Ok(written) => filled.write(terminal, &written),
                    Err(refused) => return terminal.refused(&refused),
                }
            }
        };
        match done {
            Ok(()) => super::DONE,
            Err(Unwritten::Mistake((why, help))) => terminal.mistake(why, help),
            Err(Unwritten::Failed(why)) => terminal.failed(why),
        }
    }
}

/// Writes a file that is not there yet.
pub(super) fn write_new(file: &Path, bytes: &[u8], help: impl FnOnce() -> Text) -> Result<(), Unwritten> {
    place(file, PlaceWanted::File).map_err(Unwritten::Mistake)?;
    let shown = file.display().to_string();
    let new = match New::begin(file) {
        Ok(new) => new,
        Err(why) if why.kind() == ErrorKind::AlreadyExists => {
            let what = say!("{shown} is there already and is not overwritten", "{shown} 已存在，不会覆盖");
            return Err(Unwritten::Mistake((what, Some(help()))));
        }
        Err(why) => return Err(Unwritten::Mistake((unwritten(&shown, &why), None))),
    };
    new.write(bytes).and_then(|()| new.commit()).map_err(|why| Unwritten::Failed(unwritten(&shown, &why)))
}

impl Blank {
    fn write(&self, terminal: &Terminal) -> Result<(), Unwritten> {
        let bytes = session::workbook(terminal.lang)
            .map_err(|why| Unwritten::Failed(say!("the workbook cannot be made: {why}", "无法生成工作簿：{why}")))?;
        write_new(&self.workbook, &bytes, || say!("give another name", "请换一个名称"))?;
        if terminal.json {
            terminal.json(&json!({ "file": self.workbook }));
            return Ok(());
        }
        let shown = self.workbook.display().to_string();
        let scenario = self.workbook.with_extension("toml").display().to_string();
        let next = terminal.next_line(&terminal.next("facts", &["read", &shown, &scenario], &[]));
        let text = say!(
            "{shown}: fill it in (Excel or WPS); \"don't know\" is an answer to every question",
            "{shown}：请用 Excel 或 WPS 填写，每个问题不清楚的都可以写“不知道”"
        );
        let text = text.get(terminal.lang == Lang::Zh);
        let [text, next] = [text, &next].map(crate::harmless::visible);
        terminal.result(format!("{text}\n{next}\n").as_bytes());
        Ok(())
    }
}

impl Filled {
    fn write(&self, terminal: &Terminal, written: &Written) -> Result<(), Unwritten> {
        let bytes = written.text.as_bytes();
        if self.force {
            let single = Single::begin(&self.scenario, "facts read", [&*self.workbook], |_| Ok(true));
            let single = single.map_err(Unwritten::Mistake)?;
            single.put(bytes).map_err(|rescued| Unwritten::Failed(rescued.told()))?;
        } else {
            write_new(&self.scenario, bytes, || {
                say!("give another name, or write over it with --force", "请换一个名称，或用 --force 覆盖")
            })?;
        }
        if terminal.json {
            terminal.json(&data(written, &self.scenario));
        } else {
            terminal.brief(&report(terminal, &self.scenario, written));
        }
        Ok(())
    }
}

/// What was read, what does not go together, and what to do next.
pub(super) fn report(terminal: &Terminal, scenario: &Path, written: &Written) -> Report {
    let chinese = terminal.lang == Lang::Zh;
    let shown = scenario.display().to_string();
    let (all, unknown) = written.answers;
    let title = say!(
        "{shown}: written from {all} answers, {unknown} of them \"don't know\"",
        "{shown}：根据 {all} 个回答写成，其中 {unknown} 个“不知道”"
    );
    let doubts: Vec<Text> = written.doubts.iter().map(doubt).collect();
    let parts = [
        (say!("What does not go together", "对不上的地方"), &doubts),
        (say!("How it was read", "读取说明"), &written.notes),
        (say!("Worked out", "推算出来的"), &written.worked_out),
        (say!("Taken because nobody said it", "没人知道、先这样取的"), &written.defaults),
    ];
    let item = |text: &Text| Block::Item(text.get(chinese).to_owned());
    let section = |(heading, texts): (Text, &Vec<Text>)| Section {
        heading: heading.get(chinese).to_owned(),
        blocks: texts.iter().map(item).collect(),
    };
    let sections = parts.into_iter().filter(|(_, texts)| !texts.is_empty()).map(section).collect();
    let next = terminal.next_line(&terminal.next("check", &[&shown], &[]));
    Report { title: title.get(chinese).to_owned(), sections, next }
}

/// A doubt with its cells.
fn doubt(doubt: &Doubt) -> Text {
    let (Text { en, zh }, cells) = (&doubt.text, doubt.cells.join(" "));
    if doubt.sure {
        say!("cannot be: {en} ({cells})", "矛盾：{zh}（{cells}）")
    } else {
        say!("doubtful: {en} ({cells})", "存疑：{zh}（{cells}）")
    }
}

/// The same as data.
pub(super) fn data(written: &Written, scenario: &Path) -> serde_json::Value {
    let text = |text: &Text| json!({ "en": text.en, "zh": text.zh });
    let texts = |all: &[Text]| all.iter().map(text).collect::<Vec<_>>();
    let doubt = |one: &Doubt| json!({ "message": text(&one.text), "cells": one.cells, "sure": one.sure });
    json!({
        "file": scenario,
        "answers": written.answers.0,
        "unknown": written.answers.1,
        "worked_out": texts(&written.worked_out),
        "defaults": texts(&written.defaults),
        "notes": texts(&written.notes),
        "doubts": written.doubts.iter().map(doubt).collect::<Vec<_>>(),
        "compares": written.compares,
    })
}
