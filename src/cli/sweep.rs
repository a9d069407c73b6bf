//! `peakstaff sweep FILE --vary PATH=A,B,C`.

use super::call::Call;
use super::limits;
use super::points::{Ending, KeptPoints, PointOptions, halted, run_and};
use super::progress::{Bar, Interrupt};
use super::terminal::{Disk, Terminal};
use super::{Output, Simulation};
use crate::report::{cheapest, drawn, front_csv, swept_charts, swept_csv, swept_json, swept_report};
use crate::session::{AskedBest, Grid, PointsDone, Sweep as Asked};
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
    /// Say which point is best by this figure, such as "cost.total@all", with 95 % confidence: points that cannot be told from it are simulated on · 按这个指标（如 "cost.total@all"）找最好的点，置信度 95 %：与最好的分不出高下的点继续模拟
    #[arg(long, value_name = "KPI@SUBJECT")]
    best: Option<String>,
    /// With --best: so many replications of a point at most [default: 10 times --replications] · 与 --best 合用：每个点最多模拟的次数 [默认：--replications 的 10 倍]
    #[arg(long, value_name = "N", requires = "best", value_parser = limits::whole::<u64>("up-to"))]
    up_to: Option<u64>,
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
        let best = self.best.clone().map(|kpi| AskedBest { kpi, up_to: self.up_to });
        let grid = Grid { vary: self.vary.clone(), of: self.points.asked(), best };
        let sweep = match Asked::compile(&Disk, &request, &grid) {
            Ok(sweep) => sweep,
            Err(refused) => return terminal.refused(&refused),
        };
        let lang = terminal.lang;
        let more = |done: &PointsDone, kept: &KeptPoints| {
            let (interrupt, bar) = (Interrupt::listen(terminal), Bar::new(terminal, ""));
            let found = sweep.best(done, kept, (&bar, &interrupt));
            bar.finish();
            match found {
                Ok(found) => Ok(found.map_or((None, Vec::new()), |(best, names)| (Some(best), names))),
                Err(halt) => Err(halted(terminal, &sweep.points.model, halt, kept)),
            }
        };
        let make = |done, best| {
            let (swept, manifest) = sweep.results(&request, &grid, done, best).expect("every point is done");
            let page = swept_report(&swept, lang, &next(terminal, &self.file, &sweep.points.changes, cheapest(&swept)));
            let json = swept_json(&manifest, &swept, lang)?;
            let mut assets = drawn(&swept_charts(&swept, lang))?;
            assets.push(swept_csv(&swept, lang)?);
            assets.extend(front_csv(&swept, lang)?);
            Ok(Ending { manifest, json, page, brief: None, assets })
        };
        run_and(&call, &self.output, &sweep.points, more, make)
    }
}

/// The natural next command: the whole of the point that is recommended, with all its figures; else what figures mean.
fn next(terminal: &Terminal, file: &str, changes: &[Vec<String>], best: Option<usize>) -> String {
    let Some(point) = best else { return terminal.next("explain", &[], &[]) };
    // As it is comes first among the points that were run.
    terminal.next("run", &[file], &[("set", changes[point + 1].clone())])
}
