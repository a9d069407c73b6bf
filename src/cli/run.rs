//! `peakstaff run FILE`.

use super::Reporting;
use super::call::{Call, Which, nothing_whole, tell_design, tell_warnings};
use super::contacts::Contacts;
use super::output::Folder;
use super::progress::{Bar, Interrupt};
use super::terminal::{Disk, Terminal};
use crate::diagnostic::Text;
use crate::experiment::Cancel as _;
use crate::model::Model;
use crate::report::{Asset, Bundle, FORMATS, Results, Step, answer, build, next_step, part, results_json};
use crate::session::{self, Done, Request, Scenario};
use crate::{report, say};
use clap::Args;
use std::cell::LazyCell;
use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub struct Run {
    /// The scenario · 情景文件
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    #[command(flatten)]
    which: Which,
    /// Write every event of the first replication as a line · 把首次模拟的每个事件写成一行
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    #[command(flatten)]
    contacts: Contacts,
    #[command(flatten)]
    reporting: Reporting,
}

impl Run {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let request = self.which.of(self.reporting.request(&self.file, terminal));
        let scenario = match session::check(&Disk, &self.file, &request.sets) {
            Ok(scenario) => scenario,
            Err(refused) => return terminal.refused(&refused),
        };
        if let Err(refused) = tell_design(terminal, &scenario, &request) {
            return terminal.refused(&refused);
        }
        let call = Call::new(terminal, arguments, &request, "run");
        let beside = |folder: Option<&Folder>| {
            if let Some(path) = &self.trace {
                super::trace::write(terminal, &scenario, &request, path, folder)?;
            }
            self.contacts.write(terminal, &scenario, &request, folder)
        };
        simulate(&call, &self.reporting, &scenario, &beside)
    }
}

/// Writes files beside the folder of results, if there is one, before anything else is simulated; or the status to leave with.
pub type Beside<'a> = &'a dyn Fn(Option<&Folder>) -> Result<(), u8>;

/// What `run` and `compare` have in common: write what goes `beside` the results, simulate, print the first page, write the folder.
pub fn simulate(call: &Call<'_>, reporting: &Reporting, scenario: &Scenario, beside: Beside<'_>) -> u8 {
    let Call { terminal, request, command, .. } = *call;
    tell_warnings(terminal, scenario);
    let folder = match call.folder(&reporting.output, scenario) {
        Ok(folder) => folder,
        Err(status) => return status,
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
    let chinese = terminal.style().chinese;
    if request.assumptions {
        let bar = Bar::new(terminal, say!("assumptions", "假定").get(chinese));
        session::try_assumptions(&Disk, scenario, request, &mut done, &bar, &interrupt);
        bar.finish();
    }
    if request.why && reporting.shows_why() {
        let bar = Bar::new(terminal, say!("why customers waited", "为什么在等").get(chinese));
        session::why_missed(request, &mut done, &bar, &interrupt);
        bar.finish();
    }
    // Stopped after the last replication: what follows from more than them may be missing.
    done.manifest.partial |= interrupt.cancelled();
    let study = &done.results.study;
    if study.replications == 0 {
        let models: Vec<&Model> = study.arms.iter().map(|arm| &arm.model).collect();
        terminal.say(&nothing_whole(study.stopped, &models));
        return super::STOPPED;
    }
    let comparable = scenario.compiled.designs.len() * scenario.compiled.cases.len() > 1;
    finish(call, reporting, folder, comparable, &done)
}

fn finish(call: &Call<'_>, reporting: &Reporting, folder: Option<Folder>, comparable: bool, done: &Done) -> u8 {
    let Call { terminal, request, command, .. } = *call;
    let Done { results, manifest } = done;
    let next = next(terminal, request, (command, comparable), results);
    let page = LazyCell::new(|| build(results, terminal.lang, &next));
    if terminal.json {
        match results_json(manifest, results, terminal.lang) {
            Ok(bytes) => terminal.result(&bytes),
            Err(why) => return terminal.failed(say!("{why}", "{why}")),
        }
    } else {
        match &reporting.section {
            Some(name) => terminal.report(&part(results, terminal.lang, name, &next)),
            None if reporting.full => terminal.report(&page),
            None => terminal.brief(&answer(results, terminal.lang, &next)),
        }
    }
    if let Some(folder) = folder {
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
        if let Err(status) = call.put_results(folder, (assets, unmade), manifest.partial) {
            return status;
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
        Step::Calibrate => {
            let base = &results.study.arms[results.baseline].model;
            let case = Some(&base.case.key).filter(|case| *case != "base").cloned();
            let of = [
                ("design", vec![base.design.key.clone()]),
                ("case", case.into_iter().collect()),
                ("replications", Vec::new()),
                ("full", Vec::new()),
            ];
            terminal.next("calibrate", file, &of)
        }
        Step::Explain => terminal.next("explain", &["service_level"], &[]),
    }
}
