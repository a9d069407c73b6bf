//! Both designs with changes of the file: at other prices from what was counted, else simulated; what is simulated is kept.

use super::super::batch::{Shelf, kept_name};
use super::super::{Request, Scenario};
use super::{NoSaving, SavingsPorts};
use crate::compile::{OneByOne, one_by_one};
use crate::experiment::{Arm, Costs, Job, Stopped, run_jobs};
use crate::measure::Series;
use crate::model::Model;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Trials that are compiled together: their models are kept no longer than it takes to run them.
const TOGETHER: usize = 16;

/// What trials are of.
pub struct Trying<'a> {
    pub request: &'a Request,
    /// Design and case of the baseline, then of the design.
    pub keys: &'a [(String, String); 2],
    /// As the file stands.
    pub arms: [&'a Arm; 2],
    /// What these cost.
    pub as_is: &'a [Costs; 2],
    /// All that decides what comes out, beside changes and replications.
    pub question: String,
}

/// Trials, and what came of those that were simulated.
pub struct Trials<'a> {
    of: Trying<'a>,
    ports: &'a SavingsPorts<'a>,
    /// Replications simulated since somebody asked.
    simulated: u64,
    /// Replications planned so far, as progress is told.
    planned: u64,
    names: Vec<String>,
    found: usize,
}

/// What a change of the file does to two designs.
#[derive(Clone, Copy, Debug)]
pub struct Moves {
    /// Nothing at all.
    pub nothing: bool,
    /// It changes prices and nothing else.
    pub prices: bool,
}

/// A trial as it is kept.
#[derive(Serialize, Deserialize)]
struct KeptTrial {
    question: String,
    changes: Vec<String>,
    costs: [Costs; 2],
}

/// What is wanted: changes of the file, and of which replications.
pub type Wanted = (Vec<String>, Range<u64>);

/// All that decides what trials come to.
pub fn question(scenario: &Scenario, request: &Request, keys: &[(String, String); 2], replications: u64) -> String {
    let files: Vec<&str> = scenario.read.iter().map(|file| &file.sha256[..]).collect();
    serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "of": "savings",
        "files": files,
        "set": request.sets,
        "pair": keys,
        "seed": request.seed,
        "replications": replications,
    })
    .to_string()
}

impl<'a> Trials<'a> {
    pub fn new(of: Trying<'a>, ports: &'a SavingsPorts<'a>) -> Self {
        let planned = 2 * of.as_is[0].year.len() as u64;
        Self { of, ports, simulated: 0, planned, names: Vec::new(), found: 0 }
    }

