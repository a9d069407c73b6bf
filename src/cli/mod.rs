//! The command line: the only floor that touches files, the clock and the terminal. One file a subcommand.

mod ask;
mod attribute;
mod calibrate;
mod call;
mod check;
mod compare;
mod completions;
mod contacts;
mod erlang;
mod explain;
mod facts;
mod help;
mod init;
mod limits;
mod man;
mod misread;
mod new_scenario;
mod next;
mod output;
mod points;
mod progress;
mod reference;
mod report;
mod run;
mod savings;
mod schema;
mod search_bar;
mod sensitivity;
mod shipped;
mod signals;
mod size;
mod streamed;
mod sweep;
mod terminal;
mod trace;
mod verify;
mod why;

use crate::model::Lang;
use crate::report::{FORMATS, Intervals, PARTS, WHY};
use crate::session::{AT_MOST, OF_WHY, REPLICATIONS, Request};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use next::Called;
use std::ffi::OsString;
use std::path::PathBuf;
use terminal::Terminal;

/// Exit status: done.
const DONE: u8 = 0;
/// A fault of the program.
const FAULT: u8 = 1;
/// A mistake in the command or the scenario.
const MISTAKE: u8 = 2;
/// Stopped early; results are partial.
const STOPPED: u8 = 3;

/// Headings of options.
const SIMULATION: &str = "Simulation · 模拟选项";
const RESULTS: &str = "Results · 结果选项";
/// The heading of what every command takes.
const EVERY_COMMAND: &str = "Every command · 通用选项";

/// Workforce-planning and staffing simulator for e-commerce customer service · 电商客服排班与人力模拟器
#[derive(Parser, Debug)]
#[command(name = "peakstaff", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// List the shipped scenarios, or copy one to start from · 列出自带情景，或复制一个作为起点
    Init(init::Init),
    /// What a shop knows, in a workbook, and the scenario that follows of it · 把店里知道的数填进工作簿，由它写出情景文件
    Facts(facts::Facts),
    /// Move what nobody measured until the simulation meets what was measured · 校准：调整没有实测的数，使模拟与实测相符
    Calibrate(calibrate::Calibrate),
    /// Read a scenario, show every mistake, and what to expect before simulating · 检查情景文件并给出模拟前的预期
    Check(check::Check),
    /// Simulate one design · 模拟一个组织方案
    Run(run::Run),
    /// Compare designs on the same customers · 让各方案面对同样的客户，进行比较
    Compare(compare::Compare),
    /// Make report.html, one_page.html and report.xlsx again from a folder of results · 由结果目录重新生成 report.html、one_page.html、report.xlsx
    Report(report::Report),
    /// Why customers of a design waited: who or what was not there · 客户为什么在等：当时缺了谁、被什么占住
    Why(why::Why),
    /// What a design saves in a year, how sure, and until when · 一个方案一年省多少钱，有多大把握，哪些数变到多少就不再省
    Savings(savings::Savings),
    /// Which change did it: each group's share of what a design changes, as a waterfall · 变化来自哪项改动：把两个方案之差拆到各项，附瀑布图
    Attribute(attribute::Attribute),
    /// How many people, by team, meet the targets at least cost · 定员：各组多少人能以最低成本达到目标
    Size(size::Size),
    /// A grid of what-ifs: every combination of the values of some paths · 逐点试：若干取值的全部组合
    Sweep(sweep::Sweep),
    /// Which numbers of the file move a figure most · 文件中哪些数对结果影响最大
    Sensitivity(sensitivity::Sensitivity),
    /// Run validation files and hold them against exact values · 运行验证文件并与精确值对照
    Verify(verify::Verify),
    /// Queueing formulas: a first idea of agents, waits and chats · 排队公式速算
    Erlang(erlang::Erlang),
    /// What a word means: a figure, a code of a message, a key, a law, a calendar, a platform · 一个词的含义：指标、消息代码、情景文件的键、分布、日历、平台
    Explain(explain::Explain),
    /// What a scenario may hold: a schema for editors, or a page of the reference · 情景文件可以写什么：供编辑器用的结构，或手册的一页
    Schema(schema::Schema),
    /// What a shell needs to complete this program's words · 生成终端的自动补全脚本
    Completions(completions::Completions),
    /// The page that `man` shows, of the program or of a command · 生成 man 手册页
    Man(man::Man),
}

