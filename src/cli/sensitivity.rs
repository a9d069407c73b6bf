//! `peakstaff sensitivity FILE`.

use super::points::{Ending, Kept, PointOptions, finish, introduce, run_points};
use super::run::folder;
use super::terminal::{Disk, Terminal};
use super::{Output, Simulation};
use crate::report::{drawn, sensitive_charts, sensitive_csv, sensitive_json, sensitive_report};
use crate::session::{Probe, Request, Sensitivity as Asked};
use clap::Args;
use std::ffi::OsString;
use std::time::Instant;

#[derive(Args, Debug)]
pub struct Sensitivity {
    /// The scenario · 情景文件
    file: String,
    /// An input, or a table of inputs, repeatable [default: every number of the design and of its contacts] · 输入或一张表，可多次 [默认：方案与咨询的全部数值]
    #[arg(long = "input", value_name = "PATH")]
    inputs: Vec<String>,
    /// All inputs with a range together, along so many random ways (Morris); else one at a time · 全部有范围的输入一起变，走这么多条随机路线 (Morris)；不写则一次改一个
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..=1000))]
    morris: Option<u16>,
    /// How many inputs to show of each figure · 每个指标显示几个输入
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: u16,
    /// Which design [default: the file's only one, or its baseline] · 方案 [默认：文件中唯一的方案，或其基准]
    #[arg(long, value_name = "D")]
    design: Option<String>,
    /// Which case [default: base] · 假设 [默认：base]
    #[arg(long, value_name = "C")]
    case: Option<String>,
    #[command(flatten)]
    points: PointOptions,
    #[command(flatten)]
    simulation: Simulation,
    #[command(flatten)]
    output: Output,
}

impl Sensitivity {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let begun = (jiff::Timestamp::now(), Instant::now());
        let request = Request {
            designs: self.design.iter().cloned().collect(),
            cases: self.case.iter().cloned().collect(),
            period: self.output.period.clone(),
            ..self.simulation.request(&self.file, terminal.lang)
        };
        let probe = Probe {
            inputs: self.inputs.clone(),
            ways: self.morris.map(u64::from),
            top: self.top.into(),
            of: self.points.asked(),
        };
        let asked = match Asked::compile(&Disk, &request, &probe) {
            Ok(asked) => asked,
            Err(refused) => return terminal.refused(&refused),
        };
        introduce(terminal, &asked.points, self.design.is_none());
        let folder = match (!self.output.no_files)
            .then(|| folder(self.output.out.as_deref(), &request.file, "sensitivity"))
            .transpose()
        {
            Ok(folder) => folder,
            Err(why) => return terminal.mistake(why, None),
        };
        let kept = Kept::beside(folder.as_ref());
        let done = match run_points(terminal, &asked.points, &kept) {
            Ok(done) => done,
            Err(status) => return status,
        };
        let names = done.names.clone();
        let (found, manifest) = asked.results(&request, &probe, done).expect("every point is done");
        let lang = terminal.lang;
        let make = || {
            let page = sensitive_report(&found, lang, "peakstaff sweep --help");
            let json = sensitive_json(&manifest, &found, lang)?;
            let mut assets = drawn(&sensitive_charts(&found, lang))?;
            assets.push(sensitive_csv(&found)?);
            Ok(Ending { manifest: manifest.clone(), json, page, assets })
        };
        finish(terminal, make(), folder, (arguments, &request), begun, (&kept, &names))
    }
}
