//! Inputs moved until the simulation meets `[measured]`: fitted on one set of customers, judged on another.

mod free;
mod told;
mod trials;
mod wanted;
mod written;

use super::points::weeks;
use super::ranked::template_targets;
use super::request::{known_period, no_replications};
use super::size::{Halt, Ports};
use super::{REPLICATIONS, Refused, Request, Scenario, check, chosen, manifest};
use crate::catalogue::{HORIZON, Unit, spans_on};
use crate::diagnostic::SourceId;
use crate::experiment::fit::{self, fit};
use crate::experiment::{Sweeping, Wanted, sampled_weeks, whole_weeks};
use crate::model::Model;
use crate::report::{Calibrated, Knowledge, Manifest, Measured};
use crate::say;
use crate::scenario::text::sources::Sources;
use free::Free;
use trials::{Ground, Trials};

pub(super) use written::is_calibrated;

/// What is asked beside what every command takes.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// `KPI` or `KPI@SUBJECT`: measured figures that are judged and not fitted.
    pub hold_out: Vec<String>,
    /// So many weeks stand for the days counted while it is fitted; none: all days are simulated.
    pub weeks: Option<usize>,
}

/// What a calibration ended with.
#[derive(Debug)]
pub struct Ended {
    /// The answer.
    pub calibrated: Calibrated,
    /// What was done.
    pub manifest: Manifest,
    /// Names under which points are kept.
    pub names: Vec<String>,
}

/// A calibration that can be run.
#[derive(Debug)]
pub struct Calibrate {
    /// The file.
    pub scenario: Scenario,
    /// The design in its case, as it is.
    pub model: Model,
    inputs: Vec<Free>,
    left_out: Vec<String>,
    /// What was measured: what is fitted, then what is held out.
    measured: Vec<Measured>,
    /// How many of these are fitted.
    fitted: usize,
    /// What is read of every point: what was measured, then what could be.
    wanted: Vec<Wanted>,
    fitting: Sweeping,
    judging: Sweeping,
}

/// Replications of a point while it is fitted.
const FITTED: u64 = 10;
/// Of more whole weeks than this so few stand for all while it is fitted.
const LONG: usize = 4;
const FEW: usize = 2;

impl Calibrate {
    /// Reads and compiles a scenario and what is asked of it, or says all that is wrong.
    pub fn compile(sources: &dyn Sources, request: &Request, asked: &Asked) -> Result<Self, Refused> {
        let scenario = check(sources, &request.file, &request.sets)?;
        let model = chosen(&scenario.compiled, request)?.clone();
        let replications = match request.replications {
            Some(0) => return Err(no_replications()),
            Some(1) => return Err(one_is_too_few()),
            n => n.unwrap_or(REPLICATIONS),
        };
        let period = request.period.clone().unwrap_or_else(|| HORIZON.to_owned());
        known_period(&period, &spans_on(&model, |_| true), &model.calendar)?;
        let (measured, fitted) = wanted::measured(&scenario, &model, &asked.hold_out)?;
        let weeks = match weeks(&model, asked.weeks)? {
            None if request.period.is_none() && whole_weeks(&model) > LONG => Some(sampled_weeks(&model, FEW)),
            weeks => weeks,
        };
        let money = measured.iter().any(|one| one.kpi.unit(&model) == Unit::Money);
        let (inputs, left_out) = free::inputs(sources, request, &scenario, &model, money);
        if inputs.is_empty() {
            return Err(nothing_to_move());
        }
        let wanted = wanted::wanted(&model, &measured);
        let Request { seed, threads, .. } = *request;
        let (first, days, by_date) = (0, None, false);
        let fitting = Sweeping {
            seed,
            first,
            replications: FITTED.min(replications),
            only: None,
            threads,
            weeks,
            days,
            by_date,
            focus: Vec::new(),
            period,
        };
        let judging = Sweeping { seed: seed.wrapping_add(1), replications, weeks: None, ..fitting.clone() };
        Ok(Self { scenario, model, inputs, left_out, measured, fitted, wanted, fitting, judging })
    }

