//! Changes of a file tried one after another: what designs in cases become by each.

use crate::compile::balance::converted_orders;
use crate::compile::document::baseline::{baseline, label_of};
use crate::compile::document::empirical;
use crate::compile::document::resolve::Written;
use crate::compile::document::source::tree;
use crate::compile::figures::{time_limits, topics};
use crate::compile::files::reading::Reading;
use crate::compile::pairs::CompiledPairs;
use crate::diagnostic::Diagnostics;
use crate::model::{Label, Model};
use crate::scenario::text::document::Node;
use crate::scenario::text::sources::Sources;
use crate::scenario::values::read::At;

/// What is changed, and of whom models are wanted.
#[derive(Clone, Copy, Debug)]
pub struct OneByOne<'a> {
    /// Changes of the file for all: `PATH=VALUE`.
    pub sets: &'a [String],
    /// Cases beside those of the file: `PATH=VALUE`.
    pub what_ifs: &'a [String],
    /// What the file might say instead, one after another, each several at once: `PATH=VALUE`. Who says their own keeps it.
    pub changes: &'a [Vec<String>],
    /// Design and case, by key.
    pub pairs: &'a [(String, String)],
}

/// The models of the pairs under each change of a file that compiles; none where the change makes no sense there.
pub fn one_by_one(sources: &dyn Sources, path: &str, asked: OneByOne<'_>) -> Vec<Option<Vec<Model>>> {
    let mut out = Diagnostics::default();
    let mut reading = Reading::new(sources, path);
    let root = tree(&mut reading, &mut out).map(|mut root| {
        empirical::columns(&mut root, &mut reading, &mut out);
        root
    });
    let under = |changes: &Vec<String>| under(root.as_ref()?.clone(), changes, asked, &mut reading);
    asked.changes.iter().map(under).collect()
}

/// A file that compiles, with these changes of it, and these values in the place of its own, as far as its designs and cases, of which no pair is compiled yet.
pub(crate) fn ready(
    root: Node,
    (sets, instead): (&[String], &[String]),
    what_ifs: &[String],
    reading: &mut Reading<'_>,
    out: &mut Diagnostics,
) -> (Written, CompiledPairs) {
    let mut written = Written::new(root, sets, instead, &mut reading.texts, out);
    let cases = written.cases(what_ifs, &mut reading.texts, out);
    let labels: Vec<Label> = cases.iter().map(|case| case.label.clone()).collect();
    let designs: Vec<String> = written.designs.keys().cloned().collect();
    let names: Vec<&str> = designs.iter().map(String::as_str).collect();
    let said = written.root.get("baseline").and_then(|node| At::<String>::read(node, out));
    let baseline = baseline(said.as_ref(), &names, &labels, out);
    converted_orders::own_shares(&mut written, baseline, &cases, reading, out);
    let pairs = CompiledPairs::new(&written, cases, out);
    (written, pairs)
}

fn under(root: Node, changes: &[String], asked: OneByOne<'_>, reading: &mut Reading<'_>) -> Option<Vec<Model>> {
    let mut out = Diagnostics::default();
    let (mut written, mut made) = ready(root, (asked.sets, changes), asked.what_ifs, reading, &mut out);
    let mut models = Vec::new();
    for (design, case) in asked.pairs {
        let label = label_of(design, written.designs.get(design)?);
        let case = made.cases.iter().find(|one| one.label.key == *case)?.clone();
        models.push(made.pair(&mut written, &label, &case, reading, &mut out)?);
    }
    topics::show(&mut models);
    time_limits::share(&mut models);
    (out.errors() == 0).then_some(models)
}
