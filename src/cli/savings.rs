//! `peakstaff savings FILE`.

use super::call::{Call, folder, limit_words, tell_warnings};
use super::output::Refusal;
use super::points::{Ending, KeptPoints, finish};
use super::progress::{Bar, Interrupt};
use super::terminal::{Disk, Terminal, unwritten};
use super::{STOPPED, Simulation, limits};
use crate::experiment::{RangeLaw, Stopped};
use crate::model::Lang;
use crate::report::{
    Manifest, Saved, SavedAsked, bridge_charts, bridge_csv, drawn, draws_csv, months_csv, saved_answer, saved_json,
    saved_report, saved_workbook,
};
use crate::say;
use crate::scenario::values::quantity;
use crate::session::{self, DRAWS, NoSaving, Request, SavingsDone, SavingsPorts};
use clap::{Args, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub struct Savings {
    /// The scenario · 情景文件
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    /// Which design [default: the only one beside the baseline] · 方案 [默认：基准之外唯一的方案]
    #[arg(long, value_name = "D")]
    design: Option<String>,
    /// Which case, for both [default: the baseline's] · 假设，两个方案都用它 [默认：基准所用的]
    #[arg(long, value_name = "C")]
    case: Option<String>,
    /// Effective interest a year for the net present value, such as "5 %" · 净现值的实际年利率，例如 "5 %"
    #[arg(long, value_name = "SHARE", value_parser = rate, default_value = "5 %", hide_default_value = true)]
    rate: f64,
    /// Years that flows of money are looked at; the counted year comes again · 看几年的现金流，统计的那一年逐年重复
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = limits::whole::<u32>("years"))]
    years: u32,
    /// Say also how sure the saving is above this amount, such as 150000 · 同时给出节省高于这个金额的把握，例如 150000
    #[arg(long, value_name = "AMOUNT", value_parser = amount, allow_negative_numbers = true)]
    above: Option<f64>,
    /// Draws of all values with a range together · 所有写明范围的数一起抽样的次数
    #[arg(long, value_name = "N", default_value_t = DRAWS, hide_default_value = true, value_parser = limits::whole::<u64>("draws"))]
    draws: u64,
    /// The law between low and high · 低、中、高之间的分布
    #[arg(long, value_name = "pert|triangular", hide_possible_values = true, default_value = "pert")]
    law: LawWord,
    /// Print all there is, not the answer alone · 打印全部内容，而不只是结论
    #[arg(long)]
    full: bool,
    #[command(flatten)]
    simulation: Simulation,
    /// Folder of results: report.xlsx, cash_flow.csv, bridge.csv, draws.csv, charts, report.txt, estimates.json, manifest.json [default: output/SCENARIO/savings] · 结果目录，内有 report.xlsx、cash_flow.csv、bridge.csv、draws.csv、charts、report.txt、estimates.json、manifest.json [默认：output/情景/savings]
    #[arg(long, value_name = "DIR", help_heading = RESULTS)]
    out: Option<PathBuf>,
    /// Write no files · 不写文件
    #[arg(long, conflicts_with = "out", help_heading = RESULTS)]
    no_files: bool,
}

const RESULTS: &str = "Results · 结果选项";

/// What `--law` takes.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum LawWord {
    Pert,
    Triangular,
}

impl From<LawWord> for RangeLaw {
    fn from(word: LawWord) -> Self {
        match word {
            LawWord::Pert => Self::Pert,
            LawWord::Triangular => Self::Triangular,
        }
    }
}

/// Reads `5 %` or `0.05`; a bare 5 could be either.
fn rate(text: &str) -> Result<f64, String> {
    match quantity::share(text) {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("\"5 %\", or 0.05 · 请写 \"5 %\" 或 0.05".to_owned()),
    }
}

fn amount(text: &str) -> Result<f64, String> {
    let number = text.trim().parse::<f64>().ok().filter(|x| x.is_finite());
    number.ok_or_else(|| "a number such as 150000 · 请写数字，例如 150000".to_owned())
}

