//! Inputs simulated: compiled as changes of the file, run on the same customers as every other, kept so that nothing is run twice.

use super::free::Free;
use crate::experiment::fit::Simulated;
use crate::experiment::{Cancel, Figures, Progress, Sweeping, Wanted, figures};
use crate::measure::Series;
use crate::model::Model;
use crate::scenario::text::sources::Sources;
use crate::session::batch::{Batch, Rounds, compiled};
use crate::session::points::question;
use crate::session::size::{Halt, Ports};
use crate::session::{Request, Scenario};
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

    fn run(&mut self, how: &Sweeping, points: &[Vec<f64>]) -> Result<Vec<Figures>, Halt> {
        let Ground { sources, request, scenario, model, inputs, wanted } = self.ground;
        let change = |point: &Vec<f64>| inputs.iter().zip(point).flat_map(|(input, v)| input.set(*v)).collect();
        let changes: Vec<Vec<String>> = points.iter().map(change).collect();
        let models = compiled(sources, request, model, &changes).map_err(Halt::Refused)?;
        let kpis: Vec<String> = wanted.iter().map(|one| format!("{}@{}", one.kpi.key(model), one.subject)).collect();
        let question = question(scenario, request, how, &kpis.into());
        let read = |model: &Model, series: &Series<'_>| figures(model, series, wanted, &how.period);
        let whole = |read: &Figures| {
            let n = how.replications as usize;
            read.len() == wanted.len() && read.iter().flatten().all(|sample| sample.n() == n)
        };
        self.rounds.begin();
        let batch = Batch { models: &models, changes: &changes, sweeping: how, question: &question };
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
