//! What a design saves in a year against the baseline, and how sure that is: over replications and over all that the file gives
//! with a range.
//!
//! What differs in prices only is priced again on what was counted; everything else is simulated, as points are, and kept.

mod break_even;
mod pair;
mod ranges;
mod trials;

pub(super) use pair::same_customers;

use super::batch::Shelf;
use super::request::{no_replications, replications};
use super::{Refused, Request, Scenario, manifest, results};
use crate::catalogue::{Estimator, HORIZON, Line, Row, kpis};
use crate::compile::{Compiled, OneByOne, one_by_one};
use crate::engine;
use crate::experiment::{
    Arm, Cancel, Costs, Limit, Progress, RangeLaw, Settings, Stopped, of_a_year, replicate, savings_of_pair,
};
use crate::model::{Model, Staffing};
use crate::report::{AssumedPrice, Draw, Leavers, LineSaved, Manifest, Saved, SavedAsked, Simulated};
use crate::say;
use crate::scenario::text::sources::Sources;
use crate::scenario::values::vary::between;
use crate::stats::Sample;
use std::io;
use trials::{Trials, Trying};

/// Draws where nothing else is asked for.
pub const DRAWS: u64 = 200;

/// Why there is no answer.
#[derive(Debug)]
pub enum NoSaving {
    /// A mistake in the scenario or the request.
    Refused(Refused),
    /// It ended early; of a limit, of which model.
    Stopped(Stopped, Option<Box<(Model, Limit)>>),
    /// What is done could not be kept.
    Unkept(io::Error),
}

impl From<Refused> for NoSaving {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

/// What came of it.
#[derive(Debug)]
pub struct SavingsDone {
    /// The answer.
    pub saved: Saved,
    /// What was done.
    pub manifest: Manifest,
    /// Names under which simulated draws are kept.
    pub names: Vec<String>,
    /// How many of these had been kept from an earlier start.
    pub found: usize,
}

/// Where what is asked for comes from, and where what is done goes.
pub struct SavingsPorts<'a> {
    /// The files.
    pub sources: &'a dyn Sources,
    /// Where draws that are done are kept until all are.
    pub shelf: &'a dyn Shelf,
    /// Hears how far it is.
    pub progress: &'a dyn Progress,
    /// Asked whether to stop.
    pub cancel: &'a dyn Cancel,
}

/// Simulates the baseline and a design on the same customers, and says what the design saves in a year.
pub fn savings(
    scenario: &Scenario,
    request: &Request,
    asked: &SavedAsked,
    ports: &SavingsPorts<'_>,
) -> Result<SavingsDone, NoSaving> {
    let compiled = &scenario.compiled;
    let pair = pair::chosen(compiled, request)?;
    let keys = pair.map(|(design, case)| (compiled.designs[design].key.clone(), compiled.cases[case].key.clone()));
    let unchanged = OneByOne { sets: &request.sets, what_ifs: &request.what_ifs, changes: &[Vec::new()], pairs: &keys };
    let as_it_is = one_by_one(ports.sources, &request.file, unchanged).pop().flatten();
    let models = as_it_is.expect("it compiled before");
    pair::can_be_told(&models)?;
    if request.replications == Some(0) {
        return Err(no_replications().into());
    }
    let replications = replications(request, &models)?;
    let settings = Settings { seed: request.seed, replications, threads: request.threads, profile: None };
    let study = replicate(models, &settings, ports.progress, ports.cancel);
    if let Some(stopped) = study.stopped {
        let model = |arm: usize, limit| Box::new((study.arms[arm].model.clone(), limit));
        let of = if let Stopped::Limit { arm, limit, .. } = stopped { Some(model(arm, limit)) } else { None };
        return Err(NoSaving::Stopped(stopped, of));
    }
    let arms = [&study.arms[0], &study.arms[1]];
    let as_is = arms.map(|arm| Costs::of(&arm.model, &arm.series()));
    let [Some(base), Some(design)] = as_is else { return Err(pair::not_priced(arms).into()) };
    let as_is = [base, design];
    let question = trials::question(scenario, request, &keys, study.replications);
    let mut trials = Trials::new(Trying { request, keys: &keys, arms, as_is: &as_is, question }, ports);
    let (uncertain, held) = ranges::ranges(compiled, &mut trials);
    let draws = draws(&uncertain, asked, request.seed, &mut trials)?;
    let drawn = trials.take_simulated();
    let break_evens = break_even::break_evens(&uncertain, &draws, &mut trials)?;
    let prices = break_even::of_prices(arms, &as_is);
    let simulated = Simulated { as_is: 2 * study.replications, draws: drawn, break_evens: trials.take_simulated() };
    let (names, found) = trials.kept();
    let lines = lines(compiled, arms, &keys);
    let lost = |arm: &Arm| of_a_year(arm, Row::LostMargin.into());
    let lost_margin = lost(arms[1]).zip(lost(arms[0])).map(|(design, base)| design.difference(&base));
    let differences = savings_of_pair(&study, [1, 0]);
    let manifest = written(scenario, request, asked, study.replications);
    let saved = Saved {
        title: compiled.title.clone(),
        asked: asked.clone(),
        differences,
        lines,
        lost_margin,
        uncertain,
        held,
        draws,
        break_evens,
        prices,
        leavers: leavers(&study.arms[1].model, request.seed, study.replications),
        simulated,
        changes: request.sets.clone(),
        files: compiled.files.clone(),
        results: results(scenario, request, study, (0, Vec::new()), HORIZON),
    };
    Ok(SavingsDone { saved, manifest, names, found })
}

