//! Estimates to data to bytes. A [`Report`] is plain data: sentences, tables with units, advice; a format renders it or
//! the rows behind it. Nothing here opens a file or knows a terminal.

mod blocks;
mod cents;
mod charts;
mod day_hours;
pub mod formats;
mod labels;
pub mod numbers;
mod pages;
pub mod words;

pub use blocks::deciding::{Deciding, DecidingEnd, TemplateTarget, closed};
pub use blocks::files_read::json as taken_json;
pub use blocks::observed::{Answered, Measured, formula_rows};
pub use blocks::prices::Source;
pub use blocks::turning_points::{Trial, Tried, Turn};
pub use charts::{Chart, charts, drawn, sensitive_charts, swept_charts};
pub use formats::json::{FileHash, Manifest, manifest_asset, results_json, truths_json};
pub use formats::markdown::{has_truths, truths_markdown};
pub use pages::expected::Expected;
pub use pages::explain::{explain, explain_code};
pub use pages::first::{Step, build, next_step};
pub use pages::preflight::brief_report;
pub use pages::preflight_full::{Checked, Noticed, check_report};
pub use pages::sensitivity::{Method, Probed, Sensitive, sensitive_csv, sensitive_json, sensitive_report};
pub use pages::sweep::{Axis, Promised, Swept, cheapest, swept_csv, swept_json, swept_report};
pub use pages::verification::{TruthRow, truths_report};

use crate::experiment::{
    Difference, Estimate, Interaction, Judged, Parts, Study, differences, estimates, interactions, pairs,
};
use crate::model::Lang;
use formats::csv;
use formats::json;
use formats::text;

/// What is printed, as data.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Report {
    /// Above everything.
    pub title: String,
    /// In order.
    pub sections: Vec<Section>,
    /// The last line: the natural next command.
    pub next: String,
}

/// A part with a heading.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Section {
    /// The heading; may be empty.
    pub heading: String,
    /// In order.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A point of a list.
    Item(String),
    /// Names, and what is said of each.
    Named(Vec<(String, String)>),
    /// Lines of a file or a command, shown as they are.
    Lines(String),
    /// Figures.
    Table(Table),
}

/// Figures in rows.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Table {
    /// What all cells have in common: how many replications, which interval.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Cells by row, as text.
    pub rows: Vec<Vec<String>>,
    /// So many columns are repeated where a table is cut for want of room.
    pub fixed: usize,
}

/// A column's heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Lines of the heading.
    pub title: String,
    /// Figures stand to the right.
    pub right: bool,
}

impl Column {
    /// Words, to the left.
    pub fn words(title: &str) -> Self {
        Self { title: title.into(), right: false }
    }
    /// Figures, to the right.
    pub fn figures(title: &str) -> Self {
        Self { title: title.into(), right: true }
    }
}

/// A study with everything read from it: what every format is made of.
#[derive(Debug)]
pub struct Results {
    /// What was run.
    pub study: Study,
    /// The title in both languages, Chinese first.
    pub title: crate::model::Label,
    /// Which arm is the baseline.
    pub baseline: usize,
    /// The span that the first page is about: its stable name.
    pub period: String,
    /// All estimates.
    pub estimates: Vec<Estimate>,
    /// All differences.
    pub differences: Vec<Difference>,
    /// The arms that show the parts of levers, by case; none where nobody asked.
    pub parts: Vec<Parts>,
    /// Whether levers add up.
    pub interactions: Vec<Interaction>,
    /// What was measured of the arms, beside their answers.
    pub measured: Vec<Answered>,
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
    /// Where values of the file come from.
    pub sources: Vec<Source>,
    /// Targets that nobody set.
    pub template_targets: Vec<TemplateTarget>,
    /// Targets in named periods: how often missed, and how much of that is demand.
    pub judged: Vec<Judged>,
    /// Assumptions that were tried at their ends; none where nobody asked.
    pub tried: Option<Tried>,
}

impl Results {
    /// Reads a study.
    pub fn new(mut study: Study, title: crate::model::Label, baseline: usize, parts: Vec<Parts>, period: &str) -> Self {
        for span in study.arms.iter_mut().flat_map(|arm| &mut arm.spans) {
            span.asked = span.label.key == period;
        }
        let estimates = estimates(&study);
        let interactions = interactions(&study, &parts, pairs(&study, baseline).len());
        let beside = parts.iter().filter(|parts| parts.alone.len() > 1).count();
        let differences = if study.arms.len() > 1 { differences(&study, baseline, beside) } else { Vec::new() };
        let (measured, changes, sources) = (Vec::new(), Vec::new(), Vec::new());
        let period = period.to_owned();
        Self {
            study,
            title,
            baseline,
            period,
            estimates,
            differences,
            parts,
            interactions,
            measured,
            changes,
            sources,
            template_targets: Vec::new(),
            judged: Vec::new(),
            tried: None,
        }
    }

    /// Which of an arm's spans is the report's period.
    pub fn span(&self, arm: usize) -> Option<usize> {
        self.study.arms[arm].spans.iter().position(|span| span.label.key == self.period)
    }

    /// The scenario's currency.
    pub fn currency(&self) -> &str {
        self.study.arms.first().map_or("", |arm| &arm.model.money.currency)
    }
}

/// What a format is rendered from.
#[derive(Debug)]
pub struct Bundle<'a> {
    /// What was done.
    pub manifest: &'a Manifest,
    /// What came out.
    pub results: &'a Results,
    /// The first page.
    pub report: &'a Report,
    /// Its language.
    pub lang: Lang,
}

/// A file name and its bytes.
pub type Asset = (String, Vec<u8>);

/// A format: what it writes into the output folder.
pub struct Format {
    /// Files it writes.
    pub files: &'static str,
    /// What they hold.
    pub en: &'static str,
    /// What they hold, in Chinese.
    pub zh: &'static str,
    /// Makes them.
    pub render: fn(&Bundle<'_>) -> Result<Vec<Asset>, String>,
}

/// Every format there is: help, the output folder and its README follow this list.
pub const FORMATS: &[Format] = &[
    Format {
        files: "manifest.json",
        en: "what was run: version, seed, files with their hashes, options",
        zh: "运行内容：版本、种子、文件及其哈希、选项",
        render: json::manifest_file,
    },
    Format {
        files: "estimates.json",
        en: "all estimates and differences, as --json prints them",
        zh: "全部估计与差异，与 --json 相同",
        render: json::results_file,
    },
    Format { files: "report.txt", en: "the first page", zh: "首页", render: text_file },
    Format { files: "estimates.csv", en: "one estimate a row", zh: "每行一个估计", render: csv::estimates_file },
    Format {
        files: "intervals.csv",
        en: "by weekday and interval, and by date",
        zh: "按星期与时段、按日期",
        render: csv::intervals_file,
    },
    Format {
        files: "replications.csv",
        en: "every replication's own values",
        zh: "每次模拟各自的数值",
        render: csv::replications_file,
    },
    Format {
        files: "charts/*.svg, charts/*.png",
        en: "the average day, open tickets by date, costs by line, organisations side by side",
        zh: "平均一天、每天的未结工单、各项成本、各方案并列",
        render: charts::files,
    },
];

#[expect(clippy::unnecessary_wraps, reason = "the signature of every format")]
fn text_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    Ok(vec![("report.txt".into(), text::render(bundle.report).into_bytes())])
}
