//! `peakstaff verify PATH…`.

use super::Simulation;
use super::progress::{Bar, Interrupt};
use super::terminal::{Disk, Terminal};
use crate::experiment::Cancel as _;
use crate::report::{TruthRow, truths_json, truths_report};
use crate::say;
use crate::session;
use clap::Args;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub struct Verify {
    /// Validation files, or folders of them · 验证文件或其目录
    #[arg(required = true)]
    paths: Vec<PathBuf>,
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
        let mut rows: Vec<TruthRow> = Vec::new();
        let interrupt = Interrupt::listen(terminal);
        let mut refused_any = false;
        for path in &self.paths {
            let shown = path.display();
            let files = match files(path) {
                Ok(files) if files.is_empty() => {
                    let text = say!("{shown} holds no .toml file", "{shown} 中没有 .toml 文件");
                    return terminal.mistake(text, None);
                }
                Ok(files) => files,
                Err(why) => return terminal.mistake(say!("cannot read {shown}: {why}", "读不了 {shown}：{why}"), None),
            };
            for file in files {
                match self.one(terminal, &file, &interrupt) {
                    Ok(more) => rows.extend(more),
                    Err(refused) => {
                        terminal.refused(&refused);
                        refused_any = true;
                    }
                }
            }
        }
        if terminal.json {
            match truths_json(&rows) {
                Ok(bytes) => terminal.result(&bytes),
                Err(why) => return terminal.mistake(say!("{why}", "{why}"), None),
            }
        } else {
            terminal.report(&truths_report(&rows, terminal.lang));
        }
        if interrupt.cancelled() {
            super::STOPPED
        } else if refused_any {
            super::MISTAKE
        } else if rows.iter().all(|row| row.passed) {
            super::DONE
        } else {
            super::FAULT
        }
    }

    fn one(&self, terminal: &Terminal, file: &Path, interrupt: &Interrupt) -> Result<Vec<TruthRow>, session::Refused> {
        if interrupt.cancelled() {
            return Ok(Vec::new());
        }
        let request = self.simulation.request(&file.to_string_lossy(), terminal.lang);
        let scenario = session::check(&Disk, &request.file, &request.sets)?;
        let case = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let bar = Bar::new(terminal, &case);
        let rows = session::verify(&scenario, &case, &request, &bar, interrupt);
        bar.finish();
        rows
    }
}
