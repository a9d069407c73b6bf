//! The cheapest staffing that meets the targets: searched for by points that are compiled as changes of the file and run on the
//! same customers, confirmed on seeds that the search never saw.

mod alternatives;
mod by_date;
mod counts;
mod effort;
mod entries;
mod hours;
mod like;
mod places;
mod risk;
mod targets;
mod trials;

use super::ranked::template_targets;
use super::request::{known_period, no_replications};
use super::{Refused, Request, Scenario, Shelf, check, chosen, manifest};
use crate::catalogue::{HORIZON, spans_on};
use crate::diagnostic::Text;
use crate::experiment::optimise::{Answer, Look, Oracle, Searched, Space, Staff, neighbours, search, settle};
use crate::experiment::{Cancel, Progress, Stopped, Sweeping, sampled_weeks, whole_weeks, without_a_miss};
use crate::model::{Model, TeamId};
use crate::report::{ByDate, Manifest, Place, Reached, Risk, Staffed, Target};
use crate::say;
use crate::scenario::text::sources::Sources;
use by_date::OfDates;
pub use effort::{Effort, Stage};
pub use like::{other as like_other, targets as like_targets};
use places::Places;
use std::io;
use trials::{Ground, Looks, Trials};

/// What is asked beside what every command takes.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// `KPI@SUBJECT >= NUMBER`; none: what the file promises.
    pub targets: Vec<String>,
    /// `KPI@SUBJECT`: what the file promises, and is not asked for.
    pub without: Vec<String>,
    /// `TEAM=LOW..HIGH`.
    pub between: Vec<String>,
    /// The design as good as which it has to be, by what `targets` say it reaches; none: nobody's.
    pub as_good_as: Option<String>,
    /// Whether the mean of a period has to meet the targets, rather than each of its dates.
    pub mean: bool,
    /// Whose numbers are chosen.
    pub what: Chosen,
    /// Whether the file's levers are set beside the answer.
    pub alternatives: bool,
}

/// Whose numbers are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chosen {
    /// Each team's own people.
    #[default]
    Teams,
    /// Those who come for the day, as many as the file's own entries say.
    WhoCome,
    /// Those who come for the day, on each date to each shift.
    ByDate,
}

/// Hears how far a search is.
pub trait Watch: Progress {
    /// What is best so far.
    fn best(&self, told: &Text);
    /// What is being done.
    fn stage(&self, _: Stage) {}
}

/// Where what is done is kept, and who hears of it.
#[derive(Clone, Copy)]
pub struct Ports<'a> {
    /// Keeps points until the answer is there.
    pub shelf: &'a dyn Shelf,
    /// Hears how far it is.
    pub watch: &'a dyn Watch,
    /// Says when to stop.
    pub cancel: &'a dyn Cancel,
}

/// Why a search gave no answer.
#[derive(Debug)]
pub enum Halt {
    /// A staffing is no scenario.
    Refused(Refused),
    /// It was interrupted, or a staffing reached a limit.
    Stopped {
        /// Which of them.
        why: Stopped,
        /// What was being run.
        at: String,
    },
    /// What was done could not be kept.
    Kept(io::Error),
}

/// What a search ended with.
#[derive(Debug)]
pub struct Ended {
    /// The answer.
    pub staffed: Staffed,
    /// What was done.
    pub manifest: Manifest,
    /// Names under which points are kept.
    pub names: Vec<String>,
}

/// A search that can be run.
#[derive(Debug)]
pub struct Size {
    /// The file.
    pub scenario: Scenario,
    /// The design in its case, as it is.
    pub model: Model,
    places: Places,
    targets: Vec<Target>,
    /// What the file promises besides, on which the people who are chosen have no hold.
    beyond: Vec<Target>,
    /// The design as good as which it has to be.
    like: Option<Model>,
    looks: Looks,
    /// Dates of the period, counted from the first day that counts.
    dates: Vec<usize>,
    each_date: bool,
    what: Chosen,
}

