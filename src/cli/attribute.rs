//! `peakstaff attribute FILE --from A --to B`.

use super::call::Call;
use super::points::{Ending, run};
use super::terminal::{Disk, Terminal};
use super::{Output, Simulation, limits};
use crate::report::{attributed_answer, attributed_charts, attributed_csv, attributed_json, attributed_report, drawn};
use crate::session::{Attribution, Between, OfPoints, Request};
use clap::Args;
use std::ffi::OsString;

#[derive(Args, Debug)]
pub struct Attribute {
    /// The scenario · 情景文件
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    /// The earlier design [default: the baseline] · 从哪个方案 [默认：基准方案]
    #[arg(long, value_name = "A")]
    from: Option<String>,
    /// The later design [default: the only other] · 到哪个方案 [默认：另外唯一的方案]
    #[arg(long, value_name = "B")]
    to: Option<String>,
    /// Which case, for both [default: the baseline's] · 假设，两个方案都用它 [默认：基准所用的]
    #[arg(long, value_name = "C")]
    case: Option<String>,
    /// A figure to take apart, repeatable, such as "on_time@contact:refund" [default: what is promised, and money] · 要拆分的指标，可多次，例如 "on_time@contact:refund" [默认：承诺的服务与钱]
    #[arg(long = "kpi", value_name = "KPI@SUBJECT")]
    kpis: Vec<String>,
    /// Simulate so many weeks that stand for all [default: all days] · 只模拟有代表性的若干周 [默认：全部日子]
    #[arg(long, value_name = "N", value_parser = limits::whole::<u16>("sample-weeks"))]
    sample_weeks: Option<u16>,
    /// Print all there is, not the answer alone · 打印全部内容，而不只是结论
    #[arg(long)]
    full: bool,
    #[command(flatten)]
    simulation: Simulation,
    #[command(flatten)]
    output: Output,
}

impl Attribute {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let lang = terminal.lang;
        let request = Request {
            cases: self.case.iter().cloned().collect(),
            period: self.output.period.clone(),
            ..self.simulation.request(&self.file, lang)
        };
        let of = OfPoints { kpis: self.kpis.clone(), weeks: self.sample_weeks.map(usize::from) };
        let asked = Between { from: self.from.clone(), to: self.to.clone(), of };
        let attribution = match Attribution::compile(&Disk, &request, &asked) {
            Ok(attribution) => attribution,
            Err(refused) => return terminal.refused(&refused),
        };
        // The earlier design has been chosen, so nothing is to be said of it.
        let chosen = Request { designs: vec![attribution.points.model.design.key.clone()], ..request.clone() };
        let call = Call::new(terminal, arguments, &chosen, "attribute");
        let make = |done| {
            let (found, manifest) = attribution.results(&request, &asked, done).expect("every mix is done");
            let next = terminal.next("savings", &[&self.file], &[("design", vec![found.to.design.key.clone()])]);
            let json = attributed_json(&manifest, &found, lang)?;
            let mut assets = drawn(&attributed_charts(&found, lang))?;
            assets.push(attributed_csv(&found)?);
            let brief = (!self.full).then(|| attributed_answer(&found, lang, &next));
            Ok(Ending { manifest, json, page: attributed_report(&found, lang, &next), brief, assets })
        };
        run(&call, &self.output, &attribution.points, make)
    }
}
