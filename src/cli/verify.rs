//! `peakstaff verify PATH…`: exact values in `tests/validation`, other programs' results in `tests/recorded`.

use super::output::{Refusal, Single};
use super::progress::{Bar, Interrupt};
use super::terminal::{Disk, Terminal};
use super::{Simulation, limits};
use crate::diagnostic::{Text, io_text};
use crate::experiment::Cancel as _;
use crate::report::{Report, TruthRow, has_truths, truths_json, truths_markdown, truths_report};
use crate::say;
use crate::session::{self, Refused};
use clap::Args;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub struct Verify {
    /// Validation files, or folders of them · 验证文件或其目录
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Run every file once with each of these seeds · 每个文件用这些种子各运行一次
    #[arg(long, value_name = "N,N", value_delimiter = ',', conflicts_with = "seed", value_parser = limits::whole::<u64>("seeds"))]
    seeds: Vec<u64>,
    /// Write the tables into this file, between its marks where it has any · 把表格写入此文件（有标记则写在标记之间）
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    #[command(flatten)]
    simulation: Simulation,
}

/// A file, or a folder's scenario files in order of name.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found: Vec<PathBuf> = std::fs::read_dir(path)?
        .map(|entry| entry.map(|e| e.path()))
        .filter(|path| path.as_ref().map_or(true, |p| p.extension().is_some_and(|e| e == "toml")))
        .collect::<Result<_, _>>()?;
    found.sort();
    Ok(found)
}

impl Verify {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        let page = match self.markdown.as_deref().map(|path| self.page(path)).transpose() {
            Ok(page) => page,
            Err((why, help)) => return terminal.mistake(why, help),
        };
        let mut rows: Vec<TruthRow> = Vec::new();
        let interrupt = Interrupt::listen(terminal);
        let mut refused: Vec<Refused> = Vec::new();
        for path in &self.paths {
            let shown = path.display();
            let files = match files(path) {
                Ok(files) if files.is_empty() => {
                    let text = say!("{shown} holds no .toml file", "{shown} 中没有 .toml 文件");
                    return terminal.mistake(text, None);
                }
                Ok(files) => files,
                Err(why) => {
                    let Text { en, zh } = io_text(&why);
                    return terminal.mistake(say!("cannot read {shown}: {en}", "读不了 {shown}：{zh}"), None);
                }
            };
            for file in files {
                for seed in self.seeds() {
                    match self.one(terminal, &file, seed, &interrupt) {
                        Ok(more) => rows.extend(more),
                        Err(why) => {
                            terminal.told(&why);
                            refused.push(why);
                            break;
                        }
                    }
                }
            }
        }
        // Tables without the rows of a file that could not be read would look whole.
        let mut lost = false;
        if let Some(page) = page.filter(|_| !interrupt.cancelled() && refused.is_empty()) {
            let before = std::fs::read_to_string(page.path()).unwrap_or_default();
            let text = truths_markdown(&before, &rows, &self.command());
            if let Err(rescued) = page.put(text.as_bytes()) {
                terminal.failed(rescued.told());
                lost = true;
            }
        }
        if terminal.json && !refused.is_empty() {
            terminal.errors(&refused);
        } else if terminal.json {
            match truths_json(&rows) {
                Ok(bytes) => terminal.result(&bytes),
                Err(why) => return terminal.failed(say!("{why}", "{why}")),
            }
        } else {
            let paths: Vec<String> = self.paths.iter().map(|path| path.display().to_string()).collect();
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            let next = terminal.next_line(&format!("{} --json", terminal.next("verify", &paths, &[])));
            terminal.report(&Report { next, ..truths_report(&rows, terminal.lang) });
        }
        if interrupt.cancelled() {
            super::STOPPED
        } else if !refused.is_empty() {
            super::MISTAKE
        } else if !lost && rows.iter().all(|row| row.passed) {
            super::DONE
        } else {
            super::FAULT
        }
    }

    /// The page that the tables go into: a new one, or one with their marks.
    fn page(&self, path: &Path) -> Result<Single, Refusal> {
        let mut reads: Vec<String> = Vec::new();
        for file in self.paths.iter().flat_map(|path| files(path).unwrap_or_default()) {
            let file = file.to_string_lossy().into_owned();
            // What is wrong with a file is told when it is its turn.
            if let Ok(scenario) = session::check(&Disk, &file, &self.simulation.sets) {
                reads.extend(scenario.read.into_iter().map(|read| read.name));
            }
            reads.push(file);
        }
        let ours =
            |path: &Path| -> io::Result<bool> { Ok(std::str::from_utf8(&std::fs::read(path)?).is_ok_and(has_truths)) };
        Single::begin(path, "--markdown", reads.iter().map(String::as_str), ours)
    }

    fn seeds(&self) -> Vec<u64> {
        if self.seeds.is_empty() { vec![self.simulation.seed] } else { self.seeds.clone() }
    }

    /// What to type to get the same tables: threads change nothing, so they are not in it.
    fn command(&self) -> String {
        let mut words = vec!["peakstaff verify".to_owned()];
        words.extend(self.paths.iter().map(|path| path.display().to_string()));
        let seeds: Vec<String> = self.seeds().iter().map(u64::to_string).collect();
        words.push(format!("--seeds {}", seeds.join(",")));
        words.extend(self.simulation.replications.map(|n| format!("--replications {n}")));
        words.extend(self.simulation.sets.iter().map(|set| format!("--set \"{set}\"")));
        words.extend(self.markdown.iter().map(|path| format!("--markdown {}", path.display())));
        words.join(" ")
    }

    fn one(
        &self,
        terminal: &Terminal,
        file: &Path,
        seed: u64,
        interrupt: &Interrupt,
    ) -> Result<Vec<TruthRow>, session::Refused> {
        if interrupt.cancelled() {
            return Ok(Vec::new());
        }
        let request = session::Request { seed, ..self.simulation.request(&file.to_string_lossy(), terminal.lang) };
        let scenario = session::check(&Disk, &request.file, &request.sets)?;
        let case = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let bar = Bar::new(terminal, &case);
        let rows = session::verify(&scenario, &case, &request, &bar, interrupt);
        bar.finish();
        rows
    }
}