impl Savings {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let request = Request {
            designs: self.design.iter().cloned().collect(),
            cases: self.case.iter().cloned().collect(),
            profile: false,
            ..self.simulation.request(&self.file, terminal.lang)
        };
        let call = Call::new(terminal, arguments, &request, "savings");
        let scenario = match session::check(&Disk, &self.file, &request.sets) {
            Ok(scenario) => scenario,
            Err(refused) => return terminal.refused(&refused),
        };
        tell_warnings(terminal, &scenario);
        let begin = || -> Result<_, Refusal> {
            let folder = folder(self.out.as_deref(), &scenario, &self.file, "savings")?;
            let kept = KeptPoints::beside(&folder)?;
            Ok((Some(folder), kept))
        };
        let (folder, kept) = match if self.no_files { Ok((None, KeptPoints::default())) } else { begin() } {
            Ok(begun) => begun,
            Err((why, help)) => return terminal.mistake(why, help),
        };
        let asked = SavedAsked {
            rate: self.rate,
            years: self.years,
            above: self.above,
            draws: self.draws,
            law: self.law.into(),
        };
        let (interrupt, bar) = (Interrupt::listen(terminal), Bar::new(terminal, ""));
        let ports = SavingsPorts { sources: &Disk, shelf: &kept, progress: &bar, cancel: &interrupt };
        let done = session::savings(&scenario, &request, &asked, &ports);
        bar.finish();
        let done = match done {
            Ok(done) => done,
            Err(why) => return Self::without(terminal, why, &kept),
        };
        if done.found > 0 {
            let found = done.found;
            terminal.note(&say!("{found} trials were done before", "{found} 次试算此前已完成"));
        }
        let SavingsDone { saved, manifest, names, .. } = done;
        // Whoever hears of a saving asks because of what.
        let ends = [("from", saved.base()), ("to", saved.design())];
        let options = ends.map(|(option, model)| (option, vec![model.design.key.clone()]));
        let next = terminal.next("attribute", &[&self.file], &options);
        finish(&call, self.ending(terminal.lang, &next, &saved, manifest), folder, (&kept, &names))
    }

    /// The answer, and its files.
    fn ending(&self, lang: Lang, next: &str, saved: &Saved, manifest: Manifest) -> Result<Ending, String> {
        let json = saved_json(&manifest, saved)?;
        let mut assets = Vec::new();
        if !self.no_files {
            assets = drawn(&bridge_charts(&saved.results, lang))?;
            assets.extend([months_csv(saved)?, draws_csv(saved)?, bridge_csv(saved, lang)?]);
            assets.push(saved_workbook(saved, &manifest, lang)?);
        }
        let brief = (!self.full).then(|| saved_answer(saved, lang, next));
        Ok(Ending { manifest, json, page: saved_report(saved, lang, next), brief, assets })
    }

    /// Why there is nothing to show.
    fn without(terminal: &Terminal, why: NoSaving, kept: &KeptPoints) -> u8 {
        match why {
            NoSaving::Refused(refused) => terminal.refused(&refused),
            NoSaving::Unkept(why) => terminal.failed(unwritten(&kept.shown().unwrap_or_default(), &why)),
            NoSaving::Stopped(stopped, of) => {
                let (en, zh) = match (stopped, of) {
                    (Stopped::Limit { .. }, Some(of)) => {
                        let (en, zh) = limit_words(&of.0, of.1);
                        let design = &of.0.design.key;
                        (format!("{design} reached {en}"), format!("{design} 达到{zh}"))
                    }
                    _ => ("interrupted".to_owned(), "已中断".to_owned()),
                };
                terminal.say(&match kept.shown() {
                    None => say!("{en}: no results, and nothing is kept", "{zh}：没有结果，也没有保存"),
                    Some(place) => say!(
                        "{en}: no results; draws that are done are kept in {place}, and the same command goes on from there",
                        "{zh}：没有结果；已完成的抽样保存在 {place}；再次运行同一命令即从那里继续"
                    ),
                });
                STOPPED
            }
        }
    }
}