/// Replications of a quick look, of all days and of dates one by one; the same where every date has its own numbers and is read by its spread.
const QUICK: [u64; 2] = [10, 40];
const QUICK_BY_DATE: u64 = 20;
/// Replications at which a sure look may end.
const SURE: [u64; 3] = [20, 50, 100];
/// The same of dates one by one, where some replications miss.
const SURE_EACH_DATE: [u64; 2] = [150, 300];
/// The same where every date has its own numbers: what the last look shows to be missed is repaired and simulated whole again.
const SURE_BY_DATE: [u64; 1] = [150];
/// Days that are simulated before a period at least, the warm-up among them: weeks that are sampled have no more.
const BEFORE: i32 = 7;
/// Of more whole weeks than this so many stand for all while the way is searched.
const WEEKS: usize = 8;
/// How often the most of every place is doubled where it is not enough; not again where more than this share of what was missing is missing
/// still.
const DOUBLED: usize = 3;
const HELPLESS: f64 = 0.9;

impl Size {
    /// Reads and compiles a scenario and what is asked of it, or says all that is wrong.
    pub fn compile(sources: &dyn Sources, request: &Request, asked: &Asked) -> Result<Self, Refused> {
        let scenario = check(sources, &request.file, &request.sets)?;
        let model = chosen(&scenario.compiled, request)?.clone();
        if request.precision.is_some() {
            return Err(Refused::said(
                say!("a staffing has no precision", "定员不能指定精度"),
                Some(say!(
                    "--replications N is the most that are run to be sure",
                    "请用 --replications N 指定确认时最多模拟的次数"
                )),
            ));
        }
        if request.replications == Some(0) {
            return Err(no_replications());
        }
        let spans = spans_on(&model, |_| true);
        let period = request.period.as_deref().unwrap_or(HORIZON);
        known_period(period, &spans, &model.calendar)?;
        let span = spans.iter().find(|span| span.label.key == period).expect("it is known");
        let dates: Vec<usize> = (0..span.dates.len()).filter(|date| span.dates[*date]).collect();
        let each_date = asked.what == Chosen::ByDate || request.period.is_some() && !asked.mean;
        let targets = targets::targets(&model, &asked.targets, &asked.without)?;
        let case = scenario.compiled.case(&model.case.key);
        let like = asked.as_good_as.as_ref().and_then(|key| scenario.compiled.design(key)).zip(case);
        let like = like.map(|(design, case)| scenario.compiled.model(design, case).clone());
        let first = model.calendar.epoch_day(model.calendar.warm_up_days);
        let days = || dates.iter().map(|date| first + *date as i32).collect::<Vec<i32>>();
        let places = match asked.what {
            Chosen::Teams => Places::of(&model, &asked.between, request.period.as_ref().map(|_| &dates[..]))?,
            Chosen::WhoCome => Places::who_come(&model, &days())?,
            Chosen::ByDate if dates.len() > MOST_DATES => return Err(too_many_dates(dates.len())),
            Chosen::ByDate => Places::by_date(&model, &days())?,
        };
        let (targets, beyond) = match asked.what {
            Chosen::WhoCome | Chosen::ByDate if asked.targets.is_empty() => {
                let teams: Vec<TeamId> = places.all.iter().map(|place| place.team).collect();
                targets::served_by(&model, &teams, targets)
            }
            _ => (targets, Vec::new()),
        };
        let looks = looks(&model, request, &dates, (each_date, asked.what));
        Ok(Self { scenario, model, places, targets, beyond, like, looks, dates, each_date, what: asked.what })
    }

    /// Replications that the confirmation runs, where no target is missed.
    pub fn least(&self) -> u64 {
        self.looks.at[0]
    }

