//! Points of a grid of what-ifs: one design in one case, and what each point changes of it.

use super::resolve::{Case, Override, Written, is_of_file, read_sets};
use super::sheets::Sheets;
use super::{Made, find_template, payroll, tree};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, SourceMap};
use crate::model::Model;
use crate::say;
use crate::scenario::sources::Sources;
use std::collections::BTreeMap;

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
    let (mut files, mut out) = (SourceMap::default(), Diagnostics::default());
    let models = compile(sources, path, asked, &mut files, &mut out).unwrap_or_default();
    // Warnings of the file itself were given when it was checked.
    out.retain(|found| found.severity == Severity::Error);
    (files, out, models)
}

fn compile(
    sources: &dyn Sources,
    path: &str,
    asked: Points<'_>,
    files: &mut SourceMap,
    out: &mut Diagnostics,
) -> Option<Vec<Model>> {
    let root = tree(sources, path, files, out)?;
    let mut sheets = Sheets::new(sources, path);
    let mut written = Written::new(root, asked.sets, files, out);
    let cases = written.cases(&[], files, out);
    let case = cases.iter().find(|case| case.label.key == asked.case)?.clone();
    let label = super::label_of(asked.design, written.designs.get(asked.design)?);
    // A change that many points have in common is read once, so that what is wrong with it is said once.
    let mut texts: Vec<String> = Vec::new();
    for change in asked.changes.iter().flatten() {
        if !texts.contains(change) {
            texts.push(change.clone());
        }
    }
    let before = out.errors();
    let changes = read_sets("--vary", &texts, files, out);
    // What is wrong with a path is said once, whatever its values.
    let mut firsts: Vec<Override> = Vec::new();
    for change in &changes {
        if firsts.iter().all(|first| first.path != change.path) {
            firsts.push(change.clone());
        }
    }
    for change in firsts.iter().filter(|change| is_of_file(&change.path)) {
        let path = change.shown();
        let why = say!("`{path}` is not changed from point to point", "`{path}` 不能逐点改变");
        out.push(Diagnostic::error("override", change.place(), why).help(say!(
            "--set changes it for all points; they differ in demand, work or the design",
            "请用 --set 为所有点修改；各点之间可以改变的是需求、工作内容和方案"
        )));
    }
    if out.errors() > before {
        return None;
    }
    let known: BTreeMap<&str, usize> = texts.iter().enumerate().map(|(n, text)| (&text[..], n)).collect();
    let mut made = Made { template: find_template(&written, files), ..Made::default() };
    let mut models = Vec::new();
    for point in asked.changes {
        let what_ifs = point.iter().map(|change| changes[known[&change[..]]].clone()).collect();
        let case = Case { what_ifs, ..case.clone() };
        models.extend(made.pair(&mut written, &label, &case, &cases, (&mut sheets, files), out));
    }
    written.report_strangers(&firsts, out);
    payroll::show(&mut models);
    (out.errors() == before && models.len() == asked.changes.len()).then_some(models)
}
