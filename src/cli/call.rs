//! A command that simulates, as it was called, and what all of them do: say which design it is about, begin the folder of results,
//! put it into its place, say why there is nothing to show.

use super::Output;
use super::output::{Folder, LOG, Refusal, clear_all, clear_ours, partial, refuse_strange, sealed_log};
use super::terminal::Terminal;
use crate::diagnostic::Text;
use crate::experiment::{Limit, Stopped};
use crate::harmless::{file_name, visible};
use crate::model::{Label, Model};
use crate::report::Asset;
use crate::session::{self, Refused, Request, Scenario};
use crate::{report, say};
use clap::Args;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

/// Which design in which case a command is about.
#[derive(Args, Debug)]
pub struct Which {
    /// Which design [default: the file's only one, or its baseline] · 方案 [默认：文件中唯一的方案，或其基准]
    #[arg(long, value_name = "D")]
    design: Option<String>,
    /// Which case [default: base] · 假设 [默认：base]
    #[arg(long, value_name = "C")]
    case: Option<String>,
}

impl Which {
    /// The same request, about these.
    pub fn of(&self, request: Request) -> Request {
        Request {
            designs: self.design.iter().cloned().collect(),
            cases: self.case.iter().cloned().collect(),
            ..request
        }
    }
}

/// A command as it was called, and when.
pub struct Call<'a> {
    pub terminal: &'a Terminal,
    pub arguments: &'a [OsString],
    pub request: &'a Request,
    /// The subcommand, such as `run`.
    pub command: &'a str,
    begun: (jiff::Timestamp, Instant),
}

/// Files that were made, and why others could not be; `None`: all are there.
pub type Made = (Vec<Asset>, Option<Text>);

impl<'a> Call<'a> {
    /// Begun now.
    pub fn new(terminal: &'a Terminal, arguments: &'a [OsString], request: &'a Request, command: &'a str) -> Self {
        Self { terminal, arguments, request, command, begun: (jiff::Timestamp::now(), Instant::now()) }
    }

    /// Begins the folder of results and takes away what a stopped command left beside it; `None`: no files are wanted. The error is
    /// the status to leave with.
    pub fn folder(&self, output: &Output, scenario: &Scenario) -> Result<Option<Folder>, u8> {
        let begin = || -> Result<Folder, Refusal> {
            let folder = folder(output.out.as_deref(), scenario, &self.request.file, self.command)?;
            let stopped = partial(folder.target());
            clear_all(&stopped);
            refuse_strange(&stopped)?;
            Ok(folder)
        };
        (!output.no_files).then(begin).transpose().map_err(|(why, help)| self.terminal.mistake(why, help))
    }

    /// Writes a folder of results with its log: those of a command that was stopped beside the place of whole ones, which whole ones
    /// clear.
    pub fn put_results(&self, folder: Folder, made: Made, is_partial: bool) -> Result<(), u8> {
        let stopped = partial(folder.target());
        let place = if is_partial { stopped.clone() } else { folder.target().to_owned() };
        self.put(folder, made, &place)?;
        if !is_partial {
            clear_ours(&stopped);
        }
        Ok(())
    }

    /// Writes a folder of results to this place, with its log; where files could not be made, to another.
    pub fn put(&self, folder: Folder, (mut assets, unmade): Made, place: &Path) -> Result<(), u8> {
        let seconds = self.begun.1.elapsed().as_secs_f64();
        assets.push((LOG.into(), sealed_log(&self.log(seconds))));
        let shown = place.display();
        if let Err(rescued) = folder.put(assets, place, unmade) {
            return Err(self.terminal.failed(rescued.told()));
        }
        let time = report::numbers::duration(seconds, self.terminal.lang);
        self.terminal.note(&say!("written to {shown} ({time})", "已写入 {shown}（{time}）"));
        Ok(())
    }

    /// The only file that differs between two runs of the same thing.
    fn log(&self, seconds: f64) -> String {
        let host =
            std::fs::read_to_string("/proc/sys/kernel/hostname").ok().or_else(|| std::env::var("COMPUTERNAME").ok());
        let line: Vec<String> = self.arguments.iter().map(|a| a.to_string_lossy().into_owned()).collect();
        let mut text = String::new();
        let mut say = |name: &str, what: &str| {
            let _ = writeln!(text, "{name}: {}", visible(what));
        };
        say("command", &line.join(" "));
        say("host", host.as_deref().unwrap_or("unknown").trim());
        say("threads", &self.request.threads.to_string());
        say("started", &self.begun.0.to_string());
        say("seconds", &format!("{seconds:.1}"));
        text
    }
}