    /// Searches, confirms, and looks at the neighbours.
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
            targets: &self.targets,
            beyond: &self.beyond,
            each_date: self.each_date,
            dates: self.dates.len(),
        };
        let mut trials = Trials::new(ground, ports, &self.looks, self.places.clone());
        let found = match self.what {
            Chosen::ByDate => self.dates_found(&mut trials)?,
            Chosen::Teams | Chosen::WhoCome => self.found(&mut trials)?,
        };
        let is_given = found.best.answer() == Answer::Met || found.by_date.is_some();
        let risk = if is_given { risk::risk(self, &found, &mut trials)? } else { None };
        let alternatives = asked.alternatives.then(|| self.alternatives(sources, request, &found.best, &mut trials));
        let mut staffed = self.staffed(request, found, risk, &trials)?;
        staffed.alternatives = alternatives.transpose()?;
        let names = trials.names;
        let mean = if asked.mean { vec!["mean".to_owned()] } else { Vec::new() };
        let like: Vec<String> = asked.as_good_as.iter().cloned().collect();
        let what = match asked.what {
            Chosen::Teams => Vec::new(),
            Chosen::WhoCome => vec!["temps".to_owned()],
            Chosen::ByDate => vec!["date".to_owned()],
        };
        let more = [
            ("target", asked.targets.clone()),
            ("without", asked.without.clone()),
            ("between", asked.between.clone()),
            ("judged", mean),
            ("chosen", what),
            ("as-good-as", like),
            ("alternatives", if asked.alternatives { vec!["levers".to_owned()] } else { Vec::new() }),
        ];
        let manifest = manifest(&self.scenario, request, "size", (staffed.best.n() as u64, false), &more);
        Ok(Ended { staffed, manifest, names })
    }

    /// Numbers of places, the same on all dates.
    fn found(&self, trials: &mut Trials<'_>) -> Result<Found, Halt> {
        let (low, high) = bounds(&self.places.all);
        let prices = prices(&self.places, trials)?;
        let price = prices.clone().unwrap_or_else(|| vec![1.0; low.len()]);
        let (space, found) = self.searched(Space { low, high, price }, trials)?;
        let settled = found.best.map(|start| settle(&space, start, trials)).transpose()?;
        let (best, most) = match settled {
            Some(settled) if settled.reading.answer == Answer::Met => (settled.staff, None),
            settled => {
                let most = settled.map_or_else(|| space.high.clone(), |settled| settled.staff);
                (self.as_good_as(&space, &most, trials)?, Some(most))
            }
        };
        let proven = found.proven && most.is_none();
        let most = most.map(|most| trials.reached(&most)).transpose()?;
        // One fewer mostly misses, which a few replications show.
        let fewer = neighbours(&space, &best, -1).into_iter();
        let fewer = fewer.map(|staff| staff.map(|staff| trials.glanced(&staff)).transpose());
        let fewer = fewer.collect::<Result<Vec<Option<Reached>>, Halt>>()?;
        let more = neighbours(&space, &best, 1);
        if most.is_none() {
            // As closely as the answer: one more that looks worse was only looked at less.
            trials.ask(Look::Sure, &more.iter().flatten().cloned().collect::<Vec<Staff>>())?;
        }
        let more = more.into_iter();
        let more = more.map(|staff| staff.map(|staff| trials.reached(&staff)).transpose());
        let more = more.collect::<Result<Vec<Option<Reached>>, Halt>>()?;
        let best = trials.reached(&best)?;
        let in_file: Option<Staff> = self.places.all.iter().map(|place| place.in_file).collect();
        let in_file = in_file.map(|staff| trials.glanced(&staff)).transpose()?;
        let bounds = space.low.iter().zip(&space.high).map(|(low, high)| [*low, *high]).collect();
        Ok(Found { best, most, fewer, more, in_file, prices, proven, bounds, by_date: None })
    }

    /// The cheapest that is as good as the most that was tried, which does not meet the targets.
    fn as_good_as(&self, space: &Space, most: &Staff, trials: &mut Trials<'_>) -> Result<Staff, Halt> {
        trials.judge_by(most)?;
        let space = Space { high: most.clone(), ..space.clone() };
        let guess = self.places.guess.iter().zip(most).map(|(guess, most)| *guess.min(most)).collect();
        let start = search(&space, &guess, trials)?.best.unwrap_or_else(|| most.clone());
        let near = settle(&space, start, trials)?.staff;
        trials.judge_as_asked();
        Ok(near)
    }

    /// Numbers by date and shift.
    fn dates_found(&self, trials: &mut Trials<'_>) -> Result<Found, Halt> {
        let OfDates { staff, by_date } = self.by_date(trials)?;
        let best = trials.reached(&staff)?;
        let in_file: Option<Staff> = self.places.all.iter().map(|place| place.in_file).collect();
        let in_file = in_file.map(|staff| trials.glanced(&staff)).transpose()?;
        let none = || vec![None; staff.len()];
        let prices =
            by_date.prices.as_ref().map(|prices| (0..staff.len()).map(|cell| prices[cell % prices.len()]).collect());
        let bounds = self.places.all.iter().map(|place| place.bounds).collect();
        let (fewer, more, by_date) = (none(), none(), Some(by_date));
        Ok(Found { best, most: None, fewer, more, in_file, prices, proven: false, bounds, by_date })
    }

    fn staffed(
        &self,
        request: &Request,
        found: Found,
        risk: Option<Risk>,
        trials: &Trials<'_>,
    ) -> Result<Staffed, Halt> {
        let Found { best, most, fewer, more, in_file, prices, proven, bounds, by_date } = found;
        let key = self.free_key();
        let mut places = self.places.all.clone();
        places.iter_mut().zip(bounds).for_each(|(place, bounds)| place.bounds = bounds);
        let first = self.model.calendar.epoch_day(self.model.calendar.warm_up_days);
        let sized = trials.model_of(&best.staff)?;
        Ok(Staffed {
            title: self.scenario.compiled.title.clone(),
            model: self.model.clone(),
            places,
            fixed: self.places.fixed.clone(),
            targets: self.targets.clone(),
            beyond: self.beyond.clone(),
            like: self.like.clone(),
            each_date: self.each_date,
            dates: self.dates.iter().map(|date| first + *date as i32).collect(),
            prices,
            in_file,
            most,
            fewer,
            more,
            proven,
            tried: trials.tried(),
            quick: self.looks.quick.clone(),
            sure: self.looks.sure.clone(),
            by_date,
            risk,
            alternatives: None,
            hours: hours::hours(&sized, &self.dates, self.is_of_period(request)),
            hired: entries::hired(&sized),
            sets: self.places.changes(&self.model, &best.staff),
            lines: self.places.lines(&self.model, &key, &best.staff),
            key,
            best,
            changes: request.sets.clone(),
            files: self.scenario.compiled.files.clone(),
            template_targets: template_targets(&self.scenario.compiled),
        })
    }

    /// Searches; where the most of a place was a guess and is not enough, with more, as long as that helps.
    fn searched(&self, mut space: Space, trials: &mut Trials<'_>) -> Result<(Space, Searched), Halt> {
        let mut last = f64::INFINITY;
        for _ in 0..DOUBLED {
            let found = search(&space, &self.places.guess, trials)?;
            if found.best.is_some() || !self.places.may_grow.contains(&true) {
                return Ok((space, found));
            }
            let short = trials.ask(Look::Quick, std::slice::from_ref(&space.high))?[0].short();
            if short > last * HELPLESS {
                return Ok((space, found));
            }
            last = short;
            for (high, grows) in space.high.iter_mut().zip(&self.places.may_grow) {
                *high *= if *grows { 2 } else { 1 };
            }
        }
        let found = search(&space, &self.places.guess, trials)?;
        Ok((space, found))
    }

    /// Whether all dates are looked at one by one, rather than the busiest of all that counts.
    fn is_of_period(&self, request: &Request) -> bool {
        request.period.is_some() || self.what == Chosen::ByDate
    }

    /// The key of a design that the file has not.
    fn free_key(&self) -> String {
        let taken = |key: &String| self.scenario.compiled.designs.iter().any(|label| label.key == *key);
        let name = |n: u32| match n {
            1 => format!("{}_sized", self.model.design.key),
            n => format!("{}_sized_{n}", self.model.design.key),
        };
        (1..u32::MAX).map(name).find(|key| !taken(key)).expect("a file has few designs")
    }
}

