//! Points of a grid of what-ifs: one design in one case, and what each point changes of it.

use super::one_by_one::ready;
use crate::compile::document::changes::{Override, read_sets};
use crate::compile::document::empirical;
use crate::compile::document::resolve::{Case, Resolved, Written, is_of_file};
use crate::compile::document::source::tree;
use crate::compile::figures::{time_limits, topics};
use crate::compile::files::reading::Reading;
use crate::compile::pairs::CompiledPairs;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, SourceId, SourceMap};
use crate::model::{Label, Model};
use crate::say;
use crate::scenario::text::sources::Sources;
use std::collections::{BTreeMap, BTreeSet};

/// What is asked: of which design in which case, and for each point its changes, `PATH=VALUE`, on top of `sets`.
#[derive(Clone, Copy, Debug)]
pub struct Points<'a> {
    /// Changes of the file for all points.
    pub sets: &'a [String],
    /// The design's key.
    pub design: &'a str,
    /// The case's key.
    pub case: &'a str,
    /// What each point changes; a point without changes is the design as it is.
    pub changes: &'a [Vec<String>],
}

/// Compiles a model for every point of a file that compiles; or all mistakes of the changes.
pub fn points(sources: &dyn Sources, path: &str, asked: Points<'_>) -> (SourceMap, Diagnostics, Vec<Model>) {
    let (mut reading, mut out) = (Reading::new(sources, path), Diagnostics::default());
    let models = compile(asked, &mut reading, &mut out).unwrap_or_default();
    // Warnings of the file itself were given when it was checked.
    out.retain(|severity, _| severity == Severity::Error);
    (reading.texts, out, models)
}

/// A file at the point where all that is left is to say what changes.
pub(crate) struct OpenDesign<'r, 's> {
    pub(super) written: Written,
    pub(super) reading: &'r mut Reading<'s>,
    pub(super) case: Case,
    pub(super) label: Label,
    pub(super) made: CompiledPairs,
}

/// Reads a file that compiles, as far as its design in its case.
pub(crate) fn opened<'r, 's>(
    asked: Points<'_>,
    reading: &'r mut Reading<'s>,
    out: &mut Diagnostics,
) -> Option<OpenDesign<'r, 's>> {
    let mut root = tree(reading, out)?;
    empirical::columns(&mut root, reading, out);
    let (written, made) = ready(root, (asked.sets, &[]), &[], reading, out);
    let case = made.cases.iter().find(|case| case.label.key == asked.case)?.clone();
    let label = crate::compile::document::baseline::label_of(asked.design, written.designs.get(asked.design)?);
    Some(OpenDesign { written, reading, case, label, made })
}

impl OpenDesign<'_, '_> {
    fn model(&mut self, what_ifs: Vec<Override>, out: &mut Diagnostics) -> Option<Model> {
        let case = Case { what_ifs, ..self.case.clone() };
        self.made.pair(&mut self.written, &self.label, &case, self.reading, out)
    }

    /// The template's text; none where the file wants none.
    pub fn template(&self) -> Option<SourceId> {
        self.written.template
    }

    /// The design in its case as a tree, with the first contacts that a volume gives.
    pub fn resolved(&mut self) -> Resolved {
        let mut ignored = Diagnostics::default();
        let (per_day, _) =
            self.made.volumes.of(&mut self.written, &self.case, &self.made.cases, self.reading, &mut ignored);
        self.written.resolve(&self.label.key, &self.case, &per_day, &mut ignored)
    }

    /// Whether there is a model with these changes.
    pub fn compiles(&mut self, changes: &[String]) -> bool {
        let mut out = Diagnostics::default();
        let changes = read_sets("--vary", changes, &mut self.reading.texts, &mut out);
        let model = self.model(changes, &mut out);
        model.is_some() && out.errors() == 0
    }
}

fn compile(asked: Points<'_>, reading: &mut Reading<'_>, out: &mut Diagnostics) -> Option<Vec<Model>> {
    let mut open = opened(asked, reading, out)?;
    // A change that many points have in common is read once, so that what is wrong with it is said once.
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut texts: Vec<String> = Vec::new();
    for change in asked.changes.iter().flatten() {
        known.entry(change).or_insert_with(|| {
            texts.push(change.clone());
            texts.len() - 1
        });
    }
    let before = out.reported();
    let changes = read_sets("--vary", &texts, &mut open.reading.texts, out);
    // What is wrong with a path is said once, whatever its values.
    let mut paths = BTreeSet::new();
    let firsts: Vec<Override> = changes.iter().filter(|change| paths.insert(&change.path)).cloned().collect();
    for change in firsts.iter().filter(|change| is_of_file(&change.path)) {
        let path = change.shown();
        let why = say!("`{path}` is not changed from point to point", "`{path}` 不能逐点改变");
        out.push(Diagnostic::error(Code::Override, change.place(), why).help(say!(
            "--set changes it for all points; they differ in demand, work or the design",
            "请用 --set 为所有点修改；各点之间可以改变的是需求、工作内容和方案"
        )));
    }
    if out.reported() > before {
        return None;
    }
    let mut models = Vec::new();
    for point in asked.changes {
        let what_ifs = point.iter().map(|change| changes[known[&change[..]]].clone()).collect();
        models.extend(open.model(what_ifs, out));
    }
    open.written.report_strangers(&firsts, out);
    topics::show(&mut models);
    time_limits::share(&mut models);
    (out.reported() == before && models.len() == asked.changes.len()).then_some(models)
}
