//! `peakstaff man [COMMAND …]`.

use super::help::in_one_language;
use super::terminal::Terminal;
use crate::diagnostic::nearest;
use crate::say;
use clap::Args;
use serde_json::json;

#[derive(Args, Debug)]
pub struct Man {
    /// The command that the page is of, such as compare or erlang staff [default: the program] · 页面所述的命令，例如 compare、erlang staff [默认：整个程序]
    #[arg(value_name = "COMMAND")]
    of: Vec<String>,
}

impl Man {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        let mut command = in_one_language(super::command(), terminal.lang);
        command.build();
        for word in &self.of {
            let known: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
            let Some(sub) = command.find_subcommand(word).cloned() else {
                let help = match nearest(word, known) {
                    Some(near) => say!("did you mean `{near}`?", "是不是想写 `{near}`？"),
                    None => say!("`peakstaff --help` lists them", "`peakstaff --help` 列出全部"),
                };
                return terminal.mistake(say!("there is no command `{word}`", "没有叫 `{word}` 的命令"), Some(help));
            };
            command = sub;
        }
        let title = command.get_display_name().unwrap_or("peakstaff").to_owned();
        let mut page = Vec::new();
        // Writing to memory does not fail.
        let _ = clap_mangen::Man::new(command)
            .title(&title)
            .source(format!("peakstaff {}", env!("CARGO_PKG_VERSION")))
            .render(&mut page);
        if terminal.json {
            terminal.json(&json!({ "page": title, "text": String::from_utf8_lossy(&page) }));
        } else {
            terminal.result(&page);
        }
        super::DONE
    }
}