/// The answer with what was found around it.
struct Found {
    best: Reached,
    /// Where nothing meets the targets: the most that was tried.
    most: Option<Reached>,
    fewer: Vec<Option<Reached>>,
    more: Vec<Option<Reached>>,
    in_file: Option<Reached>,
    prices: Option<Vec<f64>>,
    proven: bool,
    /// By place.
    bounds: Vec<[u32; 2]>,
    by_date: Option<ByDate>,
}

/// So many dates are planned at most: more than a month is not put on a wall.
const MOST_DATES: usize = 31;

fn too_many_dates(dates: usize) -> Refused {
    Refused::said(
        say!("{dates} dates are too many to plan one by one", "{dates} 天太多，无法逐日安排"),
        Some(say!(
            "name a period of at most {MOST_DATES} days: --period NAME",
            "请用 --period 指定不超过 {MOST_DATES} 天的期间"
        )),
    )
}

/// A key as a path has it.
fn bare(key: &str) -> String {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if plain { key.to_owned() } else { format!("\"{key}\"") }
}

fn bounds(places: &[Place]) -> (Staff, Staff) {
    places.iter().map(|place| (place.bounds[0], place.bounds[1])).unzip()
}

/// What one more costs, by place: what people cost with one more less what they cost without, which wages by the hour, nights and
/// seats are all in. None where a price is missing or nothing is paid.
fn prices(places: &Places, trials: &mut Trials<'_>) -> Result<Option<Vec<f64>>, Halt> {
    let mut round = vec![places.guess.clone()];
    round.extend((0..places.guess.len()).map(|place| {
        let mut staff = places.guess.clone();
        staff[place] += 1;
        staff
    }));
    let Some(costs) = trials.people(&round)?.into_iter().collect::<Option<Vec<f64>>>() else { return Ok(None) };
    let prices: Vec<f64> = costs[1..].iter().map(|cost| cost - costs[0]).collect();
    Ok(prices.iter().all(|price| *price > 0.0).then_some(prices))
}

