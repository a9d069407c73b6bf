//! One door to everything a user can ask: a scenario's bytes and options in, results as data out.
//!
//! The command line calls this, and so can a web page or a Python module: nothing here reads a clock, opens a file or
//! prints. Files are read through [`Sources`]; progress and interrupts are ports.

mod attribute;
mod batch;
mod best;
mod calibrate;
mod compared;
mod contacts;
mod facts;
mod points;
mod ranked;
mod request;
mod savings;
mod sensitivity;
mod size;
mod sweep;
mod turning_points;
mod verified;
mod why;

use crate::catalogue::HORIZON;
use crate::compile::{self, Compiled, LeversOf, Overlay};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity, SourceMap, Style, Text};
use crate::engine::{self, Trace};
use crate::experiment::{Cancel, Parts, Progress, Settings, Study, judged, replicate};
use crate::model::{Lang, Model};
use crate::report::{FileHash, Intervals, Manifest, Measured, Noticed, Results, Source, Unwritten};
use crate::say;
use crate::scenario::text::document::Sourced;
use crate::scenario::text::sources::Sources;
pub use attribute::{Attribution, Between};
pub use batch::{BatchDone, NoShelf, Shelf};
pub use best::{AskedBest, BestFound};
pub use calibrate::{Asked as CalibrateAsked, Calibrate, Ended as CalibrateEnded};
use compared::{Compared, compared};
pub use contacts::contacts;
pub use facts::{facts, workbook};
pub use points::{OfPoints, Points, PointsDone};
pub use ranked::{Effect, End, Ranked, deciding, ranked};
use request::{case, design, known, known_period, replications_of};
pub use savings::{DRAWS, NoSaving, SavingsDone, SavingsPorts, savings};
pub use sensitivity::{Probe, Sensitivity};
use sha2::{Digest as _, Sha256};
pub use size::{
    Asked as SizeAsked, Chosen as SizeChosen, Effort as SizeEffort, Ended as SizeEnded, Halt, Ports as SizePorts, Size,
    Stage as SizeStage, Watch, like_other, like_targets,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
pub use sweep::{Grid, Sweep};
pub use turning_points::try_assumptions;
pub use verified::verify;
pub use why::{Found, OF_WHY, why, why_missed};

/// Replications where nothing else is asked for.
pub const REPLICATIONS: u64 = 20;
/// Replications at which a search for a precision ends.
pub const AT_MOST: u64 = 1000;

/// What to do.
#[derive(Clone, Debug)]
pub struct Request {
    /// The scenario file, as the sources name it.
    pub file: String,
    /// `PATH=VALUE`, in order.
    pub sets: Vec<String>,
    /// What-ifs to compare beside the cases of the file: `PATH = VALUE`.
    pub what_ifs: Vec<String>,
    /// Whose levers to take apart.
    pub levers: LeversOf,
    /// Designs by key; empty: as the command chooses.
    pub designs: Vec<String>,
    /// Cases by key; empty: all to compare, `base` to run.
    pub cases: Vec<String>,
    /// The period the report is about; none: the horizon.
    pub period: Option<String>,
    /// Seed of everything random.
    pub seed: u64,
    /// Replications; none: [`REPLICATIONS`], or until `precision`.
    pub replications: Option<u64>,
    /// `KPI@SUBJECT=NUMBER[ UNIT]`, or `auto`: until the verdicts of a comparison are settled.
    pub precision: Option<String>,
    /// Worker threads.
    pub threads: usize,
    /// Whether the shape of the week is wanted, for the page and for `intervals.csv`.
    pub profile: bool,
    /// How much of it is written into `intervals.csv`.
    pub intervals: Intervals,
    /// Whether a comparison tries which assumptions would turn a verdict.
    pub assumptions: bool,
    /// Whether it is asked why customers waited in the worst hours of the busiest dates, which [`why_missed`] tells of what was done with
    /// `profile`.
    pub why: bool,
    /// The language of definitions in the results.
    pub lang: Lang,
}

impl Request {
    /// The defaults of every option, for a file.
    pub fn new(file: &str) -> Self {
        Self {
            file: file.into(),
            sets: Vec::new(),
            what_ifs: Vec::new(),
            levers: LeversOf::Nobody,
            designs: Vec::new(),
            cases: Vec::new(),
            period: None,
            seed: 1,
            replications: None,
            precision: None,
            threads: 1,
            profile: true,
            intervals: Intervals::default(),
            assumptions: false,
            why: false,
            lang: Lang::default(),
        }
    }
}

/// Why nothing was done: a mistake in the scenario or the request, to be shown.
#[derive(Debug)]
pub struct Refused {
    files: SourceMap,
    diagnostics: Diagnostics,
}

impl Refused {
    /// One message about the request.
    pub fn said(message: Text, help: Option<Text>) -> Self {
        let mut diagnostics = Diagnostics::default();
        let diagnostic = Diagnostic::error_at_large(Code::Request, message);
        diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
        Self { files: SourceMap::default(), diagnostics }
    }

    /// What was found in texts.
    fn found(files: SourceMap, diagnostics: Diagnostics) -> Self {
        Self { files, diagnostics }
    }

    /// As text, with the lines it is about.
    pub fn render(&self, style: Style) -> String {
        self.diagnostics.render(&self.files, style)
    }

    /// The mistakes, in order of place.
    pub fn noticed(&self) -> Vec<Noticed> {
        let errors = self.diagnostics.sorted().into_iter().filter(|found| found.severity == Severity::Error);
        errors.map(|found| noticed(found, &self.files)).collect()
    }
}

/// What was found at a place of these files.
fn noticed(found: &Diagnostic, files: &SourceMap) -> Noticed {
    Noticed {
        code: found.code.word(),
        place: found.labels.first().map_or_else(String::new, |label| line(&label.place, files)),
        message: found.message.clone(),
        help: found.help.clone().unwrap_or_default(),
    }
}

/// `shop.toml:12`.
fn line(place: &Place, files: &SourceMap) -> String {
    format!("{}:{}", files.name(place.source), files.line(place))
}

/// A scenario that can be run.
#[derive(Debug)]
pub struct Scenario {
    /// What was compiled.
    pub compiled: Compiled,
    /// What the shop's own export says.
    pub measured: Vec<Measured>,
    /// Every file read.
    pub read: Vec<FileHash>,
    files: SourceMap,
    diagnostics: Diagnostics,
}

impl Scenario {
    /// Where values of the file come from.
    pub fn sources(&self) -> Vec<Source> {
        self.sources_of(|_| true)
    }

    /// The same of what these designs and cases have; what stands outside of designs and types is everybody's.
    fn sources_of(&self, run: impl Fn(&(String, String)) -> bool) -> Vec<Source> {
        const TAKEN: [&str; 6] = ["design.", "lever.", "case.", "defaults.", "contact.", "stream."];
        let of_some = |path: &str| TAKEN.iter().any(|table| path.starts_with(table));
        // What a shop answered stands there a second time, as it is used.
        let kept = |path: &str| path.starts_with("facts.");
        let has = |one: &&Sourced| {
            !kept(&one.path) && (one.under.iter().any(&run) || (one.under.is_empty() && !of_some(&one.path)))
        };
        let source = |one: &Sourced| {
            let Sourced { path, value, source, as_of, range, .. } = one.clone();
            Source { path, value, source, as_of, range }
        };
        self.compiled.sources.iter().filter(has).map(source).collect()
    }

    /// Warnings, in order of place.
    pub fn noticed(&self) -> Vec<Noticed> {
        self.diagnostics.sorted().into_iter().map(|found| noticed(found, &self.files)).collect()
    }

    /// What meant something else in the version that the file was written for; what helps keeps the old meaning.
    pub fn changed(&self) -> Vec<Noticed> {
        let of = |changed: &compile::Changed| Noticed {
            code: changed.code,
            place: line(&changed.place, &self.files),
            message: changed.message.clone(),
            help: changed.keep.clone(),
        };
        self.compiled.changed.iter().map(of).collect()
    }

    /// Warnings, as text; empty where there are none.
    pub fn warnings(&self, style: Style) -> String {
        if self.diagnostics.is_empty() { String::new() } else { self.diagnostics.render(&self.files, style) }
    }
}

/// What came of a run or comparison.
#[derive(Debug)]
pub struct Done {
    /// The results.
    pub results: Results,
    /// What was done.
    pub manifest: Manifest,
}

/// Sources that remember what was read.
struct Remembered<'a> {
    inner: &'a dyn Sources,
    read: RefCell<Vec<FileHash>>,
}

