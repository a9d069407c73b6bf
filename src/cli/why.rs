//! `peakstaff why FILE`.

use super::call::{Call, Which, nothing_whole, tell_design, tell_warnings};
use super::progress::{Bar, Interrupt};
use super::terminal::{Disk, Terminal};
use super::{DONE, Output, RESULTS, STOPPED, Simulation};
use crate::report::formats::text;
use crate::report::{
    Asset, Explained, Manifest, drawn, manifest_asset, why_answer, why_charts, why_csv, why_json, why_report,
};
use crate::say;
use crate::session::{self, Request};
use clap::Args;
use std::ffi::OsString;

#[derive(Args, Debug)]
pub struct Why {
    /// The scenario · 情景文件
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    #[command(flatten)]
    which: Which,
    /// A date and hours of it, such as "2025-11-11 20:00-22:00" [default: the hours that miss their targets most] · 日期与时段，例如 "2025-11-11 20:00-22:00" [默认：离目标最远的时段]
    #[arg(long, value_name = "WHEN", conflicts_with = "period")]
    at: Option<String>,
    /// Print all there is, not the answer alone · 打印全部内容，而不只是结论
    #[arg(long, help_heading = RESULTS)]
    full: bool,
    #[command(flatten)]
    simulation: Simulation,
    #[command(flatten)]
    output: Output,
}

impl Why {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let request = Request {
            period: self.output.period.clone(),
            ..self.which.of(self.simulation.request(&self.file, terminal.lang))
        };
        let call = Call::new(terminal, arguments, &request, "why");
        let scenario = match session::check(&Disk, &self.file, &request.sets) {
            Ok(scenario) => scenario,
            Err(refused) => return terminal.refused(&refused),
        };
        tell_warnings(terminal, &scenario);
        if let Err(refused) = tell_design(terminal, &scenario, &request) {
            return terminal.refused(&refused);
        }
        let folder = match call.folder(&self.output, &scenario) {
            Ok(folder) => folder,
            Err(status) => return status,
        };
        let (interrupt, bar) = (Interrupt::listen(terminal), Bar::new(terminal, ""));
        let found = session::why(&scenario, &request, self.at.as_deref(), &bar, &interrupt);
        bar.finish();
        let (found, manifest) = match found {
            Ok(Ok(found)) => found,
            Ok(Err(stopped)) => {
                let model = session::chosen(&scenario.compiled, &request).expect("it was chosen before");
                terminal.say(&nothing_whole(Some(stopped), &[model]));
                return STOPPED;
            }
            Err(refused) => return terminal.refused(&refused),
        };
        let comparable = scenario.compiled.designs.len() * scenario.compiled.cases.len() > 1;
        let next = terminal.next(if comparable { "compare" } else { "run" }, &[&self.file], &[("design", Vec::new())]);
        let assets = match self.show(terminal, (&found, &manifest), &next) {
            Ok(assets) => assets,
            Err(why) => return terminal.failed(say!("cannot make the files: {why}", "无法生成文件：{why}")),
        };
        if let Some(Err(status)) = folder.map(|folder| call.put_results(folder, (assets, None), manifest.partial)) {
            return status;
        }
        if manifest.partial { STOPPED } else { DONE }
    }

    /// Prints the answer, and makes the files.
    fn show(
        &self,
        terminal: &Terminal,
        (found, manifest): (&Explained, &Manifest),
        next: &str,
    ) -> Result<Vec<Asset>, String> {
        let lang = terminal.lang;
        let (page, json) = (why_report(found, lang, next), why_json(manifest, found, lang)?);
        if terminal.json {
            terminal.result(&json);
        } else if self.full {
            terminal.report(&page);
        } else {
            terminal.brief(&why_answer(found, lang, next));
        }
        if self.output.no_files {
            return Ok(Vec::new());
        }
        let mut assets = drawn(&why_charts(found, lang))?;
        assets.push(why_csv(found, lang)?);
        assets.push(manifest_asset(manifest)?);
        assets.push(("estimates.json".into(), json));
        assets.push(("report.txt".into(), text::render(&page).into_bytes()));
        Ok(assets)
    }
}
