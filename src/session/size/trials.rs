//! A staffing simulated: compiled as changes of the file, run on the same customers as every other, kept so that no replication is
//! run twice.

use super::counts::{alone, counted, join, judged, kind};
use super::places::Places;
use super::{Halt, Ports, Stage};
use crate::experiment::optimise::{Answer, Dated, Dates, Look, Oracle, Reading, Staff};
use crate::experiment::{
    Counted, Goal, LEVEL, Pairs, Standing, Stopped, Sweeping, counts, margins_on_dates, misses_on_dates, on_dates,
    reach_on_dates, sure_look,
};
use crate::measure::Series;
use crate::model::Model;
use crate::report::{Reached, Target};
use crate::say;
use crate::scenario::text::sources::Sources;
use crate::session::batch::{Batch, Rounds, compiled};
use crate::session::points::question;
use crate::session::{Request, Scenario};
use crate::stats::{Bounded, Sample};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// What every staffing is tried on.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub sources: &'a dyn Sources,
    pub request: &'a Request,
    pub scenario: &'a Scenario,
    pub model: &'a Model,
    pub targets: &'a [Target],
    /// What the people who are chosen have no hold on.
    pub beyond: &'a [Target],
    /// Whether each date has to meet the targets.
    pub each_date: bool,
    /// How many dates there are.
    pub dates: usize,
}

/// How closely each look looks.
#[derive(Clone, Debug)]
pub(super) struct Looks {
    /// All replications of a quick look.
    pub quick: Sweeping,
    /// Of a sure look all but how many.
    pub sure: Sweeping,
    /// Numbers of replications at which a sure look may end, rising.
    pub at: Vec<u64>,
}

/// How a staffing's replications are read.
pub(super) struct Reads<'f, R> {
    /// What is wanted of them.
    pub read: &'f dyn Fn(&Model, &Series<'_>) -> R,
    /// Whether what was kept is all of that.
    pub whole: &'f dyn Fn(&R) -> bool,
}

/// Models, and what each is told apart by.
pub(super) struct Told<'a> {
    pub changes: &'a [Vec<String>],
    pub models: &'a [Model],
}

/// Replications by which a price is found.
const PRICED: u64 = 4;
/// Replications that show what misses by far.
const GLANCED: u64 = 20;
/// The same of quick looks at dates one by one.
const FIRST_QUICK: [u64; 2] = [8, 16];

/// Staffings tried so far.
pub(super) struct Trials<'a> {
    ground: Ground<'a>,
    ports: Ports<'a>,
    looks: &'a Looks,
    pub places: Places,
    counted: Vec<Counted>,
    gathered: BTreeMap<(Look, Staff), Vec<Pairs>>,
    /// Of staffings that are looked at surely date by date: replications by number.
    single: BTreeMap<Staff, BTreeMap<u64, Vec<Pairs>>>,
    rounds: Rounds<'a>,
    /// All people of the best so far.
    people: Option<u32>,
    /// Names under which points are kept.
    pub names: Vec<String>,
    /// By target: the groups of posts that are blamed for it; used where dates are looked at one by one.
    pub blamed: Vec<Vec<usize>>,
    /// By look and target: what is taken in its place, over the span; none: the target as it is asked for.
    instead: BTreeMap<Look, Vec<Option<Goal>>>,
}

impl<'a> Trials<'a> {
    pub fn new(ground: Ground<'a>, ports: Ports<'a>, looks: &'a Looks, places: Places) -> Self {
        let rounds = Rounds::new(ports.watch);
        let (counted, gathered, single) = (counted(&ground), BTreeMap::new(), BTreeMap::new());
        let (names, blamed, instead) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { ground, ports, looks, places, counted, gathered, single, rounds, people: None, names, blamed, instead }
    }

    /// How many staffings were looked at.
    pub fn tried(&self) -> usize {
        let all = self.gathered.keys().map(|(_, staff)| staff).chain(self.single.keys());
        let all: std::collections::BTreeSet<&Staff> = all.collect();
        all.len()
    }

    /// What people cost in what a quick look sees of its first replications, by staffing: which customers there are hardly matters for it.
    pub fn people(&mut self, staff: &[Staff]) -> Result<Vec<Option<f64>>, Halt> {
        self.gather(Look::Quick, staff, self.looks.quick.replications.min(PRICED))?;
        let at = self.ground.targets.len() * 2;
        let cost = |staff: &Staff| {
            let pairs = self.gathered[&(Look::Quick, staff.clone())][at].as_ref()?;
            Some(pairs[0].iter().map(|(cost, _)| cost).sum::<f64>() / pairs[0].len() as f64)
        };
        Ok(staff.iter().map(cost).collect())
    }

