//! `peakstaff size FILE`.

use super::call::{Call, Which, folder, tell_design, tell_warnings};
use super::new_scenario::NewScenario;
use super::output::{Folder, Refusal};
use super::points::{Ending, KeptPoints, finish, halted, run_points};
use super::progress::Interrupt;
use super::search_bar::SearchBar;
use super::terminal::{Disk, Terminal, unwritten};
use super::{DONE, Output, RESULTS, Simulation};
use crate::model::Lang;
use crate::report::{
    Staffed, alternatives_chart, drawn, risk_chart, size_answer, size_json, size_report, size_tables, size_wall,
    size_workbook,
};
use crate::say;
use crate::session::{Request, Size as Search, SizeAsked, SizeChosen, SizeEnded, SizePorts, like_other, like_targets};
use clap::Args;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub struct Size {
    /// The scenario · 情景文件
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    #[command(flatten)]
    which: Which,
    /// With --period: its mean has to meet the targets, not each date · 与 --period 合用：按期间平均判断，不要求每一天
    #[arg(long, requires = "period")]
    mean: bool,
    /// What has to be met, repeatable, such as "service_level@contact:presale >= 80 %" or "occupancy@team:presale <= 85 %" [default: all that the file promises] · 要达到的目标，可多次 [默认：文件承诺的全部目标]
    #[arg(long = "target", value_name = "KPI@SUBJECT>=NUMBER")]
    targets: Vec<String>,
    /// A promise of the file that is not asked for, repeatable, such as on_time@contact:reship · 不要求文件承诺的某个目标，可多次，例如 on_time@contact:reship
    #[arg(long, value_name = "KPI@SUBJECT", conflicts_with_all = ["targets", "as_good_as"])]
    without: Vec<String>,
    /// As good as this design: of all that is promised, what it surely reaches is the target (of a period: its mean) · 与这个方案一样好：以它确实达到的服务为目标（期间按平均）
    #[arg(long, value_name = "D", conflicts_with = "targets")]
    as_good_as: Option<String>,
    /// The fewest and the most of a team, repeatable, such as presale=6..14; presale=8 leaves it at 8 [default: by formula] · 某组人数的下限与上限，可多次，例如 presale=6..14；presale=8 为固定 8 人 [默认：由公式估计]
    #[arg(long, value_name = "TEAM=LOW..HIGH", conflicts_with_all = ["temps", "by"])]
    between: Vec<String>,
    /// The teams' own people stay; only how many come for the day is chosen, as the design's `people` has them · 各组人数不变，只求方案 `people` 中按天来的人数
    #[arg(long, conflicts_with = "by")]
    temps: bool,
    /// date: how many come for the day on each date to each shift, besides the teams' own; each date has to meet the targets [default: one number for each team] · date：各组人数之外，每天每班另来几人，每一天都要达标 [默认：每组一个人数]
    #[arg(long, value_name = "date", value_parser = ["date"], conflicts_with = "mean")]
    by: Option<String>,
    /// Beside the answer, what else could be done in the period: each lever of the file alone on the design as it is, and all together, in money and risk · 在结论旁对照其他办法：文件里每个措施单独、全部一起，各要花多少、失守概率多大
    #[arg(long, requires = "period")]
    alternatives: bool,
    #[command(flatten)]
    simulation: Simulation,
    /// Write the scenario with the answer as one more design · 把结果作为一个新方案，连同原情景写入文件
    #[arg(long, value_name = "FILE", help_heading = RESULTS)]
    write: Option<PathBuf>,
    /// Write over a file that is there · 覆盖已有文件
    #[arg(long, requires = "write", help_heading = RESULTS)]
    force: bool,
    /// Print all there is, not the answer alone · 打印全部内容，而不只是结论
    #[arg(long, help_heading = RESULTS)]
    full: bool,
    #[command(flatten)]
    output: Output,
}

/// What `--period` means here.
pub const PERIOD: &str = "A named period such as a peak: each of its dates has to meet the targets with a probability of at least \
                          95 %, which takes 73 replications or more [default: the whole time, on average] · 有名字的期间（如大促）：其中每一天达标的概率都不低于 95 %，至少模拟 73 次 \
                          [默认：整段时间，按平均]";

/// A scenario with one more design, to be written where nothing is lost.
struct Written {
    place: NewScenario,
    /// The scenario as it stands, its end of line included.
    text: String,
}

