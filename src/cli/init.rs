//! `peakstaff init [TEMPLATE] [FILE]`, `peakstaff init --ask [FILE]`.

use super::output::{New, PlaceWanted, place};
use super::shipped::{BESIDE, SCHEMA, SHIPPED, one_language};
use super::terminal::{Terminal, unwritten};
use crate::diagnostic::nearest;
use crate::model::Label;
use crate::report::words::Words;
use crate::report::{Block, Report, Section, json_schema};
use crate::say;
use clap::Args;
use serde_json::json;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub struct Init {
    /// A shipped scenario; without it, they are listed · 自带情景的名称；不写则列出全部
    template: Option<String>,
    /// The file to write [default: TEMPLATE.toml] · 要写入的文件 [默认：情景.toml]
    file: Option<PathBuf>,
    /// Ask what `facts new` asks, here, and write the scenario [default: shop.toml] · 在这里逐条提问（与 `facts new` 相同），答完写出情景文件 [默认：shop.toml]
    #[arg(long, conflicts_with = "file")]
    ask: bool,
}

/// The scenario's title line.
fn title(text: &str) -> Label {
    let line = text.lines().find_map(|line| line.trim().strip_prefix("title")?.trim_start().strip_prefix('='));
    Label::parse("title", line.unwrap_or_default().trim().trim_matches('"'))
}

impl Init {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        if self.ask {
            let scenario = self.template.clone().unwrap_or_else(|| "shop.toml".to_owned());
            return super::ask::ask(terminal, Path::new(&scenario));
        }
        let Some(name) = &self.template else { return list(terminal) };
        let Some((_, text)) = SHIPPED.iter().find(|(known, _)| known == name) else {
            let known: Vec<&str> = SHIPPED.iter().map(|(known, _)| *known).collect();
            let list = known.join(", ");
            let help = match nearest(name, &known) {
                Some(near) => say!("did you mean `{near}`?", "是不是想写 `{near}`？"),
                None => say!("there are: {list}", "有：{list}"),
            };
            let text = say!("there is no shipped scenario `{name}`", "没有自带情景 `{name}`");
            return terminal.mistake(text, Some(help));
        };
        let scenario = self.file.clone().unwrap_or_else(|| format!("{name}.toml").into());
        let beside = BESIDE.iter().filter(|(of, ..)| of == name);
        let mut all: Vec<(PathBuf, String)> =
            beside.map(|(_, file, text)| (scenario.with_file_name(file), (*text).to_owned())).collect();
        // The commands that its first lines name are for the file as it is called here.
        let called = scenario.display().to_string();
        let called = crate::harmless::visible(&called);
        let text = one_language(text, terminal.lang).replace(&format!("scenarios/{name}.toml"), &called);
        all.push((scenario.clone(), text));
        let schema = scenario.with_file_name(SCHEMA);
        let ours = format!("{}\n", json_schema(terminal.lang));
        if schema.exists() {
            note_of_schema(terminal, &schema, &ours);
        } else {
            all.push((schema, ours));
        }
        for (file, _) in &all {
            if let Err((why, help)) = place(file, PlaceWanted::File) {
                return terminal.mistake(why, help);
            }
        }
        match write_new(&all) {
            Ok(()) => {
                let file = &scenario;
                let shown = file.display().to_string();
                let shown = crate::harmless::visible(&shown);
                note_beside(terminal, &all, file);
                if terminal.json {
                    terminal.json(&json!({ "file": file }));
                } else {
                    let next = terminal.next_line(&terminal.next("check", &[shown.as_ref()], &[]));
                    terminal.result(format!("{shown}\n{next}\n").as_bytes());
                }
                super::DONE
            }
            Err(fault) => fault.told(terminal, name, &scenario),
        }
    }
}

/// Says that a schema that lies there already is another version's, or in the other language.
fn note_of_schema(terminal: &Terminal, schema: &Path, ours: &str) {
    if fs::read_to_string(schema).is_ok_and(|there| there != ours) {
        let shown = schema.display();
        terminal.note(&say!(
            "{shown} is there already and differs from this version's: `peakstaff schema > {shown}` makes it anew",
            "{shown} 已存在，与本版本的不同：`peakstaff schema > {shown}` 可以更新"
        ));
    }
}

/// Names what was written beside the scenario.
fn note_beside(terminal: &Terminal, all: &[(PathBuf, String)], scenario: &Path) {
    let beside: Vec<String> = all
        .iter()
        .filter(|(file, _)| file != scenario)
        .map(|(file, _)| crate::harmless::visible(&file.display().to_string()).into_owned())
        .collect();
    if !beside.is_empty() {
        let (en, zh) = (beside.join(", "), beside.join("、"));
        terminal.note(&say!("written beside it: {en}", "同时写入：{zh}"));
    }
}

/// A file that is not there now.
struct Unwritten {
    file: PathBuf,
    why: io::Error,
    /// What was asked is right, and the disk did not take it.
    begun: bool,
}

impl Unwritten {
    /// Says why, and gives the status to end with.
    fn told(&self, terminal: &Terminal, template: &str, scenario: &Path) -> u8 {
        let shown = self.file.display();
        if self.why.kind() != ErrorKind::AlreadyExists {
            let text = unwritten(&shown.to_string(), &self.why);
            return if self.begun { terminal.failed(text) } else { terminal.mistake(text, None) };
        }
        let why = say!("{shown} is there already and is not overwritten", "{shown} 已存在，不会覆盖");
        let help = if self.file == scenario {
            say!("give another name: peakstaff init {template} FILE", "请另取文件名：peakstaff init {template} 文件")
        } else {
            say!(
                "write into another folder: peakstaff init {template} FOLDER/FILE",
                "请写到别的文件夹：peakstaff init {template} 文件夹/文件"
            )
        };
        terminal.mistake(why, Some(help))
    }
}

/// Writes files that are not there yet: all, or none. They are whole before the first has its name.
fn write_new(all: &[(PathBuf, String)]) -> Result<(), Unwritten> {
    let fault = |file: &PathBuf, begun: bool| {
        let file = file.clone();
        move |why| Unwritten { file, why, begun }
    };
    let mut made: Vec<(&PathBuf, New)> = Vec::new();
    for (file, text) in all {
        let new = New::begin(file).map_err(fault(file, false))?;
        new.write(text.as_bytes()).map_err(fault(file, true))?;
        made.push((file, new));
    }
    for (n, (file, new)) in made.into_iter().enumerate() {
        new.commit().map_err(fault(file, true)).inspect_err(|_| {
            // They were made a moment ago, so they are ours.
            for (file, _) in &all[..n] {
                let _ = std::fs::remove_file(file);
            }
        })?;
    }
    Ok(())
}

fn list(terminal: &Terminal) -> u8 {
    if terminal.json {
        let row = |(name, text): &(&str, &str)| {
            let title = title(text);
            json!({ "name": name, "en": title.en, "zh": title.zh })
        };
        terminal.json(&json!({ "templates": SHIPPED.iter().map(row).collect::<Vec<_>>() }));
        return super::DONE;
    }
    let w = Words::of(terminal.lang);
    let rows = SHIPPED.iter().map(|(name, text)| ((*name).to_owned(), title(text).in_lang(terminal.lang).to_owned()));
    let section = Section { heading: String::new(), blocks: vec![Block::Named(rows.collect())] };
    let next = format!("{} peakstaff init first shop.toml", w.next);
    terminal.report(&Report { title: w.scenarios.to_owned(), sections: vec![section], next });
    super::DONE
}