    /// How a staffing does, by as many replications as were run to judge it, and at least by the first look's.
    pub fn reached(&mut self, staff: &Staff) -> Result<Reached, Halt> {
        self.gather(Look::Sure, std::slice::from_ref(staff), self.looks.at[0])?;
        Ok(self.told(staff))
    }

    /// The same; of what a few replications show to miss, by these.
    pub fn glanced(&mut self, staff: &Staff) -> Result<Reached, Halt> {
        self.gather(Look::Sure, std::slice::from_ref(staff), self.looks.at[0].min(GLANCED))?;
        let told = self.told(staff);
        if told.answer() == Answer::Missed { Ok(told) } else { self.reached(staff) }
    }

    fn told(&self, staff: &Staff) -> Reached {
        let all = &self.gathered[&(Look::Sure, staff.clone())];
        let sample = |at: usize| {
            let (above, below): (Vec<f64>, Vec<f64>) = all[at].as_ref()?[0].iter().copied().unzip();
            Sample::ratio(&above, &below)
        };
        let (targets, teams) = (self.ground.targets.len(), self.ground.model.teams.len());
        Reached {
            staff: staff.clone(),
            standings: self.standings(Look::Sure, staff),
            figures: (targets..2 * targets).map(sample).collect(),
            people: sample(2 * targets),
            cost: sample(2 * targets + 1),
            occupancy: (0..teams).map(|team| sample(2 * targets + 2 + team)).collect(),
            bad_days: (0..targets).map(|target| sample(2 * targets + 2 + teams + target)).collect(),
            beyond: (0..self.ground.beyond.len()).map(|at| sample(3 * targets + 2 + teams + at)).collect(),
        }
    }

    /// By target, its counts in the first so many sure replications of a staffing; none where there are fewer.
    pub fn first_of(&self, staff: &Staff, n: usize) -> Option<Vec<Pairs>> {
        let all = self.gathered.get(&(Look::Sure, staff.clone()))?;
        let first = |pairs: &Pairs| -> Option<Pairs> {
            let Some(dates) = pairs else { return Some(None) };
            Some(Some(dates.iter().map(|date| Some(date.get(..n)?.to_vec())).collect::<Option<_>>()?))
        };
        all[..self.ground.targets.len()].iter().map(first).collect()
    }

    fn standings(&self, look: Look, staff: &Staff) -> Vec<Standing> {
        let all = &self.gathered[&(look, staff.clone())];
        let of = |(target, pairs): (&Target, &Pairs)| {
            let pairs: &[Vec<(f64, f64)>] = pairs.as_deref().unwrap_or(&[]);
            judged(pairs, target.goal, self.ground.each_date)
        };
        self.ground.targets.iter().zip(all).map(of).collect()
    }

    /// From now on a staffing is to be as good as this one, within the interval of its figures, where this one is not shown to meet a
    /// target.
    pub fn judge_by(&mut self, most: &Staff) -> Result<(), Halt> {
        self.gather(Look::Quick, std::slice::from_ref(most), self.looks.quick.replications)?;
        self.gather(Look::Sure, std::slice::from_ref(most), self.looks.at[0])?;
        let open: Vec<bool> =
            self.standings(Look::Sure, most).iter().map(|standing| standing.answer != Answer::Met).collect();
        for look in [Look::Quick, Look::Sure] {
            let goal = |(target, of): (usize, &Target)| {
                let sample = self.over_span(look, most, target).filter(|_| open[target])?;
                let half = sample.half_width(LEVEL).unwrap_or(0.0);
                let limit = sample.value + if of.goal.at_least { -half } else { half };
                Some(Goal { limit, ..of.goal })
            };
            let goals = self.ground.targets.iter().enumerate().map(goal).collect();
            self.instead.insert(look, goals);
        }
        Ok(())
    }

    /// From now on targets are those that are asked for.
    pub fn judge_as_asked(&mut self) {
        self.instead.clear();
    }

    /// A target's figure over the span; none where nothing happened.
    fn over_span(&self, look: Look, staff: &Staff, target: usize) -> Option<Sample> {
        let all = &self.gathered[&(look, staff.clone())];
        let (above, below): (Vec<f64>, Vec<f64>) =
            all[self.ground.targets.len() + target].as_ref()?[0].iter().copied().unzip();
        Sample::ratio(&above, &below)
    }