/// `--out`, or `output/SCENARIO/COMMAND`.
pub fn folder(out: Option<&Path>, scenario: &Scenario, file: &str, command: &str) -> Result<Folder, Refusal> {
    let stem = Path::new(file).file_stem().map_or_else(|| "scenario".into(), |s| s.to_string_lossy());
    let usual = || Path::new("output").join(file_name(&stem)).join(command);
    Folder::begin(&out.map_or_else(usual, Path::to_owned), scenario.read.iter().map(|read| &read.name[..]))
}

/// Says which design a command about one is about, where the file has several and nobody said which; refuses what cannot be chosen.
pub fn tell_design(terminal: &Terminal, scenario: &Scenario, request: &Request) -> Result<(), Refused> {
    let design = &session::chosen(&scenario.compiled, request)?.design.key;
    if request.designs.is_empty() && scenario.compiled.designs.len() > 1 {
        terminal.note(&say!("design: {design}, the baseline", "方案：{design}（基准）"));
    }
    Ok(())
}

/// Prints what the file warns of.
pub fn tell_warnings(terminal: &Terminal, scenario: &Scenario) {
    if !terminal.quiet {
        terminal.error_text(&scenario.warnings(terminal.style()));
    }
}

/// Why there is nothing to show; with a limit, of which model, which, and what would do.
pub fn nothing_whole(stopped: Option<Stopped>, models: &[&Model]) -> Text {
    let Some(Stopped::Limit { arm, limit, .. }) = stopped else {
        return say!("stopped before one replication was whole: no results", "在完成一次完整模拟之前停止：没有结果");
    };
    let model = models[arm];
    let Label { en: design_en, zh: design_zh, .. } = &model.design;
    let (en, zh) = limit_words(model, limit);
    let Text { en: help_en, zh: help_zh } = match limit {
        Limit::AtOnce => say!(
            "something comes round again without time going by: give customers patience, or their return a delay",
            "有什么在原地打转而时间不走：请给客户耐心，或给再次咨询加上间隔"
        ),
        _ => say!("fewer days or contacts would do", "请减少天数或咨询量"),
    };
    say!(
        "stopped before one replication was whole: {design_en} reached {en}: no results; {help_en}",
        "在完成一次完整模拟之前停止：{design_zh}达到{zh}，没有结果；{help_zh}"
    )
}

/// A limit of a model, in both languages.
pub fn limit_words(model: &Model, limit: Limit) -> (String, String) {
    let limits = &model.limits;
    match limit {
        Limit::Events => (format!("{} events", limits.events), format!("{} 个事件", limits.events)),
        Limit::AtOnce => {
            (format!("{} events at one instant", limits.at_once), format!("同一时刻 {} 个事件", limits.at_once))
        }
        Limit::Day => (format!("{} events of one day", limits.a_day), format!("一天 {} 个事件", limits.a_day)),
        Limit::Present => {
            (format!("{} contacts present at once", limits.present), format!("同时在场 {} 个咨询", limits.present))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Never, Quiet, Replications, Settings, Study, replicate};
    use crate::scenario::text::sources::InMemory;

    const QUEUE: &str = "template = \"none\"\ndays = 3\n[contact.a]\nchannel = \"call\"\neffort = \"1 h\"\n\
        arrivals = { per_day = 500, day_cv = 0.5 }\n[design.now]\nname = \"现在 | Now\"\n\
        [design.now.team.t]\nstaffed = 1\nserves = [\"a\"]\n";

    fn study(change: impl Fn(&mut crate::model::Model)) -> Study {
        let outcome = crate::compile::load(&InMemory::one("t.toml", QUEUE), "t.toml", &[]);
        let mut model = outcome.compiled.expect("it compiles").model(0, 0).clone();
        change(&mut model);
        let settings = Settings { seed: 1, replications: Replications::Fixed(20), threads: 2, profile: None };
        replicate(vec![model], &settings, &Quiet, &Never)
    }

    #[test]
    fn a_limit_before_anything_is_whole_says_which() {
        let study = study(|model| model.limits.events = 100);
        let told = nothing_whole(study.stopped, &[&study.arms[0].model]);
        assert!(told.en.contains("Now reached 100 events") && told.zh.contains("现在达到100 个事件"), "{told:?}");
    }

    #[test]
    fn a_limit_in_a_later_replication_keeps_those_before() {
        // The least at which the first replication is whole; one of the next nineteen has a busier history.
        let (mut low, mut high) = (1_u64, 1_000_000_u64);
        while low < high {
            let middle = u64::midpoint(low, high);
            let whole = study(|model| model.limits.events = middle).replications > 0;
            (low, high) = if whole { (low, middle) } else { (middle + 1, high) };
        }
        let study = study(|model| model.limits.events = high);
        assert!((1..20).contains(&study.replications), "{}", study.replications);
        assert!(matches!(study.stopped, Some(Stopped::Limit { limit: Limit::Events, .. })), "{:?}", study.stopped);
    }
}