/// Teams that shrink as people leave, and when the last of them is gone.
fn leavers(model: &Model, seed: u64, replications: u64) -> Vec<Leavers> {
    let end = model.calendar.epoch_day(model.calendar.warm_up_days) + model.calendar.days;
    let each: Vec<Vec<_>> = (0..replications).map(|n| engine::gone(model, seed, n)).collect();
    let of = |at: usize| {
        let team = each[0][at].0;
        let Staffing::People(roster) = &model.teams[team].staffing else { return None };
        let (from, left) = roster.payroll.shrinks?;
        let people = roster.heads_on(from).saturating_sub(left);
        let last = |gone: &Vec<i32>| gone.get(people as usize - 1).copied().filter(|day| *day < end);
        let mut last: Vec<Option<i32>> = each.iter().map(|teams| last(&teams[at].1)).collect();
        last.sort_unstable_by_key(|day| day.map_or(i32::MAX, |day| day));
        Some(Leavers { team: model.teams[team].label.clone(), people, last })
    };
    (0..each.first().map_or(0, Vec::len)).filter_map(of).collect()
}

fn written(scenario: &Scenario, request: &Request, asked: &SavedAsked, replications: u64) -> Manifest {
    let law = match asked.law {
        RangeLaw::Pert => "pert",
        RangeLaw::Triangular => "triangular",
    };
    let more = [
        ("rate", vec![asked.rate.to_string()]),
        ("years", vec![asked.years.to_string()]),
        ("above", asked.above.iter().map(ToString::to_string).collect()),
        ("draws", vec![asked.draws.to_string()]),
        ("law", vec![law.to_owned()]),
    ];
    manifest(scenario, request, "savings", (replications, false), &more)
}

/// All uncertain values drawn together, a replication each; where nothing is uncertain, the replications as they are. Where only
/// prices are, draws go round the replications that were simulated.
fn draws(
    uncertain: &[ranges::Range],
    asked: &SavedAsked,
    seed: u64,
    trials: &mut Trials<'_>,
) -> Result<Vec<Draw>, NoSaving> {
    let as_is = trials.as_is();
    let replications = as_is[0].year.len() as u64;
    if uncertain.is_empty() {
        return Ok((0..replications)
            .map(|n| Draw::of(n, (Vec::new(), Vec::new()), [&as_is[0], &as_is[1]], n as usize))
            .collect());
    }
    let prices = uncertain.iter().all(|one| one.price);
    let drawn =
        |n: u64| -> Vec<f64> { uncertain.iter().map(|one| asked.law.draw(seed, &one.path, n, one.likely)).collect() };
    let parts: Vec<Vec<f64>> = (0..asked.draws).map(drawn).collect();
    let replication = |n: u64| if prices { n % replications } else { n };
    let value = |(one, part): (&ranges::Range, &f64)| {
        let [low, high] = &one.ends;
        between(low, high, *part).expect("it lies between its ends")
    };
    let values: Vec<Vec<String>> = parts.iter().map(|parts| uncertain.iter().zip(parts).map(value).collect()).collect();
    let change = |(one, value): (&ranges::Range, &String)| format!("{}={value}", one.path);
    let wanted: Vec<(Vec<String>, std::ops::Range<u64>)> = (0..asked.draws)
        .map(|n| {
            let changes = uncertain.iter().zip(&values[n as usize]).map(change).collect();
            (changes, replication(n)..replication(n) + 1)
        })
        .collect();
    let costs = trials.costs(&wanted)?;
    let mut all = Vec::new();
    let drawn = parts.into_iter().zip(values);
    for ((found, (changes, numbers)), drawn) in costs.into_iter().zip(&wanted).zip(drawn) {
        let Some([base, design]) = found else { return Err(senseless(changes).into()) };
        all.push(Draw::of(numbers.start, drawn, [&base, &design], 0));
    }
    Ok(all)
}

