//! Replications of every arm, on as many threads as asked, merged in replication order: equal bytes for any number.
//!
//! The unit of work is one replication of one arm: a pure function of model, seed and number, whose [`Outcome`] is a
//! value. Whatever runs it, and wherever, the result is the same.

use super::planned::Planned;
use super::profile::ProfileTable;
use super::settled::Settled;
use super::study::{Arm, LEVEL, Stopped, Study};
use crate::catalogue::{KpiId, Subject, spans};
use crate::engine::{Ended, NullObserver};
use crate::load::peak_dates;
use crate::measure::{Evaluator, Focus, Memory, Outcome, Replication, observe};
use crate::model::Model;
use crate::stats::{FIRST_LOOK, next_look};
use rayon::prelude::*;

/// How to run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Seed of everything random.
    pub seed: u64,
    /// How many replications.
    pub replications: Replications,
    /// Worker threads; results do not depend on it.
    pub threads: usize,
    /// The period whose shape of week and days is looked at closely; none: no shapes are wanted.
    pub profile: Option<String>,
}

/// Threads beyond which no computer that we know of becomes faster.
const MOST_THREADS: usize = 1024;

/// How many replications.
#[derive(Clone, Debug, PartialEq)]
pub enum Replications {
    /// So many.
    Fixed(u64),
    /// Until a KPI is known well enough in every arm.
    Until(Precision),
    /// Until the verdicts of a comparison are settled.
    Settled(Settled),
}

/// How well a KPI should be known.
#[derive(Clone, Debug, PartialEq)]
pub struct Precision {
    /// Which.
    pub kpi: KpiId,
    /// Of whom: the stable name.
    pub subject: String,
    /// The half-width of its 95 % interval that is small enough, in its unit.
    pub half_width: f64,
    /// Stop here at the latest.
    pub at_most: u64,
}

/// Hears how far the work is. Called from worker threads.
pub trait Progress: Sync {
    /// So many replications are planned so far.
    fn planned(&self, replications: u64);
    /// One more is done.
    fn done(&self);
}

/// Says nothing.
pub struct Quiet;
impl Progress for Quiet {
    fn planned(&self, _: u64) {}
    fn done(&self) {}
}

/// Asked now and then whether to stop.
pub trait Cancel: Sync {
    /// Whether to stop.
    fn cancelled(&self) -> bool;
}

/// Never stops.
pub struct Never;
impl Cancel for Never {
    fn cancelled(&self) -> bool {
        false
    }
}

/// Worker threads: as many as asked for, and never more than there is work for.
pub(super) fn pool(threads: usize, units: u64) -> rayon::ThreadPool {
    let most = usize::try_from(units).unwrap_or(usize::MAX).clamp(1, MOST_THREADS);
    rayon::ThreadPoolBuilder::new().num_threads(threads.clamp(1, most)).build().expect("the system gives threads")
}

/// Runs all models.
pub fn replicate(models: Vec<Model>, settings: &Settings, progress: &dyn Progress, cancel: &dyn Cancel) -> Study {
    let most = match &settings.replications {
        Replications::Fixed(n) => *n,
        Replications::Until(precision) => precision.at_most,
        Replications::Settled(settled) => settled.at_most,
    };
    let pool = pool(settings.threads, most.saturating_mul(models.len() as u64));
    let mut arms: Vec<Arm> = models
        .into_iter()
        .map(|model| Arm { spans: spans(&model), model, outcomes: Vec::new(), profile: None, planned: None })
        .collect();
    let focus = focus(&arms, settings);
    let plan = |(arm, focus): (&mut Arm, &Focus)| arm.planned = Some(Planned::of(&arm.model, &arm.spans, focus));
    pool.install(|| arms.par_iter_mut().zip(&focus).for_each(plan));
    let mut study = Study { arms, replications: 0, seed: settings.seed, stopped: None, precise: None };
    let mut upto = match &settings.replications {
        Replications::Fixed(n) => *n,
        Replications::Until(_) => most.min(FIRST_LOOK as u64),
        Replications::Settled(settled) => settled.first(),
    };
    loop {
        progress.planned(upto * study.arms.len() as u64);
        pool.install(|| study.run_upto(upto, (settings, &focus), progress, cancel));
        if study.stopped.is_some() {
            break;
        }
        let next = match &settings.replications {
            Replications::Fixed(_) => None,
            Replications::Until(precision) => {
                let reached = study.arms.iter().all(|arm| is_known(arm, precision));
                study.precise = Some(reached);
                let more = !reached && upto < precision.at_most;
                more.then(|| (next_look(upto as usize) as u64).min(precision.at_most))
            }
            Replications::Settled(settled) => settled.after(upto).filter(|_| !settled.is_reached(&study)),
        };
        let Some(next) = next else { break };
        upto = next;
    }
    study
}