impl Sources for Remembered<'_> {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let bytes = self.inner.read(name)?;
        let mut sha256 = String::new();
        for byte in Sha256::digest(&bytes) {
            let _ = write!(sha256, "{byte:02x}");
        }
        let mut read = self.read.borrow_mut();
        // Several sheets, or several columns, may be read of one file.
        if !read.iter().any(|file| file.name == name) {
            read.push(FileHash { name: name.to_owned(), sha256 });
        }
        Ok(bytes)
    }
}

/// Reads and compiles a scenario.
pub fn check(sources: &dyn Sources, file: &str, sets: &[String]) -> Result<Scenario, Refused> {
    read(sources, file, &Overlay { sets, ..Overlay::default() })
}

/// What a file of volumes says by interval, of one type where it has several. `notation`: how it is written, as beside `file`
/// in a scenario.
pub fn volumes(
    sources: &dyn Sources,
    file: &str,
    kind: Option<&str>,
    notation: Option<&str>,
) -> Result<compile::ListedVolumes, Refused> {
    let mut files = SourceMap::default();
    compile::listed(sources, &compile::Listed { file, kind, notation }, &mut files)
        .map_err(|found| Refused::found(files, found))
}

/// The position of a case, which a command asks for by its key.
pub fn case_of(compiled: &Compiled, key: &str) -> Result<usize, Refused> {
    case(compiled, key)
}

