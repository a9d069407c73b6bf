//! `peakstaff completions SHELL`.

use super::help::in_one_language;
use super::terminal::Terminal;
use clap::Args;
use clap_complete::{Shell, generate};
use serde_json::json;

#[derive(Args, Debug)]
pub struct Completions {
    /// bash, elvish, fish, powershell or zsh · 终端：bash、elvish、fish、powershell 或 zsh
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        let mut script = Vec::new();
        generate(self.shell, &mut in_one_language(super::command(), terminal.lang), "peakstaff", &mut script);
        if terminal.json {
            let text = String::from_utf8_lossy(&script);
            terminal.json(&json!({ "shell": self.shell.to_string(), "script": text }));
        } else {
            terminal.result(&script);
        }
        super::DONE
    }
}
