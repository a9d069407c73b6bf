//! Estimates to data to bytes. A [`Report`] is plain data: sentences, tables with units, advice; a format renders it or
//! the rows behind it. Nothing here opens a file or knows a terminal.

mod blocks;
mod book;
mod cents;
mod charts;
mod day_hours;
mod dossier;
pub mod formats;
mod labels;
pub mod numbers;
mod page;
mod pages;
mod paths;
mod results;
pub mod words;

pub use blocks::deciding::{Deciding, DecidingEnd, closed};
pub use blocks::files_read::{json as taken_json, section as taken_section};
pub use blocks::observed::formula_rows;
pub use blocks::why::to_explain;
pub use book::{Book, Run as BookRun};
pub use charts::{
    Chart, alternatives_chart, attributed_charts, bridge_charts, charts, drawn, risk_chart, sensitive_charts,
    swept_charts, why_charts,
};
pub use dossier::Dossier;
pub use formats::contacts::{COLUMNS as CONTACT_COLUMNS, ContactRows};
pub use formats::dossier::{LIMIT as DOSSIER_LIMIT, read as read_dossier};
pub use formats::html::{one_page_asset, report_asset};
pub use formats::json::{FileHash, Manifest, manifest_asset, results_json, truths_json};
pub use formats::json_schema::json_schema;
pub use formats::markdown::{has_truths, truths_markdown};
pub use formats::xlsx::{asset as workbook_asset, render as workbook};
pub use formats::{Asset, Bundle, Format};
pub use page::{Block, Column, Report, Section, Table};
pub use pages::answer::answer;
pub use pages::attribute::{attributed_answer, attributed_csv, attributed_json, attributed_report};
pub use pages::calibrate::{calibrate_answer, calibrate_csv, calibrate_json, calibrate_report};
pub use pages::dossier::dossier;
pub use pages::expected::Expected;
pub use pages::explain::{
    Example, FieldAt, Meaning, explain, explain_found, explain_near, meanings, near_names, with_word_in_name,
};
pub use pages::first::{PARTS, Step, WHY, build, next_step, part};
pub use pages::preflight::brief_report;
pub use pages::preflight_full::{Checked, Noticed, check_report};
pub use pages::reference::{Subject as ReferencePage, head as reference_head, reference, table as reference_table};
pub use pages::savings::{bridge_csv, draws_csv, months_csv, saved_answer, saved_json, saved_report, saved_workbook};
pub use pages::sensitivity::{sensitive_csv, sensitive_json, sensitive_report};
pub use pages::size::{size_answer, size_json, size_report, size_tables, size_wall, size_workbook};
pub use pages::sweep::{cheapest, front_csv, swept_csv, swept_json, swept_report};
pub use pages::verification::truths_report;
pub use pages::why::{why_answer, why_csv, why_json, why_report};
pub use paths::name_of_path;
pub use results::{
    Alternative, Alternatives, Answered, Assumed, AssumedPrice, Attributed, Axis, Best, BreakEven, ByDate, Calibrated,
    Chance, ChangeGroup, Contender, Contradiction, Draw, Effects, Explained, FirstLook, Front, HalfHours, Held, Hired,
    Intervals, Knowledge, Leavers, LineSaved, Measured, Met, Method, Moved, Place, Post, PriceBreakEven, Probed,
    Promised, Reached, Results, Risk, RiskLevel, Saved, SavedAsked, Sensitive, Simulated, Source, Staffed, Swept,
    TakenAsOne, Target, TargetThere, TeamHours, TemplateTarget, Trial, Tried, TruthRow, Turn, Turning, Uncertain,
    Undetermined, Unwritten, Way, WhyMissed, WorstDate, direction,
};

use formats::{csv, html, json, text, xlsx};

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
    Format { files: "report.txt", en: "all there is to read", zh: "全部内容", render: text_file },
    Format { files: "estimates.csv", en: "one estimate a row", zh: "每行一个估计", render: csv::estimates_file },
    Format {
        files: "differences.csv",
        en: "of a comparison: one difference to the baseline a row",
        zh: "比较时：每行一个与基准方案的差异",
        render: csv::differences_file,
    },
    Format {
        files: "savings.csv",
        en: "of a comparison: what is saved, by month and line of the ledger",
        zh: "比较时：按月、按成本项的节省",
        render: csv::savings_file,
    },
    Format {
        files: "intervals.csv",
        en: "by weekday and interval, and by date",
        zh: "按星期与时段、按日期",
        render: csv::intervals_file,
    },
    Format {
        files: "peak_days.csv",
        en: "peak days by interval: need, scheduled, at the desk, service",
        zh: "高峰日分时段：需要、计划、在席人数与服务水平",
        render: csv::peak_days_file,
    },
    Format {
        files: "replications.csv",
        en: "every replication's own values",
        zh: "每次模拟各自的数值",
        render: csv::replications_file,
    },
    Format {
        files: "replications_by_month.csv",
        en: "every replication's own values by month",
        zh: "每次模拟各月的数值",
        render: csv::months_file,
    },
    Format {
        files: "dictionary.csv",
        en: "every file, column and key, with its meaning and unit",
        zh: "每个文件、每列、每个键的含义与单位",
        render: dictionary_file,
    },
    Format {
        files: "charts/*.svg, charts/*.png",
        en: "designs side by side, peak days and the average day by half hour, the week, how often targets are missed, dates, costs by line",
        zh: "各方案并列、高峰日与平均一天的分时、一周热力图、目标未达标的天数、每天的咨询与未结工单、各项成本",
        render: charts::files,
    },
    Format {
        files: "report.html",
        en: "one file to read and hand on: answer, organisations, charts, all tables, in both languages",
        zh: "可阅读、可转发的单个文件：结论、组织、图表、全部表格，中英文都有",
        render: html::report_file,
    },
    Format {
        files: "one_page.html",
        en: "one sheet of A4 for whoever decides, in both languages",
        zh: "给拍板的人看的一页 A4，中英文都有",
        render: html::one_page_file,
    },
    Format {
        files: "report.json",
        en: "what `peakstaff report` makes report.html, one_page.html and report.xlsx of again",
        zh: "`peakstaff report` 据此重新生成 report.html、one_page.html、report.xlsx",
        render: formats::dossier::file,
    },
    Format {
        files: "report.xlsx",
        en: "a workbook whose money lives: change a wage or a bot's price and ledger, differences and savings follow",
        zh: "金额可改的工作簿：改工资或机器人单价，台账、差异、节省随之变动",
        render: xlsx::file,
    },
];

fn dictionary_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    csv::dictionary_asset(bundle, FORMATS.iter().map(|format| [format.files, format.en, format.zh]))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every format")]
fn text_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    Ok(vec![("report.txt".into(), text::render(bundle.report).into_bytes())])
}
