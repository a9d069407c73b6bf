//! `peakstaff run FILE`.

use super::contacts::Contacts;
use super::output::{Folder, LOG, Refusal, clear_all, clear_ours, partial, refuse_strange, sealed_log};
use super::progress::{Bar, Interrupt};
use super::terminal::{Disk, Terminal};
use super::{Output, Simulation};
use crate::diagnostic::Text;
use crate::experiment::{Limit, Stopped, Study};
use crate::harmless::{file_name, visible};
use crate::model::{Label, Model};
use crate::report::{Asset, Bundle, FORMATS, Results, Step, answer, build, next_step, part, results_json};
use crate::session::{self, Done, Request, Scenario};
use crate::{report, say};
use clap::Args;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

#[derive(Args, Debug)]
pub struct Run {
    /// The scenario · 情景文件
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    /// Which design [default: the file's only one, or its baseline] · 方案 [默认：文件中唯一的方案，或其基准]
    #[arg(long, value_name = "D")]
    design: Option<String>,
    /// Which case [default: base] · 假设 [默认：base]
    #[arg(long, value_name = "C")]
    case: Option<String>,
    /// Write every event of the first replication as a line · 把首次模拟的每个事件写成一行
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    #[command(flatten)]
    contacts: Contacts,
    #[command(flatten)]
    simulation: Simulation,
    #[command(flatten)]
    output: Output,
}

impl Run {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let request = Request {
            designs: self.design.iter().cloned().collect(),
            cases: self.case.iter().cloned().collect(),
            period: self.output.period.clone(),
            profile: !(terminal.json && self.output.no_files),
            intervals: self.output.intervals.into(),
            why: self.output.asks_why(),
            ..self.simulation.request(&self.file, terminal.lang)
        };
        let scenario = match session::check(&Disk, &self.file, &request.sets) {
            Ok(scenario) => scenario,
            Err(refused) => return terminal.refused(&refused),
        };
        if self.design.is_none() && scenario.compiled.designs.len() > 1 {
            match session::chosen(&scenario.compiled, &request) {
                Ok(model) => {
                    let design = &model.design.key;
                    terminal.note(&say!("design: {design}, the baseline", "方案：{design}（基准）"));
                }
                Err(refused) => return terminal.refused(&refused),
            }
        }
        let call = Call::new(terminal, arguments, &request, "run");
        let beside = |folder: Option<&Folder>| {
            if let Some(path) = &self.trace {
                super::trace::write(terminal, &scenario, &request, path, folder)?;
            }
            self.contacts.write(terminal, &scenario, &request, folder)
        };
        simulate(&call, &self.output, &scenario, &beside)
    }
}

/// Writes files beside the folder of results, if there is one, before anything else is simulated; or the status to leave with.
pub type Beside<'a> = &'a dyn Fn(Option<&Folder>) -> Result<(), u8>;

/// A command as it was called, and when.
pub struct Call<'a> {
    terminal: &'a Terminal,
    arguments: &'a [OsString],
    request: &'a Request,
    /// `run` or `compare`.
    command: &'a str,
    begun: (jiff::Timestamp, Instant),
}

impl<'a> Call<'a> {
    /// Begun now.
    pub fn new(terminal: &'a Terminal, arguments: &'a [OsString], request: &'a Request, command: &'a str) -> Self {
        Self { terminal, arguments, request, command, begun: (jiff::Timestamp::now(), Instant::now()) }
    }
}

/// What `run` and `compare` have in common: write what goes `beside` the results, simulate, print the first page, write the folder.
pub fn simulate(call: &Call<'_>, output: &Output, scenario: &Scenario, beside: Beside<'_>) -> u8 {
    let Call { terminal, request, command, .. } = *call;
    if !terminal.quiet {
        terminal.error_text(&scenario.warnings(terminal.style()));
    }
    let begin = || -> Result<Folder, Refusal> {
        let folder = folder(output.out.as_deref(), scenario, &request.file, command)?;
        let stopped = partial(folder.target());
        clear_all(&stopped);
        refuse_strange(&stopped)?;
        Ok(folder)
    };
    let folder = match (!output.no_files).then(begin).transpose() {
        Ok(folder) => folder,
        Err((why, help)) => return terminal.mistake(why, help),
    };
    if let Err(status) = beside(folder.as_ref()) {
        return status;
    }
    let interrupt = Interrupt::listen(terminal);
    let bar = Bar::new(terminal, "");
    let done = match command {
        "run" => session::run(scenario, request, &bar, &interrupt),
        _ => session::compare(scenario, request, &bar, &interrupt),
    };
    bar.finish();
    let mut done = match done {
        Ok(done) => done,
        Err(refused) => return terminal.refused(&refused),
    };
    if request.assumptions {
        let bar = Bar::new(terminal, say!("assumptions", "假定").get(terminal.style().chinese));
        session::try_assumptions(&Disk, scenario, request, &mut done, &bar, &interrupt);
        bar.finish();
    }
    if done.results.study.replications == 0 {
        terminal.say(&nothing_whole(&done.results.study));
        return super::STOPPED;
    }
    let comparable = scenario.compiled.designs.len() * scenario.compiled.cases.len() > 1;
    finish(call, output, folder, comparable, &done)
}

