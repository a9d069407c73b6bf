//! `peakstaff schema`.

use super::terminal::Terminal;
use crate::report::{fields_markdown, json_schema};
use clap::{Args, ValueEnum};

#[derive(Args, Debug)]
pub struct Schema {
    /// json: a JSON Schema, by which editors complete and check; md: the reference of fields, to read · json：供编辑器补全与检查的 JSON Schema；md：供人读的字段手册
    #[arg(long, value_name = "json|md", hide_possible_values = true, default_value = "json")]
    format: Form,
}

/// What `--format` takes.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum Form {
    Json,
    Md,
}

impl Schema {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        match self.format {
            // In one line: editors read it, and its texts are what people see.
            Form::Json => terminal.result(format!("{}\n", json_schema(terminal.lang)).as_bytes()),
            Form::Md => terminal.result(fields_markdown(terminal.lang).as_bytes()),
        }
        super::DONE
    }
}
