//! `peakstaff sweep FILE --vary PATH=A,B,C`.

use super::call::Call;
use super::points::{Ending, PointOptions, run};
use super::terminal::{Disk, Terminal};
use super::{Output, Simulation};
use crate::report::{cheapest, drawn, swept_charts, swept_csv, swept_json, swept_report};
use crate::session::{Grid, Sweep as Asked};
use clap::Args;
use std::ffi::OsString;

#[derive(Args, Debug)]
pub struct Sweep {
    /// The scenario · 情景文件
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    /// A path and its values, repeatable: "bot.*=0.3..0.6/4", "team.presale.headcount=8,9,10" · 路径及其取值，可多次："bot.*=0.3..0.6/4"、"team.presale.headcount=8,9,10"
    #[arg(long, value_name = "PATH=VALUES", required = true)]
    vary: Vec<String>,
    #[command(flatten)]
    points: PointOptions,
    #[command(flatten)]
    simulation: Simulation,
    #[command(flatten)]
    output: Output,
}

impl Sweep {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let request = self.points.request(&self.file, &self.simulation, &self.output, terminal.lang);
        let call = Call::new(terminal, arguments, &request, "sweep");
        let grid = Grid { vary: self.vary.clone(), of: self.points.asked() };
        let sweep = match Asked::compile(&Disk, &request, &grid) {
            Ok(sweep) => sweep,
            Err(refused) => return terminal.refused(&refused),
        };
        let lang = terminal.lang;
        let make = |done| {
            let (swept, manifest) = sweep.results(&request, &grid, done).expect("every point is done");
            let page = swept_report(&swept, lang, &next(terminal, &self.file, &sweep.points.changes, cheapest(&swept)));
            let json = swept_json(&manifest, &swept, lang)?;
            let mut assets = drawn(&swept_charts(&swept, lang))?;
            assets.push(swept_csv(&swept, lang)?);
            Ok(Ending { manifest, json, page, brief: None, assets })
        };
        run(&call, &self.output, &sweep.points, make)
    }
}

/// The natural next command: the whole of the point that is recommended, with all its figures; else what figures mean.
fn next(terminal: &Terminal, file: &str, changes: &[Vec<String>], best: Option<usize>) -> String {
    let Some(point) = best else { return terminal.next("explain", &[], &[]) };
    // As it is comes first among the points that were run.
    terminal.next("run", &[file], &[("set", changes[point + 1].clone())])
}