    /// Fits, judges on other customers, and says what follows.
    pub fn run(
        &self,
        sources: &dyn Sources,
        request: &Request,
        asked: &Asked,
        ports: Ports<'_>,
    ) -> Result<Ended, Halt> {
        let ground = Ground {
            sources,
            request,
            scenario: &self.scenario,
            model: &self.model,
            inputs: &self.inputs,
            wanted: &self.wanted,
        };
        let longer = wanted::longer(&self.model, &self.fitting);
        let facts = self.measured[..self.fitted].iter().map(|one| wanted::fact(one, longer)).collect();
        let bounds = self.inputs.iter().map(Free::bounds).collect();
        let mut trials = Trials::new(ground, ports, self.fitting.clone());
        let steps = self.inputs.iter().map(Free::steps).collect();
        let found = fit(&fit::Asked { facts, bounds, steps }, &mut trials)?;
        let said = told::said(self, &found);
        let mut inputs = told::inputs(self, &found, &said);
        let text = self.text(sources, request, &mut inputs);
        trials.on(self.judging.clone());
        let before = fit::Simulated::figures(&mut trials, &[vec![0.0; found.at.len()]])?.remove(0);
        // What is judged is the file that is written, not what it was found by.
        let after = match &text {
            Some(text) => {
                let written =
                    check(&Rewritten { inner: sources, name: &request.file, text }, &request.file, &request.sets);
                trials.of_file(&written.map_err(Halt::Refused)?)?
            }
            None => before.clone(),
        };
        let facts = told::facts(self, &found, &before, &after);
        let calibrated = Calibrated {
            title: self.scenario.compiled.title.clone(),
            model: self.model.clone(),
            contradictions: told::contradictions(self, &found, &facts),
            facts,
            inputs,
            open: told::open(self, &said),
            left_out: self.left_out.clone(),
            fitted: self.fitting.clone(),
            judged: self.judging.clone(),
            rounds: found.rounds,
            points: found.points,
            text,
            changes: request.sets.clone(),
            files: self.scenario.compiled.files.clone(),
            template_targets: template_targets(&self.scenario.compiled),
        };
        let names = trials.names;
        let more = [
            ("hold-out", asked.hold_out.clone()),
            ("sample-weeks", asked.weeks.iter().map(ToString::to_string).collect()),
        ];
        let manifest = manifest(&self.scenario, request, "calibrate", (self.judging.replications, false), &more);
        Ok(Ended { calibrated, manifest, names })
    }

    /// The scenario with what was found; none where nothing moved.
    fn text(&self, sources: &dyn Sources, request: &Request, inputs: &mut [crate::report::Moved]) -> Option<String> {
        let own = own(&self.scenario, request)?;
        let edits: Vec<written::Edit> = self
            .inputs
            .iter()
            .zip(inputs.iter())
            .filter(|(_, moved)| moved.value != moved.was || moved.knowledge == Knowledge::Found)
            .map(|(free, moved)| told::edit(free, moved, request.lang))
            .collect();
        if inputs.iter().all(|moved| moved.value == moved.was) {
            return None;
        }
        let fits = |text: &str, edit: &written::Edit| {
            let Ok(scenario) = check(&Rewritten { inner: sources, name: &request.file, text }, &request.file, &[])
            else {
                return false;
            };
            let value = edit.value.trim_matches('"');
            scenario.compiled.assumptions.iter().any(|one| one.path == edit.path && one.value == value)
        };
        let (text, missed) = written::written(self.scenario.files.text(own), &edits, &fits);
        for moved in inputs.iter_mut().filter(|moved| moved.value != moved.was) {
            moved.written = !missed.contains(&moved.path);
        }
        Some(text)
    }
}

/// The scenario's own text.
fn own(scenario: &Scenario, request: &Request) -> Option<SourceId> {
    scenario.files.ids().find(|id| scenario.files.name(*id) == request.file)
}

/// Sources in which one file has another text.
struct Rewritten<'a> {
    inner: &'a dyn Sources,
    name: &'a str,
    text: &'a str,
}

impl Sources for Rewritten<'_> {
    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        if name == self.name { Ok(self.text.as_bytes().to_vec()) } else { self.inner.read(name) }
    }
}

fn one_is_too_few() -> Refused {
    Refused::said(
        say!("one replication has no error to hold a figure against", "只模拟一次就没有误差，无法与实测对照"),
        Some(say!("--replications 20 judges what was found by twenty", "用 --replications 20 以二十次模拟来判断结果")),
    )
}

fn nothing_to_move() -> Refused {
    Refused::said(
        say!(
            "no value of the file or of its template has a range to move in",
            "文件与模板里没有一个数写明了可以变动的范围"
        ),
        Some(say!(
            "write {{ low = 3, likely = 5, high = 8 }} for what nobody measured",
            "没有实测的数请写成 {{ low = 3, likely = 5, high = 8 }}"
        )),
    )
}