/// Reads and compiles a scenario with all that a request asks of it.
pub fn check_for(sources: &dyn Sources, request: &Request) -> Result<Scenario, Refused> {
    let Request { sets, what_ifs, levers, .. } = request;
    read(sources, &request.file, &Overlay { sets, what_ifs, levers: levers.clone() })
}

fn read(sources: &dyn Sources, file: &str, asked: &Overlay<'_>) -> Result<Scenario, Refused> {
    let remembered = Remembered { inner: sources, read: RefCell::default() };
    let compile::Outcome { files, diagnostics, compiled } = compile::load_asked(&remembered, file, asked);
    let Some(compiled) = compiled else { return Err(Refused { files, diagnostics }) };
    let measured = compiled.measured.iter().map(|one| measured(&compiled, one)).collect();
    Ok(Scenario { compiled, measured, read: remembered.read.into_inner(), files, diagnostics })
}

/// What the shop's own export says, under the names of its design and case.
fn measured(compiled: &Compiled, one: &compile::Measured) -> Measured {
    let compile::Measured { under: (design, case), kpi, subject, part, value, digit, error } = *one;
    let model = compiled.model(design, case);
    let (design, case) = (model.design.key.clone(), model.case.key.clone());
    Measured { design, case, kpi, subject, part, value, digit, error }
}

/// Simulates one design in one case.
pub fn run(
    scenario: &Scenario,
    request: &Request,
    progress: &dyn Progress,
    cancel: &dyn Cancel,
) -> Result<Done, Refused> {
    let model = chosen(&scenario.compiled, request)?;
    let only = Compared { models: vec![model.clone()], baseline: 0, parts: Vec::new() };
    simulate(scenario, request, "run", only, progress, cancel)
}

/// The one model that `run` is about: as asked, the file's only design, or its baseline.
pub fn chosen<'a>(compiled: &'a Compiled, request: &Request) -> Result<&'a Model, Refused> {
    let design = match (request.designs.first(), compiled.baseline, compiled.designs.len()) {
        (Some(key), ..) => design(compiled, key)?,
        (None, _, 1) => 0,
        (None, Some((design, _)), _) => design,
        (None, None, _) => {
            let (en, zh) = known(&compiled.designs);
            return Err(Refused::said(
                say!("there are several designs and no baseline", "有多个方案且没有指定基准"),
                Some(say!("choose one with --design: {en}", "请用 --design 选择一个：{zh}")),
            ));
        }
    };
    let case = request.cases.first().map_or(Ok(0), |key| case(compiled, key))?;
    Ok(compiled.model(design, case))
}

/// Simulates designs in cases on the same customers.
pub fn compare(
    scenario: &Scenario,
    request: &Request,
    progress: &dyn Progress,
    cancel: &dyn Cancel,
) -> Result<Done, Refused> {
    let compared = compared(&scenario.compiled, request)?;
    simulate(scenario, request, "compare", compared, progress, cancel)
}