impl Size {
    pub fn run(&self, terminal: &Terminal, arguments: &[OsString]) -> u8 {
        let request = Request {
            period: self.output.period.clone(),
            ..self.which.of(self.simulation.request(&self.file, terminal.lang))
        };
        let call = Call::new(terminal, arguments, &request, "size");
        let mut asked = self.asked(&request);
        if let Some(key) = &self.as_good_as {
            let other = match like_other(&Disk, &request, key) {
                Ok(other) => other,
                Err(refused) => return terminal.refused(&refused),
            };
            match run_points(terminal, &other, &KeptPoints::default()) {
                Ok(done) => asked.targets = like_targets(&other, done),
                Err(status) => return status,
            }
        }
        let search = match Search::compile(&Disk, &request, &asked) {
            Ok(search) => search,
            Err(refused) => return terminal.refused(&refused),
        };
        tell_warnings(terminal, &search.scenario);
        if let Err(refused) = tell_design(terminal, &search.scenario, &request) {
            return terminal.refused(&refused);
        }
        tell_least(terminal, search.least(), &request);
        let begin = || -> Result<(Option<Written>, Option<Folder>, KeptPoints), Refusal> {
            let written = self.write.as_deref().map(|path| self.written(path, &search)).transpose()?;
            if self.output.no_files {
                return Ok((written, None, KeptPoints::default()));
            }
            let folder = folder(self.output.out.as_deref(), &search.scenario, &self.file, "size")?;
            let kept = KeptPoints::beside(&folder)?;
            Ok((written, Some(folder), kept))
        };
        let (written, folder, kept) = match begin() {
            Ok(begun) => begun,
            Err((why, help)) => return terminal.mistake(why, help),
        };
        let (interrupt, bar) = (Interrupt::listen(terminal), SearchBar::new(terminal, search.effort(&asked)));
        let ended = search.run(&Disk, &request, &asked, SizePorts { shelf: &kept, watch: &bar, cancel: &interrupt });
        bar.finish();
        let SizeEnded { staffed, manifest, names } = match ended {
            Ok(ended) => ended,
            Err(halt) => return halted(terminal, &search.model, halt, &kept),
        };
        let lang = terminal.lang;
        let next = self.next(terminal, &staffed);
        let make = || -> Result<Ending, String> {
            let json = size_json(&manifest, &staffed, lang)?;
            let mut assets = size_tables(&staffed, lang)?;
            let charts = [risk_chart(&staffed, lang), alternatives_chart(&staffed, lang)];
            assets.extend(drawn(&charts.into_iter().flatten().collect::<Vec<_>>())?);
            let other = if lang == Lang::En { Lang::Zh } else { Lang::En };
            assets.extend(size_wall(&staffed, [lang, other]));
            assets.push(size_workbook(&staffed, lang)?);
            let page = size_report(&staffed, lang, &next);
            let brief = (!self.full).then(|| size_answer(&staffed, lang, &next, !self.output.no_files));
            Ok(Ending { manifest, json, page, brief, assets })
        };
        let status = finish(&call, make(), folder, (&kept, &names));
        match written.filter(|_| status == DONE && staffed.is_given()) {
            Some(written) => written.put(terminal, &staffed.lines),
            None => status,
        }
    }

    /// What is asked beside what every command takes.
    fn asked(&self, request: &Request) -> SizeAsked {
        let what = match (&self.by, self.temps) {
            (Some(_), _) => SizeChosen::ByDate,
            (None, true) => SizeChosen::WhoCome,
            (None, false) => SizeChosen::Teams,
        };
        SizeAsked {
            targets: self.targets.clone(),
            without: self.without.clone(),
            as_good_as: self.as_good_as.clone(),
            between: self.between.clone(),
            what,
            mean: self.mean || (self.as_good_as.is_some() && request.period.is_some()),
            alternatives: self.alternatives,
        }
    }

    /// The file that `--write` names, and what will stand in it before the new lines.
    fn written(&self, path: &Path, search: &Search) -> Result<Written, Refusal> {
        let place = NewScenario::begin(path, &self.file, &search.scenario, self.force)?;
        let bytes = std::fs::read(&self.file).map_err(|why| (unwritten(&self.file, &why), None))?;
        let mut text = String::from_utf8(bytes).map_err(|_| {
            (
                say!("the scenario is not UTF-8: nothing can be added to it", "情景文件不是 UTF-8 编码，无法追加内容"),
                Some(say!("save it as UTF-8", "请另存为 UTF-8")),
            )
        })?;
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(Written { place, text })
    }

    /// The natural next command: the answer beside the design that was sized, or with all its figures.
    fn next(&self, terminal: &Terminal, found: &Staffed) -> String {
        if !found.is_given() {
            return terminal.next("why", &[&self.file], &[]);
        }
        if let Some(path) = &self.write {
            let designs = vec![found.model.design.key.clone(), found.key.clone()];
            return terminal.next(
                "compare",
                &[&path.display().to_string()],
                &[("design", designs), ("period", Vec::new())],
            );
        }
        if self.by.is_some() {
            let changed = [("write", vec!["plan.toml".into()]), ("alternatives", Vec::new())];
            return terminal.next("size", &[&self.file], &changed);
        }
        terminal.next("run", &[&self.file], &[("set", found.sets.clone()), ("replications", Vec::new())])
    }
}

impl Written {
    fn put(self, terminal: &Terminal, lines: &str) -> u8 {
        let all = format!("{}\n{lines}", self.text);
        self.place.put(terminal, &all, &say!("the scenario with these lines", "带这几行的情景"))
    }
}

/// Says that more replications are run than were asked for, where fewer could show nothing.
fn tell_least(terminal: &Terminal, least: u64, request: &Request) {
    if request.replications.is_some_and(|asked| asked < least) {
        terminal.note(&say!(
            "{least} replications are run to be sure: fewer cannot show a date to meet its target with a probability of 95 %, even \
             without a single miss",
            "确认时模拟 {least} 次：少于此数，即使一次都没失守，也证明不了某天达标的概率有 95 %"
        ));
    }
}