    /// How a staffing stands by what is taken in the place of targets: by the mean.
    fn instead(&self, look: Look, staff: &Staff) -> Vec<Option<f64>> {
        let goals = self.instead.get(&look).map_or(&[][..], |goals| goals);
        let margin = |(target, goal): (usize, &Option<Goal>)| {
            goal.and_then(|goal| Some(goal.margin(self.over_span(look, staff, target)?.value)))
        };
        goals.iter().enumerate().map(margin).collect()
    }

    fn reading(&self, look: Look, staff: &Staff) -> Reading {
        let mut standings = self.standings(look, staff);
        let instead = self.instead(look, staff);
        let margin = |(target, standing): (&Target, &Standing)| match look {
            Look::Quick => standing.margin,
            Look::Sure => standing.shown(target.goal),
        };
        let mut margins: Vec<f64> = self.ground.targets.iter().zip(&standings).map(margin).collect();
        for (target, near) in instead.into_iter().enumerate() {
            let Some(near) = near else { continue };
            margins[target] = near;
            standings[target].answer = if near >= 0.0 { Answer::Met } else { Answer::Missed };
        }
        let shown = standings.iter().map(|standing| standing.answer).min().unwrap_or(Answer::Met);
        let on_average = if margins.iter().all(|margin| *margin >= 0.0) { Answer::Met } else { Answer::Missed };
        Reading { answer: if look == Look::Quick { on_average } else { shown }, margins }
    }

    /// Numbers of replications at which a look may end, rising. Dates one by one are first looked at a few times: whatever misses by far
    /// shows it by then.
    fn steps(&self, look: Look) -> Vec<u64> {
        let (few, all) = match look {
            Look::Quick => (&FIRST_QUICK[..], vec![self.looks.quick.replications]),
            Look::Sure => (&[GLANCED][..], self.looks.at.clone()),
        };
        let few = few.iter().copied().filter(|n| self.ground.each_date && *n < all[0]);
        few.chain(all.iter().copied()).collect()
    }

    /// Whether the rest of a look's replications can still show a staffing to meet its targets on each date.
    fn may_be_met(&self, look: Look, staff: &Staff) -> bool {
        let all = match look {
            Look::Quick => self.looks.quick.replications,
            Look::Sure => *self.looks.at.last().expect("there is a last look"),
        };
        let (n, of_all) = (self.n(look, staff), sure_look(all));
        let most = if look == Look::Quick { of_all.hoped } else { of_all.shown } as usize;
        let on_average = self.instead.contains_key(&look);
        let counts = &self.gathered[&(look, staff.clone())];
        let within = |(target, pairs): (&Target, &Pairs)| {
            misses_on_dates(pairs.as_deref().unwrap_or(&[]), target.goal).into_iter().all(|misses| misses <= most)
        };
        n < all && (on_average || !self.ground.each_date || self.ground.targets.iter().zip(counts).all(within))
    }

    /// How many replications of a staffing there are.
    fn n(&self, look: Look, staff: &Staff) -> u64 {
        let pairs = |all: &Vec<Pairs>| all.iter().flatten().flatten().map(Vec::len).next();
        self.gathered.get(&(look, staff.clone())).and_then(pairs).map_or(0, |n| n as u64)
    }

    /// Runs what is missing until each of these staffings has so many replications.
    fn gather(&mut self, look: Look, all: &[Staff], upto: u64) -> Result<(), Halt> {
        let mut by_first: BTreeMap<u64, Vec<Staff>> = BTreeMap::new();
        for staff in all {
            let n = self.n(look, staff);
            let there = by_first.entry(n).or_default();
            if n < upto && !there.contains(staff) {
                there.push(staff.clone());
            }
        }
        for (first, round) in by_first.into_iter().filter(|(_, round)| !round.is_empty()) {
            let base = if look == Look::Quick { &self.looks.quick } else { &self.looks.sure };
            let how = Sweeping { first, replications: upto - first, ..base.clone() };
            let read = self.run(&how, &round)?;
            for (staff, more) in round.into_iter().zip(read) {
                match self.gathered.get_mut(&(look, staff.clone())) {
                    Some(known) => join(known, more),
                    None => drop(self.gathered.insert((look, staff), more)),
                }
            }
        }
        Ok(())
    }

    /// The models of staffings, and what each changes of the file.
    fn compiled(&self, round: &[Staff]) -> Result<(Vec<Vec<String>>, Vec<Model>), Halt> {
        let Ground { sources, request, model, .. } = self.ground;
        let changes: Vec<Vec<String>> = round.iter().map(|staff| self.places.changes(model, staff)).collect();
        let models = compiled(sources, request, model, &changes).map_err(Halt::Refused)?;
        Ok((changes, models))
    }

