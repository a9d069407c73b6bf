//! Which inputs move a figure: one at a time (a tornado), or all together along random ways (Morris).

use super::points::{OfPoints, Points, PointsDone, PointsRead};
use super::ranked::template_targets;
use super::{Refused, Request, check, chosen, manifest};
use crate::compile::{self, Input};
use crate::diagnostic::nearest;
use crate::experiment::Way;
use crate::report::{Manifest, Method, Probed, Sensitive};
use crate::say;
use crate::scenario::text::sources::Sources;
use crate::scenario::values::vary::between;

/// What is asked beside what every command takes.
#[derive(Clone, Debug, Default)]
pub struct Probe {
    /// Inputs, by path or the path of a table they are in; none: all numbers of the design and of what it meets.
    pub inputs: Vec<String>,
    /// So many ways through the ranges of all inputs together; none: one input at a time.
    pub ways: Option<u64>,
    /// How many inputs to show of each figure.
    pub top: usize,
    /// What is asked of every point.
    pub of: OfPoints,
}

/// A question about inputs that can be run.
#[derive(Debug)]
pub struct Sensitivity {
    /// The design as it is, then either both ends of every input, or the points of every way.
    pub points: Points,
    inputs: Vec<Input>,
    ways: Vec<Way>,
    left_out: usize,
}

impl Sensitivity {
    /// Reads and compiles a scenario and all that is tried of it.
    pub fn compile(sources: &dyn Sources, request: &Request, probe: &Probe) -> Result<Self, Refused> {
        let scenario = check(sources, &request.file, &request.sets)?;
        let model = chosen(&scenario.compiled, request)?;
        let asked =
            compile::Points { sets: &request.sets, design: &model.design.key, case: &model.case.key, changes: &[] };
        let (all, mut left_out) = compile::inputs(sources, &request.file, asked);
        let mut inputs = wanted(all, &probe.inputs)?;
        let mut changes = vec![Vec::new()];
        let mut ways = Vec::new();
        if let Some(number) = probe.ways {
            // Ways need values between the ends, and would be long through numbers that nobody doubts.
            if probe.inputs.is_empty() {
                inputs.retain(|input| input.stated);
            }
            let before = inputs.len();
            inputs.retain(|input| between(&input.ends[0], &input.ends[1], 0.5).is_some());
            left_out = before - inputs.len();
            if inputs.is_empty() {
                return Err(nothing_to_screen());
            }
            ways = (0..number).map(|n| Way::drawn(request.seed, n, inputs.len())).collect();
            let value = |(input, part): (&Input, &f64)| {
                let [low, high] = &input.ends;
                input.set(&between(low, high, *part).expect("it was tried"))
            };
            let point = |parts: &Vec<f64>| inputs.iter().zip(parts).flat_map(value).collect::<Vec<_>>();
            changes.extend(ways.iter().flat_map(|way| way.points().iter().map(point).collect::<Vec<_>>()));
        } else {
            changes.extend(inputs.iter().flat_map(|input| input.ends.each_ref().map(|end| input.set(end))));
        }
        let points = Points::compile(sources, scenario, request, &probe.of, changes)?;
        Ok(Self { points, inputs, ways, left_out })
    }

    /// What was found, once every point is done; none before.
    pub fn results(&self, request: &Request, probe: &Probe, done: PointsDone) -> Option<(Sensitive, Manifest)> {
        let Points { scenario, model, wanted, shown, sweeping, .. } = &self.points;
        let PointsRead { as_is, points, same_demand, .. } = self.points.read(done)?;
        let mut more = vec![
            ("kpi", probe.of.kpis.clone()),
            ("input", probe.inputs.clone()),
            ("sample-weeks", probe.of.weeks.iter().map(ToString::to_string).collect()),
        ];
        let method = match probe.ways {
            None => Method::OneAtATime,
            Some(ways) => {
                more.push(("morris", vec![ways.to_string()]));
                Method::Ways(self.ways.clone())
            }
        };
        let probed = |input: &Input| Probed {
            path: input.path.clone(),
            value: input.value.clone(),
            ends: input.ends.clone(),
            stated: input.stated,
        };
        let sensitive = Sensitive {
            title: scenario.compiled.title.clone(),
            model: model.clone(),
            inputs: self.inputs.iter().map(probed).collect(),
            left_out: self.left_out,
            method,
            top: probe.top,
            wanted: wanted[..*shown].to_vec(),
            sweeping: sweeping.clone(),
            as_is,
            points,
            same_demand,
            changes: request.sets.clone(),
            files: scenario.compiled.files.clone(),
            template_targets: template_targets(&scenario.compiled),
        };
        let manifest = manifest(scenario, request, "sensitivity", (sweeping.replications, false), &more);
        Some((sensitive, manifest))
    }
}

/// Those that are asked for: a path, or all below it.
fn wanted(all: Vec<Input>, asked: &[String]) -> Result<Vec<Input>, Refused> {
    let meets = |input: &Input, path: &str| {
        let below = |of: &str| of == path || of.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
        below(&input.path) || input.paths.iter().any(|of| below(of))
    };
    for path in asked {
        if !all.iter().any(|input| meets(input, path)) {
            let known = all.iter().flat_map(|input| input.paths.iter().chain([&input.path]));
            let help = match nearest(path, known) {
                Some(near) => say!("did you mean `{near}`?", "是不是想写 `{near}`？"),
                None => say!(
                    "a path such as contact.presale.effort, or a table such as team.presale",
                    "写一个路径，例如 contact.presale.effort，或一张表，例如 team.presale"
                ),
            };
            let why = say!("`{path}` is no number that can be changed", "`{path}` 不是可以改变的数");
            return Err(Refused::said(why, Some(help)));
        }
    }
    if asked.is_empty() {
        return Ok(all);
    }
    Ok(all.into_iter().filter(|input| asked.iter().any(|path| meets(input, path))).collect())
}

fn nothing_to_screen() -> Refused {
    Refused::said(
        say!("no number of the file has a range", "文件中没有写明范围的数"),
        Some(say!(
            "write {{ low = 0.3, likely = 0.45, high = 0.6 }}, or name inputs with --input: they go a tenth down and up",
            "请写成 {{ low = 0.3, likely = 0.45, high = 0.6 }}，或用 --input 指定：上下各一成"
        )),
    )
}
