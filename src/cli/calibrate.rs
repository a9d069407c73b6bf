//! `peakstaff calibrate FILE`.

use super::call::{Call, Which, folder, tell_design, tell_warnings};
use super::new_scenario::NewScenario;
use super::output::{Folder, Refusal};
use super::points::{Ending, KeptPoints, finish, halted};
use super::progress::{Bar, Interrupt};
use super::terminal::{Disk, Terminal};
use super::{DONE, Output, RESULTS, SIMULATION, Simulation, limits};
use crate::report::{Calibrated, calibrate_answer, calibrate_csv, calibrate_json, calibrate_report};
use crate::say;
use crate::session::{Calibrate as Search, CalibrateAsked, CalibrateEnded, Request, SizePorts};
use clap::Args;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub struct Calibrate {
    /// The scenario, with what was measured under [measured] · 情景文件，实测写在 [measured] 下
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    #[command(flatten)]
    which: Which,
    /// A measured figure that is judged and not fitted, repeatable, such as "conversion@contact:presale" · 留作检验、不参与拟合的实测指标，可多次，例如 "conversion@contact:presale"
    #[arg(long = "hold-out", value_name = "KPI@SUBJECT")]
    hold_out: Vec<String>,
    #[command(flatten)]
    simulation: Simulation,
    /// Simulate so many weeks that stand for all while fitting [default: all days; of more than four weeks, 2] · 拟合时只模拟有代表性的若干周 [默认：全部日子；超过四周时为 2]
    #[arg(long, value_name = "N", value_parser = limits::whole::<u16>("sample-weeks"), help_heading = SIMULATION)]
    sample_weeks: Option<u16>,
    /// The scenario to write [default: NAME.calibrated.toml beside it] · 要写出的情景文件 [默认：旁边的 NAME.calibrated.toml]
    #[arg(long, value_name = "FILE", help_heading = RESULTS, conflicts_with = "no_files")]
    write: Option<PathBuf>,
    /// Write over a scenario that is there · 覆盖已有的情景文件
    #[arg(long, help_heading = RESULTS)]
    force: bool,
    /// Print all there is, not the answer alone · 打印全部内容，而不只是结论
    #[arg(long, help_heading = RESULTS)]
    full: bool,
    #[command(flatten)]
    output: Output,
}

/// What `--period` means here.
pub const PERIOD: &str = "A named period or month that [measured] is of [default: the whole time] · [measured] 是哪个期间或月份的 \
                          [默认：整段时间]";

impl Calibrate {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let request = Request {
            period: self.output.period.clone(),
            ..self.which.of(self.simulation.request(&self.file, terminal.lang))
        };
        let call = Call::new(terminal, arguments, &request, "calibrate");
        let asked = CalibrateAsked { hold_out: self.hold_out.clone(), weeks: self.sample_weeks.map(usize::from) };
        let search = match Search::compile(&Disk, &request, &asked) {
            Ok(search) => search,
            Err(refused) => return terminal.refused(&refused),
        };
        tell_warnings(terminal, &search.scenario);
        if let Err(refused) = tell_design(terminal, &search.scenario, &request) {
            return terminal.refused(&refused);
        }
        let begin = || -> Result<(Option<NewScenario>, Option<Folder>, KeptPoints), Refusal> {
            if self.output.no_files {
                return Ok((None, None, KeptPoints::default()));
            }
            let new = NewScenario::begin(&self.path(), &self.file, &search.scenario, self.force)?;
            let folder = folder(self.output.out.as_deref(), &search.scenario, &self.file, "calibrate")?;
            let kept = KeptPoints::beside(&folder)?;
            Ok((Some(new), Some(folder), kept))
        };
        let (new, folder, kept) = match begin() {
            Ok(begun) => begun,
            Err((why, help)) => return terminal.mistake(why, help),
        };
        let (interrupt, bar) = (Interrupt::listen(terminal), Bar::new(terminal, ""));
        let ended = search.run(&Disk, &request, &asked, SizePorts { shelf: &kept, watch: &bar, cancel: &interrupt });
        bar.finish();
        let CalibrateEnded { calibrated, manifest, names } = match ended {
            Ok(ended) => ended,
            Err(halt) => return halted(terminal, &search.model, halt, &kept),
        };
        let lang = terminal.lang;
        let new = new.filter(|_| calibrated.text.is_some());
        let next = self.next(terminal, new.as_ref(), &calibrated);
        let make = || -> Result<Ending, String> {
            let file = new.as_ref().map(NewScenario::shown);
            let json = calibrate_json(&manifest, &calibrated, file.as_deref(), lang)?;
            let assets = vec![calibrate_csv(&calibrated)?];
            let page = calibrate_report(&calibrated, lang, &next);
            let brief = (!self.full).then(|| calibrate_answer(&calibrated, lang, &next));
            Ok(Ending { manifest, json, page, brief, assets })
        };
        let status = finish(&call, make(), folder, (&kept, &names));
        match new.zip(calibrated.text).filter(|_| status == DONE) {
            Some((new, text)) => new.put(terminal, &text, &say!("the calibrated scenario", "校准后的情景")),
            None => status,
        }
    }

    /// Where the new scenario goes.
    fn path(&self) -> PathBuf {
        let beside = || {
            let file = Path::new(&self.file);
            let stem = file.file_stem().map_or_else(|| "scenario".into(), |stem| stem.to_string_lossy().into_owned());
            file.with_file_name(format!("{stem}.calibrated.toml"))
        };
        self.write.clone().unwrap_or_else(beside)
    }

    /// The natural next command: what the new file says before anything is simulated; without one, the file as it is.
    fn next(&self, terminal: &Terminal, new: Option<&NewScenario>, found: &Calibrated) -> String {
        match new {
            Some(new) if found.contradictions.is_empty() => terminal.next("run", &[&new.shown()], &[]),
            Some(new) => terminal.next("check", &[&new.shown()], &[]),
            None => terminal.next("check", &[&self.file], &[]),
        }
    }
}
