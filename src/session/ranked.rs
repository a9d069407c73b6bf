//! Assumptions by what they do to what is expected: without simulating anything, the value at either end instead.

use super::Scenario;
use crate::compile::{Assumption, Compiled, OneByOne, one_by_one};
use crate::experiment::Arm;
use crate::load::{expected, orders_per_day, teams};
use crate::model::Model;
use crate::report::{Assumed, Deciding, DecidingEnd, TemplateTarget, closed};
use crate::scenario::text::sources::Sources;

/// An assumption with what its ends do.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// The assumption.
    pub assumption: Assumption,
    /// Its ends, low first.
    pub ends: Vec<End>,
}

/// What a value instead of the one that is there does.
#[derive(Clone, Debug)]
pub struct End {
    /// The value.
    pub value: String,
    /// By design, in the order of the models asked for.
    pub effects: Vec<Effect>,
}

/// The change of what is expected of a design on a mean day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Percentage points of hand work to hours at the desk, of all teams together.
    pub work: f64,
    /// Orders a day.
    pub orders: f64,
    /// The same as a share of the orders expected; 0 where there are none.
    pub orders_share: f64,
}

impl Effect {
    /// How much it is, in points of either: the larger.
    pub fn size(&self) -> f64 {
        self.work.abs().max(100.0 * self.orders_share.abs())
    }
}

impl Ranked {
    /// How much the larger end does, in points, in whichever design it does most.
    pub fn size(&self) -> f64 {
        self.ends.iter().flat_map(|end| &end.effects).map(Effect::size).fold(0.0, f64::max)
    }

    /// How much the larger end moves a design against the first, in points.
    pub fn between(&self) -> f64 {
        let of_end = |end: &End| {
            let Some((first, others)) = end.effects.split_first() else { return 0.0 };
            let apart = |other: &Effect| {
                (other.work - first.work).abs().max(100.0 * (other.orders_share - first.orders_share).abs())
            };
            others.iter().map(apart).fold(0.0, f64::max)
        };
        self.ends.iter().map(of_end).fold(0.0, f64::max)
    }
}

/// Effects below this are the rounding of what is shown, in points.
const NOTHING: f64 = 0.005;

/// The assumptions of a scenario that move what is expected of any of its designs in case `base`, the largest effect first; then, in
/// order of path, those of which the expectation knows nothing (patience, places) and that only a simulation can try.
pub fn ranked(
    sources: &dyn Sources,
    scenario: &Scenario,
    file: &str,
    sets: &[String],
) -> (Vec<Ranked>, Vec<Assumption>) {
    let compiled = &scenario.compiled;
    let pairs: Vec<(usize, usize)> = (0..compiled.designs.len()).map(|design| (design, 0)).collect();
    of_pairs(sources, compiled, Asked { file, sets, what_ifs: &[] }, &pairs)
}

/// Types times designs of which assumptions are ranked: every end of every assumption is another compilation.
const MOST: usize = 200;

/// What `check` says of assumptions in a case: targets that nobody set, what becomes of those who come when nobody is there, then what moves what is expected, the
/// largest effect first, then that of which
/// only a run tells. Of many designs the baseline and as many others as there is time for.
pub fn deciding(
    sources: &dyn Sources,
    scenario: &Scenario,
    (file, sets): (&str, &[String]),
    case: usize,
) -> Vec<Deciding> {
    let compiled = &scenario.compiled;
    let first = compiled.baseline.map_or(compiled.first, |(design, _)| design);
    let others = (0..compiled.designs.len()).filter(|design| *design != first);
    let designs = (MOST / compiled.model(first, case).types.len().max(1)).max(1);
    let pairs: Vec<(usize, usize)> = std::iter::once(first).chain(others).take(designs).map(|d| (d, case)).collect();
    let (moving, unseen) = of_pairs(sources, compiled, Asked { file, sets, what_ifs: &[] }, &pairs);
    let end = |end: &End| {
        let largest = end.effects.iter().max_by(|a, b| a.size().total_cmp(&b.size()));
        DecidingEnd { value: end.value.clone(), does: largest.map(|effect| (effect.work, effect.orders)) }
    };
    let told = |one: &Assumption, ends: Vec<DecidingEnd>| Deciding {
        path: one.path.clone(),
        value: one.value.clone(),
        said: None,
        source: one.source.clone(),
        given: one.given,
        ends,
    };
    let quiet = |one: &Assumption| {
        one.ends().into_iter().map(|value| DecidingEnd { value: value.to_owned(), does: None }).collect()
    };
    let ranked = moving.iter().map(|one| told(&one.assumption, one.ends.iter().map(end).collect()));
    let model = compiled.model(first, case);
    let targets = template_targets(compiled).into_iter().filter_map(|target| target.deciding());
    let never = targets.chain(closed(model, &expected(model)));
    never.chain(ranked).chain(unseen.iter().map(|one| told(one, quiet(one)))).collect()
}

