//! `peakstaff schema`.

use super::reference::{commands, words};
use super::terminal::Terminal;
use crate::model::Lang;
use crate::report::{ReferencePage, json_schema, reference};
use clap::{Args, ValueEnum};

#[derive(Args, Debug)]
pub struct Schema {
    /// json: a JSON Schema, by which editors complete and check; md: a page of the reference, to read · json：供编辑器补全与检查的 JSON Schema；md：供人读的手册的一页
    #[arg(long, value_name = "json|md", hide_possible_values = true, default_value = "json")]
    format: Form,
    /// Which page of the reference, with --format md · 手册的哪一页（配合 --format md）
    #[arg(long, value_name = "PAGE", default_value = "fields")]
    page: Page,
}

/// What `--format` takes.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum Form {
    Json,
    Md,
}

/// What `--page` takes.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum Page {
    Fields,
    Figures,
    Messages,
    Commands,
    Laws,
    Policies,
    Calendars,
    Platforms,
    Words,
    Terms,
}

impl Page {
    fn text(self, lang: Lang) -> String {
        let page = match self {
            Self::Commands => return commands(lang),
            Self::Words => return words(lang),
            Self::Fields => ReferencePage::Fields,
            Self::Figures => ReferencePage::Figures,
            Self::Messages => ReferencePage::Messages,
            Self::Laws => ReferencePage::Laws,
            Self::Policies => ReferencePage::Policies,
            Self::Calendars => ReferencePage::Calendars,
            Self::Platforms => ReferencePage::Platforms,
            Self::Terms => ReferencePage::Terms,
        };
        reference(page, lang)
    }
}

impl Schema {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        match self.format {
            // In one line: editors read it, and its texts are what people see.
            Form::Json => terminal.result(format!("{}\n", json_schema(terminal.lang)).as_bytes()),
            Form::Md => terminal.result(self.page.text(terminal.lang).as_bytes()),
        }
        super::DONE
    }
}