/// Options of every command.
#[derive(Args, Debug)]
#[command(next_help_heading = EVERY_COMMAND)]
struct Common {
    /// Language of messages and reports [default: as LC_ALL, LC_MESSAGES or LANG say] · 消息与报告的语言 [默认：按 LC_ALL、LC_MESSAGES 或 LANG]
    #[arg(long, global = true, value_name = "en|zh")]
    lang: Option<Language>,
    /// The result as JSON on standard output, and nothing else there · 在标准输出上只给 JSON 结果
    #[arg(long, global = true)]
    json: bool,
    /// Nothing but results and mistakes · 只输出结果与错误
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum Language {
    En,
    Zh,
}

impl Language {
    fn lang(self) -> Lang {
        match self {
            Self::En => Lang::En,
            Self::Zh => Lang::Zh,
        }
    }
}

/// How to simulate.
#[derive(Args, Debug)]
#[command(next_help_heading = SIMULATION)]
struct Simulation {
    /// Seed of everything random · 随机种子
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = limits::whole::<u64>("seed"))]
    seed: u64,
    #[arg(long, value_name = "N", help = replications_help(), value_parser = limits::whole::<u64>("replications"))]
    replications: Option<u64>,
    /// Worker threads; results do not depend on it [default, and at most: all cores] · 线程数，不影响结果 [默认及上限：全部核心]
    #[arg(long, value_name = "N", value_parser = limits::whole::<u16>("threads"))]
    threads: Option<u16>,
    /// Change a value of the scenario: a plain value, "*1.1", "+2", "+10 pp" · 修改情景中的一个值：直接给值，或 "*1.1"、"+2"、"+10 pp"
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
}

/// What results are about, and where they go.
#[derive(Args, Debug)]
#[command(next_help_heading = RESULTS)]
struct Output {
    /// The report is about this named period or month · 报告针对的期间或月份
    #[arg(long, value_name = "NAME")]
    period: Option<String>,
    /// Folder of results: a table, report.txt, estimates.json, manifest.json, charts/ [default: output/SCENARIO/COMMAND] · 结果目录，内有一张表、report.txt、estimates.json、manifest.json、charts/ [默认：output/情景/命令]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write no files · 不写文件
    #[arg(long, conflicts_with = "out")]
    no_files: bool,
}
/// What a report of designs says, and how.
#[derive(Args, Debug)]
struct Reporting {
    #[command(flatten)]
    simulation: Simulation,
    /// Replications until this figure is known so well in each design (its own ±, not that of differences), such as "service_level@contact:presale=0.5 pp"; `auto`: a comparison until its verdicts are settled, at most as many as asked for · 一直模拟到这个指标在每个方案里都有这么准为止（指它自己的 ±，不是差值的），例如 "service_level@contact:presale=0.5 pp"；`auto`：比较时模拟到各项结论已定，最多到指定次数
    #[arg(long, value_name = "KPI@SUBJECT=NUMBER", help_heading = SIMULATION)]
    precision: Option<String>,
    #[command(flatten)]
    output: Output,
    /// Print all there is, not the answer alone · 打印全部内容，而不只是结论
    #[arg(long, conflicts_with = "section", help_heading = RESULTS)]
    full: bool,
    /// Print one part of all there is · 只打印其中一部分
    #[arg(long, value_name = "NAME", value_parser = part_names(), help_heading = RESULTS)]
    section: Option<String>,
    /// Do not say why customers waited in the worst hours of the busiest dates, which are simulated again for it · 不说明最忙日期中最差时段的客户在等什么（否则另作模拟）
    #[arg(long, help_heading = RESULTS)]
    no_why: bool,
    /// What goes into intervals.csv: contacts, service, waiting, people and open tickets, or with `all` everything that is counted by interval, tens of megabytes for a year · intervals.csv 写什么：咨询量、服务、排队、人数与未结工单；`all` 写全部分时段指标，一年有几十兆
    #[arg(
        long,
        value_name = "usual|all",
        hide_possible_values = true,
        default_value = "usual",
        hide_default_value = true,
        help_heading = RESULTS
    )]
    intervals: IntervalsWord,
}

impl Reporting {
    fn request(&self, file: &str, terminal: &Terminal) -> Request {
        Request {
            precision: self.precision.clone(),
            period: self.output.period.clone(),
            profile: !(terminal.json && self.output.no_files) || self.asks_why(),
            intervals: self.intervals.into(),
            why: !self.no_why || self.asks_why(),
            ..self.simulation.request(file, terminal.lang)
        }
    }

    /// Whether the part that says why customers waited is asked for alone.
    fn asks_why(&self) -> bool {
        self.section.as_ref().is_some_and(|name| name == WHY.0 || name == WHY.1)
    }

    /// Whether anything that is shown or written says why customers waited: the short answer does not.
    fn shows_why(&self) -> bool {
        self.asks_why() || self.full || !self.output.no_files
    }
}

/// What `--intervals` takes.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum IntervalsWord {
    Usual,
    All,
}

impl From<IntervalsWord> for Intervals {
    fn from(word: IntervalsWord) -> Self {
        match word {
            IntervalsWord::Usual => Self::Usual,
            IntervalsWord::All => Self::All,
        }
    }
}

fn replications_help() -> String {
    format!(
        "Histories of the whole horizon [default: {REPLICATIONS}, `why`: {OF_WHY}; with --precision: at most {AT_MOST}] · \
         整个时间范围的模拟次数 [默认：{REPLICATIONS}，`why`：{OF_WHY}；有 --precision 时最多 {AT_MOST}]"
    )
}

