//! Inputs simulated: compiled as changes of the file, run on the same customers as every other, kept so that nothing is run twice.

use super::free::Free;
use crate::compile::{Instead, InsteadOf, instead};
use crate::experiment::fit::Simulated;
use crate::experiment::{Cancel, Figures, Progress, Sweeping, Wanted, figures};
use crate::measure::Series;
use crate::model::Model;
use crate::scenario::text::sources::Sources;
use crate::session::batch::{Batch, Rounds};
use crate::session::points::question;
use crate::session::size::{Halt, Ports};
use crate::session::{Request, Scenario, chosen};
use crate::stats::Sample;

/// What every point is tried on.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub sources: &'a dyn Sources,
    pub request: &'a Request,
    pub scenario: &'a Scenario,
    pub model: &'a Model,
    pub inputs: &'a [Free],
    /// What is read of every point.
    pub wanted: &'a [Wanted],
}

/// Points tried so far.
pub(super) struct Trials<'a> {
    ground: Ground<'a>,
    ports: Ports<'a>,
    how: Sweeping,
    rounds: Rounds<'a>,
    /// Where weeks stand for all: by figure, how far they are off as it is.
    off: Option<Vec<f64>>,
    /// Names under which points are kept.
    pub names: Vec<String>,
}

impl<'a> Trials<'a> {
    pub fn new(ground: Ground<'a>, ports: Ports<'a>, how: Sweeping) -> Self {
        Self { ground, ports, how, rounds: Rounds::new(ports.watch), off: None, names: Vec::new() }
    }

    /// The same points on other customers from now on.
    pub fn on(&mut self, how: Sweeping) {
        self.how = how;
    }

    /// The figures of points; of one with values that make no sense together none.
    fn run(&mut self, how: &Sweeping, points: &[Vec<f64>]) -> Result<Vec<Figures>, Halt> {
        let Ground { sources, request, model, inputs, wanted, .. } = self.ground;
        let say = |point: &Vec<f64>| inputs.iter().zip(point).filter_map(|(input, v)| input.instead(*v)).collect();
        let said: Vec<Vec<Instead>> = points.iter().map(say).collect();
        let (design, case) = (&model.design.key, &model.case.key);
        let asked = InsteadOf { sets: &request.sets, design, case, points: &said };
        let models: Vec<Option<Model>> = instead(sources, &request.file, asked).into_iter().map(Result::ok).collect();
        let named = |said: &Vec<Instead>| said.iter().map(|one| format!("{}={}", one.path, one.value)).collect();
        let changes: Vec<Vec<String>> =
            said.iter().zip(&models).filter(|(_, model)| model.is_some()).map(|(said, _)| named(said)).collect();
        let made: Vec<Model> = models.iter().flatten().cloned().collect();
        let mut done = self.simulated(how, self.ground.scenario, &made, &changes)?.into_iter();
        let none = || vec![None; wanted.len()];
        Ok(models.iter().map(|model| model.as_ref().and_then(|_| done.next()).unwrap_or_else(none)).collect())
    }

    /// The figures of another file, in the same design and case.
    pub fn of_file(&mut self, scenario: &Scenario) -> Result<Figures, Halt> {
        let model = chosen(&scenario.compiled, self.ground.request).map_err(Halt::Refused)?.clone();
        let done = self.simulated(&self.how.clone(), scenario, &[model], &[Vec::new()])?;
        Ok(done.into_iter().next().unwrap_or_default())
    }

    fn simulated(
        &mut self,
        how: &Sweeping,
        scenario: &Scenario,
        models: &[Model],
        changes: &[Vec<String>],
    ) -> Result<Vec<Figures>, Halt> {
        let Ground { request, model, wanted, .. } = self.ground;
        let kpis: Vec<String> = wanted.iter().map(|one| format!("{}@{}", one.kpi.key(model), one.subject)).collect();
        // What a point changes are numbers of the file, not what `--set` lays over all.
        let question = question(scenario, request, how, &serde_json::json!({ "of_file": kpis }));
        let read = |model: &Model, series: &Series<'_>| figures(model, series, wanted, &how.period);
        let whole = |read: &Figures| {
            let n = how.replications as usize;
            read.len() == wanted.len() && read.iter().flatten().all(|sample| sample.n() == n)
        };
        self.rounds.begin();
        let batch = Batch { models, changes, sweeping: how, question: &question };
        let ports: (&dyn Progress, &dyn Cancel) = (&self.rounds, self.ports.cancel);
        let done = batch.run(self.ports.shelf, ports, &read, &whole).map_err(Halt::Kept)?;
        self.names.extend(done.names);
        match done.stopped {
            Some(why) => Err(Halt::Stopped { why, at: changes.first().map_or_else(String::new, |one| one.join(", ")) }),
            None => Ok(done.read.into_iter().flatten().collect()),
        }
    }

    /// How far the weeks that stand for all are off as it is, by figure; found once.
    fn off(&mut self) -> Result<Option<Vec<f64>>, Halt> {
        if self.how.weeks.is_some() && self.off.is_none() {
            let as_is = [vec![0.0; self.ground.inputs.len()]];
            let (weeks, all) = (self.how.clone(), Sweeping { weeks: None, ..self.how.clone() });
            let (weeks, all) = (self.run(&weeks, &as_is)?.remove(0), self.run(&all, &as_is)?.remove(0));
            let off = |(all, weeks): (Option<Sample>, Option<Sample>)| Some(all?.value - weeks?.value);
            self.off = Some(all.into_iter().zip(weeks).map(|both| off(both).unwrap_or(0.0)).collect());
        }
        Ok(self.off.clone().filter(|_| self.how.weeks.is_some()))
    }
}

impl Simulated for Trials<'_> {
    type Stop = Halt;

    fn figures(&mut self, points: &[Vec<f64>]) -> Result<Vec<Figures>, Halt> {
        let off = self.off()?;
        let mut all = self.run(&self.how.clone(), points)?;
        if let Some(off) = off {
            for figures in &mut all {
                for (figure, off) in figures.iter_mut().zip(&off) {
                    *figure = figure.take().map(|sample| Sample { value: sample.value + off, ..sample });
                }
            }
        }
        Ok(all)
    }
}
