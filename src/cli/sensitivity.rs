//! `peakstaff sensitivity FILE`.

use super::call::Call;
use super::points::{Ending, PointOptions, run};
use super::terminal::{Disk, Terminal};
use super::{Output, Simulation, limits};
use crate::report::{Sensitive, drawn, sensitive_charts, sensitive_csv, sensitive_json, sensitive_report};
use crate::session::{Probe, Sensitivity as Asked};
use clap::Args;
use std::ffi::OsString;

#[derive(Args, Debug)]
pub struct Sensitivity {
    /// The scenario · 情景文件
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    /// An input, or a table of inputs, repeatable [default: every number of the design and of its contacts] · 输入或一张表，可多次 [默认：方案与咨询的全部数值]
    #[arg(long = "input", value_name = "PATH")]
    inputs: Vec<String>,
    /// All inputs with a range together, along so many random ways (Morris); else one at a time · 全部有范围的输入一起变，走这么多条随机路线 (Morris)；不写则一次改一个
    #[arg(long, value_name = "N", value_parser = limits::whole::<u16>("morris"))]
    morris: Option<u16>,
    /// How many inputs to show of each figure · 每个指标显示几个输入
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = limits::whole::<u16>("top"))]
    top: u16,
    #[command(flatten)]
    points: PointOptions,
    #[command(flatten)]
    simulation: Simulation,
    #[command(flatten)]
    output: Output,
}

impl Sensitivity {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let request = self.points.request(&self.file, &self.simulation, &self.output, terminal.lang);
        let call = Call::new(terminal, arguments, &request, "sensitivity");
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
        let lang = terminal.lang;
        let make = |done| {
            let (found, manifest) = asked.results(&request, &probe, done).expect("every point is done");
            let page = sensitive_report(&found, lang, &next(terminal, &self.file, &found));
            let json = sensitive_json(&manifest, &found, lang)?;
            let mut assets = drawn(&sensitive_charts(&found, lang))?;
            assets.push(sensitive_csv(&found)?);
            Ok(Ending { manifest, json, page, brief: None, assets })
        };
        run(&call, &self.output, &asked.points, make)
    }
}

/// The natural next command: the input that moves the first figure most, value by value; of an input that stands in several
/// places the whole design is looked at, because a grid has one path an axis.
fn next(terminal: &Terminal, file: &str, found: &Sensitive) -> String {
    let most = found.ranked(0).into_iter().map(|input| &found.inputs[input]).find(|input| !input.path.contains('*'));
    match most {
        Some(input) => {
            let [low, high] = &input.ends;
            terminal.next("sweep", &[file], &[("vary", vec![format!("{}={low},{high}", input.path)])])
        }
        None => terminal.next("run", &[file], &[]),
    }
}
