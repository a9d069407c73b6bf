//! `peakstaff compare FILE`.

use super::run::simulate;
use super::terminal::{Disk, Terminal};
use super::{Output, Simulation};
use crate::session::{self, Request};
use clap::Args;
use std::ffi::OsString;

#[derive(Args, Debug)]
pub struct Compare {
    /// The scenario · 情景文件
    file: String,
    /// A design, repeatable [default: all] · 方案，可多次 [默认：全部]
    #[arg(long, value_name = "D")]
    design: Vec<String>,
    /// A case, repeatable [default: all in the file] · 假设，可多次 [默认：文件中的全部]
    #[arg(long, value_name = "C")]
    case: Vec<String>,
    #[command(flatten)]
    simulation: Simulation,
    #[command(flatten)]
    output: Output,
}

impl Compare {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let request = Request {
            designs: self.design.clone(),
            cases: self.case.clone(),
            period: self.output.period.clone(),
            profile: !(terminal.json && self.output.no_files),
            ..self.simulation.request(&self.file, terminal.lang)
        };
        match session::check(&Disk, &self.file, &request.sets) {
            Ok(scenario) => simulate(terminal, arguments, &self.output, &scenario, &request, "compare"),
            Err(refused) => terminal.refused(&refused),
        }
    }
}
