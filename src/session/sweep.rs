//! A grid of what-ifs: every combination of the values of one or several paths.

use super::batch::Shelf;
use super::best::{AskedBest, BestFound, ByFigure};
use super::points::{OfPoints, Points, PointsDone, PointsRead};
use super::ranked::template_targets;
use super::size::Halt;
use super::{Refused, Request, check, manifest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceMap};
use crate::experiment::{Cancel, Progress};
use crate::report::{Axis, Best, Manifest, Swept};
use crate::say;
use crate::scenario::text::sources::Sources;
use crate::scenario::values::vary::{Varied, varied};

/// Points of one grid: a slip of the pen is caught before hours of work.
const MOST: usize = 10_000;

/// What is asked beside what every command takes.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// `PATH=A,B,C`.
    pub vary: Vec<String>,
    /// What is asked of every point.
    pub of: OfPoints,
    /// By which figure the best point is looked for; none: by none.
    pub best: Option<AskedBest>,
}

/// A grid that can be run.
#[derive(Debug)]
pub struct Sweep {
    /// Its points: the design as it is first, then every combination, the last path's values changing fastest.
    pub points: Points,
    axes: Vec<Varied>,
    best: Option<ByFigure>,
}

impl Sweep {
    /// Reads and compiles a scenario and all points of a grid, or says all that is wrong with them.
    pub fn compile(sources: &dyn Sources, request: &Request, grid: &Grid) -> Result<Self, Refused> {
        let scenario = check(sources, &request.file, &request.sets)?;
        let axes = axes(&grid.vary)?;
        let mut combined: Vec<Vec<String>> = vec![Vec::new()];
        for axis in &axes {
            let sets: Vec<String> = (0..axis.values.len()).map(|n| axis.set(n)).collect();
            combined = combined
                .iter()
                .flat_map(|before| sets.iter().map(|set| before.iter().cloned().chain([set.clone()]).collect()))
                .collect();
        }
        let changes = std::iter::once(Vec::new()).chain(combined).collect();
        let points = Points::compile(sources, scenario, request, &grid.of, changes)?;
        let best = grid.best.as_ref().map(|asked| ByFigure::read(&points, asked)).transpose()?;
        Ok(Self { points, axes, best })
    }

    /// Which point is best, where that is asked for, once every point is done.
    pub fn best(
        &self,
        done: &PointsDone,
        shelf: &dyn Shelf,
        ports: (&dyn Progress, &dyn Cancel),
    ) -> Result<Option<BestFound>, Halt> {
        self.best.map(|asked| asked.run(&self.points, done, shelf, ports)).transpose()
    }

    /// What was found, once every point is done; none before.
    pub fn results(
        &self,
        request: &Request,
        grid: &Grid,
        done: PointsDone,
        best: Option<Best>,
    ) -> Option<(Swept, Manifest)> {
        let Points { scenario, model, wanted, shown, sweeping, .. } = &self.points;
        let PointsRead { as_is, points, same_demand, promised } = self.points.read(done)?;
        let up_to = grid.best.as_ref().and_then(|asked| asked.up_to);
        let more = [
            ("vary", grid.vary.clone()),
            ("best", grid.best.iter().map(|asked| asked.kpi.clone()).collect()),
            ("up-to", up_to.iter().map(ToString::to_string).collect()),
            ("kpi", grid.of.kpis.clone()),
            ("sample-weeks", grid.of.weeks.iter().map(ToString::to_string).collect()),
        ];
        let manifest = manifest(scenario, request, "sweep", (sweeping.replications, false), &more);
        let axes = self.axes.iter().map(|axis| Axis { path: axis.path.clone(), values: axis.values.clone() });
        let swept = Swept {
            title: scenario.compiled.title.clone(),
            model: model.clone(),
            axes: axes.collect(),
            wanted: wanted[..*shown].to_vec(),
            sweeping: sweeping.clone(),
            as_is,
            points,
            same_demand,
            promised,
            best,
            changes: request.sets.clone(),
            files: scenario.compiled.files.clone(),
            template_targets: template_targets(&scenario.compiled),
        };
        Some((swept, manifest))
    }
}

/// Reads what is varied; all that is wrong with it in one go.
fn axes(texts: &[String]) -> Result<Vec<Varied>, Refused> {
    let (mut files, mut out) = (SourceMap::default(), Diagnostics::default());
    let id = files.add("--vary", &texts.join("\n"));
    let (mut all, mut offset) = (Vec::<Varied>::new(), 0);
    for text in texts {
        let place = |at: std::ops::Range<usize>| Place::new(id, offset + at.start..offset + at.end);
        match varied(text) {
            Ok(axis) if all.iter().any(|other| other.path == axis.path) => {
                let path = &axis.path;
                let why = say!("`{path}` is varied twice", "`{path}` 写了两次");
                let help = say!("put its values into one list", "请把它的值写在一起");
                out.push(Diagnostic::error(Code::Twice, &place(0..axis.path.len()), why).help(help));
            }
            Ok(axis) => all.push(axis),
            Err(wrong) => out.push(Diagnostic::error(Code::Syntax, &place(wrong.at), wrong.found).help(wrong.help)),
        }
        offset += text.len() + 1;
    }
    let points = all.iter().fold(1_usize, |n, axis| n.saturating_mul(axis.values.len()));
    if points > MOST {
        let why = say!("{points} points: at most {MOST}", "共 {points} 个点：最多 {MOST} 个");
        let help = say!("fewer values, such as 0.3..0.5/5 for five", "请少取几个值，例如 0.3..0.5/5 是五个");
        out.push(Diagnostic::error_at_large(Code::TooLarge, why).help(help));
    }
    if out.errors() > 0 { Err(Refused::found(files, out)) } else { Ok(all) }
}