    /// The model of a staffing.
    pub fn model_of(&self, staff: &Staff) -> Result<Model, Halt> {
        Ok(self.compiled(std::slice::from_ref(staff))?.1.remove(0))
    }

    /// Runs staffings, and has what `counted` says read of each.
    fn run(&mut self, how: &Sweeping, round: &[Staff]) -> Result<Vec<Vec<Pairs>>, Halt> {
        let counted = std::mem::take(&mut self.counted);
        let read = self.counts(how, round, &counted);
        self.counted = counted;
        read
    }

    /// The same of other counts.
    pub fn counts(&mut self, how: &Sweeping, round: &[Staff], of: &[Counted]) -> Result<Vec<Vec<Pairs>>, Halt> {
        let kinds = of.iter().map(|counted| kind(counted, self.ground.model)).collect::<Vec<String>>();
        let read = |model: &Model, series: &Series<'_>| counts(model, series, of, how);
        let whole = |read: &Vec<Pairs>| {
            read.len() == of.len()
                && read.iter().flatten().flatten().all(|pairs| pairs.len() == how.replications as usize)
        };
        self.read(how, round, &kinds.into(), &Reads { read: &read, whole: &whole })
    }

    /// Runs staffings that are not kept already; `kinds`: what is read of each, by name.
    pub fn read<R: Serialize + DeserializeOwned>(
        &mut self,
        how: &Sweeping,
        round: &[Staff],
        kinds: &serde_json::Value,
        reads: &Reads<'_, R>,
    ) -> Result<Vec<R>, Halt> {
        let (changes, models) = self.compiled(round)?;
        self.read_models(how, &Told { changes: &changes, models: &models }, kinds, reads)
    }

    /// The same of models that are told apart by their changes.
    pub fn read_models<R: Serialize + DeserializeOwned>(
        &mut self,
        how: &Sweeping,
        Told { changes, models }: &Told<'_>,
        kinds: &serde_json::Value,
        reads: &Reads<'_, R>,
    ) -> Result<Vec<R>, Halt> {
        let question = question(self.ground.scenario, self.ground.request, how, kinds);
        let batch = Batch { models, changes, sweeping: how, question: &question };
        let sure = how.seed == self.looks.sure.seed;
        self.ports.watch.stage(Stage { sure, tried: self.tried(), people: self.people });
        self.rounds.begin();
        let done = batch
            .run(self.ports.shelf, (&self.rounds, self.ports.cancel), reads.read, reads.whole)
            .map_err(Halt::Kept)?;
        self.names.extend(done.names);
        if let Some(why) = done.stopped {
            let arm = if let Stopped::Limit { arm, .. } = why { arm } else { 0 };
            return Err(Halt::Stopped {
                why,
                at: changes.get(arm).map_or_else(String::new, |change| change.join(", ")),
            });
        }
        Ok(done.read.into_iter().flatten().collect())
    }

    /// The probability that a target is met, by target and date.
    pub fn shares(&self, look: Look, staff: &Staff) -> Vec<Vec<Option<Bounded>>> {
        let all = &self.gathered[&(look, staff.clone())];
        let of = |(target, pairs): (&Target, &Pairs)| on_dates(pairs.as_deref().unwrap_or(&[]), target.goal);
        self.ground.targets.iter().zip(all).map(of).collect()
    }

    /// How each date stands by the quick look.
    fn dated(&self, staff: &Staff) -> Vec<Dated> {
        let all = &self.gathered[&(Look::Quick, staff.clone())];
        let of = |(target, pairs): (&Target, &Pairs)| reach_on_dates(pairs.as_deref().unwrap_or(&[]), target.goal);
        let reaches: Vec<Vec<Option<f64>>> = self.ground.targets.iter().zip(all).map(of).collect();
        let groups = self.blamed.iter().flatten().max().map_or(0, |last| last + 1);
        let dates = reaches.iter().map(Vec::len).max().unwrap_or(0);
        let of = |date: usize| {
            let mut stands = Dated { margin: f64::INFINITY, by_group: vec![f64::INFINITY; groups] };
            for (of_target, blamed) in reaches.iter().zip(&self.blamed) {
                let Some(margin) = of_target.get(date).copied().flatten() else { continue };
                stands.margin = stands.margin.min(margin);
                for group in blamed {
                    stands.by_group[*group] = stands.by_group[*group].min(margin);
                }
            }
            stands
        };
        (0..dates).map(of).collect()
    }