fn senseless(changes: &[String]) -> Refused {
    let changes = changes.join(", ");
    Refused::said(
        say!("a draw makes no sense: {changes}", "有一次抽样得到的取值不成立：{changes}"),
        Some(say!(
            "`peakstaff check` with these as --set says why; make the ranges narrower",
            "用这些值作 --set 运行 `peakstaff check` 可知原因；请把范围写窄一些"
        )),
    )
}

/// What every line of the ledger saves in a year, and which of its prices nobody measured.
fn lines(compiled: &Compiled, [base, design]: [&Arm; 2], keys: &[(String, String)]) -> Vec<LineSaved> {
    let money = kpis(&design.model).into_iter().filter_map(|kpi| match kpi.estimator() {
        Estimator::Money(line) if line.is_running() => Some((kpi, line)),
        _ => None,
    });
    let of = |(kpi, line)| {
        let saved: Sample = of_a_year(base, kpi)?.difference(&of_a_year(design, kpi)?);
        let nothing = saved.value == 0.0 && saved.influence.iter().all(|u| *u == 0.0);
        (!nothing).then(|| LineSaved { line, saved, assumed: assumed(compiled, line, keys) })
    };
    money.filter_map(of).collect()
}

/// Parts of paths at which the prices of a line stand.
fn prices_of(line: Line) -> &'static [&'static str] {
    match line {
        Line::Wages | Line::Training => &["pay.month", "pay.hour", "pay.loading"],
        Line::Seat => &["pay.seat"],
        Line::Overtime => &["pay.month", "pay.hour", "pay.overtime"],
        Line::Night => &["pay.month", "pay.hour", "pay.night"],
        Line::Bot => &["costs.bot"],
        Line::DayPaid => &["pay.day"],
        Line::Outsourced => &["pay.outsourced"],
        Line::Commission => &["pay.commission", "sale.order_value"],
        Line::Hiring => &["pay.hire"],
        Line::Tools => &["costs.tools"],
        Line::Lateness => &["late.pays"],
        Line::Total | Line::Severance | Line::OneOff | Line::Sales | Line::LostMargin => &[],
    }
}

/// Prices of a line with a range, of the template, or that their own source calls assumed.
fn assumed(compiled: &Compiled, line: Line, keys: &[(String, String)]) -> Vec<AssumedPrice> {
    let is_price = |path: &str| {
        let path = format!("{path}.");
        prices_of(line).iter().any(|part| path.contains(&format!(".{part}.")) || path.starts_with(&format!("{part}.")))
    };
    let mut all: Vec<AssumedPrice> = Vec::new();
    for one in compiled.assumptions.iter().filter(|one| is_price(&one.path) && ranges::is_used(one, keys)) {
        let ends = one.low.clone().zip(one.high.clone()).map(|(low, high)| [low, high]);
        let (path, value, source) = (one.path.clone(), one.value.clone(), one.source.clone());
        all.push(AssumedPrice { path, value, ends, source });
    }
    let said = compiled.sources.iter().filter(|one| {
        let of_pair = one.under.is_empty() || one.under.iter().any(|under| keys.contains(under));
        is_price(&one.path) && of_pair && one.source.contains("[assume]")
    });
    for one in said {
        if !all.iter().any(|known| known.path == one.path) {
            let (path, value, source) = (one.path.clone(), one.value.clone(), Some(one.source.clone()));
            all.push(AssumedPrice { path, value, ends: one.range.clone(), source });
        }
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}