/// Values that nobody measured and that these arms use.
pub(super) fn assumed(compiled: &Compiled, arms: &[Arm]) -> Vec<Assumed> {
    let used = |user: &String| {
        let design = user.strip_prefix("design.");
        let has = |of: &str| {
            arms.iter().any(|arm| of.strip_prefix(&arm.model.design.key[..]).is_some_and(|rest| rest.starts_with('.')))
        };
        design.is_none_or(has)
    };
    let of = |one: &Assumption| Assumed {
        path: one.path.clone(),
        value: one.value.clone(),
        ends: one.ends().into_iter().map(str::to_owned).collect(),
        source: one.source.clone(),
        given: one.given,
    };
    compiled.assumptions.iter().filter(|one| one.users.iter().any(used)).map(of).collect()
}

/// Targets that nobody set.
pub(super) fn template_targets(compiled: &Compiled) -> Vec<TemplateTarget> {
    let target = |one: &Assumption| {
        let speed = one.promise.filter(|_| !one.given)?;
        let key = |user: &String| {
            user.strip_prefix("contact.")?.strip_suffix(".targets").map(|key| key.trim_matches('"').to_owned())
        };
        let types = one.users.iter().filter_map(key).collect();
        Some(TemplateTarget { path: one.path.clone(), value: one.value.clone(), speed, types })
    };
    compiled.assumptions.iter().filter_map(target).collect()
}

/// What a scenario is compiled with, again for every end.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The scenario file, as the sources name it.
    pub file: &'a str,
    /// `PATH=VALUE`, in order.
    pub sets: &'a [String],
    /// What-ifs beside the cases of the file.
    pub what_ifs: &'a [String],
}

/// The same of some designs in cases.
pub(super) fn of_pairs(
    sources: &dyn Sources,
    compiled: &Compiled,
    Asked { file, sets, what_ifs }: Asked<'_>,
    pairs: &[(usize, usize)],
) -> (Vec<Ranked>, Vec<Assumption>) {
    let known = |one: &&Assumption| !one.ends().is_empty();
    let (seen, unseen): (Vec<&Assumption>, Vec<&Assumption>) =
        compiled.assumptions.iter().filter(known).partition(|one| is_seen(one));
    let changes: Vec<Vec<String>> =
        seen.iter().flat_map(|one| one.ends().into_iter().map(|end| vec![format!("{}={end}", one.path)])).collect();
    let keys: Vec<(String, String)> =
        pairs.iter().map(|(d, c)| (compiled.designs[*d].key.clone(), compiled.cases[*c].key.clone())).collect();
    let mut found = one_by_one(sources, file, OneByOne { sets, what_ifs, changes: &changes, pairs: &keys }).into_iter();
    let as_is: Vec<[f64; 2]> = pairs.iter().map(|(design, case)| expectation(compiled.model(*design, *case))).collect();
    let mut all: Vec<Ranked> = Vec::new();
    for one in seen {
        let mut ends = Vec::new();
        for end in one.ends() {
            let Some(models) = found.next().flatten() else { continue };
            let effects = models.iter().zip(&as_is).map(|(model, as_is)| effect(expectation(model), *as_is)).collect();
            ends.push(End { value: end.to_owned(), effects });
        }
        all.push(Ranked { assumption: one.clone(), ends });
    }
    let (mut moving, still): (Vec<Ranked>, Vec<Ranked>) = all.into_iter().partition(|one| one.size() >= NOTHING);
    moving.sort_by(|a, b| b.size().total_cmp(&a.size()).then_with(|| a.assumption.path.cmp(&b.assumption.path)));
    let mut others: Vec<Assumption> =
        unseen.into_iter().cloned().chain(still.into_iter().map(|one| one.assumption)).collect();
    others.sort_by(|a, b| a.path.cmp(&b.path));
    (moving, others)
}

/// Work in points of hours at the desk, and orders a day.
fn expectation(model: &Model) -> [f64; 2] {
    let demand = expected(model);
    let (mut work, mut desk) = (0.0, 0.0);
    for load in &teams(model, &demand) {
        work += load.work_per_day();
        desk += load.people_per_day();
    }
    [if desk > 0.0 { 100.0 * work / desk } else { 0.0 }, orders_per_day(model, &demand)]
}

fn effect([work, orders]: [f64; 2], [work_as_is, orders_as_is]: [f64; 2]) -> Effect {
    let more = orders - orders_as_is;
    let orders_share = if orders_as_is > 0.0 { more / orders_as_is } else { 0.0 };
    Effect { work: work - work_as_is, orders: more, orders_share }
}

/// Whether the expectation on a mean day can know of it: nobody gives up in it, and when within the day something happens, with how
/// much spread, and at how many places, changes no mean.
fn is_seen(one: &Assumption) -> bool {
    let parts: Vec<&str> = one.path.split('.').collect();
    let has = |names: &[&str]| parts.iter().any(|part| names.contains(part));
    !has(&["patience", "abandoned", "in", "cv", "chats", "pause"]) && one.other.is_none()
}
