//! `peakstaff compare FILE`.

use super::Reporting;
use super::call::Call;
use super::run::simulate;
use super::terminal::{Disk, Terminal};
use crate::compile::LeversOf;
use crate::say;
use crate::session::{self, Request};
use clap::Args;
use std::ffi::OsString;

#[derive(Args, Debug)]
pub struct Compare {
    /// The scenario · 情景文件
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    /// A design; several: --design A --design B [default: all] · 方案；几个就写几次：--design A --design B [默认：全部]
    #[arg(long, value_name = "D")]
    design: Vec<String>,
    /// A case, repeatable [default: all in the file] · 假设，可多次 [默认：文件中的全部]
    #[arg(long, value_name = "C")]
    case: Vec<String>,
    /// One design as is, with each lever alone, with all together [default: the baseline's] · 拆开看各项措施
    #[arg(long)]
    levers: bool,
    /// A case of your own, repeatable: "bot.* = -10 pp", "demand = *1.2" · 临时假设，可多次
    #[arg(long = "what-if", value_name = "PATH=VALUE")]
    what_ifs: Vec<String>,
    /// Do not try which assumptions would turn a verdict (as many replications again) · 不试哪些假定会改变结论（否则模拟量约加倍）
    #[arg(long)]
    no_assumptions: bool,
    #[command(flatten)]
    reporting: Reporting,
}

impl Compare {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let levers = match (self.levers, &self.design[..]) {
            (false, _) => LeversOf::Nobody,
            (true, []) => LeversOf::Baseline,
            (true, [design]) => LeversOf::Design(design.clone()),
            (true, _) => {
                let why = say!("--levers takes one design apart", "--levers 一次只拆开一个方案");
                let help = say!("name one with --design", "请用 --design 指定一个方案");
                return terminal.mistake(why, Some(help));
            }
        };
        let request = Request {
            levers,
            what_ifs: self.what_ifs.clone(),
            designs: self.design.clone(),
            cases: self.case.clone(),
            assumptions: !self.no_assumptions,
            ..self.reporting.request(&self.file, terminal)
        };
        match session::check_for(&Disk, &request) {
            Ok(scenario) => {
                let call = Call::new(terminal, arguments, &request, "compare");
                simulate(&call, &self.reporting, &scenario, &|_| Ok(()))
            }
            Err(refused) => terminal.refused(&refused),
        }
    }
}