fn simulate(
    scenario: &Scenario,
    request: &Request,
    command: &str,
    compared: Compared,
    progress: &dyn Progress,
    cancel: &dyn Cancel,
) -> Result<Done, Refused> {
    if let Some(period) = &request.period {
        known_period(period, &crate::catalogue::spans(&compared.models[0]), &compared.models[0].calendar)?;
    }
    let period = request.period.as_deref().unwrap_or(HORIZON);
    let replications = replications_of(request, &compared, period)?;
    let Compared { models, baseline, parts } = compared;
    let profile = request.profile.then(|| period.to_owned());
    let settings = Settings { seed: request.seed, replications, threads: request.threads, profile };
    let study = replicate(models, &settings, progress, cancel);
    let done = (study.replications, study.stopped.is_some());
    let manifest = Manifest { precise: study.precise, ..manifest(scenario, request, command, done, &[]) };
    let results = results(scenario, request, study, (baseline, parts), period);
    Ok(Done { results, manifest })
}

/// All that is read from a study, with what the scenario says of it.
fn results(
    scenario: &Scenario,
    request: &Request,
    study: Study,
    (baseline, parts): (usize, Vec<Parts>),
    period: &str,
) -> Results {
    let judged = judged(&study, request.threads);
    let mut results = Results::new(study, scenario.compiled.title.clone(), baseline, parts, period);
    results.judged = judged;
    results.unwritten = (results.study.arms.len() > 1 && scenario.compiled.baseline.is_none())
        .then_some(if request.designs.is_empty() { Unwritten::FirstWritten } else { Unwritten::FirstAsked });
    results.changes.clone_from(&request.sets);
    let arms = &results.study.arms;
    let run = |(design, case): &(String, String)| {
        arms.iter().any(|arm| arm.model.design.key == *design && arm.model.case.key == *case)
    };
    results.levers.clone_from(&scenario.compiled.takes);
    results.sources = scenario.sources_of(run);
    results.assumed = ranked::assumed(&scenario.compiled, arms);
    results.files.clone_from(&scenario.compiled.files);
    results.intervals = request.intervals;
    results.template_targets = ranked::template_targets(&scenario.compiled);
    results.hold_against(&scenario.measured);
    results.calibrated = scenario.files.ids().any(|id| calibrate::is_calibrated(scenario.files.text(id)));
    results
}

/// What was done where nothing is simulated.
pub fn checked(scenario: &Scenario, request: &Request) -> Manifest {
    manifest(scenario, request, "check", (0, false), &[])
}

fn manifest(
    scenario: &Scenario,
    request: &Request,
    command: &str,
    (replications, partial): (u64, bool),
    more: &[(&str, Vec<String>)],
) -> Manifest {
    let mut options: BTreeMap<String, serde_json::Value> = BTreeMap::new();
    let mut option = |name: &str, values: &[String]| {
        if !values.is_empty() {
            options.insert(name.to_owned(), values.to_vec().into());
        }
    };
    if request.intervals == Intervals::All {
        option("intervals", &["all".to_owned()]);
    }
    option("set", &request.sets);
    option("what-if", &request.what_ifs);
    match &request.levers {
        LeversOf::Nobody => (),
        LeversOf::Baseline => option("levers", &["baseline".to_owned()]),
        LeversOf::Design(design) => option("levers", std::slice::from_ref(design)),
    }
    option("design", &request.designs);
    option("case", &request.cases);
    option("period", request.period.as_slice());
    option("precision", request.precision.as_slice());
    for (name, values) in more {
        option(name, values);
    }
    let lang = match request.lang {
        Lang::En => "en",
        Lang::Zh => "zh",
    };
    option("lang", &[lang.to_owned()]);
    if ["run", "compare"].contains(&command) && !request.why {
        options.insert("no-why".to_owned(), true.into());
    }
    if command == "compare" && !request.assumptions {
        options.insert("no-assumptions".to_owned(), true.into());
    }
    Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed: request.seed,
        replications,
        scenario: request.file.clone(),
        hash: scenario.read.first().map_or(String::new(), |file| file.sha256.clone()),
        partial,
        precise: None,
        command: command.to_owned(),
        files: scenario.read.clone(),
        taken: crate::report::taken_json(&scenario.compiled.files),
        options,
    }
}

/// Every event of the first replication as a line, given to `to`.
pub fn trace(scenario: &Scenario, request: &Request, to: &mut dyn FnMut(&str)) -> Result<(), Refused> {
    let model = chosen(&scenario.compiled, request)?;
    let date = |day: i32| crate::catalogue::civil(day).to_string();
    engine::run(model, request.seed, 0, Trace::new(model, request.lang, date, to), &|| false);
    Ok(())
}