    /// Runs what is missing of these sure replications.
    fn single(&mut self, round: &[Staff], replications: &[u64]) -> Result<(), Halt> {
        let mut by_missing: BTreeMap<Vec<u64>, Vec<Staff>> = BTreeMap::new();
        for staff in round {
            let known = self.single.entry(staff.clone()).or_default();
            let missing: Vec<u64> = replications.iter().copied().filter(|number| !known.contains_key(number)).collect();
            let same = by_missing.entry(missing).or_default();
            if !same.contains(staff) {
                same.push(staff.clone());
            }
        }
        for (missing, round) in by_missing.into_iter().filter(|(missing, _)| !missing.is_empty()) {
            let how =
                Sweeping { replications: missing.len() as u64, only: Some(missing.clone()), ..self.looks.sure.clone() };
            for (staff, read) in round.iter().zip(self.run(&how, &round)?) {
                let known = self.single.get_mut(staff).expect("it has its entry");
                known.extend(missing.iter().enumerate().map(|(at, number)| (*number, alone(&read, at))));
            }
        }
        Ok(())
    }

    /// Puts a staffing's first so many single replications together, as [`Self::gather`] would have them.
    pub fn put_together(&mut self, staff: &Staff, n: u64) -> Result<(), Halt> {
        self.single(std::slice::from_ref(staff), &(0..n).collect::<Vec<u64>>())?;
        let known = &self.single[staff];
        let mut all = known[&0].clone();
        (1..n).for_each(|number| join(&mut all, known[&number].clone()));
        self.gathered.insert((Look::Sure, staff.clone()), all);
        Ok(())
    }

    /// Keeps what was read of the first sure replications of staffings beside something else.
    pub fn know(&mut self, round: &[Staff], read: Vec<Vec<Pairs>>) {
        for (staff, read) in round.iter().zip(read) {
            self.gathered.entry((Look::Sure, staff.clone())).or_insert(read);
        }
    }

    /// What is counted of every staffing.
    pub fn counted(&self) -> &[Counted] {
        &self.counted
    }
}

impl Dates for Trials<'_> {
    type Stop = Halt;

    fn dates(&mut self, round: &[Staff]) -> Result<Vec<Vec<Dated>>, Halt> {
        self.gather(Look::Quick, round, self.looks.quick.replications)?;
        Ok(round.iter().map(|staff| self.dated(staff)).collect())
    }

    fn margins(&mut self, round: &[Staff], replications: &[u64]) -> Result<Vec<Vec<Vec<f64>>>, Halt> {
        self.single(round, replications)?;
        let targets = self.ground.targets;
        let dates = self.ground.dates;
        let of = |staff: &Staff| {
            let known = &self.single[staff];
            let mut least = vec![vec![f64::INFINITY; replications.len()]; dates];
            for (at, number) in replications.iter().enumerate() {
                for (target, pairs) in targets.iter().zip(&known[number]) {
                    let margins = margins_on_dates(pairs.as_deref().unwrap_or(&[]), target.goal);
                    for (least, margin) in least.iter_mut().zip(margins) {
                        least[at] = least[at].min(margin[0]);
                    }
                }
            }
            least
        };
        Ok(round.iter().map(of).collect())
    }

    fn found(&mut self, staff: &Staff) {
        let all = staff.iter().sum::<u32>();
        self.people = Some(all);
        self.ports.watch.best(&say!("so far: {all} days of work", "目前：共 {all} 人天"));
    }
}

impl Oracle for Trials<'_> {
    type Stop = Halt;

    fn ask(&mut self, look: Look, round: &[Staff]) -> Result<Vec<Reading>, Halt> {
        for upto in self.steps(look) {
            // One that is undecided may be told from more; what is shown stays shown.
            let open = |staff: &&Staff| {
                self.n(look, staff) == 0
                    || match look {
                        Look::Sure => {
                            self.reading(look, staff).answer == Answer::Undecided && self.may_be_met(look, staff)
                        }
                        Look::Quick => self.may_be_met(look, staff),
                    }
            };
            let open: Vec<Staff> = round.iter().filter(open).cloned().collect();
            self.gather(look, &open, upto)?;
        }
        Ok(round.iter().map(|staff| self.reading(look, staff)).collect())
    }

    fn best(&mut self, staff: &Staff) {
        self.people = Some(staff.iter().sum());
        let numbers: Vec<String> = self
            .places
            .all
            .iter()
            .zip(staff)
            .map(|(place, people)| format!("{} {people}", place.path.trim_start_matches("team.")))
            .collect();
        let (en, zh) = (numbers.join(", "), numbers.join("，"));
        self.ports.watch.best(&say!("best so far: {en}", "目前最好：{zh}"));
    }
}