/// What `run` and `compare` write: help reads the catalogue of formats, so that nothing is written undocumented.
fn out_help() -> String {
    let files: Vec<&str> = FORMATS.iter().map(|format| format.files).collect();
    let (en, zh) = (files.join(", "), files.join("、"));
    format!("Folder of results: {en} [default: output/SCENARIO/COMMAND] · 结果目录，内有 {zh} [默认：output/情景/命令]")
}

/// The parts of the whole page, by name or by their Chinese name.
fn part_names() -> PossibleValuesParser {
    PARTS.iter().map(|(name, zh)| PossibleValue::new(*name).alias(*zh)).collect::<Vec<_>>().into()
}

impl Simulation {
    fn request(&self, file: &str, lang: Lang) -> Request {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Request {
            sets: self.sets.clone(),
            seed: self.seed,
            replications: self.replications,
            threads: self.threads.map_or(cores, |wanted| cores.min(wanted.into())),
            lang,
            ..Request::new(file)
        }
    }
}

/// The program as clap knows it. A number below 0 is a value that an option refuses in its own words, not another option.
fn command() -> clap::Command {
    fn told(command: clap::Command) -> clap::Command {
        let below = |arg: clap::Arg| {
            if arg.get_action().takes_values() && !arg.is_positional() { arg.allow_negative_numbers(true) } else { arg }
        };
        command.mut_args(below).mut_subcommands(told)
    }
    // All at once: who changes one moves it behind all others.
    told(Cli::command()).mut_subcommands(|command| match command.get_name() {
        "run" | "compare" => command.mut_arg("out", |out| out.help(out_help())),
        "size" => command.mut_arg("period", |period| period.help(size::PERIOD)),
        "calibrate" => command.mut_arg("period", |period| period.help(calibrate::PERIOD)),
        _ => command,
    })
}

/// Runs the program with these arguments, the program's name first; gives the exit status.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    signals::full_disks_are_told();
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|word| word == "help") {
        // Clap's own `help run` would know no options, not even the language.
        arguments.remove(1);
        arguments.push("--help".into());
    }
    let lang = help::lang_of_arguments(&arguments)
        .unwrap_or_else(|| terminal::lang_of_environment(|name| std::env::var(name).ok()));
    let mut root = command();
    let parsed = root.try_get_matches_from_mut(&arguments);
    let (cli, called) = match parsed.and_then(|found| Ok((Cli::from_arg_matches(&found)?, Called::of(&root, &found)))) {
        Ok(both) => both,
        Err(e) => return unparsed(&e, &arguments, lang),
    };
    let terminal = Terminal::new(lang, cli.common.json, cli.common.quiet).called(called);
    let work = || match &cli.command {
        Command::Init(init) => init.run(&terminal),
        Command::Facts(facts) => facts.run(&terminal),
        Command::Calibrate(calibrate) => calibrate.run(&terminal, &arguments),
        Command::Check(check) => check.run(&terminal),
        Command::Run(run) => run.run(&terminal, &arguments),
        Command::Compare(compare) => compare.run(&terminal, &arguments),
        Command::Report(report) => report.run(&terminal, cli.common.lang.map(Language::lang)),
        Command::Why(why) => why.run(&terminal, &arguments),
        Command::Savings(savings) => savings.run(&terminal, &arguments),
        Command::Attribute(attribute) => attribute.run(&terminal, &arguments),
        Command::Size(size) => size.run(&terminal, &arguments),
        Command::Sweep(sweep) => sweep.run(&terminal, &arguments),
        Command::Sensitivity(sensitivity) => sensitivity.run(&terminal, &arguments),
        Command::Verify(verify) => verify.run(&terminal),
        Command::Erlang(erlang) => erlang.run(&terminal),
        Command::Explain(explain) => explain.run(&terminal),
        Command::Schema(schema) => schema.run(&terminal),
        Command::Completions(completions) => completions.run(&terminal),
        Command::Man(man) => man.run(&terminal),
    };
    // A panic has said where already; what is left is the promised exit status.
    let status = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or_else(|_| {
        terminal.fault();
        FAULT
    });
    terminal.status(status)
}

/// Help and version are no mistakes; a command without its subcommand is one, and help is what helps.
fn unparsed(error: &clap::Error, arguments: &[OsString], lang: Lang) -> u8 {
    let (terminal, root) = (Terminal::new(lang, false, false), command());
    let page = || help::page(&root, arguments, lang);
    match error.kind() {
        ErrorKind::DisplayHelp => terminal.report(&page()),
        ErrorKind::DisplayVersion => terminal.result(format!("peakstaff {}\n", env!("CARGO_PKG_VERSION")).as_bytes()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            terminal.error_text(&crate::report::formats::text::render(&page()));
            return MISTAKE;
        }
        _ => {
            let (message, help) = misread::told(error, &root, arguments);
            return terminal.mistake(message, Some(help));
        }
    }
    terminal.status(DONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        command().debug_assert();
    }
}