/// Why there is nothing to show; with a limit, which, and what would do.
fn nothing_whole(study: &Study) -> Text {
    let Some(Stopped::Limit { arm, limit, .. }) = study.stopped else {
        return say!("stopped before one replication was whole: no results", "在完成一次完整模拟之前停止：没有结果");
    };
    let Label { en: design_en, zh: design_zh, .. } = &study.arms[arm].model.design;
    let (en, zh) = limit_words(&study.arms[arm].model, limit);
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

fn finish(call: &Call<'_>, output: &Output, folder: Option<Folder>, comparable: bool, done: &Done) -> u8 {
    let Call { terminal, arguments, request, command, begun } = *call;
    let Done { results, manifest } = done;
    let next = next(terminal, request, (command, comparable), results);
    let page = build(results, terminal.lang, &next);
    if terminal.json {
        match results_json(manifest, results, terminal.lang) {
            Ok(bytes) => terminal.result(&bytes),
            Err(why) => return terminal.failed(say!("{why}", "{why}")),
        }
    } else {
        match &output.section {
            Some(name) => terminal.report(&part(results, terminal.lang, name, &next)),
            None if output.full => terminal.report(&page),
            None => terminal.brief(&answer(results, terminal.lang, &next)),
        }
    }
    if let Some(folder) = folder {
        let stopped = partial(folder.target());
        let place = if manifest.partial { stopped.clone() } else { folder.target().to_owned() };
        let lang = terminal.lang;
        let dossier = report::dossier(results, manifest, lang);
        let bundle = Bundle { manifest, results, report: &page, lang, dossier: &dossier };
        let (mut assets, mut unmade): (Vec<Asset>, Option<Text>) = (Vec::new(), None);
        for format in FORMATS {
            match (format.render)(&bundle) {
                Ok(files) => assets.extend(files),
                Err(why) => {
                    let files = format.files;
                    unmade = Some(say!("cannot make {files}: {why}", "无法生成 {files}：{why}"));
                }
            }
        }
        let made = (assets, unmade);
        if let Err(status) = put(terminal, folder, made, &place, (arguments, request), begun) {
            return status;
        }
        if !manifest.partial {
            // Whole results take the place of what a run to the same folder left when it was stopped.
            clear_ours(&stopped);
        }
    }
    if manifest.partial { super::STOPPED } else { super::DONE }
}

/// The natural next command. Comparing is about all designs of the file, so one that was chosen to run is not repeated.
fn next(terminal: &Terminal, request: &Request, (command, comparable): (&str, bool), results: &Results) -> String {
    let file = &[&request.file[..]];
    match next_step(results, command, comparable) {
        Step::Compare => terminal.next("compare", file, &[("design", Vec::new())]),
        Step::Replications(n) => terminal.next(command, file, &[("replications", vec![n.to_string()])]),
        Step::Explain => terminal.next("explain", &["service_level"], &[]),
    }
}

/// Writes a folder of results to its place, with its log; where files could not be made, to another.
pub fn put(
    terminal: &Terminal,
    folder: Folder,
    (mut assets, unmade): (Vec<Asset>, Option<Text>),
    place: &Path,
    (arguments, request): (&[OsString], &Request),
    (started, clock): (jiff::Timestamp, Instant),
) -> Result<(), u8> {
    let seconds = clock.elapsed().as_secs_f64();
    assets.push((LOG.into(), sealed_log(&log(arguments, request, started, seconds))));
    let shown = place.display();
    if let Err(rescued) = folder.put(assets, place, unmade) {
        return Err(terminal.failed(rescued.told()));
    }
    let time = report::numbers::duration(seconds, terminal.lang);
    terminal.note(&say!("written to {shown} ({time})", "已写入 {shown}（{time}）"));
    Ok(())
}

/// `--out`, or `output/SCENARIO/COMMAND`.
pub fn folder(out: Option<&Path>, scenario: &Scenario, file: &str, command: &str) -> Result<Folder, Refusal> {
    let stem = Path::new(file).file_stem().map_or_else(|| "scenario".into(), |s| s.to_string_lossy());
    let usual = || Path::new("output").join(file_name(&stem)).join(command);
    Folder::begin(&out.map_or_else(usual, Path::to_owned), scenario.read.iter().map(|read| &read.name[..]))
}

/// The only file that differs between two runs of the same thing.
fn log(arguments: &[OsString], request: &Request, started: jiff::Timestamp, seconds: f64) -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").ok().or_else(|| std::env::var("COMPUTERNAME").ok());
    let line: Vec<String> = arguments.iter().map(|a| a.to_string_lossy().into_owned()).collect();
    let mut text = String::new();
    let mut say = |name: &str, what: &str| {
        let _ = writeln!(text, "{name}: {}", visible(what));
    };
    say("command", &line.join(" "));
    say("host", host.as_deref().unwrap_or("unknown").trim());
    say("threads", &request.threads.to_string());
    say("started", &started.to_string());
    say("seconds", &format!("{seconds:.1}"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Never, Quiet, Replications, Settings, replicate};
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
        let told = nothing_whole(&study(|model| model.limits.events = 100));
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
