//! `peakstaff why FILE`.

use super::output::{Folder, Refusal};
use super::progress::{Bar, Interrupt};
use super::run::{folder, limit_words, put};
use super::terminal::{Disk, Terminal};
use super::{DONE, STOPPED, limits};
use crate::experiment::Stopped;
use crate::report::formats::text;
use crate::report::{
    Asset, Explained, Manifest, drawn, manifest_asset, why_answer, why_charts, why_csv, why_json, why_report,
};
use crate::say;
use crate::session::{self, Request};
use clap::Args;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Instant;

#[derive(Args, Debug)]
pub struct Why {
    /// The scenario · 情景文件
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    /// Which design [default: the file's only one, or its baseline] · 方案 [默认：文件中唯一的方案，或其基准]
    #[arg(long, value_name = "D")]
    design: Option<String>,
    /// Which case [default: base] · 假设 [默认：base]
    #[arg(long, value_name = "C")]
    case: Option<String>,
    /// A date and hours of it, such as "2025-11-11 20:00-22:00" [default: the hours that miss their targets most] · 日期与时段，例如 "2025-11-11 20:00-22:00" [默认：离目标最远的时段]
    #[arg(long, value_name = "WHEN", conflicts_with = "period")]
    at: Option<String>,
    /// Look at this named period or month only · 只看这个期间或月份
    #[arg(long, value_name = "NAME")]
    period: Option<String>,
    /// Print all there is, not the answer alone · 打印全部内容，而不只是结论
    #[arg(long)]
    full: bool,
    /// Seed of everything random · 随机种子
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = limits::whole::<u64>("seed"), help_heading = SIMULATION)]
    seed: u64,
    /// Histories of the whole horizon [default: 8] · 整个时间范围的模拟次数 [默认：8]
    #[arg(long, value_name = "N", default_value_t = REPLICATIONS, hide_default_value = true, value_parser = limits::whole::<u64>("replications"), help_heading = SIMULATION)]
    replications: u64,
    /// Worker threads; results do not depend on it [default, and at most: all cores] · 线程数，不影响结果 [默认及上限：全部核心]
    #[arg(long, value_name = "N", value_parser = limits::whole::<u16>("threads"), help_heading = SIMULATION)]
    threads: Option<u16>,
    /// Change a value of the scenario: a plain value, "*1.1", "+2", "+10 pp" · 修改情景中的一个值：直接给值，或 "*1.1"、"+2"、"+10 pp"
    #[arg(long = "set", value_name = "PATH=VALUE", help_heading = SIMULATION)]
    sets: Vec<String>,
    /// Folder of results: why.csv, report.txt, estimates.json, manifest.json, charts/ [default: output/SCENARIO/why] · 结果目录，内有 why.csv、report.txt、estimates.json、manifest.json、charts/ [默认：output/情景/why]
    #[arg(long, value_name = "DIR", help_heading = RESULTS)]
    out: Option<PathBuf>,
    /// Write no files · 不写文件
    #[arg(long, conflicts_with = "out", help_heading = RESULTS)]
    no_files: bool,
}

/// Replications where nothing else is asked for: they are run twice, and a share of the waiting needs few.
const REPLICATIONS: u64 = 8;
const SIMULATION: &str = "Simulation · 模拟选项";
const RESULTS: &str = "Results · 结果选项";

impl Why {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let begun = (jiff::Timestamp::now(), Instant::now());
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let request = Request {
            sets: self.sets.clone(),
            designs: self.design.iter().cloned().collect(),
            cases: self.case.iter().cloned().collect(),
            period: self.period.clone(),
            seed: self.seed,
            replications: Some(self.replications),
            threads: self.threads.map_or(cores, |wanted| cores.min(wanted.into())),
            lang: terminal.lang,
            ..Request::new(&self.file)
        };
        let scenario = match session::check(&Disk, &self.file, &request.sets) {
            Ok(scenario) => scenario,
            Err(refused) => return terminal.refused(&refused),
        };
        if !terminal.quiet {
            terminal.error_text(&scenario.warnings(terminal.style()));
        }
        if self.design.is_none()
            && scenario.compiled.designs.len() > 1
            && let Ok(model) = session::chosen(&scenario.compiled, &request)
        {
            let design = &model.design.key;
            terminal.note(&say!("design: {design}, the baseline", "方案：{design}（基准）"));
        }
        let begin = || -> Result<Folder, Refusal> { folder(self.out.as_deref(), &scenario, &self.file, "why") };
        let folder = match (!self.no_files).then(begin).transpose() {
            Ok(folder) => folder,
            Err((why, help)) => return terminal.mistake(why, help),
        };
        let (interrupt, bar) = (Interrupt::listen(terminal), Bar::new(terminal, ""));
        let found = session::why(&scenario, &request, self.at.as_deref(), &bar, &interrupt);
        bar.finish();
        let (found, manifest) = match found {
            Ok(Ok(found)) => found,
            Ok(Err(stopped)) => return Self::stopped(terminal, &scenario, &request, stopped),
            Err(refused) => return terminal.refused(&refused),
        };
        let comparable = scenario.compiled.designs.len() * scenario.compiled.cases.len() > 1;
        let next = terminal.next(if comparable { "compare" } else { "run" }, &[&self.file], &[("design", Vec::new())]);
        match self.show(terminal, (&found, &manifest), &next) {
            Ok(assets) => folder.map_or(DONE, |folder| {
                let place = folder.target().to_owned();
                put(terminal, folder, (assets, None), &place, (arguments, &request), begun).err().unwrap_or(DONE)
            }),
            Err(why) => terminal.failed(say!("cannot make the files: {why}", "无法生成文件：{why}")),
        }
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
        if self.no_files {
            return Ok(Vec::new());
        }
        let mut assets = drawn(&why_charts(found, lang))?;
        assets.push(why_csv(found, lang)?);
        assets.push(manifest_asset(manifest)?);
        assets.push(("estimates.json".into(), json));
        assets.push(("report.txt".into(), text::render(&page).into_bytes()));
        Ok(assets)
    }

    /// Why there is nothing to show.
    fn stopped(terminal: &Terminal, scenario: &session::Scenario, request: &Request, stopped: Stopped) -> u8 {
        let model = session::chosen(&scenario.compiled, request).expect("it was chosen before");
        let (en, zh) = match stopped {
            Stopped::Interrupted => ("interrupted".to_owned(), "已中断".to_owned()),
            Stopped::Limit { limit, .. } => {
                let (en, zh) = limit_words(model, limit);
                (format!("reached {en}"), format!("达到{zh}"))
            }
        };
        terminal.say(&say!("{en}: no results", "{zh}：没有结果"));
        STOPPED
    }
}
