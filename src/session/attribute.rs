//! Which change did it: what leads from one design to another in groups, and every mix of them simulated on the same customers.

use super::points::{OfPoints, Points, PointsDone, a_year_is_counted};
use super::ranked::template_targets;
use super::savings::same_customers;
use super::{Refused, Request, case, check, design, known, manifest};
use crate::catalogue::{HORIZON, KpiId, Saving, Subject, promised};
use crate::compile::{self, Compiled, Group, Joined, Mixes};
use crate::experiment::{Figures, sets_of};
use crate::model::Model;
use crate::report::{Attributed, ChangeGroup, Manifest, TakenAsOne};
use crate::say;
use crate::scenario::text::sources::Sources;
use crate::stats::Sets;

/// What is asked beside what every command takes.
#[derive(Clone, Debug, Default)]
pub struct Between {
    /// The earlier design; none: the baseline.
    pub from: Option<String>,
    /// The later design; none: the only other.
    pub to: Option<String>,
    /// What is asked of every mix.
    pub of: OfPoints,
}

/// Two designs taken apart, which can be run.
#[derive(Debug)]
pub struct Attribution {
    /// Every mix.
    pub points: Points,
    to: Model,
    groups: Vec<Group>,
    joined: Vec<Joined>,
    sets: Sets,
}

impl Attribution {
    /// Reads a scenario and takes two of its designs apart, or says why not.
    pub fn compile(sources: &dyn Sources, request: &Request, asked: &Between) -> Result<Self, Refused> {
        let scenario = check(sources, &request.file, &request.sets)?;
        let compiled = &scenario.compiled;
        let (designs, case) = designs(compiled, request, asked)?;
        let [from, to] = designs.map(|design| compiled.model(design, case).clone());
        same_customers(&from, &to)?;
        let sets_of = |groups: usize| sets_of(groups, request.seed);
        let mixes = Mixes {
            sets: &request.sets,
            designs: [&from.design.key, &to.design.key],
            case: &from.case.key,
            wanted: &|groups| sets_of(groups).sets().to_vec(),
        };
        let (files, diagnostics, mixed) = compile::mixes(sources, &request.file, mixes);
        let Some(mixed) = mixed.filter(|_| diagnostics.errors() == 0) else {
            return Err(Refused::found(files, diagnostics));
        };
        if mixed.groups.is_empty() {
            let (a, b) = (&from.design.key, &to.design.key);
            return Err(Refused::said(
                say!("`{b}` says nothing else than `{a}`", "`{b}` 与 `{a}` 没有不同"),
                Some(say!(
                    "name two designs that differ: --from A --to B",
                    "请用 --from 甲 --to 乙 指定两个不同的方案"
                )),
            ));
        }
        let sets = sets_of(mixed.groups.len());
        let changes: Vec<Vec<String>> =
            sets.sets().iter().map(|set| vec![called(&mixed.groups, &from, *set)]).collect();
        let of = OfPoints { kpis: kpis(asked, [&from, &to], request), ..asked.of.clone() };
        let request =
            Request { designs: vec![from.design.key.clone()], cases: vec![from.case.key.clone()], ..request.clone() };
        let points = Points::of(scenario, &request, &of, changes, |_, _| Ok(mixed.models))?;
        Ok(Self { points, to, groups: mixed.groups, joined: mixed.joined, sets })
    }

    /// What was found, once every mix is done; none before.
    pub fn results(&self, request: &Request, asked: &Between, done: PointsDone) -> Option<(Attributed, Manifest)> {
        let Points { scenario, model, wanted, shown, sweeping, .. } = &self.points;
        let mut figures: Vec<Figures> = done.read.into_iter().collect::<Option<_>>()?;
        for one in &mut figures {
            one.truncate(*shown);
        }
        let more = [
            ("from", vec![model.design.key.clone()]),
            ("to", vec![self.to.design.key.clone()]),
            ("kpi", asked.of.kpis.clone()),
        ];
        let manifest = manifest(scenario, request, "attribute", (sweeping.replications, false), &more);
        let group = |group: &Group| ChangeGroup {
            label: group.label.clone(),
            paths: group.paths.iter().chain(&group.by_levers).map(|path| path.join(".")).collect(),
            lever: !group.levers.is_empty(),
        };
        let joined = |Joined { groups, why, place }: &Joined| TakenAsOne {
            groups: groups.clone(),
            why: why.clone(),
            place: place.clone(),
        };
        let found = Attributed {
            title: scenario.compiled.title.clone(),
            from: model.clone(),
            to: self.to.clone(),
            groups: self.groups.iter().map(group).collect(),
            joined: self.joined.iter().map(joined).collect(),
            sets: self.sets.clone(),
            wanted: wanted[..*shown].to_vec(),
            sweeping: sweeping.clone(),
            figures,
            changes: request.sets.clone(),
            files: scenario.compiled.files.clone(),
            template_targets: template_targets(&scenario.compiled),
        };
        Some((found, manifest))
    }
}

/// Positions of both designs, and of the case.
fn designs(compiled: &Compiled, request: &Request, asked: &Between) -> Result<([usize; 2], usize), Refused> {
    let (en, zh) = known(&compiled.designs);
    let help = say!("name two: --from A --to B; here are {en}", "请指定两个：--from 甲 --to 乙；这里有：{zh}");
    let from = match (&asked.from, compiled.baseline) {
        (Some(key), _) => design(compiled, key)?,
        (None, Some((baseline, _))) => baseline,
        (None, None) => {
            let why = say!("from which design? the file has no baseline", "从哪个方案算起？文件没有写基准方案");
            return Err(Refused::said(why, Some(help)));
        }
    };
    let others: Vec<usize> = (0..compiled.designs.len()).filter(|other| *other != from).collect();
    let to = match (&asked.to, &others[..]) {
        (Some(key), _) => design(compiled, key)?,
        (None, [only]) => *only,
        (None, _) => return Err(Refused::said(say!("to which design?", "到哪个方案？"), Some(help))),
    };
    if from == to {
        let key = &compiled.designs[from].key;
        return Err(Refused::said(say!("`{key}` is named twice", "`{key}` 写了两次"), Some(help)));
    }
    let own_case = compiled.baseline.map_or(0, |(_, case)| case);
    let case = request.cases.first().map_or(Ok(own_case), |key| case(compiled, key))?;
    Ok(([from, to], case))
}

/// The name under which a mix is run and kept.
fn called(groups: &[Group], from: &Model, set: u64) -> String {
    let chosen = groups.iter().enumerate().filter(|(n, _)| set & (1 << n) != 0);
    std::iter::once(&from.design.key[..])
        .chain(chosen.map(|(_, group)| &group.label.key[..]))
        .collect::<Vec<_>>()
        .join(" + ")
}

/// Figures that are looked at where nobody names any: what either design promises, and what a year saves, or what all days cost.
fn kpis(asked: &Between, models: [&Model; 2], request: &Request) -> Vec<String> {
    if !asked.of.kpis.is_empty() {
        return asked.of.kpis.clone();
    }
    let mut all: Vec<String> = Vec::new();
    for model in models {
        for one in promised(model) {
            let text = format!("{}@{}", one.kpi.key(model), Subject::Type(one.of).key(model));
            if !all.contains(&text) {
                all.push(text);
            }
        }
    }
    let period = request.period.as_deref().unwrap_or(HORIZON);
    let year = a_year_is_counted(models[0], asked.of.weeks.is_some(), period).is_ok();
    let annual = KpiId::from(Saving::Annual).key(models[0]).into_owned();
    all.push(if year { annual } else { "cost.total@all".to_owned() });
    all
}