/// By arm: the same dates, and the period as it is there.
fn focus(arms: &[Arm], settings: &Settings) -> Vec<Focus> {
    let Some(period) = &settings.profile else { return Vec::new() };
    let dates = peak_dates(&arms.iter().map(|arm| &arm.model).collect::<Vec<_>>());
    let span = |arm: &Arm| arm.spans.iter().position(|span| span.label.key == *period).unwrap_or(0);
    arms.iter().map(|arm| Focus { span: span(arm), dates: dates.clone() }).collect()
}

impl Study {
    /// Adds replications until there are `upto`, in blocks so that what is done is kept when something stops it.
    fn run_upto(
        &mut self,
        upto: u64,
        (settings, focus): (&Settings, &[Focus]),
        progress: &dyn Progress,
        cancel: &dyn Cancel,
    ) {
        let arms = self.arms.len();
        while self.replications < upto {
            // A short replication is whole before it asks; between blocks somebody has to.
            if cancel.cancelled() {
                self.stopped = Some(Stopped::Interrupted);
                return;
            }
            let block = (upto - self.replications).min((settings.threads.clamp(1, MOST_THREADS) as u64 * 4).max(8));
            let tasks: Vec<(u64, usize)> = (0..block)
                .flat_map(|r| (0..arms).map(move |arm| (r, arm)))
                .map(|(r, arm)| (self.replications + r, arm))
                .collect();
            let done: Vec<Outcome> = tasks
                .par_iter()
                .map_init(Memory::default, |memory, (number, arm)| {
                    let focus = settings.profile.is_some().then(|| &focus[*arm]);
                    let arm = &self.arms[*arm];
                    let replication = Replication {
                        model: &arm.model,
                        spans: &arm.spans,
                        seed: settings.seed,
                        number: *number,
                        // Where there are several, intervals come from replications and not from days.
                        days: upto == 1,
                        profile: focus,
                    };
                    let outcome = observe(replication, NullObserver, memory, &|| cancel.cancelled());
                    progress.done();
                    outcome
                })
                .collect();
            if self.keep(&tasks, done) {
                return;
            }
        }
    }

    /// Merges a block in order; true where it has to stop. A replication counts when all arms have it whole.
    fn keep(&mut self, tasks: &[(u64, usize)], done: Vec<Outcome>) -> bool {
        let arms = self.arms.len();
        let mut done = done.into_iter();
        for block in tasks.chunks(arms) {
            let outcomes: Vec<Outcome> = done.by_ref().take(arms).collect();
            if let Some(arm) = outcomes.iter().position(|o| o.ended != Ended::Whole) {
                self.stopped = Some(match outcomes[arm].ended {
                    Ended::Limit(limit) => Stopped::Limit { arm, replication: block[0].0, limit },
                    _ => Stopped::Interrupted,
                });
                return true;
            }
            for (arm, mut outcome) in self.arms.iter_mut().zip(outcomes) {
                if let Some(profile) = outcome.profile.take() {
                    arm.profile.get_or_insert_with(|| ProfileTable::new(&profile)).add(&profile);
                }
                arm.outcomes.push(outcome);
            }
            self.replications += 1;
        }
        false
    }
}

/// Whether an arm knows a figure well enough; one that it has not, nobody has to know.
fn is_known(arm: &Arm, precision: &Precision) -> bool {
    let Some((subject, part)) = Subject::parse(&precision.subject, &arm.model) else { return true };
    let sample = Evaluator::new(&arm.model).estimate(precision.kpi, part, subject, &arm.series(), 0);
    sample.and_then(|s| s.half_width(LEVEL)).is_some_and(|h| h <= precision.half_width)
}