/// Days before a period that are simulated beside the warm-up; none where it is long enough by itself.
fn before(model: &Model) -> i32 {
    (BEFORE - model.calendar.warm_up_days).max(0)
}

/// How closely to look: quickly at a few weeks, or at the period alone; surely at all days up to the end of what is asked for, or at the
/// period alone where the file's warm-up is as long as what stands for it elsewhere.
fn looks(model: &Model, request: &Request, dates: &[usize], (each_date, what): (bool, Chosen)) -> Looks {
    let period = request.period.clone().unwrap_or_else(|| HORIZON.to_owned());
    let until = dates.last().map_or(model.calendar.days, |last| *last as i32 + 1);
    let from = dates.first().map_or(0, |first| (*first as i32 - before(model)).max(0));
    let (threads, first, only, by_date) = (request.threads, 0, None, each_date);
    let quick = if what == Chosen::ByDate { QUICK_BY_DATE } else { QUICK[usize::from(each_date)] };
    let of_period = request.period.is_some() || each_date;
    let weeks = (!of_period && whole_weeks(model) > WEEKS).then(|| sampled_weeks(model, WEEKS));
    let days = of_period.then_some(from..until);
    let replications = request.replications.map_or(quick, |most| quick.min(most));
    let (seed, focus) = (request.seed, Vec::new());
    let quick = Sweeping { seed, first, replications, only, threads, weeks, days, by_date, focus, period };
    let days = of_period.then_some(if before(model) == 0 { from..until } else { 0..until });
    let seed = request.seed.wrapping_add(1);
    let sure = Sweeping { seed, replications: 0, weeks: None, days, ..quick.clone() };
    let dated = |more: &[u64]| std::iter::once(without_a_miss()).chain(more.iter().copied()).collect();
    let all: Vec<u64> = match (each_date, what) {
        (_, Chosen::ByDate) => dated(&SURE_BY_DATE),
        (true, _) => dated(&SURE_EACH_DATE),
        (false, _) => SURE.to_vec(),
    };
    let least = if each_date { without_a_miss() } else { 1 };
    let most = request.replications.unwrap_or(all[all.len() - 1]).max(least);
    let at = all.into_iter().filter(|n| *n < most).chain([most]).collect();
    Looks { quick, sure, at }
}