    /// Design and case of both.
    pub fn keys(&self) -> &'a [(String, String); 2] {
        self.of.keys
    }

    /// What both cost as the file stands.
    pub fn as_is(&self) -> &'a [Costs; 2] {
        self.of.as_is
    }

    /// Replications simulated since this was asked before.
    pub fn take_simulated(&mut self) -> u64 {
        std::mem::take(&mut self.simulated)
    }

    /// Names of what is kept, and how much of it had been kept before.
    pub fn kept(self) -> (Vec<String>, usize) {
        (self.names, self.found)
    }

    fn models(&self, changes: &[Vec<String>]) -> Vec<Option<Vec<Model>>> {
        let Request { file, sets, what_ifs, .. } = self.of.request;
        one_by_one(self.ports.sources, file, OneByOne { sets, what_ifs, changes, pairs: self.of.keys })
    }

    /// What each of these changes does; none where it makes no sense.
    pub fn moves(&self, changes: &[Vec<String>]) -> Vec<Option<Moves>> {
        let as_is = || self.of.arms.iter().map(|arm| &arm.model);
        let of = |models: Vec<Model>| Moves {
            nothing: as_is().zip(&models).all(|(as_is, model)| as_is == model),
            prices: as_is().zip(&models).all(|(as_is, model)| as_is.differs_in_prices_only(model)),
        };
        let together = changes.chunks(TOGETHER).flat_map(|some| self.models(some));
        together.map(|models| models.map(of)).collect()
    }

    /// What both designs cost under each of these; none where the changes make no sense, or a price is missing there.
    pub fn costs(&mut self, wanted: &[Wanted]) -> Result<Vec<Option<[Costs; 2]>>, NoSaving> {
        let mut all = Vec::new();
        for some in wanted.chunks(TOGETHER) {
            all.extend(self.together(some)?);
        }
        Ok(all)
    }

    fn together(&mut self, wanted: &[Wanted]) -> Result<Vec<Option<[Costs; 2]>>, NoSaving> {
        let mut found: Vec<Option<[Costs; 2]>> = wanted.iter().map(|one| self.find(one)).collect();
        let todo: Vec<usize> = (0..wanted.len()).filter(|at| found[*at].is_none()).collect();
        let changes: Vec<Vec<String>> = todo.iter().map(|at| wanted[*at].0.clone()).collect();
        let models = self.models(&changes);
        // By trial and arm: what it costs; none yet, or none at all.
        let mut costs: Vec<[Option<Costs>; 2]> = vec![[None, None]; todo.len()];
        let (mut jobs, mut whose) = (Vec::new(), Vec::new());
        for (n, models) in models.iter().enumerate() {
            let numbers = &wanted[todo[n]].1;
            for (arm, model) in models.iter().flatten().enumerate() {
                let counted = self.of.arms[arm];
                let stored = counted.outcomes.get(numbers.start as usize..numbers.end as usize);
                if let Some(outcomes) = stored.filter(|_| counted.model.differs_in_prices_only(model)) {
                    costs[n][arm] = Costs::of(model, &Series { outcomes, spans: &counted.spans });
                } else {
                    jobs.push(Job { model, numbers: numbers.clone() });
                    whose.push((n, arm));
                }
            }
        }
        self.simulate(&jobs, &whose, &mut costs)?;
        for (n, costs) in costs.into_iter().enumerate() {
            let [Some(base), Some(design)] = costs else { continue };
            let costs = [base, design];
            if whose.iter().any(|(trial, _)| *trial == n) {
                self.keep(&wanted[todo[n]], &costs).map_err(NoSaving::Unkept)?;
            }
            found[todo[n]] = Some(costs);
        }
        Ok(found)
    }

    fn simulate(
        &mut self,
        jobs: &[Job<'_>],
        whose: &[(usize, usize)],
        costs: &mut [[Option<Costs>; 2]],
    ) -> Result<(), NoSaving> {
        let more: u64 = jobs.iter().map(|job| job.numbers.end - job.numbers.start).sum();
        if more == 0 {
            return Ok(());
        }
        self.simulated += more;
        self.planned += more;
        self.ports.progress.planned(self.planned);
        let how = (self.of.request.seed, self.of.request.threads);
        let mut keep = |job: usize, found: Option<Costs>| -> Result<(), std::convert::Infallible> {
            let (trial, arm) = whose[job];
            costs[trial][arm] = found;
            Ok(())
        };
        let Ok(stopped) = run_jobs(jobs, how, (self.ports.progress, self.ports.cancel), &mut keep);
        match stopped {
            None => Ok(()),
            Some(Stopped::Limit { arm, replication, limit }) => {
                let model = Box::new((jobs[arm].model.clone(), limit));
                Err(NoSaving::Stopped(Stopped::Limit { arm: whose[arm].1, replication, limit }, Some(model)))
            }
            Some(stopped) => Err(NoSaving::Stopped(stopped, None)),
        }
    }

    fn name(&self, (changes, numbers): &Wanted) -> String {
        let numbers = format!("{}..{}", numbers.start, numbers.end);
        kept_name(&self.of.question, std::iter::once(&numbers[..]).chain(changes.iter().map(|change| &change[..])))
    }

    /// A trial from an earlier start.
    fn find(&mut self, wanted: &Wanted) -> Option<[Costs; 2]> {
        let shelf: &dyn Shelf = self.ports.shelf;
        let name = self.name(wanted);
        let kept: KeptTrial = serde_json::from_slice(&shelf.find(&name)?).ok()?;
        let right = kept.question == self.of.question && kept.changes == wanted.0;
        let n = (wanted.1.end - wanted.1.start) as usize;
        let whole = kept.costs.iter().all(|costs| costs.year.len() == n);
        if !right || !whole {
            return None;
        }
        self.found += 1;
        self.names.push(name);
        Some(kept.costs)
    }

    fn keep(&mut self, wanted: &Wanted, costs: &[Costs; 2]) -> std::io::Result<()> {
        let name = self.name(wanted);
        let kept = KeptTrial { question: self.of.question.clone(), changes: wanted.0.clone(), costs: costs.clone() };
        let bytes = serde_json::to_vec(&kept).map_err(std::io::Error::other)?;
        self.ports.shelf.keep(&name, &bytes)?;
        self.names.push(name);
        Ok(())
    }
}
